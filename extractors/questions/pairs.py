"""The questions of a document, each with its answer, by number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from griffier.extractors.drafting.draft import Draft
from griffier.extractors.dutch.parties import PartyMention
from griffier.extractors.questions.ends import PLACE_AND_DATE, without_question, without_signature
from griffier.extractors.questions.lost_numbers import with_lost_numbers
from griffier.extractors.questions.question_blocks import questions_in_blocks
from griffier.extractors.questions.question_grids import questions_in_grids
from griffier.extractors.questions.sections import sections_of
from griffier.extractors.questions.unnumbered import unnumbered
from griffier.extractors.text.numbered import Label, Point, label_of, points
from griffier.extractors.text.runs import text_lines, whole
from griffier.schemas.document import Line, Part, Span
from griffier.schemas.evidence import Found
from griffier.schemas.record import Finding

_INTRODUCES = re.compile(
    r"(?:volgende\s+(?:aanvullende\s+|nadere\s+|technische\s+)?(?:schrifte-?\s*lijke\s+)?(?:raads)?vra-?\s*gen|"
    r"vra-?\s*gen\s+(?:aan\s+het\s+college|die\s+we\s+hebben))\b"
    r"|^\W{0,3}(?:vra(?:ag|gen)|vraagstelling|de vragen|onze vragen|vragen aan (?:het )?college)\s*:?\s*$"
    r"|\b(?:de|onze)\s+vragen\s+(?:luiden|zijn)\b",
    re.IGNORECASE | re.MULTILINE,
)
_ANSWERS_HEAD = re.compile(
    r"^\W{0,3}(?:beantwoording(?: college| door het college| vragen)?|antwoord(?:en)?(?: van het college| college)?|"
    r"reactie(?: van het)? college|antwoord(?:en)? van (?:het )?college,?\s*(?:vastgesteld\b|d\.d\.|van\b"
    r"|op\b)[^:\n]{0,50})\s*:?\s*$",
    re.I,
)
_ANSWER = re.compile(
    r"(?:\d{1,2}\s?[.)]\s*)?(?:antwoord(?:en)?|reactie college|beantwoording|a(?=\d{0,2}\s?:))(?:\s+(?:op\s+)?(?:vraag|"
    r"vragen))?\s*(?P<n>\d{1,2})?(?:\s*[a-z])?(?:\s+(?:van het )?college)?\s*(?:[:.)–-]+\s*|$|(?=\s[A-Z]))",
    re.IGNORECASE,
)
_END = re.compile(
    r"\W{0,3}(?:indiener\(?s?\)?\W*|de indieners?\W*|ondertekening.*|hoogachtend.*|met (?:de )?(?:vriendelijke|"
    r"hartelijke) groet.*|vriendelijke groet.*|"
    r"namens (?:de )?(?:fractie|het college).*|fractie (?:van )?\S+(?: \S+)?|(?:het college van )?burgemeester en "
    r"wethouders(?: van .*)?,?|"
    r"het college van (?:b(?:urgemeester)? ?(?:en|&) ?w(?:ethouders)?\b.*|(?-i:[A-Z])\S+,?)|"
    r"(?-i:De) (?:loco-?)?(?:wethouder|burgemeester|gemeentesecretaris|secretaris)(?: van .{2,40})?,?|"
    r"bijlagen?\W*\d*|handtekening.*|naam en "
    r"handtekening.*|"
    r"wij zien (?:uw|de) (?:antwoord|beantwoording).*"
    r"|(?:wij|ik) (?:ga|gaan|vertrouw|vertrouwen|hoop|hopen|verwacht|verwachten|neem|nemen)\b.{0,60}"
    r"\b(?:beantwoord|geïnformeerd|informeren|ingelicht|voldoende)\b.*"
    r"|hiermee (?:zijn|hebben|beschouwen) .{0,60}\b(?:vragen|beantwoord)\b.*|alvast (?:hartelijk )?(?:dank|bedankt).*"
    rf"|in afwachting van .*|{PLACE_AND_DATE})$",
    re.IGNORECASE,
)
_FIRST_ANSWER = re.compile(r"(?:antwoord(?: op)?(?: vraag)?\s*)?1\b", re.IGNORECASE)
_NOTE_MARK = re.compile(r"(?<=[?.!])\d{1,2}$")


@dataclass
class Pair:
    """A question and the pieces of its answer."""

    question: Point
    answer: list[Span] = field(default_factory=list)


@dataclass(frozen=True)
class Questions:
    """What was asked and answered; `start` is the first line of the first question, `end` where the last one stops.

    `parties`: those under whose headings, or beside whose names, the questions stand.
    """

    questions: tuple[Draft, ...]
    answers: tuple[Draft, ...]
    start: int | None
    end: int | None
    findings: tuple[Finding, ...] = ()
    parties: tuple[PartyMention, ...] = ()


def read_questions(part: Part) -> Questions:
    """The questions and answers of a part. Answers without a number get that of their question."""
    tabled = questions_in_grids(part)
    if tabled is not None:
        return Questions(tabled.questions, tabled.answers, tabled.start, tabled.end, parties=tabled.parties)
    lines = text_lines(part)
    blocks = questions_in_blocks(part, lines)
    if blocks is not None:
        return Questions(blocks.questions, blocks.answers, blocks.start, blocks.end, parties=blocks.parties)
    sections = sections_of(part, lines)
    told = [_read(part, lines[section.start : section.end]) for section in sections]
    if len(told) > 1 and all(t.questions for t in told):
        return Questions(
            tuple(q for t in told for q in t.questions),
            tuple(a for t in told for a in t.answers),
            told[0].start,
            told[-1].end,
            tuple(_moved(told)),
            tuple(section.party for section in sections),
        )
    return _read(part, lines)


def _announced(lines: Sequence[Line]) -> list[Line]:
    """The lines below the sentence, or the heading, that announces questions."""
    for at, line in enumerate(lines):
        found = _INTRODUCES.search(line.text)
        if found is not None and (found.start() == 0 or line.text.rstrip().endswith(":")):
            return _until_end(lines[at + 1 :])
    return []


def _answered(text: str) -> bool:
    return bool(_ANSWER.match(text) or _ANSWERS_HEAD.match(text))


def _moved(told: Sequence[Questions]) -> list[Finding]:
    """The findings of the sections, each with its pointer moved behind the questions of the sections before."""
    out: list[Finding] = []
    before = 0
    for one in told:
        for finding in one.findings:
            match = _POINTER.match(finding.pointer)
            pointer = f"/questions/{before + int(match[1])}{match[2]}" if match else finding.pointer
            out.append(finding.model_copy(update={"pointer": pointer}))
        before += len(one.questions)
    return out


_POINTER = re.compile(r"/questions/(\d+)(.*)$")


def _read(part: Part, lines: Sequence[Line]) -> Questions:
    found = _numbered(lines)
    found, lost = with_lost_numbers(part, found)
    found = found or unnumbered(_announced(lines), _answered)
    pairs = _sections(part, [Pair(point) for point in found], lines)
    if not pairs:
        return Questions((), (), None, None)
    for pair in pairs:
        pair.question.pieces = _without_note_mark(part, pair.question.pieces)
        pair.answer = without_question(part, pair.question.pieces, pair.answer)
    if pairs[-1].question.pieces:
        pairs[-1].question.pieces = without_signature(part, pairs[-1].question.pieces)
    questions = [p.question.draft(part, "rule:question") for p in pairs]
    answers = [_answer(part, pair) for pair in pairs]
    end = pairs[-1].question.pieces[-1].end if pairs[-1].question.pieces else None
    kept = tuple(q for q in questions if q)
    return Questions(kept, tuple(a for a in answers if a), pairs[0].question.label.start, end, tuple(lost))


def lists_inside(lines: Sequence[Line]) -> frozenset[int]:
    """The starts of lines whose numbers count something inside a question or an answer: of a paper that says "Vraag 1"
    all numbers without that word; else a list that begins anew at 1 below a colon."""
    labels = [(line, label_of(line)) for line in lines]
    worded = {label.value for _, label in labels if label and label.word in _ASKS}
    if len(worded) > 1:
        return frozenset(line.start for line, label in labels if label and label.word not in _ASKS)
    return frozenset(_anew(labels))


def _anew(labels: Sequence[tuple[Line, Label | None]]) -> Iterator[int]:
    """The lines of lists that begin at 1 below a colon, as far as they count on without a gap or a question."""
    count, begun = 0, False
    for (above, _), (line, label) in pairwise(labels):
        if label is None or label.family != "digit":
            continue
        opens = label.value == 1 and begun and above.text.rstrip().endswith(":")
        goes_on = count and label.value == count + 1 and line.index == above.index + 1 and "?" not in line.text
        begun = True
        count = label.value if opens or goes_on else 0
        if count:
            yield line.start


_ASKS = ("vraag", "vr", "vr.", "v")


def _numbered(lines: Sequence[Line]) -> list[Point]:
    """The run of points with the most question marks: after the sentence that announces questions, or anywhere."""
    starts = [0]
    for at in range(len(lines)):
        window = " ".join(line.text for line in lines[at : at + 3])
        match = _INTRODUCES.search(window) or _INTRODUCES.match(lines[at].text)
        if match and match.start() < len(lines[at].text):
            starts.append(at + 1)
    best: list[Point] = []
    for start in reversed(starts[:12]):
        for families in (frozenset({"digit"}), frozenset({"roman", "lower", "upper"})):
            body = _until_end(lines[start:])
            run = points(body, families=families, inside=lists_inside(body))
            if _asks(run, lines) > _asks(best, lines):
                best = run
        if best and start:
            break
    return best or _first_lost(lines, starts[1:])


FIRST_QUESTION = 6
"""Lines that a first question may take whose number is lost."""


def _first_lost(lines: Sequence[Line], starts: Sequence[int]) -> list[Point]:
    """Recognition lost the "1.": a question stands between the words that announce questions and the number 2."""
    for start in starts:
        body = _until_end(lines[start:])
        second = next(
            (i for i, line in enumerate(body[: FIRST_QUESTION + 1]) if (label := label_of(line)) and label.value == 2),
            None,
        )
        if not second or not body[second - 1].text.rstrip().endswith("?"):
            continue
        run = points(body[second:], families=frozenset({"digit"}), first=2)
        if len(run) >= 2 and _asks(run, lines):
            return [
                Point("", Span(body[0].start, body[0].end), [Span(b.start, b.end) for b in body[:second]], "vraag"),
                *run,
            ]
    return []


def _asks(run: Sequence[Point], lines: Sequence[Line]) -> int:
    """How many points of a run ask something."""
    if not run:
        return 0
    marks = {line.start: "?" in line.text for line in lines}
    asked = 0
    for point in run:
        asked += (
            any(
                marks.get(p.start, False) or any(marks.get(s, False) for s in (point.label.start,))
                for p in point.pieces
            )
            or point.word in _ASKS
        )
    return asked


def _until_end(lines: Sequence[Line]) -> list[Line]:
    out: list[Line] = []
    for at, line in enumerate(lines):
        if out and _END.match(line.text) and label_of(line) is None:
            # what follows may still be the next page's questions: only a signature near the end stops the run
            if any(_begins_question(later) for later in lines[at + 1 : at + 41]):
                continue
            break
        out.append(line)
    return out


def _begins_question(line: Line) -> bool:
    label = label_of(line)
    return (
        label is not None
        and label.family == "digit"
        and not label.bare
        and (label.rest.end > label.rest.start or label.word == "vraag")
    )


def _sections(part: Part, pairs: list[Pair], lines: Sequence[Line]) -> list[Pair]:
    """Divide each point at its "Antwoord"; answers under a heading of their own are matched by number."""
    text = part.doc.text
    for pair in pairs:
        last = pair is pairs[-1]
        for at, piece in enumerate(pair.question.pieces):
            body, below = text[piece.start : piece.end], pair.question.pieces[at + 1 :]
            head, match = _ANSWERS_HEAD.match(body), _ANSWER.match(body)
            if head and last and _counts_on(text, below[:1]):
                break
            if match or (head and not last):
                said = [Span(piece.start + match.end(), piece.end)] if match else []
                pair.answer = [*said, *below]
                pair.question.pieces = pair.question.pieces[:at]
                break
    _answers_below(part, pairs, lines)
    if not any(pair.answer for pair in pairs) and _says_that_it_answers(lines):
        _answers_behind_marks(text, pairs)
    return [p for p in pairs if p.question.pieces]


_ANSWERED_PAPER = re.compile(
    r"\W{0,3}(?:(?:onderwerp|betreft)\s*:?\s+)?"
    r"(?:beantwoording\s+(?:van\s+(?:de\s+)?)?(?:(?:schriftelijke|technische|art(?:ikel|\.)?\s*\d{1,3})[\s-]+|raads)?-?"
    r"vragen\b|vragen\s+en\s+antwoorden\W*$|antwoord(?:en)?\s+op\s+(?:(?:uw|de|schriftelijke|technische|mondelinge)\s+)*-?"
    r"(?:raads)?vragen\b"
    r"|(?:datum\s+(?:antwoord|beantwoording)|beantwoord\s+(?:op|d\.d\.))\s*:?\s*(?:[a-z]+dag\s+)?\d)",
    re.IGNORECASE,
)


_WE_ANSWER = re.compile(
    r"\bhier(?:onder|bij)\b[^.?]{0,60}\b(?:be)?antwoord\w*|\b(?:be)?antwoord(?:en|t)\s+(?:wij|het\s+college)\b"
    r"|\b(?:vindt|treft|leest|ontvangt)\s+u\s+(?:hier\w*\s+)?(?:onze|ons|de|het)\s+(?:be)?antwoord\w*",
    re.IGNORECASE,
)


def _says_that_it_answers(lines: Sequence[Line]) -> bool:
    """Does a title, a heading, a date or a sentence say that the answers stand here too?"""
    return any(_ANSWERED_PAPER.match(line.text) or _WE_ANSWER.search(line.text) for line in lines)


def _answers_behind_marks(text: str, pairs: list[Pair]) -> None:
    """Answers without a word before them: what stands below the last question mark of each point. Only where nearly
    all points have such lines."""
    cuts = [_behind_mark(text, pair.question.pieces) for pair in pairs]
    told = sum(cut < len(pair.question.pieces) for cut, pair in zip(cuts, pairs, strict=True))
    if told < 2 or told < 0.8 * len(pairs):
        return
    for cut, pair in zip(cuts, pairs, strict=True):
        pair.answer = pair.question.pieces[cut:]
        pair.question.pieces = pair.question.pieces[:cut]


def _behind_mark(text: str, pieces: Sequence[Span]) -> int:
    """How many pieces reach to the last that ends in a question mark; all where none does."""
    asked = [at for at, (start, end) in enumerate(pieces) if text[start:end].rstrip().endswith("?")]
    return asked[-1] + 1 if asked else len(pieces)


def _counts_on(text: str, following: Sequence[Span]) -> bool:
    """Do the answers begin here, numbered 1, 2, 3?"""
    return any(_FIRST_ANSWER.match(text, piece.start, piece.end) for piece in following)


def _without_note_mark(part: Part, pieces: list[Span]) -> list[Span]:
    """The mark of a footnote that is glued to the last question mark is no part of the question."""
    if not pieces:
        return pieces
    last = pieces[-1]
    mark = _NOTE_MARK.search(part.doc.text[last.start : last.end])
    return [*pieces[:-1], Span(last.start, last.start + mark.start())] if mark else pieces


def _answers_below(part: Part, pairs: list[Pair], lines: Sequence[Line]) -> None:
    if not pairs or any(p.answer for p in pairs):
        return
    head = next(
        (
            i
            for i, line in enumerate(lines)
            if line.start > pairs[-1].question.label.start and _ANSWERS_HEAD.match(line.text)
        ),
        None,
    )
    if head is None:
        return
    last = pairs[-1].question
    last.pieces = [p for p in last.pieces if p.end <= lines[head].start]
    run = points(_until_end(lines[head + 1 :]), families=frozenset({"digit"}))
    numbered = {p.number: p for p in run}
    for pair in pairs:
        if (point := numbered.get(pair.question.number)) is not None:
            pair.answer = point.pieces


def _answer(part: Part, pair: Pair) -> Draft | None:
    text = whole(part, pair.answer, "rule:answer") if pair.answer else None
    if text is None:
        return None
    number = Found(pair.question.number, (pair.question.label,), "rule:answer-number") if pair.question.number else None
    return {"number": number, "text": text}
