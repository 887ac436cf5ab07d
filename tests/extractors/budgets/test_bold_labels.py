"""Explanations under the table that they belong to, without a heading that announces them."""

from __future__ import annotations

from io import BytesIO

import pytest
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile

ROWS = [
    ["Omschrijving", "Lasten", "Baten", "Saldo"],
    ["Groenbeheer", "210 N", "0", "210 N"],
    ["Straatverlichting", "95 V", "20 V", "115 V"],
    ["Totaal", "115 N", "20 V", "95 N"],
]


@pytest.mark.parametrize(("size", "expected"), [(10, ["Groenbeheer"]), (20, [])])
def test_a_bold_label_under_its_table_is_an_explanation_and_a_chapter_is_none(size: int, expected: list[str]) -> None:
    plain = ParagraphStyle("plain", parent=getSampleStyleSheet()["Normal"], fontSize=10, leading=13)
    bold = ParagraphStyle(
        "bold", parent=plain, fontName="Helvetica-Bold", fontSize=size, leading=size + 3, spaceBefore=8
    )
    prose = (
        "Het maaien van de bermen is duurder geworden doordat de aannemer zijn tarief heeft verhoogd. Dit "
        "werkt door in latere jaren."
    )
    story = [
        Paragraph("Eerste bestuursrapportage 2024", ParagraphStyle("title", parent=bold, fontSize=22, leading=28)),
        Paragraph("Gemeente Vondelhaven", plain),
        Paragraph("Afwijkingen (bedragen x € 1.000; V = voordeel, N = nadeel)", plain),
        Table(ROWS),
        Paragraph("Groenbeheer", bold),
        Paragraph(prose, plain),
    ]
    buffer = BytesIO()
    SimpleDocTemplate(buffer).build(story)
    record = process(SourceFile("burap.pdf", buffer.getvalue())).records[0]
    assert [e.heading for e in record.explanations] == expected  # type: ignore[attr-defined]
