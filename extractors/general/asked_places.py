"""Where what a request asks is to happen: the streets, districts, villages and buildings that its own words name.

They are places of the document's `entities`; a municipality, a province or a country is none.
"""

from __future__ import annotations

import re
from typing import Any

from griffier.extractors.dutch import places
from griffier.extractors.general.policy_areas import spans_of_item
from griffier.schemas.document import Part, Span
from griffier.schemas.evidence import Found

_MOST = 3
"""Places of one name in one request that are evidence."""


def name_places_in_requests(part: Part, entities: Any, requests: Any) -> None:
    """Put in each request of a draft the places that it names, in their order."""
    known = [one for one in entities or () if _is_within_a_town(one.value)]
    for request in requests or ():
        spans = [span for item in request.get("items") or () for span in spans_of_item(item)]
        named = ((one, _said(one.value["name"], part.doc.text, spans)) for one in known)
        found = sorted(((told, one) for one, told in named if told), key=lambda pair: pair[0][0])
        request["locations"] = [
            Found(one.value["name"], tuple(told[:_MOST]), one.method, one.confidence) for told, one in found
        ]


def _is_within_a_town(entity: dict[str, Any]) -> bool:
    if entity["type"] != "location" or entity["code"] is not None:
        return False
    return not places.named(entity["name"]) and entity["name"] not in places.lexicon()["elsewhere"]


def _said(name: str, text: str, spans: list[Span]) -> list[Span]:
    """Where ranges of a text say a name, whole."""
    pattern = re.compile(r"(?<![\w-])" + r"\s+".join(map(re.escape, name.split())) + r"(?![\w])(?!-[A-ZÀ-Ý])")
    return [Span(*m.span()) for span in spans for m in pattern.finditer(text, span.start, span.end)]
