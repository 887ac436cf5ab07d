"""Cases that hold the words of a rule: a frame of text in which "¶" is each word in turn, and what is read then.

A line of a file is `why`, `read` (the name of a reader), `frame`, and of the words one of three: a list with one `want`
for all, in which "¶" is the word; an object of word and value, where the value stands for "¶" in `want`; the same
without `want`, where the value is what is wanted. `misses` are words that must give `else`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

Reader = Callable[[str], Any]


def frames(name: str) -> list[Any]:
    """The lines of `tests/cases/frames_NAME.jsonl`, as parameters of a test."""
    path = Path(__file__).parents[1] / "cases" / f"frames_{name}.jsonl"
    cases = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [pytest.param(case, id=case["why"]) for case in cases]


def hold(case: dict[str, Any], readers: dict[str, Reader]) -> None:
    """Fails where a word of the case gives another value than the case says."""
    read, frame = readers[case["read"]], case.get("frame", "¶")
    wanted = list(_wanted(case))
    assert wanted, "no words"
    assert [[word, _plain(read(frame.replace("¶", word)))] for word, _ in wanted] == [[w, v] for w, v in wanted]


def _wanted(case: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    words = case.get("words", [])
    for word, value in words.items() if isinstance(words, dict) else ((w, w) for w in words):
        yield word, _filled(case["want"], value) if "want" in case else value
    yield from ((word, case["else"]) for word in case.get("misses", []))


def _filled(template: Any, value: Any) -> Any:
    if template == "¶":
        return value
    if isinstance(template, list):
        return [_filled(part, value) for part in template]
    if isinstance(template, dict):
        return {name: _filled(part, value) for name, part in template.items()}
    return template.replace("¶", value) if isinstance(template, str) else template


def _plain(value: Any) -> Any:
    """As JSON has it: lists for tuples, text for exact numbers."""
    return json.loads(json.dumps(value, default=str))
