"""PDF portfolios and attached files: documents of their own."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from griffier.pipeline.errors import TooLargeError
from griffier.pipeline.inner_files import expand
from griffier.pipeline.limits import Limits
from griffier.pipeline.source import SourceFile


def page(text: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.drawString(72, 700, text)
    canvas.save()
    return out.getvalue()


def holding(*files: tuple[str, bytes]) -> SourceFile:
    with pdfium.PdfDocument(page("Open dit portfolio in Acrobat")) as pdf:
        for name, data in files:
            pdf.new_attachment(name).set_data(data)
        out = io.BytesIO()
        pdf.save(out)
    return SourceFile("map/bundel.pdf", out.getvalue())


def test_the_documents_of_a_portfolio_are_files_of_their_own() -> None:
    motion = page("Motie 12")
    found = expand(holding(("motie 12.pdf", motion), ("brief.html", b"<html><body>Geachte raad</body></html>")))
    assert [file.path for file in found] == ["map/bundel.pdf#brief.html", "map/bundel.pdf#motie 12.pdf"]
    assert found[1].data == motion


def test_data_that_belongs_to_a_document_is_none() -> None:
    assert expand(holding(("factuur.xml", b"<?xml version='1.0'?><Invoice/>"), ("a.bin", bytes(range(256))))) == []
    assert expand(SourceFile("a.pdf", page("Motie 12"))) == []
    assert expand(SourceFile("a.pdf", b"%PDF-1.7 broken")) == []


def test_too_many_files_are_refused() -> None:
    with pytest.raises(TooLargeError, match="more than 1 files"):
        expand(holding(("a.pdf", page("a")), ("b.pdf", page("b"))), Limits(attachments=1))
