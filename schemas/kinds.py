"""The kinds of document, found by module: a file here that defines a subclass of `Record` with a literal `kind` is a
kind."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import Field, TypeAdapter

import griffier.schemas as package
from griffier.schemas.record import Record


@cache
def record_types() -> dict[str, type[Record]]:
    """Kind -> its model, in alphabetical order."""
    found: dict[str, type[Record]] = {}
    for module in sorted(m.name for m in pkgutil.iter_modules(package.__path__)):
        for value in vars(importlib.import_module(f"griffier.schemas.{module}")).values():
            if not (isinstance(value, type) and issubclass(value, Record) and value is not Record):
                continue
            annotation = value.model_fields["kind"].annotation
            if get_origin(annotation) is Literal:
                found[get_args(annotation)[0]] = value
    return dict(sorted(found.items()))


@cache
def any_record() -> TypeAdapter[Any]:
    """Validates and serialises a record of any kind, told apart by `kind`."""
    union: Any = Annotated[Union[tuple(record_types().values())], Field(discriminator="kind")]  # noqa: UP007
    return TypeAdapter(union)
