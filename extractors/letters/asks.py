"""What a letter asks for, as a motion would say it: verb, addressee, and what is asked."""

from __future__ import annotations

import re
from bisect import bisect_right

from griffier.extractors.dictum.drafts import request_item
from griffier.extractors.drafting.draft import Draft, drafts_at, known_at
from griffier.extractors.letters.anatomy import anatomy
from griffier.extractors.text.flow import flow_of
from griffier.extractors.text.list_rows import Item
from griffier.extractors.text.lists import list_under
from griffier.extractors.text.unwrapping import joined
from griffier.schemas.document import Part, Span
from griffier.schemas.evidence import Found

RULE = "rule:letter-request"
_ADDRESSEE = (
    r"(?P<addressee>u|uw (?:raad|college|gemeenteraad|fractie|commissie)|de (?:gemeente)?raad"
    r"|het college(?: van (?:B ?(?:&|en) ?W|burgemeester en wethouders))?|de gemeente(?-i: [A-Z][\w-]+)?"
    r"|de raadsleden|gemeenteraad en college)"
)
_SUBJECT = (
    r"(?:wij|ik|we|ondergetekenden?|de ondergetekenden|onze (?:vereniging|stichting|organisatie))"
    r"(?:,\s[^,.;:?!]{3,90},)?"
)
_MANNER = (
    r"(?:(?:\s+(?:dan ook|daarom|hierbij|nogmaals|dringend|met klem|nadrukkelijk|vriendelijk|beleefd|graag"
    r"|tevens|ook|zeer|dus|er|hiermee)){0,4})"
)
_ASK = re.compile(
    rf"(?:\b(?:{_SUBJECT})\s+(?P<verb>verzoek(?:en|t)?|vraagt?|vragen|roep(?:en|t)?|nodig(?:en|t)?"
    rf"|doe[nt]? (?=een)(?:een )?(?:dringend )?beroep op|dring(?:en|t)?)"
    rf"|\b(?P<inverted>verzoek(?:en|t)?|vraagt?|vragen|roep(?:en|t)?|nodig(?:en|t)?|doe[nt]?"
    rf"|dring(?:en|t)?)\s+(?:{_SUBJECT})(?P<beroep>\s+(?:een )?(?:dringend )?beroep op)?"
    rf"|\b(?:ons|mijn|het) (?:(?:dringende|vriendelijke|concrete|uitdrukkelijke) )?(?P<noun>verzoek|vraag) (?:is dan "
    rf"ook )?aan)"
    rf"{_MANNER}\s+(?:bij\s+)?(?:u\s+(?=\S+\s+\S+\s+te\s+(?:verzoeken|vragen)\b))?{_ADDRESSEE}\b",
    re.I,
)
_FOREIGN = re.compile(
    r"\b(?:we|i)\s+(?:would\s+like\s+to\s+|therefore\s+|kindly\s+|hereby\s+|would\s+)*"
    r"(?P<en>ask|request|urge|call\s+(?:up)?on|invite)\s+"
    r"(?P<en_to>you|(?:the|your)\s+(?:(?:city|municipal|town)\s+)?(?:council|municipality|executive))(?!\w)"
    r"|\b(?:wy\s+(?P<fy>freegje|fersykje|roppe)|(?P<fy_turned>freegje|fersykje|roppe)\s+wy)\s+"
    r"(?:dêrom\s+|dan\s+ek\s+|ek\s+)*(?P<fy_to>jo|jim|de\s+(?:gemeente)?ried|it\s+kolleezje)(?!\w)",
    re.I,
)
"""What a letter in English or Frisian asks: "We ask you to ...", "Wy freegje jo om ..."."""
_DUTCH = {
    "ask": "vragen",
    "request": "verzoeken",
    "urge": "aandringen",
    "call": "oproepen",
    "invite": "uitnodigen",
    "freegje": "vragen",
    "fersykje": "verzoeken",
    "roppe": "oproepen",
}
_TO = re.compile(r"[\s,]*(?:op\s+)?(?:to|om|for)\s+")
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
    rf"|\b(?:{_SUBJECT}\s+pleit(?:en)?|pleit(?:en)?\s+{_SUBJECT})(?:\s+er)?{_MANNER}\s+(?:er)?voor(?:\s+om)?(?=[\s:,])"
    rf"|\b(?:{_SUBJECT}\s+dring(?:en)?|dring(?:en)?\s+{_SUBJECT})(?:\s+er)?{_MANNER}\s+(?:er\s*)?(?:op\s+aan|aan\s+op)(?:\s+om)?(?=[\s:,])",
    re.I,
)
"""What the writer would like to hear, proposes or pleads for: "Graag vernemen wij van u of ...", "Wij stellen u voor om
..."."""
_WISHES = re.compile(
    r"\b(?:(?P<vernemen>vern\w+)|(?P<horen>hoor|horen)|(?P<ontvangen>ontvang\w*)|(?P<voorstellen>stel\w*)"
    r"|(?P<pleiten>pleit\w*)|(?P<aandringen>dring\w*))",
    re.I,
)
SHORTEST_WISH = 20
"""Characters: "Graag vernemen wij uw reactie" is a formula."""
SHORTEST = 8
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


def requests(part: Part) -> list[Draft]:
    """The requests of the body as drafts. "Wij vragen ons af" is none; "roepen u op" needs its "op", "nodigen u uit"
    its "uit"."""
    body = [line for line in part.memo(anatomy).body if not line.blank]
    if not body:
        return []
    asked = _asked(part, body[0].start, body[-1].end)
    # the heads of what is asked, in order: a wish inside one is part of it
    taken = [Span(_begin(r), _end(r)) for r in asked]
    starts = [span.start for span in taken]

    def free(request: Draft) -> bool:
        place = known_at(request, "heading").spans[0]
        before = bisect_right(starts, place.end) - 1
        return before < 0 or taken[before].end <= place.start

    others = (
        *_wished(part, body[0].start, body[-1].end),
        *_petitioned(part),
        *_foreign(part, body[0].start, body[-1].end),
    )
    return sorted([*asked, *(wish for wish in others if free(wish))], key=_begin)


def _begin(request: Draft) -> int:
    return known_at(request, "heading").spans[0].start


def _end(request: Draft) -> int:
    return known_at(drafts_at(request, "items")[-1], "text").spans[-1].end


def _request(
    part: Part, verb: str, said: Span, whom: Span | None, head: Span, items: list[Draft], sure: float
) -> list[Draft]:
    """One request, [] without items: the lemma of its verb and where that is said, the addressee, the heading."""
    if not items:
        return []
    return [
        {
            "verb": Found(verb, (said,), "derived:letter-request", sure),
            "addressee": Found(joined(part.doc, *whom), (whom,), RULE, sure) if whom else None,
            "heading": Found(joined(part.doc, *head), (head,), RULE, sure),
            "items": items,
        }
    ]


def _petitioned(part: Part) -> list[Draft]:
    """The requests of a petition, each over the marked items under it; [] where nobody signs as "ondergetekenden"."""
    text = part.doc.text
    if _UNDERSIGNED.search(text, part.start, min(part.end, part.start + 2000)) is None:
        return []
    out: list[Draft] = []
    for found in _PLEA.finditer(text, part.start, part.end):
        line_end = text.find("\n", found.end())
        if line_end < 0 or text[found.end() : line_end].strip(" :"):
            continue
        verb = {"roepen": "oproepen"}.get(found["verb"].lower(), found["verb"].lower())
        whom = Span(found.start("addressee"), found.end())
        items = _listed(part, found.end(), part.end)
        out += _request(part, verb, Span(*found.span("verb")), whom, Span(*found.span()), items, 0.8)
    return out


def _foreign(part: Part, start: int, end: int) -> list[Draft]:
    """What is asked in English or Frisian; a list under it gives an item each."""
    out: list[Draft] = []
    for found in _FOREIGN.finditer(part.doc.text, start, end):
        group = next(g for g in ("en", "fy", "fy_turned") if found[g])
        at = found.end()
        rest = _REST.match(part.doc.text, at, end)
        items = _list_after(part, at, end)
        if not items and rest is not None and (to := _TO.match(part.doc.text, at, end)) is not None:
            items = _sentence(part, to.end(), at + len(rest[0].rstrip()), SHORTEST)
        whom = Span(*found.span("en_to" if group == "en" else "fy_to"))
        verb = _DUTCH[found[group].split()[0].lower()]
        out += _request(part, verb, Span(*found.span(group)), whom, Span(*found.span()), items, 0.8)
    return out


def _wished(part: Part, start: int, end: int) -> list[Draft]:
    """What is asked without a verb of asking; a list under it gives an item each."""
    text = part.doc.text
    out: list[Draft] = []
    for found in _WISH.finditer(text, start, end):
        verb = _WISHES.search(text, found.start(), found.end())
        rest = _REST.match(text, found.end(), end)
        if verb is None or verb.lastgroup is None or rest is None:
            continue
        stop = found.end() + len(rest[0].rstrip())
        items = _list_after(part, found.end(), end) or _sentence(part, found.end(), stop, SHORTEST_WISH)
        group = "addressee" if found["addressee"] else "proposed_to"
        whom = Span(*found.span(group)) if found[group] else None
        out += _request(part, verb.lastgroup, Span(*verb.span()), whom, Span(*found.span()), items, 0.8)
    return out


def _asked(part: Part, start: int, end: int) -> list[Draft]:
    """What is asked with a verb of asking and to whom."""
    out: list[Draft] = []
    for found in _ASK.finditer(part.doc.text, start, end):
        group = next(g for g in ("verb", "inverted", "noun") if found[g])
        stem = next((s for s in _LEMMA if found[group].lower().startswith(s)), None)
        told = _told(part, found, group, stem, end) if stem else None
        if stem and told:
            head, items = told
            whom = Span(*found.span("addressee"))
            out += _request(part, _LEMMA[stem], Span(*found.span(group)), whom, head, items, 0.85)
    return out


def _told(part: Part, found: re.Match[str], group: str, stem: str, end: int) -> tuple[Span, list[Draft]] | None:
    """The heading of what is asked and its items: the list under it, or the rest of the sentence."""
    text, at = part.doc.text, found.end()
    items = _list_after(part, at, end)
    rest = _REST.match(text, at, end)
    told = text[at : _line_end(text, at, end)] if items else rest[0] if rest else ""
    noun = _NOUN_IS.match(told) if group == "noun" else None
    if not told.strip() or (group == "noun" and not (items or noun)):
        return None
    if not _complete(stem, told, found[group].lower(), found["beroep"]):
        return None
    if items:
        return Span(found.start(), at + len(told.rstrip(" :"))), items
    particle = noun or (_PARTICLE if stem in ("roep", "nodig", "dring") else _TO_ASK).match(told)
    begin, stop = at + (particle.end() if particle else 0), at + len(told.rstrip())
    stop += 1 if text[stop : stop + 1] in (".", "!", "?") else 0
    return Span(found.start(), begin), _sentence(part, begin, stop, SHORTEST)


def _line_end(text: str, at: int, end: int) -> int:
    stop = text.find("\n", at, end)
    return end if stop < 0 else stop


def _list_after(part: Part, at: int, end: int) -> list[Draft]:
    """The marked items under a head that ends its line in a colon."""
    told = part.doc.text[at : _line_end(part.doc.text, at, end)]
    return _listed(part, at, end) if told.rstrip().endswith(":") else []


def _listed(part: Part, at: int, end: int) -> list[Draft]:
    """The marked items on the lines below a place."""
    flow = part.memo(flow_of)
    items, _ = list_under(flow, flow.after(at), flow.after(end))
    return [d for i in items if (d := request_item(flow, i))]


def _sentence(part: Part, start: int, end: int, shortest: int) -> list[Draft]:
    """What is asked in the run of a sentence, as one item; [] under `shortest` characters."""
    lead = _LEAD.match(part.doc.text, start)
    start = lead.end() if lead else start
    flow = part.memo(flow_of)
    item = request_item(flow, Item(flow.after(start), flow.after(end))) if end - start >= shortest else None
    return [item] if item else []


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
