"""Where a document begins: its kind as a title, with the number, date, subject, submitters or opening formula that
belong to one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from griffier.schemas.document import Line

WINDOW = 16
"""Lines with text, from the title on, in which a head's other signs are looked for."""

ABOVE = 6
"""Lines with text above the title that may still be of the head: letterhead, registration number."""

# OCR reads "MOTIE" as "MOT1E" or "M0TIE", and spaced capitals as words.
_TITLES = (
    ("motion", r"(?:concept[- ]?)?m ?[o0] ?t ?[i1l] ?e(?: vreemd(?: aan de orde(?: van de dag)?)?)?"),
    ("amendment", r"(?:sub-?)?amendement"),
    ("written_questions", r"(?:beantwoording )?(?:schriftelijke|raads|technische)[ -]?vragen"),
    (
        "council_proposal",
        r"raadsvoorstel|voorstel aan de (?:gemeente)?raad|voordracht voor de (?:gemeente)?raadsvergadering",
    ),
    ("council_decision", r"raadsbesluit|besluit van de (?:gemeente)?raad"),
    ("letter", r"raadsinformatiebrief|raadsbrief|raadsmemo|informatiebrief aan de (?:gemeente)?raad"),
)
_TAIL = (
    r"(?P<tail>(?:[ \t]*[:#]|[ \t]*[-–—][ \t]|[ \t]*\((?=\w*\d)|[ \t]+(?:nr\.?|nummer|no\.?|[A-Z]{0,3}-?\d|\d|over\b"
    r"|inzake\b|"
    r"betreffende\b|aangaande\b|van\b|ex\b|art)).{0,160}|[ \t.]{0,3})"
)
_NUMBERED = re.compile(r"(?:(?:19|20)\d\d )?[A-Z]{1,4}[ -]?\d[\w.-]{0,12}(?:\t| {2,})\s*(?=[a-z]{5})", re.I)
"""A registration number in a cell of its own before the title: "2008 RG 12   Motie: Veilig fietspad"."""

_NAMED = re.compile(r"(?i:motie|amendement)[ \t]+[\"“‘'A-Z0-9][^.;]{2,100}")
"""A title that has the subject right behind the kind: "Motie Veilig fietspad". It counts only with an opening formula
below it."""

_TITLE = {kind: re.compile(rf"\W{{0,4}}(?:{title}){_TAIL}", re.I) for kind, title in _TITLES}

_WHOLE = re.compile(
    r"\b(?:notulen|raadsnotulen|verslag|handelingen|besluitenlijst|afsprakenlijst|actielijst|agenda|conceptagenda"
    r"|vergaderschema|"
    r"(?:programma)?begroting|jaarstukken|jaarrekening|jaarverslag|kadernota|kaderbrief|voorjaarsnota|najaarsnota"
    r"|bestuursrapportage|marap|"
    r"inhoudsopgave|inhoud|rapport|onderzoek|nota|visie|bijlagenboek|motielijst|motieoverzicht|overzicht"
    r"|termijnagenda)\b",
    re.I,
)
"""A file that opens with one of these as its title is one document, whatever it quotes."""

_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "number",
        re.compile(
            r"^\W{0,3}(?:ingekomen onder |registratie|volg|motie|zaak|stuk|amendement)?(?:nummer|nr\.?"
            r"|kenmerk)\b.{0,4}\s*\S*\d",
            re.I,
        ),
    ),
    (
        "number",
        re.compile(
            r"^\W{0,3}(?:motie|amendement|raadsvoorstel|raadsbesluit)\s*[:#-]?\s*(?:nr\.?|nummer"
            r"|no\.?)?\s*[A-Z]{0,4}[-. ]?\d",
            re.I,
        ),
    ),
    ("number", re.compile(r"^\W{0,3}(?:motie|amendement)\s*\(\w*\d\w*\)", re.I)),
    ("number", re.compile(r"^(?:\d{2}bb\d{4,}|[A-Z]{1,3}\d{2}[.-]\d{3,})$", re.I)),
    ("number", re.compile(rf"^(?:{_NUMBERED.pattern})(?:sub-?)?(?:motie|amendement)", re.I)),
    ("date", re.compile(r"^(?:gemeente)?raad van [A-Z][\w' -]{2,30},? \d{1,2} \w+ (?:19|20)\d\d$", re.I)),
    (
        "date",
        re.compile(
            r"^\W{0,3}(?:datum|raadsvergadering|vergadering|vergaderdatum|behandeld op|d\.d\.)\b.{0,40}\d", re.I
        ),
    ),
    ("date", re.compile(r"\b(?:bijeen|vergadering)\b.{0,60}\b(?:19|20)\d\d\b", re.I)),
    ("subject", re.compile(r"^\W{0,3}(?:onderwerp|betreft|betreffende|titel|inzake)\b", re.I)),
    (
        "submitter",
        re.compile(
            r"^\W{0,3}(?:indiener|ingediend door|mede-?indiener|fractie|van het (?:raads)?lid|steller"
            r"|portefeuillehouder)",
            re.I,
        ),
    ),
    (
        "opening",
        re.compile(
            r"^\W{0,3}(?:de|het) (?:gemeente|deel)?raad\b.{0,80}(?:bijeen|gehoord|gelezen|gelet|vergadering|[,;:]$)",
            re.I,
        ),
    ),
    (
        "opening",
        re.compile(
            r"^\W{0,3}(?:aan (?:de|het) (?:gemeenteraad|raad|college|voorzitter)|ondergetekenden?\b|de "
            r"ondergetekenden?)",
            re.I,
        ),
    ),
)
_LETTER_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("date", re.compile(r"^\W{0,3}(?:datum|[A-Z][\w' -]{2,30},)\s*:?.{0,14}\d{1,2}[ -]\w+[ -]\d{2,4}\s*$", re.I)),
    ("reference", re.compile(r"^\W{0,3}(?:ons |uw )?(?:kenmerk|zaaknummer|referentie)\b", re.I)),
    ("subject", re.compile(r"^\W{0,3}(?:onderwerp|betreft)\b", re.I)),
    (
        "addressee",
        re.compile(
            r"^\W{0,3}(?:aan\b|de leden van|gemeenteraad van|het college van|retouradres|postbus|bezoekadres)", re.I
        ),
    ),
    (
        "sender",
        re.compile(r"^\W{0,3}(?:behandeld door|afdeling|contactpersoon|telefoon|doorkiesnummer|e-?mail)\b", re.I),
    ),
)
_CLOSING = re.compile(r"^\W{0,3}(?:met (?:vriendelijke|hartelijke|beleefde) groet|hoogachtend)", re.I)
MAIL_LABEL = re.compile(r"^\W{0,3}(?:van|from|verzonden|sent|doorgestuurd bericht|oorspronkelijk bericht)\s*:", re.I)
"""Lines of a thread of e-mails."""

_SALUTATION = re.compile(r"^\W{0,3}(?:geachte|beste|l\.s\.|excellentie|hooggeachte)\b", re.I)
END = re.compile(
    r"gaat? over tot de orde van de dag|^\W{0,3}(?:met (?:vriendelijke|hartelijke) groet|hoogachtend|ondertekening"
    r"|namens de fracties?\b|"
    r"indieners?\b|ingediend door|w\.g\.|de griffier|de voorzitter|burgemeester en wethouders van|"
    r"uitslag\b|aangenomen\b|verworpen\b|ingetrokken\b|(?:stemmen )?(?:voor|tegen)\s*:)"
    r"|^[^\n]{2,60}[-–—(] ?(?:Partij|Lijst|Groep|Fractie|Leefbaar|Gemeentebelangen|Lokaal)\b[^\n]{0,40}$"
    r"|^[^\n]{2,60}[-–—(] ?(?:D66|VVD|CDA|PvdA|GroenLinks|SP|ChristenUnie|SGP|PVV|Volt|BIJ1|DENK|GL|CU|PvdD|BBB|JA21"
    r"|FvD)\)?$",
    re.I,
)
"""What stands at the end of a motion, letter or decision."""

_SUBJECT = re.compile(r"^\W{0,3}(?:onderwerp|betreft|titel)\b\W{0,4}", re.I)

PAGE_MARK = re.compile(r"\b(?:pagina|pag\.?|blad|blz\.?)\s*:?\s*(\d{1,4})(?:\s*(?:van|/)\s*(\d{1,4}))?", re.I)
_VALUE = re.compile(r"\b(?:[A-Z]{1,4}[-. ]?)?\d[\w.-]*", re.I)


@dataclass(frozen=True, slots=True)
class Head:
    """A document's beginning. `line` is the index of its title among the lines that were looked at; `signs` what else
    it has.

    `number`, and `words` (its title and subject in small letters) tell it from a head that merely comes back;
    `subject` as printed.
    """

    kind: str
    line: int
    signs: frozenset[str]
    number: str
    words: str
    subject: str = ""


def find_head(lines: Sequence[Line], title_within: int = ABOVE) -> Head | None:
    """The head with which some lines (those with text) begin; None where they begin with none."""
    for i, line in enumerate(lines[:title_within]):
        kind = title_kind(line.text)
        if kind:
            return _head(kind, i, lines)
        if _NAMED.fullmatch(line.text) and len(line.text) < 120:
            head = _head("amendment" if line.text[0] in "aA" else "motion", i, lines)
            return head if "opening" in head.signs and len(head.signs) >= 2 else None
        if _WHOLE.search(line.text) and len(line.text) < 60:
            return None
    return _letter_head(lines)


def title_kind(text: str) -> str | None:
    """The kind whose title a line is; None for prose that only mentions one ("Motie en amendement worden
    behandeld.")."""
    if len(text) > 180:
        return None
    numbered = _NUMBERED.match(text)
    if numbered:
        text = text[numbered.end() :]
    return next((kind for kind, pattern in _TITLE.items() if pattern.fullmatch(text)), None)


def is_whole(lines: Sequence[Line]) -> bool:
    """True where the first lines name a kind that is never torn apart: minutes, agendas, decision lists, reports."""
    for line in lines[:ABOVE]:
        if title_kind(line.text):
            return False
        if _WHOLE.search(line.text) and len(line.text) < 90:
            return True
    return False


def _head(kind: str, at: int, lines: Sequence[Line]) -> Head:
    near = lines[max(0, at - ABOVE) : at + WINDOW]
    signs = {name for line in near for name, pattern in _SIGNS if pattern.search(line.text)}
    number = next(
        (_value(line.text) for line in near for name, p in _SIGNS if name == "number" and p.search(line.text)), ""
    )
    subject = next(
        (
            line.text
            for line in lines[at + 1 : at + WINDOW]
            if re.match(r"\W{0,3}(?:onderwerp|betreft|titel)\b", line.text, re.I)
        ),
        "",
    )
    follows = lines[at + 1].text if at + 1 < len(lines) else ""
    words = " ".join(f"{lines[at].text} {subject or follows}".lower().split())
    return Head(kind, at, frozenset(signs), number, words, _SUBJECT.sub("", subject or follows))


def _letter_head(lines: Sequence[Line]) -> Head | None:
    """A letter has no title: the labels of its head, and a salutation below them."""
    salutation = next((i for i, line in enumerate(lines[: 2 * WINDOW]) if _SALUTATION.match(line.text)), None)
    if salutation is None:
        return None
    signs = {name for line in lines[:salutation] for name, pattern in _LETTER_SIGNS if pattern.search(line.text)}
    if len(signs) < 3:
        return None
    words = " ".join(line.text for line in lines[: salutation + 2]).lower()
    number = next((_value(line.text) for line in lines[:salutation] if _LETTER_SIGNS[1][1].search(line.text)), "")
    return Head("letter", 0, frozenset(signs | {"salutation"}), number, " ".join(words.split()))


def letter_heads(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Where another letter begins: the line of its salutation, and the first line of its head, right behind the closing
    of the letter before it and its signature."""
    closed = -1
    for i, line in enumerate(lines):
        if _CLOSING.match(line.text):
            closed = i
        elif closed >= 0 and _SALUTATION.match(line.text):
            if i - closed <= 2 * WINDOW:
                top = _first_label(lines, closed + 1, i)
                if top:
                    yield i, top
            closed = -1


def _first_label(lines: Sequence[Line], start: int, end: int) -> int:
    """The first line of a block of lines that holds a label or an address of a letter's head; 0 where there is none.

    The block begins behind an empty line, so that the name that signs stays with the letter before.
    """
    block = start
    for k in range(start, end):
        if k > start and lines[k].index - lines[k - 1].index > 1:
            block = k
        if block > start and any(pattern.search(lines[k].text) for _, pattern in _LETTER_SIGNS):
            return block
    return 0


def _value(text: str) -> str:
    found = _VALUE.findall(text)
    return found[-1].lower() if found else ""
