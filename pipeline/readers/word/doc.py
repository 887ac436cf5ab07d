"""Word 97-2003 files (.doc): paragraphs with the numbers that Word prints before them, tables, text boxes, notes,
headers and footers."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from griffier.pipeline.errors import DamagedError, TooLargeError
from griffier.pipeline.readers.canonical_text import Flow
from griffier.pipeline.readers.options import ReadOptions
from griffier.pipeline.readers.word.doc_binary import DocFile, Properties
from griffier.pipeline.readers.word.doc_lists import Lists
from griffier.pipeline.readers.word.edged_rows import Rows, RowShape
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Document, Layer

_LEVEL, _LIST, _OUTLINE = 0x260A, 0x460B, 0x2640
_IN_TABLE, _ROW_END, _TABLE = 0x2416, 0x2417, 0xD608
_TITLE = 62
_HEADER_STORIES = 11
_SEPARATORS = 6
"""Stories before the headers of the first section: what stands between text and notes."""

_FIELD_BEGIN, _FIELD_RESULT, _FIELD_END = "\x13", "\x14", "\x15"
_ENDS = "\r\x07\x0c\x0e"
_PLAIN = {"\x0b": "\n", "\x1e": "-", "\x1f": "\u00ad", "\t": "\t"}


def read(source: SourceFile, media_type: str, options: ReadOptions) -> Document:
    """One page of no size. Raises DamagedError, EncryptedError, UnsupportedError (Word 95 and older), TooLargeError,
    EmptyFileError."""
    doc = DocFile(source.data)
    size = max(end for _, end in doc.stories.values())
    if size > options.limits.characters:
        raise TooLargeError(f"the text has {size:,} characters; the limit is {options.limits.characters:,}")
    flow = Flow(options.limits)
    try:
        _write(doc, flow)
    except (struct.error, IndexError) as error:
        raise DamagedError(f"the Word file is damaged: {error}") from error
    return flow.document(media_type, doc.info)


def _write(doc: DocFile, flow: Flow) -> None:
    writer = _Writer(doc, flow)
    headers, footers = _furniture(doc)
    for start, end in headers:
        writer.write(start, end, Layer.HEADER)
    writer.write(*doc.stories["text"], Layer.BODY)
    writer.write(*doc.stories["boxes"], Layer.BODY)
    for name in ("footnotes", "endnotes"):
        writer.write(*doc.stories[name], Layer.FOOTNOTE)
    for start, end in footers:
        writer.write(start, end, Layer.FOOTER)


def _furniture(doc: DocFile) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The ranges of the headers and of the footers, each with other words once."""
    plc = doc.stream(_HEADER_STORIES)
    base = doc.stories["headers"][0]
    places = struct.unpack(f"<{len(plc) // 4}I", plc[: len(plc) // 4 * 4])
    found: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    seen = set()
    for i, (start, end) in enumerate(zip(places[_SEPARATORS:], places[_SEPARATORS + 1 : -1], strict=False)):
        words = "".join(char for char, _ in doc.characters(base + start, base + end) if char.isprintable()).split()
        if words and tuple(words) not in seen:
            seen.add(tuple(words))
            found[0 if i % 6 in (0, 1, 4) else 1].append((base + start, base + end))
    return found


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    end: str
    style: int
    own: Properties


class _Writer:
    def __init__(self, doc: DocFile, flow: Flow) -> None:
        self._doc, self._flow = doc, flow
        self._lists = Lists(doc)

    def write(self, start: int, end: int, layer: Layer) -> None:
        """The paragraphs and tables of one story."""
        rows = Rows()
        open_table = False
        for paragraph in self._paragraphs(start, end):
            if _flag(paragraph.own, _ROW_END):
                rows.row(_shape(paragraph.own.get(_TABLE, b"")))
            elif _flag(paragraph.own, _IN_TABLE):
                open_table = True
                label = self._label(paragraph)
                text = f"{label} {paragraph.text}" if label else paragraph.text
                if paragraph.end == "\x07":
                    rows.cell(text)
                else:
                    rows.paragraph(text)
            else:
                if open_table:
                    rows.write(self._flow, layer)
                    rows, open_table = Rows(), False
                self._paragraph(paragraph, layer)
        if open_table:
            rows.write(self._flow, layer)

    def _paragraph(self, paragraph: _Paragraph, layer: Layer) -> None:
        if not paragraph.text.strip():
            return
        label = self._label(paragraph)
        heading = self._heading(paragraph)
        if label and not heading:
            self._flow.line(f"{label} {paragraph.text}", layer)
        else:
            text = f"{label} {paragraph.text}" if label else paragraph.text
            self._flow.block(text, layer, heading if layer is Layer.BODY else 0)

    def _paragraphs(self, start: int, end: int) -> Iterator[_Paragraph]:
        pieces: list[str] = []
        fields: list[bool] = []
        for char, at in self._doc.characters(start, end):
            if char in _ENDS:
                style, own = self._doc.paragraph(at)
                yield _Paragraph(_joined(pieces), char, style, own)
                pieces.clear()
            elif char == _FIELD_BEGIN:
                fields.append(False)
            elif char == _FIELD_RESULT and fields:
                fields[-1] = True
            elif char == _FIELD_END and fields:
                fields.pop()
            elif all(fields) and (char >= " " or char in _PLAIN) and self._doc.is_seen(at):
                pieces.append(_PLAIN.get(char, char))
        if pieces:
            yield _Paragraph(_joined(pieces), "\r", 0, {})

    def _label(self, paragraph: _Paragraph) -> str:
        if not paragraph.text.strip():
            return ""
        number = self._property(paragraph, _LIST)
        level = self._property(paragraph, _LEVEL)
        override = struct.unpack("<h", number)[0] if number and len(number) == 2 else 0
        return self._lists.label(override, level[0] if level else 0)

    def _heading(self, paragraph: _Paragraph) -> int:
        own = paragraph.own.get(_OUTLINE)
        if own:
            return own[0] + 1 if own[0] < 9 else 0
        for style in self._chain(paragraph.style):
            built_in = self._doc.styles[style].built_in
            if 1 <= built_in <= 9:
                return built_in
            if built_in == _TITLE:
                return 1
        level = self._property(paragraph, _OUTLINE)
        return level[0] + 1 if level and level[0] < 9 else 0

    def _property(self, paragraph: _Paragraph, code: int) -> bytes | None:
        """A property of the paragraph: its own, or its style's."""
        if code in paragraph.own:
            return paragraph.own[code]
        for style in self._chain(paragraph.style):
            for known, value in self._doc.styles[style].properties:
                if known == code:
                    return value
        return None

    def _chain(self, style: int) -> Iterator[int]:
        for _ in range(12):
            if not 0 <= style < len(self._doc.styles):
                return
            yield style
            style = self._doc.styles[style].based_on


def _joined(pieces: list[str]) -> str:
    """The text of a paragraph; the two halves of a character outside the first plane are one."""
    return "".join(pieces).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _flag(own: Properties, code: int) -> bool:
    value = own.get(code)
    return bool(value) and value[0] in (1, 0x81)  # type: ignore[index]


def _shape(definition: bytes) -> RowShape:
    """The shape of a row from its table definition: edges, then 20 bytes a cell whose first two say what merges."""
    shape = RowShape()
    if len(definition) < 3:
        return shape
    count = definition[2]
    edges = definition[3 : 3 + 2 * (count + 1)]
    cells = definition[3 + 2 * (count + 1) :]
    if len(edges) < 2 * (count + 1):
        return shape
    shape.edges = list(struct.unpack(f"<{count + 1}h", edges))[1:]
    for i in range(count):
        (merging,) = struct.unpack_from("<H", cells, 20 * i) if len(cells) >= 20 * i + 2 else (0,)
        shape.beside.append(merging & 3 == 1)
        shape.below.append(merging >> 5 & 3 == 1)
    return shape
