"""What the words of a row say: number, codes (L/B, I/S), section, role, type, term; and which lines of words belong
together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from griffier.extractors.tables.model import FinancialTable, Place, Role, RowType, TableRow, Term

_NUMBER = re.compile(
    r"^(?P<number>P\d{1,2}|\d{1,2}(?:\.\d{1,3}){1,3}[a-z]?|\d{1,3}[a-z]?[.)]|[A-Z]{1,3}-?\d{1,3}(?:\.\d{1,2})*"
    r"|[A-Z]\.(?:\d+\.)*"
    r"|\d{1,4})\s+(?=\S)(?P<rest>.*)$",
    re.DOTALL,
)
_NUMBER_ONLY = re.compile(r"^(?:P\d{1,2}|\d{1,2}(?:\.\d{1,3}){0,3}[a-z]?|[A-Z]\d{0,3})\.?$")
_TOTAL = re.compile(
    r"^(?:\w+\s+)?(?:eind|generaal\s+|algemeen\s+)?tota(?:al|le)\b|^(?:gerealiseerd|geraamd|begroot"
    r"|totaal)e?\s+(?:totaal\s+)?(?:saldo|resultaat)\b|^saldo\b|^resultaat\b"
    r"|^(?:per\s+)?saldo\b|^begrotings(?:saldo|resultaat)\b|^netto\s+(?:resultaat|saldo|lasten|baten|bedrag|totaal"
    r"|kosten|opbrengst)$|^netto\s+kosten\s+taakveld(?:en)?$|^exploitatie(?:saldo|resultaat)\b"
    r"|^balanstotaal\b|^eindsaldo\b|^structureel\s+(?:begrotings)?saldo\b"
    r"|^mutaties?\s+reserves?\b",
    re.IGNORECASE,
)
_LETTER = re.compile(r"(?P<letter>[A-Za-z])[.)]?\s+(?P<rest>\S.*)", re.DOTALL)
_WEAK = re.compile(r"^(?:saldo|resultaat|netto|mutaties?|begrotings|exploitatie)", re.IGNORECASE)
_PROVED_SUM = 3
_MARKED = re.compile(r"[-\u2013\u2022]\s+\w")
_TOTAL_OF = re.compile(r"(?:sub[\s-]*)?tota(?:al|le)\s+", re.IGNORECASE)
_SUBTOTAL = re.compile(r"^sub[\s-]*tota(?:al|le)\b", re.IGNORECASE)
_TYPES: tuple[tuple[RowType, re.Pattern[str]], ...] = (
    ("balance", re.compile(r"\b(?:saldo|resultaat)\b", re.IGNORECASE)),
    (
        "reserve",
        re.compile(
            r"\b(?:onttrekking(?:en)?|toevoeging(?:en)?|storting(?:en)?|mutaties?|dekking)\b.{0,40}\breserves?\b"
            r"|\breserve(?:s"
            r"|mutaties)?\b.{0,20}(?:onttrekking|toevoeging|mutatie)",
            re.IGNORECASE,
        ),
    ),
    (
        "income",
        re.compile(
            r"^(?:totaal\s+|totale\s+|structurele\s+|incidentele\s+)?(?:baten|inkomsten|opbrengst(?:en)?)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "expense",
        re.compile(
            r"^(?:totaal\s+|totale\s+|structurele\s+|incidentele\s+)?(?:lasten|uitgaven|kosten)\b", re.IGNORECASE
        ),
    ),
)
_OF_SECTION = re.compile(
    r"\W*(?:(?:totaal|totale|structurele|incidentele)\s+)?(?:(lasten|uitgaven|kosten)|(?:baten|inkomsten"
    r"|opbrengsten))\W*",
    re.IGNORECASE,
)
_LB: dict[str, RowType] = {
    "L": "expense",
    "B": "income",
    "R": "reserve",
    "LASTEN": "expense",
    "BATEN": "income",
    "LAST": "expense",
    "BAAT": "income",
    "SALDO": "balance",
}
_IS: dict[str, Term] = {
    "I": "incidental",
    "S": "structural",
    "INC": "incidental",
    "STR": "structural",
    "STRUC": "structural",
    "INCIDENTEEL": "incidental",
    "STRUCTUREEL": "structural",
}
_FOOTNOTE = re.compile(r"\s*(?:\*{1,3}|[\u00b9\u00b2\u00b3]+)\)?$|(?<=[\w)])\s\d\)$")
_OPEN_END = re.compile(
    r"(?:[-\u00ad\ufffe\x02(,/&]|\b(?:van|en|of|voor|de|het|een|met|op|in|aan|door|tot|t\.b\.v\.|tbv|ten|bij|naar|uit"
    r"|over|per"
    r"|incl\.?|inclusief|exclusief|excl\.?|om|te|als|ter|der|den|onder|tussen|wegens|inzake|o\.b\.v\.|m\.b\.t\.|ivm"
    r"|i\.v\.m\.))$",
    re.IGNORECASE,
)


def wraps(above: str, below: str) -> bool:
    """True where a line of words goes on in the next, as far as the words alone show it."""
    if not above or not below:
        return False
    first = below.lstrip()[0]
    return (
        bool(_OPEN_END.search(above.rstrip()))
        or first.islower()
        or (first in "()&/" and above.count("(") >= above.count(")"))
    )


def read_labels(table: FinancialTable, *, numbered: bool) -> None:
    """Fill number, codes, section, role, type and term of each row, and drop the rows that are only headings.

    `numbered`: the table has a column of numbers, so that a number holds for the rows under it that have none.
    """
    sections = _Sections()
    carried: TableRow | None = None
    summed: TableRow | None = None  # a total whose label holds for "Lasten" and for "Baten" under it
    kept: list[TableRow] = []
    for row in table.rows:
        if row.heading:
            if sections.opened_by(row):
                carried = None
            continue
        sections.fresh = False
        if _stray(row):
            continue
        _read_label(row, kept)
        summed = _carry_sum(row, summed)
        if row.role == "item" and carried is not None:
            _share(row, carried)
            _carry(row, carried, numbered)
        row.type = row.type or _type_of(row.label, sections.names)
        if _balances(row, carried):
            row.role = "subtotal"
        row.section = (*sections.names, *row.over)
        sections.closed_by(row)
        carried = row if row.role == "item" else None
        kept.append(row)
    _lettered(kept)
    _last_total(kept)
    table.rows = kept


def _read_label(row: TableRow, above: list[TableRow]) -> None:
    """Codes, number and role, as the label says them."""
    _take_codes(row)
    if row.label:
        bare = _FOOTNOTE.sub("", row.label)
        row.label = bare if bare and bare.count("(") == bare.count(")") else row.label
        _take_number(row)
    row.role = role_of(row.label)
    if row.role != "item" and not _closes(row, above):
        row.role = "item"


def _balances(row: TableRow, above: TableRow | None) -> bool:
    """True for "Saldo" in the column of "Baten" and "Lasten", under the label of both."""
    return bool(row.codes) and row.type == "balance" and above is not None and row.label == above.label


class _Sections:
    """The headings that hold for the rows under them; headings right under each other hold together."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.fresh = False

    def opened_by(self, row: TableRow) -> bool:
        """Take a heading. False for an item of a list without figures."""
        if row.label and _MARKED.match(row.label):
            return False
        self.names = [*(self.names if self.fresh else ()), *([row.label] if row.label else ())]
        self.fresh = True
        return True

    def closed_by(self, row: TableRow) -> None:
        """No heading holds any more behind the total that names it."""
        if row.role != "item" and self.names and _closes_section(row.label or "", self.names[-1]):
            self.names = []


def _stray(row: TableRow) -> bool:
    """True for a nought that stands alone."""
    return row.label is None and not row.codes and not any(c is not None and c.figure.value for c in row.cells)


def _type_of(label: str | None, sections: Sequence[str]) -> RowType | None:
    """What the label says that a row is, else its heading."""
    said = next((kind for kind, pattern in _TYPES if label and pattern.search(label)), None)
    if said is None and sections and (match := _OF_SECTION.fullmatch(sections[-1])):
        return "expense" if match[1] else "income"
    return said


def settle_sums(table: FinancialTable) -> None:
    """A row that is the sum of the items right above it in every column, and in three at least of two or more of them,
    is a subtotal. The last row of a table is a total where it is the sum of a subtotal and the items behind it."""
    money = [i for i, column in enumerate(table.columns) if column.kind == "money"]
    _settle_leading(table, money)
    for at, row in enumerate(table.rows):
        if row.role != "item" or at < 2 or row.number is not None:
            continue
        first = at
        while first and table.rows[first - 1].role == "item" and table.rows[first - 1].section == row.section:
            first -= 1
        closing = bool(first) and at + 1 == len(table.rows) and table.rows[first - 1].role == "subtotal"
        above = table.rows[first - closing : at]
        if len(above) > 1 and _proved(table, row, above, money) >= _PROVED_SUM:
            row.role = "total" if closing else "subtotal"


def _settle_leading(table: FinancialTable, money: Sequence[int]) -> None:
    """A first row that its label calls a total is one where it is the sum of all items under it."""
    if len(table.rows) > 2 and all(row.role == "item" for row in table.rows):
        first, *below = table.rows
        role = role_of(first.label)
        if role != "item" and _proved(table, first, below, money):
            first.role = role


def _proved(table: FinancialTable, row: TableRow, above: Sequence[TableRow], columns: Sequence[int]) -> int:
    """In how many columns a row is the sum of two others or more; 0 where it is not their sum in one of them."""
    proved = 0
    for i in columns:
        made = [v for r in above if (v := table.value(r, i)) is not None]
        value = table.value(row, i)
        slack = table.unit * max(Decimal(1), Decimal(len(made)) / 2)
        if value is None or abs(sum(made, Decimal(0)) - value) > slack:
            return 0
        proved += sum(bool(v) for v in made) > 1
    return proved


def _take_codes(row: TableRow) -> None:
    """Take the words of the columns of codes off the end of a label (bare text), or from their own cells."""
    if not row.codes or not row.label:
        return
    words = row.label.split(" ")
    for code in reversed(row.codes):
        if not words:
            break
        last = words[-1].upper()
        if code.upper() in ("I/S", "S/I") and last in _IS:
            row.term = _IS[last]
            words.pop()
        elif code.upper() in ("L/B", "B/L") and last in _LB:
            row.type = _LB[last]
            words.pop()
    label = " ".join(words).strip()
    if row.place is not None and label != row.label:
        cut = len(row.label) - len(label)
        row.place = (
            Place(
                row.place.page,
                row.place.start,
                row.place.end - cut,
                row.place.x0,
                row.place.top,
                row.place.x1,
                row.place.bottom,
            )
            if label
            else None
        )
    row.label = label or None


def code_value(text: str) -> RowType | Term | None:
    """What a cell of a column of codes says: L, B, I, S and their words."""
    word = text.strip().strip(".").upper()
    return _LB.get(word) or _IS.get(word)


def _take_number(row: TableRow) -> None:
    if row.number is not None or row.label is None:
        return
    match = _NUMBER.match(row.label)
    if (
        match
        and not re.fullmatch(r"(?:19|20)\d\d", match["number"])
        and not re.match(r"(?:%|jaar|maand|dagen|x\b|e\b|t/m|tot\b)", match["rest"])
    ):
        if match["number"].isdecimal() and len(match["number"]) > 2 and match["rest"][:1].islower():
            return
        row.number = match["number"].rstrip(".)") if match["number"][0].isdecimal() else match["number"]
        row.label = re.sub(r"^[-\u2013:]\s+(?=\S)", "", match["rest"])
    elif _NUMBER_ONLY.match(row.label) and len(row.label) > 1 and "." in row.label:
        row.number, row.label = row.label.rstrip("."), None


def _carry_sum(row: TableRow, summed: TableRow | None) -> TableRow | None:
    """The label of a total ("Totaal" beside "Lasten") holds for the row under it ("Baten"). Gives the row where it is
    such a total."""
    if row.label is None and row.codes and summed is not None and row.type != summed.type:
        row.label, row.place, row.role = summed.label, summed.place, summed.role
    return row if row.role != "item" and row.codes else None


def _share(row: TableRow, above: TableRow) -> None:
    """A label that goes on beside the next code ("Baten", "Lasten") is one label of both rows."""
    if not (row.codes and above.codes and row.label and above.label) or row.number is not None:
        return
    if row.type != above.type and wraps(above.label, row.label):
        above.label = row.label = f"{above.label} {row.label}"
        row.number = above.number


def _carry(row: TableRow, above: TableRow, numbered: bool) -> None:
    printed, full = (sum(c is not None for c in r.cells) for r in (row, above))
    if row.label is None and above.label is not None and (row.codes or (row.number is None and 2 * printed > full)):
        row.label, row.place = above.label, above.place
        if row.type is None and row.codes:
            row.type = above.type
    if numbered and row.number is None:
        row.number = above.number
    if (
        row.term is None
        and row.codes
        and row.type is not None
        and row.number == above.number
        and row.label == above.label
    ):
        row.term = above.term


def _closes_section(label: str, section: str) -> bool:
    """True for a total that names the section, "Totaal programma Onderwijs" under "Onderwijs": what comes after is not
    in it."""
    match = _TOTAL_OF.match(label)
    if match is None:
        return False
    named, own = (re.findall(r"\w{3,}", text.casefold()) for text in (label[match.end() :], section))
    shared = sum(any(a.startswith(b) or b.startswith(a) for b in own) for a in named)
    return bool(named) and 2 * shared >= len(named) and (shared >= 2 or shared == len(own) or len(own) <= 2)


def role_of(label: str | None) -> Role:
    """What the words of a label alone say of its row."""
    if label is None:
        return "item"
    if _SUBTOTAL.match(label):
        return "subtotal"
    return "total" if _TOTAL.match(label) else "item"


def _closes(row: TableRow, above: list[TableRow]) -> bool:
    """A total closes rows: one without any above it is an item, and so is a taakveld with the name of one ("0.10
    Mutaties reserves")."""
    if row.number is not None and re.fullmatch(r"\d{1,2}\.\d{1,3}", row.number):
        return False
    return any(r.role == "item" for r in above) or (bool(above) and not _WEAK.match(row.label or ""))


def _lettered(rows: Sequence[TableRow]) -> None:
    """Rows that are lettered from a on: each letter is the number of its row."""
    items = [row for row in rows if row.role == "item" and row.label and not row.number]
    found = [_LETTER.match(row.label or "") for row in items]
    letters = "".join(match["letter"].lower() for match in found if match)
    if len(letters) < 2 or len(letters) < len(items) or not "abcdefghijklmnopqrstuvwxyz".startswith(letters):
        return
    for row, match in zip(items, found, strict=True):
        if match:
            row.number, row.label = match["letter"], match["rest"]


def _last_total(rows: list[TableRow]) -> None:
    """Of several totals only the last is the table's; the others are subtotals."""
    totals = [row for row in rows if row.role == "total"]
    for row in totals[:-1]:
        row.role = "subtotal"
    if (
        totals
        and rows
        and totals[-1] is not rows[-1]
        and any(r.role == "item" for r in rows[rows.index(totals[-1]) + 1 :])
    ):
        totals[-1].role = "subtotal"
    if rows and rows[-1].role == "total" and len({row.section for row in rows[:-1]}) > 1:
        rows[-1].section = ()  # the total of all sections is in none
