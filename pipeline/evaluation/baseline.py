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


@dataclass(frozen=True, slots=True)
class Values:
    """What an evaluation found of one gold: `right` and `wrong` values, each as often as it was found."""

    right: Counter[Value]
    wrong: Counter[Value]

    @classmethod
    def of(cls, evaluation: Evaluation) -> Values:
        """The values of an evaluation."""
        return cls(_values(evaluation, "hits"), _values(evaluation, "extra"))

    @classmethod
    def of_json(cls, data: dict[str, Any]) -> Values:
        """What `as_json` wrote."""
        return cls(*(Counter((d, f, v) for d, f, v in data[name]) for name in ("right", "wrong")))

    def as_json(self) -> dict[str, list[Value]]:
        """Lists in a fixed order, for a later comparison."""
        return {"right": sorted(self.right.elements()), "wrong": sorted(self.wrong.elements())}

    def since(self, before: Values) -> Change:
        """What came and went since an earlier evaluation of the same gold."""
        return Change(
            gained=_sorted(self.right - before.right),
            lost=_sorted(before.right - self.right),
            invented=_sorted(self.wrong - before.wrong),
            withdrawn=_sorted(before.wrong - self.wrong),
        )


def changes(now: Evaluation, before: Evaluation) -> Change:
    """Compare two evaluations of one gold."""
    return Values.of(now).since(Values.of(before))


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
