"""What a letter asks for, as a motion would say it: verb, addressee, and what is asked."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import Any

from griffier.extractors.dutch import deadlines, money
from griffier.extractors.letters.anatomy import anatomy
from griffier.extractors.text.unwrapping import joined
from griffier.schemas.document import Line, Part, Span
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
    r"|tevens|ook|zeer|dus|er|hiermee)){0,4})"
)
_ASK = re.compile(
    rf"(?:\b(?:{_SUBJECT})\s+(?P<verb>verzoek(?:en)?|vraag|vragen|roep(?:en)?|nodig(?:en)?"
    rf"|doen? (?=een)(?:een )?(?:dringend )?beroep op|dring(?:en)?)"
    rf"|\b(?P<inverted>verzoek(?:en)?|vraag|vragen|roep(?:en)?|nodig(?:en)?|doen?"
    rf"|dring(?:en)?)\s+(?:{_SUBJECT})(?P<beroep>\s+(?:een )?(?:dringend )?beroep op)?"
    rf"|\b(?:ons|mijn|het) (?:(?:dringende|vriendelijke|concrete|uitdrukkelijke) )?(?P<noun>verzoek|vraag) (?:is dan "
    rf"ook )?aan)"
    rf"{_MANNER}\s+(?:bij\s+)?(?:u\s+(?=\S+\s+\S+\s+te\s+(?:verzoeken|vragen)\b))?{_ADDRESSEE}\b",
    re.I,
)
_PLEA = re.compile(
    rf"^(?:en\s+|daarom\s+)*(?P<verb>verzoeken|vragen"
    rf"|roepen){_MANNER}\s+{_ADDRESSEE}(?:\s+van\s+(?:de\s+gemeente\s+)?(?-i:[A-Z][\w'’-]+))?",
    re.I | re.M,
)
"""The request of a petition: "Wij, ondergetekenden, ... en verzoeken de gemeenteraad van X" over a list."""
_UNDERSIGNED = re.compile(r"\b(?:wij|de)?,?\s*(?:de\s+)?ondergetekenden\b|^\W*petitie\b", re.I | re.M)
_WISH = re.compile(
    rf"\b(?:graag\s+(?:vernemen|horen|ontvangen|hoor|ontvang|verneem)\s+{_SUBJECT}"
    rf"|{_SUBJECT}\s+(?:vernemen|horen|ontvangen|hoor|ontvang|verneem)\s+graag)"
    rf"(?:\s+van\s+{_ADDRESSEE}\b)?(?=[\s,:])"
    rf"|\b(?:{_SUBJECT}\s+stel(?:len)?"
    rf"|stel(?:len)?\s+{_SUBJECT})(?:\s+{_ADDRESSEE.replace('<addressee>', '<proposed_to>')})?"
    rf"{_MANNER}\s+voor(?:\s+om)?(?=[\s:,])(?!\s+aan\b)"
    rf"|\b(?:{_SUBJECT}\s+pleit(?:en)?|pleit(?:en)?\s+{_SUBJECT})(?:\s+er)?{_MANNER}\s+(?:er)?voor(?:\s+om)?(?=[\s:,])",
    re.I,
)
"""What the writer would like to hear, proposes or pleads for: "Graag vernemen wij van u of ...", "Wij stellen u voor om
..."."""
_WISHES = re.compile(
    r"\b(?:(?P<vernemen>vern\w+)|(?P<horen>hoor|horen)|(?P<ontvangen>ontvang\w*)|(?P<voorstellen>stel\w*)"
    r"|(?P<pleiten>pleit\w*))",
    re.I,
)
SHORTEST_WISH = 20
"""Characters: "Graag vernemen wij uw reactie" is a formula."""
_REST = re.compile(r"[^.?!]{2,900}(?:[.!?](?=\d)[^.?!]{0,300})*")
_LEMMA = {
    "verzoek": "verzoeken",
    "vraag": "vragen",
    "vragen": "vragen",
    "roep": "oproepen",
    "nodig": "uitnodigen",
    "doe": "oproepen",
    "dring": "aandringen",
}
_PARTICLE = re.compile(r"\s+(?:er\s+)?(?:op aan|op|uit|aan)\b(?=[\s,:])")
_TO_ASK = re.compile(r"\s+te (?:verzoeken|vragen)\b")
_NOUN_IS = re.compile(r"\s+(?:(?:is|luidt)\s+(?:dan ook\s+)?(?:om\s+)?|om\s+)(?=\w)", re.I)
_LEAD = re.compile(
    r"[\s,:]*(?:(?:dan ook|daarom|nogmaals|dringend|met klem|vriendelijk|beleefd|graag|tevens|ook)[\s,]+)*"
)
_QUESTION = re.compile(r"^\s*(?:mij |ons )?(?:af )?(?:of|wat|waarom|hoe|wanneer|welke|wie)\b", re.I)
_MARK = re.compile(r"(?:[-–•*▪◦·]\s+|(?P<number>\(?(?:\d{1,2}|[a-h])[.)])\s+)")


def requests(part: Part) -> list[dict[str, Any]]:
    """The requests of the body as drafts. "Wij vragen ons af" is none; "roepen u op" needs its "op", "nodigen u uit"
    its "uit"."""
    body = [line for line in part.memo(anatomy).body if not line.blank]
    if not body:
        return []
    asked = _asked(part, body)
    # the heads of what is asked, in order: a wish inside one is part of it
    taken = [Span(r["heading"].spans[0].start, r["items"][-1]["text"].spans[-1].end) for r in asked]
    starts = [span.start for span in taken]

    def free(place: Span) -> bool:
        before = bisect_right(starts, place.end) - 1
        return before < 0 or taken[before].end <= place.start

    wished = [w for w in (*_wished(part, body), *_petitioned(part)) if free(w["heading"].spans[0])]
    return sorted(asked + wished, key=lambda r: r["heading"].spans[0].start)


def _petitioned(part: Part) -> list[dict[str, Any]]:
    """The requests of a petition, each over the marked items under it; [] where nobody signs as "ondergetekenden"."""
    lines = [line for line in part.body if not line.blank]
    if not lines or _UNDERSIGNED.search(part.doc.text, part.start, min(part.end, part.start + 2000)) is None:
        return []
    text = part.doc.text
    out: list[dict[str, Any]] = []
    for found in _PLEA.finditer(text, part.start, part.end):
        line_end = text.find("\n", found.end())
        listed = _marked(lines, found.end()) if line_end >= 0 and not text[found.end() : line_end].strip(" :") else []
        if not listed:
            continue
        whom = Span(found.start("addressee"), found.end())
        out.append(
            {
                "verb": Found(
                    {"roepen": "oproepen"}.get(found["verb"].lower(), found["verb"].lower()),
                    (Span(*found.span("verb")),),
                    RULE,
                    0.8,
                ),
                "addressee": Found(joined(part.doc, *whom), (whom,), RULE, 0.8),
                "heading": Found(joined(part.doc, *found.span()), (Span(*found.span()),), RULE, 0.8),
                "items": [_item(part, span, number) for span, number in listed],
            }
        )
    return out


def _wished(part: Part, body: list[Line]) -> list[dict[str, Any]]:
    """What is asked without a verb of asking; a list under it gives an item each."""
    text, start, end = part.doc.text, body[0].start, body[-1].end
    out: list[dict[str, Any]] = []
    for found in _WISH.finditer(text, start, end):
        verb = _WISHES.search(text, found.start(), found.end())
        rest = _REST.match(text, found.end(), end)
        if verb is None or verb.lastgroup is None or rest is None:
            continue
        line_end = text.find("\n", found.end(), end)
        listed = _list_after(body, text, found.end(), end if line_end < 0 else line_end)
        lead = _LEAD.match(text, found.end())
        at = lead.end() if lead else found.end()
        stop = found.end() + len(rest[0].rstrip())
        if not listed and stop - at < SHORTEST_WISH:
            continue
        whom = "addressee" if found["addressee"] else "proposed_to"
        out.append(
            {
                "verb": Found(verb.lastgroup, (Span(*verb.span()),), "derived:letter-request", 0.8),
                "addressee": Found(joined(part.doc, *found.span(whom)), (Span(*found.span(whom)),), RULE, 0.8)
                if found[whom]
                else None,
                "heading": Found(joined(part.doc, *found.span()), (Span(*found.span()),), RULE, 0.8),
                "items": [_item(part, span, number) for span, number in listed]
                if listed
                else [_item(part, Span(at, stop), None)],
            }
        )
    return out


def _asked(part: Part, body: list[Line]) -> list[dict[str, Any]]:
    """What is asked with a verb of asking and to whom."""
    text, start, end = part.doc.text, body[0].start, body[-1].end
    out: list[dict[str, Any]] = []
    for found in _ASK.finditer(text, start, end):
        group = next(g for g in ("verb", "inverted", "noun") if found[g])
        verb = found[group].lower()
        stem = next((s for s in _LEMMA if verb.startswith(s)), None)
        line_end = text.find("\n", found.end(), end)
        line_end = end if line_end < 0 else line_end
        listed = _list_after(body, text, found.end(), line_end)
        rest = _REST.match(text, found.end(), end)
        told = text[found.end() : line_end] if listed else rest[0] if rest else ""
        noun = _NOUN_IS.match(told) if group == "noun" else None
        if (
            stem is None
            or not told.strip()
            or (group == "noun" and not (listed or noun))
            or not _complete(stem, told, verb, found["beroep"])
        ):
            continue
        particle = noun or (_PARTICLE.match(told) if stem in ("roep", "nodig", "dring") else _TO_ASK.match(told))
        begin = found.end() + (particle.end() if particle else 0)
        if listed:
            head = Span(found.start(), found.end() + len(told.rstrip(" :")))
            items = [_item(part, span, number) for span, number in listed]
        else:
            head = Span(found.start(), begin)
            lead = _LEAD.match(text, begin)
            at = lead.end() if lead else begin
            stop = found.end() + len(told.rstrip())
            stop += 1 if text[stop : stop + 1] in (".", "!", "?") else 0
            items = [_item(part, Span(at, stop), None)] if stop - at >= 8 else []
        if not items:
            continue
        whom = Span(*found.span("addressee"))
        out.append(
            {
                "verb": Found(_LEMMA[stem], (Span(*found.span(group)),), "derived:letter-request", 0.85),
                "addressee": Found(joined(part.doc, *whom), (whom,), RULE, 0.85),
                "heading": Found(joined(part.doc, *head), (head,), RULE, 0.85),
                "items": items,
            }
        )
    return out


def _list_after(body: list[Line], text: str, at: int, line_end: int) -> list[tuple[Span, Span | None]]:
    """The marked items under a head that ends its line in a colon, each with its number; a line without a mark goes on
    with the item."""
    return _marked(body, at) if text[at:line_end].rstrip().endswith(":") else []


def _marked(body: list[Line], at: int) -> list[tuple[Span, Span | None]]:
    """The marked items from the line under `at` on."""
    out: list[tuple[Span, Span | None]] = []
    for previous, line in pairwise([line for line in body if line.end >= at]):
        mark = _MARK.match(line.text)
        if mark:
            number = Span(line.start, line.start + mark.end("number")) if mark["number"] else None
            out.append((Span(line.start + mark.end(), line.end), number))
        elif out and line.index == previous.index + 1 and not previous.text.endswith((".", ";")):
            out[-1] = (Span(out[-1][0].start, line.end), out[-1][1])
        else:
            break
    return out


def _item(part: Part, span: Span, number: Span | None) -> dict[str, Any]:
    text = part.doc.text
    due = deadlines.first(text, span.start, span.end)
    dated = due if due and due.edtf else None
    return {
        "number": Found(text[number.start : number.end].strip("(). "), (number,), RULE, 0.9) if number else None,
        "text": Found(joined(part.doc, span.start, span.end), (span,), RULE, 0.8),
        "deadline": Found(dated.edtf, (Span(dated.date_start, dated.date_end),), "rule:deadline", dated.confidence)
        if dated
        else None,
        "deadline_raw": Found(dated.raw, (Span(dated.start, dated.end),), "rule:deadline", dated.confidence)
        if dated
        else None,
        "amounts": [m.found() for m in money.find(text, span.start, span.end)],
        "items": [],
    }


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
