"""Whole fictional papers of many layouts (`tests/papers`), from the file to the record: every value that a reader wrote
down first."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz.fuzz import ratio

from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile

HERE = Path(__file__).parents[1] / "papers"
PAPERS = [json.loads(line) for line in (HERE / "expected.jsonl").read_text("utf-8").splitlines()]
ALIKE = 90
"""Likeness of two texts, 0 to 100, from which they are the same: line breaks and hyphens may differ."""

NOT_COMPARED = frozenset(
    {"heading", "province", "approximate", "raw", "events", "seats_known", "agenda_item", "references", "findings"}
)
BY_THEIR_TEXT = ("title", "text", "name", "party", "value", "organization", "role")
"""Members of a list find each other by the first of these that the expected one has."""


def folded(value: Any) -> str:
    text = unicodedata.normalize("NFKC", str(value)).replace("’", "'").replace("‘", "'").replace("–", "-")
    return re.sub(r"^dat ", "", re.sub(r"\s+", " ", text).strip(" .;,:").lower())


def same(want: Any, got: Any) -> bool:
    if want is None or got is None or isinstance(want, bool):
        return want == got
    a, b = folded(want), folded(got)
    return a == b or (len(a) > 12 and ratio(a.replace(" ", ""), b.replace(" ", "")) >= ALIKE)


def losses(want: Any, got: Any, pointer: str, spared: dict[str, list[Any]], unscored: tuple[str, ...]) -> Iterator[str]:
    """What is missing, wrong or invented, in words."""
    if any(pointer == u or pointer.startswith(u + "/") for u in unscored):
        return
    if isinstance(want, dict):
        for key, value in want.items():
            if key not in NOT_COMPARED:
                inner = got.get(key) if isinstance(got, dict) else None
                yield from losses(value, inner, f"{pointer}/{key}", spared, unscored)
        return
    if isinstance(want, list):
        yield from _of_lists(want, got or [], pointer, spared, unscored)
        return
    if want in (None, "", []) and got in (None, "", [], {}):
        return
    if not same(want, got) and not _spared(pointer, got, spared):
        yield f"{pointer}: {want!r} expected, {got!r} read"


def _spared(pointer: str, got: Any, spared: dict[str, list[Any]]) -> bool:
    bare = re.sub(r"/\d+", "", pointer)
    return any(
        re.sub(r"/(?:\d+|\*)", "", key) in (pointer, bare)
        and any(same(a, got) or (a is None and got is None) for a in answers)
        for key, answers in spared.items()
    )


def _of_lists(
    want: list[Any], got: list[Any], pointer: str, spared: dict[str, list[Any]], unscored: tuple[str, ...]
) -> Iterator[str]:
    left = list(got)
    for at, one in enumerate(want):
        match = next((other for other in left if _pair(one, other)), None)
        if match is None:
            yield from (
                ()
                if _spared(f"{pointer}/{at}", None, spared)
                else (f"{pointer}/{at}: {one!r} not among {left!r}"[:400],)
            )
            continue
        left.remove(match)
        yield from losses(one, match, f"{pointer}/{at}", spared, unscored)
    yield from (f"{pointer}: {other!r} is not expected"[:300] for other in left)


def _pair(one: Any, other: Any) -> bool:
    if not isinstance(one, dict):
        return same(one, other)
    if "verb" in one:
        return bool(one["verb"] == other.get("verb") and _same_or_none(one.get("addressee"), other.get("addressee")))
    if "action" in one:  # a change of an amendment
        told = next(k for k in ("replacement", "original", "target") if one.get(k))
        return bool(one["action"] == other.get("action")) and same(one[told], other.get(told))
    if "heading" in one and "items" in one:  # a recital
        return bool(one["type"] == other.get("type"))
    key = next((k for k in BY_THEIR_TEXT if one.get(k)), None)
    if key in ("organization", "role", "name"):
        # which of the three an addressee is may be a matter of view
        return any(same(one[key], other.get(k)) for k in ("organization", "role", "name") if other.get(k))
    return key is not None and same(one[key], other.get(key))


def _same_or_none(want: Any, got: Any) -> bool:
    return want is None or got is None or same(want, got)


def cases() -> Iterator[Any]:
    """A paper that is not read whole yet says why; it fails the run as soon as it is."""
    for paper in PAPERS:
        why = paper.get("xfail")
        yield pytest.param(paper, id=paper["docid"], marks=[pytest.mark.xfail(reason=why, strict=True)] if why else [])


@pytest.mark.parametrize("paper", list(cases()))
def test_paper(paper: dict[str, Any]) -> None:
    result = process(SourceFile.load(str(HERE / paper["input"])))
    assert len(result.records) == 1
    record = result.records[0].model_dump(mode="json", by_alias=True)
    told = list(losses(paper["record"], record, "", paper.get("accept") or {}, tuple(paper["unscored"])))
    assert not told, "\n".join(told)


def test_every_paper_is_expected_once() -> None:
    files = {p.name for p in HERE.iterdir() if p.is_file() and p.suffix not in (".jsonl", ".md")}
    assert sorted(p["input"] for p in PAPERS) == sorted(files)
