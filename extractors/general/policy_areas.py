"""The policy areas (Iv3 taakvelden) that a document is about, inferred from its words; precision first.

A stem of `extractors/data/policy_areas.toml` in the title counts thrice. An area is named when strong words of it
recur, or one stands in the title, and it is not far behind the strongest. Documents about everything (agendas,
minutes, lists, budgets) get none.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from griffier.extractors.drafting.context import Context
from griffier.extractors.general import title as own_title
from griffier.schemas.document import Part, Span
from griffier.schemas.evidence import Found

_ABOUT_EVERYTHING = frozenset({"agenda", "minutes", "decision_list", "budget_report"})
_SAMPLE = 15_000
_MOST = 3
_ENOUGH, _SHARE = 4.0, 0.5
_STRONG, _WEAK, _IN_TITLE = 1.5, 0.4, 3.0


@cache
def _areas() -> dict[str, tuple[str, bool]]:
    """Stem -> code and whether it is strong."""
    data = tomllib.loads(files("griffier.extractors").joinpath("data/policy_areas.toml").read_text("utf-8"))
    out: dict[str, tuple[str, bool]] = {}
    for code, words in data["areas"].items():
        for strength in ("weak", "strong"):
            out.update((stem, (code, strength == "strong")) for stem in words[strength])
    return out


@cache
def names() -> dict[str, str]:
    """Code -> name of every taakveld."""
    text = files("griffier.extractors").joinpath("data/taakvelden.csv").read_text("utf-8")
    return {row["code"]: row["name"] for row in csv.DictReader(io.StringIO(text))}


@cache
def _by_first_letters() -> dict[str, tuple[str, ...]]:
    """The first three letters of a stem -> the stems that begin so, longest first."""
    out: dict[str, list[str]] = defaultdict(list)
    for stem in _areas():
        out[stem[:3]].append(stem)
    return {k: tuple(sorted(v, key=len, reverse=True)) for k, v in out.items()}


_WORD = re.compile(r"(?<![\w-])\w\w\w")


@dataclass
class _Case:
    """What speaks for one area."""

    weight: float = 0.0
    strong: int = 0
    hits: int = 0
    places: list[Span] = field(default_factory=list)

    def add(self, strong: bool, titled: bool, times: int, place: Span) -> None:
        """Count a stem; said often it weighs less each time."""
        self.weight += (_STRONG if strong else _WEAK) * (_IN_TITLE if titled else 1.0) / min(times, 4)
        self.strong += (2 if titled else 1) if strong else 0
        self.hits += 1
        if len(self.places) < 3:
            self.places.append(place)

    def holds(self, most: float) -> bool:
        """Is it said often and strongly enough, beside the strongest?"""
        return self.hits > 1 and self.strong > 1 and self.weight >= max(_ENOUGH, _SHARE * most)


def extract(part: Part, context: Context, kind: str) -> list[Found[dict[str, Any]]]:
    """At most three areas, the strongest first; `score` 0..1 is the share of what was found that speaks for the
    area."""
    if kind in _ABOUT_EVERYTHING:
        return []
    title = own_title.extract(part, context, kind)
    cases = _cases(part, title.spans[0] if title and title.spans else Span(part.start, part.start))
    total = sum(case.weight for case in cases.values())
    ranked = sorted(cases, key=lambda code: (-cases[code].weight, code))
    out: list[Found[dict[str, Any]]] = []
    for code in ranked[:_MOST]:
        case = cases[code]
        if not case.holds(cases[ranked[0]].weight):
            continue
        score = round(case.weight / total, 2)
        value = {"code": code, "name": names()[code], "score": score}
        out.append(Found(value, tuple(case.places), "derived:policy_lexicon", min(0.9, 0.5 + score / 2)))
    return out


def _cases(part: Part, title: Span) -> dict[str, _Case]:
    """Each area of which a stem is found, of one place the longest stem."""
    text = part.doc.text[part.start : min(part.end, part.start + _SAMPLE)].lower()
    cases: dict[str, _Case] = defaultdict(_Case)
    seen: dict[str, int] = defaultdict(int)
    areas, stems = _areas(), _by_first_letters()
    for word in _WORD.finditer(text):
        stem = next((s for s in stems.get(word.group(), ()) if text.startswith(s, word.start())), None)
        if stem is None:
            continue
        code, strong = areas[stem]
        seen[stem] += 1
        at = part.start + word.start()
        place = Span(at, _word_end(part.doc.text, at))
        cases[code].add(strong, title.start <= at < title.end, seen[stem], place)
    return cases


def _word_end(text: str, start: int) -> int:
    match = re.compile(r"\w+(?:[ -]\w+)?").match(text, start)
    return match.end() if match else start + 1
