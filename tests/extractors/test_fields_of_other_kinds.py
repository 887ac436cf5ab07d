"""Written questions, proposals, decisions, decision lists, agendas and minutes: fictional documents with reviewed
values."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from griffier.extractors.drafting.context import Context
from griffier.extractors.drafting.draft import settle
from griffier.extractors.drafting.registry import extractor
from griffier.extractors.general import title
from griffier.extractors.general.date import own_date
from griffier.extractors.text.unwrapping import join_lines
from griffier.schemas.document import Part, plain_document

_CASES = Path(__file__).parents[1] / "cases"
_HEADS = {c["id"]: c for c in map(json.loads, (_CASES / "kinds.jsonl").read_text("utf-8").splitlines())}
CASES = [json.loads(line) for line in (_CASES / "fields.jsonl").read_text("utf-8").splitlines()]


def read(case: dict[str, Any]) -> tuple[dict[str, Any], list[Any], str]:
    source = _HEADS[case["of"]] if "of" in case else case
    part = Part.whole(plain_document(source["text"]))
    draft = extractor(source["kind"]).extract(part, Context())
    draft["date"] = own_date(part, source["kind"])
    draft.setdefault("title", title.extract(part, Context(), source["kind"]))
    draft.pop("findings", None)
    values, evidence = settle(draft, part.doc)
    return values, evidence, part.doc.text


def simplified(values: dict[str, Any], name: str) -> Any:
    """Lists of points, items and people as short lists, to be read at a glance."""
    if name == "against":
        return [
            [p["party"] for p in i["votes"]["against"]["parties"]]
            for i in values["items"]
            if (i.get("votes") or {}).get("against")
        ]
    value: Any = values.get(name)
    if not isinstance(value, list):
        return value
    if name in ("questions", "answers", "decisions"):
        return [[p["number"], p["text"]] for p in value]
    if name == "items":
        return [[i["number"], i["title"], i["decision"]] for i in value]
    if name == "attendance":
        return [[a["name"], a["present"]] for a in value]
    return value


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.get("of") or c["note"])
def test_fields(case: dict[str, Any]) -> None:
    values, _, _ = read(case)
    for name, want in case["want"].items():
        assert simplified(values, name) == want, name


@pytest.mark.parametrize(
    "case",
    [*CASES, *({"of": key} for key, c in _HEADS.items() if c["kind"] in ("agenda", "minutes", "written_questions"))],
    ids=str,
)
def test_evidence(case: dict[str, Any]) -> None:
    """Every value that is read stands where its evidence says."""
    values, evidence, text = read(case)
    for entry in evidence:
        assert text[entry.start : entry.end] == entry.quote
        assert entry.quote.strip()
    for i, item in enumerate(values.get("items") or []):
        quoted = " ".join(e.quote for e in evidence if e.pointer == f"/items/{i}/title")
        assert item["title"] in join_lines(quoted)


@pytest.mark.parametrize(
    "kind", ["written_questions", "council_proposal", "council_decision", "agenda", "decision_list", "minutes", "other"]
)
@pytest.mark.parametrize(
    "text", ["", "\f", "1", "1.\n2.\n3.\n", "Besluit:\n", "Vragen:\n", "Aanwezig:\n", "Onderwerp:\n\n\nDatum:\n"]
)
def test_nothing_is_invented(kind: str, text: str) -> None:
    values, _, _ = read({"kind": kind, "text": text})
    assert not any(v for k, v in values.items() if k != "meeting"), values


def test_an_agenda_says_no_decision() -> None:
    values, _, _ = read(
        {"kind": "agenda", "text": "Agenda raad Urk 4 mei 2020\n1 Opening\nBesluit: geopend\n2 Sluiting\n"}
    )
    assert [i["decision"] for i in values["items"]] == [None, None]
