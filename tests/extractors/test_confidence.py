"""How sure values are, and which are left out where a run asks for more."""

from __future__ import annotations

import json

import pytest

from griffier.extractors.confidence.chances import LEAST, MOST, chance, weights
from griffier.extractors.confidence.grounds import grounds_of_cells, grounds_of_values
from griffier.extractors.confidence.withholding import withheld
from griffier.extractors.drafting.context import Context, Settings
from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile
from griffier.schemas.evidence import Evidence
from griffier.schemas.record import Record

MOTION = """Gemeenteraad Voorbeeldstad

Motie M07: Een bankje op het plein
Indiener: A. de Vries (PvdA)

De raad van de gemeente Leiden, in vergadering bijeen op 6 juli 2023,

constaterende dat
- ouderen op het plein niet kunnen zitten;

verzoekt het college
- een bankje te plaatsen van € 1.500;
- de raad hierover te informeren,

en gaat over tot de orde van de dag.
"""


def read(context: Context | None = None) -> Record:
    return process(SourceFile("motie.txt", MOTION.encode()), context).records[0]


def unsure(record: Record, *pointers: str) -> Record:
    """The record with everything sure but these."""
    for entry in record.evidence:
        entry.confidence = 0.3 if entry.pointer in pointers else 0.99
    return record


def test_the_chance_is_the_sum_of_what_the_grounds_weigh() -> None:
    by = {"always": 1.0, "scan": -2.0}
    assert chance({"always": 1.0}, by) == 0.73
    assert chance({"always": 1.0, "scan": 0.5, "a ground that nobody fitted": 1.0}, by) == 0.5
    assert (chance({"always": 90.0}, by), chance({"scan": 90.0}, by)) == (MOST, LEAST)


def test_the_weights_are_of_grounds_that_there_are() -> None:
    record = read(Context(raw_confidence=True))
    doc = process(SourceFile("motie.txt", MOTION.encode())).document
    for name, grounds in (("values", grounds_of_values), ("cells", grounds_of_cells)):
        of_all = [one for _, one in grounds(record, doc)]
        assert all(one.keys() & weights()[name].keys() for one in of_all)
        assert of_all or name == "cells"


def test_a_doubt_never_makes_a_value_surer() -> None:
    """Words that OCR read badly, a rule that is less sure of itself."""
    doubts = ("doubt of worst word", "doubt of words", "doubt of page", "doubt of rule", "scan", "unread lines")
    assert all(weights()["values"][doubt] < 0 for doubt in doubts)
    assert all(weights()["cells"][doubt] < 0 for doubt in ("scan", "doubt of page", "finding at value"))


def test_evidence_says_the_fitted_chance_and_not_what_the_rule_says() -> None:
    fitted, raw = read(), read(Context(raw_confidence=True))
    assert [e.pointer for e in fitted.evidence] == [e.pointer for e in raw.evidence]
    assert any(a.confidence != b.confidence for a, b in zip(fitted.evidence, raw.evidence, strict=True))
    assert all(LEAST <= e.confidence <= MOST for e in fitted.evidence if not e.pointer.startswith("/findings/"))


def test_a_kind_that_the_caller_says_stays_certain() -> None:
    assert process(SourceFile("motie.txt", MOTION.encode()), kind="motion").records[0].kind_confidence == 1.0


def test_what_is_sure_enough_stays_the_same_object() -> None:
    record = unsure(read())
    assert withheld(record, 0.9) is record


@pytest.mark.parametrize(
    ("pointer", "at"),
    [
        ("/title", "/title"),
        ("/meeting/date", "/meeting/date"),
        ("/municipality/name", "/municipality"),  # a municipality without a name is none
        ("/submitters/0/party", "/submitters/0/party"),
        ("/requests/0/items/0/text", "/requests/0/items"),  # nor is an item without its text
        ("/amounts/0/value", "/amounts"),
    ],
)
def test_an_unsure_value_is_null_with_a_finding_that_leads_to_it(pointer: str, at: str) -> None:
    record = withheld(unsure(read(), pointer), 0.9)
    found = [(i, f) for i, f in enumerate(record.findings) if f.code == "confidence.low"]
    assert [f.pointer for _, f in found] == [at]
    place = next(e for e in record.evidence if e.pointer == f"/findings/{found[0][0]}")
    assert place.quote and place.quote in MOTION
    holder = json.loads(record.model_dump_json())
    for step in at.split("/")[1:]:
        holder = holder[int(step) if step.isdigit() else step]
    assert holder is None or isinstance(holder, list)


def test_items_behind_one_that_has_gone_are_counted_anew() -> None:
    record = unsure(read(), "/requests/0/items/0/text")
    kept = withheld(record, 0.9)
    assert [item.text for item in kept.requests[0].items] == ["de raad hierover te informeren,"]  # type: ignore[attr-defined]
    where = [e for e in kept.evidence if e.pointer == "/requests/0/items/0/text"]
    assert [e.quote for e in where] == ["de raad hierover te informeren,"]
    assert not any(e.pointer.startswith("/requests/0/items/1") for e in kept.evidence)


def test_the_kind_stays_and_says_that_it_is_unsure() -> None:
    kept = withheld(unsure(read(), "/kind"), 0.9)
    assert kept.kind == "motion"
    assert any(f.code == "confidence.low" and f.pointer == "/kind" for f in kept.findings)


def test_a_run_that_asks_for_more_says_less() -> None:
    everything, sure = read(), read(Context(settings=Settings(min_confidence=0.985)))
    left = [e for e in sure.evidence if not e.pointer.startswith(("/findings/", "/kind"))]
    assert all(e.confidence >= 0.985 for e in left)
    assert len(left) < len([e for e in everything.evidence if isinstance(e, Evidence)])
