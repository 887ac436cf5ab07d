"""Lists of bare text whose bullets were drawn and are lost: an item ends where the next word would have fitted."""

from __future__ import annotations

import pytest

from griffier.extractors.text.flow import flow_of
from griffier.extractors.text.line_fit import Measure
from griffier.extractors.text.lists import items_of
from griffier.schemas.document import Part, plain_document

HEAD = "De raad van de gemeente Proefdam, bijeen op 3 mei 2022 in de raadzaal,\nconstaterende dat:\n\n"


def items(block: str) -> list[str]:
    part = Part.whole(plain_document(HEAD + block))
    flow = part.memo(flow_of)
    start = flow.text.index(block.split()[0], len(HEAD) - 4)
    return [flow.joined(i.start, i.end) for i in items_of(flow, start, len(flow.text))]


@pytest.mark.parametrize(
    ("block", "told"),
    [
        (
            "   de brug over de vaart te smal is\n   de kade aan beide zijden daarvan al vier jaar lang verzakt\n",
            ["de brug over de vaart te smal is", "de kade aan beide zijden daarvan al vier jaar lang verzakt"],
        ),
        (
            "   de kade aan beide zijden van de vaart al vier jaar lang verzakt en\n   niemand daar iets aan doet\n",
            ["de kade aan beide zijden van de vaart al vier jaar lang verzakt en niemand daar iets aan doet"],
        ),
        (
            "   de kade aan beide zijden van de vaart al vier jaar lang verzakt en\n   niet hersteld is\n"
            "   de brug te smal is\n",
            [
                "de kade aan beide zijden van de vaart al vier jaar lang verzakt en niet hersteld is",
                "de brug te smal is",
            ],
        ),
        # at the edge of the text nothing says that it is a list
        ("de brug te smal is\nde kade verzakt\n", ["de brug te smal is de kade verzakt"]),
    ],
)
def test_items_by_where_lines_break(block: str, told: list[str]) -> None:
    assert items(block) == told


def test_a_line_of_narrow_letters_is_not_full() -> None:
    measure = Measure.of(["mmmmmmmmmmmmmmmmmmmmmm", "iiiiiiiiiiiiiiiiiiiiiiiiiiiiii"])
    assert measure.would_fit("illi illi illi", "il")
    assert not measure.would_fit("mmmm mmmm mmmm mmmm", "mmmmm")
    assert not measure.would_fit("iiiiiiiiiiiiiiiiiiiiiiiiiiiii", "iii")
