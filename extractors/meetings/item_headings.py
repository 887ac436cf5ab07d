"""Items without numbers: the headings of minutes and lists, told by their type, their level, or the space around
them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from griffier.extractors.meetings.item_numbers import Number
from griffier.extractors.votes.outcomes import is_alone, of_line
from griffier.extractors.votes.statements import is_side_line
from griffier.schemas.document import Line, Span

_OPENING = re.compile(r"\W{0,2}(?:heropening|opening)\b(?!s)", re.IGNORECASE)
_USUAL = re.compile(
    r"\W{0,2}(?:opening|sluiting|mededelingen|vaststell\w+|rondvraag|ingekomen|insprekers?|spreekrecht"
    r"|vragen(?:uur|half\s?uur|kwartier|ronde)?|"
    r"actualiteit\w*|hamerstuk\w*|bespreekstuk\w*|(?:raads|initiatief)?voorstel|motie|benoeming|afscheid"
    r"|installatie|notulen|verslag|besluitenlijst|"
    r"begroting|jaarrekening|bestemmingsplan|verordening|kadernota|loting|termijnagenda|toezeggingen|trekking)\b",
    re.IGNORECASE,
)
_NO_HEADING = re.compile(
    r"\W{0,3}(?:besluit(?!enlijst)\w*|stemming|stemverklaring\w*|stemuitslag|conclusie|toezegging\b|eerste termijn"
    r"|tweede termijn|interruptie|schorsing|reactie|"
    r"antwoord|college|raad|bijlagen?|voor|tegen|aanwezig\w*|afwezig\w*|voorzitter|griffier|agendapunten|agenda"
    r"|aldus|de (?:heer|voorzitter|griffier|"
    r"raad)|mevrouw|wethouder|burgemeester|pagina|inhoud\w*)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"(?:[A-Z]\.\s?)+|.*\((?:[A-Z][\w /&!-]{1,30})\)$|.*\d{1,2}[.:]\d{2}")
MAX_HEADING = 110
"""Characters: a title of an item goes on for two lines at most where no number announces it."""


def heading_numbers(lines: Sequence[Line]) -> list[Number]:
    """The headings as items without a number, from "Opening" on; [] where they are not sure: no opening, or fewer than
    three."""
    found = [i for i in _standing_out(lines) if _worded(lines[i])]
    alone = [i for i in range(len(lines)) if _spaced(lines, i) and _worded(lines[i])]
    # of type that recognition measured, only some headings look larger: the space around them tells them all
    if not _sure(lines, found) or (_sure(lines, alone) and set(found) < set(alone)):
        found = alone
    if not _sure(lines, found):
        return []
    return _from_opening(lines, found)


def _from_opening(lines: Sequence[Line], found: Sequence[int]) -> list[Number]:
    """The headings from "Opening" on; a line that goes on with a heading is none."""
    begin = next(i for i in found if _OPENING.match(lines[i].text))
    kept = [i for i in found if i >= begin]
    goes_on = {i for above, i in pairwise(kept) if above == i - 1 and lines[i].text[:1].islower()}
    return [_as_number(lines[i], i) for i in kept if i not in goes_on]


def _standing_out(lines: Sequence[Line]) -> list[int]:
    """The lines whose type sets them apart; none where that is more than a third of all."""
    sizes = [line.size for line in lines if line.size]
    body = median(sizes) if sizes else 0.0
    out = [i for i, line in enumerate(lines) if _set_apart(line, body)]
    return out if len(out) <= len(lines) * 0.35 else []


_OUTCOME = re.compile(r"\W{0,3}(?:besluit|besloten|beslissing|genomen besluit|advies)\s*(?::|$)", re.IGNORECASE)
_INSIDE = re.compile(
    r"\W{0,3}(?:samenvatting|toelichting|inleiding|aanleiding|achtergrond|voorstel|advies|portefeuille\w*|zaaknummer"
    r"|bijlagen?|documenten|openbaar\w*|status"
    r"|communicatie|vervolg|opmerking(?:en)?|motivering)\b",
    re.IGNORECASE,
)
LOOK_UP = 12
"""Lines above a "Besluit:" in which its heading is looked for."""


def decided_headings(lines: Sequence[Line], numbered: Sequence[int]) -> list[Number]:
    """The headings over each "Besluit:" of a list without numbers; [] where numbers stand there, or a heading is
    missing.

    `numbered`: the lines of numbers that count on: where each outcome has one above it, they are the items.
    """
    outcomes = [i for i, line in enumerate(lines) if _OUTCOME.match(line.text)]
    if len(outcomes) < 2:
        return []
    bounds = list(zip([-1, *outcomes], outcomes, strict=False))
    if sum(any(lo < n < hi for n in numbered) for lo, hi in bounds) * 2 > len(outcomes):
        return []
    found = [_heading_over(lines, lo, hi) for lo, hi in bounds]
    kept = [i for i in found if i is not None]
    return [_as_number(lines[i], i) for i in kept] if len(kept) == len(outcomes) else []


def _heading_over(lines: Sequence[Line], after: int, outcome: int) -> int | None:
    """The heading of an outcome: of the highest level between it and the one before, else the nearest line that stands
    alone."""
    span = range(max(after + 1, outcome - LOOK_UP), outcome)
    declared = [i for i in span if lines[i].heading >= 2 and not _INSIDE.match(lines[i].text)]
    if declared:
        return min(declared, key=lambda i: (lines[i].heading, -i))
    for i in reversed(span):
        apart = lines[i].bold or i == 0 or lines[i].index > lines[i - 1].index + 1
        if apart and _worded(lines[i]) and not _INSIDE.match(lines[i].text):
            return i
    return None


TABLED = "m"
"""The style of a number that is of a motion or an amendment."""
_TABLED = re.compile(
    r"(?i:motie|(?:sub-?)?amendement)\s+(?:(?i:nr\.?)\s*)?"
    r"(?P<n>(?:[A-Z]{1,2}[-. ]?)?\d{1,4}(?:[.\-/]\d{1,4})?[a-z]?['’′”″]?)"
    r"\s+[A-Z'\"‘“][^.:;]{3,150}$"
)
VOTED_UNDER = 4
"""Lines under a motion among which its vote or its outcome begins."""


def voted_headings(lines: Sequence[Line]) -> list[Number]:
    """Motions and amendments as headings, each right over the sides of its vote or its outcome; [] for fewer than two.

    seen: lists of a district council: "Motie M13.89 title (SP)", "Voor:", "Tegen:", "Verworpen"
    """
    out: list[Number] = []
    for at, line in enumerate(lines):
        match = _TABLED.match(line.text)
        if match and is_voted(lines[at + 1 : at + 1 + VOTED_UNDER]):
            out.append(_motion(line, at, match))
    return out if len(out) >= 2 else []


_SAID = re.compile(r"(?:het|dit) (?:sub)?amendement|(?:de|deze) motie", re.IGNORECASE)


def with_tabled(chain: Sequence[Number], lines: Sequence[Line]) -> list[Number]:
    """The numbers with the motions and amendments that stand under them as headings with a number of their own, each
    over what became of it."""
    taken = {line for number in chain for line in (number.line, number.line + (number.rest is None))}
    first = chain[0].line if chain else len(lines)
    told = [
        number for at, line in enumerate(lines) if at > first and at not in taken and (number := _tabled(lines, at))
    ]
    return sorted([*chain, *told], key=lambda number: number.line)


def with_put_to_vote(chain: Sequence[Number], lines: Sequence[Line]) -> list[Number]:
    """The numbers of minutes with the motions and amendments that are put to the vote under them: headings with a
    number of their own, with the sides of a vote or its outcome before the next heading. Where a debate names them as
    headings too, the last one before the vote is the item. The numbers alone for fewer than two such headings."""
    taken = {line for number in chain for line in (number.line, number.line + (number.rest is None))}
    first = chain[0].line if chain else len(lines)
    heads = {at: m for at in range(first + 1, len(lines)) if at not in taken and (m := _TABLED.match(lines[at].text))}
    bounds = sorted({*heads, *(number.line for number in chain), len(lines)})
    ends = dict(pairwise(bounds))
    voted = {m["n"]: at for at, m in heads.items() if is_voted(lines[at + 1 : ends[at]])}
    if len(voted) < 2:
        return list(chain)
    return sorted([*chain, *(_motion(lines[at], at, heads[at]) for at in voted.values())], key=lambda n: n.line)


def is_voted(under: Sequence[Line]) -> bool:
    """Do the sides of a vote, or its outcome, stand in a line of their own?"""
    return vote_line(under) is not None


def vote_line(under: Sequence[Line]) -> int | None:
    """The first line that is a side of a vote or tells an outcome alone."""
    return next((k for k, x in enumerate(under) if is_side_line(x.text) or of_line(x.text, 0, len(x.text))), None)


def _motion(line: Line, at: int, match: re.Match[str]) -> Number:
    place = Span(line.start + match.start("n"), line.start + match.end("n"))
    return Number(at, match["n"], place, (at,), TABLED, Span(line.start, line.end), 1.0)


def _tabled(lines: Sequence[Line], at: int) -> Number | None:
    line, below = lines[at], lines[at + 1 : at + 3]
    apart = line.bold or line.heading or (at and line.index > lines[at - 1].index + 1)
    match = _TABLED.match(line.text) if apart else None
    if match is None or not any(is_alone(x.text) or is_side_line(x.text) or _SAID.match(x.text) for x in below):
        return None
    return _motion(line, at, match)


def _as_number(line: Line, at: int) -> Number:
    place = Span(line.start, line.end)
    return Number(at, "", place, (at,), "h", place, 1.0)


def _sure(lines: Sequence[Line], found: Sequence[int]) -> bool:
    usual = sum(bool(_USUAL.match(lines[i].text)) for i in found)
    return len(found) >= 3 and usual >= 2 and any(_OPENING.match(lines[i].text) for i in found)


def _set_apart(line: Line, body: float) -> bool:
    return bool(line.heading >= 2 or line.bold or (body and line.size > body * 1.08))


def _worded(line: Line) -> bool:
    text = line.text
    return (
        3 < len(text) <= MAX_HEADING
        and (text[0].isupper() or text[0] in "'\"‘“")
        and not text.rstrip().endswith((".", ",", ";", ":", "!"))
        and _NO_HEADING.match(text) is None
        and _PERSON.match(text) is None
    )


def _spaced(lines: Sequence[Line], at: int) -> bool:
    """A line with space above it, under which text begins: of a bare text nothing else tells a heading."""
    line = lines[at]
    above = at == 0 or line.index > lines[at - 1].index + 1
    follows = at + 1 == len(lines) or lines[at + 1].index >= line.index + 1
    if not (above and follows) or len(line.text) > 80:
        return False
    if _USUAL.match(line.text):
        return True
    if at + 1 == len(lines):
        return False
    below = lines[at + 1]
    if below.index == line.index + 1:
        return below.text.rstrip().endswith((".", "?", "!", ",")) or (len(below.text) > 60 and below.text[:1].isupper())
    # a paragraph of one short line over one of running text
    return (
        len(below.text) > 60
        and below.text[:1].isupper()
        and at > 0
        and lines[at - 1].text.rstrip().endswith((".", "?", "!", ":"))
    )
