"""What was decided on an item, and how it was voted, as far as the lines under it say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from griffier.extractors.draft import Draft
from griffier.extractors.dutch.parties import find_parties
from griffier.extractors.points.runs import whole
from griffier.schemas.document import Line, Part, Span
from griffier.schemas.evidence import Found

_LABEL = re.compile(
    r"\W{0,3}(?:(?:het |de )?(?:besluit|besloten|beslissing|conclusie|besluitvorming|uitkomst|"
    r"advies)(?: van (?:de raad|het college|de commissie))?\s*:\s*"
    r"|besluit\s*$"
    r"|(?:de (?:gemeente|deel)?raad|het (?:college|dagelijks bestuur|algemeen bestuur)|de commissie|provinciale staten)\s+"
    r"(?:besluit|heeft besloten|besloot|adviseert|concludeert)\b[^:]{0,70}:\s*"
    r"|de raad besluit [^:]{0,30}\([^)]{5,60}\)\s*$)",
    re.IGNORECASE,
)
_OWN_LABEL = re.compile(r"\W{0,3}(?:besluit|besloten|beslissing|conclusie|besluitvorming|uitkomst|advies)\s*(?::|$)", re.IGNORECASE)
_STOPS = re.compile(
    r"\W{0,3}(?:(?:voor|tegen) (?:het|de|dit|deze) \S{4,30} stemd?en|tegen stemden|stemuitslag|stemming|over (?:het|de) \S+ is hoofdelijk|"
    r"toezegging(?:en)?\s*:|stemverklaring|vastgesteld (?:in|door)|aldus\b|"
    r"(?-i:Het college van burgemeester en wethouders\b[^.]{0,40}$)|de voorzitter sluit|actie\s*:|"
    r"de fracties? van .{2,60} (?:dient|dienen|wordt|worden) )",
    re.IGNORECASE,
)
_HEADING = re.compile(r"\d{1,2}(?:\.[a-z\d]{1,2}){0,2}\s+[A-Z]")
_SENTENCE = re.compile(
    r"(?P<s>(?:[A-Z\"“‘][^.!?\n]|\b[A-Z])[^.!?]{0,220}\b(?:vastgesteld|aangenomen|verworpen|aangehouden|"
    r"ingetrokken|goedgekeurd|bekrachtigd|aanvaard|"
    r"conform (?:voorstel |advies )?besloten|voor kennisgeving aangenomen|in handen gesteld|overgenomen|"
    r"als hamerstuk|bespreekstuk|hamerstuk)\b[^.!?]{0,160}[.!]?)"
)
_UNANIMOUS = re.compile(r"\b(?:unaniem|met algemene stemmen|bij acclamatie|eenparig|algemene stemmen)\b", re.IGNORECASE)
_TOTALS = re.compile(
    r"(?:met\s+)?(?P<for>\d{1,3})\s+(?:stemmen\s+)?(?:voor|vóór)\s*(?:,|en|-|/|tegen|"
    r";)?\s*(?:stemmen\s+)?(?:en\s+)?(?P<against>\d{1,3})\s+(?:stemmen\s+)?tegen\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"\b(?:tegen\s+(?:het\s+voorstel|de\s+motie|het\s+amendement|het\s+besluit)?\s*(?:stemd?en|stemt|zijn|"
    r"waren)\s*:?|(?:^|\W)tegen\s*:)\s*(?:de\s+)?(?:fracties?\s+van\s+)?",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"\b(?:voor\s+(?:het\s+voorstel|de\s+motie|het\s+amendement|het\s+besluit)\s*(?:stemd?en|stemt)\s*:?|(?:^|"
    r"\W)voor\s*:)\s*(?:de\s+)?(?:fracties?\s+van\s+)?",
    re.IGNORECASE,
)


_SEPARATOR = re.compile(r"\s*[,;]\s*(?:en\s+)?|\s+(?:en|alsmede)\s+")
_ARTICLE = re.compile(r"\s*(?:de\s+|het\s+)?(?:fracties?\s+(?:van\s+)?)?(?:de\s+|het\s+)?")
_PARTY_NAME = re.compile(r"[A-Z\d][\w'’!/&.+\-\n ]*$")


def read_outcome(part: Part, below: Sequence[Line], *, speeches: bool = False) -> Draft:
    """`{"decision", "votes"}` of an item.

    `speeches`: minutes, where what is announced by "Besluit:" is a motion that is read out: only the chair's closing formula counts.
    """
    if speeches:
        return {"decision": _formula(part, below), "votes": None}
    starts = [(i, m) for i, line in enumerate(below) if (m := _LABEL.match(line.text)) is not None]
    if not starts:
        return {"decision": _in_prose(part, below), "votes": _votes(part, below) if below else None}
    # a label of its own opens the item's decision; a sentence that announces one may be about an amendement: the last is the item's
    at, match = next(((i, m) for i, m in starts if _OWN_LABEL.match(below[i].text)), starts[-1])
    pieces: list[Span] = []
    if match.end() < len(below[at].text):
        pieces.append(Span(below[at].start + match.end(), below[at].end))
    end = at + 1
    for line in below[at + 1 :]:
        if _STOPS.match(line.text):
            break
        pieces.append(Span(line.start, line.end))
        end += 1
    rest = [below[at], *below[end:]] if pieces else below[at:]
    return {"decision": whole(part, pieces, "rule:decision"), "votes": _votes(part, rest)}


_FORMULA = re.compile(
    r"(?P<s>\b(?:De|Het)\s+(?:voordracht|voorstel|initiatiefvoorstel|raadsvoorstel|agenda|notulen|verslag|"
    r"besluitenlijst|motie|stuk|brief|nota)\b"
    r"[^.:;?!]{0,160}?\b(?:wordt|worden|is|zijn)\s+(?:hierna\s+|vervolgens\s+|"
    r"dan\s+ook\s+)?(?:zonder\s+hoofdelijke\s+stemming|met\s+algemene\s+stemmen|unaniem|"
    r"bij\s+zitten\s+en\s+opstaan|ongewijzigd|voor\s+kennisgeving)?[^.:;?!]{0,60}?\s*"
    r"(?:goedgekeurd|aangenomen|vastgesteld|verworpen|aangehouden|ingetrokken)\b)"
)


def _formula(part: Part, below: Sequence[Line]) -> Found[str] | None:
    """The last sentence by which the chair says what became of the item."""
    if not below:
        return None
    start, end = below[0].start, below[-1].end
    last: re.Match[str] | None = None
    for match in _FORMULA.finditer(part.doc.text, max(start, end - 20_000), end):
        if "\f" not in match["s"] and "motie-" not in match["s"]:
            last = match
    return whole(part, [Span(last.start("s"), last.end("s"))], "rule:decision-formula", 0.85) if last else None


def _in_prose(part: Part, below: Sequence[Line]) -> Found[str] | None:
    """ "Het voorstel wordt met algemene stemmen aangenomen." in an item of a few lines; None in a speech."""
    if not below or len(below) > 14:
        return None
    start, end = below[0].start, below[-1].end
    matches = list(_SENTENCE.finditer(part.doc.text, start, end))
    if not matches:
        return None
    last = matches[-1]
    return whole(part, [Span(last.start("s"), last.end("s"))], "rule:decision-in-prose", 0.8)


def _votes(part: Part, lines: Sequence[Line]) -> Draft | None:
    """Unanimity, totals and parties of the vote on the item itself."""
    if not lines:
        return None
    text, start, end = part.doc.text, lines[0].start, min(lines[-1].end, lines[0].start + 2500)
    totals = _TOTALS.search(text, start, end)
    unanimous = _UNANIMOUS.search(text, start, lines[0].end) or (None if len(lines) > 8 else _UNANIMOUS.search(text, start, end))
    sides: dict[str, Draft | None] = {"for": None, "against": None}
    for side, pattern in (("for", _FOR), ("against", _AGAINST)):
        sides[side] = _side(part, pattern, start, end)
    if totals:
        for side in ("for", "against"):
            total = Found(int(totals[side]), (Span(totals.start(side), totals.end(side)),), "rule:vote-total")
            sides[side] = {**(sides[side] or {"parties": [], "members": []}), "total": total}
    if unanimous is not None and sides["against"] is None:
        place = (Span(unanimous.start(), unanimous.end()),)
        return {"for": sides["for"], "against": None, "abstained": None, "unanimous": Found(True, place, "rule:unanimous")}
    if not any(sides.values()):
        return None
    return {**sides, "abstained": None, "unanimous": None}


def _side(part: Part, pattern: re.Pattern[str], start: int, end: int) -> Draft | None:
    """The parties named behind "tegen stemden"; None where members are named (a roll call) or nothing is."""
    text = part.doc.text
    match = pattern.search(text, start, end)
    if match is None:
        return None
    stop = text.find(".", match.end(), min(end, match.end() + 300))
    stop = stop if stop >= 0 else min(end, match.end() + 160)
    if ":" in text[match.end() : stop]:
        return None
    listed: list[Draft] = [
        {"party": Found(text[span.start : span.end], (span,), "rule:party"), "seats": None, "except": []}
        for span in _listed(text, match.end(), stop)
    ]
    return {"parties": listed, "members": [], "total": None} if listed else None


def _listed(text: str, start: int, end: int) -> list[Span]:
    """The parties of a list, known or as written; [] where a piece is no name: half a list would be wrong."""
    known = find_parties(text, start, end, loose=True)
    out: list[Span] = []
    at = start
    for piece in [*_SEPARATOR.finditer(text, start, end), None]:
        stop = piece.start() if piece else end
        if any(p.start < stop < p.end for p in known):
            continue
        lead = _ARTICLE.match(text, at, stop)
        lo, hi = (lead.end() if lead else at), stop
        while hi > lo and text[hi - 1] in " \n\t,;":
            hi -= 1
        if lo < hi:
            if not (text[lo].isupper() or text[lo].isdigit()) or hi - lo > 45 or not _PARTY_NAME.match(text, lo, hi):
                return []
            out.append(Span(lo, hi))
        at = piece.end() if piece else end
    return out
