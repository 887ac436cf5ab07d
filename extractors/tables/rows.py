"""The rows of a region: which figure stands in which column, and which lines of words are the label of which row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from griffier.extractors.tables.bands import Band, Region, is_row
from griffier.extractors.tables.entries import Label, Row, doubted, minus_above, pitch_of, specks, split_rows
from griffier.extractors.tables.label_lines import settle_label_lines
from griffier.extractors.tables.model import Place, Printed, TableRow
from griffier.extractors.tables.page_rules import PageRules
from griffier.extractors.tables.pieces import Piece, PrintedLine
from griffier.extractors.tables.printed_figures import DASHES, Figure, figure
from griffier.extractors.tables.row_labels import code_value
from griffier.extractors.tables.word_columns import WordColumns, carry_words, place_of, word_columns
from griffier.schemas.budget_report import UNREAD

Starts = WordColumns | Sequence[float]
_CENTRED = 8.0
_SCRAP = 6
"""Characters of what a figure was read as that is none."""


def region_rows(region: Region, bands: Sequence[Band], rules: PageRules) -> tuple[list[TableRow], WordColumns | None]:
    """The rows of a region, top to bottom, and its columns of words, if it has any; a line of words alone is a
    heading."""
    left = bands[0].x0
    labels = [p for line in region.lines for p in _label_pieces(line, left)]
    entries = _entries(region, bands, min((p.x0 for p in labels), default=0.0))
    pitch = pitch_of([e for e in entries if isinstance(e, Row)])
    if region.optical:
        doubted(entries)
        entries = [e for e in entries if not specks(e)]
    starts = _text_columns(entries)
    columns = word_columns(_worded(entries, starts), starts, region.head)
    own = [p for p in labels if columns is None or columns.column(p) == columns.label]
    edge = max((p.x1 for p in own), default=left)
    rows = _assembled(split_rows(minus_above(entries, pitch)), rules, edge, pitch, columns or starts)
    if columns:
        carry_words(rows, sum(at < columns.label for at in columns.heads))
    return rows, columns


def _worded(entries: Sequence[Row | Label], starts: Sequence[float]) -> list[list[Piece]]:
    """The words of each row, and of the lines between rows that begin in a column of words."""
    rows = [e.labels[0].pieces for e in entries if isinstance(e, Row) and e.labels]
    return rows + [e.pieces for e in entries if isinstance(e, Label) and starts and e.pieces[0].x0 >= starts[0]]


def _entries(region: Region, bands: Sequence[Band], start: float) -> list[Row | Label]:
    """The lines of a region as rows of cells, codes and words, and as lines of words alone."""
    codes = _codes(region, start + 60)
    entries = [entry for line in region.lines if (entry := _entry(line, bands, codes)) is not None]
    if region.optical or any(not p.sure for line in region.lines for p in line.pieces):
        for row in entries:
            if isinstance(row, Row):
                _unread(row, bands)
    return entries


def _unread(row: Row, bands: Sequence[Band]) -> None:
    """A scrap of letters inside a column of a scan, or most of a figure, is a figure that could not be read: null, and
    not nothing."""
    for piece in row.line.pieces:
        within = [i for i, b in enumerate(bands) if b.x0 - 2 <= piece.x0 and piece.x1 <= b.x1 + 2]
        scrap = len(piece.text) <= _SCRAP or 2 * sum(map(str.isdecimal, piece.text)) > len(piece.text)
        if piece.figure is None and len(within) == 1 and row.cells[within[0]] is None and scrap:
            row.cells[within[0]] = Printed(Figure(None), piece.place, uncertain=True, method=f"{UNREAD}rows")


def _entry(line: PrintedLine, bands: Sequence[Band], codes: dict[int, Piece]) -> Row | Label | None:
    left = bands[0].x0
    words = _bulleted(_label_pieces(line, left), line.size)
    if not is_row(line) or (words and line.figures[-1].x1 < left - 2):
        return Label(line, words) if words else None
    beside = {id(p): p for p in (*words, *(p for p in line.pieces if p.x0 > bands[-1].x1))}
    coded = {key: p for key, p in beside.items() if key in codes or _is_balance_of(p, codes.values())}
    words = [p for p in words if id(p) not in coded]
    return Row(line, _cells(line, bands), [Label(line, words)] if words else [], [p.text for p in coded.values()])


def _codes(region: Region, left: float) -> dict[int, Piece]:
    """The words of columns of codes (L, B, I, S, "Baten"), right of the beginning of the labels, by identity."""
    pieces = (p for line in region.lines for p in line.pieces if p.x0 > left)
    return {id(p): p for p in pieces if code_value(p.text) not in (None, "balance")}


def _is_balance_of(piece: Piece, codes: Iterable[Piece]) -> bool:
    """True for "Saldo" in the column of "Baten" and "Lasten"."""
    return code_value(piece.text) == "balance" and any(abs(piece.centre - c.centre) < _CENTRED for c in codes)


def _text_columns(entries: Sequence[Row | Label]) -> list[float]:
    """Where the columns of words begin, where rows have more than one: the places at which second and later words of a
    row start."""
    rows = [e for e in entries if isinstance(e, Row)]
    firsts = [e.labels[0].pieces[0] for e in rows if e.labels]
    kept = [group[0] - 1 for group in _word_starts(entries) if len(group) >= max(2, len(rows) // 3)]
    return [x for x in kept if sum(p.x0 < x < p.x1 - 4 for p in firsts) * 3 <= len(firsts)]


def _word_starts(entries: Sequence[Row | Label]) -> list[list[float]]:
    """Where words right of the labels' edge begin, those near each other together."""
    words = [p.x0 for e in entries for p in _words(e)]
    left = min(words, default=0.0)
    groups: list[list[float]] = []
    for x in sorted(x for x in words if x > left + 5):
        if groups and x - groups[-1][-1] <= 5:
            groups[-1].append(x)
        else:
            groups.append([x])
    return groups


def _words(entry: Row | Label) -> list[Piece]:
    """The words of a line left of its figures."""
    if isinstance(entry, Label):
        return entry.pieces
    return entry.labels[0].pieces if entry.labels else []


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
    used = settle_label_lines(entries, rules, edge, pitch)
    return [_table_row(entry, starts) for i, entry in enumerate(entries) if i not in used]


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
        joined_lines(_by_column(labels, starts)) or None,
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


def joined_lines(lines: Sequence[str]) -> str:
    """The lines of a label as one text, a word that is broken at a line's end made whole."""
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
        elif re.search(r"\d[-\u2013]$", out) and text[:1].isdecimal():
            out += text  # "2026-" over "2029"
        else:
            out = f"{out} {text}".strip()
    return out


def _place(labels: Sequence[Label]) -> Place:
    """The place of a label: of all its lines where nothing stands between them in the text, else of its first line."""
    return place_of([p for label in labels for p in label.pieces], len(labels[0].pieces))
