"""Draws the fictional pages of `reading-pages.md` and what is read of them: `python docs/pictures/make.py` writes the
PNG files beside it.

Each picture is what `griffier text PAGE.pdf --overlay PAGE.png` gives for the page.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from griffier.pipeline.inspecting.overlay import overlay
from griffier.pipeline.readers.door import read
from griffier.pipeline.source import SourceFile

HERE = Path(__file__).parent
WIDTH, HEIGHT = 420.0, 595.0
SHOWN = {"letter": 0.6, "scan": 0.7, "covered": 0.47, "table": 0.34}
"""The upper part of a picture that is kept, where the rest is white."""

SMALL, BODY, LARGE = 7.0, 9.0, 16.0

LEFT = [
    "De raad van Veldermeer besloot in",
    "het voorjaar dat de fietspaden in het",
    "dorp breder worden gemaakt, en dat",
    "de kosten worden gedekt uit de reserve",
    "die voor wegen en bruggen is gevormd.",
    "De lasten voor de inwoners stijgen",
    "daardoor niet.",
]
RIGHT = [
    "Het werk begint in de Dorpsstraat,",
    "omdat daar de meeste kinderen naar",
    "school fietsen. Daarna volgt de dijk.",
    "Het college verwacht dat de aannemer",
    "voor de winter gereed is en zal de raad",
    "in november laten weten hoe het staat",
    "met het geld.",
]


def lines(
    c: Canvas, x: float, y: float, texts: list[str], size: float = BODY, pitch: float = 13, font: str = "Helvetica"
) -> float:
    """Lines from a height downwards; the height below the last."""
    c.setFont(font, size)
    for text in texts:
        c.drawString(x, y, text)
        y -= pitch
    return y


def columns(c: Canvas) -> None:
    """Two columns under headings over the whole width, a chart, a footnote, a page number."""
    lines(c, 36, 550, ["Fietspaden in het hele dorp"], LARGE, font="Helvetica-Bold")
    lines(c, 36, 520, LEFT)
    lines(c, 220, 520, RIGHT)
    lines(c, 36, 410, ["Wat er op de weg gebeurt"], 12, font="Helvetica-Bold")
    y = lines(c, 36, 385, [*LEFT[:5], "Dat besluit werkt nu al."])
    c.setLineWidth(0.4)
    for k in range(5):
        c.line(240, 310 + 20 * k, 385, 310 + 20 * k)
        c.setFont("Helvetica", SMALL)
        c.drawRightString(234, 308 + 20 * k, str(10 * k))
    c.setFillGray(0.45)
    for k, height in enumerate((30, 42, 55, 62, 78)):
        c.rect(250 + 27 * k, 310, 15, height, stroke=0, fill=1)
        c.setFillGray(0)
        c.drawString(248 + 27 * k, 300, str(2020 + k))
        c.setFillGray(0.45)
    c.setFillGray(0)
    lines(c, 240, y + 78, ["x 100"], SMALL)
    lines(c, 36, 62, ["1 Telling van de gemeente, voorjaar 2024."], SMALL)
    c.setFont("Helvetica", 6)
    c.drawString(36 + c.stringWidth("Dat besluit werkt nu al.", "Helvetica", BODY), y + 13 + 3, "1")
    c.setFont("Helvetica", SMALL)
    c.drawString(36, 30, "Voortgang wegen")
    c.drawRightString(384, 30, "Pagina 2 van 9")


def letter(c: Canvas) -> None:
    """A side block, a head of labels, an address beside labels, a list, a signature block in two columns."""
    lines(c, 300, 555, ["Bezoekadres", "Dorpsstraat 1", "1234 AB Veldermeer"], SMALL, 9.2)
    lines(c, 36, 555, ["Gemeente Veldermeer"], 12, font="Helvetica-Bold")
    lines(c, 36, 500, ["Aan de gemeenteraad van Veldermeer", "Postbus 12", "1234 ZZ Veldermeer"])
    lines(c, 230, 500, ["Datum", "Ons kenmerk", "Onderwerp"], SMALL)
    lines(c, 290, 500, ["4 juli 2024", "2024-114", "Fietspad Dorpsstraat"])
    lines(c, 36, 430, ["Geachte leden van de raad,"])
    y = lines(c, 36, 404, ["In mei vroeg u ons hoe het staat met het fietspad. Wij antwoorden u dat"])
    for text in (
        ["het ontwerp gereed is en dat de bewoners van de straat daarover", "hun mening hebben gegeven;"],
        ["het werk in september begint."],
    ):
        c.drawString(40, y, "\u2022")
        y = lines(c, 52, y, text)
    lines(c, 36, y - 14, ["Met vriendelijke groet,", "burgemeester en wethouders van Veldermeer,"])
    lines(c, 36, y - 84, ["A. Voorbeeld", "secretaris"])
    lines(c, 210, y - 84, ["B. Proef", "burgemeester"])


def covered(c: Canvas) -> None:
    """A bar over a name, a label on a bar, text in the colour of the paper, a highlight that hides nothing."""
    lines(c, 36, 540, ["Verslag van het gesprek van 4 juli 2024"], 12, font="Helvetica-Bold")
    size = BODY
    rows = [
        ("De melder is ", "Jan Voorbeeld", " uit de Dorpsstraat."),
        ("Telefoon: ", "06 0000 0000", "  (bij de griffie bekend)"),
    ]
    for k, (before, secret, after) in enumerate(rows):
        y = 505 - 22 * k
        c.setFillGray(0)
        c.setFont("Helvetica", size)
        c.drawString(36, y, before + secret + after)
        x = 36 + c.stringWidth(before, "Helvetica", size)
        c.setFillGray(0 if k == 0 else 0.78)
        c.rect(x - 1, y - 3, c.stringWidth(secret, "Helvetica", size) + 2, size + 3, stroke=0, fill=1)
        if k:
            c.setFillGray(0)
            c.setFont("Helvetica", SMALL)
            c.drawString(x + 12, y, "5.1.2e")
    c.setFillGray(1)
    lines(c, 36, 455, ["Deze regel is wit op wit en wordt door niemand gezien."])
    c.setFillColorRGB(1, 1, 0, alpha=0.5)
    c.rect(34, 426, 190, 14, stroke=0, fill=1)
    c.setFillColorRGB(0, 0, 0, alpha=1)
    lines(c, 36, 430, ["Een gemarkeerde zin blijft gewoon leesbaar."])
    lines(c, 36, 400, LEFT[:6])


def table(c: Canvas) -> None:
    """A ruled table in which one cell goes on and the others stand in the middle of its height."""
    lines(c, 36, 545, ["Agenda van de raad"], 12, font="Helvetica-Bold")
    rows = [
        (["Onderwerp"], "Stuk"),
        (["Opening"], "2024-1"),
        (["Verordening op de rechtspositie", "van raadsleden en leden van", "commissies"], "2024-2"),
        (["Sluiting"], ""),
    ]
    y = 520.0
    for texts, number in rows:
        height = 13.0 * len(texts) + 7
        c.rect(36, y - height, 240, height)
        c.rect(276, y - height, 108, height)
        lines(c, 42, y - 13, texts)
        c.drawString(284, y - height / 2 - 3, number)
        y -= height


def pdf_of(draw: Callable[[Canvas], None]) -> bytes:
    """One page."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=1)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def scan_of(data: bytes) -> bytes:
    """A page as an office scanner gives it: at a tilt, grey, with specks and a signature over the names, and no text
    layer."""
    page = pypdfium2.PdfDocument(data)[0]
    image = (
        page.render(scale=300 / 72).to_pil().convert("L").rotate(0.8, fillcolor=255, resample=Image.Resampling.BICUBIC)
    )
    pixels = np.asarray(image, np.float32) * 0.86 + 24
    random = np.random.default_rng(3)
    pixels += random.normal(0, 4, pixels.shape)
    pixels[random.random(pixels.shape) < 0.0001] = 40
    for k in range(2600):
        angle = k / 2600 * 5 * math.pi
        x, y = 330 + k / 7 + 40 * math.sin(angle), 1560 + 90 * math.sin(1.7 * angle) * math.exp(-k / 3000)
        pixels[int(y) - 2 : int(y) + 3, int(x) - 2 : int(x) + 3] = 60
    scanned = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    return pdf_of(lambda c: c.drawImage(ImageReader(scanned), 0, 0, WIDTH, HEIGHT))


def main() -> None:
    """Write the pictures, and print why each page was read as it was."""
    pages = {draw.__name__: pdf_of(draw) for draw in (columns, letter, covered, table)}
    pages["scan"] = scan_of(pages["letter"])
    for name, data in pages.items():
        source = SourceFile(f"{name}.pdf", data)
        doc = read(source)
        picture = overlay(source, doc, 1)
        picture = picture.crop((0, 0, picture.width, round(picture.height * SHOWN.get(name, 1))))
        picture.quantize(32 if name == "scan" else 64, dither=Image.Dither.NONE).save(
            HERE / f"{name}.png", optimize=True
        )
        print(f"{name}: {doc.pages[0].state}, {doc.pages[0].reason}\n{doc.text}\n")


if __name__ == "__main__":
    main()
