"""The samples: every kind and format has one, and each gives the record that a person expects of it.

What is known to be wrong stands in `known_sample_losses.txt`, one `sample pointer` a line, as strict xfails: a loss
that is mended must leave the list. `GRIFFIER_LIST_LOSSES=1 pytest tests/test_samples.py` prints the list as it is now.
The scans are read from recordings of the OCR engine (tests/recordings); one test reads them with the engine itself.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz.distance import Levenshtein

from griffier.extractors.drafting.registry import extractor
from griffier.pipeline.inner_files import expand
from griffier.pipeline.ocr.engine import OcrEngine
from griffier.pipeline.ocr.replay import replaying
from griffier.pipeline.ocr.tesseract import TesseractEngine
from griffier.pipeline.process import Processed, process
from griffier.pipeline.readers.options import ReadOptions
from griffier.pipeline.source import SourceFile
from griffier.schemas.kinds import record_types

SAMPLES = Path(__file__).parents[1] / "samples"
EXPECTED = sorted(SAMPLES.glob("expected/*.json"))
SCANS = ("motie-taal.jpg", "raadsvoorstel.tiff", "raadsbesluit.pdf", "nieuwsbericht.png")
KNOWN = {
    tuple(line.split(" ", 1))
    for line in (Path(__file__).parent / "known_sample_losses.txt").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
}


@cache
def processed(path: str) -> Processed:
    return processed_by(replaying(Path(__file__).parent / "recordings"), path)


def processed_by(engine: OcrEngine, path: str) -> Processed:
    name, _, inner = path.partition("#")
    source = SourceFile.load(SAMPLES / name)
    for _ in range(bool(inner)):
        source = next(file for file in expand(source) if file.path.endswith(f"#{inner}"))
    return process(source, options=ReadOptions(ocr=engine))


@cache
def records(path: str) -> list[dict[str, Any]]:
    return [json.loads(record.model_dump_json(by_alias=True)) for record in processed(path).records]


def expectations() -> Iterator[tuple[str, int, str, Any]]:
    """(document, which of its records, pointer, expected value), one for every scalar and every list's length."""
    for path in EXPECTED:
        told = json.loads(path.read_text(encoding="utf-8"))
        for ordinal, record in enumerate(told.get("records") or [told["record"]]):
            for pointer, value in leaves(record, ""):
                if not any(pointer == skip or pointer.startswith(f"{skip}/") for skip in told["unscored"]):
                    yield told["input"], ordinal, pointer, value


def leaves(value: Any, pointer: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{pointer}/{key}")
    elif isinstance(value, list):
        yield f"{pointer}/#", len(value)
        for i, inner in enumerate(value):
            yield from leaves(inner, f"{pointer}/{i}")
    else:
        yield pointer, value


def at(record: Any, pointer: str) -> Any:
    """The value at a pointer, None where there is none; `#` is a list's length. Table values are keyed by their
    column's words."""
    for token in pointer.split("/")[1:]:
        if token == "#":
            return len(record or [])
        if isinstance(record, dict):
            record = record.get(token)
        elif isinstance(record, list) and int(token) < len(record):
            record = record[int(token)]
        else:
            return None
    return record


def plain(value: Any) -> Any:
    """White space, case, quotes, a leading "dat" and final punctuation never count; nor does the shape of a number."""
    if not isinstance(value, str):
        return value
    text = " ".join(value.lower().split()).strip(" .,;:!\"'“”‘’")
    text = text.removeprefix("dat ")
    return str(Decimal(text).normalize()) if re.fullmatch(r"-?\d+(?:\.\d+)?", text) else text


def cases() -> list[Any]:
    out = []
    for path, ordinal, pointer, value in expectations():
        name = path.removeprefix("documents/")
        whole = f"/{ordinal}{pointer}"
        marks = [pytest.mark.xfail(strict=True, reason="known loss")] if (name, whole) in KNOWN else []
        out.append(pytest.param(path, ordinal, pointer, value, id=f"{name}{whole}", marks=marks))
    return out


@pytest.mark.parametrize(("path", "ordinal", "pointer", "value"), cases())
def test_value(path: str, ordinal: int, pointer: str, value: Any) -> None:
    found = records(path)
    assert ordinal < len(found), f"only {len(found)} records"
    got = at(found[ordinal], pointer)
    if os.environ.get("GRIFFIER_LIST_LOSSES") and plain(got) != plain(value):
        with Path(os.environ["GRIFFIER_LIST_LOSSES"]).open("a", encoding="utf-8") as listed:
            listed.write(f"{path.removeprefix('documents/')} /{ordinal}{pointer}\n")
    assert plain(got) == plain(value)


@pytest.mark.parametrize("path", EXPECTED, ids=lambda p: p.stem)
def test_number_of_documents_and_alarms(path: Path) -> None:
    told = json.loads(path.read_text(encoding="utf-8"))
    found = records(told["input"])
    assert len(found) == len(told.get("records") or [told["record"]])
    alarms = [
        f["code"]
        for record in found
        for f in record["findings"]
        if f["severity"] == "error" or f["code"].startswith(("votes.", "table."))
    ]
    assert [code for code in alarms if not code.endswith(("_confirmed", "confirmed_by_seats"))] == []


@pytest.mark.parametrize("path", EXPECTED, ids=lambda p: p.stem)
def test_every_quote_stands_in_the_text(path: Path) -> None:
    told = json.loads(path.read_text(encoding="utf-8"))
    text = processed(told["input"]).document.text
    for record in records(told["input"]):
        for evidence in record["evidence"]:
            assert text[evidence["start"] : evidence["end"]] == evidence["quote"]


@pytest.mark.ocr
@pytest.mark.parametrize("name", SCANS)
def test_the_engine_itself_reads_what_was_recorded(name: str) -> None:
    # releases of tesseract differ by a character here and there
    read, recorded = processed_by(TesseractEngine(), f"documents/{name}"), processed(f"documents/{name}")
    assert Levenshtein.normalized_similarity(read.document.text, recorded.document.text) > 0.98
    assert [(r.kind, r.date) for r in read.records] == [(r.kind, r.date) for r in recorded.records]


def test_every_kind_has_a_sample_and_an_extractor() -> None:
    kinds = {
        record["kind"]
        for path in EXPECTED
        for told in [json.loads(path.read_text(encoding="utf-8"))]
        for record in told.get("records") or [told["record"]]
    }
    assert kinds == set(record_types())
    for kind in kinds:
        assert callable(extractor(kind).extract)


def test_every_document_has_an_expected_record() -> None:
    told = {json.loads(path.read_text(encoding="utf-8"))["input"].partition("#")[0] for path in EXPECTED}
    assert told == {f"documents/{path.name}" for path in SAMPLES.glob("documents/*")}


def test_every_format_has_a_sample() -> None:
    suffixes = {path.suffix for path in SAMPLES.glob("documents/*")}
    assert suffixes >= {".pdf", ".png", ".jpg", ".tiff", ".html", ".docx", ".odt", ".eml", ".txt"}


def test_known_losses_name_expected_values() -> None:
    named = {(path.removeprefix("documents/"), f"/{ordinal}{pointer}") for path, ordinal, pointer, _ in expectations()}
    assert named >= KNOWN
