"""Trained spaCy pipelines: names that no list holds. spaCy is imported on first use only.

Long texts are read in slices that end at a line, all of them in one `nlp.pipe`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from griffier.extractors.dutch.gazetteer import EntityMention

LABELS = {
    "PER": "PERSON",
    "PERSON": "PERSON",
    "ORG": "ORGANIZATION",
    "ORGANIZATION": "ORGANIZATION",
    "LOC": "LOCATION",
    "GPE": "LOCATION",
    "FAC": "LOCATION",
    "LOCATION": "LOCATION",
    "PARTY": "PARTY",
    "LAW": "LAW",
}
"""What models call the types, and what we call them."""
_SLICE = 20_000


class ModelNotFoundError(LookupError):
    """The model named by `--spacy-model` is not installed, or cannot be loaded. `remedy` says what to do."""

    remedy = "Install it (pip install MODEL, or give the folder of a spaCy model), or leave --spacy-model off."


def mentions_of(text: str, start: int, end: int, model: str) -> Iterator[EntityMention]:
    """The names that a model finds in `text[start:end]`, in order, with method `ner:MODEL`. Raises ModelNotFoundError
    for a model that is not installed."""
    name, trained = _trained(model)
    pieces = [(text[a:b], a) for a, b in slices(text, start, end)]
    for doc, base in trained.pipe(pieces, as_tuples=True):
        for ent in doc.ents:
            if label := LABELS.get(ent.label_):
                yield EntityMention(base + ent.start_char, base + ent.end_char, label, ent.text, f"ner:{name}")


def slices(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The range in pieces of at most about 20,000 characters that end at a line's end."""
    at = start
    while at < end:
        stop = min(at + _SLICE, end)
        if stop < end:
            cut = text.rfind("\n", at + _SLICE // 2, stop)
            stop = cut if cut > at else stop
        yield at, stop
        at = stop


@cache
def _trained(model: str) -> tuple[str, Any]:
    """The model that the caller named, behind its own name."""
    trained = load_model(model)
    return str(trained.meta.get("name", model)), trained


def load_model(model: str) -> Any:
    """An installed spaCy model by name, or that of a folder. Raises ModelNotFoundError where it cannot be loaded."""
    import spacy

    try:
        return spacy.load(model)
    except (
        OSError,
        ValueError,
        LookupError,
        ImportError,
        AttributeError,
        TypeError,
    ) as error:  # what spaCy raises, by what is wrong
        reason = (str(error).splitlines() or [""])[0][:200]
        raise ModelNotFoundError(f"the spaCy model {str(model)!r} cannot be loaded: {reason}") from error
