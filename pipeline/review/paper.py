"""One record as its review page shows it: its values in order, each with its places, and what needs a look first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from jsonpointer import escape

Json = dict[str, Any]

NOT_SHOWN = frozenset(
    {"schema_version", "producer", "id", "source", "evidence", "findings", "coverage", "kind_confidence"}
)
"""Fields of a record that are about it, not in it."""

LOW = 0.8
"""Confidence under which a value needs a look."""

_FIRST = ("kind", "title", "date", "number", "status", "municipality")
_LAST = ("references", "amounts", "entities", "policy_areas", "language")


@dataclass(frozen=True)
class Value:
    """One scalar of a record. `places`: indices into the record's evidence; `doubt`: why it needs a look, or ""."""

    pointer: str
    value: Any
    places: tuple[int, ...]
    confidence: float | None
    doubt: str = ""

    def as_json(self) -> Json:
        """What the page reads."""
        return {
            "pointer": self.pointer,
            "value": self.value,
            "places": self.places,
            "confidence": self.confidence,
            "doubt": self.doubt,
        }


def values_of(record: Json) -> list[Value]:
    """Every scalar of a record that is in the document, those of its head first; rows of tables stand apart."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, entry in enumerate(record["evidence"]):
        places[entry["pointer"]].append(index)
    doubted = {finding["pointer"] for finding in record["findings"] if finding["severity"] != "info"}
    out = []
    for name in fields_of(record):
        for pointer, value in _leaves(record[name], f"/{name}", name == "tables"):
            found = places.get(pointer, [])
            sure = min((record["evidence"][i]["confidence"] for i in found), default=None)
            out.append(Value(pointer, value, tuple(found), sure, _doubt(pointer, sure, doubted)))
    return out


def fields_of(record: Json) -> list[str]:
    """The names of a record's fields as they are shown: its head first, what every kind has last."""
    return sorted(record.keys() - NOT_SHOWN, key=lambda name: _order(name, record))


def _order(name: str, record: Json) -> tuple[int, int]:
    rank = _FIRST.index(name) if name in _FIRST else len(_FIRST) + (name in _LAST)
    return rank, list(record).index(name)


def _leaves(node: Any, pointer: str, in_tables: bool) -> Iterator[tuple[str, Any]]:
    """The scalars under a pointer; nulls, and the columns and rows of tables, are none."""
    if isinstance(node, dict):
        for key, inner in node.items():
            if not (in_tables and key in ("rows", "columns", "pages")):
                yield from _leaves(inner, f"{pointer}/{escape(key)}", in_tables)
    elif isinstance(node, list):
        for i, inner in enumerate(node):
            yield from _leaves(inner, f"{pointer}/{i}", in_tables)
    elif node is not None:
        yield pointer, node


def _doubt(pointer: str, sure: float | None, doubted: set[str]) -> str:
    if pointer in doubted:
        return "finding"
    return "low" if sure is not None and sure < LOW else ""


def tables_of(record: Json) -> list[Json]:
    """The tables of a report, their cells in the order of their columns: `[printed value, span]` a cell."""
    out = []
    for number, table in enumerate(record.get("tables") or []):
        keys = [column["key"] for column in table["columns"]]
        rows = [
            {
                "label": " ".join(filter(None, (row.get("number"), row["label"]))),
                "role": row["role"],
                "page": row["page"],
                "label_span": row.get("label_span"),
                "cells": [
                    [row["values"].get(key), span]
                    for key, span in zip(keys, row.get("spans") or [None] * len(keys), strict=False)
                ],
            }
            for row in table["rows"]
        ]
        out.append({"pointer": f"/tables/{number}", "title": table["title"], "columns": keys, "rows": rows})
    return out


def pages_of(record: Json) -> list[Json]:
    """Of `source.pages` the pages of the file that a document takes, in order."""
    first, last = record["source"].get("page_range") or (1, len(record["source"]["pages"]))
    return [page for page in record["source"]["pages"] if first <= page["number"] <= last]


def urgency(record: Json, values: Sequence[Value]) -> int:
    """How much a record with its values needs a look: errors and warnings, then doubtful values, then unread lines."""
    weights = {"error": 100, "warning": 20, "info": 0}
    doubtful = sum(value.doubt == "low" for value in values)
    unread = (record.get("coverage") or {}).get("unread", 0)
    return sum(weights[finding["severity"]] for finding in record["findings"]) + 5 * doubtful + int(unread)
