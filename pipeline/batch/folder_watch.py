"""`griffier watch`: new and changed files of folders become records as soon as they are whole, until it is stopped.

Each time a run over all of the folders is made: it processes what changed, and keeps every promise of a run.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from griffier.pipeline.batch.inputs import missing
from griffier.pipeline.batch.run import RunOptions, Watcher, run
from griffier.pipeline.batch.run_command import check_output, stoppable
from griffier.pipeline.errors import NoInputError, UsageError

LOOK_EVERY_MS = 500
"""Milliseconds between looks at what changed."""


@dataclass
class Changing:
    """Files that changed and may still be written: real path -> when it last changed, and how it looked then.

    A file is whole when nothing was seen of it for `settle` seconds: neither the file system told of a change nor did
    its size or time differ (a share tells of nothing, and a copy may pause).
    """

    settle: float
    clock: Callable[[], float] = time.monotonic
    _seen: dict[str, tuple[float, tuple[int, int]]] = field(default_factory=dict)

    def tell(self, paths: Iterable[str]) -> None:
        """These changed just now."""
        for path in paths:
            self._seen[os.path.realpath(path)] = self.clock(), _look(path)

    def whole(self) -> bool:
        """Whether one of them is whole, or gone, and not yet taken. Takes all that are; the others stay `growing`."""
        now, taken = self.clock(), False
        for path, (when, before) in list(self._seen.items()):
            looks = _look(path)
            if looks != before:
                self._seen[path] = now, looks
            elif now - when >= self.settle or looks == _GONE:
                del self._seen[path]
                taken = True
        return taken

    @property
    def growing(self) -> frozenset[str]:
        """The real paths that may still be written."""
        return frozenset(self._seen)


_GONE = (-1, -1)


def _look(path: str) -> tuple[int, int]:
    try:
        about = os.stat(path)  # noqa: PTH116 - names stay as the system gives them
    except OSError:
        return _GONE
    return about.st_size, about.st_mtime_ns


def changes(folders: tuple[str, ...], out: Path, *, poll: bool) -> Iterator[set[str]]:
    """The paths that changed since the last look, {} where none did; what a run itself writes is none of them.

    `poll`: look at every file each time, for shares that tell of no change.
    """
    from watchfiles import watch

    own = os.path.realpath(out)
    looks = watch(
        *folders,
        debounce=LOOK_EVERY_MS,
        rust_timeout=LOOK_EVERY_MS,
        yield_on_timeout=True,
        force_polling=poll or None,
        watch_filter=lambda _, path: not _is_below(path, own),
        raise_interrupt=False,
        ignore_permission_denied=True,
    )
    for changed in looks:
        yield {path for _, path in changed}


def _is_below(path: str, folder: str) -> bool:
    real = os.path.realpath(path)
    return real == folder or real.startswith(folder + os.sep)


def watch_command(
    options: RunOptions,
    watcher: Watcher,
    tell: Callable[[str], None],
    *,
    settle: float = 2.0,
    looks: Iterator[set[str]] | None = None,
    poll: bool = False,
    clock: Callable[[], float] = time.monotonic,
) -> int:
    """Run, and run again whenever a file is whole, until Ctrl-C or SIGTERM: then 0.

    `settle`: seconds in which a file must not have changed; `looks`: what changed, look by look (the file system's own
    unless given). Raises UsageError, NoInputError where a folder is not there, and StorageError.
    """
    if gone := missing(options.inputs):
        raise NoInputError(f"{gone[0]} is not there", remedy="Make the folder first, or give another one.")
    check_output(options.out)
    changing = Changing(settle, clock)
    with stoppable() as stop:
        _run(options, watcher, tell, stop)
        tell(f"watching {', '.join(options.inputs)}; Ctrl-C ends it")
        for changed in looks if looks is not None else changes(options.inputs, options.out, poll=poll):
            if stop():
                break
            changing.tell(changed)
            if changing.whole():
                again = _run(replace(options, growing=changing.growing), watcher, tell, stop)
                if again:
                    changing.tell(again)
            if stop():
                break
    return 0


def _run(
    options: RunOptions, watcher: Watcher, tell: Callable[[str], None], stop: Callable[[], bool]
) -> tuple[str, ...]:
    """A run over all. Returns what must be looked at again, since the run could not be made now."""
    try:
        run(options, watcher, stop)
    except NoInputError as error:
        tell(f"{error}")
    except UsageError as error:
        if "another run" not in str(error):
            raise
        tell(f"{error}; tried again")
        return options.inputs
    return ()
