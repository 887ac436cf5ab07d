"""The schema of the records, as it is published."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from griffier.pipeline.errors import UsageError
from griffier.schemas.dossier import Dossier
from griffier.schemas.kinds import any_record, record_types
from griffier.schemas.record import SCHEMA_VERSION

DOSSIER = "dossier"


def json_schema(kind: str | None = None) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one kind of record, of all, or of a dossier. Raises UsageError for a kind that
    is not known."""
    kinds: dict[str, type[BaseModel]] = {**record_types(), DOSSIER: Dossier}
    if kind is not None and kind not in kinds:
        raise UsageError(f"{kind!r} is no kind of record", remedy=f"Kinds: {', '.join(kinds)}")
    body = (
        kinds[kind].model_json_schema(mode="serialization") if kind else any_record().json_schema(mode="serialization")
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": f"griffier {DOSSIER if kind == DOSSIER else 'record'}, schema_version {SCHEMA_VERSION}",
        **body,
    }
