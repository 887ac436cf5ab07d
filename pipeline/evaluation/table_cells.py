"""Tables, cell by cell: a cell is the name of its row, its column and its figure. Empty cells and zeros do not
count."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from griffier.pipeline.evaluation.sameness import exact, fold, number, pairs
from griffier.pipeline.evaluation.tally import Comparison, Data

Cell = tuple[str, str, float]
_WORD = re.compile(r"\w+")
_YEAR = re.compile(r"(19|20)\d\d")
_TOTALS = ("totaal", "sub totaal", "subtotaal")
_NAME = 40
"""Characters of a row's name that count."""

_COLUMNS_ALIKE = 0.5
"""From here on two heads may be those of one column."""

_PERCENT = 0.001
"""Of two heads as alike, the one that says per cent as the other does wins."""

_ON_ITS_PAGE = 1.01
"""Of two tables with as many cells in common, the one on the page wins."""


def compare_tables(c: Comparison, gold: list[Data], found: list[Data]) -> None:
    """Every gold table beside the found one that shares most figures with it. Tables that the gold does not have do not
    count."""
    partner = partners(gold, found)
    for i, table in enumerate(gold):
        other = _renamed(table, found[partner[i]]) if i in partner else {}
        wanted, got = cells(table), cells(other)
        name = (table.get("title"), table.get("page"))
        met = (wanted & got).total()
        c.count(
            "tables.cells",
            met,
            got.total() - met,
            wanted.total() - met,
            hits=[(*cell, *name) for cell in (wanted & got).elements()],
            missed=[(*cell, *name) for cell in (wanted - got).elements()],
            extra=[(*cell, *name) for cell in (got - wanted).elements()],
        )
        met = (_without_period(wanted) & _without_period(got)).total()
        c.count("tables.cells_ignoring_period", met, got.total() - met, wanted.total() - met)
        if i in partner:
            c.scalar("tables.unit", number(table.get("unit")), number(other.get("unit")), exact)
            if "sign" in table and not c.skipped(f"/tables/{i}/sign"):
                c.scalar("tables.sign", table.get("sign"), other.get("sign"), exact)
        c.count(
            "tables.found",
            int(i in partner),
            0,
            int(i not in partner),
            hits=[name] * (i in partner),
            missed=[name] * (i not in partner),
        )


def partners(gold: list[Data], found: list[Data]) -> dict[int, int]:
    """Which found table is each gold one, by their indices."""
    return dict(pairs(gold, found, _alike))


def cells(table: Data) -> Counter[Cell]:
    """The cells of a table, a total that is told apart from the rows among them."""
    return Counter(cell for _, _, cell in named_cells(table))


def named_cells(table: Data, like: Data | None = None) -> Iterator[tuple[int, str, Cell]]:
    """The cells of a table that hold a figure, each with the number of its row and the key of its column; a total that
    is told apart is a row more. `like`: the table of the gold after whose columns they are named."""
    rows = list(table.get("rows") or [])
    totals = table.get("totals")
    if totals and not any(_figures(row.get("values")) == _figures(totals) for row in rows):
        rows.append({"label": "totaal", "values": totals})
    names = _names(like, table) if like else {}
    for i, row in enumerate(rows):
        for key, value in (row.get("values") or {}).items():
            figure = number(value)
            if figure:
                yield i, key, (_row_name(row), fold(names.get(key, key)), figure)


def _figures(values: Any) -> dict[str, float | None]:
    return {key: number(value) for key, value in (values or {}).items()}


def _row_name(row: Data) -> str:
    name = fold(f"{row.get('number') or ''} {row.get('label') or ''}")
    return "totaal" if name.startswith(_TOTALS) else name[:_NAME]


def _without_period(all_cells: Counter[Cell]) -> Counter[tuple[str, float]]:
    return Counter((row, figure) for row, _, figure in all_cells.elements())


def _alike(gold: Data, found: Data) -> float:
    wanted, got = cells(gold), cells(found)
    if not wanted or not got:
        return 0.0
    share = (_without_period(wanted) & _without_period(got)).total() / max(1, wanted.total())
    return share * _ON_ITS_PAGE if gold.get("page") in [found.get("page"), *(found.get("pages") or ())] else share


def _renamed(gold: Data, found: Data) -> Data:
    """The found table under the gold's column names."""
    names = _names(gold, found)
    rows = [
        {**row, "values": {names.get(key, key): value for key, value in (row.get("values") or {}).items()}}
        for row in found.get("rows") or []
    ]
    return {**found, "rows": rows}


def _names(gold: Data, found: Data) -> dict[str, str]:
    """Found column -> the gold's: heads are bags of words, and each takes the name that it shares most with."""
    gold_keys, found_keys = _keys(gold), _keys(found)
    return {found_keys[j]: gold_keys[i] for i, j in pairs(gold_keys, found_keys, _same_head)}


def _keys(table: Data) -> list[str]:
    return list(dict.fromkeys(key for row in table.get("rows") or [] for key in row.get("values") or {}))


def _same_head(gold: str, found: str) -> float:
    if fold(gold) == fold(found):
        return 2.0
    one, two = set(_WORD.findall(fold(gold))), set(_WORD.findall(fold(found)))
    if not one or not two:
        return 0.0
    differ_in_year = any(_YEAR.fullmatch(word) for word in one ^ two)
    nested = one <= two or two <= one
    if differ_in_year and not nested and {w for w in one if w.isdecimal()} != {w for w in two if w.isdecimal()}:
        return 0.0
    shared = len(one & two)
    score = shared / min(len(one), len(two)) * (0.5 + 0.5 * shared / len(one | two))
    return score + _PERCENT * (("%" in gold) == ("%" in found)) if score >= _COLUMNS_ALIKE else 0.0
