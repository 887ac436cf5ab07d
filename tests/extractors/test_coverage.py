"""Every line ends in one state; what is missed shows itself as unread."""

from __future__ import annotations

from pathlib import Path

import pytest

from griffier.extractors.coverage.ledger import State, ledger, raised
from griffier.extractors.coverage.makes import is_gap, makes
from griffier.pipeline.process import Processed, line_ledger, process
from griffier.pipeline.source import SourceFile

SAMPLES = Path(__file__).parents[2] / "samples/documents"

MOTION = """Gemeente Zwolle
Motie 12
Onderwerp: Een speelplek voor de Dorpsstraat
De raad van de gemeente Zwolle, in vergadering bijeen op 3 maart 2021,

Overwegende dat:
- spelen gezond is;

Verzoekt het college:
- een plan te maken voor de Dorpsstraat;

en gaat over tot de orde van de dag.

J. de Boer (VVD)
"""
ODD = """
Glimworp schaats bevindt zeppelin kwartel ganzenveer oesterbank dakpan
"""
EXPLAINED = """
Toelichting
De kinderen spelen nu op straat.
- Vorig jaar waren er drie ongelukken.
"""


def made(text: str) -> Processed:
    return process(SourceFile("stuk.txt", text.encode()))


def states(done: Processed) -> dict[str, str]:
    return {done.document.text[span.start : span.end]: state.value for span, state in line_ledger(done)}


def told(done: Processed) -> list[str]:
    return [f.message for r in done.records for f in r.findings if f.code == "text.unread"]


def test_a_motion_that_is_read_whole_has_no_unread_line() -> None:
    done = made(MOTION)
    found = states(done)
    assert found["- spelen gezond is;"] == "value"
    assert found["J. de Boer (VVD)"] == "value"
    assert found["en gaat over tot de orde van de dag."] == "formula"
    assert "unread" not in found.values()
    assert told(done) == []


def test_a_line_in_no_value_is_unread_and_told_with_its_place_and_first_words() -> None:
    done = made(MOTION + ODD)
    assert states(done)[ODD.strip()] == "unread"
    (message,) = told(done)
    assert "Glimworp schaats" in message
    assert str(done.document.text.index("Glimworp")) in message


def test_an_explanation_is_prose_with_its_lists() -> None:
    done = made(MOTION + EXPLAINED)
    found = states(done)
    assert found["De kinderen spelen nu op straat."] == "prose"
    assert found["- Vorig jaar waren er drie ongelukken."] == "prose"
    assert told(done) == []


def test_a_list_without_the_heading_of_an_explanation_is_no_prose() -> None:
    done = made(MOTION + "\nKwartel\n- Vorig jaar waren er drie ongelukken.\n")
    assert states(done)["- Vorig jaar waren er drie ongelukken."] != "prose"


LETTER = """Aan de gemeenteraad van Zwolle
Contactpersoon
Sanne Kwartel-Oesterbank
Afdeling
Glimworp en Zeppelin
Datum
3 maart 2021

Onderwerp
De speelplek in de Dorpsstraat

Geachte raad,

De speelplek in de Dorpsstraat is klaar en wordt op 1 april geopend.

Hoogachtend,
burgemeester en wethouders van Zwolle,

de secretaris,   de burgemeester,
A. de Boer   B. Visser

Gemeente Zwolle   Postbus 100   T 14 038
Ganzenveer 70   8000 GA Zwolle   www.zwolle.example
"""


def test_whom_to_ask_and_the_foot_in_columns_are_letterhead() -> None:
    """A line that no label tells is still unread."""
    found = states(made(LETTER))
    assert found["Sanne Kwartel-Oesterbank"] == found["Glimworp en Zeppelin"] == "layer"
    assert found["Ganzenveer 70   8000 GA Zwolle   www.zwolle.example"] == "layer"
    assert "unread" not in found.values()
    odd = made(LETTER.replace("\nOnderwerp\n", ODD + "\nOnderwerp\n"))
    assert states(odd)[ODD.strip()] == "unread"


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("P.Q. Zomerdijk – Lijst Vooruit", "submitters"),
        ("– het Wilgenpad bij hoog water onbegaanbaar blijkt;", "requests"),
        ("Spreekt uit geen voorstander te zijn van kermissen op zondag", "requests"),
        ("Uitslag: 12 stemmen voor en 15 stemmen tegen", "votes"),
        ("De kosten dekken uit het restant van vorig jaar", "funding"),
        ("Behoort bij raadsvoorstel 21.417 over riolering", "proposal"),
    ],
)
def test_a_line_of_the_make_of_a_value_is_told_with_the_field_that_it_looks_like(line: str, field: str) -> None:
    done = process(SourceFile("stuk.txt", line.encode()), kind="motion")
    nothing = done.records[0].model_copy(
        update={"evidence": [], "submitters": [], "votes": None, "status": None, "proposal": None}
        | {"title": "Motie", "date": "2020"}
    )
    entries = ledger(nothing, done.parts[0])
    assert [made for _, made in raised(nothing, entries, done.parts[0])] == [field]


@pytest.mark.parametrize(
    "line",
    [
        "Bewoners lopen er graag en de buurt is trots op het oude sluisje bij de molen.",
        "Onderwerp: Een speelplek voor de Dorpsstraat",
        "J. de Boer, VVD",
        "De raad van de gemeente Zwolle, in vergadering bijeen op 3 maart 2021",
        "Postbus 12600   dienst Stadsbeheer   telefoonnummer 14070   afdeling Wegen en Bruggen Noord Buitengebied",
        "- 2 -",
    ],
)
def test_running_prose_what_the_record_says_already_and_letterheads_are_not_told(line: str) -> None:
    assert told(made(MOTION + f"\n{line}\n")) == []


def test_a_formula_that_holds_the_only_date_is_unread_where_the_record_has_none() -> None:
    line = "De raad van de gemeente Zwolle, in vergadering bijeen op 3 maart 2021"
    done = process(SourceFile("stuk.txt", line.encode()), kind="motion")
    undated = done.records[0].model_copy(update={"evidence": [], "date": None, "meeting": None})
    (entry,) = ledger(undated, done.parts[0])
    assert entry[1] is State.UNREAD


@pytest.mark.parametrize(("number", "is_told"), [("3", True), ("2a", True), ("9", False), ("1", False)])
def test_a_number_that_the_list_lacks_beside_one_that_it_has_is_told(number: str, is_told: bool) -> None:
    assert is_gap(f"{number}. Wat kost het?", frozenset({"1", "2"})) is is_told


@pytest.mark.parametrize("name", sorted(p.name for p in SAMPLES.glob("*.txt")))
def test_the_five_add_up(name: str) -> None:
    done = process(SourceFile.load(str(SAMPLES / name)))
    for record, part in zip(done.records, done.parts, strict=True):
        c = record.coverage
        assert c.lines == sum(not line.blank for line in part.lines)
        assert c.value + c.layer + c.formula + c.prose + c.unread == c.lines


@pytest.mark.parametrize(
    ("line", "numbers", "is_told"),
    [
        ("B\tOpening", {"a"}, True),
        ("B   Opening", {"a"}, True),
        ("B straat", {"a"}, False),
        ("B\tOpening", {"d"}, False),
        ("5.c.1 Vragen", {"5.c.2"}, True),
        ("10.c.8 Vragen", {"10.c.1"}, True),
        ("II. in te stemmen", {"i", "iii"}, True),
        ("V. in te stemmen", {"i", "ii"}, False),
        ("321226   Motie", {"321225"}, True),
        ("J.A   Amendement", {"j.b"}, True),
    ],
)
def test_a_letter_before_a_gap_is_a_number(line: str, numbers: set[str], is_told: bool) -> None:
    assert is_gap(line, frozenset(numbers)) is is_told


@pytest.mark.parametrize(
    ("field", "line", "fits"),
    [
        ("reference", "DPZ/10852170", True),
        ("reference", "DPZ 1", False),
        ("sender", "Het college van burgemeester en wethouders,", True),
        ("sender", "Het college heeft burgemeester en wethouders gevraagd", False),
        ("paragraphs", "Overwegende, dat:", True),
        ("paragraphs", "Wat hebben wij gedaan?", True),
        ("paragraphs", "T 14 038", False),
        ("decisions", "II kennis te nemen van de nota", True),
        ("decisions", "Ik neem kennis van de nota", False),
        ("submitters", "ChristenUnie", True),
        ("submitters", "Christelijk onderwijs", False),
        ("asked_on", "Datum indiening 9 juli 2020", True),
        ("asked_on", "Datum 9 juli 2020", False),
        ("explanations", "Project Schulpwei (hogere lasten € 50.000 in 2024)", True),
        ("explanations", "Tabel 8.1 Risico’s (x € 1.000)", False),
        ("addressees", "Gemeenteraad Westerdiep", True),
        ("addressees", "De raad heeft besloten", False),
    ],
)
def test_the_makes_of_fields(field: str, line: str, fits: bool) -> None:
    assert any(make.field == field and make.pattern.search(line) for make in makes()) is fits
