"""Two plots of confidences: what is said beside what is right, and how much is left where only the sure is taken."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

_EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)
_LEAST = 15
"""A point of fewer values is left out: it says nothing."""


@dataclass(frozen=True)
class Judged:
    """A value: the sort of paper it is from, what is said of it, what its rule says by itself, whether it is right."""

    sort: str
    said: float
    by_rule: float
    right: bool

    def of_cell(self) -> Judged:
        """The same, as one of a table's cells."""
        return replace(self, sort=f"cells, {self.sort}")

    def of_paper(self) -> Judged:
        """The same, judged by other papers of any town."""
        return replace(self, sort=f"{self.sort}, by other papers")


def draw(judged: list[Judged], folder: Path) -> None:
    """Write `confidence-reliability.svg` and `confidence-coverage.svg`."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams.update({"svg.hashsalt": "griffier", "svg.fonttype": "none", "font.size": 10, "axes.spines.top": False})
    mpl.rcParams["axes.spines.right"] = False
    sorts = list(dict.fromkeys(one.sort for one in judged))
    _reliability(judged, sorts, folder / "confidence-reliability.svg")
    _coverage(judged, sorts, folder / "confidence-coverage.svg")


def _reliability(judged: list[Judged], sorts: list[str], file: Path) -> None:
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(6.4, 5.2), layout="constrained")
    axes.plot([0, 1], [0, 1], color="#999999", linewidth=1, linestyle=":")
    for number, sort in enumerate(sorts):
        here = [one for one in judged if one.sort == sort]
        points = []
        for low, high in itertools.pairwise(_EDGES):
            some = [one for one in here if low <= one.said < high]
            if len(some) >= _LEAST:
                means = (np.mean([one.said for one in some]), np.mean([one.right for one in some]))
                points.append((*means, len(some)))
        if points:
            x, y, size = zip(*points, strict=True)
            axes.plot(x, y, color=f"C{number}", linewidth=1, label=f"{sort} ({len(here)})")
            axes.scatter(x, y, [12 + 3 * np.sqrt(one) for one in size], color=f"C{number}", alpha=0.75)
    axes.set(xlabel="confidence said", ylabel="share that is right", xlim=(0, 1.02), ylim=(0, 1.02))
    axes.legend(frameon=False, loc="lower right")
    _save(figure, file)


def _coverage(judged: list[Judged], sorts: list[str], file: Path) -> None:
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(6.4, 4.6), layout="constrained")
    lowest = 1.0
    for number, sort in enumerate(sorts):
        here = [one for one in judged if one.sort == sort]
        for name, style, alpha in (("said", "-", 1.0), ("by_rule", "--", 0.6)):
            order = sorted(here, key=lambda one: -getattr(one, name))
            share = np.arange(1, len(order) + 1) / len(order)
            right = np.cumsum([one.right for one in order]) / np.arange(1, len(order) + 1)
            from_here = share >= 0.3
            lowest = min(lowest, float(right[from_here].min()))
            label = sort if name == "said" else None
            axes.plot(share[from_here], right[from_here], style, color=f"C{number}", alpha=alpha, label=label)
    axes.set(xlabel="share of the values that is kept, the surest first", ylabel="share of them that is right")
    axes.set(xlim=(0.3, 1), ylim=(np.floor(lowest * 20) / 20, 1.003))
    axes.legend(frameon=False, loc="lower left", title="dashed: by the rules' own confidence")
    _save(figure, file)


def _save(figure: object, file: Path) -> None:
    figure.savefig(file, metadata={"Date": None})  # type: ignore[attr-defined]
    text = "\n".join(line.rstrip() for line in file.read_text("utf-8").splitlines())
    file.write_text(text + "\n", "utf-8")
