"""Fits the linear model of policy areas and measures it on papers of towns that it has not seen.

usage: python benchmarks/policy_model.py SHARED [--write] [--jobs N]

Labels: `tests/hand_read/policy_areas.tsv`, the taakvelden that a reader would accept for a document or for an item of a
list; none where it is about nothing in particular. A town's papers are judged by weights from all other towns. Beside
the model: the lexicon with its rule of thumb (the weight of an area at least 4, and at least half of the strongest's).
`--write` puts the weights from all papers in `extractors/data/policy_model.toml`.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path

import numpy as np
from fitting import Rows, fit
from hand_read import Label, files, labels, town_of

from griffier.extractors.general.policy_areas import agreed, cases, measures
from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Part, Span
from griffier.schemas.record import Record

LEAST = 0.7
"""Chance from which an area is named."""
_FILE = Path(__file__).parents[1] / "extractors/data/policy_model.toml"
_SAMPLE = 15_000


@dataclass(frozen=True)
class Candidate:
    """An area that may be meant, with its measures."""

    code: str
    right: bool
    weight: float
    measured: dict[str, float]
    agreed: bool


@dataclass(frozen=True)
class Asked:
    """A document, an item of a list or a request: what it is about by its reader, and what may be meant."""

    town: str
    sort: str
    codes: tuple[str, ...]
    candidates: tuple[Candidate, ...]


def read(task: tuple[Path, list[Label]]) -> list[Asked]:
    """The labelled places of one file."""
    path, asked = task
    done = process(SourceFile.load(path))
    out = []
    for label in asked:
        record, part = done.records[label.ordinal], done.parts[label.ordinal]
        sort = label.pointer.split("/")[1] if label.pointer else "documents"
        if sort == "items":
            item = record.items[int(label.pointer.split("/")[2])]
            text = f"{item.title}. {item.decision or ''}"
            within, title = Span(0, len(text)), Span(0, len(item.title))
        else:
            text, within = part.doc.text, Span(part.start, min(part.end, part.start + _SAMPLE))
            places = [e for e in record.evidence if e.pointer == "/title"]
            title = Span(places[0].start, places[0].end) if places else Span(part.start, part.start)
        found = cases(text, within, title)
        spoken = _spoken(record, part, label.pointer) if sort == "requests" else set(found)
        codes = tuple(label.said["codes"].split())
        size = within.end - within.start
        candidates = tuple(
            Candidate(code, code in codes, found[code].weight, measured, agreed(measured, size))
            for code, measured in (measures(found, size) if found else {}).items()
            if code in spoken
        )
        out.append(Asked(town_of(path), sort, codes, candidates))
    return out


def _spoken(record: Record, part: Part, pointer: str) -> set[str]:
    """The areas of which a request's own words speak."""
    places = [Span(e.start, e.end) for e in record.evidence if re.match(rf"{pointer}/items/.*text$", e.pointer)]
    return {code for span in places for code in cases(part.doc.text, span, Span(span.start, span.start))}


def fitted(asked: list[Asked]) -> dict[str, float]:
    """Weight of each measure."""
    found = [c for one in asked if one.sort != "requests" for c in one.candidates]
    rows = Rows.of([c.measured for c in found], list(found[0].measured))
    return fit(rows, np.array([float(c.right) for c in found]), np.ones(len(found)))


def chance(candidate: Candidate, weights: dict[str, float]) -> float:
    """0..1."""
    return float(1 / (1 + np.exp(-sum(weights[name] * one for name, one in candidate.measured.items()))))


Chosen = Callable[[Asked], list[Candidate]]


def by_rule(asked: Asked) -> list[Candidate]:
    """The lexicon's rule of thumb."""
    most = max((c.weight for c in asked.candidates), default=0.0)
    return [c for c in asked.candidates[:3] if c.weight >= max(4.0, 0.5 * most)]


def tell(name: str, asked: list[Asked], chosen: list[list[Candidate]]) -> None:
    """Precision, and in how many places a right one is named."""
    for kind in ("documents", "items", "requests"):
        here = [(one, found) for one, found in zip(asked, chosen, strict=True) if one.sort == kind]
        said = [c for _, found in here for c in found]
        right = sum(c.right for c in said)
        met = sum(any(c.right for c in found) for _, found in here)
        of = sum(bool(one.codes) for one, _ in here)
        share = right / len(said) if said else 1.0
        print(f"{name:34} {kind:10} named {len(said):4}  right {share:.3f}  places with a right one {met} of {of}")


def main() -> None:
    """Read, try on towns left out, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    wanted = labels("policy_areas")
    tasks = [(path, wanted[found]) for found, path in files(given.shared, set(wanted))]
    with Pool(given.jobs) as pool:
        asked = [one for found in pool.imap(read, tasks) for one in found]
    print(f"{len(asked)} places in {len(tasks)} papers of {len({one.town for one in asked})} towns")
    tell("lexicon, rule of thumb", asked, [by_rule(one) for one in asked])
    chances: dict[int, list[float]] = {}
    for town in sorted({one.town for one in asked}):
        weights = fitted([one for one in asked if one.town != town])
        chances |= {i: [chance(c, weights) for c in one.candidates] for i, one in enumerate(asked) if one.town == town}
    for least in (0.5, 0.6, 0.65, 0.7, 0.75, 0.8):
        chosen = []
        for i, one in enumerate(asked):
            ranked = sorted(zip(chances[i], one.candidates, strict=True), key=lambda pair: -pair[0])
            chosen.append([c for sure, c in ranked if sure >= least and c.agreed][:3])
        tell(f"linear, town left out, from {least:g}", asked, chosen)
    weights = fitted(asked)
    lines = [f'"{name}" = {weight:.3f}' for name, weight in weights.items()]
    told = "# Made by `make calibrate`: what each measure of an area weighs, in log-odds.\n"
    told += f"\nleast = {LEAST}\n\n[weights]\n" + "\n".join(lines) + "\n"
    print(told)
    if given.write:
        _FILE.write_text(told, "utf-8")


if __name__ == "__main__":
    main()
