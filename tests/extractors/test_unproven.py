"""What was read of a recognised page and cannot be right becomes null, with a finding; on other pages what is printed
is printed."""

from __future__ import annotations

import pytest

from griffier.extractors.drafting.context import Context
from griffier.extractors.making_records.make_record import make_record
from griffier.extractors.mending.mend import mend
from griffier.schemas.document import Document, Page, PageState, Part
from griffier.schemas.record import Producer, Record, Source

MOTION = """Gemeente Waterkerke
Motie 12
Onderwerp: Een speelplek
De gemeenteraad van Waterkerke, in vergadering bijeen op {day} maart 2021,
Overwegende dat:
- spelen gezond is en {amount} kost;
Verzoekt het college:
- een plan te maken;
en gaat over tot de orde van de dag.
{names}
"""


def record(text: str, kind: str = "motion", state: PageState = PageState.OCR) -> Record:
    doc = Document(text, (Page(1, 0, len(text), state=state),), media_type="application/pdf")
    mended = mend(doc)
    source = Source(path="a.pdf", sha256="0" * 64, size=1, media_type="application/pdf", pages=[], page_range=(1, 1))
    part = Part.whole(mended)
    producer = Producer(version="0", settings="")
    return make_record(part, kind, Context(), id="0" * 16 + "-0", producer=producer, source=source, kind_confidence=0.9)


def told(made: Record) -> list[str]:
    return [f.pointer for f in made.findings if f.code == "ocr.unproven"]


def motion(day: str = "3", amount: str = "€ 5.000", names: str = "J. de Boer (VVD)") -> str:
    return MOTION.format(day=day, amount=amount, names=names)


def test_a_date_that_lost_its_day_is_no_date_of_a_month() -> None:
    made = record(motion(day="|%"))
    assert made.date is None
    assert made.meeting is None or made.meeting.date is None  # type: ignore[attr-defined]
    assert "/date" in told(made)
    assert not any(e.pointer == "/date" for e in made.evidence)


def test_the_same_on_a_page_that_was_not_recognised_stays() -> None:
    assert told(record(motion(day="|%"), state=PageState.TEXT)) == []


@pytest.mark.parametrize("day", ["in", "3", "woensdag 3"])
def test_dates_that_stay(day: str) -> None:
    made = record(motion(day=day))
    assert (made.date or "").startswith("2021-03")
    assert told(made) == []


def test_a_day_of_the_week_that_is_not_the_dates() -> None:
    made = record(motion(day="woensdag 8"))
    assert made.date is None
    assert "/date" in told(made)


def test_an_amount_that_no_grammar_reads_is_told() -> None:
    made = record(motion(amount="€ 15.3?3.000"))
    assert told(made) == ["/amounts"]
    assert made.amounts == []


def test_a_party_that_may_be_either_of_two() -> None:
    made = record(motion(names="Ingediend door:\nJ. de Boer (Pvdx)"))
    parties = [s.party for s in made.submitters]  # type: ignore[attr-defined]
    assert "Pvdx" not in parties


def test_a_letters_header_that_repeats_another_year() -> None:
    letter = (
        "Gemeente Waterkerke\n\nDatum: 3 maart 2024\nOnderwerp: Speelplek\n\nGeachte leden van de raad,\n\n"
        "Wij informeren u over het plein.\n\nHoogachtend,\n\nhet college\n\n"
        "Datum 3 maart 2021\nPagina 2 van 2\n\nHet vervolg van de brief.\n"
    )
    made = record(letter, "letter")
    assert made.date is None
    assert told(made) == ["/date"]
