"""From blocks to the fields `recitals`, `requests` and `funding` of a record."""

from __future__ import annotations

import re

from griffier.extractors.dictum.blocks import Block
from griffier.extractors.dictum.forms import form_rows
from griffier.extractors.drafting.draft import Draft
from griffier.extractors.dutch import deadlines, money
from griffier.extractors.text.flow import Flow
from griffier.extractors.text.list_rows import Item
from griffier.extractors.text.unwrapping import join_lines
from griffier.schemas.evidence import Found


def found_text(flow: Flow, start: int, end: int, rule: str, confidence: float = 0.9) -> Found[str] | None:
    """The text of a range of the flow with its place; None where it holds nothing but punctuation."""
    value = flow.joined(start, end)
    if not re.search(r"\w", value):
        return None
    return Found(value, (flow.span(start, end),), rule, confidence)


def item_text(flow: Flow, item: Item, rule: str) -> Found[str] | None:
    """The text of one item, whole, without the marks inside it."""
    pieces = [(s, e) for s, e in item.pieces if flow.text[s:e].strip()]
    value = join_lines("\n".join(flow.text[s:e].strip() for s, e in pieces))
    if not re.search(r"\w", value):
        return None
    return Found(value, tuple(flow.span(s, e) for s, e in pieces), rule, 0.92 if item.shape != "none" else 0.88)


def item_number(flow: Flow, item: Item) -> Found[str] | None:
    """The number or letter as printed, without its punctuation."""
    if item.number is None:
        return None
    return Found(item.mark.strip("()."), (flow.span(*item.number),), "rule:item_number", 0.9)


def recital_draft(flow: Flow, block: Block) -> Draft | None:
    """One recital; None where it has no items."""
    items = [d for i in block.items if (d := _recital_item(flow, i))]
    if not items:
        return None
    head = block.head
    heading = found_text(flow, head.start, head.end, f"rule:recital_{head.name}", 0.95)
    if heading is None:
        return None
    return {
        "type": Found(head.name, heading.spans, f"derived:recital_{head.name}", 0.95),
        "heading": heading,
        "items": items,
    }


def _recital_item(flow: Flow, item: Item) -> Draft | None:
    text = item_text(flow, item, "rule:recital_item")
    if text is None:
        return None
    return {
        "number": item_number(flow, item),
        "text": text,
        "items": [d for i in item.items if (d := _recital_item(flow, i))],
    }


def request_draft(flow: Flow, block: Block, reference: str | None = None) -> Draft | None:
    """One request. `reference`: the document's date, for deadlines without a year."""
    head = block.head
    heading = found_text(flow, head.start, head.end, "rule:request_heading", 0.95)
    if heading is None:
        return None
    place = (flow.span(*head.verb),) if head.verb else heading.spans
    return {
        "verb": Found(head.name, place, f"derived:request_{head.name.replace(' ', '_')}", 0.95),
        "addressee": found_text(flow, *head.addressee, "rule:addressee", 0.9) if head.addressee else None,
        "heading": heading,
        "items": [d for i in block.items if (d := request_item(flow, i, reference))],
    }


def request_item(flow: Flow, item: Item, reference: str | None = None) -> Draft | None:
    """One thing that is asked, with its deadline and amounts."""
    text = item_text(flow, item, "rule:request_item")
    if text is None:
        return None
    first, last = text.spans[0].start, text.spans[-1].end
    deadline = deadlines.first(flow.part.doc.text, first, last, reference=reference)
    return {
        "number": item_number(flow, item),
        "text": text,
        "deadline": deadline.found() if deadline else None,
        "deadline_raw": deadline.found_raw() if deadline else None,
        "amounts": [m.found() for m in money.within(flow.part, first, last)],
        "items": [d for i in item.items if (d := request_item(flow, i, reference))],
    }


_SOURCE = (
    r"(?:uit|vanuit|met|door|binnen|ten\s+laste|via|in\s+het|in\s+de|aan\s+de|bij\s+de|:|is|te\s+vinden|kan"
    r"|wordt|komt|vindt|zal)"
)
_COVERS = r"(?:dekken|gedekt|bekostigd|bekostigen|gefinancierd|financieren|dek|putten|dekking)"
_PAYS = r"(?<!hebben\s)(?<!heeft\s)(?<!hadden\s)(?<!had\s)(?<!\bmee\s)(?<!\bmee\ste\s)(?:betalen|betaald|betaal)"
"""Who has paid something covers nothing; who pays towards something of others neither."""
_UP_TO = r"\b(?:[^.;]|\.(?=\d)){0,60}?(?<!\w)"
_FREED = r"(?:(?:beschikbaar|vrij)\s+te\s+(?:stellen|maken)|te\s+onttrekken)"
_FROM = r"(?:vanuit|uit|ten\s+laste\s+van|aan\s+de\s+(?:algemene\s+)?reserve)\b"
_SUM = r"(?:€|\b(?:bedrag|krediet|middelen|kosten)\b)(?:[^.;]|\.(?=\d)){0,100}?\b"
_FUNDING = re.compile(
    rf"\b{_COVERS}{_UP_TO}{_SOURCE}(?!\w)|\b{_PAYS}{_UP_TO}(?:uit|vanuit|met|binnen|ten\s+laste)(?!\w)"
    r"|\bten\s+laste\s+(?:te\s+(?:brengen|leggen)\s+)?van|(?:uit|vanuit|met|ten laste van)\s[^.;]{3,120}?"
    r"\b(?:te\s+dekken|gedekt|te\s+bekostigen|bekostigd|te\s+financieren|gefinancierd|te\s+betalen)\b"
    rf"|\b(?:geld|bedrag|kosten)\b[^.;]{{0,40}}\b(?:halen|nemen|komt|komen)\s+(?:(?:wij|we)\s+)?{_FROM}"
    rf"|{_SUM}{_FREED}\s{_FROM}|{_SUM}{_FROM}[^.;]{{3,100}}?(?:{_FREED}|te\s+(?:halen|putten|nemen))\b",
    re.I,
)
_NOT_FUNDING = re.compile(
    r"\b(?:hoe|of|waaruit|voorstel(?:len)?\s+(?:voor|tot)|zoeken\s+naar|onderzoeken|op\s+zoek|mogelijkhe(?:id|den)"
    r"|opties|welke"
    r"|niet\s+(?:gedekt|te\s+dekken)|ongedekt|bodem\w*|netwerk\w*|mobiele|radio\w*|\d+\s*%\s+dekking)\b",
    re.I,
)
_SENTENCE_END = re.compile(
    r"(?<!\b[A-Za-z])(?<!\bnr)(?<!\bart)(?<!\bc\.q)(?<!\bbijv)(?<!\bmax)(?<!\bmin)(?<!\bca)(?<!\bincl)(?<!\bexcl)[.!?](?:[\"'’”)])?(?=\s+[\"'“‘(]?[A-Z0-9À-Ý]|\s*$)|;\s"
    r"|;$|\n\n|(?<=\d{4})\.(?=[A-Z][a-z])"
)


def funding_in(flow: Flow, start: int, end: int) -> Found[str] | None:
    """The sentence of `[start, end)` that says what pays for it. A request to look for a cover is none."""
    for lo, hi in sentences(flow, start, end):
        sentence = flow.text[lo:hi]
        hit = _FUNDING.search(sentence)
        if not hit or _NOT_FUNDING.search(sentence[: hit.end() + 20]):
            continue
        opened = sum(sentence.count(mark) for mark in '"“„')
        closing = sentence[-1] in '"”' and opened % 2 == (sentence[-1] == '"')
        return found_text(flow, lo, hi - 1 if closing else hi, "rule:funding", 0.85)
    return None


def sentences(flow: Flow, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of a range of the flow."""
    out, at = [], start
    for stop in _SENTENCE_END.finditer(flow.text, start, end):
        out.append((at, stop.end()))
        at = stop.end()
    out.append((at, end))
    trimmed = []
    for lo, hi in out:
        raw = flow.text[lo:hi]
        lo, hi = lo + len(raw) - len(raw.lstrip()), hi - (len(raw) - len(raw.rstrip()))
        if lo < hi:
            trimmed.append((lo, hi))
    return trimmed


_COVER = r"(?:voorstel\s+(?:tot\s+|voor\s+)?)?(?:(?:financi[eë]le\s+)?dekking(?:svoorstel)?|financiering)"
_COVER_LABEL = rf"{_COVER}(?:\s*:[ ]*\n{{0,2}}|[ ]*\t[ ]*|[ ]{{3,}})"
_COVER_ASKED = (
    r"(?P<asked>wat\s+kost(?:en)?\s+(?:het|dit|dat|deze)|(?:hoe|waaruit|waarvan)\s+(?:word|betalen)[^?\n]{2,40})"
    r"(?:\s+en\s[^?\n]{3,50})?\?[ ]*\n{1,2}"
)
"""A question as a heading: "Wat kost het?"."""
_LABELLED = re.compile(rf"(?:\A|(?<=\n))\W{{0,4}}(?P<label>{_COVER_LABEL}|{_COVER_ASKED})(?=\S)", re.I)


_FIGURES = re.compile(r"(?:[-–]?\d[\d.,]*\s{1,12}){2,}[-–]?\d")


_SAYS_ITSELF = re.compile(rf"\b(?:{_COVERS}|{_PAYS}|opgevangen|opvangen)\b", re.I)
"""A sentence that says itself that it pays stands without the label before it."""


def funding_of(flow: Flow, blocks: list[Block]) -> Found[str] | None:
    """The line that a label announces ("Dekking: ..."); else the funding sentence of some blocks, item by item, so that
    a bullet is no part of it."""
    return (
        _funding_in_form(flow) or _funding_by_label(flow) or _funding_in_items(flow, blocks) or _funding_explained(flow)
    )


_NO_COVER = re.compile(r"\W*(?:n\.?v\.?t|geen|niet\s+van\s+toepassing|nader)", re.I)


def _funding_in_form(flow: Flow) -> Found[str] | None:
    """Beside "Financiële dekking" in a form."""
    for row in form_rows(flow):
        if row.value and re.fullmatch(rf"{_COVER}\W*", row.label, re.I):
            text = flow.part.doc.text
            value = join_lines("\n".join(text[s.start : s.end] for s in row.value)).strip()
            if len(value) > 8 and not _NO_COVER.match(value):
                return Found(value, row.value, "rule:funding_form", 0.85)
    return None


def _funding_by_label(flow: Flow) -> Found[str] | None:
    """The first sentence behind "Dekking:" at the head of a line."""
    for label in _LABELLED.finditer(flow.text):
        line = flow.line_at(label.end())
        for lo, hi in sentences(flow, label.end(), min(len(flow.text), line.end + 300))[:1]:
            text = flow.text[lo:hi]
            if label["asked"]:  # what it costs stands before what pays for it
                return funding_in(flow, lo, _paragraph_end(flow, lo))
            if _FIGURES.search(text):
                continue  # a row of a table
            if len(text) > 8 and not _NO_COVER.match(text):
                bare = label["label"].lower().startswith("dekking") and not _SAYS_ITSELF.search(text)
                begin = label.start("label") if bare else lo
                return found_text(flow, begin, hi, "rule:funding_label", 0.85)
    return None


def _paragraph_end(flow: Flow, start: int) -> int:
    stop = flow.text.find("\n\n", start)
    return stop if stop >= 0 else len(flow.text)


_EXPLAINS = re.compile(
    r"\W{0,4}(?:toelichting|motivering|financi[eë]le\s+(?:gevolgen|toelichting|paragraaf|consequenties))\W*", re.I
)
_PAID = re.compile(
    r"\b(?:word(?:t|en)|kan|kunnen)\s+(?:\w+\s+){0,4}?(?:gedekt|bekostigd|gefinancierd)\b|\b(?:komt|komen|kan"
    r"|kunnen)\b[^.;]{0,60}\bten\s+laste\s+van\b",
    re.I,
)
_OF_THIS = re.compile(
    r"\b(?:dit|deze|hiervan|hiermee|(?:het|de)\s+(?:lagere|hogere|mindere|extra|meer)\s?(?:opbrengst\w*|inkomsten|uitgaven|kosten"
    r"|lasten|baten)|(?:het|de)\s+(?:amendement|motie|voorstel|kosten|uitgaven|bedrag))\b",
    re.I,
)


def _funding_explained(flow: Flow) -> Found[str] | None:
    """A sentence of the explanation that says what this costs is paid from: "De kosten van dit amendement worden gedekt
    uit X."."""
    head = next((line for line in flow.lines if _EXPLAINS.fullmatch(line.text)), None)
    if head is None:
        return None
    for lo, hi in sentences(flow, head.end, len(flow.text)):
        text = flow.text[lo:hi]
        if len(text) < 300 and _PAID.search(text) and _OF_THIS.search(text) and funding_in(flow, lo, hi):
            return found_text(flow, lo, hi, "rule:funding_explained", 0.75)
    return None


def _funding_in_items(flow: Flow, blocks: list[Block]) -> Found[str] | None:
    for block in blocks:
        stack = list(reversed(block.items))
        while stack:
            item = stack.pop()
            if found := funding_in(flow, item.start, item.end):
                return found
            stack.extend(reversed(item.items))
    return None
