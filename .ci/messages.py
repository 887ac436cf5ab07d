#!/usr/bin/env python3
"""Gather what people read into the catalogue `pipeline/locale/nl/LC_MESSAGES/griffier.po`, and compile it.

usage: python .ci/messages.py [--check]     with --check nothing is written; the exit status is 1 where a text has no
Dutch, or the compiled catalogue is not that of the text

What is gathered: the first words of `said(...)`, the two of `counted(...)`, the messages and remedies of our errors
(f-strings with `{}` for what is put in), the help of every command and option, the meanings of findings, and the words
of the review pages and the statistics. Translations that nothing asks for are taken out.
"""

from __future__ import annotations

import ast
import inspect
import io
import re
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
PO = ROOT / "pipeline" / "locale" / "nl" / "LC_MESSAGES" / "griffier.po"
MO = PO.with_suffix(".mo")
Message = str | tuple[str, str]


# Our errors, and those that become one of ours on their way to the user.
_OURS = {
    *re.findall(r"^class (\w+Error)\(", (ROOT / "pipeline" / "errors.py").read_text("utf-8"), re.MULTILINE),
    "ModelNotFoundError",
}


def _text_of(node: ast.AST | None, known: dict[str, str]) -> str | None:
    """A string, or an f-string with `{}` for each value, or the name of one in `known`; None for what is no text."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return known.get(node.id) if isinstance(node, ast.Name) else None


def _in_code(path: Path) -> Iterator[Message]:
    tree = ast.parse(path.read_text("utf-8"))
    known = dict(_named(tree.body))
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name.endswith("Error"):
            yield from (text for name, text in _named(node.body) if name in ("remedy", "rights"))
        elif isinstance(node, ast.Call):
            yield from _in_call(node, known)
        elif isinstance(node, ast.Subscript) and getattr(node.value, "attr", "") in ("notes", "_notes"):
            yield from filter(None, [_text_of(node.slice, known)])


def _in_call(node: ast.Call, known: dict[str, str]) -> Iterator[Message]:
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    told: list[ast.AST] = []
    if name == "said":
        told = list(node.args[:1])
    elif name == "Part":
        told = [arg.body if isinstance(arg, ast.IfExp) else arg for arg in node.args[1:4]]
    elif name == "counted" and len(node.args) == 3:
        one, many = (_text_of(arg, {}) for arg in node.args[1:])
        if one and many:
            yield one, many
    elif name in _OURS:
        told = [*node.args[:1], *(word.value for word in node.keywords if word.arg == "remedy")]
    for text in (_text_of(one, known) for one in told):
        if text and sum(c.isalpha() for c in text) > 1:
            yield text


def _named(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    """The texts to which names are given."""
    for line in body:
        targets = [line.target] if isinstance(line, ast.AnnAssign) else getattr(line, "targets", [])
        text = _text_of(getattr(line, "value", None), {})
        yield from ((target.id, text) for target in targets if isinstance(target, ast.Name) and text)


# What the library of the command line says and asks gettext for; its other words ("Usage:") are English.
OF_THE_LIBRARY = ("Options", "Commands", "Arguments", "required", "default: {default}")


def _in_help(command: Any) -> Iterator[str]:
    for text in (command.help, command.short_help):
        if text:
            yield inspect.cleandoc(text)
    for parameter in command.params:
        if getattr(parameter, "help", None):
            yield parameter.help
    for inner in getattr(command, "commands", {}).values():
        yield from _in_help(inner)


def gathered() -> list[Message]:
    """Every text that a person may read, each once."""
    from griffier.cli import app
    from griffier.pipeline.checking.alarms import _ADVICE
    from griffier.pipeline.exports.stats.drawing import OUTCOMES, SEVERITIES
    from griffier.pipeline.inspecting.doctor import _LANGUAGES
    from griffier.pipeline.wording import PUT_IN
    from griffier.schemas.findings import MEANINGS
    from griffier.schemas.kinds import record_types

    found: dict[Message, None] = {}
    for folder in ("pipeline", "extractors/dutch"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "evaluation" not in path.parts:
                found.update(dict.fromkeys(_in_code(path)))
    found.update(dict.fromkeys(MEANINGS.values()))
    found.update(dict.fromkeys(kind.replace("_", " ") for kind in record_types()))
    found.update(dict.fromkeys(outcome.replace("_", " ") for outcome in OUTCOMES))
    found.update(dict.fromkeys(SEVERITIES))
    found.update(dict.fromkeys(advice for _, advice in _ADVICE))
    words = tomllib.loads((ROOT / "pipeline/review/wording.toml").read_text("utf-8"))
    found.update(dict.fromkeys(_leaves(words)))
    found.update(dict.fromkeys(_in_help(typer.main.get_command(app))))
    found.update(dict.fromkeys((*OF_THE_LIBRARY, *PUT_IN, *_LANGUAGES.values())))
    return list(found)


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _leaves(inner)
    elif isinstance(value, str) and value:
        yield value


def catalogue() -> tuple[Catalog, list[str]]:
    """What is gathered with the Dutch that is known, and the texts that have none."""
    known = read_po(io.BytesIO(PO.read_bytes()), locale="nl") if PO.exists() else Catalog(locale="nl")
    when = datetime(2026, 1, 1, tzinfo=UTC)  # the same texts give the same bytes
    about: Any = {"creation_date": when, "revision_date": when}
    made = Catalog(locale="nl", project="griffier", version="1", fuzzy=False, charset="utf-8", **about)
    missing = []
    for text in sorted(gathered(), key=str):
        key = text if isinstance(text, str) else text[0]
        before = known.get(key)
        told = before.string if before else ""
        made.add(text, told or "")
        if not (told and (isinstance(told, str) or all(told))):
            missing.append(key)
    return made, missing


def main() -> int:
    """Write or check. Returns the exit status."""
    made, missing = catalogue()
    compiled = io.BytesIO()
    write_mo(compiled, made)
    if "--check" in sys.argv[1:]:
        stale = not MO.exists() or MO.read_bytes() != compiled.getvalue()
        told = [f"no Dutch: {text!r}" for text in missing] + ["griffier.mo is not that of griffier.po"] * stale
        print("\n".join(told))
        return int(bool(missing) or stale)
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as out:
        write_po(out, made, width=118, sort_output=True, omit_header=True)
    MO.write_bytes(compiled.getvalue())
    print(f"{len(made)} texts, {len(missing)} without Dutch: {PO.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
