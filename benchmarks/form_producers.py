"""Prints a layout (`form_templates`) by what the machine has: text, HTML, DOCX, ODT, and PDF by reportlab, typst,
LibreOffice or Chromium. A producer that is not installed is left out."""

from __future__ import annotations

import html
import importlib.util
import io
import re
import shutil
import subprocess
import tempfile
import textwrap
from collections.abc import Callable
from itertools import zip_longest
from pathlib import Path
from typing import Any

from form_templates import GLYPHS, Break, Element, Grid, Items, Layout, Mark, Text


def as_text(layout: Layout) -> bytes:
    """Cells with gaps between them, marks as glyphs."""
    out: list[str] = []
    for element in layout.elements:
        if isinstance(element, Text):
            out.append(element.text)
        elif isinstance(element, Items):
            out += [f"{GLYPHS[element.mark]} {item}" if element.mark else item for item in element.items]
        elif isinstance(element, Grid):
            for row in element.rows:
                lines = zip_longest(*(cell.split("\n") for cell in row), fillvalue="")
                out += ["\t".join(line).rstrip() for line in lines]
        else:
            out.append("")
    if layout.numbered:
        lines_of = [piece for line in out for piece in textwrap.wrap(line, 84) or [""]]
        out = [f"{number:>3}  {line}" for number, line in enumerate(lines_of, 1)]
    return "\n".join(out).encode()


_STYLE = {"disc": "disc", "square": "square", "dash": "'–  '", "arrow": "'➢  '"}


def as_html(layout: Layout) -> bytes:
    """A page with styled lists and tables; header and footer as such."""
    parts: list[str] = []
    for element in layout.elements:
        if isinstance(element, Text):
            name = "b" if element.bold else "span"
            style = f"font-size:{element.size}pt;text-align:{element.align}"
            parts.append(f'<p style="{style}"><{name}>{html.escape(element.text)}</{name}></p>')
        elif isinstance(element, Items):
            style = _STYLE[element.mark] if element.mark else "none"
            items = "".join(f"<li>{html.escape(item)}</li>" for item in element.items)
            parts.append(f'<ul style="list-style-type:{style}">{items}</ul>')
        elif isinstance(element, Grid):
            rows = ""
            for row in element.rows:
                rows += f"<tr>{''.join(_html_cell(row, at, element) for at in range(len(row)))}</tr>"
            parts.append(f'<table border="{int(element.ruled)}">{rows}</table>')
    columns = f"column-count:{layout.columns}" if layout.columns > 1 else ""
    size = f"{layout.size[0]}pt {layout.size[1]}pt"
    page = (
        f"<!DOCTYPE html><html lang='nl'><head><meta charset='utf-8'><title>Stuk</title>"
        f"<style>@page{{size:{size};margin:50pt}}td{{vertical-align:top;padding:2pt 6pt}}</style></head>"
        f"<body style='font-family:sans-serif;font-size:10.5pt'>"
        f"<header>{html.escape(layout.header)}</header><main style='{columns}'>{''.join(parts)}</main></body></html>"
    )
    return page.encode()


def _html_cell(row: tuple[str, ...], at: int, grid: Grid) -> str:
    whole = f" colspan={len(grid.widths)}" if len(row) < len(grid.widths) else ""
    text = html.escape(row[at]).replace("\n", "<br>")
    return f"<td{whole}>{f'<b>{text}</b>' if grid.bold_first and not at else text}</td>"


def as_docx(layout: Layout) -> bytes:
    """By python-docx: Word's lists, tables, header and footer of the section."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Pt(layout.size[0]), Pt(layout.size[1])
    if layout.header:
        section.header.paragraphs[0].text = layout.header
    if layout.numbered:
        _with_line_numbers(section)
    if layout.footer:
        _numbered(section.footer.paragraphs[0], layout.footer)
    for element in layout.elements:
        if isinstance(element, Text):
            paragraph = document.add_paragraph()
            run = paragraph.add_run(element.text)
            run.bold, run.font.size = element.bold, Pt(element.size)
            paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, element.align.upper())
        elif isinstance(element, Items):
            for item in element.items:
                if element.mark in ("disc", "square"):
                    document.add_paragraph(item, style="List Bullet")
                else:
                    lead = f"{GLYPHS[element.mark]}\t" if element.mark else ""
                    paragraph = document.add_paragraph(lead + item)
                    paragraph.paragraph_format.left_indent = Pt(14)
                    paragraph.paragraph_format.first_line_indent = Pt(-14)
        elif isinstance(element, Grid):
            table = document.add_table(len(element.rows), len(element.widths))
            if element.ruled:
                table.style = "Table Grid"
            for row, cells in zip(element.rows, table.rows, strict=True):
                own = cells.cells if len(row) > 1 else [cells.cells[0].merge(cells.cells[-1])]
                for text, cell in zip(row, own, strict=True):
                    cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _with_line_numbers(section: Any) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.shared import OxmlElement

    numbers = OxmlElement("w:lnNumType")
    numbers.set(qn("w:countBy"), "1")
    section._sectPr.append(numbers)


def _numbered(paragraph: Any, text: str) -> None:
    """A footer with Word's fields for the page and the number of pages."""
    from docx.oxml.ns import qn
    from docx.oxml.shared import OxmlElement

    for piece in re.split(r"(\{pages?\})", text):
        field = {"{page}": "PAGE", "{pages}": "NUMPAGES"}.get(piece)
        run = paragraph.add_run("" if field else piece)
        if field:
            simple = OxmlElement("w:fldSimple")
            simple.set(qn("w:instr"), field)
            paragraph._p.append(simple)
            simple.append(run._r)
            run.text = "1"


def as_odt(layout: Layout) -> bytes:
    """By odfpy: lists, tables; header and footer left out."""
    from odf.opendocument import OpenDocumentText
    from odf.table import CoveredTableCell, Table, TableCell, TableColumn, TableRow
    from odf.text import List, ListItem, P

    document = OpenDocumentText()
    for element in layout.elements:
        if isinstance(element, Text):
            document.text.addElement(P(text=element.text))
        elif isinstance(element, Items) and element.mark:
            made = List()
            for item in element.items:
                entry = ListItem()
                entry.addElement(P(text=item))
                made.addElement(entry)
            document.text.addElement(made)
        elif isinstance(element, Items):
            for item in element.items:
                document.text.addElement(P(text=item))
        elif isinstance(element, Grid):
            table = Table()
            table.addElement(TableColumn(numbercolumnsrepeated=len(element.widths)))
            for row in element.rows:
                line = TableRow()
                wide = 1 if len(row) > 1 else len(element.widths)
                for text in row:
                    cell = TableCell(numbercolumnsspanned=wide)
                    for part in text.split("\n"):
                        cell.addElement(P(text=part))
                    line.addElement(cell)
                if wide > 1:
                    line.addElement(CoveredTableCell(numbercolumnsrepeated=wide - 1))
                table.addElement(line)
            document.text.addElement(table)
        else:
            document.text.addElement(P(text=""))
    out = io.BytesIO()
    document.write(out)
    return out.getvalue()


def as_pdf(layout: Layout) -> bytes:
    """By reportlab, with its own fonts: marks as drawn shapes, letters or glyphs."""
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    width, height = layout.size
    frame_width = (width - 112 - 16 * (layout.columns - 1)) / layout.columns
    pages = 0
    for _ in range(2):  # the second time the number of pages is known
        out = io.BytesIO()
        document = BaseDocTemplate(out, pagesize=layout.size, invariant=1)
        frames = [
            Frame(56 + n * (frame_width + 16), 50, frame_width, height - 100, 0, 0, 0, 0) for n in range(layout.columns)
        ]
        document.addPageTemplates(PageTemplate("page", frames, onPage=_margins(layout, pages)))
        story = _story(layout, frame_width / (width - 112))
        document.build(_with_numbers(story) if layout.numbered else story)
        pages = document.page
    return out.getvalue()


def _story(layout: Layout, scale: float) -> list[Any]:
    from reportlab.lib.colors import black
    from reportlab.platypus import PageBreak, Paragraph, Spacer, Table, TableStyle

    story: list[Any] = []
    for element in layout.elements:
        if isinstance(element, Text):
            story.append(Paragraph(html.escape(element.text), _style(element)))
        elif isinstance(element, Items):
            story += [_item(item, element.mark) for item in element.items]
        elif isinstance(element, Grid):
            width = len(element.widths)
            cells = [
                [Paragraph(html.escape(c).replace("\n", "<br/>"), _style(Text(c))) for c in row]
                + [""] * (width - len(row))
                for row in element.rows
            ]
            rules = [("GRID", (0, 0), (-1, -1), 0.5, black)] if element.ruled else []
            merged = [("SPAN", (0, k), (-1, k)) for k, row in enumerate(element.rows) if len(row) < width]
            style = TableStyle([*rules, *merged, ("VALIGN", (0, 0), (-1, -1), "TOP")])
            story.append(Table(cells, [w * scale for w in element.widths], style=style))
        else:
            story.append(PageBreak() if element.page else Spacer(1, 9))
    return story


def _with_numbers(story: list[Any]) -> list[Any]:
    """The paragraphs, each drawn with the numbers of its lines in the margin."""
    from reportlab.platypus import Paragraph

    count = 0

    class Counted(Paragraph):  # type: ignore[misc]
        def draw(self) -> None:
            nonlocal count
            super().draw()
            leading = self.style.leading
            self.canv.setFont("Helvetica", 7)
            for at in range(len(self.blPara.lines)):
                count += 1
                self.canv.drawRightString(-10, self.height - leading * at - self.style.fontSize, str(count))

    for one in story:
        if isinstance(one, Paragraph):
            one.__class__ = Counted
    return story


def _margins(layout: Layout, pages: int) -> Callable[[Any, Any], None]:
    def draw(canvas: Any, document: Any) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(56, layout.size[1] - 30, layout.header)
        canvas.drawString(56, 28, layout.footer.format(page=document.page, pages=pages))

    return draw


def _style(element: Text) -> Any:
    from reportlab.lib.styles import ParagraphStyle

    font = "Helvetica-Bold" if element.bold else "Helvetica"
    align = {"left": 0, "center": 1, "right": 2}[element.align]
    return ParagraphStyle("x", fontName=font, fontSize=element.size, leading=element.size * 1.3, alignment=align)


def _item(text: str, mark: Mark | None) -> Any:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    style = ParagraphStyle("i", fontName="Helvetica", fontSize=10.5, leading=13.6, leftIndent=16, bulletIndent=3)
    if mark is None:
        return Paragraph(html.escape(text), style)
    if mark == "disc":
        return Paragraph(html.escape(text), style, bulletText="•")
    if mark == "dash":
        return Paragraph(html.escape(text), style, bulletText="–")
    style.bulletFontName = "ZapfDingbats"  # its letters n and "1" with a box around are a square and an arrow
    return Paragraph(html.escape(text), style, bulletText="\u25a0" if mark == "square" else "\u27a2")


def as_typst(layout: Layout) -> bytes:
    """By typst (PyPI): ligatures, its own breaking of lines and words, marks drawn by the list."""
    import typst

    marks = {"disc": "[•]", "square": "[#box(width: 4pt, height: 4pt, fill: black)]", "dash": "[–]", "arrow": "[➢]"}
    out = [
        f"#set page(width: {layout.size[0]}pt, height: {layout.size[1]}pt, margin: 52pt, columns: {layout.columns}, "
        f"header: [#text(8pt)[{_escaped(layout.header)}]], footer: context [#text(8pt)[{_footer(layout.footer)}]])",
        '#set text(lang: "nl", size: 10.5pt)\n#set par(justify: true, spacing: 0.9em)',
        '#set par.line(numbering: "1")' if layout.numbered else "",
    ]
    for element in layout.elements:
        if isinstance(element, Text):
            weight = "bold" if element.bold else "regular"
            out.append(
                f'#align({element.align})[#text({element.size}pt, weight: "{weight}")[{_escaped(element.text)}]]'
            )
        elif isinstance(element, Items) and element.mark:
            items = ", ".join(f"[{_escaped(item)}]" for item in element.items)
            out.append(f"#list(marker: {marks[element.mark]}, {items})")
        elif isinstance(element, Items):
            out += [f"{_escaped(item)}\n" for item in element.items]
        elif isinstance(element, Grid):
            total = sum(element.widths)
            widths = ", ".join(f"{w / total:.2f}fr" for w in element.widths)
            wide = len(element.widths)
            cells = ", ".join(
                f"{f'table.cell(colspan: {wide})' if len(row) < wide else ''}"
                f"[{_escaped(c).replace(chr(10), ' #linebreak() ')}]"
                for row in element.rows
                for c in row
            )
            out.append(f"#table(columns: ({widths},), stroke: {'0.5pt' if element.ruled else 'none'}, {cells})")
        else:
            out.append("#v(6pt)")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "stuk.typ"
        file.write_text("\n\n".join(out), "utf-8")
        made: bytes = typst.compile(str(file))
        return made


def _footer(text: str) -> str:
    page = _escaped(text).replace("{page}", "#counter(page).display()")
    return page.replace("{pages}", "#counter(page).final().first()")


def _escaped(text: str) -> str:
    return "".join(f"\\{c}" if c in r"\#$*_`<>@~[]/-+=" else c for c in text)


def by_office(data: bytes, ending: str) -> bytes:
    """A PDF by LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"stuk.{ending}"
        file.write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (Path(folder) / "stuk.pdf").read_bytes()


def by_chromium(data: bytes) -> bytes:
    """A PDF by Chromium."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "stuk.html"
        file.write_bytes(data)
        program = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
        command = [program, "--headless", "--no-sandbox", f"--print-to-pdf={folder}/stuk.pdf", str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (Path(folder) / "stuk.pdf").read_bytes()


def producers() -> dict[str, tuple[str, Callable[[Layout], bytes]]]:
    """Name -> ending and producer, of those that this machine has."""
    made: dict[str, tuple[str, Callable[[Layout], bytes]]] = {"text": ("txt", as_text), "html": ("html", as_html)}
    for name, module, ending, make in (
        ("docx", "docx", "docx", as_docx),
        ("odt", "odf", "odt", as_odt),
        ("reportlab", "reportlab", "pdf", as_pdf),
        ("typst", "typst", "pdf", as_typst),
    ):
        if importlib.util.find_spec(module):
            made[name] = (ending, make)
    if shutil.which("soffice") and "docx" in made:
        made["libreoffice"] = ("pdf", lambda layout: by_office(as_docx(layout), "docx"))
    if shutil.which("chromium") or shutil.which("google-chrome"):
        made["chromium"] = ("pdf", lambda layout: by_chromium(as_html(layout)))
    return made


def elements_of(layout: Layout) -> list[Element]:
    """What is printed, without empty lines."""
    return [element for element in layout.elements if not isinstance(element, Break)]
