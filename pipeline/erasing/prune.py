"""`griffier prune`: what no published file needs goes from an output folder."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from griffier.pipeline.batch.inputs import one_line
from griffier.pipeline.erasing.memory import TEXTS, Memory, memory_of
from griffier.pipeline.errors import StorageError, UsageError
from griffier.pipeline.whole_files import ENDING
from griffier.pipeline.wording import number, said

_ID = re.compile(rb"\b([0-9a-f]{16})-\d+\b")
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Leftovers:
    """What may go. `vanished`: inputs that are not on the disk any more and stand in no published file; `texts`: of no
    input that is known and of no record in the folder; `drafts`: what killed commands left half written; `kept`: inputs
    that are not on the disk, and published."""

    vanished: tuple[str, ...]
    texts: tuple[Path, ...]
    drafts: tuple[Path, ...]
    kept: tuple[str, ...]

    @property
    def size(self) -> int:
        """Bytes of the files."""
        return sum(file.lstat().st_size for file in (*self.texts, *self.drafts))

    def __bool__(self) -> bool:
        return bool(self.vanished or self.texts or self.drafts)


def leftovers(memory: Memory) -> Leftovers:
    """What may go from an output folder; nothing is changed. What is published stays, whatever became of its file."""
    known = memory.inputs()
    absent = [one for one in known if not one.file.exists()]
    vanished = {one.path for one in absent if not one.published}
    needed = {one.sha256[:16] for one in known if one.sha256 and one.path not in vanished}
    needed |= _named_in(memory.out.glob("*.jsonl"))
    texts = [file for file in _files(memory.out / TEXTS) if not _is_draft(file)]
    return Leftovers(
        vanished=tuple(sorted(vanished)),
        texts=tuple(file for file in texts if file.stem.partition("-")[0] not in needed),
        drafts=tuple(filter(_is_draft, [*_files(memory.out), *_files(memory.out / TEXTS)])),
        kept=tuple(one.path for one in absent if one.published),
    )


def prune_command(out: Path, *, dry_run: bool, yes: bool) -> int:
    """Tell what may go, ask, and remove it. Returns 0. Raises NoInputError, UsageError, StorageError."""
    with memory_of(out) as memory:
        found = leftovers(memory)
        _tell(found, out)
        if not found or dry_run or not (yes or _agreed()):
            print(said("Nothing was removed."))
            return 0
        memory.remove(found.vanished)
        try:
            for file in (*found.texts, *found.drafts):
                file.unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(f"{error.filename}: {error.strerror}", remedy=StorageError.rights) from error
    print(said("Removed."))
    return 0


def _tell(found: Leftovers, out: Path) -> None:
    size = f"{found.size / 1e6:,.1f}"
    print(said("{folder}: {size} MB in files that nothing needs.", folder=out, size=size))
    for what, names in (
        (said("results of inputs that are gone and stand in no published file"), found.vanished),
        (said("texts of no record"), [str(file.relative_to(out)) for file in found.texts]),
        (said("files that a killed command left half written"), [str(file.relative_to(out)) for file in found.drafts]),
    ):
        if names:
            more = ", ..." if len(names) > _SHOWN else ""
            print(f"  {number(len(names))} {what}: {', '.join(map(one_line, names[:_SHOWN]))}{more}")
    if found.kept:
        print(
            said(
                "  Kept: {count} results of inputs that are gone but published (such as {path}). They go with a run "
                "that does not name them, or with `griffier forget`.",
                count=number(len(found.kept)),
                path=one_line(found.kept[0]),
            )
        )


def _agreed() -> bool:
    """Whether the person at the terminal says yes. Raises UsageError where nobody can be asked."""
    if not sys.stdin.isatty():
        raise UsageError("nobody can be asked: this is no terminal", remedy="Look with --dry-run; then add --yes.")
    return input(said("Remove it? [y/N] ")).strip().lower() in ("y", "yes", "j", "ja")


def _named_in(files: Iterable[Path]) -> set[str]:
    """The ids of files (16 hex) that files of records, dossiers or marks name. Raises OSError."""
    found: set[str] = set()
    for file in files:
        with file.open("rb") as lines:
            for line in lines:
                found.update(match[1].decode() for match in _ID.finditer(line))
    return found


def _files(folder: Path) -> list[Path]:
    """The files of a folder, in order; none where it is not there."""
    entries = os.scandir(folder) if folder.is_dir() else ()
    return sorted(Path(entry.path) for entry in entries if entry.is_file(follow_symlinks=False))


def _is_draft(file: Path) -> bool:
    return file.name.startswith(".") and file.name.endswith(ENDING)
