"""The people of one attendance list: "de dames A.B. Proef en C. Toets (CDA), de heer D. Test (SP, tot 21.00 uur)"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from griffier.extractors.dutch.names import parse_name
from griffier.extractors.dutch.parties import find_parties, looks_local
from griffier.extractors.dutch.words import PARTICLE, POLITE, TITLE
from griffier.schemas.document import Span
from griffier.schemas.view import View

ROLE = (
    r"(?:(?:(?:1e|2e|plv\.?|plaatsvervangend|plaatsvervangende|wnd\.?|waarnemend|tijdelijk|loco)[\s-]*)?"
    r"(?:(?:raads|commissie)?voorzitter|(?:raads|commissie)?griffier|(?:gemeente)?secretaris|wethouder|burgemeester"
    r"|portefeuillehouder|notulist(?:e|en)?|verslag(?:legging|legger|legster)?|commissaris)(?:s|\(s\))?)"
)
ROLES = (
    "voorzitter",
    "griffier",
    "secretaris",
    "wethouder",
    "burgemeester",
    "notulist",
    "verslag",
    "portefeuillehouder",
)
"""Roles as a record gives them; who reports is a `notulist`."""
MEMBERS = r"(?:(?:raads|commissie|staten|burger|steunfractie|duo)?(?:leden|lid)|fractievertegenwoordigers?)"

_LEAD = re.compile(
    r"(?:(?:en|alsmede|evenals|te\s+weten|zijnde|verder|tevens|namens|fractie|(?-i:de|het|der))\b\s*|[-–•*▪·:.]\s*"
    rf"|(?:de\s+|het\s+)?(?:(?P<group>{MEMBERS})|(?P<role>{ROLE}))\b(?!\w):?\s*|(?P<polite>{POLITE})(?!\w)\s*)",
    re.I,
)
_SEPARATOR = re.compile(r"\s*[;,•\n\t]\s*|\s{3,}|\s+(?:en|alsmede|evenals|&)\s+|\.\s+(?=(?:De|Het|Mevrouw|Verder)\b)")
_BRACKET = re.compile(r"\s*\((?P<in>[^()]*)\)?\s*$")
_IN_BRACKET = re.compile(r"\s*[,;]\s*")
_IS_ROLE = re.compile(rf"{ROLE}(?:\s+a\.i\.)?", re.I)
_IS_ABSENT = re.compile(r"(?:afwezig|verhinderd|afgemeld|m\.?k\.?|met\s+kennisgeving)(?:\s+met\s+kennisgeving)?", re.I)
_NOTE = re.compile(
    r"(?:niet|aanwezig|afwezig|vanaf|tot|m\.k|met|zonder|later|deels|gedeeltelijk|via|bij|tijdens|behalve|interim|\d|\d\d[.:]\d\d)\b"
    r".*|interim-?|a\.i\.",
    re.I | re.S,
)
_NOBODY = re.compile(r"(?:geen|niemand|allen|n\.?v\.?t\.?|-)\b", re.I)
_BUREAU = re.compile(r"(?:service|bureau|diensten|b\.?v|notuleer\w*|verslagen)\b", re.I)
_OPEN = re.compile(
    rf"(?:[,;(-]|\b(?:en|alsmede|de|het|te weten|{TITLE}|{PARTICLE})\.?|\b(?:{TITLE})\s+(?-i:[A-Z])\.)\s*$", re.I
)
_OPENS = re.compile(rf"[-–•*▪·\s]*(?:(?:{TITLE})\s+\S|(?:[A-Z]\.\s?)+|{ROLE}\b)", re.I)
_CAPITALISED = r"[A-ZÀ-Ý][\w'’à-ÿ]+"
_SURNAME = re.compile(
    rf"(?:[A-Z][a-z]{{0,2}}\.\s?)*(?:(?i:{PARTICLE})\s+)?{_CAPITALISED}"
    rf"(?:[- ](?:(?i:{PARTICLE})\s+)?{_CAPITALISED}){{0,2}}"
)
WITH_INITIALS = re.compile(rf"(?=[A-Z][a-z]{{0,2}}\.){_SURNAME.pattern}")
_PARTY_LIKE = re.compile(r"[A-Z0-9][\w!&/'’.+ -]{0,60}")


@dataclass(frozen=True)
class Attendee:
    """One of a list: places in the document. `role`: one of `ROLES`; `away`: a note that says so; `sure`: the party is
    one that a list, or another bracket, proves."""

    name: str
    place: Span
    party: Span | None = None
    role: str | None = None
    role_at: Span | None = None
    away: Span | None = None
    sure: bool = True

    @property
    def introduced(self) -> bool:
        """Does the role stand before the name: "wethouder A. Proef"?"""
        return self.role_at is not None and self.role_at.start < self.place.start


def people_of(text: str, lines: Sequence[Span], known: set[str]) -> list[Attendee]:
    """The people of a list printed on some lines. `known`: the parties of the lists before; those of this one are
    added."""
    return _List(text, lines, known).people()


def role_of(words: str) -> str | None:
    """The role that some words name, as a record gives it."""
    said = words.lower()
    found = next((role for role in ROLES if role in said), None)
    return "notulist" if found == "verslag" else found


def _unwrapped(text: str, lines: Sequence[Span]) -> View:
    """The lines as one: a word that a line cuts is whole, a break between two people stays a line feed."""
    raw = [text[a:b] for a, b in lines]
    one_a_line = not re.search(r"[,;]", re.sub(r"\([^()]*\)?", "", " ".join(raw)))
    pieces: list[Span | str] = []
    depth = 0
    for at, line in enumerate(lines):
        if at:
            pieces.append(_between(raw[at - 1], raw[at], depth, one_a_line=one_a_line))
        pieces.append(line)
        depth += raw[at].count("(") - raw[at].count(")")
    return View.gathered(text, pieces)


def _between(above: str, below: str, depth: int, *, one_a_line: bool) -> str:
    if re.search(r"\w-$", above) and below[:1].isalpha():
        return ""
    if depth > 0 or _OPEN.search(above):
        return " "
    return "\n" if one_a_line or above.endswith(")") or _OPENS.match(below) else " "


class _List:
    """Reads the pieces of a list one after another; a role in the plural holds for those that follow."""

    def __init__(self, text: str, lines: Sequence[Span], known: set[str]) -> None:
        self.view = _unwrapped(text, lines)
        self.known = known
        self.found: list[Attendee] = []
        self._role: tuple[str, Span] | None = None
        self._plural = False
        self._members = False

    def people(self) -> list[Attendee]:
        """All of them, each with the party that is proven."""
        for lo, hi in _pieces(self.view.text):
            self._take(lo, hi)
        return self._proven(self._grouped())

    def _take(self, lo: int, hi: int) -> None:
        text = self.view.text
        start, polite = self._lead(lo, hi)
        hi = start + len(text[start:hi].rstrip(" .\n"))
        notes: list[tuple[int, int]] = []
        while (bracket := _BRACKET.search(text, start, hi)) is not None:
            notes.insert(0, bracket.span("in"))
            hi = bracket.start()
        if start >= hi:
            self._say_of_last(lo, hi, notes)
            return
        name = self._name(start, hi, sure=polite or bool(notes) or self._members)
        if name is None:
            self._party_of_last(start, hi)
            return
        role = self._role
        if not self._plural:
            self._role = None
        person = Attendee(name[0], self.view.span(*name[1]), role=role[0] if role else None)
        person = replace(person, role_at=role[1] if role else None)
        for note in notes:
            person = self._noted(person, *note)
        self.found.append(person)

    def _lead(self, lo: int, hi: int) -> tuple[int, bool]:
        """Where the name begins, and whether a form of address or an office stands before it."""
        text, polite, at = self.view.text, False, lo
        while (match := _LEAD.match(text, at, hi)) is not None and match.end() > at:
            if match["group"]:
                self._role, self._members = None, True
            elif match["role"] and (role := role_of(match["role"])):
                self._plural = match["role"].lower().endswith(("s", "s)")) and not match["role"].lower().endswith(
                    "secretaris"
                )
                self._role, self._members = (role, self.view.span(*match.span("role"))), False
            polite = polite or bool(match["polite"] or match["role"] or match["group"])
            at = match.end()
        return at, polite

    def _name(self, lo: int, hi: int, *, sure: bool) -> tuple[str, tuple[int, int]] | None:
        """The name that a piece is: with initials or a given name, or a surname alone where something tells a
        person."""
        text = self.view.text
        said = text[lo:hi].rstrip(" .\n")
        if _NOBODY.match(said) or _BUREAU.search(said):
            return None
        parsed = parse_name(text, lo, lo + len(said))
        if parsed is not None:
            return parsed.text, (parsed.start, parsed.end)
        surname = (_SURNAME if sure else WITH_INITIALS).fullmatch(said)
        if surname is None or find_parties(text, lo, lo + len(said), loose=False):
            return None
        return " ".join(said.split()), (lo, lo + len(said))

    def _noted(self, person: Attendee, lo: int, hi: int) -> Attendee:
        """What brackets say of a person: party, role, and when they were there."""
        text, at = self.view.text, lo
        for cut in (*(m.span() for m in _IN_BRACKET.finditer(text, lo, hi)), (hi, hi)):
            said = text[at : cut[0]].strip()
            place = self.view.span(at, cut[0]) if said else None
            at = cut[1]
            if place is None:
                continue
            if _IS_ROLE.fullmatch(said):
                person = replace(person, role=person.role or role_of(said), role_at=person.role_at or place)
            elif _IS_ABSENT.fullmatch(said):
                person = replace(person, away=place)
            elif not _NOTE.fullmatch(said) and _PARTY_LIKE.fullmatch(said) and person.party is None:
                person = replace(person, party=place, sure=self._is_party(said))
        return person

    def _is_party(self, said: str) -> bool:
        return said in self.known or bool(find_parties(said, loose=True)) or looks_local(said)

    def _say_of_last(self, lo: int, hi: int, notes: Sequence[tuple[int, int]]) -> None:
        """ "A. Proef, griffier": an office with no name behind it is that of the one before."""
        if self.found and self._role and not self._plural and self.view.text[:lo].rstrip().endswith(","):
            last = self.found[-1]
            if last.role is None:
                self.found[-1] = replace(last, role=self._role[0], role_at=self._role[1])
            self._role = None
        if self.found and not self._role:
            for note in notes:
                self.found[-1] = self._noted(self.found[-1], *note)

    def _party_of_last(self, lo: int, hi: int) -> None:
        """ "A. Proef, CDA"."""
        found = find_parties(self.view.text, lo, hi, loose=True)
        if self.found and self.found[-1].party is None and found and found[0].start == lo and found[-1].end >= hi - 1:
            self.found[-1] = replace(self.found[-1], party=self.view.span(lo, found[-1].end))

    def _proven(self, people: list[Attendee]) -> list[Attendee]:
        """Without the brackets that are no party: a bureau, a place, what a wethouder has charge of. Where one is a
        party, a member's is too."""
        proof = any(p.party and p.sure and p.role is None for p in people)
        kept = [p if p.sure or (proof and p.role is None) else replace(p, party=None) for p in people]
        self.known.update(self._said(p.party) for p in kept if p.party)
        return kept

    def _grouped(self) -> list[Attendee]:
        """ "A, B, C (VVD), D, E (CDA)": the party behind the last of a row is that of all. Only where each party stands
        once, most have none of their own, and the list ends with one."""
        members = [p for p in self.found if p.role is None]
        named = Counter(self._said(p.party) for p in members if p.party)
        alone = len(members) - sum(named.values())
        if len(named) < 2 or max(named.values()) > 1 or alone < len(named) or members[-1].party is None:
            return self.found
        out: list[Attendee] = []
        owner = members[-1]
        for person in reversed(self.found):
            owner = person if person.party else owner
            own = person.role is not None or person.party is not None
            out.append(person if own else replace(person, party=owner.party, sure=owner.sure))
        return out[::-1]

    def _said(self, party: Span) -> str:
        at = self.view.text
        return " ".join(at[self.view.forth(party.start) : self.view.forth(party.end - 1) + 1].split())


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between separators outside brackets."""
    at = 0
    for cut in (*(m.span() for m in _SEPARATOR.finditer(text)), (len(text), len(text))):
        if text.count("(", at, cut[0]) > text.count(")", at, cut[0]) and cut[0] < len(text):
            continue
        lo, hi = at, cut[0]
        at = cut[1]
        if text[lo:hi].strip():
            yield lo + len(text[lo:hi]) - len(text[lo:hi].lstrip()), hi
