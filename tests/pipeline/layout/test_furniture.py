"""Headers, footers, page numbers and footnotes on pages laid out by hand."""

from __future__ import annotations

import itertools

import pytest

from griffier.pipeline.layout.furniture import PlacedLine, PlacedPage, layers_of, page_number
from griffier.schemas.document import Layer, PageState

Lines = list[tuple[float, str]]
BODY: Lines = [(200 + 14 * i, f"Regel {'abcdefghij'[i]} van de tekst van deze bladzijde") for i in range(10)]


def placed(pages: list[Lines], sizes: dict[str, float] | None = None, height: float = 842) -> list[PlacedPage]:
    at = 0
    out = []
    for number, lines in enumerate(pages, 1):
        page = PlacedPage(number, height, PageState.TEXT)
        last = None
        for top, text in sorted(lines):
            opens = last is None or top - last > 20
            page.lines.append(PlacedLine(at, at + len(text), text, top, top + 12, (sizes or {}).get(text, 10), opens))
            at += len(text) + 1
            last = top
        out.append(page)
    return out


def found(pages: list[Lines], sizes: dict[str, float] | None = None) -> list[tuple[int, str, str]]:
    built = placed(pages, sizes)
    names = {line.start: (page.number, line.text) for page in built for line in page.lines}
    return [(*names[span.start], layer.value) for span, layer in layers_of(built)]


def test_header_that_comes_back_is_furniture_from_the_second_page_on() -> None:
    pages = [[(40, "Gemeente Veldermeer"), *BODY] for _ in range(3)]
    assert found(pages) == [(2, "Gemeente Veldermeer", "header"), (3, "Gemeente Veldermeer", "header")]


def test_margins_of_a_page_of_little_height() -> None:
    page: Lines = [
        (36, "Gemeente Veldermeer"),
        (50, "Motie 12"),
        (90, "De raad"),
        (104, "besluit"),
        (240, "Pagina 2 van 2"),
    ]
    layers = [(page, layer) for span, layer in layers_of(placed([page, page], height=300))]
    assert [layer for _, layer in layers] == [Layer.FOOTER, Layer.HEADER, Layer.HEADER, Layer.FOOTER]


def test_page_number_and_what_stands_beside_it() -> None:
    pages = [BODY, [(40, "Gemeente Veldermeer   12 mei 2024"), (54, "Pagina 2 van 2"), *BODY]]
    assert found(pages) == [(2, "Gemeente Veldermeer   12 mei 2024", "header"), (2, "Pagina 2 van 2", "header")]


FOOT: Lines = [
    (780, "Gemeente Veldermeer   Postbus 12   T 14 0512"),
    (792, "Markt 1   1234 AB Veldermeer   www.voorbeeld.nl"),
]
SMALL = dict.fromkeys([text for _, text in FOOT], 8.0)


def test_where_the_sender_is_reached_at_the_foot_of_a_letter() -> None:
    assert [f[2] for f in found([[*BODY, *FOOT], BODY], SMALL)] == ["footer", "footer"]


@pytest.mark.parametrize(
    ("page", "sizes"),
    [
        ([*BODY, *FOOT], {}),  # as large as the text: the address of an event
        ([*BODY, (330, FOOT[0][1]), (344, FOOT[1][1])], SMALL),  # in the middle of the page
        (
            [*BODY, (780, "De vergadering is op Markt 1, 1234 AB Veldermeer.")],
            {"De vergadering is op Markt 1, 1234 AB Veldermeer.": 8.0},
        ),
        ([*BODY, *((640 + 14 * n, f"Nog een regel {n}") for n in range(10)), *FOOT], SMALL),  # not apart from the text
    ],
    ids=["large", "middle", "once", "close"],
)
def test_addresses_that_are_text(page: Lines, sizes: dict[str, float]) -> None:
    assert found([page, BODY], sizes) == []


def test_what_a_browser_prints_in_two_pieces() -> None:
    pages: list[Lines] = [[(15, "29-11-2026 12:36"), (15.5, "Motie"), *BODY, (820, "https://voorbeeld.nl   1/1")]]
    assert [layer for *_, layer in found(pages)] == ["header", "header", "footer"]


@pytest.mark.parametrize(
    ("head", "foot", "layers"),
    [
        ("11/29/26, 12:36 PM   Motie", "https://voorbeeld.nl/motie   1/1", ["header", "footer"]),
        ("29-11-2026 12:36   Motie", "file:///tmp/motie.html   1/1", ["header", "footer"]),
        ("29-11-2026 12:36   Raadsvergadering", "Griffie", []),
        ("Motie van 29-11-2026", "https://voorbeeld.nl/motie   1/1", ["footer"]),
    ],
)
def test_what_a_browser_prints_around_a_page(head: str, foot: str, layers: list[str]) -> None:
    assert [layer for *_, layer in found([[(15, head), *BODY, (820, foot)]])] == layers


def test_head_of_a_later_page_that_repeats_the_reference_of_the_first() -> None:
    first: Lines = [(120, "Aan de gemeenteraad   Ons kenmerk"), (132, "Zaak/123"), *BODY]
    again: Lines = [(46, "Ons kenmerk"), (58, "Zaak/123")]
    sizes = {"Ons kenmerk": 7.0, "Zaak/123": 8.0}
    assert found([first, [*again, *BODY]], sizes) == [(2, "Ons kenmerk", "header"), (2, "Zaak/123", "header")]
    assert found([first, [*again, *BODY]]) == []  # as large as the text
    assert found([first, [(46, "Uw kenmerk"), *BODY]], {"Uw kenmerk": 7.0}) == []  # what the first page does not say


def test_footer_on_every_page() -> None:
    pages = [[*BODY, (800, f"Gegenereerd: v1.1   {n}")] for n in (1, 2)]
    assert [f[2] for f in found(pages)] == ["footer", "footer"]


def test_left_and_right_pages() -> None:
    pages = [[(40, "Jaarstukken 2023" if n % 2 else "Gemeente Veldermeer"), *BODY] for n in range(1, 6)]
    assert [f[0] for f in found(pages)] == [2, 3, 4, 5]


def test_first_page_of_the_next_document_in_a_bundle_keeps_its_title() -> None:
    pages = [[(40, "MOTIE"), *BODY], [(40, "MOTIE"), *BODY], [(40, "MOTIE"), *BODY]]
    assert found(pages) == []


def test_head_of_a_table_that_comes_back_is_no_header() -> None:
    head = "Programma   2023   2024   2025   2026"
    pages = [
        [(60, head), *[(74 + 14 * i, f"Post {'abc'[i]}   1   2   3   4") for i in range(3)], *BODY] for _ in range(3)
    ]
    assert found(pages) == []


def test_last_line_of_the_text_is_no_footer() -> None:
    pages = [[*BODY, (760, "Dit is de laatste regel van pagina een.")], [*BODY, (760, "En dit is een andere regel.")]]
    assert found(pages) == []


def test_footnotes() -> None:
    notes = {"1 Zie het raadsbesluit van 12 mei 2023.": 8.0, "en de brief van 3 juni 2023.": 8.0}
    pages = [[*BODY, (700, "1 Zie het raadsbesluit van 12 mei 2023."), (710, "en de brief van 3 juni 2023.")]]
    assert [f[2] for f in found(pages, notes)] == ["footnote", "footnote"]


def test_small_print_without_a_mark_is_no_footnote() -> None:
    pages = [[*BODY, (700, "Kleine letters onder de tekst.")]]
    assert found(pages, {"Kleine letters onder de tekst.": 8.0}) == []


@pytest.mark.parametrize(
    ("text", "page", "number"),
    [
        ("Pagina 2 van 5", 2, 2),
        ("Raadsbrief fietsplan Pagina 7 van 7", 7, 7),
        ("- 4 -", 4, 4),
        ("12", 12, 12),
        ("blad 3", 3, 3),
        ("3/8", 3, 3),
        ("Gegenereerd: v1.2   1", 1, 1),
        ("2023", 4, None),
        ("artikel 12", 12, None),
        ("vastgesteld op 12 mei 2024", 1, None),
        ("De raad besluit", 1, None),
    ],
)
def test_page_numbers(text: str, page: int, number: int | None) -> None:
    assert page_number(text, page) == number


def test_layers_are_sorted_and_apart() -> None:
    spans = [
        s for s, _ in layers_of(placed([[(40, "Gemeente Veldermeer"), *BODY, (800, str(n))] for n in range(1, 7)]))
    ]
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert Layer.FOOTER in {layer for _, layer in layers_of(placed([[*BODY, (800, "1")]]))}


def test_letterhead_of_the_next_document_in_a_bundle_is_no_header() -> None:
    pages = [[(40, "Gemeente Veldermeer"), (80, f"Motie 2024-03{n}"), *BODY] for n in range(3)]
    assert found(pages) == []


def test_running_title_of_one_document_is_a_header() -> None:
    title = "Raadsvoorstel Uitbreiding van de fietsenstalling bij het station"
    pages = [[(40, title), *BODY, (800, f"Pagina {n} van 3")] for n in (1, 2, 3)]
    assert [f for f in found(pages) if f[2] == "header"] == [(2, title, "header"), (3, title, "header")]


def test_letterhead_that_stands_lower_on_the_first_page() -> None:
    pages: list[Lines] = [
        [(80, "Gemeente Veldermeer"), (110, "Motie M7"), (130, "De raad besluit het fietspad te verbreden en te ver-")],
        [
            (40, "Gemeente Veldermeer"),
            (110, "lichten, voor 1 mei 2024;"),
            (130, "en gaat over tot de orde van de dag."),
        ],
    ]
    assert found(pages) == [(2, "Gemeente Veldermeer", "header")]


def test_the_last_rows_of_a_table_beside_a_page_number_are_no_footer() -> None:
    rows: Lines = [(200 + 14 * i, f"Post {'abcdefghij'[i]}   {900 - i}") for i in range(10)]
    last = ["Maaien en sloten   12", "Riolering   15", "Verlichting   9"]
    pages = [[*rows, (740, text), (800, f"{n}")] for n, text in enumerate(last, 1)]
    assert [f for f in found(pages) if f[2] == "footer"] == [(n, str(n), "footer") for n in (1, 2, 3)]


def test_a_row_of_figures_at_the_top_is_no_page_number() -> None:
    table = [
        (62, "Stand per 31 december"),
        (66, "Naam   Toevoeging   Onttrekking   2032"),
        (80, "Algemene   29   0   0   29"),
    ]
    assert [f for f in found([BODY, [*table, *BODY]]) if f[1] in dict.fromkeys(text for _, text in table)] == []


def test_a_year_may_stand_beside_the_page_number() -> None:
    assert found([BODY, [(40, "Begroting   2032   2"), *BODY]]) == [(2, "Begroting   2032   2", "header")]
