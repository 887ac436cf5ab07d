"""One change as found in the flow."""

from __future__ import annotations

from dataclasses import dataclass

from griffier.extractors.changes.change_cues import Action

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ChangeFound:
    """One change; ranges of the flow. `end` is where its text ends."""

    action: Action
    target: Range | None
    original: Range | None
    replacement: Range | None
    cue: Range
    start: int
    end: int
