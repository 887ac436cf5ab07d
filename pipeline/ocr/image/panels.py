"""Text on dark or coloured panels: banners, heads of tables, boxes of an infographic. Read by itself, as black on
white: light text always, black text where the engine took the whole band for a picture and dropped it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from griffier.pipeline.ocr.engine import OcrEngine, OcrWord, Segmentation
from griffier.pipeline.ocr.image.enhance import enlarge, ruling
from griffier.pipeline.ocr.image.ink import Grey, grown
from griffier.pipeline.ocr.sense import known

Ground = npt.NDArray[np.float32]
_DARK = 195
"""Grey level of a panel at most. Paper, also of a yellowed scan, is lighter; grey shading behind black text is not read
here twice."""
_TILES = 30
"""Tiles an inch in which panels are looked for. With finer ones bold print is taken for panels."""
_PANELS = 0.004
"""Share of the page that panels must take: a narrow banner across A4."""
_LEAST, _MOST = 0.004, 0.3
"""Share of a panel that its light text may take: less is dust, more is a photograph."""
_MIDDLE, _CONTRAST = 100, 60
"""Grey level from which black text can be read on a panel, and how much darker than the panel it is."""
_WORD = 0.01
"""Square inches of ink that a word of ten points has at least: less of it unread is no word."""
_TITLE = 8
"""Characters of a line that the engine may have dropped with its band."""
_SURE, _PASSABLE, _DOUBTFUL = 75.0, 45.0, 20.0
_SMALL, _READ_AT, _MARGIN, _SAME = 250, 300, 20, 0.5
"""Dots an inch below which panels are read enlarged, and at how many; paper around them; how much of the smaller of two
boxes is common where they are of one word."""


def panels(grey: Grey, dpi: int) -> Grey | None:
    """The light text of the dark panels as black on white, all else white; None where there are none."""
    ground = _ground(grey, dpi)
    return None if ground is None else _light_text(grey, ground)


def on_paper(grey: Grey, dpi: int) -> Grey:
    """The page with the light text of its dark panels as black on white, as if it were printed on paper."""
    ground = _ground(grey, dpi)
    light = None if ground is None else _light_text(grey, ground)
    if ground is None or light is None:
        return grey
    panel = ground < _MIDDLE
    near = grown(panel, 2 * max(4, dpi // _TILES)) & ~panel
    out = np.where(panel, light, grey)
    out[near & ruling(grey < _DARK, dpi)] = 255  # what the tiles leave of its edge
    return out


def _light_text(grey: Grey, ground: Ground) -> Grey | None:
    lighter = np.clip((grey - ground) * (255 / np.maximum(1, 255 - ground)), 0, 255)
    lighter[ground == 255] = 0
    share = float((lighter > 110).mean() / (ground < 255).mean())
    return (255 - lighter).astype(np.uint8) if _LEAST < share < _MOST else None


def _unread_text(grey: Grey, ground: Ground, words: Sequence[OcrWord], dpi: int) -> Grey | None:
    """The black text of the panels that no word has, all else white; None where there is none to speak of."""
    panel = (ground >= _MIDDLE) & (ground < 255)
    for word in words:
        panel[max(0, word.top - 2) : word.bottom + 2, max(0, word.x0 - 2) : word.x1 + 2] = False
    ink = panel & (grey < ground - _CONTRAST)
    if ink.sum() < _WORD * dpi * dpi:
        return None
    ink &= ~grown(ruling(ink, dpi), 2)
    if not _WORD * dpi * dpi <= ink.sum() < _MOST * panel.sum():
        return None
    near = panel & grown(ink, 2)
    return np.where(near, np.clip(grey * (255 / np.maximum(1, ground)), 0, 255), 255).astype(np.uint8)


def _ground(grey: Grey, dpi: int) -> Ground | None:
    """The grey level of the panel at each place, 255 where there is none; None for a page without panels."""
    step = max(4, dpi // _TILES)
    if (
        np.asarray(Image.fromarray(grey).reduce(step)) < _DARK + 25
    ).mean() < _PANELS:  # most pages have none: seen at little cost
        return None
    height, width = grey.shape[0] // step * step, grey.shape[1] // step * step
    if not height or not width:
        return None
    tiles = grey[:height, :width].reshape(height // step, step, width // step, step)
    low = np.quantile(tiles.transpose(0, 2, 1, 3).reshape(height // step, width // step, -1)[:, :, ::3], 0.3, axis=2)
    level = np.asarray(Image.fromarray(low.astype(np.uint8)).filter(ImageFilter.MedianFilter(5)))
    dark = (
        np.asarray(
            Image.fromarray(level < _DARK)
            .convert("L")
            .filter(ImageFilter.MinFilter(5))
            .filter(ImageFilter.MaxFilter(3))
        )
        > 0
    )
    if dark.mean() < _PANELS:
        return None
    ground: Ground = np.full(grey.shape, 255, np.float32)
    ground[:height, :width] = np.where(dark, level, 255).repeat(step, 0).repeat(step, 1)
    return ground


def add_panels(
    words: Sequence[OcrWord], grey: Grey, dpi: int, engine: OcrEngine, light_alone: bool = False
) -> tuple[OcrWord, ...]:
    """The words with those read on dark panels. Where both readings have a word, the surer one stays.

    `light_alone`: black text on them is not looked for. The unread ink of a drawing is its pictures.
    """
    ground = _ground(grey, dpi)
    if ground is None:
        return tuple(words)
    light = _light_text(grey, ground)
    if light is not None:
        words = _with_read(words, _lines(light, dpi, engine, twice=not light_alone))
    black = None if light_alone else _unread_text(grey, ground, words, dpi)
    return tuple(words) if black is None else _with_dropped(words, black, dpi, engine)


def _lines(panel: Grey, dpi: int, engine: OcrEngine, *, twice: bool = False) -> list[list[OcrWord]]:
    """What the engine reads on panels: the words of each line that is text."""
    return [_text_of(list(line)) for _, line in groupby(_words(panel, dpi, engine, twice=twice), key=_line_of)]


def _line_of(word: OcrWord) -> tuple[int, int, int]:
    return word.block, word.paragraph, word.line


def _words(panel: Grey, dpi: int, engine: OcrEngine, *, twice: bool) -> tuple[OcrWord, ...]:
    """The words of panels, read as large as small type needs. `twice`: once more as scattered words where a line of
    them was read unsurely, as heads of a table stand far apart."""
    rows, columns = (np.flatnonzero((panel < _DARK).any(axis=at)) for at in (1, 0))
    if not len(rows):
        return ()
    top, left = max(0, int(rows[0]) - _MARGIN), max(0, int(columns[0]) - _MARGIN)
    cut = np.ascontiguousarray(panel[top : rows[-1] + _MARGIN, left : columns[-1] + _MARGIN])
    factor = _READ_AT / dpi if dpi < _SMALL else 1.0
    image = Image.fromarray(enlarge(cut, factor) if factor > 1 else cut)
    read = engine.read(image, round(dpi * factor)).words
    if twice and _is_unsure(read):
        read = _surer(read, engine.read(image, round(dpi * factor), Segmentation.SPARSE).words)
    return tuple(_moved(w, 1 / factor, left, top) for w in read)


def _is_unsure(read: Sequence[OcrWord]) -> bool:
    lines = [list(line) for _, line in groupby(read, key=_line_of)]
    return any(sum(w.confidence for w in line) < _SURE * len(line) for line in lines)


def _surer(read: Sequence[OcrWord], scattered: Sequence[OcrWord]) -> tuple[OcrWord, ...]:
    """The words with those of a second reading that are sure, in the lines of those that they replace."""
    surer = [w for w in scattered if w.confidence >= _SURE and len(w.text) > 1]
    kept = [w for w in read if not any(_overlap(w, s) > _SAME for s in surer)]
    return tuple(sorted((*kept, *_beside(surer, read)), key=lambda w: (_line_of(w), w.x0)))


def _beside(words: Sequence[OcrWord], others: Sequence[OcrWord]) -> Iterator[OcrWord]:
    """The words, each in the line of the one that it was read instead of, where there is one."""
    for word in words:
        own = next((o for o in others if _overlap(word, o) > _SAME), None)
        yield word if own is None else replace(word, block=own.block, paragraph=own.paragraph, line=own.line)


def _moved(word: OcrWord, by: float, left: int, top: int) -> OcrWord:
    """The word with its box scaled, and moved to where the panels were cut out."""
    x0, x1 = round(word.x0 * by) + left, round(word.x1 * by) + left
    return replace(word, x0=x0, x1=x1, top=round(word.top * by) + top, bottom=round(word.bottom * by) + top)


def _with_dropped(words: Sequence[OcrWord], panel: Grey, dpi: int, engine: OcrEngine) -> tuple[OcrWord, ...]:
    """The words with the lines, surely read, of which the first reading has nothing at all: what it has, it has from
    whole letters."""
    last = max((w.block for w in words), default=0)
    whole = [line for line in _lines(panel, dpi, engine) if _is_sure(line)]
    dropped = [line for line in whole if not any(_overlap(w, o) for w in line for o in words)]
    return (*words, *(replace(word, block=word.block + last + 1) for line in dropped for word in line))


def _is_sure(line: Sequence[OcrWord]) -> bool:
    """Several words, or a long one, read surely: a title, and not what a picture looks like in one place."""
    length = sum(len(w.text) for w in line)
    return length >= _TITLE and sum(len(w.text) * w.confidence for w in line) >= _SURE * length


def _with_read(words: Sequence[OcrWord], lines: Sequence[Sequence[OcrWord]]) -> tuple[OcrWord, ...]:
    """The words with those of panels; a line that was read in part goes on where it stands."""
    kept = list(words)
    last = max((w.block for w in words), default=0)
    for line in lines:
        home = next((other for word in line for other in _over(word, words)), None)
        for word in line:
            over = _over(word, kept)
            if any(_stays(other, word) for other in over if other.block <= last):
                continue
            kept = [w for w in kept if w not in over or w.block > last]
            if home is None:
                kept.append(replace(word, block=word.block + last + 1))
            else:
                place = replace(word, block=home.block, paragraph=home.paragraph, line=home.line)
                kept.insert(_place(kept, place), place)
    return tuple(kept)


def _stays(old: OcrWord, new: OcrWord) -> bool:
    """Whether a word of the page is what stands there, though the panel was read too."""
    return old.text == new.text or (old.confidence >= new.confidence and len(old.text) >= len(new.text))


def _place(words: Sequence[OcrWord], word: OcrWord) -> int:
    """Where a word belongs among those of its line, from left to right; at the end where none is left of it."""
    own = [i for i, w in enumerate(words) if _line_of(w) == _line_of(word)]
    before = [i for i in own if words[i].x0 <= word.x0]
    return before[-1] + 1 if before else own[0] if own else len(words)


def _over(word: OcrWord, others: Sequence[OcrWord]) -> list[OcrWord]:
    """The words that share a third of their box with one."""
    x0, top, x1, bottom = word.x0, word.top, word.x1, word.bottom
    touching = [w for w in others if w.x0 < x1 and w.x1 > x0 and w.top < bottom and w.bottom > top]
    return [w for w in touching if _overlap(word, w) > 0.3]


def _text_of(line: Sequence[OcrWord]) -> list[OcrWord]:
    """The words of a line on a panel, doubtful ones too, where most of it is text: a picture's odd word is not a
    line."""
    good = sum(len(w.text) for w in line if _passable(w))
    if 2 * good <= sum(len(w.text) for w in line):
        return []
    return [w for w in line if _passable(w) or (w.confidence >= _DOUBTFUL and any(map(str.isalnum, w.text)))]


def _passable(word: OcrWord) -> bool:
    """Whether a reading off a panel is text: pictures are dark panels too, and hold none."""
    letters = sum(map(str.isalnum, word.text))
    if letters < 2:
        return word.confidence >= _SURE and (letters == 1 or word.text in "€•-–")
    return word.confidence >= _SURE or (
        word.confidence >= _PASSABLE and (word.text.strip(".,:;()").isdecimal() or known(word.text.lower()))
    )


def _overlap(a: OcrWord, b: OcrWord) -> float:
    """The common area as a share of the smaller box."""
    across = min(a.x1, b.x1) - max(a.x0, b.x0)
    down = min(a.bottom, b.bottom) - max(a.top, b.top)
    if across <= 0 or down <= 0:
        return 0.0
    return across * down / max(1, min((a.x1 - a.x0) * (a.bottom - a.top), (b.x1 - b.x0) * (b.bottom - b.top)))
