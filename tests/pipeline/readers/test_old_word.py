"""Word 97-2003 and RTF: what a word processor would print, from files that one saved; hostile files.

`files/kade.doc` and `files/kade.rtf` are one fictional document: header, heading, hidden text, a tracked deletion,
lists of two levels, a table with merged cells, breaks, a character outside the first plane, footer.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from griffier.pipeline.errors import DamagedError, EmptyFileError, GriffierError, TooLargeError, UnsupportedError
from griffier.pipeline.limits import Limits
from griffier.pipeline.readers.door import read
from griffier.pipeline.readers.options import ReadOptions
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Document, Layer

FILES = Path(__file__).parent / "files"

EXPECTED = """Gemeente Vondelhaven

Herstel van de kade

Geachte raad, café ’t Anker en de kade kosten € 1.250,–.

Wij vragen u het volgende:
1. de kade te herstellen;
2. de raad te berichten;
• vóór de zomer;
• met een planning.

Post (omschrijving)\t2024\t2025
Kade\t1.250\t900
300\t200
Totaal\t1.550\t1.100
Bedragen in euro

Slot\u00adwoord met non-break en een\tknik.
Tweede regel 😀.

Postbus 9, 1234 AB Vondelhaven"""


def rtf(body: str, head: str = r"\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}{\f1\fcharset2 Symbol;}}") -> Document:
    return read(SourceFile("a.rtf", ("{\\rtf1" + head + body + "}").encode("latin-1")))


@pytest.mark.parametrize("name", ["kade.doc", "kade.rtf"])
def test_a_saved_document(name: str) -> None:
    doc = read(SourceFile.load(FILES / name))
    assert doc.text.replace("\u2011", "-") == EXPECTED
    assert doc.headings == {doc.text.index("Herstel"): 1}
    assert doc.properties["title"] == "Brief over de kade"
    assert next(line.layer for line in doc.lines if not line.blank) is Layer.HEADER
    assert [line.layer for line in doc.lines if not line.blank][-1] is Layer.FOOTER


@pytest.mark.parametrize("name", ["kade.doc", "kade.rtf"])
def test_merged_cells_keep_their_columns(name: str) -> None:
    doc = read(SourceFile.load(FILES / name))
    (grid,) = doc.grids
    assert (grid.rows, grid.columns) == (5, 3)
    placed = {doc.text[s.start : s.end]: (c.row, c.column, c.rowspan, c.colspan) for c in grid.cells for s in c.spans}
    assert placed["Kade"] == (1, 0, 2, 1)
    assert placed["300"] == (2, 1, 1, 1)
    assert placed["Bedragen in euro"] == (4, 0, 1, 3)


def test_the_words_of_rtf() -> None:
    doc = rtf(
        r"{\header\pard Kop\par}\pard\outlinelevel0 Titel\par\pard caf\'e9 \u8364\'80 5{\*\onbekend weg}{\v weg}\line "
        r"nieuw\par"
        r"{\pntext\f1\'b7\tab}\pard een\par{\listtext a)\tab}twee{\footnote\pard Een noot.}\par"
        r"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt\pard In een kader.\par}}}"
        r"{\field{\*\fldinst HYPERLINK x}{\fldrslt zie}}\par{\footer Voet\par}"
    )
    assert doc.text == "Kop\n\nTitel\n\ncafé € 5\nnieuw\n• een\na) twee\n\nIn een kader.\n\nzie\n\nEen noot.\n\nVoet"
    assert doc.headings == {5: 1}
    layers = {line.text: line.layer for line in doc.lines if not line.blank}
    assert layers["Kop"] is Layer.HEADER
    assert layers["Een noot."] is Layer.FOOTNOTE
    assert layers["Voet"] is Layer.FOOTER
    assert layers["In een kader."] is Layer.BODY


def test_a_row_of_rtf_with_paragraphs_in_a_cell() -> None:
    row = r"\trowd\cellx1000\cellx2000\pard\intbl {0}\par {1}\cell {2}\cell\row"
    doc = rtf(row.format("Post", "(2024)", "Bedrag") + row.format("Kade", "", "5") + r"\pard Slot\par")
    assert doc.text == "Post (2024)\tBedrag\nKade\t5\n\nSlot"
    assert len(doc.grids) == 1


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("", EmptyFileError),
        ("{" * 5000, TooLargeError),
        (r"{\stylesheet ", DamagedError),
        (r"\bin999999999999 x", EmptyFileError),
    ],
)
def test_rtf_that_is_none(body: str, error: type[GriffierError]) -> None:
    with pytest.raises(error):
        read(SourceFile("a.rtf", ("{\\rtf1" + body).encode()))


def test_limits_hold() -> None:
    for name in ("kade.doc", "kade.rtf"):
        with pytest.raises(TooLargeError):
            read(SourceFile.load(FILES / name), ReadOptions(limits=Limits(characters=100)))


def test_word_of_before_1997_is_refused_with_the_way_out() -> None:
    data = bytearray((FILES / "kade.doc").read_bytes())
    at = data.index(b"\xec\xa5")
    data[at : at + 4] = b"\xdc\xa5\x68\x00"
    with pytest.raises(UnsupportedError) as caught:
        read(SourceFile("oud.doc", bytes(data)))
    assert "soffice" in caught.value.remedy


@pytest.mark.parametrize("name", ["kade.doc", "kade.rtf"])
def test_damage_is_an_error_of_ours_or_nothing(name: str) -> None:
    whole = (FILES / name).read_bytes()
    for seed in range(150):
        chance = random.Random(seed)
        data = bytearray(whole)
        for _ in range(chance.choice([1, 3, 20, 200])):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if seed % 5 == 0:
            data = data[: chance.randrange(len(data))]
        try:
            read(SourceFile(name, bytes(data)))
        except GriffierError as error:
            assert error.remedy


def test_a_row_of_many_cells() -> None:
    """Its properties stand outside the page of properties ([MS-DOC] sprmPHugePapx)."""
    doc = read(SourceFile.load(FILES / "breed.doc"))
    (grid,) = doc.grids
    assert (grid.rows, grid.columns) == (3, 30)
    assert doc.text.splitlines()[3].split("\t") == [str(100 + column) for column in range(30)]
