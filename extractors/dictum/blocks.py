"""The blocks of a dictum: each heading with the range of its items, and where the dictum ends."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from griffier.extractors.dictum.dictum_cues import data, either
from griffier.extractors.dictum.forms import form_rows
from griffier.extractors.dictum.headings import Head, decided_at, recital_at, recital_head, request_at, request_head
from griffier.extractors.dutch.words import OUTCOME, place_and_day
from griffier.extractors.mending.misread_headings import mended_heading
from griffier.extractors.people.signature_blocks import signs
from griffier.extractors.text.flow import Flow, FlowLine, flow_of
from griffier.extractors.text.list_rows import Item
from griffier.extractors.text.lists import items_of, punctuation
from griffier.extractors.text.marks import counts_on, mark_at
from griffier.schemas.document import Part


@dataclass(frozen=True, slots=True)
class Block:
    """A heading and its items. `end` is where the block ends in the flow."""

    head: Head
    items: tuple[Item, ...]
    end: int


@dataclass(frozen=True, slots=True)
class Dictum:
    """What a part states and asks. `closed`: the place of the formula that ends it ("en gaat over tot de orde van de
    dag"), if printed."""

    flow: Flow
    blocks: tuple[Block, ...]
    closed: int | None

    @property
    def start(self) -> int | None:
        """Where the first block begins; None without any."""
        return self.blocks[0].head.start if self.blocks else None

    @property
    def end(self) -> int:
        """Where the last block, or the formula behind it, ends; 0 without any."""
        last = self.blocks[-1].end if self.blocks else 0
        return max(last, self.closed or 0)


@cache
def _formula() -> re.Pattern[str]:
    return re.compile(rf"\W{{0,4}}{either(data()['ends']['formula'])}", re.I)


@cache
def _end_lines() -> re.Pattern[str]:
    return re.compile(rf"\W{{0,4}}{either(data()['ends']['lines'])}", re.I | re.M)


OPENER = re.compile(
    r"(?:(?-i:Wij|WIJ),?\s+)?(?-i:De|DE|de|Het|HET|Provinciale)\s+(?:leden\s+van\s+de\s+)?"
    r"(?:(?:gemeente)?(?:raad|rie)|staten|algemene\s+(?:leden)?vergadering|ondergetekende\w*)\b"
    r"(?:[^.;:]{0,160}?\b(?:bijeen|vergadering|byinoar|gearkomste)\b"
    r"|(?:\s+(?:van|fan|der)\s+(?:de\s+)?(?:gemeente\s+)?(?-i:[A-Z'’])[\w'’ -]{1,40})?"
    r"(?:\s*[,:]?\s*$|\s*,\s+(?=(?:gehoord|gelezen|gelet|gezien|overwegende|constaterende)\b)))"
    r"|\W{0,3}besluit\W{0,3}$",
    re.I,
)
_PLACE_AND_DATE = re.compile(place_and_day(comma=False), re.I)
_ASKING_HEADING = re.compile(r"(?:Wat|Waarom|Hoe|Hoeveel|Wie|Waar|Wanneer|Welke)\s[^.;:?\n]{2,60}\?")
"""A question as a heading, in plain language: "Wat kost het?"."""
_EXPLANATION = re.compile(r"\W{0,4}(?:toelichting|achtergrond|motivering)\b", re.I)


def dictum_of(part: Part) -> Dictum:
    """The blocks of a part. Use through `part.memo(dictum_of)`."""
    return read_dictum(part.memo(flow_of))


def read_dictum(flow: Flow, first: int = 0, last: int | None = None) -> Dictum:
    """The blocks in the lines `first`..`last` of a flow."""
    whole, flow = flow, flow.respelled(mended_heading)
    found = _Headings(flow)
    for line in flow.lines[first:last]:
        if not found.goes_on_behind(line):
            break
    stop = flow.lines[last].start if last is not None and last < len(flow.lines) else len(flow.text)
    nexts = [*(head.start for head in found.heads[1:]), stop]
    ranges = [(h.body, _block_end(flow, h, limit, found.stops)) for h, limit in zip(found.heads, nexts, strict=False)]
    share = punctuation(flow, ranges)
    blocks: list[Block] = []
    for head, (start, end) in zip(found.heads, ranges, strict=True):
        blocks.extend(_split(flow, head, start, end, share))
    blocks = [b for block in blocks for b in by_decision(flow, block)]
    closed = found.closed
    if closed is None and blocks and (inside := _FORMULA_INSIDE.match(flow.text, blocks[-1].end)):
        closed = inside.end()
    return Dictum(whole, tuple(blocks), closed)


_OUTCOME = re.compile(
    rf"(?:[^:\n]{{0,60}}:)?\W{{0,6}}(?:(?:(?:de|het)\s+)?(?:motie|amendement)\s+(?:is\s+)?)?{OUTCOME}\b", re.I
)
"""What was decided on the paper itself: "Besluit   Aangenomen", "Besluit raad: motie aangenomen"."""


def _head_of(flow: Flow, line: FlowLine) -> Head | None:
    """The heading that opens a line; a request before a recital: "Gezien het bovenstaande verzoekt de raad het
    college:"."""
    asked = request_head(flow, line)
    return asked if asked and asked.open and asked.addressee else recital_head(flow, line) or asked


class _Headings:
    """The headings met so far, where blocks stop, and the formula that closes the dictum."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.heads: list[Head] = []
        self.stops: list[int] = []
        self.closed: int | None = None
        self._behind = 0
        self._explained = False
        self._labels = {row.start for row in form_rows(flow) if not row.heading}

    def goes_on_behind(self, line: FlowLine) -> bool:
        """Read a line. False where nothing behind it is the dictum's."""
        if line.start < self._behind:
            return True
        if _formula().match(self.flow.text, line.start):
            self.closed = line.start
            self.stops.append(line.start)
            return not self.heads
        if line.start in self._labels:
            self.stops.append(line.start)
            return True
        ends = self._ends(line)
        head = _head_of(self.flow, line) or self._decided(line)
        if head is not None and head.name == "besluiten" and _OUTCOME.match(self.flow.text, head.end):
            return True
        if head is not None and (head.open or not self._explained):
            self._add(head, line)
        elif self._explained or not ends:
            self._open(line)
        if self.heads and not self._explained:
            self._add_inside(line)
        return True

    def _decided(self, line: FlowLine) -> Head | None:
        """What is decided behind "besluit:" and its grounds: "gezien ..., / het college te verzoeken ..."."""
        asked = [k for k, head in enumerate(self.heads) if head.kind == "request"]
        if (
            not line.blanks
            or not asked
            or self.heads[asked[-1]].name != "besluiten"
            or asked[-1] + 1 == len(self.heads)
        ):
            return None
        found = decided_at(self.flow.text, line.start)
        if (
            found is not None
            and not self.flow.text[self.heads[asked[-1]].body : self.heads[asked[-1] + 1].start].strip()
        ):
            del self.heads[asked[-1]]  # it only opened the sentence
        return found

    def _ends(self, line: FlowLine) -> bool:
        """Does a line end the dictum, or the block above it?"""
        if not self.heads or not _ends_dictum(self.flow, line):
            return False
        self.stops.append(line.start)
        self._explained = self._explained or bool(_EXPLANATION.match(line.text))
        return True

    def _add_inside(self, line: FlowLine) -> None:
        """Headings with their colon behind a sentence or item on one line: "...; overwegende: • dat ..."."""
        if ":" not in line.text:
            return
        for mark in _BEHIND_SENTENCE.finditer(self.flow.text, max(line.start, self._behind), line.end):
            at = mark.end()
            head = recital_at(self.flow.text, at) or request_at(self.flow.text, at)
            if head is None or at < self._behind or not (head.kind == "recital" or head.addressee):
                continue
            colon = _COLON.match(self.flow.text, head.end)
            if colon and head.end < line.end:
                head = replace(head, body=colon.end(), open=True)
                self.heads.append(head)
                self._behind = head.body

    def _open(self, line: FlowLine) -> None:
        """ "De raad ..., gehoord ..., verzoekt ...": the headings inside the sentence that opens the dictum."""
        if not OPENER.match(line.text):
            return
        if self.heads:
            self.stops.append(line.start)
        self.heads.extend(inline_heads(self.flow, line.start, _paragraph_end(self.flow, line.start)))
        self._behind = self.heads[-1].end if self.heads else self._behind

    def _add(self, head: Head, line: FlowLine) -> None:
        self.heads.append(head)
        self._behind = max(head.body if head.open else head.end, line.start + 1)
        if not head.open and head.kind == "recital":
            inline = inline_heads(self.flow, head.body, _paragraph_end(self.flow, head.body))
            self.heads.extend(h for h in inline if h.kind == "request")
            self._behind = max(self._behind, self.heads[-1].end)


_BEHIND_SENTENCE = re.compile(r"(?<=[.;])[ ]+(?=[^\W\d])")
_COLON = re.compile(r"[ ]*:[ ]*")
_INLINE = re.compile(
    r"(?:[,;]\s+(?:en\s+)?|(?<=\b20\d\d)\s+)(?=(?:gehoord|gelezen|overwegende|constaterende|gelet\s+op|van\s+(?:mening|oordeel)|indachtig"
    r"|erkennende"
    r"|gezien|verzoek|draagt|roept|nodigt|spreekt|besluit|dringt)\w*\b)",
    re.I,
)


def inline_heads(flow: Flow, start: int, end: int) -> list[Head]:
    """The headings inside one running sentence: "De raad, gehoord ..., overwegende dat ..., verzoekt het college
    ..."."""
    out: list[Head] = []
    for mark in _INLINE.finditer(flow.text, start, end):
        if out and mark.end() < out[-1].end:
            continue
        line = flow.line_at(mark.end())
        if (
            line.start > start
            and re.match(r"\W*$", flow.text[line.start : mark.end()])
            and (recital_head(flow, line) or request_head(flow, line))
        ):
            break  # from here on every heading has a line of its own
        head = recital_at(flow.text, mark.end()) or request_at(flow.text, mark.end())
        if (
            head is None
            or head.end > end
            or (head.kind == "request" and not head.addressee and head.name not in ("uitspreken", "besluiten"))
        ):
            continue
        out.append(head)
    return out


def _paragraph_end(flow: Flow, start: int) -> int:
    stop = flow.text.find("\n\n", start)
    return stop if stop >= 0 else len(flow.text)


def _block_end(flow: Flow, head: Head, limit: int, stops: list[int]) -> int:
    inside = [s for s in stops if head.body <= s < limit and s > head.start]
    end = flow.line_at(inside[0]).start if inside else limit
    formula = _FORMULA_INSIDE.search(flow.text, head.body, end)
    if formula:
        return formula.start()
    return max(head.body, _line_start(flow, end))


_FORMULA_INSIDE = re.compile(
    r"[,;.]?\s+en\s+gaa[tn]\s+(?:over\s+tot\s+de\s+o\s?rde\s+van|verder\s+met\s+de\s+(?:orde|vergadering))", re.I
)


def _line_start(flow: Flow, at: int) -> int:
    """Where a heading stands behind a bullet, the block before it ends at that bullet."""
    if at >= len(flow.text):
        return at
    line = flow.line_at(at)
    return line.start if not re.search(r"\w\w", flow.text[line.start : at]) else at


def _ends_dictum(flow: Flow, line: FlowLine) -> bool:
    capital = line.text.lstrip(" -–•*_")[:1].isupper()
    before = flow.lines[line.index - 1].text.rstrip() if line.index else ""
    free = line.blanks > 0 or before[-1:] in ".;:!?"
    if (capital or free) and (_end_lines().match(flow.text, line.start) or _PLACE_AND_DATE.fullmatch(line.text)):
        return True
    if line.blanks and _ASKING_HEADING.fullmatch(line.text):
        return True
    if _counts_on(flow, line) or _SAYS.match(line.text):
        return False
    return (free or len(before) < flow.width * 0.7) and signs(flow, line)


def _counts_on(flow: Flow, line: FlowLine) -> bool:
    """Does a line open with the number behind that of the line above it, or at once with the same bullet? Then it is
    an item, however it looks."""
    mark = mark_at(flow.text, line.start, line.end)
    above = flow.lines[line.index - 1] if line.index else None
    last = mark_at(flow.text, above.start, above.end) if above else None
    if mark is None or last is None or mark.shape != last.shape:
        return False
    if mark.shape == "bullet":
        return mark.text == last.text and not line.blanks
    return counts_on(last.text, mark.text) and not counts_on(None, mark.text)


_SAYS = re.compile(r"[^:\n]{2,30}:\s+(?:de|het|een)\s[a-zà-ÿ]", re.I)
"""A label before a sentence is no party before its member: "Oud: De subsidie bedraagt 50%."."""


def _split(flow: Flow, head: Head, start: int, end: int, share: float | None) -> list[Block]:
    """The blocks of one heading: a second verb with its addressee inside a running sentence opens another."""
    body = flow.text[start:end]
    if not body.strip():
        return [Block(head, (), end)]
    cut = _second_verb(flow, start, end, running=not head.open) if head.kind == "request" else None
    if cut is not None:
        before = start + len(re.sub(r"[\s,;]+(?:en|alsmede)\s*$", "", flow.text[start : cut.start]).rstrip(" ,;\n"))
        return [*_split(flow, head, start, before, share), *_split(flow, cut, cut.body, end, share)]
    if head.name in ("having_heard", "having_read") and head.kind == "recital":
        return [Block(head, tuple(_as_one(flow, start, end, share)), end)]
    return [Block(head, tuple(items_of(flow, start, end, terminal=share)), end)]


_AND = re.compile(
    r"(?:,|;|\ben\b|\balsmede\b)\s+(?=(?:en\s+)?(?:verzoek|draagt|roept|nodigt|spreekt|dringt|vraagt"
    r"|besluit)\w*\s+(?:wij\s+)?(?:het|de|er|uit)\b)",
    re.I,
)
_SENTENCE = re.compile(r"(?<=[a-z)])\.\s+(?=[A-Z])")


def _second_verb(flow: Flow, start: int, end: int, *, running: bool) -> Head | None:
    """The next operative verb with an addressee inside a block; at the head of a sentence only where the block is a
    running one."""
    marks = [*_AND.finditer(flow.text, start, end), *(_SENTENCE.finditer(flow.text, start, end) if running else ())]
    for mark in sorted(marks, key=lambda m: m.start()):
        head = request_at(flow.text, mark.end())
        if (
            head is not None
            and head.end <= end
            and (head.addressee or head.name == "uitspreken")
            and flow.text[start : mark.start()].strip()
        ):
            return replace(head, start=mark.end())
    return None


def by_decision(flow: Flow, block: Block) -> list[Block]:
    """ "Besluit: 1. het college te verzoeken ...; 2. het presidium op te dragen ...": a block for each verb and
    addressee."""
    if block.head.name not in ("besluiten", "uitspreken") or not block.items:
        return [block]
    heads = [decided_at(flow.text, _behind_mark(flow, item)) for item in block.items]
    if not any(heads):
        return [block]
    out: list[Block] = []
    for item, head in zip(block.items, heads, strict=True):
        if head is not None:
            out.append(Block(head, (replace(item, start=head.body),), item.end))
        elif out and (out[-1].head is block.head or _POINTS_BACK.match(flow.text, item.start, item.end)):
            out[-1] = replace(out[-1], items=(*out[-1].items, item), end=item.end)
        else:
            out.append(Block(block.head, (item,), item.end))
    return out


_POINTS_BACK = re.compile(r"(?:en\s+)?(?:hier|daar)\w{2,}\b|(?:dit|deze|dat|die|het)\s", re.I)
"""What is asked of the same as the item above it: "hierover verslag te doen"."""


def _behind_mark(flow: Flow, item: Item) -> int:
    """Behind a Roman number that recognition misread ("L", "IL.")."""
    found = re.compile(r"[IVXLl1|]{1,4}[.)]?\s+(?=(?:het|de)\s)").match(flow.text, item.start, item.end)
    return found.end() if found else item.start


def _as_one(flow: Flow, start: int, end: int, share: float | None) -> list[Item]:
    """What was heard or read is one item unless it is a list."""
    items = items_of(flow, start, end, terminal=share)
    if len(items) > 1 and all(i.shape == "none" for i in items):
        first = items[0]
        if all(flow.text[i.start].islower() for i in items[1:]):
            first.end = items[-1].end
        return [first]
    return items
