"""The number of a motion or amendment as printed: "M07", "2008 RG 100", "25bb006477", "2023-M-12", "537"."""

from __future__ import annotations

import re

from griffier.extractors.dutch import parties
from griffier.extractors.dutch.words import MONTH
from griffier.extractors.motions.frame import Frame, cells_in
from griffier.extractors.text.flow import FlowLine
from griffier.schemas.evidence import Found

_WORD = r"(?:(?:initiatief)?motie|amendement|sub-?amendement|initiatiefvoorstel)"
_SHAPE = (
    r"(?:\d{2}bb\d{4,7}|(?:19|20)\d\d-\d\d-\d\d/\d{1,3}"
    r"|(?:19|20)\d\d\s?[A-Z]{1,3}\s?\d{1,4}|(?:19|20)\d\d[-–/. ]{0,3}[MA][-–/. ]{0,3}\d{1,4}"
    r"|[MA][-. ]?(?:19|20)\d\d[-–/.]\d{1,4}|[MAS]{1,2}[-. ]?\d{2,6}[-–/]\d{1,4}|\d{2}[-/]?[MA][-/]?\d{1,4}"
    r"|[IVX]{1,5}-\d{1,3}"
    r"|[MAS]{1,2}[-. ]?\d{1,3}(?:[.-]\d{1,3})?[a-zA-Z]?|\d{1,3}[.-]\d{1,3}[a-z]?"
    r"|(?:19|20)\d\d[-–/]\d{1,4}[A-Z]{0,2}|\d{1,4}[-–/](?:19|20)\d\d|[A-Z]{1,3}\d{1,3}[a-z]?|\d{1,5}[a-z]?)"
)
_VALUE = re.compile(
    r"\W{0,3}(?P<value>(?:\d{2}bb\d{4,7}|(?:[A-Z]{1,4}[-./ ]?)?\d[\w.-]*(?:[/ -]+(?:[A-Z]{1,3}|\d+)[\w.-]*){0,3}"
    r"|[A-Z]{1,2}[-./]?\d*))\W*$"
)
_TITLE_LINE = re.compile(
    rf"\W{{0,3}}(?:gewijzigde?\s+|herziene?\s+|aangepaste?\s+|ingetrokken\s+)?{_WORD}\b\s*(?:(?:nummer|nr\.?"
    rf"|no\.?)\s*[:.]?\s*)?[(:#–-]?\s*(?P<value>{_SHAPE})(?![\w%€])(?=\s*(?:[():,.|–-]|$|\s+[A-Za-z\"'“‘]))",
    re.I,
)
_HEADING = re.compile(r"\W{0,3}(?P<value>[MA]-?\d{1,3}[a-z]?)\s*[-–:.]?\s+(?=[\"'‘“]?[A-Z][a-zà-ÿ]+)")
_ALONE = re.compile(
    r"\W{0,3}(?P<value>\d{2}bb\d{4,7}|[MA]-?\d{1,3}[a-z]?|(?:19|20)\d\d[-–/ ]?[MA][-–/ ]?\d{1,4}|[MA](?:19"
    r"|20)\d\d[-–]\d{1,4})\W{0,3}$"
)
_LED = re.compile(
    rf"\W{{0,3}}(?P<value>(?:19|20)\d\d\s[A-Z]{{2}}\s\d{{1,4}}|\d{{2}}bb\d{{4,7}}|[MA]\d{{1,3}}[a-z]?"
    rf"|\d{{1,3}}\.\d{{1,2}})\s*[-–:]?\s+(?={_WORD}\b)",
    re.I,
)
_NR = re.compile(rf"\W{{0,3}}(?:volgnummer|volgnr|nummer|nr|no)\b\s*[.:]?\s*(?P<value>{_SHAPE})\W*$", re.I)


def number_of(frame: Frame) -> Found[str] | None:
    """The number, from a label, the title line, or a line of its own in the head."""
    flow = frame.flow
    labelled = sorted(frame.labelled("number"), key=lambda x: _rank(x.name))
    for label in labelled:
        text = flow.text[label.value_start : label.value_end]
        found = _VALUE.match(text)
        if found:
            at = label.value_start + found.start("value")
            return Found(found["value"].strip(), (flow.span(at, at + len(found["value"])),), "rule:number_label", 0.93)
    lines = [x for x in flow.lines if x.start < frame.head[1]][:25]
    for pattern, rule, confidence in (
        (_TITLE_LINE, "number_title", 0.9),
        (_LED, "number_title", 0.9),
        (_NR, "number_label", 0.85),
        (_ALONE, "number_alone", 0.85),
    ):
        for line in lines:
            for begin, end in cells_in(flow, line):
                found = pattern.match(flow.text, begin, line.end if pattern in (_TITLE_LINE, _LED) else end)
                if (
                    found
                    and not _year(found["value"], flow.text[found.end() : line.end])
                    and not parties.is_party(found["value"])
                ):
                    at = found.start("value")
                    return Found(found["value"], (flow.span(at, at + len(found["value"])),), f"rule:{rule}", confidence)
    return _lettered(frame, lines) or _heading(frame, lines)


_LETTER = re.compile(r"\W{0,3}(?:Motie|MOTIE|Amendement|AMENDEMENT)\s+(?P<value>[A-Z])\W*")


def _lettered(frame: Frame, lines: list[FlowLine]) -> Found[str] | None:
    """ "Motie A" on a line of its own."""
    for line in lines:
        if found := _LETTER.fullmatch(line.text):
            at = line.start + found.start("value")
            return Found(found["value"], (frame.flow.span(at, at + 1),), "rule:number_letter", 0.85)
    return None


def _heading(frame: Frame, lines: list[FlowLine]) -> Found[str] | None:
    """ "M3 Behoud de korting": a heading that opens with the number, where the head has no other. A road ("A12") is
    none."""
    for k, line in enumerate(lines):
        found = _HEADING.match(line.text)
        if found is None or len(line.text) > 120 or not (k < 3 or line.line.heading or line.line.bold):
            continue
        if found["value"][0] == "A" and not re.search(r"\bamendement", frame.flow.text[: frame.head[1]], re.I):
            continue
        at = line.start + found.start("value")
        return Found(found["value"], (frame.flow.span(at, at + len(found["value"])),), "rule:number_heading", 0.8)
    return None


def _rank(name: str) -> int:
    """A motion's own number before the number of the paper, before the letter under which it came in."""
    for rank, words in enumerate(
        (
            ("motie", "amendement"),
            ("nummer", "nr", "volgnummer"),
            ("ingekomen onder nummer",),
            ("registratie",),
            ("kenmerk",),
        )
    ):
        if any(name == w or (rank in (0, 3) and w in name) for w in words):
            return rank
    return 9


def _year(value: str, rest: str) -> bool:
    """ "Motie 2023 Begroting": a year is no number."""
    return bool(re.fullmatch(r"(?:19|20)\d\d", value)) or bool(
        re.match(
            r"\s*(?:miljoen|euro|%|" + MONTH + r")",
            rest,
            re.I,
        )
    )
