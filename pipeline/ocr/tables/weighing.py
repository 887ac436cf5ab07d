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


def plain(text: str) -> Figure | None:
    """The figure that a text is, strictly; specks around it left out."""
    return figure(text.strip(" .,;:|'‘’_"))


def key(text: str) -> Key | None:
    """The figure that a text is meant to be: its points may be lost or stand wrong. None where it is no figure."""
    bare = text.strip(" .,;:|'‘’_[]{}")
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
    keyed = [(r, k) for r in readings if (k := key(r.text)) is not None]
    if not keyed:
        return None
    engine = [(r, k) for r, k in keyed if not r.by_ink]
    ink = next(((r, k) for r, k in keyed if r.by_ink), None)
    digits, confidence = _digits(engine, ink)
    if digits is None:
        return _undecided(keyed)
    mine = [(r, k) for r, k in engine if k.digits == digits] or keyed[-1:]
    negative = _negative(mine, minus) if digits.strip("0") else False
    if wider and negative is False and digits.strip("0"):
        negative = None
    rest = [(r, k) for r, k in keyed if k.digits != digits]
    if negative is None:
        both = [
            _text(digits, [(r, replace(k, negative=n)) for r, k in mine[:1]])
            for n in (mine[0][1].negative, not mine[0][1].negative)
        ]
        return Verdict(both[0], UNDECIDED, (both[1],))
    said = [(r, replace(k, negative=negative)) for r, k in mine]
    if len({(k.decimals, k.mark) for _, k in said}) > 1:
        said = [(r, k) for r, k in said if plain(r.text) is not None] or said
    text = _text(digits, said)
    others = (
        ()
        if confidence >= AGREED
        else tuple(dict.fromkeys(_text(k.digits, [(r, replace(k, negative=negative))]) for r, k in rest))
    )
    return Verdict(text, confidence, tuple(t for t in others if t != text))


_Keyed = tuple[Reading, Key]


def _digits(engine: Sequence[_Keyed], ink: _Keyed | None) -> tuple[str | None, float]:
    """The digits that are proven, and how surely; None where readings contradict each other and nothing tells."""
    counts = Counter(k.digits for _, k in engine)
    best, votes = counts.most_common(1)[0] if counts else ("", 0)
    if votes >= 2:
        against = ink is not None and ink[0].clear and ink[1].digits != best and len(ink[1].digits) == len(best)
        sure = max(r.confidence for r, k in engine if k.digits == best)
        return (best, AGREED) if not against else (best, _LIKELY) if sure >= _CERTAIN else (None, 0.0)
    if ink is not None:
        for _, k in engine:
            if k.digits == ink[1].digits:
                alone = all(not r.fits for r, k in engine if k.digits != ink[1].digits)
                return ink[1].digits, AGREED if ink[0].clear or alone else _LIKELY
        if not any(r.fits for r, _ in engine) and ink[0].clear and ink[0].fits:
            return ink[1].digits, _LIKELY
    fitting = [(r, k) for r, k in engine if r.fits]
    if len(fitting) == 1 and (ink is None or not ink[0].clear or not ink[0].fits):
        reading, k = fitting[0]
        if reading.confidence >= (_LIKELY if len(engine) > 1 else _CERTAIN):
            return k.digits, _LIKELY
    return None, 0.0


def _negative(said: Sequence[_Keyed], by_ink: bool | None) -> bool | None:
    """The sign: a flat stroke in the ink is a minus whatever the engine says. None where nothing tells."""
    signs = [k.negative for r, k in said if not r.by_ink]
    if by_ink or not signs:
        return bool(by_ink)
    if len(set(signs)) == 1 and (by_ink is None or not signs[0] or len(signs) > 1):
        return signs[0]
    if any(c in r.text for r, _ in said for c in "()") or any(k.mark for _, k in said):
        return signs[0] if len(set(signs)) == 1 else None
    return False if by_ink is False and len(set(signs)) > 1 else None


def _undecided(keyed: Sequence[_Keyed]) -> Verdict:
    """The likeliest reading with the others beside it: one that fits its ink and is a figure as it stands goes
    first."""
    order = sorted(keyed, key=lambda rk: (not rk[0].fits, plain(rk[0].text) is None, rk[0].by_ink, -rk[0].confidence))
    first = _text(order[0][1].digits, order[:1])
    return Verdict(
        first, UNDECIDED, tuple(t for t in dict.fromkeys(_text(k.digits, [(r, k)]) for r, k in order[1:]) if t != first)
    )


def _text(digits: str, said: Sequence[tuple[Reading, Key]]) -> str:
    """The text of a figure: as a reading has it where that is well formed, else its digits in groups of three."""
    for reading, k in said:
        bare = reading.text.strip(" .,;:|'‘’_[]{}")
        read = plain(bare)
        if (
            read is not None
            and not reading.by_ink
            and (k.digits == "" or (read.value is not None and (read.value < 0) == k.negative) or not read.value)
        ):
            return bare
    _, k = said[0]
    if not digits:
        return "-"
    whole, decimals = (digits[: -k.decimals], digits[-k.decimals :]) if k.decimals else (digits, "")
    points = any("." in r.text or " " in r.text for r, _ in said)
    grouped = f"{int(whole):,}".replace(",", ".") if points and len(whole) > 3 and whole[0] != "0" else whole
    return (
        ("-" if k.negative else "") + grouped + (f",{decimals}" if decimals else "") + (k.mark if k.mark != "-" else "")
    )
