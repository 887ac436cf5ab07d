"""The fields that a kind of record can have, by its model: what a reviewer can add."""

from __future__ import annotations

from functools import cache
from typing import Any

from griffier.schemas.kinds import record_types

Json = dict[str, Any]
_NOT_ADDED = frozenset({"schema_version", "producer", "id", "kind", "source", "evidence", "findings", "coverage"})


@cache
def _schema(kind: str) -> Json:
    return record_types()[kind].model_json_schema()


def lists_of(kind: str) -> dict[str, list[str]]:
    """Pattern of a pointer (`/requests/*/items`) -> the names of the scalars of one entry; [] where entries are
    scalars."""
    found: dict[str, list[str]] = {}
    for name, part in _schema(kind)["properties"].items():
        if name not in _NOT_ADDED and name != "tables":
            _walk(part, f"/{name}", _schema(kind), found, ())
    return found


def scalars_of(kind: str) -> list[str]:
    """Pointers of the fields of a record that are scalars: what stands empty can be given."""
    schema = _schema(kind)
    plain = (name for name, part in schema["properties"].items() if name not in _NOT_ADDED and _is_scalar(part, schema))
    return [f"/{name}" for name in plain]


def _walk(part: Json, pattern: str, schema: Json, found: dict[str, list[str]], inside: tuple[str, ...]) -> None:
    for one in _options(part):
        name = str(one.get("$ref", ""))
        if name and name in inside:
            continue  # items inside items: one level is enough
        one = _resolved(one, schema)
        if one.get("type") == "array" and "items" in one:
            entries = [_resolved(entry, schema) for entry in _options(one["items"])]
            properties = {key: p for entry in entries for key, p in entry.get("properties", {}).items()}
            found[pattern] = [key for key, inner in properties.items() if _is_scalar(inner, schema)]
            _walk(one["items"], f"{pattern}/*", schema, found, (*inside, name))
        for key, inner in one.get("properties", {}).items():
            _walk(inner, f"{pattern}/{key}", schema, found, (*inside, name))


def _options(part: Json) -> list[Json]:
    return [one for one in part.get("anyOf", [part]) if one.get("type") != "null"]


def _resolved(part: Json, schema: Json) -> Json:
    return schema["$defs"][part["$ref"].rpartition("/")[2]] if "$ref" in part else part


def _is_scalar(part: Json, schema: Json) -> bool:
    made = [_resolved(one, schema) for one in _options(part)]
    return all(one.get("type") in ("string", "number", "integer", "boolean") or "enum" in one for one in made)
