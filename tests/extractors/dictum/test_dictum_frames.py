"""The words of recitals, requests and funding: frames in `tests/cases/frames/dictum.jsonl`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from griffier.extractors.dictum.prose import asked_in_prose
from griffier.extractors.drafting.context import Context
from griffier.extractors.drafting.draft import settle
from griffier.extractors.motions.motion_fields import tabled_fields
from griffier.extractors.text.flow import flow_of
from griffier.schemas.document import Part, plain_document
from griffier.tests.extractors.frames import framed, hold


def fields(text: str) -> dict[str, Any]:
    doc = plain_document(text)
    draft = tabled_fields(Part.whole(doc), Context())
    draft.pop("findings")
    return settle(draft, doc)[0]


def recitals(text: str) -> list[list[Any]]:
    """Type, heading and items."""
    return [[r["type"], r["heading"], [i["text"] for i in r["items"]]] for r in fields(text)["recitals"]]


def requests(text: str) -> list[list[Any]]:
    """Verb, addressee and items."""
    return [[r["verb"], r["addressee"], [i["text"] for i in r["items"]]] for r in fields(text)["requests"]]


def asked(text: str) -> list[list[Any]]:
    """Of running sentences: verb, addressee, and who asks."""
    flow = Part.whole(plain_document(text)).memo(flow_of)
    out = []
    for found in asked_in_prose(flow, 0, len(flow.text)):
        to, who = found.block.head.addressee, found.who
        out.append([found.block.head.name, to and flow.text[slice(*to)], who and flow.text[slice(*who)]])
    return out


READERS: dict[str, Callable[[str], Any]] = {
    "recitals": recitals,
    "requests": requests,
    "headings of requests": lambda text: [r["heading"] for r in fields(text)["requests"]],
    "funding": lambda text: fields(text)["funding"],
    "asked": asked,
}


@pytest.mark.parametrize("case", framed("dictum"))
def test_words(case: dict[str, Any]) -> None:
    hold(case, READERS)
