"""What an extractor may know beside the document: what the caller supplied, and the settings of the run."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Given:
    """What the caller says of a file (`--metadata`): used where the document is silent, with method
    `given:metadata`."""

    url: str | None = None
    municipality: str | None = None
    date: str | None = None


@dataclass(frozen=True)
class Settings:
    """Settings that change what a record says; their hash is in `producer.settings`."""

    spacy_model: str | None = None
    mask_private: bool = False
    """Whether private people who write to a council are hidden."""
    min_confidence: float | None = None
    """Chance of being right under which a value is left out."""


@dataclass(frozen=True)
class Context:
    """Handed to every extractor beside the part it reads."""

    given: Given = field(default_factory=Given)
    settings: Settings = field(default_factory=Settings)
    raw_confidence: bool = False
    """Whether the evidence keeps the confidences that the rules give, for who calibrates them."""
