"""Goals and results that stand in columns: side by side without rules, as a drawn tree, and in a table over a page."""

from __future__ import annotations

from io import BytesIO

import pytest
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile

PLAIN = getSampleStyleSheet()["Normal"]
Goals = list[tuple[str, list[str]]]


def goals_of(data: bytes) -> Goals:
    record = process(SourceFile("begroting.pdf", data)).records[0].model_dump()
    areas = [area for programme in record["programmes"] for area in programme["policy_areas"]]
    return [(g["text"], [r["text"] for r in g["results"]]) for area in areas for g in area["goals"]]


def drawn(left: list[tuple[int, str]], right: list[tuple[int, str]], head: str = "Onze ambities") -> bytes:
    """A page with words at heights in two columns, prose under them."""
    buffer = BytesIO()
    page = Canvas(buffer)
    page.setFont("Helvetica-Bold", 20)
    page.drawString(50, 780, "Programmabegroting 2027")
    page.setFont("Helvetica-Bold", 14)
    page.drawString(50, 740, "Programma 1 Wonen")
    page.setFont("Helvetica-Bold", 10)
    page.drawString(50, 715, head)
    page.drawString(300, 715, "Onze acties in 2027")
    page.setFont("Helvetica", 10)
    for x, words in ((50, left), (300, right)):
        for y, text in words:
            page.drawString(x, y, text)
    for y in (520, 508, 496):
        page.drawString(
            50, y, "De gemeente werkt in een regio waarin opgaven steeds meer samenhangen en keuzes vragen."
        )
    page.save()
    return buffer.getvalue()


LEFT = [(695, "Inwoners voelen zich gehoord en"), (683, "doen mee in hun eigen dorp"), (640, "Wegen die veilig zijn")]
RIGHT = [(695, "• Gesprekken in elke kern"), (683, "• Een aanspreekpunt per wijk"), (640, "• Een rotonde bij de brug")]
TOLD: Goals = [
    ("Inwoners voelen zich gehoord en doen mee in hun eigen dorp", [x.lstrip("• ") for _, x in RIGHT[:2]]),
    ("Wegen die veilig zijn", ["Een rotonde bij de brug"]),
]


def test_columns_beside_each_other() -> None:
    assert goals_of(drawn(LEFT, RIGHT)) == TOLD


def test_other_columns_are_no_goals() -> None:
    assert goals_of(drawn(LEFT, RIGHT, head="Onze mensen")) == []


def test_a_tree_whose_goals_stand_at_the_middle_of_their_results() -> None:
    left = [(666, "Wegen die veilig zijn"), (595, "Droge kelders")]
    right = [(695, "Een rotonde bij de brug"), (666, "Strepen op de dijk"), (637, "Licht langs het fietspad")]
    right += [(609, "Een gemaal aan de vaart"), (580, "Bredere sloten")]
    assert goals_of(drawn(left, right)) == [
        ("Wegen die veilig zijn", [x for _, x in right[:3]]),
        ("Droge kelders", [x for _, x in right[3:]]),
    ]


@pytest.mark.parametrize("head", ["Missie / visie", "Doel"])
def test_a_table_of_goals_goes_on_over_the_page(head: str) -> None:
    told = [(f"Doel {c} met veel woorden en nog meer woorden", [f"Er is een plan {c} voor het dorp"]) for c in "abcdef"]
    rows: list[list[str | Paragraph]] = [[head, "Resultaten"]]
    rows += [[Paragraph(goal, PLAIN), Paragraph(result, PLAIN)] for goal, (result,) in told]
    story = [
        Paragraph("Programmabegroting 2027", getSampleStyleSheet()["Title"]),
        Paragraph("Programma 1 Wonen", getSampleStyleSheet()["Heading1"]),
        *(Paragraph("Wij wonen graag in het dorp. " * 22, PLAIN) for _ in range(10)),
        Table(rows, colWidths=[130, 250], style=[("GRID", (0, 0), (-1, -1), 0.5, "black")]),
    ]
    buffer = BytesIO()
    SimpleDocTemplate(buffer).build(story)
    assert goals_of(buffer.getvalue()) == told


def test_a_row_that_the_page_break_cuts() -> None:
    buffer = BytesIO()
    page = Canvas(buffer)
    for size, y, words in ((20, 780, "Programmabegroting 2027"), (14, 140, "Programma 1 Wonen")):
        page.setFont("Helvetica-Bold", size)
        page.drawString(50, y, words)
    page.setFont("Helvetica", 10)
    for k in range(30):
        page.drawString(50, 740 - 18 * k, "De gemeente werkt in een regio waarin opgaven steeds meer samenhangen.")
    for y in (110, 90, 60):
        page.line(48, y, 500, y)
    for x in (48, 250, 500):
        page.line(x, 60, x, 110)
    for y, words in ((96, ("Missie", "Resultaten")), (76, ("Wij zijn een goede", "• De kamer doet twee"))):
        page.drawString(52, y, words[0])
        page.drawString(254, y, words[1])
    page.showPage()
    page.setFont("Helvetica", 10)
    for y, words in ((770, ("buur voor de regio", "onderzoeken in het jaar")), (758, ("", "• Er is een plan"))):
        page.drawString(52, y, words[0])
        page.drawString(254, y, words[1])
    for y in (700, 688):
        page.drawString(50, y, "De gemeente werkt in een regio waarin opgaven steeds meer samenhangen.")
    page.save()
    assert goals_of(buffer.getvalue()) == [
        ("Wij zijn een goede buur voor de regio", ["De kamer doet twee onderzoeken in het jaar", "Er is een plan"])
    ]
