"""Several readings of one printed figure, weighed: what most of them say is taken, and what nothing proves is said to
be in doubt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from griffier.extractors.tables.printed_figures import Figure, figure

AGREED, UNDECIDED = 90.0, 30.0
_LIKELY, _CERTAIN = 65.0, 90.0
SLASHED = re.compile(r"^(?:[-–—]\s?/?|[-–—+]?\s?/)\s?[-–—]\s?(?=\d)")
"""The sign "-/-", of which the slash or the first stroke may be lost."""
LETTERED = re.compile(r"(?<=\d)\s?[VN]$")
"""The letter behind a figure: voordeel, nadeel."""
_LOOKS_LIKE = str.maketrans("SsIil|!OoTZzBGLAg", "55111110072286149")
_EURO = re.compile(r"^(?:[6CEG£]\s?)?[€£]\s?£?\s?(?=[-–—(\d])")
_DASH = re.compile(r"[-–—]{1,2}")
_BODY = re.compile(
    r"""(?P<open>\(?)\s?(?:€\s?)?(?P<minus>[-–—]?)\s?(?:€\s?)?(?P<open2>\(?)
    (?P<body>\d[\d.,’‘'\ ]*)
    (?P<percent>%?)\s?(?P<trailing>[-–—]?)\)?\s?(?P<letter>[VN]?)""",
    re.VERBOSE,
)
_LONGEST = 30
_DECIMALS = re.compile(r",\d{1,2}$")


@dataclass(frozen=True, slots=True)
class Key:
    """What two readings are compared by: the digits, how many of them are decimals, the sign, and V, N or %."""

    digits: str
    decimals: int
    negative: bool
    mark: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a cell. `by_ink`: its digits were told by their form, so that it has no marks but `-` and `.`;
    `clear`: surely."""

    text: str
    confidence: float
    by_ink: bool = False
    clear: bool = True
    fits: bool = True
    """Whether the ink is as wide as the text."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a cell is taken to say, and what it may say otherwise where that is not proven."""

    text: str
    confidence: float
    others: tuple[str, ...] = ()


_Keyed = tuple[Reading, Key]
_Proof = tuple[str | None, float]
"""The digits that are proven, None where readings contradict each other and nothing tells, and how surely."""


def with_sevens(text: str, by_ink: str) -> str:
    """A figure with a 7 for each 1 whose form is a 7's: the engine's commonest mistake, made twice as easily as once.
    "" where none is."""
    seen = iter(re.sub(r"\D", "", by_ink))
    if sum(map(str.isdecimal, text)) != sum(map(str.isdecimal, by_ink)):
        return ""
    out = "".join(("7" if next(seen) == "7" and c == "1" else c) if c.isdecimal() else c for c in text)
    return out if out != text else ""


def with_euro(text: str) -> str:
    """A text with one euro sign for what recognition makes of one: "£5.620", "6€5.620"."""
    return _EURO.sub("€", text)


def as_digits(text: str) -> str:
    """A text with the digits that its letters look like; a V or N behind them stays."""
    letter = re.search(r"\s?[VN]\W*$", text)
    end = letter.start() if letter else len(text)
    return text[:end].translate(_LOOKS_LIKE) + text[end:]


def plain(text: str) -> Figure | None:
    """The figure that a text is, strictly; specks around it left out."""
    return figure(text.strip(" .,;:|'‘’_"))


def key(text: str) -> Key | None:
    """The figure that a text is meant to be: its points may be lost or stand wrong. None where it is no figure."""
    bare = SLASHED.sub("-", with_euro(text.strip(" .,;:|'‘’_[]{}")))
    if _DASH.fullmatch(bare):
        return Key("", 0, False, "-")
    match = _BODY.fullmatch(bare) if len(bare) <= _LONGEST else None
    if match is None:
        return None
    body = match["body"].strip(" .,’‘'")
    digits = re.sub(r"\D", "", body)
    decimals = _DECIMALS.search(body)
    if len(digits) > 12 or len(re.findall(r"[ .,]\d{1,2}(?=[ .,]|$)", body)) > 1:
        return None
    if "(" in bare and ")" not in bare:
        return None
    negative = bool(match["minus"] or match["trailing"] or match["open"] or match["open2"])
    return Key(digits, len(decimals[0]) - 1 if decimals else 0, negative, match["percent"] + match["letter"])


def weigh(readings: Sequence[Reading], minus: bool | None = None, wider: bool = False) -> Verdict | None:
    """The verdict over the readings of a cell, the engine's first. None where none of them is a figure.

    `minus`: whether the ink begins with a flat stroke; None where it does not tell. `wider`: there is room for a minus
    in the ink, which may touch the first digit.
    """
    keyed = _keyed(readings)
    if not keyed:
        return None
    engine = [(r, k) for r, k in keyed if not r.by_ink]
    digits, confidence = _digits(engine, next(((r, k) for r, k in keyed if r.by_ink), None))
    if digits is None:
        return _undecided(keyed)
    mine = [(r, k) for r, k in engine if k.digits == digits] or keyed[-1:]
    room = _has_room(keyed, digits, wider)
    negative = _negative(mine, minus, wider, room) if digits.strip("0") else False
    if negative is None:
        likely = mine[0][1].negative
        first, second = _text(digits, _signed(mine[:1], likely)), _text(digits, _signed(mine[:1], not likely))
        return Verdict(first, UNDECIDED, (second,))
    text = _text(digits, _of_one_shape(_signed(mine, negative)))
    rest = _perhaps(text, keyed) if confidence >= AGREED else _others(text, _signed(_unlike(keyed, digits), negative))
    return Verdict(text, confidence, rest)


def _unlike(keyed: Sequence[_Keyed], digits: str) -> list[_Keyed]:
    """The readings of other digits."""
    return [(r, k) for r, k in keyed if k.digits != digits]


def _perhaps(text: str, keyed: Sequence[_Keyed]) -> tuple[str, ...]:
    """What a figure on which readings agree may be all the same."""
    return tuple(other for r, _ in keyed if r.by_ink and (other := with_sevens(text, r.text)))


def _keyed(readings: Sequence[Reading]) -> list[_Keyed]:
    """The readings that are figures."""
    return [(r, k) for r in readings if (k := key(r.text)) is not None]


def _signed(said: Sequence[_Keyed], negative: bool) -> list[_Keyed]:
    """The readings with the sign that is taken to be right."""
    return [(r, replace(k, negative=negative)) for r, k in said]


def _others(text: str, said: Sequence[_Keyed]) -> tuple[str, ...]:
    """What other readings say, each once."""
    return tuple(t for t in dict.fromkeys(_text(k.digits, [(r, k)]) for r, k in said) if t != text)


def _of_one_shape(said: Sequence[_Keyed]) -> Sequence[_Keyed]:
    """Readings that differ in decimals or marks without those that are no figure as they stand."""
    if len({(k.decimals, k.mark) for _, k in said}) == 1:
        return said
    return [(r, k) for r, k in said if plain(r.text) is not None] or said


def _digits(engine: Sequence[_Keyed], ink: _Keyed | None) -> _Proof:
    counts = Counter(k.digits for _, k in engine)
    best, votes = counts.most_common(1)[0] if counts else ("", 0)
    if votes >= 2:
        return _told_twice(best, engine, ink)
    told = None if ink is None else _told_by_ink(engine, *ink)
    return told or _told_once(engine, ink) or (None, 0.0)


def _told_twice(digits: str, engine: Sequence[_Keyed], ink: _Keyed | None) -> _Proof:
    """What the engine read twice, unless the ink clearly says another figure of that length."""
    against = ink is not None and ink[0].clear and ink[1].digits != digits and len(ink[1].digits) == len(digits)
    if not against:
        return digits, AGREED
    sure = max(r.confidence for r, k in engine if k.digits == digits)
    return (digits, _LIKELY) if sure >= _CERTAIN else (None, 0.0)


def _told_by_ink(engine: Sequence[_Keyed], seen: Reading, k: Key) -> _Proof | None:
    """What the form of the digits says, where a reading of the engine agrees, or none of them is as wide as the ink."""
    if any(other.digits == k.digits for _, other in engine):
        alone = all(not r.fits for r, other in engine if other.digits != k.digits)
        return k.digits, AGREED if seen.clear or alone else _LIKELY
    if seen.clear and seen.fits and not any(r.fits for r, _ in engine):
        return k.digits, _LIKELY
    return None


def _told_once(engine: Sequence[_Keyed], ink: _Keyed | None) -> _Proof | None:
    """The one reading that is as wide as its ink, read surely, where the form of the digits tells nothing."""
    fitting = [(r, k) for r, k in engine if r.fits]
    if len(fitting) != 1 or (ink is not None and ink[0].clear and ink[0].fits):
        return None
    reading, k = fitting[0]
    return (k.digits, _LIKELY) if reading.confidence >= (_LIKELY if len(engine) > 1 else _CERTAIN) else None


def _has_room(keyed: Sequence[_Keyed], digits: str, wider: bool) -> bool:
    """Whether the ink has room for a minus, or shows one piece more before the digits: a minus that touches the first
    is told as a digit."""
    return wider or any(r.by_ink and k.digits.endswith(digits) and len(k.digits) == len(digits) + 1 for r, k in keyed)


def _negative(said: Sequence[_Keyed], by_ink: bool | None, wider: bool, room: bool) -> bool | None:
    """The sign: a flat stroke in the ink is a minus whatever the engine says, and so is what one reading has where the
    ink has `room` for it. None where nothing tells, or where the ink is `wider`: it has a minus that nobody saw."""
    signs = [k.negative for r, k in said if not r.by_ink]
    if by_ink or not signs:
        sign: bool | None = bool(by_ink)
    elif len(set(signs)) == 1:
        plain_stroke = by_ink is None or not signs[0] or len(signs) > 1
        sign = signs[0] if plain_stroke or _is_marked(said) else None
    elif room:
        return True
    else:
        sign = False if by_ink is False and not _is_marked(said) else None
    return None if wider and sign is False else sign


def _is_marked(said: Sequence[_Keyed]) -> bool:
    """Whether a reading has parentheses, V, N or %: what the ink shows before it is not all of its sign."""
    return any("(" in r.text or ")" in r.text or bool(k.mark) for r, k in said)


def _undecided(keyed: Sequence[_Keyed]) -> Verdict:
    """The likeliest reading with the others beside it: one that fits its ink and is a figure as it stands goes
    first."""
    order = sorted(keyed, key=lambda rk: (not rk[0].fits, plain(rk[0].text) is None, rk[0].by_ink, -rk[0].confidence))
    first = _text(order[0][1].digits, order[:1])
    return Verdict(first, UNDECIDED, _others(first, order[1:]))


def _text(digits: str, said: Sequence[_Keyed]) -> str:
    """The text of a figure: as a reading has it where that is well formed, else its digits in groups of three."""
    for reading, k in said:
        bare = reading.text.strip(" .,;:|'‘’_[]{}")
        if not reading.by_ink and _is_well_formed(plain(bare), k):
            return bare
    if not digits:
        return "-"
    _, k = said[0]
    whole, decimals = (digits[: -k.decimals], digits[-k.decimals :]) if k.decimals else (digits, "")
    points = any("." in r.text or " " in r.text for r, _ in said)
    grouped = f"{int(whole):,}".replace(",", ".") if points and len(whole) > 3 and whole[0] != "0" else whole
    tail = (f",{decimals}" if decimals else "") + (k.mark if k.mark != "-" else "")
    return ("-" if k.negative else "") + grouped + tail


def _is_well_formed(read: Figure | None, k: Key) -> bool:
    """Whether a reading is a figure as it stands, of the sign that it is taken to have."""
    if read is None:
        return False
    return k.digits == "" or not read.value or (read.value < 0) == k.negative
