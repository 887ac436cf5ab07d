"""What must hold for every amount, date and text, not only for those that somebody thought of."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from griffier.extractors.dutch import dates, deadlines, money, names, numbers, parties
from griffier.extractors.dutch.words import any_of
from griffier.extractors.people.name_lists import listed
from griffier.extractors.people.whose_council import Town

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


def grouped(value: int) -> str:
    return f"{value:,}".replace(",", ".")


EURO_FORMS = ("€ {}", "€{}", "€ {},-", "€ {},--", "{} euro", "EUR {}", "€ {},00", "{},-")


@given(st.integers(1, 10**9), st.sampled_from(EURO_FORMS))
def test_a_whole_amount_keeps_its_value(value: int, form: str) -> None:
    if form == "{},-" and value < 10:
        return
    text = "De kosten zijn " + form.format(grouped(value)) + " en dat is bekend."
    assert [m.value for m in money.find(text)] == [Decimal(value)]


@given(
    st.decimals(Decimal("0.1"), Decimal("999.9"), places=1),
    st.sampled_from([("miljoen", 10**6), ("mln.", 10**6), ("miljard", 10**9), ("ton", 10**5)]),
)
def test_a_scaled_amount_keeps_its_value(number: Decimal, scale: tuple[str, int]) -> None:
    text = f"Het budget is € {str(number).replace('.', ',')} {scale[0]} extra."
    assert [m.value for m in money.find(text)] == [number * scale[1]]


@given(
    st.dates(date(1945, 1, 1), date(2059, 12, 31)),
    st.sampled_from(["{d} {name} {y}", "{d}-{m}-{y}", "{d:02d}/{m:02d}/{y}", "{y}-{m:02d}-{d:02d}"]),
)
def test_a_date_round_trips(day: date, form: str) -> None:
    text = (
        "bijeen op " + form.format(d=day.day, m=day.month, y=day.year, name=MONTHS[day.month - 1]) + " in de raadzaal"
    )
    assert [m.edtf for m in dates.find(text)] == [day.isoformat()]


@given(st.integers(0, 999_999))
def test_number_words_are_read(value: int) -> None:
    word = spelled(value)
    assert numbers.word_value(word) == value, word


def spelled(value: int) -> str:
    units = [
        "nul", "een", "twee", "drie", "vier", "vijf", "zes",
        "zeven", "acht", "negen", "tien", "elf", "twaalf",
        "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien",
    ]  # fmt: skip
    tens = {
        2: "twintig",
        3: "dertig",
        4: "veertig",
        5: "vijftig",
        6: "zestig",
        7: "zeventig",
        8: "tachtig",
        9: "negentig",
    }
    if value < 20:
        return units[value]
    if value < 100:
        ten, one = divmod(value, 10)
        return tens[ten] if not one else f"{units[one]}en{tens[ten]}"
    if value < 1000:
        hundreds, rest = divmod(value, 100)
        return ("" if hundreds == 1 else units[hundreds]) + "honderd" + (spelled(rest) if rest else "")
    thousands, rest = divmod(value, 1000)
    return ("" if thousands == 1 else spelled(thousands)) + "duizend" + (spelled(rest) if rest else "")


PIECES = st.sampled_from(
    [
        "€ 1.000",
        "12 mei 2020",
        "VVD",
        "J. de Tester",
        " – ",
        "\n",
        "(CDA)",
        ", ",
        " en ",
        "uiterlijk ",
        "Q2 2025",
        "1,1 miljoen",
        "de heer ",
        "Van Proef",
        "\f",
        "•",
        "é",
        "31-02-2020",
        "𝔸",
        "art. 3 ",
        "Groep ",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=14).map("".join))
def test_offsets_always_slice(text: str) -> None:
    for amount in money.find(text):
        assert " ".join(text[amount.start : amount.end].split()) == amount.raw
    for day in dates.find(text, reference="2023-06-01"):
        assert " ".join(text[day.start : day.end].split()) == day.raw
    for deadline in deadlines.find(text):
        assert " ".join(text[deadline.start : deadline.end].split()) == deadline.raw
    for party in parties.find_parties(text, loose=True):
        assert " ".join(text[party.start : party.end].split()) == party.raw
    for name in names.find_with_initials(text, 0, len(text)):
        assert " ".join(text[name.start : name.end].split()) == name.text
    for member in listed(text, 0, len(text), Town())[0]:
        assert member.name is None or " ".join(text[member.name.start : member.name.end].split()) == member.name.text
    names.find_names(text, 0, len(text))


def test_hostile_text_costs_little() -> None:
    for text in (
        "1." * 20_000,
        "A." * 20_000,
        "12 en " * 5_000,
        "€ " * 20_000,
        "Van der " * 5_000,
        "(" * 20_000,
        "VVD" * 5_000,
        "eind " * 5_000,
    ):
        money.find(text)
        dates.find(text)
        names.find_names(text, 0, len(text))
        parties.find_parties(text)


WORDS = st.text("abAB .'", min_size=1, max_size=5)


@given(st.lists(WORDS, min_size=1, max_size=8), st.text("abAB .'\n", max_size=20), st.booleans())
def test_a_list_of_words_finds_what_its_words_beside_each_other_find(words: list[str], text: str, cased: bool) -> None:
    flags = 0 if cased else re.I
    beside = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True))
    for end in ("", r"\b"):
        expected = [m.span() for m in re.finditer(f"(?:{beside}){end}", text, flags)]
        assert [m.span() for m in re.finditer(any_of(*words, cased=cased) + end, text, flags)] == expected


def test_what_words_begin_with_is_written_once() -> None:
    assert any_of("voorstel", "voorzitter", "voor de raad", "voor") == r"(?:voor(?:\s+de\s+raad|stel|zitter)?)"
    assert any_of("wet op", "Wet", cased=True) == r"(?:Wet|wet\s+op)"
