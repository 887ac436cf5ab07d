"""The lines behind a document's text that may hold its signatures, and the labels over them.

What is a vote, a decision, an explanation, a footnote, a place and date or a running sentence signs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from griffier.extractors.dutch import dates
from griffier.extractors.dutch.words import OUTCOME, UNANIMOUSLY
from griffier.extractors.people.cell import party_likeness
from griffier.extractors.people.signature_blocks import signs
from griffier.extractors.people.signature_columns import cells_of
from griffier.extractors.people.signature_grid import Column, columns_of
from griffier.extractors.people.supporters import Role
from griffier.extractors.people.whose_council import Town
from griffier.extractors.text.flow import Flow, FlowLine

_IN_A_TABLE = r"[A-ZÀ-Ý0-9][^\d\t]{1,30}?(?:\s{2,}|\t)\d{1,2}(?:(?:\s{2,}|\t)(?:[xX✓✔]|\d{1,2}))*\s*$"
"""A party of a vote's table, its seats and a mark."""
CO = re.compile(
    r"\b(?:mede(?:\s*-?\s*(?:indieners?(?:\(s\))?|namens|ingediend(?:\s+door)?|ondertek(?:end\s+door|\w*)))"
    r"|(?:overige|andere)\s+(?:indieners|ondertekenaars))",
    re.I,
)
_MAIN = re.compile(
    r"\W{0,4}(?:de\s+)?(?:wie\s+dien(?:t|en)\b[^\n]{0,40}\bin\b|van\s+wie\s+(?:komt|is)\b|(?:eerste\s+)?indieners?|eerste\s+ondertekenaar|ingediend\s+door"
    r"|initiatiefnemers?|indienende)\b",
    re.I,
)
_STOP = re.compile(
    r"\W{0,4}(?:uitslag|stemming|stemuitslag|stemverhouding|hoofdelijke\s+stemming|stemmen\W*$|bijlagen?\b"
    r"|(?:stemmen\s+)?(?:v[oó][oó]r|tegen)(?:stemmers)?\s*(?::|$|\(?\d{1,2}\b|\t|\s{2,}|\|)"
    r"|(?:naam|fractie|partij|raadslid)\b[^\n]{0,60}\b(?:v[oó][oó]r|tegen)\W*$"
    r"|(?:v[oó][oó]r|tegen)\s+stem(?:den|men)\b|aldus\s+(?:vastgesteld|besloten)|de\s+griffier|griffier\b|de\s+voorzitter"
    r"|https?:|www\.|ruimte\s+voor|in\s+te\s+vullen|(?:[VT]\s?\d{1,2}(?:\s+|$))+$"
    rf"|{_IN_A_TABLE}"
    r"|[VT]\s*=\s*(?:v[oó][oó]r|tegen)\b"
    r"|bron(?:nen)?:|\d+\s+https?:|pagina\s+\d|[*+]\s*https?:|besluit\s+(?:raad|van))",
    re.I,
)
_EXPLAINS = re.compile(r"\W{0,4}(?:toelichting|achtergrond|motivering|dekking|financi[eë]le)\b", re.I)
_SIGNING = re.compile(r"\W{0,4}(?:ondertekening|ondertekenaars?|namens|de\s+fracties?|handtekening)", re.I)
_STATUS = re.compile(
    rf"\W{{0,4}}(?:status|(?:{UNANIMOUSLY}\s+)?{OUTCOME})\b"
    r"|\W{0,4}\d{1,2}\s+(?:stemmen\s+)?voor\b",
    re.I,
)


class Block(NamedTuple):
    """Lines of signatures under a label that says their role, or under none."""

    role: Role | None
    lines: list[FlowLine]


def lines_that_may_sign(flow: Flow, tail: tuple[int, int], council: Town) -> Iterator[FlowLine]:
    """The lines behind the text that may sign: up to the vote, the decision or prose; an explanation, a status, a place
    and date, a footnote left out."""
    announced = False
    for line in _behind(flow, tail):
        labelled = bool(CO.search(line.text) or _MAIN.match(line.text))
        announced = announced or labelled
        if not labelled and _prose(line.text):
            if len(line.text) > 100:
                break
        elif announced or not _BULLETED.match(line.text) or _names_somebody(flow, line, council):
            yield line


def _behind(flow: Flow, tail: tuple[int, int]) -> Iterator[FlowLine]:
    """Up to the vote or the decision, explanations left out; behind these only a line that says by whom it was
    tabled."""
    explaining = False
    stopped = False
    for line in (x for x in flow.lines if tail[0] <= x.start < tail[1]):
        stopped = stopped or _STOP.match(line.text) is not None
        if stopped:
            if _NAMES_THEM.match(line.text):
                yield line
            continue
        explaining = bool(_EXPLAINS.match(line.text)) or (explaining and not _goes_on_signing(flow, line))
        if not explaining and not _says_else(line.text):
            yield line


_NAMES_THEM = re.compile(
    r"\W{0,3}(?:indieners?|ingediend\s+door)\s*:?\s+(?-i:[A-Z])[^\n]{2,100}\([^()]{2,40}\)\W*$", re.I
)


def _says_else(text: str) -> bool:
    """A status, a place and date, a footnote."""
    return bool(_STATUS.match(text) or _FOOTNOTE.match(text)) or _place_and_date(text)


_FOOTNOTE = re.compile(
    r"\W{0,2}(?:[¹²³⁴-⁹]+|\d{1,2}\s)(?=.*(?:\d{3}|_|\b(?:zie|bron|idem|p|blz|pag|art|artikel|bijlage|rapport|nota"
    r"|\w*(?:brief|besluit|voorstel|verordening|begroting|nota))\b))",
    re.I,
)
_BULLETED = re.compile(r"\s*[•●▪*·–-]\s")


def _names_somebody(flow: Flow, line: FlowLine, council: Town) -> bool:
    """Is a person or a party of a known name on the line? A point of a list that ends in a place looks like a party."""
    cells = cells_of(flow, line, council)
    return any(c.member.name or (c.member.party and party_likeness(c.member.party.raw, council) == 1.0) for c in cells)


def _goes_on_signing(flow: Flow, line: FlowLine) -> bool:
    labelled = _MAIN.match(line.text) or CO.search(line.text) or _SIGNING.match(line.text)
    return bool(labelled) or signs(flow, line)


def blocks_of(flow: Flow, lines: list[FlowLine]) -> list[Block]:
    """The lines under their labels; of two labels beside each other each has the column under it."""
    blocks = [Block(None, [])]
    for at, line in enumerate(lines):
        columns = columns_of(flow, lines[at:]) if _TWO_LABELS.fullmatch(line.text) else []
        if len(columns) == 2 and len(lines) > at + 1:
            roles: tuple[Role, Role] = ("submitter", "co_submitter")
            blocks.extend(Block(role, _column(flow, column)) for role, column in zip(roles, columns, strict=True))
            break
        _add(blocks, line)
    return blocks


_TWO_LABELS = re.compile(
    r"\W*(?:ingediend\s+door|indieners?)\W+mede-?\s?(?:indieners?(?:\(s\))?|(?:ondertekend|ingediend)\s+door)\W*", re.I
)


def _column(flow: Flow, column: Column) -> list[FlowLine]:
    lines = [(flow.lines[piece.row[0]], piece) for piece in column]
    return [_piece(line, piece.start - line.start, piece.end - line.start) for line, piece in lines]


def _add(blocks: list[Block], line: FlowLine) -> None:
    """Add a line to the last block; "Indieners", "Mede-indieners" open another, also within a line."""
    turn, main = CO.search(line.text), _MAIN.match(line.text)
    if turn and turn.start() > 4:
        before = _piece(line, 0, turn.start())
        if main:
            blocks.append(Block("submitter", [before]))
        else:
            blocks[-1].lines.append(before)
        blocks.append(Block("co_submitter", [_piece(line, turn.start(), len(line.text))]))
    elif turn or main:
        blocks.append(Block("co_submitter" if turn else "submitter", [line]))
    else:
        blocks[-1].lines.append(line)


_FORMULA_END = re.compile(
    r"gaa[tn]\s+(?:over\s+tot\s+de\s+orde|verder\s+met)|\bvervolg(?:t|en)\s+de\s+vergadering", re.I
)
_DATED = re.compile(
    r"\W*(?:(?:Aldus\s+)?[Tt]e\s+|Gemeente\s+)?[A-Z'’][\w'’-]+(?:[ ][\w'’-]+){0,3}\s*,?\s*(?:d\.d\.|op)?\W*"
)


def _piece(line: FlowLine, start: int, end: int) -> FlowLine:
    """A part of a line as a line of its own, blanks and commas at its ends left out."""
    raw = line.text[start:end]
    # the comma that ends a line stays: the list goes on in the next one
    kept = raw.lstrip(" ,;").rstrip(" " if end == len(line.text) else " ,;")
    at = line.start + start + raw.index(kept)
    return replace(line, start=at, end=at + len(kept), text=kept)


def _place_and_date(text: str) -> bool:
    """ "Naaldwijk, 4 februari 2025": where and when it was signed."""
    found = dates.find(text, years=False) if len(text) < 70 else []
    return (
        bool(found)
        and _DATED.fullmatch(text[: found[0].start]) is not None
        and not re.search(r"\w", text[found[-1].end :])
    )


def _prose(text: str) -> bool:
    """A running sentence is no signature."""
    return (
        bool(_FORMULA_END.search(text))
        or (len(text.split()) > 9 and not re.search(r"[(,/|\t]|\s{3}|\b[A-Z]\.", text))
        or text.rstrip().endswith((";", "?"))
    )
