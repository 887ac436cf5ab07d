"""The same documents in other formats: what is lost when a text arrives as PDF, DOCX, ODT, HTML, e-mail or a bad scan?

usage: python benchmarks/variants.py GOLD_DIR OUT_DIR [--docs PATTERN,...] [--only FORMAT,...]

Every gold document whose input is bare text is laid out anew in each format, and as a page image in each condition
of the degradations (`../shared/degrade.py`, left out where absent). Writes the files and `variants.tsv` (file,
docid), to be run and scored with `griffier run OUT_DIR --out RUN` and `griffier evaluate`.
"""

from __future__ import annotations

import argparse
import email.message
import fnmatch
import html
import importlib.util
import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

DPI = 300
SHARED = Path(__file__).parents[2] / "shared"
SCANS = ("clean300", "clean150", "speckled200", "skewed200", "copied200", "shaded200", "stamped200", "fax200")


def paragraphs(text: str) -> list[str]:
    """Blocks between empty lines; a block of short lines (a head, a list) keeps its lines apart."""
    out: list[str] = []
    for block in re.split(r"\n\s*\n", text.replace("\f", "\n\n")):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        if not lines:
            continue
        wrapped = (
            len(lines) > 1
            and min(len(line) for line in lines[:-1]) > 70
            and not any(re.match(r"[-•–*]|\d+[.)]\s", x) for x in lines[1:])
        )
        out.extend([" ".join(lines)] if wrapped else lines)
        out.append("")
    return out


def as_docx(text: str) -> bytes:
    import docx

    document = docx.Document()
    for line in paragraphs(text):
        bullet = re.match(r"[-•–*]\s+(.*)", line)
        if bullet:
            document.add_paragraph(bullet[1], style="List Bullet")
        elif line:
            document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_odt(text: str) -> bytes:
    from odf.opendocument import OpenDocumentText
    from odf.text import P

    document = OpenDocumentText()
    for line in paragraphs(text):
        document.text.addElement(P(text=line))
    out = io.BytesIO()
    document.write(out)
    return out.getvalue()


def as_html(text: str) -> bytes:
    parts: list[str] = []
    items: list[str] = []

    def flush() -> None:
        if items:
            parts.append("<ul>" + "".join(f"<li>{html.escape(i)}</li>" for i in items) + "</ul>")
            items.clear()

    for line in paragraphs(text):
        bullet = re.match(r"[-•–*]\s+(.*)", line)
        if bullet:
            items.append(bullet[1])
            continue
        flush()
        if line:
            parts.append(f"<p>{html.escape(line)}</p>")
    flush()
    page = (
        "<!DOCTYPE html><html lang='nl'><head><meta charset='utf-8'><title>Raadsinformatie</title></head><body>"
        "<nav><a href='/'>Home</a> <a href='/vergaderingen'>Vergaderingen</a></nav><main>"
        + "\n".join(parts)
        + "</main><footer>Privacy | Toegankelijkheid</footer></body></html>"
    )
    return page.encode()


def as_email(text: str) -> bytes:
    message = email.message.EmailMessage()
    message["From"], message["To"] = "griffie@example.org", "raad@example.org"
    message["Subject"] = "Stuk ter informatie"
    message["Date"] = "Mon, 06 Jan 2025 10:00:00 +0100"
    message.set_content("Zie de bijlage.\n")
    message.add_attachment(text.encode("utf-8"), maintype="text", subtype="plain", filename="stuk.txt")
    return message.as_bytes()


def as_pdf(text: str) -> bytes:
    """One column of text with hanging bullets and a page footer, as a word processor would print it."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

    plain = ParagraphStyle("plain", fontName="Helvetica", fontSize=10.5, leading=14)
    hanging = ParagraphStyle("hanging", parent=plain, leftIndent=14, bulletIndent=2)
    story: list[Any] = []
    for line in paragraphs(text):
        bullet = re.match(r"[-•–*]\s+(.*)", line)
        if bullet:
            story.append(Paragraph(html.escape(bullet[1]), hanging, bulletText="•"))
        elif line:
            story.append(Paragraph(html.escape(line.replace("\t", " ")), plain))
        else:
            story.append(Spacer(1, 9))
    out = io.BytesIO()

    def footer(canvas: Any, document: Any) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, 30, f"Pagina {document.page}")

    SimpleDocTemplate(out, pagesize=A4).build(story, onFirstPage=footer, onLaterPages=footer)
    return out.getvalue()


FORMATS: dict[str, Callable[[str], bytes]] = {
    "docx": as_docx,
    "odt": as_odt,
    "html": as_html,
    "eml": as_email,
    "pdf": as_pdf,
}


def degradations(shared: Path = SHARED) -> Any | None:
    """The module that makes a page image look like an archive's scan; None where it is absent."""
    path = shared / "degrade.py"
    if not path.is_file():
        return None
    spec = importlib.util.spec_from_file_location("degrade", path)
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def scans(pdf: bytes, condition: str, module: Any) -> bytes:
    """All pages as a multi-page TIFF."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    images = [page.render(scale=DPI / 72).to_pil().convert("L") for page in document]
    pages = [module.degrade(image, condition, seed=n) for n, image in enumerate(images)]
    dpi = int(re.sub(r"\D", "", condition) or DPI)
    out = io.BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], compression="tiff_deflate", dpi=(dpi, dpi))
    return out.getvalue()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--docs", default="*")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    only = set(filter(None, options.only.split(",")))
    module = degradations()
    rows: list[str] = []
    for path in sorted(options.gold.glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        source = options.gold.parent / gold["input"]
        if (
            source.suffix != ".txt"
            or "_ocr" in gold["docid"]
            or not any(fnmatch.fnmatch(gold["docid"], p) for p in options.docs.split(","))
        ):
            continue
        text = source.read_text("utf-8")
        made = {f: make(text) for f, make in FORMATS.items() if not only or f in only}
        for condition in SCANS if module else ():
            if not only or condition in only:
                made[f"{condition}.tif"] = scans(made.get("pdf") or as_pdf(text), condition, module)
        for ending, data in made.items():
            name = f"{gold['docid']}.{ending}"
            (options.out / name).write_bytes(data)
            rows.append(f"{name}#stuk.txt\t{gold['docid']}" if ending == "eml" else f"{name}\t{gold['docid']}")
    (options.out.parent / f"{options.out.name}.tsv").write_text("\n".join(rows) + "\n", "utf-8")
    print(f"{len(rows)} variants in {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
