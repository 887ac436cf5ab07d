"""Figures that OCR misread: letters among the digits of amounts, years, dates and numbers, where a grammar leaves one
reading.

A letter stands for the one digit of its look (`l2.45O,OO`, `2O24`, `M-l2`). Nothing is changed unless the whole
becomes a figure of the form that its place asks for: an amount with its sign or its thousands, a day that the calendar
has, a number behind its label.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence

from griffier.extractors.dutch.words import MONTHS
from griffier.extractors.mending.lexicon import frequencies, lexicon
from griffier.extractors.mending.misread_words import word
from griffier.schemas.view import Edit

_DIGITS = str.maketrans("lIi|!OoSsBZz", "111110055822")
_AMOUNT_DIGITS = str.maketrans("lIOoSB", "110058")
_AMOUNT = re.compile(
    r"(?P<sign>[€$£][ \u00a0]?)?(?<![\w.,])(?P<number>[\dlIOoSB][\dlIOoSB.,]*[\dlIOoSB])(?P<scale>[kKmM]?)(?![\w])"
)
_FIGURE = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{2})?|\d{1,3}(?:,\d{3})+(?:\.\d{2})?|\d+(?:[.,]\d{1,2})?")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_EURO = re.compile(r"[ ](?:euro|miljoen|mln)\b")
_SIGN = re.compile(
    r"(?<![\w€$£.,/-])(?P<sign>[EC£$])(?=[ ]?(?:\d{1,3}(?:\.\d{3})+(?:,(?:\d{2}|-{1,2}))?|\d+,-{1,2})(?![\w.]))"
)
_ONE = re.compile(r"(?:(?<=[\s(])|(?<=\())(?P<one>[|lI!])(?=[ ](?:miljoen|mln|miljard)\b)")
_VOTES = re.compile(r"(?<=[ \n])(?P<one>[\[|lI!])(?=\d{1,2}[ ](?:stem(?:men)?|zetels?|leden)\b)")
_MIXED = re.compile(r"(?<=€)[ \u00a0]?(?P<number>\d{1,3}(?:[.,]\d{3}){2,})(?![\d]|[.,]\d)")
_COMMA_GROUP = re.compile(r"€[ \u00a0]?[1-9]\d{0,2}(?P<comma>,)\d{3}(?![\d.,]\d|\d|[ ](?:miljoen|mln|miljard|ton)\b)")
_FOREIGN = re.compile(r"\bdollars?\b|\bUSD\b|\bpond(?:en)? sterling\b|\bGBP\b", re.IGNORECASE)

_DATE = re.compile(
    r"(?<![\w.,/-])(?P<day>[\dlIi|!OoSBZz]{1,2})(?P<dot>[.,])?[ ]{1,2}(?P<month>[^\W\d_]{3,11})[.,]?[ ]{1,2}"
    r"(?P<year>[\dlI|OoSBZz]{4})(?![\w])"
)
_DATED = re.compile(r"(?:\b[Dd]atum|\bop|dag|\bd\.d\.)[ ]{0,3}:?[ ]{1,8}\Z")
_NUMERIC = re.compile(
    r"(?<![\w.,/-])(?P<date>[\dlIO|o]{1,2}(?P<a>[-–—~/.])[\dlIO|o]{1,2}(?P<b>[-–—~/.])(?P<year>[12l|I][9O0o][\dlIOo|]{2}))(?![\w/-])"
)
_YEAR = re.compile(r"(?<![\w.,/€$£-])(?<![€$£] )[12l][9O0o][\dlIOoSBZ]{2}(?![\w]|[.,]\d)")
_NUMBER = re.compile(
    r"(?i:\b(?:motie|amendement|nummer|nr|volgnummer|agendapunt|agendanummer)\b)[.:]{0,2}[ ]{0,3}"
    r"(?P<number>(?:[A-Z]{1,2}(?:[-–—.]|(?=\d)))?[\dlIOo]{2,5})(?![\w]|[.,/-]\d)"
)
_EARLIEST, _LATEST = 1900, 2079


def changes(text: str) -> Iterator[Edit]:
    """Every figure that is proven to be another, amounts first; they may overlap, the first counts."""
    yield from _dates(text)
    yield from _amounts(text)
    yield from _ones(text)
    yield from _groups(text)
    yield from _signs(text)
    yield from _years(text)
    yield from _numbers(text)


def _amounts(text: str) -> Iterator[Edit]:
    for m in _AMOUNT.finditer(text):
        number = m["number"]
        letters = sum(c.isalpha() for c in number)
        digits = sum(c.isdecimal() for c in number)
        if not letters or not digits:
            continue
        printed = number.translate(_AMOUNT_DIGITS)
        money = bool(m["sign"] or m["scale"] or _EURO.match(text, m.end()))
        grouped = _GROUPED.fullmatch(printed) and digits >= letters
        if _FIGURE.fullmatch(printed) and len(number) > 2 and (money or grouped):
            yield Edit(m.start("number"), m.end("number"), printed, "amount")


def _ones(text: str) -> Iterator[Edit]:
    """A stroke alone before "miljoen", or before the digits of a number of votes, is a one: "(| miljoen euro", "[6
    stemmen"."""
    for m in _ONE.finditer(text):
        yield Edit(m.start("one"), m.end("one"), "1", "amount")
    for m in _VOTES.finditer(text):
        if "]" not in text[m.end() : m.end() + 30]:
            yield Edit(m.start("one"), m.end("one"), "1", "number")


def _groups(text: str) -> Iterator[Edit]:
    """Points and commas mixed between groups of three digits are all points: "€ 15,393.000"."""
    for m in _MIXED.finditer(text):
        if "." in m["number"] and "," in m["number"]:
            yield Edit(m.start("number"), m.end("number"), m["number"].replace(",", "."), "amount")
    for m in _COMMA_GROUP.finditer(text):
        yield Edit(m.start("comma"), m.end("comma"), ".", "amount")


def _signs(text: str) -> Iterator[Edit]:
    """A sign before a figure that only money has ("E 12.450,-", "£ 1.250,00"): the euro's, in a text that knows no
    other currency."""
    if _FOREIGN.search(text):
        return
    for m in _SIGN.finditer(text):
        yield Edit(m.start("sign"), m.end("sign"), "€", "amount")


def _dates(text: str) -> Iterator[Edit]:
    for m in _DATE.finditer(text):
        yield from _written_date(m)
    for m in _NUMERIC.finditer(text):
        yield from _numeric_date(m)


def _written_date(m: re.Match[str]) -> Iterator[Edit]:
    """The parts of "l5 rnaart 2O24", where they make a day of the calendar."""
    day, year = m["day"].translate(_DIGITS), m["year"].translate(_DIGITS)
    if not (day.isdecimal() and year.isdecimal() and _plausible(int(year)) and any(c.isdecimal() for c in m["year"])):
        return
    if not _tells_its_digits(m):
        return
    month = _month(m["month"])
    if month is None or not _in_calendar(day, MONTHS.index(month) + 1, year):
        return
    yield Edit(m.start("day"), m.end("day"), day, "date")
    if m["month"].lower() != month:
        yield Edit(m.start("month"), m.end("month"), month.upper() if m["month"].isupper() else month, "date")
    yield Edit(m.start("year"), m.end("year"), year, "date")


def _tells_its_digits(m: re.Match[str]) -> bool:
    """Whether a day has a digit, or is a stroke; of "zo september" and "S mei" nothing says which digits they are."""
    day = m["day"]
    if any(c.isdecimal() for c in day) or day in "lI|":
        return True
    return day == "B" and _DATED.search(m.string[max(0, m.start() - 24) : m.start()]) is not None


def _numeric_date(m: re.Match[str]) -> Iterator[Edit]:
    """ "l5-O3-2O24", where it is a day of the calendar."""
    if m["a"] != m["b"] and {m["a"], m["b"]} - set("-–—~"):
        return
    day, month, year = re.split(r"[-–—~/.]", m["date"].translate(_DIGITS))[:3]
    if not (day + month + year).isdecimal() or not _plausible(int(year)) or not 1 <= int(month) <= 12:
        return
    if _in_calendar(day, int(month), year):
        joint = "-" if m["a"] in "-–—~" else m["a"]
        yield Edit(m.start("date"), m.end("date"), joint.join((day, month, year)), "date")


def _in_calendar(day: str, month: int, year: str) -> bool:
    return 1 <= int(day) <= monthrange(int(year), month)[1]


def _month(printed: str) -> str | None:
    """The month that a word is, or can only be."""
    lower = printed.lower()
    if lower in MONTHS:
        return lower
    if lower in ("jull", "jul1", "ju1i", "juii"):
        return "juli" if lower != "juii" else None  # "juii" may be juni
    found = word(lower).lower() or word(printed).lower()
    if found in MONTHS:
        return found
    return _nearest_month(lower)


def _nearest_month(lower: str) -> str | None:
    from rapidfuzz.distance import Levenshtein

    if len(lower) < 5:
        return "mei" if lower in ("rnei", "mel") else None
    near = [
        m for m in MONTHS if len(m) > 4 and Levenshtein.distance(m, lower, score_cutoff=2) <= (2 if len(m) > 6 else 1)
    ]
    return near[0] if len(near) == 1 else None


def _years(text: str) -> Iterator[Edit]:
    for m in _YEAR.finditer(text):
        printed = m[0].translate(_DIGITS)
        if printed != m[0] and printed.isdecimal() and _plausible(int(printed)) and _mostly_digits(m[0]):
            yield Edit(m.start(), m.end(), printed, "year")


def _mostly_digits(year: str) -> bool:
    """Three digits of four, or two beside letters that are read for 1 and 0 more than for anything else."""
    digits = sum(c.isdecimal() for c in year)
    return digits > 2 or (digits == 2 and set(year) <= set("0123456789OolI"))


def _plausible(year: int) -> bool:
    return _EARLIEST <= year <= _LATEST


def _numbers(text: str) -> Iterator[Edit]:
    """Behind the word that announces a number, a letter among digits is one: "Motie M-l2", "nr. 1O4"."""
    for m in _NUMBER.finditer(text):
        number = m["number"]
        tail = re.search(r"[\dlIOo]+\Z", number)
        if tail is None or not any(c.isdecimal() for c in tail[0]) or tail[0].isdecimal():
            continue
        start = m.start("number") + tail.start()
        yield Edit(start, m.end("number"), tail[0].translate(_DIGITS), "number")
    for m in _REGISTERED.finditer(text):
        number = m["number"]
        if not number.isdecimal() and any(c.isdecimal() for c in number):
            yield Edit(m.start("number"), m.end("number"), number.translate(_DIGITS), "number")


_REGISTERED = re.compile(
    r"(?<![\w.])(?P<year>(?:19"
    r"|20)\d{2})(?P<gap>[ ./-]{1,2})(?P<letters>[A-Z]{2,3})[ ](?P<number>[\dlIOo]{1,4})(?![\w.,])"
)
_MARK = re.compile(
    r"(?m)^(?P<indent>[ \t]*)(?P<mark>[\dlILi|!OoSsZz]{1,2})(?P<behind>[.,;:)\]}])?(?P<gap>[ ]{1,3})(?=\S)"
)

_MARK_DIGITS = _DIGITS | {ord("L"): "1"}


def marks(text: str) -> Iterator[Edit]:
    """Numbers of a list that were read as letters or with another sign behind them: "|. ", "2, ", "S. ", between
    neighbours that were not.

    A mark is proven by the one before and the one after it (or, first of the list, by the one after it; last, by the
    one before).
    """
    found = [m for m in _MARK.finditer(text) if m["behind"]]
    clean = [int(m["mark"]) if m["mark"].isdecimal() and m["behind"] in ".)" else None for m in found]
    # a mark that is proven proves its neighbours, either way
    for i in (*range(len(found)), *reversed(range(len(found)))):
        m = found[i]
        meant = m["mark"].translate(_MARK_DIGITS)
        if clean[i] is not None or not meant.isdecimal():
            continue
        sign = _sign_behind(int(meant), i, found, clean)
        if sign:
            clean[i] = int(meant)
            yield Edit(m.start("mark"), m.end("behind"), f"{int(meant)}{sign if sign in '.)' else '.'}", "mark")


def _sign_behind(number: int, i: int, found: Sequence[re.Match[str]], clean: Sequence[int | None]) -> str:
    """The sign that stands behind a mark which its neighbours prove to be this number; "" where they do not."""
    mark = found[i]["mark"]
    before = clean[i - 1] if i else None
    after = clean[i + 1] if i + 1 < len(found) else None
    first = number == 1 or (before is None and mark.isdecimal())
    if after == number + 1 and (first or before == number - 1):
        return found[i + 1]["behind"]
    if number == 1 and i + 1 < len(found) and _second(found[i + 1], found[i]["behind"]):
        return "."
    if before == number - 1 and number > 1 and after in (None, 1) and not mark.isalpha():
        return found[i - 1]["behind"]
    return ""


def _second(mark: re.Match[str], behind: str) -> bool:
    """Whether a list that begins with "1," goes on with "2,": both are marks."""
    return mark["mark"].translate(_MARK_DIGITS) == "2" and mark["behind"] in (behind, ".", ")")


def labels(text: str) -> Iterator[Edit]:
    """Labels at the head of a line, a letter wrong ("Datun:"), or with a small letter for the capital of the same look
    ("indieners:")."""
    for m in _LABEL.finditer(text):
        printed = m["word"]
        if printed.lower() in frequencies():
            continue
        for label in lexicon().labels:
            if len(printed) == len(label) and sum(a != b for a, b in zip(printed, label, strict=True)) == 1:
                yield Edit(m.start("word"), m.end("word"), label, "label")
    for m in _SMALL_I.finditer(text):
        yield Edit(m.start("word"), m.end("word"), "I" + m["word"][1:], "label")


_LABEL = re.compile(r"(?m)^[ \t]*(?P<word>[A-Z][a-z]{4,9})(?=[ ]?:| \d)")
_SMALL_I = re.compile(
    r"(?m)^[ \t]*(?P<word>[il1|]n(?:dieners?(?:\(s\))?|gekomen|gediend|zake|gezonden))(?=[ ]?:|[.,]?[ ]*\n"
    r"|[ ]+(?:onder )?nummer\b)"
)
