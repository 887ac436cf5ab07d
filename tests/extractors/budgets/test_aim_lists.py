"""Lists of goals and results: letters and numbers before small letters, named items, headings in and after them."""

from __future__ import annotations

from typing import Any

import pytest

from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile

PAGE = "<html><body><h1>Begroting 2027</h1><h2>Programma 1 Wonen</h2>{}<h3>Wat mag het kosten?</h3></body></html>"


def read(body: str) -> tuple[list[tuple[str | None, str, list[str]]], list[str]]:
    """The goals with their results, and the results of no one goal."""
    record: dict[str, Any] = process(SourceFile("begroting.html", PAGE.format(body).encode())).records[0].model_dump()
    areas = [area for programme in record["programmes"] for area in programme["policy_areas"]]
    goals = [(g["code"], g["text"], [r["text"] for r in g["results"]]) for area in areas for g in area["goals"]]
    return goals, [r["text"] for area in areas for r in area["results"]]


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_items_that_go_on_in_small_letters_are_items() -> None:
    body = "<h3>Activiteiten</h3>" + paragraphs("a. Een loket openen;", "b. huizen isoleren;", "c. daken vergroenen.")
    assert read(body) == ([], ["Een loket openen;", "huizen isoleren;", "daken vergroenen."])


def test_a_letter_that_is_not_the_next_begins_no_item() -> None:
    body = "<h3>Activiteiten</h3>" + paragraphs("a. Een loket openen;", "d. van de wet geldt hier niet.")
    assert read(body)[1][0].startswith("Een loket openen;") and len(read(body)[1]) == 1


def test_bullets_say_what_they_are() -> None:
    body = "<h3>Doelenboom</h3>" + paragraphs(
        "• Doelstelling A.1 Meer woningen", "• Inspanning A.1.1 Wij bouwen.", "• Doelstelling A.2 Minder leegstand",
        "• Inspanning A.2.1.1 Wij splitsen.")  # fmt: skip
    assert read(body)[0] == [
        ("A.1", "Meer woningen", ["Wij bouwen."]),
        ("A.2", "Minder leegstand", ["Wij splitsen."]),
    ]


LIST = "<ul><li>Geen huis staat leeg.</li><li>Starters vinden een woning.</li></ul>"


@pytest.mark.parametrize("head", ["Speerpunten", "Ambitie", "Beoogd maatschappelijk effect"])
def test_what_stands_for_goals_where_no_others_do(head: str) -> None:
    goals, loose = read(f"<h3>{head}</h3>{LIST}<h3>Activiteiten</h3><ul><li>Wij bouwen.</li></ul>")
    assert [goal[1] for goal in goals] == ["Geen huis staat leeg.", "Starters vinden een woning."]
    assert loose == ["Wij bouwen."]


def test_focus_points_under_goals_are_what_is_done() -> None:
    goals, _ = read(f"<h3>Doel</h3><p>Iedereen woont goed.</p><h3>Speerpunten</h3>{LIST}")
    assert goals == [(None, "Iedereen woont goed.", ["Geen huis staat leeg.", "Starters vinden een woning."])]


def test_an_effect_over_goals_is_the_mission() -> None:
    goals, _ = read(f"<h3>Beoogd maatschappelijk effect</h3><p>Iedereen woont goed.</p><h3>Doelen</h3>{LIST}")
    assert [goal[1] for goal in goals] == ["Geen huis staat leeg.", "Starters vinden een woning."]


def test_a_result_over_its_efforts_is_what_they_are_done_for() -> None:
    body = "<h3>Ambitie</h3><p>Iedereen woont goed.</p><h4>Resultaat 1: Geen huis staat leeg</h4>"
    assert read(body + "<p>Inspanningen:</p><ul><li>Wij splitsen.</li></ul>")[0] == [
        ("1", "Geen huis staat leeg", ["Wij splitsen."])
    ]


def test_a_heading_as_high_as_the_question_ends_its_list() -> None:
    body = f"<h3>Activiteiten</h3>{LIST}<h3>Nieuw beleid</h3><p>Zie de bijlage.</p>"
    assert read(body)[1] == ["Geen huis staat leeg.", "Starters vinden een woning."]


def test_a_semicolon_at_the_end_of_a_line_ends_an_item() -> None:
    body = "<h3>Activiteiten</h3><p>een loket openen;<br>huizen isoleren;<br>daken vergroenen</p>"
    assert read(body)[1] == ["een loket openen;", "huizen isoleren;", "daken vergroenen"]


LOOSE = "<ul><li>Wij splitsen.</li></ul>"


@pytest.mark.parametrize(
    ("after", "want"),
    [
        ("", [("1", "Geen huis staat leeg", ["Wij splitsen."])]),
        (
            "<p>Wat gaan we daarvoor doen?</p><p>Wij bouwen.</p>",
            [("1", "Geen huis staat leeg", ["Wij bouwen."])],
        ),
    ],
)
def test_a_list_right_under_a_goal_is_what_is_done(after: str, want: list[tuple[str, str, list[str]]]) -> None:
    assert read(f"<h3>Stand van zaken</h3><h4>Doel 1: Geen huis staat leeg</h4>{LOOSE}{after}")[0] == want


def test_codes_of_a_letter_and_a_number() -> None:
    body = "<h3>Doelen</h3><p>L1. Minder leegstand</p><h3>Activiteiten</h3>" + paragraphs("L1.1 Wij splitsen.")
    assert read(body)[0] == [("L1", "Minder leegstand", ["Wij splitsen."])]


def test_rows_of_figures_are_no_items() -> None:
    body = "<h3>Activiteiten</h3>" + paragraphs("1 Isoleren -150 -150", "2 Splitsen 80 1.100")
    assert read(body) == ([], [])


def test_bold_questions_after_each_other_make_programmes_of_chapters() -> None:
    page = (
        "<html><body><h1>Begroting 2027</h1><h2>Hoofdstuk 3 Wonen</h2><h3>Onze doelen zijn:</h3><p>1. minder leegstand;"
    )
    page += "</p><h3>Hiervoor gaan we:</h3><ul><li>huizen splitsen.</li></ul></body></html>"
    (programme,) = process(SourceFile("begroting.html", page.encode())).records[0].model_dump()["programmes"]
    assert (programme["number"], programme["name"]) == ("3", "Wonen")
    assert [r["text"] for r in programme["policy_areas"][0]["goals"][0]["results"]] == ["huizen splitsen."]


def test_numbered_goals_make_programmes_of_chapters_without_the_word() -> None:
    page = PAGE.replace("Programma 1", "1.").format("<h3>Doel 1.1 Geen huis staat leeg</h3><p>Maatregelen:</p>" + LIST)
    (programme,) = process(SourceFile("begroting.html", page.encode())).records[0].model_dump()["programmes"]
    assert (programme["number"], programme["name"]) == ("1", "Wonen")
    assert [g["text"] for g in programme["policy_areas"][0]["goals"]] == ["Geen huis staat leeg"]
