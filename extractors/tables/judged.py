"""Figures of which optical recognition gave more than one reading: the arithmetic of their table is the judge.

Where one reading makes a relation of the table hold and the others do not, it is taken. A figure in hard doubt that
nothing settles is left out: null, with a finding that names what was read. What was read surely is never changed here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from griffier.extractors.tables.model import FinancialTable, Note, Printed
from griffier.extractors.tables.printed_figures import Figure, figure
from griffier.extractors.tables.relations import At, Relation, relations, ways
from griffier.schemas.document import Document

_DOUBTFUL = 45.0
"""Confidence under which a figure that was read in two ways is in hard doubt."""


def attach_readings(table: FinancialTable, doc: Document) -> None:
    """Give the cells of a table what else they may say. A table with words of OCR is optical, though its page may be
    one of text."""
    starts = sorted(doc.readings)
    words = doc.words
    for row in table.rows:
        for cell in row.cells:
            if cell is None or cell.place.start >= cell.place.end:
                continue
            hits = words.within(cell.place.start, cell.place.end)
            lowest = min((float(words.confidence[i]) for i in hits), default=100.0)
            table.optical = table.optical or lowest < 100
            i = bisect_left(starts, cell.place.start)
            if i < len(starts) and starts[i] < cell.place.end:
                said = (figure(text, ocr=True) for text in doc.readings[starts[i]])
                cell.others = tuple(f for f in said if f is not None and f.value is not None)
            if lowest < _DOUBTFUL:
                cell.uncertain = True


def judge(table: FinancialTable) -> None:
    """Settle the doubtful figures of an optically read table in place, with a note for each that is changed or left
    out."""
    if not table.optical:
        return
    _doubt_bare(table)
    doubts = _doubts(table)
    if not doubts and all(cell is not None for row in table.rows for cell in row.cells):
        return
    choices = {at: _choices(cell) for at, cell in doubts.items()}
    found = relations(table, {at: [float(f.value or 0) for f in figures] for at, figures in choices.items()})
    settled = _settled(table, found, choices)
    for at, cell in doubts.items():
        _close(table, at, cell, settled.get(at))
    for relation in found:
        _miss(table, relation)


def _doubts(table: FinancialTable) -> dict[At, Printed]:
    """The cells that may say something else than was read."""
    return {
        (r, c): cell
        for r, row in enumerate(table.rows)
        for c, cell in enumerate(row.cells)
        if cell is not None and (cell.others or cell.uncertain) and cell.figure.value is not None
    }


def _settled(table: FinancialTable, found: Sequence[Relation], choices: dict[At, list[Figure]]) -> dict[At, Figure]:
    """The readings that the relations prove, each with the help of those proved before."""
    settled: dict[At, Figure] = {}
    before = -1
    while choices and len(settled) > before:
        before = len(settled)
        for relation in found:
            settled |= _solved(table, relation, choices, settled)
    return settled


def _miss(table: FinancialTable, relation: Relation) -> None:
    """A sum that lacks something, and an empty cell among its parts: what is printed there was not read."""
    cells = [(sign, table.rows[r].cells[c]) for (r, c), sign in _signed(relation)]
    values = [sign * float(cell.figure.value) for sign, cell in cells if cell and cell.figure.value is not None]
    rest = sum(values)
    if not relation.empty or len(values) < len(cells) or abs(rest) <= relation.slack:
        return
    for row, column in relation.empty:
        if column not in table.rows[row].unread:
            table.rows[row].unread[column] = "judged"
            said = f"nothing was read here, and {abs(rest):.10g} is missing from a sum"
            table.notes.append(Note("table.cell_unreadable", row, column, said))


def _doubt_bare(table: FinancialTable) -> None:
    """A figure without V or N, in a column in which the others have one, has lost it in recognition: its sign is in
    doubt."""
    for column in range(len(table.columns)):
        cells = [row.cells[column] for row in table.rows if column < len(row.cells)]
        figures = [cell for cell in cells if cell is not None and cell.figure.value and cell.figure.kind == "plain"]
        bare = [cell for cell in figures if not cell.figure.signed]
        if len(figures) >= 3 and 2 * len(bare) < len(figures) and any(cell.figure.favour for cell in figures):
            for cell in bare:
                cell.uncertain = True


def _choices(cell: Printed) -> list[Figure]:
    """What a cell may say: its readings, and each of them with its sign turned, for a sign is the first thing to be
    lost."""
    out: list[Figure] = []
    for read in (cell.figure, *cell.others):
        if read.value is not None and all(read.value != o.value for o in out):
            out.append(read)
    if cell.uncertain:
        for read in tuple(out):
            if read.value and all(-read.value != o.value for o in out):
                out.append(replace(read, value=-read.value, signed=read.value > 0))
    return out


def _solved(
    table: FinancialTable, relation: Relation, choices: dict[At, list[Figure]], settled: dict[At, Figure]
) -> dict[At, Figure]:
    """The readings that make a relation hold, if they are the only ones; {} where none do or more than one set does."""
    cells = _signed(relation)
    open_ = [(at, sign) for at, sign in cells if at in choices and at not in settled]
    fixed = sum(sign * _value(table, at, settled) for at, sign in cells if (at, sign) not in open_)
    readings = [(sign, [float(f.value or 0) for f in choices[at]]) for at, sign in open_]
    right = ways(fixed, readings, relation.slack)
    if len(right) != 1 or sum(map(bool, right[0])) > 1:
        return {}  # two cells that are both read otherwise than first fit by chance
    return {at: choices[at][pick] for (at, _), pick in zip(open_, right[0], strict=True)}


def _signed(relation: Relation) -> Sequence[tuple[At, int]]:
    return (*relation.parts, (relation.made, -1))


def _value(table: FinancialTable, at: At, settled: dict[At, Figure]) -> float:
    if at in settled:
        return float(settled[at].value or 0)
    cell = table.rows[at[0]].cells[at[1]]
    return float(cell.figure.value or 0) if cell is not None else 0.0


def _close(table: FinancialTable, at: At, cell: Printed, chosen: Figure | None) -> None:
    """Write the outcome for one doubtful cell."""
    row, column = at
    if chosen is not None:
        how = "proved_by_sums" if chosen.value == cell.figure.value else "mended_by_sums"
        table.rows[row].cells[column] = cell.made(chosen, f"derived:{how}")
        if chosen.value != cell.figure.value:
            turned = chosen.value is not None and cell.figure.value is not None and chosen.value == -cell.figure.value
            code = "table.sign_repaired" if turned else "table.figure_repaired"
            why = "its sign was doubtful" if turned else f"it was also read as {_said([cell.figure])}"
            table.notes.append(Note(code, row, column, f"{why}: the table adds up only with {_said([chosen])}", "info"))
        return
    if not cell.uncertain:
        return
    table.rows[row].cells[column] = cell.unread("judged")
    read = _said([cell.figure, *cell.others])
    table.notes.append(
        Note("table.cell_unreadable", row, column, f"it may be {read}, and nothing in the table proves it")
    )


def _said(figures: Sequence[Figure]) -> str:
    return " or ".join(dict.fromkeys(f"{f.value:f}" for f in figures if f.value is not None))
