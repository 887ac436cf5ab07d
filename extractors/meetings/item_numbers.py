"""The numbers or letters of the items of a meeting, told from those of decision points, incoming papers and prose.

Every line that begins like an item is a candidate. The items are the chain of candidates that counts on best: same
way of numbering, same place on the line, few numbers skipped, a decision or a title behind it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from griffier.extractors.dutch.words import MONTH
from griffier.schemas.document import Line, Span

MAX_CANDIDATES = 900
LOOK_BACK = 60
"""How many candidates before one may be its predecessor: bounds the cost."""

LETTERS = 1000
"""Added to the value of a letter in a number: 5.a comes after 5.2."""

_CANDIDATE = re.compile(
    r"(?:\d{1,2}[.:]\d{2}(?:\s*[-–]\s*\d{1,2}[.:]\d{2})?(?:\s*uur)?\s+(?=\d{1,2}(?:[.\-]?\d{1,2}|[.\-]?[a-z])?[.):]?\s+[A-Z]))?"
    r"(?P<word>(?i:agendapunt|punt|nr\.?)(?:\s*:)?\s+)?(?P<n>\d{1,3}(?:[.\-]?(?:\d{1,2}|"
    r"[a-zA-Z])(?![a-zA-Z])){0,3})(?P<p>\s?[.):º°]{0,2})(?:(?<=\d)\s[–—-](?=\s[A-Z\"'‘“]))?(?:(?:\s+|(?<=[.)])(?=[A-Z]))(?P<rest>\S.*)|\s*)$"
)
_LETTERED = re.compile(
    r"(?P<n>[A-Z](?:\.?\d{1,2}|\.[A-Z](?![a-zA-Z]))?)(?:(?P<p>[.)])|(?=\s{2})|(?<=\d)(?=\s)|(?<=\.[A-Z])(?=\s))"
    r"\s+(?P<rest>[A-Z'\"‘“(\[].*)$"
)
"""A letter with a mark or a wide gap behind it; one with a number needs neither: "A.   Opening", "F.1 Voorstel"."""
_ROMAN = re.compile(r"(?P<n>[IVX]{1,6})(?P<p>[.)]|(?=\s{2}))\s+(?P<rest>[A-Z'\"‘“(\[].*)$")
_DIGITS = {"I": 1, "V": 5, "X": 10}
_TAKEN_UP = re.compile(
    r"\W{0,3}(?:(?:thans|nu|dan|vervolgens)\s+)?(?:(?:is|zijn|komt|komen)\s+)?(?:thans\s+|nu\s+)?aan de orde"
    r"(?:\s+(?:is|zijn|komt|komen))?(?:\s+(?:thans|nu))?\s*:?\s*$",
    re.IGNORECASE,
)
"""What stands over an item that the chair takes up in minutes."""
_ONLY_LETTERS = re.compile(r"[^a-z]")
SAME_TITLE = 14
"""Letters in which a title of an agenda and the one over its discussion agree."""
MIN_LETTERED = 3
"""Letters that must count on from A where nothing else says that they are items."""
_PARTS = re.compile(r"\d+|[a-zA-Z]")
COUNTED = (
    MONTH + r"|jaar|uur|euro|"
    r"minuten|procent|%|keer|maal|stemmen|leden|"
    r"miljoen|mln|m2|m²|km|weken|dagen|maanden|tot en met|t/m|en \d|van \d"
)
"""What makes a number before it a count or a day."""
_NOT_A_TITLE = re.compile(rf"(?:{COUNTED})\b", re.IGNORECASE)
_LIKELY = re.compile(
    r"(?:gewijzigde?\s+)?(?:opening|sluiting|mededelingen|vaststell\w+|rondvraag|ingekomen|insprekers|inspreken"
    r"|spreekrecht|vragen|"
    r"actualiteit\w*|hamerstuk\w*|"
    r"voorstel|voordracht|raadsvoorstel|motie|amendement|benoeming|notulen|verslag|besluitenlijst|termijnagenda|"
    r"bespreking|nota|initiatiefvoorstel|"
    r"raadsadres|brief|beantwoording|verordening|begroting|jaarrekening|bestemmingsplan|raadsinformatiebrief|stemm\w+"
    r"|lijst|inspreek\w+)\b",
    re.IGNORECASE,
)
_DECISION = re.compile(
    r"\W{0,3}(?:(?:de raad |het college |de commissie )?(?:besluit|besloten|conclusie|advies|beslissing)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Number:
    """The number of a candidate: as printed, its place, its parts ("5.a.1" is 5, 1001, 1) and how it is written."""

    line: int
    printed: str
    span: Span
    key: tuple[int, ...]
    style: str
    rest: Span | None
    bonus: float


def item_numbers(lines: Sequence[Line], *, restarts: bool = False, any_order: bool = False) -> list[Number]:
    """The chain of numbers that the items of a meeting bear, in order; `line` indexes `lines`. [] where fewer than two
    count on.

    `restarts`: a count that begins anew is another list (the incoming papers under an agenda). `any_order`: minutes
    follow the order in which items were taken up: numbers alone on a line over a title, and those under "Aan de orde
    is:", count whatever their order; the agenda that is printed before them does not.
    """
    found, lettered = candidates(lines), _lettered(lines)
    if any_order:
        if taken := _taken_up(sorted((*found, *lettered), key=lambda c: c.line), lines) or _alone(found, lines):
            return taken
        announced = _twins(lettered, lines)
        lettered = _behind_agenda(lettered, announced)
        found = _behind_agenda(found, _twins(found, lines))
    if restarts:
        found = _first_list(found)
    sure = any_order and bool(announced)
    return _best(found, lettered, lines, sure=sure)


def _best(found: Sequence[Number], lettered: Sequence[Number], lines: Sequence[Line], *, sure: bool) -> list[Number]:
    """The chain of figures, or one of letters or of Roman numerals that counts on better. `sure`: an agenda before them
    announces the letters."""
    chain, score = _chain(found, lines)
    letters, letters_score = _chain(lettered, lines)
    if _begins(letters, sure) and _is_likely(letters, lines):
        inner = _within(chain, letters)
        if inner or letters_score > score:
            return sorted((*letters, *inner), key=lambda c: c.line)
    roman, roman_score = _chain(_romans(lines), lines)
    begins = len(roman) >= MIN_LETTERED and roman[0].key == (1,)
    if not (begins and roman_score > score and _is_likely(roman, lines)):
        return chain
    return sorted((*roman, *_within(chain, roman)), key=lambda c: c.line)


def _begins(letters: Sequence[Number], sure: bool) -> bool:
    """Does a chain of letters begin at A, and count on far enough?"""
    first = bool(letters) and letters[0].key in ((LETTERS + 1,), (LETTERS + 1, 1))
    return first and (_counted(letters) or (sure and len(letters) >= 2))


def _within(chain: Sequence[Number], sections: Sequence[Number]) -> Sequence[Number]:
    """Figures that count on from 1 through several sections of a list, as its items."""
    counts = [c.key for c in chain] == [(n,) for n in range(1, len(chain) + 1)]
    over = {max((s.line for s in sections if s.line < c.line), default=None) for c in chain}
    return chain if counts and len(over) > 1 and None not in over else ()


def _counted(letters: Sequence[Number]) -> bool:
    """Do letters count on by themselves, or with a number each: A, B, C or A1, A2, B1?"""
    alone = sum(len(c.key) == 1 for c in letters)
    return alone >= MIN_LETTERED or (not alone and len(letters) >= 2 * MIN_LETTERED)


def _is_likely(chain: Sequence[Number], lines: Sequence[Line]) -> bool:
    """Does one of the titles say that it is an item's?"""
    return any(_LIKELY.match(_title(c, lines)) for c in chain)


def _title(candidate: Number, lines: Sequence[Line]) -> str:
    if candidate.rest is None:
        return lines[candidate.line + 1].text if candidate.line + 1 < len(lines) else ""
    line = lines[candidate.line]
    return line.text[candidate.rest.start - line.start :]


def _alone(found: Sequence[Number], lines: Sequence[Line]) -> list[Number]:
    """Numbers alone on a line over the title of an item; [] for fewer than two."""
    alone = [c for c in found if c.rest is None and _LIKELY.match(_title(c, lines))]
    worded = {c.style for c in alone if c.style.startswith("w")}
    if len(alone) < 2:
        return []
    # "AGENDAPUNT 4" over a title says so itself, whatever the title
    return [c for c in found if c.style in worded] if worded else alone


def _taken_up(found: Sequence[Number], lines: Sequence[Line]) -> list[Number]:
    """The candidates under "Aan de orde is:" and their sub-items right behind them; [] for fewer than two."""
    out: list[Number] = []
    opened = 0
    for candidate in found:
        if candidate.line and _TAKEN_UP.match(lines[candidate.line - 1].text):
            out.append(candidate)
            opened += 1
        elif out and candidate.key[:-1] == (out[-1].key if len(out[-1].key) < len(candidate.key) else out[-1].key[:-1]):
            begins = len(out[-1].key) < len(candidate.key)
            if len(candidate.key) > 1 and candidate.key[-1] == (1 if begins else out[-1].key[-1] + 1):
                out.append(candidate)
    return out if opened >= 2 else []


def letters_of(title: str) -> str:
    """The small letters of a title, by which it is known again where it is printed anew."""
    return _ONLY_LETTERS.sub("", title.lower())


def _twins(found: Sequence[Number], lines: Sequence[Line]) -> set[int]:
    """The lines of candidates that come back later with the same number and the same title: those of an agenda."""
    later: set[tuple[tuple[int, ...], str]] = set()
    out: set[int] = set()
    for candidate in reversed(found):
        own = candidate.key, letters_of(_title(candidate, lines))[:SAME_TITLE]
        if own in later:
            out.add(candidate.line)
        later.add(own)
    return out if len(out) >= 2 else set()


def _behind_agenda(found: list[Number], announced: set[int]) -> list[Number]:
    """The candidates behind the agenda that announces them."""
    return [c for c in found if c.line > max(announced)] if announced else found


def _chain(found: Sequence[Number], lines: Sequence[Line]) -> tuple[list[Number], float]:
    """The candidates that count on best, and how well; none where fewer than two do."""
    if len(found) < 2:
        return [], 0.0
    best = [c.bonus for c in found]
    back: list[int | None] = [None] * len(found)
    for j, candidate in enumerate(found):
        first = candidate.key[0] % LETTERS
        if first > 3 and len(candidate.key) == 1:
            best[j] -= 0.3 * min(first, 10)
        for i in range(max(0, j - LOOK_BACK), j):
            step = _step(found[i], candidate, lines)
            if step is not None and best[i] + step + candidate.bonus > best[j]:
                best[j], back[j] = best[i] + step + candidate.bonus, i
    last = max(range(len(found)), key=lambda k: best[k])
    at: int | None = last
    chain: list[Number] = []
    while at is not None:
        chain.append(found[at])
        at = back[at]
    chain.reverse()
    return (chain, best[last]) if len(chain) >= 2 and best[last] > 1.0 else ([], 0.0)


def _lettered(lines: Sequence[Line]) -> list[Number]:
    """The lines that open with a letter, as candidates."""
    return _opened(lines, _LETTERED, _key, "L")[:MAX_CANDIDATES]


def _romans(lines: Sequence[Line]) -> list[Number]:
    """The lines that open with a Roman numeral, as candidates."""
    return _opened(lines, _ROMAN, _roman, "R")


def _opened(
    lines: Sequence[Line], sign: re.Pattern[str], key: Callable[[str], tuple[int, ...]], style: str
) -> list[Number]:
    """The lines that open with a sign and a title; `key` gives () for what is none. Letters with a mark behind them and
    those without are two styles."""
    out: list[Number] = []
    for at, line in enumerate(lines):
        match = sign.match(line.text)
        if match is None or not (value := key(match["n"])):
            continue
        span = Span(line.start + match.start("n"), line.start + match.end("n"))
        place = Span(line.start + match.start("rest"), line.end)
        own = style if match["p"] or style == "R" else f"{style}-"
        out.append(Number(at, match["n"], span, value, own, place, _bonus(lines, at, match["rest"])))
    return out


def _roman(printed: str) -> tuple[int, ...]:
    """The value of a Roman numeral; () where it is none."""
    digits = [_DIGITS[c] for c in printed]
    value = sum(-d if d < max(digits[i:]) else d for i, d in enumerate(digits))
    return (value,) if printed == "X" * (value // 10) + _UNITS[value % 10] else ()


_UNITS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


def _key(printed: str) -> tuple[int, ...]:
    return tuple(int(p) if p.isdecimal() else LETTERS + ord(p.lower()) - 96 for p in _PARTS.findall(printed))


def _first_list(found: list[Number]) -> list[Number]:
    """The candidates before the count begins anew: 1 to 5 after a list that had come further."""
    for at in range(1, len(found) - 1):
        keys = [c.key for c in found[at : at + 5] if c.style == found[at].style]
        begins = keys == [(1,), (2,), (3,), (4,), (5,)]
        before = [c for c in found[:at] if c.style == found[at].style and len(c.key) == 1]
        if begins and len(before) >= 4 and before[0].key == (1,):
            return found[:at]
    return found


_DOUBLED = re.compile(r"(?:\d{1,3}[.)]|[•▪●])\s+(?=\d{1,2}(?:[.\-]?(?:\d{1,2}|[a-z])){0,2}[.)]?(?:\s+[A-Z‘'“\"]|\s*$))")
"""A list's own mark before the number that the item bears: "6. 5.a Verordening leerlingenvervoer", as portals give
it."""


def candidates(lines: Sequence[Line]) -> list[Number]:
    """The lines that open like an item, in order."""
    doubled = {at: m.end() for at, line in enumerate(lines) if (m := _DOUBLED.match(line.text))}
    doubled = doubled if len(doubled) >= 3 else {}
    out: list[Number] = []
    for at, line in enumerate(lines):
        if doubled and at not in doubled and _MARKED.match(line.text):
            # under marks of the list, a number with one mark is a point of an item
            continue
        if len(out) < MAX_CANDIDATES and (found := _candidate(lines, at, doubled.get(at, 0))) is not None:
            out.append(found)
    return out


_MARKED = re.compile(r"\d{1,2}[.)]\s")


def _candidate(lines: Sequence[Line], at: int, mark: int) -> Number | None:
    """The number that opens a line behind a list's own mark of so many characters; None where none does."""
    line = lines[at]
    match = _CANDIDATE.match(line.text[mark:])
    if match is None or (match["rest"] is not None and not _may_be_title(match["rest"], match)):
        return None
    rest, parts, begin = match["rest"], _key(match["n"]), line.start + mark
    if not parts or parts[0] > 150 or (_IS_TIME.fullmatch(match["n"]) and parts[1] > 30):
        return None
    span = Span(begin + match.start("n"), begin + match.end("n"))
    place = Span(begin + match.start("rest"), line.end) if rest is not None else None
    style = ("w" if match["word"] else "") + (match["p"].strip()[:1] or "-") + ("" if rest is not None else "|")
    return Number(at, match["n"].rstrip(".-"), span, parts, style, place, _bonus(lines, at, rest))


_IS_TIME = re.compile(r"\d{1,2}[.]\d{2}")


_COLUMN = 3
"""Blanks behind a number that stands in a column of its own."""
_NUMBERED_PAPER = re.compile(r"\d{1,4}\s+[A-Z][a-z]{3}")
"""A title that begins with the number of a paper: "130 Schriftelijke vragen"."""


def _may_be_title(rest: str, number: re.Match[str]) -> bool:
    """Can what stands behind a number be a title? Behind a bare one only what opens like a sentence."""
    first = rest[0]
    if number.start("rest") - number.end("p") >= _COLUMN and _NUMBERED_PAPER.match(rest):
        return True
    if _NOT_A_TITLE.match(rest):
        return False
    if number["p"].strip() or number["word"]:
        return first.isalpha() or first.isdecimal() or first in "'\"‘“(#[-*"
    return first.isupper() or first in "'\"‘“([" or (first.isdecimal() and "." in number["n"])


_UNFINISHED = re.compile(r"[:,-]\s*$|\s(?:de|van|en|het)$")


def _bonus(lines: Sequence[Line], at: int, rest: str | None) -> float:
    """How much a candidate looks like an item by itself."""
    line = lines[at]
    title = rest if rest is not None else (lines[at + 1].text if at + 1 < len(lines) else "")
    score = 0.2
    score += 0.6 * bool(_LIKELY.match(title)) + 0.6 * (line.bold or bool(line.heading))
    score += 1.0 * is_decided_under(lines, at)
    score -= 0.3 if rest is None else 0.8 * rest.rstrip().endswith((";", ","))
    return score - 0.8 * bool(at and _UNFINISHED.search(lines[at - 1].text))


def is_decided_under(lines: Sequence[Line], at: int) -> bool:
    """Does a decision stand under a candidate, before the next one?"""
    for later in lines[at + 1 : at + 6]:
        if _DECISION.match(later.text):
            return True
        if _CANDIDATE.match(later.text):
            return False
    return False


def _step(above: Number, below: Number, lines: Sequence[Line]) -> float | None:
    """What it adds that `below` follows `above`; None where it cannot."""
    a, b = above.key, below.key
    gap = _gap(a, b) if b > a else None
    if gap is None or gap > 12:
        return None
    score = 1.0 - 0.25 * max(gap, 0)
    same_depth = len(a) == len(b)
    if above.style.replace("|", "") != below.style.replace("|", ""):
        score -= 0.7 if same_depth else 0.2
    left, right = lines[above.line].box, lines[below.line].box
    if left is not None and right is not None and same_depth and abs(left.x0 - right.x0) > 6:
        score -= 0.9
    if len(a) == len(b) == 1 and above.line + 1 == below.line and below.rest is None:
        score -= 0.5
    return score


def _gap(a: tuple[int, ...], b: tuple[int, ...]) -> int | None:
    """How many numbers are left out between one and a larger one; None where it is too deep to follow."""
    shared = 0
    while shared < min(len(a), len(b)) and a[shared] == b[shared]:
        shared += 1
    if shared == len(a):  # deeper: 5 -> 5.a, 5.a -> 5.a.1
        return b[shared] % LETTERS - 1 if len(b) - shared <= 2 else None
    begins_anew = b[shared] > LETTERS > a[shared]  # 5.2 -> 5.a: the letters begin anew
    gap = b[shared] - (LETTERS if begins_anew else a[shared]) - 1
    return gap + (b[shared + 1] % LETTERS - 1 if len(b) > shared + 1 else 0)
