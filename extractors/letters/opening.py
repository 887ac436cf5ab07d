"""The head of a letter: reference, place and date, subject, salutation, closing, and which type of letter it is."""

from __future__ import annotations

import re
from typing import Literal

from griffier.extractors.dutch import dates, places
from griffier.extractors.letters.address_blocks import addressee_block
from griffier.extractors.letters.anatomy import anatomy, first, labelled
from griffier.extractors.letters.correspondents import named_in_text
from griffier.extractors.letters.executive import council_signs, executive_sign
from griffier.extractors.letters.letter_cues import lexicon, words_of
from griffier.extractors.people.whose_council import value_of
from griffier.extractors.text.fields import Field, answers, read, rows_of
from griffier.extractors.text.labels import is_placeholder, label_at
from griffier.extractors.text.unwrapping import join_lines, joined
from griffier.schemas.document import Layer, Part, Span
from griffier.schemas.evidence import Found

LetterType = Literal["council_information_letter", "incoming_letter", "reply", "other"]
_PLACE = re.compile(
    r"^(?P<place>(?:'s-|’s-)?[A-ZÀ-Þ][\w’'-]+(?:[ -](?:aan|a/d|den|de|op|over|en"
    r"|bij)?[ ]?[A-ZÀ-Þ]?[\w’'-]+){0,3}),?\s+(?:d\.?d\.?\s+)?(?=\d{1,2}[ -])"
)
_REFERENCE = re.compile(r"[A-Za-z0-9][\w./\\ -]{1,40}")


def place_of(part: Part) -> Found[str] | None:
    """The place before the date ("Zwolle, 3 mei 2021"), or a labelled one."""
    told = first(part, "place")
    if told:
        return Found(joined(part.doc, told.spans[0].start, told.spans[0].end), told.spans[:1], "rule:letter-place", 0.9)
    for line in part.memo(anatomy).head:
        found = _PLACE.match(line.text) if 0 < len(line.text) <= 60 else None
        if (
            found
            and next(iter(dates.find(part.doc.text, line.start + found.end(), line.end)), None)
            and label_at(line.text, "letter") is None
        ):
            span = Span(line.start + found.start("place"), line.start + found.end("place"))
            return Found(found["place"], (span,), "rule:letter-place", 0.85)
    return None


def _in_footers(part: Part) -> list[Field]:
    """The reference that a footer or the last line prints: "datum: 28 januari 2025 | ons kenmerk: 25.004417 | blad
    1"."""
    printed = [line for line in part.lines if not line.blank]
    footers = [line for line in printed if line.layer is Layer.FOOTER or line is printed[-1]]
    return answers(read(part, rows_of(footers), "letter"), "reference", "letter")


def reference_of(part: Part) -> Found[str] | None:
    """The writer's own reference ("ons kenmerk", "zaaknummer"); never the reader's ("uw kenmerk")."""
    for told in (*labelled(part, "reference"), *_in_footers(part)):
        span = told.spans[0]
        raw = part.doc.text[span.start : span.end]
        found = _REFERENCE.match(raw)
        if found and any(ch.isdecimal() for ch in found[0]) and not is_placeholder(raw):
            end = span.start + len(found[0].rstrip())
            return Found(part.doc.text[span.start : end], (Span(span.start, end),), "rule:letter-reference", 0.9)
    return None


def salutation_of(part: Part) -> Found[str] | None:
    """The line that greets, as printed."""
    line = part.memo(anatomy).salutation
    return _phrase(part, line.start, line.end, "rule:letter-salutation") if line else None


def closing_of(part: Part) -> Found[str] | None:
    """The phrase that closes, as printed."""
    a = part.memo(anatomy)
    if a.closing is None:
        return None
    return _phrase(part, a.closing_start, a.closing.end, "rule:letter-closing")


def _phrase(part: Part, start: int, end: int, rule: str) -> Found[str]:
    """The words of one line without the edge of the sheet, which recognition reads as a bar."""
    said = re.sub(r"[\s.]*\|\s*$", "", part.doc.text[start:end])
    return Found(join_lines(said), (Span(start, start + len(said)),), rule, 0.95)


def letter_type(part: Part) -> Found[str] | None:
    """Who writes to whom decides: executive to council, outside to council, or an answer to a writer. Silent: "other"
    with no evidence."""
    to_council, signed = _to_council(part), part.memo(executive_sign)
    told = _calls_itself(part)
    if told and (to_council or signed):
        return _typed("council_information_letter", told, 0.95)
    if to_council and signed:
        return _typed("council_information_letter", signed, 0.9)
    if to_council:
        ours = council_signs(part) and not _from_elsewhere(part)
        return None if ours else _typed("incoming_letter", to_council, 0.85)
    if (reply := lexicon().reply.search(part.doc.text, _head(part).start, _opening(part) + 500)) is not None:
        return _typed("reply", Span(*reply.span()), 0.85)
    theirs = first(part, "their_reference")
    if theirs and theirs.label.startswith(("uw brief", "uw e-mail", "uw mail")):
        return _typed("reply", theirs.spans[0], 0.8)
    return None


def addressed_town(part: Part) -> Found[dict[str, str | None]] | None:
    """Whose council is written to, where the address says it: "Aan de gemeenteraad van Hoorn"."""
    to = _addressee_text(part)
    if to is None:
        return None
    for line in part.body:
        if line.end <= to.spans[0].start or line.start >= to.spans[-1].end:
            continue
        told = places.find(part.doc.text, line.start, line.end) if words_of(line.text) & lexicon().council else []
        if len(told) == 1 and len(told[0].options) == 1:
            where = (Span(told[0].start, told[0].end),)
            return Found(value_of(told[0].options), where, "rule:municipality-addressed", 0.93)
    return None


def _from_elsewhere(part: Part) -> bool:
    """Does the council of one town write to that of another?"""
    to = addressed_town(part)
    signature = part.memo(anatomy).signature
    towns = [m for line in signature for m in places.find(part.doc.text, line.start, line.end)]
    return to is not None and bool(towns) and all(p.code != to.value["code"] for m in towns for p in m.options)


def _head(part: Part) -> Span:
    a = part.memo(anatomy)
    head = [line for line in a.head if a.salutation is None or line.start < a.salutation.start]
    return Span(head[0].start, head[-1].end) if head else Span(part.start, min(part.end, part.start + 400))


def _opening(part: Part) -> int:
    """Where the body begins."""
    body = part.memo(anatomy).body
    return body[0].start if body else _head(part).end


def _to_council(part: Part) -> Span | None:
    """Where the council is addressed: by the address, by the salutation, or by "uw raad" in the first lines."""
    to, hail = _addressee_text(part), part.memo(anatomy).salutation
    if to and words_of(to.value) & lexicon().council:
        return to.spans[0]
    if hail and words_of(hail.text) & lexicon().council:
        return to.spans[0] if to else Span(hail.start, hail.end)
    opening = _opening(part)
    begins = _YOUR_COUNCIL.search(part.doc.text, opening, opening + 500)
    return Span(*begins.span()) if begins else None


_YOUR_COUNCIL = re.compile(r"\buw raad\b", re.I)


def _calls_itself(part: Part) -> Span | None:
    """Where the head says "Raadsinformatiebrief"."""
    head = _head(part)
    told = lexicon().information.search(part.doc.text, head.start, head.end)
    return Span(*told.span()) if told else None


def _typed(value: LetterType, span: Span, confidence: float) -> Found[str]:
    return Found(value, (span,), "derived:letter-type", confidence)


def _addressee_text(part: Part) -> Found[str] | None:
    told = first(part, "addressee")
    if told:
        return Found(part.doc.text[told.spans[0].start : told.spans[-1].end], told.spans, "rule:letter-addressee")
    block = addressee_block(part)
    if block:
        lines = block.lines[:3]
        return Found(
            " ".join(line.text for line in lines), (Span(lines[0].start, lines[0].end),), "rule:letter-addressee"
        )
    named = named_in_text(part)
    if named:
        return Found(part.doc.text[named.start : named.end], (named,), "rule:letter-open", 0.8)
    return None
