"""Which files a run finds."""

import os
from pathlib import Path

import pytest

from griffier.pipeline.batch.inputs import Walk, published


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("in/b.txt", "in/a/z.txt", "in/a/y.txt", "in/.git/config", "in/.DS_Store", "elders/d.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    return tmp_path


def paths(*given: str) -> list[str]:
    return [item.path for item in Walk(given, Path("out"))]


def test_folders_are_read_through_in_order_without_hidden_entries(tree: Path) -> None:
    walk = Walk(("in",), Path("out"))
    assert [item.path for item in walk] == ["in/a/y.txt", "in/a/z.txt", "in/b.txt"]
    assert walk.hidden == 2
    assert paths("in/.DS_Store") == ["in/.DS_Store"]


def test_a_loop_of_links_ends(tree: Path) -> None:
    (tree / "in/a/lus").symlink_to("..")
    (tree / "in/zelf").symlink_to("zelf")
    assert paths("in") == ["in/a/y.txt", "in/a/z.txt", "in/b.txt", "in/zelf"]


def test_a_linked_folder_is_read_once_under_its_own_name_if_it_has_one(tree: Path) -> None:
    (tree / "in/0link").symlink_to("a")
    (tree / "in/1link").symlink_to(tree / "elders")
    assert paths("in") == ["in/a/y.txt", "in/a/z.txt", "in/b.txt", "in/1link/d.txt"]


def test_what_is_no_regular_file_is_an_input_that_will_fail(tree: Path) -> None:
    os.mkfifo(tree / "in/pijp")
    assert [(i.path, i.size) for i in Walk(("in",), Path("out")) if i.size < 0] == [("in/pijp", -1)]


def test_a_name_that_is_no_utf8_is_published_escaped(tree: Path) -> None:
    name = os.fsdecode(b"in/caf\xe9.txt")
    (tree / name).write_text("x")
    assert "in/caf\\xe9.txt" in paths("in")
    assert published("in/café.txt") == "in/café.txt"
