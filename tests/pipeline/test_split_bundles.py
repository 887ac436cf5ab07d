"""Bundles behind a cover, papers behind minutes, letters with a decision, letters one after the other; and the long
documents beside them that stay whole."""

from __future__ import annotations

import io

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from griffier.pipeline.limits import Limits
from griffier.pipeline.readers.door import read
from griffier.pipeline.readers.text import document_of
from griffier.pipeline.source import SourceFile
from griffier.pipeline.splitting.split import split
from griffier.schemas.document import Document, Part


def motion(number: int, subject: str, numbered: bool = True) -> str:
    return f"""Gemeente Veldermeer
Motie{f" M{number}" if numbered else ""}
Onderwerp: {subject}
De raad van de gemeente Veldermeer, bijeen op 6 juli 2023,
overwegende dat de inwoners daar last van hebben;
verzoekt het college een voorstel te doen over {subject.lower()},
en gaat over tot de orde van de dag.
A. Voorbeeld (VVD)"""


THREE = [motion(4, "Hek om de speeltuin"), motion(5, "Licht op het fietspad"), motion(6, "Bomen langs de dijk")]
COVER = """Moties en amendementen bij de Kadernota 2024
Raadsvergadering van 6 juli 2023
M4 Hek om de speeltuin VVD
M5 Licht op het fietspad D66
M6 Bomen langs de dijk CDA"""
MINUTES = """Notulen van de openbare vergadering van de raad van Veldermeer
Gehouden op 6 juli 2023
De voorzitter opent de vergadering om 19.30 uur.
1. Opening
2. Kadernota"""
MINUTES_END = """De heer Proef trekt de motie in.
3. Sluiting
De voorzitter sluit de vergadering om 23.10 uur.
Vastgesteld in de vergadering van 7 september 2023,
de griffier, de voorzitter,"""
LETTER = """Gemeente Veldermeer
Postbus 12, 1234 ZZ Veldermeer
Aan de leden van de gemeenteraad
Datum 4 juli 2023
Ons kenmerk 2023-{n}
Onderwerp {subject}

Geachte leden van de raad,

Hierbij informeren wij u over {subject}. Het werk is in mei begonnen en duurt tot de herfst.

Met vriendelijke groet,
het college van burgemeester en wethouders,
B. Proef, secretaris"""
DECISION = """Raadsbesluit
Nummer 2023-77
Datum: 6 juli 2023
Onderwerp: Verordening speelplaatsen
De raad van de gemeente Veldermeer,
gelezen het voorstel van burgemeester en wethouders;
besluit de verordening vast te stellen.
de griffier, de voorzitter,"""


def pdf(*pages: str, footer: str = "") -> Document:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    for number, page in enumerate(pages, 1):
        canvas.setFont("Helvetica", 11)
        for n, line in enumerate(page.split("\n")):
            canvas.drawString(72, 770 - 16 * n, line)
        if footer:
            canvas.drawString(72, 40, footer.format(n=number))
        canvas.showPage()
    canvas.save()
    return read(SourceFile("bundel.pdf", buffer.getvalue()))


def bare(text: str) -> Document:
    return document_of(text, "text/plain", Limits(), {})


def pages_of(parts: list[Part]) -> list[list[int]]:
    return [[page.number for page in part.pages] for part in parts]


@pytest.mark.parametrize(
    "cover",
    [
        COVER,
        "Ingediende moties\nRaad van 6 juli 2023",
        "Ingekomen stukken bij de raadsvergadering\n6 juli 2023\nGriffie Veldermeer",
        "Overzicht\n1. Hek om de speeltuin\n2. Licht op het fietspad\n3. Bomen langs de dijk",
    ],
)
def test_motions_behind_a_cover(cover: str) -> None:
    assert pages_of(split(pdf(cover, *THREE))) == [[1], [2], [3], [4]]
    assert len(split(bare("\f".join([cover, *THREE])))) == 4


def test_a_pile_that_is_numbered_from_end_to_end() -> None:
    pages = [f"{motion(n, subject)}\n{n}" for n, subject in enumerate(("Hek om de speeltuin", "Licht op het pad"), 1)]
    assert len(split(pdf(*pages))) == 2


def test_a_second_page_with_its_number_stays() -> None:
    second = motion(1, "Hek om de speeltuin").replace("Gemeente Veldermeer\n", "")
    assert len(split(pdf(f"{motion(1, 'Hek om de speeltuin')}\n1", f"{second}\n2"))) == 1


def test_a_cover_of_two_pages_and_motions_of_two_pages() -> None:
    more = "Toelichting\nHet hek is nodig omdat de weg druk is.\nDe kosten zijn laag.\nHet college kan het betalen."
    doc = pdf(COVER, "Vervolg van de lijst\nM7 Geen\nM8 Geen\nM9 Geen", THREE[0], more, THREE[1], more, THREE[2])
    assert pages_of(split(doc)) == [[1, 2], [3, 4], [5, 6], [7]]


def test_motions_attached_to_minutes() -> None:
    doc = pdf(MINUTES, MINUTES_END, *THREE[:2])
    assert pages_of(split(doc)) == [[1, 2], [3], [4]]


def test_a_letter_with_a_decision_attached() -> None:
    doc = pdf(
        LETTER.format(n=1, subject="de speelplaatsen"),
        "Bijlage 1\nKaart van de speelplaatsen\nDorpsstraat\nKerkplein",
        DECISION,
    )
    assert pages_of(split(doc)) == [[1, 2], [3]]


def test_letters_of_a_pile() -> None:
    letters = [LETTER.format(n=n, subject=s) for n, s in enumerate(("de speeltuin", "het fietspad", "de dijk"), 11)]
    assert pages_of(split(pdf(*letters))) == [[1], [2], [3]]
    for separator in ("\f", "\n\n", "\n\n-----\n\n"):
        parts = split(bare(separator.join(letters)))
        assert [part.text.count("Geachte") for part in parts] == [1, 1, 1]
        assert [f"2023-{n}" in part.text for n, part in enumerate(parts, 11)] == [True] * 3
        assert all("secretaris" in part.text for part in parts)


CHAPTER = """3. Moties en amendementen
In het afgelopen jaar nam de raad moties aan over de speeltuin en de dijk.
Het college voerde deze uit en deed daarvan verslag aan de raad.
De raad van de gemeente Veldermeer is daarover geïnformeerd."""


@pytest.mark.parametrize(
    "pages",
    [
        pytest.param(
            ["Evaluatie van moties en amendementen 2023\nRapport van de griffie", CHAPTER, *THREE],
            id="a report that prints motions",
        ),
        pytest.param(
            ["Beleidsnota Spelen\nInhoud\n1. Inleiding\n2. Geld", CHAPTER, CHAPTER, THREE[0], THREE[1]],
            id="a policy with appendices",
        ),
        pytest.param(
            ["Programmabegroting 2024\nInhoudsopgave\nProgramma 1\nProgramma 2", CHAPTER, DECISION],
            id="a budget with its decision",
        ),
        pytest.param(
            [MINUTES, THREE[0] + "\nDe heer Proef licht toe.", THREE[1], MINUTES_END],
            id="minutes that quote motions on pages of their own",
        ),
        pytest.param(["Overzicht\n1. Hek om de speeltuin", THREE[0]], id="a cover sheet of one motion"),
        pytest.param(
            ["Lijst van moties\nStand van zaken\nM4 Hek\nM5 Licht", *THREE], id="a list of what became of motions"
        ),
        pytest.param(
            [LETTER.format(n=1, subject="de dijk"), "Bijlage: kaart\nDorpsstraat\nKerkplein\nDijk"],
            id="a letter with a map",
        ),
    ],
)
def test_what_stays_together(pages: list[str]) -> None:
    assert len(split(pdf(*pages))) == 1


def test_minutes_whose_pages_run_on_stay_together() -> None:
    doc = pdf(MINUTES, MINUTES, MINUTES_END, *THREE[:2], footer="Notulen raad Veldermeer 6 juli 2023 - {n}")
    assert len(split(doc)) == 1


def test_a_thread_of_mails_and_a_quoted_letter_stay_together() -> None:
    letter = LETTER.format(n=3, subject="de dijk")
    mail = "Van: A. Voorbeeld\nVerzonden: 4 juli 2023\nAan: griffie\nOnderwerp: dijk\n\n"
    assert len(split(bare(mail + letter + "\n\n" + LETTER.format(n=4, subject="het hek")))) == 1
    inside = letter.replace(
        "Het werk is", f"De brief luidde:\n\n{LETTER.format(n=9, subject='het hek')}\n\nHet werk is", 1
    )
    assert len(split(bare(inside))) <= 2
