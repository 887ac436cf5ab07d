"""What is known of a value when it is read, as far as it tells how likely the value is right: where it stands, by which
rule, in what sort of source, how surely its words were read, what the checks say of it."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from griffier.extractors.drafting.draft import escape
from griffier.schemas.budget_report import Row, Table
from griffier.schemas.document import Document, PageState
from griffier.schemas.evidence import Evidence
from griffier.schemas.record import Record

Grounds = dict[str, float]
"""Name of a ground -> its measure, 1.0 where it just holds."""

_NUMBER = re.compile(r"/\d+(?=/|$)")
_FORMS = {
    "application/pdf": "pdf",
    "text/html": "html",
    "text/plain": "text",
    "message/rfc822": "mail",
}
_GENERAL_ALARMS = frozenset({"kind.uncertain", "text.garbled", "ocr.low_confidence", "text.incomplete"})
"""Findings of the whole document that make every value of it less sure."""


@dataclass
class Doubts:
    """What is known of a record and its document as a whole."""

    record: Record
    doc: Document
    found_at: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, record: Record, doc: Document) -> Doubts:
        """`doc`: the document as it was read."""
        found: dict[str, int] = defaultdict(int)
        for finding in record.findings:
            if finding.severity != "info" and finding.pointer:
                found[finding.pointer] += 1
        return cls(record, doc, found)

    @cached_property
    def optical(self) -> dict[int, float | None]:
        """The pages that OCR read, each with its mean confidence."""
        return {p.number: p.ocr_confidence for p in self.doc.pages if p.state is PageState.OCR}

    @cached_property
    def of_all(self) -> Grounds:
        """The grounds that every value of the record shares."""
        form = _FORMS.get(self.doc.media_type, "image" if self.doc.media_type.startswith("image/") else "office")
        told: Grounds = {"always": 1.0, f"form {form}": 1.0, f"kind {self.record.kind}": 1.0}
        for code in sorted({f.code for f in self.record.findings} & _GENERAL_ALARMS):
            told[f"finding {code}"] = 1.0
        covered = self.record.coverage
        if covered.lines:
            told["unread lines"] = covered.unread / covered.lines
        told["doubt of kind"] = 1.0 - self.record.kind_confidence
        return told

    def of_place(self, page: int, start: int, end: int) -> Grounds:
        """What the reading of a range of the text adds: nothing where it is no page of OCR."""
        words = self.doc.words.within(start, end)
        sure = self.doc.words.confidence[words.start : words.stop] if len(words) else None
        if page not in self.optical and (sure is None or float(sure.min()) >= 100):
            return {}
        told: Grounds = {"scan": 1.0, "doubt of page": _doubt(self.optical.get(page))}
        if sure is not None:
            told |= {"doubt of worst word": _doubt(float(sure.min())), "doubt of words": _doubt(float(sure.mean()))}
            told["words on scan"] = math.log(len(words))
        return told

    def of_pointer(self, pointer: str) -> Grounds:
        """The findings at a value, and those at what holds it."""
        told: Grounds = {"finding at value": 1.0} if pointer in self.found_at else {}
        above = pointer.rpartition("/")[0]
        while above:
            if above in self.found_at:
                told["finding above value"] = 1.0
            above = above.rpartition("/")[0]
        return told


def _doubt(confidence: float | None) -> float:
    """0..1 of a confidence 0..100."""
    return 0.0 if confidence is None else 1.0 - min(100.0, confidence) / 100.0


KIND = "/kind"
_OTHERS = re.compile(r"/(?:kind|findings|policy_areas|requests/\d+/(?:policy_areas|locations))(?:/|$)")
"""Pointers that begin so have chances of their own, or none."""


def field_of(pointer: str) -> str:
    """The field of a pointer: "/requests/0/items/2/text" is "requests/*/items/*/text"."""
    return _NUMBER.sub("/*", pointer)[1:]


def grounds_of_values(record: Record, doc: Document) -> Iterator[tuple[str, Grounds]]:
    """Pointer -> grounds, for each value with evidence that was read and not given; the kind and cells are not among
    them. The confidences in the evidence must be those of the rules."""
    doubts = Doubts.of(record, doc)
    entries: dict[str, list[Evidence]] = defaultdict(list)
    for entry in record.evidence:
        if not _OTHERS.match(entry.pointer) and not entry.method.startswith("given:"):
            entries[entry.pointer].append(entry)
    for pointer, places in entries.items():
        name = field_of(pointer)
        told = {**doubts.of_all, f"field {name}": 1.0, f"field {record.kind} {name}": 1.0}
        told[f"method {places[0].method}"] = 1.0
        told["doubt of rule"] = odds_against(min(place.confidence for place in places))
        for place in places:
            for ground, measure in doubts.of_place(place.page, place.start, place.end).items():
                told[ground] = max(measure, told.get(ground, 0.0))
        told["pieces"] = math.log(len(places))
        yield pointer, {**told, **doubts.of_pointer(pointer)}


def odds_against(confidence: float) -> float:
    """The log-odds that what is said so surely is wrong."""
    bounded = min(0.995, max(0.005, confidence))
    return math.log((1 - bounded) / bounded)


def grounds_of_cells(record: Record, doc: Document) -> Iterator[tuple[str, Grounds]]:
    """Pointer -> grounds, for each cell with a figure of the record's tables."""
    tables: list[Table] = getattr(record, "tables", [])
    doubts = Doubts.of(record, doc)
    for i, table in enumerate(tables):
        of_table = {**doubts.of_all, "field tables/*/rows/*/values": 1.0, f"method {table.method}": 1.0}
        of_table[f"unit {table.unit_source}"] = 1.0
        of_table |= doubts.of_pointer(f"/tables/{i}/cells")
        for j, row in enumerate(table.rows):
            yield from _of_row(f"/tables/{i}/rows/{j}", row, table, doubts, of_table)


def _of_row(pointer: str, row: Row, table: Table, doubts: Doubts, of_table: Grounds) -> Iterator[tuple[str, Grounds]]:
    of_row = {**of_table, f"row {row.role}": 1.0} | ({} if row.label else {"row without label": 1.0})
    for column, place in zip(table.columns, row.spans, strict=False):
        if row.values.get(column.key) is None:
            continue
        at = f"{pointer}/values/{escape(column.key)}"
        told = {**of_row, f"column {column.kind}": 1.0}
        if column.key in row.methods:
            told[f"method {row.methods[column.key]}"] = 1.0
        if place is not None:
            told |= doubts.of_place(*place[:3])
        yield at, told | doubts.of_pointer(at)
