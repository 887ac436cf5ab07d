"""What was read, drawn over what is printed; and the words with their places as a table. Both are for people who check
a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PIL import Image, ImageDraw, ImageFont

from griffier.pipeline.errors import UsageError
from griffier.pipeline.page_pictures import page_pictures
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Document, Layer, Line, Page, Span

DPI = 110
"""Resolution of the picture: letters of 8 points are still legible."""

COLOURS: dict[Layer, tuple[int, int, int]] = {
    Layer.BODY: (30, 110, 200),
    Layer.HEADER: (200, 120, 0),
    Layer.FOOTER: (200, 120, 0),
    Layer.FOOTNOTE: (150, 60, 170),
    Layer.BOILERPLATE: (140, 140, 140),
    Layer.STAMP: (200, 30, 30),
}
"""Colour of the lines of each layer."""

STATES: dict[str, tuple[int, int, int]] = {
    "value": (0, 140, 60),
    "layer": (140, 140, 140),
    "formula": (140, 140, 140),
    "prose": (30, 110, 200),
    "unread": (220, 30, 30),
}
"""Colour of the lines by what became of them, where the ledger is drawn."""

_RULE, _DOUBT, _GRID = (0, 160, 60), (220, 0, 0), (0, 150, 150)

COLUMNS = ("page", "start", "end", "x0", "top", "x1", "bottom", "size", "bold", "confidence", "layer", "text")
"""The columns of `layout_table`."""


def overlay(source: SourceFile, doc: Document, number: int, ledger: Sequence[tuple[Span, str]] = ()) -> Image.Image:
    """One page (1-based) of a PDF or an image with its lines in the colour of their layer, numbered in reading order;
    with a ledger (lines and their states) in the colour of their state.

    Words that OCR read with less than 60 % confidence are boxed in red, ruling lines are green, cells of ready-made
    tables teal. Raises UsageError for a page that is not there, and for input without page geometry.
    """
    if not 1 <= number <= len(doc.pages):
        raise UsageError(f"there is no page {number}: the file has {len(doc.pages)}")
    page = doc.pages[number - 1]
    if not page.width or not page.height:
        raise UsageError(f"{doc.media_type} has no page geometry to draw on")
    drawn = next(page_pictures(source, doc.media_type, [(number, page.rotation)], DPI))
    canvas = drawn.image.convert("RGB")
    scale = canvas.width / page.width
    draw = ImageDraw.Draw(canvas, "RGBA")
    _draw_rules(draw, doc, page, scale)
    _draw_lines(draw, doc, page, scale, {span.start: STATES[state] for span, state in ledger})
    return canvas


def _draw_rules(draw: ImageDraw.ImageDraw, doc: Document, page: Page, scale: float) -> None:
    rules = doc.rules
    for i in (rules.page == page.number).nonzero()[0].tolist():
        box = [float(v[i]) * scale for v in (rules.x0, rules.top, rules.x1, rules.bottom)]
        draw.rectangle(box, outline=(*_RULE, 160), width=2)
    for grid in doc.grids:
        for cell in grid.cells if grid.page == page.number else ():
            if cell.box:
                draw.rectangle([v * scale for v in cell.box], outline=(*_GRID, 255), width=1)


def _draw_lines(
    draw: ImageDraw.ImageDraw, doc: Document, page: Page, scale: float, states: dict[int, tuple[int, int, int]]
) -> None:
    font = ImageFont.load_default(size=10)
    words = doc.words
    order = 0
    for line in _lines(doc, page):
        order += 1
        colour = states.get(line.start, COLOURS[line.layer])
        for i in words.within(line.start, line.end):
            box = [v * scale for v in words.box(i)]
            if box[2] < box[0] or box[3] < box[1]:
                continue
            draw.rectangle(box, fill=(*colour, 34), outline=(*(_DOUBT if words.confidence[i] < 60 else colour), 190))
        if line.box:
            x, y = max(0.0, line.box.x0 * scale - 18), line.box.top * scale
            draw.text((x, y), str(order), fill=(*colour, 255), font=font)


def _lines(doc: Document, page: Page) -> Iterator[Line]:
    return (line for line in doc.lines if line.page == page.number and not line.blank)


def layout_table(doc: Document) -> Iterator[str]:
    """The words as lines of tab-separated values, a head first: place in the text, box in points, size, confidence,
    layer, text."""
    yield "\t".join(COLUMNS)
    w = doc.words
    for i in range(len(w)):
        start, end = int(w.start[i]), int(w.end[i])
        box = w.box(i)
        yield "\t".join(
            (
                str(int(w.page[i])),
                str(start),
                str(end),
                *(f"{v:.1f}" for v in box),
                f"{float(w.size[i]):.1f}",
                "1" if w.bold[i] else "0",
                f"{float(w.confidence[i]):.0f}",
                doc.layer_at(start).value,
                doc.text[start:end],
            )
        )
