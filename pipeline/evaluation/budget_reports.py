"""Budget reports: programmes, goals, explanations; the tables have a module of their own."""

from __future__ import annotations

from typing import Any

from griffier.pipeline.evaluation.sameness import TEXT, by_text, exact, likeness, text
from griffier.pipeline.evaluation.table_cells import compare_tables
from griffier.pipeline.evaluation.tally import Comparison, Data


def compare_budget(c: Comparison) -> None:
    """What budget reports have."""
    for name in ("report_type", "fiscal_year"):
        if c.scored(name):
            c.scalar(name, c.gold[name], c.found.get(name), exact)
    if c.scored("programmes"):
        matched = c.items(
            "programmes",
            c.gold["programmes"],
            c.found.get("programmes"),
            _same_programme,
            sampled=c.sampled("programmes"),
            show=lambda p: (p.get("number"), p.get("name")),
        )
        for gold, found in matched:
            _programme(c, gold, found)
    if c.scored("explanations"):
        c.items(
            "explanations",
            c.gold["explanations"],
            c.found.get("explanations"),
            by_text("heading"),
            sampled=c.sampled("explanations"),
            show=lambda e: e.get("heading"),
        )
    if c.scored("tables"):
        compare_tables(c, c.gold["tables"] or [], c.found.get("tables") or [])


def _programme(c: Comparison, gold: Data, found: Data) -> None:
    for name in ("mission", "committee"):
        if name in gold:
            c.scalar(f"programmes.{name}", gold.get(name), found.get(name), text)
    if "policy_areas" in gold:
        c.items(
            "programmes.policy_areas",
            gold["policy_areas"],
            found.get("policy_areas"),
            by_text("name"),
            show=lambda a: a.get("name"),
        )
        c.items("programmes.goals", _goals(gold), _goals(found), by_text("text"), show=_coded)
        c.items("programmes.results", _results(gold), _results(found), by_text("text"), show=_coded)


def _goals(programme: Data) -> list[Data]:
    return [goal for area in programme.get("policy_areas") or [] for goal in area.get("goals") or []]


def _results(programme: Data) -> list[Data]:
    return [result for goal in _goals(programme) for result in goal.get("results") or []]


def _coded(item: Data) -> tuple[Any, str]:
    return item.get("code"), (item.get("text") or "")[:60]


def _same_programme(gold: Data, found: Data) -> float:
    one, two = (f"{p.get('number')} {p.get('name')}" for p in (gold, found))
    score = likeness(one, two)
    return score if score >= TEXT else 0.0
