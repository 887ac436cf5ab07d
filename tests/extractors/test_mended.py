"""What OCR misread is put right in the values; places and quotes stay those of the canonical text."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from griffier.extractors.mending.mend import mend
from griffier.pipeline.process import process
from griffier.pipeline.readers.door import read
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Cell, Document, Grid, Layer, Page, PageState, Span, Words, plain_document

SCANNED = """x Gemeente Waterkerke

Motie 12
Onderwerp: Een speelplek voor de kinderen vit de Dorpsstraat
De raad van de gemeente Waterkerke, in vergadering bijeen op 3 maart 2021,

Overwegende dat:
-_ de kosten € l2.45O,OO zijn;
-_ spelen gezond is;

Verzoekt het college:
-_ een plan te maken ín de wijk;

en gaat over tot de orde van de dag.
"""


def scanned(text: str, **more: object) -> Document:
    return Document(text, (Page(1, 0, len(text), state=PageState.OCR),), media_type="application/pdf", **more)  # type: ignore[arg-type]


def words_of(text: str) -> Words:
    import re

    found = [m.span() for m in re.finditer(r"\S+", text)]
    i = np.array([a for a, _ in found], np.int32), np.array([b for _, b in found], np.int32)
    f = np.array([float(a) for a, _ in found], np.float32)
    ones = np.ones(len(found), np.int32)
    return Words(i[0], i[1], ones, f, f, f + 1, f + 1, f, f, np.zeros(len(found), np.bool_), ones)


def test_values_are_as_printed_and_quotes_as_read() -> None:
    record = process(SourceFile("motie.txt", SCANNED.encode())).records[0]
    data = record.model_dump(mode="json")
    assert data["title"] == "Een speelplek voor de kinderen uit de Dorpsstraat"
    assert [(a["raw"], a["value"]) for a in data["amounts"]] == [("€ 12.450,00", "12450")]
    quotes = {e.pointer: e.quote for e in record.evidence}
    assert quotes["/title"] == "Een speelplek voor de kinderen vit de Dorpsstraat"
    assert quotes["/amounts/0/value"] == "€ l2.45O,OO"
    assert all(SCANNED[e.start : e.end] == e.quote for e in record.evidence)
    assert [f.code for f in record.findings if f.code == "ocr.repaired"] == ["ocr.repaired"]
    assert all(e.confidence <= 0.85 for e in record.evidence if e.pointer.startswith("/amounts/0"))


def test_a_text_that_is_no_ocr_passes_through() -> None:
    doc = plain_document("Watis het beleid?\n- vit te voeren\n")
    assert mend(doc) is doc


def test_only_pages_of_ocr_are_repaired() -> None:
    text = "kinderen vit gezinnen\fkinderen vit gezinnen"
    doc = Document(text, (Page(1, 0, 21), Page(2, 22, 43, state=PageState.OCR)), media_type="application/pdf")
    assert mend(doc).text == "kinderen vit gezinnen\fkinderen uit gezinnen"


def test_words_layers_cells_and_headings_go_along() -> None:
    text = "-_ Watis dit\nvit de wijk\nPagina 1"
    at = text.index
    doc = scanned(
        text,
        words=words_of(text),
        layers=((Span(at("Pagina"), len(text)), Layer.FOOTER),),
        headings={at("vit"): 2},
        grids=(Grid(1, 1, 1, (Cell(0, 0, (Span(at("Watis"), at("\n")),)),)),),
    )
    new = mend(doc)
    assert new.text == "- Wat is dit\nuit de wijk\nPagina 1"
    assert [new.text[a:b] for a, b in zip(new.words.start, new.words.end, strict=True)] == [
        "-",
        "Wat is",
        "dit",
        "uit",
        "de",
        "wijk",
        "Pagina",
        "1",
    ]
    assert [new.text[s.start : s.end] for s, _ in new.layers] == ["Pagina 1"]
    assert list(new.headings) == [new.text.index("uit")]
    assert new.text[slice(*new.grids[0].cells[0].spans[0])] == "Wat is dit"
    assert new.pages[0].end == len(new.text)


@given(st.text(alphabet="abceéiklnotuvíO01l €$.,-—_©»\n", max_size=80), st.data())
@settings(max_examples=200, deadline=None)
def test_every_place_leads_back_to_one_that_holds_it(text: str, data: st.DataObject) -> None:
    doc = scanned(text)
    mended = mend(doc)
    if mended.origin is None:
        assert mended is doc
        return
    view = mended.origin.view
    start = data.draw(st.integers(0, len(mended.text)))
    end = data.draw(st.integers(start, len(mended.text)))
    lo, hi = view.span(start, end)
    assert 0 <= lo <= hi <= len(text) or start == end
    if not any(edit.start < hi and edit.end > lo for edit in mended.origin.edits):
        assert text[lo:hi] == mended.text[start:end]
    assert view.forth(len(text)) == len(mended.text)


@pytest.mark.corpus
def test_no_text_of_the_corpus_that_was_not_recognised_is_changed() -> None:
    corpus = Path(__file__).parents[3] / "shared" / "corpus"
    files = [p for p in sorted(corpus.rglob("*")) if p.suffix in (".txt", ".html") and not p.name.endswith(".ocr.txt")]
    if not files:
        pytest.skip("no corpus here")
    for path in files:
        doc = read(SourceFile.load(str(path)))
        assert mend(doc) is doc, path.name


@pytest.mark.corpus
def test_quotes_of_recognised_texts_are_the_canonical_text() -> None:
    corpus = Path(__file__).parents[3] / "shared" / "corpus"
    files = sorted(corpus.glob("*.ocr.txt"))
    if not files:
        pytest.skip("no corpus here")
    for path in files:
        done = process(SourceFile.load(str(path)))
        entries = [e for record in done.records for e in record.evidence]
        assert entries
        assert all(done.document.text[e.start : e.end] == e.quote for e in entries), path.name
