"""Private people out of what is published: their names, addresses and contacts, in values, text and evidence.

A mask in the text is as long as what it hides, so that every offset, box and page still holds; in a value it is one
word. What is private is told by `extractors/letters/private_writers.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from griffier.extractors.drafting.draft import as_read
from griffier.extractors.letters.private_writers import Private, is_letter, private_in
from griffier.schemas.document import Document, Part, Span
from griffier.schemas.kinds import record_types
from griffier.schemas.record import Finding, Record

MASK = "[masked]"
BLOCK = "█"
_AS_THEY_ARE = frozenset({"schema_version", "producer", "id", "kind", "source", "evidence", "coverage"})
_RUNS = re.compile(rf"{re.escape(MASK)}(?:[\s,.;&/-]*{re.escape(MASK)})+")
Json = dict[str, Any]


def masked(document: Document, parts: Sequence[Part], records: Sequence[Record]) -> tuple[Document, tuple[Record, ...]]:
    """A document and its records without private people. A file that bundles several documents has one text: who is
    private in one letter of it is hidden by whole name in all of it."""
    found = [_private(part, record) for part, record in zip(parts, records, strict=True)]
    hidden = [span for part, one in zip(parts, found, strict=True) if one for span in _spans(part, one)]
    others = [one.whole_names for one in found if one and one.whole_names]
    hidden += [Span(*match.span()) for names in others for match in names.finditer(document.text)]
    made = replace(document, text=_blocked(document.text, hidden))
    told = (_without(record, one, others, made.text) for record, one in zip(records, found, strict=True))
    return made, tuple(told)


def _private(part: Part, record: Record) -> Private | None:
    letter = record.kind == "letter" or (record.kind == "other" and is_letter(part))
    return private_in(part) if letter else None


def _spans(part: Part, one: Private) -> list[Span]:
    """Places in the canonical text."""
    found = list(one.spans)
    if one.pattern is not None:
        found += [Span(*match.span()) for match in one.pattern.finditer(part.doc.text, part.start, part.end)]
    return [as_read(part.doc, span) for span in found]


def _blocked(text: str, hidden: Sequence[Span]) -> str:
    chars = list(text)
    for start, end in hidden:
        chars[start:end] = [c if c.isspace() else BLOCK for c in chars[start:end]]
    return "".join(chars)


def _without(record: Record, one: Private | None, others: Sequence[re.Pattern[str]], text: str) -> Record:
    told = record.model_dump(by_alias=True)
    patterns = [*others, *([one.pattern] if one and one.pattern else [])]
    for key in told.keys() - _AS_THEY_ARE:
        told[key] = _hide(told[key], patterns)
    for entry in told["evidence"]:
        entry["quote"] = text[entry["start"] : entry["end"]]
    made = record_types()[record.kind].model_validate(told)
    return made if one is None else made.model_copy(update={"findings": [*made.findings, *_doubts(record, one)]})


def _doubts(record: Record, one: Private) -> list[Finding]:
    found = []
    if one.contacts and not one.names:
        message = "no writer is named where this letter from outside was read: look whether a name stands in its text"
        found.append(Finding.of("private.writer_unknown", message))
    if one.pattern is not None and one.pattern.search(record.source.path):
        message = "the name of the file gives its writer away: masks do not reach it"
        found.append(Finding.of("private.in_path", message, pointer="/source/path"))
    return found


def _hide(value: Any, patterns: Sequence[re.Pattern[str]]) -> Any:
    if isinstance(value, str):
        for pattern in patterns:
            value = pattern.sub(MASK, value)
        return _RUNS.sub(MASK, value)
    if isinstance(value, list):
        return [_hide(inner, patterns) for inner in value]
    if isinstance(value, dict):
        return {key: _hide(inner, patterns) for key, inner in value.items()}
    return value
