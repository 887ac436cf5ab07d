"""The head and foot of a motion: number, status, title, meeting, out of order, proposal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from griffier.extractors.drafting.context import Context
from griffier.extractors.drafting.draft import settle
from griffier.extractors.motions.motion_fields import tabled_fields
from griffier.schemas.document import Part, plain_document

DICTUM = "\n\nVerzoekt het college:\n- te bouwen.\n\nen gaat over tot de orde van de dag.\n"


def fields(head: str, tail: str = "") -> dict[str, Any]:
    doc = plain_document(head + DICTUM + tail)
    draft = tabled_fields(Part.whole(doc), Context())
    draft.pop("findings")
    return settle(draft, doc)[0]


@pytest.mark.parametrize(
    ("head", "number"),
    [
        ("Motie M07\n", "M07"),
        ("Motie nr. 12: Bomen\n", "12"),
        ("2008 RG 104\tMotie: Bomen\n", "2008 RG 104"),
        ("Motie 07.3    Bomen\n", "07.3"),
        ("Ingekomen onder nummer 517\n", "517"),
        ("Nummer 364\nIngekomen onder C\n", "364"),
        ("Motie (25bb006472)\n", "25bb006472"),
        ("MOTIE M22/118\n", "M22/118"),
        ("Motie 23M014\n", "23M014"),
        ("AMENDEMENT   A220601/4   Datum: 2 juni 2022   Indiener: Jan Proef\n", "A220601/4"),
        ("Gemeente Proefdam    Motie M-24\n", "M-24"),
        ("Nummer: M-08        Agendapunt: 5\n", "M-08"),
        ("Datum: 6 juli 2023 Nummer: M-08\n", "M-08"),
        ("M3 Dak van de sporthal\n", "M3"),
        ("Amendement 23AM07 ‘Wonen boven winkels’\n", "23AM07"),
        ("Motie D66 Sporthal\n", None),
        ("A12 Geluidsscherm\n", None),
        ("Motie 2023 Begroting\n", None),
        ("Motie van het lid Jansen\n", None),
    ],
)
def test_number(head: str, number: str | None) -> None:
    assert fields(head)["number"] == number


@pytest.mark.parametrize(
    ("tail", "status"),
    [
        ("\nAANGENOMEN\n", "adopted"),
        ("\nUitslag: verworpen met 3 stemmen voor en 30 stemmen tegen.\n", "rejected"),
        ("\nStatus: Aangenomen na herstemming\n", "adopted"),
        ("\nDe motie wordt ingetrokken.\n", "withdrawn"),
        ("\nOvergenomen door het college\n", "taken_over"),
        ("\nResultaat stemming: ingetrokken\n", "withdrawn"),
        ("\nMotie aangenomen: ja / nee\nAantal stemmen voor: 9\nAantal stemmen tegen: 14\n", None),
        ("\nBesluit raad:  0 aangenomen   X verworpen   0 ingetrokken\n", "rejected"),
        ("\nBesluit raad:  0 aangenomen   0 verworpen   0 ingetrokken\n", None),
        ("\nAangenomen / Verworpen / Ingetrokken\n", None),
        ("\nDe motie van vorig jaar over groen was toen belangrijk.\n", None),
        ("", None),
    ],
)
def test_status(tail: str, status: str | None) -> None:
    assert fields("Motie Bomen\n", tail)["status"] == status


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Motie: Bomen langs de weg\n", "Bomen langs de weg"),
        ("Motie inzake bomen langs de weg\n", "bomen langs de weg"),
        ("Onderwerp: Bomen langs de weg\n", "Bomen langs de weg"),
        (
            "Motie 12\n\nOnderwerp Motie van het lid Jansen inzake bomen\nOnderwerp\nBomen langs de weg\n",
            "Bomen langs de weg",
        ),
        ("MOTIE\n\nBomen langs de weg\n\nDe raad van de gemeente Voorbeeld\n", "Bomen langs de weg"),
    ],
)
def test_title(head: str, title: str) -> None:
    assert fields(head)["title"] == title


def test_meeting_and_agenda_item() -> None:
    found = fields(
        "Motie: Bomen\nAgendapunt 11, Groenvisie\nDe raad van de gemeente Voorbeeld, in vergadering bijeen op 14 "
        "december 2020,"
    )
    assert found["meeting"] == {
        "body": "gemeenteraad",
        "date": "2020-12-14",
        "agenda_item": {"number": "11", "title": "Groenvisie"},
    }


def test_an_item_without_a_title_and_a_template_word_that_is_no_title() -> None:
    opening = "De gemeenteraad van Voorbeeld, in vergadering bijeen op 14 december 2020,"
    found = fields(f"Motie M41\nOnderwerp: Vul hier het onderwerp in\nAgendapunt: 7\n{opening}")
    assert found["meeting"]["agenda_item"] == {"number": "7", "title": None}
    assert found.get("title") is None
    assert fields("Motie: Motie van wantrouwen tegen de wethouder\n")["title"] == (
        "Motie van wantrouwen tegen de wethouder"
    )
    assert fields("Motie: Praat over een museum in\n020\n\nIndiener: A. Proef, CDA\n")["title"] == (
        "Praat over een museum in 020"
    )


def test_out_of_order_only_where_it_says_so() -> None:
    assert fields("Motie vreemd aan de orde van de dag\n\nOnderwerp: Bomen\n")["out_of_order"] is True
    assert fields("☐ Motie vreemd aan de orde van de dag\n\nOnderwerp: Bomen\n")["out_of_order"] is None
    assert fields("Motie: Bomen\n")["out_of_order"] is None


def test_what_became_of_another_motion_is_not_said_of_this_one() -> None:
    found = fields("Motie: Bomen\n\nConstaterende dat:\n- de vorige motie met 20 tegen 17 stemmen is aangenomen;\n")
    assert found["status"] is None
    assert found["votes"] is None


def test_a_date_in_the_head_that_the_text_contradicts_stays() -> None:
    text = (
        "Motie: Bomen\nRaadsvergadering: 4 juli 2024\n\nDe raad van de gemeente Voorbeeld, in vergadering "
        "bijeen op 11 juli 2024,"
    )
    doc = plain_document(text + DICTUM)
    draft = tabled_fields(Part.whole(doc), Context())
    assert draft["meeting"]["date"].value == "2024-07-04"


def test_bars_and_labels_behind() -> None:
    found = fields("| Onderwerp | Dak van de hal |\n| Indieners | J. Proef (CDA), K. Test (VVD) |\n| Nummer | M-7 |\n")
    assert (found["title"], found["number"]) == ("Dak van de hal", "M-7")
    assert [(s["name"], s["party"]) for s in found["submitters"]] == [("J. Proef", "CDA"), ("K. Test", "VVD")]
    assert fields("Motie\n", "\nOnderwerp: Dak van de hal\n")["title"] == "Dak van de hal"


def test_several_labels_on_a_line() -> None:
    found = fields("Fractie: CDA / Indiener: J. Proef\nDatum: 13 april 2023 Agendapunt: 5 Onderwerp: Dak van de hal\n")
    assert found["title"] == "Dak van de hal"
    assert found["meeting"]["date"] == "2023-04-13"
    assert found["meeting"]["agenda_item"] == {"number": "5", "title": None}
    assert [(s["name"], s["party"]) for s in found["submitters"]] == [("J. Proef", "CDA")]


HEADS = (Path(__file__).parents[2] / "cases/motion_heads.jsonl").read_text("utf-8").splitlines()


@pytest.mark.parametrize("case", [pytest.param(json.loads(row), id=json.loads(row)["why"]) for row in HEADS])
def test_heads_of_many_makes(case: dict[str, Any]) -> None:
    found = fields(case["head"], case.get("tail", ""))
    meeting = found.get("meeting") or {}
    found["date"], found["agenda_item"] = meeting.get("date"), meeting.get("agenda_item")
    assert {name: found.get(name) for name in case["want"]} == case["want"]


@pytest.mark.parametrize(
    ("met_on", "want"),
    [
        (
            "ter bespreking van het\nvoorstel van het college inzake Nota Speelplekken 2030 (RIS412345),",
            {"title": "Nota Speelplekken 2030", "reference": "RIS412345"},
        ),
        (
            "ter bespreking van Gewijzigd voorstel van het college inzake Visie op de haven (RIS 400111).",
            {"title": "Visie op de haven", "reference": "RIS 400111"},
        ),
        (
            "bij de behandeling van het raadsvoorstel tot de vaststelling van de APV (BB-23.118);",
            {"title": "vaststelling van de APV", "reference": "BB-23.118"},
        ),
        ("ter bespreking van Spelen in de stad (RIS318999),", None),
        ("ter bespreking van het voorstel van de heer Aker om te schorsen,", None),
        (
            'behandelende raadsvoorstel 24R0311 "Kadernota 2025-2028",',
            {"title": "Kadernota 2025-2028", "reference": "24R0311"},
        ),
        (
            "beraadslagende over het raadsvoorstel ‘Visie op de haven’ (24.0117),",
            {"title": "Visie op de haven", "reference": "24.0117"},
        ),
        ('gelezen het artikel "Visie op de haven" (24.0117),', None),
        (
            "\nBehorende bij raadsvoorstel 23RV041 Woonvisie 2023-2030\n",
            {"title": "Woonvisie 2023-2030", "reference": "23RV041"},
        ),
    ],
)
def test_the_proposal_that_the_council_met_to_discuss(met_on: str, want: dict[str, str] | None) -> None:
    head = f"Motie 4\nDe raad van de gemeente Den Haag, in vergadering bijeen op 2 mei 2024, {met_on}"
    assert fields(head)["proposal"] == want
