"""The line ledger: every line of a document ends in exactly one state.

A line is in a value, belongs to a layer, is a formula that says nothing, is prose for which its kind has no field, or
is unread. It goes by the evidence of the record alone, so that it holds for every kind; what a kind has no field for is
data (`data/coverage.toml`). Values that pick words out of a line whatever it says (amounts, entities) read no line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum

from griffier.extractors.coverage.known_lines import Lexicon, folded, lexicon
from griffier.extractors.coverage.makes import Block, Make, field_of, missing
from griffier.extractors.dutch.words import MONTHS
from griffier.extractors.text.fields import head_of
from griffier.schemas.budget_report import BudgetReport, Table
from griffier.schemas.document import Document, Layer, Line, Part, Span
from griffier.schemas.record import Coverage, Finding, Record


class State(StrEnum):
    """How a line ended."""

    VALUE = "value"
    LAYER = "layer"
    FORMULA = "formula"
    PROSE = "prose"
    UNREAD = "unread"


Ledger = list[tuple[Line, State]]

_PICKED = ("/amounts", "/entities", "/policy_areas", "/language", "/kind", "/findings")
"""Fields whose evidence does not say that the line was understood: words picked out of lines, and places of doubt."""
_WORD = re.compile(r"[^\W\d_]{2,}|\d[\d.,:/-]*")
_MARKED = re.compile(r"\W*(?:[-–—•*·▪■□○●◦➢✓©]|\(?\d{1,2}(?:\.\d{1,2})*[.)]?|\(?[a-zA-Z][.)])\s+")
_SENTENCE_END = re.compile(r"[.!?;:][”’\"')\]]?\s*\Z")
_OF_PEOPLE = ("name", "party", "role", "organization")
_NOT_REPEATED = frozenset(
    {"source", "evidence", "findings", "coverage", "producer", "entities", "amounts", "tables"}
) | {"recitals", "requests", "paragraphs", "questions", "answers", "changes", "explanations", "decisions", "programmes"}
"""Fields whose words say nothing of a line."""
_CLOCK = re.compile(r"[012]?\d[.:][0-5]\d")
_FUNCTION_WORDS = frozenset(
    _WORD.findall(
        "de het een van en in is dat op te voor met zijn niet aan er om door ook als bij die wordt worden naar dit uit "
        "over of tot deze wij we ik hij zij ze heeft hebben kan kunnen zal zullen moet moeten maar dan nog wel geen"
    )
)
_WORDS_OF_A_SENTENCE = 7
_FUNCTION_SHARE, _NAMES_SHARE = 0.2, 0.35
_WHO = re.compile(
    r"(?<![\w.])(?:[A-Z]\.){1,4} ?(?:(?:van|de|den|der|ten|ter) )*[A-Z][a-z]"
    r"|(?i:\b(?:burgemeester|wethouder|(?:gemeente)?secretaris|griffier|voorzitter|aanwezig(?:en)?|afwezig(?:en)?)\b)"
    r"|\A[A-Z]\. ?[A-Z][\w-]+"
)
_UNREAD_AT_MOST = 20
"""Findings of one document."""
_HEAD = 15
"""Lines of a document's head."""


def ledger(record: Record, part: Part) -> Ledger:
    """The lines of a part that are not blank, each with its state, in order."""
    told = lexicon()
    lines = [line for line in part.lines if not line.blank]
    mask = _mask(record, part)
    said = _Said(record)
    makes = missing(record)
    prose = _Prose(told.kinds.get(record.kind, frozenset()), told)
    desk = _desk(part, record.kind)
    annexed = _annexed(record, part)
    out: Ledger = []
    for line in lines:
        state = _state(line, mask, part.start, said, told)
        if _says_what_it_is(line, state, mask, part.start, makes):
            state = State.UNREAD
        elif state is State.UNREAD and (prose.holds(line) or (line.start > annexed and _is_running(line))):
            state = State.PROSE
        if state is State.UNREAD and line.start in desk:
            state = State.LAYER
        prose.saw(line, state)
        out.append((line, state))
    return out


def _annexed(record: Record, part: Part) -> int:
    """Where the text of an attachment begins that stands under the signatures of a letter; the part's end without
    any."""
    signed = [e.end for e in record.evidence if e.pointer.startswith("/signatories/")]
    below = [
        e.end for e in record.evidence if e.pointer.startswith("/attachments/") and e.start > max(signed, default=0)
    ]
    forth = part.doc.origin.view.forth if part.doc.origin else int
    return forth(min(below)) if below else part.end


def _desk(part: Part, kind: str) -> frozenset[int]:
    """Starts of the lines of a letterhead that its labels tell: whom to ask, which department, where to visit."""
    told = (f for f in part.memo(head_of(kind)) if f.name in ("contact", "house") and f.spans)
    return frozenset(part.doc.line_at(at).start for f in told for at in (f.start, f.spans[0].start))


def coverage(entries: Ledger) -> Coverage:
    """The ledger counted."""
    counts = Counter(state for _, state in entries)
    return Coverage(lines=len(entries), **{state.value: counts[state] for state in State})


def unread(record: Record, entries: Ledger, part: Part) -> list[tuple[Finding, Span | None]]:
    """A finding for each block of unread lines that could hold a value, and where it stands in the part's text; the
    last may say how many more there are, without a place."""
    doc = part.doc
    found: list[tuple[Finding, Span | None]] = []
    for block, field in raised(record, entries, part):
        text = " ".join(line.text for line in block)
        span = Span(block[0].start, block[-1].end)
        start, end = doc.origin.view.span(*span) if doc.origin else span
        many = f"{len(block)} lines" if len(block) > 1 else "a line"
        said = f"{many} in no value, where `{field}` could be ({start} to {end}): {_first_words(text)!r}"
        found.append((Finding.of("text.unread", said, page=doc.read.page_at(start).number), span))
    if len(found) > _UNREAD_AT_MOST:
        more = len(found) - _UNREAD_AT_MOST
        last, _ = found[_UNREAD_AT_MOST]
        message = (
            f"{more} more blocks of unread lines, from page {last.page} on: griffier text FILE --coverage shows them"
        )
        found = [*found[:_UNREAD_AT_MOST], (Finding.of("text.unread", message, page=last.page), None)]
    return found


def raised(record: Record, entries: Ledger, part: Part) -> Iterator[tuple[list[Line], str]]:
    """The blocks of unread lines that could hold a value, each with the field that it looks like."""
    before: Line | None = None
    block: list[Line] = []
    for seen, (line, state) in enumerate([*entries, (None, State.PROSE)]):
        if state is State.UNREAD and line is not None:
            block.append(line)
        elif state in (State.VALUE, State.PROSE):
            after = line if state is State.VALUE else None
            if block:
                beside = [other for other in (before, after) if other is not None]
                start = (
                    part.doc.origin.view.span(block[0].start, block[0].end)[0] if part.doc.origin else block[0].start
                )
                if field := field_of(record, Block(block, beside, seen <= _HEAD, start)):
                    yield block, field
            block, before = [], after


def _first_words(text: str) -> str:
    words = text.split()
    return " ".join(words[:8])[:80] + (" ..." if len(words) > 8 else "")


def _mask(record: Record, part: Part) -> bytearray:
    """One for each character of the part that is in the evidence of a value."""
    mask = bytearray(part.end - part.start)
    for start, end in _places(record, part.doc):
        lo, hi = max(0, start - part.start), min(len(mask), end - part.start)
        if lo < hi:
            mask[lo:hi] = b"\x01" * (hi - lo)
    return mask


def _places(record: Record, doc: Document) -> Iterator[Span]:
    forth = doc.origin.view.forth if doc.origin else int
    for entry in record.evidence:
        if not entry.pointer.startswith(_PICKED):
            yield Span(forth(entry.start), forth(entry.end))
    for table in record.tables if isinstance(record, BudgetReport) else ():
        for row in table.rows:
            for box in (row.label_span, *row.spans):
                if box is not None:
                    yield Span(forth(box[1]), forth(box[2]))


class _Said:
    """What lines may repeat: the words of one short value of the record, of the people in it, of its references, or of
    the heads of one table; its dates with any of them."""

    def __init__(self, record: Record) -> None:
        values = record.model_dump(mode="json", exclude=set(_NOT_REPEATED))
        texts = [*_texts(values), " ".join(_people(values)), " ".join(r.raw for r in record.references)]
        for table in record.tables if isinstance(record, BudgetReport) else ():
            texts.append(_head(table))
        self.days = frozenset(word for day in _days(values) for word in day)
        self.bags: dict[str, list[frozenset[str]]] = {}
        for text in texts:
            bag = frozenset(_WORD.findall(folded(text)))
            for word in bag:
                self.bags.setdefault(word, []).append(bag)

    def holds(self, words: Sequence[str]) -> bool:
        """Whether all words are in one value."""
        left = [word for word in words if word not in self.days]
        return not left or any(bag.issuperset(left) for bag in self.bags.get(left[0], ()))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _people(values: object) -> Iterator[str]:
    """Names, parties, offices and organisations, wherever they stand in a record."""
    if isinstance(values, dict):
        yield from (text for key in _OF_PEOPLE if isinstance(text := values.get(key), str))
        for inner in values.values():
            yield from _people(inner)
    elif isinstance(values, list):
        for inner in values:
            yield from _people(inner)


def _days(values: object) -> Iterator[tuple[str, ...]]:
    """The words of each date of the record and its meeting, as a line would print them."""
    if isinstance(values, dict):
        if isinstance(day := values.get("date"), str) and (found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", day)):
            year, month, number = found.groups()
            yield year, MONTHS[int(month) - 1], number, str(int(number)), f"{number}-{month}-{year}"
        for key in ("meeting", "events"):
            yield from _days(values.get(key))


def _head(table: Table) -> str:
    sections = {section for row in table.rows for section in row.section}
    return " ".join(
        [table.title or "", table.number or "", *(c.key for c in table.columns), *sections, "bedragen euro"]
    )


def _state(line: Line, mask: bytearray, base: int, said: _Said, told: Lexicon) -> State:
    left, covered = _left(line, mask, base, told)
    if covered >= max(1, 3 * len(left)):
        return State.VALUE
    if line.layer is not Layer.BODY:
        return State.LAYER
    plain = folded(line.text)
    if not left or told.formula.fullmatch(plain):
        return State.FORMULA
    if told.letterhead.fullmatch(plain):
        return State.LAYER
    return State.VALUE if said.holds(left) else State.UNREAD


def _left(line: Line, mask: bytearray, base: int, told: Lexicon) -> tuple[list[str], int]:
    """The words of a line that say something and are in no value; how many are in one, or 1 where a sign is."""
    lo, left, covered = line.start - base, [], 0
    touched = 1 in mask[lo : lo + len(line.text)]
    for word in _WORD.finditer(line.text):
        if touched and 1 in mask[lo + word.start() : lo + word.end()]:
            covered += 1
        elif (plain := folded(word[0])) not in told.words and not _CLOCK.fullmatch(word[0]):
            left.append(plain)
    return left, covered or int(not left and touched)


def _says_what_it_is(line: Line, state: State, mask: bytearray, base: int, makes: Sequence[Make]) -> bool:
    """Whether a line in the body that is in no value has the make of one that the record lacks; what a line repeats of
    another value makes it none."""
    if line.layer is not Layer.BODY or (state is State.VALUE and 1 in mask[line.start - base : line.end - base]):
        return False
    if state is State.VALUE:
        makes = [make for make in makes if make.when == "empty"]
    return any(make.pattern.search(line.text) for make in makes)


class _Prose:
    """Whether a line that nothing holds is text for which its kind has no field; told the lines one after the other."""

    def __init__(self, without_field: frozenset[str], told: Lexicon) -> None:
        self.without_field = without_field
        self.told = told
        self.in_section = False
        self.goes_on = False

    def holds(self, line: Line) -> bool:
        if "all" in self.without_field:
            return True
        if "sections" in self.without_field:
            plain = folded(line.text)
            if self.told.ends.fullmatch(plain):
                self.in_section = False
            elif self.told.heading.fullmatch(plain):
                self.in_section = True
            if self.in_section:
                return True
        if "people" in self.without_field and _WHO.search(line.text):
            return True
        if "undirected" in self.without_field:
            return not self.told.dictum.fullmatch(folded(line.text)) and _is_running(line) and len(line.text) > 150
        return "running" in self.without_field and (_is_running(line) or (self.goes_on and _carries_on(line)))

    def saw(self, line: Line, state: State) -> None:
        if state is State.VALUE:
            self.in_section = False
        elif self.told.heading.fullmatch(folded(line.text)) and "sections" in self.without_field:
            self.in_section = True
        if state in (State.VALUE, State.PROSE, State.UNREAD):
            self.goes_on = state is State.PROSE and not _SENTENCE_END.search(line.text)


def _is_running(line: Line) -> bool:
    """Whether a line is of a sentence: enough words, as many of them function words as sentences have, no list's
    mark."""
    words = folded(line.text).split()
    if len(words) < _WORDS_OF_A_SENTENCE or _MARKED.match(line.text):
        return False
    least = _FUNCTION_SHARE * len(words)
    bare = sum(map(_FUNCTION_WORDS.__contains__, words))  # most sentences have enough without a look at signs
    if bare < least and sum(w.strip(".,;:()") in _FUNCTION_WORDS for w in words) < least:
        return False
    return sum(w[:1].isupper() for w in line.text.split()) <= _NAMES_SHARE * len(words)


def _carries_on(line: Line) -> bool:
    return not _MARKED.match(line.text) and (line.text[:1].islower() or bool(_SENTENCE_END.search(line.text)))
