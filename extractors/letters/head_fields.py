"""Labelled fields in the head of a letter: label beside or over its value, rows of labels over rows of values."""

from __future__ import annotations

import re
from dataclasses import dataclass

from griffier.extractors.dutch import dates
from griffier.extractors.letters.anatomy import anatomy
from griffier.extractors.letters.letter_cues import is_empty, lexicon
from griffier.schemas.document import Line, Part, Span

_CELLS = re.compile(r"\t+(?!\s*:)|(?<!\b\d{4} [A-Z]{2})(?<!\b\d{4}[A-Z]{2}) {2,}(?!\s*:)")
"""Gaps; not the two blanks between a postcode and its place."""
_WITHOUT_COLON = frozenset(
    {"date", "subject", "reference", "their_reference", "attachments", "attention", "ignored", "cc"}
)
_LONG_VALUES = frozenset({"subject", "addressee", "cc", "attachments"})
_BARE_WORDS = frozenset(
    {
        "t",
        "e",
        "f",
        "i",
        "re",
        "nummer",
        "zaak",
        "status",
        "belang",
        "dienst",
        "team",
        "programma",
        "commissie",
        "kopie",
        "inzake",
    }
)
_NUMBER = re.compile(r"(?<!\S)(?=\S*\d)[A-Z0-9][\w./-]{3,30}(?!\S)")
_HOUSE = re.compile(r"gemeente\s+[A-Z'’][\w'’-]+(?:[ -][\w'’-]+){0,3}$", re.I)
"""A letterhead's line: no subject goes on with it."""
_NEEDS_CAPITAL = frozenset({"addressee", "sender", "place"})
_PROSE_AFTER = re.compile(r"(?:de|het|een|is|zijn|wordt|van|op|in|voor)\b", re.I)


@dataclass(frozen=True)
class Field:
    """A label and its value: `spans` are the printed lines of the value, never empty."""

    name: str
    label: str
    spans: tuple[Span, ...]
    lines: tuple[int, ...]
    colon: bool


@dataclass(frozen=True)
class Cell:
    """A stretch of a line between wide gaps, as offsets into the text."""

    start: int
    end: int
    text: str


def cells_of(line: Line) -> list[Cell]:
    """The cells of a line: stretches between a tab or two and more blanks."""
    out, at = [], 0
    for gap in [*_CELLS.finditer(line.text), None]:
        end = gap.start() if gap else len(line.text)
        if end > at:
            out.append(Cell(line.start + at, line.start + end, line.text[at:end]))
        at = gap.end() if gap else end
    return out


def fields(part: Part) -> tuple[Field, ...]:
    """The labelled fields of head and tail, in order. Use through `part.memo(fields)`. Empty labels give no field."""
    a = part.memo(anatomy)
    return tuple(_scan(a.head, part)) + tuple(f for f in _scan(a.tail[:40], part) if f.name in ("cc", "attachments"))


def first(part: Part, name: str) -> Field | None:
    """The first field of that name."""
    return next((f for f in part.memo(fields) if f.name == name), None)


def label_of(text: str, *, beside: bool = False) -> tuple[str, str, int, bool] | None:
    """(field, label, length up to the value, colon) where a text begins with a label; None otherwise.

    `beside`: the text is a cell of its own with another beside it: in a column of labels, small letters and short
    words count too.
    """
    lex = lexicon()
    found = lex.label.match(text)
    if not found:
        return None
    label = found["label"].lower()
    name, colon = lex.labels[label], found["colon"] is not None
    rest = text[found.end() :].strip()
    if not colon and rest:
        if name not in _WITHOUT_COLON or label in _BARE_WORDS:
            return None
        if not text[:1].isupper() and name != "cc" and not _proved(name, rest):
            return None
        if name == "attachments" and re.match(r"(?:bij\b|\d{1,2}\b|[IVX]{1,4}\b)", rest):
            return None
        if name in ("ignored", "date", "reference") and _PROSE_AFTER.match(rest) and not rest[:1].isdigit():
            return None
    if not (colon or rest or beside) and (label in _BARE_WORDS or (name in _NEEDS_CAPITAL and not text[:1].isupper())):
        return None
    return name, label, found.end() + len(text[found.end() :]) - len(text[found.end() :].lstrip()), colon


def _proved(name: str, value: str) -> bool:
    """Does what stands behind a label in small letters, one blank apart, have the form of its value? In prose it does
    not."""
    if name == "date":
        day = next(iter(dates.find(value, years=False)), None)
        return day is not None and day.start == 0 and day.end >= len(value) - 1
    if name in ("reference", "their_reference"):
        return bool(_NUMBER.fullmatch(value))
    if name == "subject":
        return value[:1].isupper()
    return name == "ignored" and (value[:1].isupper() or value[:1] in "(+0123456789") and len(value) <= 60


def _scan(lines: tuple[Line, ...], part: Part) -> list[Field]:
    out: list[Field] = []
    i = 0
    while i < len(lines):
        line = lines[i]
        cells = cells_of(line)
        told = [
            label_of(c.text, beside=k + 1 < len(cells) and (k == 0 or k == len(cells) - 2)) for k, c in enumerate(cells)
        ]
        if len(cells) > 1 and all(t is not None and not cells[k].text[t[2] :].strip() for k, t in enumerate(told)):
            values = _row_of_values(part, lines, i, cells)
            for k, t in enumerate(told):
                value = values.get(k) if values else None
                if value and t and not is_empty(value.text):
                    out.append(Field(t[0], t[1], (Span(value.start, value.end),), (line.index, line.index + 1), t[3]))
            i += 2 if values else 1
            continue
        glued = _labels_only(line.text) if len(cells) == 1 else []
        if len(glued) > 1 and i + 1 < len(lines):
            out.extend(_sorted_out(part, glued, lines[i + 1]))
            i += 2
            continue
        for k, t in enumerate(told):
            if t is None:
                continue
            field = _value(part, lines, i, cells, k, t)
            if field:
                out.append(field)
        i += 1
    return out


def _labels_only(text: str) -> list[tuple[str, str]]:
    """(field, label) of a line that holds nothing but labels, the gaps between its columns lost; [] for any other
    line."""
    out: list[tuple[str, str]] = []
    at = 0
    pattern = lexicon().label
    while at < len(text):
        found = pattern.match(text, at)
        if not found:
            return []
        out.append((lexicon().labels[found["label"].lower()], found["label"].lower()))
        at = found.end() + len(text[found.end() :]) - len(text[found.end() :].lstrip())
    return out


def _sorted_out(part: Part, labels: list[tuple[str, str]], line: Line) -> list[Field]:
    """Values whose form tells to which label they belong: the date, and the one number that is no date."""
    names = [name for name, _ in labels]
    text = part.doc.text
    out: list[Field] = []
    used = (line.index - 1, line.index)
    day = next((m for m in dates.find(text, line.start, line.end, years=False) if m.edtf), None)
    if day and names.count("date") == 1:
        out.append(Field("date", "datum", (Span(day.start, day.end),), used, False))
    numbers = [
        m
        for m in _NUMBER.finditer(text, line.start, line.end)
        if not (day and m.start() < day.end and m.end() > day.start)
    ]
    if names.count("reference") == 1 and "their_reference" not in names and len(numbers) == 1:
        out.append(Field("reference", "kenmerk", (Span(*numbers[0].span()),), used, False))
    return out


def _row_of_values(part: Part, lines: tuple[Line, ...], i: int, labels: list[Cell]) -> dict[int, Cell] | None:
    """The values under a row of labels by the label's place: one each, or by the column of bare text where some are
    empty."""
    for line in lines[i + 1 : i + 3]:
        if line.blank:
            continue
        cells = cells_of(line)
        if any(label_of(c.text) for c in cells):
            return None
        if len(cells) == len(labels):
            return dict(enumerate(cells))
        if line.box or len(cells) > len(labels):
            return None
        left = part.doc.text.rfind("\n", 0, line.start) + 1
        above = part.doc.text.rfind("\n", 0, lines[i].start) + 1
        out: dict[int, Cell] = {}
        for cell in cells:
            near = [k for k, label in enumerate(labels) if abs((label.start - above) - (cell.start - left)) <= 3]
            if len(near) != 1 or near[0] in out:
                return None
            out[near[0]] = cell
        return out
    return None


def _value(
    part: Part, lines: tuple[Line, ...], i: int, cells: list[Cell], k: int, told: tuple[str, str, int, bool]
) -> Field | None:
    name, label, skip, colon = told
    cell, line = cells[k], lines[i]
    spans: list[Span] = []
    used = [line.index]
    text = cell.text[skip:].strip()
    if text:
        spans.append(Span(cell.start + skip, cell.start + skip + len(text)))
    elif k + 1 < len(cells) and label_of(cells[k + 1].text) is None:
        spans.append(Span(cells[k + 1].start, cells[k + 1].end))
    j = i + 1
    level = _at_its_height(lines, line) if not spans and len(cells) == 1 else None
    if level is not None:
        spans.append(Span(level.start, level.end))
        used.append(level.index)
    if not spans:
        if not (colon or name != "ignored") or j >= len(lines):
            return None
        if lines[j].blank and j + 1 < len(lines):
            j += 1
        if lines[j].blank or label_of(lines[j].text) or lexicon().salutation.match(lines[j].text):
            return None
        below = _below(part, cells_of(lines[j]), cell if k else None)
        if below is None:
            return None
        spans.append(Span(below.start, below.end))
        used.append(lines[j].index)
        j += 1
    if name in _LONG_VALUES and not k and level is None:
        for more in _continuation(lines, j, spans[0], line):
            spans.append(Span(more.start, more.end))
            used.append(more.index)
    whole = " ".join(line_text(lines, s) for s in spans)
    # a label in a later column leaves the line to what stands before it
    return None if is_empty(whole) else Field(name, label, tuple(spans), () if k else tuple(used), colon)


def _at_its_height(lines: tuple[Line, ...], label: Line) -> Line | None:
    """The line printed to the right of a label, where labels and values were read as two columns."""
    if label.box is None:
        return None
    found = [
        line
        for line in lines
        if line.box
        and line.page == label.page
        and abs(line.box.bottom - label.box.bottom) < 4
        and line.box.x0 >= label.box.x1 - 1
    ]
    nearest = min(found, key=lambda line: line.box.x0 if line.box else 0.0, default=None)
    return nearest if nearest is not None and label_of(nearest.text) is None else None


def _below(part: Part, cells: list[Cell], label: Cell | None) -> Cell | None:
    """The cell under a label: the first under one at a line's start (None), else the one that begins within four
    characters of it."""
    if label is None:
        return cells[0]
    text = part.doc.text

    def column(cell: Cell) -> int:
        return cell.start - text.rfind("\n", 0, cell.start) - 1

    return next((c for c in cells if abs(column(c) - column(label)) <= 4 and label_of(c.text) is None), None)


def line_text(lines: tuple[Line, ...], span: Span) -> str:
    """The text of a span that lies within one of the lines."""
    return next(
        (ln.text[span.start - ln.start : span.end - ln.start] for ln in lines if ln.start <= span.start < ln.end), ""
    )


def _continuation(lines: tuple[Line, ...], j: int, value: Span, label_line: Line) -> list[Line]:
    """The lines on which a value goes on: no blank between, no label, and indented like the value where the page shows
    it."""
    out: list[Line] = []
    under = value.start >= label_line.end
    first_line = lines[j - 1] if under else label_line
    for line in lines[j : j + 8]:
        cells = cells_of(line) or [Cell(line.start, line.end, line.text)]
        if (
            line.blank
            or label_of(cells[0].text, beside=len(cells) > 1)
            or label_of(line.text)
            or lexicon().salutation.match(line.text)
        ):
            break
        if _HOUSE.match(line.text) and not first_line.text.rstrip().endswith(("van de", "van", "der", "en", "de")):
            break
        if line.box and first_line.box and not out:
            left = line.box.x0 - first_line.box.x0
            if (
                not (under and abs(left) < 15)
                and left < 15
                and not (abs(left) < 4 and first_line.box.x1 - first_line.box.x0 > 250)
            ):
                break
        out.append(line)
    return out
