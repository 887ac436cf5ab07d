"""Web pages: blocks, lists, tables; chrome as a layer; hostile pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from griffier.pipeline.errors import EmptyFileError, TooLargeError
from griffier.pipeline.readers.door import read
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Document, Layer

SHARED = Path(__file__).parents[4] / "shared"

PAGE = """<!DOCTYPE html><html lang=nl><head><title>Motie 12 | Zwolle</title><script>var a = "<p>nee</p>";</script>
</head>
<body class="has-sidebar"><a class="skip-link" href="#m">Direct naar inhoud</a>
<div class="cookie-bar"><p>Wij gebruiken cookies op deze website.</p><button>Accepteren</button></div>
<nav><ul><li><a>Home</a></li><li><a>Raad</a></li></ul></nav>
<main><h1>Motie: fietspad</h1>
<dl><dt>Datum</dt><dd>6 juli 2023</dd><dt>Indiener:</dt><dd>J. Jansen</dd></dl>
<p>De raad van de gemeente Zwolle,<br>bijeen op 6&nbsp;juli 2023,</p>
<p>constaterende dat:</p><ul><li>het fietspad slecht is;<ul><li>vooral in de bocht;</li></ul></li>
<li><p>er <b>twee</b> ongelukken waren;</p></li></ul>
<p>verzoekt het college:</p><ol type=a start=2><li>het te herstellen &euro; 5.000;</li><li>te rapporteren</li></ol>
en gaat over tot de orde van de dag.<div hidden>geheim</div></main>
<footer>Contact 14038</footer></body></html>"""


def page(markup: str | bytes) -> Document:
    return read(SourceFile("a.html", markup if isinstance(markup, bytes) else markup.encode()))


def body(doc: Document) -> str:
    return "\n".join(line.text for line in doc.lines if line.layer is Layer.BODY and not line.blank)


def test_a_page() -> None:
    doc = page(PAGE)
    assert body(doc) == (
        "Motie: fietspad\nDatum: 6 juli 2023\nIndiener: J. Jansen\nDe raad van de gemeente Zwolle,\nbijeen op 6 juli "
        "2023,\n"
        "constaterende dat:\n• het fietspad slecht is;\n- vooral in de bocht;\n• er twee ongelukken waren;\n"
        "verzoekt het college:\nb. het te herstellen € 5.000;\nc. te rapporteren\nen gaat over tot de orde van de dag."
    )
    assert doc.headings == {doc.text.index("Motie: fietspad"): 1}
    assert doc.properties["title"] == "Motie 12 | Zwolle"
    assert "nee" not in doc.text
    assert "Contact 14038" in doc.text


def test_tables_are_grids_with_spans() -> None:
    doc = page(
        "<p>Stemming</p><table><tr><th>Partij</th><th colspan=2>Stem</th></tr>"
        "<tr><td rowspan=2>D66</td><td>voor</td><td>3</td></tr><tr><td>tegen</td><td></td></tr></table>"
    )
    assert doc.text == "Stemming\n\nPartij\tStem\nD66\tvoor\t3\ntegen\t"
    (grid,) = doc.grids
    assert (grid.rows, grid.columns) == (3, 3)
    assert {
        (c.row, c.column, c.rowspan, c.colspan): "".join(doc.text[s.start : s.end] for s in c.spans) for c in grid.cells
    } == {
        (0, 0, 1, 1): "Partij",
        (0, 1, 1, 2): "Stem",
        (1, 0, 2, 1): "D66",
        (1, 1, 1, 1): "voor",
        (1, 2, 1, 1): "3",
        (2, 1, 1, 1): "tegen",
        (2, 2, 1, 1): "",
    }


def test_layout_tables_are_no_grids() -> None:
    doc = page(
        "<table><tr><td><table><tr><td>Menu</td></tr></table></td><td><p>De raad.</p><p>Het "
        "college.</p></td></tr></table>"
    )
    assert doc.grids == ()
    assert body(doc) == "De raad.\nHet college."


def test_number_in_its_own_block_joins_its_title() -> None:
    doc = page(
        '<div class="nr"><a href="#">6.a</a></div><div class="title"><h3>Vaststellen van de '
        "nota</h3></div><div>Toelichting</div>"
    )
    assert doc.text == "6.a Vaststellen van de nota\n\nToelichting"
    assert doc.headings == {0: 3}


def test_an_item_that_prints_its_own_number_is_not_numbered_twice() -> None:
    text = page(
        "<ol><li><h3>1 Opening</h3></li><li>2. Agenda</li><li>4 bomen</li></ol><ul><li>3.1 Bijlage</li><li>5 "
        "bomen</li></ul>"
    ).text
    assert [line for line in text.splitlines() if line.strip()] == [
        "1 Opening",
        "2. Agenda",
        "3. 4 bomen",
        "3.1 Bijlage",
        "• 5 bomen",
    ]


def test_classes_do_not_take_the_content_away() -> None:
    text = "De raad besluit tot aankoop van het pand. " * 20
    doc = page(f'<body><div class="page-nav menu"><p>{text}</p></div><div class="menu">Home</div></body>')
    assert "aankoop" in body(doc)


def test_encoding_of_the_page() -> None:
    assert page('<meta charset="windows-1252"><p>één € coördinatie</p>'.encode("cp1252")).text == "één € coördinatie"
    assert page('<meta charset="iso-8859-1"><p>één</p>'.encode()).text == "één"


@pytest.mark.parametrize("markup", ["<html></html>", "<p> </p><script>x</script><div></div>"])
def test_page_without_text(markup: str) -> None:
    with pytest.raises(EmptyFileError):
        page(markup)


def test_depth_is_never_silent() -> None:
    with pytest.raises(TooLargeError):
        page("<div>" * 5000 + "diep" + "</div>" * 5000 + "<p>het einde</p>")


def test_entities_are_not_expanded() -> None:
    doc = page('<!DOCTYPE html [<!ENTITY a "haha"><!ENTITY b SYSTEM "file:///etc/passwd">]><p>x &a; &b; y</p><p>z</p>')
    assert "haha" not in doc.text
    assert "root:" not in doc.text


def test_many_nested_candidates_in_time() -> None:
    page('<div class="nav">' * 900 + "tekst " * 20000 + "</div>" * 900 + "<p>De raad besluit.</p>")


@pytest.mark.corpus
def test_item_of_a_council_information_system() -> None:
    path = SHARED / "corpus" / "ori_den_helder_meeting_item.html"
    if not path.exists():
        pytest.skip("../shared is absent")
    doc = read(SourceFile.load(path))
    lines = [line for line in doc.lines if line.layer is Layer.BODY and not line.blank]
    assert len(lines) == 2
    assert lines[0].text.startswith("6 Bekrachtigen van")
    assert lines[0].heading == 3


def test_a_caption_stands_over_its_table() -> None:
    caption = "<caption>Tabel A (bedragen &times; &euro; 1.000)</caption>"
    page = f"<table>{caption}<tr><th>Post</th><th>2025</th></tr><tr><td>Wegen</td><td>12</td></tr></table>"
    doc = read(SourceFile("a.html", f"<!DOCTYPE html><html><body><p>Zie de tabel.</p>{page}</body></html>".encode()))
    lines = [line.text for line in doc.lines if line.text]
    assert lines[1] == "Tabel A (bedragen × € 1.000)"
    assert lines[2].startswith("Post")
