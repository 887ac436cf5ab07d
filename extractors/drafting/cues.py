"""Cues by which a kind of document is recognised. Each kind lists its own; the classifier weighs them all."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal

Where = Literal["title", "subject", "head", "body", "tail", "any"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A regular expression (multi-line) over folded text, and how much it speaks for its kind.

    `weight` in log-odds: +2 is strong, +0.5 weak, negative speaks against. `where`: each of the first printed lines
    (`title`, the earlier the heavier), the value of "Onderwerp"/"Betreft" (`subject`), the first 1,500 characters
    (`head`), the last 1,500 (`tail`), the whole (`body`/`any`). `times`: how many hits it needs. A cue with a
    `feature` has no pattern: it holds where that measure of the structure is at least `at_least`. `name` is shown as
    the explanation.

    Folded text is lower case without diacritics, with plain blanks, quotes and hyphens, character for character as
    long as the original.
    """

    name: str
    pattern: str
    weight: float
    where: Where = "head"
    times: int = 1
    feature: str = ""
    at_least: float = 0.0


def has_cues(kind: str) -> bool:
    """Whether there is a file of cues for a kind."""
    return _file(kind).is_file()


@cache
def load_cues(kind: str) -> tuple[Cue, ...]:
    """The cues of `extractors/data/cues/KIND.toml`. Raises FileNotFoundError; TypeError for a key that no cue has."""
    text = _file(kind).read_text(encoding="utf-8")
    return tuple(Cue(**{"pattern": "", **entry}) for entry in tomllib.loads(text)["cues"])


def _file(kind: str) -> Traversable:
    return files("griffier.extractors").joinpath("data", "cues", f"{kind}.toml")
