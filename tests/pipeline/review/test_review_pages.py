"""The folder of review pages: whole, offline, safe against what documents say, and marks that come back."""

from __future__ import annotations

import http.client
import json
import re
import threading
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from griffier.pipeline.batch.run import RunOptions
from griffier.pipeline.batch.run_command import run_command, settings_of
from griffier.pipeline.errors import NoInputError, UsageError
from griffier.pipeline.evaluation.evaluate_command import evaluate_command
from griffier.pipeline.review.addable_fields import lists_of, scalars_of
from griffier.pipeline.review.apply import apply_command
from griffier.pipeline.review.paper import values_of
from griffier.pipeline.review.review import write_review
from griffier.pipeline.review.review_pages import wording
from griffier.pipeline.review.serve import HOST, server_of
from griffier.pipeline.wording import of_environment
from griffier.schemas.kinds import record_types

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
MOTION = f"""Gemeente Zwolle

Motie M12

Onderwerp: Een hek {HOSTILE}

De gemeenteraad van Zwolle, in vergadering bijeen op 6 juli 2023,

verzoekt het college een hek te plaatsen;

en gaat over tot de orde van de dag.

A. Veldkamp (D66)
"""
ROOM = Path(__file__).parents[3] / "pipeline" / "review"
SAMPLES = Path(__file__).parents[3] / "samples" / "documents"


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folder of a run over two documents, and its review pages."""
    folder = tmp_path_factory.mktemp("review")
    given = folder / "in"
    given.mkdir()
    (given / "motie.txt").write_text(MOTION, "utf-8")
    (given / "speeltuin.pdf").write_bytes((SAMPLES / "motie-speeltuin.pdf").read_bytes())
    run_command(RunOptions((str(given),), folder / "out", 1, None, settings_of(None), 300.0, 2048), log_json=True)
    assert write_review([folder / "out" / "records.jsonl"], folder / "pages", "nl") == 2
    return folder / "out", folder / "pages"


class Links(HTMLParser):
    """What a page refers to, and what is in its data."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: list[str] = []
        self.data = ""
        self._inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        self.links += [value for name in ("href", "src") if (value := given.get(name))]
        self._inside = given.get("id") == "data"

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        self.data += data if self._inside else ""


def page_of(pages: Path, path: str) -> Links:
    found = [Links(file.read_text("utf-8")) for file in sorted(pages.glob("*-0.html"))]
    return next(page for page in found if json.loads(page.data)["path"].endswith(path))


def test_a_page_holds_its_record_and_refers_to_nothing_outside_its_folder(reviewed: tuple[Path, Path]) -> None:
    _, pages = reviewed
    for file in pages.glob("*.html"):
        links = Links(file.read_text("utf-8")).links
        assert links and all((pages / link).is_file() for link in links)
    page = page_of(pages, "speeltuin.pdf")
    data = json.loads(page.data)
    assert {v["pointer"]: v["value"] for v in data["values"]}["/title"] == "Een hek om de speeltuin aan de Wilgenlaan"
    [sheet] = data["pages"]
    assert (pages / sheet["picture"]).read_bytes()[8:12] == b"WEBP"
    assert (round(sheet["width"]), round(sheet["height"])) == (595, 842)  # points of A4, as boxes count
    for entry in data["evidence"]:
        assert all(0 <= x0 < x1 <= 596 and 0 <= top < bottom <= 843 for x0, top, x1, bottom in entry["boxes"])


def test_what_a_document_says_is_text_on_its_page_and_nothing_else(reviewed: tuple[Path, Path]) -> None:
    _, pages = reviewed
    page = page_of(pages, "motie.txt")
    assert page.tags.count("script") == 4 and "img" not in page.tags
    assert "alert(1)" in json.loads(page.data)["text"]
    index = (pages / "index.html").read_text("utf-8")
    assert "<script>alert" not in index and "&lt;script&gt;" in index
    for script in pages.glob("*.js"):
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", script.read_text("utf-8")
        )


def test_every_value_of_a_record_is_on_its_page_with_its_places(reviewed: tuple[Path, Path]) -> None:
    out, _ = reviewed
    for line in (out / "records.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        shown = {value.pointer: value for value in values_of(record)}
        told = {e["pointer"] for e in record["evidence"] if not e["pointer"].startswith("/findings")}
        assert told <= shown.keys()
        for pointer in told:
            assert [record["evidence"][i]["pointer"] for i in shown[pointer].places] == [pointer] * len(
                shown[pointer].places
            )


@pytest.mark.parametrize("kind", sorted(record_types()))
def test_a_reviewer_can_add_to_every_list_of_a_kind(kind: str) -> None:
    assert "/references" in lists_of(kind) and "/title" in scalars_of(kind)


def test_a_reviewer_can_add_an_item_of_a_request_and_a_submitter() -> None:
    lists = lists_of("motion")
    assert lists["/submitters"] == ["name", "party", "role"]
    assert lists["/requests/*/items"][:2] == ["number", "text"]
    assert "/status" in scalars_of("motion")


def test_marks_of_a_page_go_into_the_records_and_are_gold(
    reviewed: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, pages = reviewed
    data = json.loads(page_of(pages, "speeltuin.pdf").data)
    marks = {
        **{key: data[key] for key in ("id", "path", "sha256", "record")},
        "complete": True,
        "marks": [{"pointer": "/title", "mark": "wrong", "value": "Een hoog hek"}],
    }
    file = tmp_path / "marks.jsonl"
    file.write_text(json.dumps(marks) + "\n", "utf-8")
    assert apply_command(file, out, tmp_path / "reviewed.jsonl") == 0
    records = [json.loads(line) for line in (tmp_path / "reviewed.jsonl").read_text("utf-8").splitlines()]
    assert [r["title"] for r in records if r["id"] == data["id"]] == ["Een hoog hek"]
    before = (out / "records.jsonl").read_text("utf-8").splitlines()
    untouched = [line for line in before if json.loads(line)["id"] != data["id"]]
    assert untouched == [x for x in (tmp_path / "reviewed.jsonl").read_text("utf-8").splitlines() if x in untouched]
    capsys.readouterr()
    assert evaluate_command(file, out / "records.jsonl", as_json=True) == 0
    assert json.loads(capsys.readouterr().out)["fields"]["title"]["f1"] == 0.0
    assert evaluate_command(file, tmp_path / "reviewed.jsonl", as_json=True) == 0
    assert json.loads(capsys.readouterr().out)["fields"]["title"]["f1"] == 1.0


def test_marks_that_cannot_be_put_in_are_told(
    reviewed: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, pages = reviewed
    data = json.loads(page_of(pages, "motie.txt").data)
    one = {**{key: data[key] for key in ("id", "path", "sha256", "record")}, "marks": []}
    stale = {**one, "marks": [{"pointer": "/date", "mark": "wrong", "value": "morgen"}]}
    file = tmp_path / "marks.jsonl"
    file.write_text(json.dumps(stale) + "\n" + json.dumps({**one, "path": "weg.txt"}) + "\n", "utf-8")
    assert apply_command(file, out, tmp_path / "reviewed.jsonl") == 1
    told = capsys.readouterr().out
    assert "/date: " in told and "weg.txt: the records do not hold it" in told
    with pytest.raises(UsageError):
        apply_command(file, out, out / "records.jsonl")
    with pytest.raises(NoInputError):
        apply_command(tmp_path / "nothing.jsonl", out, tmp_path / "x.jsonl")


@pytest.fixture
def served(reviewed: tuple[Path, Path]) -> Iterator[tuple[int, Path]]:
    _, pages = reviewed
    with server_of(pages, 0) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_port, pages
        server.shutdown()
        thread.join()


def asked(port: int, method: str, path: str, body: Any = None, **headers: str) -> int:
    line = http.client.HTTPConnection(HOST, port)
    line.request(method, path, body, headers)
    return line.getresponse().status


def test_served_marks_are_on_disk_and_nobody_else_is_served(served: tuple[int, Path]) -> None:
    port, pages = served
    data = json.loads(page_of(pages, "motie.txt").data)
    one = json.dumps({**{key: data[key] for key in ("id", "path", "sha256", "record")}, "marks": []})
    as_json = {"Content-Type": "application/json"}
    assert asked(port, "GET", "/index.html") == 200
    assert asked(port, "POST", "/marks", one, **as_json) == 204
    assert [json.loads(line)["id"] for line in (pages / "marks.jsonl").open(encoding="utf-8")] == [data["id"]]
    assert asked(port, "GET", "/marks.jsonl") == 200
    assert asked(port, "POST", "/marks", "{}", **as_json) == 400
    assert asked(port, "POST", "/marks", one, **{"Content-Type": "text/plain"}) == 400
    assert asked(port, "POST", "/elsewhere", one, **as_json) == 404
    assert asked(port, "POST", "/marks", one, Origin="https://evil.example", **as_json) == 403
    assert asked(port, "GET", "/index.html", Host="evil.example") == 403
    assert asked(port, "GET", "/../out/records.jsonl") == 404


def test_the_language_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert of_environment() == "en"
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")
    assert of_environment() == "nl"


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_both_languages_say_the_same_things_and_name_every_kind(lang: str) -> None:
    told = wording(lang)
    assert told["kinds"].keys() == record_types().keys()
    assert told.keys() == wording("nl").keys()
    used = {name for file in ROOM.glob("*.j*") for name in re.findall(r"\bwords\.(\w+)", file.read_text("utf-8"))}
    assert used <= told.keys()
