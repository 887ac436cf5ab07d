"""The council proposal that a motion or amendment belongs to, and whether it is out of order."""

from __future__ import annotations

import re

from griffier.extractors.dictum.drafts import found_text
from griffier.extractors.drafting.draft import Draft
from griffier.extractors.motions.frame import Frame
from griffier.extractors.motions.meeting import agenda_item_of
from griffier.schemas.evidence import Found

_REFERENCE = re.compile(
    r"(?P<ref>Gemeenteblad\s+(?:\w+\s+)?afd\.\s*\d+,?\s*nr\.\s*\d+|VN\d{4}-\d{3,6}|\d{2}bb\d{4,7}"
    r"|(?:raads)?voorstel(?:nummer)?\s*(?:nr\.?|nummer)?\s*[:.]?\s*(?P<nr>(?:RV\s?)?[A-Z]?\d[\w./-]*\d)"
    r"|RV[- ]?\d[\w.-]*"
    r"|zaak(?:nummer)?\s*:?\s*(?P<zaak>[A-Z]?\d[\w./-]{3,}))",
    re.I,
)
_HEARD = re.compile(
    r"(?:de\s+|het\s+)?(?:discussie|beraadslaging(?:en)?|behandeling|bespreking|debat|gedachtewisseling)\s+(?:over"
    r"|van|inzake"
    r"|omtrent|betreffende)\s+(?:het\s+(?:raads)?voorstel\s+(?:inzake\s+|over\s+|tot\s+)?|de\s+"
    r"|het\s+)?(?:agendapunt\s+[\w.]+\s*[:,]?\s+)?(?P<title>[^\n(.;:][^(.;:]{2,300})",
    re.I,
)
_REGISTRY = r"(?:RIS|BB|VN|RV)[- ]?\d[\w.-]*\d"
_TABLED_WITH = re.compile(
    r"\b(?:bespreking|behandeling)\s+van\s+(?:het\s+|de\s+)?(?:\w+d\s+)?(?:raads)?voorstel\s+(?:van\s+(?:het\s+)?college\s+)?"
    r"(?P<about>(?:inzake|over|tot|betreffende)\s+)?(?:(?:het|de)\s+)?(?P<title>[^(;:\"'“‘]{5,300}?)\s*,?\s*"
    rf"(?:\(\s*(?P<nr>{_REGISTRY})\s*\)|(?(about)(?=[.,;]?\s*(?:\n\n|\Z))|(?!)))",
    re.I,
)
_BELONGS = re.compile(
    r"^\W{0,3}(?:behorende?|hoort)\s+bij\s+(?:het\s+)?(?:raads|college)?voorstel(?:\s+(?:nr\.?|nummer))?\s*:?\s*"
    r"(?P<nr>(?=[A-Z\d./-]*\d)[A-Z\d][A-Z\d./-]+)\s*[,:–-]?\s*(?:(?:inzake|over|betreffende)\s+)?(?P<title>[^\s\d(][^\n(]{3,160}?)\W*$",
    re.I | re.M,
)
"""A line that says it: "Behorende bij raadsvoorstel 23RV041 Woonvisie"."""
_BESIDE_NUMBER = re.compile(
    r"^\W{0,3}(?:sub-?)?(?:amendement|motie)\s+(?:(?:nr\.?|nummer)\s*)?(?=\S*\d)[A-Z\d][\w./-]*\s+bij\s+(?:(?:de|het)\s+)?"
    r"(?:(?:raads)?voorstel\s+)?(?P<title>\w*(?:nota|begroting|verordening|visie|plan|brief|stukken)\b[^\n(]{0,80}?)\W*$",
    re.I | re.M,
)
"""Behind the paper's own number: "Amendement A-03 bij Kadernota 2027"."""
_TABLED_WITH_QUOTED = re.compile(
    r"\b(?:(?:bespreking|behandeling)\s+van|beraadslaging(?:en)?\s+over|behandelende|besprekende|beraadslagende\s+over"
    r"|naar\s+aanleiding\s+van|n\.a\.v\.|gezien|behorende\s+bij)\s+(?:het\s+)?(?:raads|college)?voorstel\s+"
    r"(?:(?:nr\.?|nummer)\s*)?(?P<nr>(?:RV\s?)?[A-Z]?\d[\w./-]*\d)?\s*[,:–-]?\s*(?:(?:inzake|over|tot|betreffende)\s+)?"
    r"[\"“„‘'](?P<title>[^\"“”„‘’'\n]{4,200})[\"”’']"
    r"(?:\s*\(\s*(?:nr\.?\s*)?(?P<behind>[A-Z]{0,4}[- ]?\d[\w./-]*\d)\s*\))?",
    re.I,
)
"""What the council met to discuss, by its formula of opening."""
_VREEMD = re.compile(
    r"\bvreemd\s+aan\s+de\s+(?:orde|agenda)|\bniet[- ]geagendeerde?\s+motie|\bactuele\s+motie\b|\bmotie\s+vreemd\b"
    r"|\bniet\s+op\s+de\s+agenda\s+(?:opgenomen|geplaatst|staand)e?\s+onderwerp\b",
    re.I,
)
_CHANGES = re.compile(
    r"\b(?:te\s+(?:schrappen|wijzigen|vervangen|verwijderen|verzoeken|\w+en\s+door)|toe\s+te\s+voegen|op\s+te\s+nemen"
    r"|laten\s+vervallen)\b",
    re.I,
)


def proposal_of(frame: Frame) -> Draft | None:
    """By a label ("Raadsvoorstel: ..."), else from what the council heard."""
    flow = frame.flow
    if opening := _from_opening(frame):
        return opening
    for label in frame.labelled("proposal"):
        if label.start >= frame.head[1] and frame.dictum.blocks:
            continue
        made = _from_label(frame, label.value_start, label.value_end)
        if made:
            return made
    for block in frame.dictum.blocks:
        if block.head.name not in ("having_heard", "having_read"):
            continue
        for item in block.items:
            made = _from_heard(frame, item.start, item.end)
            if made:
                return made
    reference = _REFERENCE.search(flow.text, *frame.head)
    if reference and reference["nr"]:
        return {
            "title": None,
            "reference": Found(reference["nr"], (flow.span(*reference.span("nr")),), "rule:proposal", 0.8),
        }
    return None


def _from_opening(frame: Frame) -> Draft | None:
    """What the council says that it met to discuss."""
    flow = frame.flow
    opening = _TABLED_WITH.search(flow.text, *frame.head) or _TABLED_WITH_QUOTED.search(flow.text, *frame.head)
    if opening is None:
        opening = _BELONGS.search(flow.text, *frame.head) or _BESIDE_NUMBER.search(flow.text, *frame.head)
    if opening is None:
        return None
    title = found_text(flow, *opening.span("title"), "rule:proposal", 0.85)
    key = next((k for k in ("nr", "behind") if opening.groupdict().get(k)), None)
    number = Found(opening[key], (flow.span(*opening.span(key)),), "rule:proposal", 0.85) if key else None
    return {"title": title, "reference": number}


def _reference(frame: Frame, start: int, end: int) -> tuple[Found[str], int] | None:
    found = _REFERENCE.search(frame.flow.text, start, end)
    if not found:
        return None
    key = "nr" if found["nr"] else "zaak" if found["zaak"] else "ref"
    return Found(
        frame.flow.joined(*found.span(key)), (frame.flow.span(*found.span(key)),), "rule:proposal", 0.85
    ), found.start()


def _from_label(frame: Frame, start: int, end: int) -> Draft | None:
    text = frame.flow.text[start:end]
    if re.match(r"\W*agendapunt", text, re.I):
        item = agenda_item_of(frame)
        return {"title": item["title"], "reference": None} if item and item["title"] else None
    if len(text) > 240 or _CHANGES.search(text):
        return None
    reference = _reference(frame, start, end) or _bare_number(frame, start, end)
    title = _titled(frame, start, end, reference)
    if title is None and reference is None:
        return None
    return {"title": title, "reference": reference[0] if reference else None}


def _bare_number(frame: Frame, start: int, end: int) -> tuple[Found[str], int] | None:
    """A number with which a value begins."""
    bare = _BARE_NUMBER.match(frame.flow.text, start, end)
    if bare is None:
        return None
    return Found(bare["nr"], (frame.flow.span(*bare.span("nr")),), "rule:proposal", 0.85), bare.start("nr")


_BARE_NUMBER = re.compile(r"\W*(?P<nr>[A-Z]{0,4}[-. ]?\d[\w./-]*)")


def _titled(frame: Frame, start: int, end: int, reference: tuple[Found[str], int] | None) -> Found[str] | None:
    """The title before the reference, or behind one with which the value begins."""
    flow = frame.flow
    if reference is None or flow.text[start : reference[1]].strip(" ,(–-"):
        raw = flow.text[start : reference[1] if reference else end].rstrip(" ,(–-:")
        return found_text(flow, start, start + len(raw), "rule:proposal", 0.8)
    at = flow.after(reference[0].spans[-1].end)
    raw = flow.text[at:end]
    lead = len(raw) - len(raw.lstrip(" ,:–-()\"'‘“"))
    return found_text(flow, at + lead, end, "rule:proposal", 0.8) if len(raw.strip()) > 6 else None


def _from_heard(frame: Frame, start: int, end: int) -> Draft | None:
    flow = frame.flow
    heard = _HEARD.match(flow.text, start, end)
    if not heard:
        return None
    at, stop = heard.span("title")
    stop = min(stop, end)
    reference = _reference(frame, at, end)
    if reference and reference[1] < stop:
        stop = reference[1]
    raw = flow.text[at:stop].rstrip(" ,(\n–-")
    title = found_text(flow, at, at + len(raw), "rule:proposal", 0.75) if len(raw) > 3 else None
    if title is None and reference is None:
        return None
    return {"title": title, "reference": reference[0] if reference else None}


_NO_BEFORE = re.compile(r"\b(?:geen|niet|of)\s+(?:een\s+)?(?:motie\s+)?$", re.I)
_BOX_BEFORE = re.compile(r"[☐□]\s*\w*\s*$")
_TICKED = re.compile(r"[☒☑✓✔■]")
_NO_BEHIND = re.compile(r"[^\n]{0,20}\b(?:nee|ja\s*/\s*nee)\b", re.I)


def out_of_order_of(frame: Frame) -> Found[bool] | None:
    """True where the head calls it "vreemd aan de orde van de dag"; false where its box stays empty beside one that is
    ticked; None where the document is silent or no box is ticked."""
    flow = frame.flow
    limit = min(len(flow.text), frame.head[1] + 200)
    for found in _VREEMD.finditer(flow.text, 0, limit):
        before = flow.text[max(0, found.start() - 30) : found.start()]
        if _BOX_BEFORE.search(before):
            line = flow.line_at(found.start())
            if _TICKED.search(line.text):
                return Found(False, (flow.span(*found.span()),), "rule:out_of_order", 0.85)
            continue
        if _NO_BEFORE.search(before) or _NO_BEHIND.match(flow.text, found.end(), found.end() + 25):
            continue
        return Found(True, (flow.span(*found.span()),), "rule:out_of_order", 0.92)
    return None
