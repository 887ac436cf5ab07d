"""Where the rows of a table stand in a record: patterns over the models, looked up once, walked for every record.

A pattern is a path of field names; `*` is each item of a list, `**` each item of a list at any depth, `*:Class` each
item where they are of a class, `a|b` either field. On the way the objects passed are kept, so that a row knows what it
stands in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

Model = type[BaseModel]


@dataclass(frozen=True, slots=True)
class Step:
    """A field to enter: its attribute, its name outside, whether it is a list, and where items stand in its items
    (attribute and name outside)."""

    attribute: str
    name: str
    many: bool = False
    nested: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern that leads somewhere in a model. `models`: what each object of the trail is, the root first; the last
    is None where the rows are plain values."""

    steps: tuple[Step, ...]
    models: tuple[Model | None, ...]


@dataclass(slots=True)
class Found:
    """A row's object. `trail`: the objects around it, the root first, itself last; `places`: how long the pointer is
    at each; `at`: the tokens of its pointer."""

    at: tuple[str | int, ...]
    trail: tuple[Any, ...]
    places: tuple[int, ...]


@cache
def fields_by_name(model: Model) -> dict[str, tuple[str, FieldInfo]]:
    """Name outside -> attribute and field."""
    return {field.alias or name: (name, field) for name, field in model.model_fields.items()}


def inner(annotation: Any) -> Any:
    """What a field holds: without None, without the list around it, without its restrictions."""
    if get_origin(annotation) is Annotated:
        return inner(get_args(annotation)[0])
    if get_origin(annotation) is list:
        return inner(get_args(annotation)[0])
    options = [a for a in get_args(annotation) if a is not type(None)]
    if type(None) in get_args(annotation) and len(options) == 1:
        return inner(options[0])
    return annotation


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) is list


def patterns(model: Model, told: str) -> list[Pattern]:
    """The patterns that a declaration's path stands for in a model; none where the model has no such field."""
    ways = product(*(token.split("|") for token in told.strip("/").split("/"))) if told else [()]
    return [found for way in ways if (found := _pattern(model, way)) is not None]


def _pattern(model: Model, tokens: tuple[str, ...]) -> Pattern | None:
    steps: list[Step] = []
    models: list[Model | None] = [model]
    for told in tokens:
        token, _, name = told.partition(":")
        if token in ("*", "**"):
            nested = nested_in(models[-1]) if token == "**" else None
            steps[-1] = Step(steps[-1].attribute, steps[-1].name, many=True, nested=nested)
            if name and (models[-1] is None or models[-1].__name__ != name):
                return None
            continue
        here = models[-1]
        if here is None or token not in fields_by_name(here):
            return None
        attribute, field = fields_by_name(here)[token]
        held = inner(field.annotation)
        steps.append(Step(attribute, token))
        models.append(held if isinstance(held, type) and issubclass(held, BaseModel) else None)
    return Pattern(tuple(steps), tuple(models))


def nested_in(model: Model | None) -> tuple[str, str] | None:
    """The field of a model that holds models of its own sort: attribute and name outside."""
    fields = fields_by_name(model).items() if model is not None else ()
    return next(((attribute, name) for name, (attribute, field) in fields if inner(field.annotation) is model), None)


def walk(root: BaseModel, pattern: Pattern, *, block: bool = False) -> Iterator[Found]:
    """The rows of a pattern in a record. `block`: an object whose list at the pattern's end is empty is a row too,
    itself None."""
    yield from _walk(pattern.steps, 0, (), (root,), (0,), block)


def _walk(
    steps: tuple[Step, ...],
    n: int,
    at: tuple[str | int, ...],
    trail: tuple[Any, ...],
    places: tuple[int, ...],
    block: bool,
) -> Iterator[Found]:
    if n == len(steps):
        yield Found(at, trail, places)
        return
    step = steps[n]
    value = getattr(trail[-1], step.attribute)
    if value is None:
        return
    here = (*at, step.name)
    if not step.many:
        yield from _walk(steps, n + 1, here, (*trail, value), (*places, len(here)), block)
        return
    if not value and block and n == len(steps) - 1:
        yield Found(at, (*trail, None), (*places, len(at)))
    for i, item in enumerate(value):
        yield from _item(steps, n, (*here, i), (*trail, item), (*places, len(here) + 1), block)


def _item(
    steps: tuple[Step, ...],
    n: int,
    at: tuple[str | int, ...],
    trail: tuple[Any, ...],
    places: tuple[int, ...],
    block: bool,
) -> Iterator[Found]:
    """An item of a list and, where the list is deep, the items in it; those stand in the item's own place of the
    trail."""
    yield from _walk(steps, n + 1, at, trail, places, block)
    inside = steps[n].nested
    if inside is not None:
        for i, nested in enumerate(getattr(trail[-1], inside[0])):
            below = (*at, inside[1], i)
            yield from _item(steps, n, below, (*trail[:-1], nested), (*places[:-1], len(below)), block)


def pointer(at: tuple[str | int, ...]) -> str:
    """RFC 6901."""
    return "".join(
        f"/{token}" if isinstance(token, int) else f"/{token.replace('~', '~0').replace('/', '~1')}" for token in at
    )


def getter(model: Model, path: str) -> tuple[tuple[str, ...], FieldInfo] | None:
    """The attributes that lead to a value below an object, and the field at their end; None where the model has none
    such."""
    attributes: list[str] = []
    field: FieldInfo | None = None
    here: Any = model
    for name in path.split("/"):
        if not (isinstance(here, type) and issubclass(here, BaseModel)) or name not in fields_by_name(here):
            return None
        attribute, field = fields_by_name(here)[name]
        attributes.append(attribute)
        here = inner(field.annotation)
    return (tuple(attributes), field) if field is not None else None


def held(value: Any, attributes: tuple[str, ...]) -> Any:
    """The value below an object; None where anything on the way is."""
    for attribute in attributes:
        if value is None:
            return None
        value = getattr(value, attribute)
    return value
