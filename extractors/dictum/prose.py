"""What is asked inside running sentences: "Daarom verzoekt de Almeerse Partij het college te ...", "Wij vragen u om
..."."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from griffier.extractors.dictum.blocks import Block
from griffier.extractors.dictum.dictum_cues import finite
from griffier.extractors.dictum.drafts import sentences
from griffier.extractors.dictum.headings import Head, passive_at, request_at
from griffier.extractors.text.flow import Flow
from griffier.extractors.text.list_rows import Item
from griffier.schemas.geometry import Span
from griffier.schemas.view import View

_LEAD = r"(?:(?:daarom|derhalve|hierom|om die reden|daarnaast|verder|voorts|tevens|ook|en)\s+)?"
_GROUP = r"(?-i:[A-Z0-9][\w+’'-]*)(?:(?: ?[/&] ?| )(?:(?:van|voor|de|der|en|het)\s){0,2}(?-i:[A-Z0-9][\w+’'-]*)){0,4}"
_WHO = rf"(?:(?:de|het|onze|uw)\s+)?(?:(?:fracties?|leden|lid|partij)\s+(?:van\s+(?:de\s+|het\s+)?)?)?{_GROUP}"
_SUBJECT_BEFORE = re.compile(rf"{_LEAD}(?P<who>{_WHO})\s+(?=\w+t\b|\w+en\b)", re.I)
_SUBJECT_AFTER = re.compile(rf"\s+(?P<who>{_WHO})(?=\s+(?:het|de|zijn|haar|alle|onze)\b)", re.I)
_BAD_SUBJECT = re.compile(
    r"\b(?:colleges?|wethouders?|burgemeester|bewoners?|inwoners?|gemeente|ministers?|kabinet|rijk|provincie"
    r"|commissie|motie|hij"
    r"|zij|dit|dat|die|er|het|wie|men)\b",
    re.I,
)
_OF_COUNCIL = re.compile(r"(?:de|het)\s+(?:fracties?|leden|lid|partij)\b", re.I)
_ARTICLE = re.compile(r"\b(?:de|het|onze|uw)\s+", re.I)


@dataclass(frozen=True, slots=True)
class Asked:
    """A block from prose, and the range of the party or group that asks, where the sentence names it."""

    block: Block
    who: tuple[int, int] | None


def asked_in_prose(flow: Flow, start: int, end: int, *, spared: tuple[tuple[int, int], ...] = ()) -> list[Asked]:
    """What the sentences of `[start, end)` ask, ranges in `spared` left out."""
    out: list[Asked] = []
    for lo, hi in sentences(flow, start, end):
        if any(s < hi and lo < e for s, e in spared):
            continue
        found = _sentence(flow, lo, hi)
        if found:
            out.append(found)
    return out


def _sentence(flow: Flow, lo: int, hi: int) -> Asked | None:
    text = flow.text
    if not finite().search(text, lo, hi) and "word" not in text[lo:hi]:
        return None
    head, who = _asking(flow, lo, hi)
    if head is None or head.end >= hi:
        return None
    begin = head.end
    item = Item(begin + len(text[begin:hi]) - len(text[begin:hi].lstrip(" ,:\n")), hi)
    if item.end - item.start < 8:
        return None
    head = replace(head, start=lo, body=item.start, open=False)
    return Asked(Block(head, (item,), hi), who)


def _asking(flow: Flow, lo: int, hi: int) -> tuple[Head | None, tuple[int, int] | None]:
    """The heading that a sentence is, and who asks where it names one."""
    text = flow.text
    head = _addressed(request_at(text, lo))
    if head and head.addressee and _OF_COUNCIL.match(text, head.addressee[0]):
        turned, who = _inverted(flow, lo, hi)  # "Daarom vraagt de fractie X het college"
        return turned or head, who
    if head:
        return head, None
    found = _SUBJECT_BEFORE.match(text, lo, hi)
    if found and not _BAD_SUBJECT.search(_ARTICLE.sub("", found["who"])):
        head = _addressed(request_at(text, found.end()))
    if found and head:
        return head, found.span("who")
    head, who = _inverted(flow, lo, hi)
    return head or passive_at(text, lo), who


def _addressed(head: Head | None) -> Head | None:
    """In prose only a head with an addressee counts, or "spreekt uit"."""
    return head if head and (head.addressee or head.name == "uitspreken") else None


def _inverted(flow: Flow, lo: int, hi: int) -> tuple[Head | None, tuple[int, int] | None]:
    """The order "Daarom verzoekt de Almeerse Partij het college"."""
    lead = re.compile(_LEAD, re.I).match(flow.text, lo, hi)
    at = lead.end() if lead else lo
    verb = finite().match(flow.text, at, hi)
    found = _SUBJECT_AFTER.match(flow.text, verb.end(), hi) if verb else None
    if verb is None or found is None or _BAD_SUBJECT.search(_ARTICLE.sub("", found["who"])):
        return None, None
    straight = View.gathered(flow.text, (Span(at, verb.end()), Span(found.end(), hi)))
    turned = _addressed(request_at(straight.text, 0))
    if turned is None:
        return None, None
    addressee = straight.span(*turned.addressee) if turned.addressee else None
    end, body = straight.span(0, turned.end).end, straight.span(turned.body, turned.body).start
    return replace(turned, start=at, end=end, body=body, addressee=addressee, verb=verb.span()), found.span("who")
