"""The documents that a PDF carries inside it: the papers of a portfolio, files that are attached to a letter."""

from __future__ import annotations

from griffier.pipeline.errors import GriffierError, TooLargeError
from griffier.pipeline.limits import Limits
from griffier.pipeline.readers.pdf.reader import opened
from griffier.pipeline.readers.sniff import DOCX, EMAIL, HTML, ODT, PDF, RTF, XHTML, media_type_of
from griffier.pipeline.source import SourceFile

_DOCUMENTS = frozenset({PDF, DOCX, ODT, RTF, HTML, XHTML, EMAIL})


def attachments(source: SourceFile, limits: Limits | None = None) -> list[SourceFile]:
    """The files inside a PDF that are documents by their content, named `bundle.pdf#name`, in their order.

    Data that belongs to the document (the figures of an invoice, the settings of a form) is no document and is
    left out. Raises TooLargeError over `Limits.attachments`. A PDF that cannot be opened
    has none: it gets its own error line when it is read.
    """
    limits = limits or Limits()
    try:
        with opened(source.data) as pdf:
            count = pdf.count_attachments()
            if count > limits.attachments:
                raise TooLargeError(f"the PDF has more than {limits.attachments} files inside it")
            inside = [pdf.get_attachment(at) for at in range(count)]
            found = [(file.get_name(), bytes(file.get_data())) for file in inside]
    except TooLargeError:
        raise
    except (GriffierError, RuntimeError, ValueError):  # pdfium's own errors are RuntimeError
        return []
    named = [
        (name.replace("\\", "/").rsplit("/", 1)[-1] or f"file-{at}", data) for at, (name, data) in enumerate(found, 1)
    ]
    return [file for name, data in named if data and _is_document(file := SourceFile(f"{source.path}#{name}", data))]


def _is_document(file: SourceFile) -> bool:
    try:
        return media_type_of(file) in _DOCUMENTS
    except GriffierError:
        return False
