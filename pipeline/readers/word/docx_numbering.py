"""The numbers and bullets that Word prints before paragraphs but does not store in them (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from griffier.pipeline.readers.ordinals import ordinal
from griffier.pipeline.readers.word.style_names import HEADING_NAME

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TITLE_NAMES = frozenset({"title", "titel"})
_SLOT = re.compile(r"%([1-9])")
_FORMATS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}


def _val(parent: etree._Element | None, path: str) -> str | None:
    found = None if parent is None else parent.find(path)
    return None if found is None else found.get(W + "val")


def _path(*names: str) -> str:
    return "/".join(W + name for name in names)


class Styles:
    """Paragraph styles: which are headings, and which number their paragraphs."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles = {} if root is None else {s.get(W + "styleId") or "": s for s in root.iter(W + "style")}

    def heading(self, p: etree._Element) -> int:
        """Heading level of a paragraph, 0 for none."""
        own = _val(p, _path("pPr", "outlineLvl"))
        if own and own.isdecimal():
            return int(own) + 1 if int(own) < 9 else 0
        for style in self._chain(_val(p, _path("pPr", "pStyle"))):
            name = _val(style, _path("name")) or ""
            if name.lower() in _TITLE_NAMES:
                return 1
            if match := HEADING_NAME.fullmatch(name.strip()):
                return int(match[1])
            level = _val(style, _path("pPr", "outlineLvl"))
            if level and level.isdecimal() and int(level) < 9:
                return int(level) + 1
        return 0

    def numbering(self, p: etree._Element) -> tuple[str, int] | None:
        """Number definition and level of a paragraph: its own, or its style's."""
        own = p.find(_path("pPr", "numPr"))
        for holder in [own, *(s.find(_path("pPr", "numPr")) for s in self._chain(_val(p, _path("pPr", "pStyle"))))]:
            if holder is not None and (number := _val(holder, _path("numId"))) is not None:
                level = _val(own if own is not None else holder, _path("ilvl")) or _val(holder, _path("ilvl")) or "0"
                return (number, min(8, int(level))) if number != "0" and level.isdecimal() else None
        return None

    def _chain(self, style_id: str | None) -> list[etree._Element]:
        """A style and those that it is based on, nearest first."""
        chain: list[etree._Element] = []
        while style_id in self._styles and len(chain) < 12:
            chain.append(self._styles[style_id or ""])
            style_id = _val(chain[-1], _path("basedOn"))
        return chain


@dataclass(frozen=True, slots=True)
class _Level:
    format: str
    text: str
    start: int


class Numbering:
    """Counts along while a document is read from top to bottom."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, _Level]] = {}
        self._list_of: dict[str, str] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[str] = set()
        self._overrides: dict[str, dict[int, int]] = {}
        if root is None:
            return
        for abstract in root.iter(W + "abstractNum"):
            self._levels[abstract.get(W + "abstractNumId") or ""] = dict(_levels(abstract))
        for num in root.iter(W + "num"):
            number = num.get(W + "numId") or ""
            self._list_of[number] = _val(num, _path("abstractNumId")) or ""
            self._overrides[number] = {
                int(o.get(W + "ilvl") or 0): int(start)
                for o in num.iter(W + "lvlOverride")
                if (start := _val(o, _path("startOverride"))) and start.isdecimal()
            }

    def label(self, p: etree._Element) -> str:
        """What stands before a paragraph: "•", "3.", "2.1", "b)"; "" where nothing does."""
        found = self._styles.numbering(p)
        if found is None:
            return ""
        number, level = found
        abstract = self._list_of.get(number, "")
        levels = self._levels.get(abstract)
        if levels is None or level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, [None] * 9)
        if number not in self._started:
            self._started.add(number)
            for at, start in self._overrides.get(number, {}).items():
                if at < 9:
                    counts[at] = start - 1
        before = counts[level]
        counts[level] = levels[level].start if before is None else before + 1
        counts[level + 1 :] = [None] * (8 - level)
        if levels[level].format == "bullet":
            return "•-*"[min(level, 2)]
        if levels[level].format == "none":
            return ""
        return _SLOT.sub(lambda m: self._slot(levels, counts, int(m[1]) - 1), levels[level].text).strip()

    def _slot(self, levels: dict[int, _Level], counts: list[int | None], at: int) -> str:
        shape = levels.get(at)
        count = counts[at]
        if shape is None:
            return ""
        return ordinal(shape.start if count is None else count, _FORMATS.get(shape.format, "1"))


def _levels(abstract: etree._Element) -> list[tuple[int, _Level]]:
    out: list[tuple[int, _Level]] = []
    for level in abstract.iter(W + "lvl"):
        at, start = level.get(W + "ilvl") or "0", _val(level, _path("start")) or "1"
        if at.isdecimal() and start.isdecimal():
            shape = _Level(_val(level, _path("numFmt")) or "decimal", _val(level, _path("lvlText")) or "", int(start))
            out.append((int(at), shape))
    return out
