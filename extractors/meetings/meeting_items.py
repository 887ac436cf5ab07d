"""The items of an agenda, a decision list or minutes: number, title, what was decided, how it was voted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from griffier.extractors.drafting.draft import Draft, Node, moved
from griffier.extractors.matters.mention import in_prose, of_title
from griffier.extractors.matters.vote_events import status_of
from griffier.extractors.meetings.item_decisions import read_outcome
from griffier.extractors.meetings.item_grids import Row, rows_of
from griffier.extractors.meetings.item_headings import (
    TABLED,
    decided_headings,
    heading_numbers,
    vote_line,
    voted_headings,
    with_put_to_vote,
    with_tabled,
)
from griffier.extractors.meetings.item_numbers import Number, item_numbers
from griffier.extractors.meetings.item_titles import PAPER, cleaned, heading_lines, title_lines
from griffier.extractors.meetings.lettered_items import LETTERED, with_letters
from griffier.extractors.meetings.shared_decisions import shared_decision, siblings_before
from griffier.extractors.meetings.skipped_numbers import with_skipped
from griffier.extractors.meetings.strayed_numbers import with_strayed
from griffier.extractors.meetings.told_lines import ToldLine, told_lines
from griffier.extractors.meetings.vote_blocks import voted_under
from griffier.extractors.text.runs import text_lines, whole
from griffier.extractors.votes.item_votes import ballot
from griffier.extractors.votes.outcomes import beside_title
from griffier.extractors.votes.statements import subject_of
from griffier.schemas.document import Line, Part, Span, plain_document
from griffier.schemas.evidence import Found
from griffier.schemas.view import View

Kind = Literal["agenda", "decision_list", "minutes"]

_SIGNED = re.compile(
    r"(?:Aldus\b|Vastgesteld (?:in|door|op|te)\b|Het college van|Deze (?:besluitenlijst|vergadering|lijst)\b|"
    r"De (?:griffier|voorzitter|secretaris)[,.]?\s*(?:[A-Z].{0,40})?$"
    r"|Burgemeester en wethouders(?: van [^\n.]{2,40})?\W*$"
    r"|Gemeente\s+[A-Z'][\w'’ -]{2,40}$|INDEX\b|Inhoudsopgave|Ingekomen stukken$)"
)
MAX_MENTIONED = 60
"""Motions and amendments kept of one item: a budget debate has some forty."""


@dataclass(frozen=True)
class Item:
    """An item's own lines: the number, the title's pieces, and what stands under it; `voted`: what stands under its
    heading in a block of votes at the end."""

    number: Number
    title: tuple[Span, ...]
    below: tuple[Line, ...]
    voted: tuple[Line, ...] = ()


def read_items(part: Part, kind: Kind) -> list[Draft]:
    """The items in order, with what was decided and voted on them (an agenda says neither)."""
    drafts: list[Draft] = []
    rows = rows_of(part)
    items = items_of(part, kind)
    tabled = bool(rows) and len(rows) >= 0.6 * len(items) and not (kind == "minutes" and _inside_one(rows, items))
    if tabled and (drafts := _of_rows(part, rows, kind)):
        return drafts
    shared = _shared(part, items) if kind != "agenda" else {}
    for at, item in enumerate(items):
        title, decided = _read(part, item, kind)
        decided["decision"] = shared.get(at) or decided["decision"]
        if title is None and decided["decision"] is None:
            continue
        number = Found(item.number.printed, (item.number.span,), "rule:item-number") if item.number.printed else None
        drafts.append(
            {
                "number": number,
                "title": title,
                **decided,
                "references": [*_references(part, item), *_mentioned(part, item)],
                **_matter(part, title, decided["decision"]),
            }
        )
    return drafts


def _matter(part: Part, title: Found[str] | None, decision: Node) -> Draft:
    """`{"matter", "status"}`: the paper that a title opens with, and what became of it."""
    about = of_title(title, part.doc.text) if title else None
    if about is None:
        return {"matter": None, "status": None}
    return {"matter": dict(about), "status": status_of(decision) if isinstance(decision, Found) else None}


def _shared(part: Part, items: Sequence[Item]) -> dict[int, Found[str]]:
    """What was decided on several items at once, by the place of each."""
    out: dict[int, Found[str]] = {}
    lines = part.memo(text_lines)
    for at, item in enumerate(items):
        if decision := shared_decision(part, item.below):
            group = siblings_before(lines, [x.number for x in items], [not x.below for x in items], at)
            out.update(dict.fromkeys(group, decision))
    return out


def _read(part: Part, item: Item, kind: Kind) -> tuple[Found[str] | None, Draft]:
    """The title and what was decided, which may stand on the title's line."""
    title = _title(part, item)
    decided = _decided(part, item, title.value if title else "", kind)
    if kind != "decision_list" or decided["decision"] is not None:
        return title, decided
    if told := beside_title(part.doc.text, item.title):
        title = cleaned(whole(part, told.title, "rule:item-title"))
        decided["decision"] = whole(part, (told.decision,), "rule:decision-beside-title", 0.85)
    return title, decided


def _decided(part: Part, item: Item, title: str, kind: Kind) -> Draft:
    """`{"decision", "votes"}`: of the block of votes where it has the item, else of the lines under it."""
    if kind == "agenda":
        return {"decision": None, "votes": None}
    lines = item.voted or item.below
    at = vote_line(lines) if item.number.style == TABLED else None
    if at is not None:
        return read_outcome(part, lines[at:], title=title)
    return read_outcome(part, lines, title=title, speeches=kind == "minutes")


def _inside_one(rows: Sequence[Row], items: Sequence[Item]) -> bool:
    """Do all rows stand under one item? They are the papers that came in, not the items."""
    ends = [item.below[-1].end if item.below else item.number.span.end for item in items]
    first, last = rows[0].title[0].start, rows[-1].title[-1].end
    return len(items) >= 2 and any(i.number.span.start < first and last <= e for i, e in zip(items, ends, strict=True))


def _of_rows(part: Part, rows: Sequence[Row], kind: Kind) -> list[Draft]:
    drafts: list[Draft] = []
    for row in rows:
        title = cleaned(whole(part, row.title, "rule:item-cell"))
        if title is None:
            continue
        number = row.number
        said = kind != "agenda"
        decision = whole(part, row.decision, "rule:decision-cell") if said and row.decision else None
        place = Number(0, "", row.title[0], (0,), "t", None, 0.0)
        drafts.append(
            {
                "number": Found(part.doc.text[number.start : number.end], (number,), "rule:item-cell")
                if number
                else None,
                "title": title,
                "decision": decision,
                "votes": _votes_of_cells(part, row.below, title.value) if said else None,
                "references": _mentioned(part, Item(place, row.title, row.below)),
                **_matter(part, title, decision),
            }
        )
    return drafts


def _votes_of_cells(part: Part, below: Sequence[Line], about: str) -> Draft | None:
    """The vote told in cells whose lines have those of other columns between them."""
    text = part.doc.text
    if all(not text[a.end : b.start].strip() for a, b in pairwise(below)):
        return ballot(part, below, about=about)
    view = View.gathered(text, [x for line in below for x in (Span(line.start, line.end), "\n")])
    alone = Part.whole(plain_document(view.text))
    told = ballot(alone, [line for line in alone.body if not line.blank], about=about)
    return moved(told, lambda span: view.spans(*span)) if told else None


def items_of(part: Part, kind: Kind) -> tuple[Item, ...]:
    """The items of a part with their lines."""
    lines = part.memo(text_lines)
    chain = with_skipped(item_numbers(lines, restarts=kind == "agenda", any_order=kind == "minutes"), lines)
    if kind == "decision_list":
        chain = decided_headings(lines, [number.line for number in chain]) or chain
        if not chain and (told := told_lines(lines)):
            return tuple(_told_item(part, line) for line in told)
        chain = with_tabled(with_letters(with_strayed(chain, lines), lines), lines)
    elif kind == "minutes" and chain:
        chain = with_put_to_vote(chain, lines)
    if not chain:
        chain = (voted_headings(lines) if kind != "agenda" else []) or heading_numbers(lines)
    out = [_item(part, lines, number, until) for number, until in zip(chain, _ends(chain, lines), strict=True)]
    out = _back_to_item(out)
    return _with_votes(part, lines, out) if kind == "minutes" and out else tuple(out)


def _back_to_item(items: Sequence[Item]) -> list[Item]:
    """The items, where what is said of the proposal behind the papers lettered under it is the proposal's."""
    out = list(items)
    for at, item in enumerate(items):
        last = at + 1 == len(items) or items[at + 1].number.style != LETTERED
        if item.number.style != LETTERED or not last:
            continue
        above = next((i for i in range(at - 1, -1, -1) if out[i].number.style != LETTERED), None)
        begin = next((i for i, x in enumerate(item.below) if subject_of(x.text) == ("item", "")), None)
        if above is not None and begin is not None:
            out[at] = replace(item, below=item.below[:begin])
            out[above] = replace(out[above], below=(*out[above].below, *item.below[begin:]))
    return out


def _ends(chain: Sequence[Number], lines: Sequence[Line]) -> list[int]:
    """Where the lines of each item end; those of the last before what closes the paper."""
    if not chain:
        return []
    signed = next((i for i in range(chain[-1].line + 1, len(lines)) if _SIGNED.match(lines[i].text)), len(lines))
    return [*(number.line for number in chain[1:]), signed]


def _item(part: Part, lines: Sequence[Line], number: Number, until: int) -> Item:
    title, used = title_lines(part, lines, number, until) if number.printed else heading_lines(lines, number, until)
    return Item(number, tuple(title), tuple(lines[used:until]))


def _told_item(part: Part, told: ToldLine) -> Item:
    place = told.number or Span(told.title.start, told.title.start)
    printed = part.doc.text[place.start : place.end]
    return Item(Number(told.at, printed, place, (told.at,), "o", told.title, 1.0), (told.title,), told.below)


def _with_votes(part: Part, lines: Sequence[Line], items: Sequence[Item]) -> tuple[Item, ...]:
    """The items with the votes of a block at the end, which then are not of the item above it."""
    titles = [" ".join(part.doc.text[s.start : s.end] for s in item.title) for item in items]
    voted = voted_under(lines, titles, items[0].number.line + 1)
    block = {line.start for under in voted.values() for line in under}
    return tuple(
        replace(item, below=tuple(x for x in item.below if x.start not in block), voted=voted.get(n, ()))
        for n, item in enumerate(items)
    )


def _mentioned(part: Part, item: Item) -> list[Found[dict[str, str]]]:
    """The motions and amendments that an item names by number, each once."""
    start = item.title[0].start if item.title else item.number.span.start
    # what became of it may stand before the title
    end = max(start, *(line.end for line in item.below[-1:]), *(span.end for span in item.title[-1:]))
    out: dict[tuple[str, str], Found[dict[str, str]]] = {}
    for mention in in_prose(part.doc.text, start, end):
        kind, number = mention.fields["type"], mention.fields.get("number")
        if kind is None or number is None or kind.value not in ("motion", "amendment"):
            continue
        place = Span(mention.start, number.spans[-1].end)
        raw = " ".join(part.doc.text[place.start : place.end].split())
        value = {"type": kind.value, "value": number.value, "raw": raw}
        out.setdefault((kind.value, number.value), Found(value, (place,), "rule:item-reference", 0.88))
        if len(out) >= MAX_MENTIONED:
            break
    return list(out.values())


def _title(part: Part, item: Item) -> Found[str] | None:
    return cleaned(whole(part, item.title, "rule:item-title"))


def _references(part: Part, item: Item) -> list[Found[dict[str, str]]]:
    """The numbers of papers printed behind the title."""
    out: list[Found[dict[str, str]]] = []
    if not item.title:
        return out
    start = item.title[0].start
    end = item.below[0].end if item.below else item.title[-1].end
    for match in PAPER.finditer(part.doc.text, start, min(end, start + 800)):
        kind, name = (
            ("council_proposal", "proposal")
            if match["proposal"]
            else ("case_number", "case" if match["case"] else "paper")
        )
        value = {"type": kind, "value": " ".join(match[name].split()), "raw": " ".join(match["raw"].split())}
        out.append(Found(value, (Span(match.start("raw"), match.end("raw")),), "rule:item-reference"))
    return out
