"""From what an extractor found to the fields and the evidence of a record.

An extractor returns a draft: nested dicts and lists with the names of the contract, whose leaves are `Found` values or
None. Models that are `Placed` may stand for whole subtrees that carry their own evidence (table rows). Everything else
is an error of the extractor: a value without a place in the source is never published. Where something was put right in
the document, places are led to the canonical text here, and nobody else has to know of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeAlias, runtime_checkable

from griffier.schemas.document import Document, Layer, Span
from griffier.schemas.evidence import Evidence, Found
from griffier.schemas.record import Finding

Node: TypeAlias = "Found[Any] | Placed | Finding | Mapping[str, Node] | Sequence[Node] | bool | None"
"""What may stand at a field: a found value, models or lists of such, a subtree with evidence of its own, a flag. Only
under `findings`, which no record gets as a field: findings."""

Draft: TypeAlias = "dict[str, Node]"
Fields: TypeAlias = "dict[str, Found[Any] | None]"
"""A model of which every field is a found value: a person, an event."""


CONCLUDED = frozenset({"approximate", "code", "mentions", "province", "role", "score", "type", "unanimous", "verb"})
"""Names whose values are concluded from the text rather than read from it: their method becomes `derived:NAME`."""


@runtime_checkable
class Placed(Protocol):
    """A subtree with evidence of its own: a table."""

    def placed(self, way: Callable[[Span], Span]) -> Placed:
        """The same with its places led another way."""
        ...


class UnsupportedValueError(TypeError):
    """An extractor offered a value without saying where it stands."""


def found_at(draft: Draft, field: str) -> Found[Any] | None:
    """The found value at a field of a draft; None where nothing was found. Raises TypeError where a model stands
    there."""
    node = draft.get(field)
    if node is None or isinstance(node, Found):
        return node
    raise TypeError(f"{field}: no found value but {type(node).__name__}")


def known_at(draft: Draft, field: str) -> Found[Any]:
    """The same of a field that every such draft has. Raises TypeError where nothing was found."""
    found = found_at(draft, field)
    if found is None:
        raise TypeError(f"{field}: nothing was found")
    return found


def draft_at(draft: Draft, field: str) -> Draft | None:
    """The model at a field of a draft, itself and no copy. Raises TypeError where something else stands there."""
    node = draft.get(field)
    if node is None or isinstance(node, dict):
        return node
    raise TypeError(f"{field}: no model but {type(node).__name__}")


def drafts_at(draft: Draft, field: str) -> list[Draft]:
    """The models in the list at a field of a draft; [] where there is none. Raises TypeError for anything
    else."""
    node = draft.get(field) or []
    if isinstance(node, (list, tuple)) and all(isinstance(one, dict) for one in node):
        return list(node)
    raise TypeError(f"{field}: no list of models but {node!r}")


def findings_of(draft: Draft) -> list[Finding]:
    """What an extractor noticed beside the fields. Raises TypeError for anything else."""
    told = draft.get("findings") or []
    if isinstance(told, (list, tuple)) and all(isinstance(one, Finding) for one in told):
        return list(told)
    raise TypeError(f"findings: no list of them but {told!r}")


def settle(draft: Draft, doc: Document) -> tuple[dict[str, Any], list[Evidence]]:
    """Split a draft into plain values and their evidence.

    Raises UnsupportedValueError for a bare value. None stays None; a dict of which every value is None or empty
    becomes None when it is not an element of a list.
    """
    evidence: list[Evidence] = []
    values = _walk(draft, "", doc, evidence)
    return dict(values or {}), evidence


def _walk(node: Any, pointer: str, doc: Document, out: list[Evidence]) -> Any:
    if node is None:
        return None
    if isinstance(node, Found):
        for leaf, method in _leaves(node.value, pointer, node.method):
            out.extend(_entries(node, leaf, method, doc))
        return node.value
    if isinstance(node, dict):
        plain = {key: _walk(value, f"{pointer}/{escape(key)}", doc, out) for key, value in node.items()}
        return plain if not pointer or any(v not in (None, [], {}) for v in plain.values()) else None
    if isinstance(node, (list, tuple)):
        return [_walk(value, f"{pointer}/{i}", doc, out) for i, value in enumerate(node)]
    if isinstance(node, bool):
        return node  # the False of a flag
    if isinstance(node, Placed):
        return node.placed(lambda span: as_read(doc, span)) if doc.origin else node
    raise UnsupportedValueError(f"{pointer}: {node!r} has no evidence")


def moved(node: Any, way: Callable[[Span], tuple[Span, ...]]) -> Any:
    """A draft, or a piece of one, whose places go through `way`: what was found in a view, at its places in the
    document."""
    if isinstance(node, Found):
        spans = tuple(place for span in node.spans for place in way(span))
        return Found(node.value, spans, node.method, node.confidence)
    if isinstance(node, dict):
        return {key: moved(value, way) for key, value in node.items()}
    return [moved(value, way) for value in node] if isinstance(node, list) else node


def _leaves(value: Any, pointer: str, method: str) -> Iterator[tuple[str, str]]:
    """The pointers of the scalars inside a found value, each with its method. False and None are silent."""
    if isinstance(value, dict):
        for key, inner in value.items():
            name = (
                f"derived:{method.partition(':')[2]}"
                if key in CONCLUDED and not method.startswith("given:")
                else method
            )
            yield from _leaves(inner, f"{pointer}/{escape(key)}", name)
    elif isinstance(value, (list, tuple)):
        for i, inner in enumerate(value):
            yield from _leaves(inner, f"{pointer}/{i}", method)
    elif value is not None and value is not False:
        yield pointer, method


def evidence_of(found: Found[Any], pointer: str, doc: Document) -> list[Evidence]:
    """The places of one thing that a record says, under its pointer."""
    return list(_entries(found, pointer, found.method, doc))


def _entries(found: Found[Any], pointer: str, method: str, doc: Document) -> Iterator[Evidence]:
    read = doc.read
    for span in found.spans:
        for piece in pieces(doc, span):
            start, end = as_read(doc, piece)
            if start >= end:
                continue
            yield Evidence(
                pointer=pointer,
                page=read.page_at(start).number,
                start=start,
                end=end,
                quote=read.text[start:end],
                boxes=[
                    (round(b.x0, 1), round(b.top, 1), round(b.x1, 1), round(b.bottom, 1))
                    for b in read.boxes(start, end)
                ],
                method=method,
                confidence=round(min(found.confidence, _sure(doc, Span(start, end))), 2),
            )


def as_read(doc: Document, span: Span) -> Span:
    """A range of a document's text in the canonical one. Nothing is left of what was put in where nothing stood."""
    return doc.origin.view.span(*span) if doc.origin else span


def _sure(doc: Document, span: Span) -> float:
    return min((edit.sure for edit in doc.origin.within(span)), default=1.0) if doc.origin else 1.0


def pieces(doc: Document, span: Span) -> Iterator[Span]:
    """A span cut where a page ends or a header, footer or footnote interrupts it, blanks trimmed off each piece."""
    first, last = doc.page_at(span.start), doc.page_at(max(span.start, span.end - 1))
    if first is last and not doc.layers:
        yield span
        return
    home = doc.layer_at(span.start)
    cuts: list[Span] = []
    for page in doc.pages[first.number - 1 : last.number]:
        lo, hi = max(span.start, page.start), min(span.end, page.end)
        for (start, end), layer in doc.layers_within(lo, hi):
            if layer is home or end <= lo or start >= hi:
                continue
            if home is not Layer.BODY and layer is Layer.BODY:
                continue
            if start > lo:
                cuts.append(Span(lo, start))
            lo = max(lo, end)
        if lo < hi:
            cuts.append(Span(lo, hi))
    for start, end in cuts:
        raw = doc.text[start:end]
        start, end = start + len(raw) - len(raw.lstrip()), end - (len(raw) - len(raw.rstrip()))
        if start < end:
            yield Span(start, end)


def escape(token: str) -> str:
    """A reference token of RFC 6901."""
    return token.replace("~", "~0").replace("/", "~1")
