"""Evaluation, over fictional gold."""

import json
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from griffier.pipeline.errors import NoInputError, UsageError
from griffier.pipeline.evaluation.baseline import changes
from griffier.pipeline.evaluation.evaluate import evaluate
from griffier.pipeline.evaluation.evaluate_command import evaluate_command
from griffier.pipeline.evaluation.gold import Gold, read_gold, read_records
from griffier.pipeline.evaluation.losses import around, losses
from griffier.pipeline.evaluation.report import as_json, show, show_change, show_losses
from griffier.pipeline.evaluation.tally import Evaluation, Score

MOTION: dict[str, Any] = {
    "kind": "motion",
    "title": "Een bank bij het dorpshuis",
    "date": "2023-07-06",
    "number": None,
    "municipality": {"name": "Voorbeeldstad", "code": "GM0001"},
    "amounts": [{"raw": "€ 5.000", "value": "5000"}],
    "status": "adopted",
    "submitters": [{"name": "A. de Wit", "party": "Dorpsbelang"}, {"name": None, "party": "Groen Lokaal"}],
    "votes": {
        "for": {"parties": [{"party": "Dorpsbelang", "seats": 4}], "total": 9},
        "against": None,
        "abstained": None,
        "unanimous": None,
    },
    "requests": [
        {
            "verb": "verzoeken",
            "addressee": "het college",
            "items": [{"text": "Een bank te plaatsen bij het dorpshuis.", "deadline": "2023-10"}],
        }
    ],
    "recitals": [],
    "findings": [],
}


def judge(found: dict[str, Any], gold: dict[str, Any] = MOTION, **more: Any) -> Evaluation:
    return evaluate([Gold("m1", "corpus/m1.txt", (gold,), **more)], {"m1.txt": [found]})


def score(evaluation: Evaluation, field: str) -> tuple[int, int, int]:
    s = evaluation.fields().get(field, Score())
    return s.tp, s.fp, s.fn


def test_a_perfect_record() -> None:
    result = judge(MOTION)
    assert all(s.f1 == 1 and not s.fp and not s.fn for s in result.fields().values())
    assert (result.macro(), result.micro(), result.documents) == (1, 1, 1)
    assert "number" not in result.fields(), "what neither has is not counted"


@pytest.mark.parametrize(
    ("change", "field", "counts"),
    [
        ({"date": "2023-07-07"}, "date", (0, 1, 1)),
        ({"date": None}, "date", (0, 0, 1)),
        ({"number": "M7"}, "number", (0, 1, 0)),
        ({"title": "een bank bij het dorps-\nhuis."}, "title", (1, 0, 0)),
        ({"submitters": [{"name": "A. de Wit", "party": "Andere"}]}, "submitters.party", (0, 1, 1)),
        ({"submitters": [{"name": "A. de Wit", "party": "Dorpsbelang"}]}, "submitters.name", (1, 0, 1)),
        ({"amounts": [{"raw": "€ 5.000", "value": "5000.00"}, {"raw": "6", "value": "6"}]}, "amounts", (1, 1, 0)),
        ({"votes": None}, "votes.total", (0, 0, 1)),
        ({"votes": {"for": {"parties": [{"party": "Dorpsbelang", "seats": 5}], "total": 9}}}, "votes.seats", (0, 1, 1)),
        (
            {"requests": [{"verb": "oproepen", "addressee": "college", "items": MOTION["requests"][0]["items"]}]},
            "requests.verb",
            (0, 1, 1),
        ),
        (
            {"requests": [{"verb": "oproepen", "addressee": "college", "items": MOTION["requests"][0]["items"]}]},
            "requests.addressee",
            (1, 0, 0),
        ),
        ({"recitals": [{"type": "noting", "items": [{"text": "iets"}]}]}, "recitals.items", (0, 1, 0)),
        ({"kind": "amendment"}, "kind", (0, 1, 1)),
    ],
)
def test_what_goes_wrong_is_counted(change: dict[str, Any], field: str, counts: tuple[int, int, int]) -> None:
    assert score(judge({**MOTION, **change}), field) == counts


def test_nested_items_count_as_flat_ones() -> None:
    gold = {
        **MOTION,
        "recitals": [{"type": "noting", "items": [{"text": "de eerste zaak"}, {"text": "de tweede zaak"}]}],
    }
    found = {
        **MOTION,
        "recitals": [{"type": "noting", "items": [{"text": "de eerste zaak", "items": [{"text": "de tweede zaak"}]}]}],
    }
    assert score(judge(found, gold), "recitals.items") == (2, 0, 0)


def test_accepted_unscored_and_sampled_values() -> None:
    assert score(judge({**MOTION, "date": "2023"}, accept={"/date": ["2023", "2024"]}), "date") == (1, 0, 0)
    assert score(judge({**MOTION, "date": None}, accept={"/date": [None]}), "date") == (1, 0, 0)
    more = [*MOTION["submitters"], {"name": "B. Groen", "party": None}]
    assert score(
        judge({**MOTION, "submitters": more}, accept={"/submitters/1/name": ["B. Groen"]}), "submitters.name"
    ) == (2, 0, 0)
    assert score(judge({**MOTION, "date": "1999"}, unscored=("/date",)), "date") == (0, 0, 0)
    many = [*MOTION["amounts"], {"raw": "€ 7", "value": "7"}]
    assert score(judge({**MOTION, "amounts": many}, unscored=("sampled:/amounts",)), "amounts") == (1, 0, 0)


def test_missing_and_surplus_records() -> None:
    gold = [Gold("m1", "m1.txt", (MOTION,)), Gold("m2", "x/m2.txt", (MOTION, MOTION))]
    result = evaluate(gold, {"m2.txt": [MOTION, MOTION, MOTION]})
    assert score(result, "documents") == (2, 1, 1)
    assert score(result, "kind") == (2, 0, 1)


def test_alarms_are_counted_apart() -> None:
    gold = {**MOTION, "findings": [{"code": "votes.total_mismatch", "printed": "9"}]}
    found = {
        **MOTION,
        "findings": [
            {"code": "votes.total_mismatch", "printed": "9.0"},
            {"code": "table.total_mismatch", "printed": "1"},
        ],
    }
    result = judge(found, gold)
    assert score(result, "findings.required") == (1, 0, 0)
    assert result.alarms["votes.total_mismatch"] == (1, 0) and result.alarms["table.total_mismatch"] == (0, 1)


TABLE = {
    "title": "Lasten",
    "page": 2,
    "unit": 1000,
    "rows": [{"number": "1", "label": "Wegen", "values": {"Begroting 2024": "10000", "Begroting 2025": "0"}}],
    "totals": {"Begroting 2024": "10000"},
}


def budget(**more: Any) -> dict[str, Any]:
    return {"kind": "budget_report", "tables": [{**TABLE, **more}]}


def test_tables_are_compared_cell_by_cell() -> None:
    keys = {"2024 begroting": "10000", "2025 begroting": "0"}
    found = budget(rows=[{"number": "1", "label": "wegen", "values": keys}], totals=None)
    result = judge(found, budget(totals=None))
    assert score(result, "tables.cells") == (1, 0, 0) and score(result, "tables.unit") == (1, 0, 0)
    wrong_year = budget(rows=[{"number": "1", "label": "wegen", "values": {"begroting 2023": "10000"}}], totals=None)
    result = judge(wrong_year, budget(totals=None))
    assert score(result, "tables.cells") == (0, 1, 1) and score(result, "tables.cells_ignoring_period") == (1, 0, 0)
    assert score(judge({"kind": "budget_report", "tables": []}, budget()), "tables.found") == (0, 0, 1)


def test_a_total_that_is_told_apart_is_a_row() -> None:
    assert score(judge(budget(totals=None), budget(totals={"Begroting 2024": "12000"})), "tables.cells") == (1, 0, 1)
    assert score(judge(budget(totals=None), budget()), "tables.cells") == (1, 0, 1)


def test_letters() -> None:
    gold = {
        "kind": "letter",
        "letter_type": "incoming_letter",
        "sender": {"organization": "Stichting Het Dorpshuis"},
        "addressees": [{"organization": "gemeenteraad"}],
        "signatories": [{"name": "C. Blauw"}],
        "attachments": [{"title": "Verslag", "events": [{"date": "2023-01"}]}],
    }
    assert all(s.f1 == 1 for s in judge(gold, gold).fields().values())
    found = {
        **gold,
        "sender": {"name": "C. Blauw"},
        "attachments": [{"title": "Verslag", "events": [{"date": "2022-01"}]}],
    }
    result = judge(found, gold)
    assert score(result, "sender.organization") == (0, 0, 1) and score(result, "attachments.events.date") == (0, 1, 1)


def test_losses_stand_in_their_text() -> None:
    result = judge({**MOTION, "title": None, "number": "M7"})
    text = "Motie M7\nVoorbeeldstad\nEen bank bij\nhet dorpshuis\n"
    found = {loss.field: loss for loss in losses(result, lambda name: text)}
    assert (
        found["title"].around == "Motie M7 Voorbeeldstad «Een bank bij het dorpshuis»" and not found["title"].invented
    )
    assert found["number"].around.startswith("Motie «M7»") and found["number"].invented
    assert around(text, ("1", "wegen")) == around(text, None) == ""


def test_a_baseline_shows_what_was_gained_and_lost() -> None:
    before, now = judge({**MOTION, "date": None}), judge({**MOTION, "number": "M7", "status": None})
    change = changes(now, before)
    assert [v[1] for v in change.gained] == ["date"] and [v[1] for v in change.lost] == ["status"]
    assert [v[1] for v in change.invented] == ["number"] and change.withdrawn == ()
    assert changes(now, now).nothing


def test_the_report_shows_everything() -> None:
    result = judge({**MOTION, "date": None})
    console = Console(width=120, record=True, file=open("/dev/null", "w"))  # noqa: SIM115, PTH123
    show(result, console)
    show_losses(losses(result, lambda name: ""), 1, console)
    show_change(changes(result, judge(MOTION)), console)
    told = console.export_text()
    for word in ("Fields", "Kinds", "Documents", "m1.txt", "- m1.txt: 2023-07-06", "lost since the baseline: 1"):
        assert word in told
    data = as_json(result, changes(result, judge(MOTION)))
    assert (
        data["fields"]["date"]["fn"] == 1
        and data["kinds"]["motion"]["macro_f1"] < 1
        and data["per_document"]["m1.txt"]["fn"] == 1
    )
    assert len(data["baseline"]["lost"]) == 1


def test_files_are_read_and_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    (gold / "m1.json").write_text(json.dumps({"docid": "m1", "input": "corpus/m1.txt", "record": MOTION}))
    record = {**MOTION, "id": "0-0", "source": {"path": "in/m1.txt"}}
    records = tmp_path / "records.jsonl"
    records.write_text(json.dumps(record) + "\n\n")
    assert evaluate_command(gold, records) == 0
    assert "macro F1 1.000" in capsys.readouterr().out
    worse = tmp_path / "worse.jsonl"
    worse.write_text(json.dumps({**record, "date": None}) + "\n")
    assert evaluate_command(gold, worse, baseline=records, as_json=True) == 1
    assert json.loads(capsys.readouterr().out)["fields"]["date"]["fn"] == 1
    with pytest.raises(NoInputError):
        read_gold(gold, ["anders_*"])
    (gold / "m2.json").write_text('{"docid": "m2"}')
    with pytest.raises(UsageError, match="no gold file"):
        read_gold(gold)
    records.write_text('{"id": 1}\n')
    with pytest.raises(UsageError, match=r"records\.jsonl:1 is no record"):
        read_records(records)
    records.write_text("{")
    with pytest.raises(UsageError, match="no JSON"):
        read_records(records)
    with pytest.raises(UsageError):
        read_records(tmp_path / "weg.jsonl")
