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


def extract(part: Part, context: Context, kind: str) -> list[Found[dict[str, Any]]]:
    """At most three areas, the strongest first; `score` 0..1 is the share of what was found that speaks for the
    area."""
    if kind in _ABOUT_EVERYTHING:
        return []
    title = own_title.extract(part, context, kind)
    title_end = title.spans[0].end if title and title.spans else part.start
    title_start = title.spans[0].start if title and title.spans else part.start
    text = part.doc.text[part.start : min(part.end, part.start + _SAMPLE)].lower()
    weights: dict[str, float] = defaultdict(float)
    strong: dict[str, int] = defaultdict(int)
    hits: dict[str, int] = defaultdict(int)
    places: dict[str, list[Span]] = defaultdict(list)
    seen: dict[str, int] = defaultdict(int)
    areas, stems = _areas(), _by_first_letters()
    for word in _WORD.finditer(text):
        for stem in stems.get(word.group(), ()):
            if text.startswith(stem, word.start()):
                code, is_strong = areas[stem]
                seen[stem] += 1
                at = part.start + word.start()
                titled = title_start <= at < title_end
                weights[code] += (_STRONG if is_strong else _WEAK) * (_IN_TITLE if titled else 1.0) / min(seen[stem], 4)
                strong[code] += (2 if titled else 1) if is_strong else 0
                hits[code] += 1
                if len(places[code]) < 3:
                    places[code].append(Span(at, _word_end(part.doc.text, at)))
                break
    total = sum(weights.values())
    ranked = sorted(weights, key=lambda code: (-weights[code], code))
    out: list[Found[dict[str, Any]]] = []
    for code in ranked[:_MOST]:
        if hits[code] < 2 or strong[code] < 2 or weights[code] < _ENOUGH or weights[code] < _SHARE * weights[ranked[0]]:
            continue
        score = round(weights[code] / total, 2)
        value = {"code": code, "name": names()[code], "score": score}
        out.append(Found(value, tuple(places[code]), "derived:policy_lexicon", min(0.9, 0.5 + score / 2)))
    return out


def _word_end(text: str, start: int) -> int:
    match = re.compile(r"\w+(?:[ -]\w+)?").match(text, start)
    return match.end() if match else start + 1
