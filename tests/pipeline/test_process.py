"""The way of one file: what happens where a part of it fails."""

from __future__ import annotations

from typing import Any

import pytest

from griffier.extractors.making_records.make_record import make_record
from griffier.pipeline import process as way
from griffier.pipeline.errors import MissingProgramError
from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile

MOTION = """Gemeente Voorbeeldstad

Motie {n}

Onderwerp: {subject}

De raad van de gemeente Voorbeeldstad, in vergadering bijeen op 6 juli 2023,

Constaterende dat:
- er te weinig {subject} zijn;

Verzoekt het college:
- {subject} te plaatsen;

en gaat over tot de orde van de dag.

Indiener: A. Testers (Partij A)
"""
SUBJECTS = ("banken", "bomen", "hekken")
BUNDLE = SourceFile(
    "bundel.txt", "\n\n".join(MOTION.format(n=n, subject=s) for n, s in enumerate(SUBJECTS, 1)).encode()
)


def failing(monkeypatch: pytest.MonkeyPatch, at: set[int], error: Exception) -> None:
    def make(part: Any, *args: Any, **more: Any) -> Any:
        if part.ordinal in at:
            raise error
        return make_record(part, *args, **more)

    monkeypatch.setattr(way, "make_record", make)


def test_a_part_that_fails_is_a_record_with_an_error_finding_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert [r.kind for r in process(BUNDLE).records] == ["motion"] * 3
    failing(monkeypatch, {1}, KeyError("de naam van een burger"))
    done = process(BUNDLE)
    assert [r.kind for r in done.records] == ["motion", "other", "motion"]
    assert [r.id[-2:] for r in done.records] == ["-0", "-1", "-2"]
    (finding,) = done.records[1].findings
    assert (finding.code, finding.severity) == ("part.failed", "error")
    assert "KeyError" in finding.message and "burger" not in finding.message
    assert done.records[1].kind_confidence == 0


def test_a_file_of_which_every_part_fails_has_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, {0, 1, 2}, KeyError("x"))
    with pytest.raises(KeyError):
        process(BUNDLE)


def test_a_missing_program_is_no_failure_of_a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, {1}, MissingProgramError("tesseract is not installed"))
    with pytest.raises(MissingProgramError):
        process(BUNDLE)


def test_a_name_that_says_another_format_is_told() -> None:
    page = b"<html><body><h1>Motie 3</h1><p>De raad verzoekt het college banken te plaatsen.</p></body></html>"
    (record,) = process(SourceFile("motie.txt", page)).records
    (finding,) = [f for f in record.findings if f.code == "source.name_mismatch"]
    assert (finding.severity, finding.pointer) == ("info", "/source/path") and "text/html" in finding.message
    (named,) = process(SourceFile("motie.html", page)).records
    assert "source.name_mismatch" not in [f.code for f in named.findings]


def test_the_stages_are_timed() -> None:
    stages = process(BUNDLE).stages
    assert list(stages) == ["read", "split", "classify", "extract"] and all(seconds >= 0 for seconds in stages.values())
