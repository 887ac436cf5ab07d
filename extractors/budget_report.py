"""Reads documents of kind `budget_report`."""

from __future__ import annotations

from griffier.extractors.budgets import report_head
from griffier.extractors.budgets.contract_tables import notes_of, tables_of
from griffier.extractors.budgets.explanations import explanations
from griffier.extractors.budgets.programmes import openings, programmes
from griffier.extractors.budgets.report_names import report_type
from griffier.extractors.drafting.context import Context
from griffier.extractors.drafting.cues import Cue, load_cues
from griffier.extractors.drafting.draft import Draft
from griffier.schemas.document import Part

CUES: tuple[Cue, ...] = load_cues("budget_report")


def extract(part: Part, context: Context) -> Draft:
    """The fields of this kind. Title and date are its own where the cover gives them; else the general extractors find
    them."""
    kind = report_type(part)
    chapters = programmes(part)
    tables = tables_of(part, openings(chapters))
    draft: Draft = {
        "report_type": kind,
        "fiscal_year": report_head.fiscal_year(part, kind),
        "period": report_head.period(part, kind),
        "programmes": chapters,
        "tables": tables,
        "explanations": explanations(part, tables),
        "findings": notes_of(part),
    }
    title = report_head.title(part, kind)
    if title is not None or report_head.loose_page(part):
        draft["title"] = title  # a page of figures without a heading has no title: no row of it is one
    return draft
