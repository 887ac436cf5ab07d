"""The number of a motion or amendment as printed: "M07", "2008 RG 100", "25bb006477", "2023-M-12", "H.2", "537".

A party beside it is no part of it ("H.2 SP"), and the number of a registry (RIS, zaaknummer) is a reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from griffier.extractors.dutch import parties
from griffier.extractors.dutch.paper_numbers import LETTERED, NUMBER, OF_BODY, REGISTERED, SHORT, YEAR
from griffier.extractors.dutch.words import MONTH
from griffier.extractors.motions.frame import Frame, cells_in, kinds_in
from griffier.extractors.text.flow import Flow, FlowLine
from griffier.schemas.document import Layer, PageState, Part, Span
from griffier.schemas.evidence import Found

_WORD = (
    r"(?:(?:moasje\s*/\s*)?(?:initiatief)?motie|moasje|amend?emint|amendement|sub-?amendement|initiatiefvoorstel"
    r"|m o t i e|a m e n d e m e n t)"
)
_VALUE = re.compile(
    rf"\W{{0,3}}(?P<value>(?:{REGISTERED}|{LETTERED}"
    r"|(?:[A-Z]{1,4}[-./ ]?){0,2}\d[\w.-]*(?:[/ -]+(?:[A-Z]{1,3}|\d+)[\w.-]*){0,3}|[A-Z]{1,2}[-./]?\d*))"
    r"(?:\s+\(?(?P<party>[A-Z].{0,30}?)\)?)?\W*$"
)
_REGISTERED_VALUE = re.compile(rf"\W{{0,3}}(?P<value>(?i:{REGISTERED})|{OF_BODY})\W*$")
_TITLE_LINE = re.compile(
    rf"\W{{0,3}}(?:gewijzigde?\s+|herziene?\s+|aangepaste?\s+|ingetrokken\s+)?{_WORD}\b\s*(?:(?:nummer|nr\.?"
    rf"|no\.?)\s*[:.]?\s*)?[(:#–-]?\s*(?P<value>{NUMBER})(?![\w%€]|[-–/]\d)(?=\s*(?:[():,.|–-]|$|\s+[A-Za-z\"'“‘]))",
    re.I,
)
_HEADING = re.compile(rf"\W{{0,3}}(?P<value>{SHORT})\s*[-–:.]?\s+(?=[\"'‘“]?[A-Z][a-zà-ÿ]+)")
_ALONE = re.compile(
    rf"\W{{0,3}}(?P<value>{REGISTERED}|[MA][- ]?\d{{1,3}}[a-z]?|{YEAR}[-–/ ]?[MA][-–/ ]?\d{{1,4}}"
    rf"|[MA]{YEAR}[-–]\d{{1,4}}|[MA]-?\d{{2,6}}[-–/]\d{{1,4}})(?:\s*\((?:gewijzigd|aangepast|herzien|versie)[^()]{{0,12}}\))?[^\w.]{{0,3}}$"
)
_BESIDE_PARTY = re.compile(rf"\W{{0,3}}(?P<value>{LETTERED})\s+(?P<party>[A-Z][\w&!./-]*(?:[ -][\w&!./-]+){{0,3}})\W*$")
_LED = re.compile(
    rf"\W{{0,3}}(?P<value>{YEAR}\s[A-Z]{{2}}\s\d{{1,4}}|{REGISTERED}|[MA]\d{{1,3}}[a-z]?"
    rf"|\d{{1,3}}\.\d{{1,2}})\s*[-–:]?\s+(?={_WORD}\b)",
    re.I,
)
_NR = re.compile(rf"\W{{0,3}}(?:volgnummer|volgnr|nummer|nr|no)\b\s*[.:]?\s*(?P<value>{NUMBER})(?:\W*$|\s+bij\s)", re.I)
_LETTER = re.compile(r"\W{0,3}(?:Motie|MOTIE|Amendement|AMENDEMENT)\s+(?P<value>[A-Z])\W*")
_NOUGHT = re.compile(r"[MA]-?O\d")
"""A nought that recognition read as a letter: "MO3"."""
_HEAD_LINES = 25
_HYPHENS = {0x2010: "-", 0x2011: "-"}


class _Form(NamedTuple):
    """One way in which a number is printed in the head. `whole_line`: it may run over the cells of its line."""

    pattern: re.Pattern[str]
    rule: str
    confidence: float
    whole_line: bool


_FORMS = (
    _Form(_TITLE_LINE, "number_title", 0.9, True),
    _Form(_LED, "number_title", 0.9, True),
    _Form(_NR, "number_label", 0.85, False),
    _Form(_BESIDE_PARTY, "number_beside_party", 0.9, False),
    _Form(_ALONE, "number_alone", 0.85, False),
)


def number_of(frame: Frame) -> Found[str] | None:
    """The number, from a label, the title line, or a line of its own in the head."""
    lines = [x for x in frame.flow.lines if x.start < frame.head[1]][:_HEAD_LINES]
    found = (_labelled(frame), _in_head(frame.flow, lines), _lettered(frame, lines), _heading(frame, lines))
    return next((number for number in found if number is not None), None) or _running(frame.part)


_OF_SO_MANY = re.compile(r"\s+van\s+\d", re.I)


_IN_HEADER = re.compile(rf"\W{{0,3}}{_WORD}\b[^\n]{{0,90}}?[–—|-]\s*(?:nummer|nr\.?)\s*(?P<value>{NUMBER})\W*$", re.I)
"""Kind, subject or council, and the number at the end: "MOTIE VAN AFKEURING – Raad van Proefdam – nr. M9"."""


def _running(part: Part) -> Found[str] | None:
    """In the running header or footer of the pages ("Motie M34 - Gemeente Zwolle"), where all that stand there agree.

    seen: forms of word processors whose head is the page's header.
    """
    told: list[Found[str]] = []
    for line in part.lines:
        if line.layer not in (Layer.HEADER, Layer.FOOTER):
            continue
        found = _TITLE_LINE.match(line.text) or _IN_HEADER.match(line.text)
        if found and not _OF_SO_MANY.match(line.text, found.end()) and not parties.is_party(found["value"]):
            span = Span(line.start + found.start("value"), line.start + found.end("value"))
            told.append(Found(found["value"].translate(_HYPHENS), (span,), "rule:number_running", 0.8))
    return told[0] if len({number.value for number in told}) == 1 else None


def _made(flow: Flow, found: re.Match[str], rule: str, confidence: float, shift: int = 0) -> Found[str]:
    at = shift + found.start("value")
    value = found["value"].strip().translate(_HYPHENS)
    if _NOUGHT.fullmatch(value) and flow.part.doc.page_at(flow.origin(at)).state is PageState.OCR:
        value, confidence = value.replace("O", "0"), confidence - 0.1
    return Found(value, (flow.span(at, shift + found.end("value")),), f"rule:{rule}", confidence)


def _labelled(frame: Frame) -> Found[str] | None:
    """Behind "Nummer", "Motienr.", "Stuknummer"; behind "Registratienummer" where motions are numbered so."""
    flow = frame.flow
    for field, pattern in (("number", _VALUE), ("registered", _REGISTERED_VALUE)):
        for label in frame.labelled(field):
            found = pattern.match(flow.text[label.value_start : label.value_end])
            if found:
                return _made(flow, found, "number_label", 0.93, label.value_start)
    return None


def _in_head(flow: Flow, lines: list[FlowLine]) -> Found[str] | None:
    for form in _FORMS:
        for start, end, stop in _places(flow, lines):
            found = form.pattern.match(flow.text, start, stop if form.whole_line else end)
            if (
                found is None
                or parties.is_party(found["value"])
                or _year(found["value"], flow.text[found.end() : stop])
            ):
                continue
            return _made(flow, found, form.rule, form.confidence)
    return None


def _places(flow: Flow, lines: list[FlowLine]) -> Iterator[tuple[int, int, int]]:
    """Where a number may begin: each cell, and behind what stands before the paper's kind in it, with the cell's end
    and that of its line."""
    for line in lines:
        for start, end in cells_in(flow, line):
            yield start, end, line.end
            for at in kinds_in(flow.text, start, end):
                yield at, end, line.end


def _lettered(frame: Frame, lines: list[FlowLine]) -> Found[str] | None:
    """ "Motie A" on a line of its own."""
    told = ((line, _LETTER.fullmatch(line.text)) for line in lines)
    return next((_made(frame.flow, m, "number_letter", 0.85, line.start) for line, m in told if m), None)


def _heading(frame: Frame, lines: list[FlowLine]) -> Found[str] | None:
    """ "M3 Behoud de korting": a heading that opens with the number, where the head has no other. A road ("A12") is
    none."""
    amending = re.search(r"\bamendement", frame.flow.text[: frame.head[1]], re.I)
    for k, line in enumerate(lines):
        found = _HEADING.match(line.text)
        if found is None or len(line.text) > 120 or not (k < 3 or line.line.heading or line.line.bold):
            continue
        if found["value"][0] == "M" or amending:
            return _made(frame.flow, found, "number_heading", 0.8, line.start)
    return None


def _year(value: str, rest: str) -> bool:
    """ "Motie 2023 Begroting": a year is no number."""
    return bool(re.fullmatch(YEAR, value)) or bool(
        re.match(
            r"\s*(?:miljoen|euro|%|" + MONTH + r")",
            rest,
            re.I,
        )
    )
