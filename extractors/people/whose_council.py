"""Whose council it is: the municipality that a document names as its own, never one that is merely mentioned.

Every mention is weighed by what stands before it ("de raad van de gemeente X", "gemeenteraad X", a letterhead, a web
domain) and where it stands. The winner needs a cue of its own and a clear lead. Provinces, water boards, the state
and Belgian municipalities have none. Where two municipalities bear the name (Bergen), the code is null.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from griffier.extractors.dutch import places
from griffier.extractors.dutch.places import Place, PlaceMention
from griffier.schemas.document import Layer, Part, Span
from griffier.schemas.evidence import Found

_HEAD, _TAIL = 2500, 1500
_ENOUGH, _LEAD = 3.0, 1.4

_OF_GEMEENTE = r"(?:(?:van|der|fan)\s+(?:de\s+(?=gemeente))?)?(?:gemeente)?"
_OF = rf"(?:{_OF_GEMEENTE}|of|in|te|[-–:])"
_BODY_BEFORE = re.compile(
    rf"(?:\b(?:(?:gemeente)?(?:raad(?:svergadering)?|ried)|raads(?:agenda|notulen)|college|burgemeester|wethouders|B\s?(?:&|en)\s?W(?:-?vergadering)?|(?:raads)?griffier?"
    rf"|presidium|raadsfracties?|raadscommissies|raadsinformatiesysteem)\s+{_OF}\s*)\Z",
    re.IGNORECASE,
)
_OPENS_BEFORE = re.compile(
    r"^[ \t]*de\s+(?:gemeente)?raad\s+(?:van|der)\s+(?:de\s+)?(?:gemeente\s+)?\Z", re.IGNORECASE | re.MULTILINE
)
_OPENS_AFTER = re.compile(
    r"\s*[,;]?\s*(?:in\s+(?:\w+\s+){0,2}(?:raads)?vergadering\b|bijeen|gelezen|gelet|gehoord|gezien)", re.IGNORECASE
)
"""The opening formula of what a council itself says: it beats every mention."""
_ADDRESSED = re.compile(
    r"(?:\baan\s*:?\s*(?:de\s+(?:leden|voorzitter)\s+van\s+)?(?:de\s+)?(?:gemeente)?raad\s+"
    rf"{_OF_GEMEENTE}\s*)\Z",
    re.IGNORECASE,
)
_POSTED_TO = re.compile(
    r"[ \t]*\n(?:[^\n]{0,60}\n){0,2}?[ \t]*(?:(?:postbus|antwoordnummer)\s+\d|\d{4}\s?[A-Z]{2}\s)", re.IGNORECASE
)
"""Below a name that ends its line: where the post goes."""
_MUNICIPALITY_BEFORE = re.compile(
    r"\b(?:gemeente|gemeentelijke|gemeentehuis|stadhuis|municipality\s+of|city\s+of|raadsbesluit"
    r"|gemeenteblad(?:\s+van)?)\s*(?:(?:van|te|in)\s+)?[:-]?\s*\Z",
    re.IGNORECASE,
)
_UNDER_WORD = re.compile(r"(?:^|\n)[ \t]*gemeente(?:(?:[ ]{2}|\t)[^\n]*)?\n[ \t]*\Z", re.IGNORECASE)
"""The word over a name, of a logo: what stands further right in its line is of another column."""
_OTHERS_BEFORE = re.compile(
    r"\b(?:gemeenten|buurgemeenten?|regiogemeenten|provincie|provinciale\s+staten(?:\s+van)?|waterschap"
    r"|hoogheemraadschap|politie|regio|GGD|rechtbank|station|universiteit|stichting|vereniging"
    r"|vrienden\s+van)\s+(?:van\s+)?\Z",
    re.IGNORECASE,
)
_BRACKET_BEFORE = re.compile(r"\s\((?:(?:wethouder|burgemeester|raadslid)\s+)?(?:van\s+)?(?:de\s+)?gemeente\s+\Z", re.I)
_LISTED_AFTER = re.compile(r"\s*(?:,|en|/)\s+(?:de\s+)?(?:gemeente\s+)?[A-Z'’]")
_LISTED_BEFORE = re.compile(r"[A-Z]\w+(?:,|\s+en)\s+(?:de\s+)?gemeente\s+\Z")
_POSTCODE_BEFORE = re.compile(r"\b\d{4}\s?[A-Z]{2}\s+\Z")
_DOMAIN = re.compile(
    r"(?<![\w.-])(?:[\w.+-]+@|https?://|www\.)?(?:[\w-]+\.)*?(?P<name>[a-z0-9-]{3,40})\.(?:nl|frl)\b", re.IGNORECASE
)
_NO_MUNICIPALITY = re.compile(
    r"^[ \t]*(?:aan\s*:?\s*)?(?:(?:de\s+(?:voorzitter|leden)|(?:het\s+)?(?:algemeen|dagelijks)\s+bestuur)\s+van\s+)?"
    r"(?:de\s+|het\s+)?(?:ministerie\s+van"
    r"|tweede\s+kamer|eerste\s+kamer|provinciale\s+staten|gedeputeerde\s+staten|statenvoorstel|statengriffie"
    r"|waterschap|hoogheemraadschap|provincie|MPVO|wetterskip)\b(?!\s+(?!van\b)(?-i:[a-z]))"
    r"|\b(?:burgemeester\s+en\s+schepenen|schepencollege|OCMW|gemeentedecreet|decreet\s+lokaal\s+bestuur"
    r"|voorzitter\s+van\s+de\s+tweede\s+kamer)\b",
    re.IGNORECASE | re.MULTILINE,
)
_STADSDEEL = re.compile(
    r"\b(?i:(?:(?:stads)?deelraad\s+(?:van\s+)?)?stadsdeel(?:commissie|bestuur|raad)?"
    r"|bestuurscommissie(?:\s+van)?(?:\s+stadsdeel)?)\s+(?P<name>[A-Z][\w-]+(?:[ -][A-Z][\w-]+)?)"
)


@dataclass(frozen=True, slots=True)
class Town:
    """Whose parties are meant: the municipality's code and name, and the date. `proven`: parties that the document
    itself names as such."""

    code: str | None = None
    place: str | None = None
    on: str | None = None
    proven: tuple[str, ...] = ()


def town_of(part: Part, code: str | None = None, on: str | None = None) -> Town:
    """The council of a part's municipality; `code` and `on` where the caller knows them better."""
    found = part.memo(municipality_of)
    value = found.value if found else {}
    return Town(code or value.get("code"), value.get("name"), on)


@dataclass
class _Case:
    """What speaks for one municipality (or a pair of namesakes)."""

    options: tuple[Place, ...]
    score: float = 0.0
    cued: bool = False
    plain: int = 0
    opens: bool = False
    best: tuple[float, Span] = field(default_factory=lambda: (-1.0, Span(0, 1)))

    def add(self, weight: float, start: int, end: int, *, cue: bool) -> None:
        """Count one mention."""
        self.score += weight
        self.cued = self.cued or cue
        if weight > self.best[0]:
            self.best = (weight, Span(start, end))


_IN_A_SENTENCE = re.compile(
    r"(?:[\w'’-]+,?\s+){2}\b(?:in|van|voor|binnen|naar|heel|rond|door|uit|bij|dat|om)\s+\Z|(?:^|[.!?]\s+)In\s+\Z"
)
_SEATS_OF_OTHERS = frozenset({"'s-Gravenhage", "Utrecht", "Groningen", "Amsterdam", "Rotterdam"})
"""Seats of the state, of provinces and of national bodies: a single mention says nothing."""


def in_passing(part: Part) -> Found[dict[str, str | None]] | None:
    """The one municipality that running sentences name, where the paper names no other; use through
    `part.memo(in_passing)`."""
    text = part.doc.text
    if _NO_MUNICIPALITY.search(text, part.start, min(part.end, part.start + 900)):
        return None
    mentions = [m for m in part.memo(places.places_of) if not m.word]
    if not mentions or len({tuple(p.code for p in m.options) for m in mentions}) != 1 or len(mentions[0].options) != 1:
        return None
    said = [m for m in mentions if _said_of_itself(part, m)]
    if not said or (len(said) == 1 and mentions[0].options[0].name in _SEATS_OF_OTHERS):
        return None
    return Found(
        value_of(mentions[0].options), (Span(said[0].start, said[0].end),), "rule:municipality-in-passing", 0.6
    )


def _said_of_itself(part: Part, mention: PlaceMention) -> bool:
    """In a sentence, after a small word; not as the seat of another body."""
    text = part.doc.text
    before = text[max(part.start, mention.start - 60) : mention.start].replace("\n", " ")
    return (
        bool(_IN_A_SENTENCE.search(before) or _MUNICIPALITY_BEFORE.search(before))
        and _OTHERS_BEFORE.search(before) is None
        and _BRACKET_BEFORE.search(before) is None
    )


def municipality_of(part: Part) -> Found[dict[str, str | None]] | None:
    """The municipality that the document itself names as its own; computed once (`part.memo(municipality_of)`)."""
    cases = _weighed(part)
    opened = [c for c in cases.values() if c.opens]
    ranked = sorted(opened if len(opened) == 1 else cases.values(), key=lambda c: (-c.score, c.best[1]))
    if not ranked:
        return None
    best = ranked[0]
    second = ranked[1].score if len(ranked) > 1 else 0.0
    head = part.doc.text[part.start : min(part.end, part.start + 900)]
    needed = 9.0 if _NO_MUNICIPALITY.search(head) else _ENOUGH
    if not best.cued or best.score < needed or best.score < second * _LEAD:
        return None
    confidence = min(0.98, 0.6 + 0.05 * min(best.score, 8) - (0.1 if second > best.score / 2 else 0))
    options = _told_apart(part, best.options)
    return Found(value_of(options), (best.best[1],), "rule:municipality", confidence)


def value_of(options: tuple[Place, ...]) -> dict[str, str | None]:
    """`{"name", "code", "province"}`; of namesakes only the name is known."""
    place = options[0]
    known = len(options) == 1
    return {"name": place.name, "code": place.code if known else None, "province": place.province if known else None}


def _told_apart(part: Part, options: tuple[Place, ...]) -> tuple[Place, ...]:
    """Of namesakes the one whose province the text names."""
    if len(options) < 2:
        return options
    named = tuple(p for p in options if p.province and re.search(rf"\b{p.province}\b", part.text[:200_000]))
    return named if len(named) == 1 else options


def _weighed(part: Part) -> dict[tuple[str, ...], _Case]:
    text = part.doc.text
    cases: dict[tuple[str, ...], _Case] = {}

    def case(options: tuple[Place, ...]) -> _Case:
        return cases.setdefault(tuple(p.code for p in options), _Case(options))

    seen: dict[tuple[tuple[str, ...], str], int] = defaultdict(int)
    mentions = part.memo(places.places_of)
    for mention in mentions:
        what, weight = _weight(text, mention, part)
        if weight <= 0:
            continue
        key = tuple(p.code for p in mention.options)
        seen[key, what] += 1
        times = seen[key, what]
        if times > _MOST.get(what, 3):
            continue
        case(mention.options).add(weight / times, mention.start, mention.end, cue=what != "plain")
        case(mention.options).opens |= what == "opening"
        if what == "plain":
            case(mention.options).plain += 1
    _domains(part, case)
    _city_districts(part, case)
    _dominance(mentions, cases)
    return cases


_MOST = {"opening": 1, "addressed": 1, "body": 4, "municipality": 4, "alone": 2, "post": 1, "plain": 8, "head": 2}


def _weight(text: str, mention: PlaceMention, part: Part) -> tuple[str, float]:
    """What kind of mention it is and how much it says."""
    start, end = mention.start, mention.end
    before = text[max(part.start, start - 90) : start]
    head, tail = start < part.start + _HEAD, end > part.end - _TAIL
    edge = head or tail or part.doc.layer_at(start) in (Layer.HEADER, Layer.FOOTER)
    if _of_another(before, text[end : end + 1]):
        return "other", 0.0
    if head and _ADDRESSED.search(before):
        return "addressed", 9.0
    if head and _OPENS_BEFORE.search(before) and _OPENS_AFTER.match(text, end):
        return "opening", 12.0
    if head and _OPENS_BEFORE.search(before) and _POSTED_TO.match(text, end):
        return "addressed", 9.0
    if _BODY_BEFORE.search(before):
        return "body", (6.0 if edge else 2.0)
    return _by_its_line(text, mention, part, edge=edge)


def _of_another(before: str, behind: str) -> bool:
    """The seat of another body, or whom a person speaks for: "A. Proef (gemeente Ede)"."""
    return bool(_OTHERS_BEFORE.search(before)) or (behind == ")" and bool(_BRACKET_BEFORE.search(before)))


def _by_its_line(text: str, mention: PlaceMention, part: Part, *, edge: bool) -> tuple[str, float]:
    """A mention behind no body's name: by "gemeente" before it, by its line, by its place on the first page."""
    start, end, at = mention.start, mention.end, mention.start - part.start
    before, line = text[max(part.start, start - 90) : start], _line_around(text, start, end)
    listed = bool(_LISTED_AFTER.match(text, end)) and bool(places.find(text, end, min(part.end, end + 40)))
    if _MUNICIPALITY_BEFORE.search(before):
        if listed or _LISTED_BEFORE.search(before):
            return "other", 0.0
        return _as_municipality(line, mention, at, edge=edge)
    if at < 1200 and (weight := _alone_on_its_line(mention, line, before)):
        return "alone", weight
    if _POSTCODE_BEFORE.search(before):
        return "post", (1.5 if edge else 0.2)
    if at >= 400:
        return "plain", 0.0 if mention.word and not line.lower().startswith(_TITLES_OF_PAPERS) else 0.15
    return _near_the_top(mention, line, before, listed=listed)


def _near_the_top(mention: PlaceMention, line: str, before: str, *, listed: bool) -> tuple[str, float]:
    """A name in the first lines: a report of the town says most."""
    report = _REPORT_OF.search(before.rpartition("\n")[2])
    if mention.word and not report and not line.lower().startswith(_TITLES_OF_PAPERS):
        return "plain", 0.0
    if listed:
        return "plain", 0.15
    return "head", 3.2 if report else 2.0 if _TITLED_PAPER.match(line) else 1.2


_SITE_BEFORE = re.compile(r"\w[ ]+\|[ ]+\Z")
"""What parts the title of a page from the site that it is of."""


def _alone_on_its_line(mention: PlaceMention, line: str, before: str) -> float:
    """How much a name says that is all of a line, or the site behind a page's title: most under the word
    "Gemeente"."""
    if line == mention.raw and _UNDER_WORD.search(before):
        return 5.0
    if not mention.word and _SITE_BEFORE.search(before) and line.endswith(mention.raw):
        return 3.2
    return 2.5 if not mention.word and line in (mention.raw, mention.raw + ".") else 0.0


_TITLES_OF_PAPERS = ("besluitenlijst", "agenda", "notulen", "verslag", "begroting", "jaarstukken", "betreft")
_REPORT_OF = re.compile(
    r"(?:begroting|jaarstukken|jaarrekening|jaarverslag|kadernota|voorjaarsnota|najaarsnota|perspectiefnota|rapportage)"
    r"\s+20\d\d(?:\s*[-–/]\s*20\d\d)?(?:\s+[-–|]|,|:)?\s+(?:van\s+)?(?:de\s+)?(?:gemeente\s+)?\Z",
    re.I,
)
"""A report with its year, before the name of the town: "Jaarverslag 2020 Beverwijk"."""
_TITLED_PAPER = re.compile(
    r"(?:raads|besluitenlijst|agenda|notulen|verslag|begroting|jaarstukken|programmabegroting|kadernota)", re.I
)


def _line_around(text: str, start: int, end: int) -> str:
    after = text.find("\n", end)
    return text[text.rfind("\n", 0, start) + 1 : after if after >= 0 else len(text)].strip()


_SAID_OF_IT = re.compile(r"\W{0,3}\s*(?:dat\s+|omdat\s+|in\s+)?de\s+gemeente\s")
"""A ground or a sentence about a municipality, in small letters: "- de gemeente X doet dit al jaren"."""


def _as_municipality(line: str, mention: PlaceMention, at: int, *, edge: bool) -> tuple[str, float]:
    """ "Gemeente X": alone on its line most; in the middle of a text it may be a neighbour, and takes a second
    ground."""
    if not edge:
        return "municipality", 1.0
    if len(line) <= len(mention.raw) + 14:
        return "alone", 5.0
    if _SAID_OF_IT.match(line):
        return "municipality", 2.4
    return "municipality", 2.4 if at > 500 and len(line) > len(mention.raw) + 40 else 3.0


def _domains(part: Part, case: Any) -> None:
    """Web and mail domains of a municipality: strong where a letterhead or a footer has them."""
    text, counted = part.doc.text, 0
    known = _domain_names()
    for lo, hi in ((part.start, min(part.end, part.start + _HEAD)), (max(part.start, part.end - _TAIL), part.end)):
        for match in _DOMAIN.finditer(text, lo, hi):
            options = known.get(match["name"].lower().removeprefix("gemeente").strip("-").replace("-", ""))
            if options and counted < 4:
                counted += 1
                case(options).add(3.0 / counted, *match.span(), cue=True)


@cache
def _domain_names() -> dict[str, tuple[Place, ...]]:
    out: dict[str, tuple[Place, ...]] = {}
    for name, options in places.by_name().items():
        plain = re.sub(r"[^a-z0-9]", "", name.lower())
        if len(options) == 1 and len(plain) > 2:
            out[plain] = options
    return out


def _city_districts(part: Part, case: Any) -> None:
    """A board of a part of Amsterdam speaks for Amsterdam."""
    text = part.doc.text
    names = set(places.lexicon()["stadsdelen"])
    for match in _STADSDEEL.finditer(text, part.start, min(part.end, part.start + _HEAD)):
        if match["name"] in names and re.search(
            r"\b(?:bestuurscommissie|dagelijks bestuur|stadsdeelcommissie|stadsdeelbestuur|(?:stads)?deelraad)\b",
            text[part.start : part.start + _HEAD],
            re.IGNORECASE,
        ):
            case(places.named("Amsterdam")).add(3.5, *match.span("name"), cue=True)
            return


def _dominance(mentions: tuple[PlaceMention, ...], cases: dict[tuple[str, ...], _Case]) -> None:
    """A name that nearly all mentions share is a cue where nothing else is: letters from outside say little more."""
    counts: dict[tuple[str, ...], int] = defaultdict(int)
    for mention in mentions:
        counts[tuple(p.code for p in mention.options)] += 1
    total = sum(counts.values())
    for key, times in counts.items():
        if times >= 4 and times >= 0.7 * total:
            first = next(m for m in mentions if tuple(p.code for p in m.options) == key)
            known = cases.setdefault(key, _Case(first.options))
            known.add(
                2.2 if not first.word or known.cued or times >= 8 else 1.0,
                first.start,
                first.end,
                cue=not first.word or times >= 8,
            )
