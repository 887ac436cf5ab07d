"""Words that OCR misread: what was printed, where the word lists leave one answer.

A word that no list knows gives way to a common one that differs by letters of the same look (`data/ocr_repair.toml`).
The longer the word, the less common its answer may be; two answers of like weight prove nothing. Words with a capital
may be names: they are put right only as words of council documents, as names of municipalities, or at the head of a
sentence. What a text has misread twice for certain ("stalions", "grole") then proves the short words that are words
themselves ("hel", "mel").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz.distance import Hamming, Levenshtein

from griffier.extractors.mending.accents import DIAERESES, DIAERESIS, is_stressed
from griffier.extractors.mending.lexicon import (
    COMMON,
    RARE,
    Pairs,
    by_letter,
    compound,
    frequencies,
    lexicon,
    two_words,
    unaccented,
)
from griffier.schemas.view import Edit

_BY_LENGTH = {2: 2e-3, 3: 1e-3, 4: 1e-4, 5: 1e-5, 6: COMMON, 7: COMMON, 8: 1e-6, 9: 1e-6}
"""Letters -> frequency from which a word proves a repair; longer words: 3e-7."""
_OUTWEIGHS, _DOMINATES = 1_000, 20
"""How many times as frequent an answer must be as a token that is a rare word itself, and as the next answer."""
_LEARNED_AT_MOST, _LEARNED_OUTWEIGHS, _LEARNED_FROM, _LEARNED_TIMES = 6e-5, 500, 5e-4, 2
"""A word of the list up to the first frequency gives way to one `_LEARNED_OUTWEIGHS` times as frequent, of at least
`_LEARNED_FROM`, where the text has shown the same confusion `_LEARNED_TIMES` times."""

_JOINTS = frozenset("@_%=\\")
_LONGEST = 40
"""Letters of a token that is looked at."""
_LONGEST_TWICE = 18
"""The same for two confusions in one token: their number grows with the square of its length (4 ms at 18)."""
_REACH = 200
_BROKEN_BY_LINE = frozenset(f"{hyphen}\n" for hyphen in "-—–~=¬")
_ADDRESS = re.compile(r"\S{0,200}?(?::/|www\.|@)\S|\S{1,200}?\.(?:nl|com|org|eu)\b")
_TOKEN = re.compile(r"[^\W_][\w|]*[^\W_]|[^\W\d_]|\|[a-z]+")
_ACCENTED = re.compile(r"[A-Za-zà-ÿ]*[áéóú][a-zà-ÿ]*")
_INNER_I = re.compile(r"(?<=[a-zà-ÿ])[I1|]{1,3}(?=[a-zà-ÿ])")
_SENTENCE_HEAD = re.compile(r"(?:^|\n|[.:;!?»\-–—•*]\s|\d[.)]\s)[ \t(\"'“‘„]*\Z")
_PERSON_BEFORE = re.compile(
    r"(?:\b(?:heer|heren|mevrouw|dhr\.?|mw\.?|mevr\.?|[Ll]id|raadslid|wethouder|burgemeester)|\b[A-Z]\.)"
    r"[ ](?:(?:van|de|den|der|ten|ter|te)[ ]){0,2}\Z"
)
_NEXT_LOWER = re.compile(r"[,;:]?[ ]+[a-z]")


Candidates = dict[str, float]
"""What a token may have been -> how far its look speaks for that, 1 or less."""


def repairs(text: str) -> list[Edit]:
    """The words that are proven to be others, in order."""
    out: list[Edit] = []
    left: list[re.Match[str]] = []  # short words that are words themselves, perhaps others
    learned: Counter[tuple[str, str]] = Counter()
    for match in _TOKEN.finditer(text):
        token = match[0]
        if len(token) > _LONGEST:
            continue
        printed = word(token) or (at_head(token) if _heads_sentence(text, match) else "")
        if printed and not _stands_apart(text, match):
            out.append(Edit(match.start(), match.end(), printed, "word"))
            learned.update(_confusions_between(token.lower(), printed.lower()))
        elif not printed and len(token) < 6 and token.islower():
            left.append(match)
    if sum(unaccented(read := text[edit.start : edit.end]) != read for edit in out) >= _LEARNED_TIMES:
        out.extend(_misaccented(text))
    taught = by_letter({pair: 1.0 for pair, n in learned.items() if n >= _LEARNED_TIMES})
    return sorted([*out, *_taught(text, left, taught)]) if taught else out


def _taught(text: str, left: Sequence[re.Match[str]], taught: Pairs) -> Iterator[Edit]:
    """The short words that what the text has misread elsewhere proves to be others."""
    for match in left:
        printed = _by_what_was_learned(match[0], taught)
        if printed and not _stands_apart(text, match):
            yield Edit(match.start(), match.end(), printed, "word")


def _misaccented(text: str) -> Iterator[Edit]:
    """Accents that may be those of stress, in a text whose accents were misread elsewhere for certain."""
    frequency, accents = frequencies(), lexicon().accents
    for match in _ACCENTED.finditer(text):
        token = match[0]
        lower, plain = token.lower(), unaccented(token)
        own = max(frequency.get(lower, 0.0), 1e-8)
        proven = (
            lower not in accents and is_stressed(lower) and frequency.get(plain.lower(), 0.0) >= max(COMMON, 300 * own)
        )
        if proven and not _stands_apart(text, match):
            yield Edit(match.start(), match.end(), plain, "word")


def _stands_apart(text: str, match: re.Match[str]) -> bool:
    """Where no word list counts: an address of the web or of mail, a code, a word that the line's end broke, the name
    of a person."""
    start, end = match.span()
    if text[end : end + 2] in _BROKEN_BY_LINE or text[start - 1 : start] in _JOINTS or text[end : end + 1] in _JOINTS:
        return True
    before = text[max(0, start - _REACH) : start]
    if before[-2:] in _BROKEN_BY_LINE or (match[0][0].isupper() and _PERSON_BEFORE.search(before)):
        return True
    chunk = start if not before or before[-1].isspace() else start - len(before.rsplit(None, 1)[-1])
    return _ADDRESS.match(text, chunk) is not None or text.count("-", chunk, _end_of_chunk(text, end)) > 2


def _end_of_chunk(text: str, at: int) -> int:
    stop = min(len(text), at + _REACH)
    while at < stop and not text[at].isspace():
        at += 1
    return at


def _heads_sentence(text: str, match: re.Match[str]) -> bool:
    if not match[0][0].isupper():
        return False
    return (
        _NEXT_LOWER.match(text, match.end()) is not None
        and _SENTENCE_HEAD.search(text[max(0, match.start() - 6) : match.start()]) is not None
    )


@lru_cache(maxsize=200_000)
def word(token: str) -> str:
    """What was printed, or "" where nothing proves that it is anything else."""
    lower = token.lower()
    data = lexicon()
    if lower in data.accents:
        return ""
    exact = data.exact.get(token)
    if exact:
        return exact
    if (token.isupper() and len(token) > 1) or (token[0].isupper() and token[1:2].isupper()):
        return _capitals(token)
    if token[0].isupper():
        return _capitalised(token)
    digits = sum(c.isdecimal() for c in token)
    if digits and (len(token) - digits < 3 or 2 * digits > len(token) - digits):
        return ""  # a number, a code, an ordinal
    return _lower(token)


@lru_cache(maxsize=50_000)
def at_head(token: str) -> str:
    """The same for a word with a capital that a sentence begins with."""
    lower = token.lower()
    frequency = frequencies()
    glued = _glued(lower)
    if glued:
        return token[:1] + glued[1:]
    if len(lower) < 5 or frequency.get(lower, 0.0) > 0 or not token[1:].islower() or compound(lower):
        return ""
    found = _best(candidates(lower), 1e-5 if len(lower) > 6 else 1e-4)
    return found.capitalize() if found else ""


def _lower(token: str) -> str:
    lower = token.lower()
    inner = _inner(token)
    if inner:
        return inner
    plain = unaccented(lower)
    if plain != lower and not DIAERESIS.search(lower):
        return _without_accent(lower, plain) if len(lower) > 3 or (len(lower) == 2 and lower[0] == "í") else ""
    own = frequencies().get(lower, 0.0)
    if own > 2 * RARE:
        return ""
    if lower in lexicon().glued:
        return " ".join(lexicon().glued[lower])
    return _for_rare_word(lower, own) if own > 0 else _for_no_word(lower)


def _for_rare_word(lower: str, own: float) -> str:
    """What a token that is a rare word itself gives way to: far commoner words only, for short ones the commonest."""
    if own > (5.1e-7 if len(lower) < 4 else RARE if len(lower) < 7 else 2e-8):
        return ""
    if len(lower) > 6 and compound(lower):
        return ""
    return _best(candidates(lower), max(1e-4 if len(lower) < 6 else 1e-5, _OUTWEIGHS * own))


def _for_no_word(lower: str) -> str:
    """What a token that no list has gives way to."""
    if compound(lower):
        return ""
    found = _best(candidates(lower), _floor(lower)) or _glued(lower)
    if found or len(lower) < 6:
        return found
    near = _near_council(lower)
    if near:
        return near
    made = {c for c, weight in candidates(lower).items() if weight == 1 and two_words(c)}
    if lower.startswith("vit") and compound("u" + lower[1:]):
        made.add("u" + lower[1:])  # "vithuisplaatsingen": no Dutch prefix but this one is read so
    if made:
        return made.pop() if len(made) == 1 else ""
    return _best(_twice(lower), _floor(lower)) if len(lower) > 6 else ""


def _near_council(lower: str) -> str:
    """The one word of council documents of the same length that has one other letter, whatever its look; two of the
    longest."""
    if len(lower) < 7:
        return ""
    most = 2 if len(lower) > 10 else 1
    near = [
        c
        for c in lexicon().council
        if len(c) == len(lower) and c[-2:] == lower[-2:] and Hamming.distance(c, lower) <= most
    ]
    return near[0] if len(near) == 1 else ""


def _without_accent(lower: str, plain: str) -> str:
    """The same without an accent that Dutch does not write. Stress ("álle", "géén") and the accents of loan words
    stay."""
    frequency = frequencies()
    own = frequency.get(lower, 0.0)
    if is_stressed(lower):
        return ""
    if frequency.get(plain, 0.0) >= max(COMMON, 300 * own):
        return plain
    if own == 0 and len(lower) > 5 and not compound(lower):
        return plain if two_words(plain) else _best(candidates(plain), _floor(plain))
    return ""


def _floor(lower: str) -> float:
    return _BY_LENGTH.get(len(lower), 3e-7)


def _inner_as(letter: str, token: str) -> str:
    return _INNER_I.sub(lambda m: letter * len(m[0]), token)


def _inner(token: str) -> str:
    """A capital I, a 1 or a stroke between small letters: an l, or an i."""
    if not _INNER_I.search(token):
        return ""
    frequency = frequencies()
    known = [
        c
        for c in (_inner_as("l", token), _inner_as("i", token))
        if frequency.get(c.lower(), 0.0) > 1e-7 or compound(c.lower())
    ]
    if len(known) == 2:
        known.sort(key=lambda c: -frequency.get(c.lower(), 0.0))
        if frequency.get(known[0].lower(), 0.0) < _DOMINATES * frequency.get(known[1].lower(), 0.0):
            return ""
    if known:
        return known[0]
    mended = _best(candidates(_inner_as("l", token).lower()), COMMON)
    return mended.capitalize() if mended and token[0].isupper() else mended


def _capitalised(token: str) -> str:
    """A word of council documents, a month or a municipality with a letter or two wrong; anything else may be a
    name."""
    lower, data = token.lower(), lexicon()
    inner = _inner(token)
    if inner:
        return inner
    if lower in data.glued and frequencies().get(lower, 0.0) <= 2 * RARE:
        first, second = data.glued[lower]
        return f"{first.capitalize()} {second}"
    if _is_listed(lower) or len(lower) < 5:
        return ""
    plain = unaccented(lower)
    if plain != lower and _is_listed(plain):
        return plain.capitalize()
    if frequencies().get(lower, 0.0) > (2e-7 if len(lower) < 7 else RARE) or compound(lower):
        return ""
    return _listed_near(plain).capitalize()


def _listed_near(plain: str) -> str:
    """The one listed word that a token can be; "" where there are two."""
    near = set(filter(_is_listed, candidates(plain)))
    if not near and len(plain) > 6:
        near = {c for c in _twice(plain) if c in lexicon().council} or set(filter(None, [_near_council(plain)]))
    return near.pop() if len(near) == 1 else ""


def _is_listed(lower: str) -> bool:
    """A word of council documents, or a municipality."""
    return lower in lexicon().council or lower in lexicon().places


def _capitals(token: str) -> str:
    """Words of council documents in capitals: "VERWORPÉN", "MOTlE", "BESLU1T"."""
    if len(token) < 5:
        return ""
    lower, data = unaccented(token.lower()), lexicon()
    shaped = {
        lower,
        lower.replace("l", "i"),
        lower.replace("1", "i"),
        lower.replace("0", "o"),
        lower.replace("5", "s"),
        lower.replace("8", "b"),
    }
    near = {c for c in shaped if c in data.council} - {token.lower()}
    return near.pop().upper() if len(near) == 1 else ""


def _by_what_was_learned(token: str, taught: Pairs) -> str:
    frequency = frequencies()
    own = frequency.get(token, 0.0)
    if own > _LEARNED_AT_MOST or token in lexicon().accents:
        return ""
    return _best(_replaced(token, taught), max(_LEARNED_FROM, _LEARNED_OUTWEIGHS * own))


def _confusions_between(read: str, printed: str) -> list[tuple[str, str]]:
    """The confusions of the list that made the one of the other, each as often as it stands in a word."""
    if len(read) != len(printed):
        return []
    return [(a, b) for a, b in zip(read, printed, strict=True) if a != b]


def _best(candidates: Candidates, floor: float) -> str:
    """The commonest of the candidates that reach a frequency, where none other comes near it."""
    frequency = frequencies()
    ranked = sorted(
        ((f * weight, c) for c, weight in candidates.items() if (f := frequency.get(c, 0.0)) >= floor), reverse=True
    )
    if not ranked:
        return ""
    if len(ranked) > 1 and ranked[1][0] * _DOMINATES > ranked[0][0]:
        return ""
    found = ranked[0][1]
    spelt = {
        found.replace(plain, marked) for plain, marked in DIAERESES
    }  # "geinformeerd" is in the list too, less often
    return max((found, *spelt), key=lambda c: frequency.get(c, 0.0))


def candidates(lower: str) -> Candidates:
    """The token with one confusion undone."""
    return _replaced(lower, lexicon().confusions)


def _twice(lower: str) -> Candidates:
    """The words that the token is with two likely confusions undone, two letters away from it or more: less is one made
    twice."""
    frequency, data = frequencies(), lexicon()
    out: Candidates = {}
    if len(lower) > _LONGEST_TWICE:
        return out
    for once in _replaced(lower, data.likely):
        for c in _replaced(once, data.likely):
            if (
                c not in out
                and (c in frequency or c in data.council)
                and Levenshtein.distance(c, lower, score_cutoff=1) > 1
            ):
                out[c] = 1.0
    return out


def _replaced(lower: str, pairs: Pairs) -> Candidates:
    out: Candidates = {}
    last = len(lower) - 1
    for i, letter in enumerate(lower):
        for read, printed, weight in pairs.get(letter, ()):
            if i == last and letter in "nr":
                continue  # "ondersteuner" and "ondersteunen" are both words
            if len(read) == 1 or lower.startswith(read, i):
                made = lower[:i] + printed + lower[i + len(read) :]
                if weight > out.get(made, 0.0):
                    out[made] = weight
    return out


def _glued(lower: str) -> str:
    """ "dattijdens": a word of the commonest before another word, and no word as a whole."""
    frequency, openers = frequencies(), lexicon().openers
    if len(lower) < 6 or lower in frequency or compound(lower):
        return ""
    found = [
        f"{lower[:i]} {lower[i:]}"
        for i in range(2, min(7, len(lower) - 3))
        if lower[:i] in openers and frequency.get(lower[i:], 0.0) >= (1e-4 if len(lower) - i < 6 else 1e-5)
    ]
    return found[0] if len(found) == 1 else ""
