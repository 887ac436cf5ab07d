"""Logistic weights for grounds: fitted, tried on towns that were left out, measured.

Ridge: every weight is drawn to nought, that of a rare ground most. What is particular (the method, the field of a kind)
costs more than what is common, so that it counts only where there are papers enough to show it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from observed import Observed

Numbers = npt.NDArray[np.float64]
Weights = dict[str, float]

FOLDS = 10


def cost(ground: str) -> float:
    """How much a weight costs by what it is of; `always` is free."""
    first = ground.split(" ", 1)[0]
    if ground == "always":
        return 1e-6
    if first == "field":
        return 4.0 if ground.count(" ") > 1 else 1.0
    return 2.0 if first in ("method", "kind") else 0.5


@dataclass(frozen=True)
class Rows:
    """Values as rows of a sparse matrix: for each entry its row, its column, its measure."""

    count: int
    names: tuple[str, ...]
    row: npt.NDArray[np.int64]
    column: npt.NDArray[np.int64]
    measure: Numbers

    @classmethod
    def of(cls, grounds: Sequence[Mapping[str, float]], names: Sequence[str]) -> Rows:
        """Grounds that are not among the names are left out."""
        at = {name: i for i, name in enumerate(names)}
        found = [(r, at[g], m) for r, one in enumerate(grounds) for g, m in one.items() if g in at and m]
        row, column, measure = zip(*found, strict=True) if found else ((), (), ())
        return cls(
            len(grounds), tuple(names), np.array(row, np.int64), np.array(column, np.int64), np.array(measure, float)
        )

    def times(self, beta: Numbers) -> Numbers:
        """The log-odds of each row."""
        return np.bincount(self.row, self.measure * beta[self.column], self.count)

    def sums(self, of_row: Numbers) -> Numbers:
        """For each column the sum over its rows."""
        return np.bincount(self.column, self.measure * of_row[self.row], len(self.names))

    def pairs(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Numbers]:
        """Every two entries of a row: the row, the place in the matrix of columns by columns, the product."""
        order = np.argsort(self.row, kind="stable")
        starts = np.searchsorted(self.row[order], np.arange(self.count + 1))
        lengths = np.diff(starts)
        one = np.repeat(np.arange(len(order)), lengths[self.row[order]])
        begins = np.repeat(np.cumsum(lengths[self.row[order]]) - lengths[self.row[order]], lengths[self.row[order]])
        other = starts[self.row[order]][one] + np.arange(len(one)) - begins
        a, b = order[one], order[other]
        place = self.column[a] * len(self.names) + self.column[b]
        return self.row[a], place, self.measure[a] * self.measure[b]


def fit(rows: Rows, right: Numbers, weight: Numbers) -> Weights:
    """Newton's method on the penalised likelihood."""
    size = len(rows.names)
    costs = np.array([cost(name) for name in rows.names])
    row, place, product = rows.pairs()
    beta = np.zeros(size)
    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(rows.times(beta), -30, 30)))
        slope = rows.sums(weight * (right - chance)) - costs * beta
        bend = (weight * chance * (1 - chance))[row] * product
        curve = np.bincount(place, bend, size * size).reshape(size, size) + np.diag(costs)
        step = np.linalg.solve(curve, slope)
        beta += step
        if float(np.abs(step).max()) < 1e-3:
            break
    return dict(zip(rows.names, beta.tolist(), strict=True))


def fitted(values: Sequence[Observed], weight: Numbers, least: int = 3) -> Weights:
    """The weights of all grounds that several papers have."""
    sources: dict[str, set[str]] = defaultdict(set)
    for value in values:
        for ground in value.grounds:
            sources[ground].add(value.source)
    names = sorted(name for name, found in sources.items() if len(found) >= least)
    right = np.array([value.right for value in values], float)
    return fit(Rows.of([value.grounds for value in values], names), right, weight)


def chances(values: Sequence[Observed], weights: Weights) -> Numbers:
    """The chance of each value, by the weights."""
    rows = Rows.of([value.grounds for value in values], list(weights))
    return 1 / (1 + np.exp(-np.clip(rows.times(np.array(list(weights.values()))), -30, 30)))


def left_out(values: Sequence[Observed], weight: Numbers, together: Callable[[Observed], str]) -> Numbers:
    """The chance of each value by the papers of others; values of which `together` says the same are left out together,
    and a tenth of those at a time."""
    fold = {name: crc32(name.encode()) % FOLDS for name in map(together, values)}
    folds = np.array([fold[together(value)] for value in values])
    out = np.zeros(len(values))
    for one in sorted(set(folds.tolist())):
        here = folds == one
        rest = [value for value, other in zip(values, ~here, strict=True) if other]
        asked = [value for value, mine in zip(values, here, strict=True) if mine]
        out[here] = chances(asked, fitted(rest, weight[~here]))
    return out


@dataclass(frozen=True)
class Bin:
    """Values of like confidence: how many, what they say on average, which share is right."""

    count: int
    said: float
    right: float


def bins(said: Numbers, right: Numbers, number: int = 10) -> list[Bin]:
    """Bins of equally many values, from the least sure to the surest."""
    parts = np.array_split(np.argsort(said, kind="stable"), number)
    return [Bin(len(part), float(said[part].mean()), float(right[part].mean())) for part in parts if len(part)]


def expected_error(said: Numbers, right: Numbers) -> float:
    """Expected calibration error: how far what is said is from what is right, over all bins."""
    found = bins(said, right)
    return sum(b.count * abs(b.said - b.right) for b in found) / sum(b.count for b in found)
