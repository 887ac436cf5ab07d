"""Measures of a part's structure that speak for a kind: how many lines are numbers, short items, questions."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice

from griffier.schemas.document import Line, Part

LINES = 500
"""Lines of a part that are measured, from its start."""

_NUMBER = re.compile(r"(?<![\w.,])[-+(]?(?:€ ?)?\d{1,3}(?:[.,]\d{1,3})*[-)]?(?: ?[VNvn%])?(?![\w])")
_DIGIT = re.compile(r"\d")
_ITEM = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2}|[a-zA-Z])?\s*[.):]?\s*)(?=[A-Z'\"‘“(])[^\n]{3,110}$")
_QUESTION = re.compile(r"^\W{0,2}(?:(?:vraag\s*)?\d{1,2}\s?[.):a-d]{0,3}\s+\S|vraag\s*\d{1,2}\W*$)", re.IGNORECASE)


_OPERATIVE = re.compile(
    r"\b(?:verzoek|roep|draag|dragen|opdra|spreek|spreken|besluit|vrag|vraag|nodig|stelt?\b|stellen\b|voorstel|"
    r"betreur|wens|pleit|bepleit|oproep|fersik|freg)",
    re.IGNORECASE,
)


def _lines(part: Part) -> list[Line]:
    return list(islice((line for line in part.body if line.text), LINES))


def always(part: Part) -> float:
    """One: for what speaks before anything is read."""
    return 1.0


def characters(part: Part) -> float:
    """Length of the part."""
    return float(part.end - part.start)


def numeric_lines(part: Part) -> float:
    """Share of the lines that hold two numbers or more and few letters: rows of a table."""
    lines = part.memo(_lines)
    if len(lines) < 8:
        return 0.0
    rows = 0
    for line in lines:
        if _DIGIT.search(line.text) is None:
            continue
        numbers = sum(1 for _ in islice(_NUMBER.finditer(line.text), 3))
        if not numbers:
            continue
        letters = sum(map(str.isalpha, line.text))
        if (numbers >= 2 and letters <= 60) or (numbers == 1 and letters == 0 and len(line.text) > 1):
            rows += 1
    return rows / len(lines)


def budget_figures(part: Part) -> float:
    """Share of the lines that are rows of a table, where words of budgets stand by them: figures alone are of any
    report. One word is enough on a page or two."""
    end = min(part.end, part.start + _FIRST_PAGES)
    words = {m.group().lower() for m in _BUDGET_WORD.finditer(part.doc.text, part.start, end)}
    return numeric_lines(part) if len(words) > (_FEW if end - part.start > _SHORT else 0) else 0.0


_FIRST_PAGES, _SHORT, _FEW = 20_000, 10_000, 3
"""Characters of the first pages, those of a page or two, and words that a text of more may have by accident."""

_BUDGET_WORD = re.compile(
    r"\b(?:baten|lasten|begrot|begroting|saldo|raming|realisatie|reserve|krediet|investering|afschrijving|bedragen|"
    r"incidente|structure|dekking|exploitatie|v/n|voordeel|voordelig|nadeel|nadelig|taakveld|rekening|meerjaren|bijstelling|"
    r"mutatie|storting|onttrekking|prognose|programma|uitkomst|product)",
    re.IGNORECASE,
)


def short_numbered_lines(part: Part) -> float:
    """Share of the lines that begin with a number and go on with a few words: items of an agenda."""
    lines = part.memo(_lines)
    if len(lines) < 6:
        return 0.0
    return sum(1 for line in lines if _ITEM.match(line.text) and not line.text.endswith("?")) / len(lines)


def numbered_questions(part: Part) -> float:
    """How many numbered items end, within a few lines, in a question mark."""
    lines = part.memo(_lines)
    found, at = 0, 0
    while at < len(lines):
        if _QUESTION.match(lines[at].text):
            for step in range(6):
                if at + step >= len(lines) or (step and _QUESTION.match(lines[at + step].text)):
                    break
                if "?" in lines[at + step].text:
                    found += 1
                    break
        at += 1
    return float(found)


def no_question(part: Part) -> float:
    """One where nothing is asked: no question mark, nor a numbered or labelled question."""
    text = part.doc.text
    asks = "?" in text[part.start : part.end] or re.search(r"\bvraag\s*\d", text[part.start : part.end], re.IGNORECASE)
    return 0.0 if asks else 1.0


def no_operative_verb(part: Part) -> float:
    """One where nobody is asked, called upon or told to do anything."""
    return 0.0 if _OPERATIVE.search(part.doc.text, part.start, part.end) else 1.0


def adopted_proposal(part: Part) -> float:
    """One for a proposal that bears its adoption with the day: "Aldus geamendeerd besloten in de vergadering van".

    A concept decision bound behind the proposal that it belongs to is none.
    """
    text = part.doc.text
    head = list(islice((line.text for line in part.lines if line.text), 16))
    above = ["", *head]
    titles = (line for line, before in zip(head, above, strict=False) if not _RUNS_ON.search(before))
    bears = any(_PROPOSAL.match(line) for line in titles) and _ADOPTED.search(text, part.start, part.end) is not None
    return 1.0 if bears and _CONCEPT.search(text, part.start, part.end) is None else 0.0


_PROPOSAL = re.compile(
    r"\W{0,4}(?=(?-i:[A-Z]))(?:(?:gewijzigd|geamendeerd|aangepast|herzien|gewijzigde|nieuw)\s+)*"
    r"(?:(?:raads|staten|initiatief-?(?:raads)?)voorstel|(?:raads)?voordracht|voorstel\s+(?:van|aan|tot|inzake)|preadvies)\b",
    re.IGNORECASE,
)
_RUNS_ON = re.compile(r"\b(?:het|de|dit|van|op|bij)$")
_ADOPTED = re.compile(
    r"\baldus\s+(?:\w+\s+)?(?:besloten|vastgesteld|aangenomen|gedaan)\b[^.]{0,120}?\b(?:van|op|d\.d\.|,)\s*"
    r"(?:\w+dag,?\s+)?\d{1,2}[\s-]+\w+[\s-]+\d{4}",
    re.IGNORECASE,
)
_CONCEPT = re.compile(
    r"^\W{0,4}(?:ontwerp|concept)[-\s]*(?:raads|staten)?(?:besluit|voorstel)\b", re.IGNORECASE | re.MULTILINE
)


def decided_change(part: Part) -> float:
    """One for a decision that is the change of the budget itself: its subject says so, and it prints the figures before
    and after in a table. A decision that refers to the change in an annex prints none."""
    head = [line.text for line in islice((line for line in part.body if line.text), 16)]
    decided = any(_DECIDED.match(line) for line in head) and not any(_PROPOSAL.match(line) for line in head)
    if not decided or not any(_CHANGE.search(line) for line in head):
        return 0.0
    rows = sum(1 for line in part.memo(_lines) if sum(1 for _ in islice(_NUMBER.finditer(line.text), 3)) == 3)
    return 1.0 if rows >= 3 else 0.0


_DECIDED = re.compile(r"\W{0,4}(?:raads)?besluit\b", re.IGNORECASE)
_CHANGE = re.compile(
    r"(?:\b(?:onderwerp|betreft|inzake)\b|besluit)\W.{0,60}\b(?:begrotingswijziging|wijziging\s+van\s+de\s+"
    r"(?:programma|gemeente)?begroting)\b"
    r"|^\W{0,4}(?:\w+\s+)?(?:begrotingswijziging|wijziging\s+van\s+de\s+(?:programma|gemeente)?begroting)\b.{0,30}$",
    re.IGNORECASE,
)


def dateline(part: Part) -> float:
    """One where the story begins with its place in capitals and a dash: "PROEFHOEK - De gemeenteraad heeft"."""
    head = islice((line.text for line in part.body if line.text), 14)
    return 1.0 if any(_DATELINE.match(line) for line in head) else 0.0


_DATELINE = re.compile(r"[A-Z][A-Z' -]{2,28}[A-Z]\s[-\u2013\u2014]\s(?:[A-Z][a-z]*|'[a-z])\s[\w' ]{12,}")


def motion_told(part: Part) -> float:
    """One where a motion's text, from its opening formula to its closing one, stands amid sentences of others.

    Above a motion of its own stand labels and a title, and below it names or its own explanation.
    """
    text = part.doc.text
    closes = _MOTION_CLOSES.search(text, part.start, part.end)
    opens = _MOTION_OPENS.search(text, part.start, closes.start()) if closes is not None else None
    if closes is None or opens is None or _SENTENCE.search(text, part.start, opens.start()) is None:
        return 0.0
    own = _EXPLAINS.search(text, closes.end(), part.end)
    return 1.0 if _SENTENCE.search(text, closes.end(), own.start() if own else part.end) is not None else 0.0


_MOTION_OPENS = re.compile(
    r"^\W{0,4}(?:de\s+(?:gemeente|deel)?raad\b[^\n.]{0,90}\b(?:bijeen|vergadering)|constaterende?\b|overwegende?\b)",
    re.IGNORECASE | re.MULTILINE,
)
_MOTION_CLOSES = re.compile(r"\bga(?:at|an)\s+(?:weer\s+)?over\s+tot\s+de\s+orde\s+van\s+de\s+dag\b", re.IGNORECASE)
_SENTENCE = re.compile(
    r"^\W{0,3}(?-i:[A-Z])[^\n.:;]+(?:\n[^\n.:;]+){0,3}?(?<=\W)"
    r"(?:is|zijn|heeft|hebben|wordt|worden|zegt|vraagt|dient|steunt|vindt|antwoordt|deelt|brengt|nam|hebt|wil|hebben)\b"
    r"[^\n:;]{12,}",
    re.MULTILINE,
)
_EXPLAINS = re.compile(
    r"^\W{0,3}(?:toelichting|motivering|stemverhouding|stemming|uitslag)\b", re.IGNORECASE | re.MULTILINE
)

FEATURES: dict[str, Callable[[Part], float]] = {
    "always": always,
    "characters": characters,
    "numeric_lines": numeric_lines,
    "budget_figures": budget_figures,
    "short_numbered_lines": short_numbered_lines,
    "numbered_questions": numbered_questions,
    "no_question": no_question,
    "no_operative_verb": no_operative_verb,
    "adopted_proposal": adopted_proposal,
    "decided_change": decided_change,
    "motion_told": motion_told,
    "dateline": dateline,
}
"""Name in a cue -> measure."""
