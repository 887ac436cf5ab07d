"""Blocks beside each other: (x, y of the upper edge, text, size of the letters), half their size a letter."""

from __future__ import annotations

import numpy as np
import pytest

from griffier.pipeline.layout.assemble import assemble
from griffier.pipeline.layout.page_words import PageWords

Line = tuple[float, float, str, float]
Rule = tuple[float, float, float, float]

PROSE = (
    "De raad heeft in het voorjaar besloten dat de",
    "fietspaden in het dorp breder worden gemaakt en",
    "dat de kosten daarvan worden gedekt uit de",
    "reserve die voor wegen en bruggen is gevormd,",
    "zodat de lasten voor de inwoners niet stijgen en",
    "het plan in de komende jaren kan worden gedaan.",
)


def text(lines: list[Line], rules: list[Rule] | None = None) -> str:
    rows = []
    for x, y, line, size in lines:
        for word in line.split():
            height = 0.35 * size if word == "·" else 1.2 * size
            top = y + 0.4 * size if word == "·" else y
            rows.append((word, x, top, x + 0.5 * size * len(word), top + height, size))
            x += 0.5 * size * (len(word) + 0.6)
    columns = [np.array([r[k] for r in rows], np.float32) for k in range(1, 6)]
    return assemble(
        [
            PageWords(
                1,
                595,
                842,
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
        ]
    ).text


def column(x: float, y: float, *lines: str, pitch: float = 14, size: float = 10) -> list[Line]:
    return [(x, y + i * pitch, line, size) for i, line in enumerate(lines)]


def test_prose_beside_a_chart_is_read_whole() -> None:
    axis = [(330.0, 96 + 19.5 * i, str(40 - 10 * i), 8.0) for i in range(5)]
    note = column(380, 131, "minder verkeer", "dan in 2022", size=8, pitch=10)
    assert text([*column(60, 100, *PROSE), *axis, *note]).startswith("\n".join(PROSE) + "\n\n")


def test_a_long_label_beside_its_figures_is_read_across() -> None:
    labels = [f"Onderhoud van de wegen en de bruggen in wijk {n} en" for n in range(1, 7)]
    lines = (
        column(60, 100, *labels)
        + column(400, 100, *(f"{n}.200" for n in range(1, 7)))
        + column(480, 100, *(f"{n}.300" for n in range(1, 7)))
    )
    assert text(lines).split("\n")[0] == f"{labels[0]}   1.200   1.300"


@pytest.mark.parametrize("mark", ["·", "•", "-", "o"])
def test_marks_of_a_list_stay_with_their_items(mark: str) -> None:
    side = column(470, 100, "Afdeling", "Wegen en water", size=7, pitch=9.3)
    items = column(60, 160, mark) + column(78, 160, *PROSE[:2]) + column(60, 188, mark) + column(78, 188, *PROSE[2:4])
    out = text([*column(60, 100, "Aan de raad van Veldermeer", "Postbus 1"), *side, *items])
    assert f"{mark} {PROSE[0]}\n{PROSE[1]}\n{mark} {PROSE[2]}\n{PROSE[3]}" in out


def test_a_label_over_its_value_beside_a_list() -> None:
    items = column(60, 114, "·") + column(78, 114, *PROSE)
    out = text([*column(470, 102, "Datum", "4 juli 2024", size=8, pitch=11), *items])
    assert "\n".join(PROSE) in out
    assert "Datum\n4 juli 2024" in out


def test_a_cell_that_is_centred_in_its_row_does_not_interrupt_the_one_beside_it() -> None:
    lines = [
        *column(
            64,
            100,
            "7) Vaststelling van de verordening op",
            "de rechtspositie van raadsleden en",
            "leden van commissies",
        ),
        (400, 121, "4871", 10),
    ]
    rules = [(60.0, y, 540.0, y + 0.5) for y in (97.0, 146.0)]
    lines += [*column(64, 150, "8) Sluiting"), (400.0, 150.0, "4872", 10.0)]
    out = text(lines, [*rules, (60.0, 166.0, 540.0, 166.5)])  # type: ignore[list-item]
    assert "de rechtspositie van raadsleden en\nleden van commissies\n\n4871" in out
    assert "8) Sluiting   4872" in out


def test_a_label_of_two_lines_beside_a_value_of_two() -> None:
    lines = [
        *column(60, 100, "Aanwezige buitengewoon", "commissieleden", size=8),
        *column(220, 98, "mw. A. Voorbeeld (CDA), dhr. B. Proef (VVD), dhr. C. van", "Toets (SP)."),
    ]
    assert "dhr. C. van\nToets (SP)." in text(lines)


def test_a_title_with_a_note_beside_its_second_line() -> None:
    lines = [
        *column(200, 100, "Kerncijfers Veldermeer", "juli en augustus", size=24, pitch=30),
        (60.0, 138.0, "Factsheet", 10.0),
    ]
    assert "Kerncijfers Veldermeer\njuli en augustus" in text(lines)


def test_an_address_beside_labels_with_their_values() -> None:
    lines = [
        *column(60, 100, "Aan de gemeenteraad van Veldermeer", "Postbus 12", "1234 ZZ Veldermeer"),
        *column(330, 100, "Datum", "Ons kenmerk", "Onderwerp"),
        *column(420, 100, "4 juli 2024", "2024-114", "Fietspad Dorpsstraat"),
    ]
    assert text(lines) == (
        "Aan de gemeenteraad van Veldermeer\nPostbus 12\n1234 ZZ Veldermeer\n\n"
        "Datum   4 juli 2024\nOns kenmerk   2024-114\nOnderwerp   Fietspad Dorpsstraat"
    )


def test_two_forms_beside_each_other_stay_forms() -> None:
    lines = [
        *column(60, 100, "Datum", "Ons kenmerk"),
        *column(150, 100, "4 juli 2024", "2024-114"),
        *column(330, 100, "Behandeld door", "Telefoon"),
        *column(430, 100, "A. Voorbeeld", "14 0123"),
    ]
    assert text(lines).split("\n")[0] == "Datum   4 juli 2024   Behandeld door   A. Voorbeeld"


def test_headings_over_the_whole_width_part_the_columns_above_and_below() -> None:
    first, second = PROSE, tuple(line.replace("De raad", "Het college") for line in PROSE)
    lines = [
        *column(60, 80, "Fietspaden in het hele dorp: wat er is besloten en wat er nog komt, van voorjaar tot winter"),
        *column(60, 110, *first),
        *column(330, 110, *second),
        *column(60, 220, "Geld: waar de middelen vandaan komen en wie er over gaat, van jaar tot jaar en per wijk"),
        *column(60, 250, *second),
        *column(330, 250, *first),
    ]
    out = text(lines)
    blocks = ["\n".join(first), "\n".join(second), "Geld: waar", "\n".join(second), "\n".join(first)]
    at = 0
    for block in blocks:
        at = out.index(block, at) + len(block)
