"""The papers of fictional meetings make the dossiers that a reader wrote down: the sample (samples/meeting), and two
other towns with other templates (tests/meetings), one whose numbers repeat in two meetings, one with a register."""

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
MEETINGS = [MEETING, *sorted(path for path in (Path(__file__).parent / "meetings").iterdir() if path.is_dir())]


def counted(votes: dict[str, Any] | None) -> Any:
    if votes is None:
        return None
    return "unanimous" if votes["unanimous"] else [votes["for"]["total"], votes["against"]["total"]]


def told(dossier: dict[str, Any]) -> dict[str, Any]:
    outcome = dossier["outcome"] or {"status": None, "votes": None, "derived": []}
    return {
        "id": dossier["id"],
        "status": outcome["status"],
        "votes": counted(outcome["votes"]),
        "derived": [value["pointer"] for value in outcome["derived"]],
        "members": [member["role"] for member in dossier["members"]],
        "relations": [relation["type"] for relation in dossier["relations"]],
        "findings": [finding["code"] for finding in dossier["findings"]],
    }


def linked(folder: Path, meeting: Path = MEETING) -> Path:
    """The dossiers of a meeting, in `folder/out`."""
    (folder / "out").mkdir()
    with (folder / "out/records.jsonl").open("w", encoding="utf-8") as lines:
        for path in sorted((meeting / "documents").iterdir()):
            for record in process(SourceFile.load(path)).records:
                lines.write(record.model_dump_json(by_alias=True) + "\n")
    link([folder / "out"], folder / "out")
    return folder / "out/dossiers.jsonl"


@pytest.mark.parametrize("meeting", MEETINGS, ids=lambda path: path.name)
def test_the_papers_of_a_meeting_make_the_dossiers_of_a_reader(meeting: Path, tmp_path: Path) -> None:
    dossiers = [json.loads(line) for line in linked(tmp_path, meeting).read_text("utf-8").splitlines()]
    expected = [json.loads(line) for line in (meeting / "expected.jsonl").read_text("utf-8").splitlines()]
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
