"""The blocks of a letter's head: addresses and letterheads, and which of them is the reader's, which the writer's."""

from __future__ import annotations

import re
from dataclasses import dataclass

from griffier.extractors.dutch.words import TITLE
from griffier.extractors.letters.anatomy import anatomy, fields
from griffier.extractors.letters.executive import executive_sign
from griffier.extractors.letters.letter_cues import is_body, lexicon, words_of
from griffier.extractors.letters.signed_names import is_name
from griffier.extractors.text.labels import label_at
from griffier.schemas.document import Line, Part

POSTCODE = re.compile(r"\b[1-9]\d{3}\s?[A-Z]{2}\b")
STREET = re.compile(r"^[A-ZÀ-Þ'’][\w’'.À-ÿ -]{2,40}\s\d{1,5}\s?[a-zA-Z]?(?:[-/ ]?\w{1,4})?$", re.I)
"""A street with its number; a postbox or an "Antwoordnummer" looks the same."""
TO = re.compile(r"^(?:aan|oan|to|gericht aan)\s*:?\s+", re.I)
ATTENTION = re.compile(r"^(?:t\.?\s?a\.?\s?v\.?|ter attentie van)\s*:?\s+", re.I)
POLITE = re.compile(rf"^(?:(?:de\s+)?{TITLE}\.?\s+|(?:de\s+)?(?:familie|fam\.)\s+){{1,4}}(?=[A-ZÀ-Þ'’])", re.I)
_LETTERHEAD = re.compile(r"^(?:bezoekadres|postadres|retouradres|retour|postbus)\b", re.I)
_HOUSE = re.compile(r"^(?:\W{0,2}[A-Z@&]?\W?\s)?gemeente\s+[A-Z']", re.I)
_COUNCIL_HOUSE = re.compile(r"^(?:de\s+)?gemeenteraad\s+(?:van\s+)?(?-i:[A-Z'])[^,]*$", re.I)
_BODY_LINE = re.compile(
    r"^(?:(?:aan|oan|to)\s+)?(?!raad van (?:bestuur|toezicht|commissarissen))(?:de |het |den |the )?"
    r"(?:voorzitter en (?:de )?(?:overige )?leden van |leden van |voorzitter van |griffie van )?(?:de |het )?"
    r"(?:gemeente|(?:stads)?deel)?(?:raad|college|raadsleden|raadscommissie|griffie|presidium|burgemeester|ried|riedsleden"
    r"|(?:municipal|city|town) council)\b",
    re.I,
)


_CONTACT = re.compile(r"@|https?:|www\.|\btel(?:efoon)?\b|\biban\b|\bkvk\b|\bfax\b|\bopenings", re.I)
_DELIVERY = re.compile(r"^(?:aantekenen|aangetekend|per (?:post|e-?mail|koerier)|persoonlijk|vertrouwelijk)\W*$", re.I)


def says_nobody(text: str) -> bool:
    """How to reach a body, or how the letter goes: no part of who it is."""
    return bool(_CONTACT.search(text) or _DELIVERY.match(text))


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
    taken = _labelled(part) | _owed(head)
    out: list[list[Line]] = [[]]
    for line in head:
        if line.blank or line.index in taken or _of_letterhead(line, out[-1]):
            out.append([])
            continue
        if out[-1] and _begins_block(line, out[-1]):
            out.append([])
        if out[-1] or not says_nobody(line.text):
            out[-1].append(line)
        if _ends_block(line):
            out.append([])
    return tuple(Block(tuple(lines)) for lines in out if lines)


def _labelled(part: Part) -> set[int]:
    """Indices of the lines that labels take; "t.a.v." and a postbox are of the address."""
    return {i for f in part.memo(fields) if f.name != "attention" and f.label != "postbus" for i in f.lines}


def _owed(head: tuple[Line, ...]) -> set[int]:
    """Indices of names that answer a label above "Aan ...": loose text sets the lines of a column of labels and those
    of the address beside it in turns."""
    out: set[int] = set()
    for label, to, name in zip(head, head[1:], head[2:], strict=False):
        told = label_at(label.text, "letter")
        if told is None or told.name != "contact" or told.value < len(label.text.rstrip()) or label.box:
            continue
        if TO.match(to.text) and is_body(to.text) and is_name(name.text):
            out.add(name.index)
    return out


def _ends_block(line: Line) -> bool:
    """The place ends an address, where no page shows what stands together."""
    return bool(POSTCODE.search(line.text)) and not line.box


def _of_letterhead(line: Line, above: list[Line]) -> bool:
    """ "Bezoekadres", "Retouradres": the writer's own; a postbox below a name is the reader's."""
    label = label_at(line.text, "letter")
    return bool(label and _LETTERHEAD.match(line.text)) and not (above and label and label.label == "postbus")


def _begins_block(line: Line, above: list[Line]) -> bool:
    """ "Aan ..." begins a block, and so does what stands under the writer's own "Gemeente X"; under "Gemeenteraad X"
    only another body or a person, who is written to."""
    if TO.match(line.text):
        return True
    if len(above) > 1:
        return False
    other = (is_body(line.text) or bool(POLITE.match(line.text))) and not ATTENTION.match(line.text)
    if _COUNCIL_HOUSE.match(above[0].text):
        return other
    return bool(_HOUSE.match(above[0].text)) and (not line.box or (other and not _of_the_house(line)))


def _of_the_house(line: Line) -> bool:
    """The executive, the council or a department under "Gemeente X" on a laid out page: all one address."""
    told = label_at(line.text, "letter")
    named = lexicon().executive.search(line.text) or words_of(line.text) & (lexicon().council | {"college"})
    return bool(named) or (told is not None and told.name == "house")


def addressee_block(part: Part) -> Block | None:
    """The block to which the letter goes: the one that begins with "Aan", else the one that names a council body
    first."""
    candidates = [b for b in part.memo(blocks) if len(b.lines) <= 9]
    opened = (b for b in candidates if TO.match(b.lines[0].text) and len(b.lines[0].text) < 120)
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
    """The address of whom the letter greets; a block with "t.a.v."; of a letter of the executive the first address that
    is not its own."""
    hailed = _hailed(part)
    for block in candidates:
        if hailed and _is_address(block) and hailed <= set(_NAME.findall(" ".join(x.text for x in block.lines[:2]))):
            return block
    for block in candidates:
        if any(ATTENTION.match(line.text) for line in block.lines):
            return block
    if part.memo(executive_sign):
        return next((b for b in candidates if _is_address(b) and not _HOUSE.match(b.lines[0].text)), None)
    return None


def _hailed(part: Part) -> set[str]:
    """The names in the salutation: "Geachte Werkgroep Kade," has two, "Geachte heer Pen" one."""
    hail = part.memo(anatomy).salutation
    words = hail.text.split(None, 1)[1:] if hail is not None else []
    return set(_NAME.findall(words[0])) if words else set()


_NAME = re.compile(r"\b[A-ZÀ-Þ][\w’'-]{2,}")


def _names_a_body(line: Line) -> bool:
    return bool(_BODY_LINE.match(line.text)) and len(line.text) < 90 and not line.text.endswith(".")


def _for_the_attention(block: Block) -> bool:
    """An address with "t.a.v.": nobody's own letterhead."""
    texts = [line.text for line in block.lines]
    return any(ATTENTION.match(text) for text in texts) and any(POSTCODE.search(text) for text in texts[1:])


def _posted(block: Block, *, person: bool) -> bool:
    """A body over a postcode that is not the writer's own municipality; or a person, where one is greeted."""
    texts = [line.text for line in block.lines]
    named = is_body(" ".join(texts[:2])) or (person and POLITE.match(texts[0]))
    return any(POSTCODE.search(t) for t in texts[1:]) and bool(named) and not _HOUSE.match(texts[0])


def _is_address(block: Block) -> bool:
    """A name or a body over a street and a place."""
    texts = [line.text for line in block.lines]
    return (
        len(texts) > 1
        and any(POSTCODE.search(t) for t in texts[1:])
        and (bool(POLITE.match(texts[0])) or is_name(texts[0]) or is_body(texts[0]))
    )


def sender_block(part: Part) -> Block | None:
    """The writer's own block, of a letter from outside: a name or body over an address, and not the addressee's."""
    if part.memo(executive_sign):
        return None
    to = addressee_block(part)
    return next((b for b in part.memo(blocks) if (to is None or b.start != to.start) and _is_address(b)), None)
