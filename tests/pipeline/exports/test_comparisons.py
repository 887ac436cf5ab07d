"""Budget against actual: what may be compared, and when a difference is favourable."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from griffier.pipeline.exports.flat.comparisons import Comparison, comparisons
from griffier.schemas.budget_report import BudgetReport

Record = Callable[..., dict[str, Any]]
Table = Callable[..., dict[str, Any]]
SOCIAL = {"number": "4", "name": "Sociaal domein"}


@pytest.fixture
def compared(record: Record, financial_table: Table) -> Callable[..., list[Comparison]]:
    """The comparisons of one table of annual accounts."""

    def made(title: str, heads: Any, rows: Any, report: dict[str, Any] | None = None, **more: Any) -> list[Comparison]:
        told = {"report_type": "annual_accounts", "fiscal_year": 2023, "programmes": [SOCIAL], **(report or {})}
        one = record("budget_report", "r.txt", tables=[financial_table(title, heads, rows, **more)], **told)
        return list(comparisons(BudgetReport.model_validate(one)))

    return made


Compared = Callable[..., list[Comparison]]
PLAIN = [("Begroting 2023", 2023, "budget", None), ("Realisatie 2023", 2023, "realisation", None)]


@pytest.mark.parametrize(
    "kind, budget, actual, favourable, because",
    [
        ("expense", "100", "90", True, "expense"),
        ("expense", "100", "110", False, "expense"),
        ("expense", "-100", "-110", False, "expense"),  # costs printed with a minus: more was spent
        ("income", "100", "110", True, "income"),
        ("income", "-100", "-90", False, "income"),
        ("expense", "-100", "100", None, None),  # a sign that turns says nothing
        ("expense", "100", "100", None, None),
        ("balance", "-50", "-40", None, None),  # nothing shows whether a balance is income less expenses
        (None, "100", "90", None, None),
    ],
)
def test_a_difference_is_favourable_where_the_kind_of_the_row_proves_it(
    kind: str | None, budget: str, actual: str, favourable: bool | None, because: str | None, compared: Compared
) -> None:
    (told,) = compared("Overzicht", PLAIN, [{"label": "Regel", "type": kind, "values": [budget, actual]}])
    assert (told.favourable, told.because) == (favourable, because)
    assert told.difference == Decimal(actual) - Decimal(budget)


def test_a_balance_is_judged_where_the_rows_show_what_it_is(compared: Compared) -> None:
    rows = [
        {"label": "Lasten", "type": "expense", "values": ["118", "120"]},
        {"label": "Baten", "type": "income", "values": ["30", "31"]},
        {"label": "Saldo", "type": "balance", "role": "total", "values": ["-88", "-89"]},
    ]
    *_, balance = compared("Overzicht", PLAIN, rows, unit=1)
    assert (balance.favourable, balance.because) == (False, "balance")
    for row in rows:  # expenses less income: the balance of a table that counts costs
        row["values"] = [v.replace("-", "") for v in row["values"]]  # type: ignore[attr-defined]
    *_, balance = compared("Overzicht", PLAIN, rows, unit=1)
    assert balance.favourable is None


def test_the_printed_difference_is_read_with_its_legend(compared: Compared) -> None:
    heads = [*PLAIN, ("Verschil", None, "difference", None)]
    row = {"label": "Lasten", "type": "expense", "values": ["124900000", "127600000", "-2700000"]}
    (told,) = compared("T", heads, [row], sign="negative_is_unfavourable")
    assert (told.favourable, told.because, told.difference_printed) == (False, "printed_sign", Decimal(-2700000))
    (told,) = compared("T", heads, [row], sign="negative_is_favourable")
    assert (told.favourable, told.because) == (None, "signs_disagree")
    (told,) = compared(
        "T", heads, [row | {"values": ["124900000", "127600000", "-9900000"]}], sign="negative_is_favourable"
    )
    assert (told.favourable, told.because) == (False, "expense"), "a difference of something else proves nothing"


def test_a_line_is_of_a_whole_programme_only_where_title_and_label_say_so(compared: Compared) -> None:
    rows = [
        {"label": "Lasten", "type": "expense", "values": ["118", "120"]},
        {"label": "Leerlingenvervoer", "values": ["18", "20"]},
        {"label": "Lasten", "type": "expense", "section": ["Jeugd"], "values": ["8", "9"]},
    ]
    told = compared("Programma 4 Sociaal domein", PLAIN, rows, programme="4")
    assert [one.level for one in told] == ["programme", "row", "row"]
    assert {one.programme_name for one in told} == {"Sociaal domein"}
    told = compared("Jeugdhulp", PLAIN, rows, programme="4")
    assert {one.level for one in told} == {"row"}
    listed = [{"number": "P4", "label": "Sociaal Domein", "values": ["118", "120"]}]
    (told,) = compared("Alle programma's", PLAIN, listed)
    assert (told.level, told.programme_number) == ("programme", "4")
    (told,) = compared("Alle programma's", PLAIN, [{**listed[0], "number": "P6"}])
    assert (told.level, told.programme_number) == ("row", None), "another number is another programme"


def test_a_budget_after_changes_is_what_is_compared(compared: Compared) -> None:
    heads = [PLAIN[0], ("Na wijziging", 2023, "amended_budget", None), PLAIN[1]]
    rows = [{"label": "A", "values": ["100", "120", "110"]}, {"label": "B", "values": ["100", None, "110"]}]
    (told,) = compared("T", heads, rows)
    assert (told.budget, told.amended_budget, told.difference) == (Decimal(100), Decimal(120), Decimal(-10))


@pytest.mark.parametrize(
    "heads",
    [
        [("Begroting 2024", 2024, "budget", None), ("Rekening 2022", 2022, "realisation", None)],
        [("Begroting 2024", 2024, "budget", None), ("Raming 2023", 2023, "forecast", None)],
        [("Begroting", 2023, "budget", None), ("Berap 1", 2023, "forecast", None), ("Berap 2", 2023, "forecast", None)],
        [("Begroting baten", 2023, "budget", "income"), ("Realisatie lasten", 2023, "realisation", "expense")],
    ],
)
def test_figures_of_two_years_two_measures_or_two_forecasts_are_not_compared(heads: Any, compared: Compared) -> None:
    assert compared("T", heads, [{"label": "A", "values": ["100"] * len(heads)}]) == []


def test_a_column_without_a_year_is_of_the_year_only_where_there_is_but_one(compared: Compared) -> None:
    silent = [("Begroting", None, "budget", None), ("Prognose", None, "forecast", None)]
    row = {"label": "A", "values": ["100", "90"]}
    (told,) = compared("T", silent, [row], {"report_type": "interim_report"})
    assert told.year == 2023
    assert compared("T", silent, [row], {"report_type": "programme_budget"}) == []
    beside = [("Begroting 2024", 2024, "budget", None), silent[1]]
    (told,) = compared("T", beside, [row])
    assert told.year == 2024
    two = [*beside, ("Rekening 2022", 2022, "realisation", None)]
    assert compared("T", two, [{"label": "A", "values": ["100", "90", "80"]}]) == []
