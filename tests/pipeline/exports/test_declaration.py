"""The declaration of the flat tables: nothing of a record is left out, everything has its meaning."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from griffier.pipeline.exports.flat.codebook import codebook_rows, package
from griffier.pipeline.exports.flat.declaration import declared, flat_tables
from griffier.pipeline.exports.flat.made import MAKERS, ROWS
from griffier.pipeline.exports.flat.model_paths import fields_by_name, inner, patterns
from griffier.schemas.dossier import Dossier
from griffier.schemas.kinds import record_types

MODELS = {**record_types(), "dossier": Dossier}

MADE = {
    # what a maker takes up, by the column that holds it
    "id": "dossiers.dossier_id",
    "source/page_range": "documents.first_page",
    "tables/*/rows/*/values": "table_cells.value",
    "tables/*/rows/*/spans": "table_cells.text_start",
    "tables/*/rows/*/label_span": "table_cells.label_start",
    "tables/*/rows/*/methods": "table_cells.method",
    "evidence/*/boxes/*": "boxes.x0",
    "items/*/matter/date": "vote_events.tabled_or_decided",
    "vote_events/*/matter/type": "vote_events.matter_type",
    "vote_events/*/matter/number": "vote_events.number",
    "vote_events/*/matter/title": "vote_events.title",
}
"""Fields of the records that a function takes up, or that stand in a table in which the row has another place."""

PLACES = {
    "cells": {"Table": "tables/*", "Row": "tables/*/rows/*", "Column": "tables/*/columns/*"},
    "comparisons": {},
}


def leaves(model: type[BaseModel], at: str = "", above: str = "") -> Iterator[str]:
    """The paths of everything that a model may say: `**` where items stand in items."""
    for name, (_, field) in fields_by_name(model).items():
        held = inner(field.annotation)
        many = str(field.annotation).startswith("list[")
        if not (isinstance(held, type) and issubclass(held, BaseModel)):
            boxes = "tuple" in str(held) and many and name == "boxes"
            yield f"{at}{name}/*" if boxes else f"{at}{name}"
        elif held is not model:
            deep = any(inner(f.annotation) is held for _, f in fields_by_name(held).values())
            yield from leaves(held, f"{at}{name}/{'**' if deep else '*'}/" if many else f"{at}{name}/")


def covered(model: type[BaseModel], of: str) -> set[str]:
    """The paths that some column holds."""
    found: set[str] = set()
    for told in declared()["tables"].values():
        if told.get("of", "record") != of:
            continue
        froms = [c.get("from", c["name"]) for c in told["columns"] if "make" not in c and "key_of" not in c]
        if isinstance(told["rows"], str):
            places = PLACES[told["rows"]]
            named = (f[1:].split("/", 1) for f in froms if f.startswith("@"))
            found |= {f"{places[name]}/{path}" for name, path in named if name in places}
            continue
        for path in told["rows"]:
            for pattern in patterns(model, path):
                names = [""]
                for step in pattern.steps:
                    names.append(f"{names[-1]}{step.name}/" + ("**/" if step.deep else "*/" if step.many else ""))
                for said in froms:
                    if said == ".":
                        found |= {names[-1].rstrip("/"), names[-1].rstrip("/").removesuffix("/*")}
                    elif said.startswith("@"):
                        name, _, rest = said[1:].partition("/")
                        found |= {
                            at + rest for at, m in zip(names, pattern.models, strict=True) if m and m.__name__ == name
                        }
                    else:
                        found.add(names[-1] + said)
    return found


@pytest.mark.parametrize("kind", sorted(MODELS))
def test_every_field_of_every_kind_is_in_a_table(kind: str) -> None:
    said = set(leaves(MODELS[kind]))
    assert len(said) > 10
    missing = said - covered(MODELS[kind], "dossier" if kind == "dossier" else "record") - set(MADE)
    assert missing == set()


def test_what_makers_take_up_is_where_the_list_says() -> None:
    columns = {f"{t.name}.{c.name}" for t in flat_tables().values() for c in t.columns}
    assert set(MADE.values()) <= columns


def test_every_column_has_a_meaning_in_english_and_dutch() -> None:
    for _, column, kind, *_, en, nl in codebook_rows(list(flat_tables())):
        assert len(en) > 3 and len(nl) > 3 and en != nl, column
        assert not column or kind in ("string", "integer", "number", "decimal", "boolean", "day", "year")


def test_names_are_unique_and_every_reference_leads_to_a_table() -> None:
    for table in flat_tables().values():
        names = [c.name for c in table.columns]
        assert len(set(names)) == len(names), table.name
        assert {c.references for c in table.columns} - {None} <= set(flat_tables()), table.name
        assert {*table.facets, *table.search, *filter(None, [table.label])} <= set(names), table.name


def test_every_maker_is_asked_for() -> None:
    asked = {c["make"] for t in declared()["tables"].values() for c in t["columns"] if "make" in c}
    assert asked == set(MAKERS)
    assert {t["rows"] for t in declared()["tables"].values() if isinstance(t["rows"], str)} == {*ROWS, "parties"}


def test_the_codebook_is_table_schema() -> None:
    frictionless = pytest.importorskip("frictionless")
    descriptor = package(list(flat_tables()), folder=True)
    made = frictionless.Package.from_descriptor(descriptor)
    requests = next(r for r in made.resources if r.name == "requests")
    assert requests.schema.primary_key == ["request_id"]
    assert requests.schema.get_field("deadline").type == "date"
    assert requests.schema.get_field("text").description == "whole, line breaks and hyphenation undone"


def test_a_column_knows_every_word_that_it_may_hold() -> None:
    columns = {f"{t.name}.{c.name}": c.enum for t in flat_tables().values() for c in t.columns}
    assert {"adopted", "open", "settled"} <= set(columns["dossiers.status"])
    assert columns["requests.text"] == ()
    assert set(columns["documents.kind"]) == set(record_types())
