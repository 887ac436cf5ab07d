"""The lines of a region as rows of figures and lines of words; signs and figures that fell on a line of their own go
back to their row."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from griffier.extractors.tables.model import Printed
from griffier.extractors.tables.pieces import Piece, PrintedLine
from griffier.extractors.tables.printed_figures import Figure


@dataclass
class Label:
    """The words of a label on one line."""

    line: PrintedLine
    pieces: list[Piece]

    @property
    def text(self) -> str:
        """The words, one blank apart."""
        return " ".join(p.text for p in self.pieces)


@dataclass
class Row:
    """A line of figures with the lines of words that are its label."""

    line: PrintedLine
    cells: list[Printed | None]
    labels: list[Label] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)


def doubted(entries: Sequence[Row | Label]) -> None:
    """A dash alone right above an unsigned figure is a speck or its minus: the figure is marked uncertain."""
    for upper, lower in itertools.pairwise(entries):
        if (
            isinstance(upper, Row)
            and isinstance(lower, Row)
            and specks(upper)
            and lower.line.top - upper.line.top < 2.2 * lower.line.size
        ):
            for i, (a, b) in enumerate(zip(upper.cells, lower.cells, strict=True)):
                if (
                    a is not None
                    and a.figure.kind == "dash"
                    and b is not None
                    and b.figure.value
                    and not b.figure.signed
                ):
                    lower.cells[i] = replace(b, uncertain=True)


def specks(entry: Row | Label) -> bool:
    """True for what optical recognition makes of specks and of a minus on a line of its own: single characters and no
    label."""
    if isinstance(entry, Label):
        return len(entry.text) < 2
    return not entry.labels and all(len(p.text) == 1 for p in entry.line.pieces)


def split_rows(entries: list[Row | Label]) -> list[Row | Label]:
    """Two lines of figures in one row of cells, where the figures did not stand on one height: the second fills the
    gaps of the first."""
    out: list[Row | Label] = []
    for entry in entries:
        before = out[-1] if out else None
        if (
            isinstance(entry, Row)
            and isinstance(before, Row)
            and entry.line.top < before.line.bottom + 0.3 * entry.line.size
            and not (entry.labels and before.labels)
            and all(a is None or b is None for a, b in zip(before.cells, entry.cells, strict=True))
        ):
            before.cells = [a if a is not None else b for a, b in zip(before.cells, entry.cells, strict=True)]
            before.labels = before.labels or entry.labels
            before.codes = before.codes or entry.codes
            continue
        out.append(entry)
    return out


def pitch_of(rows: Sequence[Row]) -> float:
    """The distance between rows with nothing between them, in points: the least that several rows have, else the usual
    one."""
    steps = Counter(round(b.line.top - a.line.top) for a, b in itertools.pairwise(rows) if b.line.top > a.line.top)
    often = [step for step, n in steps.items() if n >= 2 and 5 * n >= len(rows)]
    return float(min(often) if often else steps.most_common(1)[0][0]) if steps else 12.0


def minus_above(entries: list[Row | Label], pitch: float) -> list[Row | Label]:
    """A minus that the cell's width pushed to the line above its figure goes back to it.

    A row of dashes with a label of its own, a whole row above the next, is a row of noughts.
    """
    out: list[Row | Label] = []
    for entry in entries:
        before = out[-1] if out else None
        if isinstance(entry, Row) and isinstance(before, Row) and _signs_of(before, entry, pitch):
            _negate(before, entry)
            out.pop()
        out.append(entry)
    return out


def _moved(before: Row, entry: Row) -> list[int]:
    """The columns in which a dash stands over an unsigned figure."""
    pairs = enumerate(zip(before.cells, entry.cells, strict=True))
    return [i for i, (a, b) in pairs if a is not None and a.figure.kind == "dash" and b is not None and _unsigned(b)]


def _unsigned(cell: Printed) -> bool:
    return cell.figure.kind == "plain" and bool(cell.figure.value) and not cell.figure.signed


def _signs_of(before: Row, entry: Row, pitch: float) -> bool:
    """True where the dashes of a line are the signs of the figures right under it."""
    if entry.line.top - before.line.top >= 1.9 * entry.line.size:
        return False
    moved = _moved(before, entry)
    rest = [i for i, c in enumerate(before.cells) if c is not None and i not in moved]
    apart = bool(before.labels and entry.labels) and entry.line.top - before.line.top > 0.9 * pitch
    return bool(moved) and all(entry.cells[i] is None for i in rest) and not (apart and not rest)


def _negate(before: Row, entry: Row) -> None:
    """Give the figures of a row the signs above them, and the row what else stands there."""
    moved = _moved(before, entry)
    for i, cell in enumerate(before.cells):
        if i not in moved and cell is not None:
            entry.cells[i] = cell
    for i in moved:
        cell = entry.cells[i]
        assert cell is not None and cell.figure.value is not None
        entry.cells[i] = Printed(_negative(cell.figure), cell.place, cell.uncertain, method="table:minus_above")
    entry.labels = [*before.labels, *entry.labels]
    entry.codes = entry.codes or before.codes


def _negative(value: Figure) -> Figure:
    assert value.value is not None
    return Figure(-abs(value.value), value.kind, value.money, value.favour, False, True, value.decimals, value.grouped)
