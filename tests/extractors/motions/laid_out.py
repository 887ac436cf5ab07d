"""Fictional documents in a small notation of blocks, laid out as plain text, PDF, Word or HTML.

A block is a paragraph (a string) or one of `{"h": heading}`, `{"ul" | "dash" | "ol" | "alpha" | "roman": items}`,
`{"table": rows}` with ruling lines, `{"cols": rows}` without, `{"page": 1}` for a page break and `{"foot": text}` for
a footer.
"""

from __future__ import annotations

import html
import io
import textwrap
from typing import Any

Block = str | dict[str, Any]
_ROMAN = ("I", "II", "III", "IV", "V", "VI")


def marked(block: dict[str, Any]) -> list[tuple[str, str]]:
    """The items of a list with their marks."""
    if "ul" in block or "dash" in block:
        mark = "•" if "ul" in block else "-"
        return [(mark, text) for text in block.get("ul") or block["dash"]]
    if "ol" in block:
        return [(f"{i}.", text) for i, text in enumerate(block["ol"], 1)]
    if "alpha" in block:
        return [(f"{chr(97 + i)}.", text) for i, text in enumerate(block["alpha"])]
    return [(f"{mark}.", text) for mark, text in zip(_ROMAN, block.get("roman", []), strict=False)]


def rows_of(block: Block) -> list[list[str]] | None:
    """The rows of a table, ruled or not."""
    return None if isinstance(block, str) else block.get("table") or block.get("cols")


def as_text(blocks: list[Block]) -> bytes:
    """Wrapped at 92 characters; tables padded with blanks."""
    out: list[str] = []
    for block in blocks:
        if isinstance(block, str):
            out += [line for piece in block.split("\n") for line in textwrap.wrap(piece, 92) or [""]]
        elif rows := rows_of(block):
            out += _padded(rows)
        elif "h" in block:
            out.append(block["h"])
        elif "page" in block:
            out.append("\f")
        else:
            for mark, text in marked(block):
                first, *others = textwrap.wrap(text, 88)
                out += [f"{mark}  {first}", *("   " + line for line in others)]
        out.append("")
    return "\n".join(out).encode()


def _padded(rows: list[list[str]]) -> list[str]:
    widths = [min(38, max(len(row[c]) for row in rows if c < len(row))) for c in range(max(map(len, rows)))]
    out = []
    for row in rows:
        cells = [textwrap.wrap(cell, 38) or [""] for cell in row]
        for k in range(max(map(len, cells))):
            out.append(
                "   ".join((c[k] if k < len(c) else "").ljust(w) for c, w in zip(cells, widths, strict=False)).rstrip()
            )
    return out


def as_html(blocks: list[Block]) -> bytes:
    """A page with a menu."""
    out = ["<html><head><title>x</title></head><body><nav><a href='/'>Home</a> <a href='/k'>Kalender</a></nav><main>"]
    for block in blocks:
        if isinstance(block, str):
            out.append(f"<p>{_escaped(block)}</p>")
        elif rows := rows_of(block):
            out.append(
                "<table>"
                + "".join("<tr>" + "".join(f"<td>{_escaped(c)}</td>" for c in row) + "</tr>" for row in rows)
                + "</table>"
            )
        elif "h" in block:
            out.append(f"<h2>{_escaped(block['h'])}</h2>")
        elif "ul" in block or "dash" in block or "ol" in block:
            tag = "ol" if "ol" in block else "ul"
            out.append(f"<{tag}>" + "".join(f"<li>{_escaped(text)}</li>" for _, text in marked(block)) + f"</{tag}>")
        else:
            out += [f"<p>{mark} {_escaped(text)}</p>" for mark, text in marked(block)]
    return ("".join(out) + "</main></body></html>").encode()


def _escaped(text: str) -> str:
    return html.escape(text).replace("\n", "<br/>")


def as_docx(blocks: list[Block]) -> bytes:
    """With Word's own headings, lists and tables."""
    import docx

    paper = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            first, *others = block.split("\n")
            paragraph = paper.add_paragraph(first)
            for line in others:
                paragraph.add_run().add_break()
                paragraph.add_run(line)
        elif rows := rows_of(block):
            table = paper.add_table(rows=len(rows), cols=max(map(len, rows)))
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    table.cell(r, c).text = value
            paper.add_paragraph("")
        elif "h" in block:
            paper.add_heading(block["h"], 1)
        else:
            style = "List Bullet" if "ul" in block or "dash" in block else None
            for mark, text in marked(block):
                paper.add_paragraph(text if style else f"{mark}\t{text}", style=style)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def as_pdf(blocks: list[Block]) -> bytes:
    """A4 with margins, a footer on every page where one is given."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

    face = _font()
    body = ParagraphStyle("b", fontName=face, fontSize=10, leading=13, spaceAfter=6)
    head = ParagraphStyle("h", fontName=face, fontSize=12, leading=15, spaceAfter=6)
    cell = ParagraphStyle("c", fontName=face, fontSize=9.5, leading=12)
    item = ParagraphStyle("i", fontName=face, fontSize=10, leading=13, leftIndent=18, bulletIndent=4, spaceAfter=2)
    story: list[Any] = []
    foot = next((b["foot"] for b in blocks if isinstance(b, dict) and "foot" in b), None)
    for block in blocks:
        if isinstance(block, str):
            story.append(Paragraph(_escaped(block), body))
        elif rows := rows_of(block):
            wide = max(map(len, rows))
            data = [[Paragraph(_escaped(c), cell) for c in (*row, *[""] * (wide - len(row)))] for row in rows]
            style: list[Any] = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("TOPPADDING", (0, 0), (-1, -1), 2)]
            style += [("GRID", (0, 0), (-1, -1), 0.5, "black")] if "table" in block else []
            story += [
                Table(data, colWidths=block.get("widths") or [480 / wide] * wide, style=style, hAlign="LEFT"),
                Spacer(1, 8),
            ]
        elif "h" in block:
            story.append(Paragraph(_escaped(block["h"]), head))
        elif "page" in block:
            story.append(PageBreak())
        else:
            story += [*(Paragraph(_escaped(text), item, bulletText=mark) for mark, text in marked(block)), Spacer(1, 6)]

    def furniture(canvas: Any, paper: Any) -> None:
        canvas.setFont(face, 8)
        if foot:
            canvas.drawString(60, 30, foot)
            canvas.drawRightString(535, 30, f"Pagina {paper.page}")

    out = io.BytesIO()
    paper = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=60, rightMargin=55, topMargin=50, bottomMargin=55, invariant=1
    )
    paper.build(story, onFirstPage=furniture, onLaterPages=furniture)
    return out.getvalue()


def _font() -> str:
    """A font with every sign that the documents use: reportlab's own, else the built-in one, which lacks ticked
    boxes."""
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    for name in ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "Vera.ttf"):
        try:
            registerFont(TTFont("Face", name))
        except TTFError:
            continue
        return "Face"
    return "Helvetica"


RENDER = {"txt": as_text, "pdf": as_pdf, "docx": as_docx, "html": as_html}
