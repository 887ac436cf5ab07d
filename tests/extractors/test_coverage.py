"""Every line ends in one state; what is missed shows itself as unread."""

from __future__ import annotations

from pathlib import Path

import pytest

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


@pytest.mark.parametrize("name", sorted(p.name for p in SAMPLES.glob("*.txt")))
def test_the_five_add_up(name: str) -> None:
    done = process(SourceFile.load(str(SAMPLES / name)))
    for record, part in zip(done.records, done.parts, strict=True):
        c = record.coverage
        assert c.lines == sum(not line.blank for line in part.lines)
        assert c.value + c.layer + c.formula + c.prose + c.unread == c.lines
