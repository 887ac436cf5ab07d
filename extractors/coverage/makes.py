"""What values look like: the makes by which a block of unread lines could hold a value of its kind
(`data/coverage.toml`).

A block is told only where one of its lines has the make of a field that the kind has. Of a field that holds one value
it is told only while the record has none: a second line with a date says nothing new.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from griffier.extractors.coverage.known_lines import folded, lexicon
from griffier.schemas.document import Line
from griffier.schemas.record import Record

When = Literal["always", "empty", "beside", "gap"]


@dataclass(frozen=True)
class Make:
    """How a line of a field's value is made.

    `field`: "meeting.date" is inside `meeting`. `when`: `always`; while the field is `empty`; `beside`: while it is
    empty, or where the line stands next to a line that is in a value and has the same make (the list goes on); `gap`:
    while it is empty, or where the number of the line is next to one that the list has. `kinds`: empty for every kind
    that has the field. `head`: only among the first lines of a document. `lines`: how many lines of the block must
    have it. `strong`: the line says itself what it is, and is unread whatever formula, layer or prose it would pass
    for. `until`: not behind the values of that field.
    """

    field: str
    pattern: re.Pattern[str]
    when: When = "always"
    kinds: frozenset[str] = frozenset()
    head: bool = False
    lines: int = 1
    strong: bool = False
    until: str = ""

    def wanted(self, record: Record) -> bool:
        """Whether the record could have (more of) the field."""
        if self.kinds and record.kind not in self.kinds:
            return False
        has, filled = _filled(record, self.field)
        return has and (not filled or self.when != "empty")

    def fits(self, record: Record, block: Block) -> bool:
        """Whether a block could hold a value of the field."""
        if not self.wanted(record) or (self.head and not block.in_head) or self._is_behind(record, block):
            return False
        lines = [line.text for line in block.lines if self.pattern.search(line.text)]
        if len(lines) < self.lines:
            return False
        if self.when in ("always", "empty") or not _filled(record, self.field)[1]:
            return True
        if self.when == "beside":
            return any(self.pattern.search(line.text) for line in block.beside)
        return any(is_gap(text, _numbers(record, self.field)) for text in lines)

    def _is_behind(self, record: Record, block: Block) -> bool:
        if not self.until:
            return False
        ends = [e.end for e in record.evidence if e.pointer.startswith(f"/{self.until}")]
        return bool(ends) and block.start >= max(ends)


@dataclass(frozen=True)
class Block:
    """Unread lines that stand together; `beside`: the lines in values next to them; `start`: in the canonical text."""

    lines: Sequence[Line]
    beside: Sequence[Line]
    in_head: bool
    start: int


_NO_FIELD = "a value of a make that is not known"
_SHORT = frozenset({"motion", "amendment", "written_questions", "letter"})
"""Kinds of which every line should be known."""
_WORDS_OF_A_VALUE = 7
_WORD = re.compile(r"[^\W\d_]{3,}")
_RUNNING = re.compile(r"(?:\b(?:de|het|een|van|in|is|dat|op|te|voor|met|om|en|die|wordt|zijn|niet|door)\b.*){3}")
_NUMBER = re.compile(
    r"\W{0,3}(?:(?:[Vv]raag|[Aa]ntwoord|[Pp]rogramma)\s+)?((?:[A-Za-z]\.)?\d{1,6}(?:\.(?:\d{1,3}|[a-z](?=\.\d)))*\.?[a-z]?"
    r"|[A-Z]\.[A-Z](?=[.)\s])|[IVX]{2,5}(?=[.)\t])|[A-Z](?=[.)\t]|\s{3}|\Z))(?=[.):\s]|\Z)"
)


@cache
def makes() -> tuple[Make, ...]:
    """The makes of `data/coverage.toml`."""
    table = tomllib.loads(files("griffier.extractors").joinpath("data/coverage.toml").read_text("utf-8"))
    parts: dict[str, str] = table["parts"]
    return tuple(
        Make(
            entry["field"],
            re.compile(re.sub(r"<(\w+)>", lambda m: f"(?:{parts[m[1]]})", entry["pattern"])),
            entry.get("when", "always"),
            frozenset(entry.get("kinds", ())),
            entry.get("head", False),
            entry.get("lines", 1),
            entry.get("strong", False),
            entry.get("until", ""),
        )
        for entry in table["makes"]
    )


def field_of(record: Record, block: Block) -> str | None:
    """The first field whose value the block could hold."""
    field = next((make.field for make in makes() if make.fits(record, block)), None)
    return field or (_NO_FIELD if record.kind in _SHORT and _is_no_sentence(block.lines) else None)


def _is_no_sentence(lines: Sequence[Line]) -> bool:
    """Whether lines hold words enough for a value and are neither running text nor the contact column of a letterhead:
    of some make that is not known."""
    known = lexicon().words
    words = [word for line in lines for word in _WORD.findall(folded(line.text)) if word not in known]
    if len(lexicon().contact.findall(" ".join(folded(line.text) for line in lines))) > 1:
        return False
    return len(words) >= _WORDS_OF_A_VALUE and not any(_RUNNING.search(line.text) for line in lines)


def missing(record: Record) -> list[Make]:
    """The strong makes of the fields that the record could still have."""
    return [make for make in makes() if make.strong and make.wanted(record)]


def _numbers(record: Record, field: str) -> frozenset[str]:
    """The numbers of a list's entries, or those that their headings begin with."""
    found = set()
    for entry in getattr(record, field):
        own = getattr(entry, "number", None) or getattr(entry, "code", None)
        head = _NUMBER.match(getattr(entry, "heading", None) or "")
        if number := own or (head[1] if head else ""):
            found.add(number.strip(".) ").lower())
    return frozenset(found)


_ROMAN = ("", *["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi"])


def is_gap(text: str, numbers: frozenset[str]) -> bool:
    """Whether the number of a line is missing beside one that the list has: the one before it or behind it, the one
    that it is under, or another under that; or the list has nothing of the branch that it is in ("4.a", "10.d.1") and
    has the branch beside that."""
    found = _NUMBER.match(text)
    number = found[1].rstrip(".").lower() if found else ""
    if not number or number in numbers:
        return False
    if (roman := _ROMAN.index(number) if number in _ROMAN else 0) and (len(number) > 1 or "ii" in numbers):
        return not numbers.isdisjoint(_ROMAN[roman - 1 : roman] + _ROMAN[roman + 1 : roman + 2])
    stem = number[: -len(_LAST.findall(number)[-1])]
    lettered = stem.endswith(".") and not stem.replace(".", "").isdecimal()
    siblings = lettered and any(known.startswith(stem) for known in numbers)
    near = _beside(number) | ({stem.rstrip(".")} - {""})
    return siblings or not numbers.isdisjoint(near) or _is_of_no_branch(number, numbers)


_LAST = re.compile(r"\d+|[a-z]")


def _beside(number: str) -> set[str]:
    """The number before it and the one behind it."""
    last = _LAST.findall(number)[-1]
    stem = number[: -len(last)]
    if last.isdecimal():
        return {f"{stem}{int(last) - 1}", f"{stem}{int(last) + 1}"}
    return {stem + chr(ord(last) - 1), stem + chr(ord(last) + 1)}


def _is_of_no_branch(number: str, numbers: frozenset[str]) -> bool:
    """Whether nothing of a number's branch is in a list that has something of the branch before or behind it."""
    known = {branch for one in numbers for branch in _branches(one)}
    return any(branch not in known and not known.isdisjoint(_beside(branch)) for branch in _branches(number))


def _branches(number: str) -> list[str]:
    """A number and all that it is under: "10", "10.d" and "10.d.1"."""
    steps = number.split(".")
    return [branch for n in range(1, len(steps) + 1) if _LAST.search(branch := ".".join(steps[:n]))]


def _filled(record: Record, field: str) -> tuple[bool, bool]:
    """Whether the record's kind has the field, and whether the record has a value in it."""
    first, _, rest = field.partition(".")
    if first not in type(record).model_fields:
        return False, False
    value = getattr(record, first)
    if rest and value is not None:
        value = getattr(value, rest, None)
    return True, value not in (None, [], ())
