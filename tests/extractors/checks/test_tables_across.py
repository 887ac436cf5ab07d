"""The same figure in two tables, and what a year hands to the next: slips are named, other definitions left in
peace."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from griffier.extractors.checks.tables import table_findings
from griffier.extractors.tables.column_heads import describe
from griffier.schemas.budget_report import Column, Row, Table

Line = tuple[Any, ...]


def made(
    title: str, heads: list[str], rows: list[Line], *, unit: int = 1000, page: int = 1, programme: str | None = None
) -> Table:
    """A table from printed figures; a row is (number,) label and figures."""
    described = [describe([head]) for head in heads]
    columns = [Column(key=c.key, year=c.year, phase=c.phase, measure=c.measure, kind="money") for c in described]
    out = []
    for number, label, *figures in rows:
        values = {c.key: None if v is None else Decimal(v) * unit for c, v in zip(columns, figures, strict=True)}
        out.append(Row(number=number, label=label, role="item", values=values, page=page))
    return Table(title=title, pages=[page], unit=unit, columns=columns, rows=out, programme=programme)


def told(*tables: Table) -> list[tuple[str, str, Decimal | None, Decimal | None]]:
    """Code, pointer, printed and expected figure of each finding."""
    return [(f.code, f.pointer, f.printed, f.expected) for f in table_findings(tables, "")]


YEARS = ["Begroting 2025", "Raming 2026", "Raming 2027"]
FEES: list[Line] = [
    (None, "Onroerendezaakbelasting", 8105, 8267, 8432),
    (None, "Rioolheffing", 4022, 4102, 4184),
    (None, "Afvalstoffenheffing", 5311, 5417, 5525),
    (None, "Toeristenbelasting", 912, 930, 949),
]


def with_cell(rows: list[Line], at: int, column: int, value: int) -> list[Line]:
    """Rows with one other figure."""
    return [tuple(value if (i, n) == (at, column + 2) else v for n, v in enumerate(row)) for i, row in enumerate(rows)]


def test_a_table_that_is_printed_twice_and_differs_in_one_cell() -> None:
    first, second = (
        made("Lokale heffingen", YEARS, FEES),
        made("Lokale heffingen", YEARS, with_cell(FEES, 1, 1, 4201), page=40),
    )
    assert told(first, made("Lokale heffingen", YEARS, FEES, page=40)) == []
    assert told(first, second) == [
        ("table.repeat_mismatch", "/tables/1/rows/1/values/Raming 2026", Decimal(4201000), Decimal(4102000)),
    ]
    (finding,) = table_findings([first, second], "")
    assert "page 40" in finding.message
    assert "page 1" in finding.message


def test_the_same_in_euro_and_in_thousands_differs_by_rounding_alone() -> None:
    exact = [(n, label, *(v * 1000 + 412 for v in figures)) for n, label, *figures in FEES]
    assert told(made("Lokale heffingen", YEARS, FEES), made("Belastingen", YEARS, exact, unit=1)) == []


def test_before_and_after_a_change_is_no_slip() -> None:
    before = made("Lasten vóór wijziging", YEARS, FEES)
    assert told(before, made("Lasten na wijziging", YEARS, with_cell(FEES, 2, 0, 5650))) == []


def test_a_row_or_a_column_that_counts_something_else_is_no_slip() -> None:
    other = [FEES[0], *FEES[2:], (None, "Rioolheffing", 3022, 3102, 3184)]
    assert told(made("Heffingen", YEARS, FEES), made("Opbrengsten", YEARS, other)) == []
    column = [(n, label, a + 100, b, c) for n, label, a, b, c in FEES]
    assert told(made("Heffingen", YEARS, FEES), made("Opbrengsten", YEARS, column)) == []


def test_tables_that_share_little_are_not_compared() -> None:
    costs = [(None, "Rioolheffing", 90, 91, 92), (None, "Wegen", 700, 710, 720), (None, "Groen", 310, 315, 320)]
    assert told(made("Heffingen", YEARS, FEES), made("Inning", YEARS, costs)) == []


PROGRAMMES: list[list[int]] = [[402, 1911, -1509], [3105, 9240, -6135], [890, 4377, -3487], [12044, 2210, 9834]]
HEADS = [
    "Begroting 2025 baten",
    "Begroting 2025 lasten",
    "Begroting 2025 saldo",
    "Raming 2026 baten",
    "Raming 2026 lasten",
]


def _programme_tables(slip: int = 0) -> list[Table]:
    tables = []
    for i, (income, expense, balance) in enumerate(PROGRAMMES, 1):
        rows = [
            (None, "Baten", income, income + 10),
            (None, "Lasten", -expense - (slip if i == 2 else 0), -expense - 20),
            (None, "Saldo van baten en lasten", balance, None),
        ]
        tables.append(made(f"Programma {i}", ["Begroting 2025", "Raming 2026"], rows, page=10 * i, programme=str(i)))
    return tables


def test_programmes_against_the_table_of_all() -> None:
    rows = [(f"P{i}", f"Programma {i}", a, b, c, a + 10, b + 20) for i, (a, b, c) in enumerate(PROGRAMMES, 1)]
    whole = made("Baten en lasten per programma", HEADS, rows, page=80)
    assert told(*_programme_tables(), whole) == []
    assert [(code, printed, expected) for code, _, printed, expected in told(*_programme_tables(270), whole)] == [
        ("table.repeat_mismatch", Decimal(9240000), Decimal(-9510000)),
    ]


STANDS = ["Stand 31-12-2024", "Stand 31-12-2025"]
OPENED = ["Stand 1-1-2026", "Toevoeging 2026", "Onttrekking 2026", "Stand 31-12-2026"]
RESERVES: list[Line] = [
    (None, "Algemene reserve", 5120, 5301), (None, "Reserve wegen", 841, 790), (None, "Reserve sport", 222, 222),
    (None, "Reserve ICT", 410, 333), (None, "Reserve kunst", 58, 61), (None, "Reserve bomen", 117, 97),
]  # fmt: skip


def test_what_closes_a_year_opens_the_next() -> None:
    opened: list[Line] = [(None, label, closing, 10, 5, closing + 5) for _, label, _, closing in RESERVES]
    assert told(made("Reserves 2025", STANDS, RESERVES), made("Reserves 2026", OPENED, opened)) == []
    wrong = [
        (n, label, 360 if label == "Reserve ICT" else a, b, c, 365 if label == "Reserve ICT" else d)
        for n, label, a, b, c, d in opened
    ]
    assert told(made("Reserves 2025", STANDS, RESERVES), made("Reserves 2026", OPENED, wrong)) == [
        ("table.chain_mismatch", "/tables/1/rows/3/values/Stand 1-1-2026", Decimal(360000), Decimal(333000)),
    ]
    result = [(n, label, 5900 if label == "Algemene reserve" else a, b, c, 5905 if label == "Algemene reserve" else d)
              for n, label, a, b, c, d in opened]  # fmt: skip
    assert told(made("Reserves 2025", STANDS, RESERVES), made("Reserves 2026", OPENED, result)) == []


def test_a_reserve_down_the_rows() -> None:
    heads = ["2025", "2026", "2027", "2028"]
    rows: list[Line] = [
        (None, "Stand per 1 januari", 463, 412, 361, 330), (None, "Vermeerderingen", 0, 0, 20, 0),
        (None, "Verminderingen", 51, 51, 51, 51), (None, "Stand per 31 december", 412, 361, 330, 279),
    ]  # fmt: skip
    assert told(made("Reserve Marktplein", heads, rows)) == []
    assert told(made("Reserve Marktplein", heads, with_cell(rows, 3, 3, 297))) == [
        ("table.chain_mismatch", "/tables/0/rows/3/values/2028", Decimal(297000), Decimal(279000)),
    ]
    assert told(made("Reserve Marktplein", heads, with_cell(rows, 2, 1, 15))) == [
        ("table.chain_mismatch", "/tables/0/rows/3/values/2026", Decimal(361000), Decimal(397000)),
    ]


def _of_programme(number: str, figures: list[int], cost: int) -> Table:
    rows: list[Line] = [(None, "Lasten", *(f - cost for f in figures)), (None, "Baten", *(cost for _ in figures))]
    return made("Kosten", YEARS, [*rows, (None, "Saldo", *figures)], programme=number)


OWN = [_of_programme("1", [-7690, -7749, -7551], 1430), _of_programme("2", [-7375, -7291, -7152], 240)]
OWN += [_of_programme("3", [-14350, -13400, -13187], 16890)]


def test_an_overview_under_heads_of_years_alone() -> None:
    rows: list[Line] = [
        ("1", "Bestuur", -7690, -7749, -7551),
        ("2", "Veilig", -7375, -7291, -7152),
        ("3", "Fysiek", -14350, -13400, -13187),
    ]
    assert told(*OWN, made("Overzicht", YEARS, rows)) == []
    place = "/tables/3/rows/1/values/Raming 2027"
    assert told(*OWN, made("Overzicht", YEARS, with_cell(rows, 1, 2, -7062))) == [
        ("table.repeat_mismatch", place, Decimal(-7062000), Decimal(-7152000))
    ]
    assert told(*OWN, made("Overzicht", YEARS, with_cell(rows, 1, 2, 7152))) == [
        ("table.sign_conflict", place, Decimal(7152000), Decimal(-7152000))
    ]
    turned: list[Line] = [(number, label, *(-v for v in figures)) for number, label, *figures in rows]
    assert told(*OWN, made("Overzicht", YEARS, turned)) == []  # costs printed without a minus
    other: list[Line] = [(number, label, *(v // 2 for v in figures)) for number, label, *figures in rows]
    assert told(*OWN, made("Overzicht", YEARS, other)) == []  # it counts something else
