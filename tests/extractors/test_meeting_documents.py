"""Whole fictional documents of the kinds around a meeting, each value beside the one that a reader wrote down first.

`known`: values that are wrong and known to be so; the test fails when they change, for better or worse.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from griffier.extractors.drafting.context import Context
from griffier.extractors.drafting.draft import settle
from griffier.extractors.drafting.registry import extractor
from griffier.extractors.general import title
from griffier.extractors.general.date import own_date
from griffier.pipeline.readers.door import read
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Part, plain_document

CASES = [
    json.loads(line) for line in (Path(__file__).parents[1] / "cases/meetings.jsonl").read_text("utf-8").splitlines()
]
SCALARS = {
    "title": "title",
    "date": "date",
    "number": "number",
    "portfolio_holder": "holder",
    "answered_on": "answered",
}
SIDES = (("for", "f"), ("against", "a"), ("abstained", "b"))


def folded(value: Any) -> str:
    if value is None or isinstance(value, (bool, int)):
        return str(value)
    return re.sub(r"\s+", " ", value).strip(" .;:,").lower()


def votes_in(votes: dict[str, Any] | None) -> Iterator[tuple[str, Any]]:
    for side, short in SIDES if votes else ():
        told = (votes or {}).get(side)
        if not told:
            continue
        for party in told["parties"]:
            seats = f":{party['seats']}" if party.get("seats") else ""
            apart = "-" + ",".join(party["except"]) if party.get("except") else ""
            yield short, folded(party["party"]) + seats + apart
        for member in told["members"]:
            party_name = "/" + member["party"] if member.get("party") else ""
            yield short + "m", folded(member["name"] + party_name)
        if told.get("total") is not None:
            yield short + "t", told["total"]
    if votes and votes.get("unanimous") is not None:
        yield "u", votes["unanimous"]


def told_of(values: dict[str, Any], findings: list[Any]) -> Iterator[tuple[str, str]]:
    for name, short in SCALARS.items():
        if values.get(name):
            yield short, folded(values[name])
    if (values.get("meeting") or {}).get("body"):
        yield "body", folded(values["meeting"]["body"])
    day = (values.get("meeting") or {}).get("date")
    if day and day != values.get("date"):
        yield "met", day
    for item in values.get("items") or []:
        yield "item", f"{folded(item['number'])} {folded(item['title'])}"
        start = folded(item["title"])[:20]
        if item.get("decision"):
            yield "item.decision", start + "|" + folded(item["decision"])
        yield from (("item.votes", start + str(vote)) for vote in votes_in(item.get("votes")))
        yield from (("ref", r["value"]) for r in item.get("references") or [] if r["type"] in ("motion", "amendment"))
    for person in values.get("attendance") or []:
        yield "att", f"{person['name']}|{person['party']}|{person['role']}|{person['present']}"
    for name in ("questions", "answers", "decisions"):
        yield from ((name, folded(point["number"]) + "|" + folded(point["text"])) for point in values.get(name) or [])
    yield from (("submitters", f"{s['name']}|{s['party']}") for s in values.get("submitters") or [])
    yield from (("votes", str(vote)) for vote in votes_in(values.get("votes")))
    if findings:
        yield "finding", "gap"


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_document(case: dict[str, Any]) -> None:
    doc = read(SourceFile("case.html", case["text"].encode())) if case["html"] else plain_document(case["text"])
    draft = extractor(case["kind"]).extract(Part.whole(doc), Context())
    draft["date"] = own_date(Part.whole(doc), case["kind"])
    draft.setdefault("title", title.extract(Part.whole(doc), Context(), case["kind"]))
    asked = any(name == "finding" for name, _ in case["expected"])
    findings = draft.pop("findings", None) or []
    values, evidence = settle(draft, doc)
    assert all(doc.text[e.start : e.end] == e.quote for e in evidence)
    want = Counter(tuple(pair) for pair in case["expected"])
    got = Counter((name, str(value)) for name, value in told_of(values, findings if asked else []))
    known = case.get("known", {})
    assert got - want == Counter(tuple(pair) for pair in known.get("extra", []))
    assert want - got == Counter(tuple(pair) for pair in known.get("missed", []))
