"""The promises (toezeggingen) that a document prints as such: the rows of a table, sheets of labels, the entries under
"Toezeggingen", a line "Toezegging: ...", and sentences of a report in which a member of the executive says so.

What a speaker asks for, remembers or thanks for is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from griffier.extractors.drafting.draft import Draft
from griffier.extractors.dutch.paper_numbers import PROMISE_NUMBER
from griffier.extractors.matters.promise_fields import (
    SENTENCE,
    Known,
    Pieces,
    holder_place,
    promise_of,
    said_in,
    sentence_end,
    table,
)
from griffier.extractors.matters.promise_sheets import field_at, sheets
from griffier.extractors.text.headed_rows import Row
from griffier.extractors.text.marks import Mark, counts_on, mark_at
from griffier.schemas.document import Line, Part, Span
from griffier.schemas.evidence import Found

_HEADING = re.compile(
    r"\W{0,3}(?P<item>\d{1,2}[.)]?[a-z]?[.)]?\s+)?(?:(?:lijst|overzicht)\s+(?:van\s+)?)?(?:(?:de|gedane|nieuwe|openstaande"
    r"|toegezegde)\s+)*toezegging(?:en)?(?:\s+(?:van|door|uit|tijdens|in)\s+[^.:]{3,60})?\s*:?\W{0,2}$",
    re.I,
)
_LABEL = re.compile(
    rf"\W{{0,3}}toezegging(?:en)?(?:\s+(?:nr\.?\s*|nummer\s+)?(?-i:(?P<number>{PROMISE_NUMBER})))?"
    r"(?P<who>\s+(?:door\s+)?(?:wethouder|burgemeester|college|portefeuillehouder)\b[^:\n]{0,40})?\s*[:–]\s*(?=\S)",
    re.I,
)
_OWN_NUMBER = re.compile(rf"\W{{0,3}}(?=[A-Z\d]*T|\d{{3}})(?P<number>{PROMISE_NUMBER})(?:\s*[.:)–-]\s*|\s+)(?=[A-Z])")
_NONE = re.compile(r"\W*(?:toezegging(?:en)?\W+)?(?:geen|niet van toepassing|n\.?v\.?t|er zijn geen)\b.{0,40}$", re.I)
_OTHER_LABEL = re.compile(r"\W{0,3}[A-Z][\w ]{2,30}:(?:\s|$)")
_WILL = re.compile(
    r"\b(?:zegt|zegde|toe|toegezegd|zal|zullen|wordt|worden|komt|komen|ontvangt|ontvangen|stuurt|sturen|informeert|informeren"
    r"|neemt|gaat|zoekt|onderzoekt|terug|aangeleverd)\b",
    re.I,
)
_OPENS_SENTENCE = re.compile(r"(?:\A|\n|[.:!?]\s+|\W\s{2,})\W{0,3}\Z")
_MOTIONS = re.compile(r"(?!.*toezegg).*\bmoties?\b", re.I | re.S)
SHORT = 60
"""Characters under which a line that ends in a full stop ends its paragraph."""


@dataclass
class _Entry:
    """A promise as it stands: the pieces of its fields."""

    cells: dict[str, Pieces]
    under: Span | None = None
    last: int = -1
    """Index of its last line."""
    marks: list[Mark] = field(default_factory=list)


def listed(part: Part, made_on: Found[str] | None = None) -> list[Draft]:
    """All promises of a document that is a list of them: its tables, else its sheets of labels, else its entries."""
    rows = [row for row in table(of_promises=True).rows_of(part) if not _of_motions(part, row)]
    entries = [_Entry(row.cells, row.under) for row in rows]
    entries = entries or [_Entry(cells) for cells in sheets(part)] or list(_entries(part, part.body, everywhere=True))
    return _drafts(part, entries, made_on)


def told(part: Part, lines: Sequence[Line], made_on: Found[str] | None) -> list[Draft]:
    """The promises within minutes or a decision list. `made_on`: the day of the meeting."""
    if "oeze" not in part.text and " toe" not in part.text:
        return []
    rows = table(of_promises=False).rows_of(part) if "oezeg" in part.text.lower() else []
    taken = [(row.start, row.end) for row in rows]
    free = [line for line in lines if not any(lo <= line.start < hi for lo, hi in taken)]
    entries = [*(_Entry(row.cells, row.under) for row in rows), *_entries(part, free)]
    taken += [(min(p.start for p in ps), max(p.end for p in ps)) for e in entries for ps in e.cells.values() if ps]
    drafts = [*_drafts(part, entries, made_on), *_sentences(part, free, taken, made_on)]
    return sorted(drafts, key=_place)


def _drafts(part: Part, entries: Sequence[_Entry], made_on: Found[str] | None) -> list[Draft]:
    made = (promise_of(part, entry.cells, Known(made_on, entry.under)) for entry in entries)
    return [draft for draft in made if draft is not None]


def _place(draft: Draft) -> int:
    found = draft["what"] or draft["title"]
    return found.spans[0].start if isinstance(found, Found) else 0


def _of_motions(part: Part, row: Row) -> bool:
    """Is a row of a list of motions and promises a motion?"""
    said = {name: part.doc.text[spans[0].start : spans[-1].end].strip() for name, spans in row.cells.items()}
    kind = said.get("type", "").lower()
    what = said.get("what") or said.get("title") or ""
    heading = part.doc.text[row.under.start : row.under.end] if row.under else ""
    return (
        kind.startswith("m")
        or what.lower().startswith("motie")
        or re.match(r"M[-. ]?\d", said.get("number", "")) is not None
        or (not kind and _MOTIONS.match(heading) is not None)
    )


def _entries(part: Part, lines: Sequence[Line], *, everywhere: bool = False) -> list[_Entry]:
    """The entries under headings and behind labels. `everywhere`: all of the document stands under one."""
    blocks = [_Block(part, strict=True)] if everywhere else []
    reading = everywhere
    for line in lines:
        if line.blank:
            continue
        begun = _block_at(part, line, blocks[-1] if reading else None, everywhere)
        if begun is not None:
            blocks.append(begun)
            reading = True
        elif reading:
            reading = blocks[-1].read(line) or everywhere
    return [entry for block in blocks for entry in block.entries]


def _block_at(part: Part, line: Line, open_block: _Block | None, everywhere: bool) -> _Block | None:
    """The block that a line begins: a heading over entries, or a label with the first of them behind it."""
    heading, label = _HEADING.match(line.text), _LABEL.match(line.text)
    if heading is not None and not (open_block and open_block.goes_on(line)):
        return _Block(part, strict=bool(heading["item"]) or everywhere, under=Span(line.start, line.end))
    if label is None:
        return None
    block = _Block(part, strict=everywhere, under=open_block.under if open_block else None)
    block.open(line, _behind(line, label))
    return block


def _behind(line: Line, label: re.Match[str]) -> dict[str, Pieces]:
    """The number, the holder and the beginning of what stands behind a label."""
    cells: dict[str, Pieces] = {"what": (Span(line.start + label.end(), line.end),)}
    for name, group in (("number", "number"), ("who", "who")):
        if label[group]:
            start = label.start(group) + len(label[group]) - len(label[group].lstrip())
            cells[name] = (Span(line.start + start, line.start + label.start(group) + len(label[group].rstrip())),)
    return cells


class _Block:
    """Reads the entries under a heading, line by line. `strict`: only what is said to be promised is an entry; `sure`:
    each point is."""

    def __init__(self, part: Part, *, strict: bool, sure: bool = False, under: Span | None = None) -> None:
        self.part, self.strict, self.sure, self.under = part, strict, sure, under
        self._entries: list[_Entry] = []
        self._mark: Mark | None = None
        self._inline = False

    @property
    def entries(self) -> list[_Entry]:
        """Those that promise something."""
        return [entry for entry in self._entries if self._promises(entry)]

    def open(self, line: Line, cells: dict[str, Pieces]) -> None:
        """Begins with an entry that a label opens."""
        self._inline = True
        self._entries.append(_Entry(cells, self.under, line.index))

    def goes_on(self, line: Line) -> bool:
        """Does a line stand right under the last of an entry, which is not at its end?"""
        if not self._entries or line.index != self._entries[-1].last + 1:
            return False
        above = self.part.doc.lines[self._entries[-1].last].text
        return not (above.endswith((".", "!", "?")) and len(above) < SHORT) and not _NONE.match(above)

    def read(self, line: Line) -> bool:
        """Takes a line in; False where the block has ended."""
        mark = mark_at(self.part.doc.text, line.start, line.end)
        if mark is not None and self._is_next(mark):
            self._mark = mark
            self._begin(line, mark.behind)
            return True
        if (told := self._field(line)) is not None:
            name, value = told
            self._entries[-1].cells.setdefault(name, (value,))
            self._entries[-1].last = line.index
            return True
        if self.goes_on(line) and not _OTHER_LABEL.match(line.text) and mark is None:
            entry = self._entries[-1]
            entry.cells["what"] = (*entry.cells.get("what", ()), Span(line.start, line.end))
            entry.last = line.index
            return True
        if self._inline or (self._mark is not None and not self.strict) or not self._opens(line):
            return False
        self._begin(line, line.start)
        return True

    def _is_next(self, mark: Mark) -> bool:
        if self._inline:
            return False
        if mark.shape == "bullet":
            return self._mark is None or self._mark.shape == "bullet"
        before = self._mark.text if self._mark and self._mark.shape == mark.shape else None
        return (self._mark is None or before is not None) and counts_on(before, mark.text)

    def _field(self, line: Line) -> tuple[str, Span] | None:
        """ "Portefeuillehouder: ..." under what was promised."""
        told = field_at(line) if self._entries else None
        return (
            told
            if told and told[0] in ("who", "by_when", "progress", "to_whom", "settled_on") and ":" in line.text
            else None
        )

    def _opens(self, line: Line) -> bool:
        return bool(said_in(self.part, (Span(line.start, line.end),)).who) or bool(_OWN_NUMBER.match(line.text))

    def _begin(self, line: Line, at: int) -> None:
        number = _OWN_NUMBER.match(self.part.doc.text, at, line.end)
        cells: dict[str, Pieces] = {"what": (Span(number.end() if number else at, line.end),)}
        if number is not None:
            cells["number"] = (Span(*number.span("number")),)
        self._entries.append(_Entry(cells, self.under, line.index))

    def _promises(self, entry: _Entry) -> bool:
        what = entry.cells.get("what", ())
        text = " ".join(self.part.doc.text[s.start : s.end] for s in what)
        if not what or _NONE.match(text) or not any(c.isalpha() for c in text):
            return False
        if self.sure or self._inline or said_in(self.part, what).who:
            return True
        return not self.strict and _WILL.search(text) is not None


def _sentences(
    part: Part, lines: Sequence[Line], taken: Sequence[tuple[int, int]], made_on: Found[str] | None
) -> Iterator[Draft]:
    """Sentences of running text that open with who promises; "Zij zegt ook toe" right behind one is of the same."""
    shown = [line for line in lines if not line.blank]
    if not shown:
        return
    text, start, end = part.doc.text, shown[0].start, shown[-1].end
    who: Span | None = None
    behind = start
    for found in SENTENCE.finditer(text, start, end):
        opens = _OPENS_SENTENCE.search(text, max(start, found.start() - 24), found.start())
        if not opens or any(lo <= found.start() < hi for lo, hi in taken):
            continue
        if not found["same"]:
            who = holder_place(found)
        elif who is None or text[behind : found.start()].strip():
            continue
        entries = _listed_under(part, shown, found, who) or [_alone(part, found, end, who)]
        behind = max(piece.end for entry in entries for piece in entry.cells["what"])
        yield from _drafts(part, entries, made_on)


def _alone(part: Part, found: re.Match[str], end: int, who: Span) -> _Entry:
    """The promise of one sentence."""
    what = _line_by_line(part, found.start(), sentence_end(part.doc.text, found.end(), end))
    return _Entry({"what": what, "who": (who,)} if found["same"] else {"what": what})


_LEADS_LIST = re.compile(r"\s*(?:om|dat|het volgende|de volgende zaken)?\s*:\s*", re.I)


def _listed_under(part: Part, lines: Sequence[Line], found: re.Match[str], who: Span) -> list[_Entry]:
    """ "Wethouder De Boer zegt toe om:" over a list: its points."""
    at = next(i for i, line in enumerate(lines) if line.end >= part.doc.text.index("toe", found.start("between")))
    rest = re.search(r"\btoe\b", lines[at].text, re.I)
    if rest is None or _LEADS_LIST.fullmatch(lines[at].text, rest.end()) is None:
        return []
    block = _Block(part, strict=False, sure=True)
    for line in lines[at + 1 :]:
        if not block.read(line):
            break
    for entry in block.entries:
        entry.cells["who"] = (who,)
    return block.entries


def _line_by_line(part: Part, start: int, end: int) -> Pieces:
    """The pieces of the body's lines in a range."""
    lines = (line for line in part.body if not line.blank and line.start < end and line.end > start)
    return tuple(Span(max(start, line.start), min(end, line.end)) for line in lines)
