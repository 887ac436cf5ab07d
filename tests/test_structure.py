"""The promises of the architecture that a newcomer leans on."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from griffier.extractors.drafting.registry import cues, extractor
from griffier.extractors.making import checks, general_extractors
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


def test_nothing_generic_lands_in_site_packages(tmp_path: Path) -> None:
    probe = (
        "import importlib.util as u; print([n for n in ('schemas', 'extractors', 'pipeline', 'cli') if u.find_spec(n)])"
    )
    done = subprocess.run([sys.executable, "-P", "-c", probe], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_nothing_grew_too_complex_too_long_or_unclear() -> None:
    done = subprocess.run([sys.executable, ROOT / ".ci" / "gates.py"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_text_that_names_nothing_known_loads_neither_spacy_nor_the_extractors_of_other_kinds() -> None:
    probe = (
        "import sys\nfrom griffier.pipeline.process import process\nfrom griffier.pipeline.source import SourceFile\n"
        "text = 'Aan de raad\\n\\nDatum: 6 juli 2023\\nOnderwerp: het dorpshuis'\n"
        "text += '\\n\\nGeachte leden,\\n\\nHet dak lekt.\\n\\nHoogachtend,\\nA. Testers\\n'\n"
        "print(process(SourceFile('brief.txt', text.encode())).records[0].kind)\n"
        "heavy = {'spacy', 'pdfplumber', 'pandas', 'griffier.extractors.budget_report', 'griffier.extractors.motion'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["letter", "[]"]


def test_a_phrase_that_a_text_may_hold_is_found_however_it_is_spaced() -> None:
    from griffier.extractors.dutch import nlp
    from griffier.schemas.document import Part, plain_document

    first = Part.whole(plain_document("De Vereniging van Nederlandse Gemeenten schrijft aan Ede."))
    later = Part.whole(
        plain_document("Namens de PvdA en de gemeente Ede; ook Nederlandse Gemeenten en een Vereniging.")
    )
    assert [m.text for m in nlp.entities_of(first)] == ["Vereniging van Nederlandse Gemeenten", "Ede"]
    assert [m.text for m in nlp.entities_of(later)] == ["PvdA", "Ede"]


def test_every_code_of_a_finding_has_its_meaning() -> None:
    families = "|".join(sorted({code.partition(".")[0] for code in MEANINGS}))
    made = re.compile(rf"(?:Finding\.of\(|Note\(|code=|\(|yield )\s*\"((?:{families})\.[a-z_]+)\"")
    folders = ("checks", "budget", "tables", "votes", "general", "tabled", "meeting")
    files = [p for f in folders for p in (ROOT / "extractors" / f).rglob("*.py")] + [ROOT / "pipeline" / "process.py"]
    used = {code for path in files for code in made.findall(path.read_text("utf-8"))}
    assert len(used) > 15
    assert used <= set(MEANINGS)
