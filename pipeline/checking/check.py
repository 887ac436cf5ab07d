"""`griffier check`: reads documents, keeps nothing, and fails where something is wrong with them."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from griffier.pipeline.batch.inputs import missing
from griffier.pipeline.batch.progress import Bar, Quiet
from griffier.pipeline.batch.run import RunOptions, run
from griffier.pipeline.batch.run_command import cores, stoppable
from griffier.pipeline.batch.selection import EVERYTHING, Selection
from griffier.pipeline.checking.alarms import FailOn, alarms_of
from griffier.pipeline.checking.changed import changed_since
from griffier.pipeline.checking.formats import FORMATS, Checked, by_file
from griffier.pipeline.errors import NoInputError, StorageError, UsageError
from griffier.pipeline.process import griffier_version

STOPPED = 130


@dataclass(frozen=True)
class CheckOptions:
    """What a check is asked. `base`: a git revision, to check only what changed since; `out`: a file for the report,
    or None for the terminal."""

    inputs: tuple[str, ...]
    base: str | None = None
    fail_on: tuple[str, ...] = ()
    form: str = "text"
    out: Path | None = None
    jobs: int = 0
    selection: Selection = EVERYTHING


def check_command(options: CheckOptions) -> int:
    """Check, report, and return 0, or 1 where an alarm fails it. Raises UsageError, NoInputError, StorageError."""
    if options.form not in FORMATS:
        raise UsageError(f"--format {options.form} is none", remedy=f"Give one of {', '.join(FORMATS)}.")
    fail_on = FailOn.of(options.fail_on)
    checked = check(options, fail_on)
    if checked is None:
        return STOPPED
    told = FORMATS[options.form](checked)
    if options.out is None:
        sys.stdout.write(told)
        return int(bool(checked.failing))
    try:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(told, encoding="utf-8")
    except OSError as error:
        raise StorageError(f"{options.out}: {error.strerror}", remedy=StorageError.rights) from error
    if options.form != "text":
        sys.stdout.write(FORMATS["text"](checked))
    return int(bool(checked.failing))


def check(options: CheckOptions, fail_on: FailOn) -> Checked | None:
    """Read the files and gather what is wrong; None where the user stopped it. Raises UsageError, NoInputError."""
    selection = options.selection
    if gone := missing(options.inputs):
        raise NoInputError(f"{gone[0]} is not there", remedy="Give files or folders that are there.")
    if options.base is not None:
        only = changed_since(options.base, options.inputs)
        if not only:
            return Checked((), (), fail_on, griffier_version())
        selection = replace(selection, only=only)
    with tempfile.TemporaryDirectory(prefix="griffier-check-") as kept:
        out = Path(kept)
        asked = RunOptions(options.inputs, out, options.jobs or cores(), selection=selection)
        watcher = Bar() if sys.stderr.isatty() else Quiet()
        try:
            with stoppable() as stop, watcher:
                result = run(asked, watcher, stop)
        except NoInputError:
            if options.base is None:
                raise
            return Checked((), (), fail_on, griffier_version())  # nothing that changed is a document here
        if result.interrupted:
            return None
        records = list(_lines(out / "records.jsonl"))
        errors = list(_lines(out / "errors.jsonl"))
    files = sorted({record["source"]["path"] for record in records} | {line["path"] for line in errors})
    return Checked(tuple(files), by_file(list(alarms_of(records, errors))), fail_on, griffier_version())


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
