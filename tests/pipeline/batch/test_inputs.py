"""Which files a run finds."""

import os
from pathlib import Path

import pytest

from griffier.pipeline.batch.inputs import Walk, published
from griffier.pipeline.batch.selection import Selection, inputs_of
from griffier.pipeline.errors import UsageError


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


def test_patterns_and_ignore_files_leave_out_as_git_does(tree: Path) -> None:
    for name in ("in/a/kaart.pdf", "in/concept/x.txt", "in/a/concept/y.pdf"):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text("x")
    chosen = Walk(("in",), Path("out"), Selection(include=("*.pdf",)))
    assert [i.path for i in chosen] == ["in/a/concept/y.pdf", "in/a/kaart.pdf"]
    without = Walk(("in",), Path("out"), Selection(exclude=("concept/", "b.*")))
    assert [i.path for i in without] == ["in/a/kaart.pdf", "in/a/y.txt", "in/a/z.txt"]
    assert without.left_out == 3
    (tree / "in/.griffierignore").write_text("# nog niet\n/concept/\n*.txt\n")
    (tree / "in/a/.griffierignore").write_text("!z.txt\n")
    walk = Walk(("in",), Path("out"))
    assert [i.path for i in walk] == ["in/a/concept/y.pdf", "in/a/kaart.pdf", "in/a/z.txt"]
    assert [i.path for i in Walk(("in/b.txt",), Path("out"))] == ["in/b.txt"]  # given by name


def test_an_ignore_file_that_is_no_text_stops_the_run(tree: Path) -> None:
    (tree / "in/.griffierignore").write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="griffierignore"):
        paths("in")


def test_inputs_come_from_the_command_line_and_from_a_list(tmp_path: Path) -> None:
    (tmp_path / "lijst").write_text("a b.pdf\n\nc.pdf\n")
    assert inputs_of(["x"], tmp_path / "lijst") == ("x", "a b.pdf", "c.pdf")
    with pytest.raises(UsageError, match="there is no input"):
        inputs_of(None, None)
    with pytest.raises(UsageError, match="cannot be read"):
        inputs_of(None, tmp_path / "weg")
