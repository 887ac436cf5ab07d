"""The tables of `tests/cases/town_tables.txt` in every form: every cell, key, unit, sign, section and total; no
alarm."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from griffier.extractors.budgets.contract_tables import tables_of
from griffier.extractors.checks.tables import table_findings
from griffier.pipeline.readers.door import read
from griffier.pipeline.source import SourceFile
from griffier.schemas.budget_report import Table
from griffier.schemas.document import Part
from griffier.tests.extractors.tables.town_pages import as_pdf
from griffier.tests.extractors.tables.town_tables import TownTable, as_docx, as_html, as_text, cases, cells_of, score

CASES = cases()
FORMS: dict[str, tuple[str, Callable[[list[TownTable]], bytes]]] = {
    "pdf": ("begroting.pdf", as_pdf),
    "html": ("begroting.html", as_html),
    "docx": ("begroting.docx", as_docx),
    "blanks": ("begroting.txt", partial(as_text, manner="blanks")),
    "bars": ("begroting.txt", partial(as_text, manner="pipes")),
}


def found(form: str, town: list[TownTable]) -> tuple[list[Table], Part]:
    """The tables that Griffier reads in one form of a document."""
    name, make = FORMS[form]
    part = Part.whole(read(SourceFile(name, make(town))))
    return tables_of(part), part


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", CASES)
def test_every_cell(form: str, name: str) -> None:
    tables, part = found(form, CASES[name])
    result = score(CASES[name], tables)
    assert (result.extra, result.missed, result.faults) == ([], [], [])
    assert [(f.code, f.message) for f in table_findings(tables, part.text)] == []


@pytest.mark.parametrize("form", ["pdf", "html", "blanks"])
def test_every_cell_and_word_is_where_it_says(form: str) -> None:
    for name in (
        "trailing minus two levels",
        "programme and description",
        "project and portfolio",
        "letters in columns",
    ):
        tables, part = found(form, CASES[name])
        (town,) = CASES[name]
        for table in tables:
            words = [i for i, c in enumerate(table.columns) if c.kind == "text"]
            assert len(words) == town.cols.count("t")
            for row in table.rows:
                for i, span in enumerate(row.spans):
                    quote = part.doc.text[span[1] : span[2]] if span else ""
                    assert quote == quote.strip()
                    assert (
                        any(c.isdigit() for c in quote) == (row.values[table.columns[i].key] is not None) or i in words
                    )
                    if i in words and quote:
                        assert any(quote in typed for typed in town.rows)


@pytest.mark.parametrize("name", CASES)
def test_where_each_cell_has_a_line_of_its_own_nothing_is_invented(name: str) -> None:
    doc = read(SourceFile("begroting.txt", as_text(CASES[name], "lines")))
    result = score(CASES[name], tables_of(Part.whole(doc)))
    assert result.extra == []
    assert not [fault for fault in result.faults if fault.startswith("invented")]


@pytest.mark.parametrize("name", CASES)
def test_one_blank_between_cells_gives_no_figure_a_wrong_place(name: str) -> None:
    """Words of upper levels may be missing from a key, and words of a second column stand in the label; nothing else
    may differ."""
    part = Part.whole(read(SourceFile("begroting.txt", as_text(CASES[name], "flat"))))
    tables = tables_of(part)
    truth = [cell for town in CASES[name] for cell in town.truth()]
    for table in tables:
        for label, key, value in cells_of(table):
            assert any(
                v == value and set(key.split()) <= set(k.split()) and n.split()[-1] in label for n, k, v in truth
            ), (
                label,
                key,
                value,
            )
    assert [(f.code, f.message) for f in table_findings(tables, part.text)] == []
