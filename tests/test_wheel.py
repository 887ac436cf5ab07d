"""The wheel, installed where nothing else is, reads a sample: data files included."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def run(*command: str, cwd: Path) -> str:
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_wheel_reads_a_sample_in_an_empty_environment(tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path / "dist"), cwd=ROOT)
    source = next((tmp_path / "dist").glob("*.tar.gz"))
    unpacked = tmp_path / "source"
    unpacked.mkdir()
    run("tar", "xzf", str(source), "-C", str(unpacked), "--strip-components=1", cwd=tmp_path)
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist"), cwd=unpacked)
    wheel = next((tmp_path / "dist").glob("*.whl"))
    names = zipfile.ZipFile(wheel).namelist()
    assert all(n.startswith(("griffier/", "griffier-")) for n in names)
    assert {"griffier/cli.py", "griffier/__init__.py", "griffier/__main__.py", "griffier/py.typed"} <= set(names)
    assert any(n.endswith(".toml") for n in names)
    assert any(n.endswith("py.typed") for n in names)
    model = [
        i for i in zipfile.ZipFile(wheel).infolist() if i.filename.startswith("griffier/extractors/data/nl_griffier/")
    ]
    assert "griffier/extractors/data/nl_griffier/ner/model" in [i.filename for i in model]
    assert sum(i.file_size for i in model) < 15_000_000

    home = tmp_path / "venv"
    venv.create(home, with_pip=False, system_site_packages=False)
    python = home / "bin/python"
    packages = next((home / "lib").glob("python3*")) / "site-packages"
    zipfile.ZipFile(wheel).extractall(packages)
    # The dependencies come from the environment that runs the tests: what is tested is our own wheel, not the index.
    ours = [p for p in sys.path if p.endswith("site-packages")]
    (packages / "dependencies.pth").write_text("\n".join(ours) + "\n")
    probe = "import griffier.cli, griffier.schemas.kinds as k; print(griffier.cli.__file__)"
    assert str(packages) in run(str(python), "-P", "-c", probe, cwd=tmp_path)

    letter = tmp_path / "motie.txt"
    letter.write_text(
        "Motie\n\nDe raad van de gemeente Leiden,\n\nConstaterende dat:\n- het regent;\n\nVerzoekt het college:\n- "
        "een dak te bouwen.\n",
        "utf-8",
    )
    run(str(python), "-P", "-m", "griffier.cli", "run", str(letter), "--out", str(tmp_path / "out"), cwd=tmp_path)
    record = json.loads((tmp_path / "out/records.jsonl").read_text("utf-8"))
    assert record["kind"] == "motion"
    assert record["municipality"]["code"] == "GM0546"

    library = (
        "import griffier; r = griffier.read('motie.txt')[0]; print(griffier.__file__, r.kind, griffier.__version__)"
    )
    told = run(str(python), "-P", "-c", library, cwd=tmp_path).split()
    assert told[0].startswith(str(packages)) and told[1:] == ["motion", "0.1.0"]
    probe = "from griffier.extractors.dutch import nlp; print(nlp.load_model(nlp.OWN).pipe_names[-1])"
    assert run(str(python), "-P", "-c", probe, cwd=tmp_path).split() == ["ner"]
    export = ("-m", "griffier", "export", str(tmp_path / "out"), "--to", "csv", "--out", str(tmp_path / "tables"))
    run(str(python), "-P", *export, cwd=tmp_path)
    assert "GM0546" in (tmp_path / "tables/documents.csv").read_text("utf-8")
