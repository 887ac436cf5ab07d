"""Random budget tables of known content: what each prints, cell by cell, and how it is to be laid out.

`report(seed)` is one report of one to three tables. The same seed gives the same report on every machine. Figures are
whole units as printed, before the sign's manner; `truth` is what a reader should find.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any, Literal

PROGRAMMES = (
    "Bestuur en dienstverlening", "Veiligheid en handhaving", "Verkeer, vervoer en waterstaat", "Economie en toerisme",
    "Onderwijs en jeugd", "Sport, cultuur en recreatie", "Sociaal domein", "Volksgezondheid en milieu",
    "Wonen, bouwen en ruimtelijke ordening", "Duurzaamheid en energietransitie", "Openbare ruimte",
    "Leefbare dorpen, sterke wijken en een betrokken samenleving", "Werk en inkomen", "Vastgoed en grondzaken",
)  # fmt: skip
TAAKVELDEN = (
    ("0.1", "Bestuur"), ("0.2", "Burgerzaken"), ("0.3", "Beheer overige gebouwen en gronden"), ("0.4", "Overhead"),
    ("0.5", "Treasury"), ("0.61", "OZB woningen"), ("0.62", "OZB niet-woningen"), ("0.8", "Overige baten en lasten"),
    ("1.1", "Crisisbeheersing en brandweer"), ("1.2", "Openbare orde en veiligheid"), ("2.1", "Verkeer en vervoer"),
    ("2.2", "Parkeren"), ("3.1", "Economische ontwikkeling"), ("3.4", "Economische promotie"),
    ("4.1", "Openbaar basisonderwijs"), ("4.2", "Onderwijshuisvesting"), ("5.1", "Sportbeleid en activering"),
    ("5.2", "Sportaccommodaties"), ("5.7", "Openbaar groen en (openlucht) recreatie"), ("6.1", "Samenkracht"),
    ("6.2", "Toegang en eerstelijnsvoorzieningen"), ("6.3", "Inkomensregelingen"), ("6.711", "Huishoudelijke hulp"),
    ("6.751", "Jeugdhulp ambulant lokaal"), ("6.792", "PGB jeugd"), ("7.2", "Riolering"), ("7.3", "Afval"),
    ("7.4", "Milieubeheer"), ("8.1", "Ruimte en leefomgeving"), ("8.3", "Wonen en bouwen"),
)  # fmt: skip
RESERVES = (
    "Algemene reserve", "Reserve sociaal domein", "Reserve egalisatie afval", "Reserve wegen en kunstwerken",
    "Reserve onderwijshuisvesting", "Reserve duurzaamheid", "Reserve grondexploitatie", "Reserve kunst en cultuur",
    "Reserve dekking kapitaallasten gebouwen en installaties", "Reserve verkiezingen", "Reserve omgevingswet",
    "Reserve ICT", "Reserve personele knelpunten", "Reserve herinrichting Marktplein e.o.",
)  # fmt: skip
INVESTMENTS = (
    "Vervanging riolering Kerkstraat", "Nieuwbouw brede school Oost", "Herinrichting stationsgebied",
    "Aanschaf tractor", "Renovatie sporthal De Waterlinie", "Vervanging software burgerzaken", "Gymzaal 't Anker",
    "Fietspad langs de N257, tussen de Hoge Brug en de Lage Brug", "Verduurzaming gemeentehuis", "Speeltoestellen",
    "Openbare verlichting fase 2", "Vrachtwagen met kraan", "Damwand haven, inclusief steigers", "Kunstgrasveld 3",
)  # fmt: skip
SUBJECTS = (
    "Algemene uitkering meicirculaire", "Loon- en prijsontwikkeling", "Bijdrage veiligheidsregio", "Jeugdhulp",
    "Wmo 2015 huishoudelijke ondersteuning", "Legesopbrengsten", "Energiekosten gebouwen", "Dividend", "Vacatures",
    "Onderhoud wegen", "Opvang ontheemden, kosten en vergoeding", "Bijstandsuitkeringen (BUIG)", "Kapitaallasten",
    "Afvalverwerking", "Leerlingenvervoer", "Invoering Omgevingswet, tijdelijke inhuur van personeel", "Rente",
    "Toeristenbelasting", "Accountantskosten", "Groenonderhoud", "Verkoop van gronden en panden", "ICT-beveiliging",
)  # fmt: skip
REMARKS = (
    "Hogere tarieven van de aanbieders.", "Conform de meicirculaire.", "Wordt in de jaarrekening afgewikkeld.",
    "De uitvoering is doorgeschoven naar volgend jaar.", "Minder aanvragen dan geraamd.", "Zie programma 4.",
    "Incidenteel voordeel door vacatures.", "Besluit van de raad van juni.",
)  # fmt: skip
NAMES = ("Programma", "Omschrijving", "Onderwerp", "Bedragen x € 1.000", "", "Omschrijving")
Mark = Literal["item", "subtotal", "total", "section"]
Value = Decimal | None


@dataclass(frozen=True)
class Column:
    """`words`: the levels of its head, top to bottom. `kind`: money, percent, text."""

    words: tuple[str, ...]
    kind: str = "money"

    @property
    def key(self) -> str:
        """The levels joined, each once."""
        return " ".join(dict.fromkeys(w for w in self.words if w))


@dataclass
class Row:
    """A row; `texts` are its cells in columns of words. A section has a label alone."""

    mark: Mark
    label: str
    values: list[Value]
    number: str | None = None
    texts: tuple[str, ...] = ()


@dataclass
class Style:
    """How a table is laid out; see `laid_sheets`."""

    negative: str = "minus"
    zero: str = "0"
    euro: bool = False
    rules: str = "none"
    size: float = 8.5
    font: str = "sans"
    head: str = "right"
    band: bool = False
    stripes: bool = False
    repeat: bool = True
    tight: bool = False
    valign: str = "top"
    numbers: str = "own"
    places: int = 0
    """Behind the comma, of every figure."""


@dataclass
class LaidTable:
    """One table and what is right. `planted`: row and column of a figure that is wrong on purpose."""

    title: str
    legend: str
    unit: int
    stub: str
    columns: list[Column]
    rows: list[Row]
    style: Style
    words: tuple[str, ...] = ()
    """Heads of columns of words, between label and figures; the last stands right of them where it is a remark."""
    remark: bool = False
    sign: str | None = None
    planted: tuple[int, int] | None = None
    right: Decimal = Decimal(0)
    """What the planted figure should be."""

    def truth(self) -> dict[str, Any]:
        """As the evaluation reads gold: values in euro by key."""
        rows = []
        for row in self.rows:
            if row.mark == "section":
                continue
            pairs = zip(self.columns, row.values, strict=True)
            values = {c.key: str(v * (self.unit if c.kind == "money" else 1)) for c, v in pairs if v is not None}
            rows.append({"number": row.number, "label": row.label, "values": values})
        return {"title": self.title, "unit": self.unit, "sign": self.sign, "rows": rows}


@dataclass
class Report:
    """Tables between paragraphs. `producer` and `scan` say how it is made."""

    seed: int
    tables: list[LaidTable]
    producer: str
    scan: str | None
    everywhere: str = ""
    landscape: bool = False
    fill: int = 0
    """Lines of prose before the first table, which push it over a page's end."""
    before: list[str] = field(default_factory=list)


def _figure(r: Random, large: int = 30_000) -> Decimal:
    return Decimal(int(r.triangular(3, large, 400) if r.random() < 0.85 else r.randint(0, 90)))


def _sum(rows: Sequence[Row], at: int) -> Decimal:
    return sum((row.values[at] or Decimal(0) for row in rows), Decimal(0))


def _total(mark: Mark, label: str, rows: Sequence[Row]) -> Row:
    return Row(mark, label, [_sum(rows, i) for i in range(len(rows[0].values))])


def _numbered(r: Random, names: Sequence[str]) -> list[tuple[str | None, str]]:
    way = r.random()
    return [(str(n) if way < 0.5 else None, name) for n, name in enumerate(names, 1)]


def _overview(r: Random, year: int) -> LaidTable:
    """Programmes with expenses, income and balance for one to three periods."""
    periods = [("Rekening", year - 2), ("Begroting", year - 1), ("Begroting", year)][-r.choice((1, 2, 3)) :]
    if r.random() < 0.3:
        periods = [("Primitieve begroting", year), ("Begroting na wijziging", year), ("Realisatie", year)]
    measures = r.choice((["Lasten", "Baten", "Saldo"], ["Baten", "Lasten", "Saldo"], ["Lasten", "Baten"]))
    if len(periods) * len(measures) > 6:
        periods = periods[: 9 // len(measures)]
    three = len(periods) > 1 and r.random() < 0.2
    columns = [Column((p, str(y), m) if three else (f"{p} {y}", m)) for p, y in periods for m in measures]
    lasten = r.choice((1, -1))
    programmes = r.sample(PROGRAMMES, r.randint(3, 9))

    def values(income: bool = True, expense: bool = True) -> list[Value]:
        out: list[Value] = []
        for _ in periods:
            cost, gain = _figure(r) if expense else Decimal(0), _figure(r, 9000) if income else Decimal(0)
            made = {"Lasten": lasten * cost, "Baten": gain, "Saldo": gain - cost}
            out += [made[m] for m in measures]
        return out

    items = [Row("item", label, values(), number) for number, label in _numbered(r, programmes)]
    rows = [*items, _total("subtotal" if (more := r.random() < 0.5) else "total", "Totaal programma's", items)]
    if more:
        rest = [Row("item", "Algemene dekkingsmiddelen", values(expense=False)), Row("item", "Overhead", values())]
        if r.random() < 0.5:
            rest.append(Row("item", "Onvoorzien", values(income=False)))
        rows += rest
        rows.append(_total("total", r.choice(("Totaal", "Totaal saldo van baten en lasten")), [*items, *rest]))
    return LaidTable("Overzicht van baten en lasten", "", 1000, "Programma", columns, rows, Style())


def _years(r: Random, year: int) -> LaidTable:
    """Taakvelden in sections of expenses and income over several years."""
    heads = [f"Rekening {year - 2}", f"Begroting {year - 1}", f"Begroting {year}"]
    later = [f"Raming {year + n}" for n in range(1, r.choice((2, 3, 4)))]
    if r.random() < 0.3:
        columns = [Column(("", h)) for h in heads] + [Column(("Meerjarenraming", str(year + 1 + n))) for n in range(3)]
    else:
        columns = [Column((h,)) for h in (heads + later)[r.choice((0, 1)) :]]
    lasten, coded = r.choice((1, -1)), r.random() < 0.6
    count = r.randint(3, 8)
    fields = sorted(r.sample(TAAKVELDEN, count)) if coded else [("", name) for name in r.sample(SUBJECTS, count)]
    named = r.random() < 0.7
    rows: list[Row] = []
    parts: list[Row] = []
    for name, sign in (("Lasten", lasten), ("Baten", 1)):
        own = [Row("item", label, [sign * _figure(r) for _ in columns], code or None) for code, label in fields]
        total = _total("subtotal", f"Totaal {name.lower()}", own)
        rows += ([Row("section", name, [])] if named else []) + [*own, total]
        parts.append(total)
    made: list[Value] = []
    for i in range(len(columns)):
        cost, gain = (part.values[i] or Decimal(0) for part in parts)
        made.append(gain - cost * lasten)
    label = r.choice(("Saldo", "Saldo van baten en lasten", "Geraamd saldo"))
    rows.append(Row("total", label, made))
    programme = r.choice(PROGRAMMES)
    return LaidTable(f"Wat mag het kosten? {programme}", "", 1000, r.choice(NAMES), columns, rows, Style())


def _reserves(r: Random, year: int) -> LaidTable:
    """Openings, additions, withdrawals and closings of reserves."""
    if r.random() < 0.5:
        heads = (f"Saldo 1-1-{year}", "Toevoegingen", "Onttrekkingen", f"Saldo 31-12-{year}")
    else:
        heads = (f"Stand per 1 januari {year}", "Toevoeging", "Onttrekking", f"Stand per 31 december {year}")
    turned = r.choice((1, -1))

    def values() -> list[Value]:
        start = _figure(r)
        add, take = r.choice((Decimal(0), _figure(r, 2000))), r.choice((Decimal(0), Decimal(int(start) // 3)))
        return [start, add, turned * take, start + add - take]

    names = r.sample(RESERVES[1:], r.randint(3, 9))
    general = [Row("item", "Algemene reserve", values())]
    own = [Row("item", name, values()) for name in names]
    rows = list(general)
    if r.random() < 0.6:
        rows += [Row("section", "Bestemmingsreserves", []), *own]
        rows.append(_total("subtotal", "Totaal bestemmingsreserves", own))
    else:
        rows += own
    rows.append(_total("total", "Totaal reserves", [*general, *own]))
    return LaidTable("Verloop van de reserves", "", 1000, "Naam reserve", [Column((h,)) for h in heads], rows, Style())


def _investments(r: Random, year: int) -> LaidTable:
    """Credits, what was spent, and what is left, in euros or thousands."""
    heads = ("Krediet", f"Uitgaven t/m {year - 1}", "Restant krediet")
    words = ("Programma",) if r.random() < 0.3 else ()
    rows: list[Row] = []
    for n, name in enumerate(r.sample(INVESTMENTS, r.randint(4, 10)), 1):
        credit = Decimal(r.randint(2, 400) * 5)
        spent = Decimal(int(int(credit) * r.random()))
        texts = (r.choice(PROGRAMMES[:6]),) if words else ()
        rows.append(Row("item", name, [credit, spent, credit - spent], str(n) if words else None, texts))
    rows.append(_total("total", "Totaal", rows))
    columns = [Column((h,)) for h in heads]
    table = LaidTable("Lopende investeringen", "", 1000, "Investering", columns, rows, Style(), words)
    if r.random() < 0.5:
        table.unit = 1
        for row in rows:
            row.values = [None if v is None else v * 1000 + 0 for v in row.values]
    return table


def _variances(r: Random, year: int) -> LaidTable:
    """Budget, forecast and their difference, which is good or bad; remarks at the right of some."""
    heads = r.choice((("Begroting", "Prognose", "Verschil"), ("Begroting", "Realisatie", "Afwijking")))
    columns = [Column((f"{heads[0]} {year}",)), Column((f"{heads[1]} {year}",)), Column((heads[2],))]
    rows: list[Row] = []
    remark = r.random() < 0.35
    for number, name in _numbered(r, r.sample(SUBJECTS, r.randint(4, 10))):
        plan, real = _figure(r), _figure(r)
        texts = (r.choice((*REMARKS, "")),) if remark else ()
        rows.append(Row("item", name, [plan, real, plan - real], number, texts))
    rows.append(_total("total", "Totaal", rows))
    words = ("Toelichting",) if remark else ()
    title = "Afwijkingen per onderwerp"
    return LaidTable(title, "", 1000, "Onderwerp", columns, rows, Style(), words, remark)


def _mutations(r: Random, year: int) -> LaidTable:
    """What changes over the years, in favour or not."""
    columns = [Column((str(year + n),)) for n in range(r.choice((3, 4, 5)))]
    if r.random() < 0.25:
        columns.insert(0, Column(("Programma",), "count"))
    rows: list[Row] = []
    last: list[Value] = [Decimal(0)] * len(columns)
    for number, name in _numbered(r, r.sample(SUBJECTS, r.randint(5, 14))):
        values: list[Value] = [
            Decimal(r.randint(1, 9)) if c.kind == "count" else r.choice((-1, 1)) * _figure(r, 1500) for c in columns
        ]
        if r.random() < 0.25:
            values[-1] = Decimal(0)
        rows.append(Row("item", name, values, number))
    last = [None if c.kind == "count" else _sum(rows, i) for i, c in enumerate(columns)]
    rows.append(Row("total", r.choice(("Totaal mutaties", "Totaal", "Saldo")), last))
    return LaidTable("Financiële gevolgen van de voorstellen", "", 1000, "Onderwerp", columns, rows, Style())


def _tariffs(r: Random, year: int) -> LaidTable:
    """Income, costs and the share of the costs that is covered."""
    heads = ("Lasten", "Baten", "Kostendekking")
    columns = [Column((h,), "percent" if n == 2 else "money") for n, h in enumerate(heads)]
    rows = []
    for name in r.sample(("Afvalstoffenheffing", "Rioolheffing", "Begraafrechten", "Marktgelden", "Bouwleges"), 4):
        cost = _figure(r) + 50
        share = Decimal(r.randint(60, 100))
        rows.append(Row("item", name, [cost, Decimal(int(cost * share / 100)), share]))
    total: list[Value] = [_sum(rows, 0), _sum(rows, 1), None]
    rows.append(Row("total", "Totaal", total))
    return LaidTable("Kostendekkendheid van de heffingen", "", 1000, "Heffing", columns, rows, Style())


_KINDS: tuple[tuple[float, Callable[[Random, int], LaidTable]], ...] = (
    (3, _overview),
    (4, _years),
    (2, _reserves),
    (2, _investments),
    (3, _variances),
    (3, _mutations),
    (0.7, _tariffs),
)
LEGENDS = {
    1000: (
        "(bedragen x € 1.000)", "Bedragen in duizenden euro's", "(x € 1.000)", "bedragen * € 1.000", "(in duizenden)",
        "(€ '000)", "Alle bedragen x 1.000 euro",
    ),
    1: ("(bedragen in euro's)", "(in €)", "Bedragen in hele euro's"),
    1_000_000: ("(bedragen x € 1 miljoen)", "(x € 1 mln)", "Bedragen in miljoenen euro's"),
}  # fmt: skip
SIGNS = {
    "negative_is_unfavourable": ("- = nadeel", "(- is nadelig)", "negatief = nadeel", "+ = voordeel, - = nadeel"),
    "negative_is_favourable": ("- is voordeel", "negatief = voordeel, positief = nadeel"),
}


def report(seed: int) -> Report:
    """The report of a seed."""
    r = Random(seed)
    year = r.randint(2027, 2034)
    producer = r.choices(("reportlab", "typst", "chromium", "libreoffice"), (40, 28, 22, 10))[0]
    scan = r.choice(("clean200", "clean300", "skewed200")) if seed % 10 in (4, 7) and r.random() < 0.6 else None
    if scan:
        producer = "reportlab"
    tables = [_table(r, year) for _ in range(r.choices((1, 2, 3), (6, 3, 1))[0])]
    if scan:
        tables = tables[:1]
    out = Report(seed, tables, producer, scan)
    out.landscape = any(len(t.columns) > 5 or (len(t.columns) > 4 and t.style.size > 8.5) for t in tables)
    for table in tables:
        if len(table.columns) > 6:
            table.style.size = min(table.style.size, 8.0)
    out.fill = r.choice((0, 0, 3, 20, 28))
    if r.random() < 0.12 and all(t.unit == 1000 for t in tables):
        out.everywhere = "Alle bedragen in deze begroting luiden x € 1.000, tenzij anders vermeld."
        for table in tables:
            table.legend, table.style.euro = "", False
            table.sign = table.sign if table.style.negative.startswith("letter") else None
    return out


def _table(r: Random, year: int) -> LaidTable:
    table = r.choices([make for _, make in _KINDS], [weight for weight, _ in _KINDS])[0](r, year)
    table.style = _style(r)
    differs = any(c.words[-1] in ("Verschil", "Afwijking", "Saldo") for c in table.columns)
    signed = any(v is not None and v < 0 for row in table.rows for v in row.values)
    if table.unit == 1000 and r.random() < 0.07 and table.title.startswith("Verloop"):
        table.unit = 1_000_000
        for row in table.rows:
            row.values = [None if v is None else v / 10 for v in row.values]
        table.style.places = 1
    table.legend = r.choice(LEGENDS[table.unit])
    if table.unit == 1 and r.random() < 0.5:
        table.legend, table.style.euro = "", True
    if signed and table.title.startswith("Financiële") and r.random() < 0.5:
        table.style.negative = r.choice(("letter", "letter", "letter-cell"))
        table.sign = "negative_is_unfavourable"
        table.legend += r.choice((" (V = voordeel, N = nadeel)", "", " V = voordelig / N = nadelig"))
    elif signed and differs and r.random() < 0.4:
        table.sign = r.choice(list(SIGNS))
        table.legend = f"{table.legend}; {r.choice(SIGNS[table.sign])}".lstrip("; ")
    if r.random() < 0.45:
        _plant(r, table)
    elif r.random() < 0.25:
        _rounded(r, table)
    return table


def _plant(r: Random, table: LaidTable) -> None:
    """One figure of a total is wrong."""
    totals = [i for i, row in enumerate(table.rows) if row.mark in ("subtotal", "total")]
    money = [i for i, c in enumerate(table.columns) if c.kind == "money"]
    row, column = r.choice(totals), r.choice(money)
    right = table.rows[row].values[column]
    if not right or abs(right) < 20:
        return
    step = Decimal(r.choice((10, 100, 9, 90, 1000))) * (1000 if table.unit == 1 else 1)
    while step * 2 > abs(right):
        step /= 10
    step = max(step, Decimal(len(table.rows)))
    table.planted, table.right = (row, column), right
    table.rows[row].values[column] = right + r.choice((1, -1)) * (step if right == int(right) else step / 10 + 1)


def _rounded(r: Random, table: LaidTable) -> None:
    """Totals that are one off, as rounding makes them."""
    for row in table.rows:
        for i, value in enumerate(row.values):
            if row.mark in ("subtotal", "total") and value and r.random() < 0.3 and table.unit == 1000:
                row.values[i] = value + r.choice((1, -1))


def _style(r: Random) -> Style:
    return Style(
        negative=r.choice(("minus", "minus", "minus", "trail", "brackets", "true-minus", "gap", "slash")),
        zero=r.choice(("0", "-", "", "-")),
        euro=r.random() < 0.08,
        rules=r.choice(("none", "none", "all", "rows", "head")),
        size=r.choice((7.0, 8.0, 8.5, 9.0, 10.0)),
        font=r.choice(("sans", "sans", "serif", "other")),
        head=r.choice(("right", "right", "center", "left")),
        band=r.random() < 0.4,
        stripes=r.random() < 0.25,
        repeat=r.random() < 0.7,
        tight=r.random() < 0.3,
        valign=r.choice(("top", "middle", "bottom")),
        numbers=r.choice(("own", "joined")),
    )
