"""What became of a matter, from all that say it: the last day decides, and on one day the decision list before the
stamped paper, the minutes and the letter."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from griffier.pipeline.linking.claim import Claim
from griffier.pipeline.linking.matching import MEETINGS, PASSING, Group
from griffier.pipeline.linking.promised import promise_outcome
from griffier.pipeline.linking.whole_votes import made_whole
from griffier.schemas.dossier import Derived, Outcome, OutcomeSource
from griffier.schemas.record import Finding

_SUREST = 0.99
_TRUST = {"decision": 0, "adopted_text": 1, "minutes": 2, "text": 3, "answer": 4, "agenda": 5, "mention": 6}


def outcome_of(group: Group) -> tuple[Outcome | None, list[Finding]]:
    """The outcome, and a finding for each source that says otherwise; (None, []) where no document says it."""
    return promise_outcome(group) if group.kind == "promise" else _outcome_of_vote(group)


def _outcome_of_vote(group: Group) -> tuple[Outcome | None, list[Finding]]:
    told = sorted((c for c in group.claims if c.status), key=lambda c: (_TRUST[c.role], c.key))
    voted = sorted((c for c in group.claims if c.votes), key=lambda c: (-_fullness(c.votes), _TRUST[c.role], c.key))
    if not told and not voted:
        return None, []
    last = max((c.day for c in told if _of_meeting(c) and c.day), default=None)
    final, votes = _final(told, last), _final(voted, last)
    findings = [*_conflicts(told, final, last), *_votes_conflicts(voted, votes)]
    decided = last or (tabled_on(group) if final else None)
    said, derived = _whole_votes(group, votes, decided, findings)
    outcome = Outcome.model_validate(
        {
            "status": final.status if final else None,
            "votes": said,
            "decided_on": decided,
            "confidence": _confidence(told, final, last),
            "sources": _sources(told, final, votes),
            "derived": derived,
        }
    )
    return outcome, findings


def _confidence(told: Sequence[Claim], final: Claim | None, last: str | None) -> float | None:
    """The chance that the final status is right, from how sure each paper is that says it or says otherwise, as if each
    were read by itself; None where no paper says how sure it is."""
    if final is None:
        return None
    odds, heard = 0.0, set[str]()
    for claim in told:
        against = _disagree(final, claim, last)
        if claim.sure is None or claim.record in heard or not (against or claim.status == final.status):
            continue
        heard.add(claim.record)
        bounded = min(_SUREST, max(1 - _SUREST, claim.sure))
        odds += (-1 if against else 1) * math.log(bounded / (1 - bounded))
    return round(min(_SUREST, 1 / (1 + math.exp(-odds))), 2) if heard else None


def _whole_votes(
    group: Group, votes: Claim | None, decided: str | None, findings: Sequence[Finding]
) -> tuple[dict[str, Any] | None, list[Derived]]:
    """The votes with what follows from the seats of the council; as printed where two papers count them differently."""
    conflict = any(finding.code == "dossier.votes_conflict" for finding in findings)
    code = next((c.place["code"] for c in group.claims if c.place.get("code")), None)
    return made_whole(votes.votes if votes else None, None if conflict else code, decided)


def _conflicts(told: Sequence[Claim], final: Claim | None, last: str | None) -> list[Finding]:
    return [_conflict(final, c) for c in told if _disagree(final, c, last)] if final is not None else []


def _votes_conflicts(voted: Sequence[Claim], votes: Claim | None) -> list[Finding]:
    return [_votes_conflict(votes, c) for c in voted if _other_totals(votes, c)] if votes is not None else []


def _of_meeting(claim: Claim) -> bool:
    """Does it come from the papers of a meeting, and say which day?"""
    return claim.role in MEETINGS and claim.day is not None


def _final(told: Sequence[Claim], last: str | None) -> Claim | None:
    """The most trusted of the last day; a stamp or a letter has no day that is sure, and counts with the last."""
    return next((c for c in told if last in (None, c.day) or not _of_meeting(c)), None)


def _sources(told: Sequence[Claim], final: Claim | None, votes: Claim | None) -> list[OutcomeSource]:
    """All that say the final status, and who gives the votes."""
    same = [c for c in told if final is not None and c.status == final.status]
    out = [OutcomeSource(record=c.record, path=c.path, pointer=c.status_at or "") for c in same]
    if votes is not None and votes not in same:
        out.append(OutcomeSource(record=votes.record, path=votes.path, pointer=votes.votes_at or ""))
    return out


def tabled_on(group: Group) -> str | None:
    """The day of the meeting: the first that a list or minutes give, else the one on most of its papers."""
    for role in (*MEETINGS, "adopted_text", "text", "agenda"):
        days = sorted(c.day for c in group.claims if c.role == role and c.day)
        if days:
            return days[0] if role in MEETINGS else max(days, key=lambda d: (days.count(d), d))
    return next((c.decided for c in group.claims if c.decided), None)


def _disagree(final: Claim, other: Claim, last: str | None) -> bool:
    """Another fate on the same day; that of an earlier day is a conflict only where a paper cannot come back from
    it."""
    if other.status == final.status:
        return False
    earlier = _of_meeting(other) and (other.day or "") < (last or "")
    return not (earlier and other.status in PASSING)


def _conflict(final: Claim, other: Claim) -> Finding:
    said = f"{_where(final, final.status_at)} says {final.status}, {_where(other, other.status_at)} says {other.status}"
    return Finding.of("dossier.outcome_conflict", said, pointer="/outcome/status")


def _votes_conflict(votes: Claim, other: Claim) -> Finding:
    said = (
        f"{_where(votes, votes.votes_at)} counts {_printed(votes.votes)}, "
        f"{_where(other, other.votes_at)} counts {_printed(other.votes)}"
    )
    return Finding.of("dossier.votes_conflict", said, pointer="/outcome/votes")


def _where(claim: Claim, pointer: str | None) -> str:
    return f"{claim.path}#{pointer or ''}"


def _totals(votes: dict[str, Any] | None) -> dict[str, int]:
    sides = {name: (votes or {}).get(name) or {} for name in ("for", "against")}
    return {name: side["total"] for name, side in sides.items() if side.get("total") is not None}


def _printed(votes: dict[str, Any] | None) -> str:
    return ", ".join(f"{count} {side}" for side, count in _totals(votes).items())


def _other_totals(one: Claim, other: Claim) -> bool:
    """Do both count one side, and differently?"""
    if one.day and other.day and one.day != other.day:
        return False
    have, more = _totals(one.votes), _totals(other.votes)
    return any(have[side] != more[side] for side in have.keys() & more.keys())


def _fullness(votes: dict[str, Any] | None) -> int:
    """How much is said of a vote: the parties and members of both sides, and their totals."""
    sides: Sequence[dict[str, Any]] = [(votes or {}).get(name) or {} for name in ("for", "against", "abstained")]
    return sum(len(s.get("parties") or ()) + len(s.get("members") or ()) for s in sides) * 2 + len(_totals(votes))
