"""Trained spaCy pipelines: names that no list holds. spaCy is imported on first use only.

`nl_griffier` lies in `extractors/data/` (docs/entities.md tells how it is made): our tokenizer, sentences, what the
lists and the grammar of names say of each token, and `ner`. Any installed model may take its place (`--spacy-model`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from griffier.extractors.dutch import gazetteer, laws, names
from griffier.extractors.dutch.gazetteer import EntityMention
from griffier.extractors.dutch.tokens import starts, words

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
_TOKENIZER, _SENTENCES, _LISTS = "griffier.tokenizer.v1", "griffier_sentences", "griffier_lists"


class ModelNotFoundError(LookupError):
    """The model named by `--spacy-model` is not installed, or cannot be loaded. `remedy` says what to do."""

    remedy = "Install it (pip install MODEL, or give the folder of a spaCy model), or leave --spacy-model off."


def mentions_of(text: str, ranges: Iterable[tuple[int, int]], model: str = OWN) -> Iterator[EntityMention]:
    """The names that a model finds in ranges of a text, in order, with method `ner:MODEL`.

    All ranges go through one `nlp.pipe`. Raises ModelNotFoundError for a model that is not installed.
    """
    name, trained = _trained(model)
    for doc, base in trained.pipe(((text[a:b], a) for a, b in ranges), as_tuples=True, batch_size=64):
        for ent in doc.ents:
            if label := LABELS.get(ent.label_):
                yield EntityMention(base + ent.start_char, base + ent.end_char, label, ent.text, f"ner:{name}")


@cache
def _trained(model: str) -> tuple[str, Any]:
    """The model that the caller named, behind its own name."""
    trained = load_model(model)
    return f"{trained.meta.get('lang', 'nl')}_{trained.meta.get('name', model)}", trained


def load_model(model: str) -> Any:
    """Our own model, an installed one by name, or that of a folder. Raises ModelNotFoundError where it cannot be
    loaded."""
    import spacy

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


def register() -> None:
    """Make our tokenizer and components known to spaCy."""
    from spacy.language import Language
    from spacy.util import registry

    if not Language.has_factory(_LISTS):
        registry.tokenizers(_TOKENIZER, func=_make_tokenizer)
        Language.component(_SENTENCES, func=sentences_set)
        Language.component(_LISTS, func=_set_tags)


def blank() -> Any:
    """A `Language` of our tokenizer, sentences and lists, without `ner`: what training begins with."""
    import spacy

    register()
    # named in the configuration: made first and replaced later, spaCy's own tokenizer would cost 0.7 s
    made = spacy.blank("nl", config={"nlp": {"tokenizer": {"@tokenizers": _TOKENIZER}}})
    made.add_pipe(_SENTENCES)
    made.add_pipe(_LISTS)
    return made


def _make_tokenizer() -> Any:
    return lambda nlp: _Tokenizer(nlp.vocab)


class _Tokenizer:
    """Our tokens as a spaCy document; it has nothing to keep on disk."""

    def __init__(self, vocab: Any) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Any:
        from spacy.tokens import Doc

        found, spaces = words(text)
        return Doc(self.vocab, words=found, spaces=spaces)

    def to_disk(self, path: Any, exclude: Any = ()) -> None:
        """Nothing."""

    def from_disk(self, path: Any, exclude: Any = ()) -> _Tokenizer:
        """As it is."""
        return self


def sentences_set(doc: Any) -> Any:
    """The document with its sentences marked."""
    begins = set(starts([t.text for t in doc], [bool(t.whitespace_) for t in doc])) | {0}
    for token in doc:
        token.is_sent_start = token.i in begins
    return doc


def _set_tags(doc: Any) -> Any:
    """What lists and grammar say of each token, as its tag: the model weighs it beside the words around."""
    for token, tag in zip(doc, tags_of(doc.text, [t.idx for t in doc], [t.text for t in doc]), strict=True):
        token.tag_ = tag
    return doc


def tags_of(text: str, offsets: list[int], found: list[str]) -> list[str]:
    """A tag for each token: "B-PERSON", "I-LAW", "GIVEN" (a given name), "WORD" (no name), or "-"."""
    tags = [""] * len(found)
    said = [(n.start, n.end, "PERSON") for n in names.find_names(text, 0, len(text))]
    said += [(m.start, m.end, m.label) for m in gazetteer.find(text, 0, len(text))]
    said += [(m.start, m.end, "LAW") for m in laws.find(text) if not m.article]
    for start, end, label in said:
        first = bisect_left(offsets, start)
        for i in range(first, bisect_left(offsets, end)):
            tags[i] = tags[i] or ("B-" if i == first else "I-") + label
    given, words_only = names.given_names(), names.not_names()
    return [
        tag or ("GIVEN" if token in given else "WORD" if token.lower() in words_only else "-")
        for tag, token in zip(tags, found, strict=True)
    ]
