"""`griffier check` in a repository of two commits: a good upload passes, a bad one fails with its file and page."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from griffier.pipeline.batch.selection import Selection
from griffier.pipeline.checking.alarms import Alarm, FailOn, alarms_of
from griffier.pipeline.checking.changed import changed_since
from griffier.pipeline.checking.check import CheckOptions, check, check_command
from griffier.pipeline.checking.formats import FORMATS, Checked
from griffier.pipeline.errors import NoInputError, UsageError

GOOD = """Gemeente Zwolle

Motie M12

Onderwerp: Een hek om de speeltuin

De gemeenteraad van Zwolle, in vergadering bijeen op 6 juli 2023,

verzoekt het college een hek te plaatsen;

en gaat over tot de orde van de dag.

A. Veldkamp (D66)
"""
BAD = """Gemeente Hoorn

Tweede bestuursrapportage 2023

Tabel 1. Afwijkingen programma 4 (bedragen x € 1.000)

Omschrijving            Begroting 2023   Prognose 2023
Leerlingenvervoer                2.150           2.390
Onderwijshuisvesting             4.800           4.725
Jeugdhulp                       18.300          18.900
Totaal                          25.350          26.015
"""


def git(folder: Path, *words: str) -> str:
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", *words]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    (tmp_path / "stukken").mkdir()
    (tmp_path / "stukken" / "oud.txt").write_text(BAD, "utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "eerste")
    return tmp_path


def upload(repository: Path, name: str, text: str) -> None:
    (repository / "stukken" / name).write_text(text, "utf-8")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "-m", name)


def test_a_good_upload_passes_and_only_it_is_read(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    upload(repository, "motie.txt", GOOD)
    assert check_command(CheckOptions(("stukken",), base="HEAD~1", jobs=1)) == 0
    assert capsys.readouterr().out == "1 file checked, 0 to look at: passed.\n"


def test_a_wrong_total_fails_with_its_file_page_and_what_to_do(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    upload(repository, "berap één.txt", BAD)
    assert check_command(CheckOptions((".",), base="HEAD~1", jobs=1, form="github")) == 1
    told = capsys.readouterr().out
    assert "::error file=./stukken/berap één.txt,title=table.total_mismatch%2C page 1::" in told
    assert "griffier tables './stukken/berap één.txt' --out tables.html" in told
    assert "oud.txt" not in told


def test_the_page_of_the_documentation_shows_what_is_told(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / "stukken" / "oud.txt").rename(repository / "stukken" / "berap.txt")
    assert check_command(CheckOptions(("stukken/",), jobs=1)) == 1
    page = Path(__file__).parents[3] / "docs" / "checking.md"
    assert f"```text\n{capsys.readouterr().out}```" in page.read_text("utf-8")


def test_what_fails_a_check_can_be_chosen(repository: Path) -> None:
    options = CheckOptions(("stukken/oud.txt",), jobs=1)
    assert check_command(options) == 1
    checked = check(options, FailOn.of(["votes.exceeds_council"]))
    assert checked is not None and checked.alarms and not checked.failing
    with pytest.raises(UsageError, match="no such severity or code"):
        FailOn.of(["rood"])


def test_a_file_that_cannot_be_read_fails_a_check(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / "stukken" / "leeg.pdf").write_bytes(b"")
    assert check_command(CheckOptions(("stukken/leeg.pdf",), jobs=1)) == 1
    assert "[file.empty]" in capsys.readouterr().out


def test_nothing_changed_passes(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check_command(CheckOptions(("stukken",), base="HEAD", jobs=1)) == 0
    assert capsys.readouterr().out == "0 files checked, 0 to look at: passed.\n"
    git(repository, "rm", "--quiet", "stukken/oud.txt")
    git(repository, "commit", "--quiet", "--allow-empty", "-m", "weg")
    (repository / "stukken").mkdir(exist_ok=True)
    assert check_command(CheckOptions(("stukken",), base="HEAD~1", jobs=1)) == 0


def test_files_that_git_does_not_know_yet_are_changes_and_a_moved_base_counts_from_where_it_parted(
    repository: Path,
) -> None:
    git(repository, "checkout", "--quiet", "-b", "tak")
    upload(repository, "motie.txt", GOOD)
    git(repository, "checkout", "--quiet", "main")
    upload(repository, "later.txt", GOOD)
    git(repository, "checkout", "--quiet", "tak")
    (repository / "nieuw.txt").write_text(GOOD, "utf-8")
    assert {Path(name).name for name in changed_since("main", ["."])} == {"motie.txt", "nieuw.txt"}


@pytest.mark.parametrize("base", ["nergens", "--help", "HEAD~9"])
def test_a_revision_that_is_none_is_said(repository: Path, base: str) -> None:
    with pytest.raises(UsageError, match="no such revision"):
        changed_since(base, ["."])


def test_where_there_is_no_repository_or_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="not a git repository"):
        changed_since("HEAD", ["."])
    with pytest.raises(NoInputError):
        check_command(CheckOptions(("weg.pdf",), jobs=1))
    with pytest.raises(UsageError, match="--format rood"):
        check_command(CheckOptions((".",), form="rood"))


HOSTILE = "a\n::error::b | <img src=x> `x` \x1b[31m % , :"
ALARMS = (
    Alarm("a.pdf", 3, "error", "part.failed", HOSTILE, "look"),
    Alarm("a.pdf", None, "warning", "table.total_mismatch", "12 and 13", "count"),
    Alarm("mail.eml#b c.pdf", 1, "warning", "text.unread", "a line", "read"),
)
CHECKED = Checked(("a.pdf", "good.pdf", "mail.eml#b c.pdf"), ALARMS, FailOn.of([]), "1")


def test_every_form_is_what_its_readers_take() -> None:
    told = {name: form(CHECKED) for name, form in FORMATS.items()}
    assert "\x1b" not in "".join(told.values())
    assert told["github"].splitlines()[0].startswith("::error file=a.pdf,title=part.failed%2C page 3::a\\n::error::b")
    assert len(told["github"].splitlines()) == 4
    assert told["text"].splitlines()[-1] == "3 files checked, 3 to look at, 2 of them fail the check."
    quality = json.loads(told["gitlab"])
    assert [(q["location"]["path"], q["severity"]) for q in quality] == [
        ("a.pdf", "major"),
        ("a.pdf", "major"),
        ("mail.eml", "minor"),
    ]
    assert len({q["fingerprint"] for q in quality}) == 3
    suite = ElementTree.fromstring(told["junit"])
    assert (suite.get("tests"), suite.get("failures")) == ("3", "1")
    assert [len(case.findall("failure")) for case in suite] == [2, 0, 0]
    assert "text.unread" in str(suite[2].findtext("system-out"))
    sarif = json.loads(told["sarif"])
    [made] = sarif["runs"]
    assert sarif["version"] == "2.1.0" and [r["level"] for r in made["results"]] == ["error", "error", "warning"]
    assert made["results"][2]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "mail.eml"
    rows = [line for line in told["markdown"].splitlines() if line.startswith("| ")]
    assert len(rows) == 4 and all(line.replace("\\|", "").count("|") == 6 for line in rows)
    assert "<img" not in told["markdown"].replace("\\<", "")


def test_a_report_goes_to_a_file(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = repository / "rapport" / "junit.xml"
    selection = Selection(exclude=("oud*",))
    (repository / "stukken" / "motie.txt").write_text(GOOD, "utf-8")
    assert check_command(CheckOptions(("stukken",), form="junit", out=out, jobs=1, selection=selection)) == 0
    assert ElementTree.parse(out).getroot().get("tests") == "1"
    assert "passed" in capsys.readouterr().out


def test_findings_for_information_are_no_alarms() -> None:
    finding = {"code": "votes.confirmed_by_seats", "severity": "info", "page": 1, "message": "m", "pointer": ""}
    assert list(alarms_of([{"source": {"path": "a"}, "findings": [finding]}], [])) == []
