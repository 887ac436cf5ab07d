"""Tables of goals or results whose heads ask nothing: what they hold, the question above them says."""

from __future__ import annotations

from collections.abc import Sequence

from griffier.extractors.budgets.aim_cells import CODE, FIGURES, asked_by, is_figure, items, text_of
from griffier.extractors.budgets.aim_table import AimTable
from griffier.schemas.document import Cell, Document

_LEAST = 12
"""Letters of a result in a table at least."""


Rows = Sequence[dict[int, Cell]]


def bare_table(doc: Document, rows: Rows, end: int) -> AimTable | None:
    """The goals or results that a table may hold; a question above it says whether it does."""
    return _tree(doc, rows, end) or _answers(doc, rows, end)


def _tree(doc: Document, rows: Rows, end: int) -> AimTable | None:
    """The goals of a drawn tree in cells without heads: each stands left of the results that it is joined over."""
    last = max((column for row in rows for column in row), default=0)
    if not _is_tree(doc, rows, last):
        return None
    table = AimTable([], end, True, [], heads_ask=False)
    for row in rows:
        goals = items(doc, row, range(last - 1, last), goal=True)
        table.goals.extend((goal, []) for goal in goals[:1])
        if table.goals:
            table.goals[-1][1].extend(items(doc, row, range(last, last + 1), goal=False))
    return table


def _is_tree(doc: Document, rows: Rows, last: int) -> bool:
    """Are the cells before the last column joined over several rows, and all rows under one?"""
    joined = [row[last - 1] for row in rows if text_of(doc, row.get(last - 1))]
    if len(rows) <= len(joined) or sum(cell.rowspan for cell in joined) != len(rows):
        return False
    return not any(is_figure(doc, row, range(last, last + 1)) for row in rows)


def _answers(doc: Document, rows: Rows, end: int) -> AimTable | None:
    """The results of a table whose heads ask nothing ("Omschrijving | Planning | Status"): its first column of words,
    with the codes before it."""
    body = rows[1:]
    reach = _words_in(doc, body)
    if reach is None or any(asked_by(doc, cell) for cell in rows[0].values()):
        return None
    results = [item for row in body for item in items(doc, row, reach, goal=False)]
    return AimTable([(None, results)], end, False, [], heads_ask=False)


def _words_in(doc: Document, body: Rows) -> range | None:
    """The first column of words, a column of codes before it counted with it; None where a column holds figures."""
    columns = sorted({column for row in body for column in row})
    texts = {c: [text for row in body if (text := text_of(doc, row.get(c)))] for c in columns}
    at = next((c for c in columns if are_words(texts[c])), None)
    if at is None or len(columns) < 2 or any(_figured(own) for own in texts.values()):
        return None
    codes = texts.get(at - 1)
    return range(at - 1 if codes and all(CODE.fullmatch(code) for code in codes) else at, at + 1)


def _figured(texts: Sequence[str]) -> bool:
    """Are most cells of a column amounts or counts?"""
    return 2 * sum(bool(FIGURES.fullmatch(t)) and not CODE.fullmatch(t) for t in texts) > len(texts)


def are_words(texts: Sequence[str]) -> bool:
    """Does a column hold what can be results: two words or more in most cells?"""
    return 2 * sum(len(t.split()) > 1 and len(t) >= _LEAST for t in texts) > len(texts)
