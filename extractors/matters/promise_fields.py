"""The fields of one promise (toezegging), from the cells of a row, the labels of a sheet, or the sentence that says it:
"Wethouder De Boer zegt de raad toe vóór 1 juli een notitie te sturen".
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from griffier.extractors.drafting.draft import Draft, Fields
from griffier.extractors.dutch import dates, deadlines
from griffier.extractors.dutch.names import NAME, parse_name
from griffier.extractors.dutch.paper_numbers import PROMISE_NUMBER
from griffier.extractors.dutch.words import POLITE, any_of
from griffier.extractors.text.headed_rows import HeadedTable
from griffier.extractors.text.runs import whole
from griffier.schemas.document import Part, Span
from griffier.schemas.evidence import Found

Pieces = tuple[Span, ...]

_OFFICE = (
    r"(?i:(?:loco-?)?(?:wethouders?|burgemeester|portefeuillehouders?|gemeentesecretaris)|weth\.|burg\."
    r"|college(?:\s+van\s+(?:B\s?(?:&|en)\s?W|burgemeester\s+en\s+wethouders))?)"
)
_WHO = rf"(?:(?i:de|het)\s+)?(?P<role>{_OFFICE})(?:\s+(?i:{POLITE}\s+)?(?P<name>{NAME}))?(?:\s*\([^()\n]{{1,30}}\))?"
_BETWEEN = r"(?:(?!\b(?:dat|of|niet|geen|naar|tot|hoe|wat|toe)\b)[^.;:!?]){0,120}?"
_BEHIND = r"(?:\s*[,:]\s*|\s+)?"
_SAYS = rf"(?i:zegt|zegde|zeggen)\s+(?P<between>{_BETWEEN})(?<![\w-])(?i:toe)\b{_BEHIND}"
_HAS_SAID = rf"(?i:heeft|hebben)\s+(?P<told>{_BETWEEN})(?<![\w-])(?i:toegezegd)\b{_BEHIND}"
_DID = r"(?:\s+[a-z][^.;:!?]{0,250}?,?\s+en)?"
""" "geeft aan dat de raad kan instemmen en": with "zegt" behind it, it is the main clause that goes on."""
_SAME = r"(?P<same>[Hh]ij|[Zz]ij|[Zz]e)"
SENTENCE = re.compile(rf"(?:{_WHO}{_DID}|{_SAME})\s+{_SAYS}")
"""Up to what is promised, in running text."""
_ENTRY = re.compile(
    rf"\W{{0,3}}(?:{_WHO}{_DID}|{_SAME})\s*(?:(?:{_SAYS}|{_HAS_SAID})|(?<!\b[Zz]e)(?<!\b[HhZz]ij)[:–-]\s+)"
)
"""The same where it is known that a promise stands there: also "Wethouder De Boer: ..."."""
_DOES = re.compile(rf"\W{{0,3}}{_WHO}\s+(?=[a-z])")
""" "Het college stuurt een memo"."""
_HOLDER = re.compile(rf"\W{{0,3}}{_WHO}\W*$")
_TO_WHOM = re.compile(
    r"(?:aan\s+)?(?P<whom>(?:de|het)\s+(?:gemeente|deel)?raad\b|(?:de|het)\s+(?:raads)?(?:commissie|forum)\b"
    r"(?:\s(?-i:[A-Z])[\w&]+(?:\s(?:en|&)\s(?-i:[A-Z])\w+)?)?|de\s+(?:raads|commissie)?leden\b"
    rf"|(?:raadslid|commissielid|fractievoorzitter|{POLITE})\s+(?-i:{NAME})(?:\s*\([^()\n]{{1,40}}\))?"
    r"|de\s+fracties?\s+van\s+(?:de\s+|het\s+)?(?-i:[A-Z])[\w/]+|de\s+(?-i:[A-Z])[\w/]+-?fractie)",
    re.I,
)
_ADVERBS = re.compile(r"\s*(?:(?:ook|tevens|graag|daarbij|voorts|nogmaals|desgevraagd|hierbij|daarom)\s+)*", re.I)
_STOPS = re.compile(
    r"(?<!\b[A-Z])(?<!\b(?i:mr|dr|nr|ir|jl|mw|ca))(?<!\b(?i:drs|dhr|art|ing|d\.d|c\.a|o\.a|a\.s))(?<!\bbijv)[.!?](?=\s+\W?[A-ZÀ-Ý]|\s*\n|\s*$)"
    r"|(?<=[a-z)])\.(?=[A-Z][a-z])|\n\s*\n"
)
_NUMBER = re.compile(rf"(?:ID\s?)?(?P<n>{PROMISE_NUMBER})\.?", re.I)
_SHORT_DATE = re.compile(r"(?<![\d-])(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{2})(?![\d-])")
_DAY = len("2024-05-16")


@cache
def _lexicon() -> dict[str, Any]:
    return tomllib.loads(files("griffier.extractors").joinpath("data/promises.toml").read_text("utf-8"))


@cache
def heads() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Field -> what the head of its column says, or its label."""
    return tuple((name, re.compile(any_of(*words), re.I)) for name, words in _lexicon()["columns"].items())


def table(*, of_promises: bool) -> HeadedTable:
    """Tables of promises. `of_promises`: all that the document lists are promises; otherwise the head must say it."""
    own = tuple((name, head if name != "what" else re.compile(r"toezegging(?:en)?", re.I)) for name, head in heads())
    return HeadedTable(heads() if of_promises else own, _enough, _opens)


def _enough(columns: frozenset[str]) -> bool:
    return bool(columns & {"what", "title"}) and len(columns - {"type"}) >= 3


def _opens(cells: Mapping[str, str], columns: frozenset[str]) -> bool:
    """A number or, in a table without them, the day of a promise begins a row; else what was promised, and who did."""
    if not cells.keys() & {"what", "title"}:
        return False
    if "number" in columns:
        return _NUMBER.fullmatch(cells.get("number", "").strip()) is not None
    if "made_on" in columns:
        return any(c.isdecimal() for c in cells.get("made_on", ""))
    return "who" in cells or "who" not in columns


def holder_place(told: re.Match[str]) -> Span:
    """Where a match of `SENTENCE` says who promises."""
    return Span(told.start("role"), told.end("name") if told["name"] else told.end("role"))


@dataclass(frozen=True)
class Known:
    """What holds for all promises of a paper or a section, where they say nothing else."""

    made_on: Found[str] | None = None
    under: Span | None = None
    """The heading over them."""


def promise_of(part: Part, cells: Mapping[str, Pieces], known: Known) -> Draft | None:
    """The promise in some cells, by the names of `heads()`; None where they hold none."""
    said = said_in(part, cells["what"]) if "what" in cells else None
    title = whole(part, cells.get("title", ()), "rule:promise-title", 0.88)
    what = whole(part, said.what, "rule:promise-text", 0.88) if said else None
    if not _has_words(what) and not _has_words(title):
        return None
    made_on, where = _made_on(part, cells)
    made_on = made_on or (said.made_on if said else None) or known.made_on
    by_when, raw = _by_when(part, cells.get("by_when", ()), said.what if said else (), made_on)
    progress = whole(part, cells.get("progress", ()), "rule:promise-progress", 0.88)
    return {
        "number": _number(part, cells.get("number", ())),
        "title": title,
        "what": what,
        "who": _holders(part, cells.get("who", ())) or [dict(who) for who in (said.who if said else ())],
        "to_whom": where or (said.to_whom if said else None),
        "made_on": made_on,
        "by_when": by_when,
        "by_when_raw": raw,
        "progress": progress,
        "status": _status(part, cells, known.under),
        "settled_on": _settled_on(part, cells),
    }


def _has_words(found: Found[str] | None) -> bool:
    return found is not None and any(c.isalpha() for c in found.value)


@dataclass(frozen=True)
class Said:
    """A promise as a sentence: who, to whom, when, and the pieces of what is promised."""

    who: tuple[Fields, ...]
    to_whom: Found[str] | None
    made_on: Found[str] | None
    what: Pieces


def said_in(part: Part, pieces: Sequence[Span]) -> Said:
    """What some pieces (one a line) say; where no office opens them, all of it is what is promised."""
    text = _joined(part, pieces)
    if told := _ENTRY.match(text):
        return _said(part, pieces, told, len(text))
    does = _DOES.match(text)
    return Said((_who(part, pieces, does),) if does else (), None, None, tuple(pieces))


def sentence_end(text: str, at: int, end: int) -> int:
    """Where the sentence at a place ends, at `end` at the latest."""
    stop = _STOPS.search(text, at, end)
    return end if stop is None else stop.start() if stop[0].isspace() else stop.end()


def _said(part: Part, pieces: Sequence[Span], told: re.Match[str], end: int) -> Said:
    """`told`: a match in the pieces, one a line, up to `end`."""
    verb = next((name for name in ("between", "told") if told.re.groupindex.get(name) and told[name] is not None), None)
    between, at = (told[verb], told.start(verb)) if verb else ("", told.end())
    whom = _TO_WHOM.search(between)
    to_whom = None
    if whom is not None and not between[: whom.start()].strip(" ,").count(" "):
        span = _places(pieces, at + whom.start("whom"), at + whom.end("whom"))
        to_whom = Found(" ".join(whom["whom"].split()), span, "rule:promise-to-whom", 0.85)
    what = _places(pieces, told.end(), end)
    if not any(part.doc.text[s.start : s.end].strip(" .") for s in what):
        begin = _ADVERBS.match(between, whom.end("whom") if to_whom and whom else 0)
        what = _places(pieces, at + (begin.end() if begin else 0), at + len(between))
    made_on = _day_in(part, _places(pieces, at, at + len(between))) if verb == "told" else None
    who = () if told.re.groupindex.get("same") and told["same"] else (_who(part, pieces, told),)
    return Said(who, to_whom, made_on, _trimmed(part, what))


def _who(part: Part, pieces: Sequence[Span], told: re.Match[str]) -> Fields:
    role = Found(" ".join(told["role"].split()).lower(), _places(pieces, *told.span("role")), "rule:promise-who", 0.88)
    name = None
    if told["name"]:
        name = Found(" ".join(told["name"].split()), _places(pieces, *told.span("name")), "rule:promise-who", 0.88)
    return {"name": name, "role": role}


def _joined(part: Part, pieces: Sequence[Span]) -> str:
    return "\n".join(part.doc.text[piece.start : piece.end] for piece in pieces)


def _places(pieces: Sequence[Span], start: int, end: int) -> Pieces:
    """The places of a range of the joined pieces."""
    out, at = [], 0
    for piece in pieces:
        low, high = max(start - at, 0), min(end - at, piece.end - piece.start)
        if low < high:
            out.append(Span(piece.start + low, piece.start + high))
        at += piece.end - piece.start + 1
    return tuple(out)


def _trimmed(part: Part, pieces: Pieces) -> Pieces:
    """Each piece without blanks around it; line by line where it runs over several."""
    out = []
    for piece in pieces:
        at = piece.start
        for line in part.doc.text[piece.start : piece.end].split("\n"):
            if line.strip():
                start = at + len(line) - len(line.lstrip())
                out.append(Span(start, start + len(line.strip())))
            at += len(line) + 1
    return tuple(out)


def _number(part: Part, pieces: Pieces) -> Found[str] | None:
    if not pieces:
        return None
    found = _NUMBER.fullmatch(part.doc.text, *pieces[0])
    if found is not None:
        return Found(found["n"], (Span(*found.span("n")),), "rule:promise-number", 0.9)
    broken = whole(part, pieces, "rule:promise-number", 0.88)  # "T-24-" over "031" in a narrow column
    return broken if broken and len(pieces) > 1 and _NUMBER.fullmatch(broken.value) else None


def _holders(part: Part, pieces: Pieces) -> list[Draft]:
    """ "Wethouder De Boer", "J. de Boer / P. Kok", "college": names without titles, as printed where none is one."""
    out: list[Draft] = []
    for piece in pieces:
        for found in re.finditer(r"[^/;,\n]+", part.doc.text[piece.start : piece.end]):
            start, end = piece.start + found.start(), piece.start + found.end()
            (span,) = _trimmed(part, (Span(start, end),)) or (None,)
            if span is not None:
                out.append(dict(_holder(part, span)))
    return out


def _holder(part: Part, span: Span) -> Fields:
    text = part.doc.text
    told = _HOLDER.fullmatch(text, *span)
    if told is not None:
        return _who(part, (Span(0, span.end),), told)
    name = parse_name(text, *span)
    start, end = (name.start, name.end) if name else span
    return {
        "name": Found(" ".join(text[start:end].split()), (Span(start, end),), "rule:promise-who", 0.85),
        "role": None,
    }


def _made_on(part: Part, cells: Mapping[str, Pieces]) -> tuple[Found[str] | None, Found[str] | None]:
    """The day, and to whom: both may stand in one cell ("raad 12-05-2025")."""
    given, whom = cells.get("made_on", ()), cells.get("to_whom", ())
    day = _day_in(part, given) or _day_in(part, whom)
    words = whom or given
    rest = [piece for piece in words if day is None or not _holds(piece, day.spans[0])]
    if day is not None and not rest and len(words) == 1 and _holds(words[0], day.spans[0]):
        rest = [Span(words[0].start, day.spans[0].start)]
    kept = [s for s in _trimmed(part, tuple(rest)) if re.search(r"[^\W\d]{3}", part.doc.text[s.start : s.end])]
    where = whole(part, _without_marks(part, kept), "rule:promise-to-whom", 0.85)
    return day, where


def _without_marks(part: Part, spans: Sequence[Span]) -> Pieces:
    """Without "d.d.", "van" and marks at the end."""
    out = []
    for span in spans:
        kept = re.sub(r"[\s,;:(–-]*(?:\bd\.?\s?d\.?|\bvan|\bop)?[\s,;:(–-]*$", "", part.doc.text[span.start : span.end])
        if kept:
            out.append(Span(span.start, span.start + len(kept)))
    return tuple(out)


def _holds(piece: Span, inner: Span) -> bool:
    return piece.start <= inner.start < piece.end


def _day_in(part: Part, pieces: Pieces) -> Found[str] | None:
    """The one day that some cells give, two figures for the year included."""
    text = part.doc.text
    for piece in pieces:
        for mention in dates.find(text, *piece, years=False):
            if mention.edtf and len(mention.edtf) == _DAY:
                return mention.found(0.9)
        if short := _SHORT_DATE.search(text, *piece):
            try:
                day = date(2000 + int(short["year"]), int(short["month"]), int(short["day"]))
            except ValueError:
                continue
            return Found(day.isoformat(), (Span(*short.span()),), "rule:date", 0.85)
    return _broken_day(part, pieces)


def _broken_day(part: Part, pieces: Pieces) -> Found[str] | None:
    """The one day of a cell that breaks it over two lines: "10-12-" over "2024"."""
    told = whole(part, pieces, "rule:date", 0.85) if len(pieces) > 1 else None
    days = [m.edtf for m in dates.find(told.value, years=False) if m.edtf and len(m.edtf) == _DAY] if told else []
    return Found(days[0], told.spans, told.method, told.confidence) if told and len(days) == 1 else None


def _by_when(
    part: Part, cell: Pieces, what: Pieces, made_on: Found[str] | None
) -> tuple[Found[str] | None, Found[str] | None]:
    """The term: the date, and the words. A day without a year is the next one after the promise was made."""
    if cell:
        raw = whole(part, cell, "rule:promise-term", 0.88)
        mentions = [m for piece in cell for m in dates.find(part.doc.text, *piece)]
        day = _dated(mentions[0], made_on) if mentions else _day_in(part, cell)
        return day, raw if raw and any(c.isalnum() for c in raw.value) else None
    return _term_in(part, what, made_on)


def _term_in(part: Part, what: Pieces, made_on: Found[str] | None) -> tuple[Found[str] | None, Found[str] | None]:
    """The term that the words of a promise name."""
    text = part.doc.text
    told = [found for piece in what for found in deadlines.find(text, *piece)]
    best = next((d for d in told if d.edtf), told[0] if told else None)
    if best is None:
        return None, None
    mention = next(iter(dates.find(text, best.date_start, best.date_end)), None)
    return best.found() or (_dated(mention, made_on) if mention else None), best.found_raw()


def _dated(mention: dates.DateMention, made_on: Found[str] | None) -> Found[str] | None:
    if mention.edtf or mention.month is None or made_on is None or len(made_on.value) != _DAY:
        return mention.found(0.88)
    made = date.fromisoformat(made_on.value)
    later = (mention.month, mention.day or 31) >= (made.month, made.day)
    found = mention.at_year(made.year if later else made.year + 1).found(0.8)
    return Found(found.value, found.spans, "derived:promise-term", found.confidence) if found else None


@cache
def _words(status: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(*_lexicon()['status'][status])}(?!\w)", re.I)


_IS_SETTLED = re.compile(
    r"\W{0,3}(?:(?:toezegging|hiermee|daarmee|deze)\s+)*(?:is\s+|zijn\s+)?(?:(?:hiermee|daarmee)\s+)?", re.I
)


def _status(part: Part, cells: Mapping[str, Pieces], under: Span | None) -> Found[str] | None:
    """What the cells say of how it stands, else the heading over it; None where they say two things or none."""
    for name in ("settled_on", "progress"):
        told = whole(part, cells.get(name, ()), "derived:promise-status", 0.85)
        if told is not None:
            status = status_of(told.value)
            if status is None and name == "settled_on" and _day_in(part, cells[name]):
                status = "settled"
            return Found(status, told.spans, told.method, told.confidence) if status else None
    over = status_of(part.doc.text[under.start : under.end]) if under else None
    return Found(over, (under,), "derived:promise-section", 0.75) if over and under else None


def status_of(said: str) -> str | None:
    """ "Afgedaan in brief van 3 juni" is settled, "in behandeling" open; what may be either is None."""
    if _words("open").search(said):
        return "open"
    lead = _IS_SETTLED.match(said)
    settled = _words("settled").match(said, lead.end() if lead else 0) or re.search(
        r"\b(?:is|zijn)\s+(?:hiermee\s+|daarmee\s+)?(?:afgedaan|afgehandeld)\b|\bafgedane\b", said, re.I
    )
    return "settled" if settled else None


_SETTLED_ON = re.compile(r"\b(?:afgedaan|afgehandeld)\s*(?:op|d\.d\.|dd\.?|:|\(|,)?\s*(?=\d)", re.I)


def _settled_on(part: Part, cells: Mapping[str, Pieces]) -> Found[str] | None:
    if day := _day_in(part, cells.get("settled_on", ())):
        return day
    for piece in cells.get("progress", ()):
        if told := _SETTLED_ON.search(part.doc.text, *piece):
            return _day_in(part, (Span(told.end(), piece.end),))
    return None
