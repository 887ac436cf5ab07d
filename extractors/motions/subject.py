"""The subject as a person would cite it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from griffier.extractors.dictum.blocks import OPENER
from griffier.extractors.dutch import dates, parties, places
from griffier.extractors.dutch.paper_numbers import SHORT
from griffier.extractors.dutch.words import MONTH, WEEKDAY
from griffier.extractors.general.title_formulas import only_belongs
from griffier.extractors.motions.frame import KIND, Frame, cells_in, kinds_in
from griffier.extractors.people.whose_council import town_of
from griffier.extractors.text.flow import Flow, FlowLine
from griffier.extractors.text.labels import is_placeholder, label_at
from griffier.extractors.text.line_cells import cells_of
from griffier.extractors.text.unwrapping import join_lines
from griffier.extractors.votes import outcomes
from griffier.schemas.evidence import Found

_KIND = (
    r"(?:(?:gewijzigde?|herziene?|aangepaste?|nieuwe|tweede|concept|sub-?|burger|initiatief|raadsbrede)\s*)?"
    r"(?:motie|moasje|amend?emint|amendement|sub-?amendement|m o t i e|a m e n d e m e n t)"
)
_NUMBER = r"(?:\d{2}bb\d{4,7}|(?:19|20)\d\d\s[A-Z]{2}\s\d{1,4}|[A-Z]{0,3}[-. ]?\d[\w.\-/]*)"
_VREEMD = r"(?:\(?vreemd\s+aan\s+de\s+orde(?:\s+van\s+de\s+dag)?\)?\s*)?"
_INZAKE = r"(?:inzake|over|betreffende|m\.b\.t\.?|met\s+betrekking\s+tot|tot)"
_FORMULA = re.compile(
    rf"\W{{0,3}}(?:{_KIND})\b\s*(?:(?:nummer|nr\.?|no\.?)\s*)?(?:\(?{_NUMBER}\)?)?\s*(?:\((?:gewijzigd|aangepast"
    rf"|herzien|nieuw|versie|concept)\w*(?:\s\d)?\)\s*)?{_VREEMD}(?:(?:op|bij)\s+(?:het\s+|de\s+)?(?:motie"
    rf"|amendement)\s+(?:nr\.?\s*)?{_NUMBER}\s*)?(?:[:–|-]\s*|(?:van|door|namens)\s+[^:\n]{{2,120}}?"
    rf"(?:\s+(?={_INZAKE})|\s*(?=:))|(?={_INZAKE}[\s:]))?:?\s*(?:{_INZAKE}(?:\s*:)?\s+|[:–-]\s*)?",
    re.I,
)
_LED = re.compile(rf"\W{{0,3}}(?:nr\.?\s*)?{_NUMBER}\s*[-–:|]?\s+(?={_KIND}\b)", re.I)
_LED_ALONE = re.compile(rf"{SHORT}\s*[-–:.]?\s+(?=[\"'‘“]?[A-Z][a-zà-ÿ]+)")
_SUBMITTERS = re.compile(
    r"\b(?:van|door)\s+(?:het\s+lid|de\s+leden|de\s+raadsleden|het\s+raadslid|de\s+fracties?|raadslid)\b", re.I
)
_ABOUT = re.compile(r"\W{0,3}(?:inzake|over|betreffende|met\s+betrekking\s+tot)\s+(?=\w)", re.I)
_BY_WHOM = re.compile(
    r"\W{0,3}(?:van|door|ingediend\s+door)\s+(?:het\s+(?:raads)?lid|de\s+(?:raads)?leden|raadslid"
    r"|de\s+fracties?)\s(?:[^\n:]|\n(?!\n)){2,200}?"
    r"\s(?:inzake|over|betreffende)\s+(?=\w)",
    re.I,
)
_SHOUTED = re.compile(r"[A-Z]{5,}\s+$|(?:Motie|Amendement|Subamendement)\s+(?:[A-Z0-9][\w.\-/]*\d\w*\s+)?$")
_QUOTES = "\"'‘’“”„`«»"
_NO_TITLE = re.compile(
    r"\W{0,3}(?:gemeente(?:raad|blad)?\b|raad\s+(?:van\s+de\s+)?gemeente\b|aan\s+de\b|de\s+(?:gemeente)?raad\b|de\s+(?:raads)?leden\s[^()\n]{3,60}\(|(?:de\s+)?ondergeteken|datum\b|status\b|indiener"
    r"|ingediend|ondertekend\b"
    r"|mede|fractie|nummer|pagina|raadsvergadering|vergadering|agendapunt|voorstel\b|raadsvoorstel|raadsstuk|behorend|registratie"
    r"|aangenomen|verworpen|ingetrokken|aangehouden|portefeuille|bijlage|logo|stadhuis|postbus|https?:|www|publicatie"
    r"|ingekomen"
    r"|afdeling|jaar\b|in\s+vergadering|onderwerp|titel|voor\b|tegen\b)",
    re.I,
)


_WEAK = ("betreft", "inzake", "over")


def title_of(frame: Frame) -> Found[str] | None:
    """From a label, from the line that names the kind, or the line of its own under or over it."""
    told = _labelled(frame)
    if told is not None and not _weak_beside_kind(frame):
        return told
    return _judgement(frame) or _kind_line(frame) or told or _alone(frame) or _labelled(frame, behind=True)


_KIND_AND_COLON = re.compile(rf"\W{{0,3}}{_KIND}\s*:\s+\w", re.I)


def _weak_beside_kind(frame: Frame) -> bool:
    """Does "Betreft" stand under a line as "Amendement: Ruimte voor groen"? Then it names what is amended."""
    strong = any(label.name not in _WEAK for label in frame.labelled("subject"))
    first = next(iter(frame.flow.lines), None)
    return not strong and first is not None and _KIND_AND_COLON.match(first.text) is not None


def _labelled(frame: Frame, *, behind: bool = False) -> Found[str] | None:
    """The label's value; of two, the one that is no formula of kind and submitter. `behind`: what stands behind the
    dictum."""
    options = []
    for label in frame.labelled("subject"):
        if (label.start >= frame.tail[0] and bool(frame.dictum.blocks)) is not behind:
            continue
        made = _cleaned(frame, label.value_start, label.value_end, "rule:title_label", 0.93, label.apart)
        if made and not is_placeholder(made.value):
            formula = bool(_SUBMITTERS.search(frame.flow.text[label.value_start : label.value_end]))
            options.append((formula, label.name in _WEAK, made))
    return min(options, key=lambda x: (x[0], x[1]))[2] if options else None


_ENDS_FORMULA = re.compile(
    r"[:–|)\-]\s*$|\b(?:inzake|over|betreffende|m\.b\.t\.?|tot)\s*$|\d[a-z]?\s*$|dag\)?\s*$|orde\)?\s*$", re.I
)
_NOTHING = re.compile(
    rf"{_KIND}|(?:{_KIND}\s+)?(?:nr\.?|nummer)?\s*{_NUMBER}|raadsvergadering|gemeenteraad|aangenomen|verworpen"
    rf"|ingetrokken|aangehouden|overgenomen|vervallen",
    re.I,
)
_SITTING = (
    r"(?:(?-i:[A-Z])\w*\s)?(?:gemeenteraad|raadsvergadering|vergadering|raad|raadsplein)"
    r"(?:\s+(?:(?:van|der)(?:\s+de)?\s+)?(?:gemeente\s+)?(?-i:[A-Z'’])[\w'’-]+(?:\s(?-i:[A-Z])[\w'’-]+)*)?"
)
_DAY = rf"(?:{WEEKDAY}\s+)?\d{{1,2}}\s+{MONTH}"
_WHEN = re.compile(rf"(?:{_SITTING}\s*[,:]?\s+(?:van\s+|d\.?d\.?\s+|op\s+)?)?{_DAY}(?:\s+\d{{4}})?|agendapunt\b", re.I)
"""Of which meeting and item it is: "Raad 26 januari 2023", "Agendapunt 7"."""
_WHEN_BEHIND = re.compile(
    rf"(?<=[^\W\d]{{3}})[\s(|,–-]+(?:(?-i:(?=[A-Z])){_SITTING}\s*[,:]?\s+(?:van\s+|d\.?d\.?\s+|op\s+)?{_DAY}\b"
    rf"|d\.\s?d\.\s+{_DAY}\s+\d{{4}}\W*$|ingediend\s+(?:tijdens|bij|in|op|voor|door)\s[^\n]{{3,120}}$)",
    re.I,
)
_ITEM_BEHIND = re.compile(r"[ ]{0,3}\((?:raads)?agendapunt\s+[\w.]{1,6}\)\W*$", re.I)


_STREET = (
    r"[\w' .-]*(?:straat|laan|plein|weg|kade|singel|gracht|dijk|hof|markt)\s+\d+\s?[a-z]?(?:,\s[A-Z][\w' -]{2,30})?"
)
_ADDRESS = re.compile(
    rf"(?:postbus\s+\d+|{_STREET}|\d{{4}}\s?[A-Z]{{2}}\b.{{0,40}}|www\.\S+|\S+@\S+|(?:bezoek|post)adres)", re.I
)
"""A cell of the letterhead that stands beside the head of the paper."""
_BESIDE = re.compile(rf"(?:[ ]*\t[ \t]*|[ ]{{3,}})(?:{_ADDRESS.pattern})[ \t]*(?=\n|\Z)", re.I)


def _cleaned(
    frame: Frame, start: int, end: int, rule: str, confidence: float, apart: Sequence[tuple[int, int]] = ()
) -> Found[str] | None:
    """Without "Motie:", number, submitter and "inzake", the meeting behind it or the address beside it, what stands
    `apart`, outer quotes and the full stop."""
    text = frame.flow.text
    start = _behind_formula(text, start, end)
    end = _before_others(text, start, end)
    start, end = _unquoted(text, start, start + len(text[start:end].rstrip(" \t\n\u00a0.,;:/|")))
    if end - start < 3 or not re.search(r"[^\W\d]{3}", text[start:end]):
        return None
    inside = [(a, b) for a, b in apart if start < a and b < end]
    pieces = list(zip([start, *(b for _, b in inside)], [*(a for a, _ in inside), end], strict=True))
    value = join_lines("\n".join(text[a:b].strip() for a, b in pieces))
    return (
        None
        if _NOTHING.fullmatch(value) or only_belongs(value) or parties.is_party(value)
        else Found(value, tuple(frame.flow.span(*piece) for piece in pieces), rule, confidence)
    )


_PARTED = re.compile(r"\s+[–—|/-]\s+(?=[A-Z])")


def _before_others(text: str, start: int, end: int) -> int:
    """Where the subject ends before what stands beside it (an address, a stamp, another label), the meeting, the item,
    or a label in the run of it."""
    cells = cells_of(text[start:end], start)
    if len(cells) == 2 and (
        label_at(cells[1].text, KIND, beside=True) or outcomes.of_cell(text, cells[1].start, cells[1].end)
    ):
        end = cells[0].end
    if beside := _BESIDE.search(text[start:end]):
        end = start + beside.start()
    if behind := _WHEN_BEHIND.search(text, start, end) or _ITEM_BEHIND.search(text[:end], start):
        end = behind.start()
    for gap in _PARTED.finditer(text, start, end):
        told = label_at(text[gap.end() : end], KIND)
        if told is not None and told.colon and told.name != "subject":
            return gap.start()
    return end


def _behind_formula(text: str, start: int, end: int) -> int:
    """Where the subject begins behind a bullet, a number, and the formula of kind and submitter."""
    while start < end and (text[start].isspace() or text[start] in "-–:|•*,"):
        start += 1
    led = _LED.match(text, start, end) or _LED_ALONE.match(text, start, end)
    start = led.end() if led else start
    formula = _FORMULA.match(text, start, end)
    if formula and start < formula.end() < end:
        kept = text[start : formula.end()]
        if _SHOUTED.match(kept) or _ENDS_FORMULA.search(kept):
            start = formula.end()
    item = _AT_ITEM.match(text, start, end)
    return item.end() if item else start


_AT_ITEM = re.compile(
    r"bij\s+agendapunt\s+[\w.-]{1,8}\s*[:–-]\s+(?=\S)"
    r"|(?<=\d\s)bij\s+(?:(?:de|het)\s+)?(?:(?:raads)?voorstel\s+(?:(?:nr\.?\s+)?(?=\S{0,12}\d)[\w./-]{2,16}:?\s+)?)?(?=\w*(?:nota|begroting|verordening|visie|plan|brief|stukken)\b)",
    re.I,
)
"""What the paper is tabled with; behind its number: "Amendement A-03 bij Kadernota 2027"."""


def _unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the quotes around it, or the one that opens and never closes."""
    if end - start < 3 or text[start] not in _QUOTES:
        return start, end
    inner = text[start + 1 : end - 1]
    if text[end - 1] in _QUOTES and not any(c in _QUOTES for c in inner):
        return start + 1, end - 1
    if text[start] in '"“„‘' and not any(c in _QUOTES for c in text[start + 1 : end]):
        return start + 1, end
    return start, end


_JUDGED = re.compile(
    r"\W{0,3}(?:motie\s*:\s*)?(?P<whole>motie\s+van\s+(?:treurnis|afkeuring|wantrouwen|waardering|dank|steun|vertrouwen))\b"
    r"(?P<rest>\s*(?:[:–-]|inzake|over|betreffende|tegen|aan)\s+(?P<subject>\S[^\n]*))?",
    re.I,
)


def _judgement(frame: Frame) -> Found[str] | None:
    """ "Motie van treurnis over X": what it is about, or that it is such a motion."""
    flow = frame.flow
    for line in flow.lines[:15]:
        found = _JUDGED.match(flow.text, line.start, line.end) if line.start < frame.head[1] else None
        if found and (found["rest"] or not re.search(r"\w", flow.text[found.end() : line.end])):
            if found["subject"] and not re.match(r"\s*(?:tegen|aan)\b", found["rest"], re.I):
                return _cleaned(frame, found.start("subject"), _wrapped(frame, line), "rule:title_line", 0.85)
            start, end = found.start("whole"), _wrapped(frame, line) if found["rest"] else found.end("whole")
            return Found(flow.joined(start, end), (flow.span(start, end),), "rule:title_line", 0.7)
    return None


def _kind_line(frame: Frame) -> Found[str] | None:
    """ "Motie: Sportparken", "2008 RG 104 Motie: Sportparken", "Motie inzake X" """
    lines = [line for line in frame.flow.lines[:15] if line.start < frame.head[1]]
    for read in (_named_kind, _by_whom, _about):
        found = next((made for line in lines if (made := read(frame, line)) is not None), None)
        if found is not None:
            return found
    return None


_OPENS_SUBJECT = re.compile(r"[:–|)\-]\s*$|\b(?:inzake|over|betreffende|m\.b\.t\.?)\s*$|\d[a-z]?\s*$", re.I)
_NOT_SHOUTED = re.compile(r"VREEMD|NR|VAN\b|Vreemd|Van\b|Nr|[a-z]|[A-Z]?[\d.-]+\W*$|\W")


def _named_kind(frame: Frame, line: FlowLine) -> Found[str] | None:
    """Behind the kind, with what says that a subject follows: a colon, "inzake", the number, capitals."""
    text = frame.flow.text
    led = _LED.match(text, line.start, line.end)
    starts = [led.end() if led else line.start, *kinds_in(text, line.start, line.end)]
    return next((made for at in starts if (made := _behind_kind(frame, line, at)) is not None), None)


def _behind_kind(frame: Frame, line: FlowLine, at: int) -> Found[str] | None:
    """The subject behind the kind that stands at a place of a line."""
    text = frame.flow.text
    formula = _FORMULA.match(text, at, line.end)
    if formula is None or not re.search(r"[^\W\d]{3}", text[formula.end() : line.end]):
        return None
    kept, rest = text[at : formula.end()], text[formula.end() : line.end]
    shouted = _SHOUTED.match(kept) and not _NOT_SHOUTED.match(rest)
    if not (shouted or _OPENS_SUBJECT.search(kept) or rest[0] in _QUOTES):
        return None
    if (
        _ADDRESS.fullmatch(rest.strip())
        or _WHEN.match(rest.lstrip(" |(,–-"))
        or (dates.find(rest, years=False) and len(rest) < 30)
    ):
        return None
    made = _cleaned(frame, formula.end(), _wrapped(frame, line), "rule:title_line", 0.9)
    return None if made and _is_submitter(frame, made.value) else made


def _is_submitter(frame: Frame, value: str) -> bool:
    """ "Motie 15.3 – Actiepartij" over the title: whose motion it is."""
    return parties.is_party(value, town_of(frame.part).code)


def _by_whom(frame: Frame, line: FlowLine) -> Found[str] | None:
    """ "van het lid X inzake Y", perhaps over two lines."""
    by = _BY_WHOM.match(frame.flow.text, line.start, min(line.end + 100, frame.head[1]))
    end = _wrapped(frame, frame.flow.line_at(by.end() - 1)) if by else 0
    return _cleaned(frame, by.end(), end, "rule:title_about", 0.85) if by else None


def _about(frame: Frame, line: FlowLine) -> Found[str] | None:
    """ "inzake Y" on a line of its own, below the first."""
    about = _ABOUT.match(frame.flow.text, line.start, line.end) if line.index else None
    if about and not line.blanks and line.text[0].islower() and _is_full(frame.flow, line.index - 1):
        return None  # in the run of a sentence
    return _cleaned(frame, about.end(), _wrapped(frame, line), "rule:title_about", 0.8) if about else None


def _wrapped(frame: Frame, line: FlowLine) -> int:
    """The end of a title that runs on in the next line."""
    flow = frame.flow
    end = line.end
    for after in flow.lines[line.index + 1 : line.index + 3]:
        before = flow.lines[after.index - 1]
        if after.blanks or after.start >= frame.head[1] or _begins_anew(after.text):
            break
        same = before.line.size and after.line.size == before.line.size and before.line.bold == after.line.bold
        full = _is_full(flow, before.index)
        if not (
            after.text[:1].islower()
            or before.text.rstrip().endswith((",", " en", " van", " de", " het", " in", " op", " voor", "-"))
            or (same and full)
        ):
            break
        end = after.end
    return end


def _begins_anew(text: str) -> bool:
    """Does a line say something else than the title above it?"""
    return bool(_NO_TITLE.match(text) or OPENER.match(text) or _BARE_KIND.fullmatch(text))


def _is_full(flow: Flow, index: int) -> bool:
    """Is a line so long that the next may go on with it?"""
    return len(flow.lines[index].text) > flow.width * 0.7


def _alone(frame: Frame) -> Found[str] | None:
    """A line of the head that is nothing else: no label, number, date, party, opener or name of the municipality."""
    best: tuple[float, FlowLine] | None = None
    for line in _free_lines(frame):
        score = float(line.line.size) + 2 * line.line.bold + (1 if line.blanks else 0)
        if best is None or score > best[0] + 0.5:
            best = (score, line)
    return _cleaned(frame, best[1].start, _wrapped(frame, best[1]), "rule:title_alone", 0.75) if best else None


def _free_lines(frame: Frame) -> Iterator[FlowLine]:
    """The first lines, up to the opening, that can be a title and stand in no label and no table."""
    flow = frame.flow
    taken = _labelled_lines(frame)
    tables = [s for g in frame.part.grids if g.columns > 2 for c in g.cells for s in c.spans]
    for line in flow.lines[:15]:
        if line.start >= frame.head[1] or OPENER.match(line.text):
            return
        in_table = any(s.start <= flow.origin(line.start) < s.end for s in tables)
        if line.index not in taken and len(cells_in(flow, line)) <= 2 and _plausible(line) and not in_table:
            yield line


def _labelled_lines(frame: Frame) -> set[int]:
    """The lines that begin with a label or its value; what stands in a later column leaves the line to the first."""
    flow, taken = frame.flow, set[int]()
    for x in frame.labels:
        for start, end in {(x.start, x.start), (x.value_start, max(x.value_start, x.value_end - 1))}:
            first, last = flow.line_at(start), flow.line_at(end)
            beside = len(cells_of(flow.text[first.start : start] + "x")) > 1
            taken |= set(range(first.index + beside, last.index + 1))
    return taken


def _plausible(line: FlowLine) -> bool:
    text = _BESIDE.sub("", line.text.strip())
    if len(text) < 5 or len(text) > 180 or _NO_TITLE.match(text) or not re.search(r"[^\W\d]{4}", text):
        return False
    if _BARE_KIND.fullmatch(text) or parties.is_party(text) or places.named(text.split("   ")[0]):
        return False
    if re.match(r"\W*vreemd\s+aan", text, re.I) or _ASSEMBLED.search(text) or text.endswith(".") or text[0].islower():
        return False
    bare = text[_behind_formula(text, 0, len(text)) :]
    return not (_WHEN.match(bare) or _SUBMITTERS.match(bare) or (dates.find(text) and len(text) < 40))


_ASSEMBLED = re.compile(
    r"\b(?:in\s+vergadering|vergadering\s+bijeen|bijeen\s+(?:op|in)|als\s+volgt\b|te\s+(?:wijzigen|vervangen|schrappen)"
    r"|toe\s+te\s+voegen|stel(?:t|len)\s+het\s+volgende?\s+(?:sub)?amendement)\b",
    re.I,
)
_BARE_KIND = re.compile(
    rf"\W*{_KIND}\s*{_NUMBER}\s+(?:op|bij)\s+(?:het\s+|de\s+)?(?:motie|amendement)\s+(?:nr\.?\s*)?{_NUMBER}\W*|"
    rf"\W*{_KIND}\W*(?:(?:nr\.?|nummer)?\s*\(?{_NUMBER}\)?\s*(?:[|,–-].*)?)?\W*|\W*{_KIND}\s*{_VREEMD}\W*",
    re.I,
)
