"""Whole fictional motions and amendments of many makes, as text, PDF, Word and HTML, each value beside what a reader
wrote down first."""

from __future__ import annotations

import io
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
from griffier.extractors.general.date import own_date
from griffier.pipeline.process import process
from griffier.pipeline.readers.door import read
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Part
from griffier.tests.extractors.motions.laid_out import RENDER, as_pdf

CASES = [
    json.loads(line) for line in (Path(__file__).parents[2] / "cases/motions.jsonl").read_text("utf-8").splitlines()
]
SCALARS = ("title", "number", "date", "status", "funding")
SIDES = ("for", "against", "abstained")


def folded(value: Any) -> str:
    text = re.sub(r"[\s\u00ad]+", " ", str(value)).translate(str.maketrans("’‘“”–", "''\"\"-"))
    return re.sub(r"^(?:dat|om)\s+", "", text.strip(" .;:,\"'").lower())


def items_in(blocks: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for block in blocks:
        stack = list(block["items"])
        while stack:
            item = stack.pop(0)
            yield block, item
            stack = [*(item.get("items") or []), *stack]


def told(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every value that is compared, by field."""
    for name in SCALARS:
        if record.get(name):
            yield name, folded(record[name])
    if (record.get("meeting") or {}).get("date"):
        yield "meeting", record["meeting"]["date"]
    for who in record["submitters"]:
        yield "submitter", f"{folded(who['name'])} | {folded(who['party'])} | {who['role']}"
    for block, item in items_in(record["recitals"]):
        yield "recital", f"{block['type']} | {folded(item['text'])}"
    for block, item in items_in(record["requests"]):
        yield (
            "request",
            f"{block['verb']} | {folded(block['addressee'])} | {folded(item['text'])} | {item.get('deadline')}",
        )
    for change in record.get("changes") or []:
        yield "change", " | ".join(folded(change[key]) for key in ("action", "target", "original", "replacement"))
    votes = record.get("votes") or {}
    for side in SIDES:
        for party in (votes.get(side) or {}).get("parties", []):
            yield "vote", f"{side} | {folded(party['party'])} | {party.get('seats')}"
        for member in (votes.get(side) or {}).get("members", []):
            yield "vote", f"{side} | {folded(member['name'])} | {folded(member['party'])}"
        if (votes.get(side) or {}).get("total") is not None:
            yield "vote", f"{side} | {votes[side]['total']}"
    if votes.get("unanimous"):
        yield "vote", "unanimous"


def compared(case: dict[str, Any], found: dict[str, Any]) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """What was missed, and what was found too much; other answers that are right too are taken out of both."""
    want, got = Counter(told(case["record"])), Counter(told(found))
    missed, extra = want - got, got - want
    for name, answers in case["accept"].items():
        if folded(found.get(name)) in {folded(a) for a in answers}:
            missed = Counter({k: n for k, n in missed.items() if k[0] != name})
            extra = Counter({k: n for k, n in extra.items() if k[0] != name})
    return missed, extra


@pytest.mark.parametrize(
    ("case", "form"), [pytest.param(c, f, id=f"{c['name']}-{f}") for c in CASES for f in c["forms"]]
)
def test_document(case: dict[str, Any], form: str) -> None:
    doc = read(SourceFile(f"case.{form}", RENDER[form](case["blocks"])))
    draft = extractor(case["record"]["kind"]).extract(Part.whole(doc), Context())
    draft["date"] = own_date(Part.whole(doc), case["record"]["kind"])
    draft.pop("findings", None)
    values, evidence = settle(draft, doc)
    assert all(doc.text[e.start : e.end] == e.quote for e in evidence)
    assert compared(case, values) == (Counter(), Counter())


@pytest.mark.ocr
@pytest.mark.parametrize("case", [pytest.param(c, id=c["name"]) for c in CASES if c["scan"]])
def test_scan(case: dict[str, Any]) -> None:
    """The same page as a picture: columns of signatures and of votes are told by their place."""
    import pypdfium2

    picture = io.BytesIO()
    page = pypdfium2.PdfDocument(as_pdf(case["blocks"]))[0]
    page.render(scale=250 / 72).to_pil().convert("L").save(picture, "PNG", dpi=(250, 250))
    record = process(SourceFile("case.png", picture.getvalue())).records[0]
    missed, extra = compared(case, record.model_dump(mode="json", by_alias=True))
    assert not {pair for pair in (*missed, *extra) if pair[0] in ("submitter", "vote")}
