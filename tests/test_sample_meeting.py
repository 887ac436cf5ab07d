"""The sample meeting: its eighteen papers make the twelve dossiers that a reader wrote down (samples/meeting)."""

from __future__ import annotations

import contextlib
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from griffier.pipeline.linking.link import link
from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile

BLOCK = re.compile(r"```python\n(.*?)```\n\n```text\n(.*?)```", re.S)
MEETING = Path(__file__).parents[1] / "samples/meeting"


def counted(votes: dict[str, Any] | None) -> Any:
    if votes is None:
        return None
    return "unanimous" if votes["unanimous"] else [votes["for"]["total"], votes["against"]["total"]]


def told(dossier: dict[str, Any]) -> dict[str, Any]:
    outcome = dossier["outcome"] or {"status": None, "votes": None}
    return {
        "id": dossier["id"],
        "status": outcome["status"],
        "votes": counted(outcome["votes"]),
        "members": [member["role"] for member in dossier["members"]],
        "relations": [relation["type"] for relation in dossier["relations"]],
        "findings": [finding["code"] for finding in dossier["findings"]],
    }


def linked(folder: Path) -> Path:
    """The dossiers of the sample meeting, in `folder/out`."""
    (folder / "out").mkdir()
    with (folder / "out/records.jsonl").open("w", encoding="utf-8") as lines:
        for path in sorted((MEETING / "documents").iterdir()):
            for record in process(SourceFile.load(path)).records:
                lines.write(record.model_dump_json(by_alias=True) + "\n")
    link([folder / "out"], folder / "out")
    return folder / "out/dossiers.jsonl"


def test_the_papers_of_the_meeting_make_the_dossiers_of_a_reader(tmp_path: Path) -> None:
    dossiers = [json.loads(line) for line in linked(tmp_path).read_text("utf-8").splitlines()]
    expected = [json.loads(line) for line in (MEETING / "expected.jsonl").read_text("utf-8").splitlines()]
    assert [told(dossier) for dossier in dossiers] == expected


def test_the_examples_of_the_page_on_dossiers_print_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pandas")
    linked(tmp_path)
    blocks = BLOCK.findall((MEETING.parents[1] / "docs/dossiers.md").read_text("utf-8"))
    assert len(blocks) == 3
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for code, expected in blocks:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(code, "dossiers.md", "exec"), names)
        assert [line.rstrip() for line in out.getvalue().splitlines()] == expected.rstrip("\n").splitlines()
