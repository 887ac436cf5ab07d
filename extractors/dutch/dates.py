"""Dates in Dutch official text, with their place, as EDTF.

Read from council documents of 2008 to 2025: "12 juni 2008", "d.d. 14-12-2020", "7 en 12 november 2019", "1 juli a.s.",
"8 oktober jl.", "Q2 2025", "eind Q1 2021" (a quarter is its last month: 2021-03), "november '22". English and Frisian
months too. Phone numbers, article and case numbers, ranges of numbers and impossible days ("31-02-2020") are no dates.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from griffier.extractors.dutch.numbers import ordinal_value
from griffier.extractors.dutch.words import MONTHS, any_of
from griffier.schemas.document import Span
from griffier.schemas.evidence import Found

Precision = Literal["day", "month", "quarter", "season", "year"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """One date. `edtf` is None where the year is not printed and no reference date settles it (`month` and `day` are
    known then).

    `inferred`: the year comes from the reference date or from a neighbouring date. `modifier`: "eind", "begin",
    "medio" as printed.
    """

    start: int
    end: int
    edtf: str | None
    raw: str
    precision: Precision
    year: int | None = None
    month: int | None = None
    day: int | None = None
    inferred: bool = False
    modifier: str | None = None

    def found(self, confidence: float = 0.9) -> Found[str] | None:
        """The date as a value with its evidence; None where the year is unknown."""
        if self.edtf is None:
            return None
        return Found(self.edtf, (Span(self.start, self.end),), "rule:date", confidence)

    def at_year(self, year: int) -> DateMention:
        """The same day or month in a year that is known from elsewhere; itself where that year has no such day."""
        if self.month is None or (self.day and self.day > monthrange(year, self.month)[1]):
            return self
        return replace(self, year=year, edtf=_edtf(year, self.month, self.day), inferred=True)


_MONTH_NAMES: dict[str, int] = {}
for _number, _names in enumerate(
    (
        "januari jan january januarl jannewaris jannewaarje",
        "februari feb febr february februarl febrewaris febrewaarje",
        "maart mrt mar march maert",
        "april apr aprii apriI",
        "mei may maaie",
        "juni jun june junl juny",
        "juli jul july julI jull",
        "augustus aug august",
        "september sep sept septimber",
        "oktober okt oct october 0ktober okt0ber",
        "november nov novimber",
        "december dec desimber decernber",
    ),
    start=1,
):
    for _name in _names.split():
        _MONTH_NAMES[_name.lower()] = _number

_MONTH = any_of(*_MONTH_NAMES) + r"\b\.?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:(?:19|20)\d{2}(?!\d)|['’‘`´]\s?\d{2}(?!\d))"
_GAP = r"[ \t\u00a0]*(?:\n[ \t]*)?"
_TAIL = r"(?:a\.?s\b\.?|aanstaande|jl\b\.?|j\.l\.?|jongstleden|l\.l\.?|ll\b\.?)"

_NAMED = re.compile(
    rf"(?<![\w.,/€-])(?<!\d:)(?P<first>(?:{_DAY}(?:\s?(?:e|ste|de)\b)?{_GAP}(?:,|en|of|t/m|tot en met|tot|–|—|-|/"
    rf"|&)(?<!\n){_GAP}){{1,5}})?"
    rf"(?P<day>{_DAY})(?:\s?(?:e|ste|de|st|nd|rd|th)\b)?(?:\s+(?:of|dei fan)(?=\s))?[-‑–.]?{_GAP}(?P<month>{_MONTH})"
    rf"(?:,?[-‑–]?{_GAP}(?P<year>{_YEAR})|{_GAP}(?P<tail>{_TAIL}))?",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(
    rf"(?<![\w-])(?<!\d )(?P<month>{_MONTH})[-,]?{_GAP}(?:van\s+)?(?P<year>{_YEAR})(?![\w/]|[-.]\d)", re.IGNORECASE
)
_MONTH_DAY_YEAR = re.compile(
    r"\b(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)\s+"
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?,\s+(?P<year>(?:19|20)\d{2})\b"
)
_NUMERIC = re.compile(
    r"(?<![\w/.,€+-])(?<!\d )(?P<day>\d{1,2})\s?(?P<sep>[-/.–‑])\s?(?P<month>\d{1,2})\s?(?P=sep)\s?(?P<year>(?:19"
    r"|20)\d{2}|['’]\d{2})(?![\d/-])(?!\.\d)"
)
_SHORT = re.compile(
    r"(?:\bd\.?\s?d\.?|\bdatum\b|\bdated\b|\bontvangen\b"
    r"|\bingekomen\b)[^\S\n]*:?[^\S\n]*(?P<date>(?P<day>\d{1,2})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<year>\d{2}))(?![\d/.-])",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?<![\w/.-])(?P<year>(?:19|20)\d{2})-(?P<month>\d{2})-(?P<day>\d{2})(?![\w-]*\d)")
_QUARTER = re.compile(
    r"\b(?:Q(?P<q>[1-4])(?:[-\s]{1,2}|\s?(?:van|in)\s+)?(?P<qyear>(?:19|20)\d{2}|['’]\d{2})|(?P<yq>(?:19"
    r"|20)\d{2})[-\s]?Q(?P<q2>[1-4])"
    r"|K(?P<k>[1-4])[-\s](?P<kyear>20\d{2})"
    r"|(?P<ord>eerste|tweede|derde|vierde|laatste|[1-4]e)\s+kwartaal(?:\s+van)?\s+(?P<oyear>(?:19|20)\d{2}))\b",
    re.IGNORECASE,
)
_SEASON = re.compile(
    r"\b(?P<season>voorjaar|lente|zomer|herfst|najaar|winter)\s+(?:van\s+)?(?P<year>20\d{2})\b", re.IGNORECASE
)
_SEASONS = {"voorjaar": 21, "lente": 21, "zomer": 22, "najaar": 23, "herfst": 23, "winter": 24}
_BARE_YEAR = re.compile(
    r"(?<![\w./,:;€$£#'’+‑–—-])(?P<year>(?:19|20)\d{2})(?![\w/]|[-–—.,:]\d|[-–—][A-Za-z]|\s?%|\s?(?:euro|m2|m²"
    r"|woningen)\b|,-)"
)
_NOT_A_YEAR = re.compile(
    r"(?:€|\b(?:nr|no|nummer|art|artikel|eur|euro|postbus|bus|tel|telefoon|zaak|kenmerk|pagina|blz|ruim"
    r"|circa)\.?)[\s:]*\Z",
    re.IGNORECASE,
)
_MODIFIER = re.compile(
    r"\b(?P<word>(?:aan het |het )?eind(?:e)?|begin|medio|ultimo|halverwege|half)(?:\s+van)?\s+(?:het\s+|de\s+)?\Z",
    re.IGNORECASE,
)
_EARLIER = re.compile(r"(?P<day>\d{1,2})")


def find(
    text: str, start: int = 0, end: int | None = None, *, reference: str | None = None, years: bool = True
) -> list[DateMention]:
    """All dates in `text[start:end]`, in order, not overlapping; offsets are those of `text`.

    `reference`: an EDTF date (day) from which "1 juli a.s." and "8 oktober jl." and a day without a year get theirs.
    `years` False leaves out mentions of a year alone.
    """
    stop = len(text) if end is None else end
    known = _as_date(reference)
    found: list[DateMention] = []
    for mentions in (_named, _month_day_year, _numeric, _iso, _quarters, _month_years, _seasons):
        found.extend(mentions(text, start, stop))
    if years:
        found.extend(_years(text, start, stop))
    found.sort(key=lambda m: (m.start, -m.end))
    kept: list[DateMention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return [_settled(text, m, known) for m in _carried(text, kept)]


def _edtf(year: int, month: int | None = None, day: int | None = None) -> str:
    return "-".join([f"{year:04d}", *(f"{n:02d}" for n in (month, day) if n)])


def _as_date(edtf: str | None) -> date | None:
    """The first day of an EDTF date; None where it has none that a calendar knows."""
    match = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", edtf or "")
    if not match:
        return None
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None


def _year(text: str | None) -> int | None:
    """ "2008" or "'08"; two digits are of this century up to 2049."""
    if not text:
        return None
    digits = re.sub(r"\D", "", text)
    number = int(digits)
    return number if len(digits) == 4 else number + (2000 if number < 50 else 1900)


def _made(
    text: str,
    span: tuple[int, int],
    precision: Precision,
    year: int | None,
    month: int | None = None,
    day: int | None = None,
) -> DateMention | None:
    start, end = span
    if (
        day is not None
        and month is not None
        and not (1 <= month <= 12 and 1 <= day <= monthrange(year or 2000, month)[1])
    ):
        return None
    edtf = _edtf(year, month, day) if year else None
    return DateMention(start, end, edtf, " ".join(text[start:end].split()), precision, year, month, day)


def month_number(name: str) -> int:
    """The number of a month by any name that is known here. Raises KeyError for every other word."""
    return _month_of(name)


def _month_of(name: str) -> int:
    return _MONTH_NAMES[name.lower().rstrip(".")]


def _named(text: str, start: int, stop: int) -> Iterator[DateMention]:
    for match in _NAMED.finditer(text, start, stop):
        month, year, tail = _month_of(match["month"]), _year(match["year"]), match["tail"]
        end = match.end()
        if not (year or tail) and text[end - 1] == "." and match["month"].lower().rstrip(".") in MONTHS:
            end -= 1
        own = _made(text, (match.start("day"), end), "day", year, month, int(match["day"]))
        if own is None:
            continue
        if match["first"]:
            for earlier in _EARLIER.finditer(text, match.start("first"), match.end("first")):
                mention = _made(text, earlier.span("day"), "day", year, month, int(earlier["day"]))
                if mention is not None:
                    yield mention
        yield own if not tail else replace(own, modifier="jl" if tail.lower()[0] in "jl" else "a.s.")


def _month_day_year(text: str, start: int, stop: int) -> Iterator[DateMention]:
    for match in _MONTH_DAY_YEAR.finditer(text, start, stop):
        mention = _made(text, match.span(), "day", int(match["year"]), _month_of(match["month"]), int(match["day"]))
        if mention is not None:
            yield mention


def _numeric(text: str, start: int, stop: int) -> Iterator[DateMention]:
    for pattern in (_NUMERIC, _SHORT):
        for match in pattern.finditer(text, start, stop):
            span = match.span("date") if "date" in pattern.groupindex else match.span()
            mention = _made(text, span, "day", _year(match["year"]), int(match["month"]), int(match["day"]))
            if mention is not None:
                yield mention


def _iso(text: str, start: int, stop: int) -> Iterator[DateMention]:
    for match in _ISO.finditer(text, start, stop):
        mention = _made(text, match.span(), "day", int(match["year"]), int(match["month"]), int(match["day"]))
        if mention is not None:
            yield mention


def _quarters(text: str, start: int, stop: int) -> Iterator[DateMention]:
    for match in _QUARTER.finditer(text, start, stop):
        if match["ord"]:
            quarter = 4 if match["ord"].lower() == "laatste" else ordinal_value(match["ord"]) or 0
        else:
            quarter = int(match["q"] or match["q2"] or match["k"])
        year = _year(match["qyear"] or match["yq"] or match["kyear"] or match["oyear"])
        mention = _made(text, match.span(), "quarter", year, quarter * 3)
        if mention is not None and 1 <= quarter <= 4:
            yield _modified(text, mention, start)


def _month_years(text: str, start: int, stop: int) -> Iterator[DateMention]:
    for match in _MONTH_YEAR.finditer(text, start, stop):
        mention = _made(text, match.span(), "month", _year(match["year"]), _month_of(match["month"]))
        if mention is not None:
            yield _modified(text, mention, start)


def _seasons(text: str, start: int, stop: int) -> Iterator[DateMention]:
    for match in _SEASON.finditer(text, start, stop):
        year = int(match["year"])
        edtf, raw = f"{year}-{_SEASONS[match['season'].lower()]}", " ".join(match.group().split())
        yield _modified(text, DateMention(*match.span(), edtf, raw, "season", year), start)


def _years(text: str, start: int, stop: int) -> Iterator[DateMention]:
    for match in _BARE_YEAR.finditer(text, start, stop):
        if not _NOT_A_YEAR.search(text, max(start, match.start() - 14), match.start()):
            mention = _made(text, match.span(), "year", int(match["year"]))
            if mention is not None:
                yield _modified(text, mention, start)


def _modified(text: str, mention: DateMention, start: int) -> DateMention:
    """ "eind Q1 2021": the word before it belongs to what is printed; it does not change the date."""
    before = _MODIFIER.search(text, max(start, mention.start - 26), mention.start)
    if before is None:
        return mention
    at = before.start("word")
    return replace(mention, start=at, raw=" ".join(text[at : mention.end].split()), modifier=before["word"].lower())


def _carried(text: str, mentions: list[DateMention]) -> list[DateMention]:
    """ "2 november t/m 5 december 2019": a day without a year takes that of the date that it is joined to."""
    out = list(mentions)
    for i in range(len(out) - 2, -1, -1):
        mention, after = out[i], out[i + 1]
        if mention.year is None and mention.modifier is None and mention.day and after.year and after.day:
            between = " ".join(text[mention.end : after.start].split()).strip(" ,").lower()
            if between in ("t/m", "tot en met", "tot", "en", "of", "-", "–", "—", "&", "", "en donderdag", "en op"):
                out[i] = mention.at_year(after.year)
    return out


def _settled(text: str, mention: DateMention, reference: date | None) -> DateMention:
    """A day without a year, given a reference: after it ("a.s."), before it ("jl."), else the nearest within half a
    year."""
    if mention.edtf is not None or reference is None or mention.month is None or mention.day is None:
        return mention
    years = (reference.year - 1, reference.year, reference.year + 1)
    options = [date(y, mention.month, mention.day) for y in years if mention.day <= monthrange(y, mention.month)[1]]
    best = _best(options, mention.modifier, reference)
    return mention.at_year(best.year) if best else mention


def _best(options: list[date], modifier: str | None, reference: date) -> date | None:
    """The day that is meant: the next one, the last one, or the nearest."""
    if modifier == "a.s.":
        return next((d for d in options if d >= reference), None)
    if modifier == "jl":
        return next((d for d in reversed(options) if d <= reference), None)
    near = [d for d in options if abs(d - reference) <= timedelta(183)]
    return min(near, key=lambda d: abs(d - reference), default=None)
