"""Fictional reports in a small notation, laid out as PDF, Word, HTML and bare text.

`# ` to `#### ` headings, `**bold line**`, `- ` bullets (a line that follows is its second line), `| a | b |` table
rows (the first is the head), `~ ` a running header, `---page---` page breaks; everything else is a paragraph a line.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Iterator

import docx
from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import ListFlowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

Block = tuple[str, list[str]]
_FIGURE = re.compile(r"[-+]?[\d.]+(?:\s[VN])?|-|")


def blocks(text: str) -> Iterator[Block]:
    """("h1".."h4" | "bold" | "ul" | "table" | "header" | "page" | "p", lines), in order."""
    held: Block | None = None
    for line in text.strip().split("\n"):
        kind, bare = _kind(line)
        if held is not None and (kind == held[0] and kind in ("ul", "table")):
            held[1].append(bare)
            continue
        if held is not None and held[0] == "ul" and kind == "p" and not re.match(r"\d", bare) and line[:1].islower():
            held[1][-1] += " " + bare
            continue
        if held is not None:
            yield held
        held = (kind, [bare])
    if held is not None:
        yield held


def _kind(line: str) -> tuple[str, str]:
    if line == "---page---":
        return "page", ""
    if match := re.match(r"(#+) (.*)", line):
        return f"h{len(match[1])}", match[2]
    if match := re.fullmatch(r"\*\*(.*)\*\*", line):
        return "bold", match[1]
    for mark, kind in (("- ", "ul"), ("~ ", "header")):
        if line.startswith(mark):
            return kind, line[2:]
    return ("table", line) if line.startswith("|") else ("p", line)


def cells(line: str) -> list[str]:
    """The cells of a table row."""
    return [cell.strip() for cell in line.strip()[1:-1].split("|")]


def as_pdf(text: str) -> bytes:
    """A4 with margins, a page number at the foot, ruled tables whose text wraps, and the running header over every page
    but the first."""
    size = {"h1": 22, "h2": 16, "h3": 13, "h4": 11, "h5": 10.5}
    style = {
        kind: ParagraphStyle(
            kind,
            fontName="Helvetica-Bold" if kind != "p" else "Helvetica",
            fontSize=size.get(kind, 10),
            leading=1.3 * size.get(kind, 10),
            spaceBefore=6 if kind != "p" else 0,
            spaceAfter=4,
        )
        for kind in ("h1", "h2", "h3", "h4", "h5", "bold", "p")
    }
    right = ParagraphStyle("right", parent=style["p"], alignment=TA_RIGHT)
    story: list[object] = []
    running = ""
    for kind, lines in blocks(text):
        if kind == "header":
            running = lines[0]
        elif kind == "page":
            story.append(PageBreak())
        elif kind == "ul":
            items = [Paragraph(html.escape(line), style["p"]) for line in lines]
            story.append(ListFlowable(items, bulletType="bullet", start="•", bulletFontSize=10, leftIndent=14))
        elif kind == "table":
            story += [Spacer(1, 6), _table([cells(line) for line in lines], style, right), Spacer(1, 8)]
        else:
            story.append(Paragraph(html.escape(lines[0]).replace("   ", "&nbsp;&nbsp;&nbsp;"), style[kind]))

    def furniture(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont("Helvetica", 24 if running else 9)
        if running and document.page > 1:
            canvas.drawString(56, 800, running)
        canvas.setFont("Helvetica", 9)
        canvas.drawCentredString(297, 30, str(document.page))

    out = io.BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=56, rightMargin=56, topMargin=62, bottomMargin=60, invariant=1
    )
    document.build(story, onFirstPage=furniture, onLaterPages=furniture)
    return out.getvalue()


def _table(rows: list[list[str]], style: dict[str, ParagraphStyle], right: ParagraphStyle) -> Table:
    body = [
        [
            Paragraph(
                html.escape(cell), style["bold"] if not i else right if j and _FIGURE.fullmatch(cell) else style["p"]
            )
            for j, cell in enumerate(row)
        ]
        for i, row in enumerate(rows)
    ]
    figures = sum(all(_FIGURE.fullmatch(row[j]) for row in rows[1:]) for j in range(len(rows[0])))
    wide = [65.0] * len(rows[0]) if figures else [483 / len(rows[0])] * len(rows[0])
    if figures:
        wide[1 if rows[0][0] == "Nr." else 0] = 170
    table = Table(body, colWidths=wide)
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    return table


def as_docx(text: str) -> bytes:
    """A Word file with its own headings, lists and tables."""
    document = docx.Document()
    for kind, lines in blocks(text):
        if kind == "header":
            document.sections[0].header.paragraphs[0].text = lines[0]
        elif kind == "page":
            document.add_page_break()
        elif kind == "ul":
            for line in lines:
                document.add_paragraph(line, style="List Bullet")
        elif kind == "table":
            rows = [cells(line) for line in lines]
            table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
            for i, row in enumerate(rows):
                for j, cell in enumerate(row):
                    table.cell(i, j).text = cell
        elif kind.startswith("h"):
            document.add_heading(lines[0], int(kind[1]))
        else:
            document.add_paragraph().add_run(lines[0]).bold = kind == "bold"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_html(text: str) -> bytes:
    """A page as the sites of budgets print it."""
    out = ["<!doctype html><html lang='nl'><head><meta charset='utf-8'><title>Begroting</title></head><body><main>"]
    for kind, lines in blocks(text):
        safe = [html.escape(line) for line in lines]
        if kind == "ul":
            out.append("<ul>" + "".join(f"<li>{line}</li>" for line in safe) + "</ul>")
        elif kind == "table":
            head, *rows = [[html.escape(cell) for cell in cells(line)] for line in lines]
            out.append("<table><tr>" + "".join(f"<th>{c}</th>" for c in head) + "</tr>")
            out += ["<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows]
            out.append("</table>")
        elif kind == "bold":
            out.append(f"<p><strong>{safe[0]}</strong></p>")
        elif kind.startswith("h") and kind != "header":
            out.append(f"<{kind}>{safe[0]}</{kind}>")
        elif kind == "p":
            out.append(f"<p>{safe[0]}</p>")
    return "\n".join([*out, "</main></body></html>"]).encode()


def as_text(text: str) -> bytes:
    """Bare text: headings are lines between empty lines, tables have two blanks or more between their columns."""
    out: list[str] = []
    for kind, lines in blocks(text):
        if kind == "table":
            rows = [cells(line) for line in lines]
            wide = [max(len(row[j]) for row in rows) + 3 for j in range(len(rows[0]))]
            out += [
                "",
                *(
                    "".join(
                        cell.ljust(w) if not j else cell.rjust(w)
                        for j, (cell, w) in enumerate(zip(row, wide, strict=True))
                    )
                    for row in rows
                ),
            ]
        elif kind == "ul":
            out += ["", *(f"- {line}" for line in lines)]
        elif kind != "header":
            out += ["", *lines]
    return "\n".join(out).encode()


FORMATS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "pdf": ("report.pdf", as_pdf),
    "docx": ("report.docx", as_docx),
    "html": ("report.html", as_html),
    "txt": ("report.txt", as_text),
}
