"""Tables by taakveld (Iv3): the code of a row where it is printed, mended where recognition garbled it and the name
proves it.

The names and codes are those of the Iv3 information rules of the Dutch government (`extractors/data/taakvelden.csv`);
they change by year, so that a printed code is never replaced in text that was not read optically.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

from rapidfuzz import fuzz

from griffier.extractors.tables.model import FinancialTable

_CODE = re.compile(r"^\d{1,2}\.\d{1,3}[a-z]?$")
_SAID = re.compile(r"Taakveld\s+(?P<code>\d{1,2}\.\d{1,3}[a-z]?)\s*[:–-]?\s+(?P<name>\S.*)", re.IGNORECASE)
_NOISE = re.compile(r"^\W*(?:\w{1,2}\.\d{1,2}|\w)\s+(?=\w)")


@cache
def taakvelden() -> dict[str, str]:
    """Folded name -> code; names that stand for several codes are left out."""
    out: dict[str, str] = {}
    doubled: set[str] = set()
    text = files("griffier.extractors").joinpath("data/taakvelden.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        name = folded(row["name"])
        if out.setdefault(name, row["code"]) != row["code"]:
            doubled.add(name)
    return {name: code for name, code in out.items() if name not in doubled}


def folded(name: str) -> str:
    """A name without case, punctuation and blanks at the ends."""
    return re.sub(r"[^\w+-]+", " ", name.casefold()).strip()


def squeezed(name: str) -> str:
    """A name without blanks and hyphens: "OZB- niet woningen" is "OZB niet-woningen"."""
    return re.sub(r"[\s-]+", "", folded(name))


@cache
def _squeezed_names() -> dict[str, str | None]:
    """Squeezed name -> code; None where it stands for several."""
    out: dict[str, str | None] = {}
    for name, code in taakvelden().items():
        out[squeezed(name)] = code if out.get(squeezed(name), code) == code else None
    return out


def by_taakveld(table: FinancialTable) -> bool:
    """True where the head or title says so, or most rows carry a code with its name."""
    said = " ".join(
        [table.title or "", *(c.key for c in table.columns), *(row.label or "" for row in table.rows if row.heading)]
    )
    if re.search(r"taakveld", said, re.IGNORECASE):
        return True
    names = taakvelden()
    hits = sum(row.number is not None and names.get(folded(row.label or "")) == row.number for row in table.rows)
    if hits >= 5 and 3 * hits >= len(table.rows):
        return True
    bare = [row for row in table.rows if row.role == "item" and not row.heading and row.label]
    named = sum(row.number is None and folded(row.label or "") in names for row in bare)
    return named >= 8 and 4 * named >= 3 * len(bare)  # the names alone: nearly all rows bear one


def settle_codes(table: FinancialTable) -> None:
    """Give the rows of a table by taakveld their codes, as far as the names prove them."""
    if not by_taakveld(table):
        return
    names = taakvelden()
    for row in table.rows:
        if row.heading or not row.label or row.role != "item":
            continue
        if row.number is None and (said := _SAID.match(row.label)):
            row.number, row.label = said["code"], said["name"]
        code = names.get(folded(row.label)) or _squeezed_names().get(squeezed(row.label))
        if code is None and table.optical and row.number is None:
            bare = _NOISE.sub("", row.label)
            if (code := names.get(folded(bare))) is not None:
                row.label = bare
        if code is None and table.optical and row.number is not None:
            code = next(
                (c for c in (row.number[1:], row.number.lstrip("1")) if _CODE.match(c) and _close(row.label, c)), None
            )
        if code is not None and (row.number is None or (table.optical and row.number != code)):
            row.number = code


def _close(label: str, code: str) -> bool:
    return any(c == code and fuzz.ratio(folded(label), name) >= 80 for name, c in taakvelden().items())
