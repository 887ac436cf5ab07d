"""Trained spaCy pipelines: names that no list holds. spaCy is imported on first use only.

`nl_griffier` lies in `extractors/data/` (docs/entities.md tells how it is made): our tokenizer, which
says of each token what lists and grammar say, and `ner`. Any installed model may take its place (`--spacy-model`).
"""

from __future__ import annotations

import importlib
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import ModuleType
from typing import Any

from griffier.extractors.dutch import gazetteer, laws, names
from griffier.extractors.dutch.gazetteer import EntityMention
from griffier.extractors.dutch.tokens import placed, starts

OWN = "nl_griffier"
"""The model that comes with Griffier."""

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
_LONG = ("ORGANIZATION", "LOCATION", "LAW")
"""Of these two do not stand one below the other without anything between, as people and parties do."""
_TOKENIZER = "griffier.tokenizer.v2"
_INFO = "spacy.cli.info"


class ModelNotFoundError(LookupError):
    """The model named by `--spacy-model` is not installed, or cannot be loaded. `remedy` says what to do."""

    remedy = "Install it (pip install MODEL, or give the folder of a spaCy model), or leave --spacy-model off."


def mentions_of(text: str, ranges: Iterable[tuple[int, int]], model: str = OWN) -> Iterator[EntityMention]:
    """The names that a model finds in ranges of a text, in order, with method `ner:MODEL`.

    All ranges go through one `nlp.pipe`. Raises ModelNotFoundError for a model that is not installed.
    """
    name, trained = _trained(model)
    for doc, base in trained.pipe(((text[a:b], a) for a, b in ranges), as_tuples=True, batch_size=64):
        yield from _named(doc, base, name)


def mentions_about(text: str, doubts: Iterable[tuple[int, int, tuple[int, ...]]]) -> Iterator[EntityMention]:
    """The names that our own model finds about the doubtful spots of sentences (start, end, spots), in order.

    It sees four tokens to either side of one, so of a long sentence it is given what is about the spots alone; what it
    says of the words at a cut is not used.
    """
    name, trained = _trained(OWN)
    pieces = (piece for start, end, spots in doubts for piece in _pieces(trained, text, start, end, spots))
    for doc, (base, first, last) in trained.pipe(pieces, as_tuples=True, batch_size=64):
        for one in _named(doc, base, name):
            if first <= one.start and one.end <= last:
                yield one


def _named(doc: Any, base: int, model: str) -> Iterator[EntityMention]:
    found = _whole((ent.start_char, ent.end_char, ent.label_) for ent in doc.ents)
    whole = doc.text if found else ""  # spaCy puts it together from its tokens each time
    for start, end, label in found:
        start += len(whole[start:end]) - len(whole[start:end].lstrip())
        said = whole[start:end].rstrip()
        yield EntityMention(base + start, base + start + len(said), label, said, f"ner:{model}")


_Piece = tuple[Any, tuple[int, int, int]]
"""A spaCy document, where it begins in the text, and between which offsets what the model says of it counts."""
_SEEN, _ABOUT = 4, 10
"""How many tokens to either side the model sees, and how many about a spot are given to it."""


def _pieces(trained: Any, text: str, start: int, end: int, spots: tuple[int, ...]) -> Iterator[_Piece]:
    """What is about the spots of a sentence."""
    if end - start < _SHORT:
        yield trained.make_doc(text[start:end]), (start, start, end)
        return
    tokens = trained.tokenizer.tokens_of(text[start:end])
    offsets, stop = tokens.offsets, len(tokens.words)
    for first, behind in _about([bisect_right(offsets, spot - start) - 1 for spot in spots], stop):
        low = start if first == 0 else start + offsets[first + _SEEN]
        high = end if behind == stop else start + offsets[behind - _SEEN]
        yield tokens.doc(trained.vocab, first, behind), (start + offsets[first], low, high)


_SHORT = 130
"""Characters up to which a sentence is not cut."""


def _about(at: list[int], stop: int) -> Iterator[tuple[int, int]]:
    """The ranges of tokens about some of them."""
    first, behind = max(0, at[0] - _ABOUT), 0
    for one in at:
        if behind and one - _ABOUT > behind:
            yield first, behind
            first = one - _ABOUT
        behind = min(stop, one + _ABOUT + 1)
    yield first, behind


def _whole(found: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Our labels alone, and what a line's end cut put together: the blank there was a token of the first half."""
    out: list[tuple[int, int, str]] = []
    for start, end, name in found:
        if label := LABELS.get(name):
            if label in _LONG and out and out[-1][1:] == (start, label):
                start = out.pop()[0]
            out.append((start, end, label))
    return out


@cache
def _trained(model: str) -> tuple[str, Any]:
    """The model that the caller named, behind its own name."""
    trained = load_model(model)
    return f"{trained.meta.get('lang', 'nl')}_{trained.meta.get('name', model)}", trained


def load_model(model: str) -> Any:
    """Our own model, an installed one by name, or that of a folder. Raises ModelNotFoundError where it cannot be
    loaded."""
    spacy = _spacy()
    register()
    place = files("griffier.extractors").joinpath(f"data/{OWN}") if model == OWN else model
    try:
        return spacy.load(str(place))
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


@cache
def _spacy() -> Any:
    """spaCy. Its own import loads its command line too, with a web client and a YAML reader, for one function of which
    nothing here makes use: half of the time that it takes. A module in that one's place spares it; who imports the
    command line later gets the real one."""
    if "spacy" not in sys.modules:
        sys.modules[_INFO] = stand_in = ModuleType(_INFO)
        stand_in.__dict__["info"] = None
        try:
            return importlib.import_module("spacy")
        finally:
            del sys.modules[_INFO]
    return sys.modules["spacy"]


def register() -> None:
    """Make our tokenizer known to spaCy."""
    from spacy.util import registry

    registry.tokenizers(_TOKENIZER, func=_make_tokenizer)


def blank() -> Any:
    """A `Language` of our tokenizer alone, without `ner`: what training begins with."""
    spacy = _spacy()
    register()
    # named in the configuration: made first and replaced later, spaCy's own tokenizer would cost 0.7 s
    return spacy.blank("nl", config={"nlp": {"tokenizer": {"@tokenizers": _TOKENIZER}}})


def _make_tokenizer() -> Any:
    return lambda nlp: _Tokenizer(nlp.vocab)


@dataclass(frozen=True, slots=True)
class _Tokens:
    """The tokens of a text: whether a blank follows, where each begins, what lists and grammar say of it, and which
    begin a sentence."""

    words: list[str]
    spaces: list[bool]
    offsets: list[int]
    tags: list[str]
    begins: frozenset[int]

    def doc(self, vocab: Any, first: int, behind: int) -> Any:
        """A range of them as a spaCy document."""
        from spacy.tokens import Doc

        return Doc(
            vocab,
            words=self.words[first:behind],
            spaces=self.spaces[first:behind],
            tags=self.tags[first:behind],
            sent_starts=[i == first or i in self.begins for i in range(first, behind)],
        )


class _Tokenizer:
    """Our tokens as a spaCy document, with sentences, and as tag of each token what lists and grammar say of it: the
    model weighs that beside the words around. There is nothing to keep on disk."""

    def __init__(self, vocab: Any) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Any:
        tokens = self.tokens_of(text)
        return tokens.doc(self.vocab, 0, len(tokens.words))

    def tokens_of(self, text: str) -> _Tokens:
        """The tokens of a text, before a document is made of them."""
        found, spaces, offsets = placed(text, 0, len(text))
        return _Tokens(found, spaces, offsets, tags_of(text, offsets, found), frozenset(starts(found, spaces)))

    def to_disk(self, path: Any, exclude: Any = ()) -> None:
        """Nothing."""

    def from_disk(self, path: Any, exclude: Any = ()) -> _Tokenizer:
        """As it is."""
        return self


def tags_of(text: str, offsets: list[int], found: list[str]) -> list[str]:
    """A tag for each token: "B-PERSON", "I-LAW", "GIVEN" (a given name), "WORD" (no name), or "-"."""
    tags = [""] * len(found)
    said = [(n.start, n.end, "PERSON") for n in names.find_names(text, 0, len(text))]
    said += [(m.start, m.end, m.label) for m in gazetteer.find(text, 0, len(text))]
    said += [(*m.act, "LAW") for m in laws.find(text)]
    for start, end, label in said:
        first = bisect_left(offsets, start)
        for i in range(first, bisect_left(offsets, end)):
            tags[i] = tags[i] or ("B-" if i == first else "I-") + label
    given, words_only = names.given_names(), names.not_names()
    return [
        tag or ("GIVEN" if token in given else "WORD" if token.lower() in words_only else "-")
        for tag, token in zip(tags, found, strict=True)
    ]
