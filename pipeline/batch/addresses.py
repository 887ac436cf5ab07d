"""Inputs that are addresses (`s3://bucket/folder`, `https://site/file.pdf`), by fsspec: what stands there, and its
bytes as a file at hand.

The way of a document never fetches anything: only what the user named is fetched, before a worker sees it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from griffier.pipeline.batch.selection import Selection
from griffier.pipeline.batch.task import Task
from griffier.pipeline.errors import GriffierError, InaccessibleError, MissingPackageError, TooLargeError, UsageError

_PIECE = 1024 * 1024
_WEB = ("http", "https")
"""Protocols without folders: an address is one file."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file at an address: `size` in bytes, `stamp` a number that changes when the file does; both -1 where the server
    does not tell."""

    address: str
    size: int
    stamp: int


def is_address(name: str) -> bool:
    """Whether an input is an address and no path."""
    scheme, sign, _ = name.partition("://")
    return bool(sign) and len(scheme) > 1 and scheme.replace("+", "").isalnum()


def exists(address: str) -> bool:
    """Whether something stands there. Raises UsageError for a protocol that is not known, MissingPackageError for one
    whose package is not installed, InaccessibleError where the server refuses."""
    system, path = system_of(address)
    with told(address):
        return bool(system.exists(path))


def found_at(address: str, selection: Selection, left_out: list[str], state_folder: str) -> Iterator[Found]:
    """The files at an address, through and through, in one order; what is hidden or not selected goes to `left_out`. A
    folder in which `state_folder` stands is the output of a run, and passed over."""
    system, path = system_of(address)
    scheme = address.partition("://")[0]
    with told(address):
        about = system.info(path)
    if about.get("type") != "directory" or scheme in _WEB:
        if selection.leaves_out(address, ""):
            left_out.append(address)
        else:
            yield _found(address, about)
        return
    waiting = [path.rstrip("/")]
    while waiting:
        folder = waiting.pop()
        with told(address):
            entries = sorted(system.ls(folder, detail=True), key=lambda entry: str(entry["name"]))
        names = {Path(entry["name"]).name for entry in entries}
        if state_folder in names:
            left_out.append(folder)
            continue
        below: list[str] = []
        for entry in entries:
            name = str(entry["name"]).rstrip("/")
            if name == folder:  # object stores keep folders as empty objects of their own name
                continue
            is_folder = entry.get("type") == "directory"
            hidden = Path(name).name.startswith(".")
            if hidden or selection.leaves_out(name, path, folder=is_folder):
                left_out.append(name)
            elif is_folder:
                below.append(name)
            else:
                yield _found(system.unstrip_protocol(name), entry)
        waiting += reversed(below)


def fetched(task: Task, folder: Path, largest: int) -> Task:
    """The task with its bytes in a file of this folder; a task that is no address stays as it is. Raises
    InaccessibleError, TooLargeError over `largest` bytes."""
    address = os.fsdecode(task.real)
    if not is_address(address):
        return task
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256(f"{task.path}\0{task.locator}".encode("utf-8", "surrogatepass")).hexdigest()
    local = folder / digest[:32]
    system, path = system_of(address)
    got = 0
    with told(address), system.open(path, "rb") as source, local.open("wb") as out:
        while piece := source.read(_PIECE):
            got += len(piece)
            if got > largest:
                break
            out.write(piece)
    if got > largest:
        local.unlink()
        raise TooLargeError(f"the file has more than {largest:,} bytes", remedy=TooLargeError.unless("--max-bytes"))
    return replace(task, real=os.fsencode(local))


@contextmanager
def told(address: str) -> Iterator[None]:
    """What a server refuses is an InaccessibleError."""
    try:
        yield
    except GriffierError:
        raise
    except Exception as error:  # each protocol has errors of its own
        said = (str(error).splitlines() or [""])[0][:200] or type(error).__name__
        raise InaccessibleError(
            f"{address} cannot be read: {said}",
            remedy="Look at the address, the network and the credentials; then give the same command again.",
        ) from error


def system_of(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise MissingPackageError(
            f"{address}: addresses need the package fsspec", remedy="Install it: pip install 'griffier[cluster]'"
        ) from error
    try:
        system, path = url_to_fs(address)
    except ValueError as error:
        raise UsageError(f"{address}: {error}", remedy="Give a path, or an address that fsspec knows.") from error
    except ImportError as error:
        raise MissingPackageError(f"{address}: {error}", remedy=f"Install what it names: {error}") from error
    system.invalidate_cache()
    return system, str(path)


def stamp_of(about: Mapping[str, Any]) -> int | None:
    """A number that changes when a file does, of what its server tells of it; None where that is nothing."""
    told_of = next((about[name] for name in ("ETag", "LastModified", "mtime", "created") if about.get(name)), None)
    if told_of is None:
        return None
    text = told_of.isoformat() if isinstance(told_of, datetime) else str(told_of)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:7], "big")


def _found(address: str, about: Mapping[str, Any]) -> Found:
    size, stamp = about.get("size"), stamp_of(about)
    if stamp is None:
        return Found(address, -1, -1)  # nobody can say whether it changed: it is fetched, and its bytes tell
    return Found(address, -1 if size is None else int(size), stamp)
