"""Values of papers with gold, each with what was known of it when it was read and whether it is right.

`read` makes them; they are kept as lines of JSON, so that fitting and plotting need no second reading.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from multiprocessing import Pool
from pathlib import Path
from typing import Any

from hand_read import Label, files, labels, town_of
from jsonpointer import JsonPointerException, resolve_pointer
from worn_papers import Paper

from griffier.extractors.confidence.grounds import (
    KIND,
    Grounds,
    field_of,
    grounds_of_cells,
    grounds_of_values,
    odds_against,
)
from griffier.extractors.drafting.context import Context
from griffier.pipeline.errors import GriffierError
from griffier.pipeline.evaluation.right_values import right_values
from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Document, PageState
from griffier.schemas.record import Record


@dataclass(frozen=True)
class Observed:
    """One value. `source`: the name of the paper in its form."""

    town: str
    source: str
    form: str
    kind: str
    pointer: str
    right: bool
    grounds: Grounds

    @property
    def field(self) -> str:
        """The field, as grounds name it."""
        return field_of(self.pointer.partition("/values/")[0])


def of_kind(record: Record, doc: Document) -> Iterator[tuple[str, Grounds]]:
    """The kind, of which only the classifier knows how sure it is."""
    optical = any(page.state is PageState.OCR for page in doc.pages)
    yield KIND, {"doubt of rule": odds_against(record.kind_confidence)} | ({"scan": 1.0} if optical else {})


def read(paper: Paper) -> list[Observed]:
    """The values of one paper of which its gold says whether they are right; none where it could not be read, or where
    it was cut into another number of documents (then nothing tells which is which)."""
    try:
        done = process(SourceFile(paper.name, paper.data), Context(raw_confidence=True))
    except GriffierError:
        return []
    if len(done.records) != len(paper.gold.records):
        return []
    out: list[Observed] = []
    for gold, record in zip(paper.gold.records, done.records, strict=True):
        told = right_values(paper.gold, gold, record.model_dump(mode="json"))
        for grounds in (of_kind, grounds_of_values, grounds_of_cells):
            out += [
                Observed(paper.town, paper.name, paper.form, record.kind, pointer, told[pointer], one)
                for pointer, one in grounds(record, done.document)
                if pointer in told
            ]
    return out


def read_by_hand(task: tuple[Path, list[Label]]) -> list[Observed]:
    """The values of one paper that a person judged; those that have changed since are left out."""
    path, judged = task
    done = process(SourceFile.load(path), Context(raw_confidence=True))
    out: list[Observed] = []
    for ordinal, record in enumerate(done.records):
        data = record.model_dump(mode="json")
        right = {
            label.pointer: label.said["right"] == "1"
            for label in judged
            if label.ordinal == ordinal and _same(data, label)
        }
        out += [
            Observed(town_of(path), path.name, BY_HAND, record.kind, pointer, right[pointer], one)
            for grounds in (of_kind, grounds_of_values)
            for pointer, one in grounds(record, done.document)
            if pointer in right
        ]
    return out


BY_HAND = "judged by hand"


def _same(record: Any, label: Label) -> bool:
    try:
        value = resolve_pointer(record, label.pointer)
    except JsonPointerException:
        return False
    told = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:12] == label.said["value"]


def observe(papers: Iterable[Paper], shared: Path, file: Path, jobs: int) -> None:
    """Read all papers and write what is seen to a file, in their order; then the papers that a person read."""
    judged = labels("values")
    by_hand = [(path, judged[found]) for found, path in files(shared, set(judged))]
    with Pool(jobs) as pool, file.open("w", encoding="utf-8") as out:
        all_values = chain(pool.imap(read, papers, chunksize=2), pool.imap(read_by_hand, by_hand))
        for number, values in enumerate(all_values, 1):
            for value in values:
                out.write(json.dumps(value.__dict__, ensure_ascii=False) + "\n")
            if number % 50 == 0:
                print(f"{number} papers read", flush=True)


def kept(file: Path) -> Iterator[Observed]:
    """What `observe` wrote."""
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield Observed(**json.loads(line))
