"""What a person read in papers without gold: whether values are right, and which policy areas papers are about.

`tests/hand_read/*.tsv` name a paper by the first 16 hex of its hash and the number of its document, a place by its
pointer; the papers themselves stand in the development sets, and no text of them here.
"""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parents[1] / "tests/hand_read"
_FOLDERS = ("text", "corpus", "meetings", "authored/pdf")


@dataclass(frozen=True)
class Label:
    """What was said of a place: a line of a table."""

    sha256: str
    ordinal: int
    pointer: str
    said: dict[str, str]


def labels(name: str) -> dict[str, list[Label]]:
    """Hash -> labels of a table (`values`, `policy_areas`)."""
    out: dict[str, list[Label]] = defaultdict(list)
    with (HERE / f"{name}.tsv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            out[row["sha256"]].append(Label(row["sha256"], int(row["ordinal"]), row["pointer"], row))
    return out


def files(shared: Path, wanted: set[str]) -> Iterator[tuple[str, Path]]:
    """The files with these hashes, each once."""
    left = set(wanted)
    for folder in _FOLDERS:
        for path in sorted(p for p in (shared / folder).rglob("*") if p.is_file()):
            if (found := _hash(path)) in left:
                left.remove(found)
                yield found, path


@cache
def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def town_of(path: Path) -> str:
    """Whose paper a file of the development sets is, by its name or folder."""
    names = {"ams": "Amsterdam", "alm": "Almere", "rdam": "Rotterdam", "was": "Wassenaar", "au": path.stem}
    return "Den Haag" if "denhaag" in str(path) else names.get(path.name.split("_")[0], path.stem)
