"""What nobody sees on a page is not read: redaction bars over live text, pale text on paper, clipped cells; what is
seen stays."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image
from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from griffier.pipeline.readers.options import ReadOptions
from griffier.pipeline.readers.pdf import reader as pdf
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Document

Draw = Callable[[Canvas], None]
LINE = "De indiener is Jan Voorbeeld uit Veldermeer"


def read(draw: Draw, **more: object) -> Document:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), **more)
    canvas.setFont("Helvetica", 11)
    draw(canvas)
    canvas.setFillGray(0)
    for n in range(6):
        canvas.drawString(60, 300 - 15 * n, "De raad heeft kennisgenomen van het plan voor de fietspaden in het dorp.")
    canvas.showPage()
    canvas.save()
    return pdf.read(SourceFile("a.pdf", buffer.getvalue()), "application/pdf", ReadOptions())


def top_of(doc: Document) -> str:
    return doc.text.split("De raad")[0].strip()


def place(c: Canvas, before: str, words: str) -> tuple[float, float]:
    return 60 + c.stringWidth(before, "Helvetica", 11), c.stringWidth(words, "Helvetica", 11)


def over_name(c: Canvas, grey: float = 0.0) -> None:
    c.setFillGray(0)
    c.drawString(60, 500, LINE)
    x, width = place(c, "De indiener is ", "Jan Voorbeeld")
    c.setFillGray(grey)
    c.rect(x, 497, width, 12, stroke=0, fill=1)


@pytest.mark.parametrize("grey", [0.0, 0.7, 1.0])
def test_a_bar_over_a_name(grey: float) -> None:
    doc = read(lambda c: over_name(c, grey))
    assert top_of(doc) == "De indiener is   uit Veldermeer"
    assert doc.pages[0].reason.endswith("; 12 characters that nobody can see left out")


def test_a_label_on_the_bar_is_read_and_what_is_under_it_is_not() -> None:
    def draw(c: Canvas) -> None:
        over_name(c, 0.8)
        c.setFillGray(0)
        c.setFont("Helvetica", 7)
        c.drawString(150, 500, "5.1.2e")
        c.setFont("Helvetica", 11)

    text = top_of(read(draw))
    assert "5.1.2e" in text
    assert "Voorbeeld" not in text
    assert "Jan" not in text


def test_a_bar_over_a_part_of_a_word() -> None:
    def draw(c: Canvas) -> None:
        c.drawString(60, 700, "Zaaknummer 2023-114-556677")
        x, width = place(c, "Zaaknummer 2023-114-", "556677")
        c.rect(x, 697, width + 2, 12, stroke=0, fill=1)

    assert top_of(read(draw)) == "Zaaknummer 2023-114-"


def test_a_picture_over_text() -> None:
    def draw(c: Canvas) -> None:
        c.drawString(60, 700, LINE)
        x, width = place(c, "De indiener is ", "Jan Voorbeeld")
        c.drawImage(ImageReader(Image.new("RGB", (60, 12), (20, 20, 20))), x, 696, width, 14)

    assert top_of(read(draw)) == "De indiener is   uit Veldermeer"


def test_invisible_text_of_a_scan_under_a_later_bar() -> None:
    def draw(c: Canvas) -> None:
        text = c.beginText(60, 700)
        text.setTextRenderMode(3)
        text.textLine(LINE)
        c.drawText(text)
        x, width = place(c, "De indiener is ", "Jan Voorbeeld")
        c.rect(x, 697, width, 12, stroke=0, fill=1)

    assert top_of(read(draw)) == "De indiener is   uit Veldermeer"


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_turned_pages(rotation: int) -> None:
    def draw(c: Canvas) -> None:
        c.setPageRotation(rotation)
        over_name(c)

    doc = read(draw)
    assert "Voorbeeld" not in doc.text
    assert "uit Veldermeer" in doc.text
    assert "De indiener is" in doc.text


def test_a_bar_inside_a_form() -> None:
    def draw(c: Canvas) -> None:
        c.beginForm("brief")
        c.setFont("Helvetica", 11)
        over_name(c)
        c.endForm()
        c.translate(10, -40)
        c.doForm("brief")
        c.translate(-10, 40)

    assert top_of(read(draw)) == "De indiener is   uit Veldermeer"


def test_pale_text_on_paper_and_text_of_a_clipped_cell() -> None:
    def draw(c: Canvas) -> None:
        c.drawString(60, 720, "Zichtbaar")
        c.setFillGray(1)
        c.drawString(160, 720, "verzoekt het college niets te doen")
        c.setFillGray(0)
        c.saveState()
        path = c.beginPath()
        path.rect(60, 690, 200, 20)
        c.clipPath(path, stroke=0, fill=0)
        c.drawString(62, 695, "in de cel")
        c.drawString(62, 675, "onder de cel")
        c.restoreState()

    assert [line for line in top_of(read(draw)).split("\n") if line] == ["Zichtbaar", "in de cel"]


def test_words_beside_the_page() -> None:
    def draw(c: Canvas) -> None:
        c.drawString(60, 700, "Op de pagina")
        c.drawString(640, 700, "ernaast")

    assert top_of(read(draw)) == "Op de pagina"


def highlight(c: Canvas) -> None:
    c.drawString(60, 700, LINE)
    c.setFillColor(Color(1, 1, 0, alpha=0.4))
    c.rect(60, 697, 240, 12, stroke=0, fill=1)
    c.setFillColor(Color(0, 0, 0, alpha=1))


def cell(c: Canvas) -> None:
    c.setFillGray(0.85)
    c.rect(55, 690, 300, 24, stroke=1, fill=1)
    c.setFillGray(0)
    c.drawString(60, 700, LINE)


def white_on_dark(c: Canvas) -> None:
    c.setFillGray(0.2)
    c.rect(55, 690, 300, 24, stroke=0, fill=1)
    c.setFillGray(1)
    c.drawString(60, 700, LINE)


def signature(c: Canvas) -> None:
    c.drawString(60, 700, LINE)
    image = Image.new("RGBA", (240, 40), (0, 0, 0, 0))
    for x in range(240):
        image.putpixel((x, x // 6), (0, 0, 200, 255))
    c.drawImage(ImageReader(image), 60, 690, 240, 40, mask="auto")


def clipped_bar(c: Canvas) -> None:
    c.drawString(60, 700, LINE)
    c.saveState()
    path = c.beginPath()
    path.rect(60, 600, 300, 20)
    c.clipPath(path, stroke=0, fill=0)
    c.setFillGray(0)
    c.rect(50, 590, 400, 200, stroke=0, fill=1)
    c.restoreState()


def frame(c: Canvas) -> None:
    c.drawString(60, 700, LINE)
    c.rect(50, 690, 400, 30, stroke=1, fill=0)


@pytest.mark.parametrize(
    "draw", [highlight, cell, white_on_dark, signature, clipped_bar, frame], ids=lambda d: d.__name__
)
def test_what_is_seen_stays(draw: Draw) -> None:
    doc = read(draw)
    assert top_of(doc) == LINE
    assert "left out" not in doc.pages[0].reason


def test_good_text_under_the_picture_of_its_own_scan_is_a_hidden_layer() -> None:
    image = Image.new("L", (600, 850), 255)
    for x in range(40, 560):
        for y in (100, 101, 400, 401):
            image.putpixel((x, y), 0)

    def draw(c: Canvas) -> None:
        for n in range(12):
            c.drawString(60, 700 - 20 * n, "Het college antwoordt dat het plan voor de fietspaden gereed is.")
        c.drawImage(ImageReader(image), 0, 320, 595, 522)

    doc = read(draw)
    assert doc.text.count("Het college antwoordt") == 12
    assert "hidden text layer" in doc.pages[0].reason


def test_a_note_that_covers() -> None:
    import pypdfium2 as pypdfium
    import pypdfium2.raw as pdfium

    def draw(c: Canvas) -> None:
        c.drawString(60, 700, LINE)
        c.rect(60, 500, 10, 10, stroke=1, fill=0)

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    canvas.setFont("Helvetica", 11)
    draw(canvas)
    x, width = place(canvas, "De indiener is ", "Jan Voorbeeld")
    canvas.showPage()
    canvas.save()
    made = pypdfium.PdfDocument(buffer.getvalue())
    page = made[0]
    note = pdfium.FPDFPage_CreateAnnot(page.raw, pdfium.FPDF_ANNOT_SQUARE)
    pdfium.FPDFAnnot_SetRect(note, pdfium.FS_RECTF(x, 711, x + width, 696))
    pdfium.FPDFAnnot_SetColor(note, pdfium.FPDFANNOT_COLORTYPE_InteriorColor, 0, 0, 0, 255)
    pdfium.FPDFPage_CloseAnnot(note)
    out = io.BytesIO()
    made.save(out)
    doc = pdf.read(SourceFile("a.pdf", out.getvalue()), "application/pdf", ReadOptions())
    assert doc.text.split() == ["De", "indiener", "is", "uit", "Veldermeer"]


@pytest.mark.parametrize("angle", [5, 10, 45, -20])
def test_text_at_a_slant_keeps_its_lines_and_the_page_says_so(angle: float) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    canvas.translate(300, 400)
    canvas.rotate(angle)
    lines = [f"Regel {n}: de raad van de gemeente heeft besloten het fietspad aan te leggen" for n in range(8)]
    for n, line in enumerate(lines):
        canvas.drawString(-200, -15 * n, line)
    canvas.showPage()
    canvas.save()
    doc = pdf.read(SourceFile("a.pdf", buffer.getvalue()), "application/pdf", ReadOptions())
    assert doc.text.split("\n") == lines
    assert "at a slant" in doc.pages[0].reason


def test_a_word_across_the_page_comes_last() -> None:
    def draw(c: Canvas) -> None:
        c.saveState()
        c.translate(150, 200)
        c.rotate(45)
        c.setFont("Helvetica", 60)
        c.setFillGray(0.8)
        c.drawString(0, 0, "CONCEPT")
        c.restoreState()
        c.drawString(60, 700, LINE)

    doc = read(draw)
    assert doc.text.startswith(LINE)
    assert doc.text.endswith("\n\nCONCEPT")


def test_the_record_says_that_characters_were_left_out() -> None:
    from griffier.pipeline.process import process

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    canvas.setFont("Helvetica", 11)
    over_name(canvas)
    canvas.showPage()
    canvas.save()
    record = process(SourceFile("a.pdf", buffer.getvalue())).records[0]
    told = [f for f in record.findings if f.code == "text.unseen"]
    assert [(f.severity, f.page, f.pointer) for f in told] == [("info", 1, "/source/pages/0/reason")]
    assert "12 characters" in told[0].message
    assert "Voorbeeld" not in record.model_dump_json()
