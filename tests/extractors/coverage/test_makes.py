"""Lines that have the make of a field, and their likes that have not."""

import pytest

from griffier.extractors.coverage.makes import makes


def fields_of(line: str, kind: str) -> set[str]:
    return {m.field for m in makes() if (not m.kinds or kind in m.kinds) and m.pattern.search(line)}


@pytest.mark.parametrize(
    ("line", "dated"),
    [
        ("Zwolle, 3 maart 2024", True),
        ("Besproken op 3 maart 2024", True),
        ("31-12-2023   31-12-2024", False),
        ("Boekwaarde 1-1-2024   2025   2026", False),
        ("Rekening 2022   Stand 31-12-2023", False),
        ("Stand per 1 januari 2024", False),
        ("Per 1 januari 2024 gelden nieuwe regels", False),
        ("Saldo ultimo 31-12-2024", False),
        ("Vanaf 1 januari 2025 rijdt de bus", False),
    ],
)
def test_a_day_of_a_column_or_a_term_is_no_date_of_a_paper(line: str, dated: bool) -> None:
    assert ("date" in fields_of(line, "budget_report")) is dated


@pytest.mark.parametrize(
    ("line", "kind", "titled"),
    [
        ("Besluitenlijst openbare vergadering van het college", "decision_list", True),
        ("AGENDA RAADSVERGADERING", "agenda", True),
        ("Verslag van de kade", "minutes", False),
        ("Programmabegroting 2026 – 2029", "budget_report", True),
        ("Kadernota 2026", "budget_report", True),
        ("De begroting is sluitend", "budget_report", False),
    ],
)
def test_a_line_that_names_its_paper_is_a_title(line: str, kind: str, titled: bool) -> None:
    strong = {m.field for m in makes() if m.strong and kind in m.kinds and m.pattern.search(line)}
    assert ("title" in strong) is titled


@pytest.mark.parametrize(
    ("line", "voted"),
    [
        ("Voor: VVD (2), Samen Verder (1). Tegen: Lokaal Zee (3).", True),
        ("Tegen: PvdA (4)", True),
        ("Voor: de pauze om 21.00 uur", False),
    ],
)
def test_the_sides_of_a_vote_could_be_of_an_item(line: str, voted: bool) -> None:
    assert ("items" in fields_of(line, "minutes")) is voted
