"""When do two statements speak of the same matter? Two of number, case number, title and day must agree, and nothing
may speak against it. A number alone never joins: every meeting has its M1."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz

from griffier.pipeline.linking.claim import Claim, number_key
from griffier.schemas.dossier import Reason

LIKE = 86.0
"""Titles that are this like mean one paper (0 to 100, rapidfuzz): a word changed, a misread letter."""
SAME = 95.0
"""What titles of two days must be like: a meeting a month later has its M1, and many titles are alike."""
UNLIKE = 50.0
"""Under this they mean two."""
LONG_QUESTION = 60
"""Characters from which one question tells a paper from all others."""
APART = 400
"""Days between two meetings beyond which number and title are those of another year's paper."""
MEETINGS = ("decision", "minutes")
"""Roles of the papers of a meeting, whose day is sure."""
FINAL = frozenset({"adopted", "rejected"})
PASSING = frozenset({"held_over", "withdrawn", "lapsed"})
"""What a matter can come back from on a later day."""
WEIGHT: dict[Reason, float] = {"case number": 0.9, "text": 0.9, "title": 0.8, "number": 0.7, "date": 0.6, "party": 0.3}
"""How much each reason leaves no doubt; they are taken as independent. Set by hand."""


@dataclass
class Group:
    """The claims on one matter, and what they say together. `order`: the key of its first claim."""

    kind: str
    order: tuple[str, ...]
    claims: list[Claim] = field(default_factory=list)
    reasons: list[tuple[Reason, ...]] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)
    references: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    days: set[str] = field(default_factory=set)
    parties: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    rivals: list[Group] = field(default_factory=list)
    """Groups to which its first claim might belong as well."""

    def add(self, claim: Claim, reasons: tuple[Reason, ...]) -> None:
        """Takes a claim in."""
        self.claims.append(claim)
        self.reasons.append(reasons)
        if claim.number:
            self.numbers.add(number_key(claim.number))
        self.references.update(() if claim.is_letter else claim.references)
        self.titles.update(claim.titles)
        self.asked.update(claim.asked)
        if claim.day and not claim.is_letter:
            self.days.add(claim.day)
        if claim.party:
            self.parties.add(claim.party)
        self.names.update(surname(name) for name in claim.names)


def agreement(claim: Claim, group: Group) -> tuple[Reason, ...] | None:
    """What agrees; None where something speaks against it."""
    if claim.kind != group.kind:
        return None
    number = number_key(claim.number) if claim.number else None
    title = _title_likeness(claim, group)
    same_day = bool(({claim.decided} if claim.is_letter else {claim.day, claim.decided}) & group.days)
    agreed: dict[Reason, bool] = {
        "number": number in group.numbers,
        "case number": not group.references.isdisjoint(claim.references),
        "title": title is not None and title >= (LIKE if same_day or claim.is_letter else SAME),
        "text": _same_questions(claim.asked & group.asked, min(len(claim.asked), len(group.asked))),
        "date": same_day,
        "party": _of_a_party(claim.party, group.parties),
    }
    said = [reason for reason, holds_good in agreed.items() if holds_good]
    return None if _against(claim, group, said, number, title) else tuple(said)


def _same_questions(shared: frozenset[str], asked: int) -> bool:
    """Do two papers ask the same: half of the questions of the shorter, two at least or a long one?"""
    return bool(shared) and 2 * len(shared) >= asked and (len(shared) > 1 or len(min(shared)) >= LONG_QUESTION)


def _of_a_party(party: str | None, parties: Iterable[str]) -> bool:
    return party is not None and any(same_party(party, other) for other in parties)


def holds(reasons: Iterable[Reason]) -> bool:
    """Do two of number, case number, title and day agree? The same questions, word for word, are more than two."""
    return "text" in (told := set(reasons)) or len(told - {"party"}) >= 2


def score(reasons: Iterable[Reason]) -> float:
    """How surely a claim belongs, 0 to 1."""
    doubt = 1.0
    for reason in reasons:
        doubt *= 1 - WEIGHT[reason]
    return round(1 - doubt, 2)


def _against(claim: Claim, group: Group, said: Sequence[Reason], number: str | None, title: float | None) -> bool:
    """Does anything speak against it?"""
    if "date" not in said and (_years_apart(claim, group) or _decided_before(claim, group)):
        return True
    if "case number" in said or "text" in said:
        return False
    another_number = bool(number and group.numbers and number not in group.numbers)
    another_title = title is not None and title < UNLIKE
    return another_number or another_title or _other_case(claim, group, said) or _other_submitter(claim, group, title)


def _other_case(claim: Claim, group: Group, said: Sequence[Reason]) -> bool:
    """Do both have registry numbers, and none in common? A proposal has a number in each registry, and few others on
    its day have its title."""
    sure = {"title", "date"} if claim.kind == "council_proposal" else {"number", "title"}
    return bool(claim.references and group.references) and not sure <= set(said)


def _other_submitter(claim: Claim, group: Group, title: float | None) -> bool:
    """Is it told by another submitter's name, and by no title?"""
    if title is not None or not claim.names or not group.names:
        return False
    return not {surname(name) for name in claim.names} & group.names


def _decided_before(claim: Claim, group: Group) -> bool:
    """Does a list or minutes of another day decide on what was adopted or rejected already?"""
    return claim.role in MEETINGS and any(c.role in MEETINGS and c.status in FINAL for c in group.claims)


def _years_apart(claim: Claim, group: Group) -> bool:
    """Letters come late; a meeting's papers do not."""
    if claim.is_letter or claim.day is None or not group.days:
        return False
    return min(abs(days_between(day, claim.day)) for day in group.days) > APART


def days_between(earlier: str, later: str) -> int:
    """Days from one EDTF day to another; negative where the first is the later."""
    return (_date(later) - _date(earlier)).days


@lru_cache(maxsize=4096)
def _date(day: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError:
        return date.min


def likeness(title: str, titles: Iterable[str]) -> float:
    """How like a title is to the likest of some, 0 to 100; words in another order, or left out, cost little."""
    best = 0.0
    for other in titles:
        if title == other:
            return 100.0
        whole = fuzz.ratio(title, other)
        words = fuzz.token_set_ratio(title, other) * 0.95 if min(len(title), len(other)) >= 20 else 0.0
        best = max(best, whole, words)
    return best


def _title_likeness(claim: Claim, group: Group) -> float | None:
    """How like its title is to those of a group, 0 to 100; None where one has none."""
    if not claim.titles or not group.titles:
        return None
    alike = shared_words if claim.kind == "promise" else likeness
    return max(alike(title, group.titles) for title in claim.titles)


def shared_words(told: str, others: Iterable[str]) -> float:
    """How much of the shorter of two promises the longer one holds, word by word, 0 to 100: the best of some. One word
    alone says little: it counts where it is all that both say."""
    best = 0.0
    for other in others:
        few, many = sorted((set(told.split()), set(other.split())), key=len)
        held = sum(any(fuzz.ratio(word, one) >= LIKE for one in many) for word in few)
        best = max(best, 100.0 * held / len(few) if len(few) > 1 or few == many else fuzz.ratio(told, other) * 0.8)
    return best


def surname(name: str) -> str:
    """The last word of a name, in small letters."""
    return re.sub(r"[^\w’'-]+", " ", name.lower()).split()[-1] if name.strip() else ""


@lru_cache(maxsize=4096)
def same_party(one: str, other: str) -> bool:
    """Is one the other, or its initials: "HvDH" and "Hart voor Den Haag"?"""
    pairs = ((_plain(one), _plain(other)), (_plain(one), _initials(other)), (_initials(one), _plain(other)))
    return pairs[0][0] == pairs[0][1] or any(len(a) > 1 and a == b for a, b in pairs[1:])


def _initials(party: str) -> str:
    return "".join(word[0] for word in re.findall(r"\w+", party.lower()))


def _plain(party: str) -> str:
    return re.sub(r"[\W_]+", "", party.lower())
