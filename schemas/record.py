"""The fields of every record, whatever its kind."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, Literal

from pydantic import Field

from griffier.schemas.base import EDTF, Euro, Model
from griffier.schemas.civic import Amount, Entity, Municipality, PolicyArea, Reference
from griffier.schemas.document import PageState
from griffier.schemas.evidence import Evidence

SCHEMA_VERSION: Final = "1.0"


class Producer(Model):
    """What made the record."""

    name: str = "griffier"
    version: str
    settings: str = Field(description="hash of the settings of the run")


class SourcePage(Model):
    """How one page of the file was read."""

    number: int = Field(ge=1)
    state: PageState
    reason: str = ""
    ocr_confidence: float | None = Field(default=None, ge=0, le=100)
    rotation: int = 0


class Source(Model):
    """The file that the record was read from."""

    path: str
    url: str | None = None
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    size: int = Field(ge=0)
    media_type: str
    pages: list[SourcePage]
    page_range: tuple[int, int]


class Finding(Model):
    """What a check says."""

    code: str
    severity: Literal["error", "warning", "info"]
    pointer: str = ""
    printed: Euro | None = None
    expected: Euro | None = None
    page: int | None = None
    message: str

    @classmethod
    def of(
        cls,
        code: str,
        message: str,
        *,
        severity: Literal["error", "warning", "info"] = "warning",
        pointer: str = "",
        page: int | None = None,
        printed: Decimal | None = None,
        expected: Decimal | None = None,
    ) -> Finding:
        """A finding, severity `warning` unless said."""
        return cls(code=code, severity=severity, pointer=pointer, printed=printed, expected=expected, page=page, message=message)


class Record(Model):
    """What every record has. Each kind is a subclass in a file of its own with its `kind` as a literal."""

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    producer: Producer
    id: str = Field(pattern=r"^[0-9a-f]{16}-\d+$")
    kind: str
    kind_confidence: float = Field(ge=0, le=1)
    title: str | None = None
    date: EDTF | None = None
    municipality: Municipality | None = None
    language: str | None = None
    source: Source
    references: list[Reference] = Field(default_factory=list)
    amounts: list[Amount] = Field(default_factory=list)
    entities: list[Entity] = Field(default_factory=list)
    policy_areas: list[PolicyArea] = Field(default_factory=list)
    findings: list[Finding] = Field(default_factory=list)
    evidence: list[Evidence] = Field(default_factory=list)
