"""One chapter of a report as sites print it: what it is by the name of the page, goals as headings under a question,
the chapter's name repeated, causes of differences with their explanation."""

from __future__ import annotations

from typing import Any

import pytest

from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile

SHELL = "<html><head><title>TITLE</title></head><body><main>BODY</main></body></html>"
TABLE = """<table><tr><th>Bedragen x € 1.000</th><th>Begroting 2018</th><th>Rekening 2018</th><th>Verschil</th></tr>
<tr><td>Hulp aan huis</td><td>880</td><td>905</td><td>-25</td></tr>
<tr><td>Taalles</td><td>140</td><td>120</td><td>20</td></tr>
<tr><td>Totaal</td><td>1.020</td><td>1.025</td><td>-5</td></tr></table>"""
PROSE = "<p>Er waren meer aanvragen dan bij het maken van de begroting was verwacht, vooral in het voorjaar.</p>"


def read(title: str, body: str) -> dict[str, Any]:
    page = SHELL.replace("TITLE", title).replace("BODY", body)
    return process(SourceFile("pagina.html", page.encode())).records[0].model_dump()


def test_a_line_that_compares_with_the_budget_names_no_report() -> None:
    body = f"<h1>Samenleving</h1><h2>Verschil ten opzichte van de actuele begroting</h2>{TABLE}"
    record = read("Samenleving - Jaarverslag 2018 Waterlanden", body)
    assert (record["report_type"], record["fiscal_year"]) == ("annual_accounts", 2018)


@pytest.mark.parametrize("strong", ["<p><strong>{}</strong></p>", "<p>{}</p>", "<h4>{}</h4>"])
def test_causes_and_their_explanation(strong: str) -> None:
    labels = "".join(strong.format(label) + PROSE for label in ("Hulp aan huis", "Taalles"))
    record = read("Jaarstukken 2018", f"<h1>Jaarstukken 2018</h1>{TABLE}<h3>Toelichting bij de oorzaken</h3>{labels}")
    assert [(e["heading"], e["row_pointers"]) for e in record["explanations"]] == [
        ("Hulp aan huis", ["/tables/0/rows/0"]),
        ("Taalles", ["/tables/0/rows/1"]),
    ]


def test_what_is_said_before_the_first_table_explains_no_row() -> None:
    guide = "<p>In het overzicht hieronder leest u een samenvatting van alle mutaties van dit jaar.</p>"
    record = read("Kadernota 2026", f"<h1>Kadernota 2026</h1><h2>Toelichting financiële mutaties</h2>{guide}{TABLE}")
    assert record["explanations"] == []


def test_goals_are_headings_under_the_question() -> None:
    body = """<h1>Programma 2 Samenleving</h1><h2>2. Wat willen we bereiken?</h2><h3>2.1 Iedereen doet mee</h3>
    <h4>Wat gaan we daarvoor doen?</h4><ul><li>We openen een meldpunt</li></ul><h3>2.2 Jeugd groeit gezond op</h3>
    <h4>Wat gaan we daarvoor doen?</h4><ul><li>We planten een speelbos</li></ul>"""
    (programme,) = read("Programmabegroting 2026", body)["programmes"]
    (area,) = programme["policy_areas"]
    assert area["name"] == "Samenleving"
    assert [(g["code"], g["text"], [r["text"] for r in g["results"]]) for g in area["goals"]] == [
        ("2.1", "Iedereen doet mee", ["We openen een meldpunt"]),
        ("2.2", "Jeugd groeit gezond op", ["We planten een speelbos"]),
    ]


def test_the_name_of_the_chapter_repeated_under_each_question() -> None:
    body = """<h1>3. Werk en zorg</h1><h2>Wat willen we bereiken?</h2><p>3. Werk en zorg</p>
    <h3>Tabel 'wat willen we bereiken?'</h3><ul><li>Iedereen heeft werk</li></ul><h2>Wat gaan we daarvoor doen?</h2>
    <p>3. Werk en zorg</p><ul><li>We zoeken plekken bij bedrijven</li></ul>"""
    (programme,) = read("Programmabegroting 2026", body)["programmes"]
    (area,) = programme["policy_areas"]
    texts = [g["text"] for g in area["goals"]], [r["text"] for g in area["goals"] for r in g["results"]]
    assert texts == (["Iedereen heeft werk"], ["We zoeken plekken bij bedrijven"])
