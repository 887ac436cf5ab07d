"""What a check tells: one alarm a finding or a failed file, with its page and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from shlex import quote
from typing import Any, Literal

from griffier.pipeline.errors import UsageError
from griffier.pipeline.wording import said
from griffier.schemas.findings import MEANINGS

Json = dict[str, Any]
Severity = Literal["error", "warning", "info"]

WRONG_TOTALS = (
    "table.sign_conflict",
    "table.total_mismatch",
    "table.balance_mismatch",
    "table.difference_mismatch",
    "table.chain_mismatch",
    "table.budget_neutral_mismatch",
    "votes.total_mismatch",
)
"""Sums that do not add up: they fail a check even where nothing else is asked."""

_ADVICE = (
    ("table.", "griffier tables {file} --out tables.html shows the table with the cell marked"),
    ("text.unread", "griffier text {file} --coverage shows the lines that are in no value"),
    ("text.", "griffier text {file} --page {page} shows what was read; look at the page beside it"),
    ("ocr.", "look at page {page} of the file; a better scan (300 dpi, straight) helps"),
    ("votes.", "count the votes on page {page} again, and correct the document or its source"),
    ("date.", "compare the dates on page {page}, and correct the document"),
    ("source.", "give the file the extension of its content, or fetch it again"),
    ("", "griffier review shows the record beside its page"),
)
"""What to do, by the beginning of a code; the first that fits."""


@dataclass(frozen=True)
class Alarm:
    """One thing to look at. `page` is 1-based or None; `advice` says what to do."""

    file: str
    page: int | None
    severity: Severity
    code: str
    message: str
    advice: str

    @property
    def meaning(self) -> str:
        """What the code says."""
        return MEANINGS.get(self.code, "the file could not be read")


@dataclass(frozen=True)
class FailOn:
    """What makes a check fail: a severity and worse, and codes."""

    severity: Severity | None
    codes: frozenset[str]

    @classmethod
    def of(cls, words: Sequence[str]) -> FailOn:
        """From the words of the command line: error, warning, or codes; none: errors and wrong totals. Raises
        UsageError."""
        if not words:
            return cls("error", frozenset(WRONG_TOTALS))
        unknown = [word for word in words if word not in ("error", "warning", *MEANINGS)]
        if unknown:
            raise UsageError(
                f"--fail-on {unknown[0]}: no such severity or code",
                remedy="Give error, warning, or a code of docs/findings.md such as table.total_mismatch.",
            )
        severity: Severity | None = "warning" if "warning" in words else "error" if "error" in words else None
        return cls(severity, frozenset(words) - {"error", "warning"})

    def fails(self, alarm: Alarm) -> bool:
        """Whether an alarm makes the check fail."""
        worse = {"error": ("error",), "warning": ("error", "warning"), None: ()}[self.severity]
        return alarm.severity in worse or alarm.code in self.codes


def alarms_of(records: Iterable[Json], errors: Iterable[Json]) -> Iterator[Alarm]:
    """The findings of records that ask for a look, and the files that failed."""
    for record in records:
        path = record["source"]["path"]
        for finding in record["findings"]:
            if finding["severity"] != "info":
                page = finding["page"]
                advice = advice_of(finding["code"], path, page)
                yield Alarm(path, page, finding["severity"], finding["code"], finding["message"], advice)
    for line in errors:
        yield Alarm(line["path"], None, "error", line["error"], line["message"], line["remedy"])


def advice_of(code: str, file: str, page: int | None) -> str:
    """What to do about a finding."""
    text = said(next(text for start, text in _ADVICE if code.startswith(start)))
    return text.format(file=quote(file.partition("#")[0]), page=page or 1)
