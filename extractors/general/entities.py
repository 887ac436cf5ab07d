"""The people, organisations, parties, places and acts that a text names, each once with the number of its mentions.

Rules propose (lists, the grammar of names); where a sentence holds a name that no rule explains, the trained model
decides, and the evidence says `ner:nl_griffier`. The evidence is the first mention. A party is linked to the council's
own list, a municipality to its CBS code.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from griffier.extractors.drafting.context import Context
from griffier.extractors.dutch import names, parties, places, recognise
from griffier.extractors.dutch.damaged_names import is_damaged
from griffier.extractors.dutch.gazetteer import EntityMention
from griffier.extractors.dutch.names import Name
from griffier.extractors.general import municipality
from griffier.extractors.general.date import best_of
from griffier.extractors.general.references import laws_of
from griffier.schemas.document import PageState, Part, Span
from griffier.schemas.evidence import Found

_CONFIDENCE = {"person": 0.85, "organization": 0.85, "party": 0.92, "location": 0.85, "law": 0.92}
_LEARNT = 0.7


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
        confidence = _CONFIDENCE[self.type] if self.method.startswith("rule:") else _LEARNT
        return Found(value, (self.first,), self.method, confidence)


def extract(part: Part, context: Context, kind: str) -> list[Found[dict[str, Any]]]:
    """The entities in the order of their first mention."""
    code = municipality.code_of(part, context)
    own = best_of(part, kind)
    on = own.mention.edtf if own else context.given.date
    found: dict[tuple[str, str], _Entity] = {}
    where = part.doc.text, part.start, part.end
    ruled = recognise.by_rule(*where, code, part.memo(laws_of), part.memo(places.places_of))
    mentions = _one_label_a_name(_undamaged(recognise.mentions(*where, ruled, context.settings.spacy_model), part))
    whole = _spelt_out(mentions, part.doc.text)
    for mention in mentions:
        if mention.label == "PERSON":
            continue
        name, linked = " ".join(mention.text.split()), None
        if mention.label == "LOCATION":
            name, linked = _place(name)
        elif mention.label == "PARTY":
            name, linked = _party(name, code, on)
        elif mention.label == "ORGANIZATION":
            name = whole.get(name, name)
        _count(found, mention, name, linked)
    for entity in _people([m for m in mentions if m.label == "PERSON"], part.doc.text):
        found[entity.type, entity.name] = entity
    return [entity.found() for entity in sorted(found.values(), key=lambda e: (e.first, e.type, e.name))]


def _undamaged(mentions: list[EntityMention], part: Part) -> list[EntityMention]:
    """Without what the model took for a name where OCR damaged the print."""
    if all(page.state is not PageState.OCR for page in part.pages):
        return mentions
    return [m for m in mentions if m.method.startswith("rule:") or not is_damaged(m.text)]


def _one_label_a_name(mentions: list[EntityMention]) -> list[EntityMention]:
    """What the model calls a party here and a body there is what a rule says, else what it is called most; of two as
    often the first."""
    labels: dict[str, Counter[str]] = {}
    for mention in mentions:
        weight = 1 if mention.method.startswith("ner:") else 100
        labels.setdefault(_same(mention.text), Counter())[mention.label] += weight
    said = {name: found.most_common(1)[0][0] for name, found in labels.items() if len(found) > 1}
    return [
        replace(m, label=said[_same(m.text)]) if m.method.startswith("ner:") and _same(m.text) in said else m
        for m in mentions
    ]


def _place(name: str) -> tuple[str, str | None]:
    """The name of a place; a municipality's code where only one has that name."""
    options = places.named(name)
    return (options[0].name, options[0].code if len(options) == 1 else None) if options else (name, None)


def _party(name: str, code: str | None, on: str | None) -> tuple[str, str | None]:
    """The short name of a party, and the council's list that it is."""
    linked = parties.link(name, code, on)
    return parties.canonical(name) or linked or name, linked


def _spelt_out(mentions: list[EntityMention], text: str) -> dict[str, str]:
    """Abbreviations that stand in brackets behind an organisation's name: "Stichting Beheer Proefbos (SBP)"."""
    found: dict[str, str] = {}
    for one, behind in itertools.pairwise(mentions):
        both = one.label == behind.label == "ORGANIZATION"
        if both and re.fullmatch(r"\s*\(\s*", text[one.end : behind.start]) and len(behind.text) < len(one.text):
            found.setdefault(" ".join(behind.text.split()), " ".join(one.text.split()))
    return found


def _count(found: dict[tuple[str, str], _Entity], mention: EntityMention, name: str, code: str | None) -> None:
    kind = mention.label.lower()
    key = kind, _same(name)
    known = found.get(key)
    if known is None:
        found[key] = _Entity(kind, name, code, Span(mention.start, mention.end), mention.method)
        return
    known.mentions += 1
    known.code = known.code or code
    if known.name.isupper() and not name.isupper():
        known.name = name


def _same(name: str) -> str:
    """What spellings of one name share."""
    return name.casefold().replace("’", "'").replace("‘", "'").removeprefix("de ").removeprefix("het ")


def _people(mentions: list[EntityMention], text: str) -> list[_Entity]:
    """People by name; a surname alone counts for the one full name that ends with it, and "Karin Proef" is "K. Proef".
    VAN DROOGE and Van Drooge are one."""
    groups: dict[str, list[tuple[Name, str]]] = {}
    for mention in mentions:
        name = _name(mention, text)
        groups.setdefault(_same(name.text), []).append((name, mention.method))
    full = [key for key, group in groups.items() if names.is_full_name(group[0][0].text)]
    out: dict[str, _Entity] = {}
    for key, group in groups.items():
        target = _target(key, full)
        told = [*groups[target], *group] if target != key else group
        shown = next((n for n, _ in told if not n.text.isupper()), told[0][0])
        first, method = min((Span(n.start, n.end), method) for n, method in told)
        if target in out:
            out[target].mentions += len(group)
            out[target].first = min(out[target].first, first)
        else:
            out[target] = _Entity("person", shown.text, None, first, method, len(group))
    return list(out.values())


def _target(key: str, full: list[str]) -> str:
    """The full name that a name stands for, where only one can be meant; else itself."""
    if key not in full:
        longer = [other for other in full if other.endswith(" " + key)]
        return longer[0] if len(longer) == 1 else key
    given, _, surname = key.partition(" ")
    kin = [other for other in full if other.partition(" ")[2] == surname and other[0] == given[0]]
    initialled = [other for other in kin if "." in other.partition(" ")[0]]
    alike = len(kin) == 2 and len(initialled) == 1
    return kin[0] if alike else key


def _name(mention: EntityMention, text: str) -> Name:
    """The name without title and degree."""
    name = names.parse_name(text, mention.start, mention.end)
    return name or Name(mention.start, mention.end, " ".join(mention.text.split()), "." in mention.text)
