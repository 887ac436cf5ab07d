"""Records made by hand, and an export of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

Json = dict[str, Any]
TOWN = {"name": "Leiden", "code": "GM0546", "province": "Zuid-Holland"}


def made(kind: str, name: str, /, content: str | None = None, **fields: Any) -> Json:
    """A record as `griffier run` writes it. `content`: what its file holds; files of the same content share their
    id."""
    digest = hashlib.sha256((content or name).encode()).hexdigest()
    page = {"number": 1, "state": "text", "reason": "", "ocr_confidence": None, "rotation": 0}
    return {
        "schema_version": "1.0",
        "producer": {"name": "griffier", "version": "0", "settings": ""},
        "id": f"{digest[:16]}-0",
        "kind": kind,
        "kind_confidence": 0.9,
        "municipality": TOWN,
        "source": {
            "path": name,
            "sha256": digest,
            "size": 1,
            "media_type": "text/plain",
            "pages": [page],
            "page_range": [1, 1],
        },
        **fields,
    }


def written(path: Path, records: Iterable[Json]) -> Path:
    """The records as a file of JSON lines."""
    with path.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(record) + "\n" for record in records)
    return path


@pytest.fixture
def record() -> Callable[..., Json]:
    return made


@pytest.fixture
def records_file(tmp_path: Path) -> Callable[[Iterable[Json]], Path]:
    return lambda records: written(tmp_path / "records.jsonl", records)


def table(
    title: str, heads: list[tuple[str, int | None, str | None, str | None]], rows: list[Json], **more: Any
) -> Json:
    """A financial table. `heads`: key, year, phase, measure of each column; each row's `values` in their order."""
    columns = [{"key": k, "year": y, "phase": p, "measure": m, "kind": "money"} for k, y, p, m in heads]
    keys = [key for key, *_ in heads]
    lines = [{"page": 1, **row, "values": dict(zip(keys, row["values"], strict=True))} for row in rows]
    return {
        "title": title,
        "pages": [1],
        "unit": 1000,
        "unit_source": "printed",
        "columns": columns,
        "rows": lines,
        **more,
    }


@pytest.fixture
def financial_table() -> Callable[..., Json]:
    return table
