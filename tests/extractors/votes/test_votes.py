"""The grammar of votes, from `tests/cases/votes.jsonl`, and the checks on them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from griffier.extractors.checks.votes import check
from griffier.extractors.drafting.context import Context
from griffier.extractors.drafting.draft import settle
from griffier.extractors.dutch.councils import Council
from griffier.extractors.votes.grammar import read_votes
from griffier.extractors.votes.vote_grids import votes_in_grids
from griffier.schemas.civic import Municipality, PartyVote, Votes, VoteSide
from griffier.schemas.document import Cell, Document, Grid, Page, Part, Span, plain_document
from griffier.schemas.motion import Motion
from griffier.schemas.record import Producer, Source

ROWS = [json.loads(x) for x in (Path(__file__).parents[2] / "cases" / "votes.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("case", [pytest.param(r, id=r["why"]) for r in ROWS])
def test_votes(case: dict[str, Any]) -> None:
    draft = read_votes(case["text"], 0, len(case["text"]), Council(case.get("code"), case.get("on")))
    if case["votes"] is None:
        assert draft is None
        return
    assert draft is not None
    values, _ = settle({"votes": draft}, plain_document(case["text"]))
    found = values["votes"]
    assert found["unanimous"] is case["votes"]["unanimous"]
    for side in ("for", "against", "abstained"):
        want, got = case["votes"].get(side) or {}, found[side] or {}
        assert got.get("total") == want.get("total")
        if want.get("expanded"):
            assert len(got["parties"]) > 3
            continue
        parties = [f"{p['party']} {p['seats']}" if p["seats"] else p["party"] for p in got.get("parties", [])]
        assert parties == want.get("parties", [])
        assert [m["name"] for m in got.get("members", [])] == want.get("members", [])
    apart = [n for s in ("for", "against") for p in (found[s] or {}).get("parties", []) for n in p.get("except", [])]
    assert apart == case.get("apart", [])


def _findings(votes: Votes, status: Any = None, code: str = "GM0546", on: str = "2023-07-06") -> list[str]:
    record = Motion(
        producer=Producer(version="0", settings=""),
        id="0" * 16 + "-0",
        kind_confidence=1,
        source=Source(path="x", sha256="0" * 64, size=1, media_type="text/plain", pages=[], page_range=(1, 1)),
        municipality=Municipality(name="Leiden", code=code),
        date=on,
        status=status,
        votes=votes,
    )
    return [f.code for f in check(record, Part.whole(plain_document("x")), Context())]


def _side(total: int | None, *parties: str, seats: int | None = None) -> VoteSide:
    return VoteSide(parties=[PartyVote(party=p, seats=seats) for p in parties], total=total)


def test_seats_of_the_council_confirm_a_total() -> None:
    votes = Votes(against=_side(33, "GL", "D66", "VVD", "PvdA", "PvdD", "SvL", "CDA"))
    assert _findings(votes) == ["votes.confirmed_by_seats"]


def test_fewer_votes_than_seats_prove_nothing() -> None:
    assert _findings(Votes(against=_side(30, "GL", "D66", "VVD", "PvdA", "PvdD", "SvL", "CDA"))) == []


def test_more_votes_than_the_council_has_seats() -> None:
    assert _findings(Votes(for_=_side(30), against=_side(20))) == ["votes.exceeds_council"]


def test_printed_seats_that_do_not_add_up() -> None:
    assert _findings(Votes(for_=_side(9, "D66", "VVD", seats=2))) == ["votes.total_mismatch"]


def test_status_at_odds_with_the_votes() -> None:
    assert _findings(Votes(for_=_side(5), against=_side(33)), status="adopted") == ["votes.status_mismatch"]
    assert _findings(Votes(for_=_side(5), against=_side(33)), status="rejected") == []


def test_a_national_party_that_the_council_lacks() -> None:
    assert _findings(Votes(for_=_side(None, "50PLUS"))) == ["party.unknown_in_council"]
    assert _findings(Votes(for_=_side(None, "Groep De Jong"))) == []


def test_nothing_is_said_of_a_council_that_is_not_known() -> None:
    assert _findings(Votes(for_=_side(60), against=_side(1)), on="2008-06-12") == []


def _table(rows: list[list[str]]) -> Document:
    """A document of one ruled table, a cell a line; empty cells leave no trace in its text."""
    cells, text = [], "Stemming"
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            if value:
                text += "\n"
                cells.append(Cell(i, j, (Span(len(text), len(text) + len(value)),)))
                text += value
    return Document(text=text, pages=(Page(1, 0, len(text)),), grids=(Grid(1, len(rows), len(rows[0]), tuple(cells)),))


def test_marks_in_a_ruled_table() -> None:
    doc = _table(
        [
            ["Fractie", "Zetels", "Voor", "Tegen"],
            ["CDA", "7", "x", ""],
            ["VVD", "6", "", "x"],
            ["Totaal", "13", "7", "6"],
        ]
    )
    draft = votes_in_grids(Part.whole(doc))
    assert draft is not None
    values, evidence = settle({"votes": draft}, doc)
    found = values["votes"]
    assert [(p["party"], p["seats"]) for p in found["for"]["parties"]] == [("CDA", 7)]
    assert [(p["party"], p["seats"]) for p in found["against"]["parties"]] == [("VVD", 6)]
    assert (found["for"]["total"], found["against"]["total"], found["unanimous"]) == (7, 6, False)
    assert {e.quote for e in evidence} >= {"CDA", "VVD", "7", "6"}


def test_a_table_of_money_is_no_vote() -> None:
    assert votes_in_grids(Part.whole(_table([["Programma", "Lasten", "Baten"], ["Verkeer", "7", "6"]]))) is None
