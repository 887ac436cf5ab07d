"""The items of a list: by bullet, number or letter; else by paragraph, semicolon or line that ends a sentence.

Mark, indent, empty lines, punctuation and capital decide together; items of a deeper level stand inside their item.
"""

from __future__ import annotations

import re

from griffier.extractors.text.flow import Flow
from griffier.extractors.text.line_noise import is_no_text
from griffier.extractors.text.list_rows import TERMINAL, Item, Row, cut_at
from griffier.extractors.text.marks import Mark, counts_on, mark_at
from griffier.extractors.text.unmarked_lists import unmarked
from griffier.schemas.document import PageState

_INNER_BULLET = re.compile(r"(?<=\S)(?P<bullet>\s+(?P<sign>[•▪●◦])\s+)(?=\w)")


def items_of(flow: Flow, start: int, end: int, *, terminal: float | None = None) -> list[Item]:
    """The items of `[start, end)` of the flow, nested ones inside their item.

    `terminal` is how much of the document's items end in punctuation (see `punctuation`): where nearly all do, a dash
    in the middle of a sentence is no new item.
    """
    rows = _rows(flow, start, end)
    if not any(row.mark for row in rows):
        return unmarked(flow, rows)
    flat = _marked(flow, rows)
    flat = [piece for item in _undo_false_dashes(flow, flat, terminal) for piece in _cut(flow, item)]
    return nest(flow, [i for i in flat if i.start < i.end])


def list_under(flow: Flow, at: int, end: int) -> tuple[list[Item], int]:
    """The marked items on the lines below `at`, and where the list ends: at the first line without a mark behind a
    finished item. Where no list begins, [] and `at`."""
    stop = at
    last = ""
    for line in flow.lines[flow.line_at(at).index + 1 :]:
        if line.start >= end:
            break
        mark = mark_at(flow.text, line.start, line.end)
        if mark is None and (stop == at or line.blanks or last.endswith((".", ";"))):
            break
        stop, last = line.end, line.text.rstrip()
    return (items_of(flow, flow.line_at(at).end, stop), stop) if stop > at else ([], at)


def _cut(flow: Flow, item: Item) -> list[Item]:
    """An item in whose text bullets stand, and, among marked ones, a paragraph in which a capital follows a semicolon,
    are several."""
    if item.gaps:
        return [item]
    if item.shape == "bullet" and (inner := _inner_bullets(flow, item)):
        bounds = [item.start, *(m.end() for m in inner)]
        stops = [*(m.start("bullet") for m in inner), item.end]
        return [Item(a, b, shape="bullet", mark=item.mark, left=item.left) for a, b in zip(bounds, stops, strict=True)]
    if item.shape == "none":
        return cut_at(flow, item, re.compile(r";\s+(?=[A-ZÀ-Ý])"))
    return [item]


def _inner_bullets(flow: Flow, item: Item) -> list[re.Match[str]]:
    """The bullets that open further items inside one: behind punctuation, or of its own make."""
    found = _INNER_BULLET.finditer(flow.text, item.start, item.end)
    return [m for m in found if m["sign"] == item.mark or flow.text[m.start() - 1] in ";.,"]


def punctuation(flow: Flow, ranges: list[tuple[int, int]]) -> float | None:
    """The share of marked items of some blocks that end in punctuation; None below three items."""
    ends: list[bool] = []
    for start, end in ranges:
        rows = _rows(flow, start, end)
        if any(row.mark for row in rows):
            ends.extend(bool(TERMINAL.search(flow.text[i.start : i.end])) for i in _marked(flow, rows))
    return sum(ends) / len(ends) if len(ends) >= 3 else None


def _rows(flow: Flow, start: int, end: int) -> list[Row]:
    rows: list[Row] = []
    for line in flow.lines[flow.line_at(start).index :]:
        if line.start >= end:
            break
        lo, hi = max(line.start, start), min(line.end, end)
        text = flow.text[lo:hi]
        lo, hi = lo + len(text) - len(text.lstrip()), hi - (len(text) - len(text.rstrip()))
        if lo < hi and not is_no_text(flow, lo, hi):
            mark = mark_at(flow.text, lo, hi)
            rows.append(Row(line, mark.behind if mark else lo, hi, mark, lo))
    return _trusted(flow, _with_lone_bullets(flow, rows))


def _with_lone_bullets(flow: Flow, rows: list[Row]) -> list[Row]:
    """Bullets alone on their lines before the texts that they open: each goes to a line that can begin an item.

    seen: lists of PDFs turned into text, where bullets are a column of their own.
    """
    out: list[Row] = []
    lone: list[Mark] = []
    for row in rows:
        if row.mark and row.mark.shape == "bullet" and row.start >= row.end:
            lone.append(row.mark)
        elif lone and row.mark is None:
            below = rows[rows.index(row) :]
            stop = next((i for i, r in enumerate(below) if r.mark), len(below))
            opening = _openers(flow, below[:stop], len(lone))
            out += [
                Row(r.line, r.start, r.end, lone[0], r.bare) if i in opening else r for i, r in enumerate(below[:stop])
            ]
            lone = []
        elif not out or out[-1].line.index < row.line.index:
            out.append(row)
    return out


def _openers(flow: Flow, rows: list[Row], count: int) -> set[int]:
    """Which of some lines begin the `count` items: behind a sentence that ended, else those with a capital; the first
    alone where neither gives that number."""
    ended = [i for i, r in enumerate(rows) if not i or TERMINAL.search(flow.text[rows[i - 1].start : rows[i - 1].end])]
    capital = [i for i, r in enumerate(rows) if not i or flow.text[r.start].isupper()]
    return next((set(found) for found in (ended, capital) if len(found) == count), {0})


def _trusted(flow: Flow, rows: list[Row]) -> list[Row]:
    """The rows, without marks that are none: a number in the run of a sentence, "i" out of order, a dash before a
    lower-case word among lines without bullets."""
    counted: dict[str, str] = {}
    out: list[Row] = []
    for row in rows:
        above = out[-1] if out else None
        runs_on = above is not None and not TERMINAL.search(flow.text[above.start : above.end]) and not row.line.blanks
        mark = row.mark
        if above and mark and runs_on and _is_word(flow, row, mark, above, counted, out):
            row = row.without_mark()
        elif mark and mark.number:
            counted[mark.shape] = mark.text
        out.append(row)
    return out


def _is_word(flow: Flow, row: Row, mark: Mark, above: Row, counted: dict[str, str], rows: list[Row]) -> bool:
    """Is a mark in the run of a sentence part of it? A number that does not count on is, and the first dash."""
    if mark.number:
        return not counts_on(counted.get(mark.shape), mark.text)
    bullets = any(r.mark and r.mark.shape == "bullet" for r in rows)
    first = not bullets and (above.mark is None or (above.mark.number is not None and _lone_dash(flow, row)))
    return first and mark.text in ("-", "–", "—") and flow.text[row.start : row.start + 1].islower()


def _lone_dash(flow: Flow, row: Row) -> bool:
    """On a recognised page, a dash at the edge of numbered items that no other line near it has: a speck."""
    if flow.part.doc.page_at(flow.origin(row.line.start)).state is not PageState.OCR:
        return False
    near = flow.lines[max(0, row.line.index - 4) : row.line.index + 5]
    return sum(line.text.startswith(("-", "–", "—")) for line in near) == 1


def _marked(flow: Flow, rows: list[Row]) -> list[Item]:
    """One item per mark; a paragraph behind a finished item, or lines before the first mark, are items of their own."""
    out: list[Item] = []
    for row in rows:
        left, mark = row.line.left, row.mark
        if mark:
            out.append(Item(row.start, row.end, mark.number, mark.shape, mark.text, left))
        elif not out or (out[-1].start >= out[-1].end and out[-1].shape == "none"):
            out.append(Item(row.start, row.end, left=left))
        elif out[-1].start >= out[-1].end:  # a mark alone on its line
            out[-1].start, out[-1].end = row.start, row.end
        elif _new_paragraph(flow, out[-1], row) or (row.line.blanks and _after_list(flow, out, rows, row)):
            out.append(Item(row.start, row.end, left=left))
        else:
            out[-1].end = row.end
    return [i for i in out if i.start < i.end]


def _after_list(flow: Flow, items: list[Item], rows: list[Row], row: Row) -> bool:
    """Behind a list whose items end without punctuation: an empty line, then a sentence with a capital that a full stop
    ends.

    Not where recognition left an empty line behind every line.
    """
    if (
        len(items) < 2
        or any(TERMINAL.search(flow.text[i.start : i.end]) for i in items)
        or not flow.text[row.start].isupper()
    ):
        return False
    if any(r.line.blanks for r in rows if not r.mark and r is not row and r.line.index < row.line.index):
        return False
    stop = flow.text.find("\n\n", row.start)
    return flow.text[row.start : stop if stop >= 0 else len(flow.text)].rstrip().endswith(".")


def _new_paragraph(flow: Flow, item: Item, row: Row) -> bool:
    text = flow.text[item.start : item.end]
    if not TERMINAL.search(text):
        return False
    first = flow.text[row.start : row.start + 1]
    upper = not first.islower()
    if row.line.blanks:
        return upper or text.rstrip().endswith(";")
    return text.rstrip().endswith(";") and upper


def _undo_false_dashes(flow: Flow, items: list[Item], terminal: float | None) -> list[Item]:
    if terminal is None or terminal < 0.6:
        return items
    out: list[Item] = []
    for item in items:
        last = out[-1] if out else None
        if (
            last
            and item.shape == "bullet" == last.shape
            and flow.text[item.start].islower()
            and not TERMINAL.search(flow.text[last.start : last.end])
            and flow.text[last.end - 1] not in ",)"
            and last.end - last.start > flow.width * 0.5
        ):
            last.gaps.append((last.end, item.start))
            last.end = item.end
            continue
        out.append(item)
    return out


def nest(flow: Flow, items: list[Item]) -> list[Item]:
    """Put items of a deeper level into the item before them: another kind of mark behind a colon or further in than the
    level above."""
    out: list[Item] = []
    stack: list[Item] = []
    for item in items:
        if item.shape == "none":
            out.append(item)
            stack = [item]
            continue
        while stack and not _deeper(flow, stack[-1], item):
            stack.pop()
        (stack[-1].items if stack else out).append(item)
        stack.append(item)
    return out


def _deeper(flow: Flow, above: Item, item: Item) -> bool:
    """Is `item` a child of `above`?"""
    same = above.shape == item.shape and (above.shape != "bullet" or above.mark == item.mark)
    indent = item.left - above.left
    if above.shape == "none":
        return flow.text[above.start : above.end].rstrip().endswith(":")
    if same:
        return indent > 6 and item.shape == "bullet"
    if indent < -1:
        return False
    return (
        indent > 1
        or flow.text[above.start : above.end].rstrip().endswith(":")
        or (above.shape == "number" and item.shape in ("letter", "roman", "bullet"))
    )
