"""What people read is in their language; what programs read is not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from griffier.pipeline.wording import counted, in_words, language, number, said, speak

ROOT = Path(__file__).parents[1]
LAG = 25
"""Texts that may wait for their Dutch: a change is not held up by a word."""
MOTION = "Motie\n\nDe raad van de gemeente Zeewolde,\n\nverzoekt het college een bank te plaatsen.\n"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    speak(None)


def griffier(*words: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "COLUMNS": "100", **more}
    command = [sys.executable, "-m", "griffier", *words]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False, env=environment)


def test_the_catalogue_is_whole_and_compiled() -> None:
    pytest.importorskip("babel")
    done = subprocess.run(
        [sys.executable, ".ci/messages.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    missing = [line for line in done.stdout.splitlines() if line.startswith("no Dutch")]
    assert done.stderr == "" and len(missing) <= LAG, f"{done.stdout}{done.stderr}: run `make messages`"


def test_texts_counts_and_numbers() -> None:
    speak("nl")
    assert language() == "nl" and said("Written: {file}", file="uit.xlsx") == "Geschreven: uit.xlsx"
    assert [counted(n, "file", "files") for n in (0, 1, 1234)] == ["0 bestanden", "1 bestand", "1.234 bestanden"]
    speak("en")
    assert [counted(n, "file", "files") for n in (1, 1234)] == ["1 file", "1,234 files"] and number(1234) == "1,234"
    assert said("a text that no catalogue has") == "a text that no catalogue has"


@pytest.mark.parametrize(
    ("english", "dutch"),
    [
        ("raad/motie.pdf is not there", "raad/motie.pdf is er niet"),
        ("the file has 12 pages; the limit is 10", "het bestand heeft 12 pagina's; de grens is 10"),
        ("the file asks for a password", "het bestand vraagt om een wachtwoord"),
        (
            "the name says application/pdf, but the file is a web page ('Log in')",
            "de naam zegt application/pdf, maar het bestand is een webpagina ('Log in')",
        ),
        ("is not there is not there", "is not there is er niet"),  # what is put in stays as it is
        ("something that was never said", "something that was never said"),
    ],
)
def test_an_error_is_known_by_the_pattern_of_its_words(english: str, dutch: str) -> None:
    speak("nl")
    assert in_words(english) == dutch
    speak("en")
    assert in_words(english) == english


def test_the_command_line_speaks_the_language_of_the_user(tmp_path: Path) -> None:
    assert "Maak van bestanden records." in griffier("run", "--help", "--lang", "nl", cwd=tmp_path).stdout
    by_locale = griffier("run", "nergens", "--out", "uit", cwd=tmp_path, LC_ALL="nl_NL.UTF-8", LANGUAGE="")
    assert by_locale.returncode == 4 and "nergens is er niet; er is niets veranderd" in by_locale.stderr
    assert "nowhere is not there" in griffier("run", "nowhere", "--out", "out", cwd=tmp_path).stderr
    assert griffier("--lang", "xx", "doctor", cwd=tmp_path).returncode == 2


def test_what_programs_read_is_the_same_in_every_language(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/motie.txt").write_text(MOTION)
    (tmp_path / "in/leeg.pdf").write_bytes(b"")
    told = {lang: griffier("run", "in", "--out", lang, "--lang", lang, cwd=tmp_path) for lang in ("nl", "en")}
    assert "1 bestand gelezen, 1 mislukt" in told["nl"].stdout and "1 file read, 1 failed" in told["en"].stdout
    assert "het bestand is leeg (0 bytes)" in told["nl"].stdout
    for name in ("records.jsonl", "errors.jsonl"):
        assert (tmp_path / "nl" / name).read_bytes() == (tmp_path / "en" / name).read_bytes()
    assert json.loads((tmp_path / "nl/errors.jsonl").read_text())["message"] == "the file is empty (0 bytes)"
    page = griffier("stats", "nl", "--html", "p.html", "--lang", "nl", cwd=tmp_path)
    assert page.returncode == 0 and "Stukken per soort en jaar" in page.stdout
    assert '<html lang="nl">' in (tmp_path / "p.html").read_text() and "Zekerheid" in (tmp_path / "p.html").read_text()
