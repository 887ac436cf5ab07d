"""Which files a run reads: files as given, folders through and through, each once and in one order on every machine."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Input:
    """A file: `path` as published, `real` as the file system spells it, `root` the folder that it was found under (""
    for a file given).

    `size` and `mtime_ns` are -1 where the file system tells nothing (a link that points nowhere).
    """

    path: str
    real: bytes
    root: str
    size: int
    mtime_ns: int


@dataclass
class Walk:
    """The inputs of a run. `hidden`: files and folders whose name begins with a dot, passed over in folders (not when
    given by name)."""

    given: tuple[str, ...]
    out: Path
    hidden: int = 0
    repeated: int = 0
    _folders: set[tuple[int, int]] = field(default_factory=set)

    def __iter__(self) -> Iterator[Input]:
        self.hidden = self.repeated = 0
        self._folders = set()
        linked: list[tuple[str, str]] = []
        for name in self.given:
            if os.path.isdir(name):  # noqa: PTH112 - paths stay as they were typed
                yield from self._folder(name, name, linked)
            else:
                yield _input(name, "")
        while linked:  # links last, so that a folder is published under its own name and only once
            name, root = linked.pop(0)
            yield from self._folder(name, root, linked)

    def _folder(self, name: str, root: str, linked: list[tuple[str, str]]) -> Iterator[Input]:
        try:
            about = os.stat(name)  # noqa: PTH116
        except OSError:
            yield _input(name, root)
            return
        if _same(about, self.out):
            return
        if (about.st_dev, about.st_ino) in self._folders:
            self.repeated += 1
            return
        self._folders.add((about.st_dev, about.st_ino))
        try:
            entries = sorted(os.scandir(name), key=lambda e: os.fsencode(e.name))
        except OSError:
            yield _input(name, root)  # becomes an error line: a folder that may not be listed
            return
        for entry in entries:
            if entry.name.startswith("."):
                self.hidden += 1
            elif entry.is_dir(follow_symlinks=False):
                yield from self._folder(entry.path, root, linked)
            elif entry.is_symlink() and os.path.isdir(entry.path):  # noqa: PTH112 - entry.is_dir() raises on a link to itself
                linked.append((entry.path, root))
            else:
                yield _input(entry.path, root)


def published(name: str) -> str:
    """A path as it stands in records: as typed, bytes that are no UTF-8 as `\\xff`."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _input(name: str, root: str) -> Input:
    try:
        about = os.stat(name)  # noqa: PTH116
        size, mtime = (about.st_size, about.st_mtime_ns) if stat.S_ISREG(about.st_mode) else (-1, -1)
    except OSError:
        size, mtime = -1, -1
    return Input(published(name), os.fsencode(name), root, size, mtime)


def _same(about: os.stat_result, folder: Path) -> bool:
    try:
        return os.path.samestat(about, folder.stat())
    except OSError:
        return False
