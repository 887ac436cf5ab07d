"""Tables in text without geometry: the figures at the end of consecutive lines, counted from the right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from griffier.extractors.tables.captions import caption, unit_of, without_legend
from griffier.extractors.tables.column_heads import describe
from griffier.extractors.tables.model import FinancialTable, Place, Printed, TableRow
from griffier.extractors.tables.printed_figures import figure
from griffier.extractors.tables.row_labels import wraps
from griffier.extractors.tables.sign_legends import sign_of
from griffier.schemas.document import Layer, Line

_TOKEN = re.compile(r"\S+")
_HEAD_WORD = re.compile(
    r"(?:\d{1,2}-\d{1,2}-)?(?:19|20)\d\d$|(?:baten|lasten|saldo|rekening|begroting|begr\.?|raming|realisatie"
    r"|primitief|actueel|totaal|verschil|mutatie|prognose|afwijking"
    r"|onttrekking(?:en)?|toevoeging(?:en)?|vermeerdering(?:en)?|vermindering(?:en)?|stand|bedrag|tarief|kosten"
    r"|uitgaven|inkomsten|mutaties|jaarrekening)$",
    re.IGNORECASE,
)
_CODE_HEADS = re.compile(r"\b(L/B|B/L|I/S|S/I|V/N)\b")
_FAVOUR_HEAD = re.compile(r"\s+V\s?/\s?N$|\s+N\s?/\s?V$")
_UNFINISHED = re.compile(r"[.:;] [A-Z]|\b(?:wordt|worden|is|zijn|bedraagt|heeft|en|van|tot|circa|met|op|per)$")
_ENUMERATED = re.compile(r"^(?:[A-Z]|\d{1,2}|[IVX]{1,4})[.)]\s+")
_STATE = (
    r"(?:primitie[fv]e?|primaire?|oorspronkelijke?|bijgestelde?|gewijzigde?|herziene?|actuele?|vastgestelde?"
    r"|jaar|meerjaren)"
)
_PHRASE = re.compile(
    rf"(?:{_STATE}\s?)?(?:rekening|begroting|raming|realisatie|prognose|werkelijk|begroot)"
    r"(?:\s+(?:19|20)\d\d(?=\s+(?:na|incl)))?"
    r"(?:\s+(?:na|v[oó]{2}r|incl\.?|inclusief|excl\.?|exclusief)\s+(?:\w+\s+)?wijz\w*\.?)?(?:\s+(?:primair|primitief"
    r"|actueel))?"
    r"(?:\s+(?:19|20)\d\d(?:[-/]\d{2,4})?)?|(?<!\S)(?:\d{1,2}-\d{1,2}-)?(?:19|20)\d\d(?!\S)|\b(?:baten|lasten|saldo"
    r"|totaal|verschil)\b",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"\W*(?:sub\s?-?tota|tota|saldo|resultaat|netto|geraamd)", re.IGNORECASE)
_HEAD_LINES, _TAIL_LINES, _LONGEST_LABEL, _LABEL_WORDS = 7, 3, 160, 4


@dataclass
class _Reading:
    """A line and what it holds: the words before its figures, and the figures."""

    line: Line
    label: str
    label_end: int
    cells: list[Printed]
    extra: list[Line] = field(default_factory=list)

    @property
    def years(self) -> bool:
        return bool(self.cells) and all(c.figure.year for c in self.cells)


def plain_tables(lines: Sequence[Line]) -> list[FinancialTable]:
    """The financial tables of lines of text, in order."""
    readings = [_read(line) for line in lines if not line.blank and line.layer is Layer.BODY]
    found: list[FinancialTable] = []
    after = 0
    for first, last in _runs(readings):
        table = _table(readings, first, last, after)
        if table is not None:
            found.append(table)
            after = last
    return found


def _read(line: Line) -> _Reading:
    """Take figures off the end of a line for as long as there are any."""
    if unit_of(line.text) and len(line.text) < 60:
        return _Reading(line, line.text, line.end, [])  # "Bedragen x € 1.000"
    tokens = [(m.start() + line.start, m.end() + line.start, m[0]) for m in _TOKEN.finditer(line.text)]
    tokens = _lettered(tokens)
    cells: list[Printed] = []
    end = line.end
    i = len(tokens) - 1
    while i >= 0:
        start, stop, text = tokens[i]
        if (
            len(text) == 1
            and text in "VNvn"
            and i > 0
            and (f := figure(f"{tokens[i - 1][2]} {text}"))
            and f.kind == "plain"
        ):
            i, start = i - 1, tokens[i - 1][0]
        else:
            found = figure(text)
            if found is None:
                break
            f = found
        if i > 0 and tokens[i - 1][2] in ("€", "EUR", "-/-"):
            wider = figure(f"{tokens[i - 1][2]} {text}")
            f, start, i = wider or f, tokens[i - 1][0], i - 1
        cells.insert(0, Printed(f, Place(line.page, start, stop)))
        end, i = start, i - 1
    label = line.text[: max(0, end - line.start)].rstrip()
    return _Reading(line, label, line.start + len(label), cells)


def _lettered(tokens: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The words of a line, V and N joined to the figures that they stand before: "N 31.393 N 29.211"."""
    before = [i for i in range(len(tokens) - 1) if tokens[i][2] in ("V", "N") and tokens[i + 1][2][:1].isdecimal()]
    if len(before) < 2 or tokens[-1][2] in ("V", "N") or before[-1] != len(tokens) - 2:
        return tokens
    out: list[tuple[int, int, str]] = []
    for i, token in enumerate(tokens):
        if i - 1 in before:
            out[-1] = (out[-1][0], token[1], f"{out[-1][2]} {token[2]}")
        else:
            out.append(token)
    return out


def _runs(readings: Sequence[_Reading]) -> Iterator[tuple[int, int]]:
    """Ranges of lines that are rows: figures at the end, short labels in between."""
    i, n = 0, len(readings)
    while i < n:
        if not _row_like(readings[i]):
            i += 1
            continue
        first, last, idle, j = i, i, 0, i + 1
        while j < n and idle <= 4:
            reading = readings[j]
            lone = (
                last > first
                and len(reading.cells) == 1 < len(readings[last].cells)
                and not _CLOSING.match(reading.label)
            )
            if (
                lone
                and "€" in reading.line.text
                and not any("€" in row.line.text for row in readings[first : last + 1])
            ):
                break  # "Wegbeheer   € 45.000 V" under a table of bare figures: the heading of an explanation
            if _row_like(reading) and not reading.years:
                last, idle = j, 0
            elif (
                reading.cells
                or not _label_like(reading)
                or caption(reading.line.text)
                or len(_phrases(reading.line.text)) > 1
            ):
                break
            else:
                idle += 1
            j += 1
        yield first, last
        i = last + 1


def _row_like(reading: _Reading) -> bool:
    if not reading.cells or reading.years or len(reading.label) > _LONGEST_LABEL or reading.label.endswith((".", ";")):
        return False
    first = reading.cells[0].figure
    return (len(reading.cells) >= 2 or first.grouped or first.money or first.favour) and not _UNFINISHED.search(
        _ENUMERATED.sub("", reading.label)
    )


def _label_like(reading: _Reading) -> bool:
    text = reading.line.text
    return len(text) <= 70 and not text.endswith((".", ";")) and len(text.split()) <= 9


def _table(readings: Sequence[_Reading], first: int, last: int, after: int) -> FinancialTable | None:
    rows = [r for r in readings[first : last + 1] if r.cells]
    if 5 * sum(len(r.label) < 2 for r in rows) > 2 * len(rows):
        return None  # each cell on a line of its own: which figure stands in which row and column cannot be told here
    count = Counter(len(r.cells) for r in rows).most_common(1)[0][0]
    head = _head(readings, first, after, count)
    if head is None and count > 2 and all(_ends_label(r) for r in rows if len(r.cells) == count):
        count -= 1  # "Programma 1 880 311": the number is the label's
        head = _head(readings, first, after, count)
    if head is None:
        return None
    for row in rows:
        if len(row.cells) == count + 1 and _ends_label(row):
            row.label_end = row.cells.pop(0).place.end
            row.label = row.line.text[: row.label_end - row.line.start]
    if 5 * sum(len(row.cells) != count for row in rows) > 2 * len(rows):
        return None  # most rows leave cells empty, or the lines are of several tables
    levels, codes, top, under = head
    tail = _tail(readings, last)
    above = [r.line for r in readings[max(after, top - 3) : first] if not _row_like(r)]
    if len(rows) < 2 and not (levels and any(levels)):
        return None
    columns = [describe(words) for words in levels]
    table = FinancialTable(
        columns, [], sorted({r.line.page for r in rows}), start=readings[first].line.start, end=readings[last].line.end
    )
    headings = [r for r in readings[under:first] if not r.cells and _label_like(r) and not unit_of(r.line.text)]
    _fill(table, [*headings, *readings[first : last + 1]], count, codes)
    for text in (*(line.text for line in reversed(above)), *tail):
        if table.unit_source == "none" and (unit := unit_of(text)):
            table.unit, table.unit_source = unit, "printed"
        if table.sign is None:
            table.sign = sign_of(text)
    _title(table, [line for line in above if line.start < readings[top].line.start])
    return table


def _ends_label(reading: _Reading) -> bool:
    """True where the first figure can be the last word of the label: a year or a small number, without sign."""
    first = reading.cells[0].figure
    small = (
        first.kind == "plain"
        and not (first.grouped or first.money or first.signed or first.decimals)
        and (first.value or 0) < 100
    )
    return bool(reading.label) and (first.year or small)


def _tail(readings: Sequence[_Reading], last: int) -> list[str]:
    """Lines right under a table that speak of its unit or signs, up to the first that does not or that stands nearer to
    what follows."""
    out: list[str] = []
    for i in range(last + 1, min(last + 1 + _TAIL_LINES, len(readings))):
        text, at = readings[i].line.text, readings[i].line.index
        after = readings[i + 1].line.index if i + 1 < len(readings) else at + 9
        if caption(text) or not (unit_of(text) or sign_of(text) or text[:1] in "*("):
            break
        if at - readings[i - 1].line.index > after - at:
            break
        out.append(text)
    return out


def _head(
    readings: Sequence[_Reading], first: int, after: int, count: int
) -> tuple[list[list[str]], tuple[str, ...], int, int] | None:
    """The levels of the head of each column, the columns of codes, and where the head's lines begin and end; None where
    none fits."""
    levels: list[list[str]] = [[] for _ in range(count)]
    codes: tuple[str, ...] = ()
    top, end = first, first
    for i in range(first - 1, max(after - 1, first - 1 - _HEAD_LINES), -1):
        line = readings[i].line.text
        words = _over(line, count)
        if not words:
            if top < first or first - i > 3:
                break
            continue
        share = count // len(words)
        for c in range(count):
            levels[c].insert(0, words[c // share])
        codes = tuple(m[1] for m in _CODE_HEADS.finditer(line)) or codes
        end = end if top < first else i + 1
        top = i
    keys = {" ".join(level).casefold() for level in levels}
    if top == first or len(keys) < count:
        return None  # columns of one name: the line is not their head, or not all of it
    return levels, codes, top, end


def _over(line: str, count: int) -> list[str]:
    """The phrases of a line that stand over columns: one for each, or one for as many each; [] where they do not
    fit."""
    text = without_legend(line)
    words: list[str] = []
    for word in reversed(_FAVOUR_HEAD.sub("", text).split()):
        if not _HEAD_WORD.match(word.strip("*")):
            break
        words.insert(0, word)
    for found in (_dated(text, count), _phrases(text), _paired(line, words, count)):
        if not found or (len(found) != count and (len(found) == 1 or count % len(found))):
            continue
        if len(found) < count and len({bool(re.fullmatch(r"\d{4}", phrase)) for phrase in found}) > 1:
            continue  # "begroting 2025" of a title is no pair of heads
        left = text.rstrip(" *")
        for phrase in reversed(found):
            left = left[: left.rfind(phrase)].rstrip() if phrase in left else left
        before = len(_CODE_HEADS.sub(" ", left).split())
        if before <= _LABEL_WORDS and (count > 1 or (len(_phrases(text)) < 2 and before + len(found[0].split()) <= 3)):
            return found
    return []


def _dated(text: str, count: int) -> list[str]:
    """Phrases that each end in a year, as many words in each: "Instelling Subsidie 2024 Subsidie 2025" for two
    columns."""
    parts = [part.strip() for part in re.findall(r".*?(?<!\S)(?:19|20)\d\d(?!\S)", text)]
    if len(parts) != count or count < 2 or not re.search(r"(?<!\S)(?:19|20)\d\d$", text):
        return []
    lengths = {len(part.split()) for part in parts[1:]}
    if len(lengths) != 1 or len(parts[0].split()) < (length := lengths.pop()):
        return []
    return [" ".join(parts[0].split()[-length:]), *parts[1:]]


def _phrases(text: str) -> list[str]:
    """The phrases that name columns at the end of a line: "Primitieve begroting", "Begroting na wijziging 2024",
    "Baten"."""
    text = _FAVOUR_HEAD.sub("", text).rstrip(" *")
    found = list(_PHRASE.finditer(text))
    out: list[str] = []
    end = len(text)
    for match in reversed(found):
        if text[match.end() : end].strip():
            break
        out.insert(0, match[0])
        end = match.start()
    return out


def _paired(line: str, words: list[str], count: int) -> list[str]:
    """The heads on a line of text: by wide gaps where they give one a column, else a word with the year behind it
    ("Begroting 2024")."""
    cells = [cell for cell in re.split(r"\s{2,}|\t", line.strip()) if cell]
    if (
        len(cells) in (count, count + 1)
        and len(words) >= count
        and all(_HEAD_WORD.match(cell.split()[-1]) for cell in cells[-count:])
    ):
        return cells[-count:]
    if len(words) <= count:
        return words
    pairs: list[str] = []
    for word in words:
        if pairs and re.fullmatch(r"(?:19|20)\d\d", word) and not re.search(r"\d{4}$", pairs[-1]):
            pairs[-1] += f" {word}"
        else:
            pairs.append(word)
    return pairs if len(pairs) == count else words


def _fill(table: FinancialTable, readings: Sequence[_Reading], count: int, codes: tuple[str, ...]) -> None:
    pending: list[_Reading] = []
    for reading in readings:
        if not reading.cells:
            pending.append(reading)
            continue
        label, place = (
            reading.label,
            Place(reading.line.page, reading.line.start, reading.label_end) if reading.label else None,
        )
        joined: list[str] = [label] if label else []
        while pending and (not joined[0:1] or wraps(pending[-1].line.text, joined[0])) and len(joined) < 4:
            before = pending.pop()
            joined.insert(0, before.line.text)
            place = Place(before.line.page, before.line.start, place.end if place else before.line.end)
        for heading in pending:
            table.rows.append(
                TableRow(
                    heading.line.page,
                    heading.line.text,
                    Place(heading.line.page, heading.line.start, heading.line.end),
                    [None] * count,
                    heading=True,
                )
            )
        pending = []
        row = TableRow(reading.line.page, " ".join(joined) or None, place, list(reading.cells[-count:]), codes=codes)
        if len(reading.cells) != count:
            row.cells = [None] * count  # which column each belongs to cannot be known
            row.unread = dict.fromkeys(range(count), "plain_text")
        table.rows.append(row)


def _title(table: FinancialTable, above: Sequence[Line]) -> None:
    for line in reversed(above):
        said = caption(line.text)
        if said:
            table.number, table.title = said[0], line.text
            table.title_place = Place(line.page, line.start, line.end)
            return
    for line in reversed(above):
        bare = without_legend(line.text)
        if (
            len(bare) > 3
            and not any(_HEAD_WORD.match(w) for w in bare.split()[-2:])
            and len(bare) < 120
            and not bare.endswith(".")
        ):
            table.title, table.title_place = bare, Place(line.page, line.start, line.end)
            return
