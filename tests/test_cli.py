"""The command line, as somebody types it."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from griffier import cli

MOTION = """Motie

De raad van de gemeente Voorbeeldstad,

verzoekt het college een bank te plaatsen bij het dorpshuis.

en gaat over tot de orde van de dag.
"""
BATCH = Path(__file__).resolve().parent / "pipeline" / "batch"
ENVIRONMENT = {**os.environ, "COLUMNS": "120"}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in/motie.txt").write_text(MOTION)
    return tmp_path


def griffier(*words: str, cwd: Path | None = None, **more) -> subprocess.CompletedProcess[str]:  # type: ignore[no-untyped-def]
    command = [sys.executable, "-m", "griffier.cli", *words]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False, env={**ENVIRONMENT, **more})


def command(*words: str) -> int | str | None:
    """The exit code of a command line, in this process (its workers are others)."""
    before, sys.argv = sys.argv, ["griffier", *words]
    try:
        with pytest.raises(SystemExit) as end:
            cli.main()
    finally:
        sys.argv = before
    return end.value.code


def test_run_writes_validates_and_tells(
    here: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("griffier.pipeline.batch.versions.code_hash", lambda: "fixed")
    (here / "in/leeg.pdf").write_bytes(b"")
    assert command("run", "in", "--out", "out", "--jobs", "1") == 1
    told = capsysbinary.readouterr()
    assert told.err == b"", "quiet where standard error is no terminal"
    summary = told.out.decode()
    assert "1 file read, 1 failed; 2 processed" in summary and "records.jsonl (1)" in summary
    assert "file.empty" in summary and "in/leeg.pdf" in summary and "Fetch the file again" in summary
    record = json.loads((here / "out/records.jsonl").read_text())
    assert command("text", "in/motie.txt") == 0
    text = capsysbinary.readouterr().out.decode()
    assert text == (here / "out/text" / f"{record['id']}.txt").read_text()
    assert all(text[e["start"] : e["end"]] == e["quote"] for e in record["evidence"])
    assert command("validate", "out/records.jsonl") == 0
    capsysbinary.readouterr()
    assert command("run", "in", "--out", "out") == 1
    assert b"Nothing to do: 2 inputs are unchanged" in capsysbinary.readouterr().out


def test_json_log(here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from griffier.pipeline.batch.run import RunOptions
    from griffier.pipeline.batch.run_command import run_command

    monkeypatch.syspath_prepend(str(BATCH))
    (here / "in/leeg.pdf").write_bytes(b"")
    assert run_command(RunOptions(("in",), here / "out", jobs=0, processor="quick:process"), log_json=True) == 1
    told = capsys.readouterr()
    events = [json.loads(line) for line in told.err.splitlines()]
    assert [e["event"] for e in events] == ["run.planned", "document.done", "document.failed", "run.ended"]
    assert events[-1]["exit_code"] == 1 and told.out == ""
    assert (events[2]["path"], events[2]["error"]) == ("in/leeg.pdf", "file.empty")


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("run", "in"), 2, "Missing option '--out'"),
        (("run", "--out", "out"), 2, "there is no input"),
        (("run", "in", "--out", "in/motie.txt"), 2, "is a file"),
        (("run", "in", "--out", "out", "--jobs", "0"), 2, "Invalid value"),
        (("run", "in", "--out", "out", "--spacy-model", "nl_niet_hier"), 2, "not installed"),
        (("run", "in", "--out", "out", "--metadata", "weg.csv"), 2, "weg.csv"),
        (("run", "leeg", "--out", "out"), 4, "no files in leeg"),
        (("text", "weg.pdf"), 4, "there is no file weg.pdf"),
        (("text", "in"), 4, "is a folder"),
        (("text", "in/motie.txt", "--page", "2"), 2, "there is no page 2"),
        (("text", "in/motie.txt", "--overlay", "p.png"), 2, "no page geometry"),
        (("text", "in/motie.txt#x"), 4, "has no such attachment"),
        (("tables", "in/motie.txt", "--format", "pdf"), 2, "no format for tables"),
        (("tables", "in/motie.txt", "--format", "xlsx"), 2, "a workbook needs a file"),
        (("tables", "in/motie.txt"), 1, "no financial table in in/motie.txt"),
        (("schema", "motie"), 2, "Kinds: agenda"),
        (("validate", "weg.jsonl"), 2, "weg.jsonl"),
        (("evaluate", "weg", "weg.jsonl"), 2, "weg"),
        (("onzin",), 2, "No such command"),
    ],
)
def test_what_is_wrong_on_the_command_line_is_told(
    here: Path, words: tuple[str, ...], code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "leeg").mkdir()
    assert command(*words) == code
    told = " ".join(capsys.readouterr().err.split())
    assert message in told


def test_missing_tesseract_is_exit_3_with_the_remedy(here: Path) -> None:
    from PIL import Image, ImageDraw

    picture = Image.new("L", (1240, 1754), 255)
    ImageDraw.Draw(picture).text((100, 100), "Motie over een bank", fill=0, font_size=60)
    picture.save(here / "in/scan.png", dpi=(150, 150))
    done = griffier("run", "in", "--out", "out", "--jobs", "1", PATH="/nergens")
    assert done.returncode == 3, done.stdout + done.stderr
    assert "program.missing" in done.stdout and "apt-get install" in done.stdout
    assert len((here / "out/records.jsonl").read_text().splitlines()) == 1, "what needs no OCR is a record"


def test_ctrl_c_keeps_what_was_done(here: Path) -> None:
    (here / "langzaam.py").write_text(
        "import time\nfrom quick import process\n"
        "def way(source, context, options, settings):\n"
        "    if 'motie' not in source.path: time.sleep(100_000)\n"
        "    return process(source, context, options, settings)\n"
    )
    (here / "start.py").write_text(
        "import sys\nfrom pathlib import Path\nfrom griffier.pipeline.batch.run_command import run_command\n"
        "from griffier.pipeline.batch.run import RunOptions\n"
        "if __name__ == '__main__':\n"
        "    sys.exit(run_command(RunOptions(('in',), Path('out'), jobs=2, processor='langzaam:way'), log_json=True))\n"
    )
    (here / "in/wacht.txt").write_text("x")
    paths = f"{here}{os.pathsep}{BATCH}"
    run = subprocess.Popen(
        [sys.executable, "start.py"],
        cwd=here,
        stderr=subprocess.PIPE,
        text=True,
        env={**ENVIRONMENT, "PYTHONPATH": paths},
    )
    assert run.stderr is not None
    told = []
    for line in run.stderr:
        told.append(line)
        if "document.done" in line:
            break
    run.send_signal(signal.SIGINT)
    assert run.wait() == 130, told
    run.stderr.close()
    assert len((here / "out/records.jsonl").read_text().splitlines()) == 1
    assert json.loads((here / "out/run.json").read_text())["interrupted"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_any_command_that_is_stopped_is_130(number: int) -> None:
    code = (
        "import os, sys\nfrom griffier import cli\n"
        f"cli.app.command('zelf')(lambda: os.kill(os.getpid(), {int(number)}))\n"
        "sys.argv = ['griffier', 'zelf']\ncli.main()"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 130


def test_schema_is_json_schema() -> None:
    import jsonschema

    for words in (["schema"], ["schema", "motion"]):
        schema = json.loads(CliRunner().invoke(cli.app, words).stdout)
        jsonschema.Draft202012Validator.check_schema(schema)


def test_every_command_has_help_examples_and_few_options() -> None:
    import typer

    commands = typer.main.get_command(cli.app).commands  # type: ignore[attr-defined]
    assert {"run", "text", "tables", "schema", "validate", "evaluate"} <= set(commands)
    for name, command in commands.items():
        told = CliRunner().invoke(cli.app, [name, "--help"]).stdout
        assert re.search(r"Examples?:\n\s+griffier " + name, told), name
        options = [p for p in command.params if p.param_type_name == "option" and p.name != "help"]
        assert len(options) <= (20 if name == "run" else 12), name  # a run has limits, a choice of files, an engine


def test_help_needs_no_heavy_import() -> None:
    heavy = {"numpy", "spacy", "pydantic", "pypdfium2", "rich", "pdfplumber"}
    code = f"import sys; from griffier import cli; print(*sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_process_that_hands_out_the_work_loads_nothing_that_reads_documents(tmp_path: Path) -> None:
    paper = tmp_path / "brief.txt"
    paper.write_text("Geachte leden,\n\nHet dak lekt.\n")
    code = (
        "import sys\nfrom griffier.cli import app\n"
        "if __name__ == '__main__':\n"
        f"    sys.argv = ['griffier', 'run', {str(paper)!r}, '--out', {str(tmp_path / 'out')!r}, '-q', '-j', '1']\n"
        "    try:\n        app()\n    except SystemExit as ended:\n        print(ended.code)\n"
        "    heavy = {'numpy', 'spacy', 'wordfreq', 'PIL', 'griffier.schemas.record', 'griffier.pipeline.process'}\n"
        "    print(*sorted(heavy & set(sys.modules)))\n"
    )
    script = tmp_path / "script.py"
    script.write_text(code)
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n") == ["0", "", ""], done.stderr


@pytest.mark.parametrize("words", [("schema",), ("doctor",), ("run", "in", "--out", "out")])
def test_nobody_needs_to_read_what_is_printed(here: Path, words: tuple[str, ...]) -> None:
    read = griffier(*words, cwd=here)
    reader, writer = os.pipe()
    os.close(reader)  # `| head` that has ended
    unread = subprocess.run(
        [sys.executable, "-m", "griffier", *words], cwd=here, stdout=writer, stderr=subprocess.PIPE, text=True
    )
    os.close(writer)
    assert unread.returncode == read.returncode
    assert "Traceback" not in unread.stderr
    assert "BrokenPipe" not in unread.stderr
