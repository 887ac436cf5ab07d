"""Fields that every kind has, and the findings."""

from __future__ import annotations

from typing import Any

from griffier.pipeline.evaluation.sameness import exact, number, pairs, text
from griffier.pipeline.evaluation.tally import Comparison, Data

ALARMS = ("table.total_mismatch", "votes.total_mismatch", "votes.status_mismatch", "votes.exceeds_council")
"""Findings that say that the document is wrong: each one that the gold does not ask for must be looked at."""


SUMS = ("table.total_mismatch", "table.balance_mismatch", "table.difference_mismatch")
"""Three ways to see that one figure of a table is wrong."""


def compare_general(c: Comparison) -> None:
    """Kind, title, date, municipality, amounts, findings."""
    if not c.skipped("/kind"):
        c.scalar("kind", c.gold.get("kind"), c.found.get("kind"), exact)
    if c.scored("title"):
        c.scalar("title", c.gold["title"], c.found.get("title"), text)
    if c.scored("date"):
        c.scalar("date", c.gold["date"], c.found.get("date"), exact)
    if c.scored("municipality"):
        c.scalar(
            "municipality", inside(c.gold["municipality"], "code"), inside(c.found.get("municipality"), "code"), exact
        )
    if c.scored("amounts"):
        c.items(
            "amounts",
            c.gold["amounts"],
            c.found.get("amounts"),
            _same_amount,
            sampled=c.sampled("amounts"),
            show=_shown_amount,
        )
    if c.scored("findings"):
        _findings(c)


def inside(value: object, name: str) -> object:
    """A field of an object that may be absent."""
    return value.get(name) if isinstance(value, dict) else None


def _same_amount(gold: Data, found: Data) -> float:
    return float(number(gold.get("value")) is not None and number(gold.get("value")) == number(found.get("value")))


def _shown_amount(amount: Data) -> tuple[object, object]:
    return amount.get("raw"), amount.get("value")


def _findings(c: Comparison) -> None:
    wanted = [_finding(f) for f in c.gold["findings"] or []]
    told = [_finding(f) for f in c.found.get("findings") or []]
    c.items(
        "findings.required", wanted, told, _same_finding, sampled=True, show=lambda f: (f["code"], f.get("printed"))
    )
    met = pairs(wanted, told, _same_finding)
    for code in ALARMS:
        times = sum(f.get("code") == code for f in told)
        right = sum(wanted[i]["code"] == code for i, _ in met)
        c.alarms[code] = (right, times - right)


def _finding(value: object) -> Data:
    return value if isinstance(value, dict) else {"code": value}


def _seen(code: Any) -> Any:
    return "table.total" if code in SUMS else code


def _same_finding(gold: Data, found: Data) -> float:
    if _seen(gold["code"]) != _seen(found.get("code")):
        return 0.0
    return float(gold.get("printed") is None or number(gold["printed"]) == number(found.get("printed")))
