"""Files that are written whole or not at all: beside the old one, on the disk, then in its place."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

ENDING = ".part"


def write_whole(files: Mapping[Path, Iterable[bytes]], *, synced: bool = True) -> None:
    """Write files in the place of older ones, all of them or none: all are on the disk before the first is replaced.

    Folders are made. What the chunks raise while they are made goes through, and what lay there still lies there.
    `synced`: wait for the disk, so that a power cut takes nothing either, and remove what a killed program left half
    written; too dear for one of ten thousand small files in a folder. Raises OSError.
    """
    drafts = {file: file.with_name(f".{file.name}.{os.getpid()}{ENDING}") for file in files}
    try:
        for file, chunks in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            if synced:
                _clear_drafts(file)
            with drafts[file].open("wb") as out:
                out.writelines(chunks)
                if synced:
                    out.flush()
                    os.fsync(out.fileno())
        for file, draft in drafts.items():
            draft.replace(file)
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def _clear_drafts(file: Path) -> None:
    for draft in file.parent.glob(f".{glob.escape(file.name)}.*{ENDING}"):
        maker = draft.name.removeprefix(f".{file.name}.").removesuffix(ENDING)
        if maker.isdecimal() and not _runs(int(maker)):
            draft.unlink(missing_ok=True)


def _runs(pid: int) -> bool:
    import psutil  # a file that a killed program left is rare

    return psutil.pid_exists(pid)
