"""The figures are those of the scorer that the gold came with: to 0.001, over records that are wrong in every way."""

import copy
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from griffier.pipeline.evaluation.evaluate import evaluate
from griffier.pipeline.evaluation.gold import read_gold, read_records
from griffier.pipeline.evaluation.report import as_json

SHARED = Path(__file__).resolve().parents[4] / "shared"
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(
        not (SHARED / "score.py").exists() or not (SHARED / "gold").is_dir(), reason="the shared gold is not here"
    ),
]


def spoil(value: Any, chance: random.Random, rate: float) -> Any:
    """A value with parts lost, doubled, changed."""
    if isinstance(value, dict):
        return {key: spoil(inner, chance, rate) for key, inner in value.items() if chance.random() > rate / 3}
    if isinstance(value, list):
        kept = [spoil(inner, chance, rate) for inner in value if chance.random() > rate]
        return kept + [copy.deepcopy(inner) for inner in kept if chance.random() < rate / 2]
    if value is not None and chance.random() < rate:
        return chance.choice([None, f"{value}x", str(value)[: len(str(value)) // 2], str(value).upper(), value])
    return value


SETS = ("gold", "gold_denhaag", "authored/gold")


@pytest.mark.parametrize("folder", SETS)
@pytest.mark.parametrize(("seed", "rate"), [(1, 0.05), (2, 0.2), (3, 0.6)])
def test_same_figures(tmp_path: Path, folder: str, seed: int, rate: float) -> None:
    chance = random.Random(seed)
    gold = read_gold(SHARED / folder)
    records = tmp_path / "records.jsonl"
    with records.open("w") as out:
        for one in gold:
            for ordinal, record in enumerate(one.records):
                if chance.random() < 0.05:
                    continue
                spoiled = {
                    **spoil(record, chance, rate),
                    "id": f"0000000000000000-{ordinal}",
                    "source": {"path": one.input},
                }
                spoiled.setdefault("kind", record["kind"])
                findings = spoiled.get("findings") or []
                spoiled["findings"] = [f for f in findings if not isinstance(f, dict) or "code" in f]
                out.write(json.dumps(spoiled) + "\n")
    done = subprocess.run(
        [sys.executable, str(SHARED / "score.py"), str(records), str(SHARED / folder), "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    theirs, ours = json.loads(done.stdout), as_json(evaluate(gold, read_records(records)))
    assert ours["fields"].keys() == theirs["fields"].keys()
    for name, figures in theirs["fields"].items():
        assert ours["fields"][name] == pytest.approx(figures, abs=0.001), name
    assert ours["alarms"] == theirs["alarms"]
    assert ours["whole"] == theirs["whole"]
    for name in ("documents", "macro_f1", "micro_f1"):
        assert ours[name] == pytest.approx(theirs[name], abs=0.001)
