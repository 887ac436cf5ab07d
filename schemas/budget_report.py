"""A budget report: programmabegroting, bestuursrapportage, kadernota, jaarstukken and their kin."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from griffier.schemas.base import Euro, Model
from griffier.schemas.civic import Amount
from griffier.schemas.record import Record


class Result(Model):
    """A prestatie: what is done to reach a goal."""

    code: str | None = None
    text: str


class Goal(Model):
    """A doel of a policy area."""

    code: str | None = None
    text: str
    results: list[Result] = Field(default_factory=list)


class ProgrammePolicyArea(Model):
    """A beleidsterrein of a programme."""

    code: str | None = None
    name: str
    goals: list[Goal] = Field(default_factory=list)
    explanation: str | None = None


class Programme(Model):
    """A programma of the budget."""

    number: str | None = None
    name: str
    committee: str | None = None
    portfolios: list[str] = Field(default_factory=list)
    mission: str | None = None
    progress: str | None = None
    policy_areas: list[ProgrammePolicyArea] = Field(default_factory=list)


class Column(Model):
    """A column of a financial table, as its head says."""

    key: str = Field(description="the head's words as printed, levels joined top to bottom, unique in the table")
    year: int | None = None
    phase: Literal["realisation", "budget", "amended_budget", "forecast", "multi_year", "difference", "balance"] | None = None
    measure: Literal["income", "expense", "balance", "withdrawal", "addition", "other"] | None = None
    kind: Literal["money", "percent", "count", "text"] = "money"


SpanBox = tuple[int, int, int, float, float, float, float]
"""page, start, end, x0, top, x1, bottom"""


class Row(Model):
    """A row of a financial table."""

    number: str | None = None
    label: str | None = None
    section: list[str] = Field(default_factory=list, description="headings above the row")
    role: Literal["item", "subtotal", "total"] = "item"
    type: Literal["expense", "income", "balance", "reserve"] | None = None
    term: Literal["incidental", "structural"] | None = None
    values: dict[str, Euro | None] = Field(default_factory=dict)
    page: int = Field(ge=1)
    spans: list[SpanBox | None] = Field(default_factory=list, description="evidence, one per column in the order of columns")
    label_span: SpanBox | None = None


class Table(Model):
    """A financial table in its printed shape."""

    title: str | None = None
    number: str | None = None
    programme: str | None = None
    pages: list[int]
    unit: int = Field(default=1, description="what a printed figure is multiplied by: 1, 1000 or 1000000")
    unit_source: Literal["printed", "inherited", "inferred", "none"] = "none"
    sign: Literal["negative_is_favourable", "negative_is_unfavourable"] | None = None
    columns: list[Column]
    rows: list[Row]


class Explanation(Model):
    """Prose that explains rows of a table."""

    heading: str
    text: str
    amounts: list[Amount] = Field(default_factory=list)
    rows: list[str] = Field(default_factory=list, description="numbers of the rows that it explains")


class BudgetReport(Record):
    """A budget report."""

    kind: Literal["budget_report"] = "budget_report"
    report_type: Literal["programme_budget", "interim_report", "framework_letter", "annual_accounts", "budget_amendment", "other"] = "other"
    fiscal_year: int | None = None
    programmes: list[Programme] = Field(default_factory=list)
    tables: list[Table] = Field(default_factory=list)
    explanations: list[Explanation] = Field(default_factory=list)
