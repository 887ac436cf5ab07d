"""`--out` that is an address: the run works in a folder of this machine, and what it wrote is copied there.

The folder stays (under XDG_CACHE_HOME), so that a run that was killed goes on. On another machine the memory of the run
is fetched first.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from griffier.pipeline.batch.addresses import stamp_of, system_of, told
from griffier.pipeline.errors import InaccessibleError, StorageError

_FILES = ("records.jsonl", "errors.jsonl", "run.json", ".griffier/state.sqlite")
"""In the order in which they are copied: the memory of the run last, so that it never says more than is there."""
_SENT = ".griffier/sent"


@dataclass(frozen=True, slots=True)
class Copied:
    """How many files went to the address, and how many bytes."""

    files: int
    size: int


@contextmanager
def staged(address: str) -> Iterator[Path]:
    """The folder in which a run for this address works. When the run ends, however it does, what it wrote is sent.
    Raises StorageError where the address refuses."""
    digest = hashlib.sha256(address.rstrip("/").encode()).hexdigest()[:16]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "griffier" / "outputs" / digest
    try:
        system, root = system_of(address)
        _fetch_memory(system, root, address, folder)
        yield folder
    finally:
        if (folder / "run.json").exists():
            send(address, folder)


def _fetch_memory(system: Any, root: str, address: str, folder: Path) -> None:
    """Fetch what an earlier run remembers, where it is not what this machine sent last: another one wrote there."""
    memory = folder / ".griffier/state.sqlite"
    sent = folder / _SENT
    with _storage(address):
        stamp = _stamp(system, root)
        if stamp is None or (memory.exists() and sent.exists() and sent.read_text() == stamp):
            return
        memory.parent.mkdir(parents=True, exist_ok=True)
        (folder / "text").mkdir(exist_ok=True)
        for name in ("records.jsonl", "errors.jsonl"):
            if system.exists(f"{root}/{name}"):
                system.get_file(f"{root}/{name}", str(folder / name))
        for name in system.find(f"{root}/text"):
            system.get_file(name, str(folder / "text" / Path(name).name))
        draft = memory.with_suffix(".part")
        system.get_file(f"{root}/.griffier/state.sqlite", str(draft))
        draft.replace(memory)
    sent.write_text(stamp)


def send(address: str, folder: Path) -> Copied:
    """Copy what changed since it was last sent: texts first, then the files of the run. Raises StorageError."""
    system, root = system_of(address)
    stamp = folder / _SENT
    before = stamp.stat().st_mtime_ns if stamp.exists() else 0
    begun = folder / ".griffier/sending"
    begun.touch()
    at = begun.stat().st_mtime_ns
    files = size = 0
    with _storage(address):
        system.makedirs(f"{root}/text", exist_ok=True)
        there = {Path(name).name for name in system.find(f"{root}/text")}
        texts = [f"text/{file.name}" for file in (folder / "text").glob("*.txt")]
        for name in (*sorted(texts), *_FILES):
            local = folder / name
            if not local.exists():
                continue
            about = local.stat()
            if name.startswith("text/") and about.st_mtime_ns < before and local.name in there:
                continue
            system.makedirs(f"{root}/{name}".rpartition("/")[0], exist_ok=True)
            system.put_file(str(local), f"{root}/{name}")
            files, size = files + 1, size + about.st_size
        system.invalidate_cache()
        begun.write_text(_stamp(system, root) or "")
    os.utime(begun, ns=(at, at))
    begun.replace(stamp)
    return Copied(files, size)


def _stamp(system: Any, root: str) -> str | None:
    """What stands for the memory of a run at the address; None where there is none."""
    name = f"{root}/.griffier/state.sqlite"
    if not system.exists(name):
        return None
    about = system.info(name)
    return f"{about.get('size')} {stamp_of(about)}"


@contextmanager
def _storage(address: str) -> Iterator[None]:
    """What the address refuses is a StorageError: the folder of this machine holds all, the same command sends it."""
    try:
        with told(address):
            yield
    except InaccessibleError as error:
        raise StorageError(str(error), remedy=error.remedy) from error
