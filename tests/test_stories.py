"""The stories of the documentation: what their commands are said to print, they print."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_BLOCK = re.compile(r"```(sh|sql|text)\n(.*?)```", re.DOTALL)


def lines(text: str) -> set[str]:
    """The lines of an output, without blanks and how long it took."""
    return {re.sub(r"in [\d.]+ s", "in", " ".join(line.split())) for line in text.splitlines()}


@pytest.mark.slow
@pytest.mark.parametrize("story", ["story-votes", "story-upload"])
def test_a_story_goes_as_it_is_told(story: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    commands = tmp_path / "bin"
    commands.mkdir()
    (commands / "griffier").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m griffier "$@"\n')
    (commands / "griffier").chmod(0o755)
    environment = {**os.environ, "PATH": f"{commands}:{os.environ['PATH']}", "COLUMNS": "200"}
    printed: str | None = None
    for form, block in _BLOCK.findall((ROOT / "docs" / f"{story}.md").read_text("utf-8")):
        if form == "sql":
            (tmp_path / "alike.sql").write_text(block)
        elif form == "text":
            assert printed is None or lines(block) <= lines(printed)
        elif "sqlite3" in block and not shutil.which("sqlite3"):
            printed = None
        else:
            done = subprocess.run(["bash", "-c", block], cwd=tmp_path, env=environment, capture_output=True, text=True)
            assert done.returncode in (0, 1), done.stderr
            printed = done.stdout
