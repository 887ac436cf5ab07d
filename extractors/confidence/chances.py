"""The chance that a value is right, from its grounds: the confidences that a record publishes.

The weights in `extractors/data/confidence.json` are log-odds, fitted by `make calibrate` on papers with gold, worn
copies of them and values of other papers that a person judged. Ridge keeps what few papers show near nought, so a
ground that the file does not know counts nothing. `kind_confidence` is the classifier's own (`docs/kinds.md`).
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from griffier.extractors.confidence.grounds import Grounds, grounds_of_cells, grounds_of_values
from griffier.extractors.drafting.draft import escape
from griffier.schemas.document import Document
from griffier.schemas.record import Record

LEAST, MOST = 0.02, 0.99
"""Nothing is quite certain: neither that a value is right nor that it is wrong."""


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """`values` and `cells`, each ground -> log-odds."""
    data: Mapping[str, Mapping[str, float]] = json.loads(
        files("griffier.extractors").joinpath("data/confidence.json").read_text("utf-8")
    )
    return data


def chance(grounds: Grounds, by: Mapping[str, float]) -> float:
    """0..1, to two digits."""
    total = sum(by.get(ground, 0.0) * measure for ground, measure in grounds.items())
    return round(min(MOST, max(LEAST, 1 / (1 + math.exp(-max(-30.0, min(30.0, total)))))), 2)


def weigh(record: Record, doc: Document) -> None:
    """Put the chance of each value in its evidence and that of each cell in its table, in place. `doc`: the document as
    it was read. The kind, what was given, and what is said of findings stay as they are."""
    sure = {pointer: chance(grounds, weights()["values"]) for pointer, grounds in grounds_of_values(record, doc)}
    if getattr(record, "tables", None):
        _weigh_cells(record, doc)
    for entry in record.evidence:
        entry.confidence = sure.get(entry.pointer, entry.confidence)


def _weigh_cells(record: Record, doc: Document) -> None:
    sure = {pointer: chance(grounds, weights()["cells"]) for pointer, grounds in grounds_of_cells(record, doc)}
    for i, table in enumerate(getattr(record, "tables", ())):
        cells = [
            (row, key, sure[at])
            for j, row in enumerate(table.rows)
            for key in row.values
            if (at := f"/tables/{i}/rows/{j}/values/{escape(key)}") in sure
        ]
        if not cells:
            continue
        table.confidence = Counter(one for _, _, one in cells).most_common(1)[0][0]
        for row, key, one in cells:
            if one != table.confidence:
                row.confidences[key] = one
