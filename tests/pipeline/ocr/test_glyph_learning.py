"""Which shape is which character: votes of words that OCR read, and what is not taken for sure."""

from __future__ import annotations

import numpy as np

from griffier.pipeline.ocr.engine import OcrWord
from griffier.pipeline.ocr.glyph_learning import GlyphLearning, Learnt, PrintedGlyphs, characters, coverage, is_sure


def printed(words: list[list[int]], read: list[str], confidence: float = 95) -> tuple[PrintedGlyphs, list[OcrWord]]:
    """Glyphs of 10 x 20 pixels in rows of one word each, and what OCR reads of each row."""
    shapes = [shape for word in words for shape in word]
    boxes = [(10 * k, 30 * row, 10 * k + 9, 30 * row + 20) for row, word in enumerate(words) for k in range(len(word))]
    result = [
        OcrWord(text, 0, 30 * row, 10 * len(word), 30 * row + 20, confidence, 1, 1, row)
        for row, (word, text) in enumerate(zip(words, read, strict=True))
    ]
    return PrintedGlyphs(np.array(shapes, np.int32), np.array(boxes, np.float32).reshape(-1, 4)), result


def learnt(
    words: list[list[int]], read: list[str], confidence: float = 95, alphabet: tuple[int, ...] = ()
) -> dict[int, Learnt]:
    learning = GlyphLearning([frozenset(alphabet)])
    learning.add(*printed(words, read, confidence))
    return learning.learnt()


D, E, N, S, A, FI = range(6)


def test_words_as_long_as_their_glyphs_tell_each_shape() -> None:
    known = learnt([[D, E, N], [E, N], [D, E, S]] * 2, ["den", "en", "des"] * 2)
    assert {shape: one.text for shape, one in known.items()} == {D: "d", E: "e", N: "n", S: "s"}
    assert all(map(is_sure, known.values()))


def test_a_shape_read_in_two_ways_is_not_sure() -> None:
    known = learnt([[N, E]] * 6, ["ne", "ue", "ne", "ue", "ne", "ue"])
    assert known[N].agreement == 0.5
    assert not is_sure(known[N])
    assert is_sure(known[E])


def test_one_misreading_among_many_does_no_harm() -> None:
    known = learnt([[N, E]] * 8, ["ne"] * 7 + ["he"])
    assert known[N].text == "n"
    assert is_sure(known[N])


def test_a_font_has_one_shape_for_a_character() -> None:
    """A capital read as the small letter now and then, where another shape of its font is that letter."""
    words, read = [[D, E]] * 5 + [[N, E]] * 5, ["le"] * 5 + ["Le", "le", "Le", "le", "Le"]
    assert not is_sure(learnt(words, read)[N])
    assert learnt(words, read, alphabet=(D, E, N))[N] == Learnt("L", 2.8499999999999996, 1.0)
    assert not is_sure(learnt(words, read, alphabet=(E, N))[N])


def test_a_character_of_another_shape_alone_makes_none_sure() -> None:
    """Most votes are for what another shape is: the rest is no proof."""
    words, read = [[D, E]] * 5 + [[N, E]] * 5, ["le"] * 5 + ["Le", "le", "le", "le", "Le"]
    assert not is_sure(learnt(words, read, alphabet=(D, E, N))[N])


def test_one_vote_is_enough_only_where_nothing_is_left_unread() -> None:
    known = learnt([[D, E], [E, N]], ["de", "en"])
    assert not is_sure(known[D])
    assert is_sure(known[D], all_seen=True)
    assert not is_sure(learnt([[D, E]], ["de"], confidence=60)[D], all_seen=True)


def test_a_ligature_stands_for_what_is_read_between_its_neighbours() -> None:
    words = [[E, N, D, S]] * 3 + [[D, E, FI, N, E], [S, E, N, FI]]
    known = learnt(words, ["ends"] * 3 + ["define", "senfi"])
    assert known[FI].text == "fi"


def test_a_glyph_of_a_cut_word_is_found_by_its_neighbours() -> None:
    words = [[S, E, N, D]] * 3 + [[A, S, E, N, D, S, E]] * 2
    known = learnt(words, ["send"] * 3 + ["Asends"] * 2)
    assert known[A].text == "A"


def test_a_word_that_says_something_else_teaches_nothing() -> None:
    words = [[S, E, N, D]] * 12 + [[A, S, E, N, D]] * 2
    known = learnt(words, ["send"] * 12 + ["xyzqv"] * 2)
    assert A not in known or not is_sure(known[A])
    assert known[S].text == "s"


def test_doubtful_words_teach_nothing() -> None:
    assert learnt([[D, E]] * 4, ["de"] * 4, confidence=20) == {}


def test_marks_that_an_engine_takes_for_each_other_are_one() -> None:
    assert learnt([[D, E]] * 4, ["“e", "”e", "“e", "”e"])[D].text == '"'
    assert learnt([[D, E]] * 4, ["—e", "-e", "—e", "-e"])[D].text == "-"
    assert learnt([[D, E]] * 4, ["—e"] * 4)[D].text == "—"


def test_a_mark_that_opens_where_none_closes_is_straight() -> None:
    opens, closes = Learnt("“", 4, 1), Learnt("”", 4, 1)
    assert characters({1: opens}, [1]) == {1: '"'}
    assert characters({1: opens, 2: closes}, [1, 2]) == {1: "“", 2: "”"}


def test_coverage_counts_glyphs_and_not_shapes() -> None:
    known = {D: Learnt("d", 9, 1.0), E: Learnt("e", 9, 0.9)}
    assert coverage(known, [D, E], {D: 30, E: 10, N: 10}) == (0.8, 0.975)
    assert coverage(known, [], {D: 1}) == (0.0, 0.0)
