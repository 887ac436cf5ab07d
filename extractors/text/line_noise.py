"""Lines inside a list that are none of its text: page numbers, rows of figures, links of footnotes, specks."""

from __future__ import annotations

import re

from griffier.extractors.dutch.words import OUTCOME
from griffier.extractors.text.flow import Flow
from griffier.extractors.text.marks import is_mark
from griffier.schemas.document import PageState

_LINK = r"(?:https?:|www\.)"
_NOTE = re.compile(rf"\W{{0,3}}\d{{0,2}}\W{{0,2}}{_LINK}|[*+\d]{{1,3}}\s+(?:{_LINK}|zie |bron:|ibid)", re.I)
_FIGURE = r"€?\s?[-–]?\d[\d.,]*"
_FIGURES = re.compile(rf"(?:[^\d\n:;]{{0,60}}?(?:[ ]{{2,}}|\t))?(?:{_FIGURE}(?:[ ]{{2,}}|[ ]?\t[ ]?)){{1,12}}{_FIGURE}")
_FURNITURE = re.compile(
    r"\W{0,3}(?:(?:pagina|pag\.|blad|page)\s+\d{1,3}(?:\s*(?:van|/|of)\s*\d{1,3})?|\d{1,3}\s*(?:/|van)\s*\d{1,3}"
    r"|(?:gemeente\s+[\w'’ -]{2,30}?\s+)?status\s*:?\s*"
    rf"{OUTCOME})\W{{0,3}}",
    re.I,
)
_LETTERS = re.compile(r"[^\W\d_]")


def is_no_text(flow: Flow, lo: int, hi: int) -> bool:
    """Page numbers, rows of tables, links of footnotes, and specks: one or two characters alone on a recognised page,
    or signs alone anywhere."""
    if (
        _FURNITURE.fullmatch(flow.text, lo, hi)
        or _FIGURES.fullmatch(flow.text, lo, hi)
        or _NOTE.match(flow.text, lo, hi)
    ):
        return True
    if hi - lo > 3 or is_mark(flow.text, lo, hi) or len(_LETTERS.findall(flow.text, lo, hi)) > 1:
        return False
    scanned = flow.part.doc.page_at(flow.origin(lo)).state is PageState.OCR
    return scanned or not any(c.isdecimal() for c in flow.text[lo:hi])
