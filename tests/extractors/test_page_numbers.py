"""Numbers alone on a line: those of items stay, those of pages are no text."""

from __future__ import annotations

import pytest

from griffier.extractors.text.page_numbers import page_numbers
from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile
from griffier.schemas.agenda import Agenda
from griffier.schemas.document import Document, Page, Part, plain_document
from griffier.schemas.letter import Letter
from griffier.schemas.written_questions import WrittenQuestions

SENTENCES = "\n".join(f"De voorzitter zegt bij punt {n} dat het voorstel goed is." for n in range(25))


def numbers(doc: Document) -> list[str]:
    starts = page_numbers(Part.whole(doc))
    return [line.text for line in Part.whole(doc).lines if line.start in starts]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Agenda\n1\nOpening\n2\nHet park\n3\nSluiting", []),
        ("Agenda\n1\nOpening\n2\nHet park\n17\n3\nSluiting", ["17"]),
        (f"Verslag\n{SENTENCES}\n1\n{SENTENCES}\n2\n{SENTENCES}", ["1", "2"]),
        ("De raad wil het park en\n1\nde bomen houden.\n2\nDat is goed.", ["1", "2"]),
        ("Het park\n12\nis van de wijk.", ["12"]),
        ("Een slot\n1\nOpening\n2", ["1", "2"]),
        # titles of which the first is numbered otherwise, one is left out and one taken up again
        (f"Verslag\n7\nHet park\n9\nDe brug\n{SENTENCES}\n7\nHet park\nGoed.\n12\nSluiting", []),
        (f"{SENTENCES}\n1\n{SENTENCES}\n2\n{SENTENCES}\n{SENTENCES}\n4\n{SENTENCES}", ["1", "2", "4"]),
        (f"Verslag\n7\nHet park\n{SENTENCES}\n2\n{SENTENCES}", ["7", "2"]),
    ],
)
def test_text_without_pages(text: str, found: list[str]) -> None:
    assert numbers(plain_document(text)) == found


def test_text_with_pages() -> None:
    pages = [
        "Opening van de raad.\nDe raad is er.\nMidden\nEen\n12",
        "2\nHet park\nis van de wijk.\nSlot\n13",
        "3\nEinde",
    ]
    text = "\f".join(pages)
    starts = [0, len(pages[0]) + 1, len(pages[0]) + len(pages[1]) + 2]
    doc = Document(
        text,
        tuple(Page(n, at, at + len(page)) for n, (at, page) in enumerate(zip(starts, pages, strict=True), 1)),
        media_type="text/plain",
    )
    assert numbers(doc) == ["12", "2", "13", "3"]
    other = Document(text.replace("13", "47"), doc.pages, media_type="text/plain")
    assert numbers(other) == ["2", "3"]


def test_an_agenda_whose_numbers_stand_over_the_titles() -> None:
    text = (
        "Agenda gemeenteraad Kapelle\n\nDatum: 6 mei 2024\n\n1\nOpening\n\n2\nVaststelling van de agenda\n\n"
        "3\nBestemmingsplan Dorpsstraat\n\n4\nMoties\n4.1\nMotie Meer bomen\n\n5\nSluiting\n"
    )
    (record,) = process(SourceFile("agenda.txt", text.encode())).records
    assert isinstance(record, Agenda)
    assert [(item.number, item.title) for item in record.items] == [
        ("1", "Opening"),
        ("2", "Vaststelling van de agenda"),
        ("3", "Bestemmingsplan Dorpsstraat"),
        ("4", "Moties"),
        ("4.1", "Motie Meer bomen"),
        ("5", "Sluiting"),
    ]


def test_questions_whose_numbers_stand_over_them() -> None:
    text = (
        "Schriftelijke vragen\n\nOnderwerp: Zwerfafval\n\nGeacht college,\n\n1\nKent u de klachten?\n\n"
        "2\nWat gaat u doen?\n\n3\nWanneer is dat klaar?\n"
    )
    (record,) = process(SourceFile("vragen.txt", text.encode())).records
    assert isinstance(record, WrittenQuestions)
    assert [(question.number, question.text) for question in record.questions] == [
        ("1", "Kent u de klachten?"),
        ("2", "Wat gaat u doen?"),
        ("3", "Wanneer is dat klaar?"),
    ]


def test_a_paragraph_that_a_page_number_cuts() -> None:
    text = (
        "Aan de gemeenteraad van Kapelle\n\nGeachte raad,\n\nAl jaren is het park van de buurt het hart van onze wijk, "
        "en daarom\n\n1\n\nvragen wij u om rust.\n\n2\n\nDe bomen moeten blijven staan.\n\nHoogachtend,\n\nJ. Duin\n"
    )
    (record,) = process(SourceFile("brief.txt", text.encode())).records
    assert isinstance(record, Letter)
    assert record.paragraphs == [
        "Al jaren is het park van de buurt het hart van onze wijk, en daarom vragen wij u om rust.",
        "De bomen moeten blijven staan.",
    ]
