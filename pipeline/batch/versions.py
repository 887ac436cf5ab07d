"""What made a result: versions of the code, of the programs and of the libraries, and the mark by which a kept result
still holds."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from griffier.extractors.drafting.context import Settings
from griffier.pipeline.limits import Limits

PACKAGES = ("schemas", "extractors", "pipeline")
IN_RECORDS = ("classifying", "layout", "ocr", "readers", "splitting")
NOT_IN_RECORDS = (
    "batch",
    "checking",
    "correcting.py",
    "erasing",
    "evaluation",
    "exports",
    "inspecting",
    "linking",
    "locale",
    "page_frame",
    "page_pictures.py",
    "record_files.py",
    "reference_data.py",
    "review",
    "sandbox.py",
    "temporary.py",
    "whole_files.py",
    "wording.py",
)
"""What of `pipeline` can change a record, and what cannot: a change there does not make results stale. A folder in
neither counts."""

LIBRARIES = (
    "charset-normalizer",
    "lxml",
    "olefile",
    "pdfplumber",
    "pillow",
    "pydantic",
    "pypdfium2",
    "spacy",
    "wordfreq",
)


def settings_hash(settings: Settings, limits: Limits) -> str:
    """12 hex digits of everything that a caller can set and that changes a record."""
    told = json.dumps({"settings": asdict(settings), "limits": asdict(limits)}, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def code_hash() -> str:
    """12 hex digits of the source and data files that make records: an edit anywhere in them makes earlier results
    stale."""
    digest = hashlib.sha256()
    for package in PACKAGES:
        spec = find_spec(f"griffier.{package}")
        if spec is None or not spec.submodule_search_locations:
            continue
        root = Path(next(iter(spec.submodule_search_locations)))
        for inside in sorted(_files_of(root), key=lambda name: name.split("/")):
            if package == "pipeline" and inside.partition("/")[0] in NOT_IN_RECORDS:
                continue
            digest.update(f"{package}/{inside}\0".encode())
            digest.update(hashlib.sha256((root / inside).read_bytes()).digest())
    return digest.hexdigest()[:12]


def _files_of(root: Path) -> Iterator[str]:
    """The files of a package, below its folder; `os.walk`, since a run asks for some seven hundred each time."""
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name != "__pycache__"]
        below = os.path.relpath(folder, root).replace(os.sep, "/")
        yield from (name if below == "." else f"{below}/{name}" for name in names)


def versions(settings: Settings) -> dict[str, str | None]:
    """Name -> version of griffier, Python, tesseract, the libraries and the chosen spaCy model; None where it is
    absent."""
    found: dict[str, str | None] = {
        "griffier": _installed("griffier"),
        "code": code_hash(),
        "python": platform.python_version(),
    }
    found["tesseract"] = _tesseract()
    for name in LIBRARIES:
        found[name] = _installed(name)
    if settings.spacy_model:
        found[settings.spacy_model] = _installed(settings.spacy_model)
    return found


def mark(found: dict[str, str | None], settings: str) -> str:
    """The mark of results made by these versions under these settings."""
    return hashlib.sha256(json.dumps([found, settings], sort_keys=True).encode()).hexdigest()[:16]


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _tesseract() -> str | None:
    """ "5.3.0 nld osd", or None where the program is absent: what it reads depends on both."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        told = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=10, check=False)
        languages = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    first = (told.stdout or told.stderr).split()
    return " ".join(
        [first[1] if len(first) > 1 else "?", *sorted(line.strip() for line in languages.stdout.splitlines()[1:])]
    )
