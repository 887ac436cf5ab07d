"""Text with an empty line between each two: sentences stay whole, and what stands apart stays apart."""

from __future__ import annotations

from griffier.pipeline.layout.double_spacing import without_spacing

WRITTEN = """Geachte raad,

Op 20 december heeft de raad gevraagd naar de plannen voor de kade en de

brug, en naar de kosten die daarmee zijn gemoeid voor de gemeente en haar

inwoners. Het college antwoordt in deze brief op alle vragen en stuurt u de

Nota Kade en Brug toe, zoals dat in de commissie is toegezegd aan de leden:

1. De kade wordt hersteld zodra de vergunning is verleend en de aannemer

met het werk kan beginnen.

Hoogachtend,
"""


def test_a_sentence_in_double_spacing_is_whole() -> None:
    told = without_spacing(WRITTEN)
    assert "de kade en de\nbrug, en naar de kosten" in told
    assert "stuurt u de\nNota Kade" in told
    assert "de aannemer\nmet het werk" in told


def test_what_stands_apart_stays_apart() -> None:
    told = without_spacing(WRITTEN)
    for apart in ("Geachte raad,\n\nOp 20", "aan de leden:\n\n1. De kade", "beginnen.\n\nHoogachtend,"):
        assert apart in told


def test_formulas_of_a_motion_are_no_double_spacing() -> None:
    text = (
        "De raad van de gemeente Proefdam, bijeen op 3 mei 2022,\n\nconstaterende dat:\n\nde kade verzakt;\n\n"
        "overwegende dat:\n\ndit gevaarlijk is;\n\nverzoekt het college:\n\nde kade te herstellen,\n\n"
        "en gaat over tot de orde van de dag.\n"
    )
    assert without_spacing(text) == text


def test_paragraphs_of_one_line_stay() -> None:
    text = "\n\n".join(f"Dit is een alinea van één regel, en zij eindigt met een punt, nummer {n}." for n in range(9))
    assert without_spacing(text) == text
