"""What leaves an output folder on purpose, and what does not."""

import json
import sqlite3
import sys
import zipfile
from pathlib import Path

import pytest

from griffier import cli
from griffier.pipeline.batch.progress import Quiet
from griffier.pipeline.batch.run import RunOptions, RunResult, run
from griffier.pipeline.errors import NoInputError, UsageError
from griffier.pipeline.linking.link import link

BATCH = Path(__file__).parents[1] / "batch"
OWN = "Dit staat alleen in deze ene brief over de linde"
LETTER = "Gemeente Voorbeeldstad\n\nGeachte leden van de gemeenteraad van Voorbeeldstad,\n\n{own} {n}.\n\nHet college\n"
MAIL = (
    "From: a@voorbeeld.example\nTo: b@voorbeeld.example\nSubject: Stuk\nMIME-Version: 1.0\n"
    'Content-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain\n\nBeste raad, zie de bijlage.\n'
    "--x\nContent-Type: text/plain; name=bijlage.txt\nContent-Disposition: attachment; filename=bijlage.txt\n\n"
    "Dit is de bijlage.\n--x--\n"
)


def go(folder: Path, *inputs: str, way: str = "quick:process") -> RunResult:
    return run(RunOptions(inputs or ("in",), folder / "out", jobs=0, processor=way), Quiet())


def command(*words: str) -> int | str | None:
    before, sys.argv = sys.argv, ["griffier", *words]
    try:
        with pytest.raises(SystemExit) as end:
            cli.main()
    finally:
        sys.argv = before
    return end.value.code


def paths(folder: Path) -> list[str]:
    return [json.loads(line)["source"]["path"] for line in (folder / "out/records.jsonl").read_text().splitlines()]


def texts(folder: Path) -> int:
    return len(list((folder / "out/text").iterdir()))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Four letters in `in`, all of them published; the working directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(BATCH))
    monkeypatch.setattr("griffier.pipeline.batch.versions.code_hash", lambda: "fixed")
    (tmp_path / "in/sub").mkdir(parents=True)
    for n, name in enumerate(("a", "b", "c", "sub/d")):
        (tmp_path / f"in/{name}.txt").write_text(LETTER.format(own=f"{OWN} {name[-1]} {name[-1] * 9}", n=n))
    assert go(tmp_path).exit_code == 0
    return tmp_path


def test_prune_takes_nothing_that_is_published(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {f: f.read_bytes() for f in (here / "out").rglob("*") if f.is_file()}
    for file in (here / "in").glob("*.txt"):
        file.unlink()  # or a share that is not mounted
    assert command("prune", "out", "--yes") == 0
    assert "Kept: 3 results" in capsys.readouterr().out
    assert {f: f.read_bytes() for f in (here / "out").rglob("*") if f.is_file()} == before


def test_prune_takes_texts_and_results_of_what_is_gone(here: Path) -> None:
    (here / "in/a.txt").unlink()
    go(here)  # its record went, its text and its result did not
    (here / "out/text/.0123456789abcdef-0.txt.999999.part").write_bytes(b"half")
    assert texts(here) == 5
    assert command("prune", "out", "--dry-run") == 0 and texts(here) == 5
    records = (here / "out/records.jsonl").read_bytes()
    assert command("prune", "out", "--yes") == 0
    assert texts(here) == 3 and (here / "out/records.jsonl").read_bytes() == records
    with sqlite3.connect(here / "out/.griffier/state.sqlite") as db:
        assert db.execute("SELECT count(*) FROM inputs").fetchone() == (3,)
    again = go(here)
    assert (again.processed, again.unchanged) == (0, 3)


def test_prune_keeps_results_of_files_that_are_there_and_texts_that_another_file_of_records_needs(here: Path) -> None:
    (here / "out/reviewed.jsonl").write_bytes((here / "out/records.jsonl").read_bytes())
    (here / "in/a.txt").unlink()
    go(here, "in/b.txt", "in/c.txt")  # d is there, and was not named
    assert command("prune", "out", "--yes") == 0
    assert texts(here) == 4
    assert go(here).processed == 0


def test_prune_asks(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "in/a.txt").unlink()
    go(here)
    assert command("prune", "out") == 2  # no terminal
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: "")
    assert command("prune", "out") == 0 and texts(here) == 4
    monkeypatch.setattr("builtins.input", lambda question: "ja")
    assert command("prune", "out") == 0 and texts(here) == 3


def test_a_folder_that_no_run_wrote_is_told(here: Path) -> None:
    assert command("prune", "in") == 4
    assert command("forget", "in/a.txt", "--out", "in") == 4
    assert command("forget", "in/z.txt", "--out", "out") == 4
    assert len(paths(here)) == 4


@pytest.mark.parametrize("by", ["path", "absolute path", "id", "hash"])
def test_forget_takes_one_document_and_proves_it(here: Path, by: str, capsys: pytest.CaptureFixture[str]) -> None:
    record = json.loads((here / "out/records.jsonl").read_text().splitlines()[0])
    names = {
        "path": "in/a.txt",
        "absolute path": str(here / "in/a.txt"),
        "id": record["id"],
        "hash": record["source"]["sha256"],
    }
    assert command("forget", names[by], "--out", "out", "--dry-run") == 0 and len(paths(here)) == 4
    assert command("forget", names[by], "--out", "out") == 0
    said = capsys.readouterr().out
    assert "Nothing of it was found" in said and "1 stretch of its text" in said and "still on the disk" in said
    assert paths(here) == ["in/b.txt", "in/c.txt", "in/sub/d.txt"] and texts(here) == 3
    everything = b"".join(f.read_bytes() for f in (here / "out").rglob("*") if f.is_file())
    assert record["id"].encode() not in everything and b"aaaaaaaaa" not in everything
    (here / "in/a.txt").unlink()
    again = go(here)
    assert (again.exit_code, again.processed, again.gone) == (0, 0, ())


def test_forget_takes_copies_and_attachments_and_leaves_a_text_that_another_file_has(here: Path) -> None:
    (here / "in/mail.eml").write_text(MAIL)
    (here / "in/kopie.eml").write_text(MAIL)
    (here / "in/los.txt").write_text("Dit is de bijlage.")  # as mail decodes it
    go(here)
    before = texts(here)
    assert command("forget", "in/mail.eml", "--out", "out") == 0
    assert paths(here) == ["in/a.txt", "in/b.txt", "in/c.txt", "in/los.txt", "in/sub/d.txt"]
    assert texts(here) == before - 1  # the mail's; the attachment's is that of the loose file too


def test_forget_tells_what_still_holds_it(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "elders").mkdir()
    with zipfile.ZipFile(here / "elders/boek.xlsx", "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("sheet1.xml", f"<v>{OWN} a aaaaaaaaa 0.</v>")
    (here / "elders/p.parquet").write_bytes(b"PAR1 packed PAR1")
    (here / "out/pagina.html").write_text("<td>in/a.txt</td>")
    (here / "elders/ander.html").write_text("<td>main/a.txt</td><td>in/a.txt.bak</td>")  # other files
    assert command("forget", "in/a.txt", "--out", "out", "--also", "elders") == 1
    said = capsys.readouterr().out
    assert "STILL FOUND in 2 files" in said and "boek.xlsx" in said and "pagina.html" in said
    assert "Could not look into elders/p.parquet" in said


def test_forget_takes_the_document_out_of_dossiers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    samples = Path(__file__).parents[3] / "samples/meeting/documents"
    run(RunOptions((str(samples),), tmp_path / "out", jobs=0), Quiet())
    link([tmp_path / "out"], tmp_path / "out")
    dossiers = [json.loads(line) for line in (tmp_path / "out/dossiers.jsonl").read_text().splitlines()]
    many = next(d for d in dossiers if len({m["path"] for m in d["members"]}) > 1)
    path = many["members"][0]["path"]
    assert command("forget", path, "--out", "out") == 0
    left = (tmp_path / "out/dossiers.jsonl").read_text()
    assert path not in left and many["members"][1]["path"] in left  # made anew from what is left


def test_forget_and_prune_wait_for_no_run(here: Path) -> None:
    from griffier.pipeline.erasing.memory import memory_of

    with memory_of(here / "out"), pytest.raises(UsageError, match="another run"):
        go(here)
    with pytest.raises(NoInputError), memory_of(here / "in"):
        pass
