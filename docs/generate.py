"""Write the pages that are made from the code: the data dictionary, the reference of the command line, the findings,
and the picture of the rooms.

usage: python docs/generate.py [--check]     with --check nothing is written, and the exit status is 1 where a page is
out of date
"""

from __future__ import annotations

import inspect
import sys
import textwrap
from pathlib import Path
from typing import Any, get_args, get_origin

import typer
from pydantic.fields import FieldInfo
from room_map import svg

from griffier.pipeline.exports.flat.declaration import flat_tables
from griffier.schemas.base import Model
from griffier.schemas.findings import MEANINGS
from griffier.schemas.kinds import record_types
from griffier.schemas.record import Record

HERE = Path(__file__).parent


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


def _row(name: str, field: FieldInfo) -> str:
    description = (field.description or "").replace("|", "\\|")
    return f"| `{field.alias or name}` | {_type(field.annotation)} | {description} |"


def _table(model: type[Model], skip: frozenset[str] = frozenset()) -> list[str]:
    rows = [_row(name, field) for name, field in model.model_fields.items() if name not in skip]
    return ["| field | type | meaning |", "|---|---|---|", *rows, ""]


def dictionary() -> str:
    """Every field of every kind, from the models."""
    out = [
        "# Data dictionary",
        "",
        "Made from the models in `schemas/` by `make docs`. A field that the document does not support is `null` or "
        "`[]`.",
        "",
        "## Every record",
        "",
        *_table(Record),
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
        out += _table(model, general) if own else ["No fields of its own.", ""]
        collect(model)
    out += ["## Objects", ""]
    for name in sorted(seen):
        out += [f"### {name}", "", (seen[name].__doc__ or "").strip().split("\n\n")[0], "", *_table(seen[name])]
    return "\n".join(out).rstrip() + "\n"


def _help(told: str) -> list[str]:
    """The help of a command: paragraphs as they are, the blocks that keep their lines (after a `\\b`) as code under
    their heading."""
    out: list[str] = []
    for paragraph in inspect.cleandoc(told).split("\n\n"):
        kept, bare, block = paragraph.rpartition("\b\n")
        if not bare:
            out += [paragraph, ""]
            continue
        heading, _, lines = block.partition("\n")
        out += [
            *([kept.strip(), ""] if kept.strip() else []),
            heading,
            "",
            "```text",
            *textwrap.dedent(lines).splitlines(),
            "```",
            "",
        ]
    return out[:-1]


def findings() -> str:
    """Every finding and what it says."""
    rows = [f"| `{code}` | {meaning} |" for code, meaning in sorted(MEANINGS.items())]
    return "\n".join(
        [
            "# Findings",
            "",
            "What the checks say of a record, in its `findings`. Each has a `severity`: `error` (a value cannot be "
            "trusted), `warning`",
            "(look at it), `info`. Made from `schemas/findings.py` by `make docs`.",
            "",
            "| code | meaning |",
            "|---|---|",
            *rows,
            "",
        ]
    )


def command_line() -> str:
    """The help of every command, as typer knows it."""
    from griffier.cli import app

    group = typer.main.get_command(app)
    out = ["# Command line", "", "Made from the program's own help by `make docs`.", ""]
    for name, command in sorted(getattr(group, "commands", {}).items()):
        out += [
            f"## griffier {name}",
            "",
            *_help(command.help or ""),
            "",
            "| argument or option | meaning |",
            "|---|---|",
        ]
        for parameter in command.params:
            flags = (
                ", ".join(f"`{o}`" for o in parameter.opts)
                if parameter.opts and parameter.opts[0].startswith("-")
                else f"`{(parameter.name or '').upper()}`"
            )
            default = parameter.default if isinstance(parameter.default, (int, float, str)) else None
            default = None if isinstance(default, bool) else f"{default:g}" if isinstance(default, float) else default
            meaning = " ".join((getattr(parameter, "help", None) or "").split()).replace("|", "\\|")
            out.append(f"| {flags} | {meaning}{f' (default {default})' if default not in (None, '') else ''} |")
        out.append("")
    return "\n".join(out).rstrip() + "\n"


def flat() -> str:
    """Every table and column of the exports, from their declaration."""
    out = [
        "# Flat tables",
        "",
        "What [`griffier export`](exports.md) writes. Made from `pipeline/exports/flat/tables.toml` and the models by "
        "`make docs`; the codebook",
        "of each export says the same. Each table's first column is its key.",
        "",
    ]
    for table in flat_tables().values():
        out += [f"## {table.name}", "", f"{table.en} *{table.nl}*", "", "| column | type | meaning | betekenis |"]
        out.append("|---|---|---|---|")
        for column in table.columns:
            type_ = (
                f"{column.type}, to [{column.references}](#{column.references})" if column.references else column.type
            )
            allowed = f" ({', '.join(f'`{word}`' for word in column.enum)})" if column.enum else ""
            en, nl = (text.replace("|", "\\|") for text in (column.en, column.nl))
            out.append(f"| `{column.name}` | {type_}{allowed} | {en} | {nl} |")
        out.append("")
    return "\n".join(out).rstrip() + "\n"


PAGES = {
    "flat-tables.md": flat,
    "data-dictionary.md": dictionary,
    "command-line.md": command_line,
    "findings.md": findings,
    "pictures/rooms.svg": svg,
}


def main() -> int:
    """Write or check the pages. Returns the exit status."""
    stale = []
    for name, make in PAGES.items():
        path, text = HERE / name, make()
        if path.exists() and path.read_text("utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv[1:]:
            path.write_text(text, "utf-8")
    if stale:
        print(("out of date: " if "--check" in sys.argv[1:] else "written: ") + ", ".join(stale))
    return 1 if stale and "--check" in sys.argv[1:] else 0


if __name__ == "__main__":
    sys.exit(main())
