"""Letters."""

from __future__ import annotations

from typing import Any

from griffier.pipeline.evaluation.general import inside
from griffier.pipeline.evaluation.sameness import PARTY_OR_ROLE, by_text, exact, likeness, text
from griffier.pipeline.evaluation.tally import Comparison, Data


def compare_letter(c: Comparison) -> None:
    """What letters have beside their requests."""
    for name in ("letter_type", "reference"):
        if c.scored(name):
            c.scalar(name, c.gold[name], c.found.get(name), exact)
    if c.scored("salutation"):
        c.scalar("salutation", c.gold["salutation"], c.found.get("salutation"), text)
    _sender(c)
    for name in ("addressees", "cc"):
        if c.scored(name):
            c.items(name, c.gold[name], c.found.get(name), _same_party, show=_who)
    if c.scored("signatories"):
        gold = [s for s in c.gold["signatories"] or [] if s.get("name")]
        found = [s for s in c.found.get("signatories") or [] if s.get("name")]
        c.items("signatories.name", gold, found, by_text("name"), show=lambda s: s.get("name"))
    _attachments(c)


def _sender(c: Comparison) -> None:
    sender = c.gold.get("sender")
    for name in ("name", "organization"):
        if c.scored("sender") and (not sender or name in sender) and not c.skipped(f"/sender/{name}"):
            c.scalar(f"sender.{name}", inside(sender, name), inside(c.found.get("sender"), name), text)


def _attachments(c: Comparison) -> None:
    if not c.scored("attachments"):
        return
    gold, found = c.gold["attachments"], c.found.get("attachments")
    for one, two in c.items("attachments.title", gold, found, by_text("title"), show=lambda a: a.get("title")):
        if one.get("events"):
            events = (one["events"], two.get("events"))
            c.items("attachments.events.date", *events, _same_date, show=lambda event: event.get("date"))


def _who(party: Any) -> str:
    if not isinstance(party, dict):
        return str(party)
    return " ".join(str(party[name]) for name in ("name", "role", "organization") if party.get(name))


def _same_party(gold: Any, found: Any) -> float:
    score = likeness(_who(gold), _who(found))
    return score if score >= PARTY_OR_ROLE else 0.0


def _same_date(gold: Data, found: Data) -> float:
    return float(gold.get("date") == found.get("date"))
