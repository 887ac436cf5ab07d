"""Which values of a record are right, each by its JSON Pointer: what a comparison asks by name, told by place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from griffier.extractors.drafting.draft import escape
from griffier.pipeline.evaluation.evaluate import compare
from griffier.pipeline.evaluation.gold import Gold
from griffier.pipeline.evaluation.table_cells import named_cells, partners
from griffier.pipeline.evaluation.tally import Comparison, Data


class _PlacedText(str):
    """A text that knows where in its record it stands."""

    pointer: str


class _PlacedNumber(int):
    """The same of a whole number."""

    pointer: str


class _PlacedFlag(int):
    """The same of a flag; shown as one."""

    pointer: str

    def __str__(self) -> str:
        return str(bool(self))


class _PlacedItem(dict[str, Any]):
    """The same of an object."""

    pointer: str


_PROVES = {
    "amounts": ("raw", "value"),
    "submitters.name": ("name", "party"),
    "recitals.items": ("text",),
    "requests.items": ("text",),
    "questions": ("text",),
    "answers": ("text",),
    "decisions": ("text",),
    "items": ("title",),
    "attendance": ("name",),
    "signatories.name": ("name",),
    "votes.parties": ("party",),
    "votes.members": ("name",),
    "items.votes.parties": ("party",),
    "items.votes.members": ("name",),
    "attachments.title": ("title",),
    "attachments.events.date": ("date",),
    "changes.original": ("original",),
    "changes.replacement": ("replacement",),
    "programmes": ("number", "name"),
    "programmes.policy_areas": ("name",),
    "programmes.goals": ("text",),
    "programmes.results": ("text",),
    "explanations": ("heading",),
    "addressees": ("name", "role", "organization"),
    "cc": ("name", "role", "organization"),
}
"""Judgement of a list -> the fields of an item that are proven right where the item is met. Of an item that the gold
does not have, every field is wrong."""

_BESIDE = {"/municipality/code": ("/municipality/name", "/municipality/province")}
"""What is right or wrong with a value, though only that one is asked."""


def right_values(gold: Gold, record: Data, found: Data) -> dict[str, bool]:
    """Pointer -> whether the value there is right, of each value that the gold speaks of; cells of tables at
    `/tables/0/rows/1/values/KEY`. `found`: a record as JSON."""
    told: dict[str, bool] = {}
    comparison = compare(gold, record, _placed(found, ""))
    for pointer, right in _answers(comparison):
        told[pointer] = told.get(pointer, True) and right
    for pointer, others in _BESIDE.items():
        if pointer in told:
            told.update(dict.fromkeys(others, told[pointer]))
    if comparison.scored("tables"):
        told.update(_cells(record.get("tables") or [], found.get("tables") or []))
    return told


def confidences(record: Data) -> dict[str, float]:
    """Pointer -> what a record, as JSON, says of a value: that each is right, cells of tables among them."""
    told = {entry["pointer"]: float(entry["confidence"]) for entry in record.get("evidence") or []}
    if record.get("kind_confidence") is not None:
        told["/kind"] = float(record["kind_confidence"])
    for i, table in enumerate(record.get("tables") or []):
        for j, row in enumerate(table.get("rows") or []):
            for key in row.get("values") or {}:
                sure = (row.get("confidences") or {}).get(key, table.get("confidence"))
                if sure is not None:
                    told[f"/tables/{i}/rows/{j}/values/{escape(key)}"] = float(sure)
    return told


def _placed(value: Any, pointer: str) -> Any:
    out: Any
    if isinstance(value, dict):
        out = _PlacedItem((key, _placed(one, f"{pointer}/{escape(key)}")) for key, one in value.items())
    elif isinstance(value, list):
        return [_placed(one, f"{pointer}/{i}") for i, one in enumerate(value)]
    elif isinstance(value, bool):
        out = _PlacedFlag(value)
    elif isinstance(value, int):
        out = _PlacedNumber(value)
    elif isinstance(value, str):
        out = _PlacedText(value)
    else:
        return value
    out.pointer = pointer
    return out


def _answers(comparison: Comparison) -> Iterator[tuple[str, bool]]:
    for name, answer, right in comparison.answers:
        value = answer[0] if isinstance(answer, tuple) else answer
        if isinstance(value, _PlacedItem):
            names = [key for key, one in value.items() if hasattr(one, "pointer") and not isinstance(one, dict)]
            names = [key for key in _PROVES.get(name, ()) if key in names] if right else names
            yield from ((value[key].pointer, right) for key in names)
        elif hasattr(value, "pointer"):
            yield value.pointer, right


def _cells(gold: list[Data], found: list[Data]) -> Iterator[tuple[str, bool]]:
    """The cells of the tables that the gold has."""
    for i, j in partners(gold, found).items():
        wanted = Counter(cell for _, _, cell in named_cells(gold[i]))
        for row, key, cell in named_cells(found[j], gold[i]):
            yield f"/tables/{j}/rows/{row}/values/{escape(key)}", wanted[cell] > 0
            wanted[cell] -= 1
