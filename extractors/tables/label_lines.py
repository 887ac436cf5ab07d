"""Which lines of words are the label of which row: by rules, by the words, by how close they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from griffier.extractors.tables.entries import Label, Row
from griffier.extractors.tables.iv3 import TAAKVELD_CODE
from griffier.extractors.tables.line_pairs import closer, middle, ruled_apart, same_cell, tight
from griffier.extractors.tables.page_rules import PageRules
from griffier.extractors.tables.row_labels import wraps

_MOST_LINES = 5
_NEAR, _UNDER = 4.0, 2.0
_NUMBER = re.compile(r"(?:[A-Z]{1,3}-)?\w{0,3}\d[\w.]*")


class _Full(NamedTuple):
    """Where labels end, in a table whose figures stand on their first lines, else 0; and how far their lines are
    apart."""

    edge: float
    step: float


def settle_label_lines(entries: list[Row | Label], rules: PageRules, edge: float, pitch: float) -> set[int]:
    """Give rows the lines of words that are their labels; the places of the lines that are taken."""
    used: set[int] = set()
    numbers = _numbers(entries)
    full = _Full(edge if _figures_lead(entries) else 0.0, _step_of_wraps(entries))
    for i, row in enumerate(entries):
        if not isinstance(row, Row):
            continue
        if _in_one_cell(entries, i, used, rules) or _around_figures(entries, i, used, rules):
            continue
        if not row.labels:
            _around(entries, i, used, rules, pitch)
        else:
            if _under_number(entries, i, used, numbers):
                row.labels.insert(0, _take(entries, i - 1, used))
            _above(entries, i, used, rules, edge, pitch)
            _below(entries, i, used, rules, full, pitch)
        _number_first(row)
    for i, row in enumerate(entries):
        if isinstance(row, Row) and row.labels:
            _beside_number(entries, i, used, numbers)
    return used


def _number_first(row: Row) -> None:
    """The number of a row stands before its label, though it is printed beside a later line of it."""
    if len(row.labels) < 2 or row.labels[0].line is row.line:
        return
    own = next((label for label in row.labels if label.line is row.line), None)
    if own is None:
        return
    number = list(takewhile(lambda p: p.figure is not None and p.x1 <= row.labels[0].line.x0, own.pieces))
    if number and len(number) < len(own.pieces):
        rest = [x if x is not own else Label(row.line, own.pieces[len(number) :]) for x in row.labels]
        row.labels = [Label(row.line, number), *rest]


def _figures_lead(entries: Sequence[Row | Label]) -> bool:
    """True where figures stand on the first line of labels that go on, as the words of several show, and none on the
    last."""
    pairs = [
        (a, b)
        for a, b in pairwise(entries)
        if tight(a.line, b.line) and not (isinstance(a, Label) and isinstance(b, Label))
    ]
    leads = sum(
        isinstance(a, Row) and bool(a.labels) and isinstance(b, Label) and wraps(a.labels[-1].text, b.text)
        for a, b in pairs
    )
    ends = sum(
        isinstance(a, Label) and isinstance(b, Row) and bool(b.labels) and wraps(a.text, b.labels[0].text)
        for a, b in pairs
    )
    return leads >= 2 and not ends


def _step_of_wraps(entries: Sequence[Row | Label]) -> float:
    """The widest step between the lines of a label that the words show to be one; 0 where there is none."""
    pairs = [(a, b) for a, b in pairwise(entries) if isinstance(a, Row) and a.labels and isinstance(b, Label)]
    steps = (b.line.top - a.line.top for a, b in pairs if tight(a.line, b.line) and wraps(a.labels[-1].text, b.text))
    return max(steps, default=0.0)


def _numbers(entries: Sequence[Row | Label]) -> float | None:
    """Where the numbers of the rows stand, where at least half of the rows have one."""
    rows = [e.labels[0].pieces[0].words[0] for e in entries if isinstance(e, Row) and e.labels]
    places = Counter(round(word.x0 / 4) for word in rows if _NUMBER.fullmatch(word.text))
    place, count = places.most_common(1)[0] if places else (0, 0)
    return place * 4.0 if count >= 2 and 2 * count >= len(rows) else None


def _under_number(entries: list[Row | Label], i: int, used: set[int], numbers: float | None) -> bool:
    """True for a row without a number where the others have one, under a line of words with a number alone: the label
    goes on, with whatever word ("2029-2032")."""
    row, above = entries[i], _free(entries, i - 1, used)
    if numbers is None or above is None or not isinstance(row, Row):
        return False
    first, *rest = (w for piece in above.pieces for w in piece.words)
    below = row.labels[0].pieces[0].words[0]
    close = 0 < row.line.top - above.line.bottom < 0.75 * row.line.size and above.line.bold == row.line.bold
    numbered = bool(_NUMBER.fullmatch(first.text)) and abs(first.x0 - numbers) < 4
    under = any(abs(word.x0 - below.x0) < 2 for word in (first, *rest[:1])) and not _NUMBER.fullmatch(below.text)
    return close and numbered and bool(rest) and under


def _take(entries: list[Row | Label], i: int, used: set[int]) -> Label:
    entry = entries[i]
    assert isinstance(entry, Label)
    used.add(i)
    return entry


def _in_one_cell(entries: list[Row | Label], i: int, used: set[int], rules: PageRules) -> bool:
    """Give a row all lines of words that stand between the level rules above and below it, where it is the only row
    between them. False where rules do not show it, or other type parts the lines."""
    row = entries[i]
    assert isinstance(row, Row)
    near = _free(entries, i - 1, used) or _free(entries, i + 1, used)
    if near is None:
        return False
    upper, lower = rules.band(near.line.x0 + 4, middle(row.line))
    inside = {k: e for k, e in enumerate(entries) if k != i and upper < middle(e.line) < lower}
    words = [e for k, e in inside.items() if isinstance(e, Label) and k not in used]
    if not 0 < len(words) == len(inside) <= _MOST_LINES or not all(_of_label(w, row, near) for w in words):
        return False
    used.update(inside)
    number, rest = _numbered(row, near.line.x0)
    row.labels = [*number, *sorted([*words, *rest], key=lambda label: label.line.top)]
    return True


def _of_label(words: Label, row: Row, near: Label) -> bool:
    """True for a line of a cell with a row's label: of its type, under its other lines, no heading."""
    alike = words.line.bold == row.line.bold and not words.text.endswith(":")
    return alike and words.pieces[0].x0 <= near.line.x0 + 60


def _numbered(row: Row, x: float) -> tuple[list[Label], list[Label]]:
    """The figures left of `x` that a row's own line begins with, and what stands behind them: each a label or none."""
    own = [p for label in row.labels for p in label.pieces]
    number = list(takewhile(lambda p: p.figure is not None and p.x1 <= x, own))
    rest = own[len(number) :]
    return [Label(row.line, number)] * bool(number), [Label(row.line, rest)] * bool(rest)


def _around_figures(entries: list[Row | Label], i: int, used: set[int], rules: PageRules) -> bool:
    """Give a row the lines of words between which its figures stand: half a line above and half a line below them, and
    as many more on each side as stand as close. The row's number comes first. False where there are none."""
    row, above, below = entries[i], _free(entries, i - 1, used), _free(entries, i + 1, used)
    assert isinstance(row, Row)
    if above is None or below is None or not _is_between(row, above, below, rules):
        return False
    lines, step = [above, below], below.line.top - above.line.top
    used.update({i - 1, i + 1})
    for far in (2, 3):
        up, down = _free(entries, i - far, used), _free(entries, i + far, used)
        if up is None or down is None or not _as_close(up, lines[0], step) or not _as_close(lines[-1], down, step):
            break
        lines = [up, *lines, down]
        used.update({i - far, i + far})
    number, rest = _numbered(row, above.line.x0)
    half = len(lines) // 2
    row.labels = [*number, *lines[:half], *rest, *lines[half:]]
    return True


def _is_between(row: Row, above: Label, below: Label, rules: PageRules) -> bool:
    """True for a row whose figures, with at most a number or the words of other columns beside them, stand between two
    lines of words that begin alike."""
    line, x = row.line, above.line.x0
    if above.text.endswith(":") or abs(x - below.line.x0) > 3:
        return False
    if any(abs(p.x0 - x) < 3 for label in row.labels for p in label.pieces) or above.line.bold != line.bold:
        return False
    apart = rules.between(above.line.bottom, below.line.top, x + 4)
    up, down = line.top - above.line.top, below.line.top - line.top
    return not apart and 0 < up < 1.1 * line.size and abs(up - down) < 0.35 * line.size


def _as_close(upper: Label, lower: Label, step: float) -> bool:
    """True for the next line of a cell whose lines stand a step apart."""
    alike = abs(upper.line.x0 - lower.line.x0) < 3 and upper.line.bold == lower.line.bold
    return alike and abs(lower.line.top - upper.line.top - step) < 0.1 * step


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
    if above is not None and same_cell(above.line, line, rules) is False:
        above = None
    if below is not None and same_cell(line, below.line, rules) is False:
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
        if _ruled_among(entries, i, j, rules) or not _goes_on(label, first, rules, edge, pitch):
            break
        row.labels.insert(0, label)
        used.add(j)
        j -= 1


def _below(entries: list[Row | Label], i: int, used: set[int], rules: PageRules, full: _Full, pitch: float) -> None:
    """Lines below that are the end of the row's label, where the figures stand on its first line."""
    row = entries[i]
    assert isinstance(row, Row)
    j = i + 1
    while len(row.labels) <= _MOST_LINES and (label := _free(entries, j, used)) is not None:
        after = entries[j + 1] if j + 1 < len(entries) else None
        last = row.labels[-1]
        belongs_below = isinstance(after, Row) and not after.labels and tight(label.line, after.line)
        ruled = ruled_apart(last.line, label.line, rules)
        if belongs_below or ruled is True or not tight(last.line, label.line):
            break
        alike = label.line.bold == row.line.bold
        shown = ruled is False or closer(last.line, label.line, after, pitch)
        if not (wraps(last.text, label.text) or (alike and (shown or _had_no_room(last, label, full, after)))):
            break
        row.labels.append(label)
        used.add(j)
        j += 1


def _had_no_room(last: Label, label: Label, full: _Full, after: Row | Label | None) -> bool:
    """True for words that the line above them was too narrow for."""
    return _under_code(last, label) or _did_not_fit(last, label, full, after)


def _under_code(code: Label, words: Label) -> bool:
    """True for words right under the code of a taakveld, which stands alone on its line."""
    return bool(TAAKVELD_CODE.fullmatch(code.text)) and abs(code.line.x0 - words.line.x0) < _UNDER


def _beside_number(entries: list[Row | Label], i: int, used: set[int], numbers: float | None) -> None:
    """Lines of words under the label of a numbered row, right of the column of numbers, are its label's: what heads
    rows stands over their numbers."""
    row = entries[i]
    assert isinstance(row, Row)
    start = _behind_number(row, numbers)
    j = next(k for k in range(i + 1, len(entries) + 1) if k not in used)
    while start and len(row.labels) < _MOST_LINES and (label := _free(entries, j, used)) is not None:
        if not _under(row, label, start):
            break
        row.labels.append(label)
        used.add(j)
        j += 1


def _behind_number(row: Row, numbers: float | None) -> float:
    """Where the words behind the number of a row begin; 0 where it has none in the column of numbers."""
    first, *rest = (w for label in row.labels[:1] for piece in label.pieces for w in piece.words)
    numbered = numbers is not None and abs(first.x0 - numbers) <= _NEAR and _NUMBER.fullmatch(first.text)
    return rest[0].x0 if rest and numbered and rest[0].x0 > first.x1 else 0.0


def _under(row: Row, label: Label, start: float) -> bool:
    """True for a line of the label of a row, whose words begin at `start`."""
    alike = label.line.bold == row.line.bold and not label.text.endswith(":")
    return alike and abs(label.line.x0 - start) < _UNDER and tight(row.labels[-1].line, label.line)


def _did_not_fit(upper: Label, lower: Label, full: _Full, after: Row | Label | None) -> bool:
    """True where the first word of a line had no room behind the line above it, which has two words at least, or goes
    on in a third."""
    word = lower.pieces[0].words[0]
    under = abs(upper.pieces[0].x0 - lower.pieces[0].x0) < 2 and not lower.text.endswith(":")
    past = upper.pieces[-1].x1 + 0.25 * upper.line.size + (word.x1 - word.x0) > full.edge + 1
    goes_on = isinstance(after, Label) and tight(lower.line, after.line) and wraps(lower.text, after.text)
    close = lower.line.top - upper.line.top < 1.2 * full.step
    return bool(full.edge) and under and past and close and (goes_on or len(upper.text.split()) > 1)


def _ruled_among(entries: list[Row | Label], i: int, j: int, rules: PageRules) -> bool:
    """True for words alone above a row with a number of its own, where the rules around them hold other rows as well:
    rules over totals part no cells, and "Baten" heads what is under it."""
    row, label = entries[i], entries[j]
    assert isinstance(row, Row) and isinstance(label, Label)
    if wraps(label.text, row.labels[0].text) or not _NUMBER.fullmatch(row.labels[0].pieces[0].words[0].text):
        return False
    upper, lower = rules.band(label.line.x0 + 4, middle(row.line))
    rows = sum(isinstance(e, Row) and upper < middle(e.line) < lower for e in entries)
    return rows > 1 and len(label.text.split()) == 1


def _goes_on(upper: Label, lower: Label, rules: PageRules, edge: float, pitch: float) -> bool:
    """True where a line of words goes on in the next: by rules, by the words, or because the next word did not fit."""
    ruled = ruled_apart(upper.line, lower.line, rules)
    if ruled is True or lower.line.top - upper.line.bottom > 1.2 * lower.line.size:
        return False
    if upper.line.bold != lower.line.bold and not wraps(upper.text, lower.text):
        return False
    if ruled is False and tight(upper.line, lower.line):
        return True
    if wraps(upper.text, lower.text):
        return True
    word = lower.pieces[0].words[0]
    full = edge and upper.pieces[-1].x1 + 0.25 * upper.line.size + (word.x1 - word.x0) > edge + 1
    near = lower.line.top - upper.line.top < 0.85 * pitch
    words = [w for piece in upper.pieces for w in piece.words]
    if near and len(words) > 1 and abs(words[1].x0 - lower.pieces[0].x0) < 2 and _NUMBER.fullmatch(words[0].text):
        return True  # a number stands before the first line alone
    return bool(
        full and near and len(upper.text) > 12 and not re.match(r"(?:sub\s*)?tota|saldo", lower.text, re.IGNORECASE)
    )
