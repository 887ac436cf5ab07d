"""Which files a run reads: files as given, folders through and through, each once and in one order on every machine."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from griffier.pipeline.batch.addresses import exists, found_at, is_address
from griffier.pipeline.batch.selection import EVERYTHING, Ignored, Selection

STATE_FOLDER = ".griffier"
"""What marks a folder that a run wrote: what lies in it are records, no documents."""


NO_FILE_AT, NO_FILE_IN = "no file is at it", "no file is in it"


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
    given by name). `outputs`: folders that runs of griffier wrote, passed over too. `bare`: folders in which nothing
    was found, with the reason: no file, or what the system said. `left_out`: files and folders that the selection or a
    `.griffierignore` leaves out."""

    given: tuple[str, ...]
    out: Path
    selection: Selection = EVERYTHING
    left_out: int = 0
    hidden: int = 0
    repeated: int = 0
    outputs: list[str] = field(default_factory=list)
    bare: dict[str, str] = field(default_factory=dict)
    _folders: set[tuple[int, int]] = field(default_factory=set)

    def __iter__(self) -> Iterator[Input]:
        self.hidden = self.repeated = self.left_out = 0
        self.outputs, self.bare, self._folders = [], {}, set()
        linked: list[tuple[str, str, Ignored]] = []
        for name in self.given:
            if is_address(name):
                yield from self._at_address(name)
            elif os.path.isdir(name):  # noqa: PTH112 - paths stay as they were typed
                yield from self._folder(name, name, Ignored(), linked)
            elif self.selection.leaves_out(name, ""):
                self.left_out += 1
            else:
                yield _input(name, "")
        while linked:  # links last, so that a folder is published under its own name and only once
            name, root, ignored = linked.pop(0)
            yield from self._folder(name, root, ignored, linked)

    def _at_address(self, address: str) -> Iterator[Input]:
        left_out: list[str] = []
        some = False
        for found in found_at(address, self.selection, left_out, STATE_FOLDER):
            some = True
            yield Input(found.address, os.fsencode(found.address), address, found.size, found.stamp)
        self.left_out += len(left_out)
        if not some:
            self.bare[address] = NO_FILE_AT

    def _folder(
        self, name: str, root: str, ignored: Ignored, linked: list[tuple[str, str, Ignored]]
    ) -> Iterator[Input]:
        try:
            about = os.stat(name)  # noqa: PTH116
        except OSError as error:
            self.bare[published(name)] = error.strerror or str(error)
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
        except OSError as error:
            self.bare[published(name)] = error.strerror or str(error)
            yield _input(name, root)  # becomes an error line: a folder that may not be listed
            return
        if self._of_a_run(name, entries):
            return
        ignored = ignored.entering(name)
        for entry in entries:
            folder = entry.is_dir(follow_symlinks=False)
            linked_folder = entry.is_symlink() and os.path.isdir(entry.path)  # noqa: PTH112 - entry.is_dir() raises on a link to itself
            if self._passed_over(entry, root, ignored, folder or linked_folder):
                continue
            if linked_folder:
                linked.append((entry.path, root, ignored))
            elif folder:
                yield from self._folder(entry.path, root, ignored, linked)
            else:
                yield _input(entry.path, root)

    def _passed_over(self, entry: os.DirEntry[str], root: str, ignored: Ignored, folder: bool) -> bool:
        """Whether an entry of a folder is not read; it is counted then."""
        if entry.name.startswith("."):
            self.hidden += 1
            return True
        out = (entry.path, folder) in ignored or self.selection.leaves_out(entry.path, root, folder=folder)
        self.left_out += out
        return out

    def _of_a_run(self, name: str, entries: list[os.DirEntry[str]]) -> bool:
        """Whether a folder is the output of a run; one in which no file is gets noted."""
        if any(entry.name == STATE_FOLDER and entry.is_dir() for entry in entries):
            self.outputs.append(published(name))
            return True
        if all(entry.name.startswith(".") for entry in entries):
            self.bare[published(name)] = NO_FILE_IN
        return False


def missing(given: tuple[str, ...]) -> list[str]:
    """The names among those given at which nothing is, or a link that leads nowhere."""
    return [name for name in given if not (exists(name) if is_address(name) else os.path.exists(name))]  # noqa: PTH110 - names stay as they were typed


def barred(name: str) -> str | None:
    """What the system says where it does not even tell whether something is there; None where it tells."""
    try:
        os.stat(name)  # noqa: PTH116 - names stay as they were typed
    except PermissionError as error:
        return error.strerror
    except OSError:
        return None
    return None


def published(name: str) -> str:
    """A path as it stands in records: as typed, bytes that are no UTF-8 as `\\xff`."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def one_line(name: str) -> str:
    """A path for people: characters that break or blind a line are shown as escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)


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
