"""The municipality of a record: what the document says of itself (`people.whose_council`), else `--metadata`."""

from __future__ import annotations

from griffier.extractors.drafting.context import Context
from griffier.extractors.dutch import places
from griffier.extractors.people.whose_council import in_passing, municipality_of, value_of
from griffier.schemas.document import Part
from griffier.schemas.evidence import Found


def extract(part: Part, context: Context, kind: str) -> Found[dict[str, str | None]] | None:
    """The municipality as one value with its place; from `--metadata` where the document is silent."""
    found = part.memo(municipality_of)
    if found is not None:
        return found if not _in_an_item(part, found, kind) else _named_alone(part, found)
    if context.given.municipality:
        options = places.named(context.given.municipality)
        if len(options) == 1:
            return Found(value_of(options), (), "given:metadata", 1.0)
    return part.memo(in_passing) if kind in _OF_A_COUNCIL else None


def _in_an_item(part: Part, found: Found[dict[str, str | None]], kind: str) -> bool:
    """Items of a meeting name other municipalities: there, a weak case whose best ground stands far below the head is
    none."""
    return kind in ("decision_list", "agenda") and found.confidence < 0.8 and found.spans[0].start > part.start + 400


def _named_alone(part: Part, found: Found[dict[str, str | None]]) -> Found[dict[str, str | None]] | None:
    """The case of a name in an item, in doubt, where the list names no other municipality; else None."""
    named = {tuple(p.code for p in m.options) for m in part.memo(places.places_of) if not m.word}
    return Found(found.value, found.spans, "rule:municipality-in-passing", 0.6) if len(named) == 1 else None


_OF_A_COUNCIL = frozenset(
    {
        "letter",
        "written_questions",
        "motion",
        "amendment",
        "council_proposal",
        "council_decision",
        "minutes",
        "agenda",
        "decision_list",
    }
)
"""Papers of a council: one that names a single municipality, and never as another body's seat, speaks of its own."""


def code_of(part: Part, context: Context) -> str | None:
    """The CBS code of the part's municipality; None where it is not known. For who links parties and councils."""
    found = extract(part, context, "")
    return None if found is None else found.value.get("code")
