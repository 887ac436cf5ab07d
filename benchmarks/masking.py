"""What `--mask-private` hides of the letters of the development sets, and what it hides too much.

usage: python benchmarks/masking.py ../shared

Of each hand-made letter (gold/, gold_denhaag/, authored/): the words of private names and the streets and postcodes of
private addresses, counted where they stand in the text before and after; the names of office holders likewise. Who is
private is told by the gold: who writes from outside, and whom the executive answers. Nothing is printed but counts and
the names of files.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from griffier.extractors.drafting.context import Context, Settings
from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile

_OFFICE = re.compile(
    r"wethouder|burgemeester|griffier?|gemeentesecretaris|college|raad\b|raadsl|leden|fractie|stadsdeel|hoofd "
    r"|secretaris$",
    re.I,
)
_SMALL = re.compile(r"^(?:van|von|den|der|het|ter|ten|tot|aan|bij|prof|drs|mr|ing)$", re.I)


def words_of(people: list[dict[str, Any]], key: str) -> set[str]:
    found: set[str] = set()
    for one in people:
        value = one.get(key) or ""
        pieces = re.split(r"[\s.]+", value) if key == "name" else [p.strip() for p in value.split(",")[:1]]
        pieces = [piece for piece in pieces if "@" not in piece]
        pieces += re.findall(r"\b\d{4} ?[A-Z]{2}\b", value) if key == "address" else []
        found |= {p.strip("().,") for p in pieces if len(p.strip("().,")) > 2 and not _SMALL.match(p)}
    return found


def sides(record: dict[str, Any]) -> tuple[set[str], set[str]]:
    """The words of private people, and those of office holders."""
    writers = [p for p in [record.get("sender"), *record.get("signatories", [])] if p]
    readers = [*record.get("addressees", []), *record.get("cc", [])]
    outside = record.get("letter_type") in ("incoming_letter", "other")
    private = (
        writers
        if outside
        else [p for p in readers if not _OFFICE.search(f"{p.get('name')} {p.get('role')} {p.get('organization')}")]
    )
    public = [p for p in (readers if outside else writers) if p not in private]
    hidden = words_of(private, "name") | words_of(private, "address")
    return hidden, words_of(public, "name") - hidden


def count(words: set[str], text: str) -> int:
    return sum(len(re.findall(rf"(?<!\w){re.escape(w)}(?!\w)", text)) for w in words)


def told(record: Any) -> str:
    """Every text of a record but the name of its file."""
    return re.sub(r'"source":\{"path":"[^"]*"', "", record.model_dump_json())


def main(shared: Path) -> None:
    total: Counter[str] = Counter()
    for gold in sorted([*shared.glob("gold*/*.json"), *shared.glob("authored/gold/*.json")]):
        about = json.loads(gold.read_text())
        if "input" not in about:
            continue
        for wanted in about.get("records") or [about.get("record") or {}]:
            if wanted.get("kind") != "letter":
                continue
            hidden, public = sides(wanted)
            file = next(
                (base / about["input"] for base in (shared, gold.parent.parent) if (base / about["input"]).is_file()),
                None,
            )
            if file is None:
                total["not there"] += 1
                continue
            source = SourceFile(file.name, file.read_bytes())
            plain, masked = process(source), process(source, Context(settings=Settings(mask_private=True)))
            records = " ".join(map(told, masked.records))
            left = count(hidden, masked.document.text) + count(hidden, records)
            before = count(hidden, plain.document.text)
            kept, were = count(public, masked.document.text), count(public, plain.document.text)
            total.update(letters=1, private_words=before, left=left, public_words=were, public_kept=kept)
            total["with a private writer"] += bool(hidden)
            total["told as doubtful"] += any(f.code.startswith("private") for r in masked.records for f in r.findings)
            if left or kept < were:
                print(f"{gold.stem}: {left} left of {before}, {kept} of {were} public kept")
    for name, value in total.items():
        print(f"{name.replace('_', ' ')}: {value}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    sys.exit(main(parser.parse_args().shared))
