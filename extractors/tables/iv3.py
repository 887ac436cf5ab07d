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

from griffier.extractors.tables.model import FinancialTable, TableRow

TAAKVELD_CODE = re.compile(r"\d{1,2}\.\d{1,3}[a-z]?")
"""The code of a taakveld, whole: "6.3", "6.71a"."""
_LETTERED = re.compile(r"^\d\.\d{2}[a-z]$")
_GARBLED = re.compile(r"^(?P<code>\d\.\d{2})[1lI|](?P<letter>[a-z])\s+(?P<name>\S.*)")
"""A code with a letter, doubled by optical recognition: "6.71la"."""
_SAID = re.compile(rf"Taakveld\s+(?P<code>{TAAKVELD_CODE.pattern})\s*[:–-]?\s+(?P<name>\S.*)", re.IGNORECASE)
_CODED, _NAMED = 5, 8
"""Rows with a code and its name, or with a name alone, from which a table is one by taakveld."""
_NOISE = re.compile(r"^\W*(?:\w{1,2}[.,]\d{1,3}|\w{1,3}[.,:;]?)\s+(?=\w)")


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
    """True where the head or title says so, or most rows carry a code with its name, or nearly all bear a name."""
    said = (table.title, *(c.key for c in table.columns), *(row.label for row in table.rows if row.heading))
    if re.search(r"taakveld", " ".join(filter(None, said)), re.IGNORECASE):
        return True
    items = [row for row in table.rows if row.role == "item" and not row.heading and row.label]
    hits = sum(map(_is_coded, items))
    if hits >= _CODED and 3 * hits >= len(items):
        return True
    named = sum(row.number is None and folded(row.label or "") in taakvelden() for row in items)
    return named >= _NAMED and 4 * named >= 3 * len(items)


def _is_coded(row: TableRow) -> bool:
    """True for a code with its name."""
    return row.number is not None and taakvelden().get(folded(row.label or "")) == row.number


def settle_codes(table: FinancialTable) -> None:
    """Give the rows of a table by taakveld their codes, as far as the names prove them."""
    if not by_taakveld(table):
        return
    lettered = table.optical and any(_LETTERED.match(row.number or "") for row in table.rows)
    for row in table.rows:
        if row.heading or not row.label or row.role != "item":
            continue
        _take_code(row, lettered=lettered)
        code = _code_of(row, optical=table.optical)
        if code is not None and (row.number is None or (table.optical and not _is_printed(row.number, code))):
            row.number = code


def _take_code(row: TableRow, *, lettered: bool) -> None:
    """Part the code that stands in a label from it. `lettered`: other rows of a scan have codes with a letter."""
    if row.number is not None or row.label is None:
        return
    if said := _SAID.match(row.label):
        row.number, row.label = said["code"], said["name"]
    elif lettered and (found := _GARBLED.match(row.label)):
        row.number, row.label = f"{found['code']}{found['letter']}", found["name"]


def _code_of(row: TableRow, *, optical: bool) -> str | None:
    """The code that the name of a row proves; in a scan also behind a scrap, or where the code was misread."""
    label = row.label or ""
    names = taakvelden()
    code = names.get(folded(label)) or _squeezed_names().get(squeezed(label))
    if code is not None or not optical:
        return code
    if row.number is not None:
        misread = (row.number[1:], row.number.lstrip("1"))
        return next((c for c in misread if TAAKVELD_CODE.fullmatch(c) and _close(label, c)), None)
    bare = _NOISE.sub("", label)
    if (code := names.get(folded(bare))) is not None:
        row.label = bare
    return code


def _is_printed(number: str, code: str) -> bool:
    """True for a code as it is printed: the one that the name has, or one of other years that ends with a letter."""
    return number == code or bool(_LETTERED.match(number))


def _close(label: str, code: str) -> bool:
    return any(c == code and fuzz.ratio(folded(label), name) >= 80 for name, c in taakvelden().items())
