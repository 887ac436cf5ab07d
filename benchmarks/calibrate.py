"""Fits how sure a value is, and measures it on papers that the fit has not seen.

usage: python benchmarks/calibrate.py SHARED [--out DIR] [--again] [--write] [--jobs N]

Reads all papers of the development sets, worn copies of them, and papers of which a person judged values
(`worn_papers`, `observed`); what was read is kept in DIR. Each value is then judged by weights from other papers: from
other towns, and from other papers of any town. `--write` puts the weights from all papers in
`extractors/data/confidence.json` and the plots in `docs/pictures`.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import numpy as np
from fitting import Numbers, expected_error, fitted, left_out
from observed import BY_HAND, Observed, kept, observe
from reliability_plots import Judged, draw
from worn_papers import papers

from griffier.extractors.confidence.grounds import KIND

ROOT = Path(__file__).parents[1]
WEIGHTS = {BY_HAND: 2.0, "clean": 0.1, "worn": 1.0}
"""What a value counts for in the fit. The rules were written on the clean papers: that they are right there says
little. Those that a person judged stand for the many that nobody did."""
CELLS_OF_A_PAPER = 60
"""The cells of one paper count for no more than this many: they are right and wrong together."""


def group(value: Observed) -> str:
    """What sort of paper a value is from."""
    return BY_HAND if value.form == BY_HAND else "worn" if "scan" in value.grounds else "clean"


def weights_of(values: list[Observed]) -> Numbers:
    """What each value counts for."""
    cells = Counter(value.source for value in values if is_cell(value))
    return np.array(
        [
            WEIGHTS[group(value)] * (min(1.0, CELLS_OF_A_PAPER / cells[value.source]) if is_cell(value) else 1.0)
            for value in values
        ]
    )


def is_cell(value: Observed) -> bool:
    """Whether it is a figure of a table."""
    return value.pointer.startswith("/tables/") and "/values/" in value.pointer


def by_town(value: Observed) -> str:
    """What is left out together: a town's papers."""
    return value.town


def by_paper(value: Observed) -> str:
    """What is left out together: a paper in all its forms."""
    return value.source.split(".")[0] if value.form != BY_HAND else value.source


def judged(values: list[Observed], together: Callable[[Observed], str]) -> list[Judged]:
    """Each value with what other papers say of it."""
    said = np.clip(left_out(values, weights_of(values), together), 0.02, 0.99)
    return [
        Judged(group(value), one.item(), raw_of(value), value.right) for value, one in zip(values, said, strict=True)
    ]


def raw_of(value: Observed) -> float:
    """The confidence that the rule gives by itself; tables have none."""
    return float(1 / (1 + np.exp(value.grounds["doubt of rule"]))) if "doubt of rule" in value.grounds else 0.95


def told(name: str, found: list[Judged]) -> str:
    """A line of the table in `docs/confidence.md`."""
    said, raw, right = (np.array([getattr(one, part) for one in found], float) for part in ("said", "by_rule", "right"))
    sure = said >= 0.9
    precision = f"{right[sure].mean():.3f}" if sure.any() else "–"
    return (
        f"| {name} | {len(found)} | {right.mean():.3f} | {said.mean():.3f} | {expected_error(said, right):.3f} "
        f"| {expected_error(raw, right):.3f} | {precision} of {sure.mean():.0%} |"
    )


def fields_told(values: list[Observed], found: list[Judged], least: int = 60) -> list[str]:
    """Lines by field, of those with many values."""
    of_field: dict[str, list[Judged]] = defaultdict(list)
    for value, one in zip(values, found, strict=True):
        of_field[f"`{value.field}`"].append(one)
    return [told(name, some) for name, some in sorted(of_field.items()) if len(some) >= least]


def main() -> None:
    """Read, judge by other papers, tell, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--out", type=Path, default=Path("out/calibrate"))
    parser.add_argument("--again", action="store_true", help="read the papers again")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    file = given.out / "observed.jsonl"
    if given.again or not file.is_file():
        observe(papers(given.shared), given.shared, file, given.jobs)
    everything = list(kept(file))
    kinds = [value for value in everything if value.pointer == KIND]
    cells = [value for value in everything if is_cell(value)]
    values = [value for value in everything if not is_cell(value) and value.pointer != KIND]
    print("| what | values | right | said | ECE | ECE of the rules | right from 0.9 on |\n|" + "---|" * 7)
    for name, together in (("other towns", by_town), ("other papers", by_paper)):
        found = judged(values, together)
        for sort in WEIGHTS:
            print(told(f"{sort}, by {name}", [one for one in found if one.sort == sort]))
        of_cells = judged(cells, together)
        for sort in ("clean", "worn"):
            print(told(f"cells, {sort}, by {name}", [one for one in of_cells if one.sort == sort]))
        if together is by_town:
            by_field, drawn = fields_told(values, found), [*found, *(one.of_cell() for one in of_cells)]
        else:
            drawn += [one.of_paper() for one in found if one.sort == BY_HAND]
    of_kinds = [Judged(group(one), raw_of(one), raw_of(one), one.right) for one in kinds]
    for sort in WEIGHTS:
        print(told(f"kinds, {sort}, as the classifier says", [one for one in of_kinds if one.sort == sort]))
    print("\n".join(by_field))
    if given.write:
        parts = {"values": values, "cells": cells}
        weights = {name: fitted(part, weights_of(part)) for name, part in parts.items()}
        rounded = {
            name: {ground: round(one, 3) for ground, one in some.items() if abs(one) >= 0.001}
            for name, some in weights.items()
        }
        (ROOT / "extractors/data/confidence.json").write_text(
            json.dumps(rounded, ensure_ascii=False, indent=1) + "\n", "utf-8"
        )
        draw(drawn, ROOT / "docs/pictures")


if __name__ == "__main__":
    main()
