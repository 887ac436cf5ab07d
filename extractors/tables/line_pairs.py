"""How two printed lines of words stand to each other: close, in one cell, parted by a rule."""

from __future__ import annotations

from griffier.extractors.tables.entries import Label, Row
from griffier.extractors.tables.page_rules import PageRules
from griffier.extractors.tables.pieces import PrintedLine


def tight(upper: PrintedLine, lower: PrintedLine) -> bool:
    """True for a line that stands right under another, as close as lines of one cell do."""
    return lower.top - upper.bottom < 0.75 * lower.size and lower.top > upper.top


def same_cell(upper: PrintedLine, lower: PrintedLine, rules: PageRules) -> bool | None:
    """True or False where level rules show whether two lines are in one cell; None where the table is not ruled by
    rows."""
    x = max(upper.x0, lower.x0) + 4
    y0, y1 = sorted((middle(upper), middle(lower)))
    return False if rules.between(y0, y1, x) else None


def ruled_apart(upper: PrintedLine, lower: PrintedLine, rules: PageRules) -> bool | None:
    """True: a level rule parts two lines. False: the table is ruled by rows and none stands here. None: not ruled by
    rows."""
    x = max(upper.x0, lower.x0) + 4
    if rules.between(middle(upper), middle(lower), x):
        return True
    height = 2.2 * upper.size
    ruled = rules.between(upper.top - height, middle(upper), x) and rules.between(
        middle(lower), lower.bottom + height, x
    )
    return False if ruled else None


def closer(upper: PrintedLine, lower: PrintedLine, after: Row | Label | None, pitch: float) -> bool:
    """True where two lines stand closer than rows do, and what comes next does not: lines of one cell."""
    step = lower.top - upper.top
    return (
        step < 0.85 * pitch
        and after is not None
        and after.line.top - lower.top > 1.15 * step
        and abs(lower.x0 - upper.x0) < 2
    )


def middle(line: PrintedLine) -> float:
    """Half the height at which a line stands."""
    return (line.top + line.bottom) / 2
