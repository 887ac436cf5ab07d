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
import tempfile
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
    with tempfile.TemporaryDirectory() as folder:
        lines, told = Path(folder, "in.txt"), Path(folder, "out.txt")
        lines.write_text("".join(" ".join(one.text.split()) + "\n" for one in sentences), "utf-8")
        command = ["frog", "-n", "-t", str(lines), "--skip=mpac", "-o", str(told)]
        subprocess.run(command, capture_output=True, check=True)
        return read_frog(sentences, told.read_text("utf-8"))


def read_frog(sentences: list[Sentence], told: str) -> Found:
    """Frog's rows, a token each, brought back to the sentences, which it may have cut further."""
    rows = iter([row for row in told.split("\n") if row.strip()])
    out: Found = {}
    for one in sentences:
        left, own = sum(not c.isspace() for c in one.text), []
        while left > 0 and (row := next(rows, None)) is not None:
            own.append(row)
            left -= len(row.split("\t")[1])
        out[one.text] = set(_frog_names(one.text, "\n".join(own)))
    return out


def _frog_names(text: str, block: str) -> list[Entity]:
    found: list[Entity] = []
    at, open_label = 0, ""
    for row in block.split("\n") if block else []:
        cells = row.split("\t")
        word, tag = cells[1], next((c for c in cells if re.fullmatch(r"O|[BI]-[A-Z]+.*", c)), "O")
        place = re.compile(r"\s*".join(map(re.escape, word))).search(text, at)
        label = {"PER": "PERSON", "ORG": "ORGANIZATION", "LOC": "LOCATION"}.get(tag[2:5], "")
        if place is None:
            continue
        at = place.end()
        if tag.startswith("I-") and label and label == open_label:
            found[-1] = (found[-1][0], place.end(), label)
        elif label:
            found.append((*place.span(), label))
        open_label = label
    return found


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
