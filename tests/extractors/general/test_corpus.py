"""General fields against the gold set, where it is at hand: what is right today must not be lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from griffier.extractors.drafting.context import Context
from griffier.extractors.general import amounts, date, municipality
from griffier.schemas.document import Part, plain_document

SHARED = Path(__file__).resolve().parents[4] / "shared"
GOLD = sorted((SHARED / "gold").glob("*.json")) if (SHARED / "gold").is_dir() else []

pytestmark = [pytest.mark.corpus, pytest.mark.skipif(not GOLD, reason="no corpus beside the repository")]


def texts() -> list[tuple[dict[str, Any], Part]]:
    out = []
    for path in GOLD:
        gold = json.loads(path.read_text("utf-8"))
        source = SHARED / gold["input"]
        if source.suffix == ".txt":
            out.append((gold, Part.whole(plain_document(source.read_text("utf-8", errors="replace")))))
    return out


def test_amounts_dates_and_municipalities_of_the_gold_texts() -> None:
    wrong = []
    for gold, part in texts():
        record, unscored = gold["record"], gold.get("unscored", [])
        if "amounts" in record and "/amounts" not in unscored:
            found = sorted(f.value["value"] for f in amounts.extract(part, Context(), record["kind"]))
            if [float(v) for v in found] != sorted(float(a["value"]) for a in record["amounts"]):
                wrong.append((gold["docid"], "amounts"))
        own = date.extract(part, Context(), record["kind"])
        if "date" in record and "/date" not in unscored and (own.value if own else None) != record["date"]:
            wrong.append((gold["docid"], "date"))
        place = municipality.extract(part, Context(), record["kind"])
        if "municipality" in record and "/municipality" not in unscored:
            expected = (record["municipality"] or {}).get("code")
            if (place.value["code"] if place else None) != expected:
                wrong.append((gold["docid"], "municipality"))
    assert wrong == []
