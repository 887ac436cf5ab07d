"""What opens an explanation in bare text, what it is tied to, and what only looks like one."""

from __future__ import annotations

import pytest

from griffier.extractors.budgets.contract_tables import tables_of
from griffier.extractors.budgets.explanations import explanations
from griffier.extractors.budgets.ties import label_of, told_by_amount
from griffier.extractors.drafting.draft import settle
from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Part, plain_document

TABLE = """Overzicht afwijkingen (x € 1.000)

Nr  Onderwerp                2025      2026
1   Jeugdhulp                -350      -120
2   Hulp in het huishouden    120        60
3   Raadsbesluiten             65        65
    Totaal                   -165         5

"""


def read(text: str) -> list[tuple[str, str, list[str], list[str]]]:
    doc = plain_document(TABLE + text)
    part = Part.whole(doc)
    settled, _ = settle({"explanations": explanations(part, tables_of(part))}, doc)
    return [(e["heading"], e["text"], e["rows"], e["row_pointers"]) for e in settled["explanations"]]


PROSE = "De aanbesteding viel duurder uit dan bij het opstellen van de begroting was voorzien."


@pytest.mark.parametrize(
    ("heading", "rows"),
    [
        ("Jeugdhulp (€ 350.000 nadeel)", ["1"]),
        ("Jeugdhulp ( € 0,35 mln. N/I)", ["1"]),
        ("Jeugdhulp (begroot € 2.000.000)   € 350.000 N", ["1"]),
        ("1. Jeugdhulp € 350.000 nadelig (S)", ["1"]),
        ("Hulp in het huishouden: € 120.000 V", ["2"]),
        ("Hulp in het huishouden (lagere lasten € 120.000)", ["2"]),
        ("Ad 3. Overzicht van raadsbesluiten", ["3"]),
        ("Nieuwe sporthal (€ 45.000 nadeel)", []),
    ],
)
def test_a_label_with_an_amount_opens_one(heading: str, rows: list[str]) -> None:
    (found,) = read(f"{heading}\n\n{PROSE}\n")
    assert (" ".join(heading.split()), PROSE, rows) == found[:3]
    assert len(found[3]) == len(rows)


@pytest.mark.parametrize(
    ("heading", "rows"),
    [
        ("1. Jeugdhulp en 3. Raadsbesluiten", ["1", "3"]),
        ("1. Jeugdhulp; 2. Hulp in het huishouden & 3. Raadsbesluiten", ["1", "2", "3"]),
        ("1. Jeugdhulp en 5. Sport", ["1"]),  # there is no row 5
        ("2. Hulp in het huishouden", ["2"]),
    ],
)
def test_a_chapter_of_explanations_whose_headings_may_name_several_rows(heading: str, rows: list[str]) -> None:
    (found,) = read(f"3. Toelichting op de afwijkingen\n\n{heading}\n{PROSE}\n")
    assert (" ".join(heading.split()), PROSE, rows) == found[:3]


def test_a_second_label_belongs_to_the_first() -> None:
    (found,) = read(f"Jeugdhulp € 350.000 N\nVoorstel tot resultaatbestemming € 350.000 V\n{PROSE}\n")
    assert found[:3] == ("Jeugdhulp € 350.000 N Voorstel tot resultaatbestemming € 350.000 V", PROSE, ["1"])


def test_under_a_bare_toelichting_the_label_of_a_row_opens_one() -> None:
    found = read(
        f"Toelichting\n\nJeugdhulp\n\n{PROSE}\n\nOver dit rapport\n\nDeze rapportage verschijnt twee keer per jaar in "
        f"alle kernen.\n"
    )
    assert [f[:3] for f in found] == [("Jeugdhulp", PROSE, ["1"])]


@pytest.mark.parametrize(
    "text",
    [
        f"Bedragen x € 1.000 (V = voordeel, N = nadeel)\n\n{PROSE}\n",
        f"Het nadeel van € 350.000 op Jeugdhulp is verwerkt.\n\n{PROSE}\n",
        "Jeugdhulp € 350.000 N\nWegen € 45.000 N\nGroen € 12.000 V\n",
        f"• Jeugdhulp € 350.000 N\n\n{PROSE}\n",
        f"Jeugdhulp\n\n{PROSE}\n",
        f"Stand van zaken 2025\n\n{PROSE}\n",
    ],
    ids=["unit", "sentence", "list", "bullet", "no section", "heading"],
)
def test_near_misses(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("heading", "label"),
    [
        ("Jeugdhulp (€ 350.000 nadeel)", "Jeugdhulp"),
        ("Thuiszorg (Act. 2022 € 100.000 V)   € 500.000 V", "Thuiszorg"),
        ("DVO ( lagere lasten € 270.000)", "DVO"),
        ("Wegen - € 5.000 N", "Wegen"),
        ("Sport (binnen)", "Sport (binnen)"),
    ],
)
def test_the_label_without_its_amounts(heading: str, label: str) -> None:
    assert label_of(heading) == label


def test_an_amount_alone_says_nothing_of_favour() -> None:
    assert not told_by_amount("Krediet sporthal € 45.000") and not told_by_amount("€ 45.000 N")


SECTIONS = """<html><body><h1>Kadernota 2027</h1><h2>Voorstellen</h2>
<table><tr><th>Nr</th><th>Onderwerp</th><th>2027</th><th>2028</th></tr>
<tr><td>1</td><td>Onderhoud bruggen</td><td>-40.000</td><td>-45.000</td></tr>
<tr><td>2</td><td>Verhoging toeristenbelasting met 5%</td><td>30.000</td><td>31.000</td></tr>
<tr><td>3</td><td>Zwembad</td><td>-12.000</td><td>-12.000</td></tr></table>
<LEVEL>1. Onderhoud bruggen</LEVEL><p>PROSE</p><LEVEL>2. Verhoging toeristenbelasting</LEVEL><p>PROSE</p>
<LEVEL>3. Sportpark</LEVEL><p>PROSE</p><h2>Vervolg</h2><p>PROSE</p></body></html>""".replace("PROSE", PROSE)


@pytest.mark.parametrize(
    ("level", "want"),
    [
        ("h3", [("1. Onderhoud bruggen", PROSE, ["1"]), ("2. Verhoging toeristenbelasting", PROSE, ["2"])]),
        ("h2", []),  # chapters that an overview lists
    ],
)
def test_headings_that_repeat_number_and_label_of_a_row(level: str, want: list[tuple[str, str, list[str]]]) -> None:
    page = SECTIONS.replace("LEVEL", level)
    record = process(SourceFile("kadernota.html", page.encode())).records[0].model_dump()
    assert [(e["heading"], e["text"], e["rows"]) for e in record["explanations"]] == want


LONG = "De kosten stijgen doordat de aanbesteding duurder uitviel dan was voorzien en dit werkt door in latere jaren."


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("1. Jeugdhulp: " + LONG, [("1. Jeugdhulp", ["1"])]),
        ("Hulp in het huishouden. " + LONG, [("Hulp in het huishouden", ["2"])]),
        ("Raadsbesluiten (€ 65.000) – " + LONG, [("Raadsbesluiten", ["3"])]),
        ("1. " + LONG + "\n\n3. " + LONG, [("1.", ["1"]), ("3.", ["3"])]),
        ("Jeugdhulp " + LONG, [("Toelichting", [])]),  # no sign and no bold type: a sentence about the row
        ("7. " + LONG, [("Toelichting", [])]),
        (LONG, [("Toelichting", [])]),
        (LONG + "\n\nJeugdhulp: " + LONG, [("Jeugdhulp", ["1"])]),  # what is said before explains no row
        (LONG + "\n\nAldus vastgesteld in de vergadering van 3 mei 2025.\n\nde griffier", [("Toelichting", [])]),
    ],
)
def test_labels_and_numbers_before_their_prose(text: str, want: list[tuple[str, list[str]]]) -> None:
    found = read(f"Toelichting\n\n{text}\n")
    assert [(heading, rows) for heading, _, rows, _ in found] == want
    assert all(told == LONG for _, told, _, _ in found if found[0][0] != "Toelichting") or len(found) == 1


SMALL = LONG[0].lower() + LONG[1:]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("• Jeugdhulp: " + SMALL, [("Jeugdhulp", ["1"])]),
        ("– 1. Jeugdhulp – € 350.000 nadeel (S): " + SMALL, [("1. Jeugdhulp – € 350.000 nadeel (S)", ["1"])]),
        ("- Raadsbesluiten (€ 65.000 V): " + SMALL, [("Raadsbesluiten (€ 65.000 V)", ["3"])]),
        ("Sportvelden: " + SMALL, [("Toelichting", [])]),  # no row of the table
    ],
)
def test_prose_in_small_letters_behind_a_label(text: str, want: list[tuple[str, list[str]]]) -> None:
    found = read(f"Toelichting\n\n{text}\n")
    assert [(heading, rows) for heading, _, rows, _ in found] == want
    assert want[0][0] == "Toelichting" or found[0][1] == SMALL


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "Toelichting jeugdhulp\n\nDe tarieven zijn hoger.",
            [("Toelichting jeugdhulp", "De tarieven zijn hoger.", ["1"])],
        ),
        (f"Toelichting op de raadsbesluiten\n\n{LONG}", [("Toelichting op de raadsbesluiten", LONG, ["3"])]),
        (f"Ad 2. {LONG}\n\nAd 3. {LONG}", [("Ad 2.", LONG, ["2"]), ("Ad 3.", LONG, ["3"])]),
        (f"Ad 7. {LONG}", []),
    ],
)
def test_the_word_before_the_label_or_number_of_a_row(text: str, want: list[tuple[str, str, list[str]]]) -> None:
    assert [f[:3] for f in read(f"{text}\n")] == want


@pytest.mark.parametrize("between", ["x" * 60 + " " + "De raad spreekt over de hele begroting in november. " * 40, ""])
def test_a_bare_toelichting_explains_the_table_right_above(between: str) -> None:
    found = read(f"{between}\n\nToelichting\n\n{LONG}\n")
    assert [f[0] for f in found] == ([] if between else ["Toelichting"])


REMARKS = """<html><body><h1>Begroting 2027</h1><h2>Kapitaalgoederen</h2>
<table><tr><th>Nr.</th><th>Onderwerp</th><th>2027</th></tr><tr><td>1</td><td>Wegen</td><td>40.000</td></tr>
<tr><td>2</td><td>Bruggen</td><td>12.000</td></tr></table><p>TEXT</p>
<table><tr><th>HEAD</th><th>Toelichting</th></tr><tr><td>FIRST</td><td>LONG</td></tr>
<tr><td>SECOND</td><td>LONG</td></tr><tr><td>Sportvelden</td><td>kort</td></tr></table></body></html>"""


@pytest.mark.parametrize(
    ("first", "second", "want"),
    [
        ("1", "2", [("1", ["1"]), ("2", ["2"])]),
        ("Wegen", "Bruggen", [("Wegen", ["1"]), ("Bruggen", ["2"])]),
        ("Bruggen", "Groen", [("Bruggen", ["2"])]),
        ("Gebouwen", "Groen", []),  # it explains no row of a table
    ],
)
def test_a_table_of_remarks_on_the_rows_of_another(first: str, second: str, want: list[tuple[str, list[str]]]) -> None:
    page = REMARKS.replace("FIRST", first).replace("SECOND", second).replace("LONG", LONG).replace("TEXT", PROSE)
    record = process(SourceFile("begroting.html", page.encode())).records[0].model_dump()
    assert [(e["heading"], e["rows"]) for e in record["explanations"]] == want
    assert all(e["text"] == LONG for e in record["explanations"])
