"""Who of a letter's writers and readers is private, and where they are named: what `run --mask-private` hides.

Private are the people who write to a council, and those whom the executive answers. Who signs or is addressed in a
public office (council, executive, another authority, a party) is not; nor is an organisation, though its people are.
Where a letter from outside names nobody, that is told, since a name may have been missed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property

from griffier.extractors.drafting.draft import Fields
from griffier.extractors.dutch.parties import is_party
from griffier.extractors.dutch.words import PARTICLE, POLITE, lexicon
from griffier.extractors.letters.address_blocks import POSTCODE, STREET, addressee_block
from griffier.extractors.letters.anatomy import anatomy
from griffier.extractors.letters.correspondents import addressees, copies
from griffier.extractors.letters.executive import council_signs, executive_sign
from griffier.extractors.letters.letter_cues import is_body, is_office
from griffier.extractors.letters.letter_cues import lexicon as letter_words
from griffier.extractors.letters.senders import sender, signatory
from griffier.extractors.letters.signatures import signers
from griffier.extractors.letters.signed_names import bare_name, is_name
from griffier.extractors.text.labels import label_at
from griffier.schemas.document import Layer, Line, Part, Span

CONTACT = (
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    r"(?<![\w.])(?:\+31|0031|0)[ -]?(?:\(0\)[ -]?)?[1-9](?:[ .–—-]{0,3}\d){8}(?![\w])",
    r"\bNL\d{2} ?[A-Z]{4}(?: ?\d){10}\b",
)
"""An address of e-mail, a Dutch telephone number, a bank account."""
_SHORT = 70
_UNDER = 4
"""Lines under a closing in which whoever signs is named, however badly they were read."""
_GREETED = re.compile(rf"\b(?:{POLITE}|familie|fam\.)\s+(?P<name>[^,:!\n]{{2,60}})", re.I)
_NOISE = re.compile(r"[^\w.)]+\w?$")
"""What OCR puts behind a line."""
_POSTBOX = re.compile(r"\bpostbus\s+\d", re.I)


@dataclass(frozen=True)
class Private:
    """What is private in a letter. `names` and `addresses` as printed; `spans`: places of the part's document that are
    hidden whole; `contacts`: whether every address of e-mail, telephone number and account in it is private."""

    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    spans: tuple[Span, ...] = field(default=(), repr=False)
    contacts: bool = False

    @cached_property
    def whole_names(self) -> re.Pattern[str] | None:
        """Each name as a whole, over the ends of lines."""
        return _any(_spaced(name) for name in self.names if " " in name)

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """Names, their parts, addresses and contacts, wherever they stand in the letter."""
        words = sorted({word for name in self.names for word in _own_words(name)}, key=len, reverse=True)
        forms = "|".join(re.escape(form) for word in words for form in dict.fromkeys((word, word.upper())))
        before = rf"(?<!\w)(?:(?:[A-ZÀ-Þ]\.[ -]?){{1,5}}\s?)?(?:(?i:{PARTICLE})\s+)*"
        return _any(
            [
                *(_spaced(name) for name in self.names),
                *([rf"{before}(?:{forms})(?!\w)"] if forms else []),
                *(piece for address in self.addresses for piece in _pieces(address)),
                *(CONTACT if self.contacts else ()),
            ]
        )


def private_in(part: Part) -> Private | None:
    """What is private in a letter; None where it is between public bodies. `names` is empty where a letter from outside
    names nobody."""
    own = sender(part)
    signed = [signatory(part.doc, signer) for signer in part.memo(signers)]
    people = [one for one in ([own] if own else []) if not _public(one)]
    private = [one for one in signed if not _public(one)]
    if part.memo(executive_sign) or council_signs(part) or (signed and not private):
        return _answered(part, [one for one in people if not one["name"]])
    return _from_outside(part, _of([*people, *private]))


def is_letter(part: Part) -> bool:
    """Whether a text that was taken for something else has the form of a letter: a greeting, and an end or a signer."""
    a = part.memo(anatomy)
    return a.salutation is not None and (a.closing is not None or bool(part.memo(signers)))


def _of(people: list[Fields]) -> Private:
    """What the fields of people say of them."""
    named = [name for one in people if (name := one["name"])]
    lived = [address for one in people if (address := one.get("address"))]
    return Private(
        names=_once(found.value[slice(*bare_name(found.value))] for found in named),
        addresses=_once(found.value for found in lived),
        spans=tuple(span for found in (*named, *lived) for span in found.spans),
    )


def _answered(part: Part, misread: list[Fields]) -> Private | None:
    """Whom a public body writes to. `misread`: who was taken for the sender and holds no office."""
    people = [*misread, *(one for one in (*addressees(part), *copies(part)) if not _public(one))]
    told = _of([one for one in people if one["name"] or one in misread])
    greeted = _greeted(part)
    names = _once([*told.names, *([greeted] if greeted else [])])
    lines = list(_lines_below(part, names))
    if not names and not told.addresses:
        return None
    spans = (*told.spans, *(Span(line.start, line.end) for line in lines))
    return Private(names=names, addresses=_once([*told.addresses, *_addresses(lines)]), spans=spans)


def _greeted(part: Part) -> str | None:
    """The person whom the greeting names, where the head speaks of no council member: "Geachte mevrouw Van Dijk,"."""
    a, lex = part.memo(anatomy), letter_words()
    found = _GREETED.search(a.salutation.text) if a.salutation else None
    if found is None or any(lex.public.search(line.text) for line in a.head):
        return None
    name = found["name"].strip()
    held = lex.executive.search(name) or is_office(name) or is_body(name)
    return None if held or not _own_words(name) else name


def _lines_below(part: Part, names: tuple[str, ...]) -> Iterator[Line]:
    """Street and postcode of an address that begins with one of these people."""
    words = {word for name in names for word in _own_words(name)}
    left = 0
    for line in part.memo(anatomy).head:
        if words & set(re.findall(r"[^\W\d_]+", line.text)):
            left = _UNDER
        elif left and not line.blank:
            left -= 1
            posted = STREET.match(line.text.strip()) or POSTCODE.search(line.text)
            if posted and label_at(line.text, "letter") is None:
                yield line


def _from_outside(part: Part, told: Private) -> Private:
    """And what the lines of a letter from outside say beside its fields: of its head and foot, and under its
    closings."""
    under = [line for line in part.memo(anatomy).signature if not line.blank]
    lines = [*_lines_of_writer(part), *(line for line in _under_closings(part) if _may_sign(line.text))]
    return Private(
        names=_once([*told.names, *(line.text.strip(" ,;") for line in under if is_name(line.text))]),
        addresses=_once([*told.addresses, *_addresses(lines)]),
        spans=(*told.spans, *(Span(line.start, line.end) for line in lines)),
        contacts=True,
    )


def _addresses(lines: Iterable[Line]) -> Iterator[str]:
    """What of lines is an address by itself: the street before a comma, a line with a postcode."""
    for line in lines:
        home = letter_words().home.match(line.text.strip())
        if home or POSTCODE.search(line.text):
            yield home[0] if home else line.text


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(text.split()) for text in texts))


def _public(person: Fields) -> bool:
    """Whether somebody stands in a public office, or for a public body or a party."""
    told = [value.value for key in ("role", "on_behalf_of", "organization") if (value := person.get(key))]
    lex = letter_words()
    return any(
        lex.public.search(text) or lex.executive.search(text) or lex.council_writes.search(text) or is_party(text)
        for text in told
    )


def _lines_of_writer(part: Part) -> Iterator[Line]:
    """The lines with a postcode that are not the reader's address, and the street above each: of a letterhead, a head,
    a foot."""
    to = addressee_block(part)
    a = part.memo(anatomy)
    prose = {line.index for line in a.body} - {line.index for line in a.signature}
    taken = {line.index for line in to.lines} | prose if to else prose
    above: Line | None = None
    for line in (line for line in part.lines if not line.blank):
        if line.index not in taken and _posted(line, above):
            yield line
            if above is not None and above.index not in taken and STREET.match(_NOISE.sub("", above.text.strip())):
                yield above
        elif line.index not in taken and letter_words().home.match(line.text.strip()):
            yield line
        above = line


def _posted(line: Line, above: Line | None) -> bool:
    """Whether a line is the postcode and town of somebody's house; under a postbox it is that of a body."""
    short = len(line.text) <= _SHORT or line.layer is not Layer.BODY
    return short and bool(POSTCODE.search(line.text)) and not (above and _POSTBOX.search(above.text))


def _under_closings(part: Part) -> Iterator[Line]:
    """The lines under each closing, also of a letter that goes with this one."""
    left = 0
    for line in (line for line in part.body if not line.blank):
        if letter_words().closing.match(line.text):
            left = _UNDER
        elif left:
            left -= 1
            yield line


def _may_sign(text: str) -> bool:
    """Whether a line under the closing could be a name that was misread: capitals, nothing of offices and bodies."""
    words = re.findall(r"[^\W\d_]+", _NOISE.sub("", text))
    free = [word for word in words if word.lower() not in _empty_words()]
    return 0 < len(free) <= 5 and all(w[0].isupper() for w in free) and not is_body(text) and not is_office(text)


@cache
def _empty_words() -> frozenset[str]:
    """Of a name what tells nobody: "van der", forms of address, titles, degrees."""
    forms = (form for key in ("prefixes", "polite", "academic", "degrees") for form in lexicon()[key])
    return frozenset(word.lower().strip(".") for form in forms for word in form.split())


def _own_words(name: str) -> list[str]:
    """The words of a name that tell who it is: not initials, "van der", titles or degrees."""
    words = re.split(r"[\s,.()–-]+", name)
    return [w for w in words if len(w) > 2 and w[0].isupper() and w.lower() not in _empty_words()]


def _pieces(address: str) -> Iterator[str]:
    """Patterns of an address: its street and number, its postcode, the whole. A town alone gives nobody away."""
    yield r"[\s,]+".join(re.escape(word) for word in re.split(r"[\s,]+", address.strip()))
    for piece in address.split(","):
        piece = piece.strip()
        if STREET.match(piece):
            yield _spaced(piece)
    yield from (_spaced(found[0]) for found in POSTCODE.finditer(address))


def _spaced(words: str) -> str:
    """Words as a whole, with any white space between them."""
    inside = r"\s+".join(re.escape(word) for word in words.split())
    return rf"(?<!\w){inside}(?!\w)"


def _any(patterns: Iterable[str]) -> re.Pattern[str] | None:
    told = sorted(dict.fromkeys(patterns), key=len, reverse=True)
    return re.compile("|".join(told)) if told else None
