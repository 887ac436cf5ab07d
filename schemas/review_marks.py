"""What a reviewer marked in records: one JSON object a document, as the review pages write it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from griffier.schemas.base import Model


class Mark(Model):
    """What a reviewer says of one value or one finding."""

    pointer: str = Field(
        description="RFC 6901 pointer; of what is missing: a field that is null, or a list with `-` behind it"
    )
    mark: Literal["right", "wrong", "missing"] = Field(description="right, wrong or missing")
    value: Any = Field(default=None, description="the right value; null with `wrong`: the document does not say it")
    start: int | None = Field(default=None, ge=0, description="where it stands, where the reviewer showed it")
    end: int | None = Field(default=None, ge=0, description="exclusive")


class MarkedRecord(Model):
    """The marks of one record, and the record as the reviewer saw it."""

    id: str = Field(description="of the record")
    path: str = Field(description="`source.path` of the record")
    sha256: str = Field(description="of the file's bytes")
    complete: bool = Field(
        default=False, description="the whole record was checked: what is not marked is right, and nothing is missing"
    )
    at: str | None = Field(default=None, description="time of the last mark, ISO 8601")
    marks: list[Mark] = Field(description="one for each value or finding that was marked")
    record: dict[str, Any] = Field(description="the record as it was seen, without evidence")

    @property
    def key(self) -> tuple[str, str]:
        """What names a record in a run: path and id."""
        return self.path, self.id
