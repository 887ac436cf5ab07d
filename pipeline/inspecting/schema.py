"""The schema of the records, as it is published."""

from __future__ import annotations

from typing import Any

from griffier.pipeline.errors import UsageError
from griffier.schemas.kinds import any_record, record_types
from griffier.schemas.record import SCHEMA_VERSION


def json_schema(kind: str | None = None) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one kind of record, or of all. Raises UsageError for a kind that is not
    known."""
    kinds = record_types()
    if kind is not None and kind not in kinds:
        raise UsageError(f"{kind!r} is no kind of record", remedy=f"Kinds: {', '.join(kinds)}")
    body = (
        kinds[kind].model_json_schema(mode="serialization") if kind else any_record().json_schema(mode="serialization")
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": f"griffier record, schema_version {SCHEMA_VERSION}",
        **body,
    }
