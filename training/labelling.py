"""Labels for real sentences that nobody marked: several labelling functions propose, what they agree on counts.

Each function knows one thing: a list, the grammar of names, the structure of a document. Where two overlap and differ,
or where a capitalised word is explained by none, the tokens are left open: training learns nothing from them. A
sentence in which too much is open is not used. This is the idea of skweak and snorkel without their models: with eight
functions of high precision, agreement is a vote; what they would estimate (whom to trust) is in the order below.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from real_texts import Entity, Sentence

from griffier.extractors.dutch import gazetteer, laws, names, places
from griffier.extractors.dutch.words import MONTHS, WEEKDAYS
from griffier.extractors.people.person_or_party import party_likeness

OPEN = "OPEN"
"""The label of a range of which nothing is known."""

_STREET = re.compile(
    r"(?<!\w)(?:(?:Eerste|Tweede|Derde|1e|2e|Oude|Nieuwe|Lange|Korte|Oudezijds|Nieuwezijds|Prins|Prinses|Koningin"
    r"|Burgemeester|Dr\.?|Sint|St\.?|Jan|Piet|Graaf|Anthony)\s)?(?:(?:Van|De|Van de[rn]?)\s)?[A-ZÀ-Ý][\w'’]*"
    r"(?:straat|weg|laan|plein|kade|gracht|singel|steeg|plantsoen|dreef|dijk|wal|dwarsstraat)(?![\w-])"
)
_BODY = re.compile(
    r"(?<!\w)(?:[Ss]tichting|[Vv]ereniging|Bewonersvereniging|Omgevingsdienst|Veiligheidsregio"
    r"|Hoogheemraadschap(?: van)?|[Ww]aterschap|[Mm]inisterie van|GGD|[Rr]echtbank|Universiteit van|Hogeschool van)"
    r"(?:\s+(?:[A-ZÀ-Ý][\w'’&-]*|van|voor|het|de|en|der|te)(?=\s+[A-ZÀ-Ý])|\s+[A-ZÀ-Ý][\w'’&-]*)+"
)
_COMPANY = re.compile(r"(?<!\w)[A-ZÀ-Ý][\w&'’-]*(?:\s[A-ZÀ-Ý][\w&'’-]*){0,4}\s(?:B\.?V\.?|N\.?V\.?)(?!\w)")
_SPOKEN = r"([A-ZÀ-Ý'’ .-]{3,40}?)(?:\s\([^)]*\))?:"
_SPEAKER = re.compile(rf"\((?:De heer|Mevrouw)\s+{_SPOKEN}|(?:De heer|Mevrouw|Wethouder|Burgemeester)\s+{_SPOKEN}")
_SURNAMED = re.compile(
    r"(?:[Dd]e heer|[Mm]evrouw|[Mm]eneer|[Mm]ijnheer|[Ww]ethouder|[Rr]aadslid|[Hh]et lid|[Mm]inister)"
    rf"\s+({names.SURNAME})(?!\w)"
)
_SIDES = re.compile(
    r"(?:^|\b)(?:Voor|Tegen|[Ff]racties? van(?: de)?|stemmen van(?: de)?)\s*:?\s*([^.:\n]{2,160}?)"
    r"(?=\s*(?:[.:;\n]|voor\b|tegen\b|d\.d\.|$))"
)
_BEHIND = re.compile(r"\s+\(\s?([A-Z][^()\n]{1,30}?)\s?\)")


def of_lists(one: Sentence) -> Iterator[Entity]:
    """Parties and organisations of the gazetteers; municipalities whose name is no word."""
    for hit in gazetteer.find(one.text, 0, len(one.text)):
        if hit.label != "LOCATION" or hit.text not in places.lexicon()["words"]:
            yield hit.start, hit.end, hit.label


def of_grammar(one: Sentence) -> Iterator[Entity]:
    """People by the grammar of names."""
    for name in names.find_names(one.text, 0, len(one.text)):
        yield name.start, name.end, "PERSON"


def of_law(one: Sentence) -> Iterator[Entity]:
    """Acts by name, without their articles."""
    for hit in laws.find(one.text):
        yield *hit.act, "LAW"


def of_speakers(one: Sentence) -> Iterator[Entity]:
    """Speakers of minutes, in capitals or behind a form of address."""
    for found in (*_SPEAKER.finditer(one.text), *_SURNAMED.finditer(one.text)):
        group = next(g for g in range(1, found.re.groups + 1) if found[g])
        name = found[group].strip()
        shouted = any(len(word) > 1 and word.isupper() for word in name.split())
        if name and name.lower() not in names.not_names() and (name.isupper() or not shouted):
            yield found.start(group), found.start(group) + len(name), "PERSON"


def of_votes(one: Sentence) -> Iterator[Entity]:
    """A vote names parties, and so does a bracket behind a name."""
    ranges = [(m.start(1), m[1]) for m in _SIDES.finditer(one.text)]
    pieces = [(a + p.start(), p[0]) for a, text in ranges for p in re.finditer(r"(?:(?!,|\ben\b|\bde\b).)+", text)]
    for _, end, _ in (*of_grammar(one), *of_speakers(one)):
        if bracket := _BEHIND.match(one.text, end):
            pieces.append((bracket.start(1), bracket[1]))
    for start, piece in pieces:
        name = piece.strip()
        if party_likeness(name) >= 0.8:
            at = start + piece.index(name)
            yield at, at + len(name), "PARTY"


def of_signatures(one: Sentence) -> Iterator[Entity]:
    """A cell that is one whole name, given name first, in a block of short lines names a person."""
    lines = one.text.split("\n")
    if len(one.text) / len(lines) > 60:
        return
    for cell in re.finditer(r"\S+(?:[ ]\S+)*", one.text):
        first, _, behind = cell[0].partition(" ")
        if behind and first in names.given_names() and names.parse_name(cell[0], 0, len(cell[0])):
            yield *cell.span(), "PERSON"


def of_streets(one: Sentence) -> Iterator[Entity]:
    """Streets by their last part."""
    for found in _STREET.finditer(one.text):
        yield *found.span(), "LOCATION"


def of_bodies(one: Sentence) -> Iterator[Entity]:
    """Organisations by their first word, companies by their last."""
    for found in (*_BODY.finditer(one.text), *_COMPANY.finditer(one.text)):
        yield *found.span(), "ORGANIZATION"


FUNCTIONS: tuple[Callable[[Sentence], Iterable[Entity]], ...] = (
    of_lists,
    of_grammar,
    of_law,
    of_speakers,
    of_votes,
    of_signatures,
    of_streets,
    of_bodies,
)


@dataclass
class Known:
    """What readers marked elsewhere, by text (one label only), and how often words stand in lower case."""

    names: dict[str, str]
    lower: Counter[str]
    capital: Counter[str]

    @classmethod
    def of(cls, marked: list[Sentence], texts: Iterable[str]) -> Known:
        """From the marked sentences, and the words of all texts."""
        labels: dict[str, set[str]] = {}
        for one in marked:
            for a, b, label in one.entities:
                labels.setdefault(" ".join(one.text[a:b].split()), set()).add(label)
        lower, capital = Counter[str](), Counter[str]()
        for text in texts:
            for word in re.findall(r"[^\W\d_]+", text):
                (lower if word.islower() else capital)[word.lower()] += 1
        sure = {name: next(iter(found)) for name, found in labels.items() if len(found) == 1 and len(name) > 3}
        return cls(sure, lower, capital)

    def common(self, word: str) -> bool:
        """Whether a capitalised word is an ordinary one."""
        plain = word.lower()
        return plain in names.not_names() or plain in _MONTHS or self.lower[plain] > max(2, self.capital[plain])

    def find(self, text: str) -> Iterator[Entity]:
        """Names that readers marked in other sentences."""
        for found in re.finditer(r"[A-ZÀ-Ý][\w'’.-]*(?:[ ](?:[A-ZÀ-Ý0-9][\w'’.-]*|van|de|den|der|voor|en|het))*", text):
            pieces = found[0].split(" ")
            for size in range(len(pieces), 0, -1):
                name = " ".join(pieces[:size])
                if name in self.names:
                    yield found.start(), found.start() + len(name), self.names[name]
                    break


_MONTHS = frozenset((*MONTHS, *WEEKDAYS, "kamer"))
_CAPITAL = re.compile(r"(?<![\w@./-])[A-ZÀ-Ý][\w'’&-]*")


def labelled(one: Sentence, known: Known) -> list[Entity] | None:
    """The entities on which the functions agree, and ranges that stay open; None where too much is open."""
    votes = [entity for function in FUNCTIONS for entity in function(one)] + list(known.find(one.text))
    votes = [(a, b, label) for a, b, label in votes if b > a]
    kept: list[Entity] = []
    doubtful: list[tuple[int, int]] = []
    for a, b, label in sorted(set(votes), key=lambda v: (v[0] - v[1], v[0])):
        rivals = [k for k in kept if k[0] < b and a < k[1]]
        if not rivals:
            kept.append((a, b, label))
        elif any(k[2] != label for k in rivals) and not _holds(rivals, a, b, label):
            doubtful += [(k[0], k[1]) for k in rivals]
    kept = [k for k in kept if (k[0], k[1]) not in doubtful]
    covered = [(a, b) for a, b, _ in kept]
    begin = re.search(r"\w", one.text)
    for word in _CAPITAL.finditer(one.text):
        a, b = word.span()
        if any(x < b and a < y for x, y in (*covered, *doubtful)):
            continue
        if known.common(word[0]) or (begin and begin.start() == a and known.lower[word[0].lower()] > 0):
            continue
        doubtful.append((a, b))
    if len(doubtful) > 2 or (doubtful and not kept):
        return None
    return sorted([*kept, *((a, b, OPEN) for a, b in dict.fromkeys(doubtful))])


def _holds(rivals: list[Entity], a: int, b: int, label: str) -> bool:
    """A town inside the name of a party, an organisation or an act says nothing against it."""
    inside = all(k[0] <= a and b <= k[1] for k in rivals)
    return inside and label == "LOCATION" and all(k[2] in ("PARTY", "ORGANIZATION", "LAW") for k in rivals)
