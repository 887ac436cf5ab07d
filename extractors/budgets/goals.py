"""Trees of goals and results ("doelenboom"): as a table of two columns that is read row by row, or as a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from griffier.extractors.text.unwrapping import join_lines
from griffier.schemas.document import Line, Part, Span
from griffier.schemas.evidence import Found

_CODE = re.compile(
    r"(?<![\w.])(?P<code>\d{1,2}[A-Z]\d{1,2}(?:\.\d{1,2})?"
    r"|(?<=[a-z])\d{1,2}[A-Z]\d{1,2}(?:\.\d{1,2})?)\s+(?=[A-ZÀ-Ü'\"(])"
)
_GLUED = re.compile(r"(?<=[a-zé.])(?P<code>\d{1,2}[A-Z]\d{1,2}(?:\.\d{1,2})?)\s+(?=[A-ZÀ-Ü])")
_HEAD = re.compile(
    r"^(?:Doel(?:en|stelling(?:en)?)?\s+(?:Prestaties?|Resulta(?:at|ten)|Activiteit(?:en)?|Inspanning(?:en)?)|Doel"
    r"|Prestatie|Doelenboom)$",
    re.IGNORECASE,
)


def goals_of(part: Part, lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Goals with their results by code (9A1 has 9A1.1, 9A1.2), in the order of the codes' first mention."""
    pieces = [line for line in lines if not _HEAD.match(line.text)]
    if not pieces:
        return []
    start, end = pieces[0].start, pieces[-1].end
    text = part.doc.text
    marks = sorted(
        {(m.start("code"), m.end("code"), m["code"]) for p in (_CODE, _GLUED) for m in p.finditer(text, start, end)}
    )
    goals: dict[str, dict[str, Any]] = {}
    results: dict[str, list[dict[str, Any]]] = {}
    for i, (at, after, code) in enumerate(marks):
        stop = marks[i + 1][0] if i + 1 < len(marks) else end
        raw = text[after:stop]
        body = Span(after + len(raw) - len(raw.lstrip()), after + len(raw.rstrip()))
        if body.start >= body.end:
            continue
        entry = {
            "code": Found(code, (Span(at, after),), "rule:goals_tree", 0.9),
            "text": Found(join_lines(text[body.start : body.end]), (body,), "rule:goals_tree", 0.9),
        }
        if "." in code:
            results.setdefault(code.partition(".")[0], []).append(entry)
        else:
            goals[code] = {**entry, "results": []}
    for code in sorted({*goals, *results}):
        if code not in goals:
            continue
        goals[code]["results"] = results.get(code, [])
    return [goals[code] for code in sorted(goals)]
