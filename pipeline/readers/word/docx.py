"""Word documents (.docx): paragraphs with the numbers that Word prints before them, tables, text boxes, notes, headers
and footers.

The XML is walked by hand: content controls, text boxes, tracked changes and numbering are outside python-docx's
paragraphs. Element names follow ECMA-376 part 1, chapter 17.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from griffier.pipeline.errors import DamagedError
from griffier.pipeline.readers.canonical_text import CellText, Flow
from griffier.pipeline.readers.decoding import clean, decode
from griffier.pipeline.readers.inline_marks import in_layer, raised, symbol
from griffier.pipeline.readers.options import ReadOptions
from griffier.pipeline.readers.web.html import page_text, write_page
from griffier.pipeline.readers.word.docx_numbering import Numbering, Styles
from griffier.pipeline.readers.word.zip_xml import Package
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Document, Layer

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DC = {"title": "{http://purl.org/dc/elements/1.1/}title", "author": "{http://purl.org/dc/elements/1.1/}creator"}
_WRAPPERS = frozenset(
    W + name
    for name in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple", "dir", "bdo")
)
_GONE = frozenset(
    W + name
    for name in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "sdtPr", "sdtEndPr", "commentReference")
)


_SIGNS: dict[object, str] = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "\u00ad",
    W + "footnoteReference": "",
    W + "endnoteReference": "",
}


def read(source: SourceFile, media_type: str, options: ReadOptions) -> Document:
    """One page of no size. Raises DamagedError, EncryptedError, TooLargeError, EmptyFileError."""
    package = Package(source.data, options.limits)
    main = _main_part(package)
    body = _transitional(package, main).find(W + "body")
    if body is None:
        raise DamagedError("the Word document has no body")
    folder = posixpath.dirname(main)
    relations = _relations(package, main)
    styles = Styles(_optional(package, f"{folder}/styles.xml"))
    flow = Flow(options.limits)
    imported = _Imported(package, relations, flow)
    writer = _Writer(flow, styles, Numbering(_optional(package, f"{folder}/numbering.xml"), styles), imported)
    for name in _furniture(package, body, relations, folder, "header"):
        writer.write(name, Layer.HEADER)
    writer.write(body, Layer.BODY)
    for part in ("footnotes", "endnotes"):
        notes = _optional(package, f"{folder}/{part}.xml")
        if notes is not None:
            for note in notes:
                if note.get(W + "type") in (None, "normal"):
                    writer.write(note, Layer.FOOTNOTE)
    for name in _furniture(package, body, relations, folder, "footer"):
        writer.write(name, Layer.FOOTER)
    return flow.document(media_type, _properties(package))


def _main_part(package: Package) -> str:
    for relation in _optional_relations(package, "_rels/.rels"):
        if (relation.get("Type") or "").endswith("/officeDocument"):
            return (relation.get("Target") or "").lstrip("/")
    if "word/document.xml" in package:
        return "word/document.xml"
    raise DamagedError("the container does not say which part is the document")


def _transitional(package: Package, name: str) -> etree._Element:
    """A part, parsed. Strict documents (ISO 29500) use another namespace for the same names."""
    if _STRICT not in package.bytes(name)[:4096]:
        return package.xml(name)
    raise DamagedError(
        f"{name} is strict Open XML", remedy="Save it as an ordinary .docx (not Strict Open XML) and run again."
    )


def _optional(package: Package, name: str) -> etree._Element | None:
    return package.xml(name) if name in package else None


def _optional_relations(package: Package, name: str) -> Iterator[etree._Element]:
    root = _optional(package, name)
    return iter(()) if root is None else root.iter(_RELATION)


def _relations(package: Package, main: str) -> dict[str, str]:
    folder, name = posixpath.split(main)
    return {
        r.get("Id") or "": posixpath.normpath(posixpath.join(folder, r.get("Target") or ""))
        for r in _optional_relations(package, f"{folder}/_rels/{name}.rels")
        if r.get("TargetMode") != "External"
    }


def _furniture(
    package: Package, body: etree._Element, relations: dict[str, str], folder: str, which: str
) -> Iterator[etree._Element]:
    """The headers or footers that the sections use, each once, in order of use; the same words under another name only
    once."""
    seen: set[str] = set()
    for reference in body.iter(f"{W}{which}Reference"):
        name = relations.get(reference.get(_R + "id") or "")
        if name and name in package and name not in seen:
            seen.add(name)
            part = package.xml(name)
            words = " ".join("".join(part.itertext()).split())
            if words not in seen:
                seen.add(words)
                yield part


def _properties(package: Package) -> dict[str, str]:
    core = _optional(package, "docProps/core.xml")
    if core is None:
        return {}
    found = {key: " ".join((core.findtext(tag) or "").split()) for key, tag in _DC.items()}
    return {key: value for key, value in found.items() if value}


class _Imported:
    """Parts of other formats that Word takes in when it opens the file (`altChunk`): bare text and web pages."""

    def __init__(self, package: Package, relations: dict[str, str], flow: Flow) -> None:
        self._package = package
        self._relations = relations
        self._flow = flow

    def write(self, relation: str, layer: Layer) -> None:
        name = self._relations.get(relation, "")
        if name not in self._package:
            return
        data = self._package.bytes(name)
        if name.lower().endswith((".htm", ".html", ".xhtml")):
            markup, _ = page_text(data)
            if markup.strip():
                write_page(markup, self._flow)
            return
        decoded = decode(data)
        for paragraph in re.split(r"\n[ \t]*\n", clean(decoded.text)) if decoded else ():
            self._flow.block(paragraph, layer)


class _Writer:
    def __init__(self, flow: Flow, styles: Styles, numbering: Numbering, imported: _Imported) -> None:
        self._flow = flow
        self._imported = imported
        self._styles = styles
        self._numbering = numbering

    def write(self, container: etree._Element, layer: Layer) -> None:
        """Paragraphs and tables of a body, header, note or text box."""
        for element in _content(container):
            if element.tag == W + "p":
                self._paragraph(element, layer)
            elif element.tag == W + "tbl":
                self._table(element, layer)
            elif element.tag == W + "altChunk":
                self._imported.write(element.get(_R + "id") or "", layer)

    def _paragraph(self, p: etree._Element, layer: Layer) -> None:
        boxes: list[etree._Element] = []
        text = paragraph_text(p, boxes)
        label = self._numbering.label(p) if text.strip() else ""
        heading = self._styles.heading(p)
        if label and not heading:
            self._flow.line(f"{label} {text}", layer)
        elif text.strip():
            self._flow.block(f"{label} {text}" if label else text, layer, heading if layer is Layer.BODY else 0)
        for box in boxes:
            self.write(box, layer)

    def _table(self, table: etree._Element, layer: Layer) -> None:
        rows: list[list[CellText]] = []
        open_cells: dict[int, tuple[int, int]] = {}
        for r, row in enumerate(e for e in _content(table) if e.tag == W + "tr"):
            cells: list[CellText] = []
            column = 0
            for cell in (e for e in _content(row) if e.tag == W + "tc"):
                properties = cell.find(W + "tcPr")
                wide = _number(properties, "gridSpan", 1)
                merge = None if properties is None else properties.find(W + "vMerge")
                if merge is not None and merge.get(W + "val") != "restart" and column in open_cells:
                    top, k = open_cells[column]
                    above = rows[top][k]
                    rows[top][k] = CellText(above.text, above.colspan, r - top + 1)
                else:
                    if merge is not None:
                        open_cells[column] = (r, len(cells))
                    cells.append(CellText(self._cell(cell), wide))
                column += wide
            rows.append(cells)
        if len(rows) == 1 and len(rows[0]) == 1:
            # A frame of one cell is a box around text, not a table.
            for cell in table.iter(W + "tc"):
                self.write(cell, layer)
                return
        self._flow.table(rows, layer)

    def _cell(self, cell: etree._Element) -> str:
        pieces: list[str] = []
        for element in _content(cell):
            if element.tag == W + "p":
                boxes: list[etree._Element] = []
                text = paragraph_text(element, boxes)
                label = self._numbering.label(element) if text.strip() else ""
                pieces.append(f"{label} {text}" if label else text)
                pieces.extend(self._cell(box) for box in boxes)
            elif element.tag == W + "tbl":
                pieces.extend(self._cell(inner) for inner in element.iter(W + "tc"))
        return "\n".join(pieces)


def _number(properties: etree._Element | None, name: str, default: int) -> int:
    found = None if properties is None else properties.find(W + name)
    value = "" if found is None else found.get(W + "val") or ""
    return int(value) if value.isdecimal() and len(value) < 5 else default


def _content(container: etree._Element) -> Iterator[etree._Element]:
    """The children, with content controls, insertions and links unwrapped; a control that still shows its hint holds
    nothing."""
    for child in container:
        if child.tag == W + "sdt" and child.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
            continue
        if child.tag in _WRAPPERS:
            yield from _content(child)
        elif child.tag not in _GONE:
            yield child


def paragraph_text(p: etree._Element, boxes: list[etree._Element]) -> str:
    """The visible text of a paragraph; the text boxes that are anchored in it go to `boxes`."""
    pieces: list[str] = []
    stack: list[Iterator[etree._Element]] = [_content(p)]
    bold = False
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
            continue
        if element.tag == W + "r":
            bold, before = _says(element.find(f"{W}rPr/{W}b")), bold
            if bold is not before and pieces and _ends_apart(pieces[-1], element):
                pieces.append("\t")
        shown = _shown(element, boxes)
        if shown is not None:
            pieces.append(shown)
        elif element.tag == _MC + "AlternateContent":
            # The same drawing twice, for new and for old programs: one of them is enough.
            choice = element.find(_MC + "Choice")
            stack.append(_content(choice if choice is not None else element))
        elif element.tag == W + "txbxContent":
            boxes.append(element)
        else:
            stack.append(_content(element))
    return _COLUMN_OF_BLANKS.sub("\t", "".join(pieces))


def _shown(element: etree._Element, boxes: list[etree._Element]) -> str | None:
    """The text of an element that is told without its children's; None for any other."""
    if element.tag == W + "t":
        return element.text or ""
    if element.tag in _SIGNS:
        return _SIGNS[element.tag]
    if element.tag == W + "sym":
        return _symbol(element)
    if element.tag == W + "checkBox":
        return _box(element)
    return _run(element, boxes) if element.tag == W + "r" else None


def _ends_apart(before: str, run: etree._Element) -> bool:
    """Does a word in capitals end where the type changes, before a run that begins another? Then two blocks stood side
    by side before a program made one paragraph of them."""
    return _SHOUTED.search(before) is not None and _CAPITAL.match(run.findtext(W + "t") or "") is not None


_SHOUTED = re.compile(r"[A-ZÀ-Ý]{4}$")
_CAPITAL = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ]{2}")
_COLUMN_OF_BLANKS = re.compile(r"(?<=\S)[ \u00a0]{4,}(?=\S)")
"""Columns that a writer made with the space bar."""


def _run(run: etree._Element, boxes: list[etree._Element]) -> str | None:
    """The text of a run whose properties say what it is: hidden, struck through, raised, in a symbol font. None for any
    other run."""
    properties = run.find(W + "rPr")
    if properties is None:
        return None
    if _says(properties.find(W + "vanish")):
        return ""
    if _says(properties.find(W + "strike")) or _says(properties.find(W + "dstrike")):
        return in_layer(_plain(run, boxes), Layer.STRUCK)
    placed = properties.find(W + "vertAlign")
    if placed is not None and placed.get(W + "val") == "superscript":
        return raised(_plain(run, boxes))
    return _in_symbol_font(run, properties.find(W + "rFonts"))


def _in_symbol_font(run: etree._Element, fonts: etree._Element | None) -> str | None:
    """The text of a run whose characters are positions of a symbol font; None for any other run."""
    text = "".join(run.itertext(W + "t"))
    if fonts is None or not text or any(not "\uf000" <= c <= "\uf0ff" for c in text):
        return None
    font = fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or ""
    return "".join(symbol(ord(c), font) or c for c in text)


def _plain(run: etree._Element, boxes: list[etree._Element]) -> str:
    """The text of a run, its properties left aside."""
    bare = etree.Element(W + "p")
    bare.extend(child for child in deepcopy(run) if child.tag != W + "rPr")
    return paragraph_text(bare, boxes)


def _symbol(element: etree._Element) -> str:
    code = element.get(W + "char") or ""
    return symbol(int(code, 16), element.get(W + "font") or "") if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code) else ""


def _says(switch: etree._Element | None) -> bool:
    """A property that is on or off: on where it stands without a value."""
    return switch is not None and switch.get(W + "val") not in ("0", "false", "off")


def _box(field: etree._Element) -> str:
    """A box of a form: what was ticked counts, else what the form came with."""
    checked = field.find(W + "checked")
    return "☑" if _says(field.find(W + "default") if checked is None else checked) else "☐"
