"""What the checks say of uncertain kinds, missing fields, text that is empty or garbled, and poor OCR."""

from __future__ import annotations

from typing import Any

import pytest

from griffier.extractors.checks.expected_fields import ALWAYS, check
from griffier.extractors.checks.kind import check as check_kind
from griffier.extractors.checks.skipped_items import check as check_skipped
from griffier.extractors.drafting.context import Context
from griffier.schemas.document import Document, Page, PageState, Part, plain_document
from griffier.schemas.kinds import record_types
from griffier.schemas.record import Producer, Record, Source, SourcePage


def record(kind: str, part: Part, confidence: float = 0.9, **fields: Any) -> Record:
    pages = [SourcePage(number=p.number, state=p.state, ocr_confidence=p.ocr_confidence) for p in part.doc.pages]
    source = Source(path="x", sha256="0" * 64, size=1, media_type="text/plain", pages=pages, page_range=(1, len(pages)))
    return record_types()[kind](
        producer=Producer(version="0", settings=""),
        id=f"{'0' * 16}-0",
        kind=kind,
        kind_confidence=confidence,
        source=source,
        **fields,
    )


def codes(kind: str, part: Part, **fields: Any) -> list[str]:
    return [f.code for f in check(record(kind, part, **fields), part, Context())]


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        (["1", "2", "4", "5"], "no item has the number 3: look whether one was missed"),
        (["1", "2", "3"], None),
        (["1", "2.a", "2.b", "3"], None),
        # begins later, or only a few items are there: what is printed is a selection
        (["7", "8", "10"], None),
        (["1", "9"], None),
    ],
)
def test_a_number_that_the_items_skip_is_told(numbers: list[str], told: str | None) -> None:
    items = [{"number": number, "title": "Brug"} for number in numbers]
    for kind, severity in (("agenda", "info"), ("decision_list", "info")):
        found = check_skipped(record(kind, DUTCH, items=items), DUTCH, Context())
        assert [(f.code, f.severity, f.message) for f in found] == ([("items.skipped", severity, told)] if told else [])
    assert check_skipped(record("minutes", DUTCH, items=items), DUTCH, Context()) == []


def test_a_number_that_two_items_bear_is_told() -> None:
    items = [{"number": number, "title": "Brug"} for number in ("1", "2.a", "2.a", None, None, "3")]
    found = check_skipped(record("decision_list", DUTCH, items=items), DUTCH, Context())
    assert [(f.code, f.pointer) for f in found] == [("items.numbered_twice", "/items/2")]


def test_on_a_recognised_page_a_skipped_number_is_a_doubt() -> None:
    text = "Agenda"
    page = Page(1, 0, len(text), state=PageState.OCR, ocr_confidence=80.0)
    part = Part.whole(Document(text, (page,)))
    items = [{"number": number, "title": "Brug"} for number in ("1", "3", "4")]
    assert [f.severity for f in check_skipped(record("agenda", part, items=items), part, Context())] == ["warning"]


DUTCH = Part.whole(
    plain_document(
        "De raad van de gemeente is bijeen in de zaal en besluit om het park op te knappen voor de zomer. " * 3
    )
)


def test_uncertain_kind() -> None:
    assert [f.code for f in check_kind(record("other", DUTCH, 0.55), DUTCH, Context())] == ["kind.uncertain"]
    assert check_kind(record("other", DUTCH, 0.6), DUTCH, Context()) == []


def test_missing_fields_by_kind() -> None:
    assert codes("motion", DUTCH) == ["fields.missing", "fields.missing"]
    assert codes("other", DUTCH) == []
    findings = check(record("agenda", DUTCH, date="2020-01-01"), DUTCH, Context())
    assert [f.pointer for f in findings] == ["/items"]


def test_every_field_that_is_always_there_is_a_field() -> None:
    for kind, names in ALWAYS.items():
        assert set(names) <= set(record_types()[kind].model_fields)


@pytest.mark.parametrize("text", ["", "  \n\n\f "])
def test_empty(text: str) -> None:
    part = Part.whole(plain_document(text))
    assert codes("other", part) == ["text.empty"]


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        ("xq zzrt kkpl wvbn qqtr mnbv hjkl trwq pplk zzxc " * 8, True),
        ("(cid:12)(cid:44)(cid:3) " * 30, True),
        (
            "Lasten 12 Baten 14 Saldo 3 Programma Bestuur Wonen Zorg Sport Cultuur Verkeer Milieu Onderwijs Economie "
            "Toerisme " * 4,
            False,
        ),
        ("The council asks the college to come to the hall and to bring the plan for the park with it. " * 3, False),
        ("Wegen 12 34", False),
        # blanks that the reader before us lost, beside long words as Dutch has them
        (
            "Deagendavandecommissievoorzorgenwelzijn wordt door de raadvastgesteldopdedaarvoorgehoudenvergadering " * 9,
            True,
        ),
        (
            "De omgevingsvergunningsaanvragen van de bewoners staan op de agenda van de raad en van het college, dat "
            "morgen daarover een brief zal schrijven aan wie dat heeft gevraagd, en aan de buren. " * 9,
            False,
        ),
    ],
)
def test_garbled(text: str, garbled: bool) -> None:
    assert ("text.garbled" in codes("other", Part.whole(plain_document(text)))) is garbled


def test_poor_ocr_names_its_page() -> None:
    text = DUTCH.doc.text
    pages = (
        Page(1, 0, 100, state=PageState.OCR, ocr_confidence=91.0),
        Page(2, 101, len(text), state=PageState.OCR, ocr_confidence=52.0),
    )
    part = Part.whole(Document(text, pages))
    findings = [f for f in check(record("other", part), part, Context()) if f.code == "ocr.low_confidence"]
    assert [(f.page, f.pointer) for f in findings] == [(2, "/source/pages/1/ocr_confidence")]


def test_a_failed_page_beside_others_is_an_error() -> None:
    text = DUTCH.doc.text
    pages = (Page(1, 0, len(text)), Page(2, len(text), len(text), state=PageState.FAILED, reason="damaged"))
    part = Part.whole(Document(text, pages))
    findings = check(record("other", part), part, Context())
    assert [(f.code, f.severity, f.page) for f in findings] == [("text.empty", "error", 2)]
