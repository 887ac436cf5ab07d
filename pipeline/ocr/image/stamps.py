"""Ink that lies over the print: stamps, pens, coloured marks. The page is read without it, and the two readings are
joined word by word.

Coloured print is print too, and so is grey: what is left out is only what the second reading does better.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PIL import Image, ImageChops

from griffier.pipeline.ocr.engine import OcrWord
from griffier.pipeline.ocr.image.enhance import ruling
from griffier.pipeline.ocr.image.ink import Grey, Mask, box_sum, grown
from griffier.pipeline.ocr.sense import is_figure, known, mass

_Kept = tuple[OcrWord, bool]
"""A word, and whether it is of the first reading."""

_CHROMA = 56
"""Difference between the strongest and the weakest of red, green and blue, the paper made white, from which ink is
coloured. The fringes that JPEG leaves around black letters have up to 40."""
_LEAST, _MOST = 0.0002, 0.08
"""Share of the page that ink over print takes: less is a speck, more is a picture or a coloured ground."""
_TOUCHED = 0.02
"""Share of a word's box that must be such ink before the word counts as touched."""
_ASIDE = 1.5
"""How far beside a word, in its heights, such ink may have hidden the rest of it."""
_DRAWN = 0.15
"""Share of a page that is coloured from which it is a drawing."""
_PANEL = 0.06
"""Inches: strokes of a pen or a stamp are thinner, panels and solid logos are not."""
_SURE, _DOUBTFUL = 75.0, 60.0
_LIGHTENED = 160
"""Grey level to which what cannot be taken away is lightened: tried on stamps over (255 is best) and under print (best
left as it was)."""


def grey_and_colour(image: Image.Image) -> tuple[Image.Image, Grey | None]:
    """A page as grey, and how coloured its pixels are on white paper (0..255); None where the page has no coloured ink
    to speak of."""
    if image.mode not in ("RGB", "RGBX"):
        return image.convert("L"), None
    red, green, blue = _channels(image)
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    least = ImageChops.darker(ImageChops.darker(red, green), blue)
    chroma = np.asarray(ImageChops.subtract(most, least))
    return image.convert("L"), chroma if float((chroma[::2, ::2] > _CHROMA).mean()) > _LEAST else None


def is_drawing(chroma: Grey | None) -> bool:
    """Whether so much of a page is coloured that it is a drawing: an infographic, a cover. Stamps, pens, coffee and the
    heads of tables take a fiftieth of a page, infographics a quarter and more."""
    return chroma is not None and float((chroma[::4, ::4] > _CHROMA).mean()) > _DRAWN


def _channels(image: Image.Image) -> list[Image.Image]:
    """Red, green and blue, each stretched so that the paper (their upper quartile) is white: yellowed paper, lamp
    light."""
    out = []
    for channel in image.split()[:3]:
        counts = np.cumsum(channel.reduce(4).histogram())
        paper = int(np.searchsorted(counts, 0.75 * counts[-1]))
        out.append(
            channel.point([min(255, round(v * 255 / max(100, paper))) for v in range(256)]) if paper < 255 else channel
        )
    return out


def without_colour(image: Image.Image, chroma: Grey) -> Grey:
    """The page with its coloured ink made paper; black print under the ink stays black.

    The strongest channel is least darkened by coloured ink; the chroma added to it makes paper of dark blue too, and
    next to nothing of black, which has none.
    """
    red, green, blue = _channels(image)
    strongest = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return np.asarray(ImageChops.add(strongest, Image.fromarray(chroma)))


def coloured(chroma: Grey, dpi: int) -> Mask | None:
    """Where strokes of coloured ink lie, panels of a colour left out; None where there are none, or so many that it is
    a picture."""
    mask = chroma > _CHROMA
    mask &= ~_panels(mask, max(2, round(dpi * _PANEL / 2)))
    return mask if _LEAST < float(mask[::2, ::2].mean()) < _MOST else None


def _panels(mask: Mask, step: int) -> Mask:
    """Where a mask has areas of at least five tiles of `step` pixels each way, with a margin of two."""
    height, width = mask.shape[0] // step * step, mask.shape[1] // step * step
    out = np.zeros_like(mask)
    tiles = mask[:height, :width].reshape(height // step, step, width // step, step).mean(axis=(1, 3)) > 0.9
    inner = ~grown(~tiles, 2)
    if inner.any():
        out[:height, :width] = grown(inner, 4).repeat(step, 0).repeat(step, 1)
    return out


def without_pale(grey: Grey, dpi: int) -> Grey:
    """The page without ink that is paler than the text (levels 60 to 190) with no black within two pixels: a letter's
    soft edge has.

    What is left of its strokes, around letters that they cross, is lightened, and so are the letters' own edges
    there, but not to white: a stroke that covers print holds the only trace of it.
    """
    mask = (grey < 190) & ~grown(grey < 60, 2)
    out = np.where(mask, np.uint8(255), grey)
    mask &= box_sum(mask, 9) >= 14
    if not mask.any():
        return out
    level = max(60.0, float(np.quantile(grey[mask], 0.3)) - 8)
    lighter = np.minimum(255, np.arange(256) * (_LIGHTENED / level)).astype(np.uint8)[grey]
    return np.where(grown(mask, max(3, dpi // 40)), np.maximum(out, lighter), out)


def pale_over_print(grey: Grey, dpi: int) -> Mask | None:
    """Where pale ink lies in strokes on a page of black text; None where there is none to speak of."""
    # every second pixel tells as much, at a quarter of the cost; the soft edge of a letter is then one pixel wide at
    # most
    half = np.ascontiguousarray(grey[::2, ::2])
    black = half < 60
    mask = np.asarray((half < 190) & ~grown(black, 1))
    if not 0.0003 < mask.mean() < 0.03 or 2 * black.mean() < mask.mean():
        return None
    mask &= box_sum(mask, 9) >= 9  # a stroke, and not a speck or a letter's edge
    lines = ruling(half < 190, dpi // 2)
    if _runs_across(lines) >= 5:  # the rules of a table, grey or between two pixels; a stamp has three such lines
        mask &= ~grown(lines, 1)
        if mask.mean() < 0.0003:
            return None
    return np.repeat(np.repeat(mask, 2, 0), 2, 1)[: grey.shape[0], : grey.shape[1]]


def _runs_across(lines: Mask) -> int:
    """How many lines of a mask of ruling lines run across the page."""
    rows = lines.sum(axis=1) > 0.1 * lines.shape[1]
    return int((rows[1:] & ~rows[:-1]).sum()) + int(rows[0])


def spoiled_band(words: Sequence[OcrWord], mask: Mask, grey: Grey, dpi: int) -> tuple[int, int] | None:
    """The rows (first, after last) where ink of `mask` spoils print: words under it that were read badly, and print
    that was not read.

    `grey` is the page, the ink of the mask left out or paler than black. None where nothing is spoiled, or where the
    ink is print itself: it lies on most words, or nearly all of it within words that were read well.
    """
    if sum(touched(w, mask) for w in words) > 0.4 * len(words) or _is_print(mask, words):
        return None
    under = [w for w in words if touched(w, mask, _ASIDE)]
    lost = _unread(grey, words, dpi)
    if lost is None and (sum(not _is_sound(w) for w in under) < 2 or not mask.any()):
        return None
    rows = [(w.top, w.bottom) for w in under] + ([] if lost is None else [lost])
    return _between_lines(min(r[0] for r in rows), max(r[1] for r in rows), words, grey.shape[0])


def _is_sound(word: OcrWord) -> bool:
    return word.confidence >= _SURE and sensible(word)


def _is_print(mask: Mask, words: Sequence[OcrWord]) -> bool:
    """Whether nearly all ink of a mask lies within words that were read well."""
    free = mask.copy()
    for word in words:
        if word.confidence >= _SURE or sensible(word):
            free[word.top : word.bottom, word.x0 : word.x1] = False
    return bool(free.sum() < 0.2 * mask.sum())


def _unread(grey: Grey, words: Sequence[OcrWord], dpi: int) -> tuple[int, int] | None:
    """The first and the last row of black ink, ruling lines aside, that no word has; None where there is little."""
    black = grey[::2, ::2] < 60
    unread = black.copy()
    for word in words:
        unread[word.top // 2 : word.bottom // 2 + 1, word.x0 // 2 : word.x1 // 2 + 1] = False
    if unread.sum() > 0.03 * black.sum():
        unread &= ~ruling(unread, dpi // 2)
    if unread.sum() <= 0.03 * black.sum():
        return None
    inked = np.flatnonzero(unread.sum(axis=1) > 2) * 2
    return (int(inked[0]), int(inked[-1])) if len(inked) else (0, grey.shape[0])


def _between_lines(upper: int, lower: int, words: Sequence[OcrWord], page_height: int) -> tuple[int, int]:
    """The rows of a page from two lines above to two lines below these, so that no line of print is cut."""
    height = int(np.median([w.bottom - w.top for w in words])) if words else 40
    first, last = upper - 2 * height, lower + 2 * height
    crossing = [w for w in words if w.bottom - w.top < 3 * height]
    first = min([first, *(w.top - 3 for w in crossing if w.top - 3 < first < w.bottom)])
    last = max([last, *(w.bottom + 3 for w in crossing if w.top < last < w.bottom + 3)])
    return max(0, first), min(page_height, last)


def touched(word: OcrWord, mask: Mask, aside: float = 0.0) -> bool:
    """Whether ink of the mask lies in the word's box, or `aside` heights beside it: a word may have been read in
    part."""
    reach = round(aside * (word.bottom - word.top))
    box = mask[word.top : word.bottom, max(0, word.x0 - reach) : word.x1 + reach]
    return bool(box.size) and float(box.mean()) > _TOUCHED


def _spoiled(word: OcrWord, mask: Mask) -> bool:
    """Whether the ink may have spoiled a word: it lies in it, or beside a word that was read with doubt."""
    return touched(word, mask) or (word.confidence < _SURE and touched(word, mask, _ASIDE))


def sensible(word: OcrWord) -> bool:
    """Whether a word is a figure or Dutch."""
    letters = word.text.strip(".,:;()\"'“”‘’!?-").lower()
    return is_figure(word.text) or (len(letters) > 1 and all(known(part) for part in letters.split("-") if part))


def _worth(words: Sequence[OcrWord]) -> float:
    """What a reading of one place is worth: its characters by the confidence in them, those that make no sense the less
    the less sure."""
    return sum(len(w.text) * w.confidence * (1.0 if sensible(w) else max(0.3, (w.confidence - 40) / 75)) for w in words)


def joined(first: Sequence[OcrWord], second: Sequence[OcrWord], mask: Mask) -> tuple[tuple[OcrWord, ...], int]:
    """Two readings of the same rows as one: where ink of `mask` touches words of the first, the better reading of that
    place.

    `second` was read without that ink. The number tells how many words of the ink itself (handwriting, a logo) were
    left out: they have no print under them, and were read with doubt.
    """
    kept: list[_Kept] = []
    dropped = 0
    for ours, theirs in _places(first, second):
        one, other = [first[i] for i in ours], [second[j] for j in theirs]
        if other:
            kept += _better(one, other, mask, second)
        else:
            prints = [w for w in one if not touched(w, mask) or _print_itself(w, first)]
            dropped += len(one) - len(prints)
            kept += [(w, True) for w in prints]
    base = mass(second) < mass(first)  # the reading whose lines are kept is the one that made more of the page
    lines = [w for w, mine in kept if mine is base]
    return _in_lines(lines, [w for w, mine in kept if mine is not base], first if base else second), dropped


def _better(one: Sequence[OcrWord], other: Sequence[OcrWord], mask: Mask, second: Sequence[OcrWord]) -> list[_Kept]:
    """The better of two readings of one place; `other` is of the second, which has all words of `second`."""
    if not one:
        return [(w, False) for w in other if _is_text(w, second)]
    if any(_spoiled(w, mask) for w in one) and _worth(other) >= _worth(one):
        return [(_doubted(w, one), False) for w in other]
    return [(w, True) for w in one]


def _is_text(word: OcrWord, words: Sequence[OcrWord]) -> bool:
    """Whether a word that only the reading without the ink has is worth keeping: it makes sense, or its line does, or
    it was read surely."""
    return word.confidence >= (30 if sensible(word) or _in_text(word, words) else _SURE)


def _print_itself(word: OcrWord, words: Sequence[OcrWord]) -> bool:
    """Whether a word of the ink is print, or a stamp's, and no scrawl: read surely, or in a line that makes sense."""
    return (
        word.confidence >= _SURE
        or (word.confidence >= _DOUBTFUL and len(word.text) > 2 and sensible(word))
        or _in_text(word, words)
    )


def _in_text(word: OcrWord, words: Sequence[OcrWord]) -> bool:
    """Whether most of the word's line makes sense, and was read with some confidence."""
    line = [
        w for w in words if (w.block, w.paragraph, w.line) == (word.block, word.paragraph, word.line) and w is not word
    ]
    return len(line) >= 3 and sum(sensible(w) and w.confidence >= _DOUBTFUL for w in line) > 0.6 * len(line)


def _doubted(word: OcrWord, rivals: Sequence[OcrWord]) -> OcrWord:
    """A figure that the two readings have differently, each with some confidence, is doubtful."""
    others = [w for w in rivals if is_figure(w.text) and w.text != word.text and w.confidence >= _DOUBTFUL]
    return replace(word, confidence=min(word.confidence, _DOUBTFUL - 10)) if others and is_figure(word.text) else word


def _places(first: Sequence[OcrWord], second: Sequence[OcrWord]) -> list[tuple[list[int], list[int]]]:
    """The words of two readings that lie on each other, as groups of indices, in the order of the first."""
    boxes = np.array([(w.x0, w.top, w.x1, w.bottom) for w in second], np.int64).reshape(-1, 4)
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    group_of: dict[int, tuple[list[int], list[int]]] = {}  # of the second reading's words
    groups: list[tuple[list[int], list[int]]] = []
    for i, word in enumerate(first):
        across = np.minimum(boxes[:, 2], word.x1) - np.maximum(boxes[:, 0], word.x0)
        down = np.minimum(boxes[:, 3], word.bottom) - np.maximum(boxes[:, 1], word.top)
        own = (word.x1 - word.x0) * (word.bottom - word.top)
        common = np.where((across > 0) & (down > 0), across * down, 0) / np.maximum(1, np.minimum(areas, own))
        here = [int(j) for j in np.flatnonzero(common > 0.4)]
        place: tuple[list[int], list[int]] = ([i], [])
        for j in here:
            other = group_of.get(j)
            if other is None:
                place[1].append(j)
            elif other is not place:
                groups.remove(other)
                place = ([*other[0], *place[0]], [*other[1], *place[1]])
            for k in place[1]:
                group_of[k] = place
        groups.append(place)
    groups.extend(([], [j]) for j in range(len(second)) if j not in group_of)
    return groups


def _in_lines(words: Sequence[OcrWord], more: Sequence[OcrWord], frame: Sequence[OcrWord]) -> tuple[OcrWord, ...]:
    """Words with lines of their own, and others put into these lines where they stand, or as lines under the line
    above.

    `frame`: all words of the reading whose lines they are; a line all of whose words were replaced is still a line.
    """
    lines: dict[tuple[int, int, int], list[OcrWord]] = defaultdict(list)
    marks: dict[tuple[int, int, int], list[OcrWord]] = defaultdict(list)
    for word in frame:
        place = word.block, word.paragraph, word.line
        lines[place] = []
        marks[place].append(word)
    for word in words:
        lines[word.block, word.paragraph, word.line].append(word)
    order = list(lines)
    last = max((w.block for w in frame), default=0)
    for word in more:
        height = word.bottom - word.top
        home = next((key for key in order if any(_beside(word, w, height) for w in marks[key])), None)
        if home is None:
            home = (last + 1 + word.block, word.paragraph, word.line)
        if home not in marks:
            above = [i for i, key in enumerate(order) if marks[key][0].top <= word.top and marks[key][0].x0 <= word.x1]
            order.insert(max(above, key=lambda i: (marks[order[i]][0].top, i), default=-1) + 1, home)
        marks[home].append(word)
        lines[home].append(replace(word, block=home[0], paragraph=home[1], line=home[2]))
    return tuple(w for key in order for w in sorted(lines[key], key=lambda w: w.x0))


def _beside(word: OcrWord, other: OcrWord, height: int) -> bool:
    """Whether two words of about one height stand in one line, close to each other."""
    tall = other.bottom - other.top
    level = min(word.bottom, other.bottom) - max(word.top, other.top)
    gap = max(word.x0, other.x0) - min(word.x1, other.x1)
    return tall < 2 * height and height < 2 * tall and level > 0.5 * min(height, tall) and gap < 2 * height
