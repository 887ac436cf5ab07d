"""The claims of one council gathered into groups, one a matter. The order of the claims decides, so that the same
records give the same groups whatever order they came in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from griffier.pipeline.linking.claim import Claim, number_key
from griffier.pipeline.linking.matching import Group, agreement, days_between, holds, score
from griffier.schemas.dossier import Reason

RARE_WORDS = 4
"""Words of a title by which its matter is looked up: those that stand in the fewest titles."""
BY_TITLE = ("motion", "amendment", "written_questions")
"""Kinds whose letters may name them by nothing but their title."""
NEAR = 730
"""Days after a meeting within which such a letter is taken."""
TELLING = 12
"""Characters of a title that may stand alone."""
CLEAR = 0.05
"""By how much the best group must be surer than the next."""


class Finder:
    """Where a claim's matter may be, without looking at all of them."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        words = (word for claim in claims for word in _words(claim))
        self._often = Counter(words)
        self._groups: dict[tuple[str, ...], list[Group]] = defaultdict(list)

    def index(self, group: Group, claim: Claim) -> None:
        """Lets a group be found by what a claim in it says."""
        for key in self._keys(claim):
            if not any(known is group for known in self._groups[key]):
                self._groups[key].append(group)

    def candidates(self, claim: Claim) -> list[Group]:
        """The groups that a claim might belong to, each once, in the order in which they were made."""
        found: dict[int, Group] = {}
        for key in self._keys(claim):
            found.update((id(group), group) for group in self._groups.get(key, ()))
        return sorted(found.values(), key=lambda group: group.order)

    def _keys(self, claim: Claim) -> Iterator[tuple[str, ...]]:
        """Two things at a time, since no one of them joins; a registry number finds alone, as few papers bear it."""
        words, days = self._rarest(claim), dict.fromkeys(filter(None, (claim.day, claim.decided)))
        yield from (("reference", reference) for reference in claim.references)
        yield from (("asked", question) for question in sorted(claim.asked)[:RARE_WORDS])
        if claim.number:
            number = number_key(claim.number)
            yield from (("number", number, day) for day in days)
            yield from (("number", number, word) for word in words)
        yield from (("word", word, day) for word in words for day in days)

    def _rarest(self, claim: Claim) -> list[str]:
        return sorted(_words(claim), key=lambda word: (self._often[word], word))[:RARE_WORDS]


def _words(claim: Claim) -> set[str]:
    return {word for title in claim.titles for word in title.split()}


class _Fit:
    """How well a claim fits a group. `exact`: its title is one of the group's, letter for letter."""

    def __init__(self, group: Group, reasons: tuple[Reason, ...], claim: Claim) -> None:
        self.group, self.reasons, self.score = group, reasons, score(reasons)
        self.exact = not group.titles.isdisjoint(claim.titles)

    def order(self) -> tuple[float, bool, tuple[str, ...]]:
        """The best first."""
        return -self.score, not self.exact, self.group.order

    def beats(self, other: _Fit) -> bool:
        """Is it clearly better?"""
        return self.score - other.score >= CLEAR or (self.score >= other.score and self.exact and not other.exact)


def gather(claims: Sequence[Claim]) -> list[Group]:
    """The groups of one council. `claims`: in the order of `Claim.key`."""
    finder = Finder(claims)
    groups: list[Group] = []
    for claim in claims:
        told = [(group, reasons) for group in finder.candidates(claim) if (reasons := agreement(claim, group))]
        sure = sorted((_Fit(group, reasons, claim) for group, reasons in told if holds(reasons)), key=_Fit.order)
        if sure and (len(sure) == 1 or sure[0].beats(sure[1])):
            group, reasons = sure[0].group, sure[0].reasons
        else:
            group, reasons = Group(claim.kind, claim.key, rivals=[fit.group for fit in sure]), ()
            groups.append(group)
        group.add(claim, reasons)
        finder.index(group, claim)
    return _with_letters_by_title(groups)


def _with_letters_by_title(groups: list[Group]) -> list[Group]:
    """Letters that name their matter by nothing but its title join it where no other matter of the council has that
    title, and where they came within `NEAR` days."""
    titled: dict[tuple[str, str], list[Group]] = defaultdict(list)
    for group in groups:
        if group.kind in BY_TITLE and not all(claim.is_letter for claim in group.claims):
            for title in group.titles:
                titled[group.kind, title].append(group)
    out = []
    for group in groups:
        found = _only_one(group, titled) if len(group.claims) == 1 and group.claims[0].is_letter else None
        if found is None:
            out.append(group)
        else:
            found[0].add(group.claims[0], found[1])
    return out


def _only_one(letter: Group, titled: Mapping[tuple[str, str], list[Group]]) -> tuple[Group, tuple[Reason, ...]] | None:
    claim = letter.claims[0]
    known = [group for title in claim.titles for group in titled.get((claim.kind, title), ())]
    if len(known) != 1 or letter.rivals or not claim.title or len(claim.title) < TELLING or claim.day is None:
        return None
    (group,) = known
    if not any(0 <= days_between(day, claim.day) <= NEAR for day in group.days):
        return None
    reasons = agreement(claim, group)
    return (group, reasons) if reasons else None
