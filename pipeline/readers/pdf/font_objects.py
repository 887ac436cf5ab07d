"""The font objects of a PDF, and the PDF with some of its objects replaced.

pdfium does not give away a font's own description. It writes the file anew, each object by itself and none of them
encrypted; there the fonts are found, and what is to be changed is appended as the newest version of an object.
"""

from __future__ import annotations

import io
import re
import zlib
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium
from pdfminer.encodingdb import name2unicode
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.psexceptions import PSException
from pdfminer.psparser import PSLiteral

UNREADABLE = (
    PSException,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    RecursionError,
    ArithmeticError,
    zlib.error,
)
"""What pdfminer raises on a file whose structure it cannot read."""

MOST_BYTES = 256 * 1024 * 1024

_IS_FONT = re.compile(rb"/Type ?/Font(?![A-Za-z])")
_CONTENT = re.compile(rb">>\s*stream\r?\n")
_FLATE = re.compile(rb"\d+ 0 obj\s*<<(?P<head>[^<>]*)>>\s*stream\r?\n")
_LENGTH = re.compile(rb"/Length (\d+)(?! \d+ R)")
_PLAIN = re.compile(r"[!-~]")
_DELIMITERS = frozenset("()<>[]{}/%#")
_LEAST_NAMED = 0.9
"""Share of a font's glyph names that must be names of characters."""


@dataclass(frozen=True)
class FontObject:
    """A font: the number of its object, what it says, and by code the object that draws a glyph (Type3 alone).

    `codes`: the codes that it may use; `wide`: a code is two bytes.
    """

    number: int
    spec: dict[str, Any]
    codes: tuple[int, ...]
    wide: bool = False
    drawn_by: dict[int, int] = field(default_factory=dict)
    named: bool = True

    @property
    def is_outlines(self) -> bool:
        """Is each glyph a small drawing of its own (Type3)?"""
        return _name(self.spec.get("Subtype")) == "Type3"

    @property
    def without_map(self) -> bool:
        """Does nothing in the file say which character a glyph is?"""
        return "ToUnicode" not in self.spec and not self.named


class FontObjects:
    """The objects of a PDF of which pdfium has the handle `pdf`. Raises one of `UNREADABLE`, or PdfiumError."""

    def __init__(self, pdf: Any) -> None:
        buffer = io.BytesIO()
        pdf.save(buffer, flags=pdfium.FPDF_NO_INCREMENTAL | pdfium.FPDF_REMOVE_SECURITY)
        self.data = buffer.getvalue()
        if len(self.data) > MOST_BYTES:
            raise ValueError("too large to be written anew")
        self._document = PDFDocument(PDFParser(io.BytesIO(self.data)))
        self._places: dict[int, int] = {}
        for xref in self._document.xrefs:
            for number, (_, place, _) in getattr(xref, "offsets", {}).items():
                self._places.setdefault(number, place)
        self._ends = dict(
            zip(sorted(self._places.values()), [*sorted(self._places.values()), len(self.data)][1:], strict=True)
        )
        self._next = max(self._places, default=0) + 1
        self.fonts = {font.number: font for font in self._fonts()}

    def stream(self, number: int) -> bytes:
        """What a stream object holds, unpacked."""
        place = self._places[number]
        match = _FLATE.match(self.data, place)
        length = match and _LENGTH.search(match["head"])
        if match and length and b"/DecodeParms" not in match["head"]:
            raw = self.data[match.end() : match.end() + int(length[1])]
            if b"/Filter/FlateDecode" in match["head"].replace(b" ", b""):
                return zlib.decompress(raw)
            if b"/Filter" not in match["head"]:
                return raw
        value = self._document.getobj(number)
        return bytes(value.get_data()) if isinstance(value, PDFStream) else b""

    def fresh(self) -> int:
        """A number for a new object."""
        self._next += 1
        return self._next - 1

    def replaced(self, objects: dict[int, bytes]) -> bytes:
        """The file with these objects (number -> body) new or in the place of what they were."""
        out = [self.data, b"\n"]
        size = len(self.data) + 1
        rows = []
        for number, body in sorted(objects.items()):
            out.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
            rows.append(b"%d 1\n%010d 00000 n \n" % (number, size))
            size += len(out[-1])
        start = self.data[self.data.rindex(b"startxref") + 9 :].split()[0]
        root = self._document.xrefs[0].get_trailer()["Root"].objid
        out.append(
            b"xref\n%strailer\n<< /Size %d /Root %d 0 R /Prev %s >>\nstartxref\n%d\n%%%%EOF\n"
            % (b"".join(rows), self._next, root, start, size)
        )
        return b"".join(out)

    def _fonts(self) -> list[FontObject]:
        out = []
        for number, place in self._places.items():
            head = _CONTENT.split(self.data[place : self._ends[place]], maxsplit=1)[0]
            if not _IS_FONT.search(head):
                continue
            spec = self._document.getobj(number)
            if isinstance(spec, dict) and not (_name(spec.get("Subtype")) or "").startswith("CIDFont"):
                out.append(_font(number, spec))
        return out


def _font(number: int, spec: dict[str, Any]) -> FontObject:
    kind = _name(spec.get("Subtype"))
    encoding = resolve1(spec.get("Encoding"))
    if kind == "Type0":
        below = resolve1(resolve1(spec["DescendantFonts"])[0])
        if _name(encoding) not in ("Identity-H", "Identity-V"):
            return FontObject(number, spec, (), True)  # its codes are characters of a standard, and not known here
        return FontObject(
            number, spec, tuple(_listed(resolve1(below.get("W")) or ())), True, {}, not _is_embedded(below)
        )
    names = _differences(encoding)
    if kind == "Type3":
        procs = resolve1(spec["CharProcs"])
        drawn = {code: procs[name].objid for code, name in names.items() if isinstance(procs.get(name), PDFObjRef)}
        known = sum(map(_is_character, names.values()))
        return FontObject(number, spec, tuple(drawn), False, drawn, known >= _LEAST_NAMED * len(names))
    first = int(resolve1(spec.get("FirstChar")) or 0)
    codes = tuple(range(first, first + len(resolve1(spec.get("Widths")) or ())))
    named = encoding is not None and sum(map(_is_character, names.values())) >= _LEAST_NAMED * len(names)
    return FontObject(number, spec, codes, False, {}, named or not _is_embedded(spec))


def _is_embedded(font: dict[str, Any]) -> bool:
    descriptor = resolve1(font.get("FontDescriptor")) or {}
    return any(key in descriptor for key in ("FontFile", "FontFile2", "FontFile3"))


def _differences(encoding: Any) -> dict[int, str]:
    """Code -> name of the glyph, as an encoding says."""
    out: dict[int, str] = {}
    code = 0
    for item in resolve1(encoding.get("Differences")) or () if isinstance(encoding, dict) else ():
        if isinstance(item, int):
            code = item
        elif isinstance(item, PSLiteral):
            out[code] = _name(item) or ""
            code += 1
    return out


def _is_character(name: str) -> bool:
    try:
        return bool(name2unicode(name))
    except (KeyError, ValueError):
        return name == ".notdef"


def _listed(widths: Any) -> list[int]:
    """The codes of a composite font that have a width."""
    out: list[int] = []
    flat = [resolve1(item) for item in widths]
    i = 0
    while i + 1 < len(flat):
        if isinstance(flat[i + 1], list):
            out += range(int(flat[i]), int(flat[i]) + len(flat[i + 1]))
            i += 2
        else:
            out += range(int(flat[i]), min(int(flat[i + 1]), int(flat[i]) + 4_096) + 1)
            i += 3
    return out


def _name(value: Any) -> str | None:
    value = resolve1(value)
    if not isinstance(value, PSLiteral):
        return None
    return value.name if isinstance(value.name, str) else value.name.decode("latin-1")


def written(value: Any) -> bytes:
    """A value as a PDF has it. Raises TypeError for a stream."""
    if isinstance(value, list | tuple):
        return b"[" + b" ".join(map(written, value)) + b"]"
    if isinstance(value, dict):
        rows = (b"/" + _escaped(key) + b" " + written(item) for key, item in value.items())
        return b"<<" + b" ".join(rows) + b">>"
    if isinstance(value, PDFObjRef):
        return b"%d 0 R" % value.objid
    if isinstance(value, PSLiteral):
        return b"/" + _escaped(_name(value) or "")
    if isinstance(value, bytes):
        return b"<" + value.hex().encode() + b">"
    return _number(value)


def _number(value: Any) -> bytes:
    if value is None:
        return b"null"
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if isinstance(value, int):
        return b"%d" % value
    if isinstance(value, float):
        return f"{value:.6f}".encode()
    raise TypeError(f"{type(value).__name__} is no value of a dictionary")


def _escaped(name: str) -> bytes:
    plain = (c if _PLAIN.match(c) and c not in _DELIMITERS else f"#{ord(c):02x}" for c in name)
    return "".join(plain).encode("latin-1")


def stream_object(data: bytes) -> bytes:
    """The body of a stream object."""
    return b"<</Length %d>>\nstream\n%s\nendstream" % (len(data), data)


def character_map(characters: dict[int, str], wide: bool) -> bytes:
    """A ToUnicode map: code -> what it says."""
    digits = 4 if wide else 2
    rows = [f"<{code:0{digits}x}> <{text.encode('utf-16-be').hex()}>" for code, text in sorted(characters.items())]
    blocks = [rows[i : i + 100] for i in range(0, len(rows), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Learnt def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<{'0' * digits}> <{'f' * digits}>\nendcodespacerange\n{body}\n"
        "endcmap\nend\nend"
    ).encode()
