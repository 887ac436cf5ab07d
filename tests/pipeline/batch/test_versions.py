"""Which code makes kept results stale."""

from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

import griffier.pipeline.batch as batch
from griffier.pipeline.batch import versions
from griffier.pipeline.batch.versions import IN_RECORDS, NOT_IN_RECORDS

PIPELINE = Path(next(iter(batch.__path__))).parent
LEFT_OUT = {name for name in NOT_IN_RECORDS if not name.endswith(".py")}


def test_of_every_folder_it_is_decided_whether_it_can_change_a_record() -> None:
    folders = {folder.name for folder in PIPELINE.iterdir() if folder.is_dir() and folder.name != "__pycache__"}
    assert folders == set(IN_RECORDS) | LEFT_OUT, "a new folder: does it change records? (batch/versions.py)"
    assert not set(IN_RECORDS) & LEFT_OUT


def test_what_is_handed_on_makes_nothing_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def spec(name: str) -> ModuleSpec | None:
        found = ModuleSpec(name, None, is_package=True)
        found.submodule_search_locations = [str(tmp_path)]
        return found if name.endswith("pipeline") else None

    monkeypatch.setattr(versions, "find_spec", spec)
    for name in {*IN_RECORDS, *LEFT_OUT, "new"}:
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.css").write_text("/* one */")
    stale = set()
    for folder in tmp_path.iterdir():
        before = versions.code_hash()
        (folder / "a.css").write_text("/* two */")
        if versions.code_hash() != before:
            stale.add(folder.name)
    assert stale == {*IN_RECORDS, "new"}
