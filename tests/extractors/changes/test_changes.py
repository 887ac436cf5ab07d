"""What an amendment changes, from `tests/cases/amendments.jsonl`."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from griffier.extractors.amendment import extract
from griffier.extractors.drafting.context import Context
from griffier.extractors.drafting.draft import settle
from griffier.schemas.document import Cell, Document, Grid, Layer, Page, Part, Span, plain_document

ROWS = [
    json.loads(x) for x in (Path(__file__).parents[2] / "cases" / "amendments.jsonl").read_text("utf-8").splitlines()
]


def changes(doc: Document) -> tuple[list[list[str | None]], list[Any]]:
    draft = extract(Part.whole(doc), Context())
    draft.pop("findings")
    values, _ = settle(draft, doc)
    return [[c["action"], c["target"], c["original"], c["replacement"]] for c in values["changes"]], values["requests"]


@pytest.mark.parametrize("case", [pytest.param(r, id=r["why"]) for r in ROWS])
def test_changes(case: dict[str, Any]) -> None:
    found, requests = changes(plain_document(case["text"]))
    assert found == case["changes"]
    if found:
        assert requests == []


WORDS = [
    json.loads(x) for x in (Path(__file__).parents[2] / "cases" / "change_words.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("case", [pytest.param(r, id=r["why"]) for r in WORDS])
def test_words_of_changes(case: dict[str, Any]) -> None:
    """Each sentence is an amendment of its own."""
    told = [(said, changes(plain_document(f"Amendement\n\nBesluit:\n\n{said}"))[0]) for said, _ in case["sentences"]]
    assert told == [(said, [change] if change else []) for said, change in case["sentences"]]


@pytest.mark.parametrize(
    ("lead", "target"),
    [
        ("Besluit:", None),
        (
            "De raad van de gemeente Proefdam besluit het voorgestelde besluit als volgt aan te passen:",
            "het voorgestelde besluit",
        ),
    ],
)
def test_a_table_of_old_and_new_text(lead: str, target: str | None) -> None:
    cells = ["Oude tekst", "Nieuwe tekst", "Inwoners worden gehoord.", "Inwoners beslissen mee."]
    text = f"{lead}\n\n" + "\n\n".join(cells)
    starts = [text.index(c) for c in cells]
    grid = Grid(
        1,
        2,
        2,
        tuple(Cell(i // 2, i % 2, (Span(s, s + len(c)),)) for i, (s, c) in enumerate(zip(starts, cells, strict=True))),
    )
    doc = Document(text=text, pages=(Page(1, 0, len(text)),), grids=(grid,))
    assert changes(doc)[0] == [["replace", target, "Inwoners worden gehoord.", "Inwoners beslissen mee."]]


def _table(lead: str, rows: list[list[str]]) -> Document:
    """A document of one table below a line."""
    cells = [c for row in rows for c in row]
    text, places = "Besluit:\n\n" + lead, []
    for cell in cells:
        text += "\n\n"
        places.append((len(text), len(text) + len(cell)))
        text += cell
    width = len(rows[0])
    made = tuple(Cell(i // width, i % width, (Span(*p),) if p[0] < p[1] else ()) for i, p in enumerate(places))
    return Document(text=text, pages=(Page(1, 0, len(text)),), grids=(Grid(1, len(rows), width, made),))


def test_the_line_above_a_table_names_what_is_changed() -> None:
    doc = _table("Beslispunt 2 als volgt te wijzigen:", [["Was", "Wordt"], ["De norm is 1,2.", "De norm is 0,9."]])
    assert changes(doc)[0] == [["replace", "Beslispunt 2", "De norm is 1,2.", "De norm is 0,9."]]


def test_a_column_names_what_is_changed_and_a_remark_does_not() -> None:
    head = ["Toelichting", "Huidige tekst", "Voorgestelde tekst", "Artikel"]
    doc = _table(
        "De verordening te wijzigen:",
        [head, ["Strenger", "Twee.", "Een.", "Artikel 2"], ["Nieuw", "", "Drie.", "Artikel 5"]],
    )
    assert changes(doc)[0] == [["replace", "Artikel 2", "Twee.", "Een."], ["insert", "Artikel 5", None, "Drie."]]


def test_what_is_read_above_a_table_is_no_target() -> None:
    doc = _table(
        "De volgende wijzigingen aan te brengen:", [["Tekst raadsvoorstel", "Tekst amendement"], ["Twee.", "Een."]]
    )
    assert changes(doc)[0] == [["replace", None, "Twee.", "Een."]]


def test_who_signs_below_changes_without_a_dictum() -> None:
    """Nothing but the changes says where the paper ends: what stands under them signs it, what leads up to them is no
    title."""
    text = (
        "AMENDEMENT\nRaadsvergadering van 13 juli 2023\n\nOndergetekenden stellen het volgende amendement voor:\n\n"
        'Het ontwerpbesluit als volgt te wijzigen:\n\nBeslispunt 3:\n"De tarieven met 5% te verhogen"\n\n'
        'te vervangen door:\n"De tarieven met 2% te verhogen".\n\nToelichting:\nDe lasten stijgen al fors.\n\n'
        "VVD,                        CDA,\nR. Proefstra                B. Testers\n"
    )
    doc = plain_document(text)
    draft = extract(Part.whole(doc), Context())
    draft.pop("findings")
    values, _ = settle(draft, doc)
    assert [(s["name"], s["party"]) for s in values["submitters"]] == [("R. Proefstra", "VVD"), ("B. Testers", "CDA")]
    assert values.get("title") is None
    assert [c["target"] for c in values["changes"]] == ["Beslispunt 3"]


def _struck(text: str) -> Document:
    """A document whose words between tildes are struck through."""
    plain, spans, at = "", [], 0
    for k, piece in enumerate(text.split("~")):
        plain, at = plain + piece, len(plain)
        spans += [(Span(at, len(plain)), Layer.STRUCK)] if k % 2 else []
    return replace(plain_document(plain), layers=tuple(spans))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Artikel 4: ~Het tarief bedraagt € 10.~ Het tarief bedraagt € 9.",
            ["replace", "Artikel 4", "Het tarief bedraagt € 10.", "Het tarief bedraagt € 9."],
        ),
        ("~Het tarief vervalt.~\n\nToelichting\nDat is beter.", ["delete", None, "Het tarief vervalt.", None]),
        ("Het tarief bedraagt ~€ 10~ € 9 per dag.", None),
    ],
    ids=["a sentence and the new one behind it", "a sentence that goes", "words inside a sentence"],
)
def test_words_struck_through(text: str, found: list[str | None] | None) -> None:
    doc = _struck(f"Amendement over het tarief\n\nDe raad besluit het volgende aan te passen:\n\n{text}\n")
    assert changes(doc)[0] == ([found] if found else [])
