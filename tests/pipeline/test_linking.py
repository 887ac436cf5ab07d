"""Records joined into dossiers: what is joined, what stays apart, and what became of it."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from griffier.pipeline.errors import NoInputError, UsageError
from griffier.pipeline.inspecting.schema import json_schema
from griffier.pipeline.inspecting.validate import validate_file
from griffier.pipeline.linking.claim import number_key, reference_key, title_key
from griffier.pipeline.linking.link import link
from griffier.pipeline.linking.meeting_pages import write_pages
from griffier.pipeline.wording import speak
from griffier.schemas.dossier import Dossier

Json = dict[str, Any]
TOWN = {"name": "Oudewater", "code": "GM0589", "province": "Utrecht"}
DAY, LATER = "2023-03-09", "2023-04-13"


@pytest.fixture(autouse=True)
def dutch() -> Iterator[None]:
    """The pages and the workbook as their Dutch readers have them."""
    speak("nl")
    yield
    speak(None)


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


def test_a_motion_that_is_an_item_beside_the_proposal_belongs_to_it_only_where_its_paper_says_so(
    tmp_path: Path,
) -> None:
    proposal = item(None, "de Kadernota 2024", type="council_proposal", matter={"reference": "RIS320834"}, number="3")
    told = dossiers(
        tmp_path,
        listed(2, [proposal, item("M1", "Bomen eerst", number="4"), item("M2", "Water op het plein", number="5")]),
        paper(5, "M2", "Water op het plein", proposal={"title": "Kadernota 2024", "reference": None}),
    )
    assert [[r.type for r in one.relations] for one in told if one.subject.kind == "motion"] == [[], ["belongs_to"]]


def test_a_letter_on_two_motions_is_in_both_dossiers(tmp_path: Path) -> None:
    told = dossiers(
        tmp_path,
        listed(2, [item("M1", "Bomen eerst"), item("M2", "Water op het plein")]),
        letter(
            4, "2023-05-01", {"number": "M1", "title": "Bomen eerst"}, {"number": "M2", "title": "Water op het plein"}
        ),
    )
    assert [roles(one) for one in told] == [["decision", "answer"], ["decision", "answer"]]


TITLE = "Bomen eerst in de Dorpsstraat"


def test_a_letter_that_names_a_motion_by_title_alone_joins_the_only_one_of_that_title(tmp_path: Path) -> None:
    (told,) = dossiers(tmp_path, listed(2, [item("M1", TITLE)]), letter(4, "2023-05-01", {"title": TITLE}))
    assert roles(told) == ["decision", "answer"]
    assert told.members[1].because == ["title"] and told.members[1].score == 0.8


@pytest.mark.parametrize(
    ("day", "title", "more"),
    [
        ("2023-02-01", TITLE, []),  # before the meeting
        ("2025-06-01", TITLE, []),  # years after it
        ("2023-05-01", f"{TITLE} en de Kerkstraat", []),  # another title
        ("2023-05-01", TITLE, [item("M5", TITLE)]),  # two of that title
    ],
)
def test_a_title_alone_joins_no_letter_that_is_far_or_fits_two(
    tmp_path: Path, day: str, title: str, more: list[Json]
) -> None:
    told = dossiers(tmp_path, listed(2, [item("M1", TITLE), *more]), letter(4, day, {"title": title}))
    assert [roles(one) for one in told if "answer" in roles(one)] == [["answer"]]


def promise(number: str | None, what: str, day: str | None = DAY, **fields: Any) -> Json:
    names = (
        "number",
        "title",
        "what",
        "to_whom",
        "made_on",
        "by_when",
        "by_when_raw",
        "progress",
        "status",
        "settled_on",
    )
    return {**dict.fromkeys(names), "who": [], "number": number, "what": what, "made_on": day, **fields}


def promised(number: int, day: str, *promises: Json) -> Json:
    return record("promise", number, date=day, items=list(promises))


def test_a_promise_in_minutes_two_lists_and_a_letter_is_one_dossier(tmp_path: Path) -> None:
    what = "de raad voor de zomer te informeren over het speelveld aan de Lindelaan"
    said = listed(1, [], kind="minutes") | {
        "promises": [promise(None, what, who=[{"name": "Kok", "role": "wethouder"}])]
    }
    (told,) = dossiers(
        tmp_path,
        said,
        promised(
            2, "2023-04-01", promise("T23-011", "Informeren over speelveld Lindelaan", status="open", by_when="2023-07")
        ),
        promised(3, "2023-09-01", promise("T23-011", "Informeren over speelveld Lindelaan", status="settled")),
        letter(4, "2023-06-20", {"type": "promise", "number": "T23-011", "title": "speelveld Lindelaan"}),
    )
    assert roles(told) == ["text", "text", "minutes", "answer"]
    assert told.outcome and told.outcome.status == "settled" and told.findings == []
    assert told.subject.promise and told.subject.promise.by_when == "2023-07"
    assert [who.name for who in told.subject.promise.who] == ["Kok"]
    assert told.id == f"GM0589-{DAY}-promise-T23-011"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "de raad voor 1 juli te informeren over de kosten van het zwembad",
            "de raad voor 1 juli te informeren over de brug",
        ),
        ("een memo over de huur van de sporthal", "een memo over de huur van het dorpshuis"),
        ("terug te komen op de vraag van mevrouw Smit", "terug te komen op de vraag van de heer Bos"),
    ],
)
def test_promises_of_one_evening_share_their_day_and_most_words_and_stay_apart(
    tmp_path: Path, one: str, other: str
) -> None:
    told = dossiers(tmp_path, promised(1, DAY, promise("1", one)), promised(2, LATER, promise("1", other)))
    assert len(told) == 2


def test_two_lists_of_one_day_that_disagree_are_a_finding(tmp_path: Path) -> None:
    (told,) = dossiers(
        tmp_path,
        promised(1, LATER, promise("T-014", "een lijst van monumenten", status="open")),
        promised(2, LATER, promise("T-014", "een lijst van monumenten", status="settled")),
    )
    assert [finding.code for finding in told.findings] == ["dossier.outcome_conflict"]


def questions(number: int, title: str, day: str, *texts: str, **fields: Any) -> Json:
    asked = [{"number": f"{at}", "text": text} for at, text in enumerate(texts, 1)]
    answers = fields.pop("answers", [])
    paper = {"title": title, "date": day, "number": None, "questions": asked, "answers": answers}
    return record("written_questions", number, **paper, **fields)


ASKED = ("Is het college bekend met de scheuren in de kademuur bij de haven?", "Wanneer wordt de kademuur hersteld?")


def test_questions_their_answers_and_a_reminder_are_one_dossier(tmp_path: Path) -> None:
    answered = {"answers": [{"number": "1", "text": "Ja."}], "answered_on": "2023-04-20"}
    (told,) = dossiers(
        tmp_path,
        questions(1, "Scheuren in de kademuur", DAY, *ASKED),
        questions(2, "Beantwoording vragen kademuur", "2023-04-20", *ASKED, **answered),
        letter(3, "2023-04-22", {"type": "written_questions", "title": "Scheuren in de kademuur", "date": DAY}),
        record(
            "letter", 4, title="Herinnering vragen kademuur", date="2023-04-11",
            reports_on=[{"type": "written_questions", "title": "Scheuren in de kademuur", "date": DAY}],
        ),
    )  # fmt: skip
    assert roles(told) == ["text", "text", "answer", "answer", "mention"]
    assert told.meeting and told.meeting.date == DAY


def test_questions_that_are_known_from_their_answered_paper_alone_have_the_day_on_which_they_were_asked(
    tmp_path: Path,
) -> None:
    answered = {"answers": [{"number": "1", "text": "Ja."}], "answered_on": "2023-04-20", "asked_on": DAY}
    (told,) = dossiers(tmp_path, questions(2, "Scheuren in de kademuur", "2023-04-20", *ASKED, **answered))
    assert roles(told) == ["text", "answer"]
    assert told.meeting and told.meeting.date == DAY and told.members[1].date == "2023-04-20"


def test_other_questions_on_the_same_subject_stay_apart(tmp_path: Path) -> None:
    told = dossiers(
        tmp_path,
        questions(1, "Scheuren in de kademuur", DAY, *ASKED),
        questions(2, "Scheuren in de kademuur", LATER, "Wie betaalt het herstel van de kademuur, en uit welk budget?"),
    )
    assert len(told) == 2


UTRECHT = {"name": "Utrecht", "code": "GM0344", "province": "Utrecht"}
"""Of the 45 seats of 2022 six lists have one each: BIJ1, DENK, EenUtrecht, PVV, SP, Stadsbelang Utrecht."""
SMALL = ("BIJ1", "DENK", "EenUtrecht", "PVV", "SP", "Stadsbelang Utrecht")


def voted_in_utrecht(tmp_path: Path, favour: int, against: int, *parties: str, **more: Any) -> Dossier:
    votes = counted(favour, against)
    votes["against"]["parties"] = [{"party": party, "seats": None, **more} for party in parties]
    (told,) = dossiers(tmp_path, listed(2, [item("M1", "Bomen eerst", votes=votes)]) | {"municipality": UTRECHT})
    return told


@pytest.mark.parametrize(
    ("favour", "against", "parties", "derived"),
    [
        (42, 3, SMALL[:3], 12),  # all were there
        (38, 6, SMALL, 9),  # one was absent, of a party with two seats or more
        (45, 0, (), 15),  # all voted for
        (41, 3, SMALL[:3], 0),  # one was absent, who may be a whole party
        (41, 4, SMALL[:3], 0),  # a fourth voted with them
        (42, 3, (*SMALL[:2], "Leefbaar"), 0),  # a party that is not known
        (42, 3, (), 0),  # members may vote apart: which parties make three is a guess
    ],
)
def test_votes_are_made_whole_where_the_seats_leave_one_reading(
    tmp_path: Path, favour: int, against: int, parties: tuple[str, ...], derived: int
) -> None:
    told = voted_in_utrecht(tmp_path, favour, against, *parties)
    assert told.outcome and told.outcome.votes and told.outcome.votes.for_
    named = [party.party for party in told.outcome.votes.for_.parties]
    assert len(named) == derived
    assert not set(named) & set(parties)
    assert [(d.pointer, d.method) for d in told.outcome.derived] == (
        [("/outcome/votes/for/parties", "derived:council-seats")] if derived else []
    )


def test_votes_in_which_a_member_voted_apart_are_not_made_whole(tmp_path: Path) -> None:
    told = voted_in_utrecht(tmp_path, 42, 3, *SMALL[:3], **{"except": ["A. Bos"]})
    assert told.outcome and told.outcome.derived == []


def test_votes_that_two_papers_count_differently_are_not_made_whole(tmp_path: Path) -> None:
    votes = counted(42, 3)
    votes["against"]["parties"] = [{"party": party, "seats": None} for party in SMALL[:3]]
    (told,) = dossiers(
        tmp_path,
        listed(2, [item("M1", "Bomen eerst", votes=votes)]) | {"municipality": UTRECHT},
        listed(3, [item("M1", "Bomen eerst", votes=counted(41, 4))], kind="minutes") | {"municipality": UTRECHT},
    )
    assert told.outcome and told.outcome.derived == []
    assert [finding.code for finding in told.findings] == ["dossier.votes_conflict"]


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


def test_the_page_shows_promises_with_their_terms_and_votes_that_follow_from_the_seats(tmp_path: Path) -> None:
    votes = counted(42, 3)
    votes["against"]["parties"] = [{"party": party, "seats": None} for party in SMALL[:3]]
    what = {"by_when": "2023-04", "by_when_raw": "april 2023", "who": [{"name": "Kok", "role": "wethouder"}]}
    dossiers(
        tmp_path,
        listed(2, [item("M1", "Bomen eerst", votes=votes)]) | {"municipality": UTRECHT},
        promised(3, LATER, promise("T-014", "een lijst van monumenten", **what)) | {"municipality": UTRECHT},
        letter(4, "2023-05-20", {"type": "promise", "number": "T-014", "title": "lijst van monumenten"})
        | {"municipality": UTRECHT},
    )
    write_pages(tmp_path / "0/out/dossiers.jsonl", tmp_path / "pages")
    page = (tmp_path / "pages/utrecht-2023-03-09.html").read_text("utf-8")
    assert "voor (volgt uit de zetels): CDA, ChristenUnie, D66, " in page and "tegen: BIJ1, DENK, EenUtrecht" in page
    assert "wethouder Kok" in page and "april 2023" in page
    assert '20-05-2023 (72 dagen) <span class="late">na de termijn</span>' in page


def test_the_page_says_of_questions_whether_they_were_answered_and_of_no_outcome(tmp_path: Path) -> None:
    answered = {"answers": [{"number": "1", "text": "Ja."}], "answered_on": "2023-04-20", "asked_on": DAY}
    dossiers(
        tmp_path,
        questions(1, "Scheuren in de kademuur", "2023-04-20", *ASKED, **answered),
        questions(2, "Wachttijd bij de zwemles", DAY, "Hoe lang is de wachttijd bij de zwemles in het zwembad nu?"),
    )
    write_pages(tmp_path / "0/out/dossiers.jsonl", tmp_path / "pages")
    page = (tmp_path / "pages/oudewater-2023-03-09.html").read_text("utf-8")
    assert "2 dossiers: 1 beantwoord, 1 niet beantwoord." in page
    assert "20-04-2023 (42 dagen)" in page and "geen brief gevonden" in page
    assert "Uitkomst" not in page and "niet gevonden" not in page


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
