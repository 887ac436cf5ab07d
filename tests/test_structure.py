"""The promises of the architecture that a newcomer leans on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from griffier.extractors.kinds import cues, extractor
from griffier.extractors.record import checks, general_extractors
from griffier.schemas.kinds import record_types

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("kind", sorted(record_types()))
def test_every_kind_has_an_extractor_and_cues(kind: str) -> None:
    assert callable(extractor(kind).extract)
    assert cues()[kind] or kind == "other"


def test_general_fields_and_checks_are_found_by_module() -> None:
    assert {"title", "date", "municipality", "language", "amounts", "entities", "references"} <= set(general_extractors())
    assert checks()


def test_nothing_generic_lands_in_site_packages(tmp_path: Path) -> None:
    probe = "import importlib.util as u; print([n for n in ('schemas', 'extractors', 'pipeline', 'cli') if u.find_spec(n)])"
    done = subprocess.run([sys.executable, "-P", "-c", probe], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_no_file_has_a_name_that_says_nothing() -> None:
    names = {"utils.py", "util.py", "helpers.py", "helper.py", "misc.py", "common.py"}
    found = [p for d in ("schemas", "extractors", "pipeline") for p in (ROOT / d).rglob("*.py") if p.name in names]
    assert found == []
