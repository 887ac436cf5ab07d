"""`griffier review`: pages on which people check records against their source."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import track

from griffier.pipeline.errors import NoInputError, StorageError, UsageError
from griffier.pipeline.record_files import files_of, records_in, text_beside
from griffier.pipeline.review.paper import Json
from griffier.pipeline.review.review_pages import (
    Reviewed,
    Row,
    names_of,
    neighbours,
    write_index,
    write_page,
    write_shared,
)

LANGUAGES = ("nl", "en")


def review_command(given: Path, out: Path, *, lang: str | None, serve: bool, port: int) -> int:
    """Write the pages, and serve them where that is asked. Raises NoInputError, UsageError, StorageError."""
    chosen = lang or spoken()
    if chosen not in LANGUAGES:
        raise UsageError(f"there are no pages in {chosen!r}", remedy=f"Give --lang {' or --lang '.join(LANGUAGES)}.")
    count = write_review(files_of([given]), out, chosen)
    Console(stderr=False).print(
        f"{count} {'page' if count == 1 else 'pages'}; open {out / 'index.html'} in a browser.",
        highlight=False,
        soft_wrap=True,
    )
    if serve:
        from griffier.pipeline.review.serve import serve_pages

        serve_pages(out, port)
    return 0


def write_review(files: Sequence[Path], out: Path, lang: str) -> int:
    """Write all pages. `files`: of records. Returns how many. Raises NoInputError, UsageError, StorageError,
    InaccessibleError."""
    records = _records(files)
    names = names_of([record for _, record in records])
    rows: list[Row] = []
    work = list(zip(records, names, neighbours(names), strict=True))
    try:
        write_shared(out)
        for (file, record), name, (before, after) in track(
            work, description="drawing pages", console=Console(stderr=True), disable=not sys.stderr.isatty()
        ):
            one = Reviewed(record, text_beside(file, record["id"]) or "", name)
            rows.append(write_page(out, one, before, after, lang))
        write_index(out, rows, lang)
    except OSError as error:
        raise StorageError(f"{out}: {error.strerror or error}") from error
    return len(rows)


def _records(files: Sequence[Path]) -> list[tuple[Path, Json]]:
    """Every record, with the file that holds it. Raises NoInputError, UsageError, InaccessibleError."""
    found = [(file, json.loads(line.raw)) for file in files for line, _ in records_in(file)]
    if not found:
        raise NoInputError(f"there is no record in {files[0]}", remedy="Look at errors.jsonl beside it.")
    return found


def spoken() -> str:
    """The language of the user, by the environment: Dutch or English."""
    told = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "nl" if told.lower().startswith("nl") else "en"
