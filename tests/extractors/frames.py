"""Frames: a text whose "¶" is each of some words in turn, and the value that a reader of Dutch gives each.

A line of `tests/cases/frames/ROOM.jsonl` is one frame: `why` it is there, what it is `read` as, the `frame`, its
`value` (in which "¶" is the word again) and the `words`. A word with a value of its own stands as `[word, value]`;
`misses` are words that look alike and give `other` (null where it is left out).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from griffier.schemas.document import Cell, Document, Grid, Page, Span

CASES = Path(__file__).parents[1] / "cases" / "frames"


def framed(room: str) -> list[Any]:
    """The frames of a room, one parameter each."""
    lines = (CASES / f"{room}.jsonl").read_text("utf-8").splitlines()
    return [pytest.param(case, id=case["why"]) for case in map(json.loads, lines)]


def hold(case: Mapping[str, Any], readers: Mapping[str, Callable[[str], Any]]) -> None:
    """Each word of a frame gives its value."""
    read = readers[case["read"]]
    wanted = [_wanted(word, case.get("value")) for word in case["words"]]
    wanted += [_wanted(word, case.get("other")) for word in case.get("misses", [])]
    for word, value in wanted:
        assert read(case["frame"].replace("¶", word)) == value, f"{case['why']}: {word!r}"


def ruled(text: str) -> Document:
    """A document of one ruled table: a line a row, its cells between bars."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.split("\n")]
    cells, said = [], ""
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            if value:
                cells.append(Cell(i, j, (Span(len(said), len(said) + len(value)),)))
                said += f"{value}\n"
    grid = Grid(1, len(rows), max(map(len, rows)), tuple(cells))
    return Document(text=said, pages=(Page(1, 0, len(said)),), grids=(grid,))


def _wanted(word: Any, value: Any) -> tuple[str, Any]:
    if isinstance(word, list):
        return word[0], word[1]
    return word, json.loads(
        json.dumps(value, ensure_ascii=False).replace("¶", json.dumps(word, ensure_ascii=False)[1:-1])
    )
