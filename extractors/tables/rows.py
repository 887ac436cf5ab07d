"""The rows of a region: which figure stands in which column, and which lines of words are the label of which row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from griffier.extractors.tables.bands import Band, Region, is_row
from griffier.extractors.tables.entries import Label, Row, doubted, minus_above, pitch_of, specks, split_rows
from griffier.extractors.tables.model import Place, Printed, TableRow
from griffier.extractors.tables.page_rules import PageRules
from griffier.extractors.tables.pieces import Piece, PrintedLine
from griffier.extractors.tables.printed_figures import DASHES, figure
from griffier.extractors.tables.row_labels import code_value, wraps
from griffier.extractors.tables.word_columns import WordColumns, carry_words, place_of, word_columns

Starts = WordColumns | Sequence[float]


def region_rows(region: Region, bands: Sequence[Band], rules: PageRules) -> tuple[list[TableRow], WordColumns | None]:
    """The rows of a region, top to bottom, and its columns of words, if it has any; a line of words alone is a
    heading."""
    left = bands[0].x0
    edge = max((p.x1 for line in region.lines for p in _label_pieces(line, left)), default=left)
    start = min((p.x0 for line in region.lines for p in _label_pieces(line, left)), default=0.0)
    entries: list[Row | Label] = []
    for line in region.lines:
        words = _bulleted(_label_pieces(line, left), line.size)
        if is_row(line) and not (words and all(p.x1 < left - 2 for p in line.figures)):
            cells = _cells(line, bands)
            right = [p for p in line.pieces if p.x0 > bands[-1].x1]
            coded = [p for p in (*words, *right) if p.x0 > start + 60 and code_value(p.text)]
            codes = [p.text for p in coded]
            words = [p for p in words if p not in coded]
            entries.append(Row(line, cells, [Label(line, words)] if words else [], codes))
        elif words:
            entries.append(Label(line, words))
    pitch = pitch_of([e for e in entries if isinstance(e, Row)])
    if region.optical:
        doubted(entries)
        entries = [e for e in entries if not specks(e)]
    starts = _text_columns(entries)
    worded = [e.labels[0].pieces for e in entries if isinstance(e, Row) and e.labels]
    columns = word_columns(worded, starts, region.head)
    rows = _assembled(split_rows(minus_above(entries, pitch)), rules, edge, pitch, columns or starts)
    if columns:
        carry_words(rows, sum(at < columns.label for at in columns.heads))
    return rows, columns


def _text_columns(entries: Sequence[Row | Label]) -> list[float]:
    """Where the columns of words begin, where rows have more than one: the places at which second and later words of a
    row start."""
    starts = sorted(p.x0 for e in entries if isinstance(e, Row) and e.labels for p in e.labels[0].pieces[1:])
    rows = sum(isinstance(e, Row) for e in entries)
    firsts = [e.labels[0].pieces[0] for e in entries if isinstance(e, Row) and e.labels]
    groups: list[list[float]] = []
    for x in starts:
        if groups and x - groups[-1][-1] <= 5:
            groups[-1].append(x)
        else:
            groups.append([x])
    kept = [group[0] - 1 for group in groups if len(group) >= max(2, rows // 3)]
    return [x for x in kept if sum(p.x0 < x < p.x1 - 4 for p in firsts) * 3 <= len(firsts)]


def _label_pieces(line: PrintedLine, left: float) -> list[Piece]:
    return [p for p in line.pieces if p.x0 < left - 2 and (p.figure is None or not p.free or p.x1 < left - 2)]


def _bulleted(pieces: list[Piece], size: float) -> list[Piece]:
    """A dash right before a word is a mark of the label, not a figure: "- investeringen", "1 - Algemeen bestuur"."""
    out: list[Piece] = []
    for piece in pieces:
        last = out[-1] if out else None
        if (
            last is not None
            and last.figure is not None
            and last.figure.kind == "dash"
            and piece.figure is None
            and piece.x0 - last.x1 < size
        ):
            out[-1] = last.joined(piece)
        else:
            out.append(piece)
    return out


def _cells(line: PrintedLine, bands: Sequence[Band]) -> list[Printed | None]:
    cells: list[Printed | None] = [None] * len(bands)
    for piece in line.pieces:
        if piece.figure is None:
            continue
        best, most = -1, 0.0
        for i, band in enumerate(bands):
            shared = min(piece.x1, band.x1 + 0.5) - max(piece.x0, band.x0 - 0.5)
            if shared > most:
                best, most = i, shared
        if best >= 0 and cells[best] is None:
            method = piece.method or ("" if piece.figure == figure(piece.text) else "table:printed_figures")
            cells[best] = Printed(piece.figure, piece.place, not piece.sure, method=method)
    return cells


def _assembled(
    entries: list[Row | Label], rules: PageRules, edge: float, pitch: float, starts: Starts
) -> list[TableRow]:
    used: set[int] = set()
    at = [i for i, e in enumerate(entries) if isinstance(e, Row)]
    for i in at:
        row = entries[i]
        assert isinstance(row, Row)
        if not row.labels:
            _around(entries, i, used, rules, pitch)
        elif _numbered_between(entries, i, used, rules):
            row.labels = [*row.labels, *_taken(entries, i, used)]
        else:
            _above(entries, i, used, rules, edge, pitch)
            _below(entries, i, used, rules, edge, pitch)
    out: list[TableRow] = []
    for i, entry in enumerate(entries):
        if i in used:
            continue
        out.append(_table_row(entry, starts))
    return out


def _numbered_between(entries: list[Row | Label], i: int, used: set[int], rules: PageRules) -> bool:
    """True for a row whose number stands in the middle between the two lines of its label."""
    row, above, below = entries[i], _free(entries, i - 1, used), _free(entries, i + 1, used)
    assert isinstance(row, Row)
    if above is None or below is None or any(p.figure is None for label in row.labels for p in label.pieces):
        return False
    if above.text.endswith(":") or abs(above.line.x0 - below.line.x0) > 3 or above.line.x0 <= row.line.x0:
        return False
    apart = rules.between(above.line.bottom, below.line.top, above.line.x0 + 4)
    up, down = row.line.top - above.line.top, below.line.top - row.line.top
    return not apart and 0 < up < 1.1 * row.line.size and abs(up - down) < 0.35 * row.line.size


def _taken(entries: list[Row | Label], i: int, used: set[int]) -> list[Label]:
    """The lines of words right above and below a row, which no other row may take any more."""
    used.update({i - 1, i + 1})
    return [entry for entry in (entries[i - 1], entries[i + 1]) if isinstance(entry, Label)]


def _tight(upper: PrintedLine, lower: PrintedLine) -> bool:
    return lower.top - upper.bottom < 0.75 * lower.size and lower.top > upper.top


def _same_cell(upper: PrintedLine, lower: PrintedLine, rules: PageRules) -> bool | None:
    """True or False where level rules show whether two lines are in one cell; None where the table is not ruled by
    rows."""
    x = max(upper.x0, lower.x0) + 4
    y0, y1 = (upper.top + upper.bottom) / 2, (lower.top + lower.bottom) / 2
    return False if rules.between(min(y0, y1), max(y0, y1), x) else None


def _free(entries: list[Row | Label], i: int, used: set[int]) -> Label | None:
    entry = entries[i] if 0 <= i < len(entries) and i not in used else None
    return entry if isinstance(entry, Label) else None


def _around(entries: list[Row | Label], i: int, used: set[int], rules: PageRules, pitch: float) -> None:
    """A row without words of its own: the words above and below when it stands in their middle, else those right
    above."""
    row = entries[i]
    assert isinstance(row, Row)
    above, below = _in_cell_of(entries, i, used, rules)
    up, down = _steps(row, above, below)
    close = 1.1 * row.line.size
    if above is not None and below is not None and max(up, down) < close and abs(up - down) < 0.35 * row.line.size:
        row.labels = [above, below]
        used.update({i - 1, i + 1})
    elif above is not None and up < 2.2 * row.line.size:
        row.labels = [above]
        used.add(i - 1)
        _above(entries, i, used, rules, 0.0, pitch, start=i - 2)
    elif below is not None and down < close:
        row.labels = [below]
        used.add(i + 1)


def _in_cell_of(
    entries: list[Row | Label], i: int, used: set[int], rules: PageRules
) -> tuple[Label | None, Label | None]:
    """The words above and below a row that no rule parts from it; a section in its first row's cell ("Belastingen:") is
    none of them."""
    line = entries[i].line
    above, below = _free(entries, i - 1, used), _free(entries, i + 1, used)
    if above is not None and below is not None and above.text.endswith(":"):
        above = None
    if above is not None and _same_cell(above.line, line, rules) is False:
        above = None
    if below is not None and _same_cell(line, below.line, rules) is False:
        below = None
    return above, below


def _steps(row: Row, above: Label | None, below: Label | None) -> tuple[float, float]:
    """How far the middles of the words above and below are from the row's."""
    centre = row.line.top + row.line.bottom
    up = (centre - above.line.top - above.line.bottom) / 2 if above is not None else 0.0
    return up, (below.line.top + below.line.bottom - centre) / 2 if below is not None else 0.0


def _above(
    entries: list[Row | Label],
    i: int,
    used: set[int],
    rules: PageRules,
    edge: float,
    pitch: float,
    start: int | None = None,
) -> None:
    """Lines above that are the beginning of the row's label."""
    row = entries[i]
    assert isinstance(row, Row)
    j = i - 1 if start is None else start
    while len(row.labels) < 4 and (label := _free(entries, j, used)) is not None:
        first = row.labels[0]
        if not _goes_on(label, first, rules, edge, pitch):
            break
        row.labels.insert(0, label)
        used.add(j)
        j -= 1


def _below(entries: list[Row | Label], i: int, used: set[int], rules: PageRules, edge: float, pitch: float) -> None:
    """Lines below that are the end of the row's label, where the figures stand on its first line."""
    row = entries[i]
    assert isinstance(row, Row)
    j = i + 1
    while len(row.labels) < 4 and (label := _free(entries, j, used)) is not None:
        after = entries[j + 1] if j + 1 < len(entries) else None
        belongs_below = isinstance(after, Row) and not after.labels and _tight(label.line, after.line)
        ruled = _ruled_apart(row.labels[-1].line, label.line, rules)
        if belongs_below or ruled is True or not _tight(row.labels[-1].line, label.line):
            break
        alike = label.line.bold == row.line.bold
        if not (
            wraps(row.labels[-1].text, label.text)
            or (alike and (ruled is False or _closer(row.labels[-1].line, label.line, after, pitch)))
        ):
            break
        row.labels.append(label)
        used.add(j)
        j += 1


def _closer(upper: PrintedLine, lower: PrintedLine, after: Row | Label | None, pitch: float) -> bool:
    """True where two lines stand closer than rows do, and what comes next does not: lines of one cell."""
    step = lower.top - upper.top
    return (
        step < 0.85 * pitch
        and after is not None
        and after.line.top - lower.top > 1.15 * step
        and abs(lower.x0 - upper.x0) < 2
    )


def _ruled_apart(upper: PrintedLine, lower: PrintedLine, rules: PageRules) -> bool | None:
    """True: a level rule parts two lines. False: the table is ruled by rows and none stands here. None: not ruled by
    rows."""
    x = max(upper.x0, lower.x0) + 4
    if rules.between((upper.top + upper.bottom) / 2, (lower.top + lower.bottom) / 2, x):
        return True
    height = 2.2 * upper.size
    ruled = rules.between(upper.top - height, (upper.top + upper.bottom) / 2, x) and rules.between(
        (lower.top + lower.bottom) / 2, lower.bottom + height, x
    )
    return False if ruled else None


def _goes_on(upper: Label, lower: Label, rules: PageRules, edge: float, pitch: float) -> bool:
    """True where a line of words goes on in the next: by rules, by the words, or because the next word did not fit."""
    ruled = _ruled_apart(upper.line, lower.line, rules)
    if ruled is True or lower.line.top - upper.line.bottom > 1.2 * lower.line.size:
        return False
    if upper.line.bold != lower.line.bold and not wraps(upper.text, lower.text):
        return False
    if ruled is False and _tight(upper.line, lower.line):
        return True
    if wraps(upper.text, lower.text):
        return True
    word = lower.pieces[0].words[0]
    full = edge and upper.pieces[-1].x1 + 0.25 * upper.line.size + (word.x1 - word.x0) > edge + 1
    closer = lower.line.top - upper.line.top < 0.85 * pitch
    words = [w for piece in upper.pieces for w in piece.words]
    if (
        closer
        and len(words) > 1
        and abs(words[1].x0 - lower.pieces[0].x0) < 2
        and re.fullmatch(r"\w{0,3}\d[\w.]*", words[0].text)
    ):
        return True  # a number stands before the first line alone
    return bool(
        full and closer and len(upper.text) > 12 and not re.match(r"(?:sub\s*)?tota|saldo", lower.text, re.IGNORECASE)
    )


def _table_row(entry: Row | Label, starts: Starts) -> TableRow:
    if isinstance(entry, Label):
        return TableRow(
            entry.line.page, entry.text, _place([entry]), [], heading=True, bold=entry.line.bold, indent=entry.line.x0
        )
    beside: dict[int, Place] = {}
    labels, starts = entry.labels, starts
    if isinstance(starts, WordColumns):
        labels, beside = _parted(labels, starts)
        starts = ()
    row = TableRow(
        entry.line.page,
        _text(_by_column(labels, starts)) or None,
        _place(labels) if labels else None,
        entry.cells,
        bold=entry.line.bold,
        indent=entry.line.x0,
        text=beside,
    )
    for code in entry.codes:
        if said := code_value(code):
            if said == "incidental" or said == "structural":
                row.term = said
            else:
                row.type = said
    row.codes = tuple(entry.codes)
    return row


def _parted(labels: Sequence[Label], columns: WordColumns) -> tuple[list[Label], dict[int, Place]]:
    """The lines of the label, and the places of the other columns' words. A row without a label takes their words for
    it."""
    own: list[Label] = []
    others: dict[int, list[Piece]] = {}
    for label in labels:
        kept = [p for p in label.pieces if columns.column(p) in (columns.label, columns.number)]
        if kept:
            own.append(Label(label.line, kept))
        for piece in label.pieces:
            if (at := columns.column(piece)) in columns.heads:
                others.setdefault(list(columns.heads).index(at), []).append(piece)
    if not own or all(columns.column(p) == columns.number for label in own for p in label.pieces):
        return list(labels), {}
    return own, {at: place_of(pieces) for at, pieces in sorted(others.items())}


def _by_column(labels: Sequence[Label], starts: Sequence[float]) -> list[str]:
    """The lines of a label, those of each column of words together: a cell that wraps is read to its end before the
    next cell."""
    if not starts or len(labels) < 2:
        return [label.text for label in labels]
    columns: dict[int, list[str]] = {}
    for label in labels:
        pieces: dict[int, list[str]] = {}
        for piece in label.pieces:
            pieces.setdefault(sum(piece.x0 >= x for x in starts), []).append(piece.text)
        for at, texts in pieces.items():
            columns.setdefault(at, []).append(" ".join(texts))
    return [line for _, lines in sorted(columns.items()) for line in lines]


def _text(lines: Sequence[str]) -> str:
    out = ""
    for text in lines:
        if (
            out
            and out[-1] in DASHES
            and text[:1].islower()
            and len(out) > 1
            and out[-2].isalpha()
            and not text.startswith(("en ", "of "))
        ):
            out = out[:-1] + text
        else:
            out = f"{out} {text}".strip()
    return out


def _place(labels: Sequence[Label]) -> Place:
    """The place of a label: of all its lines where nothing stands between them in the text, else of its first line."""
    return place_of([p for label in labels for p in label.pieces], len(labels[0].pieces))
