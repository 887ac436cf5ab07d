"""The filter before the cues: it may only spare searches that find nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from griffier.extractors.drafting.registry import cues
from griffier.pipeline.classifying.literals import may_match, needles

PATTERNS = sorted({cue.pattern for listed in cues().values() for cue in listed if cue.pattern})
FRAGMENTS = sorted({needle for pattern in PATTERNS for needed in needles(pattern) for needle in needed})


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (r"\bverzoekt (?:het college|de burgemeester)", [{"verzoekt het college", "verzoekt de burgemeester"}]),
        (r"^\W{0,4}(?:concept[- ]{0,2})?motie\b", [{"motie"}]),
        (r"ga(?:at|an)\s+over\s+tot", [{"gaat", "gaan"}, {"over"}, {"tot"}]),
        (r"(?:besluit\s+(?:vast|in)\b)", [{"besluit"}]),
        (r"m[o0]tie|amendement", [{"motie", "m0tie", "amendement"}]),
        (r"besluit(?:en)?\s", [{"besluit", "besluiten"}]),
        (r"(?:motie|\w+)\s", []),
        (r"a+b*\d", []),
        (r"(?i:motie)", []),
        (r"(?i)motie", []),
        (r"eerste\ntwee", [{"eerste"}, {"twee"}]),
        (r"(?<=de )raad(?= van)", [{"raad"}]),
        (r"(?!geen )motie", [{"motie"}]),
        (r"(?:drie){2}vier", [{"drie"}, {"vier"}]),
    ],
)
def test_what_a_pattern_needs(pattern: str, needed: list[set[str]]) -> None:
    assert {frozenset(one) for one in needed} == set(needles(pattern))


def test_most_cues_have_a_filter() -> None:
    assert sum(bool(needles(pattern)) for pattern in PATTERNS) > 0.8 * len(PATTERNS)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_nothing_that_matches_is_kept_out(data: st.DataObject) -> None:
    pattern = data.draw(st.sampled_from(PATTERNS))
    text = data.draw(st.from_regex(re.compile(pattern, re.MULTILINE)))
    if re.search(pattern, text, re.MULTILINE):
        assert may_match(pattern, text)


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=12), st.sampled_from(PATTERNS))
def test_a_pattern_without_its_words_does_not_match(fragments: list[str], pattern: str) -> None:
    text = " ".join(fragments)
    assert may_match(pattern, text) or re.search(pattern, text, re.MULTILINE) is None
