"""What a letter asks for, as a motion would say it: verb, addressee, and what is asked."""

from __future__ import annotations

import re
from typing import Any

from griffier.extractors.correspondence.anatomy import anatomy
from griffier.extractors.dutch import deadlines, money
from griffier.extractors.joined import joined
from griffier.schemas.document import Part, Span
from griffier.schemas.evidence import Found

RULE = "rule:letter-request"
_ADDRESSEE = (
    r"(?P<addressee>u|uw (?:raad|college|gemeenteraad|fractie|commissie)|de (?:gemeente)?raad"
    r"|het college(?: van (?:B ?(?:&|en) ?W|burgemeester en wethouders))?|de gemeente(?: [A-Z][\w-]+)?"
    r"|de raadsleden|gemeenteraad en college)"
)
_SUBJECT = r"(?:wij|ik|we|ondergetekenden?|de ondergetekenden|onze (?:vereniging|stichting|organisatie))"
_MANNER = (
    r"(?:(?:\s+(?:dan ook|daarom|hierbij|nogmaals|dringend|met klem|nadrukkelijk|vriendelijk|beleefd|graag"
    r"|tevens|ook|zeer|u|dus|hiermee)){0,4})"
)
_ASK = re.compile(
    rf"(?:\b(?:{_SUBJECT})\s+(?P<verb>verzoek(?:en)?|vraag|vragen|roep(?:en)?|nodig(?:en)?"
    rf"|doen? (?=een)(?:een )?(?:dringend )?beroep op|dring(?:en)?)"
    rf"|\b(?P<inverted>verzoek(?:en)?|vraag|vragen|roep(?:en)?|nodig(?:en)?|doen?"
    rf"|dring(?:en)?)\s+(?:{_SUBJECT})(?P<beroep>\s+(?:een )?(?:dringend )?beroep op)?)"
    rf"{_MANNER}\s+(?:bij\s+)?{_ADDRESSEE}\b(?P<rest>[^.?!]{{8,900}}(?:[.!?](?=\d)[^.?!]{{0,300}})*)",
    re.I,
)
_LEMMA = {
    "verzoek": "verzoeken",
    "vraag": "vragen",
    "vragen": "vragen",
    "roep": "oproepen",
    "nodig": "uitnodigen",
    "doe": "oproepen",
    "dring": "aandringen",
}
_QUESTION = re.compile(r"^\s*(?:mij |ons )?(?:af )?(?:of|wat|waarom|hoe|wanneer|welke|wie)\b", re.I)


def requests(part: Part) -> list[dict[str, Any]]:
    """The requests of the body as drafts. "Wij vragen ons af" is none; "roepen u op" needs its "op", "nodigen u uit" its "uit"."""
    body = [line for line in part.memo(anatomy).body if not line.blank]
    if not body:
        return []
    text, start, end = part.doc.text, body[0].start, body[-1].end
    out: list[dict[str, Any]] = []
    for found in _ASK.finditer(text, start, end):
        verb = (found["verb"] or found["inverted"]).lower()
        stem = next((s for s in _LEMMA if verb.startswith(s)), None)
        rest = found["rest"]
        if stem is None or not _complete(stem, rest, verb, found["beroep"]):
            continue
        particle = re.match(r"\s+(?:op|uit|aan)\b(?=[\s,:])", rest) if stem in ("roep", "nodig", "dring") else None
        begin = found.start("rest") + (particle.end() if particle else 0)
        item = Span(begin + len(text[begin : found.end("rest")]) - len(text[begin : found.end("rest")].lstrip(" ,:\n")), found.end("rest"))
        item = Span(item.start, item.start + len(text[item.start : item.end].rstrip()))
        sentence_end = item.end + (1 if text[item.end : item.end + 1] in ".!?" else 0)
        value = joined(part.doc, item.start, sentence_end)
        if len(value) < 8:
            continue
        head = Span(found.start(), begin)
        head = Span(head.start, head.start + len(text[head.start : head.end].rstrip()))
        verb_span = Span(
            found.start("verb") if found["verb"] else found.start("inverted"), found.end("verb") if found["verb"] else found.end("inverted")
        )
        due = deadlines.first(text, item.start, item.end)
        due_span = Span(due.date_start, due.date_end) if due else None
        amounts = [m.found() for m in money.find(text, item.start, item.end)]
        out.append(
            {
                "verb": Found(_LEMMA[stem], (verb_span,), "derived:letter-request", 0.85),
                "addressee": Found(joined(part.doc, *found.span("addressee")), (Span(*found.span("addressee")),), RULE, 0.85),
                "heading": Found(joined(part.doc, head.start, head.end), (head,), RULE, 0.85),
                "items": [
                    {
                        "number": None,
                        "text": Found(value, (Span(item.start, sentence_end),), RULE, 0.8),
                        "deadline": Found(due.edtf, (due_span,), "rule:deadline", due.confidence)
                        if due and due_span and due.edtf
                        else None,
                        "deadline_raw": Found(due.raw, (Span(due.start, due.end),), "rule:deadline", due.confidence)
                        if due and due.edtf
                        else None,
                        "amounts": amounts,
                        "items": [],
                    }
                ],
            }
        )
    return out


def _complete(stem: str, rest: str, verb: str, appeal: str | None) -> bool:
    """A split verb needs its particle; a question to the reader is asked, not requested."""
    if stem == "roep":
        return bool(re.search(r"\bop\b", rest))
    if stem == "nodig":
        return bool(re.search(r"\buit\b", rest))
    if stem == "doe":
        return "beroep" in verb or appeal is not None
    if stem == "dring":
        return bool(re.search(r"\baan\b", rest))
    return not (stem in ("vraag", "vragen") and _QUESTION.match(rest) and not rest.strip().lower().startswith("of"))
