"""`griffier doctor` says what is there and how to get what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from griffier.pipeline.inspecting import doctor


def test_a_machine_without_tesseract_is_told_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert doctor.print_state() == 3
    told = capsys.readouterr().out
    assert "tesseract: sudo apt-get install tesseract-ocr\n" in told
    assert "Missing: tesseract, tesseract data nld, tesseract data osd." in told


def test_an_old_tesseract_and_absent_data_count_as_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {("tesseract", "--version"): "tesseract 4.1.1\n", ("tesseract", "--list-langs"): "eng\nosd\n"}
    monkeypatch.setattr(doctor, "_said", lambda *words: answers.get(words, ""))
    found = {part.name: part for part in doctor.parts()}
    assert found["tesseract"].missing and found["tesseract data nld"].missing
    assert found["tesseract data osd"].found == "installed"
    assert found["git"].missing and not found["git"].needed


def test_a_whole_machine_passes(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    answers = {("tesseract", "--version"): "tesseract v5.3.0.20221214\n", ("tesseract", "--list-langs"): "nld\nosd\n"}
    monkeypatch.setattr(doctor, "_said", lambda *words: answers.get(words, ""))
    assert doctor.print_state() == 0
    assert "5.3.0" in capsys.readouterr().out
