"""What a body is asked to decide, or decided: the points under "besluit:", "Gevraagd besluit", "Wij stellen u voor"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from griffier.extractors.drafting.draft import Draft
from griffier.extractors.dutch.words import place_and_day
from griffier.extractors.text.flow import Flow, flow_of
from griffier.extractors.text.list_rows import Item
from griffier.extractors.text.lists import items_of
from griffier.extractors.text.marks import mark_at
from griffier.extractors.text.numbered import Point, label_of, points
from griffier.extractors.text.runs import text_lines, whole
from griffier.schemas.document import Line, Part, Span

_WHO = r"(?:wij|(?:de )?(?:indieners?|initiatiefnemers?)|het college)"
_WHOM = r"(?:u|(?:de|uw) (?:gemeente)?raad)"
_TO_DECIDE = r"(?: om)?(?: het volgende besluit te nemen| (?:om )?te besluiten(?: om| tot)?)?"
_ASKS = re.compile(
    r"\W{0,4}(?:\d{1,2}(?:\.\d)?[.)]?\s+)?(?:"
    r"gevraagde? (?:raads)?(?:besluit(?:en)?|beslissing)|voorgestelde? (?:raads)?(?:besluit(?:en)?|beslissing)"
    r"|voorstel tot besluit|"
    r"(?:ontwerp|concept)-?\s?(?:raads)?besluit|te nemen besluit|beslispunt(?:en)?|besluitpunten|"
    r"(?:het )?voorstel|"
    rf"{_WHO}(?: van (?:b&w|burgemeester (?:en|&) wethouders))? stel(?:len|t) {_WHOM}?\s?voor{_TO_DECIDE}|"
    rf"[^.:;]{{0,90}}\bstel(?:len|t) {_WHO} {_WHOM} (?:[^.:;]{{3,40}} )?voor{_TO_DECIDE}(?=\s*:)|"
    r"(?:aan )?de (?:gemeente|deel)?raad (?:wordt|voor te stellen|voorstellen)(?: (?:gevraagd|voorgesteld|"
    r"verzocht))?(?: (?:om )?te besluiten)?|"
    r"de (?:raads)?commissie wordt (?:gevraagd|voorgesteld|verzocht)|voorgesteld wordt(?: te besluiten)?(?: om)?|"
    r"(?:u|de raad) wordt (?:voorgesteld|gevraagd)(?: om)?|"
    r"(?:voorstel )?(?:om )?te besluiten(?: om| tot)?"
    r")\s*(?:[:;,]\s*(?P<rest>\S.*)?|\.{3}|…)?$",
    re.IGNORECASE,
)
_ASKS_INLINE = re.compile(
    r"\W{0,4}(?:de (?:raads)?commissie|de (?:gemeente)?raad|u) wordt (?:gevraagd|voorgesteld"
    r"|verzocht)\s*:?\s+(?:om\s+)?(?P<rest>\S.{8,})$",
    re.IGNORECASE,
)
_ASKS_LEAD = re.compile(
    r"\W{0,4}(?:de (?:raads)?commissie|de (?:gemeente)?raad|u) wordt (?:gevraagd|voorgesteld|"
    r"verzocht)\s*:?\s+(?:om\s+)?",
    re.IGNORECASE,
)
_PLACE_DATE = re.compile(place_and_day() + "$", re.IGNORECASE)
_HEAD_FIELD = re.compile(
    r"\W{0,3}(?:portefeuillehouder|steller|datum|onderwerp|behandelend ambtenaar|bijlagen|zaaknummer|"
    r"kenmerk)\b\s*:",
    re.IGNORECASE,
)
_DECIDES = re.compile(
    r"(?:.{0,90}[,;]\s*)?\W{0,4}(?:de\s+(?:gemeente|deel)?raad\s+|het\s+algemeen\s+bestuur\s+|provinciale\s+staten\s+)?"
    r"b\s?e\s?s\s?l\s?u\s?i\s?t(?:\s?e\s?n)?(?:\s+(?:met\s+algemene\s+stemmen|unaniem|bij\s+acclamatie"
    r"|met\s+\d{1,2}\s+stemmen\s+voor[^:\n]{0,60}))?\s*(?::\s*(?P<rest>\S.*)?|(?P<tail>(?:vast te stellen|om"
    r"|tot(?: vaststelling)?)\b.*)|$)",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\W{0,4}(?:\d{1,2}(?:\.\d)?[.)]?\s+)?(?:"
    r"toelichting\b.{0,40}|aanleiding\b.{0,40}|inleiding\b.{0,40}|samenvatting|wettelijke grondslag|bestuurlijke "
    r"achtergrond|"
    r"reden bespreking|argumenten.{0,30}|beoogd (?:effect|resultaat|doel).{0,20}|kanttekeningen.{0,30}|"
    r"financi[eë]n|financi[eë]le .{3,40}|achtergrond|"
    r"bijlagen?\b.{0,30}|onderbouwing|motivering|overwegingen|kader|context|doel|waarom .{0,60}|probleemstelling|"
    r"(?:wat|waarom|hoe|welke|wanneer|wie|waar)\b[^?]{3,70}\?|wat willen we bereiken|"
    r"aldus\b.{0,160}|vastgesteld (?:in|door)\b.{0,120}|(?:het )?college van (?:burgemeester|b).{0,60}|"
    r"burgemeester (?:en|&) wethouders(?: van .{2,40})?,?|"
    r"het (?:dagelijks|algemeen) bestuur(?: van .{0,60})?,?|(?:de )?(?:raads|plv\. ?)?griffier\b.{0,60}|"
    r"de voorzitter\b.{0,60}|de secretaris\b.{0,60}|"
    r"(?:de )?(?:indieners?|initiatiefnemers?)\b.{0,160}|ondertekening|raadsbesluit|besluitvorming|uitkomsten .{0,40}"
    r"|(?:hoofdstuk|artikel|paragraaf) (?:1|i)\b.{0,90}|"
    r"publicaties? .{0,40}|geheimhouding(?:\s+(?:nee|ja|n\.?v\.?t\.?)\b.{0,10})?"
    r"|consequenties.{0,20}|inhoud"
    r"|historie|voorgeschiedenis|raadsvoorstel\s+(?:inleiding|toelichting)"
    r")\s*[:?]?$",
    re.IGNORECASE,
)
_LEAD_ONLY = re.compile(
    r"\W{0,3}(?:vast te stellen|over te gaan tot|in te stemmen met|om|te besluiten(?: om)?|het volgende|beslist(?: "
    r"het volgende)?)\W*$",
    re.IGNORECASE,
)
_FORMULA = re.compile(
    r"(?:de (?:gemeente|deel)?raad|het algemeen bestuur|provinciale staten|de verenigde vergadering|gelet op|gezien"
    r"|gelezen|overwegende|"
    r"op grond van|het algemeen bestuur wordt|gehoord)\b",
    re.IGNORECASE,
)
_VOTED = re.compile(
    r"\W{0,3}(?:(?:het|dit|de)\s+(?:(?:geamendeerde|gewijzigde)\s+)?(?:raads)?(?:voorstel|besluit"
    r"|voordracht)\s+(?:is|wordt|werd)\b[^.\n]{0,80}"
    r"\b(?:aangenomen|verworpen|vastgesteld|besloten)\b|(?:voor|tegen)\s+stem[md]en\b|stemuitslag\b|stemming\s*:"
    r"|uitslag\s+stemming|(?:dit|het)\s+(?:raads)?besluit\s+is\s+genomen\s+met\b|"
    r"(?:voor|tegen)\s*(?:\(?\d{1,2}\)?)?\s*:\s|aangenomen\s+met\b|met\s+algemene\s+stemmen\s+(?:aangenomen|besloten"
    r"|vastgesteld))",
    re.IGNORECASE,
)
"""How it was voted is no part of the last point."""
MAX_LINES = 120


def read_decisions(part: Part, *, proposal: bool) -> list[Draft]:
    """The decision points: numbered as printed, or one text. `proposal`: what is asked counts, else what was
    decided."""
    lines = list(text_lines(part))
    block = _block(lines, proposal)
    if not block:
        return []
    return _points(part, block)


def vote_lines(part: Part) -> list[Line]:
    """The lines of a decision that say how it was voted: what announces the points, and what follows them up to the
    signatures."""
    lines = list(text_lines(part))
    out: list[Line] = []
    for at, line in enumerate(lines):
        if _decided(lines, at) or (out and _VOTED.match(line.text)) or _VOTED.match(line.text):
            out.extend(x for x in lines[at : at + 8] if x not in out)
    return out


def _block(lines: Sequence[Line], proposal: bool) -> list[Span]:
    """The pieces, one a line, between the words that announce the decision and what ends it."""
    for at, line in enumerate(lines):
        asked = (_ASKS.match(line.text) or _ASKS_INLINE.match(line.text)) if proposal else None
        if asked is None and not _decided(lines, at):
            continue
        match = asked or _DECIDES.match(line.text)
        assert match is not None
        start = at
        if asked is not None and (later := _formula_below(lines, at)) is not None:
            start = later
            match = _DECIDES.match(lines[later].text)
            assert match is not None
        block = _collect(lines, start, match)
        if block:
            return block
    return []


def _decided(lines: Sequence[Line], at: int) -> bool:
    """ "besluit:" of an elected body: a formula stands above it, or the line names the body."""
    match = _DECIDES.match(lines[at].text)
    if match is None or (":" not in lines[at].text and match["tail"] is None and not _spaced(lines[at].text)):
        return False
    above = lines[max(0, at - 14) : at]
    return bool(_FORMULA.match(lines[at].text)) or any(_FORMULA.match(line.text) for line in above)


def _spaced(text: str) -> bool:
    return text.replace(" ", "").rstrip(":").lower() in ("besluit", "besluiten")


def _formula_below(lines: Sequence[Line], at: int) -> int | None:
    """A whole concept decision follows: "Wij stellen u voor ... De raad van X, gelet op ..., besluit:"."""
    for step, line in enumerate(lines[at + 1 : at + 20], start=at + 1):
        if _DECIDES.match(line.text) and _decided(lines, step):
            return step
        if step == at + 1 and not _FORMULA.match(line.text):
            return None
    return None


def _collect(lines: Sequence[Line], at: int, match: re.Match[str]) -> list[Span]:
    out: list[Span] = []
    for name in ("rest", "tail"):
        if name in match.re.groupindex and match[name] and not _LEAD_ONLY.match(match[name]):
            out.append(Span(lines[at].start + match.start(name), lines[at].start + match.end(name)))
    for line in lines[at + 1 : at + 1 + MAX_LINES]:
        if not out and _LEAD_ONLY.match(line.text):
            continue
        if out and (_ends(line) or _is_heading(_line_of(lines, out[0]), line) or _VOTED.match(line.text)):
            break
        if not _ends(line):
            out.append(Span(line.start, line.end))
    return out


def _ends(line: Line) -> bool:
    """Does a line begin something else: another part of the paper, its labels, its signature?"""
    return any(sign.match(line.text) for sign in (_PLACE_DATE, _HEAD_FIELD, _STOP, _ASKS))


def _is_heading(first: Line, line: Line) -> bool:
    """Is a line set apart from the first of a block, and no point of it?"""
    apart = line.heading > first.heading or (line.bold and not first.bold) or line.size > 1.12 * first.size > 0
    return (
        apart
        and len(line.text) < 80
        and label_of(line) is None
        and not line.text.rstrip().endswith((".", ";", ",", ":"))
    )


def _line_of(lines: Sequence[Line], piece: Span) -> Line:
    return next(line for line in lines if line.start <= piece.start < line.end)


def _points(part: Part, block: Sequence[Span]) -> list[Draft]:
    """The points of a block: a run of numbers, bullets, or one text."""
    lines = [part.doc.line_at(piece.start) for piece in block]
    run = points(lines)
    if run and (len(run) > 1 or block[0].end > run[0].label.start):
        return _drafts(part, run)
    return (
        (_first_number_lost(part, block, lines) if not run else [])
        or _bullets(part, block)
        or _one(part, _without_lead(part, block))
    )


def _drafts(part: Part, run: Sequence[Point]) -> list[Draft]:
    return [d for p in run if (d := p.draft(part, "rule:decision-point")) is not None]


def _first_number_lost(part: Part, block: Sequence[Span], lines: Sequence[Line]) -> list[Draft]:
    """Recognition lost the number of the first point: a run begins at 2 below some text."""
    for i, line in enumerate(lines):
        label = label_of(line)
        if label is not None and label.value == 2 and not label.bare:
            run = points(lines[i:], first=2) if i else []
            text = whole(part, block[:i], "rule:decision-point", 0.8)
            lost: list[Draft] = [{"number": None, "text": text}] if text and run else []
            return [*lost, *_drafts(part, run)]
    return []


def _bullets(part: Part, block: Sequence[Span]) -> list[Draft]:
    """Two bullets or more, each with all that stands under it."""
    flow = part.memo(flow_of)
    items = items_of(flow, flow.after(block[0].start), flow.after(block[-1].end))
    if sum(item.shape == "bullet" for item in items) < 2:
        return []
    ends = [*(flow.line_at(item.start).start for item in items[1:]), flow.after(block[-1].end)]
    told = [
        whole(part, [flow.span(*piece) for piece in _pieces(flow, item, end)], "rule:decision-point")
        for item, end in zip(items, ends, strict=True)
        if item.shape == "bullet"
    ]
    return [{"number": None, "text": text} for text in told if text is not None]


def _pieces(flow: Flow, item: Item, end: int) -> list[tuple[int, int]]:
    """The lines of an item, its own mark left out."""
    lines = [x for x in flow.lines[flow.line_at(item.start).index :] if x.start < end]
    return [(max(x.start, item.start), x.end) for x in lines]


def _without_lead(part: Part, block: Sequence[Span]) -> Sequence[Span]:
    """A block without "De raad wordt gevraagd" or the one bullet at its head."""
    text, first = part.doc.text, block[0]
    lead = _ASKS_LEAD.match(text, first.start, first.end)
    mark = mark_at(text, first.start, first.end)
    behind = lead.end() if lead else mark.behind if mark and mark.shape == "bullet" else first.start
    return [Span(behind, first.end), *block[1:]] if first.start < behind < first.end else block


def _one(part: Part, block: Sequence[Span]) -> list[Draft]:
    text = whole(part, block, "rule:decision", 0.85)
    return [{"number": None, "text": text}] if text is not None else []
