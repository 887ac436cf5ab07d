"""The columns of a line of signatures, each read as a name, a party or both (`person`)."""

from __future__ import annotations

import re
from itertools import pairwise

from griffier.extractors.dutch import names, parties
from griffier.extractors.people import person_or_party
from griffier.extractors.people.cell import Cell, Member, Range, cell_at, party_at
from griffier.extractors.people.name_lists import listed
from griffier.extractors.people.person import cell_of, is_office
from griffier.extractors.people.whose_council import Town
from griffier.extractors.text.flow import Flow, FlowLine

_SCRAWL = re.compile(r"\W*[a-z]{1,10}\W*")  # a dotted line or a signature, as recognition reads it
_GAP = re.compile(r"[ ]{2,}|\t+|\s\|\s|\s*(?:\.{4,}|…{2,}|_{3,})\s*")
_LED = r"(?:(?:De|de)\s+)?(?:Namens|Fractie|fractie)"
_LED_TWICE = re.compile(rf"\W*{_LED}\s+\S.*?\s{_LED}\s+\S")
_NEXT_LED = re.compile(
    r"(?<!\b[Dd]e)\s+(?=(?:(?:De|de)\s+)?(?:Namens\s|(?<!amens\s)(?<!amens\sde\s)(?:Fractie|fractie)\s))"
)
_TOKEN = re.compile(r"[A-Z0-9À-Ý][\w'’&+-]{0,14}[!:]?[\w]*(?:\s[A-Z][\w'’!-]*){0,2}")
_PAIR = re.compile(r"(?P<party>[A-Z0-9À-Ý][^:,;\n]{1,40}?)\s*:\s*(?P<name>[^:,;\n]{3,50}?)(?=\s*(?:[,;]|$|\n))")


def cells_of(flow: Flow, line: FlowLine, council: Town) -> list[Cell]:
    """The columns of a line, by wide gaps; a line without gaps is one cell, or what the reader of lists makes of it."""
    cuts = cuts_of(flow, line)
    if len(cuts) > 2 and _SCRAWL.fullmatch(flow.text, *cuts[-1]):
        cuts = cuts[:-1]
    read = [cell_of(flow.text, a, b, council) for a, b in cuts]
    out = _with_unknown(flow.text, cuts, read, council)
    if len(cuts) == len(out) == 1 and out[0].kind == "p" and not parties.is_party(out[0].text, council.code):
        return several if len(several := _one_blank_apart(flow.text, line.start, line.end, council)) > 1 else out
    if len(out) == len(cuts):
        return out
    if labelled := _labelled(flow.text, line.start, line.end, council):
        return labelled
    if len(line.text) >= 160:
        return out
    members, _ = listed(flow.text, line.start, line.end, council)
    narrow = _one_blank_apart(flow.text, line.start, line.end, council)
    return narrow if len(narrow) > len(members) else [cell_at(flow.text, m) for m in members] or out


def cuts_of(flow: Flow, line: FlowLine, *, within_cells: bool = True) -> list[Range]:
    """The ranges of a line between wide gaps that hold a letter; `within_cells`: and between the lines of a table's
    cell."""
    cuts: list[Range] = []
    at = line.start
    gaps = {*(m.span() for m in _GAP.finditer(flow.text, line.start, line.end)), *_wide_gaps(flow, line)}
    if _LED_TWICE.match(flow.text, line.start, line.end):
        gaps |= {m.span() for m in _NEXT_LED.finditer(flow.text, line.start + 3, line.end)}
    for lo, hi in sorted(gaps):
        if lo > at:
            cuts.append((at, lo))
        at = max(at, hi)
    if at < line.end:
        cuts.append((at, line.end))
    cuts = [(a, b) for lo, hi in cuts for a, b in lines_of_cell(flow, lo, hi)] if within_cells else cuts
    return [(a, b) for a, b in cuts if re.search(r"\w", flow.text[a:b])]


def lines_of_cell(flow: Flow, start: int, end: int) -> list[Range]:
    """A stretch of the flow, cut where its table's cell breaks the line."""
    breaks = flow.part.doc.breaks
    cuts = [at for at in range(start, end) if flow.text[at] == " " and flow.origin(at) in breaks] if breaks else []
    bounds = [start, *(x for at in cuts for x in (at, at + 1)), end]
    return [(a, b) for a, b in zip(bounds[::2], bounds[1::2], strict=True) if flow.text[a:b].strip()]


def _wide_gaps(flow: Flow, line: FlowLine) -> list[Range]:
    """Gaps between words that are wider on the page than the line is high: columns, where the text has but one
    blank."""
    words = flow.part.doc.words
    if not len(words) or line.line.box is None:
        return []
    back = flow.origin(line.start) - line.start
    hits = words.within(line.start + back, line.end + back)
    out: list[Range] = []
    for i in hits[1:]:
        high = max(float(words.bottom[i] - words.top[i]), 6.0)
        if float(words.x0[i] - words.x1[i - 1]) > 1.3 * high:
            out.append((int(words.end[i - 1]) - back, int(words.start[i]) - back))
    return out


def _with_unknown(text: str, cuts: list[Range], read: list[Cell | None], council: Town) -> list[Cell]:
    """The cells; one that is no name stands for a party that no table knows, where the others are parties, or the other
    a name."""
    sure = [c for c in read if c]
    kinds = "".join(c.kind for c in sure)
    if len(sure) == len(read) or not (set(kinds) == {"p"} or (len(read) == 2 and kinds == "n")):
        return sure
    whole = [cell or _unknown_at(text, *cut, council) for cut, cell in zip(cuts, read, strict=True)]
    return [c for c in whole if c] if None not in whole else sure


def _unknown_at(text: str, start: int, end: int, council: Town) -> Cell | None:
    """A piece as a party that no table knows; None where it cannot be one."""
    end = start + len(text[start:end].rstrip(" ,;."))
    if not _TOKEN.fullmatch(text, start, end) or is_office(text[start:end]) or text[start:end].isdecimal():
        return None
    return cell_at(text, Member(None, party_at(text, start, end, council)))


def _labelled(text: str, start: int, end: int, council: Town) -> list[Cell]:
    """ "CDA: Jan Proef, VVD: Karin van Test": pairs on one line, where at least one is a party that is known. [] for
    all else."""
    pairs = list(_PAIR.finditer(text, start, end))
    if len(pairs) < 2 or re.search(r"\w", _PAIR.sub("", text[start:end])):
        return []
    out: list[Cell] = []
    for pair in pairs:
        name = names.parse_name(text, *pair.span("name"))
        if name is None or is_office(pair["party"]):
            return []
        out.append(cell_at(text, Member(name, party_at(text, *pair.span("party"), council))))
    known = any(person_or_party.party_likeness(p["party"], council.code, council.place) > 0.8 for p in pairs)
    return out if known else []


_NAME_BEGINS = re.compile(rf"(?<![\w.])(?={names.INITIALS}[ \u00a0]?\S)")


def _one_blank_apart(text: str, start: int, end: int, council: Town) -> list[Cell]:
    """A line of columns parted by one blank: names that begin with initials, or parties alone. [] where something else
    is in it."""
    found = parties.find_parties(text, start, end, council.code, council.on, loose=True)
    if found:
        bounds = [start, *(at for p in found for at in (p.start, p.end)), end]
        rest = "".join(text[lo:hi] for lo, hi in zip(bounds[::2], bounds[1::2], strict=True))
        alone = len(found) > 1 and not re.search(r"\w{2}", rest)
        return [cell_at(text, Member(None, p)) for p in found] if alone else []
    out: list[Cell] = []
    cuts = [m.start() for m in _NAME_BEGINS.finditer(text, start, end)]
    for lo, hi in pairwise([*cuts, end]):
        if out and lo < out[-1].end:
            continue
        told = _name_and_rest(text, lo, hi)
        if not told:
            return []
        out.extend(cell_at(text, Member(name, None)) for name in told)
    return out


def _name_and_rest(text: str, start: int, end: int) -> list[names.Name]:
    """ "E. van Baarsen Schulte": a name with initials, then perhaps one without; [] where it begins with none."""
    end = start + len(text[start:end].rstrip(" ,;:|_–—-"))
    whole = names.parse_name(text, start, end)
    if whole is not None:
        return [whole]
    tokens = list(re.finditer(r"\S+", text[start:end]))
    for before, after in reversed(list(pairwise(tokens))):
        first = names.parse_name(text, start, start + before.end())
        if first is not None:
            second = names.parse_name(text, start + after.start(), end)
            return [first, second] if second else [first]
    return []
