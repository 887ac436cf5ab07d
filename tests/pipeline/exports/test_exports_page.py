"""The examples of the page on exports print what it says; the command line teaches."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import sys
from pathlib import Path

import pytest

from griffier import cli
from griffier.pipeline.linking.link import link
from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs/exports.md"
BLOCK = re.compile(r"```python\n(.*?)```\n\n```text\n(.*?)```", re.S)


def command(*words: str) -> int | str | None:
    """The exit code of a command line, in this process."""
    before, sys.argv = sys.argv, ["griffier", *words]
    try:
        with pytest.raises(SystemExit) as end:
            cli.main()
    finally:
        sys.argv = before
    return end.value.code


def made_records(samples: list[Path]) -> None:
    """`out/records.jsonl` and `out/dossiers.jsonl` of some samples."""
    Path("out").mkdir()
    with Path("out/records.jsonl").open("w", encoding="utf-8") as lines:
        for path in samples:
            for record in process(SourceFile.load(path)).records:
                lines.write(record.model_dump_json(by_alias=True) + "\n")
    link([Path("out")], Path("out"))


def test_the_page_on_stats_shows_what_the_terminal_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    made_records(sorted((ROOT / "samples/meeting/documents").iterdir()))
    assert command("stats", "out") == 0
    told = "\n".join(line.rstrip() for line in capsys.readouterr().out.splitlines())
    (shown,) = re.findall(r"```text\n(.*?)```", (ROOT / "docs/stats.md").read_text("utf-8"), re.S)
    assert shown in told + "\n"


@pytest.mark.slow
def test_the_examples_print_what_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for package in ("pandas", "duckdb", "pyarrow", "sqlite_utils"):
        pytest.importorskip(package)
    monkeypatch.chdir(tmp_path)
    samples = [
        *sorted((ROOT / "samples/meeting/documents").iterdir()),
        ROOT / "samples/documents/bestuursrapportage.pdf",
    ]
    made_records(samples)
    page = PAGE.read_text("utf-8")
    exports = re.findall(r"^griffier export .*$", page, re.MULTILINE)
    assert len(exports) == 4
    assert [command(*shlex.split(line)[1:]) for line in exports] == [0] * 4
    blocks = BLOCK.findall(page)
    assert len(blocks) == 6
    names: dict[str, object] = {}
    for code, expected in blocks:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(code, "exports.md", "exec"), names)
        assert [line.rstrip() for line in out.getvalue().splitlines()] == expected.rstrip("\n").splitlines()


def test_help_teaches(capsys: pytest.CaptureFixture[str]) -> None:
    assert command("export", "--help") == 0
    told = " ".join(capsys.readouterr().out.split())
    for word in ("datasette council.sqlite", "popolo", "--dutch", "Exit codes", "codebook"):
        assert word in told


@pytest.mark.parametrize(
    "words, code, said",
    [
        (["nowhere", "--out", "a.sqlite"], 4, "nowhere: is not there"),
        (["r.jsonl", "--out", "a.what"], 2, "Add --to, one of: sqlite"),
        (["r.jsonl", "--to", "dbase", "--out", "a"], 2, "Formats: sqlite"),
        (["r.jsonl", "--out", "a.sqlite"], 2, "r.jsonl:1: no record of this version"),
    ],
)
def test_what_cannot_be_is_said_in_one_line_with_a_remedy(
    words: list[str],
    code: int,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("r.jsonl").write_text('{"kind": "motion"}\n')
    assert command("export", *words) == code
    told = capsys.readouterr()
    assert said in told.err and len(told.err.splitlines()) == 2 and "Traceback" not in told.err
    assert [p.name for p in tmp_path.iterdir()] == ["r.jsonl"]
