"""Who writes to whom: address blocks and labelled fields in the head of a letter."""

from __future__ import annotations

import re
from collections.abc import Iterable

from griffier.extractors.drafting.draft import Fields
from griffier.extractors.dutch.words import TITLE
from griffier.extractors.letters.address_blocks import (
    ATTENTION,
    POLITE,
    POSTCODE,
    STREET,
    TO,
    Block,
    addressee_block,
    blocks,
    says_nobody,
)
from griffier.extractors.letters.anatomy import anatomy, fields
from griffier.extractors.letters.letter_cues import is_body, is_office
from griffier.extractors.letters.signed_names import is_name
from griffier.extractors.text.fields import Field
from griffier.extractors.text.labels import is_placeholder, label_at
from griffier.extractors.text.line_cells import Cell, cells_of
from griffier.extractors.text.unwrapping import join_lines
from griffier.schemas.document import Document, Line, Part, Span
from griffier.schemas.evidence import Found

_OFFICE = re.compile(rf"(?:de\s+|het\s+)?(?P<role>(?:loco-|plv\.?\s*)?[a-zA-Z][\w-]+)\s+(?=(?:{TITLE}\s+)?[A-ZÀ-Þ'’])")
_OPEN_LETTER = re.compile(
    r"\b(?:open\s+|brand)?(?:brief|petitie|oproep|raadsadres|zienswijze)\s+aan\s+(?P<to>(?:de"
    r"|het)\s+(?:gemeente)?(?:raad|college|raadsleden)\b[^\n.,;:]{0,60})",
    re.I,
)
_COPY_SENT = re.compile(
    r"\b(?:kopie|afschrift)\s+van\s+dez?e?\s+brief\b[^.;:]{0,60}?\b(?:aan|naar)\s+"
    r"(?P<to>[^.;:]{4,120}?)(?:\s+(?:gestuurd|gezonden|verzonden|verstuurd|toegezonden))?\.",
    re.I,
)
_UNDERSIGNED = re.compile(r"\bondergetekenden\b|^\W*petitie\b", re.I | re.M)
_PETITIONED = re.compile(
    r"^(?:en\s+)?(?:verzoeken|vragen|roepen)\s+(?P<to>(?:de|het)\s+(?:gemeenteraad|raad"
    r"|college)(?:\s+van\s+(?:de\s+gemeente\s+)?(?-i:[A-Z][\w'’-]+))?)",
    re.I | re.M,
)
_HANGS = re.compile(r"\b(?:van|van de|van het|van den|der|en|voor|te|in|&|gemeente)$", re.I)
"""A line of an address that the next line finishes."""
LABEL_BEHIND = re.compile(
    r"\s+(?:Datum|Ons kenmerk|Uw kenmerk|Kenmerk|Zaaknummer|Onderwerp|Betreft|Bijlagen?|Behandeld door|Contactpersoon"
    r"|Telefoon|Doorkiesnummer)"
    r"(?:\s*:)?$"
)
"""The label of the next column, glued to a line of the address."""
_SEPARATORS = re.compile(rf";|\n(?!\s*(?:van|en|de|der|te)\b)|,(?=\s*(?:de leden\b|{TITLE}(?!\w)))", re.I)
_SECRETARY = re.compile(r"^(?:secretariaat|correspondentieadres|contactadres|p/a|adres)\s*:?\s*", re.I)


def addressees(part: Part) -> list[Fields]:
    """The addressees as drafts: from the label "Aan", else from the address block."""
    doc = part.doc
    for told in (f for f in part.memo(fields) if f.name == "addressee"):
        posted_to = _address_under(part, told)
        people = _from_block(doc, posted_to) if posted_to else _people_of(doc, told)
        if len(people) == 1:
            _completed(part, people[0])
        if people:
            return people
    block = addressee_block(part)
    if block:
        return _from_block(doc, block)
    named = named_in_text(part)
    person = correspondent(doc, named.start, named.end, "rule:letter-open") if named else None
    return [person] if person else []


def named_in_text(part: Part) -> Span | None:
    """The council to which an open letter or a petition goes, where no block of the head says it."""
    text = part.doc.text
    for line in part.memo(anatomy).head:
        opens = _OPEN_LETTER.search(line.text)
        if opens:
            return Span(line.start + opens.start("to"), line.start + opens.end("to"))
    asks = _PETITIONED.search(text, part.start, min(part.end, part.start + 4000))
    return Span(*asks.span("to")) if asks and _UNDERSIGNED.search(text, part.start, asks.start()) else None


def _address_under(part: Part, told: Field) -> Block | None:
    """The lines of an address that begins with "Aan:", up to the first blank; None where no postcode follows."""
    head = part.memo(anatomy).head
    at = next((i for i, line in enumerate(head) if line.start <= told.spans[0].start < line.end), None)
    if at is None or len(cells_of(head[at].text)) > 1:
        return None
    lines: list[Line] = []
    for line in head[at : at + 8]:
        label = label_at(line.text, "letter") if lines else None
        if line.blank or (label is not None and label.label != "postbus"):
            break
        lines.append(line)
    return Block(tuple(lines)) if any(POSTCODE.search(line.text) for line in lines[1:]) else None


def _completed(part: Part, person: Fields) -> None:
    """What the address block under a mail's head adds to the addressee that both name: who, and where."""
    told = person["organization"] or person["name"]
    if told is None:
        return
    for block in part.memo(blocks):
        named = _from_block(part.doc, block)
        if named and told.value.lower() in " ".join(line.text.lower() for line in block.lines[:2]):
            for key, value in named[0].items():
                person[key] = person[key] or value
            return


def copies(part: Part) -> list[Fields]:
    """Who gets a copy."""
    told = [p for f in part.memo(fields) if f.name == "cc" for p in _people_of(part.doc, f)]
    return told or _copied(part)


def _copied(part: Part) -> list[Fields]:
    """Who gets a copy where the last paragraphs of the letter say it in a sentence."""
    body = [line for line in part.memo(anatomy).body if not line.blank]
    told = _COPY_SENT.search(part.doc.text, body[-1].start - 400, body[-1].end) if body else None
    if told is None or told.start() < body[0].start:
        return []
    person = correspondent(part.doc, *told.span("to"), "rule:letter-copy-sent")
    return [person] if person and person["organization"] else []


def _people_of(doc: Document, told: Field) -> list[Fields]:
    out: list[Fields] = []
    whole = Span(told.spans[0].start, told.spans[-1].end)
    text = doc.text[whole.start : whole.end]
    at = 0
    for piece in _apart(text):
        start = text.find(piece, at)
        at = start + len(piece)
        if piece.strip():
            person = correspondent(
                doc, whole.start + start, whole.start + start + len(piece), "rule:letter-" + told.name
            )
            if person:
                out.append(person)
    return out


def _apart(text: str) -> list[str]:
    """The addressees of a label: one a line or between semicolons, and between commas where each is a body, a person
    or an office by itself."""
    out: list[str] = []
    for piece in _SEPARATORS.split(text):
        short = piece.split(",")
        alone = all(is_name(POLITE.sub("", s.strip())) or (is_body(s) and len(s.split()) <= 4) for s in short)
        out += short if len(short) > 1 and alone else [piece]
    return out


def correspondent(doc: Document, start: int, end: int, rule: str) -> Fields | None:
    """One addressee or sender from a stretch of text: a person (name), a body (organization), or a function (role)."""
    raw = doc.text[start:end]
    lead = len(raw) - len(raw.lstrip(" ,;\n\t"))
    start, raw = start + lead, raw.strip(" ,;\n\t")
    end = start + len(raw)
    for prefix in (TO, ATTENTION):
        found = prefix.match(raw)
        if found:
            start, raw = start + found.end(), raw[found.end() :]
    behind = LABEL_BEHIND.search(raw)
    if behind:
        raw = raw[: behind.start()]
        end = start + len(raw)
    if is_placeholder(raw) or len(raw) < 2:
        return None
    mail = re.search(r"\s*[<(\[]?[\w.+-]+@[\w.-]+[>)\]]?", raw)
    if mail:
        if mail.start() == 0:
            return None
        raw = raw[: mail.start()].rstrip(" ,;")
        end = start + len(raw)
    if (known := _name_and_office(doc, Span(start, end), raw, rule)) is not None:
        return known
    key = _what(raw)
    if key == "name":
        polite = POLITE.match(raw)
        start += polite.end() if polite else 0
    value = join_lines(doc.text[start:end]).strip(" ,;\"'")
    return {**_NOBODY, key: Found(value, (Span(start, end),), rule, 0.85)}


_FIELD_BEHIND = re.compile(r"\s*\([^()\n]{3,60}\)\s*$")
"""For what an alderman answers: "wethouder P. de Wit (jeugd en onderwijs)"."""
_NOBODY: Fields = {"name": None, "role": None, "organization": None, "address": None}


def _name_and_office(doc: Document, where: Span, raw: str, rule: str) -> Fields | None:
    """ "wethouder P. de Wit", "P. de Wit, teamleider Belastingen": who, and what; None where it is one of the two."""
    office = _OFFICE.match(raw) if _what(raw) == "role" else None
    name, comma, behind = raw.partition(",")
    stop = len(_FIELD_BEHIND.sub("", raw))
    if office and is_name(POLITE.sub("", raw[office.end() : stop])):
        role, told = office.span("role"), (office.end(), stop)
    elif comma and is_name(POLITE.sub("", name)) and is_office(behind) and "\n" not in raw:
        role, told = (len(name) + 1 + len(behind) - len(behind.lstrip()), len(raw)), (0, len(name))
    else:
        return None
    polite = POLITE.match(raw[told[0] : told[1]])
    spans = (told[0] + (polite.end() if polite else 0), told[1]), role
    person, held = (
        Found(join_lines(raw[lo:hi]), (Span(where.start + lo, where.start + hi),), rule, 0.85) for lo, hi in spans
    )
    return {**_NOBODY, "name": person, "role": held}


def _what(text: str) -> str:
    bare = POLITE.sub("", text)
    if is_name(bare) and not is_body(bare):
        return "name"
    if re.search(r"\b(?:leden|fractievoorzitters?|voorzitters?|raadsleden|woordvoerders)\b", text, re.I):
        return "role"
    if is_body(text):
        return "organization"
    if is_office(text):
        return "role"
    return "name" if POLITE.match(text) else "organization"


def _longer(before: Found[str], more: Found[str], rule: str) -> Found[str]:
    return Found(f"{before.value} {more.value}", (*before.spans, *more.spans), rule, 0.85)


def _from_block(doc: Document, block: Block) -> list[Fields]:
    """The addressee of an address block: first what it is, then who, then where."""
    person: Fields | None = None
    address: list[Span] = []
    rule = "rule:letter-address-block"
    for line in block.lines:
        cell = _desk_left_out(cells_of(line.text, line.start)[0], person is not None)
        text = cell.text.strip(" ,")
        if says_nobody(text) or is_placeholder(text):
            continue
        if POSTCODE.search(text) or STREET.match(TO.sub("", text)):
            address.append(Span(cell.start, cell.start + len(cell.text.rstrip(" ,"))))
            continue
        if address:
            break
        found = correspondent(doc, cell.start, cell.end, rule)
        if person is None:
            person = found
        elif found is not None and not (ATTENTION.match(text) and not found["name"]):
            _added(person, found, text, rule)
    if person is None:
        return []
    if address:
        person["address"] = address_of(doc, address, rule)
    return [person]


def _desk_left_out(cell: Cell, behind: bool) -> Cell:
    """The cell without "secretariaat:" where it stands behind whom it is of."""
    desk = _SECRETARY.match(cell.text) if behind else None
    return Cell(cell.start + desk.end(), cell.end, cell.text[desk.end() :]) if desk else cell


def _added(person: Fields, found: Fields, text: str, rule: str) -> None:
    """What a further line of the block says: the rest of the line before, another field, or more of the same."""
    key, more = next((k, v) for k, v in found.items() if v is not None)
    main, first = next((k, v) for k, v in person.items() if v is not None)
    before = person[key]
    if text.lower().startswith(("van ", "te ")) or _HANGS.search(first.value):
        person[main] = _longer(first, more, rule)
    elif before is None:
        person[key] = more
    elif key in ("organization", "role") and (text[:1].islower() or text.lower().startswith("gemeente")):
        person[key] = _longer(before, more, rule)


def address_of(doc: Document, spans: Iterable[Span], rule: str) -> Found[str]:
    """Street and place in one line, comma between."""
    kept = tuple(spans)
    return Found(", ".join(join_lines(doc.text[s.start : s.end]) for s in kept), kept, rule, 0.85)


def from_sender_block(doc: Document, block: Block) -> Fields | None:
    """The sender as a draft from his own block."""
    people = _from_block(doc, block)
    return people[0] if people else None
