"""How the outcome stands behind a motion: labels in the middle of a line, ticked boxes, a sentence of two words."""

from __future__ import annotations

from typing import Any

import pytest

from griffier.extractors.drafting.context import Context
from griffier.extractors.drafting.draft import settle
from griffier.extractors.motion import extract
from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Part, plain_document

MOTION = """Motie M4
De raad van de gemeente Ede, in vergadering bijeen op 3 mei 2022,

Constaterende dat:
- het zwembad dicht is;

Verzoekt het college:
- het zwembad te openen;

en gaat over tot de orde van de dag.

Jan Voorbeeld, D66

"""


def status(tail: str) -> Any:
    part = Part.whole(plain_document(MOTION + tail + "\n"))
    return settle(extract(part, Context()), part.doc)[0].get("status")


@pytest.mark.parametrize(
    ("tail", "want"),
    [
        ("Voor: 19 Tegen: 12 Uitslag: aangenomen", "adopted"),
        ("Stemverhouding: unaniem aangenomen", "adopted"),
        ("14 stemmen voor, 23 stemmen tegen. Motie\nverworpen.", "rejected"),
        ("Besluit raad: ☒ aangenomen ☐ verworpen ☐ ingetrokken", "adopted"),
        ("Besluit raad: ☐ aangenomen ☐ verworpen ☐ ingetrokken", None),
        ("Uitslag: aangenomen / verworpen", None),
        ("De vorige motie werd besproken.", None),
    ],
)
def test_status(tail: str, want: str | None) -> None:
    assert status(tail) == want


@pytest.mark.parametrize(
    ("attribute", "want"), [('style="display:none"', None), ("hidden", None), ('class="uitslag"', "rejected")]
)
def test_an_outcome_that_a_page_hides_is_none(attribute: str, want: str | None) -> None:
    body = "".join(f"<p>{line}</p>" for line in MOTION.splitlines() if line)
    page = f"<html><body>{body}<div {attribute}><p>Uitslag: verworpen</p></div></body></html>"
    done = process(SourceFile("motie.html", page.encode()))
    assert getattr(done.records[0], "status", "") == want
