"""A hidden layer that misses print of its scan is told; one that holds all of it is not."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile

LINES = [f"Het college van Veldermeer besluit onder {n} dat het fietspad wordt verbreed." for n in range(1, 9)]
NAMES = ["P. Voorbeeld-Proef en B. Toets", "de secretaris en de burgemeester", "van de gemeente Veldermeer"]


def scanned(missing: bool, smudge: bool = False) -> bytes:
    image = Image.new("L", (1240, 1754), 250)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=25)
    for n, line in enumerate(LINES):
        draw.text((125, 250 + 40 * n), line, font=font, fill=20)
    if missing:
        for n, line in enumerate(NAMES):
            draw.text((125, 1010 + 34 * n), line, font=font, fill=20)
    if smudge:
        draw.rectangle((0, 0, 40, 1754), fill=30)
        draw.line((100, 1300, 900, 1320), fill=60, width=3)
        draw.ellipse((500, 1400, 560, 1460), fill=60)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    canvas.drawImage(ImageReader(image), 0, 0, 595, 842)
    for n, line in enumerate(LINES):
        text = canvas.beginText(60, 842 - (272 + 40 * n) * 0.48)
        text.setTextRenderMode(3)
        text.setFont("Helvetica", 12)
        text.setHorizScale(100 * draw.textlength(line, font=font) * 0.48 / canvas.stringWidth(line, "Helvetica", 12))
        text.textOut(line)
        canvas.drawText(text)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize(("missing", "smudge"), [(True, False), (False, False), (False, True)])
def test_print_that_the_hidden_layer_lacks(missing: bool, smudge: bool) -> None:
    processed = process(SourceFile("a.pdf", scanned(missing, smudge)))
    assert "hidden text layer" in processed.document.pages[0].reason
    assert ("print or writing that it does not hold" in processed.document.pages[0].reason) is missing
    assert [f.severity for f in processed.records[0].findings if f.code == "text.incomplete"] == ["warning"] * missing
