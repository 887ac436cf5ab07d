"""Whether the executive (college, burgemeester, wethouder) writes: it decides who is sender and who is addressed."""

from __future__ import annotations

import re

from griffier.extractors.letters.anatomy import anatomy, first
from griffier.extractors.letters.letter_cues import lexicon
from griffier.extractors.letters.signatures import signers
from griffier.schemas.document import Line, Part, Span

_HOUSE_STYLE = re.compile(r"^(?:portefeuillehouder|portefeuille|behandeld door)\b", re.I)


def executive_sign(part: Part) -> Span | None:
    """Where the executive signs or names itself the sender; None where it does not. Use through
    `part.memo(executive_sign)`."""
    return _in_signature(part) or _as_sender(part) or _in_house_style(part)


def _in_signature(part: Part) -> Span | None:
    """Of who signs the function or the body, or a line beside the names."""
    a, text, pattern = part.memo(anatomy), part.doc.text, lexicon().executive
    for signer in part.memo(signers):
        for span in (*signer.role, signer.on_behalf_of, signer.organization):
            if span and pattern.search(text, span.start, span.end):
                return span
    lines = (*a.signature, *(() if a.closing is None else (a.closing,)))
    return next((Span(x.start, x.end) for x in lines if _short(x) and pattern.search(x.text)), None)


def _as_sender(part: Part) -> Span | None:
    """Behind the label "Van"."""
    told = first(part, "sender")
    named = told and lexicon().executive.search(part.doc.text, told.spans[0].start, told.spans[-1].end)
    return told.spans[0] if told and named else None


def _in_house_style(part: Part) -> Span | None:
    """By a label that only the executive's letters have, where nobody else signs."""
    if council_signs(part) or _others_sign(part):
        return None
    return next((Span(x.start, x.end) for x in part.memo(anatomy).head if _HOUSE_STYLE.match(x.text)), None)


def _short(line: Line) -> bool:
    return 0 < len(line.text) < 110


def council_signs(part: Part) -> bool:
    """Does the council itself sign, by its griffier or its chair?"""
    a = part.memo(anatomy)
    lines = (*a.signature, *a.body[-3:])
    return any(_short(line) and lexicon().council_writes.search(line.text) for line in lines)


def _others_sign(part: Part) -> bool:
    """Does a body that is no municipality sign, or stand over the names?"""
    a = part.memo(anatomy)
    lines = (*a.signature, *(line for line in a.body[-3:] if line.text.endswith(",")))
    return any(_short(line) and lexicon().others.search(line.text) for line in lines)
