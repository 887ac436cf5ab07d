"""Twins of our own reports whose fonts do not say which character is which.

`report(pages, seed)` draws a fictional report of prose and tables, its fonts with maps. `as_outlines` makes its twin:
each page has Type3 fonts of its own, whose glyphs are numbered in the order of their first use and whose outlines are
drawn in the size of the text, as printing systems do that hand over shapes instead of fonts. `without_maps` keeps the
fonts and takes their maps away. Both look as the report does.

usage: python benchmarks/unmapped_fonts.py [--pages N] [--seed N]

Prints for each twin how many of its lines are read as those of the report, how many pictures went to the OCR engine,
and the CPU beside that of OCR for all pages, of which it measures every twentieth.
"""

from __future__ import annotations

import argparse
import ctypes
import io
import random
import re
import resource
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL.Image import Image

from griffier.pipeline.ocr.engine import OcrResult, Segmentation
from griffier.pipeline.ocr.pages import ocr_page
from griffier.pipeline.ocr.tesseract import TesseractEngine
from griffier.pipeline.readers.options import ReadOptions
from griffier.pipeline.readers.pdf import reader
from griffier.pipeline.readers.pdf.font_objects import character_map
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Document, PageState

_TEXTS = Path(__file__).parent / "ocr_pages"
_FONTS = ("Vera", "VeraBd", "VeraIt")
_SHOWN = re.compile(rb"/(?P<font>F\d+(?:\+\d+)?) (?P<size>[\d.]+) Tf|\((?P<text>(?:[^\\()]|\\.)*)\) Tj", re.DOTALL)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(.))", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def report(pages: int, seed: int = 1, paragraphs: int = 3) -> bytes:
    """A report of prose and tables with `pages` pages, its fonts with maps; all it says is made up. A page has so many
    `paragraphs`, more where it has no table."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

    for name in _FONTS:
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    chance = random.Random(seed)
    body = ParagraphStyle("body", fontName="Vera", fontSize=9.5, leading=13, spaceAfter=6)
    note = ParagraphStyle("note", parent=body, fontName="VeraIt", fontSize=8, leading=10.5)
    head = ParagraphStyle("head", parent=body, fontName="VeraBd", fontSize=14, leading=20, spaceAfter=8)
    style = TableStyle(
        [
            ("FONT", (0, 0), (-1, -1), "Vera", 8.5),
            ("FONT", (0, 0), (-1, 0), "VeraBd", 8.5),
            ("FONT", (0, -1), (-1, -1), "VeraBd", 8.5),
            ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, (0.4, 0.4, 0.4)),
        ]
    )
    sentences, labels = _sentences(), _labels()
    flow: list[Any] = []
    for number in range(pages):
        flow.append(Paragraph(f"{number // 10 + 1}.{number % 10 + 1} {chance.choice(labels)}", head))
        for _ in range(paragraphs if number % 3 else 2 * paragraphs + 1):
            flow.append(Paragraph(" ".join(chance.sample(sentences, 4)), body))
        flow.append(Paragraph(chance.choice(sentences), note))
        if number % 3:
            rows = [["Bedragen x € 1.000", "Begroting", "Raming", "Verschil"]]
            totals = [0, 0]
            for label in chance.sample(labels, min(14, len(labels))):
                figures = [chance.randint(1, 99_999), chance.randint(1, 99_999)]
                totals = [t + f for t, f in zip(totals, figures, strict=True)]
                rows.append([label, *map(_printed, (*figures, figures[1] - figures[0]))])
            rows.append(["Totaal", *map(_printed, (*totals, totals[1] - totals[0]))])
            flow += [Spacer(1, 6), Table(rows, colWidths=[230, 75, 75, 75], style=style)]
        flow.append(PageBreak())
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, invariant=1, pageCompression=0).build(flow)
    return out.getvalue()


def _printed(figure: int) -> str:
    return f"{figure:,}".replace(",", ".")


def _blocks() -> Iterator[str]:
    for path in sorted(_TEXTS.glob("*.txt")):
        yield from path.read_text(encoding="utf-8").partition("\n\n")[2].splitlines()


def _sentences() -> list[str]:
    prose = [block for block in _blocks() if len(block) > 60 and block[0] not in "|#"]
    return [s for block in prose for s in re.split(r"(?<=[.;:?]) (?=[A-Z])", block.lstrip("- ")) if len(s) > 40]


def _labels() -> list[str]:
    rows = (block.strip("| ").split(" | ") for block in _blocks() if block.startswith("|"))
    return sorted({row[0] for row in rows if re.fullmatch(r"[A-Z][a-zé]+[a-zé ,()-]{4,26}", row[0])})


@dataclass
class _Objects:
    """A PDF being written: objects by number, as their bytes."""

    bodies: list[bytes] = field(default_factory=list)

    def add(self, body: bytes) -> int:
        self.bodies.append(body)
        return len(self.bodies)

    def add_stream(self, data: bytes) -> int:
        packed = zlib.compress(data)
        return self.add(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed))

    def written(self, root: int) -> bytes:
        out = bytearray(b"%PDF-1.5\n")
        places = []
        for number, body in enumerate(self.bodies, 1):
            places.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, root, start)
        return bytes(out)


def as_outlines(data: bytes) -> bytes:
    """The twin of a PDF that reportlab wrote without compressing its pages: Type3 outlines without a map."""
    return _rewritten(data, _outlined)


def without_maps(data: bytes) -> bytes:
    """The same with composite TrueType fonts: a code is the number of a glyph, and nothing says of which character."""
    return _rewritten(data, _glyph_numbers)


def with_false_maps(data: bytes, figures_alone: bool = False) -> bytes:
    """The same with maps that lie: each letter or figure is said to be the next one, or each figure alone."""
    said = "0123456789" if figures_alone else "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    lies = dict(zip(said, said[1:] + said[0], strict=True))

    def change(content: bytes, fonts: dict[str, Any], shapes: _Shapes, objects: _Objects) -> Made:
        shapes.lies = lies
        return _glyph_numbers(content, fonts, shapes, objects)

    return _rewritten(data, change)


Made = tuple[bytes, dict[str, int]]


def _rewritten(data: bytes, change: Callable[[bytes, dict[str, Any], _Shapes, _Objects], Made]) -> bytes:
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdffont import PDFTrueTypeFont
    from pdfminer.pdfinterp import PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import resolve1

    shapes, manager = _Shapes(), PDFResourceManager()
    objects = _Objects()
    root, tree = objects.add(b""), objects.add(b"")
    pages = []
    for page in PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(data)))):
        content = b"\n".join(resolve1(part).get_data() for part in page.contents)
        fonts = {n: PDFTrueTypeFont(manager, resolve1(f)) for n, f in resolve1(page.resources["Font"]).items()}
        content, made = change(content, fonts, shapes, objects)
        stream = objects.add_stream(content)
        listed = b" ".join(b"/%s %d 0 R" % (name.encode(), number) for name, number in made.items())
        pages.append(
            objects.add(
                b"<< /Type /Page /Parent %d 0 R /MediaBox [%s] /Contents %d 0 R /Resources << /Font << %s >> >> >>"
                % (tree, b" ".join(b"%.2f" % side for side in page.mediabox), stream, listed)
            )
        )
    kids = b" ".join(b"%d 0 R" % page for page in pages)
    objects.bodies[tree - 1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids)
    objects.bodies[root - 1] = b"<< /Type /Catalog /Pages %d 0 R >>" % tree
    return objects.written(root)


def _raw(text: bytes) -> bytes:
    """The bytes of a string between brackets."""
    return _ESCAPE.sub(lambda m: bytes([int(m[1], 8)]) if m[1] else _LETTERS.get(m[2], m[2]), text)


def _glyph_numbers(content: bytes, fonts: dict[str, Any], shapes: _Shapes, objects: _Objects) -> Made:
    """The page's content with the numbers of glyphs for codes; the fonts are one for all pages."""
    made: dict[str, int] = {}
    at = ""

    def put(match: re.Match[bytes]) -> bytes:
        nonlocal at
        if match["font"]:
            at = match["font"].decode("ascii")
            name = fonts[at].basefont.split("+")[-1]
            if name.startswith("Bitstream"):
                made[at.replace("+", "x")] = shapes.composite(name, objects)
            return b"/%s %s Tf" % (at.replace("+", "x").encode(), match["size"])
        glyphs = shapes.glyphs(fonts[at].basefont.split("+")[-1])
        codes = (glyphs.get(ord(fonts[at].to_unichr(code)), 0) for code in _raw(match["text"]))
        return b"<%s> Tj" % b"".join(b"%04x" % code for code in codes)

    return _SHOWN.sub(put, content), made


def _outlined(content: bytes, fonts: dict[str, Any], shapes: _Shapes, objects: _Objects) -> Made:
    """The page's content with a font a size, its codes in the order of first use from 33 on; the new fonts' numbers."""
    used: dict[tuple[str, float], dict[int, int]] = {}
    at: tuple[str, float] = ("", 0.0)

    def put(match: re.Match[bytes]) -> bytes:
        nonlocal at
        if match["font"]:
            at = (match["font"].decode("ascii"), float(match["size"]))
            used.setdefault(at, {})
            return b"/T%d 1 Tf" % list(used).index(at)
        codes = used[at]
        raw = _raw(match["text"])
        return b"<%s> Tj" % bytes(codes.setdefault(code, 33 + len(codes)) for code in raw).hex().encode()

    content = _SHOWN.sub(put, content)
    made = {}
    for number, ((name, size), codes) in enumerate(used.items()):
        font = fonts[name]
        face = font.basefont.split("+")[-1]
        procs = [(new, *shapes.proc(face, font.to_unichr(old), size)) for old, new in codes.items()]
        listed = b" ".join(b"/g%d %d 0 R" % (new, objects.add_stream(proc)) for new, _, proc in procs)
        made[f"T{number}"] = objects.add(
            b"<< /Type /Font /Subtype /Type3 /FontMatrix [0.01 0 0 0.01 0 0] /FontBBox [0 0 0 0] /FirstChar 33 "
            b"/LastChar %d /Widths [%s] /Encoding << /Type /Encoding /Differences [33 %s] >> /CharProcs << %s >> "
            b"/Resources << >> >>"
            % (
                32 + len(procs),
                b" ".join(b"%.2f" % width for _, width, _ in procs),
                b" ".join(b"/g%d" % new for new, _, _ in procs),
                listed,
            )
        )
    return content, made


class _Shapes:
    """The outlines of the fonts of a PDF, by name of the font and code."""

    def __init__(self) -> None:
        self._pdf = pypdfium2.PdfDocument.new()
        self._fonts: dict[str, tuple[Any, Any]] = {}
        self._composite: dict[str, int] = {}
        self.lies: dict[str, str] | None = None

    def _font(self, name: str) -> tuple[Any, Any]:
        """A font of reportlab's own, to pdfium (which is asked for its outlines by character) and to reportlab."""
        if name not in self._fonts:
            from reportlab.pdfbase import pdfmetrics

            font = next(font for font in map(pdfmetrics.getFont, _FONTS) if font.face.name.decode() == name)
            raw = Path(font.face.filename).read_bytes()
            held = (ctypes.c_uint8 * len(raw)).from_buffer_copy(raw)
            handle = pdfium.FPDFText_LoadFont(self._pdf.raw, held, len(raw), pdfium.FPDF_FONT_TRUETYPE, 1)
            self._fonts[name] = handle, font
        return self._fonts[name]

    def glyphs(self, name: str) -> dict[int, int]:
        """Character -> number of its glyph."""
        found: dict[int, int] = self._font(name)[1].face.charToGlyph
        return found

    def composite(self, name: str, objects: _Objects) -> int:
        """The number of a font whose codes are numbers of glyphs."""
        if name not in self._composite:
            face = self._font(name)[1].face
            program = objects.add_stream(Path(face.filename).read_bytes())
            descriptor = objects.add(
                b"<< /Type /FontDescriptor /FontName /ABCDEF+%s /Flags 4 /FontBBox [-200 -236 1300 928] /ItalicAngle 0 "
                b"/Ascent 928 /Descent -236 /CapHeight 729 /StemV 80 /FontFile2 %d 0 R >>" % (name.encode(), program)
            )
            widths = b" ".join(b"%d [%.0f]" % (g, face.charWidths[c]) for c, g in sorted(face.charToGlyph.items()))
            below = objects.add(
                b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+%s /CIDToGIDMap /Identity /DW 600 /W [%s] "
                b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor %d 0 R >>"
                % (name.encode(), widths, descriptor)
            )
            said = b""
            if self.lies is not None:
                characters = {g: self.lies.get(chr(c), chr(c)) for c, g in face.charToGlyph.items()}
                said = b"/ToUnicode %d 0 R " % objects.add_stream(character_map(characters, True))
            self._composite[name] = objects.add(
                b"<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+%s /Encoding /Identity-H %s"
                b"/DescendantFonts [%d 0 R] >>" % (name.encode(), said, below)
            )
        return self._composite[name]

    def proc(self, font: str, character: str, size: float) -> tuple[float, bytes]:
        """Its width, and what draws it, in hundredths of a point."""
        handle, face = self._font(font)
        width = face.stringWidth(character, 100 * size)
        path = pdfium.FPDFFont_GetGlyphPath(handle, ord(character), 100 * size)
        out = [b"%.2f 0 d0" % width]
        x, y = ctypes.c_float(), ctypes.c_float()
        curve: list[bytes] = []
        for k in range(max(0, pdfium.FPDFGlyphPath_CountGlyphSegments(path))):
            segment = pdfium.FPDFGlyphPath_GetGlyphPathSegment(path, k)
            pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            scaled = (100 * size * x.value, 100 * size * y.value)
            point, kind = b"%.0f %.0f" % scaled, pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
                curve.append(point)
                if len(curve) == 3:
                    out.append(b" ".join(curve) + b" c")
                    curve = []
            else:
                out.append(point + (b" m" if kind == pdfium.FPDF_SEGMENT_MOVETO else b" l"))
            if pdfium.FPDFPathSegment_GetClose(segment):
                out.append(b"h")
        return width, b"\n".join([*out, b"f"] if len(out) > 1 else out)


class _Counting(TesseractEngine):
    """Tesseract, its calls counted."""

    calls = 0

    def read(self, image: Image, dpi: int, segmentation: Segmentation = Segmentation.AUTO) -> OcrResult:
        self.calls += 1
        return super().read(image, dpi, segmentation)


def _cpu() -> float:
    """Seconds of CPU of this process and of the children that ended."""
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(u.ru_utime + u.ru_stime for u in used)


def _read(data: bytes) -> tuple[Document, float, int]:
    engine, start = _Counting(), _cpu()
    doc = reader.read(SourceFile("report.pdf", data), "application/pdf", ReadOptions(ocr=engine))
    return doc, _cpu() - start, engine.calls


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    data = report(asked.pages, asked.seed)
    mapped, seconds, _ = _read(data)
    lines = mapped.text.split("\n")
    print(f"with maps     {len(mapped.pages)} pages, {len(lines)} lines, {seconds:.1f} s of CPU")
    twins = {
        "outlines": as_outlines(data),
        "without maps": without_maps(data),
        "false maps": with_false_maps(data),
        "false figures": with_false_maps(data, figures_alone=True),
    }
    for name, twin in twins.items():
        doc, seconds, calls = _read(twin)
        same = sum(
            block.size
            for block in SequenceMatcher(None, lines, doc.text.split("\n"), autojunk=False).get_matching_blocks()
        )
        by_ocr = sum(page.state is PageState.OCR for page in doc.pages)
        print(f"{name:<13} {same} lines the same, {calls} pictures read, {by_ocr} pages by OCR, {seconds:.1f} s of CPU")
    with pypdfium2.PdfDocument(data) as pdf:
        sample = [page.render(scale=300 / 72, grayscale=True).to_pil().convert("L") for page in list(pdf)[::20]]
    start = _cpu()
    for picture in sample:
        ocr_page(picture, 300, ReadOptions())
    print(f"OCR for all   {(_cpu() - start) / len(sample) * asked.pages:.0f} s of CPU")


if __name__ == "__main__":
    main()
