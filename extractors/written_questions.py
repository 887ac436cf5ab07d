"""Reads documents of kind `written_questions`: number, who asks, the questions, the answers, when they were
answered."""

from __future__ import annotations

import re

from griffier.extractors.drafting.context import Context
from griffier.extractors.drafting.cues import Cue, load_cues
from griffier.extractors.drafting.draft import Draft, found_at
from griffier.extractors.general.date import labelled, own_date
from griffier.extractors.questions.askers import groups_of, read_askers
from griffier.extractors.questions.ends import closing_date
from griffier.extractors.questions.pairs import read_questions
from griffier.extractors.text.fields import answers, head_lines, head_of, value_of
from griffier.schemas.document import Part, Span
from griffier.schemas.evidence import Found

KIND = "written_questions"
CUES: tuple[Cue, ...] = load_cues("written_questions")

_NUMBER = re.compile(r"(?:[A-Z]{1,4}[-. ]?)?\d[\w./-]{0,14}$")
_IN_TITLE = re.compile(
    r"(?:schriftelijke |raads|technische )?-?vra(?:ag|gen)\s*(?:nr\.?|nummer|no\.?"
    r"|#|(?=20\d\d[-/.]\d{1,4}\b))\s*:?\s*(?P<n>(?:[A-Z]{1,3}[- ]?)?\d[\w/.-]{0,12})\b"
    r"|^\W{0,2}(?P<lead>(?:SV|RV|AV|V)?[- ]?(?:20\d\d)[-/.]\d{1,4})\b",
    re.IGNORECASE,
)


def extract(part: Part, context: Context) -> Draft:
    """The fields of this kind."""
    read = read_questions(part)
    draft: Draft = {
        "number": _number(part),
        "submitters": groups_of(read.parties)
        or read_askers(part, read.start if read.start is not None else part.end, read.end),
        "questions": list(read.questions),
        "answers": list(read.answers),
        "asked_on": labelled(part, KIND, "asked_on"),
        "answered_on": None,
        "findings": list(read.findings),
    }
    if read.answers and _beantwoording(part):
        # one date on a paper that answers: the answer's
        draft["answered_on"] = own_date(part, KIND)
    elif read.answers:
        told = (text for answer in read.answers if (text := found_at(answer, "text")) is not None)
        last = max((span.end for text in told for span in text.spans), default=part.end)
        draft["answered_on"] = labelled(part, KIND, "answered_on") or closing_date(part, last)
    return draft


def _beantwoording(part: Part) -> bool:
    return any(
        "beantwoord" in line.text.lower() or "antwoorden op" in line.text.lower() or "akkoord" in line.text.lower()
        for line in head_lines(part)[:15]
    )


def _number(part: Part) -> Found[str] | None:
    for told in answers(part.memo(head_of(KIND)), "number", KIND):
        found = value_of(part, told, "rule:number-label")
        if found is not None and _NUMBER.match(found.value):
            return found
    for line in head_lines(part)[:12]:
        match = _IN_TITLE.search(line.text)
        if match:
            name = "n" if match["n"] else "lead"
            span = Span(line.start + match.start(name), line.start + match.end(name))
            return Found(match[name], (span,), "rule:number-in-title", 0.85)
    return None
