"""`--mask-private`: who writes to the council is hidden everywhere, who holds an office nowhere."""

from __future__ import annotations

import re

import pytest

from griffier.extractors.drafting.context import Context, Settings
from griffier.pipeline.process import Processed, process
from griffier.pipeline.source import SourceFile

FROM_OUTSIDE = """Jacoba van der Testen-Proef
Voorbeeldlaan 12a
9999 XA Voorbeeldstad

Aan de gemeenteraad van Voorbeeldstad
Postbus 1
9990 AA Voorbeeldstad

Voorbeeldstad, 3 mei 2023

Betreft: bankje aan de Voorbeeldlaan

Geachte raadsleden,

Aan de Voorbeeldlaan ontbreekt een bankje. Wethouder A. de Wit heeft het beloofd. Op Voorbeeldlaan 12a wonen wij al
dertig jaar. Bel mij op 06 - 12 34 56 78 of mail j.testen@voorbeeld.example. Ik vraag u een bankje te plaatsen.

Met vriendelijke groet,

mw. J. van der Testen-Proef
Rekening NL91ABNA0417164300
"""
ANSWER = """Gemeente Voorbeeldstad

Mevrouw J. Testen
Voorbeeldlaan 12
9999 XA Voorbeeldstad

Datum 3 juni 2023
Onderwerp: antwoord op uw brief over een bankje
Behandeld door: B. Ambtenaar, telefoon 0599 123 456

Geachte mevrouw Testen,

In uw brief van 3 mei 2023 vraagt u om een bankje. Dat komt er in het najaar, mevrouw Testen.

Met vriendelijke groet,

namens burgemeester en wethouders van Voorbeeldstad,

A. de Wit
wethouder
"""
FACTION = """Aan het college van burgemeester en wethouders van Voorbeeldstad

Voorbeeldstad, 3 mei 2023

Onderwerp: brief over het bankje

Geacht college,

Graag vragen wij aandacht voor het bankje aan de Voorbeeldlaan.

Met vriendelijke groet,
namens de fractie van de Dorpslijst,

P. Raadslid-Naam
raadslid
"""
NAMELESS = """Voorbeeldstad, 3 mei 2023

Aan de gemeenteraad van Voorbeeldstad

Geachte raad,

Ik wil u vragen om een bankje bij het dorpshuis te plaatsen, want er is er geen.

Hoogachtend,
"""


def hidden(text: str, name: str = "brief.txt") -> Processed:
    return process(SourceFile(name, text.encode()), Context(settings=Settings(mask_private=True)))


def codes(done: Processed) -> list[str]:
    return [f.code for r in done.records for f in r.findings if f.code.startswith("private.")]


@pytest.mark.parametrize(
    "private", ["Testen", "Proef", "Jacoba", "12a", "9999 XA", "12 34 56 78", "j.testen@", "NL91ABNA0417164300"]
)
def test_who_writes_to_the_council_is_in_no_text_value_or_evidence(private: str) -> None:
    done = hidden(FROM_OUTSIDE)
    assert private not in done.document.text
    assert all(private not in r.model_dump_json() for r in done.records)


def test_what_is_public_stays_and_every_place_holds() -> None:
    done, plain = hidden(FROM_OUTSIDE), process(SourceFile("brief.txt", FROM_OUTSIDE.encode()))
    text = done.document.text
    assert len(text) == len(plain.document.text)
    for kept in (
        "A. de Wit",
        "gemeenteraad van Voorbeeldstad",
        "9990 AA",
        "bankje aan de Voorbeeldlaan",
        "dertig jaar",
    ):
        assert kept in text
    (record,) = done.records
    assert record.sender.name == "[masked]" and record.sender.address == "[masked]"  # type: ignore[attr-defined]
    assert record.title == "bankje aan de Voorbeeldlaan"  # a street without its number is a subject
    assert all(text[e.start : e.end] == e.quote for e in record.evidence)
    assert [(e.pointer, e.start, e.end) for e in record.evidence] == [
        (e.pointer, e.start, e.end) for e in plain.records[0].evidence
    ]
    assert codes(done) == []


def test_whom_the_executive_answers_is_hidden_and_who_signs_for_it_is_not() -> None:
    done = hidden(ANSWER)
    assert "Testen" not in done.document.text and "Voorbeeldlaan 12" not in done.document.text
    assert "9999 XA" not in done.document.text
    for kept in ("A. de Wit", "B. Ambtenaar", "0599 123 456", "3 juni 2023"):
        assert kept in done.document.text
    assert "Testen" not in done.records[0].model_dump_json()


@pytest.mark.parametrize("text", [FACTION, ANSWER.replace("Mevrouw J. Testen", "De leden van de fractie")])
def test_between_those_in_office_nothing_is_hidden(text: str) -> None:
    done, plain = hidden(text), process(SourceFile("brief.txt", text.encode()))
    assert done.document.text == plain.document.text and done.records == plain.records


def test_a_letter_in_which_no_writer_was_found_says_so() -> None:
    assert codes(hidden(NAMELESS)) == ["private.writer_unknown"]
    assert codes(hidden("Motie\n\nDe raad verzoekt het college een bank te plaatsen.\n")) == []


def test_a_misread_name_under_the_closing_is_hidden_and_told() -> None:
    done = hidden(NAMELESS + "Tunja Tёsten -Proef |\nVoorzitter Buurtgroep De Bank\n")
    assert "sten" not in done.document.text and "Voorzitter Buurtgroep De Bank" in done.document.text


def test_the_name_of_a_file_is_not_masked_but_told() -> None:
    assert codes(hidden(FROM_OUTSIDE, "brief Testen.txt")) == ["private.in_path"]


def test_without_the_option_nothing_is_hidden() -> None:
    done = process(SourceFile("brief.txt", FROM_OUTSIDE.encode()))
    assert done.document.text == FROM_OUTSIDE.rstrip("\n") or "Testen-Proef" in done.document.text
    assert not re.search("█|masked", done.records[0].model_dump_json())
