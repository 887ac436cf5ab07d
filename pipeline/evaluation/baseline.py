"""What changed since an earlier run: values gained and lost, inventions that came and went."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from griffier.pipeline.evaluation.tally import Evaluation

Value = tuple[str, str, str]
"""Document, field, the value as JSON."""


@dataclass(frozen=True, slots=True)
class Change:
    """`gained`, `lost`: right values; `invented`, `withdrawn`: wrong ones that came and went."""

    gained: tuple[Value, ...]
    lost: tuple[Value, ...]
    invented: tuple[Value, ...]
    withdrawn: tuple[Value, ...]

    @property
    def nothing(self) -> bool:
        """Whether both runs say the same."""
        return not (self.gained or self.lost or self.invented or self.withdrawn)


def changes(now: Evaluation, before: Evaluation) -> Change:
    """Compare two evaluations of one gold."""
    right, right_before = (_values(e, "hits") for e in (now, before))
    wrong, wrong_before = (_values(e, "extra") for e in (now, before))
    return Change(
        gained=_sorted(right - right_before),
        lost=_sorted(right_before - right),
        invented=_sorted(wrong - wrong_before),
        withdrawn=_sorted(wrong_before - wrong),
    )


def _values(evaluation: Evaluation, name: str) -> Counter[Value]:
    out: Counter[Value] = Counter()
    for judgement in evaluation.judgements:
        values: Iterable[Any] = getattr(judgement, name)
        out.update(
            (judgement.document, judgement.field, json.dumps(value, ensure_ascii=False, default=str))
            for value in values
        )
    return out


def _sorted(values: Counter[Value]) -> tuple[Value, ...]:
    return tuple(sorted(values.elements(), key=lambda v: (v[1], v[0], v[2])))
