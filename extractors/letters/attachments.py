"""What goes with a letter: the label "Bijlage(n)" in head or tail, and attachments that stand in the same text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from griffier.extractors.drafting.draft import Draft, Fields, known_at
from griffier.extractors.dutch import dates
from griffier.extractors.letters.anatomy import anatomy, fields
from griffier.extractors.letters.timeline import events
from griffier.extractors.text.labels import is_placeholder, label_at
from griffier.extractors.text.unwrapping import join_lines
from griffier.schemas.document import Line, Part, Span
from griffier.schemas.evidence import Found

RULE = "rule:letter-attachment"
_MARK = re.compile(r"\s*(?:[-–•*▪o]\s+|\(?\d{1,2}[.):]\s+|[a-z]\)\s+|bijlage\s+\w{1,3}\s*[:.–-]\s*)", re.I)
_COUNT = re.compile(
    r"^(?:\d{1,2}|één|een|twee|drie|vier|vijf|div(?:ers|erse)?\.?|geen|nvt|n\.v\.t\.?|zie .{0,30})(?:\s*(?:stuks?"
    r"|bijlagen?|st))?$",
    re.I,
)
_HEADING = re.compile(
    r"^bijlagen?\b(?:\s*(?P<number>\d{1,2}|[IVX]{1,4}|[A-F])\b)?\s*(?P<sep>[:.–-])?\s*(?P<rest>.*)$", re.I
)
_TO_LETTER = re.compile(r"^bij\b.*\bbrief\b", re.I)


def attachments(part: Part, *, year: int | None) -> list[Draft]:
    """The attachments as drafts, in order, each title once. `year`: of the letter, for events that print none."""
    out: list[Draft] = []
    for told in part.memo(fields):
        if told.name != "attachments":
            continue
        for title in _titles(part, told.spans):
            out.append({"title": title, "date": None, "events": []})
        if len(out) == 1 and known_at(out[0], "title").spans[0].start >= _tail_start(part):
            out[0]["events"] = _events_under(part, told.lines[-1], year)
    out.extend(_inside(part, year))
    unique: dict[str, Draft] = {}
    for item in out:
        key = re.sub(r"\W+", " ", known_at(item, "title").value).strip().lower()
        if key not in unique or item["events"]:
            unique[key] = item
    return list(unique.values())


def _tail_start(part: Part) -> int:
    tail = part.memo(anatomy).tail
    return tail[0].start if tail else part.end


def _events_under(part: Part, index: int, year: int | None) -> list[Fields]:
    """The timeline that follows the one attachment named behind the signature; [] where less than two dated rows
    follow."""
    lines = [line for line in part.memo(anatomy).tail if line.index > index and not line.blank]
    told = events(part, lines[0].start, lines[-1].end, year=year) if lines else []
    return told if len(told) > 1 else []


def _titles(part: Part, spans: tuple[Span, ...]) -> list[Found[str]]:
    """The titles of a labelled list: one a line where lines are marked, else separated by semicolons, else one."""
    pieces = (piece for group in _listed(part.doc.text, spans) for piece in _apart(part.doc.text, group))
    return [found for piece in pieces if (found := _title(part.doc.text, piece)) is not None]


def _listed(text: str, spans: tuple[Span, ...]) -> list[Span]:
    """Each marked line with those under it that bear no mark; one stretch where lines are not marked."""
    marks = [_MARK.match(text, span.start, span.end) for span in spans]
    marked = len(spans) > 1 and all(marks[:2])
    out: list[Span] = []
    for span, mark in zip(spans, marks, strict=True):
        if out and not (marked and mark):
            out[-1] = Span(out[-1].start, span.end)
        else:
            out.append(Span(mark.end(), span.end) if mark else span)
    return out


def _apart(text: str, group: Span) -> Iterator[Span]:
    """What stands between semicolons, each without its own mark."""
    at = group.start
    for piece in text[group.start : group.end].split(";"):
        start, end = at + len(piece) - len(piece.lstrip()), at + len(piece.rstrip())
        mark = _MARK.match(text, start, end) if at > group.start else None
        at += len(piece) + 1
        if start < end:
            yield Span(mark.end() if mark else start, end)


def _title(text: str, piece: Span) -> Found[str] | None:
    """A title; None for a count ("2", "diversen"), a template's word, or a paragraph."""
    value = join_lines(text[piece.start : piece.end]).strip(" .;,")
    if not value or _COUNT.match(value) or is_placeholder(value) or len(value) > 300:
        return None
    return Found(value, (piece,), RULE, 0.85)


def _inside(part: Part, year: int | None) -> list[Draft]:
    """Attachments whose text follows the letter: a heading "Bijlage ..." in the tail begins each."""
    tail = [line for line in part.memo(anatomy).tail if not line.blank]
    listed = {i for f in part.memo(fields) if f.name == "attachments" for i in f.lines}
    heads = [i for i, line in enumerate(tail) if line.index not in listed and _is_heading(line)]
    stops = [*heads[1:], len(tail)]
    return [draft for i, stop in zip(heads, stops, strict=False) if (draft := _under(part, tail, i, stop, year))]


def _under(part: Part, tail: list[Line], i: int, stop: int, year: int | None) -> Draft | None:
    """The attachment that a heading begins; None where neither a text nor a numbered title follows."""
    title, body = _title_of(tail, i, stop)
    heading = _HEADING.match(tail[i].text)
    if title is None or (not body and not (heading and heading["number"] and heading["sep"])):
        return None
    days = [m for m in dates.find(part.doc.text, tail[i].start, tail[i].end) if m.edtf is not None]
    date = Found(days[-1].edtf, (Span(days[-1].start, days[-1].end),), RULE, 0.7) if days and days[-1].edtf else None
    begin = int(date.value[:4]) if date else year
    told = events(part, body[0].start, body[-1].end, year=begin) if body else []
    value = join_lines(part.doc.text[title.start : title.end])
    if not any(map(str.isalpha, value)):
        return None
    return {"title": Found(value, (title,), RULE, 0.8), "date": date, "events": told}


def _is_heading(line: Line) -> bool:
    found = _HEADING.match(line.text)
    if not found or len(line.text) > 140 or found["rest"].endswith((".", ";", ",")):
        return False
    rest = found["rest"]
    return bool(found["number"] or found["sep"] or not rest or _TO_LETTER.match(rest)) or line.text.isupper()


def _title_of(tail: list[Line], i: int, stop: int) -> tuple[Span | None, list[Line]]:
    """The title is what follows "Bijlage 1:" on its line; of a bare "Bijlage" or "Bijlage bij brief van ..." the next
    line."""
    line = tail[i]
    found = _HEADING.match(line.text)
    rest = found["rest"].strip() if found else ""
    if rest and not _TO_LETTER.match(rest):
        start = line.start + line.text.index(rest, line.text.lower().index("bijlage") + 7)
        return Span(start, start + len(rest)), tail[i + 1 : stop]
    if i + 1 < stop and len(tail[i + 1].text) <= 140 and label_at(tail[i + 1].text, "letter") is None:
        return Span(tail[i + 1].start, tail[i + 1].end), tail[i + 2 : stop]
    return None, tail[i + 1 : stop]
