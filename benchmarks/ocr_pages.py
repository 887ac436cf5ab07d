"""The pages of the OCR benchmark: fictional documents, described in text, rendered at 300 dpi, their words known.

A description has `key: value` lines (font, kind, and for tables rules and widths), an empty line, and blocks:
`# ` and `## ` headings, `- ` and `1. ` and `a) ` items, `| a | b |` table rows, anything else a paragraph.
The fonts are PDF's own (rendered by pdfium's built-in ones) and reportlab's Vera: no font of the machine is used.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from PIL import Image

FOLDER = Path(__file__).with_suffix("")
_ITEM = re.compile(r"(-|\d+\.|[a-z]\)) (.+)")
_BOLD = {"Times": "Times-Bold", "Helvetica": "Helvetica-Bold", "Courier": "Courier-Bold", "Vera": "VeraBd"}
_PLAIN = {"Times": "Times-Roman"}


@dataclass(frozen=True)
class PageSource:
    """One described page: `text` is what a reader should read, blocks on lines of their own."""

    name: str
    kind: str
    text: str
    blocks: tuple[str, ...]
    settings: dict[str, str]


def sources() -> list[PageSource]:
    return [_parse(path) for path in sorted(FOLDER.glob("*.txt"))]


def _parse(path: Path) -> PageSource:
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    settings = dict(line.split(": ", 1) for line in head.splitlines())
    blocks = tuple(line.strip() for line in body.splitlines() if line.strip())
    printed = []
    for block in blocks:
        if block.startswith("|"):
            printed.append(" ".join(cell.strip() for cell in block.strip("|").split("|") if cell.strip()))
        else:
            printed.append(re.sub(r"^- ", "• ", block.lstrip("# ")))
    return PageSource(path.stem, settings["kind"], "\n".join(printed), blocks, settings)


@cache
def render(source_name: str, dpi: int = 300) -> Image.Image:
    """The page as a grey image. Raises KeyError for an unknown name."""
    import pypdfium2

    source = {s.name: s for s in sources()}[source_name]
    page = pypdfium2.PdfDocument(_pdf(source))[0]
    image: Image.Image = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    return image


def _pdf(source: PageSource) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

    for name in ("Vera", "VeraBd"):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    family, points = source.settings["font"].split()
    size = float(points)
    plain, bold = _PLAIN.get(family, family), _BOLD[family]
    body = ParagraphStyle("body", fontName=plain, fontSize=size, leading=size * 1.28, spaceAfter=size * 0.5)
    item = ParagraphStyle(
        "item",
        parent=body,
        leftIndent=size * 1.8,
        bulletIndent=size * 0.4,
        bulletFontName=plain,
        bulletFontSize=size,
        spaceAfter=size * 0.15,
    )
    heads = {
        n: ParagraphStyle(f"h{n}", parent=body, fontName=bold, fontSize=size + 4 - n, leading=size * 1.6)
        for n in (1, 2, 3)
    }
    flow, rows = [], []
    for block in source.blocks:
        if block.startswith("|"):
            rows.append([cell.strip() for cell in block[1:-1].split("|")])
            continue
        level = len(block) - len(block.lstrip("#"))
        mark = _ITEM.fullmatch(block)
        if level:
            flow.append(Paragraph(escape(block[level:].strip(), quote=False), heads[level]))
        elif mark:
            label = "•" if mark[1] == "-" else mark[1]
            flow.append(Paragraph(escape(mark[2], quote=False), item, bulletText=label))
        else:
            flow.append(Paragraph(escape(block, quote=False), body))
    if rows:
        flow += [Spacer(1, 6), _table(rows, source.settings, plain, bold, size)]
    out = io.BytesIO()
    SimpleDocTemplate(
        out, pagesize=A4, leftMargin=62, rightMargin=62, topMargin=60, bottomMargin=50, invariant=1
    ).build(flow)
    return out.getvalue()


def _table(rows: list[list[str]], settings: dict[str, str], plain: str, bold: str, size: float):  # type: ignore[no-untyped-def]
    from reportlab.platypus import Table, TableStyle

    commands = [
        ("FONT", (0, 0), (-1, -1), plain, size),
        ("FONT", (0, 0), (-1, 0), bold, size),
        ("FONT", (0, -1), (-1, -1), bold, size),
        (
            "ALIGN",
            (len(rows[0]) - (5 if settings["rules"] == "none" else 4 if settings["rules"] == "rows" else 3), 0),
            (-1, -1),
            "RIGHT",
        ),
    ]
    if settings["rules"] == "grid":
        commands.append(("GRID", (0, 0), (-1, -1), 0.7, (0, 0, 0)))
    elif settings["rules"] == "rows":
        commands.append(("LINEBELOW", (0, 0), (-1, -1), 0.5, (0.3, 0.3, 0.3)))
    return Table(
        rows, colWidths=[float(w) for w in settings["widths"].split()], style=TableStyle(commands), repeatRows=1
    )
