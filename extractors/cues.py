"""Cues by which a kind of document is recognised. Each kind lists its own; the classifier weighs them all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Where = Literal["title", "head", "body", "tail", "any"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A regular expression (case-insensitive, multi-line) and how much it speaks for its kind.

    `weight` in log-odds: +2 is strong, +0.5 weak, negative speaks against. `where`: the first printed heading or subject
    (`title`), the first 1,500 characters (`head`), the last 1,500 (`tail`), the whole (`body`/`any`). `name` is shown as the explanation.
    """

    name: str
    pattern: str
    weight: float
    where: Where = "head"
