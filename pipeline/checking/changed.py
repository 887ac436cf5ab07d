"""The files that a change touches, by git."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from griffier.pipeline.errors import UsageError

_FETCH = "Fetch it first (in CI: a checkout with its history, fetch-depth: 0), or leave --base out to check every file."


def changed_since(base: str, inputs: Sequence[str]) -> frozenset[str]:
    """Real paths of the files that were added or changed between `base` and the working tree. Files that git does not
    know yet are among them; deleted ones are not. `inputs` say which repository.

    Raises UsageError where there is no repository, no git, or no such revision.
    """
    folder = Path(inputs[0]) if inputs else Path()
    folder = folder if folder.is_dir() else folder.parent
    root = Path(_git(folder, "rev-parse", "--show-toplevel").strip())
    at = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}", wanted=base).strip()
    start = _git(folder, "merge-base", at, "HEAD", wanted=base).strip()
    names = _git(root, "diff", "--name-only", "--no-renames", "--diff-filter=d", "-z", start, "--")
    names += _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return frozenset(str((root / name).resolve()) for name in names.split("\0") if name)


def _git(folder: Path, *words: str, wanted: str = "") -> str:
    try:
        command = ["git", "-c", "core.quotepath=off", *words]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="surrogateescape")
    except FileNotFoundError as error:
        raise UsageError(
            "--base needs git, which is not installed", remedy="Install git, or leave --base out."
        ) from error
    except OSError as error:
        raise UsageError(f"{folder}: {error.strerror}", remedy="Give files of a git repository.") from error
    if done.returncode:
        if wanted:
            raise UsageError(f"--base {wanted}: git knows no such revision that HEAD comes from", remedy=_FETCH)
        said = (done.stderr.strip().splitlines() or ["git failed"])[-1]
        raise UsageError(f"--base: {said}", remedy="Give files of a git repository, or leave --base out.")
    return done.stdout
