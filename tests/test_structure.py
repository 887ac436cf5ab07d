"""The promises of the architecture that a newcomer leans on."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from griffier.extractors.drafting.registry import cues, extractor
from griffier.extractors.making_records.make_record import checks, general_extractors
from griffier.schemas.findings import MEANINGS
from griffier.schemas.kinds import record_types

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("kind", sorted(record_types()))
def test_every_kind_has_an_extractor_and_cues(kind: str) -> None:
    assert callable(extractor(kind).extract)
    assert cues()[kind] or kind == "other"


def test_general_fields_and_checks_are_found_by_module() -> None:
    assert {"title", "date", "municipality", "language", "amounts", "entities", "references"} <= set(
        general_extractors()
    )
    assert checks()


def imported(path: Path) -> set[str]:
    """What a module of ours imports of ours, functions' own imports included: dotted, names of `from` imports too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {name.removeprefix("griffier.") for name in found if name.startswith("griffier.")}


def test_at_the_root_of_the_extractors_stand_the_kinds_and_nothing_else() -> None:
    modules = {p.stem for p in (ROOT / "extractors").glob("*.py")}
    assert modules - {"__init__"} == set(record_types())


def test_nothing_imports_a_kind() -> None:
    kinds = {f"extractors.{kind}" for kind in record_types()}
    files = [p for room in ("extractors", "pipeline", "schemas") for p in (ROOT / room).rglob("*.py")]
    assert {str(p.relative_to(ROOT)) for p in files if imported(p) & kinds} == set()


def test_the_language_knows_no_part_and_no_kind() -> None:
    kinds = {f"schemas.{kind}" for kind in record_types()}
    places = {p.name: imported(p) & {"schemas.document.Part", *kinds} for p in (ROOT / "extractors/dutch").glob("*.py")}
    assert {name for name, found in places.items() if found} <= {"money.py", "places.py"}, "this may shrink"


@pytest.mark.parametrize("folder", ["extractors", "pipeline"])
def test_every_room_has_its_place_in_the_contracts(folder: str) -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    (layers,) = (c["layers"] for c in contracts if c.get("containers") == [f"griffier.{folder}"])
    named = {name.strip("() ") for layer in layers for name in layer.split("|")}
    rooms = {p.name for p in (ROOT / folder).iterdir() if (p / "__init__.py").exists()}
    assert rooms <= named, "name a new room in a layer of pyproject.toml"


def test_nothing_generic_lands_in_site_packages(tmp_path: Path) -> None:
    probe = (
        "import importlib.util as u; print([n for n in ('schemas', 'extractors', 'pipeline', 'cli') if u.find_spec(n)])"
    )
    done = subprocess.run([sys.executable, "-P", "-c", probe], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_nothing_grew_too_complex_too_long_or_unclear() -> None:
    done = subprocess.run([sys.executable, ROOT / ".ci" / "gates.py"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_small_paper_loads_neither_spacy_nor_the_extractors_of_other_kinds() -> None:
    probe = (
        "import sys\nfrom griffier.pipeline.process import process\nfrom griffier.pipeline.source import SourceFile\n"
        "text = 'Aan de raad van de gemeente Ede\\n\\nDatum: 6 juli 2023\\nOnderwerp: het dorpshuis'\n"
        "text += '\\n\\nGeachte leden,\\n\\nHet dak lekt, schrijft de PvdA.\\n\\nHoogachtend,\\nA. Testers\\n'\n"
        "print(process(SourceFile('brief.txt', text.encode())).records[0].kind)\n"
        "heavy = {'spacy', 'pdfplumber', 'pandas', 'griffier.extractors.budget_report', 'griffier.extractors.motion'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["letter", "[]"]


def test_the_command_of_a_run_loads_nothing_that_only_some_runs_or_only_workers_need() -> None:
    probe = (
        "import sys\nimport griffier.cli, griffier.pipeline.batch.run_command\n"
        "heavy = {'numpy', 'pathspec', 'psutil', 'rich', 'spacy', 'griffier.pipeline.process', 'griffier.schemas'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_code_of_a_finding_has_its_meaning() -> None:
    families = "|".join(sorted({code.partition(".")[0] for code in MEANINGS}))
    made = re.compile(rf"(?:Finding\.of\(|Note\(|code=|\(|yield )\s*\"((?:{families})\.[a-z_]+)\"")
    files = [*(ROOT / "extractors").rglob("*.py"), ROOT / "pipeline" / "process.py"]
    used = {code for path in files for code in made.findall(path.read_text("utf-8"))}
    assert len(used) > 15
    assert used <= set(MEANINGS)


def test_nothing_takes_a_raised_figure_for_a_digit() -> None:
    """`"1¹".isdigit()` is true, and int() refuses it: `isdecimal` says what int() reads."""
    files = [p for room in ("extractors", "pipeline", "schemas") for p in (ROOT / room).rglob("*.py")]
    assert [str(p.relative_to(ROOT)) for p in files if "isdigit" in p.read_text("utf-8")] == []
