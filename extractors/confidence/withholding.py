"""Values that are less sure than a run asks for (`--min-confidence`): null, each with a finding at its place.

A value that its model cannot do without takes what holds it along: an amount without its figure is no amount. Items of
lists are counted anew then, and so are the pointers to them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from griffier.extractors.confidence.grounds import field_of
from griffier.extractors.drafting.draft import escape
from griffier.schemas.base import Model
from griffier.schemas.evidence import Evidence
from griffier.schemas.record import Finding, Record

Key = str | int


def withheld(record: Record, least: float) -> Record:
    """The record without the values whose chance of being right is under `least`; the kind stays, with the finding. The
    same object where everything is sure enough."""
    unsure: dict[str, Evidence] = {}
    for entry in record.evidence:
        if entry.confidence < least and not entry.pointer.startswith("/findings/"):
            unsure.setdefault(entry.pointer, entry)
    cells = list(_unsure_cells(record, least))
    if not unsure and not cells:
        return record
    data = record.model_dump()
    for pointer, page, sure in cells:
        _clear(data, pointer)
        data["findings"].append(_finding(pointer, pointer, sure, least, page))
    _leave_out(data, unsure, {pointer: _goes_with(record, pointer) for pointer in unsure}, least)
    return type(record).model_validate(_without_marks(data))


def _leave_out(data: dict[str, Any], unsure: dict[str, Evidence], holders: dict[str, str | None], least: float) -> None:
    """Take the values out of a record, as a dict, and lead evidence and findings to where things stand then. `holders`:
    what goes with each value."""
    all_gone = {holder for holder in holders.values() if holder is not None}
    gone = {pointer for pointer in all_gone if not any(above in all_gone for above in _above(pointer))}
    for pointer in gone:
        _clear(data, pointer)
    moved = _Renumbering(gone)
    data["evidence"] = [
        entry | {"pointer": moved(entry["pointer"])}
        for entry in data["evidence"]
        if gone.isdisjoint((entry["pointer"], *_above(entry["pointer"])))
    ]
    for finding in data["findings"]:
        finding["pointer"] = _left(finding["pointer"], gone, moved)
    for pointer, entry in _one_each(unsure, holders):
        place = entry.model_dump() | {"pointer": f"/findings/{len(data['findings'])}", "method": "rule:min-confidence"}
        data["evidence"].append(place | {"confidence": 1.0})
        at = _left(holders[pointer] or pointer, gone, moved)
        data["findings"].append(_finding(at, pointer, entry.confidence, least, entry.page))


def _one_each(unsure: dict[str, Evidence], holders: dict[str, str | None]) -> list[tuple[str, Evidence]]:
    """Of the values that go with one thing the least sure: one finding tells of it."""
    least: dict[str | None, tuple[str, Evidence]] = {}
    for pointer, entry in unsure.items():
        before = least.get(holders[pointer])
        if before is None or entry.confidence < before[1].confidence:
            least[holders[pointer]] = pointer, entry
    return list(least.values())


class _Gone:
    """Stands in a list where an item was taken out."""


_GONE = _Gone()


def _finding(at: str, pointer: str, sure: float, least: float, page: int) -> dict[str, Any]:
    message = f"{field_of(pointer)} has a chance of {sure:.2f} of being right, less than the {least:g} asked for"
    return Finding.of("confidence.low", message, pointer=at, page=page).model_dump()


def _unsure_cells(record: Record, least: float) -> Iterator[tuple[str, int, float]]:
    for i, table in enumerate(getattr(record, "tables", ())):
        for j, row in enumerate(table.rows):
            for key, value in row.values.items():
                sure = row.confidences.get(key, table.confidence)
                if value is not None and sure is not None and sure < least:
                    yield f"/tables/{i}/rows/{j}/values/{escape(key)}", row.page, sure


def _steps(pointer: str) -> list[Key]:
    raw = (step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])
    return [int(step) if step.isdecimal() else step for step in raw]


def _above(pointer: str) -> list[str]:
    """The pointers of all that holds a value, the nearest first."""
    names = pointer.split("/")
    return ["/".join(names[:n]) for n in range(len(names) - 1, 1, -1)]


def _goes_with(record: Record, pointer: str) -> str | None:
    """What has to go where a value goes: itself, where nothing may stand there; else what holds it. None for the
    kind."""
    if pointer == "/kind":
        return None
    chain: list[tuple[str, bool]] = []
    node: Any = record
    names = pointer.split("/")[1:]
    for n, step in enumerate(_steps(pointer)):
        at = "/" + "/".join(names[: n + 1])
        if isinstance(node, Model):
            field = type(node).model_fields[str(step)]
            chain.append(
                (at, not field.is_required() and field.get_default(call_default_factory=True) in (None, False))
            )
            node = getattr(node, str(step))
        else:
            chain.append((at, isinstance(node, list)))
            node = node[step]
    return next((at for at, may_go in reversed(chain) if may_go), None)


def _clear(data: dict[str, Any], pointer: str) -> None:
    *way, last = _steps(pointer)
    node: Any = data
    for step in way:
        node = node[step]
    node[last] = _GONE if isinstance(node, list) else False if node[last] is True else None


def _without_marks(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _without_marks(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_without_marks(value) for value in node if value is not _GONE]
    return node


class _Renumbering:
    """Pointers as they are when items have gone from lists."""

    def __init__(self, gone: set[str]) -> None:
        self.items: dict[str, list[int]] = defaultdict(list)
        for pointer in gone:
            holder, _, step = pointer.rpartition("/")
            if step.isdecimal():
                self.items[holder].append(int(step))

    def __call__(self, pointer: str) -> str:
        """The pointer, each number less the items before it that have gone."""
        names = pointer.split("/")
        out = list(names)
        for n in range(2, len(names)):
            before = self.items.get("/".join(names[:n]))
            if before and names[n].isdecimal():
                out[n] = str(int(names[n]) - sum(i < int(names[n]) for i in before))
        return "/".join(out)


def _left(pointer: str, gone: set[str], moved: _Renumbering) -> str:
    """Where a finding points: to its value, null or not, or to the list from which it has gone."""
    for at in (*_above(pointer)[::-1], pointer):
        if at in gone:
            holder, _, step = at.rpartition("/")
            return moved(holder) if step.isdecimal() else moved(at)
    return moved(pointer)
