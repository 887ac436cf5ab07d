"""The files that records name, opened: a file, or a document inside one."""

from __future__ import annotations

from pathlib import Path

from griffier.pipeline.errors import InaccessibleError, TooLargeError, UnreadableError
from griffier.pipeline.limits import Limits
from griffier.pipeline.readers.sniff import EMAIL, PDF, media_type_of
from griffier.pipeline.source import SourceFile


def open_source(name: str) -> SourceFile:
    """A file, or an attachment as records name it (`mail.eml#name`). Raises InaccessibleError, and what `expand`
    raises."""
    file = Path(name)
    try:
        if file.exists():
            if not file.is_file():
                raise InaccessibleError(
                    f"{name} is a folder, not a file" if file.is_dir() else f"{name} is no regular file"
                )
            return SourceFile.load(name)
    except OSError as error:
        raise InaccessibleError(f"{name} cannot be opened: {error.strerror or error}") from error
    outer, sign, _ = name.rpartition("#")
    if not sign:
        raise InaccessibleError(f"there is no file {name}")
    inner = {source.path: source for source in expand(open_source(outer))}
    if name not in inner:
        raise InaccessibleError(f"{outer} has no such attachment; it has: {', '.join(inner) or 'none'}")
    return inner[name]


def expand(source: SourceFile, limits: Limits | None = None) -> list[SourceFile]:
    """The documents inside a file that are files of their own, in order: the attachments of an e-mail
    (`mail.eml#name`), the papers of a PDF portfolio (`bundle.pdf#name`).

    One level: an attached e-mail is one of them, and is expanded in its turn. Other formats give []. Raises
    TooLargeError over `Limits.attachments` or `Limits.nesting`, and what reading the e-mail raises.
    """
    limits = limits or Limits()
    found: list[SourceFile] = []
    kind = _media_type(source)
    if kind == EMAIL:
        from griffier.pipeline.readers.web.email import attachments

        found = attachments(source, limits)
    elif kind == PDF:
        from griffier.pipeline.readers.pdf.embedded import attachments as embedded

        found = embedded(source, limits)
    if found and source.path.count("#") >= limits.nesting:
        raise TooLargeError(f"files are nested in each other more than {limits.nesting} deep")
    return found


def _media_type(source: SourceFile) -> str:
    try:
        return media_type_of(source)
    except UnreadableError:
        # Such a file gets its own error line when it is read.
        return ""
