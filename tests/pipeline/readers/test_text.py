"""Text in any encoding; furniture and chrome as layers; offsets that hold."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from griffier.extractors.text.unwrapping import joined
from griffier.pipeline.errors import EmptyFileError, UnsupportedError
from griffier.pipeline.readers.decoding import clean, decode
from griffier.pipeline.readers.door import read
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Document, Layer, PageState

DUTCH = (
    "Het college coördineert de financiële bijdrage van € 5.000 – één keer – aan ‘De Brug’ en de "
    "cliëntenraad.\nZoals vóór 2020.\n"
)


def read_text(text: str | bytes, name: str = "a.txt") -> Document:
    return read(SourceFile(name, text if isinstance(text, bytes) else text.encode()))


def layered(doc: Document) -> list[tuple[str, str]]:
    return [(layer.value, doc.text[span.start : span.end]) for span, layer in doc.layers]


NUMBERED = [
    "MOTIE",
    "",
    "De raad van Proefdam,",
    "bijeen op 3 mei,",
    "",
    "Verzoekt het college",
    "- te bouwen;",
    "- te",
]


def test_numbers_of_the_lines() -> None:
    lines = [f"{k:>3}  {line}".rstrip() for k, line in enumerate(NUMBERED, 1)]
    assert read_text("\n".join(lines)).text == "\n".join(NUMBERED)
    assert read_text("\n".join(["Agenda", *lines])).text.endswith("  8  - te")
    items = "\n".join(f"{k}  Punt {k}" for k in range(1, 12))
    assert read_text(items).text == items


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(encoding: str) -> None:
    assert read_text(DUTCH.encode(encoding)).text == DUTCH.strip()


@pytest.mark.parametrize("encoding", ["mac-roman", "cp850", "iso8859-15", "latin-1"])
def test_encodings_without_every_sign(encoding: str) -> None:
    text = "Het college coördineert de financiële bijdrage één keer aan de cliëntenraad; geïnformeerd vóór de zomer."
    assert read_text(text.encode(encoding)).text == text


def test_utf8_with_a_damaged_place() -> None:
    data = "één coördinatie, geïnd, vóór".encode() + " café".encode("cp1252")
    assert read_text(data).text == "één coördinatie, geïnd, vóór café"


def test_decomposed_letters_are_composed() -> None:
    assert read_text("coo\u0308rdinatie").text == "coördinatie"


def test_binary_is_no_text() -> None:
    assert decode(bytes(range(256)) * 10) is None
    with pytest.raises(UnsupportedError):
        read_text(b"abc\x00\x01\x02\x00" * 100)


def test_newlines_and_control_characters() -> None:
    assert read_text("een\r\ntwee\rdrie\x0bvier\x08\u2028vijf\ufeff").text == "een\ntwee\ndrie\nvier\nvijf"


def test_form_feeds_are_pages() -> None:
    doc = read_text("Een\n\fTwee\n\f\f Vier\n\f")
    assert [(p.number, doc.text[p.start : p.end].strip(), p.state) for p in doc.pages] == [
        (1, "Een", PageState.TEXT),
        (2, "Twee", PageState.TEXT),
        (3, "", PageState.BLANK),
        (4, "Vier", PageState.TEXT),
    ]


def test_blanks_only() -> None:
    with pytest.raises(EmptyFileError):
        read_text(" \n\t\f\u00a0 ")


GLUED = """Motie
Datum raadsvergadering 7 juli 2021
Ingekomen onder nummer 37
Status Aangenomen
De raad van de gemeente Zwolle,
Overwegende dat
- de speeltuin een hek nodig heeft zodat kinderen daar veilig kunnen spe-
len;Gemeente Zwolle Status Aangenomen
Pagina 2 van 2
Verzoekt het college
- een hek te plaatsen.
"""


def test_running_head_glued_to_a_word() -> None:
    doc = read_text(GLUED)
    assert layered(doc) == [("header", "Gemeente Zwolle Status Aangenomen"), ("header", "Pagina 2 van 2")]
    cut = [line for line in doc.lines if line.text in ("len;", "Gemeente Zwolle Status Aangenomen")]
    assert [line.layer for line in cut] == [Layer.BODY, Layer.HEADER]
    start = doc.text.index("- de speeltuin")
    assert (
        joined(doc, start, doc.text.index("Verzoekt"))
        == "- de speeltuin een hek nodig heeft zodat kinderen daar veilig kunnen spelen;"
    )


def test_heads_that_count_up() -> None:
    head = "Jaar 2020 Gemeente Zwolle R\nAfdeling 1 Gemeenteblad\nNummer 12\n"
    first = "Gemeente Zwolle R\nGemeenteblad\nJaar 2020\nAfdeling 1\nNummer 12\n1. Is dit zo?\nAntwoord:\nJa.\n"
    text = f"{first}1{head}2. En dit?\nAntwoord:\nNee.\n2{head}3. Waarom?\n3\n"
    doc = read_text(text)
    assert layered(doc) == [
        ("footer", "1"),
        ("header", head.strip()),
        ("footer", "2"),
        ("header", head.strip()),
        ("footer", "3"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Vragen\n1. Is dit zo?\nAntwoord:\nJa.\n2. En dit?\nAntwoord:\nNee.\n3. Waarom?\nAntwoord:\nDaarom.\n",
        "De raad besluit:\n1\nhet hek te plaatsen;\n2\nhet hek te verven.\n",
        "Het college verwijst naar pagina 2 van 2 van de nota van Gemeente Zwolle.\nDe raad stemt in.\n",
        "Gemeente Zwolle\n\nMotie 12\nDatum: 6 juli 2023\n\nDe raad verzoekt.\n\n"
        "Gemeente Zwolle\n\nMotie 13\nDatum: 6 juli 2023\n\nDe raad roept op.\n",
    ],
)
def test_what_is_no_furniture(text: str) -> None:
    assert layered(read_text(text)) == []


FULL = "Al jaren is het park van de buurt het hart van onze wijk, en daarom"


def paged(lines: int, first: int, pages: int) -> str:
    """Text without pages whose page numbers stand a page of so many lines apart."""
    return "\n".join(
        line
        for page in range(first, first + pages)
        for line in (*(f"Dit is regel {n} van blad {page}." for n in range(lines)), f"{page}")
    )


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (
            f"Geachte raad,\n\n{FULL}\n\n1\n\nvragen wij om rust.\n\n2\n\nDe bomen blijven.\n\nHoogachtend,\n",
            ["1", "2"],
        ),
        (f"{FULL}\n- 2 -\nvragen wij om rust.\n", ["- 2 -"]),
        (paged(30, 1, 4), ["1", "2", "3", "4"]),
        (paged(30, 7, 3) + "\nEinde van het verslag.", ["7", "8", "9"]),
        (f"1\nOpening\n2\nHet park\n{FULL}\n2\nvragen wij om rust.\n3\nSluiting\n", ["2"]),
    ],
    ids=["cut", "dashes", "a-page-apart", "later-pages", "among-items"],
)
def test_numbers_of_pages_in_a_text_without_pages(text: str, numbers: list[str]) -> None:
    assert layered(read_text(text)) == [("footer", number) for number in numbers]


@pytest.mark.parametrize(
    "text",
    [
        "Agenda\n\n1\nOpening\n\n2\nVaststelling van de agenda\n\n3\nSluiting\n",
        "Agenda\n\n1\nopening door de voorzitter\n2\nvaststelling van de agenda\n",
        f"{FULL} doen wij dit.\n1\nhet park blijft;\n2\nde bomen blijven.\n",
        f"Vragen\n\n1\n{FULL}?\n2\nIs dat zo?\n",
        paged(8, 1, 4) + "\nEinde van het verslag.",
        f"{FULL}\n12\nvan de 40 bomen weg moeten.\n",
    ],
    ids=["agenda", "small-letters", "points", "questions", "items-of-eight-lines", "figure"],
)
def test_numbers_of_items_are_no_furniture(text: str) -> None:
    assert layered(read_text(text)) == []


LETTER = (
    "Gemeente Zwolle\nOns kenmerk: Z/123\nDatum: 3 mei 2024\n\nAan de raad\n\nGeachte raad,\n\n{first}\n\n{between}\n\n"
    "{second}\n\nHoogachtend,\n\nJ. Duin\n"
)


@pytest.mark.parametrize(
    ("between", "found"),
    [
        (
            "Gemeente Zwolle   Postbus 12   T 14 038\nMarkt 1   8011 AB Zwolle   www.voorbeeld.nl",
            ["footer", "footer"],
        ),
        (
            "Gemeente Zwolle Postbus 12 T 14 038\nwww.voorbeeld.nl\n\nGemeente Zwolle\n\nOns kenmerk\nZ/123",
            ["footer", "footer", "header", "header", "header"],
        ),
        ("Gemeente Zwolle\nDatum 3 mei 2024\nPagina 2 van 2", ["header", "header", "footer"]),
        ("Gemeente Zwolle   Ons kenmerk: Z/123   2/3", ["header"]),
    ],
    ids=["foot", "foot-and-head", "head-over-a-mark", "head-in-a-line"],
)
def test_the_paper_of_a_letter(between: str, found: list[str]) -> None:
    doc = read_text(LETTER.format(first=f"{FULL} doen wij dit.", between=between, second="De bomen blijven."))
    assert [kind for kind, _ in layered(doc)] == found
    assert all(said in between for _, said in layered(doc))


@pytest.mark.parametrize(
    "between",
    [
        "De avond is in buurthuis De Linde, Kade 3, 8011 AB Zwolle, zie www.voorbeeld.nl.",
        "Buurthuis De Linde\nKade 3, 8011 AB Zwolle\nwww.voorbeeld.nl",
        "Gemeente Zwolle\nOns kenmerk: Z/123",
        "Datum: 3 mei 2024",
        "Gemeente Zwolle   Meppel   2/3",
    ],
    ids=["sentence", "of-an-event", "repeated-alone", "day", "what-the-head-does-not-say"],
)
def test_addresses_and_repeated_lines_that_are_text(between: str) -> None:
    text = LETTER.format(first=f"{FULL} doen wij dit.", between=between, second="De bomen blijven.")
    assert layered(read_text(text)) == []


def test_footnotes_that_are_addresses() -> None:
    doc = read_text(
        "De raad vindt dit.1\nPunt.\n1 https://www.voorbeeld.nl/een-lange-\nweg-naar/het_stuk\fTweede bladzijde met "
        "tekst.\n"
    )
    assert layered(doc) == [("footnote", "1 https://www.voorbeeld.nl/een-lange-"), ("footnote", "weg-naar/het_stuk")]


def test_chrome_at_the_edges_only() -> None:
    body = "\n\n".join(f"Alinea {n} van de brief aan de raad." for n in range(40))
    doc = read_text(f"Skip to content\n\nDeze website gebruikt cookies.\n\n{body}\n\nMenu\n\n{body}\n\nBack To Top")
    assert layered(doc) == [
        ("boilerplate", "Skip to content"),
        ("boilerplate", "Deze website gebruikt cookies."),
        ("boilerplate", "Back To Top"),
    ]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab1 \n\f\t.:;-–Gemeente Pagina2van—é\r"), max_size=400))
def test_lines_and_pages_agree_with_the_text(text: str) -> None:
    try:
        doc = read_text(text)
    except EmptyFileError:
        return
    assert doc.text == clean(doc.text)
    assert all(doc.text[line.start : line.end] == line.text for line in doc.lines)
    assert "\f".join(doc.text[p.start : p.end] for p in doc.pages) == doc.text
    spans = [span for span, _ in doc.layers]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    words = [line.text for line in doc.lines if not line.blank]
    assert "".join("".join(words).split()) == "".join(doc.text.split())


def test_time_grows_with_the_text_only() -> None:
    text = ("Gemeente Zwolle Status " * 40 + "\nPagina 2 van 2\n1Jaar cookies website " + "1 http " * 50 + "\n") * 2000
    read_text(text)  # where the time grew faster than the text, this would not end


def test_one_running_line_behind_a_glued_number_is_a_head() -> None:
    foot = "28 mei 2014 Gemeente Proefdam"
    pages = [
        "\n".join(f"Dit is regel {n} van bladzij {page} over de kade in het dorp," for n in range(9))
        for page in range(5)
    ]
    text = f"Geachte raad,\n{pages[0]}\nen dat was alles.{foot}\n{pages[1]}\n" + "".join(
        f"{page}{foot}\n{pages[page]}\n" for page in (2, 3, 4)
    )
    doc = read_text(text)
    told = [doc.text[span.start : span.end] for span, layer in doc.layers if layer is Layer.HEADER]
    assert told == [foot] * 4


def test_a_list_that_counts_is_no_running_head() -> None:
    rows = "\n".join(f"{n}Wijziging Programmabegroting" for n in range(1, 7))
    assert not read_text(f"Overzicht\n{rows}\nEinde\n").layers
    spread = "\n".join(
        f"{n}e wijziging programmabegroting 2024\n" + "De wijziging is technisch van aard en kost niets.\n" * 9
        for n in range(1, 5)
    )
    assert not read_text(spread).layers
