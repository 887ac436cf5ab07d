"""Whole runs over fictional texts: what is written, what is kept, what is done again."""

import json
import os
import sys
import textwrap
from pathlib import Path

import pytest

from griffier.extractors.drafting.context import Given, Settings
from griffier.pipeline.batch.inputs import Input
from griffier.pipeline.batch.output import write_lines
from griffier.pipeline.batch.progress import Quiet
from griffier.pipeline.batch.run import RunOptions, RunResult, run
from griffier.pipeline.batch.state import State
from griffier.pipeline.errors import NoInputError, StorageError, UsageError

HERE = Path(__file__).parent
QUICK = "quick:process"
LETTER = "Gemeente Voorbeeldstad\n\nGeachte raad,\n\nHierbij ontvangt u stuk nummer {n}.\n\nHet college\n"


class Log(Quiet):
    def __init__(self) -> None:
        self.paths: list[str] = []
        self.plan: tuple[int, int] = (0, 0)

    def planned(self, total: int, todo: int, weight: int) -> None:
        self.plan = (total, todo)

    def done(self, outcome, brought) -> None:  # type: ignore[no-untyped-def]
        self.paths.append(outcome.path)


def go(folder: Path, *inputs: str, log: Log | None = None, **more) -> RunResult:  # type: ignore[no-untyped-def]
    more.setdefault("jobs", 0)
    more.setdefault("processor", QUICK)
    return run(RunOptions(inputs or ("in",), folder / "out", **more), log or Log())


def lines(file: Path) -> list[dict]:  # type: ignore[type-arg]
    return [json.loads(line) for line in file.read_text().splitlines()]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder `in` with three letters, one of them below; the working directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(HERE))
    monkeypatch.setattr("griffier.pipeline.batch.versions.code_hash", lambda: "fixed")
    (tmp_path / "in" / "sub").mkdir(parents=True)
    for n, name in enumerate(("b.txt", "a.txt", "sub/c.txt")):
        (tmp_path / "in" / name).write_text(LETTER.format(n=n))
    return tmp_path


@pytest.fixture
def processor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """A way of processing that misbehaves as a document asks: workers find it by its name."""

    def make(body: str) -> str:
        code = f"import os, sys, time\nsys.path.append({str(HERE)!r})\nfrom quick import process\n"
        code += "def way(source, context, options, settings):\n" + textwrap.indent(textwrap.dedent(body), "    ") + "\n"
        folder = tmp_path / "modules"
        folder.mkdir(exist_ok=True)
        name = f"hostile_{abs(hash(body))}"
        (folder / f"{name}.py").write_text(code + "    return process(source, context, options, settings)\n")
        monkeypatch.syspath_prepend(str(folder))
        return f"{name}:way"

    return make


def test_every_input_is_in_exactly_one_file_and_in_order(here: Path) -> None:
    (here / "in" / "leeg.pdf").write_bytes(b"")
    (here / "in" / "weg.txt").symlink_to("nergens")
    result = go(here)
    records, errors = lines(here / "out/records.jsonl"), lines(here / "out/errors.jsonl")
    assert [r["source"]["path"] for r in records] == ["in/a.txt", "in/b.txt", "in/sub/c.txt"]
    assert [(e["path"], e["error"], e["attempts"]) for e in errors] == [
        ("in/leeg.pdf", "file.empty", 1),
        ("in/weg.txt", "file.inaccessible", 1),
    ]
    assert all(
        set(e) == {"path", "sha256", "stage", "error", "message", "remedy", "attempts"} and e["remedy"] for e in errors
    )
    assert result.exit_code == 1
    assert all((here / "out" / "text" / f"{record['id']}.txt").exists() for record in records)
    report = json.loads((here / "out/run.json").read_text())
    assert report["documents"] == {
        "total": 5,
        "records": 3,
        "errors": 2,
        "processed": 5,
        "unchanged": 0,
        "found_again": 0,
        "not_reached": 0,
        "hidden_skipped": 0,
        "left_out": 0,
    }
    assert report["pages"] == {
        "text": 3,
        "ocr": 0,
        "blank": 0,
        "failed": 0,
        "total": 3,
        "unaccounted": 0,
        "inputs_of_unknown_length": 2,
    }
    assert report["exit_code"] == 1 and report["errors"] == {"file.empty": 1, "file.inaccessible": 1}
    assert sum(report["kinds"].values()) == 3


def test_the_real_way_gives_records_whose_quotes_stand_in_their_text(here: Path) -> None:
    assert go(here, processor="griffier.pipeline.process:process").exit_code == 0
    records = lines(here / "out/records.jsonl")
    assert len(records) == 3 and any(r["evidence"] for r in records)
    for record in records:
        text = (here / "out" / "text" / f"{record['id']}.txt").read_text()
        assert all(text[e["start"] : e["end"]] == e["quote"] for e in record["evidence"])


def test_attachments_are_inputs_of_their_own(here: Path) -> None:
    from email.message import EmailMessage

    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "Stukken", "bewoner@voorbeeld.example", "griffie@voorbeeld.example"
    mail.set_content("Hierbij de stukken.\n")
    mail.add_attachment("Een brief over de bank.\n", filename="brief.txt")
    mail.add_attachment(b"\x00\x01\x02\x03" * 50, maintype="application", subtype="octet-stream", filename="ruis.bin")
    (here / "in/mail.eml").write_bytes(mail.as_bytes())
    (here / "meta.csv").write_text(
        "path,url,municipality,date\nin/mail.eml,https://voorbeeld.example/m,Voorbeeldstad,2023-07-06\n"
    )
    result = go(here, "in/mail.eml", metadata=here / "meta.csv")
    records, errors = lines(here / "out/records.jsonl"), lines(here / "out/errors.jsonl")
    assert [r["source"]["path"] for r in records] == ["in/mail.eml", "in/mail.eml#brief.txt"]
    assert [(e["path"], e["error"]) for e in errors] == [("in/mail.eml#ruis.bin", "file.unsupported")]
    assert [r["source"]["url"] for r in records] == ["https://voorbeeld.example/m"] * 2
    assert result.totals.documents == 3
    again = go(here, "in/mail.eml", metadata=here / "meta.csv")
    assert (again.processed, again.unchanged, again.exit_code) == (0, 3, 1)
    os.utime(here / "in/mail.eml", (1, 1))
    assert go(here, "in/mail.eml", metadata=here / "meta.csv").totals.documents == 3
    for file in (here / "out/text").glob(f"{records[1]['id']}.txt"):
        file.unlink()
    assert go(here, "in/mail.eml", metadata=here / "meta.csv").processed == 1


def test_interrupted_between_a_mail_and_its_attachments(here: Path) -> None:
    from email.message import EmailMessage

    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "Stuk", "bewoner@voorbeeld.example", "griffie@voorbeeld.example"
    mail.set_content("Hierbij het stuk.\n")
    mail.add_attachment("Een brief over de bank.\n", filename="brief.txt")
    (here / "in/mail.eml").write_bytes(mail.as_bytes())
    log = Log()
    options = RunOptions(("in/mail.eml",), here / "out", jobs=0, processor=QUICK)
    assert run(options, log, stop=lambda: bool(log.paths)).exit_code == 130
    assert run(options, log).exit_code == 0
    assert log.paths == ["in/mail.eml", "in/mail.eml#brief.txt"]


def test_second_run_does_nothing(here: Path) -> None:
    assert go(here).exit_code == 0
    before = {f.name: f.stat().st_mtime_ns for f in (here / "out").glob("*.jsonl")}
    log = Log()
    result = go(here, log=log)
    assert (result.processed, result.unchanged, result.written) == (0, 3, False)
    assert log.paths == [] and log.plan == (3, 0)
    assert before == {f.name: f.stat().st_mtime_ns for f in (here / "out").glob("*.jsonl")}


def test_changed_added_removed_and_touched_files(here: Path) -> None:
    go(here)
    (here / "in/a.txt").write_text("Nu staat hier iets heel anders.\n")
    (here / "in/nieuw.txt").write_text("Een nieuw stuk.\n")
    (here / "in/b.txt").unlink()
    os.utime(here / "in/sub/c.txt", (1, 1))
    log = Log()
    result = go(here, log=log)
    assert sorted(log.paths) == ["in/a.txt", "in/nieuw.txt", "in/sub/c.txt"]
    assert (result.processed, result.unchanged) == (2, 1)
    assert [r["source"]["path"] for r in lines(here / "out/records.jsonl")] == [
        "in/a.txt",
        "in/nieuw.txt",
        "in/sub/c.txt",
    ]
    assert go(here).processed == 0


def test_same_bytes_whatever_the_order_and_the_history(here: Path, tmp_path: Path) -> None:
    go(here)
    first = (here / "out/records.jsonl").read_bytes()
    run(RunOptions(("in/sub", "in/b.txt", "in/a.txt", "in/b.txt"), here / "other", jobs=0, processor=QUICK), Log())
    assert (here / "other/records.jsonl").read_bytes() == first


def test_settings_and_code_make_results_stale(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go(here)
    monkeypatch.setattr("griffier.pipeline.batch.run._check_model", lambda name: None)
    assert go(here, settings=Settings(spacy_model="nl_anders")).processed == 3
    assert go(here).processed == 3
    monkeypatch.setattr("griffier.pipeline.batch.versions.code_hash", lambda: "other")
    assert go(here).processed == 3


def test_a_lost_text_file_is_made_again(here: Path) -> None:
    go(here)
    next((here / "out/text").glob("*.txt")).unlink()
    assert go(here).processed == 1
    assert len(list((here / "out/text").glob("*.txt"))) == 3


def test_duplicates_are_two_records_of_one_id(here: Path) -> None:
    (here / "in/twee.txt").write_bytes((here / "in/a.txt").read_bytes())
    go(here)
    records = [r for r in lines(here / "out/records.jsonl") if r["source"]["path"] in ("in/a.txt", "in/twee.txt")]
    assert len(records) == 2 and records[0]["id"] == records[1]["id"]


def test_stop_keeps_what_was_done_and_goes_on_later(here: Path) -> None:
    log = Log()
    result = run(RunOptions(("in",), here / "out", jobs=0, processor=QUICK), log, stop=lambda: len(log.paths) >= 1)
    assert (result.exit_code, result.totals.documents) == (130, 1)
    assert len(lines(here / "out/records.jsonl")) == 1
    report = json.loads((here / "out/run.json").read_text())
    assert report["interrupted"] and report["documents"]["not_reached"] == 2
    again = go(here)
    assert (again.processed, again.unchanged, again.exit_code) == (2, 1, 0)
    assert len(lines(here / "out/records.jsonl")) == 3


def test_a_crash_between_result_and_files_loses_nothing(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> bool:
        raise OSError("disk full")

    monkeypatch.setattr("griffier.pipeline.batch.run.write_lines", crash)
    with pytest.raises(StorageError, match="cannot be written"):
        go(here)
    monkeypatch.setattr("griffier.pipeline.batch.run.write_lines", write_lines)
    result = go(here)
    assert (result.processed, result.written) == (0, True)
    assert len(lines(here / "out/records.jsonl")) == 3


def test_no_input(here: Path) -> None:
    (here / "leeg").mkdir()
    (here / "leeg/.verborgen").write_text("x")
    with pytest.raises(NoInputError, match=r"no files in leeg \(1 hidden"):
        go(here, "leeg")
    with pytest.raises(NoInputError, match=r"bestaat-niet.pdf is not there"):
        go(here, "bestaat-niet.pdf")


def test_out_below_the_input_is_not_read(here: Path) -> None:
    for _ in range(2):
        result = run(RunOptions((".",), here / "in" / "out", jobs=0, processor=QUICK), Log())
    assert result.totals.documents == 3


def test_two_runs_at_once_are_refused(here: Path) -> None:
    log = Log()

    def second() -> bool:
        with pytest.raises(UsageError, match="another run"):
            go(here)
        return False

    run(RunOptions(("in",), here / "out", jobs=0, processor=QUICK), log, stop=second)


def test_metadata_reaches_the_records(here: Path) -> None:
    (here / "meta.csv").write_text(
        "path;url;municipality;date\na.txt;https://voorbeeld.example/a;;2023-07-06\nin/sub/c.txt;https://voorbeeld.example/c;;\nnergens.txt;;;\n"
    )
    result = go(here, metadata=here / "meta.csv")
    urls = {r["source"]["path"]: r["source"]["url"] for r in lines(here / "out/records.jsonl")}
    assert urls == {
        "in/a.txt": "https://voorbeeld.example/a",
        "in/b.txt": None,
        "in/sub/c.txt": "https://voorbeeld.example/c",
    }
    assert result.unmatched == ("nergens.txt",)
    (here / "meta.csv").write_text("path,url\nin/b.txt,https://voorbeeld.example/b\n")
    assert go(here, metadata=here / "meta.csv").processed == 3
    assert go(here, metadata=here / "meta.csv").processed == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("file,url\n", "names no column 'path'"),
        ("path,size\n", "not known: size"),
        ("path,date\na.txt,6 juli 2023\n", "line 2: '6 juli 2023' is no date"),
        ("path,date\n,2023\n", "line 2 has no path"),
        ("path,url\na.txt,x\n./a.txt,y\n", "line 3: ./a.txt is there twice"),
    ],
)
def test_metadata_that_is_wrong_is_refused_with_its_line(here: Path, text: str, message: str) -> None:
    (here / "meta.csv").write_text(text)
    with pytest.raises(UsageError, match=message):
        go(here, metadata=here / "meta.csv")


def test_a_mistake_of_ours_is_an_error_line(here: Path, processor) -> None:  # type: ignore[no-untyped-def]
    way = processor("if source.path.endswith('a.txt'): raise KeyError('iets')")
    result = go(here, processor=way)
    (error,) = lines(here / "out/errors.jsonl")
    assert (error["path"], error["error"]) == ("in/a.txt", "internal") and "KeyError" in error["message"]
    assert result.totals.pages["failed"] == 1


def test_a_model_that_cannot_be_loaded_is_said_before_the_run_begins(here: Path) -> None:
    (here / "model").mkdir()
    log = Log()
    with pytest.raises(UsageError, match="model") as raised:
        go(here, settings=Settings(spacy_model=str(here / "model")), log=log)
    assert raised.value.exit_code == 2 and "--spacy-model" in raised.value.remedy
    assert log.paths == []


def test_what_the_stages_took_is_told(here: Path) -> None:
    go(here, processor="griffier.pipeline.process:process")
    timings = json.loads((here / "out/run.json").read_text())["timings"]
    assert list(timings["cpu_seconds_by_stage"]) == ["read", "split", "classify", "extract", "write"]
    assert sum(timings["cpu_seconds_by_stage"].values()) == pytest.approx(timings["cpu_seconds_of_results"], abs=0.2)


@pytest.mark.parametrize(("names", "workers"), [(["a.txt"], 1), (["a.txt", "b.txt"], 2), (["a.eml"], 4)])
def test_no_more_workers_than_inputs_unless_a_mail_may_bring_more(
    tmp_path: Path, names: list[str], workers: int
) -> None:
    with State(tmp_path / "out", "mark") as state:
        for name in names:
            state.plan(Input(name, name.encode(), "", 1, 1), Given())
        assert state.workers(4) == workers


def test_missing_program_is_exit_3_and_tried_again(here: Path, processor) -> None:  # type: ignore[no-untyped-def]
    way = processor(
        "from griffier.pipeline.errors import MissingProgramError\n"
        "if source.path.endswith('a.txt') and not os.path.exists('installed'): raise MissingProgramError('tesseract "
        "is not installed')"
    )
    assert go(here, processor=way).exit_code == 3
    assert "apt-get install" in lines(here / "out/errors.jsonl")[0]["remedy"]
    (here / "installed").touch()
    again = go(here, processor=way)
    assert (again.exit_code, again.processed) == (0, 1)
    assert lines(here / "out/errors.jsonl") == []


def test_a_page_that_nobody_accounts_for_is_told(here: Path, processor) -> None:  # type: ignore[no-untyped-def]
    way = processor(
        "import dataclasses\ndone = process(source, context, options, settings)\n"
        "return dataclasses.replace(done, document=dataclasses.replace(done.document, pages=()))"
    )
    result = go(here, processor=way)
    assert (result.totals.unaccounted, result.exit_code) == (3, 1)


@pytest.mark.parametrize("jobs", [1, 2])
def test_workers_give_the_same_bytes(here: Path, jobs: int) -> None:
    go(here)
    run(RunOptions(("in",), here / "other", jobs=jobs, processor=QUICK), Log())
    assert (here / "other/records.jsonl").read_bytes() == (here / "out/records.jsonl").read_bytes()


def test_workers_that_die_take_nothing_else_along(here: Path, processor) -> None:  # type: ignore[no-untyped-def]
    way = processor(
        """
        import signal
        if 'dood' in source.path: os.kill(os.getpid(), signal.SIGKILL)
        if 'eens' in source.path and not os.path.exists('eens'): open('eens', 'w').close(); os._exit(7)
        """
    )
    for name in ("dood", "eens"):
        (here / "in" / f"{name}.txt").write_text(LETTER.format(n=name))
    result = go(here, jobs=2, processor=way)
    (error,) = lines(here / "out/errors.jsonl")
    assert (error["path"], error["error"], error["attempts"]) == ("in/dood.txt", "worker.crashed", 2)
    assert error["sha256"]
    assert len(lines(here / "out/records.jsonl")) == 4
    assert result.totals.ledger()["failed"] == 1 and result.totals.unaccounted == 0


@pytest.mark.parametrize(
    ("body", "limits", "code"),
    [
        # each goes on for ever: whatever the machine's speed, only its own limit can end it
        ("while True: time.sleep(60)", {"timeout": 1.0}, "deadline"),
        ("import re; re.match('(a+)+b', 'a' * 60)", {"timeout": 1.0}, "deadline"),
        # shared memory is beyond the kernel's bound: the watcher must see it, before it sees the time
        (
            "import mmap; hold = mmap.mmap(-1, 700 * 2**20)\n"
            "for at in range(0, len(hold), 4096): hold[at] = 1\nwhile True: time.sleep(60)",
            {"timeout": 100_000.0, "memory": 600},
            "memory",
        ),
    ],
)
def test_hanging_spinning_and_swelling_documents(here: Path, processor, body: str, limits, code: str) -> None:  # type: ignore[no-untyped-def]
    result = go(here, "in/a.txt", jobs=1, processor=processor(body), **limits)
    (error,) = lines(here / "out/errors.jsonl")
    assert (error["error"], bool(error["sha256"])) == (code, True)
    assert result.totals.ledger()["failed"] == 1 and result.totals.unaccounted == 0


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's bound is Linux's")
def test_a_bomb_does_not_pass_the_limit_of_memory(here: Path, processor) -> None:  # type: ignore[no-untyped-def]
    way = processor(
        """
        import zlib
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        block = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
        try:
            zlib.decompress(block * 4096, -15)
        finally:
            # not ru_maxrss, which a child has from the process that made it
            peak = next(x for x in open('/proc/self/status') if x.startswith('VmHWM:'))
            open('peak', 'w').write(str(int(peak.split()[1]) // 1024))
        """
    )
    go(here, "in/a.txt", jobs=1, processor=way, timeout=100_000.0, memory=512)
    (error,) = lines(here / "out/errors.jsonl")
    assert error["error"] == "memory"
    if (here / "peak").exists():  # else the watcher was there first, and killed it
        assert int((here / "peak").read_text()) < 1.1 * 512, "the limit and a tenth"


def test_the_children_of_a_worker_die_with_it(here: Path, processor) -> None:  # type: ignore[no-untyped-def]
    way = processor(
        """
        import subprocess
        if 'a.txt' in source.path:
            child = subprocess.Popen(['sleep', '300'])
            open('child', 'w').write(str(child.pid))
            child.wait()
        """
    )
    go(here, jobs=1, processor=way, timeout=1.0)
    import psutil

    child = int((here / "child").read_text())
    assert not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE


MAIL = (
    "From: a@voorbeeld.example\nTo: b@voorbeeld.example\nSubject: Stuk\nMIME-Version: 1.0\n"
    'Content-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain\n\nBeste raad, zie de bijlage.\n'
    "--x\nContent-Type: text/plain; name=bijlage.txt\nContent-Disposition: attachment; filename=bijlage.txt\n\n"
    "Dit is de bijlage.\n--x--\n"
)


def test_a_folder_that_moved_is_read_but_not_processed_again(here: Path) -> None:
    (here / "in/mail.eml").write_text(MAIL)
    go(here)
    before = lines(here / "out/records.jsonl")
    (here / "in").rename(here / "elders")
    log = Log()
    result = go(here, "elders", log=log)
    after = lines(here / "out/records.jsonl")
    assert result.gone == ()  # nothing went: it has another name
    assert (result.processed, result.unchanged, result.found_again) == (0, 5, 4)  # an attachment comes with its mail
    assert [r["source"]["path"] for r in after] == [r["source"]["path"].replace("in/", "elders/", 1) for r in before]
    for r in (*before, *after):
        del r["source"]["path"]
    assert after == before
    assert go(here, "elders").unchanged == 5


def test_a_moved_result_is_the_bytes_of_a_fresh_run(here: Path) -> None:
    (here / "in/één “stuk”.txt").write_text("Een stuk met een vreemde naam.\n")
    go(here)
    (here / "in/één “stuk”.txt").rename(here / 'in/twee\\ "stukken"\t.txt')
    (here / "in/a.txt").rename(here / "in/sub/z.txt")
    assert go(here).found_again == 2
    moved = (here / "out/records.jsonl").read_bytes()
    assert run(RunOptions(("in",), here / "fresh", jobs=0, processor=QUICK), Log()).processed == 4
    assert (here / "fresh/records.jsonl").read_bytes() == moved


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "in/a.txt").rename(folder / "in/a.html"),  # its bytes are read as something else
        lambda folder: (folder / "in/a.txt").rename(folder / "in/x.txt").write_text(LETTER.format(n=7)),  # same size
    ],
)
def test_another_format_or_other_bytes_of_one_size_are_processed(here: Path, change) -> None:  # type: ignore[no-untyped-def]
    go(here)
    change(here)
    result = go(here)
    assert (result.processed, result.found_again) == (1, 0)


def test_what_is_given_about_a_file_is_part_of_what_its_result_depends_on(here: Path) -> None:
    go(here)
    (here / "in/a.txt").rename(here / "in/z.txt")
    (here / "about.csv").write_text("path,municipality\nin/z.txt,Zeewolde\n")
    assert go(here, metadata=here / "about.csv").processed == 1


def test_a_copy_beside_its_original_has_the_same_result(here: Path) -> None:
    (here / "in/mail.eml").write_text(MAIL)
    go(here)
    (here / "in/kopie.eml").write_text(MAIL)
    result = go(here)
    assert (result.processed, result.found_again) == (0, 1)
    (here / "in/mail.eml").unlink()
    assert go(here).gone == ("in/mail.eml", "in/mail.eml#bijlage.txt")  # one of two that were published
    assert "in/kopie.eml#bijlage.txt" in [r["source"]["path"] for r in lines(here / "out/records.jsonl")]


def test_people_who_were_hidden_are_not_shown_by_a_run_that_forgets_the_option(here: Path) -> None:
    go(here, settings=Settings(mask_private=True))
    before = (here / "out/records.jsonl").read_bytes()
    with pytest.raises(UsageError, match="would show them") as raised:
        go(here)
    assert "--mask-private" in raised.value.remedy and (here / "out/records.jsonl").read_bytes() == before
    assert go(here, settings=Settings(mask_private=True)).processed == 0


def _closed(monkeypatch: pytest.MonkeyPatch, name: str, call: str) -> None:
    """Let the system refuse a call for what lies at or below a folder, as it does to a user without the right."""
    real = getattr(os, call)

    def refusing(path, *more, **named):  # type: ignore[no-untyped-def]
        if isinstance(path, str | os.PathLike) and name in Path(path).parts:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *more, **named)

    monkeypatch.setattr(os, call, refusing)


def test_a_folder_that_may_not_be_read_says_so_and_what_to_do(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _closed(monkeypatch, "sub", "scandir")
    result = go(here)
    (line,) = lines(here / "out" / "errors.jsonl")
    assert (line["path"], line["error"]) == ("in/sub", "file.inaccessible")
    assert line["message"] == "the folder cannot be read: Permission denied"
    assert "chmod u+rx" in line["remedy"]
    assert "--exclude" in line["remedy"]
    assert (result.exit_code, result.totals.records) == (1, 2)


def test_a_folder_alone_that_may_not_be_read_is_exit_4(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _closed(monkeypatch, "sub", "scandir")
    assert go(here, "in/sub").exit_code == 4


def test_an_input_behind_a_closed_folder_is_not_said_to_be_gone(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _closed(monkeypatch, "c.txt", "stat")
    with pytest.raises(NoInputError, match=r"in/sub/c\.txt cannot be reached: Permission denied") as told:
        go(here, "in/sub/c.txt")
    assert "chmod u+x" in told.value.remedy
