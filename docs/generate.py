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

import typer
from field_tables import dictionary
from room_map import svg

from griffier.pipeline.exports.flat.declaration import flat_tables
from griffier.schemas.findings import MEANINGS

HERE = Path(__file__).parent


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
        if not heading.endswith(":"):  # a sentence that runs on
            out += [" ".join(block.split()), ""]
            continue
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
