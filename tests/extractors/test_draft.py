from __future__ import annotations

import pytest

from griffier.extractors.drafting.draft import (
    Draft,
    UnsupportedValueError,
    draft_at,
    drafts_at,
    found_at,
    pieces,
    settle,
)
from griffier.extractors.text.unwrapping import join_lines, joined
from griffier.schemas.document import Document, Layer, Page, Span, plain_document
from griffier.schemas.evidence import Found


def interrupted() -> Document:
    text = "Verzoekt het\n\fPagina 2 van 3\ncollege te gaan"
    return Document(text=text, pages=(Page(1, 0, 13), Page(2, 14, len(text))), layers=((Span(14, 28), Layer.FOOTER),))


def test_leaves_become_values_and_evidence_with_pointers() -> None:
    doc = plain_document("Motie M07 van Jansen")
    values, evidence = settle(
        {
            "number": Found("M07", (Span(6, 9),), "rule:number"),
            "submitters": [{"name": Found("Jansen", (Span(14, 20),), "rule:name"), "party": None}],
        },
        doc,
    )
    assert values == {"number": "M07", "submitters": [{"name": "Jansen", "party": None}]}
    assert [(e.pointer, e.quote) for e in evidence] == [("/number", "M07"), ("/submitters/0/name", "Jansen")]


def test_a_found_object_gives_each_of_its_values_a_place_and_says_what_is_concluded() -> None:
    doc = plain_document("gemeente Leiden")
    place = (Span(9, 15),)
    _, evidence = settle(
        {"municipality": Found({"name": "Leiden", "code": "GM0546", "province": None}, place, "rule:letterhead")}, doc
    )
    assert [(e.pointer, e.method) for e in evidence] == [
        ("/municipality/name", "rule:letterhead"),
        ("/municipality/code", "derived:letterhead"),
    ]


def test_a_bare_value_is_refused() -> None:
    with pytest.raises(UnsupportedValueError, match="/title"):
        settle({"title": "Zonder bewijs"}, plain_document("x"))


def test_a_header_and_a_page_interrupt_the_evidence_not_the_value() -> None:
    doc = interrupted()
    start, end = 0, len(doc.text)
    assert [doc.text[s:e] for s, e in pieces(doc, Span(start, end))] == ["Verzoekt het", "college te gaan"]
    assert joined(doc, start, end) == "Verzoekt het college te gaan"
    _, evidence = settle({"title": Found("x", (Span(start, end),), "rule:x")}, doc)
    assert [(e.page, e.quote) for e in evidence] == [(1, "Verzoekt het"), (2, "college te gaan")]


def test_pointers_are_escaped() -> None:
    _, evidence = settle({"a/b~c": Found(1, (Span(0, 1),), "rule:x")}, plain_document("1"))
    assert evidence[0].pointer == "/a~1b~0c"


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("over-\nleg", "overleg"),
        ("sociale-\nen culturele", "sociale- en culturele"),
        ("Wmo-\nvoorziening", "Wmovoorziening"),
        ("WMO-\nvoorziening", "WMO-voorziening"),
        ("2022-\n2026", "2022-2026"),
        ("een\u00adkennis", "eenkennis"),
        ("regel een\nregel twee", "regel een regel twee"),
        ("a  \u00a0 b", "a b"),
    ],
)
def test_line_breaks_and_hyphens_are_undone(text: str, want: str) -> None:
    assert join_lines(text) == want


def test_ligatures_become_letters() -> None:
    assert (
        join_lines("de \ufb01nanci\u00eble en o\ufb03ci\u00eble bijdrage in be-\ndr\u0133f")
        == "de financiële en officiële bijdrage in bedrijf"
    )


def test_a_draft_is_read_again_with_its_types() -> None:
    name = Found("Jansen", (Span(14, 20),), "rule:name")
    draft: Draft = {"submitters": [{"name": name}], "meeting": {"body": name}, "name": name, "number": None}
    assert found_at(draft, "name") is name
    assert found_at(draft, "number") is found_at(draft, "date") is None
    assert draft_at(draft, "meeting") == {"body": name}
    assert drafts_at(draft, "submitters") == [{"name": name}] and drafts_at(draft, "items") == []
    for reader, field in ((found_at, "meeting"), (draft_at, "submitters"), (drafts_at, "name")):
        with pytest.raises(TypeError, match=field):
            reader(draft, field)
