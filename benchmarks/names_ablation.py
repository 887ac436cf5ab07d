#!/usr/bin/env python3
"""What the trained model of names gains in the hand-made sets: each is read with it and without it.

usage: python benchmarks/names_ablation.py SHARED

Printed per set: papers, entities and how many of them are the model's, other values that are the model's, values that
change without it, the F1 against the gold with and without it (sets with gold), and the CPU that it adds.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evaluate_sets import SETS, GoldSet

from griffier.extractors.dutch import nlp
from griffier.pipeline.errors import GriffierError
from griffier.pipeline.evaluation.evaluate import evaluate
from griffier.pipeline.evaluation.gold import read_gold
from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile

CHOSEN = ("gold", "gold_denhaag", "authored", "cases")
NO_VALUES = ("producer", "id", "source", "evidence", "findings", "coverage", "entities", "kind_confidence")


def read_all(files: list[Path]) -> list[dict[str, Any]]:
    """The records of files; what is no document is left out."""
    records: list[dict[str, Any]] = []
    for file in files:
        try:
            records += [
                one.model_dump(mode="json") for one in process(SourceFile(str(file), file.read_bytes())).records
            ]
        except GriffierError:
            continue
    return records


def without_model(files: list[Path]) -> list[dict[str, Any]]:
    """The same where the model says nothing of any sentence."""
    about, of = nlp.mentions_about, nlp.mentions_of
    nlp.mentions_about = lambda text, doubts: iter(())
    nlp.mentions_of = lambda text, ranges, model=nlp.OWN: iter(())
    try:
        return read_all(files)
    finally:
        nlp.mentions_about, nlp.mentions_of = about, of


def leaves(value: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Every scalar of a record with its pointer."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            if at or key not in NO_VALUES:
                yield from leaves(inner, f"{at}/{key}")
    elif value is not None:
        yield at, json.dumps(value)


def row(name: str, shared: Path) -> str:
    """A line of the table."""
    one = SETS[name]
    files = sorted(f for p in one.inputs for f in (shared / p).rglob("*") if f.is_file() and f.suffix != ".tsv")
    having, lacking = read_all(files), without_model(files)
    said = [e for record in having for e in record["evidence"] if e["method"].startswith("ner:")]
    entities = sum(len(record["entities"]) for record in having)
    learnt = len({(id(r), e["pointer"].split("/")[2]) for r in having for e in r["evidence"] if _is_entity(e)})
    others = sum(not e["pointer"].startswith("/entities/") for e in said)
    changed = sum(len(set(leaves(a)) ^ set(leaves(b))) for a, b in zip(having, lacking, strict=True))
    f1 = ""
    if isinstance(one, GoldSet):
        gold = read_gold(shared / one.gold, variants=shared / one.variants if one.variants else None)
        f1 = " / ".join(f"{evaluate(gold, by_name(records)).micro():.4f}" for records in (having, lacking))
    cells = (name, len(having), entities, learnt, others, changed, f1 or "-")
    return "| " + " | ".join(map(str, cells)) + " |"


def by_name(records: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Base name of the source -> its records."""
    found: dict[str, list[dict[str, Any]]] = {}
    for record in records:
        found.setdefault(Path(record["source"]["path"]).name, []).append(record)
    return found


def _is_entity(entry: dict[str, Any]) -> bool:
    return entry["method"].startswith("ner:") and entry["pointer"].startswith("/entities/")


def main() -> None:
    shared = Path(sys.argv[1])
    print("| set | records | entities | the model's | other values of it | values that change without it |", end="")
    print(" F1 with / without |\n|---|---|---|---|---|---|---|")
    for name in sys.argv[2:] or CHOSEN:
        print(row(name, shared), flush=True)


if __name__ == "__main__":
    main()
