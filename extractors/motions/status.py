"""What became of it, only where the document says so: a label, a stamp, a line of its own, a closing sentence."""

from __future__ import annotations

import re
from functools import cache

from griffier.extractors.motions.frame import Frame, cells_in
from griffier.extractors.motions.head_labels import lexicon
from griffier.extractors.text.flow import FlowLine
from griffier.schemas.document import Layer, Span
from griffier.schemas.evidence import Found

_EMPTY_BOX = re.compile(r"\W{0,2}(?:[☐□▢❑❏]|\[\s*\]|\(\s*\))\s*\w")
_HOW = (
    r"unaniem|raadsbreed|met\s+algemene\s+stemmen|bij\s+acclamatie|in\s+meerderheid|met\s+meerderheid\s+van\s+stemmen"
)
_MARKED = r"(?:[☒☑✓✔■⊠]|\[\s?[xX✓✔]\s?\]|\(\s?[xX]\s?\))"


@cache
def _words() -> dict[str, str]:
    return {word: status for status, words in lexicon()["status"].items() for word in words}


@cache
def _any() -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(_words(), key=len, reverse=True))


@cache
def _label_value() -> re.Pattern[str]:
    return re.compile(
        rf"[^\w\n]{{0,4}}(?:(?:{_HOW}|motie|amendement|de motie|het amendement|is"
        rf"|wordt)\s+){{0,2}}(?P<word>{_any()})\b",
        re.I,
    )


@cache
def _alone() -> re.Pattern[str]:
    return re.compile(
        rf"[^\w\n]{{0,4}}(?:(?:de\s+|deze\s+|het\s+|dit\s+)?(?:motie"
        rf"|amendement)\s+(?:[\w.\-]*\d[\w.\-]*\s+)?[(:–-]?\s*(?:is\s+|wordt\s+|werd\s+)?)?(?P<word>{_any()})\b"
        r"(?=\s*(?:$|[.!)\]|/,;:–-]|met\b|\(|\d|op\s+\d|d\.d|bij\b|door\b|in\s+de\b|unaniem|raadsbreed))",
        re.I,
    )


@cache
def _sentence() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:de|deze|het|dit)\s+(?:gewijzigde\s+)?(?:motie|amendement)(?:\s+[MA]?\d+)?\s+(?:is|wordt|werd"
        rf"|was)\s+[^.;\n]{{0,80}}?\b(?P<word>{_any()})\b",
        re.I,
    )


@cache
def _counted() -> re.Pattern[str]:
    """As in "Hij is met 21 tegen 16 stemmen aangenomen", which a page may print before the motion itself."""
    return re.compile(
        rf"\b(?:(?:de|deze|onze)\s+motie|(?:het|dit|ons)\s+amendement|hij|het|deze|dit)\s+(?:is|werd"
        rf"|wordt)\s+(?:[^.;\n]|\n(?!\n)){{0,60}}?"
        rf"\b(?:met\s+\d{{1,2}}\s+(?:stemmen\s+)?(?:tegen|voor)\b(?:[^.;\n]|\n(?!\n)){{0,40}}|unaniem\s+"
        rf"|raadsbreed\s+|met\s+algemene\s+stemmen\s+)"
        rf"(?P<word>{_any()})\b",
        re.I,
    )


@cache
def _status_line() -> re.Pattern[str]:
    return re.compile(rf"\bstatus\s*:?\s*(?P<word>{_any()})\b", re.I)


@cache
def _ticked() -> re.Pattern[str]:
    return re.compile(rf"{_MARKED}\s*(?P<word>{_any()})\b", re.I)


@cache
def _within_line() -> re.Pattern[str]:
    """A label in the middle of a line, or a sentence of two words that a line break may part: "Motie verworpen."."""
    return re.compile(
        rf"\b(?:uitslag|stemuitslag|resultaat|status)\s*:\s*(?:(?:{_HOW})\s+)?(?P<word>{_any()})\b"
        rf"|(?:^|(?<=[.;\n])\s*)(?:de\s+)?(?:motie|amendement)\s+(?:(?:is|wordt)\s+)?"
        rf"(?:(?:{_HOW})\s+)?(?P<said>{_any()})\s*[.!]?[ \t]*(?:$|(?=\n))",
        re.I | re.M,
    )


def status_of(frame: Frame) -> Found[str] | None:
    """The status; None where the document is silent, lists the choices unmarked, or says two things."""
    found = [*_labelled(frame), *_stamped(frame)]
    if not found:
        found = _lines(frame)
    said = {f.value for f in found}
    return found[0] if len(said) == 1 else None


def _made(frame: Frame, word: str, start: int, end: int, rule: str, confidence: float) -> Found[str]:
    value = _words()[re.sub(r"\s+", " ", word.lower())]
    return Found(value, (frame.flow.span(start, end),), f"derived:status_{rule}", confidence)


def _choices(text: str) -> bool:
    """ "Aangenomen / Verworpen / Ingetrokken": a form that nobody filled in."""
    return len({_words()[re.sub(r"\s+", " ", w.lower())] for w in re.findall(rf"(?i:\b(?:{_any()})\b)", text)}) > 1


def _labelled(frame: Frame) -> list[Found[str]]:
    out = []
    text = frame.flow.text
    for label in frame.labelled("status"):
        found = _label_value().match(text, label.value_start, label.value_end)
        marked = list(_ticked().finditer(text, label.value_start, label.value_end))
        if len(marked) == 1:
            out.append(_made(frame, marked[0]["word"], *marked[0].span("word"), "ticked", 0.9))
        elif found and not _choices(text[label.value_start : label.value_end]):
            out.append(_made(frame, found["word"], *found.span("word"), "label", 0.95))
    return out


def _stamped(frame: Frame) -> list[Found[str]]:
    """In a stamp, or in a header that repeats it on each page."""
    out = []
    for line in frame.part.lines:
        if line.layer is Layer.BODY:
            continue
        found = (_alone() if line.layer is Layer.STAMP else _status_line()).search(line.text)
        if found and not _choices(line.text):
            value = _words()[re.sub(r"\s+", " ", found["word"].lower())]
            place = Span(line.start + found.start("word"), line.start + found.end("word"))
            out.append(Found(value, (place,), "derived:status_stamp", 0.9))
    return out[:1]


def _one_ticked(frame: Frame, line: FlowLine) -> Found[str] | None:
    """ "☒ aangenomen ☐ verworpen": the one choice of a line that is marked."""
    marked = list(_ticked().finditer(line.text)) if _choices(line.text) else []
    if len(marked) != 1:
        return None
    start, end = marked[0].span("word")
    return _made(frame, marked[0]["word"], line.start + start, line.start + end, "ticked", 0.9)


def _in_cell(frame: Frame, line: FlowLine) -> Found[str] | None:
    """A column of a line that is the outcome and nothing else: "Nr. 12      AANGEHOUDEN"."""
    cells = cells_in(frame.flow, line)
    for start, end in cells if len(cells) > 1 and not _choices(line.text) else ():
        found = _alone().match(frame.flow.text, start, end)
        if found and not re.search(r"\w", frame.flow.text[found.end() : end]):
            return _made(frame, found["word"], *found.span("word"), "line", 0.85)
    return None


def _lines(frame: Frame) -> list[Found[str]]:
    """A line that says nothing else, in the head or behind the dictum; or a sentence that closes the document."""
    flow = frame.flow
    out: list[Found[str]] = []
    for line in flow.lines:
        in_head, in_tail = line.start < frame.head[1], line.start >= frame.tail[0]
        if (
            not (in_head or in_tail)
            or (in_head and not frame.dictum.blocks and line.index > 12)
            or len(line.text) > 140
        ):
            continue
        if (ticked := _one_ticked(frame, line)) or (ticked := _in_cell(frame, line)):
            out.append(ticked)
            continue
        found = _alone().match(line.text) if not _EMPTY_BOX.match(line.text) else None
        if found and not _choices(line.text) and (line.text[:1].isupper() or not line.text[:1].isalpha()):
            out.append(
                _made(
                    frame, found["word"], line.start + found.start("word"), line.start + found.end("word"), "line", 0.9
                )
            )
    if not out:
        for found in _within_line().finditer(flow.text, *frame.tail):
            group = "word" if found["word"] else "said"
            line_end = flow.text.find("\n", found.end(group))
            if not _choices(flow.text[found.start() : line_end if line_end >= 0 else frame.tail[1]]):
                out.append(_made(frame, found[group], *found.span(group), "line", 0.85))
    for found in [*_sentence().finditer(flow.text, *frame.tail), *_counted().finditer(flow.text, *frame.head)]:
        out.append(_made(frame, found["word"], *found.span("word"), "sentence", 0.85))
    return out
