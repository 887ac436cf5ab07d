"""`griffier review`: pages on which people check records against their source."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import track

from griffier.pipeline.errors import NoInputError, StorageError
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
from griffier.pipeline.wording import counted, language, said


def review_command(given: Path, out: Path, *, serve: bool, port: int) -> int:
    """Write the pages, and serve them where that is asked. Raises NoInputError, UsageError, StorageError."""
    count = write_review(files_of([given]), out, language())
    Console(stderr=False).print(
        said("{pages}; open {index} in a browser.", pages=counted(count, "page", "pages"), index=out / "index.html"),
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
