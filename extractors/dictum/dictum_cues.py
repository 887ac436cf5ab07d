"""The cues of `cues.toml` as compiled patterns."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Verb:
    """An operative verb. `particle` is the pattern of what a split verb leaves behind ("op", "uit"); `addressee`: may
    it have one."""

    lemma: str
    finite: tuple[str, ...]
    particle: re.Pattern[str] | None
    particle_then_end: re.Pattern[str] | None
    participle: str | None
    infinitive: str | None
    addressee: bool


def spaced(pattern: str) -> str:
    """Blanks of a lexicon entry stand for any white space (also a line break)."""
    return pattern.replace(" ?", r"\s*").replace(" ", r"\s+")


def either(patterns: list[str]) -> str:
    """One group of alternatives, longest first."""
    return "(?:" + "|".join(spaced(p) for p in sorted(patterns, key=len, reverse=True)) + ")"


@cache
def data() -> dict[str, Any]:
    """The lexicon file."""
    return tomllib.loads(files("griffier.extractors.dictum").joinpath("cues.toml").read_text("utf-8"))


@cache
def verbs() -> tuple[Verb, ...]:
    """All operative verbs in the order of the lexicon."""
    out = []
    for row in data()["verbs"]:
        particle = row.get("particle")
        out.append(
            Verb(
                lemma=row["lemma"],
                finite=tuple(row["finite"]),
                particle=re.compile(rf"\s*(?:{spaced(particle)})\b", re.I) if particle else None,
                particle_then_end=re.compile(
                    rf"[^.;:!?]{{0,160}}?\b(?:{spaced(particle)})(?=\s*(?:[:,;.]|\n|om\b|dat\b|tot\b|te\b|$))", re.I
                )
                if particle
                else None,
                participle=row.get("participle"),
                infinitive=row.get("infinitive"),
                addressee=row.get("addressee", True),
            )
        )
    return tuple(out)


@cache
def verbs_by_form() -> dict[str, tuple[Verb, ...]]:
    """Finite form -> the verbs that have it ("geeft" has several, told apart by their particle)."""
    out: dict[str, tuple[Verb, ...]] = {}
    for verb in verbs():
        for form in verb.finite:
            out[form] = (*out.get(form, ()), verb)
    return out


@cache
def finite() -> re.Pattern[str]:
    """A finite form of any operative verb."""
    return re.compile(either(list(verbs_by_form())) + r"\b", re.I)


@cache
def noun_phrase() -> str:
    """Pattern of one addressee: article, head, what belongs to it."""
    r = data()["request"]
    adjective = (
        r"(?:(?:gehele|voltallige|gemeentelijke|nieuwe|demissionaire|verantwoordelijke|betreffende|betrokken"
        r"|Rotterdamse|[A-Z]\w+se)\s+)?"
    )
    tails = either([t.replace("[A-Z]", "(?-i:[A-Z])") for t in r["tails"]])
    bodies = either([b.replace("[A-Z]", "(?-i:[A-Z])") for b in r["bodies"]])
    return rf"(?:(?:{either(r['articles'])})\s+)?{adjective}{bodies}\b(?:\s+{tails}\b)?"


@cache
def addressee() -> re.Pattern[str]:
    """One or several addressees: "het college", "het kabinet en de Tweede Kamer"."""
    np = noun_phrase()
    return re.compile(rf"{np}(?:(?:\s*,\s*|\s+(?:en|of|alsmede|dan\s+wel)\s+){np})*", re.I)


@cache
def pattern(section: str, key: str, after: str = "") -> re.Pattern[str]:
    """The alternatives of a list in the lexicon, without case, with what must follow."""
    return re.compile(either([p.replace("[A-Z]", "(?-i:[A-Z])") for p in data()[section][key]]) + after, re.I)
