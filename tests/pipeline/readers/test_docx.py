"""Word documents made with python-docx, and hostile ones."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from griffier.pipeline.errors import DamagedError
from griffier.pipeline.readers.door import read
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Document, Layer


def opened(word: docx.document.Document) -> Document:
    buffer = io.BytesIO()
    word.save(buffer)
    return read(SourceFile("a.docx", buffer.getvalue()))


def body(doc: Document) -> list[str]:
    return [line.text for line in doc.lines if line.layer is Layer.BODY and not line.blank]


def test_paragraphs_headings_lists_and_furniture() -> None:
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "Gemeente Zwolle - motie 12"
    word.sections[0].footer.paragraphs[0].text = "Postbus 10007"
    word.add_heading("Motie fietspad", 1)
    word.add_paragraph("De raad constateert:")
    for item in ("het is slecht;", "het is glad;"):
        word.add_paragraph(item, style="List Bullet")
    word.add_paragraph("en verzoekt:")
    for item in ("een plan;", "een brief;"):
        word.add_paragraph(item, style="List Number")
    doc = opened(word)
    assert body(doc) == [
        "Motie fietspad",
        "De raad constateert:",
        "• het is slecht;",
        "• het is glad;",
        "en verzoekt:",
        "1. een plan;",
        "2. een brief;",
    ]
    assert doc.headings == {doc.text.index("Motie fietspad"): 1}
    assert [(layer.value, doc.text[s.start : s.end]) for s, layer in doc.layers] == [
        ("header", "Gemeente Zwolle - motie 12"),
        ("footer", "Postbus 10007"),
    ]


def test_columns_made_with_the_space_bar_stay_apart() -> None:
    word = docx.Document()
    word.add_paragraph("J. Proef        A. Testers")
    word.add_paragraph("Een zin.  Nog een zin.")
    assert body(opened(word)) == ["J. Proef\tA. Testers", "Een zin. Nog een zin."]


def test_blocks_that_a_program_made_one_paragraph() -> None:
    word = docx.Document()
    for first, second in (("GEMEENTE PROEFDAM", "Motie 4"), ("LET", "Op de kade"), ("Gemeente", "Raad")):
        paragraph = word.add_paragraph()
        paragraph.add_run(first).bold = True
        paragraph.add_run(second)
    assert body(opened(word)) == ["GEMEENTE PROEFDAM\tMotie 4", "LETOp de kade", "GemeenteRaad"]


def test_tables_that_lay_out_a_page() -> None:
    word = docx.Document()
    beside = word.add_table(1, 2)
    beside.cell(0, 0).text, beside.cell(0, 1).text = "MOTIE\nDatum: 3 mei\nMeer groen", "Markt 1\nDorp"
    word.add_paragraph("De raad")
    form = word.add_table(3, 2)
    form.cell(0, 0).text, form.cell(0, 1).text = "Nummer", "12\n13"
    form.cell(1, 0).merge(form.cell(1, 1)).text = "Verzoekt het college\n• te bouwen"
    form.cell(2, 0).merge(form.cell(2, 1)).text = "en gaat over"
    doc = opened(word)
    assert doc.text == (
        "MOTIE\nDatum: 3 mei\nMeer groen\n\nMarkt 1\nDorp\n\nDe raad\n\n"
        "Nummer\t12 13\n\nVerzoekt het college\n• te bouwen\n\nen gaat over"
    )
    (grid,) = doc.grids
    assert [doc.text[s.start : s.end] for c in grid.cells if c.row == 1 for s in c.spans] == [
        "Verzoekt het college",
        "• te bouwen",
    ]


def test_merged_cells() -> None:
    word = docx.Document()
    table = word.add_table(3, 3)
    for r in range(3):
        for c in range(3):
            table.cell(r, c).text = f"{r}{c}"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "kop"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "zij"
    doc = opened(word)
    (grid,) = doc.grids
    cells = {
        (c.row, c.column): (c.rowspan, c.colspan, "".join(doc.text[s.start : s.end] for s in c.spans))
        for c in grid.cells
    }
    assert (grid.rows, grid.columns) == (3, 3)
    assert cells[0, 1] == (1, 2, "kop")
    assert cells[1, 0] == (2, 1, "zij")
    assert cells[2, 1] == (1, 1, "21")
    assert doc.text == "00\tkop\nzij\t11\t12\n21\t22"


def test_changes_controls_boxes_and_hidden_text() -> None:
    word = docx.Document()
    word.element.body.insert(
        0,
        parse_xml(
            f"<w:p {nsdecls('w')}><w:r><w:t>De raad "
            f"</w:t></w:r><w:del><w:r><w:delText>weigert</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>besluit</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t></w:r>"
            "<w:r><w:noBreakHyphen/><w:br/><w:t>twee</w:t></w:r></w:p>"
        ),
    )
    word.element.body.insert(
        1,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>In een veld</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        ),
    )
    box = "<w:txbxContent><w:p><w:r><w:t>In een kader</w:t></w:r></w:p></w:txbxContent>"
    word.element.body.insert(
        2,
        parse_xml(
            f"<w:p {nsdecls('w')} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "
            f"xmlns:wps='urn:x'><w:r>"
            f"<mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{box}</wps:txbx></mc:Choice>"
            f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
            "</w:r></w:p>"
        ),
    )
    assert body(opened(word)) == ["De raad besluit-", "twee", "In een veld", "In een kader"]


def test_entities_are_not_expanded() -> None:
    buffer = io.BytesIO()
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml",
            f'<!DOCTYPE x [<!ENTITY l0 "lol">{lol}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
            f'<w:document xmlns:w="{w}"><w:body><w:p><w:r><w:t>begin &l8; &f; '
            f"einde</w:t></w:r></w:p></w:body></w:document>",
        )
    try:
        text = read(SourceFile("a.docx", buffer.getvalue())).text
    except DamagedError:
        return
    assert "lol" not in text
    assert "root" not in text


def test_no_body() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<x/>")
    with pytest.raises(DamagedError):
        read(SourceFile("a.docx", buffer.getvalue()))
