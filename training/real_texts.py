"""The real texts that training reads, sentence by sentence, and the marks that readers made in them.

A mark is a file's hash and offsets: no text of a document is kept in the repository. Files that the gold sentences
come from (`held_out.txt`, by hash, with their other readings) are refused.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pypdfium2

from griffier.extractors.dutch import recognise

HERE = Path(__file__).parent
Entity = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at its place, with the entities that a reader marked in it (offsets in `text`)."""

    file: str
    page: int
    start: int
    text: str
    entities: tuple[Entity, ...] = ()

    @property
    def key(self) -> str:
        """What two sentences share that say the same with other figures and spaces."""
        return re.sub(r"[\W\d]+", "", self.text).lower()


@cache
def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


@cache
def pages(path: Path) -> tuple[str, ...]:
    """The text of each page; a text file is one page."""
    if path.suffix == ".pdf":
        document = pypdfium2.PdfDocument(path.read_bytes())
        found = (page.get_textpage().get_text_range() for page in document)
        return tuple(re.sub(r"[\x02\ufffe]", "-", re.sub(r"\r\n?", "\n", text)) for text in found)
    return (path.read_bytes().decode("utf-8", errors="replace").replace("\r\n", "\n"),)


def held_out() -> frozenset[str]:
    """Hashes of the files that no training may see."""
    return frozenset((HERE / "held_out.txt").read_text("utf-8").split())


def for_training(shared: Path) -> list[Path]:
    """The files of `shared` that training reads, in order."""
    found = [*(shared / "text").glob("*.txt"), *(shared / "corpus").glob("alm_*.txt")]
    found += [*(shared / "corpus").glob("rdam_*.txt"), *(shared / "meetings").glob("*/*.pdf")]
    refused = held_out()
    return [path for path in sorted(found) if digest(path) not in refused]


def marked(shared: Path, marks: Path) -> list[Sentence]:
    """The sentences of a file of marks (JSONL) whose documents are there and unchanged."""
    out = []
    for line in marks.read_text("utf-8").splitlines():
        row = json.loads(line)
        path = shared / row["file"]
        if not path.exists() or digest(path) != row["sha256"]:
            continue
        base, text = row["start"], pages(path)[row["page"]]
        entities = tuple((a - base, b - base, label) for a, b, label in row["entities"])
        out.append(Sentence(row["file"], row["page"], base, text[base : row["end"]], entities))
    return out


def unmarked(shared: Path, refused: frozenset[str]) -> Iterator[Sentence]:
    """The sentences of all training files, each once (by `Sentence.key`); none whose key is refused."""
    seen = set(refused)
    for path in for_training(shared):
        for number, text in enumerate(pages(path)):
            for start, end in recognise.sentences(text, 0, len(text)):
                letters = sum(c.isalpha() for c in text[start:end])
                one = Sentence(str(path.relative_to(shared)), number, start, text[start:end])
                if 12 <= end - start <= 500 and letters > 0.55 * (end - start) and one.key not in seen:
                    seen.add(one.key)
                    yield one
