"""Is there text, can it be trusted, and does the record have what its kind always has?"""

from __future__ import annotations

import re
from itertools import islice

from griffier.extractors.drafting.context import Context
from griffier.extractors.dutch.word_lists import common_words
from griffier.schemas.document import PageState, Part
from griffier.schemas.record import Finding, Record

ALWAYS: dict[str, tuple[str, ...]] = {
    "motion": ("title", "requests"),
    "amendment": ("title", "changes"),
    "budget_report": ("report_type", "fiscal_year"),
    "letter": ("date", "sender", "paragraphs"),
    "written_questions": ("title", "submitters", "questions"),
    "council_proposal": ("title", "decisions"),
    "council_decision": ("title", "date", "decisions"),
    "decision_list": ("date", "items"),
    "agenda": ("date", "items"),
    "minutes": ("date", "items"),
    "promise": ("items",),
}
"""Kind -> what a document of it always says: where it is absent, the reader has missed it or the document is a
fragment."""

LEAST_CONFIDENT = 75.0
"""Mean confidence of a page's words (0..100) under which its OCR is reported."""

FEW_FUNCTION_WORDS = 0.06
"""Share of function words from which a text is taken to be a language; running Dutch has 0.25 and more, a table of
accounts about 0.05."""

KNOWN_SHARE = 0.35
"""Share of words known in a word list under which a text is reported as garbled; born-digital pages have at least
0.58."""

LONGEST_WORD, GLUED_SHARE = 24, 0.2
"""Letters of a long Dutch word, and the share of letters in longer ones from which words are glued: of 326 real texts
three have half, which lost their blanks, the others 0.05 at most."""

_LEAST_WORDS = 40
_SAMPLE = 600
_WORD = re.compile(r"[^\W\d_]{2,}")
_BROKEN = re.compile(r"\(cid:\d+\)|[\ufffd\ue000-\uf8ff]{2,}")
_FUNCTION_WORDS = frozenset(
    _WORD.findall(
        "de het een van en in is dat op te voor met zijn niet aan er om door ook als bij die wordt worden naar dit "
        "uit over of tot deze "
        "the and to for that with on it fan yn der und"
    )
)


def check(record: Record, part: Part, context: Context) -> list[Finding]:
    """`text.empty`, `text.garbled`, `ocr.low_confidence`, `fields.missing`."""
    text = part.doc.text[part.start : part.end]
    pages = _pages(record, part)
    if not text.strip():
        states = ", ".join(sorted({p.state.value for p in part.pages}))
        return [
            Finding.of(
                "text.empty", f"no text was found (pages: {states})", severity="error", page=part.pages[0].number
            )
        ]
    findings = [*_failed(part), *pages]
    garbled = _garbled(text)
    if garbled:
        findings.append(Finding.of("text.garbled", garbled, page=part.pages[0].number))
    findings.extend(_missing(record))
    return findings


def _failed(part: Part) -> list[Finding]:
    """Pages of this part that could not be read at all, beside pages that could."""
    # an empty last page begins where the text ends
    pages = [
        *part.pages,
        *(p for p in part.doc.pages if p.start >= part.end == len(part.doc.text) and p not in part.pages),
    ]
    return [
        Finding.of(
            "text.empty",
            f"page {p.number} could not be read: {p.reason or 'no reason given'}",
            severity="error",
            page=p.number,
        )
        for p in pages
        if p.state is PageState.FAILED
    ]


def _pages(record: Record, part: Part) -> list[Finding]:
    index = {page.number: i for i, page in enumerate(record.source.pages)}
    return [
        Finding.of(
            "ocr.low_confidence",
            f"page {p.number} was read from its image with a confidence of {p.ocr_confidence:.0f} of 100",
            pointer=f"/source/pages/{index[p.number]}/ocr_confidence" if p.number in index else "",
            page=p.number,
        )
        for p in part.pages
        if p.state is PageState.OCR and p.ocr_confidence is not None and p.ocr_confidence < LEAST_CONFIDENT
    ]


def _garbled(text: str) -> str:
    """Why the text cannot be trusted; "" where it can. The word list is loaded only for text without function words."""
    broken = sum(len(m.group()) for m in _BROKEN.finditer(text))
    if broken > 0.05 * len(text):
        return f"{broken / len(text):.0%} of the characters have no meaning"
    words = [m.group().lower() for m in islice(_WORD.finditer(text), _SAMPLE)]
    glued = sum(len(w) for w in words if len(w) > LONGEST_WORD)
    if len(words) >= _LEAST_WORDS and glued > GLUED_SHARE * sum(map(len, words)):
        return "blanks between the words are lost"
    if len(words) < _LEAST_WORDS or sum(w in _FUNCTION_WORDS for w in words) >= FEW_FUNCTION_WORDS * len(words):
        return ""
    known = max(sum(w in common_words(language) for w in words) / len(words) for language in ("nl", "en"))
    return f"{known:.0%} of the words are known" if known < KNOWN_SHARE else ""


def _missing(record: Record) -> list[Finding]:
    return [
        Finding.of(
            "fields.missing",
            f"{name}: every {record.kind.replace('_', ' ')} has it, and none was found",
            pointer=f"/{name}",
        )
        for name in ALWAYS.get(record.kind, ())
        if getattr(record, name, None) in (None, [], "")
    ]
