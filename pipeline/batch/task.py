"""What travels between a run and its workers: a task goes out, an outcome comes back."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from griffier.extractors.drafting.context import Given, Settings
from griffier.pipeline.errors import GriffierError
from griffier.pipeline.limits import Limits


@dataclass(frozen=True, slots=True)
class Task:
    """One input to process.

    `path`: as it is published (`mail.eml#name` for an attachment); `real`: the file on disk, as the file system spells
    it; `locator`: which attachment, as one position per level of nesting, () for the file itself; `known`: the
    SHA-256 of bytes whose result is at hand, so that a file that was only touched, renamed or moved is not processed
    again.
    """

    path: str
    real: bytes
    locator: tuple[int, ...] = ()
    given: Given = field(default_factory=Given)
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """One line of errors.jsonl."""

    path: str
    sha256: str | None
    stage: str
    error: str
    message: str
    remedy: str
    attempts: int = 1

    @classmethod
    def of(cls, task: Task, error: GriffierError, *, sha256: str | None = None, attempts: int = 1) -> ErrorLine:
        """The line of an error of our own."""
        return cls(task.path, sha256, error.stage, error.code, str(error), error.remedy, attempts)


@dataclass(frozen=True, slots=True)
class Tally:
    """What one input adds to the sums of a run.

    `pages`: state -> pages; `expected_pages`: how many the container says it has, None where nothing can be known;
    `unaccounted`: pages that ended in no state or in two; `stages`: CPU seconds by stage.
    """

    kinds: dict[str, int] = field(default_factory=dict)
    findings: dict[str, int] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)
    expected_pages: int | None = None
    unaccounted: int = 0
    cpu_seconds: float = 0.0
    wall_seconds: float = 0.0
    stages: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task: records (JSON, one a part), or an error. `attachments` are inputs of their own, by
    name."""

    path: str
    sha256: str | None = None
    size: int = 0
    records: tuple[str, ...] = ()
    error: ErrorLine | None = None
    attachments: tuple[str, ...] = ()
    tally: Tally = field(default_factory=Tally)
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """What holds for every task of a run. `processor`: `module:function` with the signature of
    `pipeline.process.process`.

    `temporary`: the folder of the run in which workers make what they need for a moment; `memory`: MB that a worker may
    take, 0 for any; `ocr_threads`: pages of one file that may ever be recognised side by side: the cores of
    the run; how many now is told in `share_file`, as workers run out of files (absent: one).
    """

    text_dir: Path
    temporary: Path
    settings: Settings = field(default_factory=Settings)
    settings_hash: str = ""
    limits: Limits = field(default_factory=Limits)
    processor: str = "griffier.pipeline.process:process"
    ocr_threads: int = 1
    memory: int = 0

    @property
    def notes_dir(self) -> Path:
        """Where workers note what they hold."""
        return self.temporary / "notes"

    @property
    def share_file(self) -> Path:
        """Where a run tells its workers how many cores each may use."""
        return self.temporary / "share"

    def ocr_share(self) -> int:
        """Pages of one file that may be recognised side by side at this moment."""
        try:
            return int(self.share_file.read_text())
        except (OSError, ValueError):  # not told yet
            return 1

    def folder_of(self, pid: int) -> Path:
        """What a worker makes for a moment."""
        return self.temporary / str(pid)


def failed_tally(pages: int | None, *, cpu_seconds: float = 0.0, wall_seconds: float = 0.0) -> Tally:
    """The tally of an input without a record: its pages, as far as they are known, are failed pages."""
    return Tally(
        pages={"failed": pages} if pages else {},
        expected_pages=pages,
        cpu_seconds=cpu_seconds,
        wall_seconds=wall_seconds,
    )
