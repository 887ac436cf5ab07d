"""Recitals and requests, from the cases in `tests/cases`, and what holds for every text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from griffier.extractors.drafting.context import Context
from griffier.extractors.drafting.draft import settle
from griffier.extractors.motions.motion_fields import tabled_fields
from griffier.schemas.document import Part, plain_document

CASES = Path(__file__).parents[2] / "cases"


def cases(name: str) -> list[Any]:
    rows = [json.loads(line) for line in (CASES / f"{name}.jsonl").read_text("utf-8").splitlines()]
    return [pytest.param(row, id=row["why"]) for row in rows]


def fields(text: str) -> dict[str, Any]:
    doc = plain_document(text)
    draft = tabled_fields(Part.whole(doc), Context())
    draft.pop("findings")
    values, evidence = settle(draft, doc)
    for entry in evidence:
        assert doc.text[entry.start : entry.end] == entry.quote
    return values


@pytest.mark.parametrize("case", cases("recitals"))
def test_recitals(case: dict[str, Any]) -> None:
    found = fields(case["text"])["recitals"]
    assert [[r["type"], [i["text"] for i in r["items"]]] for r in found] == case["recitals"]
    if "nested" in case:
        assert [i["text"] for r in found for item in r["items"] for i in item["items"]] == case["nested"]


@pytest.mark.parametrize("case", cases("requests"))
def test_requests(case: dict[str, Any]) -> None:
    found = fields(case["text"])["requests"]
    assert [[r["verb"], r["addressee"], [i["text"] for i in r["items"]]] for r in found] == case["requests"]


ASKS = "Verzoekt het college:\n- te bouwen.\n\n"
CLOSES = "En gaat over tot de orde van de dag.\n"


@pytest.mark.parametrize("case", cases("dictum_words"))
def test_words_of_a_dictum(case: dict[str, Any]) -> None:
    """Each heading with an item of its own, all in one document; each line behind a dictum in one of its own."""
    if grounds := case.get("recitals"):
        text = "".join(f"{head}:\n- het punt {k} er is;\n\n" for k, (head, _) in enumerate(grounds))
        found = fields(text + ASKS + CLOSES)["recitals"]
        assert [[r["heading"], r["type"]] for r in found] == grounds
        assert [[i["text"] for i in r["items"]] for r in found] == [[f"het punt {k} er is;"] for k in range(len(found))]
    if asked := case.get("requests"):
        pieces = [
            f"{h}\n- punt {k};" if h.endswith(":") else f"{h}punt {k} te doen." for k, (h, *_) in enumerate(asked)
        ]
        found = fields("\n\n".join([*pieces, CLOSES]))["requests"]
        assert [[r["verb"], r["addressee"]] for r in found] == [[verb, who] for _, verb, who in asked]
        assert [f"punt {k}" in r["items"][0]["text"] for k, r in enumerate(found)] == [True] * len(asked)
    if plain := case.get("plain"):
        found = fields("\n\n".join([*plain, ASKS, CLOSES]))
        assert found["recitals"] == []
    for line in case.get("ends", ()):
        found = fields(f"{ASKS}{line}\n\nDit is geen punt van de motie.\n")["requests"]
        assert [i["text"] for r in found for i in r["items"]] == ["te bouwen."], line


@pytest.mark.parametrize("case", cases("submitters"))
def test_submitters(case: dict[str, Any]) -> None:
    found = fields(case["text"])["submitters"]
    assert [[s["name"], s["party"], s["role"]] for s in found] == case["submitters"]


def test_deadline_amount_and_funding_of_an_item() -> None:
    text = (
        "Draagt het college op:\n1. € 75.000 te reserveren, te dekken uit de reserve;\n2. de raad uiterlijk "
        "Q1 2024 te informeren.\n"
    )
    found = fields(text)
    first, second = found["requests"][0]["items"]
    assert [a["raw"] for a in first["amounts"]] == ["€ 75.000"]
    assert second["deadline"] == "2024-03" and second["number"] == "2"
    assert found["funding"] == "€ 75.000 te reserveren, te dekken uit de reserve;"


def test_looking_for_a_cover_is_no_cover() -> None:
    text = "Verzoekt het college:\n- te onderzoeken hoe dit gedekt kan worden uit de begroting.\n"
    assert fields(text)["funding"] is None


def test_footnotes_behind_the_signatures_are_no_items() -> None:
    text = "Verzoekt het college:\n- te bouwen.\nIndiener,\nN.T. Voorbeeld\n1 https://voorbeeld.nl/document/1\n"
    assert [i["text"] for i in fields(text)["requests"][0]["items"]] == ["te bouwen."]


_PIECES = st.sampled_from(
    [
        "Constaterende dat:",
        "Overwegende dat",
        "Verzoekt het college:",
        "draagt het college op",
        "- een punt;",
        "• nog een punt",
        "1. ten eerste",
        "a) ten tweede.",
        "I.",
        "e Gelezen",
        "Voor: VVD, CDA (5)",
        "Tegen:",
        "J. de Vries   VVD",
        "en gaat over tot de orde van de dag.",
        "",
        "‘open",
        'Beslispunt 1 te wijzigen in "x',
        "Besluit:",
        "De raad van de gemeente Voorbeeld, bijeen op 3 mei 2021,",
        "\t",
    ]
)


@settings(max_examples=120, deadline=None)
@given(st.lists(_PIECES, max_size=14).map("\n".join))
def test_every_value_has_its_place(text: str) -> None:
    fields(text)


@pytest.mark.parametrize(
    ("item", "funding"),
    [
        ("dit te betalen uit de algemene reserve;", "dit te betalen uit de algemene reserve;"),
        ("huurders die borg hebben betaald te vragen dit via het loket te melden;", None),
        ("ouders die contributie betalen via de stadspas te wijzen op korting;", None),
    ],
)
def test_what_people_pay_covers_nothing(item: str, funding: str | None) -> None:
    assert fields(f"Verzoekt het college:\n- {item}\n")["funding"] == funding


def test_a_question_as_a_heading_ends_the_requests() -> None:
    text = "Daarom vragen wij het college om\n- de brug te verven;\n\nWat kost het?\nWij betalen dit uit de reserve.\n"
    found = fields(text)
    assert [i["text"] for i in found["requests"][0]["items"]] == ["de brug te verven;"]
    assert found["funding"] == "Wij betalen dit uit de reserve."


def test_a_question_with_a_bullet_is_an_item() -> None:
    text = "Vraagt het college:\n- de brug te verven;\n\n- Wat kost het?\n"
    assert len(fields(text)["requests"][0]["items"]) == 2
