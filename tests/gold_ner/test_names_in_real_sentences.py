"""Names in sentences of real documents that no training saw, marked by a reader (`sentences.jsonl`: a file's hash and
offsets, no text). Skipped where the documents are not at hand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
sys.path.append(str(ROOT / "training"))

BARS = {"PERSON": 0.92, "PARTY": 0.95, "ORGANIZATION": 0.76, "LOCATION": 0.87, "LAW": 0.95}


@pytest.mark.corpus
@pytest.mark.skipif(not (SHARED / "text").is_dir(), reason="no documents beside this checkout")
def test_names_are_found_as_well_as_promised() -> None:
    from measure import GOLD, by_both, marked, table

    sentences = marked(SHARED, GOLD)
    assert len(sentences) > 450
    found = {label: f for label, (_, _, f, _) in table(sentences, by_both).items()}
    assert {label: f for label, f in found.items() if f < BARS[label]} == {}


def test_no_training_saw_the_gold_and_no_mark_holds_text() -> None:
    import json

    from real_texts import HERE, held_out

    gold = [json.loads(line) for line in (ROOT / "tests/gold_ner/sentences.jsonl").read_text("utf-8").splitlines()]
    marks = [json.loads(line) for line in (HERE / "annotations.jsonl").read_text("utf-8").splitlines()]
    assert {row["sha256"] for row in gold} <= held_out()
    assert not {row["sha256"] for row in marks} & held_out()
    for row in (*gold, *marks):
        assert set(row) == {"file", "sha256", "page", "start", "end", "entities"}
        assert all(isinstance(a, int) and isinstance(b, int) and label in BARS for a, b, label in row["entities"])
