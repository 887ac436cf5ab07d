"""What a column's head says: year, phase, measure, and whether it holds money, percentages or counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from griffier.extractors.tables.captions import unit_of
from griffier.extractors.tables.model import ColumnKind, Measure, Phase, TableColumn, TableRow
from griffier.extractors.tables.printed_figures import Figure

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BASE_YEAR = re.compile(
    r"(?:t\.?o\.?v\.?|ten opzichte van|vergeleken met|versus|-/-|\bvan)\D{0,20}((?:19|20)\d\d)", re.IGNORECASE
)
_FORM_YEAR = re.compile(r"(?:19|20)\d\d\s*[-–]\s*(?:19|20)?\d\d(?!\d)")
_PHASE_WORDS: tuple[tuple[Phase, str], ...] = (
    (
        "difference",
        r"\b(?:verschil(?:len)?|afwijking(?:en)?|mutaties?\s+t\.?o\.?v|mutaties?\s+ten opzichte|t\.?o\.?v\.?"
        r"|voor-?\s?/\s?nadeel|v\s?/\s?n)",
    ),
    (
        "balance",
        r"\b(?:stand|boekwaarde|saldo|balans)\b.{0,24}\b(?:per|ultimo|1-1|31-12|1 januari|31 dec|eind|begin)"
        r"|\b(?:beginstand|eindstand|ultimo)\b",
    ),
    (
        "amended_budget",
        r"\bbegroting\s*(?:na|incl|\d{4}\s*na)\b.{0,12}wijz|\bna\s+(?:\w+\s+)?wijz|\bactue(?:el|le)\b|\b(?:gewijzigd"
        r"|bijgesteld|herzien)e?\b|\bbegrotingswijz|\bincl\.?\s+wijz",
    ),
    (
        "realisation",
        r"\b(?:rekening|realisatie|gerealiseerd|werkelijk(?:e)?|jaarrekening|jaarstukken|verslag|gerealiseerde)\b"
        r"|^rek\.?\b",
    ),
    ("forecast", r"\b(?:prognose|verwachting|verwacht(?:e)?|doorkijk)\b"),
    ("multi_year", r"\b(?:meerjaren\w*|mjb|mjr)\b"),
    ("budget", r"\b(?:begroting|begroot|begrote|raming|geraamd|geraamde|primitie(?:f|ve)|primaire?|begr)\b"),
)
_PHASES = tuple((phase, re.compile(pattern, re.IGNORECASE)) for phase, pattern in _PHASE_WORDS)
_MEASURE_WORDS: tuple[tuple[Measure, str], ...] = (
    (
        "withdrawal",
        r"\b(?:onttrekking(?:en)?|verminder\w*|onttrokken|aanwending(?:en)?|beschikking(?:en)?|vrijval|afname"
        r"|besteding(?:en)?)\b",
    ),
    ("addition", r"\b(?:toevoeging(?:en)?|vermeerder\w*|storting(?:en)?|dotaties?|toename)\b"),
    ("income", r"\b(?:baten|inkomsten|opbrengst(?:en)?|ontvangsten)\b"),
    ("expense", r"\b(?:lasten|uitgaven|kosten|besteed)\b"),
    ("balance", r"\b(?:saldo|saldi|resultaat|netto|stand|boekwaarde)\b"),
)
_MOVES: dict[str, Measure] = {"bij": "addition", "af": "withdrawal"}
"""Heads that are this word alone, a year behind it or none."""
_MEASURES = tuple((measure, re.compile(pattern, re.IGNORECASE)) for measure, pattern in _MEASURE_WORDS)
_PERCENT = re.compile(
    r"%|\b(?:percentage|procent(?:ueel)?|perc|kostendek\w*|rente-?\s?%|rentepercentage)\b", re.IGNORECASE
)
_COUNT = re.compile(
    r"\b(?:aantal(?:len)?|fte(?:'s)?|stuks|inwoners|uren|leerlingen|woningen|plaats|ranglijst|looptijd|jaren|m2|m²|m3"
    r"|ha"
    r"|afschrijvingstermijn|afschr\w*\.?\s+termijn|score|ratio)\b",
    re.IGNORECASE,
)
_OF_YEARS = re.compile(r"jaar\b|\b(?:gereed|start|einde?|looptijd|planning)\b", re.IGNORECASE)
_REFERENCE = re.compile(
    r"(?:programma|prog?\.?|pg\.?|taakveld|product|doel|hoofdstuk|paragraaf|pagina|pag\.?|blz\.?|nr\.?|nummer|volgnr\.?"
    r"|volgnummer|prioriteit|bijlage|fase|wijziging)(?:\s*(?:nr\.?|nummer))?",
    re.IGNORECASE,
)
"""Heads of columns that point to something by its number."""
_ROW_UNIT = re.compile(r"\(\s*((?:bedrag(?:en)?\s*)?(?:[x×*]|in\b|€)[^()]{0,25})\)")
_ROW_COUNT = re.compile(
    r"^\W*(?:\d+\.?\s+)?aantal\b|\(\s*(?:in\s+)?(?:aantal(?:len)?|fte(?:'s)?|%|procenten|m2|ha|stuks|uren)\s*\)"
    r"|^(?:inwoners|fte'?s?)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"€|\b(?:euro|bedrag(?:en)?|baten|lasten|\w{0,14}saldo|kosten|uitgaven|inkomsten|begroting|rekening|krediet(?:en)?"
    r"|budget(?:ten)?|raming|tari(?:ef|even)|realisatie"
    r"|investering(?:en)?|stand|boekwaarde|dotaties?|onttrekking(?:en)?|toevoeging(?:en)?|voordeel|nadeel|afwijking"
    r"|prognose|totaal|financi[eë]le?)\b",
    re.IGNORECASE,
)

_RATIO = re.compile(
    r"\b(?:netto\s*-?\s?schuldquote|solvabiliteit\w*|structurele\s+exploitatieruimte|belastingcapaciteit"
    r"|weerstandsratio|ratio\s+weerstandsvermogen)\b",
    re.IGNORECASE,
)
"""The financial ratios that every budget must give (BBV, article 11)."""


def names_ratios(labels: Iterable[str]) -> bool:
    """True where two labels name financial ratios."""
    return sum(bool(_RATIO.search(label)) for label in labels) > 1


def is_count(label: str) -> bool:
    """True for a row that counts something else than money, as its label says."""
    return bool(_ROW_COUNT.search(label))


def describe(levels: Sequence[str]) -> TableColumn:
    """A column from the levels of its head, top to bottom. The key is the levels joined, repetitions left out."""
    kept: list[str] = []
    for level in levels:
        level = " ".join(level.split())
        if level and level not in kept:
            kept.append(level)
    key = " ".join(kept)
    plain = re.sub(r"(\w)-\s+(?=[a-zéë])", r"\1", key)
    return TableColumn(key, _year(plain), _phase(plain), _measure(plain), words=tuple(kept))


def _year(head: str) -> int | None:
    """The year that the column is of: not that of a comparison, and none where a span of years is named."""
    bare = _FORM_YEAR.sub(" ", head)
    years = {int(y) for y in _YEAR.findall(bare)}
    base = {int(m[1]) for m in _BASE_YEAR.finditer(bare)}
    own = years - base if years - base else set()
    return own.pop() if len(own) == 1 else None


def _phase(head: str) -> Phase | None:
    for phase, pattern in _PHASES:
        if pattern.search(head):
            return phase
    return None


def _measure(head: str) -> Measure | None:
    """The last measure that is named wins: the deepest level of a head."""
    best: tuple[int, Measure] | None = None
    for measure, pattern in _MEASURES:
        for match in pattern.finditer(head):
            if best is None or match.start() > best[0]:
                best = (match.start(), measure)
    bare = _YEAR.sub(" ", head).strip().casefold()
    return best[1] if best else _MOVES.get(bare)


def unique_keys(columns: Sequence[TableColumn]) -> None:
    """Make the keys of a table unique: a repeated or empty head gets its place."""
    seen: dict[str, int] = {}
    for i, column in enumerate(columns):
        key = column.key or f"kolom {i + 1}"
        if key in seen:
            seen[key] += 1
            key = f"{key} ({seen[key]})"
        seen.setdefault(key, 1)
        column.key = key


def settle_kinds(columns: Sequence[TableColumn], rows: Sequence[TableRow]) -> None:
    """Say of each column whether it holds money, percentages or counts: by its head, and by what is printed in it."""
    points = any(c is not None and c.figure.grouped for row in rows for c in row.cells)
    for i, column in enumerate(columns):
        cells = [row.cells[i] for row in rows]
        figures = [c.figure for c in cells if c is not None and c.figure.kind in ("plain", "percent")]
        percents = sum(f.kind == "percent" for f in figures)
        column.kind = _kind(column.key, len(figures), percents, any(f.money for f in figures))
        if figures and (_refers(column.key, figures) or _are_years(column.key, figures, points=points)):
            column.kind = "count"


def _refers(head: str, figures: Sequence[Figure]) -> bool:
    """True for the number of the programme that a row is of."""
    return bool(_REFERENCE.fullmatch(head)) and all(map(_is_number, figures))


def _are_years(head: str, figures: Sequence[Figure], *, points: bool) -> bool:
    """True for the year in which a project ends: 2029 without a point, where amounts have one."""
    return all(f.year for f in figures) and bool(_OF_YEARS.search(head) or (points and len(figures) > 2))


def _is_number(figure: Figure) -> bool:
    """True for what numbers things: no sign, no cents, no point, two digits at most."""
    bare = not (figure.grouped or figure.money or figure.signed or figure.decimals)
    return bare and figure.value is not None and figure.value < 100


def settle_years(columns: Sequence[TableColumn]) -> None:
    """A "raming" of a year after the one that is budgeted is of the multi-year estimate."""
    budgeted = [
        c.year for c in columns if c.phase == "budget" and c.year and re.search(r"\bbegroting", c.key, re.IGNORECASE)
    ]
    for column in columns:
        if (
            column.phase == "budget"
            and column.year
            and budgeted
            and column.year > max(budgeted)
            and re.match(r"raming\b", column.key, re.IGNORECASE)
        ):
            column.phase = "multi_year"


def settle_row_units(rows: Sequence[TableRow]) -> None:
    """The unit of rows that have one of their own: "Lasten per inwoner (in €)", "Aantal inwoners" in a table of
    thousands."""
    for row in rows:
        if not row.label:
            continue
        said = [unit for match in _ROW_UNIT.finditer(row.label) if (unit := unit_of(match[0]))]
        row.unit = said[0] if said else 1 if _ROW_COUNT.search(row.label) and not _MONEY.search(row.label) else None


def _kind(head: str, figures: int, percents: int, euro: bool) -> ColumnKind:
    if euro:
        return "money"
    if (figures and percents * 2 >= figures) or (_PERCENT.search(head) and not percents < figures / 2):
        return "percent"
    if _PERCENT.search(head) and not _MONEY.search(_PERCENT.sub(" ", head)):
        return "percent"
    if _COUNT.search(head) and not _MONEY.search(head):
        return "count"
    return "money"


def speaks_of_money(text: str) -> bool:
    """True where a head names money."""
    return bool(_MONEY.search(text))
