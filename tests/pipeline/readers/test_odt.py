"""OpenDocument text made with odfpy."""

from __future__ import annotations

import io

import pytest
from odf.draw import Frame, TextBox
from odf.opendocument import OpenDocumentText
from odf.style import Footer, Header, MasterPage, PageLayout
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import (
    H,
    LineBreak,
    List,
    ListItem,
    ListLevelStyleNumber,
    ListStyle,
    Note,
    NoteBody,
    NoteCitation,
    P,
    S,
    Span,
    Tab,
)

from griffier.pipeline.errors import DamagedError
from griffier.pipeline.readers.door import read
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Document, Layer


def opened(odt: OpenDocumentText) -> Document:
    buffer = io.BytesIO()
    odt.save(buffer)
    return read(SourceFile("a.odt", buffer.getvalue()))


def listed(style: str | None, *items: str) -> List:
    made = List(stylename=style) if style else List()
    for item in items:
        entry = ListItem()
        entry.addElement(P(text=item))
        made.addElement(entry)
    return made


def test_everything_in_order() -> None:
    odt = OpenDocumentText()
    numbers = ListStyle(name="L1")
    numbers.addElement(ListLevelStyleNumber(level=1, numformat="a", numsuffix=")"))
    odt.automaticstyles.addElement(numbers)
    layout = PageLayout(name="pl")
    odt.automaticstyles.addElement(layout)
    master = MasterPage(name="Standard", pagelayoutname=layout)
    header, footer = Header(), Footer()
    header.addElement(P(text="Gemeente Zwolle"))
    footer.addElement(P(text="Postbus 10007"))
    master.addElement(header)
    master.addElement(footer)
    odt.masterstyles.addElement(master)
    odt.text.addElement(H(outlinelevel=2, text="Raadsvoorstel"))
    paragraph = P(text="Aan de ")
    paragraph.addElement(Span(text="raad"))
    paragraph.addText(" van")
    paragraph.addElement(S(c=3))
    paragraph.addText("Zwolle")
    paragraph.addElement(LineBreak())
    paragraph.addText("kolom")
    paragraph.addElement(Tab())
    paragraph.addText("twee")
    note = Note(noteclass="footnote")
    note.addElement(NoteCitation(text="1"))
    inner = NoteBody()
    inner.addElement(P(text="Een noot."))
    note.addElement(inner)
    paragraph.addElement(note)
    odt.text.addElement(paragraph)
    odt.text.addElement(listed("L1", "een", "twee"))
    odt.text.addElement(listed(None, "los"))
    table = Table()
    for texts in (("a", "b"), ("breed",)):
        row = TableRow()
        for text in texts:
            cell = TableCell(numbercolumnsspanned=2) if len(texts) == 1 else TableCell()
            cell.addElement(P(text=text))
            row.addElement(cell)
        if len(texts) == 1:
            row.addElement(CoveredTableCell())
        table.addElement(row)
    odt.text.addElement(table)
    frame, box = Frame(), TextBox()
    box.addElement(P(text="In een kader"))
    frame.addElement(box)
    holder = P()
    holder.addElement(frame)
    odt.text.addElement(holder)
    doc = opened(odt)
    assert doc.text == (
        "Gemeente Zwolle\n\nRaadsvoorstel\n\nAan de raad van Zwolle\nkolom\ttwee\na) een\nb) twee\n• los"
        "\n\na\tb\nbreed\n\nIn een kader\n\nEen noot.\n\nPostbus 10007"
    )
    assert [(layer, doc.text[s.start : s.end]) for s, layer in doc.layers] == [
        (Layer.HEADER, "Gemeente Zwolle"),
        (Layer.FOOTNOTE, "Een noot."),
        (Layer.FOOTER, "Postbus 10007"),
    ]
    assert doc.headings == {doc.text.index("Raadsvoorstel"): 2}
    assert [(c.row, c.column, c.colspan) for c in doc.grids[0].cells] == [(0, 0, 1), (0, 1, 1), (1, 0, 2)]


def test_cut_off() -> None:
    odt = OpenDocumentText()
    odt.text.addElement(P(text="tekst " * 1000))
    buffer = io.BytesIO()
    odt.save(buffer)
    with pytest.raises(DamagedError):
        read(SourceFile("a.odt", buffer.getvalue()[:-300]))
