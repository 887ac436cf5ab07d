"""Names that no list knows: rules propose, the model decides where they are in doubt."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from griffier.extractors.drafting.context import Context
from griffier.extractors.dutch import laws, nlp, recognise, word_lists
from griffier.extractors.dutch.gazetteer import EntityMention
from griffier.extractors.general import entities
from griffier.schemas.document import Part, plain_document

TEXT = """Aan de raad van de gemeente Leiden

De Stichting Behoud Proefbos (SBP) heeft met Woonvoorbeeld B.V. gesproken over het Proefbos.
De SBP vraagt wethouder Karin Toetsema om overleg. Raadslid Toetsema was erbij, en de heer TOETSEMA niet.
De gemeente Leiden wijst op de Gemeentewet.
"""


def found(text: str) -> dict[tuple[str, str], tuple[int, str]]:
    part = Part.whole(plain_document(text))
    return {
        (f.value["type"], f.value["name"]): (f.value["mentions"], f.method)
        for f in entities.extract(part, Context(), "letter")
    }


def test_what_no_list_knows_is_told_by_the_model_and_the_evidence_says_so() -> None:
    got = found(TEXT)
    assert got["organization", "Stichting Behoud Proefbos"] == (3, "ner:nl_griffier")
    assert got["location", "Leiden"][1] == "rule:gazetteer"
    assert got["law", "Gemeentewet"] == (1, "rule:law")


def test_one_person_is_counted_once_in_capitals_and_by_surname_too() -> None:
    people = {name: count for (kind, name), (count, _) in found(TEXT).items() if kind == "person"}
    assert people == {"Karin Toetsema": 3}


def test_every_name_stands_where_its_evidence_says() -> None:
    part = Part.whole(plain_document(TEXT))
    for entity in entities.extract(part, Context(), "letter"):
        quoted = " ".join(TEXT[entity.spans[0].start : entity.spans[0].end].split())
        assert quoted and quoted[0].isalnum()


@pytest.mark.parametrize(
    "text, doubtful",
    [
        ("Namens de PvdA vraagt A. Proef het college van Leiden om beleid.", []),
        ("De Programmarekening en het Speelruimteplan zijn vastgesteld.", []),
        ("Het beleid. Beleid is er niet.", []),
        ("Zie RIS300111 en motie M41.", []),
        ("De Molenstraat wordt verbreed.", []),
        ("Woonvoorbeeld bouwt daar. Het dak lekt.", ["Woonvoorbeeld bouwt daar."]),
        ("raadslid Toetsema PVX stelt vragen", ["raadslid Toetsema PVX stelt vragen"]),
    ],
)
def test_a_sentence_is_in_doubt_where_a_name_is_that_no_rule_explains(text: str, doubtful: list[str]) -> None:
    known = recognise.by_rule(text, 0, len(text))
    assert [text[a:b] for a, b in recognise.doubtful(text, 0, len(text), known)] == doubtful


def _printed(probe: str) -> str:
    """What a program prints in a process of its own: here much is loaded already."""
    return subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True).stdout


def test_without_a_doubt_spacy_is_not_loaded_and_with_one_it_is() -> None:
    probe = (
        "import sys\nfrom griffier.extractors.dutch import recognise as r\n"
        "for text in ('Namens de PvdA vraagt A. Proef om geld.', 'Woonvoorbeeld bouwt daar een dak.'):\n"
        "    r.mentions(text, 0, len(text), r.by_rule(text, 0, len(text)), None)\n"
        "    print('spacy' in sys.modules)\n"
    )
    assert _printed(probe).split() == ["False", "True"]


def test_of_spacy_and_wordfreq_only_what_is_used_is_loaded_and_the_rest_can_be() -> None:
    probe = (
        "import sys\nfrom griffier.extractors.dutch import nlp, recognise\n"
        "print(*[m.text for m in recognise.learnt('Stichting Woonvoorbeeld bouwt een dak.', 0, 38)])\n"
        "print(*sorted({'spacy.cli', 'weasel', 'requests', 'wordfreq', 'langcodes'} & set(sys.modules)))\n"
        "from spacy.cli.info import info\nprint(callable(info))\n"
    )
    assert _printed(probe).split("\n") == ["Stichting Woonvoorbeeld", "", "True", ""]


@pytest.mark.parametrize("language, size", [("nl", "small"), ("nl", "large"), ("en", "small")])
def test_the_lists_of_words_are_those_of_wordfreq(language: str, size: str) -> None:
    import wordfreq

    assert word_lists.word_frequencies(language, size) == wordfreq.get_frequency_dict(language, size)


def test_a_town_within_a_longer_name_gives_way_and_a_rule_stands_elsewhere() -> None:
    from griffier.extractors.dutch.gazetteer import EntityMention

    text = "de Rechtbank Leiden en Leiden"
    towns = [
        EntityMention(13, 19, "LOCATION", "Leiden", "rule:x"),
        EntityMention(23, 29, "LOCATION", "Leiden", "rule:x"),
    ]
    court = EntityMention(3, 19, "ORGANIZATION", "Rechtbank Leiden", "ner:m")
    other = EntityMention(23, 29, "PERSON", "Leiden", "ner:m")
    assert recognise._merged(towns, [court, other], text) == [court, towns[1]]


@pytest.mark.parametrize(
    "head, expected",
    [("Movera Advies B.V.", ("Movera Advies B.V.", "ner:nl_griffier")), ("Proeflaan 3\n2300 AA Leiden", None)],
)
def test_a_body_that_heads_the_sheet_writes_and_an_address_does_not(
    head: str, expected: tuple[str, str] | None
) -> None:
    from griffier.pipeline.process import process
    from griffier.pipeline.source import SourceFile

    text = (
        f"{head}\n\nAan de gemeenteraad van Leiden\n\n6 juli 2023\n\nGeachte raad,\n\nHet dak lekt en wij vragen "
        "u om geld voor het herstel van het dak.\n\nMet vriendelijke groet,\n\nKarin Toetsema\n"
    )
    record = process(SourceFile("brief.txt", text.encode())).records[0]
    told = [(e.quote, e.method) for e in record.evidence if e.pointer == "/sender/organization"]
    assert told == ([expected] if expected else [])


def test_of_a_long_sentence_the_model_reads_what_is_about_the_doubt_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    dull = "omdat er in deze wijk nog steeds veel te weinig plek is voor kinderen die buiten willen spelen "
    text = f"{dull * 2}heeft Stichting Proefplein gevraagd om een nieuw plein {dull * 2}en dat is goed."
    spot = text.index("Proefplein")
    read: list[str] = []
    pieces = nlp._pieces

    def seen(*given: Any) -> Iterator[Any]:
        for doc, cut in pieces(*given):
            read.append(doc.text)
            yield doc, cut

    monkeypatch.setattr(nlp, "_pieces", seen)
    told = [m.text for m in nlp.mentions_about(text, [(0, len(text), (spot,))])]
    assert told == [m.text for m in nlp.mentions_of(text, [(0, len(text))])] == ["Stichting Proefplein"]
    (given,) = read
    assert len(given) < 0.3 * len(text)


def test_in_a_long_paper_the_model_is_asked_once_about_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    asked_about: list[str] = []
    about = nlp.mentions_about

    def counted(text: str, doubts: Any) -> Iterator[Any]:
        listed = list(doubts)
        asked_about.extend(text[a:b] for a, b, _ in listed)
        return about(text, listed)

    monkeypatch.setattr(nlp, "mentions_about", counted)
    text = "".join(
        f"In {year} sprak het bestuur van Stichting Proefplein over de kosten.\n" for year in range(1950, 2020)
    )
    assert found(text)["organization", "Stichting Proefplein"] == (70, "ner:nl_griffier")
    assert len(asked_about) == 1


def test_an_act_of_the_model_has_the_word_of_an_act() -> None:
    def named(text: str, said: str) -> bool:
        start = text.index(said)
        return laws.may_be(text, start, start + len(said))

    assert named("de Proefplaatsverordening geldt", "Proefplaatsverordening")
    assert named("de Wpv geldt", "Wpv")
    assert not named("het Jeugd- en Sportbeleid", "Jeugd- en Sportbeleid")
    assert not named("de Wpv-raad adviseert", "Wpv")


def said_by_model(text: str, name: str, label: str) -> list[tuple[str, str]]:
    """What stays of a name that the model saw in a text."""
    start = text.index(name)
    one = EntityMention(start, start + len(name), label, name, "ner:nl_griffier")
    return [(m.text, m.label) for m in recognise._merged([], [one], text)]


def test_the_letters_of_a_postcode_begin_no_name() -> None:
    assert said_by_model("Postbus 12, 1006 BL Proefdam", "BL Proefdam", "ORGANIZATION") == []
    assert said_by_model("in 2006 BLX Proefdam", "BLX Proefdam", "ORGANIZATION") != []


def test_who_is_called_like_a_street_is_a_street() -> None:
    assert said_by_model("op de Pieter Proeflingenlaan", "Pieter Proeflingenlaan", "PERSON") == [
        ("Pieter Proeflingenlaan", "LOCATION")
    ]
    assert said_by_model("mevrouw Karin Verlaan", "Karin Verlaan", "PERSON") == [("Karin Verlaan", "PERSON")]
