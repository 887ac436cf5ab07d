"""The codebook that travels with every export: what each column means, in English and Dutch, its type, and how the
tables hang together. As Table Schema (https://specs.frictionlessdata.io/table-schema/) and as rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from griffier.pipeline.exports.flat.declaration import FlatColumn, FlatTable, flat_tables
from griffier.pipeline.process import griffier_version

_TYPES = {"decimal": "number", "day": "date"}
HEADS = ("table_name", "column_name", "type", "is_key", "leads_to", "allowed", "meaning", "betekenis")
"""Of the codebook as rows."""


def table_schema(table: FlatTable, *, decimal_comma: bool = False) -> dict[str, Any]:
    """One table as Table Schema; what is Dutch stands in `description_nl`. A foreign key without a value is null."""
    fields = [_field(column, table.key, decimal_comma) for column in table.columns]
    keys = [
        {
            "fields": [c.name],
            "reference": {
                "resource": "" if c.references == table.name else c.references,
                "fields": [flat_tables()[c.references].key],
            },
        }
        for c in table.columns
        if c.references is not None
    ]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""], "primaryKey": [table.key]}
    return schema | ({"foreignKeys": keys} if keys else {})


def _field(column: FlatColumn, key: str, decimal_comma: bool) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.name == key:
        constraints["unique"] = True
    if column.enum:
        constraints["enum"] = list(column.enum)
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES.get(column.type, column.type),
        "description": column.en,
        "description_nl": column.nl,
    }
    if decimal_comma and field["type"] == "number":
        field["decimalChar"] = ","
    if field["type"] == "boolean":
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    return field | ({"constraints": constraints} if constraints else {})


def package(names: Iterator[str] | list[str], *, folder: bool = False, dutch: bool = False) -> dict[str, Any]:
    """The tables as a Data Package. `folder`: each has its file TABLE.csv beside, `dutch` as Dutch Excel reads it."""
    resources = []
    for name in names:
        table = flat_tables()[name]
        resource: dict[str, Any] = {"name": name}
        if folder:
            dialect = {"delimiter": ";" if dutch else ",", "lineTerminator": "\r\n", "quoteChar": '"', "header": True}
            resource |= {"path": f"{name}.csv", "format": "csv", "mediatype": "text/csv", "dialect": dialect}
            resource |= {"encoding": "utf-8-sig" if dutch else "utf-8"}
        resource |= {"profile": "tabular-data-resource", "description": table.en, "description_nl": table.nl}
        resources.append(resource | {"schema": table_schema(table, decimal_comma=dutch)})
    return {
        "profile": "tabular-data-package",
        "name": "griffier",
        "title": "Papers of Dutch municipal councils, read by Griffier",
        "title_nl": "Stukken van gemeenteraden, gelezen door Griffier",
        "version": griffier_version(),
        "resources": resources,
    }


def write_codebook(path: Path, names: list[str], *, folder: bool = False, dutch: bool = False) -> None:
    """The package as a file of JSON. Raises OSError."""
    told = json.dumps(package(names, folder=folder, dutch=dutch), ensure_ascii=False, indent=1)
    path.write_text(told + "\n", encoding="utf-8")


def codebook_rows(names: list[str]) -> Iterator[tuple[str, ...]]:
    """A row a column, in the order of `HEADS`; a table's own meaning stands on a row without a column."""
    for name in names:
        table = flat_tables()[name]
        yield (name, "", "", "", "", "", table.en, table.nl)
        for column in table.columns:
            yield (
                name,
                column.name,
                column.type,
                "key" if column.name == table.key else "",
                column.references or "",
                " | ".join(column.enum),
                column.en,
                column.nl,
            )
