"""Tokens, sentences and listed names of official Dutch."""

from __future__ import annotations

import itertools

import pytest

from griffier.extractors.dutch import gazetteer
from griffier.extractors.dutch.tokens import starts, words


def joined(text: str) -> list[str]:
    return [token for token in words(text)[0] if not token.isspace()]


@pytest.mark.parametrize(
    "text, tokens",
    [
        ("de heer N.T. Bakker c.s. d.d. 1 mei", "de|heer|N.T.|Bakker|c.s.|d.d.|1|mei"),
        ("mw. mr. A. van 't Hof-in 't Veld", "mw.|mr.|A.|van|'|t|Hof-in|'|t|Veld"),
        ("artikel 2.10, lid 3, en 2:25A", "artikel|2.10|,|lid|3|,|en|2:25A"),
        ("€ 1.130.788,- of € 5 mln. meer", "€|1.130.788,-|of|€|5|mln.|meer"),
        ("de Proefpartij-fractie en VNG-leden", "de|Proefpartij|-|fractie|en|VNG|-|leden"),
        ("‘Samen Proefdam’ (SP)", "‘|Samen|Proefdam|’|(|SP|)"),
    ],
)
def test_what_official_dutch_prints_as_one_is_one(text: str, tokens: str) -> None:
    assert joined(text) == tokens.split("|")


@pytest.mark.parametrize("text", ["a  b\n\n c\f d ", "  Aan\n\tde raad.  ", "x\u00a0y\r\nz", ""])
def test_tokens_and_blanks_are_the_text_again(text: str) -> None:
    found, spaces = words(text)
    assert "".join(token + " " * space for token, space in zip(found, spaces, strict=True)) == text


def sentences(text: str) -> list[str]:
    found, spaces = words(text)
    begins = [*starts(found, spaces), len(found)]
    whole = [token + " " * space for token, space in zip(found, spaces, strict=True)]
    return [" ".join("".join(whole[a:b]).split()) for a, b in itertools.pairwise(begins)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("De raad besluit. Het college voert uit.", ["De raad besluit.", "Het college voert uit."]),
        ("Zie nr. 4 van drs. A. Proef c.s. en verder", ["Zie nr. 4 van drs. A. Proef c.s. en verder"]),
        ("Besluit:\n- een dak te bouwen\n- geld te zoeken", ["Besluit:", "- een dak te bouwen", "- geld te zoeken"]),
        (
            "Onderwerp: dak\nDe raad van de gemeente Proefdam, in vergadering bijeen op\ndonderdag, besluit",
            ["Onderwerp: dak", "De raad van de gemeente Proefdam, in vergadering bijeen op donderdag, besluit"],
        ),
        ("Kop\n\nvan de bladzijde", ["Kop", "van de bladzijde"]),
        ("gesteld door Samen voor\nProefdam-fractie over", ["gesteld door Samen voor Proefdam-fractie over"]),
    ],
)
def test_sentences_survive_lists_headings_and_line_breaks(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_listed_names_are_found_where_they_stand_and_the_longer_wins() -> None:
    text = "De Vereniging van Nederlandse Gemeenten schrijft aan Ede; de PvdA-fractie leest de Gemeentewet."
    found = gazetteer.find(text, 0, len(text))
    assert [(m.text, m.label) for m in found] == [
        ("Vereniging van Nederlandse Gemeenten", "ORGANIZATION"),
        ("Ede", "LOCATION"),
        ("PvdA", "PARTY"),
        ("Gemeentewet", "LAW"),
    ]
    assert all(text[m.start : m.end] == m.text for m in found)


def test_words_of_a_listed_name_that_stand_apart_are_no_name() -> None:
    text = "Nederlandse Gemeenten en een Vereniging"
    assert gazetteer.find(text, 0, len(text)) == []
