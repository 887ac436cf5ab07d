"""A budget report: programmabegroting, bestuursrapportage, kadernota, jaarstukken and their kin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from pydantic import Field

from griffier.schemas.base import Euro, Model
from griffier.schemas.civic import Amount
from griffier.schemas.geometry import Span
from griffier.schemas.record import Record


class Result(Model):
    """A prestatie: what is done to reach a goal."""

    code: str | None = Field(default=None, description="as printed")
    text: str = Field(description="of the prestatie")


class Goal(Model):
    """A doel of a policy area."""

    code: str | None = Field(default=None, description="as printed")
    text: str = Field(description="of the doel")
    results: list[Result] = Field(default_factory=list, description="its prestaties")


class ProgrammePolicyArea(Model):
    """A beleidsterrein of a programme."""

    code: str | None = Field(default=None, description="as printed")
    name: str = Field(description="of the beleidsterrein; of the programme, where goals stand under no beleidsterrein")
    goals: list[Goal] = Field(default_factory=list, description="its goals")
    results: list[Result] = Field(
        default_factory=list, description="prestaties that the report gives for its goals together, not for one"
    )
    explanation: str | None = Field(default=None, description="its toelichting")


class Programme(Model):
    """A programma of the budget."""

    number: str | None = Field(default=None, description="as printed")
    name: str = Field(description="as printed")
    committee: str | None = Field(default=None, description="that discusses it")
    portfolios: list[str] = Field(default_factory=list, description="of the executive")
    mission: str | None = Field(default=None, description="what it is for")
    progress: str | None = Field(default=None, description="how it stands")
    policy_areas: list[ProgrammePolicyArea] = Field(default_factory=list, description="its beleidsterreinen")


class Column(Model):
    """A column of a financial table, as its head says."""

    key: str = Field(description="the head's words as printed, levels joined top to bottom, unique in the table")
    year: int | None = Field(default=None, description="that the column is about")
    phase: (
        Literal["realisation", "budget", "amended_budget", "forecast", "multi_year", "difference", "balance"] | None
    ) = Field(default=None, description="realisation, budget, ...")
    measure: Literal["income", "expense", "balance", "withdrawal", "addition", "other"] | None = Field(
        default=None, description="income, expense, ..."
    )
    kind: Literal["money", "percent", "count", "text"] = Field(default="money", description="what its cells hold")


UNREAD = "unread:"
"""What the method of a cell begins with that is printed and could not be read: its value is null, and a sum over it
proves nothing."""

OPTICAL = "ocr_table:"
"""What the method of a table begins with that was read optically."""

SpanBox = tuple[int, int, int, float, float, float, float]
"""page, start, end, x0, top, x1, bottom"""


class Row(Model):
    """A row of a financial table."""

    number: str | None = Field(default=None, description="as printed")
    label: str | None = Field(default=None, description="as printed")
    section: list[str] = Field(default_factory=list, description="headings above the row")
    role: Literal["item", "subtotal", "total"] = Field(default="item", description="item, subtotal or total")
    type: Literal["expense", "income", "balance", "reserve"] | None = Field(
        default=None, description="expense, income, balance or reserve"
    )
    term: Literal["incidental", "structural"] | None = Field(default=None, description="incidental or structural")
    values: dict[str, Euro | None] = Field(
        default_factory=dict, description="column key -> euro; a printed dash is 0, an empty cell null"
    )
    page: int = Field(ge=1, description="1-based")
    spans: list[SpanBox | None] = Field(
        default_factory=list, description="evidence, one per column in the order of columns"
    )
    label_span: SpanBox | None = Field(default=None, description="evidence of the label")
    methods: dict[str, str] = Field(
        default_factory=dict,
        description="column key -> how the cell was made, where not as the table was: `table:NAME`; `derived:NAME` "
        "where the table's arithmetic concluded or proved it; `unread:NAME` where a figure is printed and could not be "
        "read",
    )
    confidences: dict[str, float] = Field(
        default_factory=dict, description="column key -> chance that the cell is right, where not as the table says"
    )

    def unread(self, key: str) -> bool:
        """True where a figure is printed and could not be read: null, and not nothing."""
        return self.values.get(key) is None and self.methods.get(key, "").startswith(UNREAD)

    def placed(self, way: Callable[[Span], Span]) -> Row:
        """The row with its evidence led another way: each span of text goes through `way`, its box stays."""

        def led(box: SpanBox | None) -> SpanBox | None:
            return None if box is None else (box[0], *way(Span(box[1], box[2])), *box[3:])

        return self.model_copy(update={"spans": [led(s) for s in self.spans], "label_span": led(self.label_span)})


class Table(Model):
    """A financial table in its printed shape."""

    title: str | None = Field(default=None, description="as printed")
    number: str | None = Field(default=None, description="as printed")
    programme: str | None = Field(default=None, description="that it stands under")
    pages: list[int] = Field(description="on which it is printed")
    unit: int = Field(default=1, description="what a printed figure is multiplied by: 1, 1000 or 1000000")
    unit_source: Literal["printed", "inherited", "inferred", "none"] = Field(
        default="none", description="where the unit comes from"
    )
    sign: Literal["negative_is_favourable", "negative_is_unfavourable"] | None = Field(
        default=None, description="only from a printed legend"
    )
    method: str = Field(
        default="table:geometric",
        description="how its cells were read, as `evidence` says it: `table:NAME`; `ocr_table:NAME` where optically",
    )
    confidence: float | None = Field(
        default=None, ge=0, le=1, description="chance that a cell is right, of those for which no row says another"
    )
    columns: list[Column] = Field(description="left to right")
    rows: list[Row] = Field(description="top to bottom")

    def placed(self, way: Callable[[Span], Span]) -> Table:
        """The table with the evidence of its rows led another way."""
        return self.model_copy(update={"rows": [row.placed(way) for row in self.rows]})


class Explanation(Model):
    """Prose that explains rows of a table."""

    heading: str = Field(description="as printed")
    text: str = Field(description="whole")
    amounts: list[Amount] = Field(default_factory=list, description="money in it")
    rows: list[str] = Field(default_factory=list, description="numbers of the rows that it explains")
    row_pointers: list[str] = Field(
        default_factory=list,
        description="the rows that it explains, numbered or not, as JSON Pointers into this record: /tables/2/rows/5",
    )


class BudgetReport(Record):
    """A budget report."""

    kind: Literal["budget_report"] = "budget_report"
    report_type: Literal[
        "programme_budget", "interim_report", "framework_letter", "annual_accounts", "budget_amendment", "other"
    ] = Field(default="other", description="which of the documents of the budget cycle")
    fiscal_year: int | None = Field(default=None, description="the year that it is about; the first of a range")
    period: int | None = Field(
        default=None,
        description="which of the year's reports of its type it is: 2 for 'tweede bestuursrapportage', '2e Berap', "
        "'Berap II'",
    )
    programmes: list[Programme] = Field(default_factory=list, description="the chapters")
    tables: list[Table] = Field(default_factory=list, description="every financial table in its printed shape")
    explanations: list[Explanation] = Field(default_factory=list, description="prose that explains rows")
