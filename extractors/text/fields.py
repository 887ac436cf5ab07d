"""Fields of a document's head: "Onderwerp", "Nummer", "Portefeuillehouder", with the value beside or under the
label."""

from __future__ import annotations

import re
from collections.abc import Sequence

from griffier.extractors.text.runs import spans_of, whole
from griffier.schemas.document import Line, Part, Span
from griffier.schemas.evidence import Found

HEAD_LINES = 60
"""Lines from the start of a part in which a head field is looked for."""

_ANY_LABEL = re.compile(
    r"\W{0,3}(?:onderwerp|betreft|datum\b|nummer|volgnummer|jaar\b|afdeling|aan\b|van\b|cc\b|kenmerk|ons kenmerk|uw "
    r"kenmerk|zaaknummer|"
    r"portefeuille|portefeuillehouder|behandeld|behandelend|steller|indiener|ingediend|vragensteller|fractie\b"
    r"|partij\b|naam\b|bijlagen?\b|"
    r"publicatiedatum|agendapunt|raadsvergadering|vergadering|registratienummer|status|toelichting|inleiding"
    r"|aanleiding|samenvatting|"
    r"gevraagd|voorgesteld|voorstel\b|besluit\b|geachte|beste\b|vragen?\b|antwoord|programma\b|telefoon|e-?mail"
    r"|team\b|domein|cluster|"
    r"aantal bijlagen|ter inzage|commissie\b|raadscommissie|de commissie wordt|wij stellen|wettelijke|wethouder"
    r"|burgemeester en|"
    r"op grond van|gezien het|gelet op|college\b|opsteller|contactpersoon|locatie|aanvang|aanwezig|voorzitter|tijd\b"
    r"|plaats\b)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?!\d{1,2}[.)]\s)[a-z(„“'‘0-9]")


def is_label(text: str) -> bool:
    """Does a line begin with the label of a head field, or with a word that begins the body?"""
    return _ANY_LABEL.match(text) is not None


def head_lines(part: Part) -> list[Line]:
    """The first lines with text, whatever their layer."""
    out: list[Line] = []
    for line in part.lines:
        if not line.blank:
            out.append(line)
            if len(out) >= HEAD_LINES:
                break
    return out


def value_line(head: Sequence[Line], at: int) -> int | None:
    """The index of the line that holds the value of a label alone on its line: the one at the same height to its right,
    else the next.

    None where nothing stands at its height although it does so for other labels of the column (the label is empty), or
    at the end.
    """
    label = head[at]
    if label.box is None:
        return at + 1 if at + 1 < len(head) else None
    beside = [i for i, line in enumerate(head) if i != at and _same_height(label, line)]
    if beside:
        return min(beside, key=lambda i: head[i].box.x0 if head[i].box else 0.0)  # type: ignore[union-attr]
    following = next(iter(head[at + 1 : at + 2]), None)
    if following is None:
        return None
    column = following.box is not None and abs(following.box.x0 - label.box.x0) < 3 and is_label(following.text)
    return None if column else at + 1


def _same_height(label: Line, line: Line) -> bool:
    if label.box is None or line.box is None or line.page != label.page:
        return False
    return abs(line.box.bottom - label.box.bottom) < 4 and line.box.x0 >= label.box.x1 - 1


def labelled(
    part: Part, label: re.Pattern[str], method: str, *, lines: int = 1, confidence: float = 0.92
) -> Found[str] | None:
    """The value of the first head line that `label` matches from its start, up to `lines` lines of it.

    The value stands behind the label, or on the next line where nothing does. It goes on over a line that begins in
    lower case or follows a long line, never over another label. None where the label is empty.
    """
    head = head_lines(part)
    for at, line in enumerate(head):
        match = label.match(line.text)
        if match is None:
            continue
        start = line.start + match.end()
        pieces: list[Span] = []
        if start < line.end:
            pieces.append(Span(start, line.end))
            following: Sequence[Line] = head[at + 1 :]
        else:
            below = value_line(head, at)
            if (
                below is None
                or _ANY_LABEL.match(head[below].text)
                or (below == at + 1 and head[below].index > line.index + 2)
            ):
                continue
            pieces.append(Span(head[below].start, head[below].end))
            # values that stand in a column of their own end with their line
            following = head[below + 1 :] if below == at + 1 else ()
        pieces.extend(_continued(part, pieces[0], following, lines))
        found = whole(part, pieces, method, confidence)
        if found is not None:
            return found
    return None


def _continued(part: Part, first: Span, following: Sequence[Line], lines: int) -> list[Span]:
    """The lines that carry on a value: hyphen, lower case, or after a line as long as the text is wide."""
    out: list[Span] = []
    above = part.doc.text[first.start : first.end]
    previous = part.doc.line_at(first.end - 1)
    for line in following[: max(0, lines - 1)]:
        if line.index > previous.index + 2 or _ANY_LABEL.match(line.text) or above.rstrip().endswith((".", ":", "?")):
            break
        joined = line.index == previous.index + 1
        if not (
            above.endswith("-")
            or (len(above) >= 70 and _GOES_ON.match(line.text))
            or (joined and (_GOES_ON.match(line.text) or len(above) >= 70))
        ):
            break
        out.extend(spans_of([line]))
        above, previous = line.text, line
    return out
