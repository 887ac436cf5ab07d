"""The extractors, found by module: `extractors/KIND.py` with `extract(part, context) -> Draft`; its cues in
`data/cues/KIND.toml`."""

from __future__ import annotations

import importlib
from functools import cache
from typing import Protocol, cast

from griffier.extractors.drafting.context import Context
from griffier.extractors.drafting.cues import Cue, has_cues, load_cues
from griffier.extractors.drafting.draft import Draft
from griffier.schemas.document import Part
from griffier.schemas.kinds import record_types


class KindExtractor(Protocol):
    """What a module of a kind offers."""

    CUES: tuple[Cue, ...]  # only of a kind without a file of cues

    def extract(self, part: Part, context: Context) -> Draft:
        """The fields of this kind, by the names of the contract. A field that is left out is filled by
        `extractors/general`."""
        ...


@cache
def extractor(kind: str) -> KindExtractor:
    """The extractor of a kind. Raises ModuleNotFoundError where a kind has a schema and no extractor."""
    return cast(KindExtractor, importlib.import_module(f"griffier.extractors.{kind}"))


@cache
def cues() -> dict[str, tuple[Cue, ...]]:
    """Kind -> its cues, for every kind of the contract: those of its file, or `CUES` of its module where it has no
    file.

    A file needs no import: of ten kinds, a document needs the extractor of one.
    """
    return {kind: load_cues(kind) if has_cues(kind) else tuple(extractor(kind).CUES) for kind in record_types()}
