"""From the words of one printed row to its pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from griffier.extractors.tables.page_rules import PageRules
from griffier.extractors.tables.pieces import Piece, PieceWord, PrintedLine
from griffier.extractors.tables.printed_figures import DASHES, Figure, figure
from griffier.extractors.tables.printed_words import NIL, Word
from griffier.schemas.document import Document

_JOIN, _SIGN_GAP, _EURO_GAP, _TAB, _LETTER_GAP = 0.75, 0.55, 9.0, 3.5, 6.0
"""Gaps in units of the type size: between the words of a phrase, a sign and its figure, a euro sign and its figure, a
mark and its item, a figure and its V or N."""
_UNIT = re.compile(r"(?:€ ?)?1(?:[.]000){0,2}(?:[.,]-*)?\)?$")
_UNIT_SIGN = re.compile(r"(?:^|[\s(])[xX×*]\s*(?:€|EUR)?$")
_AMOUNTS = re.compile(r"\(bedragen(?:\s+[xX×*])?$")
_MINUS = rf"(?:-/-|[{re.escape(DASHES)}])"
_BEFORE = re.compile(rf"-/-|\(?{_MINUS}?\s?(?:€|EUR)\s?{_MINUS}?|\({_MINUS}?")
"""What stands before its figure, however far: a euro sign with or without a minus or bracket, `-/-`, a bracket."""
_EURO_DASH = re.compile(rf"(?:€|EUR)\s?[{re.escape(DASHES)}]")
_BEHIND = ("%", "V", "N", "v", "n", "-/-", "*", "**", ",-", "€")
_WORDED = re.compile(r"\d\s?(?:mln|miljoen|mio|mld|miljard)\b")
_GLUED = re.compile(r"((?:19|20)\d\d)([a-z]{3,20})")
_SURE = 55.0
"""Confidence of optical recognition below which a figure is marked uncertain."""
_OPENS = re.compile(r"[-\u2013\d(€]|EUR")
"""What a figure of several words begins with."""
_SCRATCHES = "-.,'_~ "
"""What a scan adds to a letter."""


def printed_line(doc: Document, page: int, words: Sequence[Word], rules: PageRules) -> PrintedLine:
    """The pieces of a row of words, which stand from left to right."""
    joining = _Joining(doc, page, words, rules)
    for word in _unbroken(doc, list(_unglued(doc, words))):
        joining.add(word)
    size = joining.size
    pieces = favours(_phrases(_unbulleted(_with_unit(joining.pieces, size), size), size), size)
    return PrintedLine(page, min(p.top for p in pieces), max(p.bottom for p in pieces), pieces, size, pieces[0].bold)


def _with_unit(pieces: list[Piece], size: float) -> list[Piece]:
    """The unit of a caption is no figure, though the "x" before it was read on another line: "(bedragen", "€ 1.000"."""
    out: list[Piece] = []
    for piece in pieces:
        last = out[-1] if out else None
        amounts = last is not None and last.figure is None and bool(_AMOUNTS.search(last.text))
        if last is not None and amounts and _UNIT.match(piece.text) and piece.x0 - last.x1 < 3 * size:
            last.take(piece)
        else:
            out.append(piece)
    return out


class _Joining:
    """The pieces of a line as far as its words were read."""

    def __init__(self, doc: Document, page: int, words: Sequence[Word], rules: PageRules) -> None:
        self.doc, self.page, self.rules = doc, page, rules
        self.size = max(4.0, words[0].size or 0.8 * words[0].height)
        self.middle = (min(w.top for w in words) + max(w.bottom for w in words)) / 2
        self.optical = any(w.confidence < 100 for w in words)
        self.crowded = len(words) > 3
        self.pieces: list[Piece] = []

    def add(self, word: Word) -> None:
        """Take the next word."""
        text = self.doc.text[word.start : word.end]
        if not text.isalnum():
            text = " ".join(text.split())
        last = self.pieces[-1] if self.pieces else None
        value, sure = self._read(text, word, last)
        piece = Piece(text, word.start, word.end, self.page, word.x0, word.top, word.x1, word.bottom, value)
        piece.bold, piece.sure = word.bold, sure
        piece.words = [PieceWord(text, word.start, word.end, word.x0, word.x1)]
        if last is None:
            self.pieces.append(piece)
            return
        near = self._near(last, piece)
        if _of_figure(last, piece, self.size, near=near):
            self._figured(last, piece)
            return
        if value is None and last.figure is None and near:
            last.take(piece)
            return
        if near and (value is None) != (last.figure is None):
            (piece if value is not None else last).free = False
        self.pieces.append(piece)

    def _read(self, text: str, word: Word, last: Piece | None) -> tuple[Figure | None, bool]:
        """The figure that a word is, if it is one, and whether it was read surely."""
        value, sure = figure(text, ocr=self.optical), word.confidence >= _SURE
        if last is None:
            return value, sure
        if value is not None and _UNIT_SIGN.search(last.text) and _UNIT.match(text):
            return None, sure  # x € 1.000
        apart = word.x0 - last.x1 > 3 * self.size and self.crowded
        if value is None and self.optical and text in NIL and (last.figure is not None or apart):
            return Figure(Decimal(0)), False
        return value, sure

    def _near(self, last: Piece, piece: Piece) -> bool:
        """True where a blank alone stands between two pieces."""
        if piece.x0 - last.x1 >= _JOIN * self.size:
            return False
        return not (self.rules.upright and self.rules.parts(last.centre, piece.centre, self.middle))

    def _figured(self, last: Piece, piece: Piece) -> None:
        """Let a figure go on with a sign, a letter or its digits."""
        last.text = f"{last.text} {piece.text}"
        wider = figure(last.text, ocr=self.optical)
        last.figure = wider if wider is not None else piece.figure
        last.end, last.x1 = max(last.end, piece.end), piece.x1
        if last.text.startswith("€"):
            last.start = piece.start
        last.words.extend(piece.words)


def _unglued(doc: Document, words: Sequence[Word]) -> Iterator[Word]:
    """A year that the next column's word follows without a gap ("2023ringen") is a word of its own; digits are a
    twentieth wider than letters."""
    for word in words:
        match = _GLUED.fullmatch(doc.text, word.start, word.end)
        if match is None:
            yield word
            continue
        x = word.x0 + (word.x1 - word.x0) * 4.2 / (word.end - word.start + 0.2)
        yield word._replace(end=word.start + 4, x1=x)
        yield word._replace(start=word.start + 4, x0=x + 0.5)


def _unbroken(doc: Document, words: Sequence[Word]) -> Iterator[Word]:
    """The words, a figure whose brackets stand apart ("( 240 )") or that goes on with a word ("12,5 mln") as one."""
    i = 0
    while i < len(words):
        if not _OPENS.search(doc.text, words[i].start, words[i].end):
            yield words[i]
            i += 1
            continue
        size = max(4.0, words[i].size or 0.8 * words[i].height)
        for j in range(min(i + 3, len(words) - 1), i, -1):
            text = " ".join(doc.text[words[i].start : words[j].end].split())
            gaps = [b.x0 - a.x1 for a, b in pairwise(words[i : j + 1])]
            opened = text.startswith("(")
            whole = (opened and text.endswith(")")) or (_WORDED.search(text) and max(gaps) < _JOIN * size)
            if whole and max(gaps) < _EURO_GAP * size and figure(text) is not None:
                yield words[i]._replace(end=words[j].end, x1=words[j].x1)
                i = j
                break
        else:
            yield words[i]
        i += 1


def _of_figure(last: Piece, piece: Piece, size: float, *, near: bool) -> bool:
    """True where a word belongs to the piece before it as one figure: "€" 860, "-" 75, 12 "N", 75 "-", 3,2 "%"."""
    bare, text, value = last.text, piece.text, piece.figure
    gap = (piece.x0 - last.x1) / size
    if last.figure is None and _BEFORE.fullmatch(bare):
        whole = figure(f"{bare} {text}") is not None or (value is not None and bare[0] != "(")
        return whole and gap < _EURO_GAP
    if last.figure is not None and last.figure.kind == "plain" and near:
        return _goes_behind(last.figure, text, gap)
    return near and value is not None and value.kind == "plain" and not value.signed and _takes_sign(bare, gap)


def _takes_sign(bare: str, gap: float) -> bool:
    """True for what stands right before an unsigned figure as its sign: V, N, "-", "€ -"."""
    return bare in ("V", "N") or (gap < _SIGN_GAP and bool(_is_sign(bare) or _EURO_DASH.fullmatch(bare)))


def _goes_behind(value: Figure, text: str, gap: float) -> bool:
    """True for what stands behind its figure: a letter, a percent sign, a trailing minus."""
    if text in _BEHIND:
        return not value.year
    return _is_sign(text) and gap < 0.3


def _is_sign(text: str) -> bool:
    return len(text) == 1 and text in DASHES


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
        after = pieces[i + 1] if i + 1 < len(pieces) else None
        within = (
            (piece.figure is None and last.figure is None)
            or _inner(last, piece, after, size)
            or (i == 1 and _leading(last, piece))
        )
        if within and piece.x0 - last.x1 < _JOIN * size:
            last.take(piece)
            last.figure, last.free = None, True
        else:
            out.append(piece)
    return out


def _inner(last: Piece, piece: Piece, after: Piece | None, size: float) -> bool:
    """True for a figure with words close before and behind it; a dash may stand there too."""
    if piece.figure is None or piece.free or last.figure is not None or after is None:
        return False
    if after.x0 - piece.x1 >= _JOIN * size:
        return False
    return after.figure is None or (not after.free and "dash" in (piece.figure.kind, after.figure.kind))


def _leading(last: Piece, piece: Piece) -> bool:
    """True for a figure that opens a line and has words close behind it: the number of a heading."""
    return last.figure is not None and last.figure.kind != "dash" and not last.free and piece.figure is None


def favours(pieces: list[Piece], size: float) -> list[Piece]:
    """V or N in a cell of its own belongs to the figure beside it: to the next where the line's first letter stands
    before its figures."""
    letters = _letters(pieces) if len(pieces) > 1 else {}
    figures = [i for i, p in enumerate(pieces) if p.figure is not None and (p.free or i + 1 in letters)]
    if not letters or not figures:
        return pieces
    step = 1 if min(letters) < figures[0] else -1
    taken = {i for i in letters if 0 <= i + step < len(pieces) and _takes_letter(pieces[i + step], pieces[i], size)}
    for i in taken:
        _favour(pieces[i + step], letters[i])
    return [p for i, p in enumerate(pieces) if i not in taken]


def _letters(pieces: Sequence[Piece]) -> dict[int, str]:
    """Which pieces are V or N alone."""
    said = {i: p.text.strip(_SCRATCHES).upper() for i, p in enumerate(pieces)}
    return {i: text for i, text in said.items() if text in ("V", "N")}


def _favour(piece: Piece, letter: str) -> None:
    """Give a figure its letter."""
    assert piece.figure is not None
    value = abs(piece.figure.value or Decimal(0)) * (1 if letter == "V" else -1)
    piece.figure = replace(piece.figure, value=value, favour=True, signed=True)
    piece.method, piece.free = "table:letter_beside", True


def _takes_letter(piece: Piece, letter: Piece, size: float) -> bool:
    gap = max(piece.x0 - letter.x1, letter.x0 - piece.x1)
    value = piece.figure
    return (
        value is not None and value.kind in ("plain", "dash") and gap <= _LETTER_GAP * size and value.value is not None
    )
