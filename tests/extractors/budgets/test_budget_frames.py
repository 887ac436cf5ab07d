"""The words of budget reports: their covers, programmes, goals and explanations; frames in
`tests/cases/frames/budgets.jsonl`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from griffier.extractors.budgets import area, remarks, report_head, ties
from griffier.extractors.budgets.contract_tables import tables_of
from griffier.extractors.budgets.explanations import explanations
from griffier.extractors.budgets.openings import openings_of
from griffier.extractors.budgets.outline import outline, question
from griffier.extractors.budgets.programmes import programmes
from griffier.extractors.budgets.report_names import report_type
from griffier.extractors.drafting.draft import settle
from griffier.pipeline.readers.door import read
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Part, plain_document
from griffier.tests.extractors.frames import framed, hold

AFTER = "\n\nHet college legt hierbij verantwoording af aan de raad over de begroting 2019 en de jaren daarna.\n"
"""Behind a cover."""


def part(text: str) -> Part:
    return Part.whole(plain_document(text))


def page(body: str) -> Part:
    """A page of a site."""
    return Part.whole(read(SourceFile("a.html", f"<html><body><main>{body}</main></body></html>".encode())))


def cover(text: str) -> list[Any]:
    """Type, year, period and title of a report by its cover."""
    told = part(text + AFTER)
    kind = report_type(told)
    found = (report_head.fiscal_year(told, kind), report_head.period(told, kind), report_head.title(told, kind))
    return [kind.value, *(f and f.value for f in found)]


def reported(text: str) -> list[Any]:
    """Type and year of a report without a cover."""
    told = part(text)
    kind = report_type(told)
    year = report_head.fiscal_year(told, kind)
    return [kind.value, year and year.value]


def openings(text: str) -> list[list[str | None]]:
    told = part(text)
    return [[opening.number, opening.name] for opening in openings_of(told, outline(told))]


def chapters(told: Part) -> list[dict[str, Any]]:
    values, _ = settle({"programmes": programmes(told)}, told.doc)
    found: list[dict[str, Any]] = values["programmes"]
    return found


def goals(told: Part) -> list[list[Any]]:
    """Each programme with the goals in it."""
    return [[p["name"], [g["text"] for a in p["policy_areas"] for g in a["goals"]]] for p in chapters(told)]


def tree(text: str) -> list[list[Any]]:
    """The areas of the only programme: code, name, and the codes of their goals and results."""
    return [
        [a["code"], a["name"], [[g["code"], [r["code"] for r in g["results"]]] for g in a["goals"]]]
        for a in chapters(part(text))[0]["policy_areas"]
    ]


def explained(text: str) -> list[str]:
    """The headings of the explanations."""
    told = part(text)
    values, _ = settle({"explanations": explanations(told, tables_of(told))}, told.doc)
    return [e["heading"] for e in values["explanations"]]


def of_programmes(text: str) -> list[str | None]:
    """The programme of each table."""
    told = part(text)
    numbered = [(o.number, o.line.start) for o in openings_of(told, outline(told)) if o.number]
    return [table.programme for table in tables_of(told, numbered)]


READERS: dict[str, Callable[[str], Any]] = {
    "cover": cover,
    "report": reported,
    "openings": openings,
    "mission": lambda text: chapters(part(text))[0]["mission"],
    "progress": lambda text: chapters(part(text))[0]["progress"],
    "portfolios": lambda text: chapters(part(text))[0]["portfolios"],
    "tree": tree,
    "explained area": lambda text: chapters(part(text))[0]["policy_areas"][0]["explanation"],
    "goals": lambda text: goals(part(text)),
    "goals of a page": lambda text: goals(page(text)),
    "question": question,
    "area": lambda text: (m := area.AREA.fullmatch(text)) and [m["code"] or m["number"], m["name"]],
    "label": ties.label_of,
    "amount": lambda text: ties.AMOUNT.search(text) is not None,
    "explained": explained,
    "remarks": lambda text: remarks._REMARKS.fullmatch(text) is not None,
    "tables of programmes": of_programmes,
}


@pytest.mark.parametrize("case", framed("budgets"))
def test_words(case: dict[str, Any]) -> None:
    hold(case, READERS)
