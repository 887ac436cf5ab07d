"""Six fictional papers of six towns, each in a template of its own, as the towns' own programs would write them.

What a reader finds in them stands in `tests/cases/budget_reports/templates/`, one file a paper.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
from docx.table import _Cell as WordCell
from reportlab.lib.colors import HexColor, grey
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

P = ParagraphStyle("p", fontName="Helvetica", fontSize=10, leading=13, spaceAfter=5)
CELL = ParagraphStyle("cell", parent=P, fontSize=9, leading=11, spaceAfter=0)
BOLD = ParagraphStyle("bold", parent=P, fontName="Helvetica-Bold", spaceBefore=7)
H1 = ParagraphStyle("h1", parent=BOLD, fontSize=18, leading=23)
H2 = ParagraphStyle("h2", parent=BOLD, fontSize=13, leading=17)
GRID = [("GRID", (0, 0), (-1, -1), 0.5, grey), ("VALIGN", (0, 0), (-1, -1), "TOP")]


def _pdf(story: list[Any], running: str = "", size: tuple[float, float] = A4) -> bytes:
    def furniture(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(56, size[1] - 34, running if document.page > 1 else "")
        canvas.drawRightString(size[0] - 56, 28, f"Pagina {document.page}")

    out = io.BytesIO()
    template = SimpleDocTemplate(out, pagesize=size, leftMargin=56, rightMargin=56, topMargin=60, invariant=1)
    template.build(story, onFirstPage=furniture, onLaterPages=furniture)
    return out.getvalue()


def _p(text: str) -> Paragraph:
    return Paragraph(text, P)


def _grid(rows: list[list[str]], wide: list[float], *, ruled: bool = True, bold_last: bool = False) -> Table:
    """A table with a coloured head; figures to the right."""
    body = [[Paragraph(cell, CELL) if wide[j] > 90 and cell else cell for j, cell in enumerate(row)] for row in rows]
    style: list[Any] = [("FONT", (0, 0), (-1, -1), "Helvetica", 9), ("FONT", (0, 0), (-1, 0), "Helvetica-Bold", 9),
                        ("BACKGROUND", (0, 0), (-1, 0), HexColor("#d9e6f2")), ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
                        ("VALIGN", (0, 0), (-1, -1), "TOP")]  # fmt: skip
    style += [("GRID", (0, 0), (-1, -1), 0.5, grey)] if ruled else []
    style += [("FONT", (0, -1), (-1, -1), "Helvetica-Bold", 9)] if bold_last else []
    return Table(body, wide, style=style)


def _word(made: Any) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _listed(cell: WordCell, lines: list[str], style: str | None = "List Bullet") -> None:
    cell.paragraphs[0].text = ""
    for i, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if not i else cell.add_paragraph()
        paragraph.text = line
        if style:
            paragraph.style = style


def _figures(made: Any, rows: list[list[str]]) -> None:
    table = made.add_table(len(rows), len(rows[0]), style="Table Grid")
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            table.cell(i, j).text = text


def zandhorst() -> bytes:
    """A budget in Word: goals beside results without codes, lists with letters, explanations that begin in bold."""
    made = docx.Document()
    made.add_heading("Programmabegroting 2027-2030", 0)
    made.add_paragraph("Gemeente Zandhorst")
    made.add_heading("Programma 1 Bestuur en veiligheid", 1)
    made.add_paragraph("Portefeuillehouder: burgemeester A. Terpstra")
    made.add_heading("Wat willen we bereiken en wat gaan we daarvoor doen?", 2)
    table = made.add_table(3, 2, style="Table Grid")
    table.cell(0, 0).text, table.cell(0, 1).text = "Wat willen we bereiken?", "Wat gaan we daarvoor doen in 2027?"
    table.cell(1, 0).text = "Inwoners voelen zich veilig in hun eigen straat"
    _listed(table.cell(1, 1), ["We plaatsen camera's bij het station", "De wijkagent houdt spreekuur in het dorpshuis"])
    table.cell(2, 0).text = "Iedereen kan meepraten over plannen"
    _listed(table.cell(2, 1), ["Elke wijk krijgt een eigen budget van € 10.000"])
    made.add_heading("Indicatoren", 2)
    _figures(made, [["Indicator", "Eenheid", "2025", "Streefwaarde 2027"],
                    ["Winkeldiefstallen", "per 1.000 inwoners", "1,9", "1,5"],
                    ["Opkomst verkiezingen", "%", "54", "60"]])  # fmt: skip
    made.add_heading("Wat mag het kosten?", 2)
    made.add_paragraph("Bedragen x € 1.000")
    _figures(made, [["Nr.", "Onderdeel", "2026", "2027", "2028"], ["1.1", "Raad en griffie", "812", "830", "835"],
                    ["1.2", "Openbare orde", "440", "465", "465"],
                    ["1.3", "Bijdrage Veiligheidsregio", "1.920", "2.075", "2.110"],
                    ["", "Totaal lasten", "3.172", "3.370", "3.410"]])  # fmt: skip
    made.add_heading("Toelichting", 2)
    for lead, prose in (
        ("1.2 Openbare orde", "Voor het toezicht in het uitgaansgebied is vanaf 2027 € 25.000 extra nodig."),
        (
            "1.3 Bijdrage Veiligheidsregio",
            "De bijdrage stijgt in 2027 met € 155.000 door de nieuwe cao van de brandweer.",
        ),
    ):
        paragraph = made.add_paragraph()
        paragraph.add_run(lead).bold = True
        paragraph.add_run(" " + prose)
    made.add_heading("Programma 2 Wonen", 1)
    made.add_heading("Wat willen we bereiken?", 2)
    for letter, line in (("a.", "Starters vinden binnen vier jaar een huis"), ("b.", "Ouderen verhuizen op tijd")):
        made.add_paragraph(f"{letter} {line}")
    made.add_heading("Wat gaan we daarvoor doen?", 2)
    for letter, line in (
        ("a.", "We bouwen tachtig woningen aan de Veenlaan"),
        ("b.", "We geven een premie bij een verhuizing naar een kleiner huis"),
    ):
        made.add_paragraph(f"{letter} {line}")
    return _word(made)


def oosterlede() -> bytes:
    """An interim report as PDF: tables without rules, paragraphs numbered like their rows, columns of V and N."""
    rows = [["Nr.", "Omschrijving", "Begroting", "Prognose", "Verschil"],
            ["1", "Jeugdhulp met verblijf", "4.210", "4.655", "445 N"], ["2", "Bijstand", "9.100", "8.890", "210 V"],
            ["3", "Vervoer naar school", "760", "812", "52 N"],
            ["", "Totaal programma", "14.070", "14.357", "287 N"]]  # fmt: skip
    wide = [28.0, 200.0, 70.0, 70.0, 70.0]
    told = [
        ("1. De wachtlijst bij de jeugdhulp met verblijf is weggewerkt, waardoor er in een keer meer kinderen zijn "
         "geplaatst dan begroot. Het nadeel is € 445.000."),
        ("2. Er zijn minder mensen in de bijstand dan in het najaar werd verwacht, vooral jongeren vonden werk. Dat "
         "geeft een voordeel van € 210.000."),
    ]  # fmt: skip
    return _pdf(
        [
            Paragraph("Eerste bestuursrapportage 2026", H1),
            _p("Gemeente Oosterlede"),
            PageBreak(),
            Paragraph("Programma 3 Zorg en inkomen", H1),
            Paragraph("Wat wilden we bereiken?", H2),
            _p("Kinderen groeien zo veel mogelijk thuis op."),
            Paragraph("Wat hebben we daarvoor gedaan?", H2),
            _p("• De praktijkondersteuner werkt nu bij alle huisartsen"),
            _p("• Het contract met twee grote aanbieders is verlengd"),
            Paragraph("Wat heeft het gekost?", H2),
            _p("Bedragen x € 1.000 (V = voordeel, N = nadeel)"),
            _grid(rows, wide, ruled=False, bold_last=True),
            Paragraph("Toelichting", BOLD),
            *(_p(text) for text in told),
            Paragraph("Programma 4 Sport", H1),
            Paragraph("Wat wilden we bereiken?", H2),
            _p("De helft van de inwoners sport elke week."),
            Paragraph("Wat hebben we daarvoor gedaan?", H2),
            _p("• De sporthal is op zondag open"),
        ],
        "Eerste bestuursrapportage 2026 | gemeente Oosterlede",
    )


VEENWOLDE = """<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Kadernota 2028 - Veenwolde</title>
</head><body><nav class="breadcrumb"><a href="/">Home</a> &gt; <a href="/kadernota">Kadernota 2028</a> &gt;
Opgave Klimaat</nav><header><a href="/zoeken">Zoeken</a> <a href="/menu">Menu</a></header><main><h1>Opgave Klimaat</h1>
<details><summary>Wat willen we bereiken?</summary><ul><li>In 2040 stoot Veenwolde geen broeikasgas meer uit</li>
<li>Straten lopen bij een zware bui niet onder</li></ul></details>
<details><summary>Wat gaan we daarvoor doen?</summary><ul><li>Elk dorp krijgt een warmteplan</li>
<li>We planten duizend bomen</li></ul></details>
<details><summary>Wat mag het kosten?</summary><p>Bedragen x € 1.000, een minteken is een nadeel</p>
<table><thead><tr><th>Nr.</th><th>Onderwerp</th><th>2028</th><th>2029</th><th>Toelichting</th></tr></thead><tbody>
<tr><td>1</td><td>Warmteplannen</td><td>-120</td><td>-80</td>
<td>Voor elk van de vijf dorpen is € 24.000 nodig om een plan te maken.</td></tr>
<tr><td>2</td><td>Bomen</td><td>-60</td><td>-60</td><td></td></tr>
<tr><td>3</td><td>Rijksbijdrage klimaat</td><td>100</td><td>100</td>
<td>Het Rijk betaalt tot en met 2030 mee aan de uitvoering van het klimaatakkoord.</td></tr>
<tr><td></td><td>Totaal</td><td>-80</td><td>-40</td><td></td></tr></tbody></table></details>
</main><footer><a href="/privacy">Privacy</a></footer></body></html>"""


def veenwolde() -> bytes:
    """A page of a budget app: collapsed sections, a column of remarks that explains the rows."""
    return VEENWOLDE.encode()


def dijkerode() -> bytes:
    """Accounts as PDF: a tree of goals with numbers, results with letters, explanations of expenses and income."""
    rows = [["", "Begroting 2025", "Rekening 2025", "Verschil"], ["Lasten", "6.120", "6.390", "-270"],
            ["Baten", "1.040", "1.115", "75"], ["Saldo", "-5.080", "-5.275", "-195"]]  # fmt: skip
    return _pdf(
        [
            Paragraph("Jaarstukken 2025", H1),
            _p("Dijkerode"),
            PageBreak(),
            Paragraph("2. Programma Openbare ruimte", H1),
            _p("Commissie: Fysiek domein"),
            _p("Portefeuillehouders: J. de Bruin en K. Maas"),
            Paragraph("Missie", H2),
            _p("Dijkerode is groen, schoon en goed bereikbaar."),
            Paragraph("Doelenboom", H2),
            Paragraph("Doel 2.1 De bermen zijn rijk aan bloemen", BOLD),
            _p("Resultaat 2.1.a Dertig hectare berm is later gemaaid"),
            _p("Resultaat 2.1.b Vier scholen hebben een tuin"),
            Paragraph("Doel 2.2 Fietsers zijn veilig", BOLD),
            _p("Resultaat 2.2.a De rotonde bij de Dijkweg is klaar"),
            Paragraph("Wat heeft het gekost?", H2),
            _p("(bedragen x € 1.000)"),
            _grid(rows, [120.0, 85.0, 85.0, 85.0], bold_last=True),
            Paragraph("Toelichting", H2),
            Paragraph("Lasten", BOLD),
            _p("De winter was streng: voor het strooien en het herstel van de wegen is € 270.000 meer uitgegeven."),
            Paragraph("Baten", BOLD),
            _p("De provincie betaalde € 75.000 mee aan de nieuwe rotonde bij de Dijkweg in het dorp."),
        ],
        "Jaarstukken 2025 gemeente Dijkerode",
    )  # fmt: skip


def lagewaard() -> bytes:
    """A change of the budget: decision and table in one, and a second table that explains the rows by their number."""
    made = docx.Document()
    made.add_heading("Raadsbesluit: derde begrotingswijziging 2026", 1)
    made.add_paragraph("De raad van de gemeente Lagewaard, bijeen op 9 juli 2026;")
    made.add_paragraph("gelezen het voorstel van burgemeester en wethouders van 2 juni 2026;")
    made.add_paragraph("besluit: de begroting 2026 als volgt te wijzigen (bedragen in euro's):")
    _figures(made, [["Nr.", "Omschrijving", "Lasten", "Baten"], ["1", "Opvang van ontheemden", "350.000", "350.000"],
                    ["2", "Onderhoud gymzaal", "48.000", "0"], ["3", "Verkoop oude school", "0", "275.000"],
                    ["", "Totaal", "398.000", "625.000"]])  # fmt: skip
    made.add_paragraph("")
    _figures(
        made,
        [
            ["Nr.", "Toelichting"],
            ["1", "Het Rijk vergoedt de opvang volledig: de lasten en de baten stijgen met € 350.000."],
            ["2", "Het dak van de gymzaal lekt en moet voor de winter worden vervangen, dat kost € 48.000."],
            ["3", "De oude school aan de Kerkweg is verkocht aan een zorginstelling voor € 275.000."],
        ],
    )
    made.add_paragraph("Aldus besloten in de openbare vergadering van 9 juli 2026.")
    made.add_paragraph("de griffier, B. Vos")
    return _word(made)


def hoogelanden() -> bytes:
    """A financial monitor on landscape pages: themes, labels with amounts at the right edge, goals with indicators."""

    def label(text: str, amount: str) -> Table:
        return Table([[text, amount]], [560, 140], style=[("FONT", (0, 0), (-1, -1), "Helvetica-Bold", 10),
                                                          ("ALIGN", (1, 0), (1, 0), "RIGHT")])  # fmt: skip

    rows = [["Thema", "Begroting", "Verwachting", "Afwijking"], ["Samen leven", "18.200", "18.640", "440 N"],
            ["Ruimte", "9.450", "9.330", "120 V"], ["Totaal", "27.650", "27.970", "320 N"]]  # fmt: skip
    return _pdf(
        [
            Paragraph("Financiële monitor voorjaar 2026", H1),
            _p("Stand per 1 april 2026"),
            Spacer(1, 8),
            _p("Bedragen x € 1.000; N = nadeel, V = voordeel"),
            _grid(rows, [200.0, 90.0, 90.0, 90.0], bold_last=True),
            Paragraph("Toelichting op de afwijkingen", H2),
            label("Huishoudelijke hulp", "€ 310.000 N"),
            _p("Het aantal aanvragen steeg in het eerste kwartaal met acht procent. Dat werkt door in latere jaren."),
            label("Vergunninghouders", "€ 130.000 N"),
            _p("Voor de opvang in het voormalige klooster zijn extra begeleiders ingehuurd tot het einde van 2026."),
            label("Bouwleges", "€ 120.000 V"),
            _p("Er zijn twee grote aanvragen binnengekomen die pas in 2027 waren verwacht."),
            Paragraph("Vooruitblik", H2),
            _p("In het najaar volgt de tweede monitor, met de gevolgen van de septembercirculaire voor de begroting."),
        ],
        "Financiële monitor voorjaar 2026 Gemeente Hoogelanden",
        landscape(A4),
    )  # fmt: skip


PAPERS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "zandhorst": ("begroting.docx", zandhorst),
    "oosterlede": ("berap.pdf", oosterlede),
    "veenwolde": ("kadernota.html", veenwolde),
    "dijkerode": ("jaarstukken.pdf", dijkerode),
    "lagewaard": ("wijziging.docx", lagewaard),
    "hoogelanden": ("monitor.pdf", hoogelanden),
}
