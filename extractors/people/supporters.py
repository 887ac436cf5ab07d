"""Those who stand for a document, found in several places of it: one entry a person, with the fullest name and the
strongest role."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from griffier.extractors.drafting.draft import Draft
from griffier.extractors.dutch import parties
from griffier.schemas.document import Span
from griffier.schemas.evidence import Found

Role = Literal["submitter", "co_submitter", "signatory"]


@dataclass(frozen=True, slots=True)
class Supporter:
    """One person or party with its role; spans are those of the document. `cue` is what gives the role; `learnt` the
    method of a model that told the person from the party."""

    name: str | None
    name_span: Span | None
    party: str | None
    party_spans: tuple[Span, ...]
    role: Role
    cue: str
    learnt: str | None = None


def merged(found: list[Supporter]) -> list[Supporter]:
    """One entry a person: the fullest form of the name, the party from wherever it stands, the strongest role."""
    out = _one_each(found)
    persons, alone = [s for s in out if s.name], [s for s in out if not s.name]
    if (owner := _owner(persons, alone)) is not None:
        with_party = replace(owner, party=alone[0].party, party_spans=alone[0].party_spans)
        return [with_party if s is owner else s for s in persons]
    out = [_of_submitting_party(s, alone) for s in out]
    return [s for s in out if s.name or not _has_a_person(s, persons)]


def _one_each(found: list[Supporter]) -> list[Supporter]:
    """What stands for the same person or party, as one."""
    out: list[Supporter] = []
    for supporter in found:
        at = next((i for i, known in enumerate(out) if _same(known, supporter)), None)
        if at is None:
            out.append(supporter)
        else:
            out[at] = _both(out[at], supporter)
    return out


def _owner(persons: list[Supporter], alone: list[Supporter]) -> Supporter | None:
    """The one submitter without a party, where one party stands alone: it is that person's."""
    first = [s for s in persons if s.role == "submitter" and not s.party]
    if len(first) != 1 or len(alone) != 1:
        return None
    return first[0] if len(persons) == 1 or _PARTY_LABEL.match(alone[0].cue) else None


def _both(known: Supporter, other: Supporter) -> Supporter:
    """One of two entries for the same: the fullest form of the name, the first party, the strongest role."""
    longer = other if len(other.name or "") > len(known.name or "") else known
    owner = known if known.party else other
    role = _stronger(known.role, other.role)
    learnt = known.learnt and other.learnt  # what a rule told too is known by the rule
    return Supporter(longer.name, longer.name_span, owner.party, owner.party_spans, role, known.cue, learnt)


def _has_a_person(alone: Supporter, persons: list[Supporter]) -> bool:
    return any(_alike(alone.party, p.party) for p in persons if p.party)


def _of_submitting_party(supporter: Supporter, alone: list[Supporter]) -> Supporter:
    """Who signs for a party that a label names as submitting is no mere signatory."""
    if supporter.role != "signatory" or not supporter.name or not supporter.party:
        return supporter
    role = next((a.role for a in alone if _alike(a.party, supporter.party)), supporter.role)
    return replace(supporter, role=role)


def _key(party: str | None) -> str:
    bare = re.sub(r"^(?:de\s+)?fractie\s+(?:van\s+)?", "", party or "", flags=re.I)
    return parties.canonical(bare) or re.sub(r"\W+", "", bare).lower() if bare else ""


_PARTY_LABEL = re.compile(r"(?:indienende )?(?:fractie|partij)(?!en\b)", re.I)


def _alike(a: str | None, b: str | None) -> bool:
    """One party under two names: in short and in full ("Stadspartij", "Stadspartij 100% voor Groningen")."""
    first, second = _key(a), _key(b)
    return first == second or (
        min(len(first), len(second)) > 5 and (first.startswith(second) or second.startswith(first))
    )


def _stronger(a: Role, b: Role) -> Role:
    order: tuple[Role, ...] = ("submitter", "co_submitter", "signatory")
    return min(a, b, key=order.index)


def _same(a: Supporter, b: Supporter) -> bool:
    if not a.name or not b.name:
        return not a.name and not b.name and _alike(a.party, b.party)
    if a.party and b.party and not _alike(a.party, b.party):
        return False
    first, second = _parts(a.name), _parts(b.name)
    if first[1] != second[1]:
        return False
    return not first[0] or not second[0] or first[0][0] == second[0][0]


_GIVEN = re.compile(r"^(?:(?:[A-ZÀ-Ý][a-z]?\.\s?)+|[A-ZÀ-Ý][\w'’-]+\s+(?=\S))", re.U)


def _parts(name: str) -> tuple[str, str]:
    """Initials or first name, and the surname for comparison: "J.S.A. Vroege" -> ("JSA", "vroege")."""
    found = _GIVEN.match(name)
    prefixed = re.match(r"(?i:van|de|der|den|ter|ten|'t|el|al|op|in)\b", name)
    if not found or prefixed:
        return "", re.sub(r"\W+", "", name).lower()
    surname = name[found.end() :]
    return re.sub(r"\W+", "", found[0]), re.sub(r"\W+", "", surname).lower()


def draft(s: Supporter) -> Draft:
    """`{"name", "party", "role"}`."""
    place = s.name_span or s.party_spans[0]
    told = (s.learnt, 0.7) if s.learnt else (f"rule:submitter_{_rule(s.cue)}", 0.92)
    return {
        "name": Found(s.name, (s.name_span,), *told) if s.name and s.name_span else None,
        "party": Found(s.party, s.party_spans, *told) if s.party and s.party_spans else None,
        "role": Found(s.role, (place,), f"derived:submitter_{_rule(s.cue)}", 0.85),
    }


def _rule(cue: str) -> str:
    return cue if cue in ("signature", "formula") else "label"
