"""Who writes to whom: address blocks and labelled fields in the head of a letter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from griffier.extractors.drafting.draft import Fields
from griffier.extractors.dutch.words import TITLE
from griffier.extractors.letters.anatomy import anatomy, fields
from griffier.extractors.letters.executive import executive_sign
from griffier.extractors.letters.letter_cues import is_body, is_office, lexicon, words_of
from griffier.extractors.letters.signed_names import is_name
from griffier.extractors.text.fields import Field
from griffier.extractors.text.labels import is_placeholder, label_at
from griffier.extractors.text.line_cells import Cell, cells_of
from griffier.extractors.text.unwrapping import join_lines
from griffier.schemas.document import Document, Line, Part, Span
from griffier.schemas.evidence import Found

_POSTCODE = re.compile(r"\b[1-9]\d{3}\s?[A-Z]{2}\b")
_STREET = re.compile(
    r"^(?:postbus|antwoordnummer)\s+\d+|^[A-ZÀ-Þ'’][\w’'.À-ÿ -]{2,40}\s\d{1,5}\s?[a-zA-Z]?(?:[-/ ]?\w{1,4})?$", re.I
)
_TO = re.compile(r"^(?:aan|oan|to|gericht aan)\s*:?\s+", re.I)
_OFFICE = re.compile(rf"(?:de\s+|het\s+)?(?P<role>(?:loco-|plv\.?\s*)?[a-zA-Z][\w-]+)\s+(?=(?:{TITLE}\s+)?[A-ZÀ-Þ'’])")
_OPEN_LETTER = re.compile(
    r"\b(?:open\s+|brand)?(?:brief|petitie|oproep|raadsadres|zienswijze)\s+aan\s+(?P<to>(?:de"
    r"|het)\s+(?:gemeente)?(?:raad|college|raadsleden)\b[^\n.,;:]{0,60})",
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
_ATTENTION = re.compile(r"^(?:t\.?\s?a\.?\s?v\.?|ter attentie van)\s*:?\s+", re.I)
_POLITE = re.compile(rf"^(?:(?:de\s+)?{TITLE}\.?\s+|(?:de\s+)?(?:familie|fam\.)\s+){{1,4}}(?=[A-ZÀ-Þ'’])", re.I)
_CONTACT = re.compile(r"@|https?:|www\.|\btel(?:efoon)?\b|\biban\b|\bkvk\b|\bfax\b|\bopenings", re.I)
_LETTERHEAD = re.compile(r"^(?:bezoekadres|postadres|retouradres|retour|postbus)\b", re.I)
_SEPARATORS = re.compile(rf";|\n(?!\s*(?:van|en|de|der|te)\b)|,(?=\s*(?:de leden\b|{TITLE}(?!\w)))", re.I)
_DELIVERY = re.compile(r"^(?:aantekenen|aangetekend|per (?:post|e-?mail|koerier)|persoonlijk|vertrouwelijk)\W*$", re.I)
_SECRETARY = re.compile(r"^(?:secretariaat|correspondentieadres|contactadres|p/a|adres)\s*:?\s*", re.I)
_HOUSE = re.compile(r"^gemeente\s+[A-Z']", re.I)
_COUNCIL_HOUSE = re.compile(r"^(?:de\s+)?gemeenteraad\s+(?:van\s+)?(?-i:[A-Z'])[^,]*$", re.I)
_BODY_LINE = re.compile(
    r"^(?:(?:aan|oan|to)\s+)?(?!raad van (?:bestuur|toezicht|commissarissen))(?:de |het |den |the )?"
    r"(?:voorzitter en (?:de )?(?:overige )?leden van |leden van |voorzitter van |griffie van )?(?:de |het )?"
    r"(?:gemeente)?(?:raad|college|raadsleden|raadscommissie|griffie|presidium|burgemeester|ried|riedsleden"
    r"|municipal council)\b",
    re.I,
)


@dataclass(frozen=True)
class Block:
    """Lines of the head that stand together: an address block, a letterhead, a slogan."""

    lines: tuple[Line, ...]

    @property
    def words(self) -> set[str]:
        """The block's words in lower case."""
        return words_of(" ".join(line.text for line in self.lines))

    @property
    def start(self) -> int:
        """Offset of its first character."""
        return self.lines[0].start


def blocks(part: Part) -> tuple[Block, ...]:
    """The head's blocks, without the lines that labelled fields take. Use through `part.memo(blocks)`."""
    head = part.memo(anatomy).head
    taken = {i for f in part.memo(fields) for i in f.lines if f.name != "attention" and f.label != "postbus"}
    out: list[list[Line]] = [[]]
    for line in head:
        if line.blank or line.index in taken or _of_letterhead(line, out[-1]):
            out.append([])
            continue
        if out[-1] and _begins_block(line, out[-1]):
            out.append([])
        out[-1].append(line)
        if _POSTCODE.search(line.text) and not line.box:
            out.append([])
    return tuple(Block(tuple(lines)) for lines in out if lines)


def _of_letterhead(line: Line, above: list[Line]) -> bool:
    """ "Bezoekadres", "Retouradres": the writer's own; a postbox below a name is the reader's."""
    label = label_at(line.text, "letter")
    return bool(label and _LETTERHEAD.match(line.text)) and not (above and label and label.label == "postbus")


def _begins_block(line: Line, above: list[Line]) -> bool:
    """ "Aan ..." begins a block, and so does what stands under the writer's own "Gemeente X"; under "Gemeenteraad X"
    only another body or a person, who is written to."""
    if _TO.match(line.text):
        return True
    if len(above) > 1 or line.box:
        return False
    other = (
        (is_body(line.text) or bool(_POLITE.match(line.text)))
        and not _ATTENTION.match(line.text)
        and not _STREET.match(line.text)
    )
    return bool(_HOUSE.match(above[0].text) or (_COUNCIL_HOUSE.match(above[0].text) and other))


def addressee_block(part: Part) -> Block | None:
    """The block to which the letter goes: the one that begins with "Aan", else the one that names a council body
    first."""
    candidates = [b for b in part.memo(blocks) if len(b.lines) <= 9]
    opened = (b for b in candidates if _TO.match(b.lines[0].text) and len(b.lines[0].text) < 120)
    return next(opened, None) or _to_a_body(part, candidates) or _to_somebody(part, candidates)


def _to_a_body(part: Part, candidates: list[Block]) -> Block | None:
    """The block that names a council body: with "t.a.v.", or the first; a body's own letterhead stands above the
    address to which it writes."""
    bodies = [b for b in candidates if any(_names_a_body(line) for line in b.lines[:3])]
    if not bodies:
        return None
    if (to := next((b for b in bodies if _for_the_attention(b)), None)) is not None:
        return to
    hail = part.memo(anatomy).salutation
    person = hail is not None and not words_of(hail.text) & lexicon().council
    posted = [b for b in candidates if b.start > bodies[0].start and _posted(b, person=person)]
    letterhead = len(bodies[0].lines) == 1 and bodies[0] is candidates[0]
    return posted[0] if letterhead and len(posted) == 1 else bodies[0]


def _to_somebody(part: Part, candidates: list[Block]) -> Block | None:
    """A block with "t.a.v."; of a letter of the executive the first address that is not its own."""
    for block in candidates:
        if any(_ATTENTION.match(line.text) for line in block.lines):
            return block
    if part.memo(executive_sign):
        return next((b for b in candidates if _is_address(b) and not _HOUSE.match(b.lines[0].text)), None)
    return None


def _names_a_body(line: Line) -> bool:
    return bool(_BODY_LINE.match(line.text)) and len(line.text) < 90 and not line.text.endswith(".")


def _for_the_attention(block: Block) -> bool:
    """An address with "t.a.v.": nobody's own letterhead."""
    texts = [line.text for line in block.lines]
    return any(_ATTENTION.match(text) for text in texts) and any(_POSTCODE.search(text) for text in texts[1:])


def _posted(block: Block, *, person: bool) -> bool:
    """A body over a postcode that is not the writer's own municipality; or a person, where one is greeted."""
    texts = [line.text for line in block.lines]
    named = is_body(" ".join(texts[:2])) or (person and _POLITE.match(texts[0]))
    return any(_POSTCODE.search(t) for t in texts[1:]) and bool(named) and not _HOUSE.match(texts[0])


def _is_address(block: Block) -> bool:
    """A name or a body over a street and a place."""
    texts = [line.text for line in block.lines]
    return (
        len(texts) > 1
        and any(_POSTCODE.search(t) for t in texts[1:])
        and (bool(_POLITE.match(texts[0])) or is_name(texts[0]) or is_body(texts[0]))
    )


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
    return Block(tuple(lines)) if any(_POSTCODE.search(line.text) for line in lines[1:]) else None


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
    return [p for f in part.memo(fields) if f.name == "cc" for p in _people_of(part.doc, f)]


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
        alone = all(is_name(_POLITE.sub("", s.strip())) or (is_body(s) and len(s.split()) <= 4) for s in short)
        out += short if len(short) > 1 and alone else [piece]
    return out


def correspondent(doc: Document, start: int, end: int, rule: str) -> Fields | None:
    """One addressee or sender from a stretch of text: a person (name), a body (organization), or a function (role)."""
    raw = doc.text[start:end]
    lead = len(raw) - len(raw.lstrip(" ,;\n\t"))
    start, raw = start + lead, raw.strip(" ,;\n\t")
    end = start + len(raw)
    for prefix in (_TO, _ATTENTION):
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
        polite = _POLITE.match(raw)
        start += polite.end() if polite else 0
    value = join_lines(doc.text[start:end]).strip(" ,;\"'")
    return {**_NOBODY, key: Found(value, (Span(start, end),), rule, 0.85)}


_NOBODY: Fields = {"name": None, "role": None, "organization": None, "address": None}


def _name_and_office(doc: Document, where: Span, raw: str, rule: str) -> Fields | None:
    """ "wethouder P. de Wit", "P. de Wit, teamleider Belastingen": who, and what; None where it is one of the two."""
    office = _OFFICE.match(raw) if _what(raw) == "role" else None
    name, comma, behind = raw.partition(",")
    if office and is_name(_POLITE.sub("", raw[office.end() :])):
        role, told = office.span("role"), (office.end(), len(raw))
    elif comma and is_name(_POLITE.sub("", name)) and is_office(behind) and "\n" not in raw:
        role, told = (len(name) + 1 + len(behind) - len(behind.lstrip()), len(raw)), (0, len(name))
    else:
        return None
    polite = _POLITE.match(raw[told[0] : told[1]])
    spans = (told[0] + (polite.end() if polite else 0), told[1]), role
    person, held = (
        Found(join_lines(raw[lo:hi]), (Span(where.start + lo, where.start + hi),), rule, 0.85) for lo, hi in spans
    )
    return {**_NOBODY, "name": person, "role": held}


def _what(text: str) -> str:
    bare = _POLITE.sub("", text)
    if is_name(bare) and not is_body(bare):
        return "name"
    if re.search(r"\b(?:leden|fractievoorzitters?|voorzitters?|raadsleden|woordvoerders)\b", text, re.I):
        return "role"
    if is_body(text):
        return "organization"
    if is_office(text):
        return "role"
    return "name" if _POLITE.match(text) else "organization"


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
        if _CONTACT.search(text) or is_placeholder(text) or _DELIVERY.match(text):
            continue
        if _POSTCODE.search(text) or _STREET.match(_TO.sub("", text)):
            address.append(Span(cell.start, cell.start + len(cell.text.rstrip(" ,"))))
            continue
        if address:
            break
        found = correspondent(doc, cell.start, cell.end, rule)
        if person is None:
            person = found
        elif found is not None and not (_ATTENTION.match(text) and not found["name"]):
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


def sender_block(part: Part) -> Block | None:
    """The writer's own block, of a letter from outside: a name or body over an address, and not the addressee's."""
    if part.memo(executive_sign):
        return None
    to = addressee_block(part)
    return next((b for b in part.memo(blocks) if (to is None or b.start != to.start) and _is_address(b)), None)


def from_sender_block(doc: Document, block: Block) -> Fields | None:
    """The sender as a draft from his own block."""
    people = _from_block(doc, block)
    return people[0] if people else None
