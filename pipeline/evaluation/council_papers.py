"""Written questions, proposals and decisions, and the papers of meetings."""

from __future__ import annotations

from functools import partial
from typing import Any

from griffier.pipeline.evaluation.general import inside
from griffier.pipeline.evaluation.motions import shown
from griffier.pipeline.evaluation.sameness import by_text, exact, text
from griffier.pipeline.evaluation.tally import Comparison, Data
from griffier.pipeline.evaluation.vote_sides import compare_votes

_TITLE = 70
"""Characters of an item's title that stand for it."""


def compare_questions(c: Comparison) -> None:
    """Questions and answers, by their texts, and the numbers of those that are met."""
    for name in ("questions", "answers"):
        if c.scored(name):
            for gold, found in _points(c, name):
                c.scalar(f"{name}.number", gold.get("number"), found.get("number"), exact)
    if c.scored("answered_on"):
        c.scalar("answered_on", c.gold["answered_on"], c.found.get("answered_on"), exact)


def compare_proposal(c: Comparison) -> None:
    """Proposals and decisions."""
    if c.scored("number"):
        c.scalar("number", c.gold["number"], c.found.get("number"), exact)
    if c.scored("portfolio_holder"):
        c.scalar("portfolio_holder", c.gold["portfolio_holder"], c.found.get("portfolio_holder"), text)
    if c.scored("decisions"):
        _points(c, "decisions")
    if c.scored("votes"):
        compare_votes(c, "votes", c.gold["votes"], c.found.get("votes"))


def compare_meeting(c: Comparison) -> None:
    """Decision lists, agendas and minutes: items by their titles, and what stands with those that are met."""
    if c.scored("meeting"):
        c.scalar("meeting.date", inside(c.gold["meeting"], "date"), inside(c.found.get("meeting"), "date"), exact)
    if c.scored("items"):
        sampled, items = c.sampled("items"), c.found.get("items")
        for gold, found in c.items(
            "items", c.gold["items"], items, by_text("title"), sampled=sampled, show=_shown_item
        ):
            if "number" in gold:
                c.scalar("items.number", gold["number"], found.get("number"), exact)
            if "decision" in gold and not c.skipped("/items/*/decision"):
                c.scalar("items.decision", gold["decision"], found.get("decision"), text)
            if "votes" in gold:
                compare_votes(c, "items.votes", gold["votes"], found.get("votes"))
    if c.scored("attendance"):
        gold_people, people = _named(c.gold), _named(c.found)
        sampled = c.sampled("attendance")
        c.items("attendance", gold_people, people, by_text("name"), sampled=sampled, show=lambda p: p.get("name"))


def _named(record: Data) -> list[Data]:
    return [person for person in record.get("attendance") or [] if person.get("name")]


def _points(c: Comparison, name: str) -> list[tuple[Data, Data]]:
    sampled = c.sampled(name)
    return c.items(name, c.gold[name], c.found.get(name), by_text("text"), sampled=sampled, show=partial(shown, "text"))


def _shown_item(item: Data) -> tuple[Any, str]:
    return item.get("number"), (item.get("title") or "")[:_TITLE]
