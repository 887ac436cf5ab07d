"""Motions, amendments, the submitters of written questions, and the requests that letters share with them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from griffier.pipeline.evaluation.general import inside
from griffier.pipeline.evaluation.sameness import TEXT, by_text, exact, likeness, text, within
from griffier.pipeline.evaluation.tally import Comparison, Data
from griffier.pipeline.evaluation.vote_sides import compare_votes

SHOWN = 400
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
        compare_votes(c, "votes", c.gold["votes"], c.found.get("votes"))


def compare_dictum(c: Comparison) -> None:
    """Recitals and requests: motions, amendments, letters."""
    if c.scored("recitals"):
        matched = _statements(c, "recitals")
        if not c.unscored_like(r"/recitals/\d+/type"):
            for (_, above), (_, found_above) in matched:
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
        c.items(f"changes.{name}", gold, found, by_text(name), show=partial(shown, name))


def shown(name: str, item: Data) -> str:
    """The beginning of a long text, which stands for it."""
    return str(item.get(name) or "")[:SHOWN]


Statement = tuple[Data, Data]
"""An item and the block that it stands in."""


def _statements(c: Comparison, name: str) -> list[tuple[Statement, Statement]]:
    def same(gold: Statement, found: Statement) -> float:
        score = likeness(gold[0].get("text"), found[0].get("text"))
        return score if score >= TEXT else 0.0

    gold, found = list(_flat(c.gold[name])), list(_flat(c.found.get(name)))
    # Part of them is open to two readings: what is met counts, the rest is free.
    free = c.unscored_like(rf"/{name}/\d+(/items(/\d+)?)?")
    return c.items(f"{name}.items", gold, found, same, free=free, show=lambda item: shown("text", item[0]))


def _flat(blocks: Any) -> Iterator[Statement]:
    def down(items: Any, block: Data) -> Iterator[Statement]:
        for item in items or ():
            yield item, block
            yield from down(item.get("items"), block)

    for block in blocks or ():
        yield from down(block.get("items"), block)


def _same_submitter(gold: Data, found: Data) -> float:
    return by_text("name" if gold.get("name") or found.get("name") else "party")(gold, found)


def _name_or_party(submitter: Data) -> Any:
    return submitter.get("name") or submitter.get("party")
