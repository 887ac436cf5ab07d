"""From words with boxes to printed lines of pieces: figures each alone, words joined to phrases where the gap is a
blank's."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

import numpy as np

from griffier.extractors.tables.model import Place
from griffier.extractors.tables.optical import NIL, Word, cleaned, level, slope_of
from griffier.extractors.tables.printed_figures import DASHES, Figure, figure
from griffier.extractors.tables.spaced import whole_figures
from griffier.schemas.document import Document, Layer, Page

_JOIN, _SIGN_GAP, _EURO_GAP, _TAB = 0.75, 0.55, 9.0, 3.5
"""Gaps in units of the type size: between the words of a phrase, a sign and its figure, a euro sign and its figure, a
mark and its item."""
_UNIT = re.compile(r"(?:€ ?)?1(?:[.]000){0,2}(?:[.,]-*)?\)?$")
_UNIT_SIGN = re.compile(r"(?:^|[\s(])[xX×*]\s*(?:€|EUR)?$")
_SURE = 55.0
"""Confidence of optical recognition below which a figure is marked uncertain."""


@dataclass(slots=True)
class Piece:
    """A figure or a phrase on one printed line. `free`: no word stands close to it, as it would in a sentence."""

    text: str
    start: int
    end: int
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    figure: Figure | None = None
    free: bool = True
    bold: bool = False
    sure: bool = True
    words: list[tuple[str, int, int, float, float]] = field(default_factory=list)
    lift: float = 0.0

    @property
    def centre(self) -> float:
        """The middle between left and right."""
        return (self.x0 + self.x1) / 2

    @property
    def place(self) -> Place:
        """Where it stands, as evidence."""
        return Place(self.page, self.start, self.end, self.x0, self.top + self.lift, self.x1, self.bottom + self.lift)


@dataclass(slots=True)
class PrintedLine:
    """One printed line, its pieces from left to right."""

    page: int
    top: float
    bottom: float
    pieces: list[Piece]
    size: float
    bold: bool

    @property
    def x0(self) -> float:
        """The left edge of the line."""
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        """The right edge of the line."""
        return max(p.x1 for p in self.pieces)

    @property
    def text(self) -> str:
        """The words, one blank apart."""
        return " ".join(p.text for p in self.pieces)

    @property
    def start(self) -> int:
        """The first offset."""
        return min(p.start for p in self.pieces)

    @property
    def end(self) -> int:
        """The last offset, exclusive."""
        return max(p.end for p in self.pieces)

    @property
    def figures(self) -> list[Piece]:
        """The figures that stand free."""
        return [p for p in self.pieces if p.figure is not None and p.free]


class PageRules:
    """The ruling lines of one page: upright ones as (x, top, bottom), level ones as (y, x0, x1)."""

    def __init__(self, doc: Document, page: int) -> None:
        r = doc.rules
        lo, hi = (int(np.searchsorted(r.page, page, side=s)) for s in ("left", "right"))
        self.upright: list[tuple[float, float, float]] = []
        self.level: list[tuple[float, float, float]] = []
        for x0, top, x1, bottom in zip(
            r.x0[lo:hi].tolist(), r.top[lo:hi].tolist(), r.x1[lo:hi].tolist(), r.bottom[lo:hi].tolist(), strict=True
        ):
            if x1 - x0 <= 4 < bottom - top:
                self.upright.append(((x0 + x1) / 2, top, bottom))
            elif bottom - top <= 4 < x1 - x0:
                self.level.append(((top + bottom) / 2, x0, x1))
            elif x1 - x0 > 4 and bottom - top > 4:  # a filled bar: its sides part cells too
                self.upright += [(x0, top, bottom), (x1, top, bottom)]
                self.level += [(top, x0, x1), (bottom, x0, x1)]
        self.upright.sort()
        self.level.sort()
        self._xs = [u[0] for u in self.upright]
        self._ys = [v[0] for v in self.level]

    @classmethod
    def none(cls) -> PageRules:
        """The rules of a page that has none."""
        return cls(Document("", ()), 0)

    def parts(self, x0: float, x1: float, y: float) -> bool:
        """True where an upright rule stands between two places on a line."""
        for x, top, bottom in self.upright[bisect_left(self._xs, x0) :]:
            if x > x1:
                return False
            if top <= y <= bottom:
                return True
        return False

    def between(self, y0: float, y1: float, x: float) -> bool:
        """True where a level rule stands between two lines at x."""
        for y, x0, x1 in self.level[bisect_left(self._ys, y0) :]:
            if y > y1:
                return False
            if x0 - 1 <= x <= x1 + 1:
                return True
        return False

    def cell(self, x: float, y: float) -> tuple[float, float]:
        """The nearest upright rules left and right of a point."""
        left, right = float("-inf"), float("inf")
        for at, top, bottom in self.upright:
            if top - 1 <= y <= bottom + 1:
                if at <= x:
                    left = at
                else:
                    right = at
                    break
        return left, right


def page_lines(doc: Document, page: Page, rules: PageRules) -> list[list[PrintedLine]]:
    """The printed lines of a page from top to bottom, without headers and footers: one list, or two where tables stand
    side by side.

    By geometry alone: the canonical text goes cell by cell where a page is ruled. [] where the words have no boxes.
    """
    w = doc.words
    hits = w.within(page.start, page.end)
    if not hits:
        return []
    s = slice(hits.start, hits.stop)
    columns = (w.start[s].tolist(), w.end[s].tolist(), w.x0[s].tolist(), w.top[s].tolist(), w.x1[s].tolist(),
    w.bottom[s].tolist(),
               w.size[s].tolist(), w.bold[s].tolist(), w.confidence[s].tolist())  # fmt: skip
    words: list[Word] = list(zip(*columns, strict=True))
    if doc.layers:
        words = [word for word in words if doc.layer_at(word[0]) not in (Layer.HEADER, Layer.FOOTER)]
    if words and min(word[8] for word in words) >= 100:
        words = whole_figures(doc, words)
    slope = 0.0
    if words and min(word[8] for word in words) < 100:
        words = list(cleaned(doc, words))
        slope = slope_of(doc, words)
        words = [level(word, slope, page.width / 2) for word in words] if slope else words
    if not any(c.isdigit() for word in words for c in doc.text[word[0] : word[1]]):
        return []
    sides = [
        [_line(doc, page.number, group, rules) for group in _grouped(side)] for side in _sides(doc, words, page) if side
    ]
    for piece in (p for lines in sides for line in lines for p in line.pieces) if slope else ():
        piece.lift = slope * (piece.centre - page.width / 2)
    return sides


def _grouped(words: Sequence[Word]) -> list[list[Word]]:
    """Words on the same height, each group from left to right, groups from top to bottom."""
    groups: list[list[Word]] = []
    centre = 0.0
    for word in sorted(words, key=lambda x: x[3] + x[5]):
        middle = (word[3] + word[5]) / 2
        if groups and middle - centre <= 0.36 * max(4.0, word[6] or word[5] - word[3]):
            groups[-1].append(word)
            centre += (middle - centre) / len(groups[-1])
        else:
            groups.append([word])
            centre = middle
    for group in groups:
        group.sort(key=lambda x: x[2])
    return groups


def _sides(doc: Document, words: list[Word], page: Page) -> list[list[Word]]:
    """The two halves of a page of which each has labels and figures of its own, else the page as it is."""
    if len(words) < 60 or not page.width:
        return [words]
    wide = int(page.width) + 2
    edges = np.zeros(
        wide + 1, np.int32
    )  # a word begins, a word has ended: their running sum is how many stand over a point
    np.add.at(edges, [min(wide, max(0, int(word[2]))) for word in words], 1)
    np.add.at(edges, [min(wide, max(0, int(word[4])) + 1) for word in words], -1)
    taken = np.cumsum(edges)[:wide].tolist()
    lo, hi = int(0.3 * page.width), int(0.7 * page.width)
    best, run = (0, 0), 0
    for x in range(lo, hi):
        run = run + 1 if taken[x] == 0 else 0
        if run > best[0]:
            best = (run, x)
    if best[0] < 12:
        return [words]
    cut = best[1] - best[0] / 2
    left, right = [x for x in words if x[2] < cut], [x for x in words if x[2] >= cut]
    return [left, right] if _whole(doc, left) and _whole(doc, right) else [words]


def _whole(doc: Document, side: Sequence[Word]) -> bool:
    """True where most lines begin with words, under one another, and figures follow: a table, not the columns of
    one."""
    firsts = [group for group in _grouped(side) if len(group) > 1]
    labelled = [g for g in firsts if sum(c.isalpha() for w in g[:3] for c in doc.text[w[0] : w[1]]) >= 4]
    figures = [g for g in firsts if figure(doc.text[g[-1][0] : g[-1][1]]) is not None]
    return len(firsts) >= 8 and len(labelled) >= 0.6 * len(firsts) and len(figures) >= 0.3 * len(firsts)


def _line(doc: Document, page: int, words: Sequence[Word], rules: PageRules) -> PrintedLine:
    size = max(4.0, words[0][6] or 0.8 * (words[0][5] - words[0][3]))
    middle = (min(w[3] for w in words) + max(w[5] for w in words)) / 2
    pieces: list[Piece] = []
    optical = any(w[8] < 100 for w in words)
    for start, end, x0, top, x1, bottom, _, bold, confidence in _unglued(doc, words):
        text = doc.text[start:end]
        if not text.isalnum():
            text = " ".join(text.split())
        last = pieces[-1] if pieces else None
        value = figure(text, ocr=optical)
        if last is not None and value is not None and _UNIT_SIGN.search(last.text) and _UNIT.match(text):
            value = None  # x € 1.000
        if (optical and value is None and text in NIL and last is not None and last.figure is not None) or (
            optical
            and value is None
            and text in NIL
            and last is not None
            and x0 - last.x1 > 3 * size
            and len(words) > 3
        ):
            value, confidence = Figure(Decimal(0)), 0.0
        gap = x0 - last.x1 if last is not None else 1e9
        near = gap < _JOIN * size and not (
            rules.upright and last is not None and rules.parts(last.centre, (x0 + x1) / 2, middle)
        )
        if last is not None and _prefix(last, text, value, gap, size, near):
            last.text = f"{last.text} {text}"
            wider = figure(last.text, ocr=optical)
            if wider is None and value is not None:
                wider = value
            last.figure, last.end, last.x1 = wider, max(last.end, end), x1
            if doc.text[last.start : last.end].count("  ") or last.text.startswith("€"):
                last.start = start if last.text.startswith("€") else last.start
            last.words.append((text, start, end, x0, x1))
            continue
        if value is None and last is not None and last.figure is None and near:
            last.text, last.end, last.x1 = f"{last.text} {text}", max(last.end, end), x1
            last.top, last.bottom = min(last.top, top), max(last.bottom, bottom)
            last.words.append((text, start, end, x0, x1))
            continue
        piece = Piece(
            text,
            start,
            end,
            page,
            x0,
            top,
            x1,
            bottom,
            value,
            True,
            bold,
            confidence >= _SURE,
            [(text, start, end, x0, x1)],
        )
        if near and last is not None and (value is None) != (last.figure is None):
            (piece if value is not None else last).free = False
        pieces.append(piece)
    pieces = favours(_phrases(_unbulleted(pieces, size), size), size)
    return PrintedLine(page, min(p.top for p in pieces), max(p.bottom for p in pieces), pieces, size, pieces[0].bold)


_GLUED = re.compile(r"((?:19|20)\d\d)([a-z]{3,20})")


def _unglued(doc: Document, words: Sequence[Word]) -> Iterator[Word]:
    """A year that the next column's word follows without a gap ("2023ringen") is a word of its own."""
    for word in words:
        match = _GLUED.fullmatch(doc.text, word[0], word[1])
        if match is None:
            yield word
            continue
        x = word[2] + (word[4] - word[2]) * (4.2 / (word[1] - word[0] + 0.4))
        yield (word[0], word[0] + 4, word[2], word[3], x, *word[5:])
        yield (word[0] + 4, word[1], x + 0.5, *word[3:])


def _unbulleted(pieces: list[Piece], size: float) -> list[Piece]:
    """A dash that opens a line of words is the mark of an item, however far its tab stands: no figure."""
    if len(pieces) < 2 or pieces[0].figure is None or pieces[0].figure.kind != "dash" or pieces[1].figure is not None:
        return pieces
    dash, words = pieces[0], pieces[1]
    if words.x0 - dash.x1 > _TAB * size or not re.match(r"[^\W\d_]{3}", words.text):
        return pieces
    text = f"{dash.text} {words.text}"
    return [replace(words, text=text, start=dash.start, x0=dash.x0, words=[*dash.words, *words.words]), *pieces[2:]]


def _phrases(pieces: list[Piece], size: float) -> list[Piece]:
    """Figures that stand between words as in a sentence become part of the phrase: "Tabel 1.2 - Baten", "artikel 12 lid
    3"."""
    if len(pieces) < 2 or all(p.free for p in pieces):
        return pieces
    out = [pieces[0]]
    for i, piece in enumerate(pieces[1:], 1):
        last = out[-1]
        near = piece.x0 - last.x1 < _JOIN * size
        after = pieces[i + 1] if i + 1 < len(pieces) else None
        inner = (
            piece.figure is not None
            and not piece.free
            and last.figure is None
            and after is not None
            and after.x0 - piece.x1 < _JOIN * size
            and (after.figure is None or (not after.free and "dash" in (piece.figure.kind, after.figure.kind)))
        )
        leading = (
            i == 1 and last.figure is not None and last.figure.kind != "dash" and not last.free and piece.figure is None
        )
        goes_on = piece.figure is None and last.figure is None
        if near and (inner or goes_on or leading):
            last.text, last.end, last.x1, last.figure = (
                f"{last.text} {piece.text}",
                max(last.end, piece.end),
                piece.x1,
                None,
            )
            last.top, last.bottom, last.free = min(last.top, piece.top), max(last.bottom, piece.bottom), True
            last.words += piece.words
        else:
            out.append(piece)
    return out


def favours(pieces: list[Piece], size: float) -> list[Piece]:
    """V or N in a cell of its own belongs to the figure beside it: to the next where the line's first letter stands
    before its figures."""
    letters = [i for i, p in enumerate(pieces) if p.text in ("V", "N", "v", "n") and len(pieces) > 1]
    figures = [i for i, p in enumerate(pieces) if p.figure is not None and p.free]
    if not letters or not figures:
        return pieces
    step = 1 if letters[0] < figures[0] else -1
    taken: set[int] = set()
    for i in letters:
        j = i + step
        if not 0 <= j < len(pieces):
            continue
        other = pieces[j]
        gap = max(other.x0 - pieces[i].x1, pieces[i].x0 - other.x1)
        if (
            other.figure is None
            or other.figure.kind not in ("plain", "dash")
            or gap > 6 * size
            or other.figure.value is None
        ):
            continue
        value = abs(other.figure.value) if pieces[i].text in "Vv" else -abs(other.figure.value)
        other.figure = replace(other.figure, value=value, favour=True, signed=True)
        taken.add(i)
    return [p for i, p in enumerate(pieces) if i not in taken]


def _prefix(last: Piece, text: str, value: Figure | None, gap: float, size: float, near: bool) -> bool:
    """True where a word belongs to the piece before it as one figure: "€" 860, "-" 75, 12 "N", 75 "-", 3,2 "%"."""
    bare = last.text
    if bare == "(€":
        return gap < _EURO_GAP * size and figure(f"{bare} {text}") is not None
    if bare in ("€", "EUR", "€ -", "-/-", "€ -/-"):
        return value is not None and gap < _EURO_GAP * size
    if value is not None and value.kind == "plain" and not value.signed and len(bare) == 1 and bare in DASHES:
        return gap < _SIGN_GAP * size and near
    if last.figure is not None and last.figure.kind == "plain" and near:
        return (text in ("%", "V", "N", "v", "n", "-/-", "*", "**", ",-") and not last.figure.year) or (
            len(text) == 1 and text in DASHES and gap < 0.3 * size
        )
    return bool(value is not None and value.kind == "plain" and bare in ("V", "N") and near and not value.signed)
