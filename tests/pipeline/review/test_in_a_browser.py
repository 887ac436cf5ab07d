"""The review pages in a real browser: a value leads to its place, a place to its value, marks survive a reload.

Skipped where no Chromium is installed.
"""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from griffier.pipeline.batch.run import RunOptions
from griffier.pipeline.batch.run_command import run_command, settings_of
from griffier.pipeline.correcting import read_marks
from griffier.pipeline.review.review import write_review
from griffier.pipeline.review.serve import HOST, server_of

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SAMPLES = Path(__file__).parents[3] / "samples" / "documents"
PATIENCE = 120_000
"""Milliseconds: a slow machine is no failure."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("browser")
    given = folder / "in"
    given.mkdir()
    for name in ("motie-speeltuin.pdf", "notulen.txt", "bestuursrapportage.pdf"):
        shutil.copy(SAMPLES / name, given)
    run_command(RunOptions((str(given),), folder / "out", 1, None, settings_of(None), 300.0, 2048), log_json=True)
    write_review([folder / "out" / "records.jsonl"], folder / "pages", "en")
    return folder / "pages"


@pytest.fixture
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as p:
        opened = p.chromium.launch(executable_path=CHROMIUM, args=list(QUIET), timeout=PATIENCE)
        yield opened
        opened.close()


def opened(browser: Any, url: str) -> Any:
    """A page on which any error of a script fails the test."""
    page = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(url)
    return page


def file_of(pages: Path, title: str) -> Path:
    return next(f for f in sorted(pages.glob("*-0.html")) if f"<title>{title}" in f.read_text("utf-8"))


def test_a_value_leads_to_its_place_and_a_place_to_its_value(browser: Any, pages: Path) -> None:
    page = opened(browser, file_of(pages, "Een hek").as_uri())
    page.click("[data-pointer='/submitters/0/party']")
    lit = page.locator(".box.lit")
    lit.first.wait_for()
    assert lit.count() == 1
    x, y, width, height = page.evaluate(
        """() => { const box = document.querySelector(".box.lit").getBoundingClientRect();
             const sheet = document.querySelector(".sheet").getBoundingClientRect();
             return [box.x - sheet.x, box.y - sheet.y, sheet.width, sheet.height]; }"""
    )
    evidence = json.loads(page.locator("#data").text_content())["evidence"]
    [place] = [e["boxes"][0] for e in evidence if e["pointer"] == "/submitters/0/party"]
    assert (x, y) == pytest.approx((place[0] / 595.3 * width, place[1] / 841.9 * height), abs=3)
    page.locator(".box[aria-label='number']").click()
    assert page.locator("[data-pointer='/number']").get_attribute("aria-current") == "true"
    assert "M12" in page.locator("#chosen").inner_text()


def test_keys_mark_values_and_marks_survive_a_reload(browser: Any, pages: Path) -> None:
    page = opened(browser, file_of(pages, "Een hek").as_uri())
    page.click("[data-pointer='/title']")
    page.keyboard.press("y")
    page.keyboard.press("n")
    page.keyboard.type("2023-07-07")
    page.keyboard.press("Enter")
    page.locator("#saved", has_text="kept in this browser").wait_for()
    page.reload()
    page.locator("[data-pointer='/title'].right").wait_for()
    assert page.locator("[data-pointer='/date'].wrong").count() == 1
    page.goto((pages / "index.html").as_uri())
    row = page.locator("tr", has_text="Een hek")
    assert row.locator(".marked").inner_text() == "2"
    with page.expect_download() as download:
        page.click("#save")
    [one] = read_marks(Path(download.value.path()))
    assert {(m.pointer, m.mark, m.value) for m in one.marks} == {
        ("/title", "right", None),
        ("/date", "wrong", "2023-07-07"),
    }


def test_text_without_pages_is_marked_in_place_and_what_is_missing_has_its_place(browser: Any, pages: Path) -> None:
    page = opened(browser, file_of(pages, "Notulen").as_uri())
    page.locator("mark", has_text="Uitterhoeve").click()
    assert page.locator("[aria-current]").get_attribute("data-pointer") == "/attendance/2/name"
    page.evaluate(
        """() => { const pieces = [...document.querySelectorAll("pre [data-start]")];
             const piece = pieces.find((p) => p.textContent.includes("Middelburg"));
             const range = document.createRange(); range.selectNodeContents(piece);
             getSelection().removeAllRanges(); getSelection().addRange(range); }"""
    )
    page.keyboard.press("m")
    page.select_option("#add-field", "/references/-")
    page.fill("[data-name=value]", "2023-12")
    page.click("#add-ok")
    page.locator(".added", has_text="2023-12").wait_for()
    with page.expect_download() as download:
        page.click("#save")
    [one] = read_marks(Path(download.value.path()))
    [mark] = one.marks
    text = json.loads(page.locator("#data").text_content())["text"]
    assert mark.start is not None and mark.end is not None
    assert (mark.mark, mark.pointer) == ("missing", "/references/-") and "Middelburg" in text[mark.start : mark.end]


def test_a_cell_of_a_table_leads_to_its_figure(browser: Any, pages: Path) -> None:
    page = opened(browser, file_of(pages, "Tweede").as_uri())
    page.locator("#tables td", has_text="4800000").click()
    page.locator(".box.lit").first.wait_for()
    assert "“4.800”" in page.locator("#chosen").inner_text()


def test_the_index_filters_by_kind_and_words(browser: Any, pages: Path) -> None:
    page = opened(browser, (pages / "index.html").as_uri())
    assert page.locator("#count").inner_text() == "3 / 3"
    page.select_option("[data-column=kind]", "minutes")
    assert page.locator("#count").inner_text() == "1 / 3"
    page.select_option("[data-column=kind]", "")
    page.fill("#search", "speeltuin")
    assert page.locator("tbody tr:visible").count() == 1


def test_served_marks_go_straight_to_disk(browser: Any, pages: Path) -> None:
    with server_of(pages, 0) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        url = f"http://{HOST}:{server.server_port}/{file_of(pages, 'Een hek').name}"
        page = opened(browser, url)
        page.click("[data-pointer='/number']")
        page.keyboard.press("x")
        page.locator("#saved", has_text="saved to disk").wait_for()
        again = opened(browser, url)
        again.locator("[data-pointer='/number'].wrong").wait_for()
        server.shutdown()
        thread.join()
    [one] = read_marks(pages / "marks.jsonl")
    assert [(m.pointer, m.mark, m.value) for m in one.marks] == [("/number", "wrong", None)]
