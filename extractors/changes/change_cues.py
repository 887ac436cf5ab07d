"""The cues of `cues.toml` as compiled patterns."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Action = Literal["replace", "insert", "delete"]
ACTIONS: tuple[Action, ...] = ("replace", "insert", "delete")


@cache
def data() -> dict[str, Any]:
    """The lexicon file."""
    return tomllib.loads(files("griffier.extractors.changes").joinpath("cues.toml").read_text("utf-8"))


def either(patterns: list[str]) -> str:
    """One group of alternatives, longest first, blanks of any kind."""
    return "(?:" + "|".join(p.replace(" ", r"\s+") for p in sorted(patterns, key=len, reverse=True)) + ")"


@cache
def cue() -> re.Pattern[str]:
    """A verb of change; the group that matched names the action. Not in a legend: "(doorgehaald = vervalt)"."""
    return re.compile(
        r"(?<!=\s)\b(?:" + "|".join(f"(?P<{a}>{either(data()['action'][a])})" for a in ACTIONS) + r")(?!\w)", re.I
    )


@cache
def passes() -> re.Pattern[str]:
    """A verb that moves or renumbers what stays as it is."""
    return re.compile(rf"\b{either(data()['passes']['verbs'])}(?!\w)", re.I)


@cache
def target() -> re.Pattern[str]:
    """The head of what is changed."""
    return re.compile(rf"(?<!\w){either(data()['target']['heads'])}(?!\w)", re.I)


@cache
def before_target() -> re.Pattern[str]:
    """Words that lead up to a target and are no part of it."""
    return re.compile(rf"(?:[^\w\"'‘“„`(§]*{either(data()['target']['before'])}(?=[\s:]))", re.I)


@cache
def label(side: Literal["was", "becomes"]) -> re.Pattern[str]:
    """A label at the head of a line, with its colon or alone on its line; `of`: what it says is changed."""
    of = rf"(?:[ ]+(?:van[ ]+|in[ ]+)?(?P<of>{either(data()['target']['heads'])}(?:[ ]+[\w.:]{{1,8}}(?<![.:]))?))?"
    told = either(data()["labels"][side])
    return re.compile(rf"[^\w\n]{{0,4}}{told}{of}[ ]*(?::|(?=[ ]*(?:\n|$)))[ ]*", re.I)


@cache
def reads_now() -> re.Pattern[str]:
    """A target and how it reads at the head of a line: "Beslispunt 3 luidt:"."""
    of = rf"(?P<of>{either(data()['target']['heads'])}(?:[ ]+[\w.:]{{1,8}}(?<![.:]))?)"
    return re.compile(rf"[^\w\n]{{0,4}}{of}[ ]+(?:luidt(?:[ ]+nu)?|luidde)[ ]*:[ ]*", re.I)
