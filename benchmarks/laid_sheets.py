"""Lays out the tables of `laid_contents` as pages: cells with spans, printed by reportlab, typst, Chromium or
LibreOffice, whichever the machine has."""

from __future__ import annotations

import html
import importlib.util
import io
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from form_producers import _escaped, by_chromium, by_office
from laid_contents import LaidTable, Report, Row, Style

PROSE = (
    "De raad stelt de begroting in november vast, na de behandeling in de commissies en de inbreng van inwoners.",
    "De cijfers zijn gebaseerd op de uitgangspunten die het college in het voorjaar met de raad heeft besproken.",
    "Onze ambities blijven gelijk; wel is de uitvoering over meer jaren verdeeld, omdat de arbeidsmarkt krap is.",
)
_FONTS = {
    "reportlab": {"sans": "Helvetica", "serif": "Times", "other": "Vera"},
    "typst": {"sans": "DejaVu Sans", "serif": "Libertinus Serif", "other": "New Computer Modern"},
    "chromium": {"sans": "sans-serif", "serif": "serif", "other": "DejaVu Sans Condensed"},
    "libreoffice": {"sans": "DejaVu Sans", "serif": "DejaVu Serif", "other": "DejaVu Sans Condensed"},
}
_PADDING, _SMALLEST = 6.0, 5.0


@dataclass(frozen=True)
class Cell:
    """A printed cell. `align`: left, right, center; `across`, `down`: how many columns and rows it spans."""

    text: str
    align: str = "left"
    bold: bool = False
    across: int = 1
    down: int = 1


@dataclass(frozen=True)
class Sheet:
    """A table as cells: each row has a cell for every column that no span covers, by its column. `narrow` says which
    columns hold figures."""

    rows: list[dict[int, Cell]]
    heads: int
    narrow: tuple[bool, ...]
    style: Style
    bold: frozenset[int]


def printed(value: Decimal, style: Style, kind: str) -> tuple[str, str]:
    """A figure in its manner, and the letter that stands in a cell of its own."""
    if kind == "count":
        return str(value), ""
    if kind == "percent":
        return f"{value}%", ""
    if not value:
        return style.zero, ""
    places = max(style.places, 1 if value % 1 else 0)
    whole = f"{abs(value):,.{places}f}".translate(str.maketrans(",.", ".,"))
    if style.negative.startswith("letter"):
        letter = "V" if value > 0 else "N"
        return (whole, letter) if style.negative == "letter-cell" else (f"{whole} {letter}", "")
    if value < 0:
        whole = {
            "trail": f"{whole}-",
            "brackets": f"({whole})",
            "true-minus": f"\u2212{whole}",
            "gap": f"- {whole}",
            "slash": f"-/- {whole}",
        }.get(style.negative, f"-{whole}")
    return (f"€ {whole}" if style.euro else whole), ""


def sheet(table: LaidTable) -> Sheet:
    """The cells of a table."""
    lettered = table.style.negative == "letter-cell"
    own = table.style.numbers == "own" and any(row.number for row in table.rows)
    before = [word for word in table.words if not table.remark]
    first = int(own) + 1 + len(before)
    wide = 2 if lettered else 1
    total = first + wide * len(table.columns) + int(table.remark)
    depth = max(len(c.words) for c in table.columns)
    rows = _head(table, depth, first, wide, own, before, total)
    bold = set(range(depth))
    for row in table.rows:
        if row.mark != "item":
            bold.add(len(rows))
        rows.append(_row(table, row, first, wide, own, total))
    narrow = [False] * total
    for i in range(len(table.columns) * wide):
        narrow[first + i] = True
    if own:
        narrow[0] = True
    return Sheet(rows, depth, tuple(narrow), table.style, frozenset(bold))


def _head(
    table: LaidTable, depth: int, first: int, wide: int, own: bool, before: list[str], total: int
) -> list[dict[int, Cell]]:
    rows: list[dict[int, Cell]] = [{} for _ in range(depth)]
    for i, word in enumerate([""] * own + [table.stub, *before]):
        rows[0][i] = Cell(word, "left", True, 1, depth)
    if table.remark:
        rows[0][total - 1] = Cell(table.words[-1], "left", True, 1, depth)
    words = [(("",) * (depth - len(c.words)) + c.words) for c in table.columns]
    for level in range(depth):
        i = 0
        while i < len(words):
            end = i + 1
            while level < depth - 1 and end < len(words) and words[end][: level + 1] == words[i][: level + 1]:
                end += 1
            span = (end - i) * wide
            align = "center" if end - i > 1 or wide > 1 else table.style.head
            rows[level][first + i * wide] = Cell(words[i][level], align, True, span)
            i = end
    return rows


def _row(table: LaidTable, row: Row, first: int, wide: int, own: bool, total: int) -> dict[int, Cell]:
    bold = row.mark != "item"
    if row.mark == "section":
        return {0: Cell(row.label, "left", True, total)}
    cells: dict[int, Cell] = {}
    label = row.label if own or not row.number else f"{row.number}{'.' * row.number.isdecimal()} {row.label}"
    if own:
        cells[0] = Cell(row.number or "", "left", bold)
    cells[int(own)] = Cell(label, "left", bold)
    texts = list(row.texts) or [""] * len(table.words)
    for i, text in enumerate(texts[: len(texts) - int(table.remark)]):
        cells[int(own) + 1 + i] = Cell(text, "left", bold)
    if table.remark:
        cells[total - 1] = Cell(texts[-1], "left")
    for i, (column, value) in enumerate(zip(table.columns, row.values, strict=True)):
        text, letter = printed(value, table.style, column.kind) if value is not None else ("", "")
        cells[first + i * wide] = Cell(text, "right", bold)
        if wide > 1:
            cells[first + i * wide + 1] = Cell(letter, "left", bold)
    return cells


def _by_reportlab(report: Report) -> bytes:
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

    for name in ("Vera", "VeraBd"):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    out = io.BytesIO()
    size = landscape(A4) if report.landscape else A4
    document = SimpleDocTemplate(out, pagesize=size, leftMargin=50, rightMargin=50, invariant=1)
    plain = ParagraphStyle("plain", fontName="Helvetica", fontSize=9.5, leading=13)
    bold = ParagraphStyle("bold", parent=plain, fontName="Helvetica-Bold", spaceBefore=6)
    small = ParagraphStyle("small", parent=plain, fontSize=8)
    story: list[Any] = [Paragraph(html.escape(text), plain) for text in _opening(report)]
    for table in report.tables:
        story.append(Paragraph(html.escape(table.title), bold))
        if table.legend:
            story.append(Paragraph(html.escape(table.legend), small))
        story += [Spacer(1, 4), _platypus(sheet(table), size[0] - 100), Spacer(1, 14)]
        story.append(Paragraph(html.escape(PROSE[1]), plain))

    def foot(canvas: Any, made: Any) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(50, 30, f"Programmabegroting    pagina {made.page}")

    document.build(story, onFirstPage=foot, onLaterPages=foot)
    return out.getvalue()


def _platypus(laid: Sheet, room: float) -> Any:
    from reportlab.lib.colors import HexColor, black
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase.pdfmetrics import stringWidth
    from reportlab.platypus import Paragraph, Table, TableStyle

    style = laid.style
    family = _FONTS["reportlab"][style.font]
    plain, bold = {"Helvetica": ("Helvetica", "Helvetica-Bold"), "Times": ("Times-Roman", "Times-Bold")}.get(
        family, ("Vera", "VeraBd")
    )
    widths = _fitted(laid, room, lambda text: float(stringWidth(text, bold, style.size)))
    size = style.size
    fonts = {True: bold, False: plain}
    align = {"left": 0, "center": 1, "right": 2}
    grid: list[list[Any]] = []
    rules: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), style.valign.upper())]
    rules += [("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 1 if style.tight else 3)]
    rules += [("LEFTPADDING", (0, 0), (-1, -1), 3), ("RIGHTPADDING", (0, 0), (-1, -1), 3)]
    white = style.band and style.stripes
    for at, row in enumerate(laid.rows):
        line: list[Any] = [""] * len(laid.narrow)
        for column, cell in row.items():
            if cell.across > 1 or cell.down > 1:
                rules.append(("SPAN", (column, at), (column + cell.across - 1, at + cell.down - 1)))
            made = ParagraphStyle(
                "x", fontName=fonts[cell.bold], fontSize=size, leading=size * 1.15, alignment=align[cell.align]
            )
            if white and at < laid.heads:
                made.textColor = HexColor("#ffffff")
            line[column] = Paragraph(html.escape(cell.text), made) if cell.text else ""
        grid.append(line)
    if style.rules == "all":
        rules.append(("GRID", (0, 0), (-1, -1), 0.5, black))
    elif style.rules == "rows":
        rules.append(("LINEBELOW", (0, 0), (-1, -1), 0.4, black))
    elif style.rules == "head":
        rules += [("LINEBELOW", (0, laid.heads - 1), (-1, laid.heads - 1), 0.8, black)]
        rules += [("LINEABOVE", (0, -1), (-1, -1), 0.8, black)]
    if style.band:
        rules.append(("BACKGROUND", (0, 0), (-1, laid.heads - 1), HexColor("#1f4e79" if white else "#d9e2ec")))
    if style.stripes:
        for at in range(laid.heads, len(grid), 2):
            rules.append(("BACKGROUND", (0, at), (-1, at), HexColor("#eef2f6")))
    return Table(grid, widths, style=TableStyle(rules), repeatRows=laid.heads if style.repeat else 0, hAlign="LEFT")


def _fitted(laid: Sheet, room: float, wide: Callable[[str], float]) -> list[float]:
    """The widths of the columns, in type small enough for the page: what runs off it no reader could see."""
    while sum(widths := _widths(laid, room, wide)) > room and laid.style.size > _SMALLEST:
        laid.style.size -= 0.5
    return widths


def _widths(laid: Sheet, room: float, wide: Callable[[str], float]) -> list[float]:
    """Columns of figures as wide as their figures and the longest word of their head; words share what is left."""
    need = []
    for column in range(len(laid.narrow)):
        cells = [row[column] for row in laid.rows if column in row and row[column].across == 1]
        body = max((wide(c.text) for c in cells if not c.bold or c.align == "right"), default=20)
        word = max((wide(w) for c in cells for w in c.text.split()), default=10)
        need.append(max(body, word) + _PADDING + 3 if laid.narrow[column] else 0.0)
    words = [i for i, narrow in enumerate(laid.narrow) if not narrow]
    left = room - sum(need)
    for n, i in enumerate(words):
        longest = max((wide(r[i].text) for r in laid.rows if i in r and r[i].across == 1), default=60) + _PADDING + 3
        share = left / (len(words) - n)
        word = max((wide(w) for r in laid.rows if i in r and r[i].across == 1 for w in r[i].text.split()), default=40)
        need[i] = max(word + _PADDING + 3, min(longest, share, 0.45 * room if len(words) > 1 else 0.55 * room))
        left -= need[i]
    return need


def _opening(report: Report) -> list[str]:
    return ["Programmabegroting", *([report.everywhere] if report.everywhere else []), *_filler(report.fill), PROSE[0]]


def _filler(count: int) -> list[str]:
    return [PROSE[n % len(PROSE)] for n in range(count)]


def _by_typst(report: Report) -> bytes:
    import tempfile
    from pathlib import Path

    import typst

    flipped = "flipped: true, " if report.landscape else ""
    out = [
        f'#set page(paper: "a4", {flipped}margin: 50pt, footer: context [#text(8pt)[Programmabegroting '
        "#h(1fr) #counter(page).display()]])",
        '#set text(lang: "nl", size: 9.5pt, font: "Libertinus Serif")',
        *(_escaped(text) for text in _opening(report)),
    ]
    for table in report.tables:
        out.append(f'#v(6pt)\n#text(weight: "bold")[{_escaped(table.title)}]')
        if table.legend:
            out.append(f"#text(8pt)[{_escaped(table.legend)}]")
        out += [_typst_table(sheet(table), 742.0 if report.landscape else 495.0), _escaped(PROSE[1])]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.typ"
        file.write_text("\n\n".join(out), "utf-8")
        made: bytes = typst.compile(str(file))
        return made


def _typst_table(laid: Sheet, room: float) -> str:
    style = laid.style
    white = style.band and style.stripes
    columns = ", ".join(
        f"{width:.1f}pt" for width in _fitted(laid, room, lambda text: len(text) * style.size * 0.6 + 2)
    )
    stroke = {"all": "0.5pt", "rows": "(x, y) => (bottom: 0.4pt)", "none": "none"}.get(
        style.rules, f"(x, y) => if y == {laid.heads - 1} {{ (bottom: 0.8pt) }} else {{ none }}"
    )
    head = "#1f4e79" if white else "#d9e2ec"
    band = f'if y < {laid.heads} {{ rgb("{head}") }} else ' if style.band else ""
    stripe = 'if calc.even(y) { rgb("#eef2f6") } else { none }' if style.stripes else "{ none }"
    rows = []
    for at, row in enumerate(laid.rows):
        cells = []
        for _, cell in sorted(row.items()):
            text = _escaped(cell.text)
            text = f"*{text}*" if cell.bold and text else text
            if white and at < laid.heads:
                text = f"#text(white)[{text}]"
            spans = f"colspan: {cell.across}, rowspan: {cell.down}, align: {cell.align} + {_valign(style)}"
            cells.append(f"table.cell({spans})[{text}]")
        rows.append(", ".join(cells))
    body = ",\n".join(rows[laid.heads :])
    heads = ",\n".join(rows[: laid.heads])
    top = f"table.header(repeat: {'true' if style.repeat else 'false'}, {heads}),"
    inset = "2pt" if style.tight else "4pt"
    font = _FONTS["typst"][style.font]
    return (
        f'#[#set text(size: {style.size}pt, font: "{font}", hyphenate: false)\n#table(columns: ({columns},), '
        f"stroke: {stroke}, inset: {inset}, fill: (x, y) => {band}{stripe},\n{top}\n{body})]"
    )


def _valign(style: Style) -> str:
    return {"top": "top", "middle": "horizon", "bottom": "bottom"}[style.valign]


def _by_chromium(report: Report) -> bytes:
    parts = [f"<p>{html.escape(text)}</p>" for text in _opening(report)]
    for table in report.tables:
        laid = sheet(table)
        legend = f"<p class='s'>{html.escape(table.legend)}</p>" if table.legend else ""
        parts.append(f"<h3>{html.escape(table.title)}</h3>{legend}{_html_table(laid)}<p>{html.escape(PROSE[1])}</p>")
    side = "landscape" if report.landscape else "portrait"
    return by_chromium(
        (
            f"<!DOCTYPE html><html lang='nl'><head><meta charset='utf-8'><title>Begroting</title><style>@page{{size:A4 "
            f"{side};margin:50pt}}body{{font:9.5pt sans-serif}}p.s{{font-size:8pt}}h3{{font-size:11pt}}"
            f"table{{border-collapse:collapse}}tr{{break-inside:avoid}}</style></head><body>{''.join(parts)}"
            "</body></html>"
        ).encode()
    )


def _html_table(laid: Sheet) -> str:
    style = laid.style
    white = style.band and style.stripes
    out = []
    for at, row in enumerate(laid.rows):
        fill = ""
        if style.band and at < laid.heads:
            fill = "background:#1f4e79;color:white;" if white else "background:#d9e2ec;"
        elif style.stripes and at % 2:
            fill = "background:#eef2f6;"
        cells = []
        for column, cell in sorted(row.items()):
            css = (
                f"text-align:{cell.align};vertical-align:{style.valign};padding:{1 if style.tight else 3}pt 4pt;{fill}"
            )
            css += "font-weight:bold;" if cell.bold else ""
            css += "white-space:nowrap;" if laid.narrow[column] and at >= laid.heads and cell.across == 1 else ""
            css += {"all": "border:0.5pt solid black;", "rows": "border-bottom:0.4pt solid black;"}.get(style.rules, "")
            if style.rules == "head" and at == laid.heads - 1:
                css += "border-bottom:0.8pt solid black;"
            spans = f"colspan='{cell.across}' rowspan='{cell.down}'"
            cells.append(f"<td {spans} style='{css}'>{html.escape(cell.text)}</td>")
        out.append(f"<tr>{''.join(cells)}</tr>")
    head, body = "".join(out[: laid.heads]), "".join(out[laid.heads :])
    parts = f"<thead>{head}</thead><tbody>{body}</tbody>" if style.repeat else f"<tbody>{head}{body}</tbody>"
    font = _FONTS["chromium"][style.font]
    return f"<table style='font:{style.size}pt {font};-webkit-print-color-adjust:exact'>{parts}</table>"


def _by_office(report: Report) -> bytes:
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Pt

    document = docx.Document()
    section = document.sections[0]
    if report.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = Pt(50)
    room = float(section.page_width.pt) - 100
    for text in _opening(report):
        document.add_paragraph(text)
    for table in report.tables:
        document.add_paragraph().add_run(table.title).bold = True
        if table.legend:
            document.add_paragraph(table.legend)
        _docx_table(document, sheet(table), room)
        document.add_paragraph(PROSE[1])
    out = io.BytesIO()
    document.save(out)
    return by_office(out.getvalue(), "docx")


def _docx_table(document: Any, laid: Sheet, room: float) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    grid = document.add_table(len(laid.rows), len(laid.narrow))
    if laid.style.rules in ("all", "rows"):
        grid.style = "Table Grid"
    grid.autofit = False
    widths = _fitted(laid, room, lambda text: len(text) * laid.style.size * 0.62 + 6)
    for width, place in zip(widths, grid.columns, strict=True):
        if not laid.style.tight:  # else all columns are as wide
            place.width = Pt(width)
    for at, row in enumerate(laid.rows):
        cells = grid.rows[at].cells
        if at < laid.heads and laid.style.repeat:
            mark = OxmlElement("w:tblHeader")
            grid.rows[at]._tr.get_or_add_trPr().append(mark)
        for width, cell in zip(widths, cells, strict=True):
            if not laid.style.tight:
                cell.width = Pt(width)
        for column, cell in row.items():
            place = cells[column]
            if cell.across > 1 or cell.down > 1:
                place = place.merge(grid.cell(at + cell.down - 1, column + cell.across - 1))
            paragraph = place.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, cell.align.upper())
            run = paragraph.add_run(cell.text)
            run.bold, run.font.size = cell.bold, Pt(laid.style.size)
            run.font.name = _FONTS["libreoffice"][laid.style.font]


def producers() -> dict[str, Callable[[Report], bytes]]:
    """Those that this machine has."""
    made: dict[str, Callable[[Report], bytes]] = {"reportlab": _by_reportlab}
    if importlib.util.find_spec("typst"):
        made["typst"] = _by_typst
    if shutil.which("chromium") or shutil.which("google-chrome"):
        made["chromium"] = _by_chromium
    if shutil.which("soffice") and importlib.util.find_spec("docx"):
        made["libreoffice"] = _by_office
    return made
