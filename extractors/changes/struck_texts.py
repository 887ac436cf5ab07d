"""Changes that no word tells: an old text struck through, and behind it in the same paragraph the new one.

Only whole sentences: of words struck inside one, where the new words end is not to be seen.
"""

from __future__ import annotations

import re

from griffier.extractors.changes.change_cues import target
from griffier.extractors.drafting.draft import Draft
from griffier.extractors.text.marks import is_mark
from griffier.extractors.text.unwrapping import joined
from griffier.schemas.document import Layer, Part, Span
from griffier.schemas.evidence import Found

_SENTENCE = re.compile(r"[\"'‘“„(]?[A-ZÀ-Ý0-9].*[.;!?][\"'’”)]?", re.S)
_TARGET_END = re.compile(r"[\s:.–-]*\Z")


def struck_changes(part: Part) -> list[Draft]:
    """Each struck sentence with what stands behind it up to the next one or the paragraph's end."""
    struck = _struck(part)
    out = [_change(part, place, struck[at + 1 : at + 2]) for at, place in enumerate(struck)]
    return [change for change in out if change]


def _struck(part: Part) -> list[Span]:
    """The struck stretches; those that only a line's end parts are one."""
    out: list[Span] = []
    for place, layer in part.doc.layers_within(part.start, part.end):
        if layer is not Layer.STRUCK:
            continue
        if out and not part.doc.text[out[-1].end : place.start].strip() and place.start - out[-1].end < 3:
            out[-1] = Span(out[-1].start, place.end)
        else:
            out.append(place)
    return out


def _change(part: Part, old: Span, after: list[Span]) -> Draft | None:
    text = part.doc.text
    begin = max(text.rfind("\n\n", part.start, old.start) + 2, text.rfind("\n", part.start, old.start) + 1, part.start)
    paragraph = text.find("\n\n", old.end, part.end)
    stop = min(paragraph if paragraph >= 0 else part.end, *(place.start for place in after), part.end)
    stop = max(old.end, _before_target(text, old.end, stop) if after else stop)
    goal = _goal(text, begin, old.start)
    if goal is None and text[begin : old.start].strip(" -–•*"):
        return None
    original = joined(part.reading(Layer.STRUCK).doc, *old)
    new = text[old.end : stop].strip()
    if not _SENTENCE.fullmatch(original.strip()) or (new and not _SENTENCE.fullmatch(new)):
        return None
    at = text.index(new, old.end) if new else old.end
    place = Span(at, at + len(new))
    return {
        "target": goal,
        "original": Found(original.strip(), (old,), "rule:change_struck", 0.85),
        "replacement": Found(joined(part.doc, *place), (place,), "rule:change_struck", 0.8) if new else None,
        "action": Found("replace" if new else "delete", (old,), "derived:change", 0.85),
    }


def _before_target(text: str, start: int, stop: int) -> int:
    """Where the line begins on which the next struck text stands, whose target is no part of this one."""
    line = text.rfind("\n", start, stop)
    return line if line >= 0 else stop


def _goal(text: str, begin: int, end: int) -> Found[str] | None:
    """What stands on the line before the struck words, where it names a target: "Artikel 4, lid 2:", "2."."""
    lead = _TARGET_END.search(text, begin, end)
    stop = lead.start() if lead else end
    start = begin + len(text[begin:stop]) - len(text[begin:stop].lstrip(" -–•*"))
    if start >= stop or stop - start > 80:
        return None
    if target().match(text, start, stop) is None and not is_mark(text, start, end):
        return None
    return Found(text[start:stop], (Span(start, stop),), "rule:change_target", 0.8)
