"""Rich Text Format (.rtf): paragraphs with their printed numbers, tables, text boxes, notes, headers and footers.

Control words follow the Rich Text Format Specification 1.9.1. What Word stores for itself (pictures, styles, fields)
is passed over.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field, replace

from griffier.pipeline.errors import DamagedError, TooLargeError
from griffier.pipeline.readers.canonical_text import Flow
from griffier.pipeline.readers.inline_marks import in_layer, join, raised
from griffier.pipeline.readers.options import ReadOptions
from griffier.pipeline.readers.word.edged_rows import Rows, RowShape
from griffier.pipeline.readers.word.style_names import HEADING_NAME
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Document, Layer

_TOKEN = re.compile(
    r"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|([^\\{}\r\n]+)|[\r\n]+"
)
_DEPTH = 1_000
"""Groups inside groups: more is made to break readers."""

_CHARACTERS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ", "nestcell":
    "\t", "nestrow": "\n",
}  # fmt: skip
_SYMBOLS = {"~": "\u00a0", "-": "\u00ad", "_": "-", "{": "{", "}": "}", "\\": "\\", "\n": "\n", "\r": "\n", "\t": "\t"}
_LAYERS = {
    "header": Layer.HEADER, "headerl": Layer.HEADER, "headerr": Layer.HEADER, "headerf": Layer.HEADER,
    "footer": Layer.FOOTER, "footerl": Layer.FOOTER, "footerr": Layer.FOOTER, "footerf": Layer.FOOTER,
    "footnote": Layer.FOOTNOTE,
}  # fmt: skip
_SKIPPED = frozenset({
    "colortbl", "listtable", "listoverridetable", "revtbl", "rsidtbl", "pict", "object", "fldinst",
    "nonesttables", "shprslt", "sp",
    "filetbl", "xe", "tc", "annotation", "atnid", "atnauthor", "atndate", "atnref", "datafield",
    "themedata", "datastore", "generator",
    "latentstyles", "bkmkstart", "bkmkend", "upr",
})  # fmt: skip
_OPEN_BEHIND_STAR = frozenset(["shpinst", "shptxt"])
"""Destinations that may be passed over, and whose text is the document's."""

_CODEPAGES = {
    77: "mac_roman",
    128: "cp932",
    161: "cp1253",
    162: "cp1254",
    186: "cp1257",
    204: "cp1251",
    238: "cp1250",
    255: "cp850",
}
_SYMBOL_CHARSET = 2
_ANY_WORD = re.compile(r"[^\W_]")
_PLACES = (Layer.HEADER, Layer.BODY, Layer.FOOTNOTE, Layer.FOOTER)


def read(source: SourceFile, media_type: str, options: ReadOptions) -> Document:
    """One page of no size. Raises DamagedError, TooLargeError, EmptyFileError."""
    reader = _Reader()
    reader.run(source.data.decode("latin-1"))
    flow = Flow(options.limits)
    for layer in _PLACES:
        reader.texts[layer].write(flow, layer)
    return flow.document(
        media_type, {key: " ".join(value.split()) for key, value in reader.info.items() if value.strip()}
    )


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds until the group closes. `to`: where text goes ("text", "label", "title", "author"; else nowhere)."""

    to: str = "text"
    layer: Layer = Layer.BODY
    skip: int = 1
    font: int = -1
    style: int = 0
    hidden: bool = False
    struck: bool = False
    raised: bool = False
    starred: bool = False
    box: bool = False


@dataclass
class _Text:
    """The paragraphs and tables of one layer, in order."""

    items: list[tuple[str, str, int] | Rows] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    label: str = ""

    def take(self) -> str:
        """The paragraph as it stands, with its label; the next one begins empty."""
        text, label = join(self.pieces), self.label.strip()
        self.pieces.clear()
        self.label = ""
        if not label or not text.strip():
            return text
        return f"{label if _ANY_WORD.search(label) else '•'} {text.lstrip()}"

    def write(self, flow: Flow, layer: Layer) -> None:
        for item in self.items:
            if isinstance(item, Rows):
                item.write(flow, layer)
            elif item[0] == "line":
                flow.line(item[1], layer)
            else:
                flow.block(item[1], layer, item[2] if layer is Layer.BODY else 0)


class _Reader:
    """Walks the tokens once."""

    def __init__(self) -> None:
        self.texts = {layer: _Text() for layer in _PLACES}
        self.info: dict[str, str] = {}
        self._group = _Group()
        self._open: list[_Group] = []
        self._codepage = "cp1252"
        self._fonts: dict[int, int] = {}
        self._levels: dict[int | None, int] = {}
        self._bytes = bytearray()
        self._high = ""
        self._pending = 0
        self._in_table = False
        self._level = 0
        self._shape = RowShape()

    def run(self, text: str) -> None:
        at = 0
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:  # a lone backslash at the end
                break
            at = match.end()
            word, number, byte, symbol, brace, plain = match.groups()
            if byte is None:
                self._flush_bytes()
            if word == "bin":
                at += max(0, int(number or 0))
            elif brace == "{":
                self._begin()
            elif brace == "}":
                self._end()
                if not self._open:
                    break
            else:
                self._token(word, number, byte, symbol, plain)
        self._flush_bytes()
        for layer in _PLACES:
            self._end_paragraph(layer, in_table=False)
        if self._open and len(self._open) > 1 and not self.texts[Layer.BODY].items:
            raise DamagedError("the RTF breaks off before its text")

    def _token(
        self, word: str | None, number: str | None, byte: str | None, symbol: str | None, plain: str | None
    ) -> None:
        if word is not None:
            self._word(word, None if number is None else int(number))
        elif byte is not None:
            self._byte(int(byte, 16))
        elif symbol is not None:
            self._symbol(symbol)
        elif plain is not None:
            self._plain(plain)

    def _begin(self) -> None:
        if len(self._open) >= _DEPTH:
            raise TooLargeError(f"the RTF has over {_DEPTH:,} groups inside groups")
        self._open.append(self._group)
        self._group = replace(self._group, starred=False, box=False)
        self._pending = 0

    def _end(self) -> None:
        if not self._open:
            return
        closed, self._group = self._group, self._open.pop()
        self._pending = 0
        if closed.box or (closed.layer is not self._group.layer):
            self._end_paragraph(closed.layer, in_table=False)

    def _word(self, word: str, number: int | None) -> None:
        self._pending = 0
        changed = self._destination(word) or self._look(word, number)
        if changed is not None:
            self._group = changed
        elif word == "u" and number is not None:
            self._unicode(number)
        elif word in _CHARACTERS:
            self._put(_CHARACTERS[word])
        elif not self._table_of_names(word, number) and self._group.to == "text":
            self._structure(word, number)

    def _destination(self, word: str) -> _Group | None:
        """The group with where its text goes from this word on; None where the word says nothing of that."""
        group = self._group
        if word in _SKIPPED or (group.starred and word not in _OPEN_BEHIND_STAR):
            return replace(group, to="", starred=False)
        if word in _LAYERS:
            return replace(group, layer=_LAYERS[word], to="text" if group.to else "")
        if word in ("shp", "shpinst", "shptxt"):
            return replace(group, to="text" if word == "shptxt" else "box", box=word == "shptxt", starred=False)
        if word in ("listtext", "pntext"):
            return replace(group, to="label" if group.to == "text" else "")
        if word in ("info", "fonttbl", "stylesheet") or (word in ("title", "author") and group.to == "info"):
            return replace(group, to=word)
        return None

    def _look(self, word: str, number: int | None) -> _Group | None:
        """The group with how its characters look from this word on; None where the word says nothing of that."""
        group, on = self._group, number != 0
        if word == "f":
            return replace(group, font=number or 0)
        if word == "uc":
            return replace(group, skip=max(0, number if number is not None else 1))
        if word in ("v", "deleted"):
            return replace(group, hidden=on)
        if word in ("strike", "striked"):
            return replace(group, struck=on)
        if word in ("super", "nosupersub"):
            return replace(group, raised=on and word == "super")
        if word == "plain":
            return replace(group, hidden=False, struck=False, raised=False)
        return replace(group, style=number or 0) if word == "s" and group.to == "stylesheet" else None

    def _table_of_names(self, word: str, number: int | None) -> bool:
        """Code pages, character sets of fonts, and levels of styles. True where the word was one of them."""
        group = self._group
        if word == "ansicpg" and number is not None:
            self._codepage = _known(f"cp{number}")
        elif word == "mac":
            self._codepage = "mac_roman"
        elif word == "fcharset" and group.to == "fonttbl":
            self._fonts[group.font] = number or 0
        elif word == "outlinelevel" and group.to == "stylesheet" and number is not None:
            self._levels[group.style] = number + 1 if 0 <= number < 9 else 0
        else:
            return False
        return True

    def _structure(self, word: str, number: int | None) -> None:
        """Paragraphs, cells, rows."""
        layer = self._group.layer
        if word in ("par", "sect", "page", "column"):
            self._end_paragraph(layer, in_table=self._in_table)
        elif word == "pard":
            self._in_table, self._level = False, 0
        elif word == "intbl":
            self._in_table = True
        elif word == "s" and number in self._levels:
            self._level = self._levels[number]
        elif word == "outlinelevel":
            self._level = number + 1 if number is not None and 0 <= number < 9 else 0
        elif word == "trowd":
            self._shape = RowShape()
        elif word == "cell":
            self._rows(layer).cell(self.texts[layer].take())
        elif word == "row":
            self._rows(layer).row(self._shape)
        else:
            self._shape.word(word, number)

    def _rows(self, layer: Layer) -> Rows:
        items = self.texts[layer].items
        if not items or not isinstance(items[-1], Rows):
            items.append(Rows())
        last = items[-1]
        assert isinstance(last, Rows)
        return last

    def _end_paragraph(self, layer: Layer, *, in_table: bool) -> None:
        texts = self.texts[layer]
        labelled = bool(texts.label.strip())
        text = texts.take()
        if in_table:
            self._rows(layer).paragraph(text)
        elif text.strip():
            level = self._level
            texts.items.append(("line" if labelled and not level else "block", text, level))

    def _symbol(self, symbol: str) -> None:
        self._pending = 0
        if symbol == "*":
            self._group = replace(self._group, starred=True)
        elif symbol in "\n\r":
            self._structure("par", None)
        elif symbol in _SYMBOLS:
            self._put(_SYMBOLS[symbol])

    def _byte(self, value: int) -> None:
        if self._pending:
            self._pending -= 1
        else:
            self._bytes.append(value)

    def _flush_bytes(self) -> None:
        if not self._bytes:
            return
        charset = self._fonts.get(self._group.font, 0)
        if charset == _SYMBOL_CHARSET:
            self._put("•" * len(self._bytes))
        else:
            self._put(self._bytes.decode(_CODEPAGES.get(charset, self._codepage), "replace"))
        self._bytes.clear()

    def _unicode(self, number: int) -> None:
        value = number + 0x10000 if number < 0 else number
        self._pending = self._group.skip
        if 0xD800 <= value < 0xDC00:
            self._high = chr(value)
            return
        char = chr(value) if value < 0x110000 else "\ufffd"
        if 0xDC00 <= value < 0xE000:
            char = (
                (self._high + char).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
                if self._high
                else "\ufffd"
            )
        self._high = ""
        self._put("•" if 0xF000 <= value < 0xF100 else char)

    def _plain(self, text: str) -> None:
        if self._pending:
            skipped = min(self._pending, len(text))
            self._pending -= skipped
            text = text[skipped:]
        if text:
            self._put(text if text.isascii() else text.encode("latin-1").decode(self._codepage, "replace"))

    def _put(self, text: str) -> None:
        group = self._group
        if group.hidden:
            return
        if group.to == "text":
            shown = raised(text) if group.raised else text
            self.texts[group.layer].pieces.append(in_layer(shown, Layer.STRUCK) if group.struck else shown)
        elif group.to == "label":
            self.texts[group.layer].label += text
        elif group.to == "stylesheet" and (heading := HEADING_NAME.fullmatch(text.strip(" ;"))):
            self._levels.setdefault(group.style, int(heading[1]))
        elif group.to in ("title", "author"):
            self.info[group.to] = self.info.get(group.to, "") + text


def _known(codepage: str) -> str:
    try:
        return codecs.lookup(codepage).name
    except LookupError:
        return "cp1252"
