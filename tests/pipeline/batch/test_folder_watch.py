"""Folders that are watched: what is taken when, and what the files of the run show meanwhile."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from griffier.extractors.drafting.context import Given
from griffier.pipeline.batch.folder_watch import Changing, watch_command
from griffier.pipeline.batch.inputs import Input
from griffier.pipeline.batch.progress import Each
from griffier.pipeline.batch.run import RunOptions
from griffier.pipeline.batch.state import State
from griffier.pipeline.batch.task import Outcome
from griffier.pipeline.errors import NoInputError

HERE = Path(__file__).parent


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(HERE))
    monkeypatch.setattr("griffier.pipeline.batch.versions.code_hash", lambda: "fixed")
    (tmp_path / "in").mkdir()
    return tmp_path


def test_a_file_is_whole_when_nothing_happened_for_a_while(tmp_path: Path) -> None:
    clock, file = Clock(), tmp_path / "stuk.txt"
    changing = Changing(2.0, clock)
    file.write_text("half")
    changing.tell([str(file)])
    clock.now += 1.9
    assert not changing.whole() and changing.growing == {str(file)}
    clock.now += 0.1
    assert changing.whole() and not changing.growing
    assert not changing.whole()


def test_a_copy_of_which_the_system_tells_nothing_is_seen_to_grow(tmp_path: Path) -> None:
    clock, file = Clock(), tmp_path / "stuk.txt"
    changing = Changing(2.0, clock)
    file.write_text("half")
    changing.tell([str(file)])
    file.write_text("half and more")
    clock.now += 3
    assert not changing.whole()
    clock.now += 3
    assert changing.whole()


def test_a_file_that_is_gone_is_told_at_once(tmp_path: Path) -> None:
    changing = Changing(2.0, Clock())
    changing.tell([str(tmp_path / "weg.txt")])
    assert changing.whole()


def published(here: Path) -> dict[str, int]:
    lines = (here / "out/records.jsonl").read_text().splitlines()
    return {r["source"]["path"]: r["source"]["size"] for r in map(json.loads, lines)}


def test_what_is_growing_keeps_what_it_had_and_new_files_wait(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One file is rewritten and a new one is copied slowly while a third one is whole."""
    seen: list[dict[str, int]] = []
    old, new, whole = here / "in/oud.txt", here / "in/nieuw.txt", here / "in/heel.txt"
    old.write_text("Het stuk zoals het was.\n")

    def write(file: Path, text: str) -> str:
        file.write_text(text)
        return str(file)

    def looks(settle: Callable[[], None]) -> Iterator[set[str]]:
        yield set()
        seen.append(published(here))
        yield {write(whole, "Een heel stuk.\n")}
        yield {write(old, "Het stuk, half"), write(new, "Een nieuw stuk, half")}
        settle()  # the third is whole; the other two are still written
        yield {write(old, "Het stuk, half en"), write(new, "Een nieuw stuk, half en")}
        seen.append(published(here))
        settle()
        yield set()
        settle()
        yield set()
        seen.append(published(here))
        old.unlink()
        yield {str(old)}
        seen.append(published(here))

    clock = Clock()

    def settle() -> None:
        clock.now += 5

    options = RunOptions(("in",), here / "out", jobs=0, processor="quick:process")
    each = Each()
    assert watch_command(options, each, each.tell, settle=2.0, looks=looks(settle), clock=clock) == 0
    assert seen[0] == {"in/oud.txt": 24}
    assert seen[1] == {"in/oud.txt": 24, "in/heel.txt": 15}
    assert set(seen[2]) == {"in/oud.txt", "in/heel.txt", "in/nieuw.txt"} and seen[2]["in/oud.txt"] == 17
    assert set(seen[3]) == {"in/heel.txt", "in/nieuw.txt"}
    told = capsys.readouterr()
    assert [line.split(" ", 1)[1] for line in told.out.splitlines()] == [
        "in/oud.txt: other; 1 page",
        "in/heel.txt: other; 1 page",
        "in/nieuw.txt: other; 1 page",
        "in/oud.txt: other; 1 page",
    ]


def test_an_empty_folder_is_watched_and_a_missing_one_is_not(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = RunOptions(("in",), here / "out", jobs=0, processor="quick:process")
    each = Each()
    assert watch_command(options, each, each.tell, looks=iter([set()])) == 0
    assert "watching in" in capsys.readouterr().err
    with pytest.raises(NoInputError, match="weg is not there"):
        watch_command(RunOptions(("weg",), here / "out", jobs=0), each, each.tell, looks=iter([]))


def test_a_change_that_was_noted_and_not_read_is_not_forgotten(tmp_path: Path) -> None:
    """The run that saw the change was killed before it read the file: its old result must not pass for the new."""
    before = Input("a.txt", b"a.txt", "", 10, 1)
    after = Input("a.txt", b"a.txt", "", 11, 2)
    with State(tmp_path, "mark") as state:
        assert state.plan(before, Given())
        assert state.take() is not None
        state.finish(Outcome("a.txt", "0" * 64, 10, ('{"id": "x"}',)))
    (tmp_path / "text").mkdir()
    (tmp_path / "text/x.txt").write_text("")
    with State(tmp_path, "mark") as state:
        assert not state.plan(before, Given())
    for _ in range(2):
        with State(tmp_path, "mark") as state:
            assert state.plan(after, Given())
