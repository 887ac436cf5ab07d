"""The bars: what hand-made records of real documents must be met by, group by group, where that gold is at hand."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from griffier.pipeline.evaluation.evaluate import evaluate
from griffier.pipeline.evaluation.gold import read_gold
from griffier.pipeline.evaluation.tally import Evaluation
from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile

GOLD = Path(__file__).parents[2] / "shared" / "gold"
pytestmark = [pytest.mark.corpus, pytest.mark.skipif(not GOLD.is_dir(), reason="no gold beside this checkout")]


def measured(*patterns: str) -> Evaluation:
    gold = read_gold(GOLD, patterns)
    assert gold
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in gold:
        for record in process(SourceFile.load(GOLD.parent / one.input)).records:
            found[one.name].append(record.model_dump(mode="json", by_alias=True))
    return evaluate(gold, found)


@pytest.mark.parametrize(
    ("patterns", "macro", "precision"),
    [
        (("seed_*",), 0.97, 0.97),
        (("alm_*", "rdam_*"), 0.93, 0.95),
        (("ams_motie_*",), 0.93, 0.95),
        (("ams_brief_*", "seed_003"), 0.92, 0.95),
        (("ams_schriftelijkevraag_*", "ori_*", "was_besluitenlijst_*"), 0.90, 0.95),
    ],
    ids=lambda value: ",".join(value) if isinstance(value, tuple) else str(value),
)
def test_the_bars_hold(patterns: tuple[str, ...], macro: float, precision: float) -> None:
    result = measured(*patterns)
    losses = [(j.document, j.field, j.missed, j.extra) for j in result.judgements if j.fp or j.fn]
    assert result.macro() >= macro, losses
    poor = {name: score.precision for name, score in result.fields().items() if score.precision < precision}
    assert not poor, losses
