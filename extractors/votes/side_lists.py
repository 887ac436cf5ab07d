"""Who stood on one side of a vote.

"CDA (6), VVD (5)", "GL, D66 (33)", "Leefbaar Rotterdam, behalve het lid Jami", "lid Van Baarle van DENK".
"""

from __future__ import annotations

import re
from dataclasses import replace

from griffier.extractors.dutch import names, parties, places
from griffier.extractors.dutch.councils import Council
from griffier.extractors.people.person_or_party import DOUBT, leaning
from griffier.extractors.votes.behind_party import (
    ALL_MEMBERS,
    EXCEPT,
    NUMBER,
    OTHER_MEMBERS,
    counted,
    named_behind,
    read_behind,
)
from griffier.extractors.votes.list_pieces import segments
from griffier.extractors.votes.shared_party import named_before
from griffier.extractors.votes.sides import BY_NAME, Count, MemberSide, PartySide, SideList

_EVERYONE = re.compile(
    r"\b(?:alle(?:n|\s+(?:aanwezige\s+)?(?:fracties|partijen|leden|raadsleden))|(?:de\s+)?(?:gehele|hele"
    r"|voltallige)\s+raad|unaniem|raadsbreed|iedereen)\b",
    re.I,
)
_REST = re.compile(
    r"\b(?:(?:de\s+)?(?:overige|andere)\s+(?:fracties|partijen|leden|raadsleden)|de\s+overigen?|overigen|de\s+rest)\b",
    re.I,
)
_REST_OF = re.compile(
    rf"\W*(?:{OTHER_MEMBERS}|{ALL_MEMBERS})\s+(?:van|binnen)\s+(?:de\s+fractie\s+(?:van\s+)?)?(?:de\s+|het\s+)?", re.I
)
"""Those of a party of which one or more voted apart: "de overige zes leden van de VVD", "VVD (de overige leden)"; all
of it: "de vier leden van de PvdA"."""
_MEMBER = re.compile(
    rf"^\W*(?:en\s+)?(?:(?:het|de)\s+)?{BY_NAME}\s*(?P<name>[^,;()]{{2,50}}?)"
    r"(?:\s*\((?P<in>[^()]{2,40})\)|\s+(?:van|namens)\s+(?:de\s+fractie\s+(?:van\s+)?)?(?P<of>.{2,40}))?\W*$",
    re.I | re.S,
)
_LEAD_WORDS = re.compile(
    r"\W*(?:(?:en|de|het|[Ff]racties?|van|partijen|namens|[Ss]temmen|gestemd|hebben|stemden|[Dd]e|[Hh]et)\b\s*)*"
)
_UNKNOWN = re.compile(
    r"(?-i:[A-Z0-9À-Ý])[\w'’.&+!]*(?::\w+)?(?:[ \n/-](?!\d{1,2}\s*(?:$|[,;)\n]|en\b))[\w'’‘.&+!]+){0,5}\s*"
)
_OWNED = re.compile(r"(?P<name>[^()\d]{4,50}?)\s*\((?P<party>[A-Z][^()\d]{1,40})\)\W*")
_NO_PARTY = re.compile(r"\b(?:[Ss]tem|[Mm]otie|[Aa]mendement|[Rr]aad|[Vv]oorstel|[Cc]ollege|[Vv]oorzitter)\w*\b")
_COUNTED = re.compile(r"\W*(?:de\s+)?(?:raadsleden|leden)\s*\(\s*(?P<n>\d{1,2})\s*\)(?=\W*(?:$|\n))", re.I)
"""A council whose portal tells no parties: "Raadsleden (35)"."""
_NOBODY = re.compile(r"^\W*(?:geen|niemand|nihil|-|0|n\.?v\.?t\.?)\W*$", re.I)


def read_list(text: str, start: int, end: int, council: Council, *, sure: bool, by_name: bool = False) -> SideList:
    """The list in `text[start:end]`. `sure`: a printed label says that this is a list, so a name that no table knows
    is a party too; `by_name`: it says that members follow.
    """
    if (counted := _only_counted(text, start, end)) is not None:
        return counted
    out = SideList()
    if (said := _IN_ALL.search(text, start, end)) is not None:
        out.total, end = (int(said["n"]), *said.span("n")), said.start()
    mentions = _whole_combinations(text, parties.find_parties(text, start, end, *council, loose=True))
    for lo, hi in _segments_left(out, text, start, end, mentions):
        inside = [m for m in mentions if lo <= m.start and m.end <= hi]
        by_name = not inside and (by_name or bool(_MEMBERS.match(text, lo, hi)))
        if not (by_name and _named(out, text, lo, hi)) and not any(
            read(out, text, lo, hi, inside) for read in (_general, _titled, _known)
        ):
            _other(out, text, lo, hi, sure)
    _without_label(out, text[start:end])
    _settle_totals(out)
    _settle_excluded(out, council)
    _people_among(out, council)
    return out


def _segments_left(
    out: SideList, text: str, start: int, end: int, mentions: list[parties.PartyMention]
) -> list[tuple[int, int]]:
    """Take in the members named behind their party and a colon, or before one that they share; the stretches of the
    rest."""
    named = [*named_behind(text, end, mentions), *named_before(text, start, end, mentions)]
    out.members += [member for people in named for member in people.members]
    guarded = [(m.start, m.end) for m in mentions] + [(people.start, people.end) for people in named]
    apart = segments(text, start, end, guarded)
    return [(lo, hi) for lo, hi in apart if not any(people.start < hi and lo < people.end for people in named)]


def _only_counted(text: str, start: int, end: int) -> SideList | None:
    """ "Geen", "0", "Raadsleden (35)": what names nobody."""
    if _NOBODY.match(text[start:end]):
        zero = text.find("0", start, end)
        return SideList(total=(0, zero, zero + 1) if zero >= 0 else None)
    whole = _COUNTED.match(text, start, end)
    return SideList(total=(int(whole["n"]), *whole.span("n"))) if whole else None


def _without_label(out: SideList, text: str) -> None:
    """ "Fractie PRO (4), Fractie SVP (1)": before each name the word is a label; "Fractie De Vries" alone is a name."""
    if len(_FRACTIE.findall(text)) < 2:
        return
    for side in out.parties:
        if label := _FRACTIE.match(side.raw):
            side.start, side.raw = side.start + label.end(), side.raw[label.end() :]


_FRACTIE = re.compile(r"\bFractie\s+(?=[A-Z0-9])")


def _whole_combinations(text: str, mentions: list[parties.PartyMention]) -> list[parties.PartyMention]:
    """ "GroenLinks-PvdA-D66": a hyphen behind a name with one goes on with the same group."""
    out: list[parties.PartyMention] = []
    for mention in mentions:
        last = out[-1] if out else None
        if last and text[last.end : mention.start] == "-" and "-" in last.raw:
            out[-1] = replace(last, end=mention.end, raw=f"{last.raw}-{mention.raw}")
        else:
            out.append(mention)
    return out


def _people_among(out: SideList, council: Council) -> None:
    """ "(De Boer, Jansen)", "(VVD, De Boer en Jansen)": two surnames or more at the end of a list, without seats."""
    at = len(out.parties)
    while at and _maybe_person(out.parties[at - 1], council):
        at -= 1
    if len(out.parties) - at >= 2:
        out.members.extend(MemberSide(p.start, p.end, p.raw) for p in out.parties[at:])
        del out.parties[at:]


def _maybe_person(side: PartySide, council: Council) -> bool:
    return not (side.known or side.seats or side.apart) and leaning(side.raw, council.code) > DOUBT


SURELY_TOTAL = 13
"""A number behind the one party that is left out is the total of the others from here on, whatever the council."""

_IN_ALL = re.compile(
    r"[\s,;|=(–-]*(?:\b(?:in\s+)?tota(?:al|le)\s*[:=]?|=)\s*(?P<n>\d{1,2})(?:\s*stem(?:men)?)?[\s.;)]*\Z", re.I
)
"""The total at the end of a list: "VVD (6), CDA (6) - totaal 12"."""

_MEMBERS = re.compile(r"\W*(?:de\s+)?(?:(?:raads)?leden|heren|dames)\s+(?=\S)", re.I)
_BEFORE_NAME = re.compile(rf"\W*(?:en\s+)?(?:(?:(?:het|de)\s+)?{BY_NAME}\s*)?")
_LAST_NUMBER = re.compile(r"\s*\(\s*(\d{1,2})\s*(?:stem(?:men)?|leden)?\s*\)[\s.;]*$")
_BULLET = re.compile(r"[\s•▪●◦·*–—-]*")


def _named(out: SideList, text: str, lo: int, hi: int) -> bool:
    """One of "de leden De Boer, Van Dam en Klaassen"."""
    lead = _MEMBERS.match(text, lo, hi) or _BEFORE_NAME.match(text, lo, hi)
    at = lead.end() if lead else lo
    at += len(text[at:hi]) - len(text[at:hi].lstrip())
    number = _LAST_NUMBER.search(text[at:hi])
    stop = at + number.start() if number else hi
    name = names.parse_name(text, at, at + len(text[at:stop].rstrip(" .\n")))
    if name is None:
        return False
    if number:
        out.total = (int(number[1]), at + number.start(1), at + number.end(1))
    out.members.append(MemberSide(name.start, name.end, name.text))
    return True


def _general(out: SideList, text: str, lo: int, hi: int, inside: list[parties.PartyMention]) -> bool:
    """ "Alle fracties behalve VVD (6)", "de overige fracties"."""
    if (left := _REST_OF.match(text, lo, hi)) and inside and inside[0].start >= left.end() - 1:
        out.parties.append(PartySide(inside[0].start, inside[0].end, inside[0].raw, counted(left)))
        return True
    rest, everyone = _REST.search(text, lo, hi), _EVERYONE.search(text, lo, hi)
    if rest and not (inside and inside[0].start < rest.start()):
        out.rest = rest.span()
        out.total = _in_brackets(text, rest.end(), hi) or out.total
        return True
    if everyone is None:
        return False
    out.everyone = everyone.span()
    out.excluded.extend(PartySide(m.start, m.end, m.raw) for m in inside if m.start > everyone.end())
    count = _in_brackets(text, max([everyone.end(), *(m.end for m in inside)]), hi)
    if count and out.excluded:
        out.excluded[-1].seats = count
    else:
        out.total = count or out.total
    return True


def _in_brackets(text: str, at: int, end: int) -> Count | None:
    """The number in brackets at a place."""
    number = NUMBER.match(text, at, end)
    return (int(number["n"]), *number.span("n")) if number and number["n"] else None


def _settle_excluded(out: SideList, council: Council) -> None:
    """ "Alle fracties behalve VVD (6)": the number is the side's total where the party has another number of seats, or,
    of a council that is not known, where no party has so many."""
    count = out.excluded[-1].seats if out.excluded else None
    if count is None:
        return
    seats, party = parties.seats(*council), parties.link(out.excluded[-1].raw, *council)
    of_party = seats.get(party) == count[0] if seats and party else count[0] < SURELY_TOTAL
    if not of_party:
        out.total = out.total or count


def _titled(out: SideList, text: str, lo: int, hi: int, inside: list[parties.PartyMention]) -> bool:
    """ "Het lid Bos (CDA)", "mevrouw Bos van de fractie van het CDA"."""
    member = _MEMBER.match(text[lo:hi])
    if member is None:
        return False
    begin, stop = lo + member.start("name"), lo + len(text[lo:hi].rstrip(" .,\n"))
    whole = names.parse_name(text, begin, stop)  # "mevrouw A. van Proef": behind "van" stands no party
    name = whole if whole and whole.initials else names.parse_name(text, begin, lo + member.end("name"))
    if name is None:
        return False
    owner = next((m for m in inside if m.start >= name.end), None)
    party = (owner.start, owner.end, owner.raw) if owner else None
    out.members.append(MemberSide(name.start, name.end, name.text, party))
    return True


def _known(out: SideList, text: str, lo: int, hi: int, inside: list[parties.PartyMention]) -> bool:
    """Parties that a table knows, or a person before one."""
    for i, mention in enumerate(inside):
        stop = inside[i + 1].start if i + 1 < len(inside) else hi
        before = text[lo : mention.start] if i == 0 else ""
        if (person := _person_before(text, lo, before)) is not None:
            party = (mention.start, mention.end, mention.raw)
            out.members.append(MemberSide(person.start, person.end, person.text, party))
            continue
        if i and out.parties and EXCEPT.search(text, out.parties[-1].end, mention.start):
            break  # the party of someone who voted apart
        first = _whole_name(text, lo, mention.start) if i == 0 else mention.start
        last = _to_place(text, mention.end, stop)
        whole = first == mention.start and last == mention.end
        side = PartySide(first, last, " ".join(text[first:last].split()), known=whole)
        out.parties.append(side)
        read_behind(out, side, text, last, stop)
    return bool(inside)


def _person_before(text: str, lo: int, before: str) -> names.Name | None:
    """The person named between the start of a piece and its party: "A. Bos (CDA)"."""
    if not before.strip():
        return None
    lead = _BULLET.match(before)
    line = text[:lo] + before.replace("\n", "" if "-\n" in before else " ")  # a line may break within a name
    name = names.parse_name(line, lo + (lead.end() if lead else 0), lo + len(line[lo:].rstrip(" (–-")))
    return name and replace(name, end=lo + len(before.rstrip(" (–-")))


def _whole_name(text: str, lo: int, at: int) -> int:
    """Where a party begins of which only the end is known: "Partij Voorbeeldstad"."""
    lead = _LEAD_WORDS.match(text[lo:at])
    begin = lo + (lead.end() if lead else 0)
    return begin if re.fullmatch(r"(?:[A-ZÀ-Ý][\w'’.-]*\s+){1,3}", text[begin:at]) else at


_PLACE = re.compile(r"[ ](?P<place>(?-i:[A-Z])[\w'’-]+(?:[ ](?-i:[A-Z])[\w'’-]+)?)(?=[ ]*(?:$|[(,;.\n]|\d))")


def _to_place(text: str, at: int, stop: int) -> int:
    """Where a party ends that carries its town's name: "Forum Proefdam", "VVD Teststad"."""
    found = _PLACE.match(text, at, stop)
    return found.end() if found and found["place"] in places.by_name() else at


_BARE_NUMBER = re.compile(r"\s*[(\[]?\s*(\d{1,2})\s*(?:stem(?:men)?)?\s*[)\]]?[\s.]*$")
_GROUP = re.compile(r"\s*Fractie[\s-]+[A-Z]")
_INITIALS = re.compile(r"\s*\([A-Z][A-Za-z]{1,5}\)(?=\s*(?:\(\d{1,2}\)|\Z))")
"""A party's short name before its seats: "Lokaal Liberaal (LL) (7)"."""


def _other(out: SideList, text: str, lo: int, hi: int, sure: bool) -> None:
    """A piece without a known party: a bare total, a person, or a party that no table knows."""
    if bare := _BARE_NUMBER.match(text[lo:hi]):
        out.total = (int(bare[1]), lo + bare.start(1), lo + bare.end(1))
        return
    at = _begin(text, lo, hi)
    owned = _OWNED.fullmatch(text, at, hi)
    person = names.parse_name(text, *owned.span("name")) if owned else None
    if owned and person and (person.initials or leaning(owned["name"]) > -DOUBT):
        out.members.append(MemberSide(person.start, person.end, person.text, (*owned.span("party"), owned["party"])))
        return
    name = _UNKNOWN.match(text, at, hi)
    if not sure or not name or len(name[0].split()) > 5:
        return
    number = _LAST_NUMBER.search(text[at:hi])
    person = names.parse_name(text, at, at + len(text[at : at + number.start() if number else hi].rstrip(" .\n")))
    if person is not None and person.initials:
        out.members.append(MemberSide(person.start, person.end, person.text))
        out.total = (int(number[1]), at + number.start(1), at + number.end(1)) if number else out.total
        return
    stop = name.start() + len(name[0].rstrip(" ."))
    short = _INITIALS.match(text, stop, hi)
    _unknown(out, text, at, short.end() if short else stop, hi)


def _begin(text: str, lo: int, hi: int) -> int:
    """Where a name begins behind articles, "fractie van" and bullets; the article with a capital is a part of it: "De
    Onafhankelijken"."""
    lead = None if _GROUP.match(text[lo:hi]) else _LEAD_WORDS.match(text[lo:hi])
    at = lo + (lead.end() if lead else 0)
    if article := _ARTICLE.search(text, lo, at):
        at = article.start()
    return at + len(text[at:hi]) - len(text[at:hi].lstrip(" \t\n•▪●·*–-"))


_ARTICLE = re.compile(r"(?:De|Het)\s+$")


def _unknown(out: SideList, text: str, at: int, stop: int, hi: int) -> None:
    """A party that no table knows, where nothing but seats or an exception stands behind it."""
    rest = text[stop:hi]
    if rest.strip(" .") and not NUMBER.match(rest) and not EXCEPT.match(rest):
        return
    if re.fullmatch(r"\d{1,2}", text[at:stop]) or _NO_PARTY.search(text[at:stop]):
        return
    side = PartySide(at, stop, " ".join(text[at:stop].split()), known=False)
    out.parties.append(side)
    read_behind(out, side, text, stop, hi)


def _settle_totals(out: SideList) -> None:
    """ "GL, D66 (33)": a number behind the last of several parties alone is the total of the side."""
    with_seats = [p for p in out.parties if p.seats]
    last = out.parties[-1] if len(out.parties) > 1 and not out.total else None
    if last and with_seats == [last] and last.seats and last.seats[1] > last.start:
        out.total, last.seats = last.seats, None
