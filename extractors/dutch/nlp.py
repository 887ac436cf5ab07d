"""One spaCy pipeline for Dutch official text: tokens, sentences, and the entities of the gazetteers.

The tokenizer is tuned to what these documents print (initials "N.T.", "c.s.", "d.d.", "artikel 2.10", "€ 1.130.788,-"); it is one
regular expression, because a report has 600 pages. Municipalities, parties, acts and organisations are matched as phrases. A trained
model is added where one is: a folder `extractors/data/ner/` in the package, or any installed model by name (`--spacy-model`).

spaCy is imported on first use only. Long texts are read in slices that end at a line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from griffier.extractors.dutch import councils, laws, parties, places
from griffier.schemas.document import Part, Span


class ModelNotFoundError(LookupError):
    """The model named by `--spacy-model` is not installed. `remedy` says what to do."""

    remedy = "Install it (pip install MODEL, or give the folder of a spaCy model), or leave --spacy-model off."


@dataclass(frozen=True, slots=True)
class EntityMention:
    """One name in the text. `label`: LOC (a municipality), PARTY, LAW, ORG, or PER (trained models only). `method` as in the evidence."""

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
_ENDS = frozenset([".", "?", "!", "…"])
_BULLETS = frozenset(["•", "-", "–", "—", "*", "·"])
_TYPES = {"PER": "PER", "PERSON": "PER", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "LAW": "LAW"}


@cache
def pipeline() -> Any:
    """The spaCy `Language`: our tokenizer, which sets the sentences too, and the gazetteer."""
    import spacy
    from spacy.language import Language
    from spacy.tokens import Doc

    if not Language.has_factory("griffier_gazetteer"):
        Language.component("griffier_gazetteer", func=_set_entities)
    nlp = spacy.blank("nl")

    def tokenize(text: str) -> Any:
        words: list[str] = []
        spaces: list[bool] = []
        for match in TOKEN.finditer(text):
            token = match.group()
            if token == " " and words and not spaces[-1] and not words[-1].isspace():
                spaces[-1] = True
            else:
                words.append(token)
                spaces.append(False)
        return Doc(nlp.vocab, words=words, spaces=spaces, sent_starts=_sentence_starts(words))

    nlp.tokenizer = tokenize
    nlp.add_pipe("griffier_gazetteer")
    return nlp


def _sentence_starts(words: list[str]) -> list[bool | int | None]:
    """A sentence ends at . ? ! before a capital, a digit or a bullet, and at an empty line.

    Given to spaCy with the words: its setter looks at the whole document for each token.
    """
    out: list[bool | int | None] = []
    open_end, breaks = True, 0
    for word in words:
        if word.isspace():
            breaks += word.count("\n") + word.count("\f") * 2
            out.append(False)
            continue
        starts = open_end and (word[0].isupper() or not word[0].isalpha())
        out.append(starts or breaks > 1 or (breaks == 1 and word in _BULLETS))
        breaks, open_end = 0, word in _ENDS
    if out:
        out[0] = True
    return out


def _set_entities(doc: Any) -> Any:
    from spacy.util import filter_spans

    doc.ents = filter_spans([*_matcher(None)(doc, as_spans=True)])
    return doc


@cache
def _matcher(municipality_code: str | None) -> Any:
    """The phrases known everywhere, or those of one municipality (its local parties)."""
    from spacy.matcher import PhraseMatcher

    nlp = pipeline()
    matcher = PhraseMatcher(nlp.vocab)
    if municipality_code is None:
        matcher.add("LOC", [nlp.make_doc(name) for name in places.by_name()])
        matcher.add("LAW", [nlp.make_doc(form) for form in laws.names()])
        matcher.add("ORG", [nlp.make_doc(name) for name in laws.lexicon()["organizations"]["names"]])
        matcher.add("PARTY", [nlp.make_doc(form) for form in parties.strict_forms()])
    else:
        local = [form for listed in councils.every_list(municipality_code) for form in parties.printed_forms(listed)]
        if local:
            matcher.add("PARTY", [nlp.make_doc(form) for form in local])
    return matcher


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


def _docs(part: Part) -> tuple[tuple[int, Any], ...]:
    nlp = pipeline()
    return tuple((span.start, nlp(part.doc.text[span.start : span.end])) for span in slices(part))


def sentences_of(part: Part) -> tuple[Span, ...]:
    """The sentences of a part, blanks trimmed off; computed once (`part.memo(sentences_of)`)."""
    out = []
    for base, doc in part.memo(_docs):
        for sentence in doc.sents:
            raw = sentence.text
            start = base + sentence.start_char + len(raw) - len(raw.lstrip())
            end = base + sentence.end_char - (len(raw) - len(raw.rstrip()))
            if start < end:
                out.append(Span(start, end))
    return tuple(out)


def entities_of(part: Part, municipality_code: str | None = None, model: str | None = None) -> list[EntityMention]:
    """The names that the gazetteers know, local parties of the municipality among them, and those of a trained model.

    Where two overlap the gazetteers win. Raises ModelNotFoundError for a model that is not installed.
    """
    found: list[EntityMention] = []
    local = _matcher(municipality_code) if municipality_code else None
    for base, doc in part.memo(_docs):
        for ent in doc.ents:
            found.append(EntityMention(base + ent.start_char, base + ent.end_char, ent.label_, ent.text, "rule:gazetteer"))
        for ent in local(doc, as_spans=True) if local is not None else ():
            found.append(EntityMention(base + ent.start_char, base + ent.end_char, ent.label_, ent.text, "rule:gazetteer"))
    for name, trained in _trained(model):
        for span in slices(part):
            for ent in trained(part.doc.text[span.start : span.end]).ents:
                label = _TYPES.get(ent.label_)
                if label:
                    found.append(EntityMention(span.start + ent.start_char, span.start + ent.end_char, label, ent.text, f"ner:{name}"))
    return _longest(found)


def _longest(found: list[EntityMention]) -> list[EntityMention]:
    """Of overlapping mentions the longest of a gazetteer, then the longest of a model."""
    kept: list[EntityMention] = []
    for trained in (False, True):
        starts = [(m.start, m.end) for m in kept]
        for mention in sorted((m for m in found if m.method.startswith("ner:") is trained), key=lambda m: (m.start, -m.end)):
            i = bisect_right(starts, (mention.start, mention.end))
            if (i == 0 or starts[i - 1][1] <= mention.start) and (i == len(starts) or starts[i][0] >= mention.end):
                starts.insert(i, (mention.start, mention.end))
                kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


@cache
def _trained(model: str | None) -> tuple[tuple[str, Any], ...]:
    """The project's own model, where its folder is there, and the one that the caller named."""
    import spacy

    out = []
    own = files("griffier.extractors").joinpath("data/ner")
    if own.joinpath("meta.json").is_file():
        trained = spacy.load(Path(str(own)))
        out.append((f"{trained.meta['name']}-{trained.meta['version']}", trained))
    if model:
        try:
            trained = spacy.load(model)
        except OSError as error:
            raise ModelNotFoundError(f"no spaCy model {model!r} is installed") from error
        out.append((str(trained.meta.get("name", model)), trained))
    return tuple(out)
