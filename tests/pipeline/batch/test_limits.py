"""What a limit says and holds to, and what a run passes over: seen from outside the worker."""

import ast
import io
import json
import os
import re
import resource
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from griffier.pipeline.batch.inputs import Walk
from griffier.pipeline.batch.pool import Pool
from griffier.pipeline.batch.progress import Quiet
from griffier.pipeline.batch.run import RunOptions, run
from griffier.pipeline.batch.task import Job
from griffier.pipeline.batch.worker import _bound
from griffier.pipeline.errors import MemoryLimitError

ROOT = Path(__file__).parents[3]
OF_OTHERS = {"--decrypt", "--password", "--headless", "--convert-to"}
"""Options of qpdf and LibreOffice, which remedies name."""


def _sentences() -> Iterator[tuple[Path, str]]:
    """Everything in the program that reads as a sentence to a person, docstrings left out."""
    for file in [*ROOT.glob("cli*.py"), *(ROOT / "pipeline").rglob("*.py"), *(ROOT / "extractors").rglob("*.py")]:
        tree = ast.parse(file.read_text("utf-8"))
        told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and id(node) not in told and re.match(r"[A-Z][a-z]+ ", text):
                yield file, text


def test_every_option_that_a_remedy_names_is_there() -> None:
    known = (
        set(re.findall(r"--[a-z][a-z-]+", (ROOT / "docs/command-line.md").read_text("utf-8"))) | OF_OTHERS | {"--lang"}
    )
    named = [(file.name, o) for file, text in _sentences() for o in re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)]
    assert len(named) > 20, "the sentences are found"
    assert not [(file, option) for file, option in named if option not in known]
    assert "--memory" in MemoryLimitError.remedy


def test_the_kernel_is_told_the_limit_and_a_tenth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_to: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda what, bounds: set_to.append(bounds))
    for memory in (1000, 2000):
        _bound(Job(tmp_path, tmp_path, memory=memory))
    if set_to:  # Linux
        assert abs((set_to[1][0] - set_to[0][0]) / 2**20 - 1100) < 20


def test_workers_without_a_file_leave_their_cores_to_the_others(tmp_path: Path) -> None:
    job = Job(tmp_path / "text", tmp_path / "moment", ocr_threads=4)
    assert job.ocr_share() == 1, "nothing was told yet"
    pool = Pool(job, 4, timeout=10.0, memory=0)
    shares = []
    for held in (8, 4, 3, 2, 1, 0, 4):
        pool._tell_share(held)
        shares.append(job.ocr_share())
    assert shares == [1, 1, 1, 2, 4, 4, 1]


def test_an_unreadable_folder_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in/dicht").mkdir(parents=True)
    (tmp_path / "in/a.txt").write_text("Een stuk.")

    def refused(name: str):  # type: ignore[no-untyped-def]
        if name.endswith("dicht"):
            raise PermissionError(13, "Permission denied")
        return listed(name)

    listed = os.scandir
    monkeypatch.setattr(os, "scandir", refused)
    walk = Walk((str(tmp_path / "in"),), tmp_path / "out")
    assert [Path(found.path).name for found in walk] == ["a.txt", "dicht"], "a folder not listed is an error, not lost"
    assert list(walk.bare.values()) == ["Permission denied"]


def test_the_output_of_another_run_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text("Gemeente Voorbeeldstad\n\nGeachte raad,\n")
    for out in ("in/eerder", "out"):
        run(RunOptions(("in",), tmp_path / out, jobs=0, processor="quick:process"), Quiet())
    records = [json.loads(line) for line in (tmp_path / "out/records.jsonl").read_text().splitlines()]
    assert [record["source"]["path"] for record in records] == ["in/a.txt"]
    assert not (tmp_path / "out/errors.jsonl").read_text()


def test_a_zip_among_the_files_is_one_line_that_tells_what_to_do(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("stuk.txt", "Een stuk.")
    (tmp_path / "in").mkdir()
    (tmp_path / "in/stukken.zip").write_bytes(data.getvalue())
    run(RunOptions((str(tmp_path / "in"),), tmp_path / "out", jobs=0), Quiet())
    (error,) = map(json.loads, (tmp_path / "out/errors.jsonl").read_text().splitlines())
    assert (error["error"], "npack" in error["remedy"]) == ("file.unsupported", True), error
