"""Notes of bare text that are a web address, at the end of a page."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from griffier.pipeline.readers.bare_rows import BareRow, Layers
from griffier.schemas.document import Layer, Span

_URL_START = re.compile(r"(?:\d{1,2}|[*+†‡¹²³⁴⁵⁶⁷⁸⁹])[ \t]*(?:h[til1]{2}ps?:?|www\.)")
_BARE_NOTE = re.compile(r"(?:\d{1,2}|[*†‡¹²³⁴⁵⁶⁷⁸⁹])")
_URL_BIT = re.compile(r"\S*[/.%=&_~?{-]\S*")
_URL_LINE = re.compile(r"(?:https?:|www\.)\S+")
_MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class _Free:
    """What of a row is no furniture; `ends`: a page, the text or furniture follows."""

    start: int
    end: int
    text: str
    ends: bool


def footnotes(rows: list[BareRow], found: Layers) -> Layers:
    """Up to six lines above furniture, a page's end or the text's end."""
    free = _free(rows, found)
    return [
        (Span(note.start, note.end), Layer.FOOTNOTE)
        for last, row in enumerate(free)
        if row.ends and (top := _top(free, last)) is not None
        for note in free[top : last + 1]
    ]


def _free(rows: list[BareRow], found: Layers) -> list[_Free]:
    cuts = sorted(span for span, layer in found if layer is not Layer.FOOTNOTE)
    starts = [span.start for span in cuts]
    out: list[_Free] = []
    for i, row in enumerate(rows):
        k = bisect_left(starts, row.start)
        inside = k < len(cuts) and cuts[k].start < row.end
        end = cuts[k].start if inside else row.end
        covered = bool(k) and cuts[k - 1].end >= row.end
        if not covered and end > row.start:
            ends = inside or i + 1 == len(rows) or rows[i + 1].page != row.page
            out.append(_Free(row.start, end, row.text[: end - row.start], ends))
        elif out:
            out[-1] = replace(out[-1], ends=True)
    return out


def _top(free: list[_Free], last: int) -> int | None:
    """Where the notes begin that end with a row; None where it ends none."""
    top: int | None = None
    for j in range(last, max(-1, last - _MOST_LINES), -1):
        text = free[j].text
        if _URL_START.match(text) or (_BARE_NOTE.fullmatch(text) and j < last and _URL_LINE.match(free[j + 1].text)):
            top = j
        elif not (_URL_BIT.fullmatch(text) or text.count("%") >= 2):
            break
    return top
