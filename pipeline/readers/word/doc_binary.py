"""The structures of a Word 97-2003 file (.doc) that its text needs: pieces, paragraph and character properties, styles.

Names and offsets follow [MS-DOC]: Word (.doc) Binary File Format.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from griffier.pipeline.errors import DamagedError, EncryptedError, UnsupportedError

_MAGIC, _WORD_97 = 0xA5EC, 0x00C1
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_PAGE = 512
_OPERANDS = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
"""Bytes of a property's operand by the top three bits of its code; 6 says its length itself."""

_UNSEEN = (0x0800, 0x083C)
"""Taken out by a tracked change; hidden."""

_T_DEF_TABLE, _P_CHG_TABS = 0xD608, 0xC615
_P_HUGE = 0x6646
"""The properties stand in the stream "Data": those of a row of many cells are too long for their page."""

_RUN_SIZE = 13
_STORIES = ("text", "footnotes", "headers", "macros", "annotations", "endnotes", "boxes", "header_boxes")
_NIL_STYLE = 0xFFF
_TO_DOCX = "Convert it: soffice --headless --convert-to docx FILE (LibreOffice), or save it as .docx or .pdf."

Properties = dict[int, bytes]


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    at: int
    wide: bool


class DocFile:
    """A Word file, opened. Raises EncryptedError, DamagedError, UnsupportedError (Word 95 and older)."""

    def __init__(self, data: bytes) -> None:
        import olefile

        try:
            with olefile.OleFileIO(BytesIO(data)) as ole:
                self._main = ole.openstream("WordDocument").read()
                self._head()
                table = "1Table" if self._flags & _TABLE_1 else "0Table"
                self._table = ole.openstream(table).read()
                self._data = ole.openstream("Data").read() if ole.exists("Data") else b""
                self.info = _info(ole)
            self.stories = self._story_ranges()
            self._pieces = self._piece_table()
            self._paragraph_pages = self._bins(13)
            self._unseen = self._unseen_ranges()
            self.styles = self._style_sheet()
        except (OSError, struct.error, IndexError, ValueError) as error:
            raise DamagedError(f"the Word file breaks off or is damaged: {error}") from error

    def _head(self) -> None:
        magic, version = struct.unpack_from("<HH", self._main, 0)
        (self._flags,) = struct.unpack_from("<H", self._main, 0x0A)
        if magic != _MAGIC or version < _WORD_97:
            raise UnsupportedError("Word 95 and older is not a format that is read", remedy=_TO_DOCX)
        if self._flags & _ENCRYPTED:
            raise EncryptedError(
                "the Word document is behind a password", remedy="Open it, remove the password, save it and run again."
            )

    def stream(self, index: int) -> bytes:
        """The part of the table stream that the pair `index` of FibRgFcLcb97 points to."""
        at, size = struct.unpack_from("<II", self._main, 0x9A + 8 * index)
        return self._table[at : at + size]

    def behind(self, index: int) -> bytes:
        """What follows that part in the table stream."""
        at, size = struct.unpack_from("<II", self._main, 0x9A + 8 * index)
        return self._table[at + size :]

    def _story_ranges(self) -> dict[str, tuple[int, int]]:
        lengths = struct.unpack_from("<8i", self._main, 0x4C)
        out, at = {}, 0
        for name, length in zip(_STORIES, lengths, strict=True):
            out[name] = (at, at + max(0, length))
            at += max(0, length)
        return out

    def _piece_table(self) -> list[_Piece]:
        clx, at = self.stream(33), 0
        while at < len(clx) and clx[at] == 1:
            at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
        if at >= len(clx) or clx[at] != 2:
            raise DamagedError("the Word file has no table of pieces")
        plc = clx[at + 5 : at + 5 + struct.unpack_from("<I", clx, at + 1)[0]]
        count = (len(plc) - 4) // 12
        starts = struct.unpack_from(f"<{count + 1}I", plc, 0)
        pieces = []
        for i in range(count):
            (where,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * i + 2)
            wide = not where & 0x40000000
            place = where & 0x3FFFFFFF
            pieces.append(_Piece(starts[i], starts[i + 1], place if wide else place // 2, wide))
        return pieces

    def characters(self, start: int, end: int) -> Iterator[tuple[str, int]]:
        """The characters of a range of positions, each with where it stands in the stream."""
        for piece in self._pieces:
            lo, hi = max(start, piece.start), min(end, piece.end)
            if lo >= hi:
                continue
            width = 2 if piece.wide else 1
            at = piece.at + (lo - piece.start) * width
            raw = self._main[at : at + (hi - lo) * width]
            text = raw.decode("utf-16-le" if piece.wide else "cp1252", "replace")
            if piece.wide and len(text) != hi - lo:  # characters outside the first plane: one for two places
                text = "".join(chr(unit) for (unit,) in struct.iter_unpack("<H", raw[: len(raw) // 2 * 2]))
            for i, char in enumerate(text):
                yield char, at + i * width

    def paragraph(self, at: int) -> tuple[int, Properties]:
        """Style and own properties of the paragraph whose mark stands at `at` in the stream."""
        found = self._run(self._paragraph_pages, at)
        if found is None:
            return 0, {}
        page, offset = found
        size = page[offset]
        start, end = (offset + 1, offset + 2 * size) if size else (offset + 2, offset + 2 + 2 * page[offset + 1])
        own = properties(page[start + 2 : end])
        if _P_HUGE in own:
            (at,) = struct.unpack("<I", own[_P_HUGE])
            (size,) = struct.unpack_from("<H", self._data, at)
            own.update(properties(self._data[at + 2 : at + 2 + size]))
        return struct.unpack_from("<H", page, start)[0], own

    def _unseen_ranges(self) -> list[tuple[int, int]]:
        """Where in the stream text is hidden, or was taken out by a tracked change; in order."""
        out = []
        for number in self._bins(12)[1]:
            page = self._main[number * _PAGE : (number + 1) * _PAGE]
            if len(page) < _PAGE:
                continue
            count = page[511]
            places = struct.unpack_from(f"<{count + 1}I", page, 0)
            for run in range(count):
                offset = 2 * page[4 * (count + 1) + run]
                own = properties(page[offset + 1 : offset + 1 + page[offset]]) if offset else {}
                if any(own.get(code, b"\0")[:1] in (b"\x01", b"\x81") for code in _UNSEEN):
                    out.append((places[run], places[run + 1]))
        return sorted(out)

    def is_seen(self, at: int) -> bool:
        """Whether the character at `at` in the stream is printed."""
        i = bisect_right(self._unseen, (at, 1 << 32)) - 1
        return i < 0 or at >= self._unseen[i][1]

    def _bins(self, index: int) -> tuple[list[int], list[int]]:
        plc = self.stream(index)
        count = max(0, (len(plc) - 4) // 8)
        if not count:
            return [], []
        starts = list(struct.unpack_from(f"<{count + 1}I", plc, 0))
        numbers = [n & 0x3FFFFF for n in struct.unpack_from(f"<{count}I", plc, 4 * (count + 1))]
        return starts, numbers

    def _run(self, bins: tuple[list[int], list[int]], at: int) -> tuple[bytes, int] | None:
        """The page of paragraph properties and the offset in it that belong to a place; None where the defaults
        hold."""
        starts, numbers = bins
        i = bisect_right(starts, at) - 1
        if not 0 <= i < len(numbers):
            return None
        page = self._main[numbers[i] * _PAGE : (numbers[i] + 1) * _PAGE]
        if len(page) < _PAGE:
            return None
        count = page[511]
        places = struct.unpack_from(f"<{count + 1}I", page, 0)
        run = bisect_right(places, at) - 1
        if not 0 <= run < count:
            return None
        offset = 2 * page[4 * (count + 1) + _RUN_SIZE * run]
        return (page, offset) if offset else None

    def _style_sheet(self) -> list[Style]:
        sheet = self.stream(1)
        if len(sheet) < 6:
            return []
        header, count, base = struct.unpack_from("<HHH", sheet, 0)
        at, out = 2 + header, []
        for _ in range(count):
            if at + 2 > len(sheet):
                break
            (size,) = struct.unpack_from("<H", sheet, at)
            out.append(_style(sheet[at + 2 : at + 2 + size], base))
            at += 2 + size
        return out


@dataclass(frozen=True, slots=True)
class Style:
    """A style: `built_in` 1 to 9 are the headings, 62 the title; `based_on` is a position in the sheet, -1 for none."""

    built_in: int = 0xFFF
    based_on: int = -1
    properties: tuple[tuple[int, bytes], ...] = ()


def _style(data: bytes, base: int) -> Style:
    if len(data) < base + 2:
        return Style()
    built_in, kind_and_base, _, _ = struct.unpack_from("<4H", data, 0)
    based_on = kind_and_base >> 4
    (letters,) = struct.unpack_from("<H", data, base)
    at = base + 2 + 2 * letters + 2
    own: Properties = {}
    if kind_and_base & 0xF == 1 and at + 4 <= len(data):
        (size,) = struct.unpack_from("<H", data, at)
        own = properties(data[at + 4 : at + 2 + size])
    return Style(built_in & 0xFFF, -1 if based_on == _NIL_STYLE else based_on, tuple(own.items()))


def properties(data: bytes) -> Properties:
    """A list of property modifiers: code -> operand. What breaks off ends the list."""
    out: Properties = {}
    at = 0
    while at + 3 <= len(data):
        (code,) = struct.unpack_from("<H", data, at)
        at += 2
        kind = code >> 13
        if kind != 6:
            size = _OPERANDS[kind]
        elif code == _T_DEF_TABLE and at + 2 <= len(data):
            size = struct.unpack_from("<H", data, at)[0] + 1
        elif code == _P_CHG_TABS and data[at] == 255:
            break  # its length is not worth finding out: nothing that is read comes behind it
        else:
            size = data[at] + 1
        out[code] = data[at : at + size]
        at += size
    return out


def _info(ole: object) -> dict[str, str]:
    """Title and author of the document, where they are given."""
    found = ole.get_metadata()  # type: ignore[attr-defined]
    out = {}
    for key in ("title", "author"):
        value = getattr(found, key, None)
        text = value.decode("cp1252", "replace") if isinstance(value, bytes) else value or ""
        if text.strip("\0 "):
            out[key] = " ".join(text.strip("\0").split())
    return out
