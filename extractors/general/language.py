"""The language of the document, by its function words: Dutch, Frisian, English, German or French.

Offline and exact about short texts: below a handful of such words there is no answer. The evidence is the first
sentence's worth of text.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from functools import cache
from importlib.resources import files

from griffier.extractors.drafting.context import Context
from griffier.schemas.document import Part, Span
from griffier.schemas.evidence import Found

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000
_FEWEST = 4


@cache
def _profiles() -> dict[str, tuple[str, ...]]:
    """Word -> the languages that it counts for."""
    data = tomllib.loads(files("griffier.extractors").joinpath("data/languages.toml").read_text("utf-8"))
    out: dict[str, tuple[str, ...]] = {}
    for language, words in data.items():
        for word in words:
            out[word] = (*out.get(word, ()), language)
    return out


def extract(part: Part, context: Context, kind: str) -> Found[str] | None:
    """ISO 639-1 code; None where the text is too short or two languages tie."""
    text = part.doc.text[part.start : min(part.end, part.start + _SAMPLE)]
    scores: dict[str, float] = defaultdict(float)
    total = 0
    first = None
    profiles = _profiles()
    for match in _WORD.finditer(text):
        total += 1
        languages = profiles.get(match.group().lower())
        if languages:
            first = first or match
            for language in languages:
                scores[language] += 1 / len(languages)
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:2]
    if not ranked or first is None or ranked[0][1] < min(_FEWEST, 2 + total / 20):
        return None
    best, score = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    if score < second * 1.25:
        return None
    line = part.doc.line_at(part.start + first.start())
    confidence = min(0.99, 0.7 + 0.3 * (1 - second / score))
    return Found(best, (Span(max(line.start, part.start), line.end),), "derived:function_words", confidence)
