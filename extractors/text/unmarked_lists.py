"""The items of a list without bullets or numbers: paragraphs, semicolons, lines that end a sentence or break off."""

from __future__ import annotations

import re

from griffier.extractors.text.flow import Flow
from griffier.extractors.text.line_fit import Measure
from griffier.extractors.text.list_rows import JOINT, TERMINAL, Item, Row, cut_at
from griffier.extractors.text.marks import counts_on

_INLINE = re.compile(r"(?<=[\s:(])(?P<mark>\(?(?P<number>\d{1,2}|[a-h])[.)])\s+(?=\w)")


def unmarked(flow: Flow, rows: list[Row]) -> list[Item]:
    """Paragraphs; a line that ends in a semicolon, or a short line that ends a sentence, ends an item too."""
    out: list[Item] = []
    by_line = len(rows) > 1 and (
        all(_is_sentence(flow, row) for row in rows) or _short_lines(flow, rows) or _same_opening(flow, rows)
    )
    measure = _measure(flow, rows) if not by_line and _indented(flow, rows) else None
    for row in rows:
        ends = by_line or (out and (_breaks(flow, out[-1], row) or _broken_off(flow, row, measure)))
        if out and not ends:
            out[-1].end = row.end
        else:
            out.append(Item(row.start, row.end, left=row.line.left))
    split: list[Item] = []
    for item in out:
        split.extend(_inline(flow, item))
    return split


def _measure(flow: Flow, rows: list[Row]) -> Measure:
    """How wide the lines are that stand at the same indent: the lists of a paper share their edges."""
    left = rows[0].line.left
    return Measure.of(line.text for line in flow.lines if line.left == left)


def _indented(flow: Flow, rows: list[Row]) -> bool:
    """Do all lines of a bare text stand at one indent, right of the line above them? A list has lost its bullets."""
    lefts = {row.line.left for row in rows}
    above = rows[0].line.index - 1 if rows else -1
    bare = all(row.line.line.box is None for row in rows)
    return bare and above >= 0 and len(lefts) == 1 and min(lefts) >= flow.lines[above].left + _INDENT


_INDENT = 2
"""Blanks that set a list apart from the text around it."""


def _broken_off(flow: Flow, row: Row, measure: Measure | None) -> bool:
    """Did the line above end on purpose?"""
    if measure is None:
        return False
    above = flow.lines[row.line.index - 1]
    return measure.would_fit(above.text, row.line.text)


def _is_sentence(flow: Flow, row: Row) -> bool:
    """Does a line begin with a capital and end a sentence? A block of such lines is one item a line."""
    return flow.text[row.start].isupper() and flow.text[row.end - 1] in ".;!?"


def _short_lines(flow: Flow, rows: list[Row]) -> bool:
    """Lines that each begin with a capital and break off well before the margin, without any punctuation: one item a
    line."""
    texts = [flow.text[r.start : r.end] for r in rows]
    return (
        all(t[0].isupper() and t[-1] not in ",;.:" and len(t.split()) > 2 for t in texts)
        and all(len(t) < flow.width * 0.7 for t in texts)
        and not any(r.line.blanks for r in rows[1:])
    )


_OPENS_CLAUSE = re.compile(r"(?:dat|om)\s", re.I)


def _same_opening(flow: Flow, rows: list[Row]) -> bool:
    """Lines that all open with "dat" or "om", the first perhaps behind its heading's own: one item a line."""
    if len(rows) < 3 and not all(len(row.line.text) < flow.width * 0.7 for row in rows[:-1]):
        return False
    return all(_OPENS_CLAUSE.match(flow.text, row.start, row.end) for row in rows[1:])


def _breaks(flow: Flow, item: Item, row: Row) -> bool:
    text = flow.text[item.start : item.end].rstrip()
    first = flow.text[row.start : row.start + 1]
    done = bool(TERMINAL.search(text))
    if text.endswith(";") or re.search(rf";\s*{JOINT}$", text):
        return True
    last_line = flow.lines[row.line.index - 1]
    short = len(last_line.text) < flow.width * 0.8
    if row.line.blanks:  # recognised text may have an empty line after every line
        return done or (short and not first.islower())
    return done and short and not first.islower()


def _inline(flow: Flow, item: Item) -> list[Item]:
    """ "1. ... 2. ..." or "...; ...; ..." inside one paragraph."""
    chain: list[re.Match[str]] = []
    for m in _INLINE.finditer(flow.text, max(0, item.start - 1), item.end):
        if m["number"] in ("1", "a") if not chain else counts_on(chain[-1]["number"], m["number"]):
            chain.append(m)
    if len(chain) >= 2 and chain[0].start() <= item.start + 1:
        ends = [m.start() for m in chain[1:]] + [item.end]
        return [
            Item(
                m.end(), e, m.span("number"), "number" if m["number"].isdecimal() else "letter", m["number"], item.left
            )
            for m, e in zip(chain, ends, strict=True)
        ]
    if not flow.text.count(";", item.start, item.end) and _clauses(flow.text[item.start : item.end]):
        return cut_at(flow, item, _CLAUSE)
    return cut_at(flow, item, re.compile(rf";\s+(?:{JOINT}(?:\s+|$))?"))


_CLAUSE = re.compile(r",\s+(?:en\s+)?(?=dat\s)")


def _clauses(text: str) -> bool:
    """Are three or more clauses strung with commas, "... , dat ... , en dat ...", whole words in each?"""
    cuts = list(_CLAUSE.finditer(text))
    return len(cuts) > 1 and "en" in cuts[-1][0] and all(len(part.split()) > 3 for part in _CLAUSE.split(text))
