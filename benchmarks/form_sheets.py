"""A short paper as its parts, told from its plain text: head, body and foot, to be laid out anew (`form_templates`)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_BULLET = re.compile(r"\s*(?:[-•–*▪]\s+(?=\S)|\d{1,2}[.)]\s+(?=\S)|\d{1,2}\s+(?=[A-Z]))")
_NUMBERED = re.compile(r"\s*\d")
_LABEL = (
    r"Nummer|Datum(?: raadsvergadering)?|Volgnummer|Onderwerp|Raadsvergadering|Indieners?|Status|Betreft|Voor|Tegen"
)
_PAIR = re.compile(
    rf"(?P<label>{_LABEL})"
    r"(?::\s+|\s+(?=[\dA-Z]))(?P<value>\S.*)"
)
_OPENS = re.compile(
    r"(?:De (?:gemeente)?raad\b|Aan (?:de|het)\b|Geachte|Beste|Constaterende|Overwegende|Gehoord)", re.I
)
_HEADING = re.compile(r".{3,110}(?:[:,]|\bdat|\bcollege)\W{0,2}$")
_GOES_ON = re.compile(r"\W*en gaat over tot|\W*en gaan over tot", re.I)
_LONG = 60
_SHORT_LABEL = 25
_DIGIT = re.compile(r"\d")


@dataclass
class Sheet:
    """`lines` and `pairs` (label, value) of the head; `body`: headings ("h"), paragraphs ("p") and lists (their
    items, numbered or not); `foot`: short lines behind the body."""

    lines: list[str] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    body: list[tuple[str, list[str]]] = field(default_factory=list)
    foot: list[str] = field(default_factory=list)


def unwrapped(text: str) -> list[str]:
    """Lines whose sentences are whole again; empty lines between blocks."""
    out: list[str] = []
    for line in (line.strip() for line in text.replace("\f", "\n").splitlines()):
        last = out[-1] if out else ""
        goes_on = len(last) > _LONG and line and not _BULLET.match(line) and not _OPENS.match(line)
        goes_on = goes_on and not re.search(r"[.;:?]$", last)
        if goes_on:
            out[-1] = last[:-1] + line if last.endswith("-") and line[:1].islower() else f"{last} {line}"
        else:
            out.append(line)
    return out


def sheet(text: str) -> Sheet:
    """The parts of a paper."""
    lines = unwrapped(text)
    made = Sheet()
    at = _head(lines, made)
    while at < len(lines):
        line = lines[at]
        at += 1
        if not line:
            continue
        if mark := _BULLET.match(line):
            kind = "ol" if _NUMBERED.match(line) else "ul"
            item = line if kind == "ol" else line[mark.end() :]
            if made.body and made.body[-1][0] == kind:
                made.body[-1][1].append(item)
            else:
                made.body.append((kind, [item]))
        elif made.foot or (len(line) < _LONG and not any(len(x) > _LONG for x in lines[at:]) and _is_foot(made, line)):
            made.foot.append(line)
        else:
            made.body.append(("h" if _HEADING.match(line) and not _GOES_ON.match(line) else "p", [line]))
    return made


def _is_foot(made: Sheet, line: str) -> bool:
    return bool(made.body) and not _HEADING.match(line) and not _GOES_ON.match(line)


def _head(lines: list[str], made: Sheet) -> int:
    """Fill the head. Gives where the body begins."""
    at = 0
    while at < len(lines):
        line = lines[at]
        if line and (_OPENS.match(line) or len(line) > 110 or _BULLET.match(line)):
            return at
        cells = line.split("\t")
        if len(cells) == 2 and len(cells[0]) < _SHORT_LABEL and not _DIGIT.search(cells[0]):
            made.pairs.append((cells[0].strip(" :"), cells[1]))
        elif pair := _PAIR.fullmatch(line):
            made.pairs.append((pair["label"], pair["value"]))
        elif line in ("Onderwerp", "Betreft") and at + 1 < len(lines):
            at += 1
            made.pairs.append((line, lines[at]))
        elif line:
            made.lines.append(line)
        at += 1
    return at
