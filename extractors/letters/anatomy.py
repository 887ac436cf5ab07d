"""The parts of a letter: head, salutation, body, closing, signature, tail. Found from cues at line starts, and from
order.

A letter may lack any of them. Where there is neither salutation nor closing, the head ends at the first paragraph of
prose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest

from griffier.extractors.letters.beside_text import head_first
from griffier.extractors.letters.letter_cues import lexicon
from griffier.extractors.letters.signed_names import is_name
from griffier.extractors.text.fields import Field, answers, read, rows_of
from griffier.extractors.text.labels import label_at
from griffier.extractors.text.line_cells import cells_of
from griffier.schemas.document import Line, Part

HEAD_LINES = 90
SIGNATURE_LINES = 24
_ATTACHED = re.compile(
    r"(?:bijlagen?\b(?:\s*\((?:n|en)\))?(?:\s*\(?[\dIVXA-F]{1,3}\)?)?|bijgevoegd|attachments?|encl(?:osures?)?\.?|bylagen?)\s*(?:[:.–-]|bij\b|$)",
    re.I,
)
_QUOTED = re.compile(r"\s*>|(?:op|on)\s.{5,100}\s(?:schreef|wrote)\b", re.I)
"""Where the mail begins that a reply goes back to."""
_COPY = re.compile(r"(?:c\.?c\.?|i\.?a\.?a\.?|(?:in )?(?:kopie|afschrift)(?: aan)?)\s*:?\s", re.I)
_PASSED_ON = re.compile(
    r"[\s>]*-{2,}\s*(?:oorspronkelijk bericht|original message|doorgestuurd bericht|forwarded message)|begin "
    r"doorgestuurd bericht",
    re.I,
)
_SIGNS = re.compile(
    r"(?:mede\s+)?namens\b|het (?:college|(?:dagelijks |algemeen )?bestuur)\b|burgemeester en wethouders\b"
    r"|gedeputeerde staten\b|de (?:burgemeester|secretaris|griffier|raad|directie|fractie)\b",
    re.I,
)
_BOARD = re.compile(
    r"(?:namens\s+)?(?:het\s+)?(?:(?:college\s+van\s+)?(?:burgemeester\s+(?:en|&)\s+wethouders|b\s?(?:en|&)\s?w)"
    r"|(?:dagelijks|algemeen)\s+bestuur|gedeputeerde\s+staten|dijkgraaf\s+en\s+\w+)\b[^.;:]{0,50},?$",
    re.I,
)
_FOR_BODY = re.compile(r"(?:mede\s+)?namens\s+[^.;:?!]{3,80}[,:]?", re.I)
_OFFICE = re.compile(
    r"(?:de\s+)?(?:(?:loco|plv\.?|waarnemend|wnd\.?|plaatsvervangend)[- ]?)?(?:gemeente)?"
    r"(?:secretaris|burgemeester|voorzitter|dijkgraaf|commissaris|directeur)\b",
    re.I,
)
_FOOT = re.compile(
    r"\bpostbus\s+\d|\b(?:T|tel\.?|telefoon)\s*:?\s*\(?(?:0\d|14\s?\d|\+\d)|\bwww\.|^(?:bezoek|post|retour)adres\b",
    re.I,
)
_PROSE = re.compile(r"[a-zé]{2,}[^.!?]{30,}[a-z]")


@dataclass(frozen=True)
class Anatomy:
    """The lines of each part, blank ones included, in reading order."""

    head: tuple[Line, ...]
    salutation: Line | None
    body: tuple[Line, ...]
    closing: Line | None
    closing_start: int
    signature: tuple[Line, ...]
    tail: tuple[Line, ...]


def anatomy(part: Part) -> Anatomy:
    """Cut a part into the parts of a letter. Use through `part.memo(anatomy)`."""
    lines = _without_spacing(_forwarded(part.body))
    hail = _salutation(lines)
    if hail is not None:
        lines, hail = head_first(lines, hail)
    head_end = hail if hail is not None else _first_prose(lines)
    start = head_end + 1 if hail is not None else head_end
    close, close_start = _closing(lines, start)
    if close is None:
        board = _board_signs(lines, start)
        if board is not None:
            end = _signature_end(lines, board)
            return Anatomy(
                lines[:head_end],
                lines[hail] if hail is not None else None,
                lines[start:board],
                None,
                0,
                lines[board:end],
                lines[end:],
            )
        stop = _attachment_heading(lines, start)
        return Anatomy(
            lines[:head_end],
            lines[hail] if hail is not None else None,
            lines[start:stop],
            None,
            0,
            _loose_signature(lines[start:stop]),
            lines[stop:],
        )
    end = _signature_end(lines, close + 1)
    return Anatomy(
        lines[:head_end],
        lines[hail] if hail is not None else None,
        lines[start:close] if close_start == lines[close].start else lines[start : close + 1],
        lines[close],
        close_start,
        lines[close + 1 : end],
        lines[end:],
    )


def _forwarded(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Of a mail that was passed on without a greeting of its own, the mail that was passed on."""
    pattern = lexicon().salutation
    for i, line in enumerate(lines[:40]):
        if pattern.match(line.text):
            break
        if _PASSED_ON.match(line.text):
            return lines[i + 1 :]
    return lines


def _without_spacing(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """A file whose every line is a paragraph (a word processor's, a web page's): blank lines among short lines say
    nothing.

    Only blanks between two short lines go; those beside a paragraph of prose stay.
    """
    full = [i for i, line in enumerate(lines) if not line.blank]
    alone = sum(1 for i in full if i + 1 < len(lines) and lines[i + 1].blank)
    if len(full) < 6 or alone < 0.85 * (len(full) - 1):
        return lines
    out: list[Line] = []
    for line, below in zip_longest(lines, lines[1:]):
        spaces = line.blank and below is not None and _only_spaces(out[-1] if out else below, below)
        if not spaces:
            out.append(line)
    return tuple(out)


def _only_spaces(above: Line, below: Line) -> bool:
    """Does a blank between two lines say nothing? Both are short, and the first ends nothing."""
    short = 0 < len(above.text) < 70 and 0 < len(below.text) < 70
    return short and not above.text.endswith((".", ",", "!", "?"))


def _salutation(lines: tuple[Line, ...]) -> int | None:
    pattern = lexicon().salutation
    for i, line in enumerate(lines[:HEAD_LINES]):
        if line.blank or not pattern.match(line.text) or _runs_on(lines, i):
            continue
        if line.text.rstrip().endswith((",", "!", ":", ".")) or len(line.text) < 60:
            return i
    return None


def _runs_on(lines: tuple[Line, ...], i: int) -> bool:
    """The rest of the sentence above, where that begins with a word of greeting: "... met iconische / waarde voor"."""
    above = lines[i - 1].text if i else ""
    return lines[i].text[0].islower() and bool(above) and not above.endswith((".", ",", "!", ":", "?"))


def _first_prose(lines: tuple[Line, ...]) -> int:
    """Where running text begins: a long line that goes on or ends a sentence, and is no label's value."""
    under_label = False
    for i, line in enumerate(lines[:HEAD_LINES]):
        if line.blank:
            continue
        told = label_at(line.text, "letter")
        goes_on = (
            len(line.text) > 110 or line.text.endswith((".", ":", "?")) or not lines[min(i + 1, len(lines) - 1)].blank
        )
        if len(line.text) >= 55 and _PROSE.search(line.text) and told is None and goes_on and not under_label:
            return i
        under_label = told is not None and not line.text[told.value :].strip()
    return 0


def _closing(lines: tuple[Line, ...], start: int) -> tuple[int | None, int]:
    """The first closing phrase after which no prose follows at once: a line of its own, or the end of a sentence."""
    pattern = lexicon().closing
    for i in range(start, len(lines)):
        text = lines[i].text
        if not text:
            continue
        found = pattern.match(text)
        at = 0
        if not found and len(text) < 200:
            found = next((m for m in pattern.finditer(text) if text[: m.start()].rstrip().endswith(",")), None)
            at = found.start() if found else 0
        if not found:
            continue
        rest = text[found.end() :].strip(" ,.!")
        if (len(rest) <= 60 and not rest.endswith((".", "?"))) and not _goes_on(lines, i):
            return i, lines[i].start + at
    return None, 0


def _board_signs(lines: tuple[Line, ...], start: int) -> int | None:
    """Where a body signs without a closing phrase: its name on a line of its own, over who signs.

    seen: letters of executives that end with "Het college van burgemeester en wethouders," over two columns
    """
    for i in range(len(lines) - 1, start, -1):
        if _BOARD.match(lines[i].text) or _FOR_BODY.fullmatch(lines[i].text):
            below = [line for line in lines[i + 1 : i + 8] if not line.blank][:2]
            if any(_signs(cell.text) for line in below for cell in cells_of(line.text)):
                return i
    return None


def _signs(text: str) -> bool:
    """An office, or a name with or without its function."""
    return bool(_OFFICE.match(text)) or is_name(text) or is_name(re.split(r",\s|\s\(|:\s", text)[0])


def _goes_on(lines: tuple[Line, ...], i: int) -> bool:
    """True where the line after is the rest of a sentence."""
    following = lines[i + 1] if i + 1 < len(lines) else None
    return bool(
        following and following.text[:1].islower() and len(following.text) > 60 and not _SIGNS.match(following.text)
    )


def _signature_end(lines: tuple[Line, ...], start: int) -> int:
    """The signature ends at an attachment, a copy line, prose, or after SIGNATURE_LINES lines."""
    for i in range(start, min(len(lines), start + SIGNATURE_LINES)):
        text = lines[i].text
        if not text:
            continue
        if _ATTACHED.match(text) or _COPY.match(text) or _QUOTED.match(text) or len(text) > 110 or _is_foot(text):
            return i
        if text.endswith(".") and len(text) > 60 and _PROSE.search(text):
            return i
        if lines[i].page > lines[start].page + 1:
            return i
    return min(len(lines), start + SIGNATURE_LINES)


def _is_foot(text: str) -> bool:
    """The foot of a letterhead: columns of postbox, telephone and site, below the names."""
    return bool(_FOOT.search(text)) and len(cells_of(text)) > 1


def _attachment_heading(lines: tuple[Line, ...], start: int) -> int:
    for i in range(start + 3, len(lines)):
        if _ATTACHED.match(lines[i].text) and len(lines[i].text) < 100 and lines[i - 1].blank:
            return i
    return len(lines)


def _loose_signature(body: tuple[Line, ...]) -> tuple[Line, ...]:
    """Without a closing phrase: the short lines at the very end, at most four."""
    kept: list[Line] = []
    for line in reversed(body):
        if line.blank and not kept:
            continue
        if line.blank or len(line.text) > 60 or line.text.endswith((".", ";", "?")) or len(kept) == 4:
            break
        kept.append(line)
    return tuple(reversed(kept))


_TAIL_FIELDS = 40
"""Lines behind the signature in which copies and attachments are labelled."""


def fields(part: Part) -> tuple[Field, ...]:
    """The labels of head and tail that have a value, in order. Use through `part.memo(fields)`."""
    a = part.memo(anatomy)
    tail = read(part, rows_of(a.tail[:_TAIL_FIELDS]), "letter")
    told = (*read(part, rows_of(a.head), "letter"), *(f for f in tail if f.name in ("cc", "attachments")))
    return tuple(f for f in told if f.spans)


def labelled(part: Part, field: str) -> list[Field]:
    """The labels that answer a field of the letter, the better label first."""
    return answers(part.memo(fields), field, "letter")


def first(part: Part, field: str) -> Field | None:
    """The label that answers a field best."""
    return next(iter(labelled(part, field)), None)
