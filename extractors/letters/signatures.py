"""Who signs: names, roles and bodies in the block after the closing, in one or more columns, role above or below the
name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from griffier.extractors.dutch import places
from griffier.extractors.letters.anatomy import anatomy
from griffier.extractors.letters.letter_cues import is_body
from griffier.extractors.letters.lost_gaps import rows_with_gaps
from griffier.extractors.letters.signed_names import bare_name, is_name, is_role
from griffier.extractors.text.labels import is_placeholder
from griffier.extractors.text.line_cells import Cell
from griffier.schemas.document import Line, Part, Span

RULE = "rule:letter-signature"
ROW = 6.0
"""Points within which names stand in one row."""
_BEHALF = re.compile(r"(?:mede\s+)?namens\s+(?P<body>.+)|(?:on behalf of|út namme fan)\s+(?P<other>.+)", re.I)
_THEM = re.compile(r"(?:deze[n]?|hen|hem|haar)\b\W*$", re.I)
_SKIP = re.compile(
    r"^(?:w\.?\s?g\.?|\(?handtekening\)?|\[.*\]|was getekend|\(?get\.\)?|digitaal ondertekend.*|.*(?:niet"
    r"|digitaal|elektronisch) ondertekend.*)$",
    re.I,
)
_CONTACT = re.compile(
    r"@|https?:|www\.|\b0\d{1,3}[- ]?\d{6,8}\b|\b\d{4}\s?[A-Z]{2}\b|\bpagina\b|\b06[- ]?\d{8}\b", re.I
)
_FORMAL_BODY = re.compile(
    r"^(?:het\s+)?(?:college\s+van\s+)?burgemeester\s+en\s+wethouders(?:\s+van)?\b.{0,60}$|^(?:de"
    r"|het)\s+(?:gemeente)?(?:raad|college|(?:dagelijks |algemeen )?bestuur)\b.{0,60}$"
    r"|^(?:gedeputeerde staten|dijkgraaf en (?:hoog)?heemraden)(?: van\b.{0,50})?[,.]?$",
    re.I,
)


@dataclass
class Signer:
    """One who signs. Each value is the span of its text; `None` where the letter does not say it."""

    name: Span | None = None
    role: list[Span] = field(default_factory=list)
    organization: Span | None = None
    on_behalf_of: Span | None = None


def signers(part: Part) -> tuple[Signer, ...]:
    """The signatories in order. Use through `part.memo(signers)`."""
    a = part.memo(anatomy)
    columns = _columns(a.signature)
    bodies = _under_names(columns)
    out: list[Signer] = []
    behalf: Span | None = None
    for column in columns:
        found, told = _column(column, bodies, named_only=a.closing is None)
        behalf = behalf or told
        out.extend(found)
    if behalf:
        for signer in out:
            signer.on_behalf_of = signer.on_behalf_of or behalf
    if not out and behalf:
        out.append(Signer(on_behalf_of=behalf))
    return tuple(sorted(out, key=lambda signer: _height(part, signer)))


def _height(part: Part, signer: Signer) -> tuple[int, float, int]:
    """By page and row, then from the left: columns of names are read across."""
    at = signer.name.start if signer.name else 0
    words = part.doc.words
    hit = words.within(at, at + 1)[:1] if signer.name and len(words) else ()
    return part.doc.page_at(at).number, round(float(words.top[hit[0]]) / ROW) if hit else 0, at


def _columns(lines: tuple[Line, ...]) -> list[list[Cell]]:
    """The block's cells column by column: cells of lines with the same number of cells, from the first such line on."""
    rows = rows_with_gaps(lines)
    width = max((len(r) for r in rows), default=0)
    if width <= 1 or width > 4:
        return [[c for r in rows for c in r]]
    rows = [_offices_apart(row, width) for row in rows]
    lead: list[Cell] = []
    columns: list[list[Cell]] = [[] for _ in range(width)]
    anchors: list[float] | None = None
    for line, row in zip(lines, rows, strict=True):
        if len(row) == width:
            anchors = [c.start - line.start for c in row]
            for k, cell in enumerate(row):
                columns[k].append(cell)
        elif anchors is None:
            lead.extend(row)
        else:
            for cell in row:
                columns[_nearest(anchors, cell.start - line.start)].append(cell)
    return [lead + columns[0], *columns[1:]]


def _under_names(columns: list[list[Cell]]) -> frozenset[int]:
    """Where cells begin that stand under a name each and are no names, most of them: a grid of signers, each over a
    body."""
    if any(len(column) % 2 for column in columns):
        return frozenset()
    names = [cell for column in columns for cell in column[0::2]]
    below = [cell for column in columns for cell in column[1::2]]
    told = [not is_name(cell.text.strip()) for cell in below]
    if len(names) < 3 or not all(is_name(cell.text.strip()) for cell in names) or 2 * sum(told) < len(told):
        return frozenset()
    return frozenset(c.start for c in below if not is_role(c.text) and not _says_nothing(c.text.strip()))


_OFFICE_BEHIND = re.compile(r",\s+(?=(?:de|het)\s)", re.I)


def _offices_apart(row: list[Cell], width: int) -> list[Cell]:
    """ "de secretaris, de burgemeester," over a row of as many names: an office each; every other row as it is."""
    if len(row) != 1:
        return row
    cell = row[0]
    cuts = [m.span() for m in _OFFICE_BEHIND.finditer(cell.text)]
    ends, starts = [*(lo + 1 for lo, _ in cuts), len(cell.text)], [0, *(hi for _, hi in cuts)]
    told = [Cell(cell.start + a, cell.start + b, cell.text[a:b]) for a, b in zip(starts, ends, strict=True)]
    return told if len(told) == width and all(is_role_before(c.text.rstrip(" ,") + ",") for c in told) else row


def _nearest(anchors: list[float], at: float) -> int:
    return min(range(len(anchors)), key=lambda k: abs(anchors[k] - at))


@dataclass
class _Column:
    """A column of the block as it is read from above: who signed so far, and what waits for the name under it."""

    cells: list[Cell]
    bodies: frozenset[int]
    """Where the cells begin that say of which body the name above them is."""
    out: list[Signer] = field(default_factory=list)
    behalf: Span | None = None
    pending: list[Span] = field(default_factory=list)
    pending_behalf: Span | None = None

    def read(self, cell: Cell) -> None:
        """One cell: for whom, who, in which function, of which body."""
        text = cell.text.strip()
        if _says_nothing(text):
            return
        span = _trim(cell)
        if told := _BEHALF.match(text):
            self._on_behalf(cell, told)
        elif self._owns(cell, text):
            self.out[-1].organization = self.out[-1].organization or span
        elif self._named(cell, text, span):
            return
        elif _FORMAL_BODY.match(text) and not self.out and not is_role_before(text):
            self.behalf = self.behalf or span
        elif is_role(text):
            self._in_function(text, span)
        elif self.out:
            self._of(cell, text, span)

    def _named(self, cell: Cell, text: str, span: Span) -> bool:
        """Who signs in a cell: one, two on a line, or one with a function or a body."""
        if is_name(text):
            self._signs(cell, span, self.pending)
        elif (both := _two_names(cell)) is not None:
            for name in both:
                self._signs(cell, name, [])
        elif (signer := _name_then_more(cell) or _role_then_name(cell)) and signer.name:
            self._signs(cell, signer.name, signer.role)
            self.out[-1].organization = signer.organization
        else:
            return False
        return True

    def _owns(self, cell: Cell, text: str) -> bool:
        """The body of the name above it: of a grid of names over bodies, or a firm under its owner's name, "Bakker
        Boeken" under "Jan Bakker"."""
        if not self.out or cell.start in self.bodies:
            return bool(self.out)
        name = self.out[-1].name
        above = next((c for c in self.cells if name and c.start <= name.start < c.end), None)
        words, own = (above.text.split() if above else []), text.split()
        return len(own) > 1 and len(words) > 1 and own[0] == words[-1] and own[-1] not in words

    def _on_behalf(self, cell: Cell, told: re.Match[str]) -> None:
        """ "namens dezen" stands under the body that is meant, and says nothing more."""
        if _THEM.match(told["body"] or ""):
            return
        group = "body" if told["body"] else "other"
        here = _bare(cell, told.start(group), told.end(group))
        last = self.out[-1] if self.out else None
        if last is not None and last.name and not last.on_behalf_of and self.behalf is None:
            last.on_behalf_of = here
        else:
            self.pending_behalf = here
        self.behalf = self.behalf or (here if not self.out else None)

    def _signs(self, cell: Cell, name: Span, role: list[Span]) -> None:
        self.out.append(Signer(name=_unpolite(cell, name), role=role, on_behalf_of=self.pending_behalf))
        self.pending, self.pending_behalf = [], None

    def _in_function(self, text: str, span: Span) -> None:
        """A function is that of the name above it, or of the name that follows."""
        last = self.out[-1] if self.out and not self.pending else None
        goes_on = text[:1].islower() and not text.endswith(",")
        if last is not None and (last.role == [] or goes_on) and not _role_before_mode(self.cells):
            last.role.append(span)
        else:
            self.pending = [span]

    def _of(self, cell: Cell, text: str, span: Span) -> None:
        """The rest of the function above, or the body of who signs."""
        last = self.out[-1]
        if last.role and not text.endswith((".", "?")) and _continues(cell, last.role[-1]):
            last.role.append(span)
        elif last.organization is None and is_body(text) and len(text) <= 90:
            last.organization = span


def _says_nothing(text: str) -> bool:
    """No part of who signs: "w.g.", a template's word, an address."""
    return not text or bool(_SKIP.match(text) or is_placeholder(text) or _CONTACT.search(text))


def _column(cells: list[Cell], bodies: frozenset[int], *, named_only: bool) -> tuple[list[Signer], Span | None]:
    column = _Column(cells, bodies)
    for cell in cells:
        column.read(cell)
    out = [s for s in column.out if s.name and (not named_only or s.role or s.on_behalf_of)]
    return out, column.behalf or column.pending_behalf


def is_role_before(text: str) -> bool:
    """True for a function that announces the name under it: "de secretaris,"."""
    return (
        text.rstrip().endswith(",")
        and bool(re.match(r"(?:de|het)\s", text, re.I))
        and is_role(text)
        and "wethouders" not in text.lower()
    )


def _role_before_mode(cells: list[Cell]) -> bool:
    """True where the block's first name stands under a function."""
    for cell in cells:
        text = cell.text.strip()
        if is_name(text):
            return False
        if is_role(text) and not _BEHALF.match(text) and not _FORMAL_BODY.match(text):
            return True
    return False


def _continues(cell: Cell, previous: Span) -> bool:
    return cell.text[:1].islower() and 0 <= cell.start - previous.end <= 3


def _name_then_more(cell: Cell) -> Signer | None:
    """ "Jan de Vries, voorzitter", "Els Proef (Dorpsraad)": the name with its function or body, where both are sure."""
    for gap in _BESIDE_NAME.finditer(cell.text):
        head, rest = cell.text[: gap.start()], cell.text[gap.end() :].rstrip(" ),;")
        if not is_name(head) or not rest or is_name(rest) or len(rest) > 90:
            continue
        name, more = _bare(cell, 0, len(head)), _bare(cell, gap.end(), gap.end() + len(rest))
        if is_role(rest):
            return Signer(name=name, role=[more])
        if is_body(rest):
            return Signer(name=name, organization=more)
        if _PROFESSION.fullmatch(rest):
            return Signer(name=name, role=[more])
        return Signer(name=name) if places.named(rest.strip()) else None
    return None


def _two_names(cell: Cell) -> tuple[Span, Span] | None:
    """ "W. Proef en H. Toets": two who sign on one line, each with a name of its own."""
    first, sign, second = _AND.split(cell.text, maxsplit=1) if _AND.search(cell.text) else ("", "", "")
    if not (sign and is_name(first) and is_name(second) and len(first.split()) > 1):
        return None
    at = len(cell.text) - len(second)
    return _bare(cell, 0, len(first)), _bare(cell, at, len(cell.text))


_AND = re.compile(r"\s+(en|&|/)\s+")
_BESIDE_NAME = re.compile(r",\s+|\s+[–-]\s+|\s+\(")
_PROFESSION = re.compile(r"[a-zé]{4,20}(?:\s[a-zé]{2,20}){0,2}")
"""A function that no list knows, behind a name: "huisarts", "leerkracht groep acht"."""


def _role_then_name(cell: Cell) -> Signer | None:
    """ "de secretaris T. Roelofs-Baetsen": "Voorzitter: W. Bos": the function and, behind it, the name."""
    for gap in re.finditer(r"[,:]?[ ]+(?=\S)", cell.text):
        role, name = cell.text[: gap.start()], cell.text[gap.end() :]
        announced = gap[0].startswith(":") or re.match(r"(?:de|het)\s", role, re.I)
        if announced and is_role(role) and is_name(name):
            return Signer(name=_bare(cell, gap.end(), len(cell.text)), role=[_bare(cell, 0, gap.start())])
    return None


def _unpolite(cell: Cell, span: Span) -> Span:
    """The name without "mevrouw", academic titles and degrees."""
    start, end = bare_name(cell.text[span.start - cell.start : span.end - cell.start])
    return Span(span.start + start, span.start + end)


def _trim(cell: Cell) -> Span:
    return _bare(cell, 0, len(cell.text))


def _bare(cell: Cell, start: int, end: int) -> Span:
    raw = cell.text[start:end]
    left = len(raw) - len(raw.lstrip(" ,;"))
    right = len(raw) - len(raw.rstrip(" ,;"))
    return Span(cell.start + start + left, cell.start + end - right)
