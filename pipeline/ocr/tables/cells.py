"""Cells of tables read a second time, where the first reading is in doubt, and the readings weighed.

A page engine reads figures as it reads words: it drops what stands alone, takes a minus for dirt, and is sure of a
wrong digit. So doubtful cells are cut out without the ruling lines, brought to one size, set one under another and
read as figures; the page's own digits are compared with theirs (`glyphs`). What two readings say is taken; where
nothing is proven the word keeps the other readings (`OcrWord.others`), for the arithmetic of its table to settle.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from griffier.pipeline.ocr.engine import OcrEngine, OcrWord, Segmentation
from griffier.pipeline.ocr.image.enhance import despeckle, without_ruling
from griffier.pipeline.ocr.image.ink import Grey, Mask, dark
from griffier.pipeline.ocr.tables.glyphs import Alphabet, faint_stroke, learn, signed
from griffier.pipeline.ocr.tables.lattice import Cell, Lattice, lattice
from griffier.pipeline.ocr.tables.weighing import AGREED, UNDECIDED, Reading, Verdict, key, plain, weigh

_SURE = 80.0
"""Confidence from which a figure is not read again if its ink does not speak against it. Of 3,500 right figures on
damaged pages a quarter had less, of 80 wrong ones two thirds."""
_LEARN = 85.0
_SIZE = 34
"""Height in pixels to which a figure is brought: what the engine works at."""
_MOST, _SHEET = 500, 70
"""Cells of a page that are read again at most, and cells on one sheet."""
_CODE = re.compile(r"\(?\d{1,2}[.,]\d{1,2}\)?")
"""The number of a row: 0.7, 6.71."""
_LETTER = re.compile(r"\W*([VNIS])\1?\W*", re.I)
"""A letter of a column of its own: voordeel, nadeel, incidenteel, structureel. No figure, whatever its ink looks
like."""

_UNIT = re.compile(r"\W*(?:bedragen\s+)?[xX×*]\s*(?:€|e|EUR|euro)?\s*1[.,]?000(?:[.,]000)?\W*", re.I)
"""The unit of a table, "x € 1.000", over its columns: no figure."""

_PLAIN = frozenset("0123456789.,-–")


@dataclass(frozen=True, slots=True)
class _Widths:
    """What the characters of figures take of a line on this page, in pixels: digits, points, signs. By least squares
    over sure figures."""

    digit: float
    point: float
    minus: float
    rest: float

    def fits(self, digits: int, points: int, minus: bool, width: float) -> bool:
        """Whether ink of this width can be so many characters: no digit more or less."""
        return (
            abs(self.digit * digits + self.point * points + self.minus * minus + self.rest - width) < 0.62 * self.digit
        )


@dataclass(frozen=True)
class _Sheet:
    """A page with what is known of its figures.

    `bare` is the image without ruling lines and specks; `grey` and `ink` have the specks, for a median takes thin
    minus signs too.
    """

    bare: Grey
    grey: Grey
    ink: Mask
    found: Lattice
    widths: _Widths | None = None
    alphabet: Alphabet | None = None
    points: bool = True
    """Whether thousands have points on this page."""

    def crop(self, cell: Cell, pad: float) -> tuple[slice, slice]:
        """Where a cell stands on the page, with some paper around it."""
        drop = self.found.drop((cell.x0 + cell.x1) / 2)
        height, width = self.bare.shape
        return (
            slice(max(0, round(cell.top + drop - pad)), min(height, round(cell.bottom + drop + pad))),
            slice(max(0, round(cell.x0 - pad)), min(width, round(cell.x1 + pad))),
        )

    def by_ink(self, cell: Cell) -> tuple[str, bool] | None:
        """The cell as its digits look, and whether clearly."""
        if self.alphabet is None:
            return None
        at = self.crop(cell, 2)
        return self.alphabet.read(self.grey[at], self.ink[at], id(cell))

    def wider(self, cell: Cell, text: str) -> bool:
        """Whether the ink of a cell is too wide for a figure without a minus, and not for one with it."""
        read = key(text)
        if read is None or read.negative or self.fits(cell, text):
            return False
        return self.fits(cell, f"-{text}")

    def minus(self, cell: Cell) -> bool | None:
        """Whether a minus stands before the figure of a cell, in its ink or fainter before it; None where that cannot
        be told."""
        down, across = self.crop(cell, 1)
        height = self.found.height
        told = signed(self.ink[down, across], height)
        if told is not False:
            return told
        left = max(0, round(across.start - 0.8 * height))
        digits = self.grey[down, across]
        darkness = float(np.median(digits)) - float(np.quantile(digits, 0.05))
        return faint_stroke(self.grey[down, left : max(left, across.start - 1)], darkness, height)

    def reading(self, cell: Cell, text: str, confidence: float) -> Reading:
        """What the engine read in a cell."""
        return Reading(text, confidence, fits=self.fits(cell, text))

    def fits(self, cell: Cell, text: str) -> bool:
        """Whether the ink of a cell is as wide as a text; lost points count as if they were there."""
        read = key(text)
        if self.widths is None or read is None or read.mark or "(" in text:
            return self.widths is None or read is not None
        whole = len(read.digits) - read.decimals
        points = (whole - 1) // 3 if self.points else text.count(".")
        return self.widths.fits(len(read.digits), points + bool(read.decimals), read.negative, cell.x1 - cell.x0)


def add_cells(
    words: Sequence[OcrWord], grey: Grey, dpi: int, engine: OcrEngine, speckled: bool, cleaned: Grey | None = None
) -> tuple[tuple[OcrWord, ...], int]:
    """The words of an upright page with its doubtful cells read again, and how many cells were. Raises what the engine
    raises.

    `speckled`: specks are taken out of the cells before they are read. `cleaned`: the page without stamps and the
    like, which is read; signs and digits are looked for in the page as it is, for a pale minus goes with the stamps.
    """
    found = lattice(words, grey, dpi)
    if found is None:
        return tuple(words), 0
    unruled = without_ruling(grey, found.lines)
    bare = unruled if cleaned is None else without_ruling(cleaned, found.lines)
    bare = despeckle(bare) if speckled else bare
    sheet = _known(_Sheet(bare, unruled, dark(unruled), found))
    doubtful = [c for c in found.cells if _doubtful(c, sheet)][:_MOST]
    vouched = _vouched([c for c in found.cells if c not in doubtful])
    words = [replace(w, confidence=max(w.confidence, AGREED)) if w in vouched else w for w in words]
    if not doubtful:
        return tuple(words), 0
    blank = [c for c in doubtful if not c.words]
    as_text = dict(zip(map(id, blank), _read(blank, sheet, engine, Segmentation.BLOCK), strict=True))
    again = {
        id(c): as_text[id(c)]
        for c in blank
        if as_text[id(c)].confidence >= _SURE and key(as_text[id(c)].text) is not None
    }
    rest = [c for c in doubtful if id(c) not in again]
    again.update(zip(map(id, rest), _read(rest, sheet, engine, Segmentation.FIGURES), strict=True))
    told = [(c, again[id(c)].text) for c in doubtful if _told_twice(c, again[id(c)], as_text.get(id(c)))]
    if told and (sheet.alphabet is None or 4 * len(told) > len(found.cells)):
        sheet = _known(sheet, told)
    gone: set[OcrWord] = set()
    new: list[OcrWord] = []
    for cell in doubtful:
        better = _settled(cell, again[id(cell)], as_text.get(id(cell)), sheet)
        if better is not None:
            gone.update(cell.words)
            new += better
    gone.update(w for w in found.stray if any(_covers(n, w) for n in new))
    return _merged(words, gone, new, found), len(doubtful)


def _known(sheet: _Sheet, more: Sequence[tuple[Cell, str]] = ()) -> _Sheet:
    """The sheet with the widths and the forms of its digits, learnt from the figures that were read surely, and from
    `more`."""
    sure = [
        (c, c.text) for c in sheet.found.cells if len(c.words) == 1 and not c.unread and c.words[0].confidence >= _LEARN
    ]
    sure = [(c, t) for c, t in (*sure, *more) if set(t) <= _PLAIN and plain(t) is not None]
    widths = _widths(sure, sheet.found.height)
    if widths is None:
        return sheet
    crops = [(id(c), t, sheet.crop(c, 2)) for c, t in sure]
    alphabet = learn([(n, t, sheet.grey[at], sheet.ink[at]) for n, t, at in crops], sheet.found.height, widths.digit)
    long = [t for _, t in sure if sum(map(str.isdigit, t)) > 4]
    return replace(sheet, widths=widths, alphabet=alphabet, points=2 * sum("." in t for t in long) >= len(long))


def _counts(text: str) -> tuple[int, int, int]:
    return sum(map(str.isdigit, text)), sum(c in ".," for c in text), sum(c in "-–—" for c in text)


def _widths(sure: Sequence[tuple[Cell, str]], height: float) -> _Widths | None:
    if len(sure) < 8:
        return None
    counts = np.array([(*_counts(text), 1) for _, text in sure], float)
    width = np.array([cell.x1 - cell.x0 for cell, _ in sure], float)
    kept = np.ones(len(sure), bool)
    found = np.zeros(4)
    usual = np.array([0.75, 0.38, 0.45, -0.1]) * height  # keeps the sum solvable where all figures are alike
    for _ in range(3):
        found = np.linalg.lstsq(np.vstack([counts[kept], np.eye(4)]), np.concatenate([width[kept], usual]), rcond=None)[
            0
        ]
        kept = np.abs(counts @ found - width) < max(1.5, 0.4 * found[0])
        if kept.sum() < 8:
            return None
    return _Widths(*map(float, found)) if found[0] > 0.3 * height else None


def _doubtful(cell: Cell, sheet: _Sheet) -> bool:
    """Whether a cell is to be read again: nobody read it, or neither the engine nor the form of its digits vouches for
    it."""
    if not cell.words:
        return True
    if _CODE.fullmatch(cell.text):
        return False
    whole = sum(any(map(str.isdigit, w.text)) for w in cell.words)
    said, read = key(cell.text), plain(cell.text)
    if said is None and (_UNIT.fullmatch(cell.text) or _is_text(cell)):
        return False
    if cell.unread or said is None or read is None or whole > 1:  # 561 944: its point was taken for dirt
        return True
    sure = min(w.confidence for w in cell.words) >= _SURE
    if said.mark.startswith("%") and said.decimals == 0:  # a 6 is read as %, and nothing vouches for a percentage
        return True
    if said.mark or "(" in cell.text or "€" in cell.text:
        return not sure
    seen = sheet.by_ink(cell)
    form = None if seen is None else key(seen[0])
    if seen is None or form is None:
        return not sure or not sheet.fits(cell, cell.text)
    if (form.digits, form.negative) == (said.digits, said.negative):
        return (not sure and not seen[1]) or (
            not said.negative and said.digits.strip("0") != "" and sheet.minus(cell) is True
        )
    return not sure or seen[1] or not sheet.fits(cell, cell.text)


def _is_text(cell: Cell) -> bool:
    """Whether the engine surely read something with letters: the end of a line of words that stands over a column."""
    return any(map(str.isalpha, cell.text)) and min(w.confidence for w in cell.words) >= _SURE


def _vouched(cells: Sequence[Cell]) -> frozenset[OcrWord]:
    """The words that the engine was not sure of and the form of their digits confirms."""
    return frozenset(
        w
        for c in cells
        if key(c.text) is not None and not _CODE.fullmatch(c.text)
        for w in c.words
        if w.confidence < _SURE
    )


def _read(cells: Sequence[Cell], sheet: _Sheet, engine: OcrEngine, how: Segmentation) -> list[Reading]:
    out: list[Reading] = []
    for at in range(0, len(cells), _SHEET):
        out += _read_sheet(cells[at : at + _SHEET], sheet, engine, how)
    return out


def _read_sheet(cells: Sequence[Cell], sheet: _Sheet, engine: OcrEngine, how: Segmentation) -> list[Reading]:
    """The cells one under another, each as high as the engine likes it."""
    height = sheet.found.height
    scale, pad, gap = _SIZE / height, 0.25 * height, round(0.6 * _SIZE)
    strips: list[Image.Image] = []
    paper = int(np.median(sheet.bare[::8, ::8]))
    for cell in cells:
        strip = Image.fromarray(sheet.bare[sheet.crop(cell, pad)])
        size = (max(1, round(strip.width * scale)), max(1, round(strip.height * scale)))
        strips.append(strip.resize(size, Image.Resampling.LANCZOS))
    image = Image.new(
        "L", (max(s.width for s in strips) + 2 * _SIZE, sum(s.height + gap for s in strips) + 2 * _SIZE), paper
    )
    y, places = _SIZE, []
    for strip in strips:
        image.paste(strip, (_SIZE, y))
        places.append((y - gap / 2, y + strip.height + gap / 2))
        y += strip.height + gap
    texts: list[list[OcrWord]] = [[] for _ in cells]
    for word in engine.read(image, 300, how).words:
        middle = (word.top + word.bottom) / 2
        i = next((i for i, (top, bottom) in enumerate(places) if top <= middle < bottom), None)
        if i is not None:
            texts[i].append(word)
    out = []
    for cell, words in zip(cells, texts, strict=True):
        words.sort(key=lambda w: w.x0)
        out.append(
            sheet.reading(cell, " ".join(w.text for w in words), min((w.confidence for w in words), default=0.0))
        )
    return out


def _told_twice(cell: Cell, second: Reading, as_text: Reading | None) -> bool:
    """Whether two readings say the same, surely enough to learn from."""
    if as_text is None:
        return not cell.unread and second.confidence >= 60 and key(second.text) == key(cell.text)
    return min(second.confidence, as_text.confidence) >= _LEARN and key(second.text) == key(as_text.text)


def _settled(cell: Cell, second: Reading, as_text: Reading | None, sheet: _Sheet) -> list[OcrWord] | None:
    """The words of a cell after all readings; None where it stays as it was."""
    if as_text is not None and (letter := _LETTER.fullmatch(as_text.text)):
        agree = letter[1].upper() == second.text.strip().upper()
        return [_word(cell, Verdict(letter[1].upper(), max(as_text.confidence, AGREED if agree else 0.0)), sheet)]
    if as_text is not None:
        letters, digits = sum(map(str.isalpha, as_text.text)), sum(map(str.isdigit, as_text.text))
        if letters >= 2 and letters > digits:
            return [_word(cell, Verdict(as_text.text, as_text.confidence), sheet)] if as_text.confidence >= 50 else None
        # two looks at one sheet are one opinion where they agree
        same = key(second.text) is not None and key(second.text) == key(as_text.text)
        readings = (
            [replace(second, confidence=max(second.confidence, as_text.confidence))] if same else [second, as_text]
        )
    else:
        readings = [second]
    if cell.words:
        readings.insert(0, sheet.reading(cell, cell.text, min(w.confidence for w in cell.words)))
    seen = sheet.by_ink(cell)
    if seen is not None:
        readings.append(Reading(seen[0], 0.0, by_ink=True, clear=seen[1], fits=sheet.fits(cell, seen[0])))
    minus = sheet.minus(cell)
    verdict = weigh(readings, minus, minus is not True and sheet.wider(cell, readings[0].text))
    if verdict is None or (
        not cell.words and verdict.text == "-" and not any(key(r.text) for r in readings if not r.by_ink)
    ):
        return None  # a flat speck is no dash where nobody reads one
    whole = [w for w in cell.words if any(map(str.isdigit, w.text))]
    if len(whole) <= 1 and cell.words and key(verdict.text) == key(cell.text) and plain(cell.text) is not None:
        sure = (
            verdict.confidence if verdict.confidence <= UNDECIDED else max(verdict.confidence, readings[0].confidence)
        )
        return [replace(w, confidence=sure, others=verdict.others if w in whole else ()) for w in cell.words]
    if cell.text.startswith("€") and "€" not in verdict.text:
        verdict = replace(verdict, text=f"€{verdict.text}")
    return [_word(cell, verdict, sheet)]


def _word(cell: Cell, verdict: Verdict, sheet: _Sheet) -> OcrWord:
    """One word for the whole cell; its line is that of its neighbours, set when it is merged."""
    down, across = sheet.crop(cell, 0)
    return OcrWord(
        verdict.text, across.start, down.start, across.stop, down.stop, verdict.confidence, -1, -1, -1, verdict.others
    )


def _covers(new: OcrWord, old: OcrWord) -> bool:
    across = min(new.x1, old.x1) - max(new.x0, old.x0)
    down = min(new.bottom, old.bottom) - max(new.top, old.top)
    wide, high = min(new.x1 - new.x0, old.x1 - old.x0), min(new.bottom - new.top, old.bottom - old.top)
    return across > 0.5 * wide and down > 0.5 * high


def _merged(
    words: Sequence[OcrWord], gone: set[OcrWord], new: Sequence[OcrWord], found: Lattice
) -> tuple[OcrWord, ...]:
    """The words with the new ones in the lines of their rows: behind the nearest word left of them, or before the row's
    first."""
    out = [w for w in words if w not in gone]
    for word in new:
        at = _nearest(out, word, found)
        if at is None:
            out.append(replace(word, block=max((w.block for w in out), default=0) + 1, paragraph=1, line=1))
            continue
        beside = out[at]
        place = replace(word, block=beside.block, paragraph=beside.paragraph, line=beside.line)
        out.insert(at + (beside.x0 <= word.x0), place)
    return tuple(out)


def _nearest(words: Sequence[OcrWord], word: OcrWord, found: Lattice) -> int | None:
    """The word on the same row that stands nearest to the left, else to the right."""

    def level(w: OcrWord) -> float:
        return (w.top + w.bottom) / 2 - found.drop((w.x0 + w.x1) / 2)

    own = level(word)
    near = [
        (abs(w.x0 - word.x0) + (0 if w.x0 <= word.x0 else 1e6), i)
        for i, w in enumerate(words)
        if abs(level(w) - own) < 0.55 * found.height
    ]
    return min(near)[1] if near else None
