"""The declaration of the flat tables: nothing of a record is left out, everything has its meaning."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import pytest
from pydantic import Field

from griffier.pipeline.exports.flat.codebook import codebook_rows, package
from griffier.pipeline.exports.flat.declaration import declared, flat_tables
from griffier.pipeline.exports.flat.made import MAKERS, ROWS
from griffier.pipeline.exports.flat.model_paths import pointer
from griffier.pipeline.exports.flat.undeclared import leaves, taken_up, undeclared
from griffier.schemas.base import Model
from griffier.schemas.dossier import Dossier
from griffier.schemas.kinds import record_types
from griffier.schemas.record import Record

DECLARED = {
    **dict.fromkeys(("agenda", "amendment", "budget_report", "council_decision", "council_proposal"), "record"),
    **dict.fromkeys(("decision_list", "letter", "minutes", "motion", "other", "promise"), "record"),
    "written_questions": "record",
    "dossier": "dossier",
}
"""The kinds whose fields all have a column. A kind that is added has its fields in `other_fields` until then."""


@pytest.mark.parametrize("kind", DECLARED)
def test_every_field_of_every_declared_kind_has_its_column(kind: str) -> None:
    model = {**record_types(), "dossier": Dossier}[kind]
    said = set(leaves(model))
    assert len(said) > 10
    missing = said - taken_up(model, declared()["tables"], DECLARED[kind])
    assert missing == set(), "give it a column in tables.toml"


def test_what_a_new_kind_says_stands_in_other_fields(record: Callable[..., dict[str, Any]]) -> None:
    class Chapter(Model):
        title: str = Field(description="as printed")
        chapters: list[Chapter] = Field(default_factory=list, description="nested")

    class Agreement(Record):
        kind: Literal["agreement"] = "agreement"
        term: str | None = Field(default=None, description="the years it is for")
        numbers: list[int] = Field(default_factory=list, description="of pages")
        parts: list[Chapter] = Field(default_factory=list, description="its parts")
        empty: list[str] = Field(default_factory=list, description="nothing")

    inside = {"title": "Wonen", "chapters": [{"title": "Bouw"}]}
    one = record("agreement", "a.txt", title="Samen", term="2022/2026", numbers=[1, 2], parts=[inside])
    made = Agreement.model_validate(one)
    told = {pointer(found.at): found.trail[-1] for found in undeclared(made)}
    assert told == {
        "/term": "2022/2026",
        "/numbers": [1, 2],
        "/parts/0/title": "Wonen",
        "/parts/0/chapters/0/title": "Bouw",
    }


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
