"""The fields of every record, on short fictional documents."""

from __future__ import annotations

from typing import Any, cast

import pytest

from griffier.extractors.checks import date_conflicts as date_checks
from griffier.extractors.checks import unclear_sums
from griffier.extractors.drafting.context import Context, Given
from griffier.extractors.drafting.draft import settle
from griffier.extractors.dutch import councils, nlp, parties
from griffier.extractors.general import amounts, date, entities, language, municipality, policy_areas, title
from griffier.extractors.general.meeting_title import meeting_title
from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Part, Span, plain_document
from griffier.schemas.record import Finding, Record


def part(text: str) -> Part:
    return Part.whole(plain_document(text))


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        (
            "Gemeente Zeist\n\nAan de raad\n\nZeist, 8 februari 2023\n\nGeachte raad,\nOp 1 januari 2022 schreef u",
            "letter",
            "2023-02-08",
        ),
        ("Uw brief van 3 mei 2021\nOns kenmerk\nDatum\n12 mei 2021", "letter", "2021-05-12"),
        (
            "De raad, in vergadering bijeen op donderdag 7 november 2019;\nconstaterende dat op 1 juni 2018",
            "motion",
            "2019-11-07",
        ),
        ("Motie vreemd\nVergadering van 3 en 4 juli 2024", "motion", "2024-07-03"),
        (
            "Raadsbesluit\nGelezen het voorstel van 5 mei 2020\nAldus vastgesteld in de openbare vergadering van 9 "
            "juni 2020",
            "council_decision",
            "2020-06-09",
        ),
        (
            "Notulen van de raadsvergadering van 12 maart 2015\n\nVaststelling notulen van 12 februari 2015",
            "minutes",
            "2015-03-12",
        ),
        (
            "Vragen\nDatum indiening 10 juli 2020\nDatum beantwoording 10 september 2020",
            "written_questions",
            "2020-09-10",
        ),
        ("From: a\nDate: Tue, 12 Mar 2024 10:00\nSubject: x", "letter", "2024-03-12"),
        ("Jaarverslag\n\nmaart 2022\n", "budget_report", "2022-03"),
        (
            "Verslag van de raadscommissie Ruimte\ngehouden op dinsdag 9 januari 2024 in het gemeentehuis",
            "minutes",
            "2024-01-09",
        ),
        ("Besluitenlijst B&W gemeente Urk\nWeek 23 – dinsdag 7 juni 2022\n", "decision_list", "2022-06-07"),
        (
            "Raadsvergadering\nDinsdag 11 februari 2025 | 19:30 uur\n5. Vaststellen besluitenlijst 14 januari 2025",
            "agenda",
            "2025-02-11",
        ),
        (
            "BEHANDELD DOOR    ONS NUMMER     DATUM\nA. Proef          2021.12345     5 oktober 2021\n",
            "letter",
            "2021-10-05",
        ),
        (
            "Raadsagenda\nDatum en tijd woensdag 14 maart 2012 13.00 uur\n2 Notulen van de raadsvergadering op 15 "
            "februari 2012.",
            "agenda",
            "2012-03-14",
        ),
        (
            "Motie: Een\nDe raad, in vergadering bijeen op 23 januari 2024,\nAldus ingetrokken in de openbare "
            "raadsvergadering van 23 januari 2025",
            "motion",
            "2025-01-23",
        ),
        (
            "Datum\n14 oktober 2024\nVoorstel van het college inzake X\nAldus geamendeerd besloten in de openbare "
            "raadsvergadering van 23 januari 2025.",
            "council_decision",
            "2025-01-23",
        ),
        (
            "Begroting 2024\nOktober 2023\nIn de raadsvergadering van 7 april 2015 is besloten tot een reserve.",
            "budget_report",
            "2023-10",
        ),
        ("Vastgesteld door het college op 8 oktober 2024\nNota\n", "budget_report", "2024-10-08"),
        (
            "Notulen\nop dinsdag 14 november 2023 om 19.30 uur\n1. Opening\nAldus vastgesteld in de openbare "
            "vergadering van 12 december 2023.",
            "minutes",
            "2023-11-14",
        ),
        ("Motie 4\nRaad van de gemeente Houten | 18 juni 2024\n", "motion", "2024-06-18"),
        ("Motie 4\nVerzoekt het college:\n- de raad voor 1 juni 2026 te informeren;\n", "motion", None),
        ("Besluitenlijst\nHet verslag is vastgesteld in de\nraadsvergadering van 28 januari 2014\n", "agenda", None),
        ("Raadsbrief\nDatum: Q1 2024\n", "letter", "2024-03"),
        ("Raadsbrief\nDatum: 4‑7‑2024\n", "letter", "2024-07-04"),
        ("De ried fan de gemeente, yn gearkomste byinoar op 10 novimber 2022", "motion", "2022-11-10"),
        ("In 2019 is besloten dat op 1 mei 2020 het plan van start gaat", "other", None),
        (
            "Besluitenlijst\n\nGemeente Velsum, dinsdag 4 november 2025, 19.30 uur\n2. Lijst 3 mei 2025",
            "decision_list",
            "2025-11-04",
        ),
        ("Besluitenlijst openbare raadsvergadering\n\n1. Opening\n2. Besluitenlijst 3 mei 2025", "decision_list", None),
    ],
)
def test_date(text: str, kind: str, expected: str | None) -> None:
    found = date.extract(part(text), Context(), kind)
    assert (found.value if found else None) == expected


def test_a_date_that_the_caller_gives_is_used_where_the_document_is_silent() -> None:
    context = Context(given=Given(date="2021-03-04", municipality="Leiden"))
    found = date.extract(part("Een nota zonder dag"), context, "other")
    assert found is not None and (found.value, found.method) == ("2021-03-04", "given:metadata")
    place = municipality.extract(part("Een nota zonder naam"), context, "other")
    assert place is not None and (place.value["code"], place.method) == ("GM0546", "given:metadata")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Gemeente Zeist\n\nOnderwerp: Voortgang van het\nstationsplein in de binnenstad\n\nGeachte raad,",
            "Voortgang van het stationsplein in de binnenstad",
        ),
        ("Betreft: Motie van het lid Testers inzake schone lucht.\nDatum: 3 mei 2021", "schone lucht"),
        ("Motie: Meer bomen in de wijk!\n\nDe raad, bijeen op 3 mei 2021", "Meer bomen in de wijk!"),
        (
            "Gemeenteraad Leiden\n25bb006477\n\nMOTIE\n\nLoketten die blijven\n\nDe raad van de gemeente Leiden, "
            "bijeen",
            "Loketten die blijven",
        ),
        (
            "Besluitenlijst raadsvergadering 29 juni 2015 aanvang 17.00 uur\n1. Opening.",
            "Besluitenlijst raadsvergadering 29 juni 2015",
        ),
        ("3 mei 2021\nPagina 1 van 2\n", None),
        # an engine that took the picture of a cover for letters
        ("oo EN Kr DE EI ta Ne Gr en\n\nWonen op het water\n\nDe stad telt 300 woonboten.", "Wonen op het water"),
        ("Ve De El KA\nme et ol ne Ri an\n\nDe stad telt 300 woonboten en dat zijn er meer dan ooit.", None),
        # few letters a word, and yet a title
        # a cover stacks its title; what the paper tells again is all of it
        (
            "Proefdamse\nAgenda\nWater &\nGroen\n2019-2022\nStad met\nuitzicht\n\nmaart 2021\n\n"
            "De Proefdamse agenda water en groen 2019-2022 loopt af.",
            "Proefdamse Agenda Water & Groen 2019-2022",
        ),
        ("Groen bij\nde haven\n® ©\n\nDe raad nam Groen bij de haven aan.", "Groen bij de haven"),
        ("Proefdamse\nAgenda\nWater\n\nmaart 2021\n\nHet water stijgt.", None),
        ("ONDERHOUD HAVEN-\nEN BOSWEGEN\nJaren van werk\n\nDe wegen zijn oud.", "ONDERHOUD HAVEN- EN BOSWEGEN"),
        ("Wonen op de kade                      Vijf wensen\n\nDe stad telt 300 woonboten.", None),
        ("Wat te doen met oud ijs\n\nDe stad telt 300 vijvers.", "Wat te doen met oud ijs"),
    ],
)
def test_title(text: str, expected: str | None) -> None:
    found = title.extract(part(text), Context(), "other")
    assert (found.value if found else None) == expected


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        (
            "Datum\n14 oktober 2024\n\nGeamendeerd voorstel van het college inzake Nota Havenkade 2024\n\nDe nota\n",
            "council_decision",
            "Nota Havenkade 2024",
        ),
        (
            "Gewijzigd voorstel van het college inzake aanpassing hoogte reserve\nActivafinanciering\n\nIn 2014 is\n",
            "council_decision",
            "aanpassing hoogte reserve Activafinanciering",
        ),
        (
            "Voorstel van het college tot vaststelling van de Verordening tot vierde wijziging van de\nVerordening "
            "ondersteuning 2018\n\nToelichting\n",
            "council_decision",
            "vaststelling van de Verordening tot vierde wijziging van de Verordening ondersteuning 2018",
        ),
        (
            "Initiatiefvoorstel Lokaal Hengelhoek: Opheffen geheimhouding\n",
            "council_proposal",
            "Opheffen geheimhouding",
        ),
        (
            "Voordracht over Mandaatbesluit steun\nVan Het dagelijks bestuur\n",
            "council_proposal",
            "Mandaatbesluit steun",
        ),
        (
            "Voorstel aan de raad\n\nKrediet zwembad Loppersum (nr. 2024-031)\n",
            "council_proposal",
            "Krediet zwembad Loppersum",
        ),
        ("De raad\n\nRaadsbesluit nr. 2016/18\n\nBESLUIT met algemene stemmen:\n", "council_decision", None),
        ("Onderwerp   info@hengelhoek.nl\nStand van zaken kade\n\nGeachte raad,\n", "letter", "Stand van zaken kade"),
        ("Onderwerp: [onderwerp invullen]\n\nGeachte raad,\n", "letter", None),
        ("Schriftelijke vragen van de fractie D66 over de kade\n\n1. Wat kost dat?\n", "written_questions", "de kade"),
        (
            "Een op de zeven kinderen beweegt te weinig. Een zorgwekkend cijfer\ndat niet alleen nu telt.\n",
            "council_proposal",
            None,
        ),
        (
            "DE KADEBODE\n\nwoensdag 19 juni 2024 · Regio\nRaad wil toch banken\nDoor onze verslaggever A. B.\n\nHet",
            "other",
            "Raad wil toch banken",
        ),
        ("KADEVISIE 2030\n\nwoensdag 19 juni 2024\n\nDoor de kade\n", "other", "KADEVISIE 2030"),
        (
            "Besluitenlijst van de\nraadsvergadering\n1. Opening\n",
            "decision_list",
            "Besluitenlijst van de raadsvergadering",
        ),
        (
            "Vragen CDA over wachttijden aan het loket - Gemeente Roermond\n\nIndiener: A. Proef\n",
            "written_questions",
            "wachttijden aan het loket",
        ),
        ("Raadsbesluit    Velsen\nNummer  R23.041\n\nDe raad van de gemeente Velsen,\n", "council_decision", None),
        (
            "Mondelinge vragen boerderij\n\nOp 17 december heeft\nde fractie mondelinge vragen gesteld over misstanden"
            " op de\nboerderij.\n",
            "written_questions",
            "Mondelinge vragen boerderij",
        ),
        (
            "17 oktober 2010\nRaadsadres van de buurtgroep Havenkade\nover de speeltuin in de wijk.\n\nGeachte raad,",
            "letter",
            "de speeltuin in de wijk",
        ),
    ],
)
def test_title_of_a_kind(text: str, kind: str, expected: str | None) -> None:
    found = title.extract(part(text), Context(), kind)
    assert (found.value if found else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Geachte raad, wij vragen u om de weg te maken", "nl"),
        (
            "It college fan boargemaster en wethâlders stelt de rie út om yn te stimmen mei it foarstel foar de "
            "Fryske taal",
            "fy",
        ),
        (
            "Dear members of the council, we would like to ask you for the permission of the building in our street",
            "en",
        ),
        ("Sehr geehrte Damen und Herren, wir bitten Sie um die Genehmigung für das Haus", "de"),
        ("Nous vous demandons une autorisation pour les travaux dans la rue", "fr"),
        ("Motie 12", None),
    ],
)
def test_language(text: str, expected: str | None) -> None:
    found = language.extract(part(text), Context(), "other")
    assert (found.value if found else None) == expected


def test_amounts_in_tables_are_no_running_text() -> None:
    text = (
        "De kosten zijn € 5.000 per jaar.\n\nLasten € 1.000 € 2.000 € 3.000\nBaten € 500 € 600 € 700\n\n"
        "Onderhoud\n€ 100\n€ 200\n€ 300\n"
    )
    assert [f.value["raw"] for f in amounts.extract(part(text), Context(), "other")] == ["€ 5.000"]
    rows = "het extra budget van\n500.000 euro (begroting 2009)\n\nGroen\n500.000 euro (begroting 2009)\n"
    assert [f.value["raw"] for f in amounts.extract(part(rows), Context(), "other")] == ["500.000 euro"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Programma" + " " * 60 + "x \u20ac 1.000\n\nDe lasten stijgen met \u20ac 5.000.", ["\u20ac 5.000"]),
        ("Lasten per taakveld\n\n(in \u20ac 1.000)", []),
        ("Alle bedragen luiden in \u20ac 1.000.", []),
        ("Bedragen x \u20ac 1 miljoen", []),
        ("Wij betalen 3 x \u20ac 1.000 aan de club.", ["\u20ac 1.000"]),
        ("De inzet kost \u20ac 1.000 per jaar.", ["\u20ac 1.000"]),
        ("De tekorten lopen op in stappen van \u20ac 1.000", ["\u20ac 1.000"]),
    ],
)
def test_what_figures_are_multiplied_by_is_no_amount(text: str, expected: list[str]) -> None:
    assert [f.value["raw"] for f in amounts.extract(part(text), Context(), "other")] == expected


def test_entities_are_counted_and_linked() -> None:
    text = (
        "De raad van de gemeente Leiden, bijeen op 6 juli 2023.\nDe heer A.B. Testers (SP) verwijst naar de "
        "Gemeentewet en de Wmo. "
        "De heer Testers noemt de VNG en Leiden. De PvdA is tegen, SvL is voor."
    )
    found = {(f.value["type"], f.value["name"]): f.value for f in entities.extract(part(text), Context(), "motion")}
    assert found["person", "A.B. Testers"]["mentions"] == 2
    assert found["location", "Leiden"]["code"] == "GM0546"
    assert found["party", "PvdA"]["code"] == "Partij van de Arbeid (P.v.d.A.)"
    assert found["party", "Studenten voor Leiden (SVL)"]["mentions"] == 1
    assert ("law", "Gemeentewet") in found and ("organization", "VNG") in found


def test_a_request_has_the_streets_and_districts_that_its_own_words_name() -> None:
    text = """Motie: Veilig oversteken

De gemeenteraad van Zwolle,
constaterende dat
- de Molenstraat druk is en de Bloemenlaan ook;
verzoekt het college
- de Molenstraat in Zwolle en het Proefplein in te richten als fietsstraat, en de bewoners van de
  Molenstraat te horen;
roept de minister op
- overal in Nederland geld te geven;
en gaat over tot de orde van de dag.
"""
    record = process(SourceFile("motie.txt", text.encode())).records[0]
    assert [r.locations for r in record.requests] == [["Molenstraat", "Proefplein"], []]  # type: ignore[attr-defined]
    assert [e.quote for e in record.evidence if e.pointer == "/requests/0/locations/0"] == ["Molenstraat"] * 2


def test_a_request_has_those_areas_of_its_document_of_which_it_speaks() -> None:
    text = """Motie: Meer middenhuur en een buslijn

De gemeenteraad,
constaterende dat
- woningbouw, de tramlijn en het openbaar vervoer achterblijven;
verzoekt het college
- sociale huur te bouwen;
roept de minister op
- de bushalte te houden;
en gaat over tot de orde van de dag.
"""
    record = process(SourceFile("motie.txt", text.encode())).records[0]
    assert {area.code for area in record.policy_areas} == {"8.3", "2.5"}
    assert [request.policy_areas for request in record.requests] == [["8.3"], ["2.5"]]  # type: ignore[attr-defined]
    places = [e.quote for e in record.evidence if e.pointer == "/requests/1/policy_areas/0"]
    assert places == ["bushalte"]


def test_policy_area_needs_more_than_one_word() -> None:
    named = policy_areas.extract(
        part("Onderwerp: Parkeren bij het zwembad\n\nHet parkeren is duur, de parkeervergunning ook."),
        Context(),
        "motion",
    )
    assert [f.value["code"] for f in named] == ["2.2"]
    assert policy_areas.extract(part("Onderwerp: Een plan\n\nWij noemen eenmaal parkeren."), Context(), "motion") == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Motie: Meer middenhuur\n\nEr is woningbouw nodig, en sociale huur voor starters.", ["8.3"]),
        ("Motie: Eerder naar bed\n\nIn over en uit zonder ovaal overleg.", []),  # "ov" is a word, not a beginning
        ("Motie: De bus\n\nHet ov rijdt niet. Een buslijn en een bushalte minder.", ["2.5"]),
        ("Motie: Van alles\n\nEen school, een weg, een boom, een huis.", []),  # one weak word for each of many
    ],
)
def test_policy_areas_are_those_that_words_agree_on(text: str, codes: list[str]) -> None:
    found = policy_areas.extract(part(text), Context(), "motion")
    assert [f.value["code"] for f in found] == codes
    assert all(0.7 <= f.value["score"] == f.confidence <= 1 for f in found)


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Nota grondbeleid. Conform het voorstel besloten.", []),  # one word alone
        ("Grondbeleid en bouwgrond. Grondbeleid: vastgesteld.", ["8.2"]),
        ("Huis van de wijk. Het huis is geopend.", []),
        # one weak word that is said twice is one word
        ("Themadebat wegen. De wegen zijn besproken.", []),
        # as much for the one area as for the other
        ("Bibliotheek en zwembad. De bibliotheek en het zwembad zijn besproken.", []),
    ],
)
def test_a_line_says_enough_for_an_area_or_has_none(line: str, codes: list[str]) -> None:
    assert [f.value["code"] for f in policy_areas.named(line, Span(0, len(line)), Span(0, line.index(".")))] == codes


def test_a_long_text_is_not_asked_to_agree_as_a_line_is() -> None:
    line = "Bibliotheek en zwembad. De bibliotheek en het zwembad zijn besproken."
    padded = line + " Zo is dat." * 40
    found = policy_areas.named(padded, Span(0, len(padded)), Span(0, line.index(".")))
    assert {f.value["code"] for f in found} == {"5.2", "5.6"}


@pytest.mark.parametrize(
    ("name", "code", "on", "expected"),
    [
        ("GL", "GM0546", "2023-07-06", "GROENLINKS"),
        ("SvL", "GM0546", "2023-07-06", "Studenten voor Leiden (SVL)"),
        ("GroenLinks", "GM0599", "2026-07-06", "GROENLINKS / Partij van de Arbeid (PvdA)"),
        ("ChristenUnie", "GM0599", "2020-12-17", "ChristenUnie-SGP"),
        ("Leefbaar", "GM0599", "2023-01-01", None),
        ("SP", "GM0599", "2022", None),
        ("D66", "GM0546", "2017-01-01", None),
        ("Partij van Niemand", "GM0546", "2023-07-06", None),
    ],
)
def test_party_is_linked_to_the_council_of_its_day(name: str, code: str, on: str, expected: str | None) -> None:
    assert parties.link(name, code, on) == expected


def test_size_of_councils() -> None:
    assert councils.council_size("GM0546", "2023-07-06") == 39
    assert councils.council_size("GM0599", "2021-01-01") == 45
    assert councils.council_size("GM0546", "2017-01-01") is None
    assert councils.council_size("GM9999", "2023-07-06") is None


def test_a_model_that_is_not_installed_is_said() -> None:
    with pytest.raises(nlp.ModelNotFoundError):
        list(nlp.mentions_of("Tekst.", [(0, 6)], "xx_no_such_model"))


def checked(text: str, kind: str, make_record: Any) -> list[Finding]:
    found = part(text)
    return date_checks.check(make_record(found, kind), found, Context())


@pytest.fixture
def make_record() -> Any:
    from griffier.schemas.kinds import record_types
    from griffier.schemas.record import Producer, Source

    def make(found: Part, kind: str) -> Any:
        own = date.extract(found, Context(), kind)
        source = Source(path="x", sha256="0" * 64, size=1, media_type="text/plain", pages=[], page_range=(1, 1))
        return record_types()[kind](
            producer=Producer(version="0", settings=""),
            id="0" * 16 + "-0",
            kind=kind,
            kind_confidence=1,
            source=source,
            date=own.value if own else None,
            evidence=settle({"date": own}, found.doc)[1],
        )

    return make


@pytest.mark.parametrize(
    ("text", "kind", "codes"),
    [
        (
            "Raadsvergadering: 5 juli 2023\nDe raad, in vergadering bijeen op 6 juli 2023, besluit",
            "motion",
            ["date.conflict"],
        ),
        ("Raadsvergadering: 6 juli 2023\nDe raad, in vergadering bijeen op 6 juli 2023, besluit", "motion", []),
        ("Motie\nDatum: 31 november 2021\n", "motion", ["date.implausible"]),
        # a Tuesday; the year is misprinted
        ("Motie\nDe raad, in vergadering bijeen op donderdag 23 januari 2024,", "motion", ["date.implausible"]),
        ("Motie\nDe raad, in vergadering bijeen op donderdagavond 23 januari 2025,", "motion", []),
        ("Motie\nDe raad, in vergadering bijeen op dinsdag, 23 januari 2024,", "motion", []),
        ("Datum indiening 10 juli 2020\nDatum beantwoording 1 juni 2020", "written_questions", ["date.implausible"]),
        (
            "Motie: Een\nDe raad, in vergadering bijeen op 23 januari 2024,\nAldus ingetrokken in de openbare "
            "raadsvergadering van 23 januari 2025",
            "motion",
            ["date.conflict"],
        ),
        (
            "Besluitenlijst\nDatum: 10 december 2024\n" + "\n" * 3000 + "Vastgesteld in de vergadering gehouden op 17 "
            "december 2024",
            "decision_list",
            [],
        ),
        (
            "Datum: 3 mei 2003\nOp 1 maart 2023, 2 april 2023 en 3 april 2022 is gesproken.",
            "letter",
            ["date.implausible"],
        ),
    ],
)
def test_checks_on_dates(text: str, kind: str, codes: list[str], make_record: Any) -> None:
    assert [f.code for f in checked(text, kind, make_record)] == codes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Geachte leden van de raad,\n\nWij wonen in Alkmaar bij de brug.\n\nMet vriendelijke groet,\n\nA. "
            "Voorbeeld\n",
            "Alkmaar",
        ),
        # a sender's address is not the council's
        ("Stichting Voorbeeld\nProeflaan 3\n1811 AA Alkmaar\n\nGeachte raad,\n\nWij vragen uw aandacht.\n", None),
        # two towns, and the seats of others, prove nothing
        ("Geachte raad,\n\nDe bus van Alkmaar rijdt niet meer naar Heiloo, en dat is jammer.\n", None),
        ("Geachte raad,\n\nHet ministerie zetelt in Utrecht sinds 2020.\n", None),
    ],
)
def test_a_municipality_named_in_passing(text: str, expected: str | None) -> None:
    found = municipality.extract(part(text), Context(), "letter")
    assert (found.value["name"] if found else None) == expected
    assert found is None or found.method == "rule:municipality-in-passing"


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("Dit kost ca. € 1 mln en ± € 50.000.", ["1000000", "50000"]),
        ("2025: € 50.000, 2026: € 75.000;", ["50000", "75000"]),
        ("Lasten en baten € 50.000 € 75.000", []),
    ],
)
def test_two_sums_in_a_short_line_are_prose_where_words_or_signs_join_them(line: str, values: list[str]) -> None:
    found = amounts.running_amounts(part(f"Toelichting\n\n{line}\n\nEinde\n"))
    assert [str(m.value) for m in found] == values


def test_a_sum_with_two_readings_is_said() -> None:
    text = "Motie\n\nDe raad verzoekt het college € 1,125 te reserveren.\n"
    found = unclear_sums.check(cast(Record, None), part(text), Context())
    assert [(f.code, f.pointer, f.page) for f in found] == [("amount.uncertain", "/amounts", 1)]


def test_a_line_that_begins_and_ends_with_sums_is_prose_where_words_join_them() -> None:
    part = Part.whole(plain_document("Het tarief per zak stijgt van €\n1,20 naar € 1,65\n"))
    assert [str(f.value["value"]) for f in amounts.extract(part, Context(), "motion")] == ["1.20", "1.65"]


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (
            "decision_list",
            "Besluitenlijst\n\nOpenbare vergadering van de raad van Kapelle\ndinsdag 14 november 2023, 19.00 uur\n",
            "Besluitenlijst Openbare vergadering van de raad van Kapelle",
        ),
        (
            "decision_list",
            "Besluitenlijst gemeenteraad Woerden\ndonderdag 6 juni 2024, 20:00 uur\n",
            "Besluitenlijst gemeenteraad Woerden",
        ),
        (
            "minutes",
            "Notulen van de openbare vergadering van de raad, gehouden op\nmaandag 6 mei 2024, aanvang 19.30 uur\n",
            "Notulen van de openbare vergadering van de raad, gehouden op maandag 6 mei 2024",
        ),
        (
            "minutes",
            "Notulen van de vergadering van de raad\nvan de gemeente Veere\n12 mei 2023\n",
            "Notulen van de vergadering van de raad van de gemeente Veere",
        ),
    ],
)
def test_the_day_on_a_line_of_its_own_is_no_part_of_a_meetings_name(kind: str, text: str, expected: str) -> None:
    found = meeting_title(Part.whole(plain_document(text)), kind)
    assert found is not None and found.value == expected
