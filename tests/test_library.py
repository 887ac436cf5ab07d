"""`import griffier`: cheap, small, and as its page says."""

from __future__ import annotations

import contextlib
import io
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import griffier
from griffier.schemas.letter import Letter
from griffier.schemas.motion import Motion

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"```python\n(.*?)```\n\n```text\n(.*?)```", re.S)
MOTION = "Motie\n\nDe raad van de gemeente Leiden,\n\nverzoekt het college:\n- een dak te bouwen.\n"


def test_the_examples_of_the_page_print_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("samples").symlink_to(ROOT / "samples")
    Path("out").mkdir()
    with Path("out/records.jsonl").open("w", encoding="utf-8") as lines:
        for name in ("motie-energie.txt", "notulen.txt", "brief-bewoners.eml", "motie-speeltuin.pdf"):
            for record in griffier.read(f"samples/documents/{name}"):
                lines.write(record.model_dump_json() + "\n")
    blocks = BLOCK.findall((ROOT / "docs/library.md").read_text("utf-8"))
    assert len(blocks) == 6
    names: dict[str, object] = {}
    for code, expected in blocks:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(code, "library.md", "exec"), names)
        assert out.getvalue().splitlines() == expected.splitlines()


def test_importing_it_loads_nothing_else() -> None:
    heavy = "{'pydantic', 'typer', 'rich', 'lxml', 'numpy', 'spacy', 'PIL', 'griffier.library', 'griffier.pipeline'}"
    probe = f"import griffier, sys; print(sorted({heavy} & set(sys.modules)), griffier.__version__)"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("[] ")


def test_loading_records_loads_no_reader(tmp_path: Path) -> None:
    (tmp_path / "records.jsonl").write_text(griffier.read(made(tmp_path))[0].model_dump_json() + "\n", "utf-8")
    heavy = "{'spacy', 'pdfplumber', 'pypdfium2', 'lxml', 'PIL'}"
    probe = (
        f"import griffier, sys; print(next(griffier.load({str(tmp_path)!r})).kind, sorted({heavy} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "motion []"


def made(folder: Path) -> Path:
    path = folder / "motie.txt"
    path.write_text(MOTION, "utf-8")
    return path


def test_what_is_promised_is_there_and_no_more() -> None:
    assert dir(griffier) == ["GriffierError", "__version__", "load", "read", "tables"]
    assert all(getattr(griffier, name) for name in griffier.__all__)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert griffier.__version__ == project["version"]
    with pytest.raises(AttributeError, match="no attribute 'motie'"):
        griffier.motie  # noqa: B018


def test_a_kind_may_be_given(tmp_path: Path) -> None:
    path = made(tmp_path)
    assert isinstance(griffier.read(path)[0], Motion)
    assert isinstance(griffier.read(path, kind="letter")[0], Letter)
    with pytest.raises(griffier.GriffierError, match="'motie' is no kind of record"):
        griffier.read(path, kind="motie")


def test_attachments_may_be_left_out() -> None:
    mail = ROOT / "samples/documents/brief-bewoners.eml"
    assert [r.kind for r in griffier.read(mail)] == ["letter", "other"]
    assert [r.kind for r in griffier.read(mail, attachments=False)] == ["letter"]


def test_a_line_that_is_no_record_is_named_when_it_is_reached(tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    file.write_text(griffier.read(made(tmp_path))[0].model_dump_json() + "\n{}\n", "utf-8")
    records = griffier.load(file)
    assert next(records).kind == "motion"
    with pytest.raises(griffier.GriffierError, match=r"records\.jsonl:2: no record"):
        next(records)
    with pytest.raises(griffier.GriffierError, match="is not there"):
        griffier.load(tmp_path / "nowhere")


def test_what_cannot_be_read_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "leeg.pdf").write_bytes(b"")
    with pytest.raises(griffier.GriffierError) as told:
        griffier.read(tmp_path / "leeg.pdf")
    assert told.value.remedy

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("what the document says, which may be private")

    monkeypatch.setattr("griffier.pipeline.process.process", broken)
    with pytest.raises(griffier.GriffierError, match=r"motie\.txt: RuntimeError \(") as told:
        griffier.read(made(tmp_path))
    assert "private" not in str(told.value)


def test_it_runs_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "griffier", "schema", "other"], capture_output=True, text=True)
    assert done.returncode == 0 and '"other"' in done.stdout
