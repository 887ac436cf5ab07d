"""One input file: its bytes and what names it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True)
class SourceFile:
    """`path` as given on the command line (an attachment inside an e-mail: `mail.eml#name`); `data` its bytes."""

    path: str
    data: bytes

    @classmethod
    def load(cls, path: str | Path) -> SourceFile:
        """Read a file. Raises OSError."""
        return cls(str(path), Path(path).read_bytes())

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.data)

    @cached_property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the bytes."""
        return hashlib.sha256(self.data).hexdigest()
