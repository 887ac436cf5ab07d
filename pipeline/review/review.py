"""`griffier review`: pages on which people check records against their source."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from rich.console import Console
from rich.progress import track

from griffier.pipeline.errors import NoInputError, StorageError, UsageError
from griffier.pipeline.review.pages import (
    Reviewed,
    Row,
    as_records,
    names_of,
    neighbours,
    read_text,
    write_index,
    write_page,
    write_shared,
)
from griffier.pipeline.review.paper import Json

LANGUAGES = ("nl", "en")


def review_command(given: Path, out: Path, *, lang: str | None, serve: bool, port: int) -> int:
    """Write the pages, and serve them where that is asked. Raises NoInputError, UsageError, StorageError."""
    chosen = lang or spoken()
    if chosen not in LANGUAGES:
        raise UsageError(f"there are no pages in {chosen!r}", remedy=f"Give --lang {' or --lang '.join(LANGUAGES)}.")
    file = records_file(given)
    count = write_review(file, out, chosen)
    Console(stderr=False).print(
        f"{count} {'page' if count == 1 else 'pages'}; open {out / 'index.html'} in a browser.",
        highlight=False,
        soft_wrap=True,
    )
    if serve:
        from griffier.pipeline.review.serve import serve_pages

        serve_pages(out, port)
    return 0


def records_file(given: Path) -> Path:
    """The file of records, as given or in the folder of a run. Raises NoInputError."""
    file = given / "records.jsonl" if given.is_dir() else given
    if not file.is_file():
        raise NoInputError(
            f"{file} is not there", remedy="Give the folder that `griffier run` wrote, or its records.jsonl."
        )
    return file


def write_review(file: Path, out: Path, lang: str) -> int:
    """Write all pages. Returns how many. Raises NoInputError, UsageError, StorageError."""
    records = _records(file)
    names = names_of(records)
    rows: list[Row] = []
    work = list(zip(records, names, neighbours(names), strict=True))
    try:
        write_shared(out)
        for record, name, (before, after) in track(
            work, description="drawing pages", console=Console(stderr=True), disable=not sys.stderr.isatty()
        ):
            one = Reviewed(record, read_text(file, record), name)
            rows.append(write_page(out, one, before, after, lang))
        write_index(out, rows, lang)
    except OSError as error:
        raise StorageError(f"{out}: {error.strerror or error}") from error
    return len(rows)


def _records(file: Path) -> list[Json]:
    try:
        records = list(as_records(file))
        if any("source" not in record or "evidence" not in record for record in records):
            raise ValueError("no record")
    except (ValueError, TypeError) as error:
        raise UsageError(f"{file} does not hold records", remedy=f"See: griffier validate {file}") from error
    if not records:
        raise NoInputError(f"there is no record in {file}", remedy="Look at errors.jsonl beside it.")
    return records


def spoken() -> str:
    """The language of the user, by the environment: Dutch or English."""
    told = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "nl" if told.lower().startswith("nl") else "en"
