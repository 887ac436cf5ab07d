"""Make the sample documents from their sources: `python samples/make.py` (needs reportlab, of the `dev` extra).

A source is text in a small notation: `# ` and `## ` headings, `- ` and `1. ` items, `| a | b |` table rows,
`---page---` page breaks, empty lines between blocks. Every document, person and party member in them is fictional;
the municipalities are real, because their codes are part of a record. The same sources give the same bytes.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import docx
import numpy as np
import pypdfium2
from odf.opendocument import OpenDocumentText
from odf.table import Table, TableCell, TableRow
from odf.text import H, LineBreak, List, ListItem, P
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

HERE = Path(__file__).parent
SOURCES, DOCUMENTS = HERE / "sources", HERE / "documents"
PAGE_BREAK = "---page---"
Block = tuple[str, list[str]]


def blocks(text: str) -> list[Block]:
    """Blocks of a source: ("h1" | "h2" | "ul" | "ol" | "table" | "p", lines). Numbered items keep their number."""
    out: list[Block] = []
    for piece in re.split(r"\n\s*\n", text.strip()):
        for line in piece.split("\n"):
            kind = _kind(line)
            bare = re.sub(r"^(?:#+|-)\s+", "", line)
            if out and out[-1][0] == kind and kind not in ("h1", "h2") and line is not piece.split("\n")[0]:
                out[-1][1].append(bare)
            else:
                out.append((kind, [bare]))
    return out


def _kind(line: str) -> str:
    for mark, kind in (("## ", "h2"), ("# ", "h1"), ("- ", "ul"), ("|", "table")):
        if line.startswith(mark):
            return kind
    return "ol" if re.match(r"\d+\.\s", line) else "p"


def numbered(line: str) -> tuple[str, str]:
    """The number and the text of a numbered item."""
    number, _, text = line.partition(". ")
    return number, text


def cells(line: str) -> list[str]:
    """The cells of a table row."""
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def make_pdf(text: str) -> bytes:
    """A PDF with a text layer, A4."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    for page in text.split(PAGE_BREAK):
        _draw(canvas, page)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw(canvas: Canvas, page: str) -> None:
    left, right, y = 70.0, 525.0, 775.0
    for kind, lines in blocks(page):
        y -= 8
        if kind == "table":
            y = _draw_table(canvas, [cells(line) for line in lines], left, right, y)
            continue
        font, size = ("Helvetica-Bold", {"h1": 16, "h2": 13}[kind]) if kind in ("h1", "h2") else ("Helvetica", 11)
        canvas.setFont(font, size)
        for line in lines:
            number, text = numbered(line) if kind == "ol" else ("", line)
            mark = "•" if kind == "ul" else f"{number}." if number else ""
            indent = 18 if mark else 0
            for k, part in enumerate(simpleSplit(text, font, size, right - left - indent)):
                y -= size * 1.35
                if mark and not k:
                    canvas.drawString(left, y, mark)
                canvas.drawString(left + indent, y, part)


def _draw_table(canvas: Canvas, rows: list[list[str]], left: float, right: float, y: float) -> float:
    step, width = 18.0, (right - left - 190) / (len(rows[0]) - 1)
    edges = [left, *[left + 190 + width * n for n in range(len(rows[0]))]]
    y -= 6
    for r, row in enumerate(rows):
        canvas.setFont("Helvetica-Bold" if r in (0, len(rows) - 1) else "Helvetica", 10)
        canvas.drawString(left + 4, y - 13, row[0])
        for c, cell in enumerate(row[1:], 1):
            canvas.drawRightString(edges[c + 1] - 4, y - 13, cell)
        canvas.line(left, y, right, y)
        y -= step
    canvas.line(left, y, right, y)
    for edge in edges:
        canvas.line(edge, y, edge, y + step * len(rows))
    return y - 6


def page_images(text: str, dpi: int, seed: int) -> list[Image.Image]:
    """The pages as a scanner would see them: a little crooked, a little noisy, grey."""
    random = np.random.default_rng(seed)
    pdf = pypdfium2.PdfDocument(make_pdf(text))
    images: list[Image.Image] = []
    for page in pdf:
        clean = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
        turned = clean.rotate(float(random.uniform(-0.4, 0.4)), Image.Resampling.BICUBIC, fillcolor=255)
        noisy = np.asarray(turned, np.float32) * 0.96 + random.normal(0, 5, (turned.height, turned.width))
        images.append(Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)))
    return images


def make_scan_pdf(text: str) -> bytes:
    """A PDF of images alone."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    for image in page_images(text, 200, 7):
        jpeg = io.BytesIO()
        image.save(jpeg, "JPEG", quality=35)
        canvas.drawInlineImage(Image.open(jpeg), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def make_png(text: str) -> bytes:
    """One page in black and white."""
    buffer = io.BytesIO()
    page_images(text, 200, 11)[0].point(lambda v: 255 * (v > 150)).convert("1").save(
        buffer, "PNG", optimize=True, dpi=(200, 200)
    )
    return buffer.getvalue()


def make_jpeg(text: str) -> bytes:
    """One page in grey."""
    buffer = io.BytesIO()
    page_images(text, 200, 13)[0].save(buffer, "JPEG", quality=40, dpi=(200, 200))
    return buffer.getvalue()


def make_tiff(text: str) -> bytes:
    """All pages in black and white, as a fax machine stores them."""
    buffer = io.BytesIO()
    pages = [image.point(lambda v: 255 * (v > 150)).convert("1") for image in page_images(text, 200, 17)]
    pages[0].save(buffer, "TIFF", compression="group4", save_all=True, append_images=pages[1:], dpi=(200, 200))
    return buffer.getvalue()


def make_docx(text: str) -> bytes:
    """A Word document with its own headings and lists."""
    word = docx.Document()
    for kind, lines in blocks(text):
        if kind in ("h1", "h2"):
            word.add_heading(lines[0], int(kind[1]))
        elif kind in ("ul", "ol"):
            for line in lines:
                word.add_paragraph(
                    numbered(line)[1] if kind == "ol" else line, style="List Bullet" if kind == "ul" else "List Number"
                )
        else:
            word.add_paragraph("\n".join(lines))
    buffer = io.BytesIO()
    word.save(buffer)
    return _settled(buffer.getvalue())


def make_odt(text: str) -> bytes:
    """An OpenDocument text. Numbers are typed: many writers do that."""
    odt = OpenDocumentText()
    for kind, lines in blocks(text):
        if kind in ("h1", "h2"):
            odt.text.addElement(H(outlinelevel=int(kind[1]), text=lines[0]))
        elif kind == "ul":
            made = List()
            for line in lines:
                item = ListItem()
                item.addElement(P(text=line))
                made.addElement(item)
            odt.text.addElement(made)
        elif kind == "table":
            table = Table()
            for line in lines:
                row = TableRow()
                for value in cells(line):
                    cell = TableCell()
                    cell.addElement(P(text=value))
                    row.addElement(cell)
                table.addElement(row)
            odt.text.addElement(table)
        else:
            paragraph = P()
            for n, line in enumerate(lines, 1):
                if n > 1:
                    paragraph.addElement(LineBreak())
                paragraph.addText(line)
            odt.text.addElement(paragraph)
    buffer = io.BytesIO()
    odt.save(buffer)
    return _settled(buffer.getvalue())


def _settled(data: bytes) -> bytes:
    """The same container with one date for all members, and none inside."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            member = (
                re.sub(rb"20\d\d-\d\d-\d\dT[\d:.]+Z?", b"2020-01-01T00:00:00Z", old.read(info))
                if "core" in info.filename or "meta" in info.filename
                else old.read(info)
            )
            new.writestr(zipfile.ZipInfo(info.filename, (2020, 1, 1, 0, 0, 0)), member, info.compress_type)
    return buffer.getvalue()


def make_html(text: str) -> bytes:
    """A page of a municipality's site, with menu, cookie bar and footer around the document."""
    body: list[str] = []
    for kind, lines in blocks(text):
        safe = [html.escape(line, quote=False) for line in lines]
        if kind in ("h1", "h2"):
            body.append(f"<{kind}>{safe[0]}</{kind}>")
        elif kind == "ul":
            body.append("<ul>" + "".join(f"<li>{line}</li>" for line in safe) + "</ul>")
        elif kind == "ol":
            items = "".join(f"<li>{numbered(line)[1]}</li>" for line in safe)
            body.append(f'<ol start="{numbered(safe[0])[0]}">{items}</ol>')
        else:
            body.append("<p>" + "<br>\n".join(safe) + "</p>")
    title = html.escape(blocks(text)[0][1][0])
    return (
        f'<!DOCTYPE html>\n<html lang="nl">\n<head><meta charset="utf-8"><title>{title} | Raadsinformatie</title>'
        "<style>nav { float: left }</style></head>\n<body>\n"
        '<a class="skip-link" href="#inhoud">Direct naar de inhoud</a>\n'
        '<div class="cookie-melding"><p>Wij gebruiken cookies op deze website.</p><button>Akkoord</button></div>\n'
        '<nav><ul><li><a href="/">Home</a></li><li><a href="/raad">De raad</a></li><li><a '
        'href="/zoek">Zoeken</a></li></ul></nav>\n'
        f'<main id="inhoud">\n{chr(10).join(body)}\n</main>\n'
        '<footer><p>Privacyverklaring</p><a href="#top">Terug naar boven</a></footer>\n</body>\n</html>\n'
    ).encode()


def make_eml(text: str) -> bytes:
    """An e-mail with its attachment."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "Ivo Kamerling <i.kamerling@example.org>"
    mail["To"] = "griffie@alkmaar.example"
    mail["Subject"] = "Verkeer in de Lijsterstraat – graag actie"
    mail["Date"] = "Wed, 03 May 2023 20:41:00 +0200"
    mail["Message-ID"] = "<1@example.org>"
    mail.set_content(text, cte="quoted-printable")
    attachment = (SOURCES / "brief-bewoners-bijlage.txt").read_text(encoding="utf-8")
    mail.add_attachment(make_pdf(attachment), maintype="application", subtype="pdf", filename="tellingen.pdf")
    mail.set_boundary("grens-van-de-delen")
    return mail.as_bytes()


def make_cp1252(text: str) -> bytes:
    """Plain text as an old Windows program stores it."""
    return text.replace("\n", "\r\n").encode("cp1252")


MADE: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "motie-speeltuin.pdf": ("motie-speeltuin", make_pdf),
    "motie-bundel.pdf": ("motie-bundel", make_pdf),
    "motie-taal.jpg": ("motie-taal", make_jpeg),
    "motie-energie.txt": ("motie-energie.ocr", str.encode),
    "amendement-parkeren.docx": ("amendement-parkeren", make_docx),
    "bestuursrapportage.pdf": ("bestuursrapportage", make_pdf),
    "raadsinformatiebrief.odt": ("raadsinformatiebrief", make_odt),
    "brief-bewoners.eml": ("brief-bewoners", make_eml),
    "schriftelijke-vragen.html": ("schriftelijke-vragen", make_html),
    "raadsvoorstel.tiff": ("raadsvoorstel", make_tiff),
    "raadsbesluit.pdf": ("raadsbesluit", make_scan_pdf),
    "besluitenlijst.odt": ("besluitenlijst", make_odt),
    "toezeggingenlijst.odt": ("toezeggingenlijst", make_odt),
    "agenda.html": ("agenda", make_html),
    "notulen.txt": ("notulen", make_cp1252),
    "nieuwsbericht.png": ("nieuwsbericht", make_png),
}
"""Document -> its source and how it is made."""


def main() -> None:
    """Make all of them."""
    DOCUMENTS.mkdir(exist_ok=True)
    for name, (source, make) in MADE.items():
        data = make((SOURCES / f"{source}.txt").read_bytes().decode("utf-8"))
        (DOCUMENTS / name).write_bytes(data)
        print(f"{name:28} {len(data):8,} bytes")


if __name__ == "__main__":
    main()
