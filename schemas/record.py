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

    name: str = Field(default="griffier", description="always griffier")
    version: str = Field(description="of the program")
    settings: str = Field(description="hash of the settings of the run")


class SourcePage(Model):
    """How one page of the file was read."""

    number: int = Field(ge=1, description="1-based")
    state: PageState = Field(description="how the page was read")
    reason: str = Field(default="", description="why the page was read so")
    ocr_confidence: float | None = Field(default=None, ge=0, le=100, description="mean over the page's words, 0 to 100")
    rotation: int = Field(default=0, description="degrees clockwise that were applied to make it upright")


class Source(Model):
    """The file that the record was read from."""

    path: str = Field(description="as given; an attachment inside an e-mail: mail.eml#name")
    url: str | None = Field(default=None, description="as given by --metadata")
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="of the file's bytes")
    size: int = Field(ge=0, description="bytes")
    media_type: str = Field(description="by content, not by name")
    pages: list[SourcePage] = Field(description="the page ledger of the file; an input without pages is one page")
    page_range: tuple[int, int] = Field(description="first and last page of this document in the file")


class Finding(Model):
    """What a check says."""

    code: str = Field(description="see the list of findings in the documentation")
    severity: Literal["error", "warning", "info"] = Field(description="error, warning or info")
    pointer: str = Field(default="", description="JSON Pointer of the cell or field")
    printed: Euro | None = Field(default=None, description="the figure as printed, in euro or a count")
    expected: Euro | None = Field(default=None, description="the figure that the rest of the document gives")
    page: int | None = Field(default=None, description="1-based")
    message: str = Field(description="in words")

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
        return cls(
            code=code,
            severity=severity,
            pointer=pointer,
            printed=printed,
            expected=expected,
            page=page,
            message=message,
        )


class Coverage(Model):
    """The line ledger: what became of the lines that are not blank. The five add up to `lines`."""

    lines: int = Field(default=0, ge=0, description="lines with text")
    value: int = Field(default=0, ge=0, description="in a value's evidence")
    layer: int = Field(default=0, ge=0, description="header, footer, letterhead, navigation")
    formula: int = Field(default=0, ge=0, description="known to say nothing")
    prose: int = Field(default=0, ge=0, description="running text for which its kind has no field")
    unread: int = Field(default=0, ge=0, description="none of these: where a value may have been missed")


class Record(Model):
    """What every record has. Each kind is a subclass in a file of its own with its `kind` as a literal."""

    schema_version: Literal["1.0"] = Field(default=SCHEMA_VERSION, description="version of this contract")
    producer: Producer = Field(description="what made the record")
    id: str = Field(
        pattern=r"^[0-9a-f]{16}-\d+$",
        description="first 16 hex of the file's SHA-256, a hyphen, ordinal of the document in the file; unique with "
        "source.path",
    )
    kind: str = Field(description="what sort of document it is")
    kind_confidence: float = Field(
        ge=0, le=1, description="calibrated: of the records that say 0.9, nine in ten are right"
    )
    title: str | None = Field(
        default=None, description="the subject as a person would cite it, without 'Motie:', 'Betreft:', 'Onderwerp:'"
    )
    date: EDTF | None = Field(default=None, description="the document's own date, EDTF (a motion: the meeting's)")
    municipality: Municipality | None = Field(
        default=None, description="the one whose document it is, never one that is merely mentioned"
    )
    language: str | None = Field(default=None, description="ISO 639-1")
    source: Source = Field(description="the file that the record was read from")
    references: list[Reference] = Field(
        default_factory=list, description="other documents, laws and agenda items that the text names"
    )
    amounts: list[Amount] = Field(default_factory=list, description="every amount of money in running text")
    entities: list[Entity] = Field(
        default_factory=list, description="people, organisations, parties, places and laws that the text names"
    )
    policy_areas: list[PolicyArea] = Field(default_factory=list, description="Iv3 taakvelden, inferred")
    findings: list[Finding] = Field(default_factory=list, description="what the checks say")
    coverage: Coverage = Field(
        default_factory=Coverage, description="how many of the document's lines were read, and as what"
    )
    evidence: list[Evidence] = Field(
        default_factory=list, description="where each extracted value stands in the source"
    )
