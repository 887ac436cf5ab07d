"""Motions, amendments, the submitters of written questions, and the requests that letters share with them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from griffier.pipeline.evaluation.general import inside
from griffier.pipeline.evaluation.sameness import TEXT, by_text, exact, likeness, text, within
from griffier.pipeline.evaluation.tally import Comparison, Data

SHOWN = 90
"""Characters of a long text that stand for it."""


def compare_submitters(c: Comparison) -> None:
    """Number and submitters: motions, amendments, written questions."""
    if c.scored("number"):
        c.scalar("number", c.gold["number"], c.found.get("number"), exact)
    if c.scored("submitters"):
        matched = c.items(
            "submitters.name", c.gold["submitters"], c.found.get("submitters"), _same_submitter, show=_name_or_party
        )
        for gold, found in matched:
            c.scalar("submitters.party", gold.get("party"), found.get("party"), text)


def compare_motion(c: Comparison) -> None:
    """What motions and amendments have beside recitals and requests."""
    if c.scored("status"):
        c.scalar("status", c.gold["status"], c.found.get("status"), exact)
    if c.scored("out_of_order") and c.gold["out_of_order"] is not None:
        c.scalar("out_of_order", c.gold["out_of_order"], c.found.get("out_of_order"), exact)
    if c.scored("meeting"):
        c.scalar("meeting.date", inside(c.gold["meeting"], "date"), inside(c.found.get("meeting"), "date"), exact)
    if c.scored("funding"):
        c.scalar("funding", c.gold["funding"], c.found.get("funding"), text)
    if c.scored("votes"):
        _votes(c, c.gold["votes"] or {}, c.found.get("votes") or {})


def compare_dictum(c: Comparison) -> None:
    """Recitals and requests: motions, amendments, letters."""
    if c.scored("recitals"):
        for (gold, above), (found, found_above) in _statements(c, "recitals"):
            del gold, found
            c.scalar("recitals.type", above.get("type"), found_above.get("type"), exact)
    if c.scored("requests"):
        for (gold, above), (found, found_above) in _statements(c, "requests"):
            c.scalar("requests.verb", above.get("verb"), found_above.get("verb"), exact)
            c.scalar("requests.addressee", above.get("addressee"), found_above.get("addressee"), within)
            c.scalar("requests.deadline", gold.get("deadline"), found.get("deadline"), exact)


def compare_changes(c: Comparison) -> None:
    """What an amendment replaces by what."""
    if not c.scored("changes"):
        return
    for name in ("original", "replacement"):
        gold = [change for change in c.gold["changes"] or [] if change.get(name)]
        found = [change for change in c.found.get("changes") or [] if change.get(name)]
        c.items(f"changes.{name}", gold, found, by_text(name), show=partial(_shown, name))


def _shown(name: str, change: Data) -> str:
    return str(change.get(name) or "")[:SHOWN]


Statement = tuple[Data, Data]
"""An item and the block that it stands in."""


def _statements(c: Comparison, name: str) -> list[tuple[Statement, Statement]]:
    def same(gold: Statement, found: Statement) -> float:
        score = likeness(gold[0].get("text"), found[0].get("text"))
        return score if score >= TEXT else 0.0

    gold, found = list(_flat(c.gold[name])), list(_flat(c.found.get(name)))
    return c.items(f"{name}.items", gold, found, same, show=lambda item: (item[0].get("text") or "")[:SHOWN])


def _flat(blocks: Any) -> Iterator[Statement]:
    def down(items: Any, block: Data) -> Iterator[Statement]:
        for item in items or ():
            yield item, block
            yield from down(item.get("items"), block)

    for block in blocks or ():
        yield from down(block.get("items"), block)


def _votes(c: Comparison, gold: Data, found: Data) -> None:
    for side in ("for", "against", "abstained"):
        g, f = gold.get(side) or {}, found.get(side) or {}
        c.scalar("votes.total", g.get("total"), f.get("total"), exact)
        matched = c.items(
            "votes.parties", g.get("parties"), f.get("parties"), _same_party, show=lambda vote: vote.get("party")
        )
        for one, two in matched:
            c.scalar("votes.seats", one.get("seats"), two.get("seats"), exact)
        c.items(
            "votes.members", g.get("members"), f.get("members"), by_text("name"), show=lambda member: member.get("name")
        )
    if gold.get("unanimous"):
        c.scalar("votes.unanimous", True, found.get("unanimous") or None, exact)


def _same_party(gold: Data, found: Data) -> float:
    return float(likeness(gold.get("party"), found.get("party")) >= TEXT)


def _same_submitter(gold: Data, found: Data) -> float:
    return by_text("name" if gold.get("name") or found.get("name") else "party")(gold, found)


def _name_or_party(submitter: Data) -> Any:
    return submitter.get("name") or submitter.get("party")
