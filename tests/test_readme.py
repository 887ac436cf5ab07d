"""The README's examples run, and print what the README says that they print."""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"```python\n(.*?)```\n\n```text\n(.*?)```", re.S)


def printed(code: str, names: dict[str, object]) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "README.md", "exec"), names)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()).strip()


@pytest.mark.slow
@pytest.mark.ocr
def test_the_examples_print_what_the_readme_says(tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("duckdb")
    command = [sys.executable, "-m", "griffier.cli", "run", "samples/documents", "--out", str(tmp_path / "out")]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    blocks = BLOCK.findall((ROOT / "README.md").read_text("utf-8"))
    assert len(blocks) == 4
    names: dict[str, object] = {}
    before = Path.cwd()
    os.chdir(tmp_path)
    try:
        for code, expected in blocks:
            assert printed(code, names) == expected.strip()
    finally:
        os.chdir(before)
