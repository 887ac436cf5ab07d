"""Questions and answers in ruled tables: the words of their heads, from `tests/cases/frames/questions.jsonl`."""

from __future__ import annotations

from typing import Any

import pytest

from griffier.extractors.drafting.draft import settle
from griffier.extractors.questions.pairs import read_questions
from griffier.schemas.document import Document, Part, plain_document
from griffier.tests.extractors.frames import framed, hold, ruled


def asked(doc: Document) -> str:
    """ "1 Werkt de fontein? = 1 Ja. [VVD]": the questions, the answers, and who asked."""
    found = read_questions(Part.whole(doc))
    said = settle({"questions": list(found.questions), "answers": list(found.answers)}, doc)[0]
    told = ["; ".join(f"{one['number']} {one['text']}" for one in said[name]) for name in ("questions", "answers")]
    parties = f" [{', '.join(p.raw for p in found.parties)}]" if found.parties else ""
    return " = ".join(filter(None, told)) + parties


READERS = {"table": lambda text: asked(ruled(text)), "text": lambda text: asked(plain_document(text))}


@pytest.mark.parametrize("case", framed("questions"))
def test_frame(case: dict[str, Any]) -> None:
    hold(case, READERS)
