"""The claims in a record: which matters it speaks of, and what it says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from griffier.pipeline.linking.claim import Claim, reference_key

Json = dict[str, Any]
TABLED = ("motion", "amendment")
PROPOSED = {"council_proposal": "text", "council_decision": "adopted_text"}
REGISTERED = ("case_number", "council_proposal")
MEETINGS = {"decision_list": "decision", "minutes": "minutes", "agenda": "agenda"}


def claims_of(record: Json) -> Iterator[Claim]:
    """All that a record says of matters; nothing for one that speaks of none. `record`: as in `records.jsonl`."""
    for claim in _claims(record):
        yield replace(claim, sure=_sure(record, claim.status_at)) if claim.status_at else claim


def _sure(record: Json, pointer: str) -> float | None:
    """How sure the value at a pointer is, by its evidence."""
    return min((e["confidence"] for e in record.get("evidence") or () if e["pointer"] == pointer), default=None)


def _claims(record: Json) -> Iterator[Claim]:
    kind = record["kind"]
    if kind in TABLED:
        yield _paper(record)
    elif kind in PROPOSED:
        yield _proposal(record)
    elif kind in MEETINGS:
        yield from _meeting(record)
        yield from _promises(record, "promises", MEETINGS[kind])
    elif kind == "promise":
        yield from _promises(record, "items", "text")
    elif kind == "letter":
        yield from _letter(record)
    elif kind == "written_questions":
        yield from _questions(record)


def block_of(record: Json) -> str:
    """Where the papers of one council stand together: its CBS code, else its name, else the folder."""
    town = record.get("municipality") or {}
    return str(town.get("code") or town.get("name") or f"?{PurePath(record['source']['path']).parent}")


def _common(record: Json) -> Json:
    return {
        "municipality": block_of(record),
        "record": record["id"],
        "path": record["source"]["path"],
        "place": record.get("municipality") or {},
    }


def _paper(record: Json) -> Claim:
    """A motion or an amendment."""
    submitters, meeting = tuple(record.get("submitters") or ()), record.get("meeting") or {}
    proposal = record.get("proposal") or {}
    return Claim(
        **_common(record),
        **_fate(record, ""),
        role="adopted_text" if record.get("status") else "text",
        kind=record["kind"],
        pointer="",
        number=record.get("number"),
        title=record.get("title"),
        day=_day(meeting.get("date") or record.get("date")),
        references=_keys([record.get("number") or ""]),
        party=next((s["party"] for s in submitters if s.get("party")), None),
        submitters=submitters,
        names=tuple(s["name"] for s in submitters if s.get("name")),
        under=_keys([*_cases(record), proposal.get("reference") or ""]),
        under_title=proposal.get("title"),
        body=meeting.get("body"),
        texts=_asked(record),
    )


def _fate(told: Json, at: str) -> Json:
    """Status and votes with their places. `at`: pointer of `told`; the words of a decision stand beside its status."""
    status, votes = told.get("status"), told.get("votes")
    said = "decision" if told.get("decision") else "status"
    return {
        "status": status,
        "status_at": f"{at}/{said}" if status else None,
        "votes": votes,
        "votes_at": f"{at}/votes" if votes else None,
    }


def _cases(record: Json) -> list[str]:
    return [ref["value"] for ref in record.get("references") or () if ref["type"] == "case_number"]


def _asked(record: Json) -> tuple[str, ...]:
    """What it asks, or what it puts in the place of what."""
    requests = [item["text"] for request in record.get("requests") or () for item in request["items"]]
    changes = [change["replacement"] for change in record.get("changes") or () if change.get("replacement")]
    return (*requests, *changes)


def _proposal(record: Json) -> Claim:
    meeting = record.get("meeting") or {}
    number = record.get("number")
    return Claim(
        **_common(record),
        role=PROPOSED[record["kind"]],
        kind="council_proposal",
        pointer="",
        number=number,
        title=record.get("title"),
        day=_day(meeting.get("date") or record.get("date")),
        references=_keys([number or "", *_cases(record)[:3]]),
        status="adopted" if record["kind"] == "council_decision" and _day(record.get("date")) else None,
        status_at="/kind" if record["kind"] == "council_decision" else None,
        body=meeting.get("body"),
    )


def _questions(record: Json) -> Iterator[Claim]:
    """The questions; where the paper answers them too, the answers as well. Its date is then that of the answer."""
    answered = bool(record.get("answers"))
    common = {
        **_common(record),
        "kind": "written_questions",
        "number": record.get("number"),
        "title": record.get("title"),
        "references": _keys([record.get("number") or "", *_cases(record)[:1]]),
        "texts": tuple(question["text"] for question in record.get("questions") or ()),
    }
    submitters = tuple(record.get("submitters") or ())
    reminds = bool(_REMINDS.match(record.get("title") or ""))
    yield Claim(
        **common,
        role="mention" if reminds else "text",
        pointer="",
        day=_day(record.get("asked_on")) or (None if answered else _day(record.get("date"))),
        party=next((s["party"] for s in submitters if s.get("party")), None),
        submitters=submitters,
    )
    if answered:
        day = _day(record.get("answered_on")) or _day(record.get("date"))
        yield Claim(**common, role="answer", pointer="/answers", day=day)


_REMINDS = re.compile(r"\W*(?:\w+\s+)?(?:herinnering|rappel|reminder)\b", re.IGNORECASE)


def _promises(record: Json, name: str, role: str) -> Iterator[Claim]:
    """The promises of a list, of minutes or of a decision list. `name`: of the field that holds them."""
    as_of = _day(record.get("date")) if name == "items" else None
    for at, promise in enumerate(record.get(name) or ()):
        what, title = promise.get("what"), promise.get("title")
        yield Claim(
            **_common(record),
            role=role,
            kind="promise",
            pointer=f"/{name}/{at}",
            number=_registered(promise.get("number")),
            title=title or what,
            also=(what,) if title and what else (),
            day=_day(promise.get("made_on")),
            names=tuple(who["name"] for who in promise.get("who") or () if who.get("name")),
            status=promise.get("status"),
            status_at=f"/{name}/{at}/status" if promise.get("status") else None,
            body=(record.get("meeting") or {}).get("body"),
            promise=promise,
            as_of=as_of,
        )


def _registered(number: str | None) -> str | None:
    """The number of a register; one that may only count the rows of a list is none."""
    return number if number and (len(re.sub(r"\D", "", number)) > 2 or re.search(r"[A-Za-z]", number)) else None


def _meeting(record: Json) -> Iterator[Claim]:
    """The items of a list, minutes or an agenda, and the votes that they print within them."""
    meeting = record.get("meeting") or {}
    day, role = _day(meeting.get("date") or record.get("date")), MEETINGS[record["kind"]]
    common = {**_common(record), "role": role, "day": day, "body": meeting.get("body")}
    heading: tuple[str, ...] = ()
    above: str | None = None
    for at, item in enumerate(record.get("items") or ()):
        proposed = (item.get("matter") or {}).get("type") == "council_proposal"
        references = _numbers_of(item, proposed)
        heading = references if proposed else heading if item.get("matter") else ()
        above = item.get("number") if proposed else above
        if item.get("matter"):
            yield Claim(
                **common,
                **_of_matter(item["matter"]),
                **_fate(item, f"/items/{at}"),
                pointer=f"/items/{at}",
                references=references,
                under=() if proposed or _stands_beside(item, above) else heading,
            )
    for at, event in enumerate(record.get("vote_events") or ()):
        yield Claim(
            **common,
            **_of_matter(event["matter"]),
            **_fate(event, f"/vote_events/{at}"),
            pointer=f"/vote_events/{at}",
            references=_keys([event["matter"].get("reference") or ""]),
        )


def _stands_beside(item: Json, above: str | None) -> bool:
    """Is a motion an item of its own, numbered as the proposal above it? Then it may be about anything."""
    number = item.get("number") or ""
    return item["matter"]["type"] == "motion" and number.isdecimal() and (above or "").isdecimal() and len(number) <= 2


def _numbers_of(item: Json, proposed: bool) -> tuple[str, ...]:
    """The registry numbers of what an item is about. Those behind the title of a proposal are its own."""
    cited = [ref["value"] for ref in item.get("references") or () if ref["type"] in REGISTERED] if proposed else []
    return _keys([(item.get("matter") or {}).get("reference") or "", item.get("number") or "", *cited])


def _letter(record: Json) -> Iterator[Claim]:
    """What a letter reports on. The registry numbers of a letter on one paper may be that paper's."""
    matters = record.get("reports_on") or ()
    role = "mention" if _REMINDS.match(record.get("title") or "") else "answer"
    for at, matter in enumerate(matters):
        own = [matter["reference"]] if matter.get("reference") else _cases(record) if len(matters) == 1 else []
        yield Claim(
            **_common(record),
            **_of_matter(matter),
            role=role,
            pointer=f"/reports_on/{at}",
            day=_day(record.get("date")),
            decided=_day(matter.get("date")),
            references=_keys(own),
        )


def _of_matter(matter: Json) -> Json:
    names = (matter["submitter"],) if matter.get("submitter") else ()
    party = matter.get("party")
    return {
        "kind": matter["type"],
        "number": _registered(matter.get("number")) if matter["type"] == "promise" else matter.get("number"),
        "title": matter.get("title"),
        "party": party,
        "names": names,
        "submitters": ({"name": None, "party": party, "role": "submitter"},) if party else (),
    }


def _keys(references: list[str]) -> tuple[str, ...]:
    """The registry numbers among some references, each once, in order."""
    return tuple(dict.fromkeys(key for reference in references if (key := reference_key(reference))))


def _day(date: str | None) -> str | None:
    return date if date and len(date) == len("2025-01-23") else None
