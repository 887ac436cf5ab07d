"""From the groups of one council to its dossiers: subject, members, outcome, relations, findings."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from griffier.pipeline.linking.claim import ROLES, Claim, promise_key, title_key
from griffier.pipeline.linking.matching import LIKE, PASSING, Group, likeness, same_party, score
from griffier.pipeline.linking.outcome import outcome_of, tabled_on
from griffier.pipeline.linking.promised import promise_of
from griffier.pipeline.linking.text_changes import text_differs
from griffier.schemas.civic import Meeting
from griffier.schemas.dossier import Dossier, Member, Reason, Relation, Subject
from griffier.schemas.record import Finding, Producer


class _Parent(NamedTuple):
    """The proposal to which a paper belongs, and what says so."""

    group: Group
    because: tuple[Reason, ...]


BELONGS = 0.9
"""How surely a paper belongs to the proposal whose registry number it prints, or under which a list puts it."""


def dossiers_of(groups: Sequence[Group], producer: Producer) -> list[Dossier]:
    """One dossier a group, in the order of their ids."""
    subjects = {id(group): _subject(group) for group in groups}
    names = _ids(groups, subjects)
    proposals = [group for group in groups if group.kind == "council_proposal"]
    numbered = _numbered(proposals)
    earlier = _earlier(groups)
    out = []
    for group in groups:
        outcome, findings = outcome_of(group)
        parent = _parent(group, proposals, numbered)
        relations = [Relation(type=_relation(group), dossier=names[id(parent.group)])] if parent else []
        if (before := earlier.get(id(group))) is not None:
            relations.append(Relation(type="replaces", dossier=names[id(before)]))
        out.append(
            Dossier(
                producer=producer,
                id=names[id(group)],
                subject=subjects[id(group)],
                municipality=next((c.place for c in group.claims if c.place), None),
                meeting=_meeting(group),
                outcome=outcome,
                members=_members(group, parent),
                relations=relations,
                findings=[*findings, *text_differs(group), *_ambiguous(group, names)],
            )
        )
    return sorted(out, key=lambda dossier: dossier.id)


_SPEAKS = {"text": 0, "adopted_text": 1, "decision": 2}
"""Whose words name the matter: its own paper before a list."""


def _subject(group: Group) -> Subject:
    by_trust = sorted(group.claims, key=lambda c: (_SPEAKS.get(c.role, 3), c.key))
    promise = promise_of(group) if group.kind == "promise" else None
    told = {
        "promise": promise,
        "number": promise.number if promise and promise.number else _number(by_trust),
        "title": next((c.title for c in by_trust if c.title), None),
        "submitters": list(next((c.submitters for c in by_trust if c.submitters), ())),
    }
    return Subject.model_validate({"kind": group.kind, **told})


def _number(by_trust: Sequence[Claim]) -> str | None:
    """As the list prints it, else as most of its papers do."""
    listed = [c.number for c in by_trust if c.number and c.role == "decision"]
    printed = listed or [c.number for c in by_trust if c.number]
    return Counter(printed).most_common(1)[0][0] if printed else None


def _meeting(group: Group) -> Meeting | None:
    day = tabled_on(group)
    body = next((c.body for c in group.claims if c.body and c.role != "answer"), None)
    return Meeting(body=body, date=day) if day or body else None


def _members(group: Group, parent: _Parent | None) -> list[Member]:
    """By role, then path. The first claim of a group was joined to none: it counts as sure as its fullest joiner."""
    told = list(zip(group.claims, group.reasons, strict=True))
    best = max((reasons for _, reasons in told), key=score, default=())
    out = [_member(c, c.role, score(reasons or best) if len(told) > 1 else 1.0, reasons or best) for c, reasons in told]
    order = {role: at for at, role in enumerate((*ROLES, "proposal", "amendment"))}
    if parent is not None:
        papers = (c for c in parent.group.claims if c.role in ("text", "adopted_text"))
        out += [_member(c, "proposal", BELONGS, parent.because) for c in papers]
    return sorted(out, key=lambda m: (order[m.role], m.path, m.record, m.pointer))


def _member(claim: Claim, role: str, sure: float, reasons: Sequence[str]) -> Member:
    return Member.model_validate(
        {
            "record": claim.record,
            "path": claim.path,
            "pointer": claim.pointer,
            "role": role,
            "date": claim.day,
            "score": sure,
            "because": list(reasons),
        }
    )


def _ids(groups: Sequence[Group], subjects: dict[int, Subject]) -> dict[int, str]:
    """Municipality, day, kind and number (or title); where two would be equal, with a mark of their first claim."""
    plain = {id(group): _plain_id(group, subjects[id(group)]) for group in groups}
    often = Counter(plain.values())
    return {
        id(group): plain[id(group)]
        if often[plain[id(group)]] == 1
        else f"{plain[id(group)]}-{hashlib.sha256('|'.join(group.order).encode()).hexdigest()[:6]}"
        for group in groups
    }


def _plain_id(group: Group, subject: Subject) -> str:
    town = group.claims[0].municipality.removeprefix("?")
    fold = promise_key if group.kind == "promise" else title_key
    what = subject.number or fold(subject.title or "") or group.claims[0].record
    parts = (_slug(town)[-60:], tabled_on(group) or "undated", group.kind, _slug(what)[:60].rstrip("-"))
    return "-".join(parts)


def _slug(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9.]+", "-", text).strip("-")


def _numbered(proposals: Sequence[Group]) -> dict[str, list[Group]]:
    """Registry number -> the proposals that bear it."""
    out: dict[str, list[Group]] = defaultdict(list)
    for group in proposals:
        for reference in sorted(group.references):
            out[reference].append(group)
    return out


def _parent(group: Group, proposals: Sequence[Group], numbered: dict[str, list[Group]]) -> _Parent | None:
    """The proposal that a motion or an amendment belongs to: what a list says before what the paper says, by its
    registry number, else by its title on the same day."""
    if group.kind not in ("motion", "amendment"):
        return None
    claims = sorted(group.claims, key=lambda c: (c.role != "decision", c.key))
    for claim in claims:
        found = {id(g): g for ref in claim.under for g in numbered.get(ref, ()) if g.days & group.days or not g.days}
        if len(found) == 1:
            return _Parent(next(iter(found.values())), ("case number",))
    titles = {title_key(claim.under_title) for claim in claims if claim.under_title}
    called = [g for g in proposals if _is_called(g, titles) and g.days & group.days]
    return _Parent(called[0], ("title", "date")) if len(called) == 1 else None


def _is_called(proposal: Group, titles: set[str]) -> bool:
    return any(likeness(title, proposal.titles) >= LIKE for title in titles)


def _relation(group: Group) -> str:
    return "amends" if group.kind == "amendment" else "belongs_to"


def _earlier(groups: Sequence[Group]) -> dict[int, Group]:
    """The paper of the same title and party that an earlier meeting held over or that was withdrawn there."""
    out: dict[int, Group] = {}
    known: dict[tuple[str, str], list[Group]] = defaultdict(list)
    for group in sorted(groups, key=lambda g: (tabled_on(g) or "", g.order)):
        for title in sorted(group.titles):
            for before in reversed(known[group.kind, title]):
                if _came_back(before, group):
                    out.setdefault(id(group), before)
            known[group.kind, title].append(group)
    return out


def _came_back(before: Group, after: Group) -> bool:
    day, later = tabled_on(before), tabled_on(after)
    parties = {(one, other) for one in before.parties for other in after.parties}
    fates = {claim.status for claim in before.claims}
    return (
        before is not after
        and bool(day and later and day < later)
        and bool(fates & PASSING)
        and (not parties or any(same_party(one, other) for one, other in parties))
    )


def _ambiguous(group: Group, names: dict[int, str]) -> list[Finding]:
    rivals = sorted(names[id(rival)] for rival in group.rivals)
    if not rivals:
        return []
    return [Finding.of("dossier.ambiguous", f"may belong to {' or to '.join(rivals)}: kept apart", pointer="/members")]
