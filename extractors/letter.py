"""Reads letters: who writes to whom, about what, what is asked, who signs, what goes with it."""

from __future__ import annotations

from griffier.extractors.drafting.context import Context
from griffier.extractors.drafting.cues import Cue, load_cues
from griffier.extractors.drafting.draft import Draft
from griffier.extractors.general import title as titles
from griffier.extractors.general.date import own_date
from griffier.extractors.letters.asks import requests
from griffier.extractors.letters.attachments import attachments
from griffier.extractors.letters.correspondents import addressees, copies
from griffier.extractors.letters.opening import (
    addressed_town,
    closing_of,
    letter_type,
    place_of,
    reference_of,
    salutation_of,
)
from griffier.extractors.letters.paragraphs import paragraphs
from griffier.extractors.letters.senders import sender, signatory
from griffier.extractors.letters.signatures import signers
from griffier.extractors.matters.answered import answered
from griffier.extractors.matters.reports import reports_on
from griffier.schemas.document import Part

CUES: tuple[Cue, ...] = load_cues("letter")


def extract(part: Part, context: Context) -> Draft:
    """The fields of a letter. A subject or a date that the letter does not label is left to the general extractors."""
    doc = part.doc
    date = own_date(part, "letter")
    title = titles.extract(part, context, "letter")
    kind = letter_type(part)
    town = addressed_town(part) if kind and kind.value == "incoming_letter" else None
    draft: Draft = {
        **({"municipality": town} if town else {}),
        "title": title,
        "letter_type": kind,
        "sender": sender(part),
        "addressees": addressees(part),
        "cc": copies(part),
        "reference": reference_of(part),
        "place": place_of(part),
        "salutation": salutation_of(part),
        "closing": closing_of(part),
        "paragraphs": paragraphs(part),
        "requests": requests(part),
        "signatories": [signatory(doc, signer) for signer in part.memo(signers)],
        "attachments": attachments(part, year=int(date.value[:4]) if date else None),
        "reports_on": [*reports_on(part, title.spans if title else ()), *answered(part, title.spans if title else ())],
    }
    return draft
