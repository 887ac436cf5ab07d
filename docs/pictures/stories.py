"""Does the three stories of the documentation and takes their pictures: `python docs/pictures/stories.py`.

Prints how many seconds each took (a person reads and types besides). Needs chromium.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "samples"
WIDE = {"width": 1100, "height": 760}


def griffier(*words: str, code: int = 0) -> str:
    """What a command prints. Raises where its exit code is another."""
    done = subprocess.run([sys.executable, "-m", "griffier", *words], capture_output=True, text=True, check=False)
    if done.returncode != code:
        raise SystemExit(f"griffier {' '.join(words)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def shown(browser: Browser, address: str) -> Page:
    """A page of a window that asks for nothing outside this machine."""
    page = browser.new_page(viewport=WIDE, device_scale_factor=1.5)
    page.goto(address)
    return page


def votes(browser: Browser) -> None:
    """Story 1."""
    griffier("run", "samples/votes", "--out", "votes", "-q")
    griffier("link", "votes", "--out", "votes")
    griffier("stats", "votes", "--html", "votes.html")
    griffier("export", "votes", "--out", "votes.sqlite")
    page = shown(browser, Path("votes.html").absolute().as_uri())
    figure = page.locator("section", has=page.get_by_role("heading", name=re.compile("votes with whom|stemt met wie")))
    (figure if figure.count() else page).first.screenshot(path=HERE / "story-votes.png")


def upload(browser: Browser) -> None:
    """Story 2."""
    report = "samples/uploads/bestuursrapportage.txt"
    griffier("check", "samples/uploads", code=1)
    griffier("tables", report, "--out", "tables.html")
    shown(browser, Path("tables.html").absolute().as_uri()).screenshot(path=HERE / "story-upload.png")
    file = Path(report)
    file.write_text(file.read_text("utf-8").replace("25.350", "25.250"), "utf-8")
    griffier("check", report)


def review(browser: Browser) -> None:
    """Story 3."""
    griffier("run", "samples/documents/motie-taal.jpg", "--out", "taal", "-q")
    command = [sys.executable, "-m", "griffier", "review", "taal", "--out", "taal-review", "--lang", "en", "--serve"]
    server = subprocess.Popen([*command, "--port", "0"], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        address = next(found[0] for line in server.stdout if (found := re.search(r"http://\S+", line)))
        page = shown(browser, address)
        page.locator("table a").first.click()
        page.locator("[data-pointer='/recitals/1/items/0/text']").first.click()
        page.keyboard.press("n")
        field = page.locator("#chosen textarea, #chosen input").first
        field.fill("het taalcafé in de bibliotheek vol zit")
        page.screenshot(path=HERE / "story-review.png")
        field.press("Enter")
        page.wait_for_timeout(1500)
    finally:
        server.terminate()
        server.wait()
    griffier("apply", "taal-review/marks.jsonl", "taal", "--out", "taal-reviewed.jsonl")
    griffier("evaluate", "taal-review/marks.jsonl", "taal-reviewed.jsonl")


def main() -> None:
    """All three, in a folder of their own."""
    home = Path.cwd()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        shutil.copytree(SAMPLES, Path(folder, "samples"))
        os.chdir(folder)
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for story in (votes, upload, review):
            begun = time.monotonic()
            story(browser)
            print(f"{story.__name__}: {time.monotonic() - begun:.0f} s")
        browser.close()
        os.chdir(home)


if __name__ == "__main__":
    main()
