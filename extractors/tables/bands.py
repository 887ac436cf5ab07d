"""What tables are found by: the columns as bands of figures, the lines that are rows, and the region of a page that a
table takes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from griffier.extractors.tables.captions import unit_of
from griffier.extractors.tables.pieces import Piece, PrintedLine

_MARGIN = 1.0
_LONGEST_LABEL, _FAR, _FAR_OF_TWO, _CODE = 80, 3.0, 2.0, 3
_DAY = re.compile(r"(?:ultimo\s+)?\d{1,2}(?:[-/]\d{1,2}[-/]|\s+[a-z]{3,9}\.?\s+)(?:19|20)\d\d", re.IGNORECASE)
SENTENCE = re.compile(r"[a-zéëï)]{4}\.\s+[A-Z]|[,;]\s(?:\w+\s){4,}\w+")


@dataclass
class Band:
    """A column as the interval of its figures."""

    x0: float
    x1: float

    def meets(self, piece: Piece, margin: float = _MARGIN) -> bool:
        """True where a piece reaches into the column."""
        return piece.x0 < self.x1 + margin and piece.x1 > self.x0 - margin


@dataclass
class Region:
    """Lines of one table. `head` are the lines above its first row, `lines` rows and labels, `before` and `after` what
    stands around it."""

    page: int
    lines: list[PrintedLine]
    bands: list[Band]
    head: list[PrintedLine] = field(default_factory=list)
    before: list[PrintedLine] = field(default_factory=list)
    after: list[PrintedLine] = field(default_factory=list)
    first_on_page: bool = False
    side: int = 0
    optical: bool = False
    follows: bool = False
    """It stands directly under the region before it: only its head tells them apart."""
    parted: bool = False
    """Its title, or other text, stands at the foot of the page before, behind the rows of another."""


def is_row(line: PrintedLine) -> bool:
    """True for a line with a figure that stands free, unless all its figures are years, or words for none ("n.v.t.")
    that no label stands far left of."""
    figures = line.figures
    if is_void(line):
        return True
    if (
        not figures
        or all(p.figure is not None and (p.figure.year or p.figure.kind == "void") for p in figures)
        or is_prose(line)
    ):
        return False
    return len(figures) < 3 or [p.text for p in figures] != [
        str(n) for n in range(1, len(figures) + 1)
    ]  # quarters 1 2 3 4: a head


def is_void(line: PrintedLine) -> bool:
    """True for a label and, far right of it, nothing but words that say that there is no figure yet: "Archiefwet  pm
    pm  n.v.t."; a short code may stand between."""
    figures = line.figures
    if not figures or line.pieces[0].figure is not None or len(line.pieces[0].text) <= _CODE:
        return False
    void = all(p.figure is not None and p.figure.kind == "void" for p in figures)
    rest = all(p in figures or len(p.text) <= _CODE for p in line.pieces[1:])
    return void and rest and figures[0].x0 - line.pieces[0].x1 > _FAR * line.size


def is_years(line: PrintedLine) -> bool:
    """True for a head of years, or of days with nothing beside them but the unit."""
    figures = line.figures
    if figures:
        return all(p.figure is not None and p.figure.year for p in figures)
    said = [p.text for p in line.pieces if not unit_of(p.text)]
    return len(said) > 1 and all(_DAY.fullmatch(text) for text in said)


def is_prose(line: PrintedLine) -> bool:
    """True for a line of running text: long phrases, figures inside them."""
    words = [p for p in line.pieces if p.figure is None]
    said = any(SENTENCE.search(p.text) for p in words) and not len(line.figures) >= 3
    if said and not _labelled(line) and not _in_column(line):
        return True
    bound = [p for p in line.pieces if p.figure is not None and not p.free]
    return bool(bound) and not line.figures


def _labelled(line: PrintedLine) -> bool:
    """True for one short phrase, a number before it or none, and far right of it nothing but figures, behind which a
    remark may stand: a label with a comma in it, "4  Gladheid  N 115  I  De winter was streng. Er is"."""
    pieces = line.pieces[1:] if line.pieces[0].figure is not None else line.pieces
    last = max((i for i, p in enumerate(pieces) if p in line.figures), default=0)
    if not last:
        return False
    first, *figures = pieces[: last + 1]
    if first.figure is not None or len(first.text) > _LONGEST_LABEL or first.text[-1] in ".,;:":
        return False
    remarked = any(len(p.text) > _CODE for p in pieces[last + 1 :])
    if remarked and (SENTENCE.search(first.text) or pieces[last + 1].x0 - figures[-1].x1 < 0.9 * line.size):
        return False
    far = _FAR if len(figures) < 2 else _FAR_OF_TWO
    return all(p in line.figures for p in figures) and figures[0].x0 - first.x1 > far * line.size


def _in_column(line: PrintedLine) -> bool:
    """True for sentences in a column of their own: words far left of them, and nothing but figures and short codes,
    apart from them, on their right."""
    at = [i for i, p in enumerate(line.pieces) if p.figure is None and SENTENCE.search(p.text)]
    first, last = at[0], at[-1]
    behind = line.pieces[last + 1 :]
    if first != last or not first or not any(p in line.figures for p in behind):
        return False
    said = line.pieces[first]
    apart = said.x0 - line.pieces[first - 1].x1 > line.size < behind[0].x0 - said.x1
    return apart and all(p in line.figures or len(p.text) <= _CODE for p in behind)


def merge(bands: list[Band], figures: list[Piece]) -> list[Band]:
    """Columns after the figures of one more line: intervals that meet become one, unless that would join two figures of
    the line."""
    out = [Band(b.x0, b.x1) for b in bands]
    for piece in figures:
        hit = [b for b in out if b.x0 < piece.x1 - 0.3 and b.x1 > piece.x0 + 0.3]
        if not hit:
            out.append(Band(piece.x0, piece.x1))
        elif len(hit) == 1:
            others = [p for p in figures if p is not piece and p.x0 < hit[0].x1 and p.x1 > hit[0].x0]
            if not others:
                hit[0].x0, hit[0].x1 = min(hit[0].x0, piece.x0), max(hit[0].x1, piece.x1)
    return sorted(out, key=lambda b: b.x0)
