"""The number of a motion in the running header or footer of its pages."""

from __future__ import annotations

import pytest

from griffier.extractors.motions.frame import frame_of
from griffier.extractors.motions.number import number_of
from griffier.schemas.document import Document, Layer, Page, Part, Span

BODY = "Gemeente Borne\n\nOnderwerp: Bomen\n\nVerzoekt het college:\n- bomen te planten\n"


def number(running: str, body: str = BODY) -> str | None:
    text = f"{running}\n\n{body}"
    layers = ((Span(0, len(running)), Layer.HEADER),)
    found = number_of(Part.whole(Document(text=text, pages=(Page(1, 0, len(text)),), layers=layers)).memo(frame_of))
    return found.value if found else None


@pytest.mark.parametrize(
    ("running", "want"),
    [
        ("Motie M34 - Gemeente Borne", "M34"),
        ("Amendement A2", "A2"),
        ("Motie 3 van 5", None),
        ("Motie Gemeente Borne", None),
        ("Raadsvergadering 16 mei 2024", None),
    ],
)
def test_the_running_head_gives_the_number(running: str, want: str | None) -> None:
    assert number(running) == want


def test_the_body_comes_first() -> None:
    assert number("Motie M34", f"Motie M12: Bomen\n\n{BODY}") == "M12"
