"""The subject as a person would cite it."""

from __future__ import annotations

import re

from griffier.extractors.dictum.blocks import OPENER
from griffier.extractors.dutch import dates, parties
from griffier.extractors.motions.frame import Frame, cells_in
from griffier.extractors.text.flow import FlowLine
from griffier.extractors.text.labels import is_placeholder
from griffier.schemas.evidence import Found

_KIND = (
    r"(?:(?:gewijzigde?|herziene?|aangepaste?|nieuwe|tweede|concept|sub-?|burger|initiatief|raadsbrede)\s*)?"
    r"(?:motie|amendement|sub-?amendement)"
)
_NUMBER = r"(?:\d{2}bb\d{4,7}|(?:19|20)\d\d\s[A-Z]{2}\s\d{1,4}|[A-Z]{0,3}[-. ]?\d[\w.\-/]*)"
_VREEMD = r"(?:\(?vreemd\s+aan\s+de\s+orde(?:\s+van\s+de\s+dag)?\)?\s*)?"
_FORMULA = re.compile(
    rf"\W{{0,3}}(?:{_KIND})\b\s*(?:(?:nummer|nr\.?|no\.?)\s*)?(?:\(?{_NUMBER}\)?)?\s*(?:\((?:gewijzigd|aangepast"
    rf"|herzien|nieuw|versie|concept)\w*(?:\s\d)?\)\s*)?{_VREEMD}(?:(?:op|bij)\s+(?:het\s+|de\s+)?(?:motie"
    rf"|amendement)\s+(?:nr\.?\s*)?{_NUMBER}\s*)?(?:[:–|-]\s*|(?:van|door"
    rf"|namens)\s+[^:\n]{{2,120}}?\s+(?=inzake|over|betreffende|tot|:)|(?=inzake|over\s|betreffende|m\.b\.t"
    rf"|tot\s))?:?\s*(?:(?:inzake|over|betreffende|m\.b\.t\.?|met\s+betrekking\s+tot|tot)\s+|[:–-]\s*)?",
    re.I,
)
_LED = re.compile(rf"\W{{0,3}}(?:nr\.?\s*)?{_NUMBER}\s*[-–:|]?\s+(?={_KIND}\b)", re.I)
_LED_ALONE = re.compile(r"[MA]-?\d{1,3}[a-z]?\s*[-–:.]?\s+(?=[\"'‘“]?[A-Z][a-zà-ÿ]+)")
_SUBMITTERS = re.compile(
    r"\b(?:van|door)\s+(?:het\s+lid|de\s+leden|de\s+raadsleden|het\s+raadslid|de\s+fracties?|raadslid)\b", re.I
)
_ABOUT = re.compile(r"\W{0,3}(?:inzake|over|betreffende|met\s+betrekking\s+tot)\s+(?=\w)", re.I)
_BY_WHOM = re.compile(
    r"\W{0,3}(?:van|door|ingediend\s+door)\s+(?:het\s+(?:raads)?lid|de\s+(?:raads)?leden|raadslid"
    r"|de\s+fracties?)\s(?:[^\n:]|\n(?!\n)){2,200}?"
    r"\s(?:inzake|over|betreffende)\s+(?=\w)",
    re.I,
)
_SHOUTED = re.compile(r"[A-Z]{5,}\s+$|(?:Motie|Amendement|Subamendement)\s+(?:[A-Z0-9][\w.\-/]*\d\w*\s+)?$")
_QUOTES = "\"'‘’“”„`«»"
_NO_TITLE = re.compile(
    r"\W{0,3}(?:gemeente(?:raad|blad)?\b|aan\s+de\b|de\s+(?:gemeente)?raad\b|ondergeteken|datum\b|status\b|indiener"
    r"|ingediend|ondertekend\b"
    r"|mede|fractie|nummer|pagina|raadsvergadering|vergadering|agendapunt|voorstel\b|raadsvoorstel|behorend|registratie"
    r"|aangenomen|verworpen|ingetrokken|aangehouden|portefeuille|bijlage|logo|stadhuis|postbus|https?:|www|publicatie"
    r"|ingekomen"
    r"|afdeling|jaar\b|in\s+vergadering|onderwerp|titel|voor\b|tegen\b)",
    re.I,
)


def title_of(frame: Frame) -> Found[str] | None:
    """From a label, from the line that names the kind, or the line of its own under or over it."""
    return _labelled(frame) or _judgement(frame) or _kind_line(frame) or _alone(frame) or _labelled(frame, behind=True)


def _labelled(frame: Frame, *, behind: bool = False) -> Found[str] | None:
    """The label's value; of two, the one that is no formula of kind and submitter. `behind`: what stands behind the
    dictum."""
    options = []
    for label in frame.labelled("subject"):
        if (label.start >= frame.tail[0] and bool(frame.dictum.blocks)) is not behind:
            continue
        made = _cleaned(frame, label.value_start, label.value_end, "rule:title_label", 0.93)
        if made and not is_placeholder(made.value):
            formula = bool(_SUBMITTERS.search(frame.flow.text[label.value_start : label.value_end]))
            options.append((formula, label.name in ("betreft", "inzake", "over"), made))
    return min(options, key=lambda x: (x[0], x[1]))[2] if options else None


def _cleaned(frame: Frame, start: int, end: int, rule: str, confidence: float) -> Found[str] | None:
    """Without "Motie:", number, submitter and "inzake", outer quotes and the full stop."""
    text = frame.flow.text
    while start < end and (text[start].isspace() or text[start] in "-–:|•*"):
        start += 1
    led = _LED.match(text, start, end) or _LED_ALONE.match(text, start, end)
    if led:
        start = led.end()
    formula = _FORMULA.match(text, start, end)
    if formula and formula.end() < end and formula.end() > start:
        kept = text[start : formula.end()]
        if _SHOUTED.match(kept) or re.search(
            r"[:–|)\-]\s*$|\b(?:inzake|over|betreffende|m\.b\.t\.?|tot)\s*$|\d[a-z]?\s*$|dag\)?\s*$|orde\)?\s*$|\)\s*$",
            kept,
            re.I,
        ):
            start = formula.end()
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".,;:"):
        end -= 1
    if (
        end - start > 2
        and text[start] in _QUOTES
        and text[end - 1] in _QUOTES
        and not any(c in _QUOTES for c in text[start + 1 : end - 1])
    ):
        start, end = start + 1, end - 1
    elif end - start > 2 and text[start] in '"“„‘' and not any(c in _QUOTES for c in text[start + 1 : end]):
        start += 1
    if end - start < 3 or not re.search(r"[^\W\d]{3}", text[start:end]):
        return None
    value = frame.flow.joined(start, end)
    if re.fullmatch(
        rf"{_KIND}|(?:{_KIND}\s+)?(?:nr\.?|nummer)?\s*{_NUMBER}|raadsvergadering|gemeenteraad|aangenomen|verworpen"
        rf"|ingetrokken|aangehouden|overgenomen|vervallen",
        value,
        re.I,
    ):
        return None
    return Found(value, (frame.flow.span(start, end),), rule, confidence)


_JUDGED = re.compile(
    r"\W{0,3}(?:motie\s*:\s*)?(?P<whole>motie\s+van\s+(?:treurnis|afkeuring|wantrouwen|waardering|dank|steun|vertrouwen))\b"
    r"(?P<rest>\s*(?:[:–-]|inzake|over|betreffende|tegen|aan)\s+(?P<subject>\S[^\n]*))?",
    re.I,
)


def _judgement(frame: Frame) -> Found[str] | None:
    """ "Motie van treurnis over X": what it is about, or that it is such a motion."""
    flow = frame.flow
    for line in flow.lines[:15]:
        found = _JUDGED.match(flow.text, line.start, line.end) if line.start < frame.head[1] else None
        if found and (found["rest"] or not re.search(r"\w", flow.text[found.end() : line.end])):
            if found["subject"] and not re.match(r"\s*(?:tegen|aan)\b", found["rest"], re.I):
                return _cleaned(frame, found.start("subject"), _wrapped(frame, line), "rule:title_line", 0.85)
            start, end = found.start("whole"), _wrapped(frame, line) if found["rest"] else found.end("whole")
            return Found(flow.joined(start, end), (flow.span(start, end),), "rule:title_line", 0.7)
    return None


def _kind_line(frame: Frame) -> Found[str] | None:
    """ "Motie: Sportparken", "2008 RG 104 Motie: Sportparken", "Motie inzake X" """
    flow = frame.flow
    for line in flow.lines[:15]:
        if line.start >= frame.head[1]:
            break
        led = _LED.match(flow.text, line.start, line.end)
        at = led.end() if led else line.start
        formula = _FORMULA.match(flow.text, at, line.end)
        if (
            not formula
            or formula.end() >= line.end
            or not re.search(r"[^\W\d]{3}", flow.text[formula.end() : line.end])
        ):
            continue
        kept = flow.text[at : formula.end()]
        shouted = bool(_SHOUTED.match(kept)) and not re.match(
            r"VREEMD|NR|VAN\b|Vreemd|Van\b|Nr|[a-z]|[A-Z]?[\d.-]+\W*$|\W", flow.text[formula.end() :]
        )
        if (
            not shouted
            and not re.search(r"[:–|)\-]\s*$|\b(?:inzake|over|betreffende|m\.b\.t\.?)\s*$|\d[a-z]?\s*$", kept, re.I)
            and flow.text[formula.end()] not in _QUOTES
        ):
            continue
        rest = flow.text[formula.end() : line.end]
        if dates.find(rest, years=False) and len(rest) < 30:
            continue
        return _cleaned(frame, formula.end(), _wrapped(frame, line), "rule:title_line", 0.9)
    for line in flow.lines[:15]:
        by = (
            _BY_WHOM.match(flow.text, line.start, min(line.end + 100, frame.head[1]))
            if line.start < frame.head[1]
            else None
        )
        if by:
            return _cleaned(frame, by.end(), _wrapped(frame, flow.line_at(by.end() - 1)), "rule:title_about", 0.85)
    for line in flow.lines[:15]:
        about = _ABOUT.match(flow.text, line.start, line.end)
        if about and line.start < frame.head[1] and line.index:
            return _cleaned(frame, about.end(), _wrapped(frame, line), "rule:title_about", 0.8)
    return None


def _wrapped(frame: Frame, line: FlowLine) -> int:
    """The end of a title that runs on in the next line."""
    flow = frame.flow
    end = line.end
    for after in flow.lines[line.index + 1 : line.index + 3]:
        before = flow.lines[after.index - 1]
        if after.blanks or after.start >= frame.head[1] or _NO_TITLE.match(after.text) or OPENER.match(after.text):
            break
        same = before.line.size and after.line.size == before.line.size and before.line.bold == after.line.bold
        full = len(before.text) > flow.width * 0.7
        if not (
            after.text[:1].islower()
            or before.text.rstrip().endswith((",", " en", " van", " de", " het", " in", " op", " voor", "-"))
            or (same and full)
        ):
            break
        end = after.end
    return end


def _alone(frame: Frame) -> Found[str] | None:
    """A line of the head that is nothing else: no label, number, date, party, opener or name of the municipality."""
    flow = frame.flow
    taken = {flow.line_at(x.start).index for x in frame.labels}
    for x in frame.labels:
        if x.value_end > x.value_start:
            taken |= set(range(flow.line_at(x.value_start).index, flow.line_at(x.value_end - 1).index + 1))
    tables = [s for g in frame.part.grids if g.columns > 2 for c in g.cells for s in c.spans]
    best: tuple[float, FlowLine] | None = None
    for line in flow.lines[:15]:
        if line.start >= frame.head[1] or OPENER.match(line.text):
            break
        if line.index in taken or len(cells_in(flow, line)) > 2 or not _plausible(line):
            continue
        if any(s.start <= flow.origin(line.start) < s.end for s in tables):
            continue
        score = float(line.line.size) + 2 * line.line.bold + (1 if line.blanks else 0)
        if best is None or score > best[0] + 0.5:
            best = (score, line)
        elif best and line.index == best[1].index + 1:
            continue
    if best is None:
        return None
    return _cleaned(frame, best[1].start, _wrapped(frame, best[1]), "rule:title_alone", 0.75)


def _plausible(line: FlowLine) -> bool:
    text = line.text.strip()
    if len(text) < 5 or len(text) > 180 or _NO_TITLE.match(text) or not re.search(r"[^\W\d]{4}", text):
        return False
    if re.fullmatch(rf"\W*{_KIND}\W*(?:\(?{_NUMBER}\)?)?\W*", text, re.I) or parties.is_party(text):
        return False
    if re.match(rf"\W*{_KIND}\s*{_VREEMD}\W*$", text, re.I) or re.match(r"\W*vreemd\s+aan", text, re.I):
        return False
    return not text.endswith(".") and not text[0].islower() and not (dates.find(text) and len(text) < 40)
