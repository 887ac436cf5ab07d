"""Which of the files found are read: patterns of the command line, and `.griffierignore` in folders, as git does."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from griffier.pipeline.errors import UsageError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

IGNORE_FILE = ".griffierignore"
_LONGEST = 1_000_000
"""Bytes of an ignore file."""


@dataclass(frozen=True)
class Selection:
    """`include`: only files that match one of these; `exclude`: none that match one of these; `only`: real paths, or
    None for every file. Patterns are git's: `*.pdf`, `concept/`, `2021/**/bijlage*`; a path is that below the folder
    given, or the file's name."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    only: frozenset[str] | None = None

    @cached_property
    def _include(self) -> GitIgnoreSpec:
        return spec_of(self.include, "--include")

    @cached_property
    def _exclude(self) -> GitIgnoreSpec:
        return spec_of(self.exclude, "--exclude")

    def leaves_out(self, path: str, root: str, *, folder: bool = False) -> bool:
        """Whether a file, or all of a folder, is not read."""
        if self == EVERYTHING:
            return False  # every file of a walk comes by here
        below = _below(path, root, folder)
        if self.exclude and self._exclude.match_file(below):
            return True
        if folder:
            return False
        if self.only is not None and os.path.realpath(path) not in self.only:
            return True
        return bool(self.include) and not self._include.match_file(below)


EVERYTHING = Selection()


@dataclass
class Ignored:
    """The `.griffierignore` files from the folder given down to one of its folders."""

    specs: list[tuple[str, GitIgnoreSpec]] = field(default_factory=list)

    def entering(self, folder: str) -> Ignored:
        """These and that of a folder below, where it has one. Raises UsageError for one that cannot be read."""
        try:
            with open(os.path.join(folder, IGNORE_FILE), encoding="utf-8") as lines:  # noqa: PTH118, PTH123 - as typed
                text = lines.read(_LONGEST)
        except (FileNotFoundError, NotADirectoryError):
            return self
        except (OSError, UnicodeDecodeError) as error:
            name = f"{folder}/{IGNORE_FILE}"
            told = "Save it as text, one pattern a line."
            raise UsageError(f"{name} cannot be read: {error}", remedy=told) from error
        return Ignored([*self.specs, (folder, spec_of(text.splitlines(), f"{folder}/{IGNORE_FILE}"))])

    def __contains__(self, entry: tuple[str, bool]) -> bool:
        """Whether an entry, a path and whether it is a folder, is ignored. The innermost file that names it decides."""
        path, folder = entry
        for base, spec in reversed(self.specs):
            told = spec.check_file(_below(path, base, folder)).include
            if told is not None:
                return told
        return False


def spec_of(patterns: Iterable[str], where: str) -> GitIgnoreSpec:
    """Patterns as git reads them. Raises UsageError."""
    from pathspec import GitIgnoreSpec  # of use to few runs

    try:
        return GitIgnoreSpec.from_lines(patterns)
    except ValueError as error:
        raise UsageError(f"{where}: {error}", remedy="Patterns are those of .gitignore: *.pdf, concept/.") from error


def _below(path: str, root: str, folder: bool) -> str:
    name = os.path.relpath(path, root) if root else os.path.basename(path)  # noqa: PTH119 - as typed
    return name.replace(os.sep, "/") + ("/" if folder else "")


def inputs_of(given: Iterable[str] | None, files_from: Path | None) -> tuple[str, ...]:
    """The inputs of a command: as given, and those that a file names, one a line (`-`: standard input). Raises
    UsageError."""
    names = tuple(given or ())
    if files_from is not None:
        try:
            text = sys.stdin.read() if str(files_from) == "-" else files_from.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            told = f"--files-from {files_from} cannot be read: {error}"
            raise UsageError(told, remedy="Give a file of names, one a line.") from error
        names += tuple(line for line in text.splitlines() if line.strip())
    if not names:
        raise UsageError("there is no input", remedy="Give files or folders, or --files-from with a list of them.")
    return names
