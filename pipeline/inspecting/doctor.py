"""`griffier doctor`: what is installed, in which version, and how to get what is missing."""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from rich.console import Console
from rich.table import Table

from griffier.pipeline.errors import MissingProgramError
from griffier.pipeline.process import griffier_version
from griffier.pipeline.sandbox import available
from griffier.pipeline.wording import said

_LANGUAGES = {"nld": "Dutch", "osd": "which way up a page is"}
_EXPORTS = ("duckdb", "pyarrow", "sqlite-utils", "XlsxWriter", "frictionless")
_OLDEST_TESSERACT = (5, 0)


@dataclass(frozen=True)
class Part:
    """Something that Griffier uses. `found`: its version, or "" where it is missing; `needed`: whether reading goes
    without it; `remedy`: the command that installs it."""

    name: str
    found: str
    needed: bool
    purpose: str
    remedy: str = ""

    @property
    def missing(self) -> bool:
        """Whether it is not there."""
        return not self.found


def parts() -> Iterator[Part]:
    """Everything that is looked for, in the order in which it is told."""
    yield Part("griffier", griffier_version(), True, "")
    yield Part("Python", platform.python_version(), True, "")
    said = _said("tesseract", "--version")
    number = re.search(r"tesseract v?(\d+)\.(\d+)[\w.-]*", said)
    fresh = number is not None and (int(number[1]), int(number[2])) >= _OLDEST_TESSERACT
    found = number[0].partition(" ")[2] if number and fresh else ""
    yield Part("tesseract", found, True, "scans and photographs, version 5", "sudo apt-get install tesseract-ocr")
    listed = _said("tesseract", "--list-langs").split()
    for code, purpose in _LANGUAGES.items():
        remedy = f"sudo apt-get install tesseract-ocr-{code}"
        yield Part(f"tesseract data {code}", "installed" if code in listed else "", True, purpose, remedy)
    for name in ("spacy", "pdfplumber", "pypdfium2", "pydantic"):
        yield Part(name, _package(name), True, "", f"pip install {name}")
    for name in _EXPORTS:
        yield Part(name, _package(name), False, "griffier export", "pip install 'griffier[export]'")
    yield Part(
        "network",
        "closed to workers" if available() else "",
        False,
        "documents reach nothing",
        "sudo apt-get install libseccomp2",
    )
    git = re.search(r"[\d.]+\d", _said("git", "--version"))
    yield Part("git", git[0] if git else "", False, "griffier check --base", "sudo apt-get install git")


def print_state() -> int:
    """Print the state of this machine; 0, or 3 where something needed is missing."""
    found = list(parts())
    console = Console() if sys.stdout.isatty() else Console(width=100)
    table = Table(box=None, pad_edge=False, show_header=False)
    for part in found:
        sign = (
            f"[green]{said('ok')}[/]"
            if part.found
            else f"[red]{said('missing')}[/]"
            if part.needed
            else f"[yellow]{said('absent')}[/]"
        )
        table.add_row(sign, part.name, said(part.found), said(part.purpose))
    console.print(table)
    for part in found:
        if part.missing:
            console.print(f"{part.name}: {part.remedy}", highlight=False, markup=False, soft_wrap=True)
    lacking = [part.name for part in found if part.missing and part.needed]
    told = (
        said("Missing: {parts}.", parts=", ".join(lacking))
        if lacking
        else said("Everything that reading documents needs is there.")
    )
    console.print(told, highlight=False, markup=False, soft_wrap=True)
    return MissingProgramError.exit_code if lacking else 0


def _said(program: str, *words: str) -> str:
    if shutil.which(program) is None:
        return ""
    try:
        done = subprocess.run([program, *words], capture_output=True, text=True, timeout=30, errors="replace")
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout + done.stderr


def _package(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
