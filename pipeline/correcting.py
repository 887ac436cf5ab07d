"""Records with what a reviewer marked in them: right values proven, wrong ones replaced, missing ones put in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy
from pathlib import Path
from typing import Any

from jsonpointer import JsonPointer, JsonPointerException, resolve_pointer
from pydantic import ValidationError

from griffier.pipeline.errors import UsageError
from griffier.pipeline.whole_files import write_whole
from griffier.schemas.kinds import record_types
from griffier.schemas.review_marks import Mark, MarkedRecord

Json = dict[str, Any]
METHOD = "reviewed"
MARKS = "marks.jsonl"
"""The file of marks in a folder of review pages."""
_ABSENT = object()


def read_marks(file: Path) -> list[MarkedRecord]:
    """The marks of a file, one entry a record: the last line of a record counts. Raises UsageError with the line that
    is wrong, OSError."""
    found: dict[tuple[str, str], MarkedRecord] = {}
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    one = MarkedRecord.model_validate_json(line)
                except ValidationError as error:
                    said = error.errors()[0]["msg"]
                    raise UsageError(f"{file}:{number} holds no marks: {said}", remedy="Give marks.jsonl.") from error
                found[one.key] = one
    return list(found.values())


def write_marks(file: Path, marks: Iterable[MarkedRecord]) -> None:
    """The marks as a file, in the order of paths, in the place of an older one. Raises OSError."""
    ordered = sorted(marks, key=lambda one: one.key)
    write_whole({file: [one.model_dump_json(exclude_unset=True).encode() + b"\n" for one in ordered]})


def corrected(record: Json, given: MarkedRecord, text: str = "") -> tuple[Json, list[str]]:
    """A record with the marks put in, and which marks could not be, each with why.

    `text`: the canonical text, for the quotes of what was missing. A value that is no longer what the reviewer saw is
    left as it is; so is one whose correction the record's model refuses. Evidence of what was marked has the method
    `reviewed` and confidence 1.
    """
    made, refused = deepcopy(record), []
    for mark in _in_order(given.marks):
        trial = deepcopy(made)
        why = _put_in(trial, mark, given.record, text)
        if not why:
            why = _fault(trial)
        if why:
            refused.append(f"{mark.pointer}: {why}")
        else:
            made = trial
    return made, refused


def as_marked(one: MarkedRecord) -> Json:
    """The record as the reviewer left it, without evidence."""
    made, _ = corrected({**one.record, "evidence": []}, one, "")
    return made


def unmarked_fields(one: MarkedRecord) -> list[str]:
    """Pointers of the fields of which not every value was marked; none where the whole record was checked."""
    if one.complete:
        return []
    marked = {mark.pointer for mark in one.marks}
    fields = (
        name
        for name in one.record
        if name not in ("findings", "coverage", "schema_version", "id", "source", "producer", "kind_confidence")
    )
    return [f"/{name}" for name in fields if not _all_marked(one.record[name], f"/{name}", marked)]


def _all_marked(node: Any, pointer: str, marked: set[str]) -> bool:
    if isinstance(node, dict):
        told = (_all_marked(inner, f"{pointer}/{key}", marked) for key, inner in node.items() if inner is not None)
        return any(value is not None for value in node.values()) and all(told)
    if isinstance(node, list):
        return bool(node) and all(_all_marked(inner, f"{pointer}/{i}", marked) for i, inner in enumerate(node))
    return pointer in marked


def _in_order(marks: Iterable[Mark]) -> list[Mark]:
    """What takes entries out of a list comes last, the last entry first, so that the pointers of others hold."""
    gone = [mark for mark in marks if mark.mark == "wrong" and mark.value is None]
    kept = [mark for mark in marks if mark not in gone]
    return kept + sorted(gone, key=lambda mark: _sort_key(mark.pointer), reverse=True)


def _sort_key(pointer: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (0, part) for part in pointer.split("/")]


def _put_in(record: Json, mark: Mark, seen: Json, text: str) -> str:
    """Change the record; what is in the way, or ""."""
    if mark.mark == "missing":
        return _add(record, mark, text)
    now, was = _at(record, mark.pointer), _at(seen, mark.pointer)
    if now is _ABSENT or now != was:
        return "the record has another value there now"
    if mark.pointer.startswith("/findings/"):
        if mark.mark == "wrong":
            _take_out(record, mark.pointer)
    elif mark.mark == "right":
        _prove(record, mark.pointer)
    elif mark.value is None:
        _remove(record, mark.pointer)
    else:
        JsonPointer(mark.pointer).set(record, mark.value)
        _prove(record, mark.pointer)
    return ""


def _add(record: Json, mark: Mark, text: str) -> str:
    where = JsonPointer(mark.pointer)
    try:
        holder, last = where.to_last(record)
    except JsonPointerException:
        return "there is no such place in the record"
    if isinstance(holder, list):
        pointer = f"{mark.pointer.rpartition('/')[0]}/{len(holder)}"
        holder.append(_whole(holder, mark.value))
    elif isinstance(holder, dict) and holder.get(last) is None:
        pointer = mark.pointer
        holder[last] = mark.value
    else:
        return "there is a value there already"
    if mark.start is not None and mark.end is not None and mark.start < mark.end <= len(text):
        for leaf in _leaves(mark.value, pointer):
            record["evidence"].append(_entry(leaf, mark.start, mark.end, text))
    return ""


def _whole(others: list[Any], value: Any) -> Any:
    """An entry with every name that the other entries have."""
    if isinstance(value, dict) and others and isinstance(others[0], dict):
        return {name: [] if isinstance(old, list) else None for name, old in others[0].items()} | value
    return value


def _leaves(value: Any, pointer: str) -> list[str]:
    return [f"{pointer}/{key}" for key in value] if isinstance(value, dict) else [pointer]


def _entry(pointer: str, start: int, end: int, text: str) -> Json:
    return {
        "pointer": pointer,
        "page": text.count("\f", 0, start) + 1,
        "start": start,
        "end": end,
        "quote": text[start:end],
        "boxes": [],
        "method": METHOD,
        "confidence": 1.0,
    }


def _prove(record: Json, pointer: str) -> None:
    for entry in record["evidence"]:
        if entry["pointer"] == pointer:
            entry.update(method=METHOD, confidence=1.0)


def _remove(record: Json, pointer: str) -> None:
    """The value becomes null; where the model asks one, or nothing else is left, its entry leaves the list."""
    while True:
        holder, last = JsonPointer(pointer).to_last(record)
        if isinstance(holder, list):
            _take_out(record, pointer)
            return
        holder[last] = None
        record["evidence"] = [entry for entry in record["evidence"] if not _under(entry["pointer"], pointer)]
        outer = pointer.rpartition("/")[0]
        if not outer or (_fault(record) == "" and any(value not in (None, [], {}) for value in holder.values())):
            return
        pointer = outer


def _take_out(record: Json, pointer: str) -> None:
    """An entry leaves its list; pointers to those behind it move up."""
    outer, _, place = pointer.rpartition("/")
    at = int(place)
    del resolve_pointer(record, outer)[at]
    record["evidence"] = [entry for entry in record["evidence"] if not _under(entry["pointer"], pointer)]
    for holder in (record["evidence"], record["findings"]):
        for entry in holder:
            entry["pointer"] = re.sub(
                rf"^{re.escape(outer)}/(\d+)(?=/|$)",
                lambda m: f"{outer}/{int(m[1]) - (int(m[1]) > at)}",
                entry["pointer"],
            )


def _under(pointer: str, outer: str) -> bool:
    return pointer == outer or pointer.startswith(f"{outer}/")


def _at(record: Json, pointer: str) -> Any:
    try:
        return resolve_pointer(record, pointer)
    except JsonPointerException:
        return _ABSENT


def _fault(record: Json) -> str:
    """What the model of the record's kind says against it, or ""."""
    try:
        record_types()[record["kind"]].model_validate(record)
    except KeyError:
        return f"there is no kind {record['kind']!r}"
    except ValidationError as error:
        first = error.errors()[0]
        return f"{first['msg']} (/{'/'.join(map(str, first['loc']))})"
    return ""
