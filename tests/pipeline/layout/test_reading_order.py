"""Reading order and the canonical text, on pages laid out by hand: (x, y of the upper edge, text), 5 points a
letter."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from griffier.pipeline.layout.assemble import assemble
from griffier.pipeline.layout.line_numbers import without_numbers
from griffier.pipeline.layout.page_words import PageWords, from_ocr
from griffier.pipeline.ocr.engine import OcrResult, OcrWord
from griffier.schemas.document import PageState

Line = tuple[float, float, str]


def page(
    lines: list[Line],
    width: float = 595,
    height: float = 842,
    size: float = 10,
    rules: list[tuple[float, float, float, float]] | None = None,
) -> PageWords:
    rows = []
    for x, y, text in lines:
        for word in text.split():
            rows.append((word, x, y, x + 5 * len(word), y + 1.2 * size, size))
            x += 5 * (len(word) + 0.6)
    columns = [np.array([r[k] for r in rows], np.float32) for k in range(1, 6)]
    return PageWords(
        1,
        width,
        height,
        texts=[r[0] for r in rows],
        x0=columns[0],
        top=columns[1],
        x1=columns[2],
        bottom=columns[3],
        size=columns[4],
        confidence=np.full(len(rows), 100, np.float32),
        bold=np.zeros(len(rows), np.bool_),
        rules=np.array(rules or [], np.float32).reshape(-1, 4),
    )


def text(lines: list[Line], **more: object) -> str:
    return assemble([page(lines, **more)]).text  # type: ignore[arg-type]


def column(x: float, y: float, *lines: str, pitch: float = 14) -> list[Line]:
    return [(x, y + i * pitch, line) for i, line in enumerate(lines)]


def test_lines_of_a_paragraph_and_a_gap() -> None:
    lines = column(60, 100, "De raad van de gemeente Veldermeer", "bijeen op 12 mei 2024;") + column(
        60, 160, "Overwegende dat", "het fietspad smal is;"
    )
    assert (
        text(lines)
        == "De raad van de gemeente Veldermeer\nbijeen op 12 mei 2024;\n\nOverwegende dat\nhet fietspad smal is;"
    )


def test_wide_line_spacing_is_no_gap() -> None:
    lines = column(
        60, 100, *(f"deze regel nummer {n} van de tekst loopt door tot de rand en dan" for n in "abcde"), pitch=24
    )
    assert "\n\n" not in text(lines)


def test_a_later_column_that_begins_a_line_higher() -> None:
    left = [f"de linker kolom telt regel {i} van de tekst" for i in "abcde"]
    right = [f"en de rechter kolom heeft regel {i} ook" for i in "abcdef"]
    higher = column(60, 100, "Een regel daarboven") + column(60, 142, *left) + column(330, 128, *right)
    assert text(higher) == "\n".join(["Een regel daarboven", "", *left, "", *right])
    head = column(60, 142, "Soort", "Wegen", "Groen") + column(330, 128, "Bedrag in duizend euro", "2023", "12", "13")
    assert text(head).split() == ["Bedrag", "in", "duizend", "euro", "Soort", "2023", "Wegen", "12", "Groen", "13"]


def test_an_address_beside_a_title_is_read_by_itself() -> None:
    head = column(60, 100, "MOTIE", "Meer groen in de wijk", "Nummer: 2021 RG 12", "Datum: 3 mei 2021", pitch=18)
    address = column(400, 100, "Bezoekadres", "Markt 1", "1234 AB Dorp", "www.voorbeeld.nl", pitch=18)
    lines = ["MOTIE", "Meer groen in de wijk", "Nummer: 2021 RG 12", "Datum: 3 mei 2021"]
    assert text(head + address).replace("\n\n", "\n").split("\n")[:4] == lines
    below = column(60, 100, "MOTIE", "Meer groen", "", "", "De raad bijeen", pitch=18)
    assert text([*below, *address]).split("\n")[-1] == "De raad bijeen"
    labels = column(60, 100, "Adres:", "Plaats:", "Website:", pitch=18)
    values = column(400, 100, "Markt 1", "1234 AB Dorp", "www.voorbeeld.nl", pitch=18)
    assert "Plaats:   1234 AB Dorp" in text(labels + values)


def test_prose_in_two_columns_is_read_down() -> None:
    left = [f"de linker kolom telt regel {i} van de tekst" for i in "abcdef"]
    right = [f"en de rechter kolom heeft regel {i} ook" for i in "abcdef"]
    assert text(column(60, 100, *left) + column(330, 100, *right)) == "\n".join(left) + "\n\n" + "\n".join(right)


def test_columns_of_short_paragraphs() -> None:
    left = column(
        60,
        100,
        "Constaterende dat",
        "",
        "de linker kolom telt regels die",
        "over het einde van de regel",
        "lopen en het college dan van de",
    )
    right = column(
        330,
        100,
        "rechter kolom verder leest in",
        "wat daar nog staat van de zin",
        "die links begon;",
        "",
        "En gaat over",
    )
    assert text(left + right).split("\n\n")[-2].endswith("die links begon;")
    told = text(left + right).replace("\n", " ")
    assert "dan van de  rechter kolom verder" in told
    table = column(
        60, 100, "Was", "", "De raad stelt vast dat dit zo", "is en dat het zo blijft in de", "wijk van het dorp."
    )
    beside = column(
        330, 100, "Wordt", "", "De raad stelt vast dat dit niet", "zo is en dat het zo wordt in de", "wijk van de stad."
    )
    assert text(table + beside).startswith("Was   Wordt\n\nDe raad stelt vast dat dit zo   De raad")


def test_numbers_in_the_margin_are_left_out() -> None:
    lines = [
        "MOTIE",
        "De raad van Veldermeer, bijeen",
        "op 3 mei, verzoekt het college",
        "van burgemeester en wethouders",
    ]
    body = column(60, 100, *lines, *lines)
    numbers = column(40, 100, *(str(k) for k in range(1, 9)))
    assert text(body + numbers) == text(body)
    items = column(60, 100, *(f"Punt van de agenda {k}" for k in "abcdefgh"))
    assert text(items + numbers).startswith("1")


@pytest.mark.parametrize(("first", "step"), [(5, 5), (45, 5), (10, 10)])
def test_numbers_at_every_fifth_line_are_left_out(first: int, step: int) -> None:
    lines = [f"De heer Proef zegt dat punt {'abcdefgh'[k % 8]} van de lijst kan" for k in range(4 * step + 1)]
    body = column(60, 60, *lines, pitch=12)
    numbers = [(40, 60 + 12 * (step - 1 + step * k), str(first + step * k)) for k in range(4)]
    assert text(body + numbers) == text(body)


def numbered(lines: list[str], step: int, *, unread: int = 0) -> str:
    """Bare text with a number before each line whose place is a whole number of steps; one of them was not read."""
    return "\n".join(f"{n} {x}" if n % step == 0 and n != unread else x for n, x in enumerate(lines, 1))


@pytest.mark.parametrize("step", [5, 10])
def test_numbers_at_every_fifth_line_of_bare_text(step: int) -> None:
    lines = [f"De heer Proef zegt dat punt {'abcdefgh'[k % 8]} van de lijst kan" for k in range(8 * step)]
    assert without_numbers(numbered(lines, step)) == "\n".join(lines)
    assert without_numbers(numbered(lines, step, unread=4 * step)) == "\n".join(lines)
    few = numbered(lines[: 4 * step], step)
    assert without_numbers(few) == few
    items = "\n".join(f"{5 * k} stuks van soort {k}" for k in range(1, 12))
    assert "5 stuks van soort 1" in without_numbers(items)
    thirds = numbered(lines, 3)
    assert without_numbers(thirds) == thirds


def test_a_label_of_two_lines_and_its_value() -> None:
    labels = column(60, 100, "Verzoekt het", "college", "Financiële", "dekking", "Status")
    values = [
        *column(160, 100, "met de regio te overleggen over een", "avondrit"),
        (160, 128, "uit het restant van het budget voor sport"),
        (160, 156, "Aangenomen"),
    ]
    told = text(labels + values).replace("\n\n", "\n").split("\n")
    assert told == [
        *("Verzoekt het", "college", "met de regio te overleggen over een", "avondrit"),
        *("Financiële", "dekking", "uit het restant van het budget voor sport", "Status   Aangenomen"),
    ]


def test_rows_of_figures_are_read_across() -> None:
    lines = [
        line
        for i in range(5)
        for line in (
            (60, 100 + 14 * i, f"Programma {i} met een naam"),
            (300, 100 + 14 * i, f"1.{i}00"),
            (400, 100 + 14 * i, f"-{i}.250"),
        )
    ]
    assert text(lines).split("\n")[3] == "Programma 3 met een naam   1.300   -3.250"


def test_head_of_several_lines_over_figures_is_read_across() -> None:
    head = [
        (60, 100, "Programma"),
        (300, 100, "Begroting"),
        (400, 100, "Begroting"),
        (300, 114, "2024"),
        (400, 114, "2025"),
    ]
    rows = [
        line
        for i in range(4)
        for line in ((60, 130 + 14 * i, "Zorg en welzijn"), (300, 130 + 14 * i, "1.100"), (400, 130 + 14 * i, "1.200"))
    ]
    assert text(head + rows).startswith("Programma   Begroting   Begroting\n2024   2025\n")


def test_signature_block_is_read_column_by_column() -> None:
    lines = [
        *column(60, 500, "A. de Wit", "Lokaal Belang"),
        *column(240, 500, "B.J. van der Molen", "VVD"),
        *column(420, 500, "Fatma Yildiz", "PvdA"),
    ]
    assert text(lines) == "A. de Wit\nLokaal Belang\n\nB.J. van der Molen\nVVD\n\nFatma Yildiz\nPvdA"


def test_function_over_name_with_room_for_the_signature() -> None:
    lines = [
        (60, 500, "De griffier,"),
        (300, 500, "De voorzitter,"),
        (60, 560, "E. Bakker"),
        (300, 560, "F. van Dalen"),
    ]
    assert text(lines) == "De griffier,\n\nE. Bakker\n\nDe voorzitter,\n\nF. van Dalen"


def test_attendance_list_is_read_across() -> None:
    rows = [
        line
        for i in range(8)
        for line in ((60, 100 + 14 * i, f"Jan de Vries {'abcdefgh'[i].upper()}."), (300, 100 + 14 * i, "VVD"))
    ]
    assert text(rows).split("\n")[0] == "Jan de Vries A.   VVD"


def test_labels_over_their_values() -> None:
    lines = [
        (60, 200, "Datum"),
        (200, 200, "Ons kenmerk"),
        (400, 200, "Behandeld door"),
        (60, 213, "12 mei 2024"),
        (200, 213, "Z-24-0012"),
        (400, 213, "G. Visser"),
    ]
    assert text(lines) == "Datum\n12 mei 2024\n\nOns kenmerk\nZ-24-0012\n\nBehandeld door\nG. Visser"


def test_labels_beside_their_values() -> None:
    lines = [
        (60, 200, "Datum"),
        (150, 200, "12 mei 2024"),
        (60, 213, "Onderwerp"),
        (150, 213, "Het fietsplan en wat daarbij"),
        (150, 226, "nog komt kijken"),
        (60, 239, "Bijlagen"),
        (150, 239, "2"),
    ]
    assert text(lines) == "Datum   12 mei 2024\nOnderwerp   Het fietsplan en wat daarbij\nnog komt kijken\nBijlagen   2"


def test_tight_label_is_cut_at_the_tab_stop() -> None:
    lines = [
        (60, 200, "Datum"),
        (132, 200, "12 mei 2024"),
        (60, 213, "Behandeld door"),
        (132, 213, "G. Visser"),
        (60, 226, "Bijlage"),
        (132, 226, "1"),
    ]
    assert "Behandeld door   G. Visser" in text(lines)


def test_side_block_at_unlike_heights() -> None:
    letter = column(60, 100, "Aan de gemeenteraad van Veldermeer", "Postbus 12", "1234 ZZ Veldermeer", pitch=14)
    side = column(440, 104, "Bezoekadres", "Dorpsstraat 1", "1234 AB Veldermeer", "Telefoon 14 0123", pitch=9.5)
    assert text(letter + side).split("\n\n")[0] == "Aan de gemeenteraad van Veldermeer\nPostbus 12\n1234 ZZ Veldermeer"


def test_cells_of_a_ruled_row_are_read_one_by_one() -> None:
    lines = [
        *column(64, 100, "Vaststellen van de verordening", "op de kamerverhuur"),
        *column(314, 100, "De raad besluit unaniem", "in te stemmen"),
        *column(64, 140, "Benoeming van een lid", "van de rekenkamer"),
        *column(314, 140, "Aangehouden tot de", "volgende vergadering"),
    ]
    rules = [(60, y, 540, y + 0.5) for y in (97, 134, 175)]
    assert text(lines, rules=rules).startswith(
        "Vaststellen van de verordening\nop de kamerverhuur\n\nDe raad besluit unaniem\nin te stemmen"
    )


def test_two_pages_on_one_sheet() -> None:
    left = [
        line for i in range(12) for line in ((40, 60 + 14 * i, f"Links {i} met naam"), (250, 60 + 14 * i, f"1.{i}00"))
    ]
    right = [
        line for i in range(12) for line in ((480, 55 + 14 * i, f"Rechts {i} met naam"), (700, 55 + 14 * i, f"2.{i}00"))
    ]
    out = text([*left, *right], width=842, height=595)
    assert out.index("Links 11 met naam   1.1100") < out.index("Rechts 0 met naam   2.000")


def test_one_wide_table_is_no_spread() -> None:
    rows = [
        line
        for i in range(14)
        for line in (
            (40, 60 + 14 * i, f"Post {i} met een lange naam in woorden"),
            (480, 60 + 14 * i, f"1.{i}00"),
            (700, 60 + 14 * i, f"2.{i}00"),
        )
    ]
    assert text(rows, width=842, height=595).startswith("Post 0 met een lange naam in woorden   1.000   2.000\n")


@pytest.mark.parametrize("mark", ["1.", "-", "•", "a.", "5.c.1", "1.1."])
def test_list_mark_is_no_cell(mark: str) -> None:
    assert text([(60, 100, mark), (120, 100, "de raad voor te stellen")]) == f"{mark} de raad voor te stellen"


def test_justified_line_is_no_row_of_cells() -> None:
    above = (60, 100, "geen principiële bezwaren heeft tegen het begrip compenserende tekst")
    below = (60, 128, "argument is waarom hij ertegen is")
    edge = 60 + sum(5 * (len(w) + 0.6) for w in above[2].split()) - 3
    wide, x = [], 60.0
    words = ("neutraliteit,", "eigenlijk", "vooral", "maar", "omdat")
    gap = (edge - 60 - sum(5 * len(w) for w in words)) / (len(words) - 1)
    for word in words:
        wide.append((x, 114.0, word))
        x += 5 * len(word) + gap
    assert gap > 15
    assert "neutraliteit, eigenlijk vooral maar omdat" in text([above, *wide, below])


def test_cells_end_at_a_standing_rule() -> None:
    lines = [(60, 100, "2023 ringen"), (60, 114, "toe voegen")]
    rules = [(81.5, 90, 82, 130)]
    assert text(lines, rules=rules) == "2023   ringen\ntoe voegen"


def test_hyphen_marks_of_pdfium_become_hyphens() -> None:
    assert text([(60, 100, "Bestuurs\x02"), (60, 114, "recht en voor\ufffe")]) == "Bestuurs-\nrecht en voor-"


def test_pages_are_parted_by_a_form_feed() -> None:
    blank = PageWords(2, 595, 842, state=PageState.BLANK, reason="no ink")
    doc = assemble([page([(60, 100, "eerste")]), blank, page([(60, 100, "derde")])])
    assert doc.text == "eerste\f\fderde"
    assert [(p.start, p.end) for p in doc.pages] == [(0, 6), (7, 7), (8, 13)]


def test_words_that_run_up_the_page_come_last() -> None:
    base = page([(60, 100, "De raad besluit"), (300, 90, "INGEKOMEN")])
    upright = np.array([True, True, True, False])
    doc = assemble([PageWords(**{**base.__dict__, "upright": upright})])
    assert doc.text == "De raad besluit\n\nINGEKOMEN"


def test_tilted_scan_keeps_its_lines() -> None:
    words = []
    for row in range(4):
        for k in range(9):
            y = 200 + 60 * row + 4 * k  # four pixels down a word: 1.3 degrees
            words.append(OcrWord(f"woord{row}{k}", 100 + 180 * k, y, 250 + 180 * k, y + 32, 90, k // 5, 1, row))
    doc = assemble([from_ocr(OcrResult(tuple(words)), 1, 595, 842, 300)])
    assert doc.text.split("\n")[1] == " ".join(f"woord1{k}" for k in range(9))


WORDS = st.lists(
    st.tuples(
        st.text(
            st.characters(min_codepoint=33, max_codepoint=0x24F, exclude_categories=("Cc", "Zs")),
            min_size=1,
            max_size=9,
        ),
        st.floats(0, 560),
        st.floats(0, 830),
        st.floats(4, 30),
    ),
    min_size=1,
    max_size=60,
)


@settings(max_examples=60, deadline=None)
@given(WORDS)
def test_every_word_stands_once_in_the_text(words: list[tuple[str, float, float, float]]) -> None:
    built = PageWords(
        1,
        595,
        842,
        texts=[w[0] for w in words],
        x0=np.array([w[1] for w in words], np.float32),
        top=np.array([w[2] for w in words], np.float32),
        x1=np.array([w[1] + 0.5 * w[3] * len(w[0]) for w in words], np.float32),
        bottom=np.array([w[2] + w[3] for w in words], np.float32),
        size=np.array([w[3] for w in words], np.float32),
        confidence=np.full(len(words), 100, np.float32),
        bold=np.zeros(len(words), np.bool_),
    )
    doc = assemble([built])
    found = [doc.text[s:e] for s, e in zip(doc.words.start, doc.words.end, strict=True)]
    assert sorted(found) == sorted(w[0] for w in words)
    assert all(a <= b for a, b in pairwise(doc.words.start.tolist()))
    assert "".join(doc.text.split()) == "".join(found)
    assert not any(line != line.strip() for line in doc.text.split("\n"))


def test_names_over_functions() -> None:
    lines = [*column(60, 500, "Suze Dijkman", "secretaris"), *column(300, 500, "Bram van Oord", "voorzitter")]
    assert text(lines) == "Suze Dijkman\nsecretaris\n\nBram van Oord\nvoorzitter"


def test_page_of_short_paragraphs_keeps_them_apart() -> None:
    lines = column(
        60,
        100,
        "De raad, bijeen op 26 maart 2024,",
        "besluit:",
        "in beslispunt 2 het jaar te wijzigen.",
        "E. Molenaar (PvdA)",
        pitch=23,
    )
    assert text(lines).count("\n\n") == 3


def test_side_block_of_labels_over_values_is_read_after_the_address() -> None:
    address = column(60, 130, "Aan de gemeenteraad", "Marktplein 1", "1234 AB Veldermeer", pitch=13)
    block = [
        line
        for i, (label, value) in enumerate(
            (("Datum", "12 mei 2024"), ("Ons kenmerk", "Z24-00123"), ("Bijlagen", "geen"))
        )
        for line in ((420.0, 130.0 + 30 * i, label), (420.0, 142.0 + 30 * i, value))
    ]
    body = column(60, 260, "Onderwerp: het fietspad langs de vaart")
    assert [line for line in text(address + block + body).split("\n") if line] == [
        "Aan de gemeenteraad",
        "Marktplein 1",
        "1234 AB Veldermeer",
        "Datum",
        "12 mei 2024",
        "Ons kenmerk",
        "Z24-00123",
        "Bijlagen",
        "geen",
        "Onderwerp: het fietspad langs de vaart",
    ]


def test_labels_beside_values_are_no_side_block() -> None:
    form = column(60, 100, "Datum", "Status", "Nummer") + column(200, 100, "12 mei 2024", "Aangenomen", "24-117")
    assert text(form).split("\n") == ["Datum   12 mei 2024", "Status   Aangenomen", "Nummer   24-117"]


def test_two_rows_of_signatures_are_read_row_by_row() -> None:
    places = (60.0, 230.0, 400.0)
    rows = (
        (200.0, ("Anna de Wit", "Piet Hofstra", "Sara el Amrani"), ("GroenLinks", "PvdA", "D66")),
        (270.0, ("Joost Mulder", "Kees Vermeer", "Lotte Bruin"), ("CDA", "ChristenUnie", "VVD")),
    )
    lines = [
        line
        for y, names, parties in rows
        for x, name, party in zip(places, names, parties, strict=True)
        for line in ((x, y, name), (x, y + 13, party))
    ]
    assert [line for line in text(lines).split("\n") if line] == [
        t for _, names, parties in rows for pair in zip(names, parties, strict=True) for t in pair
    ]


def test_a_title_stands_before_a_name_that_signs() -> None:
    lines = [
        (60.0, 480.0, "de secretaris,"),
        (300.0, 480.0, "de burgemeester,"),
        (60.0, 530.0, "J.P. van Dam"),
        (300.0, 530.0, "mr. E. Bosman"),
    ]
    assert [line for line in text(lines).split("\n") if line] == [
        "de secretaris,",
        "J.P. van Dam",
        "de burgemeester,",
        "mr. E. Bosman",
    ]
