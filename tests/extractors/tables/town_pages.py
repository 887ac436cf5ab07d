"""The tables of `town_tables` as PDF: ruled or not, striped, wrapped, landscape, over pages, side by side."""

from __future__ import annotations

import io
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from griffier.tests.extractors.tables.town_tables import TownTable

PLAIN, BOLD = "Helvetica", "Helvetica-Bold"


@dataclass
class Sheet:
    """Where the pen is."""

    canvas: Canvas
    width: float
    height: float
    y: float

    def turn(self) -> None:
        """A new page."""
        self.canvas.showPage()
        self.y = self.height - 60

    def line(self, text: str, size: float, *, bold: bool = False, right: float | None = None) -> None:
        """A line of text."""
        self.canvas.setFont(BOLD if bold else PLAIN, size)
        if right is None:
            self.canvas.drawString(50, self.y, text)
        else:
            self.canvas.drawRightString(right, self.y, text)
        self.y -= 1.5 * size


def wrapped(text: str, width: float, font: str, size: float) -> list[str]:
    """A cell's text in lines of at most `width` points."""
    out = [""]
    for word in text.split():
        longer = f"{out[-1]} {word}".strip()
        if out[-1] and stringWidth(longer, font, size) > width:
            out.append(word)
        else:
            out[-1] = longer
    return out


def as_pdf(town: list[TownTable]) -> bytes:
    """The pages of one document."""
    first = town[0]
    size = landscape(A4) if first.get("page") == "landscape" else A4
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    sheet = Sheet(canvas, size[0], size[1], size[1] - 60)
    for text in (
        "De raad stelt de begroting in november vast, na de behandeling in de commissies en",
        "de inbreng van inwoners en instellingen.",
    ):
        sheet.line(text, 9.5)
    sheet.y -= 10
    top = sheet.y
    for one in town:
        if one.get("side") == "right":
            sheet.y = top
        if sheet.y < 200:
            sheet.turn()
        _table(sheet, one)
        sheet.y -= 22
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _table(sheet: Sheet, one: TownTable) -> None:
    size = float(one.get("size", "8.5"))
    for text in one.get("before").split("|"):
        if text:
            sheet.line(text, 9.5)
    edges = _edges(sheet, one, size)
    if one.get("title"):
        sheet.line(one.get("title"), size + 1.5, bold=True)
    if one.get("legend"):
        if one.get("legend-at") == "right":
            sheet.line(one.get("legend"), size, right=edges[-1])
        elif one.get("side") == "right":
            sheet.y -= 1.5 * size
        else:
            sheet.line(one.get("legend"), size)
    elif one.get("side") == "right":
        sheet.y -= 1.5 * size
    if not one.rows:
        return
    sheet.y -= 6
    _head(sheet, one, edges, size)
    for n, row in enumerate(one.rows):
        if sheet.y < 70:
            sheet.turn()
            if one.get("repeat") == "yes":
                _head(sheet, one, edges, size)
        _row(sheet, one, row, edges, size, striped=n % 2 == 1)
    sheet.y -= 4
    for text in one.get("after").split("|"):
        if text:
            sheet.line(text, size - 1)


def _edges(sheet: Sheet, one: TownTable, size: float) -> list[float]:
    """The edges of the columns."""
    left, right = 50.0, sheet.width - 50
    if one.get("side"):
        middle = sheet.width / 2
        left, right = (left, middle - 20) if one.get("side") == "left" else (middle + 20, right)
    width = float(one.get("width", "64"))
    fixed = {"n": 34.0, "c": 26.0, "m": width, "p": 56.0, "k": 48.0}
    words = [i for i, c in enumerate(one.cols) if c in "lt"]
    rest = right - left - sum(fixed[c] for c in one.cols if c in fixed)
    if one.get("wrap"):
        rest = min(rest, float(one.get("wrap")) * 0.5 * size)
    if one.cols and one.cols[0] == "n" and max((len(r[1]) for r in one.rows if r[0] != "§"), default=0) > 5:
        fixed["n"] = 52.0
        rest -= 18
    out = [left]
    for c in one.cols:
        out.append(out[-1] + fixed.get(c, rest / max(1, len(words)) if c in "lt" else 0))
    return out


def _head(sheet: Sheet, one: TownTable, edges: list[float], size: float) -> None:
    canvas = sheet.canvas
    for line in one.head:
        cells: list[tuple[int, int, str]] = []
        for i, text in enumerate(line):
            if text == "<":
                a, _, said = cells[-1]
                cells[-1] = (a, i + 1, said)
            else:
                cells.append((i, i + 1, text))
        narrow = {
            (a, b): wrapped(text, edges[b] - edges[a] - 6 if b - a == 1 and a >= one.figures[0] else 400, BOLD, size)
            for a, b, text in cells
        }
        depth = max(len(lines) for lines in narrow.values())
        height = depth * 1.2 * size + 4
        if one.get("zebra") == "yes":
            canvas.setFillGray(0.85)
            canvas.rect(edges[0], sheet.y - height + size, edges[-1] - edges[0], height, stroke=0, fill=1)
            canvas.setFillGray(0)
        canvas.setFont(BOLD, size)
        for (a, b), lines in narrow.items():
            for n, text in enumerate(lines):
                y = sheet.y - n * 1.2 * size
                if a < one.figures[0] or one.cols[a] == "c":
                    canvas.drawString(edges[a] + 3, y, text)
                elif b - a > 1 or one.get("align") == "center":
                    canvas.drawCentredString((edges[a] + edges[b]) / 2, y, text)
                else:
                    canvas.drawRightString(edges[b] - 3, y, text)
        _rule(sheet, one, [edges[a] for a, _ in narrow] + [edges[-1]], height, size)
        sheet.y -= height


def _row(sheet: Sheet, one: TownTable, row: list[str], edges: list[float], size: float, *, striped: bool) -> None:
    canvas = sheet.canvas
    heading = row[0] == "§"
    if heading and not row[1]:
        return
    font = PLAIN if row[0] == "-" else BOLD
    cells = {}
    for i, kind in enumerate(one.cols):
        text = (row[1] if i == 0 else "") if heading else one.cell(row, i)
        last = edges[-1] if heading else edges[i + 1]
        cells[i] = wrapped(text, last - edges[i] - 6, font, size) if kind in "lt" or heading else [text]
    depth = max(len(lines) for lines in cells.values())
    height = depth * 1.2 * size + (3 if depth == 1 else 4)
    if striped and one.get("zebra") == "yes":
        canvas.setFillGray(0.94)
        canvas.rect(edges[0], sheet.y - height + size, edges[-1] - edges[0], height, stroke=0, fill=1)
        canvas.setFillGray(0)
    canvas.setFont(font, size)
    down = {"first": 0.0, "last": depth - 1.0, "middle": (depth - 1) / 2}[one.get("values", "first")]
    for i, kind in enumerate(one.cols):
        for n, text in enumerate(cells[i]):
            if kind in "lt" or heading:
                canvas.drawString(edges[i] + 3, sheet.y - n * 1.2 * size, text)
            elif kind in "nc":
                canvas.drawString(edges[i] + 3, sheet.y - (0 if kind == "n" else down) * 1.2 * size, text)
            elif one.get("align") == "center":
                canvas.drawCentredString((edges[i] + edges[i + 1]) / 2, sheet.y - down * 1.2 * size, text)
            else:
                canvas.drawRightString(edges[i + 1] - 3, sheet.y - down * 1.2 * size, text)
    _rule(sheet, one, edges if not heading else [edges[0], edges[-1]], height, size)
    sheet.y -= height


def _rule(sheet: Sheet, one: TownTable, xs: list[float], height: float, size: float) -> None:
    canvas, manner = sheet.canvas, one.get("rules", "none")
    top, bottom = sheet.y + size, sheet.y + size - height
    canvas.setLineWidth(0.5)
    if manner in ("grid", "rows"):
        canvas.line(xs[0], top, xs[-1], top)
        canvas.line(xs[0], bottom, xs[-1], bottom)
    if manner == "grid":
        for x in xs:
            canvas.line(x, top, x, bottom)
    if manner == "box":
        canvas.line(xs[0], top, xs[0], bottom)
        canvas.line(xs[-1], top, xs[-1], bottom)
