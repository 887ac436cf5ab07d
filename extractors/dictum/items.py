"""The items under a heading: by bullet, number or letter; else by paragraph, semicolon or line that ends a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from griffier.extractors.mending.repair import looks_like_ocr
from griffier.extractors.text.flow import Flow, FlowLine
from griffier.schemas.document import PageState, Part

Shape = Literal["bullet", "number", "letter", "roman", "none"]


@dataclass
class Item:
    """One item in the flow: `start`..`end` without bullet or number.

    `number` is a range of the flow; `gaps` are marks inside that are no words.
    """

    start: int
    end: int
    number: tuple[int, int] | None = None
    shape: Shape = "none"
    mark: str = ""
    left: float = 0.0
    items: list[Item] = field(default_factory=list)
    gaps: list[tuple[int, int]] = field(default_factory=list)

    @property
    def pieces(self) -> list[tuple[int, int]]:
        """The ranges of the flow that are its text."""
        out, at = [], self.start
        for start, end in self.gaps:
            out.append((at, start))
            at = end
        return [*out, (at, self.end)]


_GLYPHS = "•▪●◦·■□☐▫◊◆➢►▸→»«‣⁃∙○✓✔\uf0b7\uf0a7\uf0d8\uf02d\u2010\u2011–—―\\-*+>~¢©®§¤"
_MARK = re.compile(
    rf"(?P<bullet>[{_GLYPHS}]+_*(?=\s|$|[\w‘'\"“(])|-_+|[eoc®¢](?=[ _]+[A-ZÀ-Ýa-z(‘'\"“])_?|_+(?=\s))\s*"
    r"|\(?(?P<number>\d{1,2}(?:\.\d{1,2})?[a-z]?)(?:[.):]+(?=\s|$|[^\W\d])|\](?=\s)|$)\s*"
    r"|\(?(?P<roman>[ivx]{1,4}|[IVXL]{1,4})[.)](?=\s|$)\s*"
    r"|\(?(?P<letter>[a-zA-Z])[.)](?=\s|$)\s*"
)
_ONLY_LETTER_BULLETS = frozenset("eoc")
_TERMINAL = re.compile(r"[.;:!?](?:\s*(?:en|of|en/of|alsmede))?[\"'’”)\]]?\s*$|[,;]\s*(?:en|of|en/of)\s*$", re.I)
_URL = re.compile(r"\W{0,3}\d{0,2}\W{0,2}(?:https?:|www\.)", re.I)
_FOOTNOTE = re.compile(r"[*+\d]{1,3}\s+(?:https?:|www\.|zie |bron:|ibid)", re.I)
_FIGURES = re.compile(
    r"(?:[^\d\n:;]{0,60}?(?:[ ]{2,}|\t))?(?:€?\s?[-–]?\d[\d.,]*(?:[ ]{2,}|[ ]?\t[ ]?)){1,12}€?\s?[-–]?\d[\d.,]*"
)
_LETTERS = re.compile(r"[^\W\d_]")
_FURNITURE = re.compile(
    r"\W{0,3}(?:(?:pagina|pag\.|blad|page)\s+\d{1,3}(?:\s*(?:van|/|of)\s*\d{1,3})?|\d{1,3}\s*(?:/|van)\s*\d{1,3}"
    r"|(?:gemeente\s+[\w'’ -]{2,30}?\s+)?status\s*:?\s*(?:aangenomen|verworpen|ingetrokken|aangehouden"
    r"|overgenomen))\W{0,3}",
    re.I,
)
_INNER_BULLET = re.compile(r"(?<=[;.,])(?P<bullet>\s+[•▪●◦]\s+)(?=\w)")
_INLINE = re.compile(r"(?<=[\s:(])(?P<mark>\(?(?P<number>\d{1,2}|[a-h])[.)])\s+(?=\w)")


@dataclass
class _Row:
    """A line of the block with the mark it opens with."""

    line: FlowLine
    start: int
    end: int
    shape: Shape = "none"
    mark: str = ""
    number: tuple[int, int] | None = None


def items_of(flow: Flow, start: int, end: int, *, terminal: float | None = None) -> list[Item]:
    """The items of `[start, end)` of the flow, nested ones inside their item.

    `terminal` is how much of the document's items end in punctuation (see `punctuation`): where nearly all do, a dash
    in the middle of a sentence is no new item.
    """
    rows = _rows(flow, start, end)
    if not any(row.shape != "none" for row in rows):
        return _unmarked(flow, rows)
    flat = _marked(flow, rows)
    flat = [piece for item in _undo_false_dashes(flow, flat, terminal) for piece in _at_semicolons(flow, item)]
    return nest(flow, [i for i in flat if i.start < i.end])


def _at_semicolons(flow: Flow, item: Item) -> list[Item]:
    """A paragraph without a mark of its own, among items, is several where a capital follows a semicolon."""
    if (
        item.shape == "bullet"
        and not item.gaps
        and (inner := list(_INNER_BULLET.finditer(flow.text, item.start, item.end)))
    ):
        bounds = [item.start, *(m.end() for m in inner)]
        stops = [*(m.start("bullet") for m in inner), item.end]
        return [Item(a, b, shape="bullet", mark=item.mark, left=item.left) for a, b in zip(bounds, stops, strict=True)]
    cuts = (
        []
        if item.shape != "none" or item.gaps
        else list(re.finditer(r";\s+(?=[A-ZÀ-Ý])", flow.text[item.start : item.end]))
    )
    starts = [item.start, *(item.start + m.end() for m in cuts)]
    ends = [*(item.start + m.start() + 1 for m in cuts), item.end]
    return [item] if not cuts else [Item(a, b, left=item.left) for a, b in zip(starts, ends, strict=True)]


def punctuation(flow: Flow, ranges: list[tuple[int, int]]) -> float | None:
    """The share of marked items of some blocks that end in punctuation; None below three items."""
    ends: list[bool] = []
    for start, end in ranges:
        rows = _rows(flow, start, end)
        if any(r.shape != "none" for r in rows):
            ends.extend(bool(_TERMINAL.search(flow.text[i.start : i.end])) for i in _marked(flow, rows))
    return sum(ends) / len(ends) if len(ends) >= 3 else None


def _rows(flow: Flow, start: int, end: int) -> list[_Row]:
    rows: list[_Row] = []
    first = flow.line_at(start).index
    for line in flow.lines[first:]:
        if line.start >= end:
            break
        lo, hi = max(line.start, start), min(line.end, end)
        text = flow.text[lo:hi]
        lo, hi = lo + len(text) - len(text.lstrip()), hi - (len(text) - len(text.rstrip()))
        if lo < hi and (_FURNITURE.fullmatch(flow.text, lo, hi) or _speck(flow, line, lo, hi)):
            continue
        if lo < hi and _FIGURES.fullmatch(flow.text, lo, hi):
            continue  # a row of a table
        if lo >= hi or _URL.match(flow.text, lo, hi) or _FOOTNOTE.match(flow.text, lo, hi):
            continue
        rows.append(_row(flow, line, lo, hi))
    return _trust(rows, flow)


def _optical(part: Part) -> bool:
    return looks_like_ocr(part.doc)


def _speck(flow: Flow, line: FlowLine, lo: int, hi: int) -> bool:
    """One or two characters alone on a line of a recognised page: dirt, not a word."""
    if hi - lo > 3 or _MARK.fullmatch(flow.text, lo, hi) or len(_LETTERS.findall(flow.text, lo, hi)) > 1:
        return False
    optical = flow.part.doc.page_at(flow.origin(lo)).state is PageState.OCR
    return optical or flow.part.memo(_optical)


def _row(flow: Flow, line: FlowLine, lo: int, hi: int) -> _Row:
    found = _MARK.match(flow.text, lo, hi)
    if not found or (found.end() >= hi and found["bullet"] in _ONLY_LETTER_BULLETS):
        return _Row(line, lo, hi)
    at = _behind(flow.text, found.end(), hi) if found["bullet"] else found.end()
    for shape in ("bullet", "number", "roman", "letter"):
        if found[shape]:
            number = found.span(shape) if shape != "bullet" else None
            return _Row(line, at, hi, shape, found[shape], number)
    return _Row(line, lo, hi)


def _behind(text: str, at: int, end: int) -> int:
    """Behind the blanks and underscores that follow a recognised bullet."""
    while at < end and (text[at].isspace() or text[at] == "_"):
        at += 1
    return at


def _trust(rows: list[_Row], flow: Flow) -> list[_Row]:
    """Marks that are none: a lone "e" before a lower-case word among other bullets, a number in the run of a sentence,
    "i" out of order."""
    expected: dict[Shape, str] = {}
    for i, row in enumerate(rows):
        previous = flow.text[rows[i - 1].start : rows[i - 1].end] if i else ""
        runs_on = bool(previous) and not _TERMINAL.search(previous) and not row.line.blanks
        if row.shape in ("number", "letter", "roman"):
            if runs_on and not _follows(expected.get(row.shape), row.mark):
                rows[i] = _plain(flow, row)
                continue
            expected[row.shape] = row.mark
        elif (
            row.shape == "bullet"
            and row.mark in ("-", "–", "—")
            and runs_on
            and flow.text[row.start : row.start + 1].islower()
            and i
            and rows[i - 1].shape == "none"
            and not any(r.shape == "bullet" for r in rows[:i])
        ):
            rows[i] = _plain(flow, row)
    return rows


def _follows(before: str | None, mark: str) -> bool:
    if before is None:
        return mark.lower() in ("1", "a", "i")
    if mark.isdigit() and before.isdigit():
        return int(mark) == int(before) + 1
    return (
        (len(mark) == 1 and len(before) == 1 and ord(mark.lower()) == ord(before.lower()) + 1)
        or mark.lower() in ("1", "a", "i")
        or len(mark) > 1
    )


def _plain(flow: Flow, row: _Row) -> _Row:
    return _Row(row.line, flow.text.index(flow.text[row.line.start : row.line.start + 1], row.line.start), row.end)


def _marked(flow: Flow, rows: list[_Row]) -> list[Item]:
    """One item per mark; a paragraph behind a finished item, or lines before the first mark, are items of their own."""
    out: list[Item] = []
    for row in rows:
        left = row.line.left
        if row.shape != "none":
            out.append(Item(row.start, row.end, row.number, row.shape, row.mark, left))
        elif not out or (out[-1].start >= out[-1].end and out[-1].shape == "none"):
            out.append(Item(row.start, row.end, left=left))
        elif out[-1].start >= out[-1].end:  # a mark alone on its line
            out[-1].start, out[-1].end = row.start, row.end
        elif _new_paragraph(flow, out[-1], row) or (row.line.blanks and _after_list(flow, out, rows, row)):
            out.append(Item(row.start, row.end, left=left))
        else:
            out[-1].end = row.end
    return [i for i in out if i.start < i.end]


def _after_list(flow: Flow, items: list[Item], rows: list[_Row], row: _Row) -> bool:
    """Behind a list whose items end without punctuation: an empty line, then a sentence with a capital that a full stop
    ends.

    Not where recognition left an empty line behind every line.
    """
    if (
        len(items) < 2
        or any(_TERMINAL.search(flow.text[i.start : i.end]) for i in items)
        or not flow.text[row.start].isupper()
    ):
        return False
    if any(r.line.blanks for r in rows if r.shape == "none" and r is not row and r.line.index < row.line.index):
        return False
    stop = flow.text.find("\n\n", row.start)
    return flow.text[row.start : stop if stop >= 0 else len(flow.text)].rstrip().endswith(".")


def _new_paragraph(flow: Flow, item: Item, row: _Row) -> bool:
    text = flow.text[item.start : item.end]
    if not _TERMINAL.search(text):
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
            and not _TERMINAL.search(flow.text[last.start : last.end])
            and flow.text[last.end - 1] not in ",)"
            and last.end - last.start > flow.width * 0.5
        ):
            last.gaps.append((last.end, item.start))
            last.end = item.end
            continue
        out.append(item)
    return out


def _unmarked(flow: Flow, rows: list[_Row]) -> list[Item]:
    """Paragraphs; a line that ends in a semicolon, or a short line that ends a sentence, ends an item too."""
    out: list[Item] = []
    by_line = len(rows) > 1 and (all(_is_sentence(flow, row) for row in rows) or _short_lines(flow, rows))
    for row in rows:
        if out and not by_line and not _breaks(flow, out[-1], row):
            out[-1].end = row.end
        else:
            out.append(Item(row.start, row.end, left=row.line.left))
    split: list[Item] = []
    for item in out:
        split.extend(_inline(flow, item))
    return split


def _is_sentence(flow: Flow, row: _Row) -> bool:
    """Does a line begin with a capital and end a sentence? A block of such lines is one item a line."""
    return flow.text[row.start].isupper() and flow.text[row.end - 1] in ".;!?"


def _short_lines(flow: Flow, rows: list[_Row]) -> bool:
    """Lines that each begin with a capital and break off well before the margin, without any punctuation: one item a
    line."""
    texts = [flow.text[r.start : r.end] for r in rows]
    return (
        all(t[0].isupper() and t[-1] not in ",;.:" and len(t.split()) > 2 for t in texts)
        and all(len(t) < flow.width * 0.7 for t in texts)
        and not any(r.line.blanks for r in rows[1:])
    )


def _breaks(flow: Flow, item: Item, row: _Row) -> bool:
    text = flow.text[item.start : item.end].rstrip()
    first = flow.text[row.start : row.start + 1]
    done = bool(_TERMINAL.search(text))
    if text.endswith(";") or re.search(r";\s*(?:en|of)$", text):
        return True
    last_line = flow.lines[row.line.index - 1]
    short = len(last_line.text) < flow.width * 0.8
    if row.line.blanks:  # recognised text may have an empty line after every line
        return done or (short and not first.islower())
    return done and short and not first.islower()


def _inline(flow: Flow, item: Item) -> list[Item]:
    """ "1. ... 2. ..." or "...; ...; ..." inside one paragraph."""
    marks = [m for m in _INLINE.finditer(flow.text, max(0, item.start - 1), item.end) if m.start() >= item.start - 1]
    chain: list[re.Match[str]] = []
    for m in marks:
        if (not chain and m["number"] in ("1", "a")) or (chain and _follows(chain[-1]["number"], m["number"])):
            chain.append(m)
    if len(chain) >= 2 and chain[0].start() <= item.start + 1:
        ends = [m.start() for m in chain[1:]] + [item.end]
        return [
            Item(m.end(), e, m.span("number"), "number" if m["number"].isdigit() else "letter", m["number"], item.left)
            for m, e in zip(chain, ends, strict=True)
        ]
    out, at = [], item.start
    for stop in re.finditer(r";\s+(?:(?:en|of)\s+)?", flow.text[item.start : item.end]):
        out.append(Item(at, item.start + stop.start() + 1, left=item.left))
        at = item.start + stop.end()
    out.append(Item(at, item.end, left=item.left))
    return [i for i in out if flow.text[i.start : i.end].strip()]


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
