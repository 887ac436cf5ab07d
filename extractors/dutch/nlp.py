"""One spaCy pipeline for Dutch official text: tokens, and the entities of the gazetteers.

The tokenizer is tuned to what these documents print (initials "N.T.", "c.s.", "d.d.", "artikel 2.10", "€
1.130.788,-"); it is one regular expression, because a report has 600 pages. Municipalities, parties, acts and
organisations are matched as phrases. Any installed model is added where one is named (`--spacy-model`).

spaCy is imported on first use only. Long texts are read in slices that end at a line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from griffier.extractors.dutch import councils, laws, parties, places
from griffier.schemas.document import Part, Span


class ModelNotFoundError(LookupError):
    """The model named by `--spacy-model` is not installed, or cannot be loaded. `remedy` says what to do."""

    remedy = "Install it (pip install MODEL, or give the folder of a spaCy model), or leave --spacy-model off."


@dataclass(frozen=True, slots=True)
class EntityMention:
    """One name in the text. `label`: LOC (a municipality), PARTY, LAW, ORG, or PER (trained models only). `method` as
    in the evidence."""

    start: int
    end: int
    label: str
    text: str
    method: str


_ABBREVIATIONS = (
    r"c\.s|d\.d|m\.b\.t|a\.s|t\.b\.v|o\.a|i\.v\.m|t\.a\.v|n\.a\.v|i\.h\.k\.v|c\.q|m\.n|b\.v|e\.a|d\.w\.z"
    r"|z\.s\.m|e\.d|a\.i|j\.l|w\.g|m\.i\.v|o\.l\.v|t\.o\.v|t\.g\.v|m\.u\.v|o\.b\.v|v\.d|n\.v\.t"
)
_SHORTENED = (
    "mr drs dr ir ing prof mw dhr mevr nr nrs art blz jl ca bijv incl excl mln mld afd tel resp evt max"
    " min jhr ds st vgl zgn ong plm pag wnd plv"
).replace(" ", "|")
TOKEN = re.compile(
    rf"""(?:[A-ZÀ-Ý]\.){{1,8}}(?=[\s,)]|$)
    |(?:{_ABBREVIATIONS})\.
    |(?:{_SHORTENED})\.(?=\s)
    |\d+(?:[.,:/-]\d+)*(?:,-+)?[a-z]?(?![^\W\d_])
    |\w+(?:[-'’&]\w+)*['’]?(?=\W|$)
    |[^\w\s]|\s|\w+""",
    re.VERBOSE,
)
_SLICE = 20_000
_GAZETTEER, _TOKENIZER = "griffier_gazetteer", "griffier.tokenizer.v1"
_Words = tuple[list[str], list[bool]]
_TYPES = {"PER": "PER", "PERSON": "PER", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "LAW": "LAW"}


@cache
def pipeline() -> Any:
    """The spaCy `Language`: our tokenizer and the gazetteer.

    The tokenizer is named in the configuration: made first and replaced later, spaCy's own would cost 0.7 s for its
    exceptions.
    """
    import spacy
    from spacy.language import Language
    from spacy.util import registry
    from spacy.vocab import Vocab

    if not Language.has_factory(_GAZETTEER):
        Language.component(_GAZETTEER, func=_set_entities)
        registry.tokenizers(_TOKENIZER, func=_make_tokenizer)
    # a bare vocabulary: the attributes of Dutch words that spaCy would work out for each new word are used by nobody
    # here
    nlp = spacy.blank("nl", vocab=Vocab(), config={"nlp": {"tokenizer": {"@tokenizers": _TOKENIZER}}})
    nlp.add_pipe(_GAZETTEER)
    return nlp


def _make_tokenizer() -> Any:
    return lambda nlp: lambda text: _as_doc(nlp.vocab, _words(text))


def _words(text: str) -> _Words:
    """The tokens of a text, and for each whether a blank follows."""
    words: list[str] = []
    spaces: list[bool] = []
    for token in TOKEN.findall(text):
        if token == " " and words and not spaces[-1] and not words[-1].isspace():
            spaces[-1] = True
        else:
            words.append(token)
            spaces.append(False)
    return words, spaces


def _as_doc(vocab: Any, made: _Words) -> Any:
    from spacy.tokens import Doc

    words, spaces = made
    return Doc(vocab, words=words, spaces=spaces)


def _set_entities(doc: Any) -> Any:
    from spacy.util import filter_spans

    doc.ents = filter_spans([*_gazetteer(None).matcher(doc, as_spans=True)])
    return doc


class _Gazetteer:
    """Phrases of a label, found by spaCy's PhraseMatcher, which is told only those whose every word stands in a text
    seen so far.

    Most texts name a few of the 1,200 phrases, and some none: then spaCy, which takes a second to load, is not needed.
    """

    def __init__(self, listed: dict[str, Iterable[str]]) -> None:
        self._waiting: dict[str, list[tuple[str, str, frozenset[str]]]] = {}
        self._told: list[tuple[str, str]] = []
        for label, phrases in listed.items():
            for phrase in dict.fromkeys(phrases):
                words = _words(phrase)[0]
                if words:
                    self._waiting.setdefault(words[0], []).append((label, phrase, frozenset(words)))
        self._known: dict[str, list[frozenset[str]]] = {}

    def may_be_in(self, words: set[str]) -> bool:
        """Whether a phrase may stand in a text of these words; what may is kept for the matcher."""
        found = False
        for first in words & self._waiting.keys():
            still = []
            for label, phrase, needed in self._waiting[first]:
                if needed <= words:
                    self._told.append((label, phrase))
                    self._known.setdefault(first, []).append(needed)
                else:
                    still.append((label, phrase, needed))
            if still:
                self._waiting[first] = still
            else:
                del self._waiting[first]
        for first in words & self._known.keys():
            found = found or any(needed <= words for needed in self._known[first])
        return found

    @property
    def matcher(self) -> Any:
        """spaCy's matcher, with the phrases that may have stood in a text so far."""
        if self._told:
            for label, phrase in self._told:
                self._matcher.add(label, [pipeline().make_doc(phrase)])
            self._told.clear()
        return self._matcher

    @cached_property
    def _matcher(self) -> Any:
        from spacy.matcher import PhraseMatcher

        return PhraseMatcher(pipeline().vocab)


@cache
def _gazetteer(municipality_code: str | None) -> _Gazetteer:
    """The phrases known everywhere, or those of one municipality (its local parties)."""
    if municipality_code is None:
        return _Gazetteer(
            {
                "LOC": places.by_name(),
                "LAW": laws.names(),
                "ORG": laws.lexicon()["organizations"]["names"],
                "PARTY": parties.strict_forms(),
            }
        )
    listed = councils.every_list(municipality_code)
    return _Gazetteer({"PARTY": [form for party in listed for form in parties.printed_forms(party)]})


def slices(part: Part) -> Iterator[Span]:
    """The part in pieces of at most about 20,000 characters that end at a line's end."""
    text, at = part.doc.text, part.start
    while at < part.end:
        stop = min(at + _SLICE, part.end)
        if stop < part.end:
            cut = text.rfind("\n", at + _SLICE // 2, stop)
            stop = cut if cut > at else stop
        yield Span(at, stop)
        at = stop


def _tokens(part: Part) -> tuple[tuple[int, _Words], ...]:
    """The tokens of each slice, with the offset at which it begins."""
    return tuple((span.start, _words(part.doc.text[span.start : span.end])) for span in slices(part))


def entities_of(part: Part, municipality_code: str | None = None, model: str | None = None) -> list[EntityMention]:
    """The names that the gazetteers know, local parties of the municipality among them, and those of a trained model.

    Where two overlap the gazetteers win. Raises ModelNotFoundError for a model that is not installed.
    """
    found: list[EntityMention] = []
    general, local = _gazetteer(None), _gazetteer(municipality_code) if municipality_code else None
    for base, made in part.memo(_tokens):
        known = set(made[0])
        named, named_here = general.may_be_in(known), local is not None and local.may_be_in(known)
        if not named and not named_here:
            continue  # without loading spaCy
        doc = _as_doc(pipeline().vocab, made)
        spans = [*pipeline()(doc).ents] if named else []
        if named_here and local is not None:
            spans.extend(local.matcher(doc, as_spans=True))
        found.extend(
            EntityMention(base + s.start_char, base + s.end_char, s.label_, s.text, "rule:gazetteer") for s in spans
        )
    if model:
        name, trained = _trained(model)
        for span in slices(part):
            for ent in trained(part.doc.text[span.start : span.end]).ents:
                if label := _TYPES.get(ent.label_):
                    place = span.start + ent.start_char, span.start + ent.end_char
                    found.append(EntityMention(*place, label, ent.text, f"ner:{name}"))
    return _longest(found)


def _longest(found: list[EntityMention]) -> list[EntityMention]:
    """Of overlapping mentions the longest of a gazetteer, then the longest of a model."""
    kept: list[EntityMention] = []
    for trained in (False, True):
        starts = [(m.start, m.end) for m in kept]
        for mention in sorted(
            (m for m in found if m.method.startswith("ner:") is trained), key=lambda m: (m.start, -m.end)
        ):
            i = bisect_right(starts, (mention.start, mention.end))
            if (i == 0 or starts[i - 1][1] <= mention.start) and (i == len(starts) or starts[i][0] >= mention.end):
                starts.insert(i, (mention.start, mention.end))
                kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


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
