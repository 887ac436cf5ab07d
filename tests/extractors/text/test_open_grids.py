"""Tables that no line rules, as office programs print them: cells in the middle of their row, heads over columns.

A line is (x, y of its upper edge, text); letters are 10 points high and 5 wide, a blank 3.
"""

from __future__ import annotations

import numpy as np

from griffier.extractors.text.flow import flow_of
from griffier.extractors.text.open_grids import open_grids
from griffier.extractors.votes.vote_grids import votes_in_open_grids
from griffier.pipeline.layout.assemble import assemble
from griffier.pipeline.layout.page_words import PageWords
from griffier.schemas.document import Part

Line = tuple[float, float, str]


def part_of(*lines: Line) -> Part:
    rows: list[tuple[str, float, float, float]] = []
    for left, y, text in lines:
        x = left
        for word in text.split():
            rows.append((word, x, y, x + 5 * len(word)))
            x += 5 * len(word) + 3
    x0, top, x1 = (np.array([r[k] for r in rows], np.float32) for k in (1, 2, 3))
    high = np.full(len(rows), 10, np.float32)
    page = PageWords(
        1,
        595,
        842,
        texts=[r[0] for r in rows],
        x0=x0,
        top=top,
        x1=x1,
        bottom=top + high,
        confidence=np.full(len(rows), 100, np.float32),
        size=high,
        bold=np.zeros(len(rows), np.bool_),
    )
    return Part.whole(assemble([page]))


def tables(part: Part) -> list[list[list[str]]]:
    out = []
    for grid in open_grids(part):
        rows = [["" for _ in range(grid.columns)] for _ in range(grid.rows)]
        for cell in grid.cells:
            rows[cell.row][cell.column] = " ".join(" ".join(part.doc.text[s.start : s.end].split()) for s in cell.spans)
        out.append(rows)
    return out


VOTES: tuple[Line, ...] = (
    (72, 100, "De raad stemde als volgt over deze motie, zo meldt de griffie aan wie het vroeg."),
    (100, 130, "Fractie"),
    (170, 130, "Voor"),
    (194, 130, "Tegen"),
    (72, 150, "Lijst Havenkade"),
    (171, 150, "9"),
    (200, 150, "-"),
    (72, 170, "VVD"),
    (171, 170, "4"),
    (200, 170, "1"),
    (72, 190, "CDA"),
    (171, 190, "-"),
    (200, 190, "4"),
    (72, 220, "De motie is daarmee aangenomen en zal door het college worden uitgevoerd."),
)


def test_a_head_over_narrow_columns() -> None:
    assert tables(part_of(*VOTES)) == [
        [["Fractie", "Voor", "Tegen"], ["Lijst Havenkade", "9", "-"], ["VVD", "4", "1"], ["CDA", "-", "4"]]
    ]


def test_its_votes_are_read() -> None:
    votes = votes_in_open_grids(part_of(*VOTES))
    assert votes is not None
    told = {side: [(p["party"].value, p["seats"].value) for p in votes[side]["parties"]] for side in ("for", "against")}  # type: ignore[index]
    assert told == {"for": [("Lijst Havenkade", 9), ("VVD", 4)], "against": [("VVD", 1), ("CDA", 4)]}


def test_cells_in_the_middle_of_their_row_without_white_between_rows() -> None:
    part = part_of(
        (72, 100, "Nr"), (110, 100, "Agendapunt"), (260, 100, "Besluit"),
        (72, 120, "4"), (110, 114, "Lijst van de vorige"), (110, 126, "vergadering"), (260, 120, "Vastgesteld."),
        (72, 150, "5"), (110, 150, "Verordening reclame"), (260, 138, "Vastgesteld met 38 stemmen"),
        (260, 150, "voor en 5 tegen. De motie"), (260, 162, "is ingetrokken."),
    )  # fmt: skip
    assert tables(part) == [
        [
            ["Nr", "Agendapunt", "Besluit"],
            ["4", "Lijst van de vorige vergadering", "Vastgesteld."],
            ["5", "Verordening reclame", "Vastgesteld met 38 stemmen voor en 5 tegen. De motie is ingetrokken."],
        ]
    ]


def test_cells_that_nearly_touch_are_parted_at_the_edge_of_their_column() -> None:
    part = part_of(
        (90, 100, "Artikel"), (160, 100, "Was"), (330, 100, "Wordt"),
        (72, 120, "Artikel 4"), (150, 114, "Een lening is ten hoogste"), (150, 126, "tien euro."),
        (300, 120, "Een lening is ten hoogste elf euro."),
        (72, 157, "Artikel 7"), (150, 151, "Aanvragen worden behandeld xx"), (300, 151, "Wie in het dorp woont gaat"),
        (150, 163, "op volgorde."), (300, 163, "voor."),
    )  # fmt: skip
    assert tables(part) == [
        [
            ["Artikel", "Was", "Wordt"],
            ["Artikel 4", "Een lening is ten hoogste tien euro.", "Een lening is ten hoogste elf euro."],
            ["Artikel 7", "Aanvragen worden behandeld xx op volgorde.", "Wie in het dorp woont gaat voor."],
        ]
    ]


def test_running_text_and_lists_are_no_tables() -> None:
    left = [(72.0, 100.0 + 12 * n, "De raad besloot in het voorjaar tot de weg") for n in range(12)]
    right = [(320.0, 100.0 + 12 * n, "en de kosten daarvan worden nu gedekt uit") for n in range(12)]
    assert tables(part_of(*left, *right)) == []
    items = [(90.0, 100.0 + 12 * n, "de brug te smal is en de kade al jaren verzakt") for n in range(5)]
    assert tables(part_of(*((72.0, y, "•") for _, y, _ in items), *items)) == []


def test_a_label_in_the_middle_of_its_row_is_read_before_its_value() -> None:
    part = part_of(
        (72, 100, "Onderwerp"), (200, 100, "Met de bus naar de training"),
        (72, 136, "Constaterende dat"), (200, 124, "de bus na zeven uur niet meer rijdt"),
        (200, 136, "en de sporters dus niet komen"), (200, 148, "als het donker is"),
        (72, 184, "Verzoekt het college"), (200, 172, "met de vervoerder te overleggen"),
        (200, 184, "over een late rit, en de raad"), (200, 196, "daarover te schrijven"),
    )  # fmt: skip
    lines = [line.text for line in part.memo(flow_of).lines]
    asked = ["met de vervoerder te overleggen", "over een late rit, en de raad", "daarover te schrijven"]
    assert lines[1:3] == ["Constaterende dat", "de bus na zeven uur niet meer rijdt"]
    assert lines[-4:] == ["Verzoekt het college", *asked]
