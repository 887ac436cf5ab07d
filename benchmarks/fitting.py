"""Logistic weights for grounds: fitted, tried on towns that were left out, measured.

Ridge: every weight is drawn to nought, that of a rare ground most. What is particular (the method, the field of a kind)
costs more than what is common, so that it counts only where there are papers enough to show it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from observed import Observed

Numbers = npt.NDArray[np.float64]
Weights = dict[str, float]

COST = {"field": 1.0, "method": 2.0, "kind's field": 4.0, "other": 0.5}
"""How much a weight costs by what it is of; `always` is free."""


def _cost(ground: str) -> float:
    first = ground.split(" ", 1)[0]
    if ground == "always":
        return 1e-6
    if first == "field":
        return COST["kind's field"] if ground.count(" ") > 1 else COST["field"]
    return COST.get(first, COST["other"])


def matrix(values: Sequence[Observed], names: Sequence[str]) -> Numbers:
    """A row a value, a column a ground."""
    at = {name: i for i, name in enumerate(names)}
    out = np.zeros((len(values), len(names)))
    for row, value in enumerate(values):
        for ground, measure in value.grounds.items():
            if ground in at:
                out[row, at[ground]] = measure
    return out


def names_of(values: Sequence[Observed], least: int) -> list[str]:
    """Grounds that papers of `least` sources have."""
    sources: dict[str, set[str]] = defaultdict(set)
    for value in values:
        for ground in value.grounds:
            sources[ground].add(value.source)
    return sorted(name for name, found in sources.items() if len(found) >= least)


def fit(x: Numbers, right: Numbers, weight: Numbers, costs: Numbers) -> Numbers:
    """Newton's method on the penalised likelihood."""
    beta = np.zeros(x.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        slope = x.T @ (weight * (right - chance)) - costs * beta
        curve = (x * (weight * chance * (1 - chance))[:, None]).T @ x + np.diag(costs)
        step = np.linalg.solve(curve, slope)
        beta += step
        if float(np.abs(step).max()) < 1e-5:
            break
    return beta


def fitted(values: Sequence[Observed], weight: Numbers, least: int = 2) -> Weights:
    """The weights of all grounds that several papers have."""
    names = names_of(values, least)
    costs = np.array([_cost(name) for name in names])
    right = np.array([value.right for value in values], float)
    return dict(zip(names, fit(matrix(values, names), right, weight, costs).tolist(), strict=True))


def chances(values: Sequence[Observed], weights: Weights) -> Numbers:
    """The chance of each value, by the weights."""
    names = list(weights)
    return 1 / (1 + np.exp(-matrix(values, names) @ np.array([weights[name] for name in names])))


def left_out(values: Sequence[Observed], weight: Numbers) -> Numbers:
    """The chance of each value by the papers of all other towns."""
    towns = np.array([value.town for value in values])
    out = np.zeros(len(values))
    for town in sorted(set(towns.tolist())):
        here = towns == town
        rest = [value for value, other in zip(values, ~here, strict=True) if other]
        out[here] = chances(
            [value for value, one in zip(values, here, strict=True) if one], fitted(rest, weight[~here])
        )
    return out


@dataclass(frozen=True)
class Bin:
    """Values of like confidence: how many, what they say on average, how many are right."""

    count: float
    said: float
    right: float


def bins(said: Numbers, right: Numbers, weight: Numbers, number: int = 12) -> list[Bin]:
    """Bins of like weight, from the least sure to the surest."""
    order = np.argsort(said, kind="stable")
    share = np.cumsum(weight[order]) / weight.sum()
    out = []
    for k in range(number):
        inside = order[(share > k / number) & (share <= (k + 1) / number + 1e-12)]
        total = weight[inside].sum()
        if total:
            means = [float((v[inside] * weight[inside]).sum() / total) for v in (said, right)]
            out.append(Bin(float(total), *means))
    return out


def expected_error(said: Numbers, right: Numbers, weight: Numbers) -> float:
    """Expected calibration error: how far what is said is from what is right, over all bins."""
    found = bins(said, right, weight)
    return sum(b.count * abs(b.said - b.right) for b in found) / sum(b.count for b in found)
