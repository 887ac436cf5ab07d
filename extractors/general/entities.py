"""The people, organisations, parties, municipalities and acts that a text names, each once with the number of its
mentions.

People come from the grammar of names (initials, titles, offices), the rest from the gazetteers; a trained model, where
one is named, adds its own with method `ner:MODEL`. The evidence is the first mention. A party is linked to the
council's own list, a municipality to its CBS code.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from griffier.extractors.drafting.context import Context
from griffier.extractors.dutch import gazetteer, nlp, parties, places
from griffier.extractors.dutch.gazetteer import EntityMention
from griffier.extractors.dutch.names import Name, find_names
from griffier.extractors.dutch.places import PlaceMention
from griffier.extractors.general import municipality
from griffier.extractors.general.date import best_of
from griffier.extractors.general.references import laws_of
from griffier.schemas.document import Part, Span
from griffier.schemas.evidence import Found

_CONFIDENCE = {"person": 0.85, "organization": 0.85, "party": 0.92, "location": 0.85, "law": 0.92}


@dataclass
class _Entity:
    type: str
    name: str
    code: str | None
    first: Span
    method: str
    mentions: int = 1

    def found(self) -> Found[dict[str, Any]]:
        value = {"type": self.type, "name": self.name, "mentions": self.mentions, "code": self.code}
        confidence = _CONFIDENCE[self.type] if self.method.startswith("rule:") else 0.7
        return Found(value, (self.first,), self.method, confidence)


def extract(part: Part, context: Context, kind: str) -> list[Found[dict[str, Any]]]:
    """The entities in the order of their first mention."""
    code = municipality.code_of(part, context)
    own = best_of(part, kind)
    on = own.mention.edtf if own else context.given.date
    found: dict[tuple[str, str], _Entity] = {}
    persons = find_names(part.doc.text, part.start, part.end)
    busy = [(n.start, n.end) for n in persons]
    known_places = {m.start: m for m in part.memo(places.places_of)}
    for mention in _outside(_mentions(part, code, context.settings.spacy_model), busy):
        name, linked = " ".join(mention.text.split()), None
        if mention.label == "LOCATION" and mention.method.startswith("rule:"):
            place = known_places.get(mention.start)
            if place is None or (place.word and not _has_cue(part.doc.text, place.start)):
                continue
            name, linked = _place(place)
        elif mention.label == "PARTY":
            name, linked = _party(name, code, on)
        elif mention.label == "LAW":
            continue  # with their articles, below
        _count(found, mention.label.lower(), name, linked, Span(mention.start, mention.end), mention.method)
    for law in part.memo(laws_of):
        _count(found, "law", law.name, None, Span(law.start, law.end), "rule:law")
    for entity in _people(persons):
        found[entity.type, entity.name] = entity
    return [entity.found() for entity in sorted(found.values(), key=lambda e: (e.first, e.type, e.name))]


def _mentions(part: Part, code: str | None, model: str | None) -> list[EntityMention]:
    """The names of the lists, and where no list knows any those of a model."""
    text = part.doc.text
    listed = gazetteer.find(text, part.start, part.end, code)
    if model is None:
        return listed
    found = [*_outside(nlp.mentions_of(text, part.start, part.end, model), [(m.start, m.end) for m in listed])]
    return sorted([*listed, *found], key=lambda m: m.start)


def _place(mention: PlaceMention) -> tuple[str, str | None]:
    """The name of a municipality, and its code where only one has that name."""
    first = mention.options[0]
    return first.name, first.code if len(mention.options) == 1 else None


def _party(name: str, code: str | None, on: str | None) -> tuple[str, str | None]:
    """The short name of a party, and the council's list that it is."""
    linked = parties.link(name, code, on)
    return parties.canonical(name) or linked or name, linked


def _count(
    found: dict[tuple[str, str], _Entity], kind: str, name: str, code: str | None, span: Span, method: str
) -> None:
    known = found.get((kind, name))
    if known is None:
        found[kind, name] = _Entity(kind, name, code, span, method)
    else:
        known.mentions += 1
        known.code = known.code or code


def _outside(mentions: Iterable[EntityMention], busy: list[tuple[int, int]]) -> Iterable[EntityMention]:
    """The mentions that are no part of a person's name."""
    at = 0
    for mention in mentions:
        while at < len(busy) and busy[at][1] <= mention.start:
            at += 1
        if at == len(busy) or busy[at][0] >= mention.end:
            yield mention


_CUES = ("gemeente ", "gemeenteraad van ", "raad van ", "plaats ", "stad ", "dorp ")


def _has_cue(text: str, start: int) -> bool:
    """A name that is also a word counts only after "gemeente" and its like."""
    return text[max(0, start - 20) : start].lower().endswith(_CUES)


def _people(names: tuple[Name, ...]) -> list[_Entity]:
    """People by name; a surname alone counts for the one full name that ends with it. VAN DROOGE and Van Drooge are
    one."""
    groups: dict[str, list[Name]] = {}
    for name in names:
        groups.setdefault(name.text.casefold().replace("’", "'").replace("‘", "'"), []).append(name)
    out: dict[str, _Entity] = {}
    full = [key for key, group in groups.items() if group[0].initials]
    for key, group in groups.items():
        longer = [other for other in full if other != key and other.endswith(" " + key)]
        target = longer[0] if len(longer) == 1 and not group[0].initials else key
        shown = next((n for n in groups[target] if not n.text.isupper()), groups[target][0])
        first = min(Span(n.start, n.end) for n in (*group, *groups[target]))
        if target in out:
            out[target].mentions += len(group)
            out[target].first = min(out[target].first, first)
        else:
            out[target] = _Entity("person", shown.text, None, first, "rule:person", len(group))
    return list(out.values())
