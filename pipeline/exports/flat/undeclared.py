"""What a model may say and no column takes up: a new kind of document loses nothing in an export, before anyone has
declared its tables."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from griffier.pipeline.exports.flat.model_paths import (
    Found,
    Model,
    Pattern,
    fields_by_name,
    inner,
    nested_in,
    patterns,
    walk,
)

_STANDS = {"cells": {"Table": "tables/*", "Row": "tables/*/rows/*", "Column": "tables/*/columns/*"}}
"""Where the objects of made rows stand in a record."""


def leaves(model: Model, at: str = "") -> Iterator[str]:
    """The paths of all that a model may say: `*` for the items of a list, `**` where items stand in items."""
    for name, (_, field) in fields_by_name(model).items():
        held = inner(field.annotation)
        if not (isinstance(held, type) and issubclass(held, BaseModel)):
            yield f"{at}{name}"
        elif held is not model:
            deep = nested_in(held) is not None
            many = str(field.annotation).startswith("list[")
            yield from leaves(held, f"{at}{name}/{'**' if deep else '*'}/" if many else f"{at}{name}/")


def taken_up(model: Model, tables: dict[str, Any], of: str) -> set[str]:
    """The paths of a model that some column of the declared tables takes up."""
    found: set[str] = set()
    for told in tables.values():
        if told.get("of", "record") == of:
            found |= {*told.get("holds", ()), *_by_columns(model, told)}
    return found


def _by_columns(model: Model, told: dict[str, Any]) -> Iterator[str]:
    froms = [c.get("from", c["name"]) for c in told["columns"] if "make" not in c and "key_of" not in c]
    if isinstance(told["rows"], str):
        stands = _STANDS.get(told["rows"], {})
        named = (said[1:].split("/", 1) for said in froms if said.startswith("@"))
        yield from (f"{stands[name]}/{path}" for name, path in named if name in stands)
        return
    for pattern in (found for path in told["rows"] for found in patterns(model, path)):
        heads = _heads(pattern)
        for said in froms:
            yield from _path(said, heads, pattern)


def _heads(pattern: Pattern) -> list[str]:
    """The paths of the objects of a pattern's trail, each with its last slash."""
    heads = [""]
    for step in pattern.steps:
        heads.append(f"{heads[-1]}{step.name}/{'**/' if step.nested else '*/' if step.many else ''}")
    return heads


def _path(said: str, heads: list[str], pattern: Pattern) -> Iterator[str]:
    """Where a column's value stands, below the object that it names. `heads`: of the objects of the trail."""
    if said == ".":
        yield heads[-1].removesuffix("/").removesuffix("/*")
    elif said.startswith("@"):
        name, _, rest = said[1:].partition("/")
        around = zip(heads, pattern.models, strict=True)
        yield from (head + rest for head, one in around if one is not None and one.__name__ == name)
    else:
        yield heads[-1] + said


@cache
def _paths(model: Model) -> tuple[str, ...]:
    from griffier.pipeline.exports.flat.declaration import declared

    taken = taken_up(model, declared()["tables"], "record")
    return tuple(path for path in leaves(model) if path not in taken)


def undeclared(record: BaseModel) -> Iterator[Found]:
    """The values of a record that no column takes up; what is empty says nothing."""
    for path in _paths(type(record)):
        for pattern in patterns(type(record), path):
            for found in walk(record, pattern):
                if found.trail[-1] not in ([], {}, ()):
                    yield found
