"""A view of a text leads there and back, alone and one over the other."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from griffier.schemas.geometry import Span
from griffier.schemas.view import Edit, View

TEXTS = st.text(alphabet="abcdefgh \n", max_size=40)


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> list[Edit]:
    """Some edits of a text, in order: they may touch, put in, or take out."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return [Edit(a, b, draw(st.text("XYZ", max_size=4)), "test") for a, b in pairs]


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit], View]:
    text = draw(TEXTS)
    edits = draw(edits_of(text))
    return text, edits, View.edited(text, edits)


def test_an_edited_text_leads_to_the_edges_of_what_was_changed() -> None:
    text = "de kinderen vit de l2 wijken"
    view = View.edited(text, [Edit(12, 15, "uit", "word"), Edit(19, 21, "12", "amount")])
    assert view.text == "de kinderen uit de 12 wijken"
    assert view.span(13, 14) == (12, 15)  # inside "uit": the whole of what was read
    assert view.span(3, 11) == (3, 11)
    assert view.spans(3, 20) == (Span(3, 12), Span(15, 19))
    assert view.forth(13) == 13
    assert view.forth(len(text)) == len(view.text)


def test_what_was_taken_out_is_in_no_span() -> None:
    view = View.edited("x motie", [Edit(0, 2, "", "stray")])
    assert view.text == "motie"
    assert view.span(0, 5) == (2, 7)


def test_what_was_put_in_has_no_place_of_its_own() -> None:
    view = View.edited("watis", [Edit(3, 3, " ", "word")])
    assert view.span(3, 4) == (3, 3)
    assert view.span(0, 6) == (0, 5)


def test_pieces_may_be_set_in_another_order() -> None:
    view = View.gathered("voor tegen", [Span(5, 10), "\t", Span(0, 4), "\n"])
    assert view.text == "tegen\tvoor\n"
    assert view.spans(0, 10) == (Span(5, 10), Span(0, 4))
    assert view.spans(6, 11) == (Span(0, 4),)


def test_a_view_of_nothing() -> None:
    assert View.gathered("abc", []).span(0, 0) == (0, 0)
    assert View.edited("", []).text == ""


@given(edited(), st.data())
def test_a_span_holds_what_was_copied_from_it(case: tuple[str, list[Edit], View], data: st.DataObject) -> None:
    text, edits, view = case
    start = data.draw(st.integers(0, len(view.text)))
    end = data.draw(st.integers(start, len(view.text)))
    lo, hi = view.span(start, end)
    copied = view.spans(start, end)
    assert 0 <= lo <= len(text)
    assert 0 <= hi <= len(text)
    assert all(lo <= s.start and s.end <= hi for s in copied)
    assert not any("X" <= c <= "Z" for s in copied for c in text[s.start : s.end])
    if (
        not any(e.start < hi and e.end > lo for e in edits if e.end > e.start)
        and "".join(text[s.start : s.end] for s in copied) == view.text[start:end]
    ):
        assert text[lo:hi] == view.text[start:end]


@given(edited())
def test_what_was_copied_goes_there_and_back(case: tuple[str, list[Edit], View]) -> None:
    text, _, view = case
    for start, origin, length in zip(view.starts, view.origins, view.lengths, strict=True):
        assert view.text[start : start + length] == text[origin : origin + length]
        if length:
            assert view.span(start, start + length) == (origin, origin + length)
            assert view.forth(origin) == start
    offsets = np.arange(len(text) + 1, dtype=np.int32)
    places = view.all_forth(offsets).tolist()
    assert places == [view.forth(i) for i in offsets.tolist()]
    assert places == sorted(places)
    assert places[-1] == len(view.text)


@given(edited(), st.data())
def test_a_view_of_a_view_is_a_view(case: tuple[str, list[Edit], View], data: st.DataObject) -> None:
    _, _, inner = case
    outer = View.edited(inner.text, data.draw(edits_of(inner.text)))
    both = outer.over(inner)
    assert both.text == outer.text
    start = data.draw(st.integers(0, len(both.text)))
    end = data.draw(st.integers(start, len(both.text)))
    by_steps = [s for middle in outer.spans(start, end) for s in inner.spans(*middle)]
    assert _characters(both.spans(start, end)) == _characters(by_steps)
    for a, length in zip(both.starts, both.lengths, strict=True):
        for place in range(a, a + length):
            assert both.span(place, place + 1) == inner.span(*outer.span(place, place + 1))


@given(TEXTS, st.data())
def test_gathered_pieces_in_any_order_lead_back(text: str, data: st.DataObject) -> None:
    cuts = data.draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=6))
    spans = [Span(min(c), max(c)) for c in cuts]
    view = View.gathered(text, [piece for span in spans for piece in (span, "|")])
    assert view.text == "".join(f"{text[a:b]}|" for a, b in spans)
    assert _characters(view.spans(0, len(view.text))) == _characters(spans)


def _characters(spans: object) -> list[int]:
    return [i for a, b in spans for i in range(a, b)]  # type: ignore[attr-defined]
