"""Records joined into dossiers: what is joined, what stays apart, and what became of it."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from griffier.pipeline.errors import NoInputError, UsageError
from griffier.pipeline.inspecting.schema import json_schema
from griffier.pipeline.inspecting.validate import validate_file
from griffier.pipeline.linking.claim import number_key, reference_key, title_key
from griffier.pipeline.linking.link import link
from griffier.pipeline.linking.meeting_pages import write_pages
from griffier.schemas.dossier import Dossier

Json = dict[str, Any]
TOWN = {"name": "Oudewater", "code": "GM0589", "province": "Utrecht"}
DAY, LATER = "2023-03-09", "2023-04-13"


def record(kind: str, at: int, /, **fields: Any) -> Json:
    """A record with what linking looks at."""
    source = {"path": f"{kind}-{at}.pdf"}
    return {"id": f"{at:016x}-0", "kind": kind, "municipality": TOWN, "source": source, "references": [], **fields}


def paper(number: int, printed: str | None, title: str, day: str | None = DAY, **fields: Any) -> Json:
    submitters = [{"name": "A. Bos", "party": fields.pop("party", "Lijst Oost"), "role": "submitter"}]
    kind = fields.pop("kind", "motion")
    return record(kind, number, number=printed, title=title, date=day, submitters=submitters, **fields)


def listed(number: int, items: list[Json], day: str = DAY, kind: str = "decision_list") -> Json:
    return record(kind, number, meeting={"body": "gemeenteraad", "date": day}, items=items, vote_events=[])


def item(printed: str | None, title: str | None, status: str | None = "adopted", **fields: Any) -> Json:
    matter = {"type": fields.pop("type", "motion"), "number": printed, "title": title, **fields.pop("matter", {})}
    return {
        "number": None,
        "title": title,
        "decision": "x",
        "status": status,
        "matter": matter,
        "votes": None,
        **fields,
    }


def counted(favour: int, against: int) -> Json:
    return {"for": {"total": favour}, "against": {"total": against}}


def letter(number: int, day: str, *matters: Json) -> Json:
    told = [{"type": "motion", **matter} for matter in matters]
    return record("letter", number, title="Afdoening", date=day, reports_on=told)


def dossiers(tmp_path: Path, *records: Json) -> list[Dossier]:
    """Linked, in whatever order: the bytes must be the same."""
    bytes_of = []
    for seed in range(2):
        given = list(records)
        random.Random(seed).shuffle(given)
        folder = tmp_path / f"{seed}"
        folder.mkdir(exist_ok=True)
        (folder / "records.jsonl").write_text("".join(json.dumps(one) + "\n" for one in given), encoding="utf-8")
        link([folder], folder / "out")
        bytes_of.append((folder / "out/dossiers.jsonl").read_bytes())
    assert bytes_of[0] == bytes_of[1]
    return [Dossier.model_validate_json(line) for line in bytes_of[0].splitlines()]


def roles(dossier: Dossier) -> list[str]:
    return [member.role for member in dossier.members]


def test_paper_list_minutes_and_letter_make_one_dossier(tmp_path: Path) -> None:
    event = {**item("M1", None, "adopted", votes=counted(12, 7)), "decision": "aangenomen"}
    minutes = listed(3, [], kind="minutes") | {"vote_events": [event]}
    (told,) = dossiers(
        tmp_path,
        paper(1, "M1", "Bomen eerst"),
        listed(2, [item("M1", "Bomen eerst")]),
        minutes,
        letter(4, "2023-05-01", {"title": "Bomen eerst", "date": DAY}),
    )
    assert roles(told) == ["decision", "text", "minutes", "answer"]
    assert told.id == f"GM0589-{DAY}-motion-M1"
    assert told.outcome and told.outcome.status == "adopted" and told.outcome.decided_on == DAY
    assert told.outcome.votes and told.outcome.votes.for_ and told.outcome.votes.for_.total == 12
    assert [source.pointer for source in told.outcome.sources] == ["/items/0/decision", "/vote_events/0/decision"]
    assert told.findings == []


def test_a_number_alone_never_joins_across_meetings(tmp_path: Path) -> None:
    told = dossiers(tmp_path, paper(1, "M1", "Bomen eerst"), listed(2, [item("M1", "Stenen eerst")], LATER))
    assert len(told) == 2


def test_number_and_day_with_quite_another_title_stay_apart(tmp_path: Path) -> None:
    told = dossiers(tmp_path, paper(1, "M1", "Bomen eerst"), listed(2, [item("M1", "Zwembad open op zondag")]))
    assert len(told) == 2


def test_a_misprinted_year_does_not_part_a_paper_from_its_item(tmp_path: Path) -> None:
    (told,) = dossiers(tmp_path, paper(1, "M1", "Bomen eerst", "2022-03-09"), listed(2, [item("M1", "Bomen eerst")]))
    assert told.meeting and told.meeting.date == DAY


def test_the_same_number_and_title_years_later_is_another_paper(tmp_path: Path) -> None:
    told = dossiers(tmp_path, paper(1, "M1", "Bomen eerst", "2019-11-05"), listed(2, [item("M1", "Bomen eerst")]))
    assert len(told) == 2


def test_two_that_fit_as_well_are_doubted_and_neither_is_taken(tmp_path: Path) -> None:
    told = dossiers(
        tmp_path,
        listed(2, [item("M1", "Bomen eerst", "adopted"), item("M2", "Bomen eerst", "rejected")]),
        paper(1, None, "Bomen eerst"),
    )
    assert [[f.code for f in one.findings] for one in told if "text" in roles(one)] == [["dossier.ambiguous"]]
    assert len(told) == 3


def test_papers_of_two_towns_never_meet(tmp_path: Path) -> None:
    other = paper(1, "M1", "Bomen eerst") | {"municipality": {"name": "Zuidplas", "code": "GM1892"}}
    assert len(dossiers(tmp_path, other, listed(2, [item("M1", "Bomen eerst")]))) == 2


def test_sources_that_disagree_are_a_finding_with_both_places(tmp_path: Path) -> None:
    (told,) = dossiers(
        tmp_path,
        paper(1, "M1", "Bomen eerst", status="rejected", votes=counted(7, 12)),
        listed(2, [item("M1", "Bomen eerst", "adopted", votes=counted(12, 7))]),
    )
    assert told.outcome and told.outcome.status == "adopted"
    assert [finding.code for finding in told.findings] == ["dossier.outcome_conflict", "dossier.votes_conflict"]
    assert all("motion-1.pdf#" in f.message and "decision_list-2.pdf#" in f.message for f in told.findings)


def test_a_paper_that_was_held_over_and_comes_back_under_its_number_has_both_days(tmp_path: Path) -> None:
    (told,) = dossiers(
        tmp_path,
        paper(1, "M1", "Bomen eerst"),
        listed(2, [item("M1", "Bomen eerst", "held_over")]),
        listed(3, [item("M1", "Bomen eerst", "adopted")], LATER),
    )
    assert told.meeting and told.meeting.date == DAY
    assert told.outcome and (told.outcome.status, told.outcome.decided_on) == ("adopted", LATER)
    assert told.findings == []


def test_a_paper_that_comes_back_under_another_number_replaces_the_first(tmp_path: Path) -> None:
    first, second = dossiers(
        tmp_path,
        listed(2, [item("M1", "Bomen eerst", "held_over")]),
        listed(3, [item("M4", "Bomen eerst", "adopted")], LATER),
    )
    assert [(r.type, r.dossier) for r in second.relations] == [("replaces", first.id)]


def test_what_was_adopted_is_not_decided_on_again_at_a_later_meeting(tmp_path: Path) -> None:
    told = dossiers(
        tmp_path,
        listed(2, [item("M1", "Bomen eerst", "adopted")]),
        listed(3, [item("M1", "Bomen eerst", "rejected")], LATER),
    )
    assert [one.outcome and one.outcome.status for one in told] == ["adopted", "rejected"]


def test_the_same_number_at_the_next_meeting_with_a_title_that_is_alike_is_another_paper(tmp_path: Path) -> None:
    told = dossiers(
        tmp_path,
        listed(2, [item("M1", "Meer bomen in de wijk Noord", "held_over")]),
        listed(3, [item("M1", "Meer bomen in de wijk Oost", "adopted")], LATER),
    )
    assert len(told) == 2


def test_what_was_changed_before_it_was_adopted_is_said(tmp_path: Path) -> None:
    def asks(text: str) -> list[Json]:
        return [{"items": [{"text": text}]}]

    (told,) = dossiers(
        tmp_path,
        paper(1, "M1", "Bomen eerst", requests=asks("voor 1 mei honderd bomen te planten in de wijk")),
        paper(
            2, "M1", "Bomen eerst", requests=asks("voor 1 juli honderd bomen te planten in de wijk"), status="adopted"
        ),
    )
    assert [finding.code for finding in told.findings] == ["dossier.text_differs"]
    assert "'mei' became 'juli'" in told.findings[0].message


def test_an_amendment_amends_the_proposal_under_which_the_list_puts_it(tmp_path: Path) -> None:
    proposal = item(None, "de Kadernota", type="council_proposal", matter={"reference": "RIS320834"})
    told = dossiers(tmp_path, listed(2, [proposal, item("A1", "Minder stenen", type="amendment")]))
    amendment = next(one for one in told if one.subject.kind == "amendment")
    parent = next(one for one in told if one.subject.kind == "council_proposal")
    assert [(r.type, r.dossier) for r in amendment.relations] == [("amends", parent.id)]


def test_a_letter_on_two_motions_is_in_both_dossiers(tmp_path: Path) -> None:
    told = dossiers(
        tmp_path,
        listed(2, [item("M1", "Bomen eerst"), item("M2", "Water op het plein")]),
        letter(
            4, "2023-05-01", {"number": "M1", "title": "Bomen eerst"}, {"number": "M2", "title": "Water op het plein"}
        ),
    )
    assert [roles(one) for one in told] == [["decision", "answer"], ["decision", "answer"]]


def test_a_motion_that_a_letter_names_by_title_alone_stays_apart(tmp_path: Path) -> None:
    told = dossiers(tmp_path, listed(2, [item("M1", "Bomen eerst")]), letter(4, "2023-05-01", {"title": "Bomen eerst"}))
    assert len(told) == 2


def test_what_was_read_is_not_read_again_and_what_is_gone_is_left_out(tmp_path: Path) -> None:
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    one.write_text(json.dumps(paper(1, "M1", "Bomen eerst")) + "\n", encoding="utf-8")
    two.write_text(json.dumps(listed(2, [item("M1", "Bomen eerst")])) + "\n", encoding="utf-8")
    assert sum(link([one, two], tmp_path / "out").dossiers.values()) == 1
    assert link([one, two], tmp_path / "out").records == 2
    assert link([one], tmp_path / "out").outcomes["motion"] == 0


def test_what_cannot_be_linked_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoInputError):
        link([tmp_path / "nothing.jsonl"], tmp_path / "out")
    with pytest.raises(NoInputError):
        link([tmp_path], tmp_path / "out")
    (tmp_path / "records.jsonl").write_text('{"kind": "motion"}\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"records.jsonl:1"):
        link([tmp_path], tmp_path / "out")


def test_dossiers_are_validated_and_have_a_schema(tmp_path: Path) -> None:
    dossiers(tmp_path, paper(1, "M1", "Bomen eerst"), listed(2, [item("M1", "Bomen eerst")]))
    file = tmp_path / "0/out/dossiers.jsonl"
    assert list(validate_file(file)) == []
    spoilt = json.loads(file.read_text("utf-8"))
    spoilt["members"][0]["score"] = 2
    file.write_text(json.dumps(spoilt) + "\n", encoding="utf-8")
    assert [fault.pointer for fault in validate_file(file)] == ["/members/0/score"]
    assert {"subject", "members", "outcome"} <= set(json_schema("dossier")["properties"])


def test_the_pages_open_without_a_network_and_run_nothing(tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script> Bomen"
    dossiers(tmp_path, paper(1, "M1", hostile), listed(2, [item("M1", hostile)]))
    assert write_pages(tmp_path / "0/out/dossiers.jsonl", tmp_path / "pages") == 1
    page = (tmp_path / "pages/oudewater-2023-03-09.html").read_text("utf-8")
    assert "<script" not in page and "&lt;script&gt;" in page
    assert "http" not in page.replace("http-equiv", "")
    assert "geen brief gevonden" in page and "aangenomen" in page
    assert "oudewater-2023-03-09.html" in (tmp_path / "pages/index.html").read_text("utf-8")


@pytest.mark.parametrize(("one", "other"), [("M-07", "m07"), ("M 7", "M07"), ("J.3", "J3"), ("2023-M-12", "2023/M12")])
def test_numbers_that_are_one(one: str, other: str) -> None:
    assert number_key(one) == number_key(other)


@pytest.mark.parametrize(("one", "other"), [("1.1", "11"), ("M1", "M11"), ("M1", "A1"), ("J.1", "J.10"), ("M10", "M1")])
def test_numbers_that_are_two(one: str, other: str) -> None:
    assert number_key(one) != number_key(other)


def test_keys_fold_what_print_varies() -> None:
    assert reference_key("RIS 321253") == reference_key("321253") == "321253"
    assert reference_key("M12") == ""
    assert title_key("Gewijzigde motie: Één boom, méér!") == title_key("een boom meer")
