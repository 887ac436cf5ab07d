"""The head of a letter: reference, place and date, subject, salutation, closing, and which type of letter it is."""

from __future__ import annotations

import re
from typing import Literal

from griffier.extractors.dutch import dates
from griffier.extractors.letters.anatomy import anatomy, first, labelled
from griffier.extractors.letters.correspondents import addressee_block, named_in_text
from griffier.extractors.letters.executive import council_signs, executive_sign
from griffier.extractors.letters.letter_cues import lexicon, words_of
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
_REPLY = re.compile(
    r"\b(?:naar aanleiding van|in (?:antwoord|reactie) op|als (?:antwoord|reactie) op|in reactie op"
    r"|met belangstelling|onder verwijzing naar)\s+(?:van\s+)?(?:uw|jullie|je)\b"
    r"|\b(?:uw|jullie) (?:brief|e-?mail|bericht|schrijven|vragen|verzoek|raadsadres)\b[^.]{0,80}\b(?:ontvangen|van \d"
    r"|d\.?d\.?|gedateerd)"
    r"|\b(?:reactie|antwoord|beantwoording)\s+(?:op\s+)?(?:uw|raadsadres|brief|burgerbrief|ingekomen)\b|\bbedankt "
    r"voor uw\b"
    r"|\b(?:hebt|heeft) u (?:ons|mij|de (?:gemeente)?raad|het college)\b[^.]{0,80}\b(?:geschreven|gestuurd|gemaild"
    r"|gevraagd|verzocht)\b",
    re.I,
)
_INFORMATION = re.compile(
    r"\b(?:raads(?:leden)?informatiebrief|raadsbrief|informatiebrief|collegebrief|commissiebrief"
    r"|memo aan de raad|wethoudersbrief|riebrief)\b",
    re.I,
)


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
        if found and any(ch.isdigit() for ch in found[0]) and not is_placeholder(raw):
            end = span.start + len(found[0].rstrip())
            return Found(part.doc.text[span.start : end], (Span(span.start, end),), "rule:letter-reference", 0.9)
    return None


def salutation_of(part: Part) -> Found[str] | None:
    """The line that greets, as printed."""
    line = part.memo(anatomy).salutation
    return Found(join_lines(line.text), (Span(line.start, line.end),), "rule:letter-salutation", 0.95) if line else None


def closing_of(part: Part) -> Found[str] | None:
    """The phrase that closes, as printed."""
    a = part.memo(anatomy)
    if a.closing is None:
        return None
    span = Span(a.closing_start, a.closing.end)
    return Found(join_lines(part.doc.text[span.start : span.end]), (span,), "rule:letter-closing", 0.95)


def letter_type(part: Part) -> Found[str] | None:
    """Who writes to whom decides: executive to council, outside to council, or an answer to a writer. Silent: "other"
    with no evidence."""
    doc, a = part.doc, part.memo(anatomy)
    head = Span(a.head[0].start, a.head[-1].end) if a.head else Span(part.start, min(part.end, part.start + 400))
    head_text = doc.text[head.start : head.end]
    opening = a.body[0].start if a.body else head.end
    begin = doc.text[opening : opening + 500]
    to = _addressee_text(part)
    to_words = words_of(to.value) if to else set()
    hail = a.salutation
    if hail:
        to_words |= words_of(hail.text)
    to_council = bool(to_words & lexicon().council) or bool(re.search(r"\buw raad\b", begin, re.I))
    signed = part.memo(executive_sign)
    told = _INFORMATION.search(head_text)
    if told and (to_council or signed):
        return _typed("council_information_letter", Span(head.start + told.start(), head.start + told.end()), 0.95)
    if to_council and signed:
        return _typed("council_information_letter", signed, 0.9)
    reply = _REPLY.search(doc.text, head.start, opening + 500)
    if reply and not to_council:
        return _typed("reply", Span(reply.start(), reply.end()), 0.85)
    theirs = first(part, "their_reference")
    if theirs and theirs.label.startswith(("uw brief", "uw e-mail", "uw mail")) and not to_council:
        return _typed("reply", theirs.spans[0], 0.8)
    if to_council and not signed and not council_signs(part):
        ground = to.spans[0] if to else Span(hail.start, hail.end) if hail else None
        if ground:
            return _typed("incoming_letter", ground, 0.85)
    return None


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
