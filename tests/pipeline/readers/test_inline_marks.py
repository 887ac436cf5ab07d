"""What stands inside a line and is not its text: raised figures, struck and hidden words, signs of symbol fonts, hints
of templates. The same in every format."""

from __future__ import annotations

import io
import re

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from odf.opendocument import OpenDocumentText
from odf.style import Style, TextProperties
from odf.text import P, Section
from odf.text import Span as OdfSpan

from griffier.extractors.dutch import money
from griffier.pipeline.readers.door import read
from griffier.pipeline.readers.inline_marks import in_layer, raised, symbol, without_marks
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Document, Layer, Part


def page(body: str, head: str = "") -> Document:
    markup = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return read(SourceFile("motie.html", markup.encode()))


def word(*runs: tuple[str, dict[str, bool]]) -> Document:
    made = docx.Document()
    paragraph = made.add_paragraph()
    for text, look in runs:
        run = paragraph.add_run(text)
        for name, on in look.items():
            setattr(run.font, name, on)
    out = io.BytesIO()
    made.save(out)
    return read(SourceFile("motie.docx", out.getvalue()))


def odt(*spans: tuple[str, dict[str, str]]) -> Document:
    made = OpenDocumentText()
    paragraph = P()
    for n, (text, look) in enumerate(spans):
        style = Style(name=f"T{n}", family="text")
        style.addElement(TextProperties(**look))
        made.automaticstyles.addElement(style)
        paragraph.addElement(OdfSpan(stylename=style, text=text))
    made.text.addElement(paragraph)
    out = io.BytesIO()
    made.write(out)
    return read(SourceFile("motie.odt", out.getvalue()))


def rtf(text: str) -> Document:
    return read(SourceFile("motie.rtf", (r"{\rtf1\ansi\ansicpg1252 " + text + r"\par}").encode("cp1252")))


def body(doc: Document) -> str:
    """The text of the body's lines, as a reader would cite it."""
    return re.sub(r"\s+", " ", " ".join(line.text for line in Part.whole(doc).body)).strip()


RAISED = [
    page("<p>kost € 500<sup>2</sup> per 25 m<sup>2</sup></p>"),
    word(("kost € 500", {}), ("2", {"superscript": True}), (" per 25 m", {}), ("2", {"superscript": True})),
    odt(("kost € 500", {}), ("2", {"textposition": "super 58%"}), (" per 25 m", {}), ("2", {"textposition": "super"})),
    rtf(r"kost \'80 500{\super 2} per 25 m{\super 2}"),
]


@pytest.mark.parametrize("doc", RAISED)
def test_raised_figures_are_no_part_of_the_figure_before_them(doc: Document) -> None:
    assert body(doc) == "kost € 500² per 25 m²"
    assert [str(m.value) for m in money.find(doc.text)] == ["500"]


STRUCK = [
    page("<p>voor <s>€ 25.000</s> € 40.000</p>"),
    page('<p>voor <span style="text-decoration: line-through">€ 25.000</span>€ 40.000</p>'),
    word(("voor ", {}), ("€ 25.000", {"strike": True}), ("€ 40.000", {})),
    odt(("voor ", {}), ("€ 25.000", {"textlinethroughstyle": "solid"}), ("€ 40.000", {})),
    rtf(r"voor {\strike \'80 25.000}\'80 40.000"),
]


@pytest.mark.parametrize("doc", STRUCK)
def test_struck_words_are_a_layer_of_their_own(doc: Document) -> None:
    assert body(doc) == "voor € 40.000"
    assert [doc.text[s.start : s.end] for s, layer in doc.layers if layer is Layer.STRUCK] == ["€ 25.000"]


HIDDEN = [
    page('<p>voor <span style="display:none">€ 25.000 </span>€ 40.000</p>'),
    page('<p>voor <span class="x">€ 25.000</span> € 40.000</p>', "<style>.x{font-size:0}</style>"),
    page('<p class="geheim">€ 25.000</p><p>voor € 40.000</p>', "<style>p.geheim { display : none }</style>"),
    word(("voor ", {}), ("€ 25.000 ", {"hidden": True}), ("€ 40.000", {})),
    odt(("voor ", {}), ("€ 25.000 ", {"display": "none"}), ("€ 40.000", {})),
    rtf(r"voor {\v \'80 25.000 }\'80 40.000"),
]


@pytest.mark.parametrize("doc", HIDDEN)
def test_what_is_not_shown_is_not_read(doc: Document) -> None:
    assert body(doc) == "voor € 40.000"


def test_what_a_click_opens_is_content() -> None:
    doc = page('<div class="collapse"><p>De lasten zijn hoger.</p></div>', "<style>.collapse{display:none}</style>")
    assert body(doc) == "De lasten zijn hoger."


def test_a_hidden_section_of_a_word_processor_is_not_read() -> None:
    made = OpenDocumentText()
    section = Section(name="s", display="none")
    section.addElement(P(text="€ 25.000 weg te geven"))
    made.text.addElement(section)
    made.text.addElement(P(text="voor € 40.000"))
    out = io.BytesIO()
    made.write(out)
    assert body(read(SourceFile("motie.odt", out.getvalue()))) == "voor € 40.000"


def test_the_hint_of_a_template_is_no_text_and_a_ticked_box_is() -> None:
    made = docx.Document()
    control = OxmlElement("w:sdt")
    properties = OxmlElement("w:sdtPr")
    properties.append(OxmlElement("w:showingPlcHdr"))
    content = OxmlElement("w:sdtContent")
    content.append(made.add_paragraph("Klik of tik om tekst in te voeren.")._p)
    control.append(properties)
    control.append(content)
    made.element.body.insert(0, control)
    for code, words in (("F0FE", "aangenomen"), ("F0A8", "verworpen")):
        run = made.add_paragraph().add_run()
        sign = OxmlElement("w:sym")
        sign.set(qn("w:font"), "Wingdings")
        sign.set(qn("w:char"), code)
        run._r.append(sign)
        run._r.getparent().append(made.add_paragraph(f" {words}").runs[0]._r)
    out = io.BytesIO()
    made.save(out)
    assert body(read(SourceFile("motie.docx", out.getvalue()))) == "☑ aangenomen ☐ verworpen"


def test_marks_come_out_again() -> None:
    marked = f"a {in_layer('b', Layer.STRUCK)}c {in_layer('d', Layer.BOILERPLATE)}"
    assert without_marks(marked) == ("a b c d ", [(2, 3, Layer.STRUCK), (6, 7, Layer.BOILERPLATE)])
    assert without_marks("\ufdd2 los \ufdd0") == (" los ", [])
    assert (raised("12"), raised("e"), symbol(0xF0FE, "Wingdings"), symbol(0xFE, "Arial")) == ("¹²", "e", "☑", "")
