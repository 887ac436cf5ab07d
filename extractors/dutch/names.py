"""Names of people as Dutch official text prints them: initials, tussenvoegsels, double names, titles.

"N.T. Bakker", "W. van Soest", "Egbert J. de Vries", "mw. mr. A. van 't Hof-in 't Veld", "Van Soest", "Groot, P. de",
"A. v.d. Berg MSc". Headings, offices, months and portfolios ("Ruimtelijke Ordening") are no names. The grammar follows
signature blocks and minutes of 2008 to 2025.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from griffier.extractors.dutch import places
from griffier.extractors.dutch.words import DEGREE, PARTICLE, TITLE, any_of, lexicon


@dataclass(frozen=True, slots=True)
class Name:
    """A name at its place, titles left off. `initials`: whether it has them (a name in open text is then nearly
    sure)."""

    start: int
    end: int
    text: str
    initials: bool


@cache
def not_names() -> frozenset[str]:
    """Capitalised words that are no name, in lower case."""
    return frozenset(lexicon()["not_names"]) | frozenset(role for role in lexicon()["roles"] if " " not in role)


@cache
def given_names() -> frozenset[str]:
    """`extractors/data/given_names.txt`."""
    text = files("griffier.extractors").joinpath("data/given_names.txt").read_text("utf-8")
    return frozenset(w for line in text.splitlines() if not line.startswith("#") for w in line.split())


_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶĻŁŃŅŇŐŒŘŚŞŠȘŢŤȚŪŮŰŹŻŽ"
_LOWER = "a-zß-öø-ÿāăąćčďđēėęěğģīıķļłńņňőœřśşšșţťțūůűźżž"
_INITIAL = rf"(?:[{_UPPER}](?:[{_LOWER}]{{1,2}})?|IJ)\."
INITIALS = rf"(?:{_INITIAL}[ \u00a0-]?){{1,8}}"
_BARE_INITIALS = rf"[{_UPPER}]{{1,2}}"
_MANY_BARE_INITIALS = rf"[{_UPPER}]{{1,4}}"
_CORE = rf"(?:Mc|Mac)?(?:IJ|[{_UPPER}])[{_LOWER}]+(?:['’][{_LOWER}{_UPPER}][{_LOWER}]*)?"
_WORD = rf"(?:(?:[OD]['’]|['’]s-)?{_CORE}|[{_UPPER}]['’][{_LOWER}]{{2,}})"
_CAPS = rf"[{_UPPER}]{{3,}}(?:['’][{_UPPER}]+)?"
_PREFIX = rf"(?:{PARTICLE}(?:[ \u00a0]+|(?<=['’.-])))"
_PREFIXED = rf"(?i:{_PREFIX})?(?:{_WORD}|{_CAPS})"
SURNAME = rf"{_PREFIXED}(?:[ ]?[-–][ ]?{_PREFIXED})?"
"""A surname with its tussenvoegsels and, after a hyphen, a second one."""

_GIVEN = rf"(?:{_WORD}(?:-{_WORD})?[ \u00a0]+){{1,3}}"
_INITIALLED = rf"{INITIALS}[ \u00a0]*(?:\({_WORD}\)[ ]*)?(?:{_WORD}[ ]+(?={_PREFIX}[{_UPPER}]))?"
NAME = rf"(?:{_INITIALLED}|{_GIVEN}(?:{INITIALS}[ \u00a0]*)?)?{SURNAME}"
"""A whole name: initials or first names (up to three), then a surname."""

SURNAME_FIRST = rf"{SURNAME},[ ]*{INITIALS}[ ]*(?:(?i:{PARTICLE})(?![\w'’]))?"
""" "Groot, P. de", as registers sort."""

_TITLES_BEFORE = rf"\s*(?i:(?:{TITLE}(?=[\s]|(?<=\.))\s*){{0,4}})"
_DEGREES_BEHIND = rf"(?:,?\s+{DEGREE}(?=[\s,]|$)){{0,3}}\s*"
_CAPITALS = rf"(?P<given>{_CAPS})[ ]+(?:{_CAPS}[ ]+)?{SURNAME}"
_WHOLE = re.compile(
    rf"{_TITLES_BEFORE}(?P<name>{NAME}|{SURNAME_FIRST}|{_BARE_INITIALS}[ ]{SURNAME}|{_CAPITALS}){_DEGREES_BEHIND}"
)
_TWO_SURNAMES = rf"(?:{_INITIALLED}|{_GIVEN}){SURNAME}[ ]{_PREFIXED}"
_HAS_INITIALS = re.compile(rf"\s*{INITIALS}|.*\s{INITIALS}", re.S)
_SHORT = re.compile(rf"{_BARE_INITIALS}(?=\s)")
_COMPANY = ("B.V.", "N.V.", "P.O.")


def parse_name(text: str, start: int, end: int) -> Name | None:
    """The name that `text[start:end]` is, titles and degrees left off; None where the whole of it is not one name."""
    if end - start > 80 or end - start < 2:
        return None
    match = _WHOLE.fullmatch(text, start, end)
    if match is None or (match["given"] and match["given"].capitalize() not in given_names()):
        return None
    return _checked(text, *match.span("name"))


@cache
def _beside() -> re.Pattern[str]:
    """Made when it is asked for: it is long, and most papers need none of it."""
    return re.compile(
        rf"{_TITLES_BEFORE}(?P<name>{_MANY_BARE_INITIALS}[ ]{SURNAME}|{_CAPITALS}|{_TWO_SURNAMES}){_DEGREES_BEHIND}"
    )


def name_beside_party(text: str, start: int, end: int) -> Name | None:
    """The name that a range is where a party stands beside it, which leaves nothing else for it to be: also many
    initials without stops ("PJM van Voorbeeld"), capitals, two surnames without a hyphen."""
    if name := parse_name(text, start, end):
        return name
    match = _beside().fullmatch(text, start, end) if 4 < end - start <= 80 else None
    return _checked(text, *match.span("name")) if match else None


def is_full_name(text: str) -> bool:
    """Whether a text is one whole name: initials or a first name, and a surname."""
    name = name_beside_party(text, 0, len(text))
    if name is None:
        return False
    first, _, behind = name.text.partition(" ")
    return name.initials or (behind != "" and first.lower() not in _particles())


def _checked(text: str, start: int, end: int) -> Name | None:
    name = " ".join(text[start:end].split())
    initials = bool(_HAS_INITIALS.match(name))
    if _barred(name) or name.startswith(_COMPANY):
        return None
    if not initials and _stands_for_another(name):
        return None
    return Name(start, end, name, initials)


@cache
def _particles() -> frozenset[str]:
    return frozenset(word.lower() for prefix in lexicon()["prefixes"] for word in (prefix, *prefix.split()))


def _barred(name: str) -> bool:
    """Does it hold a word of offices, headings or months, or nothing but tussenvoegsels?"""
    words = [t.lower() for t in name.split() if t.lower() not in _particles()]
    return not words or any(word.strip(".,") in not_names() for word in words)


def _stands_for_another(name: str) -> bool:
    """A name without initials: an abbreviation, a party before a surname, a place ("Almere, 12 juni 2008")."""
    if " " not in name and (name.isupper() or len(name) < 3):
        return True
    short = _SHORT.match(name)
    if short is not None and short[0] in lexicon()["no_initials"]:
        return True
    return name in places.by_name() and name not in places.lexicon()["words"]


_OPEN = re.compile(rf"(?<![\w.@/-]){INITIALS}[ \u00a0]?(?:\({_WORD}\)[ ])?{SURNAME}(?![\w@])")
_TITLED = re.compile(r"(?:(?:Dhr|Mw|Mevr|Drs|Dr|Mr|Ir|Ing|Prof|Ds|Jhr|Hr|Bc|Art|Nr|Afd|Tel|Bijl|Blz|Jl)\.\s?)+")
_SINGLE = re.compile(rf"[{_UPPER}]\.\s")
_ENDS_HERE = re.compile(r"\s*(?:$|\n|\f|[,(–:;]|\s\s)")


def find_with_initials(text: str, start: int, end: int) -> list[Name]:
    """Names with initials in open text. A single letter at the head of a line is a list's letter, unless the line ends
    with the name."""
    out: list[Name] = []
    for match in _OPEN.finditer(text, start, end):
        titled = _TITLED.match(text, match.start(), match.end())
        name = _checked(text, titled.end() if titled else match.start(), match.end())
        if name is None:
            continue
        before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
        if not before and _SINGLE.match(name.text) and not _ENDS_HERE.match(text[match.end() : match.end() + 3]):
            continue
        out.append(name)
    return out


@cache
def _after_office() -> re.Pattern[str]:
    words = [*lexicon()["roles"], *lexicon()["polite"], *lexicon()["academic"]]
    return re.compile(
        rf"(?<!\w)(?i:{any_of(*words)})(?P<colon>\s*:)?\s+(?:(?i:{TITLE})\s+){{0,3}}(?P<name>{NAME})(?![\w@])"
    )


def find_names(text: str, start: int, end: int) -> tuple[Name, ...]:
    """The people that open text names: with initials, or after a title or an office."""
    found = {(n.start, n.end): n for n in find_with_initials(text, start, end)}
    for match in _after_office().finditer(text, start, end):
        name = parse_name(text, *match.span("name"))
        if name is None or "\n" in text[name.start : name.end]:
            continue
        if name.initials or not (name.text[0].islower() or (match["colon"] and " " not in name.text)):
            found.setdefault((name.start, name.end), name)
    out: list[Name] = []
    for name in sorted(found.values(), key=lambda n: (n.start, -n.end)):
        if not out or name.start >= out[-1].end:
            out.append(name)
    return tuple(out)
