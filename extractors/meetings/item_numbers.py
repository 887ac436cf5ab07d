"""The numbers of the items of a meeting, told from the numbers of decision points, incoming papers and prose.

Every line that begins like an item is a candidate. The items are the chain of candidates that counts on best: same
way of numbering, same place on the line, few numbers skipped, a decision or a title behind it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from griffier.extractors.dutch.words import MONTH
from griffier.schemas.document import Line, Span

MAX_CANDIDATES = 900
LOOK_BACK = 60
"""How many candidates before one may be its predecessor: bounds the cost."""

LETTERS = 1000
"""Added to the value of a letter in a number: 5.a comes after 5.2."""

_CANDIDATE = re.compile(
    r"(?:\d{1,2}[.:]\d{2}(?:\s*[-–]\s*\d{1,2}[.:]\d{2})?(?:\s*uur)?\s+(?=\d{1,2}[a-z]?[.):]?\s+[A-Z]))?"
    r"(?P<word>(?i:agendapunt|punt|nr\.?)\s+)?(?P<n>\d{1,3}(?:[.\-]?(?:\d{1,2}|"
    r"[a-zA-Z])(?![a-zA-Z])){0,3})(?P<p>\s?[.):º°]{0,2})(?:(?:\s+|(?<=[.)])(?=[A-Z]))(?P<rest>\S.*)|\s*)$"
)
_PARTS = re.compile(r"\d+|[a-zA-Z]")
_NOT_A_TITLE = re.compile(
    r"(?:" + MONTH + r"|jaar|uur|euro|"
    r"minuten|procent|%|keer|maal|stemmen|leden|"
    r"miljoen|mln|m2|m²|km|weken|dagen|maanden|tot en met|t/m|en \d|van \d)\b",
    re.IGNORECASE,
)
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
    follow the order in which items were taken up: numbers alone on a line over a title count whatever their order.
    """
    found = _candidates(lines)
    if len(found) < 2:
        return []
    if any_order:
        alone = [
            c for c in found if c.rest is None and c.line + 1 < len(lines) and _LIKELY.match(lines[c.line + 1].text)
        ]
        if len(alone) >= 2:
            worded = {c.style for c in alone if c.style.startswith("w")}
            # "AGENDAPUNT 4" over a title says so itself, whatever the title
            return [c for c in found if c.style in worded] if worded else alone
    if restarts:
        found = _first_list(found)
    best = [c.bonus for c in found]
    back: list[int | None] = [None] * len(found)
    for j, candidate in enumerate(found):
        if candidate.key[0] > 3 and len(candidate.key) == 1:
            best[j] -= 0.3 * min(candidate.key[0], 10)
        for i in range(max(0, j - LOOK_BACK), j):
            step = _step(found[i], candidate, lines)
            if step is not None and best[i] + step + candidate.bonus > best[j]:
                best[j], back[j] = best[i] + step + candidate.bonus, i
    at: int | None = max(range(len(found)), key=lambda k: best[k])
    chain: list[Number] = []
    while at is not None:
        chain.append(found[at])
        at = back[at]
    chain.reverse()
    return chain if len(chain) >= 2 and best[max(range(len(found)), key=lambda k: best[k])] > 1.0 else []


def _first_list(found: list[Number]) -> list[Number]:
    """The candidates before the count begins anew: 1 to 5 after a list that had come further."""
    for at in range(1, len(found) - 1):
        keys = [c.key for c in found[at : at + 5] if c.style == found[at].style]
        begins = keys == [(1,), (2,), (3,), (4,), (5,)]
        before = [c for c in found[:at] if c.style == found[at].style and len(c.key) == 1]
        if begins and len(before) >= 4 and before[0].key == (1,):
            return found[:at]
    return found


_DOUBLED = re.compile(r"\d{1,3}[.)]\s+(?=\d{1,2}(?:[.\-]?(?:\d{1,2}|[a-z])){0,2}[.)]?(?:\s+[A-Z‘'“\"]|\s*$))")
"""A list's own mark before the number that the item bears: "6. 5.a Verordening leerlingenvervoer", as portals give
it."""


def _candidates(lines: Sequence[Line]) -> list[Number]:
    out: list[Number] = []
    doubled = {at: m.end() for at, line in enumerate(lines) if (m := _DOUBLED.match(line.text))}
    doubled = doubled if len(doubled) >= 3 else {}
    for at, line in enumerate(lines):
        if doubled and at not in doubled and re.match(r"\d{1,2}[.)]\s", line.text):
            # under marks of the list, a number with one mark is a point of an item
            continue
        match = _CANDIDATE.match(line.text[doubled[at] :]) if at in doubled else _CANDIDATE.match(line.text)
        if match is None or len(out) >= MAX_CANDIDATES:
            continue
        rest = match["rest"]
        if rest is not None and (
            _NOT_A_TITLE.match(rest) or not (rest[0].isalpha() or rest[0] in "'\"‘“(#[-*" or rest[0].isdigit())
        ):
            continue
        bare = not match["p"].strip() and not match["word"]
        if (
            rest is not None
            and bare
            and not (rest[0].isupper() or rest[0] in "'\"‘“([" or (rest[0].isdigit() and "." in match["n"]))
        ):
            continue
        parts = tuple(int(p) if p.isdigit() else LETTERS + ord(p.lower()) - 96 for p in _PARTS.findall(match["n"]))
        if (
            not parts
            or parts[0] > 150
            or (len(parts) > 1 and re.fullmatch(r"\d{1,2}[.]\d{2}", match["n"]) and parts[1] > 30)
        ):
            continue
        begin = line.start + doubled.get(at, 0)
        span = Span(begin + match.start("n"), begin + match.end("n"))
        place = Span(begin + match.start("rest"), line.end) if rest is not None else None
        style = ("w" if match["word"] else "") + (match["p"].strip()[:1] or "-") + ("" if rest is not None else "|")
        out.append(Number(at, match["n"].rstrip(".-"), span, parts, style, place, _bonus(lines, at, rest)))
    return out


def _bonus(lines: Sequence[Line], at: int, rest: str | None) -> float:
    """How much a candidate looks like an item by itself."""
    line = lines[at]
    score = 0.2
    title = rest if rest is not None else (lines[at + 1].text if at + 1 < len(lines) else "")
    if _LIKELY.match(title):
        score += 0.6
    if line.bold or line.heading:
        score += 0.6
    for later in lines[at + 1 : at + 6]:
        if _DECISION.match(later.text):
            score += 1.0
            break
        if _CANDIDATE.match(later.text):
            break
    if rest is not None and rest.rstrip().endswith((";", ",")):
        score -= 0.8
    if rest is None:
        score -= 0.3
    if (at and lines[at - 1].text.rstrip().endswith((":", ",", "-"))) or (
        at and lines[at - 1].text.endswith((" de", " van", " en", " het"))
    ):
        score -= 0.8
    return score


def _step(above: Number, below: Number, lines: Sequence[Line]) -> float | None:
    """What it adds that `below` follows `above`; None where it cannot."""
    a, b = above.key, below.key
    if b <= a:
        return None
    score = 1.0
    shared = 0
    while shared < min(len(a), len(b)) and a[shared] == b[shared]:
        shared += 1
    if shared == len(a):
        # deeper: 5 -> 5.a, 5.a -> 5.a.1
        if len(b) - shared > 2:
            return None
        gap = b[shared] % LETTERS - 1
    else:
        gap = b[shared] - a[shared] - 1
        if b[shared] > LETTERS > a[shared]:
            # 5.2 -> 5.a: the letters begin anew
            gap = b[shared] - LETTERS - 1
        if len(b) > shared + 1:
            gap += b[shared + 1] % LETTERS - 1
    if gap > 12:
        return None
    score -= 0.25 * gap if gap > 0 else 0.0
    if above.style.replace("|", "") != below.style.replace("|", ""):
        score -= 0.7 if len(a) == len(b) else 0.2
    left, right = lines[above.line].box, lines[below.line].box
    if left is not None and right is not None and len(a) == len(b) and abs(left.x0 - right.x0) > 6:
        score -= 0.9
    if len(b) == 1 and len(a) == 1 and above.line + 1 == below.line and below.rest is None:
        score -= 0.5
    return score
