"""What is a person's name, and what a function, in the signature and the address of a letter."""

from __future__ import annotations

import re

from griffier.extractors.dutch.names import is_full_name
from griffier.extractors.dutch.words import DEGREE, TITLE
from griffier.extractors.letters.letter_cues import is_office, lexicon, words_of
from griffier.extractors.text.labels import is_placeholder

_POLITE = re.compile(rf"(?:{TITLE}\.?\s+)+", re.I)
_BEHIND = re.compile(rf"(?:,?[ ]{DEGREE}\.?){{0,2}}$")


def bare_name(text: str) -> tuple[int, int]:
    """Where a name stands in a text that is one: without forms of address, titles and degrees."""
    polite = _POLITE.match(text)
    behind = _BEHIND.search(text)
    return polite.end() if polite else 0, behind.start() if behind else len(text)


def is_name(text: str) -> bool:
    """True for a text that is a person's name and nothing else."""
    bare = text.strip(" ,;")
    if not 3 <= len(bare) <= 60 or any(ch.isdecimal() for ch in bare) or is_placeholder(bare):
        return False
    lex = lexicon()
    first = bare.split()[0]
    if words_of(bare) & lex.bodies or is_office(bare) or (len(first) > 8 and lex.body_ending.search(first)):
        return False
    return is_full_name(bare)


def is_role(text: str) -> bool:
    """True for a text that names a function."""
    return (
        is_office(text.strip(" ,;"))
        and len(text) <= 110
        and (not text.rstrip().endswith((".", "?")) or text.rstrip().endswith(("a.i.", "wnd.", "plv.")))
    )
