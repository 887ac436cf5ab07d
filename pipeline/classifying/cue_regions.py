"""Where the cues of a kind are looked for: the first printed lines, the subject, the head, the tail, the whole."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files

from griffier.extractors.drafting.cues import Where
from griffier.schemas.document import Layer, Part

HEAD = TAIL = 1500
"""Characters of the head and of the tail."""

BODY_LIMIT = 8_000
"""Characters of the body that are looked at from the start, so that a report of 600 pages costs no more than one of
four."""

TITLE_LINES = 16
TITLE_LINE_CHARACTERS = 200

_LABEL = re.compile(
    r"\W{0,3}(?:onderwerp|betreft|inzake|titel|betr\.?|soort document|documentsoort|type|naam|subject|re|"
    r"fw)\s*[:.]?\s+(?=\S)"
)
_SEGMENT = re.compile(r"\t+| {3,}|\s[|\u2013\u2014\u2022\u00b7]\s")
_NUMBER = re.compile(
    r"(?:(?:nr|nummer|no|bijlage|agendapunt|"
    r"punt)\b\.?\s*)?[a-z]{0,4}[-. ]?\d[\w./-]*(?: [a-z]{1,3} \d{1,4})?\s*[-:.)]?\s+(?=[a-z])"
)
_SUBJECT = re.compile(
    r"^\W{0,3}(?:onderwerp|betreft|betr\.?|subject)\s*[:.]?[ \t]*(?P<same>[^\n]*)(?:\n+(?P<next>[^\n]{3,}))?",
    re.MULTILINE,
)
_PROSE_END = re.compile(r"^\W{0,3}(?:geachte|beste|dear)\b")

LONG_LINE = 200
"""Characters from which a line is no printed line: the text has no layout."""

_LINE = re.compile(r"\S[^\n]*")
_LONG = re.compile(rf"[^\n]{{{LONG_LINE},}}")
_BREAKS = re.compile(
    r"(?<=[.;:?!]) | (?= )| (?=(?:Constaterende?|Overwegende?|Verzoekt|Verzoeken|Roept|Draagt|Spreekt|Besluit|"
    r"BESLUIT|Geachte|Beste|Onderwerp|Betreft|"
    r"Datum|Indieners?|Motie|MOTIE|Amendement|AMENDEMENT|De raad van|Gelet op|Gelezen|Hoogachtend|"
    r"Met vriendelijke|Aldus|Antwoord|Vraag \d|Agenda|"
    r"Opening|Sluiting|Rondvraag|Aan de|Aanleiding|Inleiding|Toelichting|Portefeuillehouder|Gevraagd|"
    r"Besluitenlijst|Notulen|Verslag|en gaat over|En gaat over)\b)"
    r"| (?=[•–-] )| (?=\d{1,2}[.)] [A-Z])"
)

_ANY_CAPITAL = re.compile(r"(?<=\S) (?=[A-Z\d])|(?<=[.;:?!,]) ")

REPAIRED_LINES = 8
"""Lines from the start in which the words of titles are repaired."""

_TOKEN = re.compile(r"[a-z0-9|!]{5,24}")
_LOOKALIKE = str.maketrans({"0": "o", "1": "l", "5": "s", "|": "l", "!": "l"})

_PLAIN = {
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "\t": " ", "\f": "\n", "\r": " ", "\u2028": "\n",
    "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u00ad": "-", "\u0002": "-", "\ufffe": "-",
    "\u0131": "i", "\u00df": "s", "\u00f8": "o", "\u00d8": "o",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Title:
    """One of the first printed lines: offsets in the folded text, how much it counts, and whether a label or an indent
    was cut off its start.

    `repaired`: the line with OCR errors in the words of titles undone; empty where there are none.
    """

    start: int
    end: int
    factor: float
    cut: bool = False
    repaired: str = ""


@dataclass(frozen=True, slots=True)
class Regions:
    """The folded text of a part (as long as the part; `offset` is where it begins in the file) and the places in it.

    Text without a layout has two variants, with breaks where a line may have ended, few and many.
    """

    variants: tuple[str, ...]
    offset: int
    titles: tuple[Title, ...]
    subjects: tuple[tuple[int, int], ...]
    seen: str
    """All that any range holds, and no more: where a cue's words may stand."""
    title_text: str
    """All that the titles hold, as printed and as repaired."""

    @property
    def folded(self) -> str:
        """The text itself, the first variant."""
        return self.variants[0]

    def ranges(self, where: Where) -> tuple[tuple[int, int], ...]:
        """The ranges of the folded text that a cue is looked for in."""
        size = len(self.variants[0])
        if where == "head":
            return ((0, min(size, HEAD)),)
        if where == "tail":
            return ((max(0, size - TAIL), size),)
        if where == "subject":
            return self.subjects
        if size <= BODY_LIMIT + TAIL:
            return ((0, size),)
        return ((0, BODY_LIMIT), (size - TAIL, size))


@lru_cache(maxsize=4096)
def _fold(char: str) -> str:
    plain = _PLAIN.get(char)
    if plain is not None:
        return plain
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else char


def fold(text: str) -> str:
    """Lower case, no diacritics, plain blanks, quotes and hyphens: character for character as long as `text`."""
    if text.isascii():
        return text.lower().translate({9: " ", 12: "\n", 13: " ", 2: "-"})
    return text.translate({ord(c): _fold(c) for c in set(text)})


def _fold_seen(text: str) -> str:
    """The text folded where cues are looked for; between the start and the tail of a long one, blank lines stand for
    what is not."""
    if len(text) <= BODY_LIMIT + 2 * TAIL:
        return fold(text)
    seen, tail = BODY_LIMIT + TAIL, text[-TAIL:]
    return fold(text[:seen]) + "\n" * (len(text) - seen - TAIL) + fold(tail)


def regions_of(part: Part) -> Regions:
    """The places of a part in which the cues are looked for."""
    text = part.text
    folded = _fold_seen(text)
    variants: tuple[str, ...] = (_lined(text, folded, _BREAKS, len(text)),)
    titles: list[Title] = []
    if _flat(text):
        variants = (*variants, _lined(text, folded, _ANY_CAPITAL, HEAD))
        titles = [
            Title(m.end(), min(m.end() + TITLE_LINE_CHARACTERS, len(text)), 0.7, cut=True)
            for m in _ANY_CAPITAL.finditer(text, 0, LONG_LINE)
        ]
    titles.extend(_titles(part, variants[0]))
    # variants differ in their breaks alone, which no word has inside it
    body = folded if len(folded) <= BODY_LIMIT + TAIL else f"{folded[:BODY_LIMIT]}\n{folded[-TAIL:]}"
    title_text = "\n".join(text for t in titles for text in (variants[0][t.start : t.end], t.repaired))
    return Regions(variants, part.start, tuple(titles), tuple(_subjects(variants[0])), body, title_text)


def _flat(text: str) -> bool:
    """True for text without a layout: a document in one line or two."""
    return len(text.strip()) > 120 and sum(1 for line in text[:HEAD].split("\n") if line.strip()) <= 2


def _lined(text: str, folded: str, breaks: re.Pattern[str], limit: int) -> str:
    """Line breaks in long lines where `breaks` says that one may have been, blank for blank, in the first `limit`
    characters."""
    if _LONG.search(text) is None:
        return folded
    chars = list(folded)
    for match in _LONG.finditer(text):
        for gap in breaks.finditer(text, match.start(), min(match.end(), limit)):
            chars[gap.start()] = "\n"
    return "".join(chars)


def _titles(part: Part, folded: str) -> list[Title]:
    """The first printed lines, the earlier the heavier; what follows "Onderwerp:" counts half."""
    titles: list[Title] = []
    seen, in_prose = 0, False
    for match in _LINE.finditer(folded):
        if seen >= TITLE_LINES:
            break
        start, end = match.span()
        layer, heading = part.doc.layer_at(part.start + start), part.doc.headings.get(part.start + start, 0)
        if layer in (Layer.BOILERPLATE, Layer.STAMP, Layer.FOOTNOTE):
            continue
        factor = _factor(seen)
        if in_prose:
            factor *= 0.3
        elif end - start > TITLE_LINE_CHARACTERS:
            factor *= 0.4
        if layer is Layer.FOOTER:
            factor *= 0.5
        if heading:
            factor = max(factor, 0.9)
        end = min(end, start + TITLE_LINE_CHARACTERS)
        repaired = _repaired(folded[start:end]) if seen < REPAIRED_LINES else ""
        titles.append(Title(start, end, factor, bool(start) and folded[start - 1] != "\n", repaired))
        titles.extend(_later_starts(folded, part.doc.text[part.start + start : part.start + end], start, end, factor))
        in_prose = in_prose or bool(_PROSE_END.match(folded, start, end))
        seen += 1
    return titles


@lru_cache(maxsize=1)
def _title_words() -> tuple[str, ...]:
    text = files("griffier.extractors").joinpath("data", "cues", "title_words.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


def _repaired(line: str) -> str:
    """The line with its words set right that are nearly, but not quite, a word of titles; "" where nothing changes."""
    if len(line) > 90:
        return ""
    out = _TOKEN.sub(_nearest, line)
    return out if out != line else ""


def _nearest(match: re.Match[str]) -> str:
    return _word_of_titles(match.group())


@lru_cache(maxsize=4096)
def _word_of_titles(token: str) -> str:
    words = _title_words()
    if token in words:
        return token
    near = get_close_matches(token.translate(_LOOKALIKE), words, 1, 0.86 if len(token) < 9 else 0.8)
    # one letter more or less is another word ("moties"): errors replace letters, rarely at the end
    return near[0] if near and abs(len(near[0]) - len(token)) <= 1 and not token.startswith(near[0]) else token


def _later_starts(folded: str, printed: str, start: int, end: int, factor: float) -> list[Title]:
    """Where else in a line a title may begin: after "Onderwerp:", after a number, after a tab or a dash between
    blanks."""
    starts: dict[int, float] = {}
    label = _LABEL.match(folded, start, end)
    if label:
        starts[label.end()] = 0.5
    number = _NUMBER.match(folded, start, end)
    if number and factor >= 1.0:
        starts[number.end()] = 0.85
    for segment in _SEGMENT.finditer(printed):
        starts.setdefault(start + segment.end(), 0.85)
    return [Title(at, end, factor * share, cut=True) for at, share in starts.items() if at < end]


def _factor(index: int) -> float:
    """How much the nth printed line counts as a title."""
    if index < 4:
        return 1.0
    return max(0.4, 1.0 - 0.06 * (index - 3))


def _subjects(folded: str) -> list[tuple[int, int]]:
    found = []
    for match in _SUBJECT.finditer(folded, 0, HEAD):
        name = "same" if match["same"].strip() else "next"
        if match[name]:
            found.append(match.span(name))
    return found
