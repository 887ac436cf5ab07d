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


def test_goals_that_say_so_stand_over_their_activities_without_a_question() -> None:
    body = """<h1>Programma 1 – Bestuur</h1><h2>Ambitie</h2><p>De gemeente luistert.</p>
    <h3>Doelstelling 1.1 Inwoners worden snel geholpen</h3><h4>Activiteiten</h4><p>1.1.1 We openen een loket</p>
    <h3>Doel: De raad wordt beter gehoord</h3><h4>Activiteiten</h4><ul><li>We zenden vergaderingen uit</li></ul>
    <h3>Ontwikkelingen</h3><h3>Doelgroepen</h3><p>Ouderen en jongeren.</p>"""
    (programme,) = read("Perspectiefnota 2027", body)["programmes"]
    assert programme["mission"] == "De gemeente luistert."
    (area,) = programme["policy_areas"]
    assert [(g["code"], g["text"], [r["text"] for r in g["results"]]) for g in area["goals"]] == [
        ("1.1", "Inwoners worden snel geholpen", ["We openen een loket"]),
        (None, "De raad wordt beter gehoord", ["We zenden vergaderingen uit"]),
    ]


@pytest.mark.parametrize(
    ("line", "progress"), [("Stand van zaken", "Het werk is af."), ("Stand van zaken: op schema", None)]
)
def test_a_label_with_its_value_heads_no_progress(line: str, progress: str | None) -> None:
    body = f"""<h1>Programma 1 Bestuur</h1><h3>{line}</h3><p>Het werk is af.</p><h2>Wat willen we bereiken?</h2>
    <ul><li>Een open stadhuis</li></ul>"""
    (programme,) = read("Perspectiefnota 2027", body)["programmes"]
    assert programme["progress"] == progress


@pytest.mark.parametrize("kind", ["", "Voorstel ", "Maatregel ", "Mutatie ", "Wijziging ", "Ontwikkeling ", "Post ",
                                  "Punt ", "Onderdeel ", "Nr. ", "Ad "])  # fmt: skip
def test_the_kind_of_a_row_before_its_number(kind: str) -> None:
    table = TABLE.replace("<tr><th>", "<tr><th>Nr.</th><th>").replace("<tr><td>Hulp", "<tr><td>1</td><td>Hulp")
    table = table.replace("<tr><td>Taal", "<tr><td>2</td><td>Taal").replace("<tr><td>Tot", "<tr><td></td><td>Tot")
    page = f"<h1>Jaarstukken 2018</h1><h2>Verschillen</h2>{table}<h3>{kind}2: Taalles</h3>{PROSE}"
    record = read("Jaarstukken 2018", page)
    assert [(e["heading"], e["rows"]) for e in record["explanations"]] == [(f"{kind}2: Taalles", ["2"])]


def test_an_analysis_in_which_each_programme_has_its_rows() -> None:
    chapters = "".join(
        f"<h2>Programma {i} {name}</h2>{TABLE.replace('Taalles', label)}<p>{label}</p>{PROSE}"
        for i, (name, label) in enumerate((("Zorg", "Wachtgeld"), ("Wegen", "Gladheid")), 1)
    )
    record = read("Analyse - Jaarstukken 2018 - Goes", f"<h1>Analyse overzicht van baten en lasten</h1>{chapters}")
    assert (record["title"], record["municipality"]["name"]) == ("Analyse overzicht van baten en lasten", "Goes")
    text = PROSE.removeprefix("<p>").removesuffix("</p>")
    assert [(e["heading"], e["text"], e["row_pointers"]) for e in record["explanations"]] == [
        ("Wachtgeld", text, ["/tables/0/rows/1"]),
        ("Gladheid", text, ["/tables/1/rows/1"]),
    ]


def test_lasten_and_baten_are_labels_too() -> None:
    table = TABLE.replace("Hulp aan huis", "Lasten").replace("Taalles", "Baten")
    body = f"<h1>Jaarstukken 2018</h1>{table}<h2>Verklaring van de verschillen</h2>"
    record = read(
        "Jaarstukken 2018", f"{body}<p>Lasten € 25.000 nadeel</p>{PROSE}<p>Baten € 20.000 voordeel</p>{PROSE}"
    )
    assert [(e["heading"], e["row_pointers"]) for e in record["explanations"]] == [
        ("Lasten € 25.000 nadeel", ["/tables/0/rows/0"]),
        ("Baten € 20.000 voordeel", ["/tables/0/rows/1"]),
    ]


FOLDED = [
    "<details><summary>{}</summary><div><h4>Wat gaan we ervoor doen?</h4><ul><li>{}</li></ul></div></details>",
    "<button aria-expanded='false'>{}</button><div hidden><h3>Wat gaan we ervoor doen?</h3><p>{}</p></div>",
]


@pytest.mark.parametrize("fold", FOLDED)
@pytest.mark.parametrize("question", ["", "<h2>Wat willen we bereiken?</h2>"])
def test_goals_that_unfold(fold: str, question: str) -> None:
    goals = [("Een open en helder bestuur", "Besluiten staan binnen een week online")]
    goals += [("Weerbare ondernemers", "Wij stellen een keurmerk in")]
    said = "".join(fold.format(*goal) for goal in goals)
    body = f"<h1>Begroting 2026</h1>{PROSE}<h2>Programma 1 Bestuur</h2>{question}{said}<h2>Wat mag het kosten?</h2>"
    (programme,) = read("Begroting 2026 gemeente Waterlanden", f"<article>{body}{TABLE}</article>")["programmes"]
    told = [(g["text"], [r["text"] for r in g["results"]]) for a in programme["policy_areas"] for g in a["goals"]]
    assert told == [(goal, [result]) for goal, result in goals]


def test_a_short_name_over_what_is_done_is_an_area() -> None:
    body = """<h1>Begroting 2026</h1><h2>Programma 1 Bestuur</h2><h3>Veiligheid</h3>
    <h4>Wat gaan we daarvoor doen?</h4><ul><li>We openen een meldpunt</li></ul>"""
    (area,) = read("Programmabegroting 2026", body)["programmes"][0]["policy_areas"]
    assert (area["name"], [r["text"] for r in area["results"]]) == ("Veiligheid", ["We openen een meldpunt"])


def test_a_chapter_beside_a_menu_of_all_chapters() -> None:
    table = TABLE.replace("<th>Begroting 2018</th><th>Rekening 2018</th>", "<th colspan='2'>Begroting</th>")
    page = f"""<html><head><title>Programma 2 Veiligheid - Programmabegroting 2026 - Gemeente Waterlanden</title></head>
    <body><nav><ul><li>Programma 1 Bestuur</li><li>Programma 2 Veiligheid</li></ul></nav><main>
    <h1>Programma 2 Veiligheid</h1>{PROSE}<h2>Wat willen we bereiken?</h2><ol><li>Minder overlast</li>
    <li>Een sterke brandweer</li></ol><h2>Wat gaan we daarvoor doen?</h2><h3>Minder overlast</h3><ul>
    <li>Wij openen een meldpunt</li></ul><h3>Een sterke brandweer</h3><ul><li>Er komt een nieuwe post</li></ul>
    <h2>Wat mag het kosten?</h2>{table}</main></body></html>"""
    record = process(SourceFile("pagina.html", page.encode())).records[0].model_dump()
    assert (record["title"], record["fiscal_year"]) == ("Programma 2 Veiligheid", 2026)
    ((number, goals),) = [(p["number"], p["policy_areas"][0]["goals"]) for p in record["programmes"]]
    assert number == "2"
    assert [(goal["text"], [r["text"] for r in goal["results"]]) for goal in goals] == [
        ("Minder overlast", ["Wij openen een meldpunt"]),
        ("Een sterke brandweer", ["Er komt een nieuwe post"]),
    ]


def test_labels_in_a_list_are_explanations() -> None:
    said = "Er waren meer aanvragen dan in de begroting stond."
    body = f"<h1>Jaarstukken 2018</h1>{TABLE}<p>Toelichting programma 1:</p><ul><li>Hulp aan huis: {said}</li>"
    record = read("Jaarstukken 2018", f"{body}<li>Taalles: {said}</li><li>Verder: {said}</li></ul>")
    told = [(e["heading"], e["text"], e["row_pointers"]) for e in record["explanations"]]
    assert told[0] == ("Hulp aan huis", said, ["/tables/0/rows/0"])
    assert [heading for heading, _, _ in told] == ["Hulp aan huis", "Taalles"]


def test_a_numbered_row_as_heading_under_a_line_that_stands_alone() -> None:
    table = TABLE.replace("<td>Hulp", "<td>1.1 Hulp").replace("<td>Taalles", "<td>1.2 Taalles")
    body = f"<h1>Jaarstukken 2018</h1><h2>Bijstellingen</h2><p>Bedragen x € 1.000</p>{table}<h4>1.2 Taalles</h4>{PROSE}"
    assert [e["heading"] for e in read("Jaarstukken 2018", body)["explanations"]] == ["1.2 Taalles"]


@pytest.mark.parametrize(
    ("words", "code"), [("Doel A: Een bereikbaar dorp", "A"), ("Doel 2. Een bereikbaar dorp", "2"), ("Doel Anna", None)]
)
def test_lettered_goals(words: str, code: str | None) -> None:
    head = f"<h1>Begroting 2026</h1><h2>Programma 1 Verkeer</h2><h3>{words}</h3>"
    body = f"{head}<h4>Acties 2026</h4><ul><li>Een halte</li></ul>"
    areas = read("Programmabegroting 2026", body)["programmes"][0]["policy_areas"]
    goals = [(g["code"], g["text"], [r["text"] for r in g["results"]]) for a in areas for g in a["goals"]]
    assert goals == ([(code, "Een bereikbaar dorp", ["Een halte"])] if code else [])
