"""Parties: found in text, known by their national name, linked to the list of the council by municipality and date.

National parties are known everywhere; a local party only with its municipality. "GL", "CU" and other forms that are
short or also words count only where a party is expected (`loose=True`: a vote list, a signature block). Combined lists
("PvdA/GroenLinks", "CU-SGP") are one party where the council has that list, where nothing is known of the council, or
where they are printed as one.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from griffier.extractors.dutch import councils, places
from griffier.extractors.dutch.councils import council_size, seats
from griffier.extractors.dutch.names import given_names

__all__ = [
    "PartyMention",
    "canonical",
    "council_size",
    "find_parties",
    "is_party",
    "keys_of",
    "link",
    "plain",
    "seats",
    "whole_forms",
]


@dataclass(frozen=True, slots=True)
class PartyMention:
    """One party as printed (`raw`). `name`: its short national name, or the local list; `linked`: the council's list,
    where known.

    `keys`: the national parties in it, empty for a local list. `rest`: where a name goes on that lines between cut off.
    """

    start: int
    end: int
    raw: str
    name: str
    keys: frozenset[str]
    linked: str | None = None
    rest: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class _Names:
    keys: dict[str, str]
    strict: tuple[str, ...]
    loose: tuple[str, ...]
    combined: dict[frozenset[str], str]


@cache
def _names() -> _Names:
    data = tomllib.loads(files("griffier.extractors").joinpath("data/parties.toml").read_text("utf-8"))
    keys: dict[str, str] = {}
    strict: list[str] = []
    loose: list[str] = []
    for party in data["party"]:
        forms = [*party["forms"], *(f.upper() for f in party["forms"] if " " in f or "-" in f)]
        strict.extend(forms)
        loose.extend(party.get("loose", []))
        for form in (party["key"], *forms, *party.get("loose", [])):
            keys.setdefault(plain(form), party["key"])
    combined = {frozenset(c["keys"]): c["name"] for c in data["combined"]}
    return _Names(keys, tuple(dict.fromkeys(strict)), tuple(dict.fromkeys(loose)), combined)


def plain(name: str) -> str:
    """A name for comparison: letters and digits in lower case."""
    return re.sub(r"[\W_]+", "", name.lower())


_SPLIT = re.compile(r"\s*(?:[/&+,:()]|\s[-–]\s|-|\ben\b)\s*")


def keys_of(name: str) -> frozenset[str]:
    """The national parties in a name: "GROENLINKS / Partij van de Arbeid (PvdA)" -> GroenLinks and PvdA; empty for a
    local list."""
    return _keys_of(name)


@cache
def _keys_of(name: str) -> frozenset[str]:
    known = _names().keys
    name = name[_town_before(name, 0, len(name)) :]
    whole = known.get(plain(name))
    if whole:
        return frozenset({whole})
    found = {known[p] for piece in _SPLIT.split(name) if (p := plain(piece)) in known}
    return frozenset(found)


_ADJECTIVE = re.compile(r"(?P<stem>[A-ZÀ-Ý][\w'’-]{2,14}?)(?P<ending>se|sche|er|s)[ \u00a0](?=\S)")
_OWN_STEM, _SHORT_STEM = 3, 4
"""Letters of a town that an adjective shows: "Haagse" is plain, in "-er" and "-s" a surname may end too."""


def _town_before(text: str, start: int, end: int) -> int:
    """Where a party's name goes on behind a town's adjective: "Haagse VVD", "Groninger PvdA". `start` where it opens
    with none."""
    match = _ADJECTIVE.match(text, start, end)
    if match is None:
        return start
    letters = _OWN_STEM if match["ending"].startswith("s") and len(match["ending"]) > 1 else _SHORT_STEM
    if match["stem"].lower()[:letters] not in _beginnings(letters):
        return start
    return start if match[0].strip() in given_names() else match.end()


@cache
def _beginnings(letters: int) -> frozenset[str]:
    """The first letters of the words of municipalities' names."""
    words = [word for name in places.by_name() for word in re.findall(r"[^\W\d_]{3,}", name)]
    return frozenset(word[:letters].lower() for word in words)


_WORD_BEFORE = re.compile(
    r"(?:(?P<given>[A-ZÀ-Ý][\w'’-]+)[ \u00a0])?(?<![\w.'’-])(?<!\.[ \u00a0])(?P<word>[A-ZÀ-Ý][\w'’-]+)[ \u00a0]\Z"
)


def _with_town(text: str, at: int) -> int:
    """Where the mention of a national party begins that may have a town's adjective before it."""
    before = _WORD_BEFORE.search(text, max(0, at - 40), at)
    if before is None or before["given"] in given_names():
        return at
    start = before.start("word")
    return start if _town_before(text, start, at + 1) == at else at


def _local_pieces(name: str) -> bool:
    """Does a list's name hold anything beside national parties ("Progressief Woerden (GroenLinks/PvdA)")?"""
    name = name[_town_before(name, 0, len(name)) :]
    return any(plain(piece) not in _names().keys for piece in _SPLIT.split(name) if plain(piece))


def canonical(name: str) -> str | None:
    """The short national name: "Democraten 66" -> "D66", "GL-PvdA" -> "GroenLinks/PvdA". None for everything that is
    not national."""
    keys = keys_of(name)
    if not keys or (len(keys) > 1 and keys not in _names().combined):
        return None
    if _local_pieces(name):
        return None
    return next(iter(keys)) if len(keys) == 1 else _names().combined[keys]


def is_party(name: str, municipality_code: str | None = None) -> bool:
    """Is the whole string a party: a national one in any spelling, or a list of this municipality?"""
    return canonical(name) is not None or any(
        plain(name) in _aliases(x) for x in councils.every_list(municipality_code)
    )


@cache
def _aliases(listed: str) -> frozenset[str]:
    """How a list's name is written short, for comparison: without its subtitle, by its abbreviation, by its
    initials."""
    if listed.startswith("Blanco"):
        return frozenset()
    out = {plain(listed), plain(listed.partition(":")[0]), plain(re.sub(r"\([^)]*\)", "", listed))}
    out.update(plain(inner) for inner in re.findall(r"\(([^)]*)\)", listed))
    bare = re.sub(r"\([^)]*\)", "", listed).partition(":")[0]
    words = re.findall(r"[^\W_]+", bare)
    if len(words) > 1:
        out.add("".join(w[0] for w in words).lower())
    out.update(plain(piece) for piece in re.split(r"\s*/\s*", bare) if len(plain(piece)) > 3)
    return frozenset(a for a in out if len(a) > 1)


def whole_forms(listed: str) -> list[str]:
    """The forms of a list's name that are names in full, no initials: with and without its subtitle, and what stands in
    brackets."""
    if listed.startswith("Blanco"):
        return []
    bare = re.sub(r"\s*\([^)]*\)", "", listed).partition(":")[0].strip()
    return [listed, bare, *(x for x in re.findall(r"\(([^)]*)\)", listed) if len(x) > 4)]


def link(name: str, municipality_code: str | None, on: str | None) -> str | None:
    """The council's own list for a name as written, by the name on the ballot; None where it is not known or not the
    only one.

    Without a date: the list, where every council that is known has it under one name.
    """
    if not municipality_code:
        return None
    council = seats(municipality_code, on) if on else None
    if on and council is None:
        return None
    lists = tuple(council) if council is not None else councils.every_list(municipality_code)
    return _link(name, lists)


@cache
def _link(name: str, lists: tuple[str, ...]) -> str | None:
    """The one list of a name as printed, else of the name behind a town's adjective."""
    bare = name[_town_before(name, 0, len(name)) :]
    found = _of_name(name, lists) or _of_name(bare, lists) or _of_keys(bare, lists)
    found = found or [x for x in lists if plain(bare) in _aliases(x)]
    return found[0] if len(found) == 1 else None


def _of_name(name: str, lists: tuple[str, ...]) -> list[str]:
    return [x for x in lists if plain(x) == plain(name)]


def _of_keys(name: str, lists: tuple[str, ...]) -> list[str]:
    """The lists of the same national parties, else those in which they stand with others."""
    keys = keys_of(name)
    if not keys or _local_pieces(name):
        return []
    same = [x for x in lists if keys_of(x) == keys]
    alone = [x for x in same if not _local_pieces_beside(x)]
    return alone or same or [x for x in lists if keys < keys_of(x)]


def _local_pieces_beside(listed: str) -> bool:
    return _local_pieces(re.sub(r"\([^)]*\)", "", listed)) and bool(keys_of(listed))


_LOCAL = re.compile(
    r"(?:Leefbaar|Lokaal|Lijst|Stadspartij|Dorpspartij|(?:Dorps|Gemeente|Burger|Inwoners)[ ]?[Bb]elang(?:en)?"
    r"|Algemeen Belang|Hart voor|Onafhankelijke?n?|Ouderenpartij|Senioren(?:partij)?"
    r"|Progressief|Fractie|Partij|Vrije)\b(?: [\w'’&!-]+){0,5}"
    r"|[A-Z][\w'’-]+(?: [\w'’&-]+){0,3} (?:Lokaal|Belang(?:en)?|Partij|Vooruit|Centraal|Anders)"
)


def looks_local(name: str) -> bool:
    """Has a whole string the shape of a local party ("Leefbaar X", "Gemeentebelangen Y")? Which list it is stays
    unknown."""
    return len(name) < 60 and _LOCAL.fullmatch(" ".join(name.split())) is not None and " " in name.strip()


def strict_forms() -> tuple[str, ...]:
    """The forms of the national parties that are recognised in any text."""
    return _names().strict


@cache
def _pattern(municipality_code: str | None, loose: bool) -> re.Pattern[str]:
    names = _names()
    forms = [*names.strict, *(names.loose if loose else ())]
    for listed in councils.every_list(municipality_code):
        forms.extend(printed_forms(listed, loose=loose))
    ordered = sorted(dict.fromkeys(forms), key=len, reverse=True)
    one = "|".join(
        re.escape(f).replace(r"\ ", r"[ \t\u00a0]*\n?[ \t]*" if len(f) > 8 else r"[ \t\u00a0]") for f in ordered
    )
    return re.compile(rf"(?<![\w@.])(?:{one})+(?![\w@]|\.\w)")


def printed_forms(listed: str, *, loose: bool = False) -> list[str]:
    """The forms of a list's name that are looked for in text of its own municipality."""
    if listed.startswith("Blanco") or canonical(listed):
        return []
    bare = re.sub(r"\s*\([^)]*\)", "", listed).partition(":")[0].strip()
    out = [listed, bare, *re.findall(r"\(([^)]{2,30})\)", listed)]
    words = re.findall(r"[^\W_]+", bare)
    if len(words) > 2 or (len(words) == 2 and loose):
        out.append("".join(w[0] for w in words))
        out.append("".join(w[0].lower() if w.lower() in _SMALL else w[0].upper() for w in words))
    return [f for f in out if len(f) > 1 and f[0].isalnum() and (loose or _is_no_word(f))]


def _is_no_word(form: str) -> bool:
    """Can it be looked for in any text: is it longer than three letters, or in capitals?"""
    return " " in form or len(form) > 3 or form.upper() == form or any(c.isupper() for c in form[1:])


_SMALL = frozenset(["van", "voor", "de", "het", "en", "der", "in", "op", "te"])


def find_parties(
    text: str,
    start: int = 0,
    end: int | None = None,
    municipality_code: str | None = None,
    on: str | None = None,
    *,
    loose: bool = False,
) -> list[PartyMention]:
    """The parties in `text[start:end]`, in order; glued names ("VVDCDA") are taken apart. Offsets are those of
    `text`."""
    stop = len(text) if end is None else end
    pattern = _pattern(municipality_code, loose)
    council = seats(municipality_code, on)
    out: list[PartyMention] = []
    for match in pattern.finditer(text, start, stop):
        for lo, hi in _taken_apart(match, municipality_code, loose):
            told = _mention(text, lo, hi, municipality_code, on)
            if out and told.start < out[-1].end:  # "Lokaal Zaans PvdD": the word is the other party's
                told = replace(told, start=lo, raw=" ".join(text[lo:hi].split()))
            out.append(told)
    found = _combined(text, out, council, municipality_code, on)
    return [_with_unknown(text, start, stop, mention) for mention in found] if loose else found


_SHORT_BEFORE = re.compile(r"(?<![\w/-])(?P<name>[A-Z][A-Z0-9]{1,7})/\Z")
_SHORT_BEHIND = re.compile(r"(?:/(?P<name>[A-Z][A-Z0-9]{1,7})|-(?P<tied>[A-Z][a-z]{0,3}[A-Z0-9]{1,4}))(?![\w/-])")


def _with_unknown(text: str, start: int, stop: int, mention: PartyMention) -> PartyMention:
    """A party with the short name that a slash or hyphen joins to it and no list knows: "PGB/PvdA" and "D66-HvA" are
    one."""
    if not mention.keys:
        return mention
    before = _SHORT_BEFORE.search(text, start, mention.start)
    behind = _SHORT_BEHIND.match(text, mention.end, stop)
    lo = before.start() if before and not keys_of(before["name"]) else mention.start
    hi = behind.end() if behind and not keys_of(behind["name"] or behind["tied"]) else mention.end
    if (lo, hi) == (mention.start, mention.end):
        return mention
    return PartyMention(lo, hi, text[lo:hi], text[lo:hi], mention.keys)


@cache
def _single(municipality_code: str | None, loose: bool) -> re.Pattern[str]:
    shape = _pattern(municipality_code, loose).pattern
    return re.compile(shape[shape.index("(?:") : shape.rindex(")+") + 1])


def _taken_apart(match: re.Match[str], municipality_code: str | None, loose: bool) -> list[tuple[int, int]]:
    single, text, at, out = _single(municipality_code, loose), match.string, match.start(), []
    if (whole := single.match(text, at, match.end())) and whole.end() == match.end():
        return [match.span()]
    while at < match.end():
        piece = single.match(text, at, match.end())
        if piece is None or piece.end() == at:
            return [match.span()]
        out.append(piece.span())
        at = piece.end()
    return out


def _mention(text: str, start: int, end: int, municipality_code: str | None, on: str | None) -> PartyMention:
    bare = " ".join(text[start:end].split())
    linked = link(bare, municipality_code, on)
    start = _with_town(text, start) if keys_of(bare) else start
    raw = " ".join(text[start:end].split())
    return PartyMention(start, end, raw, canonical(bare) or linked or raw, keys_of(bare), linked)


def _combined(
    text: str,
    mentions: list[PartyMention],
    council: dict[str, int] | None,
    municipality_code: str | None,
    on: str | None,
) -> list[PartyMention]:
    """Two national parties joined by a slash or a hyphen become one where the council has that list, or is not known.

    Elected apart, they may sit as one later: a hyphen without blanks, or one number of seats behind both, says so.
    """
    out: list[PartyMention] = []
    for mention in mentions:
        before = out[-1] if out else None
        if before and before.keys and mention.keys and not before.keys & mention.keys:
            joint = text[before.end : mention.start]
            keys = before.keys | mention.keys
            merged = keys in _names().combined and (joint in "-–" or _SEATS_BEHIND.match(text, mention.end) is not None)
            if re.fullmatch(r"\s?[/–-]\s?", joint) and "\n" not in joint and (merged or _one_list(keys, council)):
                raw = " ".join(text[before.start : mention.end].split())
                name = _names().combined.get(keys, raw)
                out[-1] = PartyMention(before.start, mention.end, raw, name, keys, link(raw, municipality_code, on))
                continue
        out.append(mention)
    return out


_SEATS_BEHIND = re.compile(r"[ \t]?[(\[][ \t]?\d{1,2}\b")


def _one_list(keys: frozenset[str], council: dict[str, int] | None) -> bool:
    if council is not None:
        return any(keys <= keys_of(listed) for listed in council)
    return keys in _names().combined
