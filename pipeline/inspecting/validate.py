"""Is a JSONL file of records or dossiers what the contract says? Every complaint has its line and its JSON Pointer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from griffier.extractors.drafting.draft import escape
from griffier.pipeline.errors import UsageError
from griffier.pipeline.wording import counted, number, said


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with a line. `line` is 1-based; `pointer` an RFC 6901 JSON Pointer into its record, "" for the
    whole."""

    line: int
    pointer: str
    message: str


def print_faults(file: Path, limit: int = 50) -> int:
    """Print what is wrong with a file, at most `limit` lines (0: all), and a sum. Returns the exit code. Raises
    UsageError."""
    faults = lines = 0
    try:
        for fault in validate_file(file):
            faults += 1
            if not limit or faults <= limit:
                print(f"{file}:{fault.line}: {fault.pointer or '(record)'}: {fault.message}")
        with file.open("rb") as every:
            lines = sum(1 for _ in every)
    except OSError as error:
        raise UsageError(
            f"{file}: {error.strerror}", remedy="Give a file of records, such as out/records.jsonl."
        ) from error
    if limit and faults > limit:
        print(said("... and {count} more (--limit 0 shows all)", count=number(faults - limit)))
    found = counted(faults, "fault", "faults") if faults else said("no faults")
    print(f"{file}: {counted(lines, 'line', 'lines')}, {found}")
    return 1 if faults else 0


def validate_file(file: Path) -> Iterator[Complaint]:
    """Check every line: the schema, (source.path, id) unique, evidence and findings that point into their record.
    Raises OSError."""
    seen: dict[tuple[str, str], int] = {}
    with file.open("rb") as lines:
        for number, raw in enumerate(lines, 1):
            yield from validate_line(number, raw, seen)


def validate_line(number: int, raw: bytes, seen: dict[tuple[str, str], int]) -> Iterator[Complaint]:
    """Check one line; `seen` remembers (path, id) -> line."""
    import json

    from pydantic import ValidationError

    from griffier.schemas.dossier import Dossier
    from griffier.schemas.kinds import any_record

    if not raw.strip():
        yield Complaint(number, "", "the line is empty")
        return
    try:
        data = json.loads(raw)
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        yield Complaint(number, "", f"no JSON: {error}")
        return
    if not isinstance(data, dict):
        yield Complaint(number, "", f"a record is an object, this is {type(data).__name__}")
        return
    dossier = "members" in data and "kind" not in data
    try:
        if dossier:
            Dossier.model_validate_json(raw)
        else:
            any_record().validate_json(raw)
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_input=False):
            place = fault["loc"][1:] if fault["loc"][:1] == (data.get("kind"),) else fault["loc"]
            yield Complaint(number, "".join(f"/{escape(str(step))}" for step in place), fault["msg"])
        return
    key = ("", data["id"]) if dossier else (data["source"]["path"], data["id"])
    first = seen.setdefault(key, number)
    if first != number:
        yield Complaint(number, "/id", f"{key[1]}{f' of {key[0]}' if key[0] else ''} stands on line {first} already")
    yield from _misplaced(number, data)


def _misplaced(number: int, data: dict[str, Any]) -> Iterator[Complaint]:
    """Evidence and findings that point to nothing, and quotes that are not as long as their place."""
    for group in ("evidence", "findings"):
        for i, entry in enumerate(data.get(group) or ()):
            pointer = entry.get("pointer", "")
            if not resolves(data, pointer):
                yield Complaint(number, f"/{group}/{i}/pointer", f"points to nothing: {pointer!r}")
    for i, entry in enumerate(data.get("evidence") or ()):
        if len(entry["quote"]) != entry["end"] - entry["start"]:
            yield Complaint(
                number,
                f"/evidence/{i}/quote",
                f"has {len(entry['quote'])} characters where start and end span {entry['end'] - entry['start']}",
            )


def resolves(data: Any, pointer: str) -> bool:
    """Whether a JSON Pointer leads somewhere in `data` (a value that is null counts)."""
    if pointer == "":
        return True
    if not pointer.startswith("/"):
        return False
    node = data
    for token in pointer[1:].split("/"):
        name = token.replace("~1", "/").replace("~0", "~")
        if isinstance(node, dict):
            if name not in node:
                return False
            node = node[name]
        elif isinstance(node, list):
            if not name.isascii() or not name.isdecimal() or int(name) >= len(node):
                return False
            node = node[int(name)]
        else:
            return False
    return True
