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
from griffier.pipeline.ocr.image.ink import Grey, dark
from griffier.pipeline.ocr.tables.figure_sheet import LEARN, Sheet, known, perhaps_sevens
from griffier.pipeline.ocr.tables.lattice import Cell, Lattice, lattice
from griffier.pipeline.ocr.tables.weighing import (
    AGREED,
    LETTERED,
    SLASHED,
    UNDECIDED,
    Key,
    Reading,
    Verdict,
    as_digits,
    key,
    plain,
    weigh,
    with_euro,
)

_SURE = 80.0
"""Confidence from which a figure is not read again if its ink does not speak against it. Of 3,500 right figures on
damaged pages a quarter had less, of 80 wrong ones two thirds."""
_SIZE = 34
"""Height in pixels to which a figure is brought: what the engine works at."""
_MOST, _SHEET = 500, 70
"""Cells of a page that are read again at most, and cells on one sheet."""
_MINUS = "-–— "
_FLAT = 0.4
"""Height, in figures, under which ink is no digit."""
_CODE = re.compile(r"\(?\d{1,2}[.,]\d{1,2}\)?")
"""The number of a row: 0.7, 6.71."""
_ITEM = re.compile(r"\d{1,3}[.)]")
"""The number of an item, whose point belongs to it."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_LETTER = re.compile(r"\W*([VNIS])\1?\W*", re.I)
"""A letter of a column of its own: voordeel, nadeel, incidenteel, structureel. No figure, whatever its ink looks
like."""

_UNIT = re.compile(
    r"\W*(?:bedragen\s+)?[xX×*]\s*(?:€|e|EUR|euro)?\s*1[.,]?000(?:[.,]000)?\W*|\(?\s*€?\s*['‘’`´]\s*000\s*\)?", re.I
)
"""The unit of a table, "x € 1.000" or "(€ '000)", over its columns: no figure."""


@dataclass(frozen=True, slots=True)
class _Again:
    """What a cell is when it is cut out and read again: as figures; as text too where nobody had read anything in
    it."""

    second: Reading
    as_text: Reading | None


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
    sheet = known(Sheet(despeckle(bare) if speckled else bare, unruled, dark(unruled), found))
    doubtful = [c for c in found.cells if _doubtful(c, sheet)][:_MOST]
    kept = [c for c in found.cells if c not in doubtful]
    vouched, others = _vouched(kept), perhaps_sevens(kept, sheet)
    words = [replace(w, confidence=max(w.confidence, AGREED)) if w in vouched else w for w in words]
    words = [replace(w, others=(others[at],)) if (at := (w.x0, w.top, w.text)) in others else w for w in words]
    if not doubtful:
        return tuple(words), 0
    return _replaced(words, _settled_cells(doubtful, sheet, engine), found), len(doubtful)


def _settled_cells(doubtful: Sequence[Cell], sheet: Sheet, engine: OcrEngine) -> list[tuple[Cell, list[OcrWord]]]:
    """The cells of which a second look makes something, each with its words."""
    again = _read_again(doubtful, sheet, engine)
    told = [(c, again[id(c)].second.text) for c in doubtful if _told_twice(c, again[id(c)])]
    if told and (sheet.alphabet is None or 4 * len(told) > len(sheet.found.cells)):
        sheet = known(sheet, told)
    return [(c, new) for c in doubtful if (new := _settled(c, again[id(c)], sheet)) is not None]


def _doubtful(cell: Cell, sheet: Sheet) -> bool:
    """Whether a cell is to be read again: nobody read it, or neither the engine nor the form of its digits vouches for
    it."""
    if not cell.words:
        return True
    said = key(cell.text)
    if _is_no_figure(cell) or (said is None and not cell.unread and _is_text(cell)):
        return False
    if said is None or cell.unread or plain(cell.text) is None:
        return True
    if len(_figures(cell)) > 1:  # 561 944: its point was taken for dirt
        return True
    if said.mark.startswith("%") and said.decimals == 0:  # a 6 is read as %, and nothing vouches for a percentage
        return True
    sure = _sure(cell)
    if said.mark or _has_other_signs(cell.text):
        return not sure
    return _ink_denies(sheet.past_euro(cell, cell.text), said, sure, sheet)


def _is_no_figure(cell: Cell) -> bool:
    """Whether a cell holds the code of a row, the unit of a table, or a year that was read surely."""
    if _YEAR.fullmatch(cell.text):
        return min(w.confidence for w in cell.words) >= AGREED
    return bool(_CODE.fullmatch(cell.text) or _UNIT.fullmatch(cell.text))


def _has_other_signs(text: str) -> bool:
    """Whether a figure has signs that its ink is not measured with: brackets, "-/-", a euro sign behind it."""
    return "(" in text or "€" in text[1:] or bool(SLASHED.match(text))


def _sure(cell: Cell) -> bool:
    return min(w.confidence for w in cell.words) >= _SURE


def _ink_denies(cell: Cell, said: Key, sure: bool, sheet: Sheet) -> bool:
    """Whether the ink speaks against what was read: the form of its digits, its width, a minus that was not read; or
    does not speak for it, where the engine was not sure."""
    seen = sheet.by_ink(cell)
    form = None if seen is None else key(seen[0])
    if seen is None or form is None:
        return not sure or not sheet.fits(cell, cell.text)
    if (form.digits, form.negative) != (said.digits, said.negative):
        return not sure or seen[1] or not sheet.fits(cell, cell.text)
    if not sure and not seen[1]:
        return True
    return not said.negative and said.digits.strip("0") != "" and sheet.minus(cell) is True


def _figures(cell: Cell) -> list[OcrWord]:
    """The words of a cell that have digits."""
    return [w for w in cell.words if any(map(str.isdecimal, w.text))]


def _is_text(cell: Cell) -> bool:
    """Whether the engine surely read something with letters: the end of a line of words that stands over a column."""
    return any(map(str.isalpha, cell.text)) and _sure(cell)


def _vouched(cells: Sequence[Cell]) -> frozenset[OcrWord]:
    """The words that the engine was not sure of and the form of their digits confirms."""
    return frozenset(
        w
        for c in cells
        if key(c.text) is not None and not _CODE.fullmatch(c.text)
        for w in c.words
        if w.confidence < _SURE
    )


def _read_again(cells: Sequence[Cell], sheet: Sheet, engine: OcrEngine) -> dict[int, _Again]:
    """The cells, by identity, read as figures. Those in which nobody read a digit are read as text first, which is
    enough where it gives a figure surely."""
    blank = [c for c in cells if not _figures(c)]
    as_text = dict(zip(map(id, blank), _read(blank, sheet, engine, Segmentation.BLOCK), strict=True))
    again = {n: r for n, r in as_text.items() if r.confidence >= _SURE and key(r.text) is not None}
    rest = [c for c in cells if id(c) not in again]
    again.update(zip(map(id, rest), _read(rest, sheet, engine, Segmentation.FIGURES), strict=True))
    return {n: _Again(second, as_text.get(n)) for n, second in again.items()}


def _read(cells: Sequence[Cell], sheet: Sheet, engine: OcrEngine, how: Segmentation) -> list[Reading]:
    out: list[Reading] = []
    for at in range(0, len(cells), _SHEET):
        out += _read_sheet(cells[at : at + _SHEET], sheet, engine, how)
    return out


def _read_sheet(cells: Sequence[Cell], sheet: Sheet, engine: OcrEngine, how: Segmentation) -> list[Reading]:
    """The cells one under another, each as high as the engine likes it."""
    height = sheet.found.height
    scale, pad, gap = _SIZE / height, 0.25 * height, round(0.6 * _SIZE)
    strips: list[Image.Image] = []
    paper = int(np.median(sheet.bare[::8, ::8]))
    for cell in cells:
        strip = Image.fromarray(sheet.bare[sheet.crop(sheet.past_euro(cell, cell.text), pad)])
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


def _told_twice(cell: Cell, again: _Again) -> bool:
    """Whether two readings say the same, surely enough to learn from."""
    second, as_text = again.second, again.as_text
    if as_text is None:
        return not cell.unread and second.confidence >= 60 and key(second.text) == key(cell.text)
    return min(second.confidence, as_text.confidence) >= LEARN and key(second.text) == key(as_text.text)


def _settled(cell: Cell, again: _Again, sheet: Sheet) -> list[OcrWord] | None:
    """The words of a cell after all readings; None where it stays as it was."""
    as_text = again.as_text
    if as_text is not None and (letter := _LETTER.fullmatch(as_text.text)):
        agree = letter[1].upper() == again.second.text.strip().upper()
        return [_word(cell, Verdict(letter[1].upper(), max(as_text.confidence, AGREED if agree else 0.0)), sheet)]
    if as_text is not None and _is_other_text(as_text.text, cell, sheet):
        return [_word(cell, Verdict(as_text.text, as_text.confidence), sheet)] if as_text.confidence >= 50 else None
    form, with_sign = _form(cell, again)
    figure = sheet.past_euro(cell, with_sign)
    readings = _all_readings(cell, figure, again, sheet, form)
    minus = True if SLASHED.match(form) else sheet.minus(figure)
    verdict = weigh(readings, minus, minus is not True and sheet.wider(figure, readings[0].text.lstrip(_MINUS)))
    if verdict is None or (not cell.words and _is_speck(cell, verdict, readings, sheet)):
        return None
    return _said_by(verdict, cell, readings[0].confidence, sheet)


def _is_speck(cell: Cell, verdict: Verdict, readings: Sequence[Reading], sheet: Sheet) -> bool:
    """True for ink that no word has and that is no figure: a flat speck where nobody reads a dash, or what is left of a
    ruling line."""
    if verdict.text == "-":
        return not _is_read(readings)
    return cell.bottom - cell.top < _FLAT * sheet.found.height


def _is_other_text(text: str, cell: Cell, sheet: Sheet) -> bool:
    """Whether a cell that nobody had read holds no figure: the number of an item, or letters that were not taken for a
    figure's before."""
    if _ITEM.fullmatch(text):
        return True
    return _is_mostly_letters(text) and not _misplaced(cell, sheet)


def _is_mostly_letters(text: str) -> bool:
    letters, digits = sum(map(str.isalpha, text)), sum(map(str.isdecimal, text))
    return letters >= 2 and letters > digits


def _form(cell: Cell, again: _Again) -> tuple[str, str]:
    """The reading of a cell that shows a sign "-/-", or a letter behind its figure, and the one that shows a euro sign;
    "" where none does."""
    texts = (cell.text, again.as_text.text if again.as_text else "", again.second.text)
    form = next((t for t in texts if SLASHED.match(t) or LETTERED.search(t)), "")
    return form, next((t for t in texts if with_euro(t).startswith("€")), "")


def _all_readings(cell: Cell, figure: Cell, again: _Again, sheet: Sheet, form: str) -> list[Reading]:
    """What there is to weigh, the first reading first: two looks at one sheet are one opinion where they agree.
    `figure`: the cell without a euro sign, as its ink is measured; `form`: see `_form`."""
    second, as_text = again.second, again.as_text
    if SLASHED.match(form):  # among figures the slash is read as a digit, and it is none by its form
        second = replace(_unslashed(second, form), fits=True)
        as_text = None if as_text is None else replace(as_text, fits=True)
    readings = [second] if as_text is None else [second, as_text]
    if as_text is not None and key(second.text) is not None and key(second.text) == key(as_text.text):
        readings = [replace(second, confidence=max(second.confidence, as_text.confidence))]
    words = cell.words if _figures(cell) or not _is_read(readings) else _misplaced(cell, sheet) or cell.words
    if words:
        said = " ".join(w.text for w in words)
        at, said = (0, said) if key(said) is not None else (len(readings), as_digits(said))
        own = sheet.reading(figure, said, min(w.confidence for w in words))
        readings.insert(at, replace(own, fits=True) if SLASHED.match(said) else own)
    return [*readings, *_ink_reading(figure, form, sheet)]


def _ink_reading(figure: Cell, form: str, sheet: Sheet) -> list[Reading]:
    """What the form of the digits says, with the sign or the letter that was read beside them."""
    seen = sheet.by_ink(figure, form)
    if seen is None:
        return []
    letter = LETTERED.search(form)
    text = f"{'-' if SLASHED.match(form) else ''}{seen[0]}{letter[0] if letter else ''}"
    return [Reading(text, 0.0, by_ink=True, clear=seen[1], fits=bool(form) or sheet.fits(figure, text))]


def _unslashed(reading: Reading, text: str) -> Reading:
    """A reading of a figure behind "-/-" without what it made of that sign, where it ends as `text` does."""
    said, more = (re.sub(r"\D", "", t) for t in (text, reading.text))
    return replace(reading, text=text) if said and said in (more, more[1:], more[2:]) else reading


def _misplaced(cell: Cell, sheet: Sheet) -> list[OcrWord]:
    """The word of a blank cell whose box was too high to be believed, or that was read as letters, and no wider than
    the cell: what it says may be right. With the letter that stands behind it."""
    if _figures(cell):
        return []
    own = _word(cell, Verdict("", 0.0), sheet)
    over = [w for w in sheet.found.stray if _covers(own, w) and w.x1 - w.x0 < 1.3 * (own.x1 - own.x0)]
    return sorted([*over, *cell.words], key=lambda w: w.x0) if len(over) == 1 else []


def _is_read(readings: Sequence[Reading]) -> bool:
    """Whether the engine has a figure in one of them."""
    return any(key(r.text) for r in readings if not r.by_ink)


def _said_by(verdict: Verdict, cell: Cell, confidence: float, sheet: Sheet) -> list[OcrWord]:
    """The words of a cell under a verdict: its own where they say the same, with what is now known of them.

    `confidence` is that of its first reading.
    """
    whole = _figures(cell)
    if len(whole) <= 1 and cell.words and key(verdict.text) == key(cell.text) and plain(cell.text) is not None:
        sure = verdict.confidence if verdict.confidence <= UNDECIDED else max(verdict.confidence, confidence)
        return [replace(w, confidence=sure, others=verdict.others if w in whole else ()) for w in cell.words]
    if with_euro(cell.text).startswith("€") and "€" not in verdict.text:
        verdict = replace(verdict, text=f"€{verdict.text}", others=tuple(f"€{text}" for text in verdict.others))
    return [_word(cell, verdict, sheet)]


def _word(cell: Cell, verdict: Verdict, sheet: Sheet) -> OcrWord:
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


def _replaced(
    words: Sequence[OcrWord], better: Sequence[tuple[Cell, list[OcrWord]]], found: Lattice
) -> tuple[OcrWord, ...]:
    """The words with those of cells replaced: new ones stand behind the nearest word left of them on their row, or
    before the row's first. Words whose boxes are wrong go where a new one covers them."""
    new = [w for _, of_cell in better for w in of_cell]
    gone = {w for cell, _ in better for w in cell.words}
    gone.update(w for w in found.stray if any(_covers(n, w) for n in new))
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
