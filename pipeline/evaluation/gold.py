"""Gold and records, read and brought together by the name of the file."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from griffier.pipeline.correcting import as_marked, read_marks, unmarked_fields
from griffier.pipeline.errors import NoInputError, UsageError
from griffier.pipeline.evaluation.tally import Data


@dataclass(frozen=True)
class Gold:
    """What a reader wrote down of one file. `accept`: pointer -> other right answers; `unscored`: pointers that are not
    asked."""

    docid: str
    input: str
    records: tuple[Data, ...]
    accept: Data = field(default_factory=dict)
    unscored: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The base name of the file, by which its records are found."""
        return PurePosixPath(self.input).name


def read_gold(folder: Path, patterns: Sequence[str] = ("*",), variants: Path | None = None) -> list[Gold]:
    """The gold files of a folder (or one file) whose docid matches a pattern; or the marks of a review (`.jsonl`), of
    which only fields are asked whose every value was marked, and all of a record that was checked whole. Raises
    NoInputError, UsageError.

    `variants`: a table (tab-separated: file, docid) of the same documents in other forms; each form is held against
    the gold of its document, and documents without one are left out.
    """
    if folder.suffix == ".jsonl":
        return _reviewed(folder, patterns)
    files = sorted(folder.glob("*.json")) if folder.is_dir() else [folder]
    out: list[Gold] = []
    for file in files:
        gold = _gold_of(file)
        if any(fnmatch(gold.docid, pattern) for pattern in patterns):
            out.append(gold)
    if variants:
        by_docid = {gold.docid: gold for gold in out}
        out = [replace(by_docid[docid], input=form) for form, docid in _forms(variants) if docid in by_docid]
    if not out:
        raise NoInputError(
            f"no gold in {folder} for {', '.join(patterns)}",
            remedy="Give the folder that holds the gold's .json files.",
        )
    return out


def _gold_of(file: Path) -> Gold:
    data = _json(file, file.read_bytes() if file.exists() else b"")
    try:
        return Gold(
            data["docid"],
            data["input"],
            tuple(data.get("records") or [data["record"]]),
            data.get("accept") or {},
            tuple(data.get("unscored") or ()),
        )
    except KeyError as error:
        raise UsageError(
            f"{file} is no gold file: it has no {error}", remedy="A gold file has docid, input and record."
        ) from error


def _reviewed(file: Path, patterns: Sequence[str]) -> list[Gold]:
    """Records as a reviewer left them."""
    try:
        marks = [one for one in read_marks(file) if any(fnmatch(one.id, pattern) for pattern in patterns)]
    except OSError as error:
        raise NoInputError(f"{file}: {error.strerror}", remedy="Give the marks.jsonl of a review.") from error
    if not marks:
        raise NoInputError(f"no marks in {file} for {', '.join(patterns)}", remedy="Mark values on the review pages.")
    return [Gold(one.id, one.path, (as_marked(one),), unscored=tuple(unmarked_fields(one))) for one in marks]


def _forms(variants: Path) -> list[tuple[str, str]]:
    """File and docid, ordered as the gold is, so that figures of several runs stand in one order."""
    try:
        lines = variants.read_text("utf-8").splitlines()
    except OSError as error:
        raise UsageError(f"{variants}: {error.strerror}", remedy="Give a table of file and docid.") from error
    forms = [tuple(line.split("\t")[:2]) for line in lines if "\t" in line]
    return sorted(((form, docid) for form, docid in forms), key=lambda pair: pair[1])


def read_records(file: Path) -> dict[str, list[Data]]:
    """Base name of the source -> its records, in the order of their ids. Raises UsageError with the line that is
    wrong."""
    found: dict[str, list[Data]] = defaultdict(list)
    try:
        with file.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    record = _json(f"{file}:{number}", line)
                    found[PurePosixPath(record["source"]["path"]).name].append(record)
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}", remedy="Give the records.jsonl of a run.") from error
    except (KeyError, TypeError) as error:
        raise UsageError(f"{file}:{number} is no record", remedy="Give the records.jsonl of a run.") from error
    return {name: sorted(records, key=lambda record: str(record.get("id", ""))) for name, records in found.items()}


def _json(name: object, raw: bytes) -> Data:
    try:
        data: Data = json.loads(raw)
    except ValueError as error:
        raise UsageError(f"{name} is no JSON: {error}", remedy="Look at the file: it may be cut off.") from error
    return data
