#!/usr/bin/env python3
"""How well names are found in the gold sentences: rules alone, the model alone, both, and Frog.

usage: python training/measure.py SHARED [--marks FILE] [--frog] [--errors]

A name counts where its whole span and its label are right. Frog (Debian: frog, frogdata) knows persons, organisations
and places; it is compared with, never used.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT / ".dev"), str(HERE)]

from real_texts import Entity, Sentence, marked  # noqa: E402

from griffier.extractors.dutch import nlp, recognise  # noqa: E402
from griffier.extractors.dutch.gazetteer import EntityMention  # noqa: E402

GOLD = ROOT / "tests/gold_ner/sentences.jsonl"
LABELS = ("PERSON", "PARTY", "ORGANIZATION", "LOCATION", "LAW")
Found = dict[str, set[Entity]]
TOWNS = {"ams": "GM0363", "was": "GM0629", "alm": "GM0034", "rdam": "GM0599", "denhaag": "GM0518"}
"""Whose papers they are, by the names of their files: a record knows its municipality."""


_ARTICLE = re.compile(
    r"[Aa]rt(?:ikel(?:en)?|\.)\s*[\d:.]+.*?(?:van\s+)?(?:de\s+|het\s+)?(?=[A-Z][a-zA-Z]|wet|politie|gemeente)", re.S
)


def _act_alone(one: EntityMention, text: str) -> EntityMention:
    """An act without its article, as the gold marks it."""
    article = _ARTICLE.match(text, one.start, one.end) if one.label == "LAW" else None
    return EntityMention(article.end(), one.end, one.label, one.text, one.method) if article else one


def _entities(found: Iterable[EntityMention], text: str) -> set[Entity]:
    return {(m.start, m.end, m.label) for m in (_act_alone(m, text) for m in found)}


def _ruled(one: Sentence) -> list[EntityMention]:
    town = next((code for name, code in TOWNS.items() if re.search(rf"(?:^|/){name}_", one.file)), None)
    return recognise.by_rule(one.text, 0, len(one.text), town)


def by_rules(one: Sentence) -> set[Entity]:
    """Rules alone."""
    return _entities(_ruled(one), one.text)


def by_model(one: Sentence) -> set[Entity]:
    """The model alone."""
    return _entities(nlp.mentions_of(one.text, [(0, len(one.text))]), one.text)


def by_both(one: Sentence) -> set[Entity]:
    """As records have them."""
    return _entities(recognise.mentions(one.text, 0, len(one.text), _ruled(one), None), one.text)


def by_frog(sentences: list[Sentence]) -> Found:
    """What Frog finds, each sentence a line of its input."""
    lines = [" ".join(one.text.split()) for one in sentences]
    command = ["frog", "-n", "-t", "/dev/stdin", "--skip=mpac"]
    told = subprocess.run(command, input="\n".join(lines) + "\n", capture_output=True, text=True, check=True)
    blocks = [block.split("\n") for block in told.stdout.strip().split("\n\n")]
    out: Found = {}
    rows = iter([row.split("\t") for block in blocks for row in block])
    pending = next(rows, None)
    for one in sentences:
        found, at, open_name = [], 0, None
        while pending is not None:
            word, tag = pending[1], next((c for c in pending if re.fullmatch(r"O|[BI]-\w+(?:_.*)?", c)), "O")
            place = re.compile(r"\s*".join(map(re.escape, word.replace("_", " ")))).search(
                one.text, at, at + len(word) + 60
            )
            if place is None:
                break
            at = place.end()
            label = {"per": "PERSON", "org": "ORGANIZATION", "loc": "LOCATION"}.get(tag[2:5])
            if tag.startswith("I-") and open_name and label == open_name[2]:
                open_name = (open_name[0], place.end(), label)
                found[-1] = open_name
            elif tag != "O" and label:
                open_name = (*place.span(), label)
                found.append(open_name)
            else:
                open_name = None
            pending = next(rows, None)
        out[one.text] = set(found)
    return out


def table(
    sentences: list[Sentence], find: Callable[[Sentence], set[Entity]], errors: bool = False
) -> dict[str, tuple[float, float, float, int]]:
    """Label -> precision, recall, F1, how many there are."""
    right, said, there = Counter[str](), Counter[str](), Counter[str]()
    for one in sentences:
        expected, found = set(one.entities), find(one)
        right.update(label for *_, label in found & expected)
        said.update(label for *_, label in found)
        there.update(label for *_, label in expected)
        if errors and found != expected:
            missed = [(label[:3], one.text[a:b]) for a, b, label in sorted(expected - found)]
            wrong = [(label[:3], one.text[a:b]) for a, b, label in sorted(found - expected)]
            print(f"{' '.join(one.text.split())[:160]}\n    missed {missed} wrong {wrong}")
    out = {}
    for label in LABELS:
        p, r = right[label] / max(1, said[label]), right[label] / max(1, there[label])
        out[label] = (p, r, 2 * p * r / max(1e-9, p + r), there[label])
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--marks", type=Path, default=GOLD)
    parser.add_argument("--frog", action="store_true")
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    sentences = marked(given.shared, given.marks)
    ways: dict[str, Callable[[Sentence], set[Entity]]] = {"rules": by_rules, "model": by_model, "both": by_both}
    if given.frog:
        frog = by_frog(sentences)
        ways["frog"] = lambda one: frog[one.text]
    print(f"{len(sentences)} sentences")
    for name, way in ways.items():
        found = table(sentences, way, given.errors and name == "both")
        print(
            f"{name:6}",
            "  ".join(f"{label} {f:.3f} (p {p:.2f} r {r:.2f} n {n})" for label, (p, r, f, n) in found.items()),
        )


if __name__ == "__main__":
    main()
