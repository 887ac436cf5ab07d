"""The fields that motions and amendments share, as one draft."""

from __future__ import annotations

from griffier.extractors.dictum.blocks import Block
from griffier.extractors.dictum.drafts import funding_in, funding_of, recital_draft, request_draft
from griffier.extractors.dictum.prose import Asked, asked_in_prose
from griffier.extractors.drafting.context import Context
from griffier.extractors.drafting.draft import Draft
from griffier.extractors.dutch import parties
from griffier.extractors.dutch.councils import Council
from griffier.extractors.general.date import own_date
from griffier.extractors.general.municipality import code_of
from griffier.extractors.motions.frame import Frame, frame_of
from griffier.extractors.motions.meeting import meeting_of
from griffier.extractors.motions.motion_votes import votes_of
from griffier.extractors.motions.number import number_of
from griffier.extractors.motions.parent_proposal import out_of_order_of, proposal_of
from griffier.extractors.motions.status import Thing, status_of
from griffier.extractors.motions.subject import title_of
from griffier.extractors.people.submitters import submitters_of
from griffier.schemas.document import Part, Span
from griffier.schemas.evidence import Found


def tabled_fields(part: Part, context: Context, thing: Thing = "motie", frame: Frame | None = None) -> Draft:
    """Every field that a motion has; an amendment adds its changes, and a frame that knows them."""
    frame = frame or part.memo(frame_of)
    flow = frame.flow
    date = own_date(part, "motion" if thing == "motie" else "amendment")
    code = code_of(part, context)
    on = date.value if date else None
    headed = frame.blocks("request")
    prose: list[Asked] = [] if headed else asked_in_prose(flow, 0, len(flow.text))
    asked: list[Block] = headed or [a.block for a in prose]
    standing = submitters_of(flow, frame.head, frame.tail, frame.labels, code, on)
    draft: Draft = {
        "number": number_of(frame),
        "out_of_order": out_of_order_of(frame),
        "meeting": meeting_of(frame, date),
        "status": status_of(frame, thing),
        "submitters": standing.drafts or _askers(frame, prose, code, on),
        "votes": votes_of(frame, Council(code, on)),
        "recitals": [d for b in frame.blocks("recital") if (d := recital_draft(flow, b))],
        "requests": [d for b in asked if (d := request_draft(flow, b, on))],
        "funding": funding_of(flow, asked) or _funding_behind(frame, prose),
        "proposal": proposal_of(frame),
        "findings": [*standing.findings],
    }
    title = title_of(frame)
    return draft if title is None else {**draft, "title": title}


def _funding_behind(frame: Frame, prose: list[Asked]) -> Found[str] | None:
    """The sentence behind one that asks, in the same paragraph: "Het benodigde bedrag te betalen uit ..."."""
    if not prose:
        return None
    flow, at = frame.flow, prose[-1].block.end
    stop = flow.text.find("\n\n", at)
    return funding_in(flow, at, stop if stop >= 0 else len(flow.text))


def _askers(frame: Frame, prose: list[Asked], code: str | None, on: str | None) -> list[Draft]:
    """The party that asks in a running sentence, where nobody is named elsewhere: "GroenLinks roept het college op"."""
    flow, seen = frame.flow, set()
    out: list[Draft] = []
    for asked in prose:
        if asked.who is None:
            continue
        for party in parties.find_parties(flow.text, *asked.who, code, on, loose=True):
            if party.raw in seen:
                continue
            seen.add(party.raw)
            place: tuple[Span, ...] = (flow.span(party.start, party.end),)
            out.append(
                {
                    "name": None,
                    "party": Found(party.raw, place, "rule:submitter_asks", 0.8),
                    "role": Found("submitter", place, "derived:submitter_asks", 0.75),
                }
            )
    return out
