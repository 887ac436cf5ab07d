"""The items of an agenda, a decision list or minutes: number, title, what was decided, how it was voted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from griffier.extractors.drafting.draft import Draft, Node
from griffier.extractors.dutch.parties import is_party
from griffier.extractors.dutch.words import MONTH
from griffier.extractors.matters.mention import of_title
from griffier.extractors.matters.vote_events import status_of
from griffier.extractors.meetings.item_decisions import read_outcome
from griffier.extractors.meetings.item_grids import Row, rows_of
from griffier.extractors.meetings.item_headings import decided_headings, heading_numbers, voted_headings
from griffier.extractors.meetings.item_numbers import Number, item_numbers
from griffier.extractors.meetings.lettered_items import with_letters
from griffier.extractors.meetings.shared_decisions import shared_decision, siblings_before
from griffier.extractors.meetings.told_lines import ToldLine, told_lines
from griffier.extractors.meetings.vote_blocks import voted_under
from griffier.extractors.text.runs import first_cell, text_lines, whole
from griffier.extractors.votes.item_votes import ballot
from griffier.extractors.votes.outcomes import is_alone
from griffier.extractors.votes.statements import is_side_line
from griffier.schemas.document import Line, Part, Span
from griffier.schemas.evidence import Found

Kind = Literal["agenda", "decision_list", "minutes"]

_ENDS_TITLE = re.compile(
    r"\W{0,3}(?:(?:de raad|het college|de commissie|raad|college)?\s*(?:besluit|besloten|conclusie|advies|"
    r"beslissing|toezegging|toelichting|samenvatting)\b"
    r"|de voorzitter\b|(?:er|de heer|mevrouw|wethouder|burgemeester|portefeuillehouder)\s+[a-zA-Z]|hierbij|"
    r"bij dit agendapunt|voorgesteld wordt|deze\s"
    r"|(?:van|met) het spreekrecht|geen\b|n\.b\.|nb:|link:|bijlagen?\b|portefeuille|(?:doel|soort|type|aard"
    r"|behandelwijze|behandeling|steller|spreektijd|tijd|duur|status|fase|locatie|documenten|stukken"
    r"|contactpersoon|behandelaar|zaaknummer|dossier\w*)\s*:|\S.{0,150}\.(?:pdf|docx?)\b|\d{2}:\d{2}:\d{2}\b"
    r"|ter (?:bespreking|kennisname|"
    r"vaststelling|advisering|besluitvorming)"
    r"|(?:raads)?voorstel\s*:|stemming\s*:|[•\-–*➢▪●]\s)",
    re.IGNORECASE,
)
_AFTER_TIME = re.compile(
    r"\s*[\[(]\s*(?:\d{1,2}[.:]\d{2}\s*(?:uur)?\s*(?:[-–]\s*\d{1,2}[.:]\d{2}\s*(?:uur)?)?|(?:ca\.?\s*|"
    r"circa\s+)?\d{1,3}\s*(?:min\w*\.?|'))\s*[\])]\s*$"
)
_PURPOSE = re.compile(
    r"\s+Ter\s+(?:vaststelling|informatie|advisering|bespreking|kennisname|kennisneming|besluitvorming|inzage)\b"
    r"(?:\s+\d{3,6}\b)?\s*"
)
"""What an item is for, in a column of its own: "Vaststellen agenda Ter vaststelling"."""
_AT = re.compile(
    r"(?P<title>(?:her)?opening|sluiting)\s*[:,–-]?\s*(?:om\s+)?\d{1,2}[.:]\d{2}\s*(?:uur|u\.?)?", re.IGNORECASE
)
_OPEN_TIME = re.compile(r"\s*[\[(]\s*\d{1,2}[.:]\d{2}[^\])]{0,12}$")
_REFERENCE = re.compile(
    r"\s*\(?(?P<raw>(?P<proposal>Gemeenteblad\s+afd\.\s*\d+,?\s+nr\.?\s*\d+)|"
    r"(?:Nr\.?\s+)?(?P<case>[A-Z]{2,4}[-.]?20\d\d[-/.]\d{3,7})"
    r"|(?<=\()(?:(?:zaak|doc|reg)\w*\.?(?:nr|nummer)?\.?\s*:?\s*)?(?P<paper>(?:[A-Z]{1,4}[-./]?)?(?:20\d\d"
    r"|\d{2})[-/.]\d{3,8}|\d{6,8})(?=\)))\)?\.?"
)
_EMPTY_BRACKETS = re.compile(r"\s*\(\s*\)?(?=\W*$)")
_DECISION_LINE = re.compile(r"\W{0,3}(?:besluit|besloten|conclusie|beslissing|advies)\s*:", re.IGNORECASE)
_SIGNED = re.compile(
    r"(?:Aldus\b|Vastgesteld (?:in|door|op|te)\b|Het college van|Deze (?:besluitenlijst|vergadering|lijst)\b|"
    r"De (?:griffier|voorzitter|secretaris)[,.]?\s*(?:[A-Z].{0,40})?$"
    r"|Burgemeester en wethouders\b|Gemeente\s+[A-Z'][\w'’ -]{2,40}$|INDEX\b|Inhoudsopgave|Ingekomen stukken$)"
)
_SUB_ITEM = re.compile(r"[a-zA-Z][.)]\s|[-–•*]\s")
_SECTION = re.compile(r"[A-Z][A-Z \-/&]{4,50}$|(?:I|II|III|IV|V|VI)\.?\s+[A-Z]\w+.{0,40}$")
_TABLED = re.compile(
    r"\b(?P<what>(?i:motie|(?:sub-?)?amendement))\s*(?:(?i:nr\.?|nummer)\s*)?[(‘'\"]?"
    r"(?P<n>(?:[A-Z]{1,3}[-. ]?)?\d{1,4}(?:[.\-/]\d{1,4})?[a-z]?|[A-Z]{1,2}\.[A-Z]\b)(?![\w%]|[.,]\d|\s*(?:"
    + MONTH
    + r"|stemmen|moties)\b)"
)
_DAY_AND_MONTH = re.compile(
    r"\b\d{1,2} " + MONTH + r"$",
    re.IGNORECASE,
)
MAX_TITLE_LINES = 7
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
        title = _title(part, item)
        if title is None:
            continue
        decided = _decided(part, item, title.value, kind)
        decided["decision"] = shared.get(at) or decided["decision"]
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


def _matter(part: Part, title: Found[str], decision: Node) -> Draft:
    """`{"matter", "status"}`: the paper that a title opens with, and what became of it."""
    about = of_title(title, part.doc.text)
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


def _decided(part: Part, item: Item, title: str, kind: Kind) -> Draft:
    """`{"decision", "votes"}`: of the block of votes where it has the item, else of the lines under it."""
    if kind == "agenda":
        return {"decision": None, "votes": None}
    lines = item.voted or item.below
    return read_outcome(part, lines, title=title, speeches=kind == "minutes")


def _inside_one(rows: Sequence[Row], items: Sequence[Item]) -> bool:
    """Do all rows stand under one item? They are the papers that came in, not the items."""
    ends = [item.below[-1].end if item.below else item.number.span.end for item in items]
    first, last = rows[0].title[0].start, rows[-1].title[-1].end
    return len(items) >= 2 and any(i.number.span.start < first and last <= e for i, e in zip(items, ends, strict=True))


def _of_rows(part: Part, rows: Sequence[Row], kind: Kind) -> list[Draft]:
    drafts: list[Draft] = []
    for row in rows:
        title = _cleaned(whole(part, row.title, "rule:item-cell"))
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
                "votes": ballot(part, row.below, about=title.value) if said else None,
                "references": _mentioned(part, Item(place, row.title, row.below)),
                **_matter(part, title, decision),
            }
        )
    return drafts


def items_of(part: Part, kind: Kind) -> tuple[Item, ...]:
    """The items of a part with their lines."""
    lines = part.memo(text_lines)
    chain = item_numbers(lines, restarts=kind == "agenda", any_order=kind == "minutes")
    if kind == "decision_list":
        chain = decided_headings(lines, [number.line for number in chain]) or chain
        if not chain and (told := told_lines(lines)):
            return tuple(_told_item(part, line) for line in told)
        chain = with_letters(chain, lines)
    if not chain:
        chain = (voted_headings(lines) if kind != "agenda" else []) or heading_numbers(lines)
    out = [_item(part, lines, number, until) for number, until in zip(chain, _ends(chain, lines), strict=True)]
    return _with_votes(part, lines, out) if kind == "minutes" and out else tuple(out)


def _ends(chain: Sequence[Number], lines: Sequence[Line]) -> list[int]:
    """Where the lines of each item end; those of the last before what closes the paper."""
    if not chain:
        return []
    signed = next((i for i in range(chain[-1].line + 1, len(lines)) if _SIGNED.match(lines[i].text)), len(lines))
    return [*(number.line for number in chain[1:]), signed]


def _item(part: Part, lines: Sequence[Line], number: Number, until: int) -> Item:
    title, used = _title_lines(part, lines, number, until) if number.printed else _heading(lines, number, until)
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


def _title_lines(part: Part, lines: Sequence[Line], number: Number, until: int) -> tuple[list[Span], int]:
    """The pieces of the title and the index of the first line after it."""
    first = number.line if number.rest is not None else number.line + 1
    if first >= until:
        return [], number.line
    start = lines[first]
    pieces = [first_cell(part, number.rest) if number.rest is not None else _behind_label(start)]
    at = first + 1
    label = next((i for i in range(at, min(until, at + MAX_TITLE_LINES)) if _DECISION_LINE.match(lines[i].text)), None)
    bold = start.bold and not part.memo(_is_mostly_bold)
    while at < until and len(pieces) < MAX_TITLE_LINES:
        above, line = lines[at - 1], lines[at]
        if not line.text[:1].islower() and _closes_title(line.text):
            break
        if not _in_other_column(start, line):
            closed_by = label is not None and label <= at + 2
            if not (line.bold if bold else _goes_on(above, line, part.memo(_width), closed_by=closed_by)):
                break
            pieces.append(first_cell(part, Span(line.start, line.end)))
        at += 1
    return pieces, at


_TITLE_LABEL = re.compile(r"\W{0,2}(?:onderwerp|titel|betreft)\s*:\s*(?=\S)", re.IGNORECASE)


def _behind_label(line: Line) -> Span:
    """A title's line without "Onderwerp:"."""
    label = _TITLE_LABEL.match(line.text)
    return Span(line.start + (label.end() if label else 0), line.end)


def _in_other_column(first: Line, line: Line) -> bool:
    """Does a line stand far to the right of the title's first?"""
    if line.box is None or first.box is None or line.page != first.page:
        return False
    return line.box.x0 > first.box.x0 + 150


def _closes_title(text: str) -> bool:
    """Does a line begin what stands under a title: a label, an outcome, the sides of a vote, the next section?"""
    return bool(_ENDS_TITLE.match(text) or _SECTION.match(text) or is_alone(text) or is_side_line(text))


def _heading(lines: Sequence[Line], number: Number, until: int) -> tuple[list[Span], int]:
    """A heading goes on only in lower case."""
    at, pieces = number.line + 1, [Span(lines[number.line].start, lines[number.line].end)]
    while at < min(until, number.line + 3) and lines[at].text[:1].islower():
        pieces.append(Span(lines[at].start, lines[at].end))
        at += 1
    return pieces, at


def _mentioned(part: Part, item: Item) -> list[Found[dict[str, str]]]:
    """The motions and amendments that an item names by number, each once."""
    start = item.title[0].start if item.title else item.number.span.start
    # what became of it may stand before the title
    end = max(start, *(line.end for line in item.below[-1:]), *(span.end for span in item.title[-1:]))
    out: dict[tuple[str, str], Found[dict[str, str]]] = {}
    for match in _TABLED.finditer(part.doc.text, start, end):
        if is_party(match["n"]):
            # "Motie D66 Meer bomen"
            continue
        kind = "motion" if match["what"].lower().startswith("motie") else "amendment"
        value = {"type": kind, "value": match["n"], "raw": " ".join(match.group().split())}
        out.setdefault((kind, match["n"]), Found(value, (Span(*match.span()),), "rule:item-reference", 0.88))
        if len(out) >= MAX_MENTIONED:
            break
    return list(out.values())


def _width(part: Part) -> int:
    """How long a full line is, in characters: the ninth decile."""
    lengths = sorted(len(line.text) for line in part.memo(text_lines))
    return lengths[len(lengths) * 9 // 10] if lengths else 80


def _is_mostly_bold(part: Part) -> bool:
    """Whether bold says nothing here: more than half of the lines are."""
    lines = part.memo(text_lines)
    return sum(line.bold for line in lines) > len(lines) * 0.5


def _goes_on(above: Line, line: Line, wide: int, *, closed_by: bool) -> bool:
    """Does a title go on over the next line? It was cut off by the margin, or goes on in lower case."""
    text = above.text.rstrip()
    if text.endswith(("Nr.", "nr.", "d.d.", "dhr.", "mw.", "mevr.", "mr.", "drs.", "ir.")):
        return True
    if _DAY_AND_MONTH.search(text) and re.match(r"\d{4}\b", line.text):
        return True
    if text.endswith((".", "?", "!", ":", ";")) and not line.text[:1].islower():
        return False
    if _SUB_ITEM.match(line.text) or (line.index > above.index + 1 and not line.text[:1].islower()):
        return False
    if text.endswith(("-", ",", "(", "/")) or line.text[:1].islower() or line.text[:1] in "(‘“":
        return True
    return len(text) >= wide * 0.75 or closed_by


def _title(part: Part, item: Item) -> Found[str] | None:
    return _cleaned(whole(part, item.title, "rule:item-title"))


def _cleaned(found: Found[str] | None) -> Found[str] | None:
    """A title without the time and the numbers of papers behind it; None where no letter is left."""
    if found is None:
        return None
    value = _PURPOSE.sub(" ", _REFERENCE.sub("", _AFTER_TIME.sub("", found.value)))
    if closed := _AT.fullmatch(value):
        value = closed["title"]
    value = (
        _EMPTY_BRACKETS.sub("", _OPEN_TIME.sub("", value))
        .strip()
        .removesuffix(" Nr.")
        .removesuffix(" Nr")
        .rstrip(".")
        .strip()
    )
    if not any(c.isalpha() for c in value):
        return None
    return Found(value, found.spans, found.method, found.confidence)


def _references(part: Part, item: Item) -> list[Found[dict[str, str]]]:
    """The numbers of papers printed behind the title."""
    out: list[Found[dict[str, str]]] = []
    if not item.title:
        return out
    start = item.title[0].start
    end = item.below[0].end if item.below else item.title[-1].end
    for match in _REFERENCE.finditer(part.doc.text, start, min(end, start + 800)):
        kind, name = (
            ("council_proposal", "proposal")
            if match["proposal"]
            else ("case_number", "case" if match["case"] else "paper")
        )
        value = {"type": kind, "value": " ".join(match[name].split()), "raw": " ".join(match["raw"].split())}
        out.append(Found(value, (Span(match.start("raw"), match.end("raw")),), "rule:item-reference"))
    return out
