"""The policy areas (Iv3 taakvelden) that a document is about, inferred from its words; precision first.

Stems of `extractors/data/policy_areas.toml` speak for an area: how many, how strongly, in the title or not, beside what
speaks for the other areas. A linear model over these measures (`policy_model.toml`, fitted by `make calibrate` on
papers that a person labelled) says how likely the area is right; under its threshold none is named. Documents about
everything (agendas, minutes, lists, budgets) get none. `docs/policy-areas.md` has the figures.
"""

from __future__ import annotations

import csv
import io
import math
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
_RIVALS = 6
"""Areas that are weighed: who stands lower never wins."""
_SHORT = 400
"""Characters of a text that is a line or a few: there one word that only adds makes an area look certain."""
_WHOLE = 3
"""Stems that are no longer must be a word: "ov" is not the beginning of "over"."""


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
    """The first two letters of a stem -> the stems that begin so, longest first."""
    out: dict[str, list[str]] = defaultdict(list)
    for stem in _areas():
        out[stem[:2]].append(stem)
    return {k: tuple(sorted(v, key=len, reverse=True)) for k, v in out.items()}


@cache
def _model() -> tuple[dict[str, float], float]:
    """Weight of each measure, and the chance from which an area is named."""
    data = tomllib.loads(files("griffier.extractors").joinpath("data/policy_model.toml").read_text("utf-8"))
    return data["weights"], data["least"]


_WORD = re.compile(r"(?<![\w-])\w\w")
_HOLD = {True: 1.5, False: 0.4}
"""What a strong and a weak stem weigh; in the title thrice."""
_IN_TITLE = 3.0


@dataclass
class Case:
    """What speaks for one area: `weight`, and how many stems of each sort, said for the first time or again."""

    weight: float = 0.0
    said: dict[bool, int] = field(default_factory=lambda: {True: 0, False: 0})
    stems: dict[bool, int] = field(default_factory=lambda: {True: 0, False: 0})
    titled: dict[bool, int] = field(default_factory=lambda: {True: 0, False: 0})
    places: list[Span] = field(default_factory=list)

    def add(self, strong: bool, titled: bool, times: int, place: Span) -> None:
        """Count a stem; said often it weighs less each time."""
        self.weight += _HOLD[strong] * (_IN_TITLE if titled else 1.0) / min(times, 4)
        self.said[strong] += 1
        self.stems[strong] += times == 1
        self.titled[strong] += titled
        if len(self.places) < 3:
            self.places.append(place)


def extract(part: Part, context: Context, kind: str) -> list[Found[dict[str, Any]]]:
    """At most three areas, the surest first; `score` is the chance that the area is right, 0..1."""
    if kind in _ABOUT_EVERYTHING:
        return []
    title = own_title.extract(part, context, kind)
    text = Span(part.start, min(part.end, part.start + _SAMPLE))
    return named(part.doc.text, text, title.spans[0] if title and title.spans else Span(part.start, part.start))


def name_in_requests(part: Part, areas: Any, requests: Any) -> None:
    """Put in each request of a draft the codes of those areas of the document of which its own words speak."""
    for request in requests or ():
        told = [span for item in request.get("items") or () for span in spans_of_item(item)]
        spoken: dict[str, list[Span]] = defaultdict(list)
        for span in told:
            for code, case in cases(part.doc.text, span, Span(span.start, span.start)).items():
                spoken[code] += case.places
        request["policy_areas"] = [
            Found(area.value["code"], tuple(spoken[area.value["code"]][:3]), area.method, area.confidence)
            for area in areas or ()
            if area.value["code"] in spoken
        ]


def spans_of_item(item: Any) -> list[Span]:
    """The places of an item's text, and of those inside it."""
    own = list(item["text"].spans) if isinstance(item.get("text"), Found) else []
    return own + [span for inner in item.get("items") or () for span in spans_of_item(inner)]


def named(text: str, within: Span, title: Span) -> list[Found[dict[str, Any]]]:
    """The areas that a range of a text is about, of which `title` is the title."""
    found = cases(text, within, title)
    weights, least = _model()
    out: list[tuple[float, Found[dict[str, Any]]]] = []
    for code, measured in measures(found, within.end - within.start).items():
        total = sum(weights[name] * measure for name, measure in measured.items())
        chance = 1 / (1 + math.exp(-total))
        if chance >= least and agreed(measured, within.end - within.start):
            value = {"code": code, "name": names()[code], "score": round(chance, 2)}
            out.append((chance, Found(value, tuple(found[code].places), "derived:policy_model", round(chance, 2))))
    return [one for _, one in sorted(out, key=lambda pair: -pair[0])[:_MOST]]


def measures(found: dict[str, Case], size: int) -> dict[str, dict[str, float]]:
    """Code -> what the model weighs, of the areas for which most speaks; one word alone says nothing. `size`:
    characters of the text."""
    total = sum(case.weight for case in found.values())
    telling = [code for code, case in found.items() if sum(case.said.values()) > 1]
    ranked = sorted(telling, key=lambda code: (-found[code].weight, code))[:_RIVALS]
    return {
        code: {
            "always": 1.0,
            "weight": math.log1p(found[code].weight),
            "share": found[code].weight / total,
            "beside the first": found[code].weight / found[ranked[0]].weight,
            "first": float(code == ranked[0]),
            "strong stems": math.log1p(found[code].stems[True]),
            "weak stems": math.log1p(found[code].stems[False]),
            "strong, said": math.log1p(found[code].said[True]),
            "strong in title": min(2.0, found[code].titled[True]),
            "weak in title": min(2.0, found[code].titled[False]),
            "length": math.log(size + 100) - 7,
        }
        for code in ranked
    }


def agreed(measured: dict[str, float], size: int) -> bool:
    """Whether a short text says enough for an area: a stem that names it or two that add; and more for it than for all
    others together, or two stems all the same. A long one is the model's to judge."""
    if size >= _SHORT:
        return True
    strong, weak = (math.expm1(measured[f"{sort} stems"]) for sort in ("strong", "weak"))
    two = round(strong + weak) > 1
    return two or (strong > 0 and measured["share"] > 0.5)


def cases(text: str, within: Span, title: Span) -> dict[str, Case]:
    """Each area of which a stem is found, of one place the longest stem."""
    lower = text[within.start : within.end].lower()
    found: dict[str, Case] = defaultdict(Case)
    seen: dict[str, int] = defaultdict(int)
    areas, stems = _areas(), _by_first_letters()
    for word in _WORD.finditer(lower):
        stem = next((s for s in stems.get(word.group(), ()) if _stands(s, lower, word.start())), None)
        if stem is None:
            continue
        code, strong = areas[stem]
        seen[stem] += 1
        at = within.start + word.start()
        found[code].add(strong, title.start <= at < title.end, seen[stem], Span(at, _end_of_word(text, at + len(stem))))
    return found


def _stands(stem: str, text: str, at: int) -> bool:
    return text.startswith(stem, at) and (len(stem) > _WHOLE or not text[at + len(stem) : at + len(stem) + 1].isalnum())


def _end_of_word(text: str, at: int) -> int:
    """Where the word ends of which a stem ends at `at`."""
    while at < len(text) and text[at].isalnum():
        at += 1
    return at
