"""What was published is not taken back by accident: stopped runs, vanished inputs, full disks, faults of machines."""

import errno
import json
import os
import sqlite3
import textwrap
from pathlib import Path

import pytest

from griffier.pipeline.batch.progress import Quiet
from griffier.pipeline.batch.run import RunOptions, RunResult, run
from griffier.pipeline.batch.state import State
from griffier.pipeline.errors import NoInputError, StorageError
from griffier.pipeline.temporary import PREFIX, clear_dead, working_folder

HERE = Path(__file__).parent


def go(folder: Path, *inputs: str, stop=lambda: False, watcher: Quiet | None = None, **more) -> RunResult:  # type: ignore[no-untyped-def]
    more = {"jobs": 0, "processor": "quick:process", **more}
    return run(RunOptions(inputs or ("in",), folder / "out", **more), watcher or Quiet(), stop)


def published(folder: Path) -> list[str]:
    return [json.loads(line)["source"]["path"] for line in (folder / "out/records.jsonl").read_text().splitlines()]


def after(polls: int):  # type: ignore[no-untyped-def]
    left = [polls]

    def stop() -> bool:
        left[0] -= 1
        return left[0] < 0

    return stop


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Six texts in `in`, two of them in `in/sub`, and all of them published; the working directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(HERE))
    monkeypatch.setattr("griffier.pipeline.batch.versions.code_hash", lambda: "fixed")
    (tmp_path / "in/sub").mkdir(parents=True)
    for name in ("a", "b", "c", "d", "sub/e", "sub/f"):
        (tmp_path / f"in/{name}.txt").write_text(f"Stuk {name}.\n")
    assert go(tmp_path).exit_code == 0
    return tmp_path


@pytest.fixture
def processor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    def make(name: str, body: str) -> str:
        code = "import os\nfrom quick import process\ndef way(source, context, options, settings):\n"
        code += textwrap.indent(textwrap.dedent(body), "    ")
        (tmp_path / f"{name}.py").write_text(f"{code}\n    return process(source, context, options, settings)\n")
        monkeypatch.syspath_prepend(str(tmp_path))
        return f"{name}:way"

    return make


@pytest.mark.parametrize("polls", range(0, 14, 2))
def test_a_run_stopped_at_any_moment_takes_nothing_back(
    here: Path, polls: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("griffier.pipeline.batch.versions.code_hash", lambda: "other")  # all is to be done again
    before = (here / "out/records.jsonl").read_bytes()
    result = go(here, stop=after(polls))
    assert result.interrupted == (result.exit_code == 130)
    assert (here / "out/records.jsonl").read_bytes() == before
    assert json.loads((here / "out/run.json").read_text())["interrupted"] == result.interrupted
    assert go(here).exit_code == 0 and (here / "out/records.jsonl").read_bytes() == before


def test_a_stopped_run_is_130_also_while_it_looks_for_files(here: Path) -> None:
    assert go(here, stop=after(0)).exit_code == 130
    assert go(here, stop=after(3)).exit_code == 130
    assert len(published(here)) == 6


def test_a_stopped_run_adds_what_it_did_to_what_was_there(here: Path) -> None:
    (here / "in/nieuw.txt").write_text("Een nieuw stuk.\n")
    (here / "in/later.txt").write_text("Nog een stuk, dat langer is.\n")
    result = go(here, stop=after(8 + 1))  # eight inputs are planned, one is done
    assert result.interrupted and len(published(here)) == 7
    assert len(published(here)) == len(set(published(here)))


def test_a_stopped_run_leaves_files_that_its_state_does_not_know(here: Path) -> None:
    before = (here / "out/records.jsonl").read_bytes()
    for file in (here / "out/.griffier").iterdir():
        file.unlink()
    result = go(here, stop=after(7))
    assert result.interrupted and result.left_alone
    assert (here / "out/records.jsonl").read_bytes() == before


def test_a_named_input_that_vanished_stops_the_run(here: Path) -> None:
    before = {f: f.read_bytes() for f in (here / "out").rglob("*") if f.is_file()}
    (here / "in/sub").rename(here / "weg")
    for inputs in (("in/sub",), ("in", "in/sub"), ("in/a.txt", "in/z.txt")):
        with pytest.raises(NoInputError, match="is not there") as raised:
            go(here, *inputs)
        assert raised.value.exit_code == 4
    assert {f: f.read_bytes() for f in before} == before


@pytest.mark.parametrize("folder", ["in/sub", "in"])
def test_a_folder_in_which_nothing_is_left_stops_the_run(here: Path, folder: str) -> None:
    for file in (here / folder).rglob("*.txt"):
        file.unlink()
    for inputs in (("in",), (folder,)):
        with pytest.raises(NoInputError, match="nothing was changed") as raised:
            go(here, *inputs)
        assert raised.value.exit_code == 4
    assert len(published(here)) == 6
    (here / "in/sub").rmdir()
    if folder == "in/sub":  # the user removed the folder too: a wish
        result = go(here)
        assert result.gone == ("in/sub/e.txt", "in/sub/f.txt") and len(published(here)) == 4


def test_a_folder_that_may_not_be_listed_stops_the_run(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir

    def refuses(name: str):  # type: ignore[no-untyped-def]
        if str(name).endswith("sub"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(name)

    monkeypatch.setattr("griffier.pipeline.batch.inputs.os.scandir", refuses)
    with pytest.raises(NoInputError, match="in/sub: Permission denied, and 2 of"):
        go(here)
    assert len(published(here)) == 6


def test_a_file_that_was_removed_takes_its_records_along_and_is_told(here: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    from rich.console import Console

    from griffier.pipeline.batch.summary import tell

    (here / "in/b.txt").unlink()
    result = go(here)
    assert result.gone == ("in/b.txt",) and "in/b.txt" not in published(here)
    tell(result, Console(width=120))
    assert "1 input of the last run is no longer there" in " ".join(capsys.readouterr().out.split())
    assert json.loads((here / "out/run.json").read_text())["gone"] == 1
    assert go(here).gone == ()


def test_a_fault_of_the_machine_keeps_the_records_of_the_same_bytes(
    here: Path,
    processor,
    monkeypatch: pytest.MonkeyPatch,  # type: ignore[no-untyped-def]
) -> None:
    way = processor(
        "zonder",
        "from griffier.pipeline.errors import MissingProgramError\n"
        "if source.path[-5] in 'ab': raise MissingProgramError('tesseract is not installed')",
    )
    monkeypatch.setattr("griffier.pipeline.batch.versions.code_hash", lambda: "other")
    (here / "in/b.txt").write_text("Andere woorden.\n")
    result = go(here, processor=way)
    assert result.exit_code == 3 and result.totals.kept == {"program.missing": 1}
    assert "in/a.txt" in published(here) and "in/b.txt" not in published(here)
    (error,) = [json.loads(line) for line in (here / "out/errors.jsonl").read_text().splitlines()]
    assert error["path"] == "in/b.txt"
    again = go(here)
    assert (again.exit_code, again.processed) == (0, 2) and len(published(here)) == 6


@pytest.mark.parametrize("where", ["text", "temporary", "files", "state"])
def test_a_full_disk_is_told_and_the_resume_gives_the_same_bytes(
    here: Path,
    where: str,
    processor,
    monkeypatch: pytest.MonkeyPatch,  # type: ignore[no-untyped-def]
) -> None:
    before = (here / "out/records.jsonl").read_bytes()
    monkeypatch.setattr("griffier.pipeline.batch.versions.code_hash", lambda: "other")
    full = OSError(errno.ENOSPC, "No space left on device", "x")

    def refuses(*_: object, **__: object) -> None:
        raise full

    way = "quick:process"
    with monkeypatch.context() as patch:
        if where == "text":
            patch.setattr("griffier.pipeline.batch.work.write_whole", refuses)
        elif where == "files":
            patch.setattr("griffier.pipeline.whole_files.os.fsync", refuses)
        elif where == "state":
            patch.setattr(State, "commit", lambda state: state.db.execute("PRAGMA max_page_count = 1") and _grow(state))
        else:
            way = processor("vol", "if source.path.endswith('c.txt'): raise OSError(28, 'No space left on device')")
        with pytest.raises(StorageError, match="the disk is full") as raised:
            go(here, processor=way)
    assert raised.value.exit_code == 5 and "same command again" in raised.value.remedy
    assert (here / "out/records.jsonl").read_bytes() == before
    assert not list((here / "out").glob(".*.part")) and not list((here / "out/text").glob(".*"))
    assert go(here).exit_code == 0
    assert (here / "out/records.jsonl").read_bytes() == before


def _grow(state: State) -> None:
    state.set_fact("much", "x" * 1_000_000)


def test_a_damaged_state_is_told(here: Path) -> None:
    (here / "out/.griffier/state.sqlite").write_bytes(b"no database " * 100)
    with pytest.raises(StorageError, match="is damaged") as raised:
        go(here)
    assert "Remove the folder" in raised.value.remedy and len(published(here)) == 6


def test_what_is_done_is_safe_while_the_run_waits(here: Path, processor, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    """The second document ends only when the result of the first is seen in the database from outside."""
    monkeypatch.setattr("griffier.pipeline.batch.state.COMMIT_EVERY", 0.0)
    monkeypatch.setattr("griffier.pipeline.batch.versions.code_hash", lambda: "other")
    way = processor(
        "wacht",
        "import time\nwhile source.path.endswith('b.txt') and not os.path.exists('door'): time.sleep(0.05)",
    )
    seen: list[str] = []
    polls = [0]

    class Log(Quiet):
        def done(self, outcome, brought) -> None:  # type: ignore[no-untyped-def]
            seen.append(outcome.path)

    def stop() -> bool:
        polls[0] += bool(seen)
        db = sqlite3.connect(here / "out/.griffier/state.sqlite")
        safe = db.execute("SELECT count(*) FROM inputs WHERE path = 'in/a.txt' AND todo = 0").fetchone()[0]
        db.close()
        if safe and seen:
            (here / "door").touch()
        return polls[0] > 20 and not (here / "door").exists()

    result = go(here, "in/a.txt", "in/b.txt", jobs=2, processor=way, stop=stop, watcher=Log())
    assert not result.interrupted and seen == ["in/a.txt", "in/b.txt"]


def test_nothing_stays_in_the_folder_for_the_moment(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import tempfile

    (here / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(here / "tmp"))
    dead = here / "tmp" / f"{PREFIX}dead"
    dead.mkdir()
    (dead / "tess_x.tsv").touch()
    with working_folder() as living:
        assert not dead.exists(), "of a run that is gone"
        clear_dead(here / "tmp")
        assert living.exists() and tempfile.gettempdir() == str(living)
    assert not list((here / "tmp").iterdir())


def test_a_killed_worker_leaves_no_files(here: Path, processor, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    import tempfile

    (here / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(here / "tmp"))
    way = processor("sterft", "import signal, tempfile\ntempfile.mkstemp('.pnm')\nos.kill(os.getpid(), signal.SIGKILL)")
    (here / "in/g.txt").write_text("Nieuw.\n")
    assert go(here, "in/g.txt", jobs=1, processor=way).totals.errors == {"worker.crashed": 1}
    assert not list((here / "tmp").iterdir())
