"""Bundles come apart, and nothing else does."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from griffier.pipeline.limits import Limits
from griffier.pipeline.readers.door import read
from griffier.pipeline.readers.text import document_of
from griffier.pipeline.source import SourceFile
from griffier.pipeline.splitting.split import split
from griffier.schemas.document import Document, Layer, Part

SHARED = Path(__file__).parents[3] / "shared"

FIRST = """Gemeente Zwolle

Motie 12
Datum: 6 juli 2023
Onderwerp: Hek om de speeltuin

De raad van de gemeente Zwolle, bijeen op 6 juli 2023,

overwegende dat kinderen veilig moeten kunnen spelen;

verzoekt het college een hek te plaatsen,

en gaat over tot de orde van de dag.

A. Voorbeeld - D66"""
SECOND = (
    FIRST.replace("12", "13")
    .replace("Hek om de speeltuin", "Licht op het fietspad")
    .replace("een hek te plaatsen", "lampen te plaatsen")
)
THIRD = """AMENDEMENT A4

Onderwerp: Nota grondbeleid
Raadsvergadering van 6 juli 2023

De raad van de gemeente Zwolle,

besluit beslispunt 3 te wijzigen in: de nota vast te stellen tot en met 2026.

Ingediend door:
B. Proef (VVD)"""
LETTER = """Gemeente Zwolle
Postbus 10007
Aan de leden van de gemeenteraad
Ons kenmerk 2023-114
Datum 4 juli 2023
Onderwerp Stand van zaken speeltuinen

Geachte leden van de raad,

Met deze brief informeren wij u over de speeltuinen.

Met vriendelijke groet,
namens het college van burgemeester en wethouders"""
ATTACHMENT = """Bijlage bij de brief van 4 juli 2023
Overzicht van de speeltuinen
1. Dorpsstraat
2. Kerkplein"""


def text_document(text: str) -> Document:
    return document_of(text, "text/plain", Limits(), {})


def pdf(*pages: str) -> Document:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    for page in pages:
        canvas.setFont("Helvetica", 11)
        for n, line in enumerate(page.split("\n")):
            canvas.drawString(72, 770 - 15 * n, line)
        canvas.showPage()
    canvas.save()
    return read(SourceFile("bundel.pdf", buffer.getvalue()))


def starts(parts: list[Part]) -> list[str]:
    return [next(line.text for line in part.lines if not line.blank) for part in parts]


@pytest.mark.parametrize("separator", ["\f", "\n\n", "\n\n----------\n\n", "\n"])
def test_a_pile_in_one_text(separator: str) -> None:
    doc = text_document(separator.join([FIRST, SECOND, THIRD]))
    parts = split(doc)
    if separator == "\n":
        # Without an empty line between them only the head with a number of its own is sure.
        assert len(parts) in (2, 3)
    else:
        assert starts(parts) == ["Gemeente Zwolle", "Gemeente Zwolle", "AMENDEMENT A4"]
        assert "Licht op het fietspad" in parts[1].text
        assert "speeltuin" not in parts[1].text
    assert "".join(part.text for part in parts) == doc.text
    assert [part.ordinal for part in parts] == list(range(len(parts)))


def test_a_pile_in_one_pdf() -> None:
    parts = split(pdf(FIRST, SECOND, THIRD, LETTER))
    assert starts(parts) == ["Gemeente Zwolle", "Gemeente Zwolle", "AMENDEMENT A4", "Gemeente Zwolle"]
    assert [[page.number for page in part.pages] for part in parts] == [[1], [2], [3], [4]]


@pytest.mark.parametrize(
    "title", ["MOT1E 13", "M O T I E 13", "Motie vreemd aan de orde van de dag nr. 13", "Motie: Licht (13)"]
)
def test_titles_as_they_are_printed_and_read(title: str) -> None:
    parts = split(text_document("\f".join([FIRST, SECOND.replace("Motie 13", title)])))
    assert len(parts) == 2


def test_a_letter_with_motions_behind_it() -> None:
    parts = split(pdf(LETTER, ATTACHMENT, FIRST, SECOND))
    assert [[page.number for page in part.pages] for part in parts] == [[1, 2], [3], [4]]


def test_documents_of_two_pages() -> None:
    more = (
        "Toelichting\nHet hek is nodig omdat de weg druk is.\nDe kosten zijn laag.\nPagina 2 van 2\nHet "
        "college kan het betalen."
    )
    parts = split(pdf(FIRST, more, SECOND, more))
    assert [[page.number for page in part.pages] for part in parts] == [[1, 2], [3, 4]]


def test_own_heads_are_body_again() -> None:
    parts = split(pdf(*[FIRST.replace("12", str(n)).replace("Hek", f"Hek {n}") for n in range(31, 36)]))
    assert len(parts) == 5
    for part in parts:
        head = [line for line in part.lines if line.text.startswith(("Motie", "Onderwerp"))]
        assert [line.layer for line in head] == [Layer.BODY, Layer.BODY]


RUNNING = "Motie 12 - Hek om de speeltuin\nDatum: 6 juli 2023\nOnderwerp: Hek om de speeltuin\n"


@pytest.mark.parametrize(
    "pages",
    [
        pytest.param(
            [FIRST, RUNNING + "De raad van de gemeente Zwolle, vervolg.\nToelichting op het hek.\nA. Voorbeeld - D66"],
            id="running head",
        ),
        pytest.param(
            [FIRST, SECOND.replace("Gemeente Zwolle\n", "Gemeente Zwolle\nPagina 2 van 3\n", 1)],
            id="page number goes on",
        ),
        pytest.param(["Besluitenlijst raadsvergadering 6 juli 2023\n" + THIRD, FIRST, SECOND], id="decision list"),
        pytest.param(
            ["Notulen van de raad van Zwolle\n6 juli 2023\nDe voorzitter opent.", FIRST, SECOND], id="minutes"
        ),
        pytest.param(
            ["Evaluatie speeltuinen\nRapport van 4 juli 2023\nWij onderzochten het.", FIRST, SECOND], id="report"
        ),
        pytest.param([LETTER, ATTACHMENT], id="letter with attachment"),
        pytest.param([FIRST, FIRST], id="the same document twice"),
        pytest.param(
            [FIRST, "Motie\nIn 2022 nam de raad een motie aan.\nHet college voerde die uit.\nDat is klaar."],
            id="a heading",
        ),
    ],
)
def test_what_stays_together(pages: list[str]) -> None:
    assert len(split(pdf(*pages))) == 1
    assert len(split(text_document("\f".join(pages)))) == 1


def test_quoted_motion_in_a_letter_stays() -> None:
    text = LETTER.replace("speeltuinen.", f"speeltuinen. De aangenomen motie luidde:\n\n{FIRST}\n\nWij voeren die uit.")
    assert len(split(text_document(text))) == 1


def test_time_grows_with_the_text_only() -> None:
    doc = text_document(
        "\n\n".join([FIRST, *["Motie\n\nDatum: 6 juli 2023\n\nOnderwerp: x\n\nnamens de fractie"] * 3000])
    )
    parts = split(doc)  # where the time grew faster than the text, this would not end
    assert "".join(part.text for part in parts) == doc.text


@pytest.mark.corpus
def test_the_corpus_stays_whole() -> None:
    if not SHARED.exists():
        pytest.skip("../shared is absent")
    files = sorted(
        [*SHARED.glob("corpus/*.txt"), *SHARED.glob("corpus/seeds/*.txt"), *SHARED.glob("corpus/*voordracht*.pdf")]
    )
    assert len(files) > 50
    torn = [path.name for path in files if len(split(read(SourceFile.load(path)))) != 1]
    assert torn == []


@pytest.mark.corpus
@pytest.mark.parametrize("separator", ["\f", "\n\n"])
def test_bundles_of_real_motions(separator: str) -> None:
    files = sorted(SHARED.glob("corpus/rdam_*.txt"))
    if not files:
        pytest.skip("../shared is absent")
    texts = [re.sub(r"\f", "", path.read_text(encoding="utf-8")).strip() for path in files]
    parts = split(text_document(separator.join(texts)))
    assert [part.text.strip() for part in parts] == texts
