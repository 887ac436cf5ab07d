"""Where a value stands in the source. `Found` is the internal pair of value and place; `Evidence` is what is
published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import Field

from griffier.schemas.base import Model
from griffier.schemas.document import Span

T = TypeVar("T")


class Evidence(Model):
    """One place that supports one value: always, exactly, `canonical_text[start:end] == quote`."""

    pointer: str = Field(description="RFC 6901 JSON Pointer into this record")
    page: int = Field(ge=1, description="1-based page of the file")
    start: int = Field(ge=0, description="code-point offset in the file's canonical text")
    end: int = Field(ge=0, description="code-point offset, exclusive")
    quote: str = Field(description="canonical_text[start:end]")
    boxes: list[tuple[float, float, float, float]] = Field(
        default_factory=list,
        description="x0, top, x1, bottom in PDF points, origin top left of the displayed page; [] without geometry",
    )
    method: str = Field(description="rule:NAME, ner:MODEL, table:NAME, derived:NAME or given:NAME")
    confidence: float = Field(ge=0, le=1)


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value and the spans of canonical text that support it, in order.

    The value may be a scalar, or a dict or list of scalars that one place supports as a whole. `method` is `rule:NAME`,
    `ner:MODEL`, `table:NAME`, `derived:NAME` or `given:NAME`; `confidence` is 0..1. A value that a page, a column or a
    header interrupts has several spans. The quote is always cut from the text, so that it cannot disagree with it.
    """

    value: T
    spans: tuple[Span, ...]
    method: str
    confidence: float = 0.9

    def __post_init__(self) -> None:
        if self.value is None:
            raise ValueError("Found(None): say None instead")
        if not self.spans and not self.method.startswith("given:"):
            raise ValueError(f"a value needs a place in the source: {self.value!r}")
        if any(s.start >= s.end or s.start < 0 for s in self.spans):
            raise ValueError(f"an empty place supports nothing: {self.spans!r}")
