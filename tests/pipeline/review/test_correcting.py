"""Marks of a reviewer put into a record: what is right is proven, what is wrong replaced, what is missing added."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from griffier.pipeline.correcting import as_marked, corrected, read_marks, unmarked_fields, write_marks
from griffier.pipeline.errors import UsageError
from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile
from griffier.schemas.review_marks import Mark, MarkedRecord

Json = dict[str, Any]
TEXT = """Gemeente Zwolle

Motie M12

Onderwerp: Een hek om de speeltuin

De gemeenteraad van Zwolle, in vergadering bijeen op 6 juli 2023,

verzoekt het college:
1. een hek te plaatsen;
2. de raad te informeren;

en gaat over tot de orde van de dag.

Ingediend door:
A. Veldkamp (D66)
B. Oosterhof (CDA)
C. Wiersma (VVD)
"""


def made() -> Json:
    record: Json = process(SourceFile("motie.txt", TEXT.encode())).records[0].model_dump(mode="json", by_alias=True)
    return record


def marked(record: Json, *marks: Mark, complete: bool = False) -> MarkedRecord:
    seen = {name: value for name, value in record.items() if name != "evidence"}
    source = record["source"]
    return MarkedRecord(
        id=record["id"], path=source["path"], sha256=source["sha256"], marks=marks, record=seen, complete=complete
    )


def methods(record: Json, pointer: str) -> set[tuple[str, str]]:
    return {(e["method"], e["quote"]) for e in record["evidence"] if e["pointer"] == pointer}


def test_what_is_right_is_proven_and_what_is_wrong_replaced() -> None:
    record = made()
    marks = marked(
        record, Mark(pointer="/title", mark="right"), Mark(pointer="/submitters/1/party", mark="wrong", value="SP")
    )
    after, refused = corrected(record, marks)
    assert refused == []
    assert methods(after, "/title") == {("reviewed", "Een hek om de speeltuin")}
    assert after["submitters"][1]["party"] == "SP"
    assert methods(after, "/submitters/1/party") == {("reviewed", "CDA")}  # the place is the same, the reading not
    assert record["submitters"][1]["party"] == "CDA"  # what was given is untouched


def test_what_the_document_does_not_say_becomes_null_and_an_entry_without_ground_leaves_its_list() -> None:
    record = made()
    gone = [
        Mark(pointer=f"/submitters/{i}/{name}", mark="wrong", value=None) for i in (0, 1) for name in ("name", "party")
    ]
    after, refused = corrected(record, marked(record, *gone, Mark(pointer="/number", mark="wrong", value=None)))
    assert refused == []
    assert after["number"] is None and not methods(after, "/number")
    assert [(s["name"], s["party"]) for s in after["submitters"] if s["name"]] == [("C. Wiersma", "VVD")]
    place = next(i for i, s in enumerate(after["submitters"]) if s["name"])
    assert {quote for _, quote in methods(after, f"/submitters/{place}/name")} == {"C. Wiersma"}


def test_an_entry_taken_out_moves_the_places_of_those_behind_it() -> None:
    record = made()
    item = "/requests/0/items"
    after, refused = corrected(record, marked(record, Mark(pointer=f"{item}/0/text", mark="wrong", value=None)))
    assert refused == []
    assert [i["text"] for i in after["requests"][0]["items"]] == ["de raad te informeren;"]
    assert {quote for _, quote in methods(after, f"{item}/0/text")} == {"de raad te informeren;"}


def test_what_is_missing_is_added_with_its_place() -> None:
    record = made()
    at = TEXT.index("C. Wiersma")
    new = {"name": "D. Hofstra", "party": "PvdA", "role": "submitter"}
    marks = marked(
        record,
        Mark(pointer="/submitters/-", mark="missing", value=new, start=at, end=at + 10),
        Mark(pointer="/status", mark="missing", value="adopted"),
    )
    after, refused = corrected(record, marks, TEXT)
    assert refused == []
    assert (after["submitters"][3]["name"], after["status"]) == ("D. Hofstra", "adopted")
    assert methods(after, "/submitters/3/name") == {("reviewed", "C. Wiersma")}


@pytest.mark.parametrize(
    "mark",
    [
        Mark(pointer="/date", mark="wrong", value="gisteren"),
        Mark(pointer="/status", mark="missing", value="goed"),
        Mark(pointer="/submitters/9/name", mark="right"),
        Mark(pointer="/nowhere/-", mark="missing", value="x"),
        Mark(pointer="/title", mark="missing", value="Nog een"),
    ],
)
def test_what_the_model_or_the_record_refuses_is_told_and_changes_nothing(mark: Mark) -> None:
    record = made()
    after, refused = corrected(record, marked(record, mark))
    assert after == record
    assert len(refused) == 1 and refused[0].startswith(f"{mark.pointer}: ")


def test_a_value_that_is_another_now_keeps_its_reading() -> None:
    record = made()
    marks = marked(record, Mark(pointer="/title", mark="wrong", value="Iets anders"))
    record["title"] = "Een hek"
    after, refused = corrected(record, marks)
    assert after["title"] == "Een hek" and len(refused) == 1


def test_a_false_alarm_leaves_the_findings() -> None:
    record = made()
    record["findings"] = [
        {"code": code, "severity": "info", "pointer": "", "printed": None, "expected": None, "page": 1, "message": code}
        for code in ("text.unread", "kind.uncertain")
    ]
    after, _ = corrected(record, marked(record, Mark(pointer="/findings/0", mark="wrong")))
    assert [finding["code"] for finding in after["findings"]] == ["kind.uncertain"]


def test_only_fields_that_were_marked_whole_are_gold_unless_all_was_checked() -> None:
    record = made()
    party = Mark(pointer="/submitters/0/party", mark="right")
    some = marked(record, Mark(pointer="/title", mark="wrong", value="Een hoog hek"), party)
    assert as_marked(some)["title"] == "Een hoog hek"
    assert "/title" not in unmarked_fields(some)
    assert "/submitters" in unmarked_fields(some)
    assert unmarked_fields(marked(record, complete=True)) == []


def test_marks_come_back_from_their_file_and_the_last_line_of_a_record_counts(tmp_path: Path) -> None:
    record = made()
    first, last = (marked(record, Mark(pointer="/title", mark=mark)) for mark in ("right", "wrong"))
    file = tmp_path / "marks.jsonl"
    write_marks(file, [first])
    file.write_text(file.read_text("utf-8") + last.model_dump_json() + "\n", "utf-8")
    assert [mark.mark for one in read_marks(file) for mark in one.marks] == ["wrong"]
    file.write_text('{"id": 1}\n', "utf-8")
    with pytest.raises(UsageError, match=r"marks\.jsonl:1 "):
        read_marks(file)
