"""Who and what a text names: rules propose, and where they are in doubt the trained model decides.

Rules: lists (`gazetteer`), the grammar of names, acts. A sentence is in doubt where it holds a capitalised word that no
rule explains and that is no ordinary word; only those sentences are given to the model, and a text without one never
loads spaCy. Each mention says who found it: `rule:...` or `ner:MODEL`.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files

from griffier.extractors.dutch import asked, gazetteer, laws, names, nlp, places
from griffier.extractors.dutch.asked import Doubt
from griffier.extractors.dutch.gazetteer import EntityMention
from griffier.extractors.dutch.laws import LawMention
from griffier.extractors.dutch.places import PlaceMention
from griffier.extractors.dutch.tokens import placed, starts
from griffier.extractors.dutch.word_lists import word_frequencies
from griffier.extractors.dutch.words import MONTHS, WEEKDAYS, any_of

_CAPITAL = re.compile(r"(?<![\w@./&'’-])[A-ZÀ-Ý][\w'’]*(?:[-&][\w'’]+)*")
_OPENS = re.compile(r"(?:^|[.!?:;•▪●]\s+|[-–(\"“‘'*|]\s?|\d[.)]\s+|\n\s*|\s{2,})$")
_CODE = re.compile(r"[A-Z]{1,5}[-_]?\d[\w-]*|[A-Z]{1,2}|[IVX]+|[A-Z]-\w+")
_ROAD = re.compile(r"[AN]\d{1,3}")
_STREET = re.compile(
    r"(?<![\w@.-])(?:(?:Eerste|Tweede|Derde|Oude|Nieuwe|Lange|Korte|Burgemeester|Prins|Prinses|Koningin|Sint|St\.|Dr\.)\s)?"
    r"[A-ZÀ-Ý][a-zà-ÿ'’]{2,}(?:straat|laan|plein|kade|gracht|singel|steeg|dreef|plantsoen|weg)(?![\w'’-])"
)
"""Streets by their last part."""
_ADDRESS = re.compile(r"\S*(?:@|www\.|https?:)\S*")
_EVERYDAY, _COMMON = 1e-6, 3e-5
"""Shares of running Dutch from which a word at a sentence's head, and within one, is no name."""
_LEAST, _LONGEST, _COMPOUND = 2, 90, 8
_CALENDAR = frozenset((*MONTHS, *WEEKDAYS))


def mentions(text: str, start: int, end: int, ruled: list[EntityMention], model: str | None) -> list[EntityMention]:
    """The names in `text[start:end]`, in order, none over another. `ruled`: what `by_rule` found there; `model`: None
    for the one that comes with Griffier, where rules are in doubt; a model that the caller named reads everything."""
    if model is not None:
        return _merged(ruled, nlp.mentions_of(text, [*sentences(text, start, end)], model), text)
    told = asked.told(text, doubts(text, start, end, ruled))
    return _merged(ruled, told, text) if told else ruled


def learnt(text: str, start: int, end: int) -> list[EntityMention]:
    """What the model says of a range in which rules are in doubt; [] without loading it where all is known."""
    unsure = [*doubtful(text, start, end, by_rule(text, start, end))]
    return [m for m in nlp.mentions_of(text, unsure) if _may_be(m, text)] if unsure else []


def by_rule(
    text: str,
    start: int,
    end: int,
    municipality_code: str | None = None,
    acts: Iterable[LawMention] | None = None,
    towns: Iterable[PlaceMention] | None = None,
) -> list[EntityMention]:
    """What rules find; of two that overlap a person, then an act, then the lists' longest. `acts` and `towns` of the
    range, where they are known already."""
    acts = laws.find(text, start, end) if acts is None else acts
    towns = places.find(text, start, end) if towns is None else towns
    people = [n for n in names.find_names(text, start, end) if not _is_no_person(n)]
    found = [EntityMention(n.start, n.end, "PERSON", n.text, "rule:person") for n in people]
    found += [EntityMention(m.start, m.end, "LAW", m.name, "rule:law") for m in acts]
    sure = {m.start for m in towns if not m.word or has_cue(text, m.start) or _is_home(m, municipality_code)}
    for hit in gazetteer.find(text, start, end, municipality_code):
        if hit.label != "LAW" and (hit.label != "LOCATION" or hit.start in sure):
            found.append(hit)
    found += _other_places(text, start, end)
    return [*_apart(found)]


def _is_no_person(name: names.Name) -> bool:
    """ "Burgemeester en wethouders Proefdam", and "Awb. Het" at the turn of two sentences."""
    return name.text in places.by_name() or name.text.partition(".")[0] in laws.names()


def _other_places(text: str, start: int, end: int) -> Iterator[EntityMention]:
    """Streets by their last part, roads by number, countries and provinces, boroughs behind "stadsdeel"."""
    for street in _STREET.finditer(text, start, end):
        if street[0].lower() not in places.lexicon()["no_streets"]:
            yield EntityMention(*street.span(), "LOCATION", street[0], "rule:street")
    for found in _elsewhere().finditer(text, start, end):
        yield EntityMention(*found.span(), "LOCATION", found[0], "rule:place")


def _apart(found: Iterable[EntityMention]) -> Iterator[EntityMention]:
    """Those that overlap none before them in the order given; in the order of the text."""
    kept: list[EntityMention] = []
    begins: list[int] = []
    for one in found:
        at = bisect_right(begins, one.start)
        if (at == 0 or kept[at - 1].end <= one.start) and (at == len(kept) or kept[at].start >= one.end):
            kept.insert(at, one)
            begins.insert(at, one.start)
    return iter(kept)


def _is_home(town: PlaceMention, municipality_code: str | None) -> bool:
    return any(place.code == municipality_code for place in town.options)


@cache
def _elsewhere() -> re.Pattern[str]:
    known = places.lexicon()
    boroughs = rf"(?<=[Ss]tadsdeel\s){any_of(*known['stadsdelen'])}"
    return re.compile(
        rf"(?<![\w@.-])(?:{any_of(*known['elsewhere'])}|{boroughs}|(?<=de ){_ROAD.pattern})(?![\w@]|-[A-Z]|[.]\w)"
    )


_CUES = ("gemeente ", "gemeenteraad van ", "raad van ", "plaats ", "stad ", "dorp ")


def has_cue(text: str, start: int) -> bool:
    """A town's name that is also a word counts only after "gemeente" and its like."""
    return text[max(0, start - 20) : start].lower().endswith(_CUES)


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The range of each sentence, without the white space around it."""
    found, spaces, offsets = placed(text, start, end)
    begins = [*starts(found, spaces), len(found)]
    for first, behind in itertools.pairwise(begins):
        last = behind - 1
        while last > first and found[last].isspace():
            last -= 1
        yield offsets[first], offsets[last] + len(found[last])


def doubtful(text: str, start: int, end: int, known: list[EntityMention]) -> Iterator[tuple[int, int]]:
    """The ranges of `doubts`."""
    return ((one.start, one.end) for one in doubts(text, start, end, known))


def doubts(text: str, start: int, end: int, known: list[EntityMention]) -> Iterator[Doubt]:
    """The sentences that hold a name which no rule explains, or which a rule only guesses."""
    places_of_doubt = sorted({*_unexplained(text, start, end, known), *_guessed(text, start, known)})
    if not places_of_doubt:
        return
    for first, behind in sentences(text, start, end):
        at = bisect_left(places_of_doubt, first)
        if at < len(places_of_doubt) and places_of_doubt[at] < behind:
            yield Doubt(first, behind, tuple(places_of_doubt[at : bisect_left(places_of_doubt, behind)]))


def _unexplained(text: str, start: int, end: int, known: list[EntityMention]) -> Iterator[int]:
    """Where a word stands that looks like a name and is in none."""
    begins = [m.start for m in known]
    lower: set[str] | None = None
    for word in itertools.chain.from_iterable(p.finditer(text, start, end) for p in (_CAPITAL, _HALF_NAME, _ROW)):
        at = bisect_right(begins, word.start()) - 1
        if at >= 0 and known[at].end > word.start():
            continue
        if word.re is _HALF_NAME or (word.re is _ROW and _is_unlisted(word[0])):
            yield word.start()
        elif word.re is _ROW:
            continue
        elif not _is_ordinary(word, text, start):
            if lower is None:
                lower = set(re.findall(r"(?<![\w-])[a-zà-ÿ]+", text[start:end]))
            if word[0].lower() not in lower:
                yield word.start()


def _guessed(text: str, start: int, known: list[EntityMention]) -> Iterator[int]:
    """Where a rule's name may be part of a longer one ("Hart voor Proefdam"), or two, or an act that no list holds."""
    for one, behind in itertools.pairwise(known):
        if "ORGANIZATION" in (one.label, behind.label) and _BESIDE.fullmatch(text, one.end, behind.start):
            yield one.start
    for one in known:
        if one.label in ("LOCATION", "PARTY", "ORGANIZATION"):
            before = _CAPITAL_BEFORE.search(text, max(start, one.start - 40), one.start)
            if before and _lengthens(one, before["word"]):
                yield one.start
        elif one.label == "PERSON":
            if text[one.end : one.end + 1] == "-" or any(_shouted(word, one) for word in re.findall(r"\w+", one.text)):
                yield one.start
        elif one.label == "LAW" and not _is_sure(one):
            yield one.start


_CAPITAL_BEFORE = re.compile(r"(?P<word>(?<!\w)[A-ZÀ-Ý][\w'’-]*)(?:\s+(?:voor|van|in|de|het|uit))?\s+\Z")
_BEFORE_TOWNS = frozenset(("Gemeente", "Gemeenteraad", "Raad", "Burgemeester", "Stad", "Gemeentehuis", "Provincie"))
_FUNCTION_WORD = 3e-4


_HALF_NAME = re.compile(
    r"(?<![\w.])[A-Z]\.\s*\n\s*(?=[A-Z])|(?<=[a-z] )(?:Van|De|Den|Ter|Ten|Van\s+de[rn]?)\s+(?=[A-Z])"
    r"|(?<!\w)[a-zà-ÿ]{4,}(?:wet|verordening)(?!\w)|(?<!\w)(?:Verordening|Reglement|Wet)\s+(?=\w)"
    r"|(?<=\bin )(?:Nieuw-)?(?:Noord|Oost|Zuid|West|Centrum)(?![\w-])"
)
"""Initials at the end of a line, a surname that begins with its prefix, an act in small letters, a town's quarter."""
_ROW = re.compile(r"(?<=[a-zà-ÿ] )[A-ZÀ-Ý][a-zà-ÿ]+(?:\s(?:en\s)?[A-ZÀ-Ý][a-zà-ÿ]+)+")
"""Capitalised words in a row within a sentence: each may be an ordinary word, and the row a name ("Grote Markt")."""
_BESIDE = re.compile(r"\s+(?:en\s+)?")


def _lengthens(one: EntityMention, before: str) -> bool:
    """Whether a capitalised word before a town or a party may be a part of its name."""
    if one.label == "PARTY":
        return before.endswith("se")
    if one.label == "ORGANIZATION":
        return before.isupper()
    return before not in _BEFORE_TOWNS and _usual(before.lower()) < _FUNCTION_WORD


def _is_unlisted(row: str) -> bool:
    """Whether of capitalised words in a row none is known for no name."""
    listed = _ordinary()["words"]
    return not any(word.lower() in names.not_names() or word.lower() in listed for word in row.split())


def _shouted(word: str, known: EntityMention) -> bool:
    """A word of capitals in a person's name that is none otherwise: "raadslid Proef DLW" names a party too."""
    return known.label == "PERSON" and len(word) > 1 and word.isupper() and not known.text.isupper()


def _is_ordinary(word: re.Match[str], text: str, start: int) -> bool:
    """Whether a capitalised word is no name: by the lexicons, and by how usual it is in Dutch."""
    plain = word[0].lower()
    if len(plain) < _LEAST or plain in names.not_names() or plain in _CALENDAR or plain in _ordinary()["words"]:
        return True
    if _CODE.fullmatch(word[0]) and not _ROAD.fullmatch(word[0]):
        return True
    if plain.endswith(_ordinary()["tails"]) and len(plain) > _COMPOUND and not plain.isupper():
        return True
    heads = _opens(word, text, start)
    return all(_usual(part) >= (_EVERYDAY if heads else _COMMON) for part in plain.split("-"))


def _opens(word: re.Match[str], text: str, start: int) -> bool:
    """Whether a word is the first of a sentence or a line."""
    return word.start() == start or bool(_OPENS.search(text[max(start, word.start() - 12) : word.start()]))


@cache
def _ordinary() -> dict[str, tuple[str, ...]]:
    """`extractors/data/ordinary_words.toml`."""
    data = tomllib.loads(files("griffier.extractors").joinpath("data/ordinary_words.toml").read_text("utf-8"))
    return {name: tuple(listed) for name, listed in data.items()}


def _usual(word: str) -> float:
    return word_frequencies("nl", "small").get(word, 0.0)


def _merged(ruled: list[EntityMention], learnt: Iterable[EntityMention], text: str) -> list[EntityMention]:
    """Rules where they are sure, the model elsewhere: a town within a longer name gives way to it, and so does what a
    rule only guesses."""
    begins = [m.start for m in ruled]
    dropped: set[int] = set()
    added: list[EntityMention] = []
    for one in learnt:
        over = _overlapping(ruled, begins, one)
        if _may_be(one, text) and all(_gives_way(ruled[i], one) for i in over):
            dropped.update(over)
            added.append(one)
    kept = [m for i, m in enumerate(ruled) if i not in dropped]
    return [_weighed(one, text) for one in _apart([*added, *kept])]


_OF_PARTIES = re.compile(
    r"fractie|motie|amendement|stem|raadslid|raadsleden|commissielid|\blid\b|leden\b|vragen|partij|indien|namens|voor:|tegen:"
    r"|[A-Z]\.\s?[A-Zv]",
    re.I,
)


def _weighed(one: EntityMention, text: str) -> EntityMention:
    """Letters that the model takes for a party where nothing speaks of parties or people are an organisation's; a name
    that ends like a street, and stands where streets do, is a street's ("aan de Pieter Proeflaan")."""
    if one.label == "PERSON" and one.method.startswith("ner:") and _is_street(one, text):
        return replace(one, label="LOCATION")
    bare = one.label == "PARTY" and one.method.startswith("ner:") and one.text.isupper() and one.text.isalpha()
    if not bare or _OF_PARTIES.search(text[max(0, one.start - 70) : one.end + 40]):
        return one
    return replace(one, label="ORGANIZATION")


_AT_STREETS = re.compile(r"(?:\b(?:de|het|aan|op|langs|hoek|adres)|:)\s\Z", re.I)
_HOUSE_NUMBER = re.compile(r"\s\d{1,4}\b(?!\s*(?:stemmen|leden|jaar))")


def _is_street(one: EntityMention, text: str) -> bool:
    first, _, last = " ".join(one.text.split()).rpartition(" ")
    ends = _STREET.fullmatch(last) is not None and last.lower() not in places.lexicon()["no_streets"]
    before = text[max(0, one.start - 8) : one.start]
    stands = _AT_STREETS.search(before) is not None or _HOUSE_NUMBER.match(text, one.end) is not None
    return ends and stands and "." not in first and first[:1].isupper()


def _overlapping(ruled: list[EntityMention], begins: list[int], one: EntityMention) -> list[int]:
    low = max(0, bisect_right(begins, one.start) - 1)
    return [i for i in range(low, bisect_left(begins, one.end)) if ruled[i].end > one.start]


def _gives_way(ruled: EntityMention, learnt: EntityMention) -> bool:
    longer = _within(ruled, learnt) and learnt.end - learnt.start > ruled.end - ruled.start
    return (longer and (ruled.label, learnt.label) != ("PARTY", "PERSON")) or not _is_sure(ruled)


def _is_sure(ruled: EntityMention) -> bool:
    """A person by surname alone, or with a word of capitals in the name, and an act that only looks like one, are
    guesses."""
    if ruled.label == "PERSON":
        return "." in ruled.text and not any(_shouted(word, ruled) for word in re.findall(r"\w+", ruled.text))
    return ruled.label != "LAW" or ruled.text in laws.names().values()


def _within(inner: EntityMention, outer: EntityMention) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


_POSTCODE = re.compile(r"[1-9]\d{3}\s[A-Z]{2}\s")
"""The letters of a postcode begin no name: "1006 BL Amsterdam"."""


def _may_be(one: EntityMention, text: str) -> bool:
    """A name has letters, a capital (but for acts), no address, and is no ordinary word at the head of a line."""
    said = " ".join(text[one.start : one.end].split())
    if not _is_like_a_name(said, one.label) or (one.label == "LAW" and not laws.may_be(text, one.start, one.end)):
        return False
    if _POSTCODE.match(text, max(0, one.start - 5)) and text[one.start - 1 : one.start].isspace():
        return False
    word = _CAPITAL.fullmatch(text, one.start, one.end)
    if word is None or one.label in ("LAW", "PARTY") or said.isupper():
        return True
    if one.label == "LOCATION" and not _opens(word, text, 0):  # "in Noord": an ordinary word within a sentence
        return _is_unlisted(said)
    return not _is_ordinary(word, text, 0)


def _is_like_a_name(said: str, label: str) -> bool:
    letters = sum(c.isalpha() for c in said)
    capital = any(c.isupper() for c in said) or label == "LAW"
    fits = _LEAST <= len(said) <= _LONGEST and capital and letters > 0.5 * len(said)
    return fits and not _ADDRESS.search(said) and said.lower() not in names.not_names()
