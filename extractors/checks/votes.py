"""Votes against the seats of that council at that date: confirmed, too many, not adding up, at odds with the status;
parties that it lacks.

Seats are those of the Kiesraad results that come with the package. A warning is given only where nothing but an error
explains it: members may be absent, vote apart, or have left their party, so fewer votes than seats prove nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from griffier.extractors.drafting.context import Context
from griffier.extractors.dutch import parties
from griffier.schemas.civic import Votes, VoteSide
from griffier.schemas.document import Part
from griffier.schemas.record import Finding, Record

_SIDES = (("for", "for_"), ("against", "against"), ("abstained", "abstained"))


def check(record: Record, part: Part, context: Context) -> list[Finding]:
    """The findings on the votes of a record, and of the items of a list."""
    out: list[Finding] = []
    code = record.municipality.code if record.municipality else None
    on = _date(record)
    for pointer, votes, status in _votes(record):
        out.extend(_one(votes, pointer, status, code, on, record))
    out.extend(_submitters(record, code, on))
    return out


def _date(record: Record) -> str | None:
    meeting: Any = getattr(record, "meeting", None)
    return (meeting.date if meeting is not None else None) or record.date


def _votes(record: Record) -> Iterator[tuple[str, Votes, str | None]]:
    own = getattr(record, "votes", None)
    if isinstance(own, Votes):
        yield "/votes", own, getattr(record, "status", None)
    for i, item in enumerate(getattr(record, "items", None) or []):
        votes = getattr(item, "votes", None)
        if isinstance(votes, Votes):
            yield f"/items/{i}/votes", votes, None


def _page(record: Record, pointer: str) -> int | None:
    return next((e.page for e in record.evidence if e.pointer.startswith(pointer)), None)


def _one(
    votes: Votes, pointer: str, status: str | None, code: str | None, on: str | None, record: Record
) -> Iterator[Finding]:
    seats = parties.seats(code, on)
    size = sum(seats.values()) if seats else None
    for name, attribute in _SIDES:
        side = getattr(votes, attribute)
        if side is not None:
            yield from _side(side, f"{pointer}/{name}", seats, code, on, record)
    cast = sum(_cast(getattr(votes, a)) for _, a in _SIDES)
    if size is not None and cast > size:
        message = f"{cast} votes in a council of {size} seats"
        yield Finding.of("votes.exceeds_council", message, pointer=pointer, page=_page(record, pointer))
    yield from _status(votes, pointer, status, record)


def _cast(side: VoteSide | None) -> int:
    """The votes that a side certainly has."""
    if side is None:
        return 0
    if side.total is not None:
        return side.total
    return sum(p.seats or 0 for p in side.parties) + len(side.members)


def _side(
    side: VoteSide, pointer: str, seats: dict[str, int] | None, code: str | None, on: str | None, record: Record
) -> Iterator[Finding]:
    """One side: against the seats printed behind the parties, or else against those of the council."""
    page = _page(record, pointer)
    if side.total is not None and side.parties and all(p.seats is not None for p in side.parties):
        yield from _printed_seats(side, side.total, pointer, page)
    elif seats is not None and side.parties:
        listed = [parties.link(p.party, code, on) for p in side.parties]
        yield from _absent_parties(side, listed, pointer, page, (code, on))
        if side.total is not None and None not in listed and len(set(listed)) == len(listed):
            expected = sum(seats[x] for x in listed if x) - _apart(side) + _own_members(side)
            yield from _council_seats(side.total, expected, pointer, page)


def _apart(side: VoteSide) -> int:
    """The members who voted against their party."""
    return sum(len(p.except_) for p in side.parties)


def _own_members(side: VoteSide) -> int:
    """The members named who are of no party of the side."""
    return sum(not _of_a_party(m.party, side) for m in side.members)


def _printed_seats(side: VoteSide, total: int, pointer: str, page: int | None) -> Iterator[Finding]:
    made, apart, named = sum(p.seats or 0 for p in side.parties), _apart(side), _own_members(side)
    if total not in (made - apart, made, made + named, made - apart + named):
        message = f"the seats printed behind the parties make {made}, the total is {total}"
        yield Finding.of("votes.total_mismatch", message, pointer=f"{pointer}/total", page=page)


def _absent_parties(
    side: VoteSide, listed: Sequence[str | None], pointer: str, page: int | None, council: tuple[str | None, str | None]
) -> Iterator[Finding]:
    for i, (party, link) in enumerate(zip(side.parties, listed, strict=True)):
        if link is None and _surely_absent(party.party, *council):
            message = f"{party.party} has no seat of its own in the council elected before this date"
            place = f"{pointer}/parties/{i}/party"
            yield Finding.of("party.unknown_in_council", message, severity="info", pointer=place, page=page)


def _council_seats(total: int, expected: int, pointer: str, page: int | None) -> Iterator[Finding]:
    if expected == total:
        message = f"the seats of the parties named make the printed total of {total}"
        yield Finding.of("votes.confirmed_by_seats", message, severity="info", pointer=f"{pointer}/total", page=page)
    elif total > expected + _LEEWAY:
        message = f"the parties named have {expected} seats, the total is {total}"
        yield Finding.of("votes.total_mismatch", message, pointer=f"{pointer}/total", page=page)


_LEEWAY = 3
"""Seats that parties may have gained by members who joined them since the election."""


def _of_a_party(party: str | None, side: VoteSide) -> bool:
    return party is not None and any(p.party == party for p in side.parties)


def _surely_absent(party: str, code: str | None, on: str | None) -> bool:
    """A national party in no list of that council; a local name or a group that split off may be anything."""
    seats = parties.seats(code, on)
    keys = parties.keys_of(party)
    return bool(seats and keys and not any(keys & parties.keys_of(listed) for listed in seats))


def _status(votes: Votes, pointer: str, status: str | None, record: Record) -> Iterator[Finding]:
    for_total = votes.for_.total if votes.for_ else None
    against = votes.against.total if votes.against else None
    page = _page(record, "/status") or _page(record, pointer)
    if status in ("adopted", "rejected") and for_total is not None and against is not None:
        said = "adopted" if for_total > against else "rejected"
        if said != status:
            message = f"{for_total} for and {against} against, yet the document says {status}"
            yield Finding.of("votes.status_mismatch", message, pointer="/status", page=page)
    elif status == "rejected" and votes.unanimous:
        yield Finding.of(
            "votes.status_mismatch",
            "unanimous, yet the document says rejected",
            pointer="/status",
            page=page,
            severity="info",
        )


def _submitters(record: Record, code: str | None, on: str | None) -> Iterator[Finding]:
    """A submitter's national party that has no seat in that council."""
    for i, submitter in enumerate(getattr(record, "submitters", None) or []):
        if (
            submitter.party
            and parties.link(submitter.party, code, on) is None
            and _surely_absent(submitter.party, code, on)
        ):
            message = f"{submitter.party} has no seat of its own in the council elected before this date"
            pointer = f"/submitters/{i}/party"
            yield Finding.of(
                "party.unknown_in_council", message, severity="info", pointer=pointer, page=_page(record, pointer)
            )
