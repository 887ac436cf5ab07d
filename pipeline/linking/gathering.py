"""The claims of one council gathered into groups, one a matter. The order of the claims decides, so that the same
records give the same groups whatever order they came in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from griffier.pipeline.linking.claim import Claim, number_key, title_key
from griffier.pipeline.linking.matching import Group, agreement, holds, score

RARE_WORDS = 4
"""Words of a title by which its matter is looked up: those that stand in the fewest titles."""
COMMON = 500
"""A word of more matters than this finds none: it would be all pairs again."""
CLEAR = 0.05
"""By how much the best group must be surer than the next."""


class Finder:
    """Where a claim's matter may be, without looking at all of them."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        words = (word for claim in claims if claim.title for word in set(title_key(claim.title).split()))
        self._often = Counter(words)
        self._groups: dict[tuple[str, ...], list[Group]] = defaultdict(list)

    def index(self, group: Group, claim: Claim) -> None:
        """Lets a group be found by what a claim in it says."""
        for key in self._keys(claim, [claim.day or "", claim.decided or "", ""]):
            if not any(known is group for known in self._groups[key][-50:]):
                self._groups[key].append(group)

    def candidates(self, claim: Claim) -> list[Group]:
        """The groups that a claim might belong to, each once, in the order in which they were made."""
        found: dict[int, Group] = {}
        for key in self._keys(claim, [claim.day or "", claim.decided or ""]):
            have = self._groups.get(key, ())
            if len(have) <= COMMON:
                found.update((id(group), group) for group in have)
        return sorted(found.values(), key=lambda group: group.order)

    def _keys(self, claim: Claim, days: Sequence[str]) -> Iterator[tuple[str, ...]]:
        if claim.number:
            yield from (("number", number_key(claim.number), day) for day in dict.fromkeys(days))
        yield from (("reference", reference) for reference in claim.references)
        yield from (("word", word) for word in self._rarest(claim))

    def _rarest(self, claim: Claim) -> list[str]:
        words = sorted(set(title_key(claim.title or "").split()), key=lambda word: (self._often[word], word))
        return words[:RARE_WORDS]


def gather(claims: Sequence[Claim]) -> list[Group]:
    """The groups of one council. `claims`: in the order of `Claim.key`."""
    finder = Finder(claims)
    groups: list[Group] = []
    for claim in claims:
        told = [(group, reasons) for group in finder.candidates(claim) if (reasons := agreement(claim, group))]
        sure = sorted(
            ((score(reasons), group, reasons) for group, reasons in told if holds(reasons)), key=lambda x: -x[0]
        )
        if sure and (len(sure) == 1 or sure[0][0] - sure[1][0] >= CLEAR):
            _, group, reasons = sure[0]
        else:
            group, reasons = Group(claim.kind, claim.key, rivals=[group for _, group, _ in sure]), ()
            groups.append(group)
        group.add(claim, reasons)
        finder.index(group, claim)
    return groups
