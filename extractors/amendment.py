"""Reads documents of kind `amendment`."""

from __future__ import annotations

import re
from dataclasses import replace

from griffier.extractors.changes.change import ChangeFound
from griffier.extractors.changes.change_columns import changes_in_columns
from griffier.extractors.changes.change_cues import cue, label, passes
from griffier.extractors.changes.change_grids import changes_in_grids, changes_in_open_grids
from griffier.extractors.changes.extents import before_explanation
from griffier.extractors.changes.reading import changes_in
from griffier.extractors.changes.struck_texts import struck_changes
from griffier.extractors.changes.texts import change_text
from griffier.extractors.dictum.blocks import Block
from griffier.extractors.dictum.drafts import found_text, funding_in
from griffier.extractors.drafting.context import Context
from griffier.extractors.drafting.cues import Cue, load_cues
from griffier.extractors.drafting.draft import Draft, drafts_at, found_at
from griffier.extractors.motions.frame import Frame, Label, frame_of
from griffier.extractors.motions.motion_fields import tabled_fields
from griffier.extractors.text.flow import Flow
from griffier.extractors.text.lists import items_of
from griffier.extractors.text.unwrapping import joined
from griffier.schemas.document import Layer, Part, Span
from griffier.schemas.evidence import Found

CUES: tuple[Cue, ...] = load_cues("amendment")

_DECIDES = ("besluiten", "voorstellen", "uitspreken", "vragen")


def extract(part: Part, context: Context) -> Draft:
    """The fields of this kind. What the changes say is not said again as requests."""
    frame = part.memo(frame_of)
    flow = frame.flow
    in_grids = _side_by_side(frame)
    found = [] if in_grids else _changes(frame)
    if found and not frame.dictum.blocks:
        frame = replace(frame, told=(found[0].start, max(change.end for change in found)))
    draft = tabled_fields(part, context, "amendement", frame)
    struck = [] if in_grids else struck_changes(part)
    draft["changes"] = in_grids or (struck if len(struck) > len(found) else [_draft(flow, c) for c in found])
    places = [(flow.span(c.start, c.end).start, flow.span(c.start, c.end).end) for c in found]
    draft["requests"] = [
        kept for r in drafts_at(draft, "requests") if (kept := _beside_changes(r, places, bool(in_grids)))
    ]
    paid = found_at(draft, "funding")
    if paid is None or _old_text(flow, found, paid):
        draft["funding"] = _funding(flow, found)
    return draft


def _side_by_side(frame: Frame) -> list[Draft]:
    """The changes of tables with the old text beside the new one."""
    return changes_in_grids(frame.part) or _in_columns(frame) or changes_in_open_grids(frame.part)


def _in_columns(frame: Frame) -> list[Draft]:
    """Behind the labels of the head: a table without ruling."""
    behind = max((x.value_end for x in _before_changes(frame) if x.field not in ("proposal", "other")), default=0)
    return changes_in_columns(frame.flow, behind, len(frame.flow.text))[0]


def _before_changes(frame: Frame) -> list[Label]:
    """The labels of the head that stand before the first words of a change."""
    text = frame.flow.text
    first = min(
        (m.start() for x in frame.flow.lines if (m := label("becomes").match(text, x.start, x.end))), default=len(text)
    )
    return [x for x in frame.labels if x.start < min(frame.head[1], first)]


def _changes(frame: Frame) -> list[ChangeFound]:
    """In the blocks that decide or propose; else in the text behind the head's labels."""
    blocks = [b for b in frame.dictum.blocks if b.head.kind == "request" and b.head.name in _DECIDES]
    if decided := _decided(frame, blocks):
        return decided
    recitals = [b for b in frame.dictum.blocks if b.head.kind == "recital"]
    beside = [c for lo, hi in _beside_recitals(frame, recitals) for c in changes_in(frame.flow, lo, hi)]
    return beside or [c for b in recitals[-1:] for c in changes_in(frame.flow, b.head.body, b.end)]


def _decided(frame: Frame, blocks: list[Block]) -> list[ChangeFound]:
    """What the blocks that decide change, where one of them does."""
    for block in blocks:
        start = block.head.verb[1] if block.head.verb else block.head.body
        if found := changes_in(frame.flow, start, _own_end(frame, block)):
            others = [c for b in blocks if b is not block for c in changes_in(frame.flow, b.head.body, b.end)]
            return sorted([*found, *others], key=lambda c: c.start)
    return []


def _own_end(frame: Frame, block: Block) -> int:
    """Where a block ends with the points that are requests of their own ("het college op te dragen ..."): what is put
    in is one of them."""
    end = block.end
    for other in frame.dictum.blocks[frame.dictum.blocks.index(block) + 1 :]:
        asked, verb = other.head.addressee, other.head.verb
        if not asked or not verb or verb < asked:
            break
        end = other.end
    return end


def _beside_recitals(frame: Frame, recitals: list[Block]) -> list[tuple[int, int]]:
    """The text behind the labels of the head, up to the explanation, without the recitals."""
    reasons = before_explanation(frame.flow, _behind_submitters(frame), len(frame.flow.text))
    labels = [x for x in _before_changes(frame) if x.field != "proposal" and x.start < reasons]
    at = max((x.value_end for x in labels), default=0)
    last = frame.tail[0] if frame.dictum.blocks else before_explanation(frame.flow, at, len(frame.flow.text))
    out: list[tuple[int, int]] = []
    for start, stop in [*((b.head.start, b.end) for b in recitals), (last, last)]:
        if at < start:
            out.append((at, start))
        at = max(at, stop)
    return out


def _behind_submitters(frame: Frame) -> int:
    """Behind the label of those who tabled it, where a change is told below it: in a form it stands in the head."""
    who = (x for x in frame.labels if x.field in ("submitter", "co_submitter"))
    return max((x.value_end for x in who if cue().search(frame.flow.text, x.value_end)), default=0)


def _draft(flow: Flow, change: ChangeFound) -> Draft:
    goal = found_text(flow, *change.target, "rule:change_target", 0.85) if change.target else None
    original = _struck(flow, change) or (
        change_text(flow, *change.original, "rule:change_original", 0.85) if change.original else None
    )
    replacement = (
        change_text(flow, *change.replacement, "rule:change_replacement", 0.85) if change.replacement else None
    )
    action = Found(change.action, (flow.span(*change.cue),), "derived:change", 0.9)
    return {"target": goal, "original": original, "replacement": replacement, "action": action}


def _struck(flow: Flow, change: ChangeFound) -> Found[str] | None:
    """The old text that is struck through beside the new one, or that goes, its last words perhaps not struck.

    seen: amendments that print the point as it was, struck, and behind it as it becomes.
    """
    if change.action == "insert" or (change.action == "replace" and change.original):
        return None
    doc, rest = flow.part.doc, flow.text[change.end :]
    behind = change.end + len(rest) - len(rest.lstrip())
    lo, hi = flow.origin(change.cue[0]), flow.origin(behind) if behind < len(flow.text) else flow.part.end
    spans = [Span(max(lo, s.start), min(hi, s.end)) for s, layer in doc.layers_within(lo, hi) if layer is Layer.STRUCK]
    spans = [s for s in spans if s.start < s.end]
    if not spans:
        return None
    if change.action == "delete" and change.original:
        kept = flow.span(*change.original)
        spans = [Span(min(spans[0].start, kept.start), max(spans[-1].end, kept.end))]
    shown = flow.part.reading(Layer.STRUCK).doc
    value = " ".join(joined(shown, s.start, s.end) for s in spans).strip()
    return Found(value, tuple(spans), "rule:change_struck", 0.85) if value else None


def _beside_changes(request: Draft, places: list[tuple[int, int]], in_grids: bool) -> Draft | None:
    """A request without what the changes say: whole where it is none of them, its numbered items that stand outside
    them, or None."""
    if not _is_change(request, places, in_grids):
        return request
    if in_grids:
        return None
    others = [
        item
        for item in drafts_at(request, "items")
        if item["number"]
        and (text := found_at(item, "text")) is not None
        and not any(lo - 40 <= s.start <= hi + 1 for s in text.spans for lo, hi in places)
        and _DECIDES_ITSELF.search(text.value)
        and not _changes_words(text.value)
    ]
    return {**request, "items": others} if others else None


def _changes_words(text: str) -> bool:
    return cue().search(text) is not None or passes().search(text) is not None


_DECIDES_ITSELF = re.compile(r"\bte\s+(?!weten\b)\w+en\b", re.I)


def _is_change(request: Draft, places: list[tuple[int, int]], in_grids: bool) -> bool:
    """Is a request the lead of the changes? Its items are inside them, or it has none and only decides."""
    verb = found_at(request, "verb")
    texts = [text for item in drafts_at(request, "items") if (text := found_at(item, "text")) is not None]
    if verb is None or verb.value not in _DECIDES:
        return bool(texts) and all(any(lo <= text.spans[0].start < hi for lo, hi in places) for text in texts)
    if not texts:
        return bool(places) or in_grids
    spots = [text.spans[0].start for text in texts]
    return in_grids or any(lo - 200 <= spot < hi + 1 for spot in spots for lo, hi in places)


def _old_text(flow: Flow, changes: list[ChangeFound], paid: Found[str]) -> bool:
    """Does a sentence stand in a text that is replaced or goes?"""
    start, end = paid.spans[0].start, paid.spans[-1].end
    olds = [flow.span(*change.original) for change in changes if change.original]
    return any(old.start < end and start < old.end for old in olds)


def _funding(flow: Flow, changes: list[ChangeFound]) -> Found[str] | None:
    """What a new text says of its cover, unless the old one has a cover too: that is what the proposal says."""
    for change in changes:
        if change.replacement and not (change.original and funding_in(flow, *change.original)):
            stack = items_of(flow, *change.replacement)
            while stack:
                item = stack.pop(0)
                if found := funding_in(flow, item.start, item.end):
                    return found
                stack = [*item.items, *stack]
    return None
