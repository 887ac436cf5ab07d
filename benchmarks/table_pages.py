"""The pages of the benchmark of table pictures: fictional tables, described in text, drawn as a scan or as a picture
inside a report.

A description has `key: value` lines (font, rules, figures = the number of columns of figures, widths, lies), an
empty line, a heading, lines of text and the table. `lies: sideways` is a page scanned lying on its side, `picture` a
table pasted as a picture into a page with a text layer, which may lie on its side too.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pypdfium2
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from griffier.extractors.tables.printed_figures import figure
from griffier.pipeline.source import SourceFile

FOLDER = Path(__file__).with_suffix("")
ALSO = FOLDER.parent / "ocr_pages"
_BOLD = {"Times": "Times-Bold", "Helvetica": "Helvetica-Bold", "Vera": "VeraBd"}
_PLAIN = {"Times": "Times-Roman"}
_MARGIN = 50.0

Values = tuple[Decimal | None, ...]
Change = Callable[[Image.Image], Image.Image]


@dataclass(frozen=True)
class TruthRow:
    """A printed row: its label and its figures as printed, before the unit."""

    label: str
    values: Values


@dataclass(frozen=True)
class TablePage:
    """One described page. `heads` are the words over the columns of figures; `rows` what stands under them."""

    name: str
    settings: dict[str, str]
    text: tuple[str, ...]
    after: tuple[str, ...]
    grid: tuple[tuple[str, ...], ...]

    @property
    def figures(self) -> int:
        """How many columns of figures it has, at the right."""
        return int(self.settings["figures"])

    @property
    def truth(self) -> list[list[TruthRow]]:
        """The tables that a reader should find."""
        out = []
        for row in self.grid[1:]:
            values = tuple(read.value if (read := figure(cell)) else None for cell in row[-self.figures :])
            out.append(TruthRow(" ".join(row[: -self.figures]).strip(), values))
        return [out]

    def source(self, dpi: int, change: Change) -> SourceFile:
        """The page as a file, its picture changed by `change`, which gets 300 dpi and gives `dpi`."""
        lies = self.settings.get("lies", "")
        if "picture" not in lies:
            image = change(_rendered(self._pdf()))
            return _png(self.name, image.rotate(90, expand=True, fillcolor=255) if lies else image, dpi)
        box = _table_box(self)
        scale = 300 / 72
        page = _rendered(self._pdf())
        left, top, right, bottom = (
            round(v * scale) for v in (box[0] - 8, A4[1] - box[3] - 8, box[2] + 8, A4[1] - box[1] + 8)
        )
        picture = change(page.crop((left, top, right, bottom)))
        if "sideways" in lies:
            picture = picture.rotate(90, expand=True, fillcolor=255)
        return SourceFile(f"{self.name}.pdf", self._pdf(picture, dpi))

    def _pdf(self, picture: Image.Image | None = None, dpi: int = 0) -> bytes:
        for name in ("Vera", "VeraBd"):
            pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
        family, points = self.settings["font"].split()
        size = float(points)
        plain, bold = _PLAIN.get(family, family), _BOLD[family]
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=_size(self), invariant=1)
        y = _size(self)[1] - _MARGIN
        for line in self.text:
            canvas.setFont(bold if line.startswith("# ") else plain, size + 4 if line.startswith("# ") else size)
            canvas.drawString(_MARGIN, y, line.removeprefix("# "))
            y -= size * 2
        if picture is None:
            y = _draw(canvas, self, y, plain, bold, size)
        else:
            width, height = picture.width * 72 / dpi, picture.height * 72 / dpi
            canvas.drawImage(ImageReader(picture), _MARGIN - 8, y - height, width, height)
            y -= height + size
        canvas.setFont(plain, size)
        for line in self.after:
            canvas.drawString(_MARGIN, y - size, line)
            y -= size * 1.4
        canvas.save()
        return out.getvalue()


def _size(page: TablePage) -> tuple[float, float]:
    """A4; on its side where the table is wider than that, and is not pasted as a picture."""
    wide = sum(map(float, page.settings["widths"].split())) > A4[0] - 2 * _MARGIN + 30
    return (A4[1], A4[0]) if wide and "picture" not in page.settings.get("lies", "") else A4


def _draw(canvas: Canvas, page: TablePage, y: float, plain: str, bold: str, size: float) -> float:
    widths = [float(w) for w in page.settings["widths"].split()]
    edges = [_MARGIN]
    for width in widths:
        edges.append(edges[-1] + width)
    rules, step, top = page.settings["rules"], size * 1.75, y
    for r, row in enumerate(page.grid):
        high = (
            step * max(1, *(len(_wrapped(cell, width, bold, size)) for cell, width in zip(row, widths, strict=True)))
            if not r
            else step
        )
        if rules == "shaded" and r % 2:
            canvas.setFillGray(0.87)
            canvas.rect(edges[0], y - high, edges[-1] - edges[0], high, stroke=0, fill=1)
            canvas.setFillGray(0)
        canvas.setFont(bold if r in (0, len(page.grid) - 1) else plain, size)
        for c, cell in enumerate(row):
            for k, line in enumerate(_wrapped(cell, widths[c], bold, size) if not r else [cell]):
                base = y - step * (k + 1) + size * 0.55
                if c < len(row) - page.figures:
                    canvas.drawString(edges[c] + 3, base, line)
                else:
                    canvas.drawRightString(edges[c + 1] - 3, base, line)
        if rules in ("grid", "rows"):
            canvas.setLineWidth(0.6)
            canvas.line(edges[0], y, edges[-1], y)
        y -= high
    if rules in ("grid", "rows"):
        canvas.line(edges[0], y, edges[-1], y)
    for edge in edges if rules == "grid" else ():
        canvas.line(edge, y, edge, top)
    return y - size


def _wrapped(cell: str, width: float, font: str, size: float) -> list[str]:
    lines = [""]
    for word in cell.split():
        longer = f"{lines[-1]} {word}".strip()
        if pdfmetrics.stringWidth(longer, font, size) <= width - 6 or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _table_box(page: TablePage) -> tuple[float, float, float, float]:
    """Left, lower, right and upper edge of the table in points, origin lower left."""
    size = float(page.settings["font"].split()[1])
    family = page.settings["font"].split()[0]
    top = A4[1] - _MARGIN - len(page.text) * size * 2
    scratch = Canvas(io.BytesIO(), pagesize=A4)
    bottom = _draw(scratch, page, top, _PLAIN.get(family, family), _BOLD[family], size) + size
    return _MARGIN, bottom, _MARGIN + sum(map(float, page.settings["widths"].split())), top


def _rendered(pdf: bytes) -> Image.Image:
    image: Image.Image = pypdfium2.PdfDocument(pdf)[0].render(scale=300 / 72, grayscale=True).to_pil().convert("L")
    return image


def _png(name: str, image: Image.Image, dpi: int) -> SourceFile:
    out = io.BytesIO()
    image.save(out, "PNG", dpi=(dpi, dpi))
    return SourceFile(f"{name}.png", out.getvalue())


def _parse(path: Path) -> TablePage:
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    settings = dict(line.split(": ", 1) for line in head.splitlines())
    lines = [line.strip() for line in body.splitlines() if line.strip()]
    first = next(i for i, line in enumerate(lines) if line.startswith("|"))
    table = [line for line in lines if line.startswith("|")]
    grid = tuple(tuple(cell.strip() for cell in line[1:-1].split("|")) for line in table)
    settings.setdefault("figures", str(len(grid[0]) - {"grid": 2, "rows": 2, "none": 1}.get(settings["rules"], 1)))
    return TablePage(path.stem, settings, tuple(lines[:first]), tuple(lines[first + len(table) :]), grid)


def pages() -> list[TablePage]:
    """The fictional pages: those drawn for this benchmark, and the tables of the benchmark of OCR."""
    return [_parse(path) for path in [*sorted(FOLDER.glob("*.txt")), *sorted(ALSO.glob("table_*.txt"))]]


@dataclass(frozen=True)
class PdfPage:
    """A page of a PDF with a text layer, whose own reading is the truth."""

    name: str
    data: bytes
    truth: list[list[TruthRow]]

    def source(self, dpi: int, change: Change) -> SourceFile:
        """The page as a picture."""
        return _png(self.name, change(_rendered(self.data)), dpi)


def pdf_page(path: Path, number: int) -> PdfPage:
    """One page (1-based) of a PDF, read by its text layer."""
    from griffier.extractors.tables.find import financial_tables
    from griffier.pipeline.readers.door import read
    from griffier.schemas.document import Part

    single = pypdfium2.PdfDocument.new()
    single.import_pages(pypdfium2.PdfDocument(path), [number - 1])
    out = io.BytesIO()
    single.save(out)
    name = f"{path.stem}-{number}"
    tables = financial_tables(Part.whole(read(SourceFile(f"{name}.pdf", out.getvalue()))))
    truth = [
        [
            TruthRow(
                f"{row.number or ''} {row.label or ''}".strip(), tuple(c.figure.value if c else None for c in row.cells)
            )
            for row in table.rows
            if not row.heading
        ]
        for table in tables
    ]
    return PdfPage(name, out.getvalue(), truth)
