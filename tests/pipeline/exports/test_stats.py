"""`griffier stats`: what is counted, what the terminal and the page say."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from griffier import cli
from griffier.pipeline.exports.stats.counting import count
from griffier.pipeline.exports.stats.stats_page import as_page
from griffier.pipeline.exports.stats.views import views

Record = Callable[..., dict[str, Any]]
Written = Callable[[Any], Path]


def sides(for_: list[str], against: list[str]) -> dict[str, Any]:
    def parties(names: list[str]) -> dict[str, Any]:
        return {"parties": [{"party": name} for name in names]}

    return {"for": parties(for_), "against": parties(against)}


def command(*words: str) -> int | str | None:
    before, sys.argv = sys.argv, ["griffier", *words]
    try:
        with pytest.raises(SystemExit) as end:
            cli.main()
    finally:
        sys.argv = before
    return end.value.code


@pytest.fixture
def file(record: Record, records_file: Written) -> Path:
    """Three votes: D66 and the VVD meet twice and agree once; the CDA is divided in one of its two."""
    by = [{"name": "A. Bos", "party": "Democraten 66", "role": "submitter"}]
    signed = {"name": None, "party": "SP", "role": "signatory"}
    amount = {"raw": "€ 100", "value": "100.5", "approximate": False}
    area = {"code": "5.1", "name": "Sportbeleid en activering", "score": 0.9}
    finding = {"code": "date.conflict", "severity": "warning", "message": "m"}
    return records_file(
        [
            record(
                "motion",
                "a.txt",
                date="2023-05-01",
                status="adopted",
                submitters=[*by, signed],
                votes=sides(["D66", "VVD"], ["CDA"]),
            ),
            record("motion", "b.txt", date="2023-06", submitters=by, votes=sides(["D'66"], ["V.V.D."])),
            record("amendment", "c.txt", status="rejected", votes=sides(["D66", "CDA"], ["CDA"])),
            record("letter", "d.txt", date="2024", amounts=[amount, amount], policy_areas=[area], findings=[finding]),
            record("budget_report", "e.txt", date="2023-10-01", fiscal_year=2024, kind_confidence=1.0),
        ]
    )


def test_what_is_counted(file: Path) -> None:
    stats = count([file])
    assert stats.documents == {
        ("motion", 2023): 2,
        ("amendment", None): 1,
        ("letter", 2024): 1,
        ("budget_report", 2024): 1,
    }
    assert stats.tabled == {("D66", "adopted"): 1, ("D66", "not said"): 1}
    assert stats.votes == {"D66": 3, "VVD": 2, "CDA": 1}
    assert stats.share_alike("VVD", "D66") == 0.5 == stats.share_alike("D66", "VVD")
    assert stats.share_alike("CDA", "VVD") == 0.0
    assert stats.share_alike("CDA", "SP") is None
    sport = stats.amounts["5.1 Sportbeleid en activering"]
    assert (sport.documents, sport.count, sport.total) == (1, 2, Decimal(201))
    assert stats.findings == {("warning", "date.conflict"): 1}
    assert stats.pages == {"text": 5}
    assert stats.kind_confidence == {9: 5}
    assert stats.years() == [2023, 2024, None]


def test_where_there_are_dossiers_outcomes_and_votes_are_theirs(file: Path, tmp_path: Path) -> None:
    import json

    dossier = {
        "producer": {"version": "0", "settings": ""},
        "id": "d",
        "subject": {"kind": "motion", "submitters": [{"name": None, "party": "SP"}]},
        "outcome": {"status": "adopted", "votes": sides(["SP"], ["VVD"])},
        "members": [],
    }
    dossiers = tmp_path / "dossiers.jsonl"
    dossiers.write_text(json.dumps(dossier) + "\n")
    stats = count([file], [dossiers])
    assert stats.tabled == {("SP", "adopted"): 1}
    assert stats.votes == {"SP": 1, "VVD": 1}
    assert sum(stats.documents.values()) == 5


def test_every_view_has_as_many_cells_as_heads(file: Path) -> None:
    shown = list(views(count([file])))
    assert [view.name for view in shown] == [
        "documents",
        "tabled",
        "together",
        "amounts",
        "findings",
        "pages",
        "confidence",
    ]
    for view in shown:
        assert {len(row) for row in view.rows} == {len(view.heads)}, view.name
    (together,) = (view for view in shown if view.name == "together")
    assert ("D66", "VVD", 2, "50%") in together.rows


@pytest.mark.slow
def test_the_page_opens_without_a_network_and_nothing_in_it_runs(file: Path) -> None:
    pytest.importorskip("matplotlib")
    page = as_page(count([file]))
    assert page.count("<svg ") == page.count("<section ") >= 6
    assert page.count('role="img"') == page.count("<svg ")
    assert "<script" not in page and not re.search(r"(?:src|href)=\"(?!#)", page.replace('href="http://www.w3.org', ""))
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    assert ">D66</text>" in page, "text of a plot is text"
    assert as_page(count([file])) == page


def test_names_are_never_markup(record: Record, records_file: Written, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("matplotlib")
    evil = "[red]<b>$x_$\x1b[31m"
    by = [{"name": None, "party": evil, "role": "submitter"}]
    file = records_file([record("motion", "a.txt", submitters=by)])
    page = as_page(count([file]))
    assert "<b>" not in page and "\x1b" not in page
    assert command("stats", str(file)) == 0
    told = capsys.readouterr().out
    assert "[red]<b>$x_$" in told and "\x1b" not in told


def test_the_command_prints_and_writes(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("matplotlib")
    assert command("stats", str(file), "--html", str(tmp_path / "s.html")) == 0
    told = capsys.readouterr().out
    assert "Who votes with whom" in told and "Written:" in told
    assert (tmp_path / "s.html").read_text("utf-8").startswith("<!doctype html>")
    assert command("stats", str(tmp_path / "nowhere")) == 4
    assert command("stats", str(file), "--html", str(tmp_path)) == 5


def test_without_matplotlib_the_terminal_still_tells(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert command("stats", str(file)) == 0
    assert command("stats", str(file), "--html", str(tmp_path / "s.html")) == 3
    assert "griffier[export,stats]" in capsys.readouterr().err
