"""People with their parties: lists of members, lines of signatures, columns of them, names in open text.

"de leden Maas, Berg en Van Dijk", "Jansen (VVD), De Vries (CDA)", "Piet Voorbeeld – Lokaal Belang", a row of names
over a row of parties, "namens de fractie van X", "Lid NAME", "Groep NAME", "c.s.". What is neither a name nor a party
is left out, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from griffier.extractors.dutch import names, parties
from griffier.extractors.dutch.names import Name
from griffier.extractors.dutch.parties import PartyMention
from griffier.schemas.document import Line, Part, Span
from griffier.schemas.evidence import Found


@dataclass(frozen=True, slots=True)
class Member:
    """A person, a party, or both. `others`: "c.s." stood behind the name."""

    name: Name | None
    party: PartyMention | None
    others: bool = False

    def found_name(self, confidence: float = 0.9) -> Found[str] | None:
        """The name with its evidence."""
        return (
            None
            if self.name is None
            else Found(self.name.text, (Span(self.name.start, self.name.end),), "rule:person", confidence)
        )

    def found_party(self, confidence: float = 0.92) -> Found[str] | None:
        """The party as written, with its evidence."""
        return (
            None
            if self.party is None
            else Found(self.party.raw, (Span(self.party.start, self.party.end),), "rule:party", confidence)
        )


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A stretch between separators, read as a name, a party or both; `line` counts line breaks before it."""

    member: Member
    line: int
    comma: bool


_SEPARATOR = re.compile(r"\s*[,;•·]\s*|\s+(?:en|alsmede|and|evenals|&)\s+|\s*\n+\s*|\t+|[ \u00a0]{3,}|\s*\f\s*")
_LEAD = re.compile(r"^[\s\-–—•·*_.:‘’'\"|]+")
_GROUP = re.compile(r"(?:Groep|Lid|Lijst|Fractie)(?:\s+|-)(?=[A-ZÀ-Ý'’])")


@cache
def _cue() -> re.Pattern[str]:
    words = [*names.lexicon()["roles"], *names.lexicon()["signing"]["on_behalf"], *names.lexicon()["titles"]]
    return re.compile(rf"\s*(?:{names.alternation(words)}(?=[\s:,(]|(?<=\.)|$)[\s:]*)", re.IGNORECASE)


def parse_members(
    text: str, start: int, end: int, municipality_code: str | None = None, on: str | None = None
) -> list[Member]:
    """The people and parties of a list in `text[start:end]`, in order.

    Separators are commas, semicolons, "en", line breaks, tabs and wide gaps; a party in brackets, after a dash or on
    the line under a name belongs to it. Pieces that are neither are skipped.
    """
    chunks: list[_Chunk] = []
    at, line, comma = start, 0, False
    for lo, hi in _pieces(text, start, end):
        line += text.count("\n", at, lo)
        comma = "," in text[at:lo] if at < lo else False
        member = parse_member(text, lo, hi, municipality_code, on)
        if member is not None and member.party and _ALL_OF.search(text, lo, hi):
            chunks = _shared(chunks, member.party)
        if member is not None:
            chunks.append(_Chunk(member, line, comma))
        line += text.count("\n", lo, hi)
        at = hi
    return _paired(chunks)


_ALL_OF = re.compile(r"\((?:allen|beiden|allebei)\b")


def _shared(chunks: list[_Chunk], party: PartyMention) -> list[_Chunk]:
    """ "Proef, De Tester en Smits (allen D66)": the party is that of the names before it too."""
    first = len(chunks)
    while first and _kind(chunks[first - 1].member) == "n":
        first -= 1
    shared = [_Chunk(Member(c.member.name, party, c.member.others), c.line, c.comma) for c in chunks[first:]]
    return [*chunks[:first], *shared]


def _pieces(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """The stretches between separators; what stands in brackets is never cut."""
    at, depth_end = start, start
    for match in _SEPARATOR.finditer(text, start, end):
        if match.start() < depth_end:
            continue
        opened = text.rfind("(", at, match.start())
        if opened >= 0 and text.find(")", opened, match.start()) < 0:
            closed = text.find(")", match.start(), min(end, match.start() + 60))
            if closed >= 0 and "\n" not in text[match.start() : closed]:
                depth_end = closed
                continue
        if match.start() > at:
            yield at, match.start()
        at = match.end()
    if at < end:
        yield at, end


def parse_member(
    text: str, start: int, end: int, municipality_code: str | None = None, on: str | None = None
) -> Member | None:
    """One person with or without a party, or one party, that the whole of `text[start:end]` is; None for everything
    else."""
    start, end = _stripped(text, start, end)
    others = False
    for word in names.lexicon()["signing"]["others"]:
        if text[start:end].endswith(word):
            end, others = end - len(word), True
    start, end = _stripped(text, start, end)
    if end - start < 2 or end - start > 120:
        return None
    own = _group(text, start, end)
    if own is not None:
        return Member(own[0], own[1], others)
    start = _after_cues(text, start, end)
    found = parties.find_parties(text, start, end, municipality_code, on, loose=True)
    if not found:
        bracketed = _unknown_in_brackets(text, start, end)
        if bracketed is not None:
            return Member(*bracketed, others)
        if parties.looks_local(text[start:end]):
            raw = " ".join(text[start:end].split())
            return Member(None, PartyMention(start, end, raw, raw, frozenset()), others)
        name = names.parse_name(text, start, end)
        return Member(name, None, others) if name else None
    party = found[0] if len(found) == 1 else _as_written(text, found)
    if party is None:
        return None
    before = _trim(text, start, party.start)
    after = _trim(text, party.end, end)
    if before[0] >= before[1] and after[0] >= after[1]:
        return Member(None, party, others)
    for lo, hi in (before, after):
        if lo < hi:
            name = names.parse_name(text, _after_cues(text, lo, hi), hi)
            empty = after if (lo, hi) == before else before
            if name and empty[0] >= empty[1]:
                return Member(name, party, others)
    return None


def _as_written(text: str, found: list[PartyMention]) -> PartyMention | None:
    """ "GroenLinks-PvdA" where the council has them apart: one signs for both, and it stays as written."""
    if any(not re.fullmatch(r"\s?[/–&-]\s?", text[a.end : b.start]) for a, b in pairwise(found)):
        return None
    raw = " ".join(text[found[0].start : found[-1].end].split())
    return PartyMention(found[0].start, found[-1].end, raw, raw, frozenset().union(*(f.keys for f in found)))


_BRACKETS = re.compile(r"(?P<name>[^()\n]{3,60}?)\s*\((?P<party>[A-ZÀ-Þ][^()\d\n]{1,40})\)")


def _unknown_in_brackets(text: str, start: int, end: int) -> tuple[Name, PartyMention] | None:
    """A whole name before a party that no list knows, as written: "Gijs Voorbeeld (Lokaal Belang)". A lower-case
    function is none."""
    found = _BRACKETS.fullmatch(text, start, end)
    if found is None:
        return None
    name = names.parse_name(text, *found.span("name"))
    if name is None or name.start != found.start("name"):
        return None
    raw = " ".join(found["party"].split())
    if raw.lower().split()[0] in names.lexicon()["roles"]:
        return None
    return name, PartyMention(*found.span("party"), raw, raw, frozenset())


def _group(text: str, start: int, end: int) -> tuple[Name | None, PartyMention] | None:
    """ "Groep De Jong", "Lid Ceder": a party of its own, named after a person."""
    match = _GROUP.match(text, start, end)
    if match is None or parties.find_parties(text, match.end(), end, loose=True):
        return None
    name = names.parse_name(text, match.end(), end)
    if name is None:
        return None
    raw = " ".join(text[start:end].split())
    return None, PartyMention(start, name.end, raw, raw, frozenset())


def _after_cues(text: str, start: int, end: int) -> int:
    for _ in range(4):
        match = _cue().match(text, start, end)
        if match is None or match.end() >= end:
            break
        start = match.end()
    return start


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in '-–—•·*_.:|‘"“©'):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ',;:|_–—-"”'):
        end -= 1
    if (
        end > start
        and text[end - 1] == "."
        and not re.search(r"\b(?:c\.s|v\.d|[A-Z])\.$", text[max(start, end - 6) : end])
    ):
        end -= 1
    return start, end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the brackets, dashes and words that join a name and its party."""
    joint = (
        r"(?:\s|[()\[\],:;/|–—-]|\b(?:van\s+de\s+fractie|allen|beiden|allebei|namens|fractie|de|het|van)\b(?=[\s)]*$))*"
    )
    piece = text[start:end]
    lead = re.match(r"[\s()\[\],:;/|–—-]*", piece)
    tail = re.search(joint + r"$", piece)
    lo = start + (lead.end() if lead else 0)
    hi = start + (tail.start() if tail else len(piece))
    return lo, max(lo, hi)


def _paired(chunks: list[_Chunk]) -> list[Member]:
    """Give names without a party the parties that stand beside or under them, where the pattern leaves no doubt."""
    rows: list[list[_Chunk]] = []
    for chunk in chunks:
        if rows and rows[-1][0].line == chunk.line:
            rows[-1].append(chunk)
        else:
            rows.append([chunk])
    out: list[Member] = []
    i = 0
    while i < len(rows):
        row = rows[i]
        kinds = "".join(_kind(c.member) for c in row)
        below = "".join(_kind(c.member) for c in rows[i + 1]) if i + 1 < len(rows) else ""
        if re.fullmatch(r"(?:np)+", kinds):
            out.extend(_join(row[k].member, row[k + 1].member) for k in range(0, len(row), 2))
        elif re.fullmatch(r"(?:pn)+", kinds) and (len(kinds) > 2 or _full(row[1].member)):
            out.extend(_join(row[k + 1].member, row[k].member) for k in range(0, len(row), 2))
        elif set(kinds) == {"n"} and below == "p" * len(kinds):
            out.extend(_join(a.member, b.member) for a, b in zip(row, rows[i + 1], strict=True))
            i += 1
        elif set(kinds) == {"p"} and below == "n" * len(kinds) and _party_first(rows, i):
            out.extend(_join(b.member, a.member) for a, b in zip(row, rows[i + 1], strict=True))
            i += 1
        else:
            out.extend(c.member for c in row)
        i += 1
    return out


def _full(member: Member) -> bool:
    """Does a name have initials or a first name, so that it can stand on its own behind a party?"""
    return member.name is not None and (member.name.initials or " " in member.name.text)


def _party_first(rows: list[list[_Chunk]], i: int) -> bool:
    """From here on parties and names alternate to the end, party first ("VVD", name, "CDA", name)."""
    kinds = ["".join(_kind(c.member) for c in row) for row in rows[i:]]
    return len(kinds) % 2 == 0 and all(set(k) == ({"p"} if j % 2 == 0 else {"n"}) for j, k in enumerate(kinds))


def _kind(member: Member) -> str:
    return "b" if member.name and member.party else "n" if member.name else "p"


def _join(name: Member, party: Member) -> Member:
    return Member(name.name, party.party, name.others)


def signature_rows(lines: Sequence[Line], municipality_code: str | None = None, on: str | None = None) -> list[Member]:
    """The people of a signature block, line by line; columns may be parted by a single blank where initials begin a
    name.

    Lines that hold neither names nor parties (a scrawl read by OCR, a dotted line) are skipped.
    """
    rows: list[list[_Chunk]] = []
    for line in lines:
        if line.blank or len(line.text) > 160:
            continue
        row = [_Chunk(m, line.index, False) for m in _row(line, municipality_code, on)]
        if row:
            rows.append(row)
    return _paired([chunk for row in rows for chunk in row])


def _row(line: Line, municipality_code: str | None, on: str | None) -> list[Member]:
    text = " " * line.start + line.text
    listed = parse_members(text, line.start, line.end, municipality_code, on)
    cells = _cells(text, line.start, line.end, municipality_code, on)
    return cells if len(cells) > len(listed) else listed


_NAME_BEGINS = re.compile(rf"(?<![\w.])(?={names.INITIALS}[ \u00a0]?\S)")


def _cells(text: str, start: int, end: int, municipality_code: str | None, on: str | None) -> list[Member]:
    """A line of columns parted by one blank: names that begin with initials, or parties alone. [] where something else
    is in it."""
    found = parties.find_parties(text, start, end, municipality_code, on, loose=True)
    if len(found) > 1:
        rest = (
            text[start : found[0].start]
            + "".join(text[a.end : b.start] for a, b in pairwise(found))
            + text[found[-1].end : end]
        )
        if not re.search(r"\w{2}", rest):
            return [Member(None, p) for p in found]
    if found:
        return []
    out: list[Member] = []
    at = start
    cuts = [m.start() for m in _NAME_BEGINS.finditer(text, start, end)]
    if not cuts:
        return []
    for lo, hi in zip(cuts, [*cuts[1:], end], strict=True):
        if lo < at:
            continue
        whole = names.parse_name(text, *_stripped(text, lo, hi))
        if whole is None:
            whole, rest_name = _name_and_rest(text, lo, hi)
            if whole is None:
                return []
            out.append(Member(whole, None))
            if rest_name is not None:
                out.append(Member(rest_name, None))
        else:
            out.append(Member(whole, None))
        at = hi
    return out


def _name_and_rest(text: str, start: int, end: int) -> tuple[Name | None, Name | None]:
    """ "E. van Baarsen Schulte": a name with initials, then one without."""
    tokens = list(re.finditer(r"\S+", text[start:end]))
    for k in range(len(tokens) - 1, 0, -1):
        cut = start + tokens[k - 1].end()
        first = names.parse_name(text, start, cut)
        if first is not None:
            return first, names.parse_name(text, *_stripped(text, cut, end))
    return None, None


@cache
def _after_role() -> re.Pattern[str]:
    titles = [t for t in names.lexicon()["titles"] if t not in ("mr", "dr", "ir", "ing", "prof", "drs")]
    words = [*names.lexicon()["roles"], *titles]
    return re.compile(
        rf"(?<!\w)(?i:{names.alternation(words)})(?P<colon>\s*:)?\s+(?:(?i:{names.alternation(names.lexicon()['titles'])})\s+){{0,3}}(?P<name>{names.name_pattern()})(?![\w@])"
    )


def people_of(part: Part) -> tuple[Name, ...]:
    """The people that a part names in open text: with initials, or after a title or an office. Computed once."""
    text = part.doc.text
    found = {(n.start, n.end): n for n in names.find_with_initials(text, part.start, part.end)}
    for match in _after_role().finditer(text, part.start, part.end):
        name = names.parse_name(text, *match.span("name"))
        if (
            name is not None
            and "\n" not in text[name.start : name.end]
            and (name.initials or not (name.text[0].islower() or (match["colon"] and " " not in name.text)))
        ):
            found.setdefault((name.start, name.end), name)
    out: list[Name] = []
    for name in sorted(found.values(), key=lambda n: (n.start, -n.end)):
        if not out or name.start >= out[-1].end:
            out.append(name)
    return tuple(out)
