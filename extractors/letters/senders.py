"""Who writes: a labelled sender, else the first who signs with the body that the letterhead names, else the writer's
own address block."""

from __future__ import annotations

import re
from itertools import takewhile

from griffier.extractors.drafting.draft import Fields
from griffier.extractors.dutch import recognise
from griffier.extractors.letters.address_blocks import sender_block
from griffier.extractors.letters.anatomy import anatomy, first
from griffier.extractors.letters.correspondents import (
    LABEL_BEHIND,
    address_of,
    correspondent,
    from_sender_block,
)
from griffier.extractors.letters.signatures import RULE, Signer, signers
from griffier.extractors.text.labels import is_placeholder, label_at
from griffier.extractors.text.unwrapping import join_lines
from griffier.schemas.document import Document, Layer, Part, Span
from griffier.schemas.evidence import Found

_MUNICIPALITY = re.compile(
    r"\b[Gg]emeente[ ](?:'s-|’s-)?[A-ZÀ-Þ][\w’'-]+(?:[ -](?:aan|den|de|op|en|over|bij)?[ ]?[A-ZÀ-Þ][\w’'-]+){0,3}"
)
_SPOKEN_OF = re.compile(r"\b(?:door|in|binnen|bij|met|voor|uit|tussen|aan|tegen)\s+(?:de|uw|onze)\s+$", re.I)
"""What stands before a municipality that a subject speaks of."""
_BOARD = re.compile(
    r"^(?:[Hh]et |[Dd]e )?(?:dagelijks )?(?:bestuur|directie|redactie|raad van bestuur|bewoners|leden|fractie)(?: "
    r"van)?(?: (?:de|het))? "
)
_ARTICLE = re.compile(r"^(?:de|het)\s+(?=\w)", re.I)
_BODY_WRITES = re.compile(
    r"\bcollege\b|burgemeester en wethouders|\b(?:gemeente)?raad van\b|\bgemeenteraad\b|\bpresidium\b"
    r"|\bgedeputeerde staten\b|\bdijkgraaf\b|\b(?:dagelijks|algemeen) bestuur\b",
    re.I,
)
_VISIT = re.compile(r"^bezoekadres\s*:?\s*(?P<rest>.*)$", re.I)
_BESIDE = re.compile(r"\s+[|•·]\s+|\s{3,}|\s+[-–]\s+(?=postbus|tel|www|info)", re.I)
_MEMBER = re.compile(r"wethouder|burgemeester", re.I)
_EXECUTIVE = re.compile(
    r"\b(?:college(?!\s+van\s+(?:bestuur|toezicht|commissarissen))|burgemeester|wethouder|gemeentesecretaris)", re.I
)


def one(doc: Document, span: Span, rule: str = RULE, confidence: float = 0.85) -> Found[str]:
    """A span's text in one line as a found value."""
    return Found(join_lines(doc.text[span.start : span.end]), (span,), rule, confidence)


def role_of(doc: Document, signer: Signer) -> Found[str] | None:
    """The function in one line, however many lines it takes."""
    if not signer.role:
        return None
    told = " ".join(join_lines(doc.text[s.start : s.end]) for s in signer.role)
    return Found(_ARTICLE.sub("", told), tuple(signer.role), RULE, 0.85)


def signatory(doc: Document, signer: Signer) -> Fields:
    """One signatory as a draft."""
    return {
        "name": one(doc, signer.name) if signer.name else None,
        "role": role_of(doc, signer),
        "organization": one(doc, signer.organization) if signer.organization else None,
        "on_behalf_of": one(doc, signer.on_behalf_of) if signer.on_behalf_of else None,
    }


def sender(part: Part) -> Fields | None:
    """The sender as a draft; None where the letter does not say who writes."""
    out = _told(part)
    signed = part.memo(signers)
    if signed and _body_signs(part.doc, signed):
        body = signed[0].on_behalf_of
        out["organization"] = out["organization"] or (one(part.doc, _named(part, body)) if body else None)
    elif signed:
        _signed(part, out, signed[0])
    elif out["organization"] is None and out["name"] is None:
        out["organization"] = _house(part)
    if out["organization"] is None:
        out["organization"] = _learnt_body(part)
    if out["organization"] is not None and out["address"] is None:
        out["address"] = _letterhead_address(part)
    return out if any(out.values()) else None


def _told(part: Part) -> Fields:
    """What the label "Van" and the writer's own address block say, the label first."""
    told = first(part, "sender")
    labelled = correspondent(part.doc, told.spans[0].start, told.spans[-1].end, "rule:letter-sender") if told else None
    block = sender_block(part)
    boxed = from_sender_block(part.doc, block) if block else None
    out: Fields = {"name": None, "role": None, "organization": None, "address": None}
    for source in (labelled, boxed):
        for key, value in (source or {}).items():
            out[key] = out[key] or value
    return out


def _signed(part: Part, out: Fields, head: Signer) -> None:
    """What the first who signs adds."""
    out["name"] = out["name"] or (one(part.doc, head.name) if head.name else None)
    held, known = role_of(part.doc, head) if head.name else None, out["role"]
    if held is not None and (known is None or held.value.lower().startswith(known.value.lower())):
        out["role"] = held
    if out["organization"] is None:
        out["organization"] = _organization(part, head)


def _body_signs(doc: Document, signed: tuple[Signer, ...]) -> bool:
    """True where secretary and mayor sign for the college, or griffier and chair for the council, or an officer for
    the college: the body writes, not who signs first."""
    body = signed[0].on_behalf_of
    if body is None or not _BODY_WRITES.search(doc.text, body.start, body.end):
        return False
    officer = not any(_MEMBER.search(doc.text, held.start, held.end) for held in signed[0].role)
    return len(signed) > 1 or (officer and bool(_EXECUTIVE.search(doc.text, body.start, body.end)))


_THIS = re.compile(r"(?:dit|deze)\s", re.I)


def _named(part: Part, body: Span) -> Span:
    """The body that "namens dit college" means: the line of the signature that names it."""
    if not _THIS.match(part.doc.text, body.start):
        return body
    lines = (line for line in part.memo(anatomy).signature if line.start < body.start and not line.blank)
    named = (Span(x.start, x.start + len(x.text.rstrip(" ,"))) for x in lines if _BODY_WRITES.search(x.text))
    return next(named, body)


def _organization(part: Part, signer: Signer) -> Found[str] | None:
    """The body behind the signature: the municipality where the executive signs, else the body that is signed for."""
    doc = part.doc
    if signer.organization:
        return one(doc, signer.organization)
    ground = doc.text[signer.on_behalf_of.start : signer.on_behalf_of.end] if signer.on_behalf_of else ""
    role = " ".join(doc.text[s.start : s.end] for s in signer.role)
    if _EXECUTIVE.search(ground + " " + role):
        house = _house(part)
        if house:
            return house
    if not signer.on_behalf_of:
        return None
    span = signer.on_behalf_of
    board = _BOARD.match(ground)
    if board and ground[board.end() : board.end() + 1].isupper():
        span = Span(span.start + board.end(), span.end)
    return one(doc, span)


_LETTERHEAD = 6


def _learnt_body(part: Part) -> Found[str] | None:
    """An organisation that no rule knows: the model sees it on a line of its own, under the name that signs or at the
    top of the sheet, and sees no other there."""
    a = part.memo(anatomy)
    top = [line for line in a.head if not line.blank][:_LETTERHEAD]
    for lines in ([line for line in a.signature if not line.blank], top):
        seen = recognise.learnt(part.doc.text, lines[0].start, lines[-1].end) if lines else []
        bodies = [m for m in seen if m.label == "ORGANIZATION"]
        whole = [m for m in bodies if any(m.text.strip(" ,") == line.text.strip(" ,") for line in lines)]
        if len(bodies) == len(whole) == 1:
            (body,) = whole
            return Found(join_lines(body.text), (Span(body.start, body.end),), body.method, 0.65)
    return None


def _house(part: Part) -> Found[str] | None:
    """ "Gemeente X" in the letterhead, in a page header or in the signature."""
    a = part.memo(anatomy)
    lines = [line for line in part.lines if line.layer in (Layer.HEADER, Layer.FOOTER)]
    for line in (*a.signature, *lines, *a.head):
        found = _MUNICIPALITY.search(line.text)
        if found and not _SPOKEN_OF.search(line.text[: found.start()]):
            behind = LABEL_BEHIND.search(found[0])
            start = line.start + found.start()
            span = Span(start, start + (behind.start() if behind else len(found[0])))
            return Found(part.doc.text[span.start : span.end], (span,), "rule:letter-house", 0.85)
    return None


def _letterhead_address(part: Part) -> Found[str] | None:
    """The visiting address of the letterhead: the two lines after "Bezoekadres". A template's "Straatnaam 25" is
    none."""
    lines = [line for line in part.lines if not line.blank]
    for i, line in enumerate(lines[:60]):
        found = _VISIT.match(line.text)
        if not found:
            continue
        spans = []
        if found["rest"]:
            behind = _BESIDE.search(line.text, found.start("rest"))
            spans.append(Span(line.start + found.start("rest"), line.start + behind.start() if behind else line.end))
            if behind:
                # street and place of a footer that goes on with other data
                return (
                    address_of(part.doc, spans, "rule:letter-letterhead")
                    if re.search(r"\d", part.doc.text[spans[0].start : spans[0].end])
                    else None
                )
        below = takewhile(lambda more: label_at(more.text, "letter") is None, lines[i + 1 : i + 3 - len(spans)])
        spans += [Span(more.start, more.end) for more in below]
        texts = [part.doc.text[s.start : s.end] for s in spans]
        if any(is_placeholder(t) for t in texts) or not any(re.search(r"\d", t) for t in texts):
            return None
        return address_of(part.doc, spans, "rule:letter-letterhead")
    return None
