"""Whether the executive (college, burgemeester, wethouder) writes: it decides who is sender and who is addressed."""

from __future__ import annotations

import re

from griffier.extractors.letters.anatomy import anatomy, first
from griffier.extractors.letters.signatures import signers
from griffier.schemas.document import Part, Span

_EXECUTIVE = re.compile(
    r"\b(?:college van (?:b(?:urgemeester)? ?(?:en|&) ?w(?:ethouders)?|burgemeester en wethouders)|burgemeester en "
    r"wethouders|wethouders?"
    r"|(?:loco-?)?burgemeester|boargemaster|wethâlders?|kolleezje fan|gemeentesecretaris|stadsdeelbestuur"
    r"|dagelijks bestuur van het stadsdeel)\b",
    re.I,
)
_COUNCIL = re.compile(
    r"\b(?:(?:namens )?(?:de )?(?:gemeente)?raad (?:van|der) (?!bestuur|toezicht|commissarissen)|gemeenteraad\b"
    r"|(?:raads)?griffier\b|presidium\b|rekenkamer)",
    re.I,
)
_OTHERS = re.compile(
    r"\b(?:gedeputeerde staten|provincie|waterschap|hoogheemraad\w*|dijkgraaf|ministerie|minister|staatssecretaris"
    r"|(?:algemeen|dagelijks) bestuur"
    r"|stichting|vereniging|veiligheidsregio|omgevingsdienst|ggd|directeur-bestuurder|commissaris van de koning)\b",
    re.I,
)
_HOUSE_STYLE = re.compile(r"^(?:portefeuillehouder|portefeuille|behandeld door)\b", re.I)


def executive_sign(part: Part) -> Span | None:
    """Where the executive signs or names itself the sender; None where it does not. Use through
    `part.memo(executive_sign)`."""
    text, a = part.doc.text, part.memo(anatomy)
    for signer in part.memo(signers):
        for span in (*signer.role, signer.on_behalf_of, signer.organization):
            if span and _EXECUTIVE.search(text, span.start, span.end):
                return span
    for line in (*a.signature, *(() if a.closing is None else (a.closing,))):
        if not line.blank and len(line.text) < 110 and _EXECUTIVE.search(line.text):
            return Span(line.start, line.end)
    told = first(part, "sender")
    if told and _EXECUTIVE.search(text, told.spans[0].start, told.spans[-1].end):
        return told.spans[0]
    if council_signs(part) or _others_sign(part):
        return None
    for line in a.head:
        if _HOUSE_STYLE.match(line.text):
            return Span(line.start, line.end)
    return None


def council_signs(part: Part) -> bool:
    """Does the council itself sign, by its griffier or its chair?"""
    lines = (*part.memo(anatomy).signature, *part.memo(anatomy).body[-3:])
    return any(not line.blank and len(line.text) < 90 and _COUNCIL.search(line.text) for line in lines)


def _others_sign(part: Part) -> bool:
    """Does a body that is no municipality sign, or stand over the names?"""
    a = part.memo(anatomy)
    lines = (*a.signature, *(line for line in a.body[-3:] if line.text.endswith(",")))
    return any(not line.blank and len(line.text) < 90 and _OTHERS.search(line.text) for line in lines)
