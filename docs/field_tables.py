"""The data dictionary: every field of every kind, with an example, how often it is filled, and how well it is read.

Examples come from the hand-made records of `samples/expected`. The figures come from `field-figures.json`, which
`make evaluate` writes; where that file is absent they are left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic.fields import FieldInfo

from griffier.schemas.base import Model
from griffier.schemas.kinds import record_types
from griffier.schemas.record import Record

HERE = Path(__file__).parent
_LONG = 60


def _models_in(annotation: Any) -> list[type[Model]]:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return [annotation]
    return [m for a in get_args(annotation) for m in _models_in(a)]


def _type(annotation: Any) -> str:
    """A type as a reader of JSON knows it."""
    origin, args = get_origin(annotation), get_args(annotation)
    if annotation is type(None):
        return "null"
    if origin is list:
        return f"list of {_type(args[0])}"
    if origin is dict:
        return f"object of {_type(args[1])}"
    if origin is tuple:
        return "[" + ", ".join(_type(a) for a in args) + "]"
    if str(origin) == "typing.Literal":
        return " / ".join(f"`{a}`" for a in args)
    if str(origin) == "typing.Annotated" or hasattr(annotation, "__metadata__"):
        return _type(args[0])
    if args:
        return " or ".join(_type(a) for a in args)
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    names = {"str": "string", "int": "integer", "float": "number", "bool": "true/false", "Decimal": "decimal string"}
    return names.get(getattr(annotation, "__name__", str(annotation)), getattr(annotation, "__name__", str(annotation)))


def _figures() -> dict[str, Any]:
    file = HERE / "field-figures.json"
    return json.loads(file.read_text("utf-8")) if file.exists() else {}


def _examples() -> dict[tuple[str, str], str]:
    """Name of a model and field -> a value that a sample prints."""
    found: dict[tuple[str, str], str] = {}
    for file in sorted((HERE.parent / "samples" / "expected").glob("*.json")):
        told = json.loads(file.read_text("utf-8"))
        for record in told.get("records") or [told["record"]]:
            for model, name, value in _leaves(record_types()[record["kind"]], record):
                found.setdefault((model, name), value)
    return found


def _leaves(model: type[Model], data: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for name, field in model.model_fields.items():
        value = data.get(field.alias or name)
        inner = _models_in(field.annotation)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict) and inner:
                yield from _leaves(next((m for m in inner if one.keys() <= _names(m)), inner[0]), one)
            elif one not in (None, "", [], {}) and not inner:
                told = json.dumps(one, ensure_ascii=False)
                yield model.__name__, name, told if len(told) <= _LONG else f"{told[:_LONG]}…"
                break


def _names(model: type[Model]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}


class Tables:
    """The tables of the dictionary, with what the samples and the development sets say of their fields."""

    def __init__(self) -> None:
        self.examples = _examples()
        self.figures = _figures()

    def fields(self, model: type[Model], skip: frozenset[str] = frozenset(), kinds: tuple[str, ...] = ()) -> list[str]:
        """The fields of a model; `kinds`: those of which records are counted."""
        counted = [self.figures[kind] for kind in kinds if kind in self.figures]
        of = sum(one["records"] for one in counted)
        head = ["field", "type", "meaning", "example", *(["filled"] if of else [])]
        out = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
        for name, field in model.model_fields.items():
            if name not in skip:
                times = sum(one["filled"].get(field.alias or name, 0) for one in counted)
                out.append(self._row(model, name, field, [f"{times} of {of}"] if of else []))
        return [*out, ""]

    def _row(self, model: type[Model], name: str, field: FieldInfo, filled: list[str]) -> str:
        example = next((self.examples[key, name] for key in _lines_of(model) if (key, name) in self.examples), "")
        cells = [f"`{field.alias or name}`", _type(field.annotation), field.description or ""]
        cells += [f"`{example}`" if example else "", *filled]
        return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"

    def read(self, kind: str) -> list[str]:
        """How well the values of a kind are read."""
        told = self.figures.get(kind, {}).get("read", {})
        if not told:
            return []
        sides = ((name, _share(one.get("text")), _share(one.get("scans"))) for name, one in told.items())
        rows = [f"| `{name}` | {text} | {scans} |" for name, text, scans in sides]
        return [f"How well it is read: {kind}", "", "| value | in text | on scans |", "|---|---|---|", *rows, ""]


def _lines_of(model: type[Model]) -> list[str]:
    """Names under which examples of a model's field stand: of any kind for the fields of every record."""
    return [model.__name__, *(other.__name__ for other in record_types().values() if issubclass(other, model))]


def _share(counts: list[int] | None) -> str:
    """Right, wrong, missed -> "98 % right, 97 % found (n = 120)"."""
    if not counts or not sum(counts):
        return ""
    right, wrong, missed = counts
    said = f"{100 * right / (right + wrong):.0f} % right" if right + wrong else "nothing said"
    found = f"{100 * right / (right + missed):.0f} % found (n = {right + missed})" if right + missed else "none there"
    return f"{said}, {found}"


def dictionary() -> str:
    """Every field of every kind, from the models."""
    tables = Tables()
    kinds = tuple(record_types())
    out = [
        "# Data dictionary",
        "",
        "Made from the models in `schemas/` by `make docs`. A field that the document does not support is `null` or "
        "`[]`.",
        "",
        "*Examples* are from the fictional samples. *Filled* counts the records of the development sets that have a "
        "value.",
        "",
        "*How well it is read* compares records with what people wrote down: of the values that are said, how many are "
        "right; of those that are there, how many are found; `n` is how many are there. *On scans* are worn pages and "
        "photographs. Rules were made on these documents: expect less of yours, and measure it with "
        "[marks](review.md). Figures are those of the last `make evaluate`; a small `n` proves little.",
        "",
        "## Every record",
        "",
        *tables.fields(Record, kinds=kinds),
    ]
    seen: dict[str, type[Model]] = {}

    def collect(model: type[Model]) -> None:
        for field in model.model_fields.values():
            for inner in _models_in(field.annotation):
                if inner.__name__ not in seen:
                    seen[inner.__name__] = inner
                    collect(inner)

    collect(Record)
    general = frozenset(Record.model_fields)
    for kind, model in record_types().items():
        out += [f"## {kind}", "", (model.__doc__ or "").strip(), ""]
        own = set(model.model_fields) - general
        out += tables.fields(model, general, (kind,)) if own else ["No fields of its own.", ""]
        out += tables.read(kind)
        collect(model)
    out += ["## Objects", ""]
    for name in sorted(seen):
        about = (seen[name].__doc__ or "").strip().split("\n\n")[0]
        out += [f"### {name}", "", about, "", *tables.fields(seen[name])]
    return "\n".join(out).rstrip() + "\n"
