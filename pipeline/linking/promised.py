"""What a promise says and how it stands, from all lists, minutes and decision lists that print it: of lists, the last
one speaks."""

from __future__ import annotations

from collections.abc import Sequence

from griffier.pipeline.linking.claim import Claim
from griffier.pipeline.linking.matching import Group
from griffier.schemas.civic import Promise
from griffier.schemas.dossier import Outcome, OutcomeSource
from griffier.schemas.record import Finding


def promise_of(group: Group) -> Promise | None:
    """Each field as the last list says it, else as another paper does; None for a group of letters alone."""
    told = [claim.promise for claim in _latest_first(group.claims) if claim.promise]
    if not told:
        return None
    names = Promise.model_fields
    return Promise.model_validate(
        {name: next((p[name] for p in told if p.get(name)), told[0].get(name)) for name in names}
    )


def promise_outcome(group: Group) -> tuple[Outcome | None, list[Finding]]:
    """How it stands; two lists of one day that disagree are a finding with both places."""
    told = [claim for claim in _latest_first(group.claims) if claim.status]
    if not told:
        return None, []
    last = told[0]
    same = [claim for claim in told if claim.status == last.status]
    outcome = Outcome.model_validate(
        {
            "status": last.status,
            "decided_on": next(
                (c.promise["settled_on"] for c in same if c.promise and c.promise.get("settled_on")), None
            ),
            "sources": [OutcomeSource(record=c.record, path=c.path, pointer=c.status_at or "") for c in same],
        }
    )
    others = [claim for claim in told if claim.as_of == last.as_of and claim.status != last.status]
    return outcome, [_conflict(last, other) for other in others]


def _latest_first(claims: Sequence[Claim]) -> list[Claim]:
    ordered = sorted(claims, key=lambda claim: claim.key)
    return sorted(ordered, key=lambda claim: claim.as_of or "", reverse=True)


def _conflict(one: Claim, other: Claim) -> Finding:
    said = f"{one.path}#{one.status_at} says {one.status}, {other.path}#{other.status_at} says {other.status}"
    return Finding.of("dossier.outcome_conflict", said, pointer="/outcome/status")
