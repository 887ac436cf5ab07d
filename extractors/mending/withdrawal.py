"""Values of recognised pages that cannot be right as they were read: they become null, with the finding `ocr.unproven`.

A date that has lost its day to a stroke ("|L september 2025" is no date of a month), a day of the week that is not the
date's, a header that repeats the date with another year, a party that may be either of two, an amount whose figure
breaks off in letters, a body that the model of names saw over damaged print. Only values of pages that came out of OCR
are judged: elsewhere what is printed is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from griffier.extractors.dutch import dates, money
from griffier.extractors.dutch.damaged_names import is_damaged
from griffier.extractors.dutch.words import DAY_PART, MONTHS, WEEKDAY, WEEKDAYS
from griffier.extractors.mending.lexicon import frequencies
from griffier.extractors.mending.misread_names import could_be
from griffier.extractors.mending.repair import optical_ranges
from griffier.schemas.document import Document, Span
from griffier.schemas.evidence import Evidence
from griffier.schemas.record import Finding, Record

_DATES = frozenset({"/date", "/meeting/date", "/asked_on", "/answered_on"})
_WEEKDAY = re.compile(
    r"\b(?P<day>" + WEEKDAY + r")" + DAY_PART + r"?,?[ ]+(?:de[ ]+)?\Z",
    re.I,
)
_LAST_TOKENS = re.compile(r"(?:(?P<second>\S+)[ ]+)?(?P<last>\S+)[ ]+\Z")
_LABELLED = re.compile(r"(?m)(?:^|[ ]{2,})(?:Datum|Verzonden|Verzenddatum)[ ]{0,3}:?[ ]{1,8}(?=\S)")
_KNOWN = 1e-6
_FIGURE = re.compile(r"(?<![x×] )(?<![x×])€[ \u00a0]?(?P<figure>[\dlIOoSB|][^\s;:()]*)")
_AMOUNT = re.compile(r"/amounts/\d+/value\Z")
_BROKEN_OFF = re.compile(r"[?!*^~'\"|\]\[}{lIOoSBZ][\d.,]*\d")
"""What goes on where a figure was cut by a character that no figure has."""
_MOST = 20
"""Amounts that could not be read, of one document, that get a finding each."""


def without_unproven(record: Record, doc: Document) -> Record:
    """The record without the values that cannot be right; the same object where there is none. `doc`: the document that
    it was extracted from."""
    optical = optical_ranges(doc)
    if not optical:
        return record
    gone = _doubted(record, doc, optical)
    broken = _broken_off(record, doc)
    unread = list(_unread_amounts(record, doc, optical))
    if not gone and not unread and not broken:
        return record
    kept = [e for e in record.evidence if e.pointer not in gone]
    update: dict[str, Any] = {"evidence": kept, "findings": [*record.findings, *gone.values(), *unread]}
    if broken:
        update["amounts"] = [a for i, a in enumerate(record.amounts) if i not in broken]
        update["evidence"] = [e for e in (_renumbered(e, broken) for e in kept) if e is not None]
    for pointer in gone:
        _without(record, pointer, update)
    return record.model_copy(update=update)


def _broken_off(record: Record, doc: Document) -> set[int]:
    """The numbers of the amounts that a character which no figure has cuts short."""
    return {
        int(e.pointer.split("/")[2])
        for e in record.evidence
        if _AMOUNT.match(e.pointer) and _BROKEN_OFF.match(doc.text, _place(e, doc).end)
    }


def _doubted(record: Record, doc: Document, optical: list[Span]) -> dict[str, Finding]:
    """Pointers of values from recognised pages that cannot be right, each with what is wrong."""
    gone: dict[str, Finding] = {}
    for entry in record.evidence:
        place = _place(entry, doc)
        if entry.pointer not in gone and any(lo <= place.start < hi for lo, hi in optical):
            message = _doubt(entry, place, record, doc)
            if message:
                gone[entry.pointer] = Finding.of("ocr.unproven", message, pointer=entry.pointer, page=entry.page)
    return gone


def _place(entry: Evidence, doc: Document) -> Span:
    """Where the text behind an entry stands in the document that it was extracted from."""
    if doc.origin is None:
        return Span(entry.start, entry.end)
    return Span(doc.origin.view.forth(entry.start), doc.origin.view.forth(entry.end))


def _renumbered(entry: Evidence, broken: set[int]) -> Evidence | None:
    """The evidence of an amount under its new number; None for that of one that was left out."""
    names = entry.pointer.split("/")
    if names[1] != "amounts":
        return entry
    i = int(names[2])
    if i in broken:
        return None
    names[2] = str(i - sum(j < i for j in broken))
    return entry.model_copy(update={"pointer": "/".join(names)})


def _without(record: Record, pointer: str, update: dict[str, Any]) -> None:
    names = pointer.split("/")[1:]
    holder = update.get(names[0], getattr(record, names[0]))
    if len(names) == 1:
        update[names[0]] = None
    elif len(names) == 2:
        update[names[0]] = holder.model_copy(update={names[1]: None})
    else:
        i = int(names[1])
        update[names[0]] = [*holder[:i], holder[i].model_copy(update={names[2]: None}), *holder[i + 1 :]]


def _doubt(entry: Evidence, place: Span, record: Record, doc: Document) -> str:
    """What is wrong with the value that an entry supports, "" where nothing is. `place`: that of the entry in `doc`."""
    quote = doc.text[place.start : place.end]
    if entry.pointer in _DATES:
        value = record.meeting.date if entry.pointer == "/meeting/date" else getattr(record, entry.pointer[1:])  # type: ignore[attr-defined]
        return _date(str(value or ""), place, record, doc)
    names = entry.pointer.split("/")
    if len(names) == 4 and names[1] == "submitters" and names[3] == "party":
        submitter = getattr(record, "submitters", [])[int(names[2])]
        options = could_be(submitter.party or "") if submitter.name else ()
        return f"{quote!r} may be {' or '.join(options)}" if len(options) > 1 else ""
    if entry.pointer == "/sender/organization" and entry.method.startswith("ner:"):
        return f"{quote!r} is a guess over damaged print" if is_damaged(quote) else ""
    return ""


def _date(value: str, place: Span, record: Record, doc: Document) -> str:
    line = doc.line_at(place.start)
    before = doc.text[max(line.start, place.start - 60) : place.start]
    quote = doc.text[place.start : place.end]
    if len(value) != 10:
        return _cut_date(value, before, quote)
    named = _WEEKDAY.search(before) or _WEEKDAY.match(quote.partition(" ")[0] + " ")
    if named and WEEKDAYS[date.fromisoformat(value).weekday()] != named["day"].lower():
        return f"{value} is no {named['day'].lower()}: one of the two was misread"
    other = _repeated(value, record, doc)
    return f"the header repeats the date as {other}: one of the two was misread" if other else ""


def _cut_date(value: str, before: str, quote: str) -> str:
    """What is wrong with a month or a year: the day, or the month, before it could not be read."""
    tokens = _LAST_TOKENS.search(before)
    if tokens is None or quote[:1].isdecimal() != (len(value) == 4):
        return ""
    last, second = tokens["last"], tokens["second"] or ""
    if len(value) == 7 and not _is_word(last) and not _is_month(second):
        return f"the day before {quote!r} could not be read: {last!r}"
    if len(value) == 4 and last.isalpha() and not _is_word(last) and any(c.isdecimal() for c in second):
        return f"the month before {quote!r} could not be read: {last!r}"
    return ""


def _repeated(value: str, record: Record, doc: Document) -> str:
    """The date behind a label of date elsewhere that differs in its year alone, where that is a letter's."""
    if record.kind != "letter":
        return ""
    first, last = record.source.page_range
    start, end = doc.pages[first - 1].start, doc.pages[last - 1].end
    for label in _LABELLED.finditer(doc.text, start, end):
        for mention in dates.find(doc.text, label.end(), min(end, label.end() + 24), years=False)[:1]:
            if (
                mention.edtf
                and len(mention.edtf) == 10
                and mention.edtf[4:] == value[4:]
                and mention.edtf[:4] != value[:4]
            ):
                return mention.edtf
    return ""


def _is_word(token: str) -> bool:
    """Whether a token may stand before a month as it is: a word, a label, a dash."""
    bare = token.strip(".,:;()'\"‘’“”")
    return not bare.strip("-–—•*/") or (
        bare.isalpha() and len(bare) > 1 and frequencies().get(bare.lower(), 0.0) >= _KNOWN
    )


def _is_month(token: str) -> bool:
    return token.strip(".,").lower() in MONTHS


def _unread_amounts(record: Record, doc: Document, optical: list[Span]) -> Iterator[Finding]:
    """Figures behind the sign of the euro that no grammar of money reads: they are in no field, and must not be lost in
    silence."""
    first, last = record.source.page_range
    told = 0
    for lo, hi in optical:
        if not doc.pages[first - 1].start <= lo <= doc.pages[last - 1].end:
            continue
        for m in _FIGURE.finditer(doc.text, lo, hi):
            found = money.find(doc.text, m.start(), min(hi, m.end() + 1))
            if (found and not _BROKEN_OFF.match(doc.text, found[0].end)) or "|" in m["figure"][1:] or told >= _MOST:
                continue
            told += 1
            page = doc.page_at(m.start()).number
            yield Finding.of("ocr.unproven", f"the amount {m[0]!r} could not be read", pointer="/amounts", page=page)
