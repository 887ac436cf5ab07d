"""Votes: of a motion, a decision, or an item of a meeting."""

from __future__ import annotations

from typing import Any

from griffier.pipeline.evaluation.sameness import TEXT, by_text, exact, likeness
from griffier.pipeline.evaluation.tally import Comparison, Data


def compare_votes(c: Comparison, name: str, gold: Any, found: Any) -> None:
    """Side by side: totals, parties with their seats, members; and whether all were of one mind."""
    gold, found = gold or {}, found or {}
    for side in ("for", "against", "abstained"):
        g, f = gold.get(side) or {}, found.get(side) or {}
        c.scalar(f"{name}.total", g.get("total"), f.get("total"), exact)
        matched = c.items(
            f"{name}.parties", g.get("parties"), f.get("parties"), _same_party, show=lambda vote: vote.get("party")
        )
        for one, two in matched:
            c.scalar(f"{name}.seats", one.get("seats"), two.get("seats"), exact)
        c.items(f"{name}.members", g.get("members"), f.get("members"), by_text("name"), show=lambda m: m.get("name"))
    if gold.get("unanimous"):
        c.scalar(f"{name}.unanimous", True, found.get("unanimous") or None, exact)


def _same_party(gold: Data, found: Data) -> float:
    return float(likeness(gold.get("party"), found.get("party")) >= TEXT)
