"""The numbers and bullets before the paragraphs of a .doc file, which Word counts and does not store ([MS-DOC] 2.9.131
and on)."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from griffier.pipeline.readers.ordinals import ordinal
from griffier.pipeline.readers.word.doc_binary import DocFile

_LISTS, _OVERRIDES = 73, 74
_FORMATS = {1: "I", 2: "i", 3: "A", 4: "a"}
_BULLET, _NONE = 23, 255
_MOST = 4_000


@dataclass(frozen=True, slots=True)
class _Level:
    format: int
    start: int
    text: str


class Lists:
    """Counts along while a document is read from top to bottom."""

    def __init__(self, doc: DocFile) -> None:
        self._levels: dict[int, list[_Level]] = {}
        self._list_of: list[int] = []
        self._starts: dict[int, dict[int, int]] = {}
        self._counts: dict[int, list[int | None]] = {}
        self._begun: set[int] = set()
        try:
            self._read_lists(doc.stream(_LISTS), doc.behind(_LISTS))
            self._read_overrides(doc.stream(_OVERRIDES))
        except (struct.error, IndexError):
            return  # the numbers that were found serve; a list without its level has no label

    def _read_lists(self, plc: bytes, levels: bytes) -> None:
        if len(plc) < 2:
            return
        (count,) = struct.unpack_from("<H", plc, 0)
        at = 0
        for i in range(min(count, _MOST)):
            identity, flags = struct.unpack_from("<i22xB", plc, 2 + 28 * i)
            own = []
            for _ in range(1 if flags & 1 else 9):
                level, at = _level(levels, at)
                own.append(level)
            self._levels[identity] = own

    def _read_overrides(self, plf: bytes) -> None:
        if len(plf) < 4:
            return
        (count,) = struct.unpack_from("<I", plf, 0)
        count = min(count, _MOST)
        at = 4 + 16 * count
        for i in range(count):
            identity, changed = struct.unpack_from("<i8xB", plf, 4 + 16 * i)
            self._list_of.append(identity)
            at += 4
            for _ in range(changed):
                start, flags = struct.unpack_from("<iI", plf, at)
                at += 8
                if flags & 0x20:
                    _, at = _level(plf, at)
                if flags & 0x10:
                    self._starts.setdefault(i, {})[flags & 0xF] = start

    def label(self, override: int, level: int) -> str:
        """What stands before the next paragraph of a list (`override` from 1): "•", "3.", "2.1"; "" where nothing
        does."""
        number = override - 1
        if not 0 <= number < len(self._list_of):
            return ""
        identity = self._list_of[number]
        levels = self._levels.get(identity, [])
        if level >= len(levels):
            return ""
        counts = self._counts.setdefault(identity, [None] * 9)
        if number not in self._begun:
            self._begun.add(number)
            for at, start in self._starts.get(number, {}).items():
                if at < 9:
                    counts[at] = start - 1
        before = counts[level]
        counts[level] = levels[level].start if before is None else before + 1
        counts[level + 1 :] = [None] * (8 - level)
        if levels[level].format == _BULLET:
            return "•-*"[min(level, 2)]
        if levels[level].format == _NONE:
            return ""
        return "".join(_slot(levels, counts, ord(c)) if ord(c) < 9 else c for c in levels[level].text).strip()


def _slot(levels: list[_Level], counts: list[int | None], at: int) -> str:
    if at >= len(levels):
        return ""
    count = counts[at]
    return ordinal(levels[at].start if count is None else count, _FORMATS.get(levels[at].format, "1"))


def _level(data: bytes, at: int) -> tuple[_Level, int]:
    """One LVL: its format, its first number and its text; and where the next begins."""
    start, shape = struct.unpack_from("<iB", data, at)
    characters, paragraphs = struct.unpack_from("<BB", data, at + 24)
    at += 28 + characters + paragraphs
    (letters,) = struct.unpack_from("<H", data, at)
    text = data[at + 2 : at + 2 + 2 * letters].decode("utf-16-le", "replace")
    return _Level(shape, start, text), at + 2 + 2 * letters
