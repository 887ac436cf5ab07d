"""`griffier validate`: what is wrong, on which line, where in the record."""

import json
from pathlib import Path
from typing import Any

import pytest

from griffier.pipeline.inspecting.validate import print_faults, resolves, validate_file
from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile

TEXT = (
    "Motie\n\nDe raad van de gemeente Utrecht,\n\nverzoekt het college een bank te plaatsen.\n\nen gaat "
    "over tot de orde van de dag.\n"
)


@pytest.fixture(scope="module")
def record() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(process(SourceFile("motie.txt", TEXT.encode())).records[0].model_dump_json())
    assert data["evidence"], "the record must have evidence to spoil"
    return data


def faults(folder: Path, *lines: object) -> list[tuple[int, str, str]]:
    file = folder / "records.jsonl"
    file.write_bytes(
        b"".join((line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in lines)
    )
    return [(f.line, f.pointer, f.message) for f in validate_file(file)]


def test_a_good_file_has_no_faults(tmp_path: Path, record: dict[str, Any]) -> None:
    other = {**record, "source": {**record["source"], "path": "ander.txt"}}
    assert faults(tmp_path, record, other) == []


def test_the_schema_speaks_with_line_and_pointer(tmp_path: Path, record: dict[str, Any]) -> None:
    wrong = {**record, "source": {**record["source"], "size": -1}, "titel": "x"}
    found = faults(tmp_path, record, {**wrong, "source": {**wrong["source"], "path": "b"}})
    assert {(line, pointer) for line, pointer, _ in found} == {(2, "/source/size"), (2, "/titel")}
    ((line, pointer, message),) = faults(tmp_path, {**record, "kind": "motie"})
    assert (line, pointer) == (1, "") and "motion" in message


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"", "the line is empty"),
        (b"{", "no JSON"),
        (b"[]", "a record is an object"),
        (b'"\xff"', "no JSON"),
        (b"{}", ""),
    ],
)
def test_what_is_no_record(tmp_path: Path, line: bytes, message: str) -> None:
    ((number, pointer, told),) = faults(tmp_path, line)
    assert (number, pointer) == (1, "") and message in told


def test_a_record_twice(tmp_path: Path, record: dict[str, Any]) -> None:
    ((line, pointer, message),) = faults(tmp_path, record, record)
    assert (line, pointer) == (2, "/id") and "line 1" in message


def test_evidence_must_point_into_the_record_and_fit(tmp_path: Path, record: dict[str, Any]) -> None:
    first, *rest = record["evidence"]
    astray = {**record, "evidence": [{**first, "pointer": "/submitters/99/name"}, *rest]}
    assert [(line, pointer) for line, pointer, _ in faults(tmp_path, astray)] == [(1, "/evidence/0/pointer")]
    cut = {**record, "evidence": [{**first, "quote": first["quote"] + "x"}, *rest]}
    assert [(line, pointer) for line, pointer, _ in faults(tmp_path, cut)] == [(1, "/evidence/0/quote")]


def test_printing_is_limited_and_sums_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "x.jsonl"
    file.write_bytes(b"{\n" * 5)
    assert print_faults(file, 2) == 1
    out = capsys.readouterr().out.splitlines()
    assert out[0].startswith(f"{file}:1: (record): no JSON") and len(out) == 4
    assert out[2:] == ["... and 3 more (--limit 0 shows all)", f"{file}: 5 lines, 5 faults"]


@pytest.mark.parametrize(
    ("pointer", "there"),
    [
        ("", True),
        ("/a/0/b~1c", True),
        ("/a/1", False),
        ("/a/-", False),
        ("/a/x", False),
        ("a", False),
        ("/d", True),
        ("/d/e", False),
        ("/~0", True),
    ],
)
def test_json_pointers(pointer: str, there: bool) -> None:
    assert resolves({"a": [{"b/c": 1}], "d": None, "~": 0}, pointer) is there
