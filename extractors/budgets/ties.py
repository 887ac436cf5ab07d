"""Which rows of the tables an explanation is about: by the number before its heading, else by the label that the
heading is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from griffier.schemas.budget_report import Table

AMOUNT = re.compile(
    r"(?P<open>[(\[]\s*)?(?:(?<!\w)(?:begroot|act\.?|actueel|per saldo|circa|ca\.|saldo"
    r"|(?:hogere|lagere|meer|minder)?\s*(?:lasten|baten)|totaal|[VNIS]|voordeel|nadeel)"
    r"\s*:?\s*(?:20\d\d\s*)?){0,3}(?:€|EUR\b|k€)\s*-?\s*\d",
    re.IGNORECASE,
)
_UNIT = re.compile(r"[x×*]\s*(?:€|EUR|1[.,]?000)|\bBedragen\b", re.IGNORECASE)
_BARE_AMOUNT = re.compile(
    r"\w{3}\s+\((?:(?:voordeel|nadeel|[VN])\s+\d{1,3}(?:\.\d{3})+|\d{1,3}(?:\.\d{3})+\s+(?:voordeel|nadeel|[VN]))\)$"
)
"""An amount in brackets that is said to be in favour or not, without the sign of the euro."""
_FAVOUR = re.compile(
    r"\b(?:voordelige?|nadelige?|voordeel|nadeel|(?:hogere|lagere)\s+(?:lasten|baten)|budget(?:tair)?[ -]?neutraal)\b"
    r"|(?<![\w.])[VNIS](?:\s*[/,&-]\s*[VNIS])*(?!\w)",
    re.IGNORECASE,
)
_KIND_OF_ROW = (
    r"(?:(?:Ad|Nr|Voorstel|Maatregel|Mutatie|Wijziging|Ontwikkeling|Post|Punt|Onderdeel|Keuze|Wens|Ombuiging|Besparing"
    r"|Bezuiniging|Knelpunt|Claim|Optie)\.?\s+)?"
)
_NUMBERED = re.compile(
    rf"{_KIND_OF_ROW}\(?(?P<number>[A-Z]?\d{{1,3}}(?:\.\d{{1,3}})*[a-z]?[.):]?|[a-z][.)])\s+(?P<rest>[A-ZÀ-Ü].*)$"
)
_AD = re.compile(r"Ad\.?\s+(?P<number>[A-Z]?\d{1,3}(?:\.\d{1,3})*[a-z]?)[.:)]?\s+\S")
_ANOTHER = re.compile(r"\s+(?:en|&)\s+(?=[A-Z]?\d{1,3}[.):]\s+[A-ZÀ-Ü])|\s*[,;/]\s+(?=[A-Z]?\d{1,3}[.):]\s+[A-ZÀ-Ü])")
"""Before the number of a second row that a heading names."""
_SENTENCES = re.compile(r"[a-zà-ü\d]{3,}\.\s+[A-Z][a-z]")
_TOLD_OF = re.compile(r"Toelichting\s+(?:(?:op|bij|van)\s+)?(?:(?:de|het)\s+)?(?=\w)", re.IGNORECASE)
"""Before the label in a heading "Toelichting onderwijshuisvesting"."""
_SPACES = re.compile(r"\s+")
_BEHIND_LABEL = re.compile(r"\s*(?:\([^()]{1,60}\)\s*)?(?:[:.]|\s[–-])\s+(?=[A-ZÀ-Ü€\d'])")
_SMALL = re.compile(r":\s+(?=[a-zà-ü])")
"""A colon behind a label, its prose in small letters."""
_AMOUNT_BEHIND = re.compile(
    r"\s{0,3}[–(:,-]?\s{0,3}(?:(?:€|EUR)\s?[-–−]?\d[\d.,]*(?:\s?(?:mln|miljoen)\.?)?|(?:voordeel|nadeel|[VN])(?!\w)|\([VNIS/]{1,3}\)"
    r"|[(),/\s]|(?:incidenteel|structureel|voordelig|nadelig|[IS])(?!\w)){2,12}?(?P<colon>\s{0,3}:)\s+(?=\S)",
)
"""An amount in favour or not between a label and its prose: " – € 45.000 nadeel (I): "."""
_CAPITAL = re.compile(r"\s+(?=[A-ZÀ-Ü])")
_NUMBER_ALONE = re.compile(r"(?:Ad\.?\s+)?(?P<number>[A-Z]?\d{1,3}(?:\.\d{1,3})*[a-z]?[.):]?)")
_LEAST_PROSE = 25
"""Characters of prose behind a label in its line."""
_FAR = 60_000
_RIGHT_ABOVE = 5_000
"""Characters between a row and its explanation where no heading announces explanations."""
_SAID = 6
"""Letters of a label at least."""
_LONGEST = 200


class _At(NamedTuple):
    start: int
    table: int
    row: int
    number: str | None
    label: str


class Lead(NamedTuple):
    """The label that begins a line of prose: where it ends, where the prose begins."""

    end: int
    prose: int


class Ties:
    """The rows of a report by number and by label, made once."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self.by_label: dict[str, list[_At]] = {}
        self.by_number: dict[str, list[_At]] = {}
        self.first_words: dict[str, list[str]] = {}
        for t, table in enumerate(tables):
            for r, row in enumerate(table.rows):
                if row.role == "total" or not row.label:
                    continue
                span = row.label_span or next((s for s in row.spans if s), None)
                at = _At(span[1] if span else 0, t, r, row.number, folded(row.label))
                self.by_label.setdefault(at.label, []).append(at)
                if row.number and row.role == "item":
                    self.by_number.setdefault(row.number, []).append(at)
        for label in self.by_label:
            self.first_words.setdefault(label.partition(" ")[0].rstrip(","), []).append(label)

    def rows(self, heading: str, offset: int) -> tuple[list[str], list[str]]:
        """The numbers of the rows that a heading at `offset` names, and their pointers. Of several tables that have the
        label the nearest before it counts, else the nearest after it. "21. Algemene uitkering en 22. Cao" names two."""
        named = [self._named(piece) for piece in _ANOTHER.split(heading)]
        if len(named) > 1 and not all(named):
            named = [self._named(heading)]
        numbers = dict.fromkeys(at.number for found in named for at in found if at.number)
        near = [at for found in named for at in self._nearest(found, offset)]
        return list(numbers), list(dict.fromkeys(f"/tables/{at.table}/rows/{at.row}" for at in near))

    def _named(self, heading: str) -> list[_At]:
        """The rows, in any table, that have the number and the label of a heading, else its label."""
        if alone := _NUMBER_ALONE.fullmatch(heading):
            return self.by_number.get(alone["number"].rstrip(".):"), [])
        numbered = _NUMBERED.match(heading)
        own = numbered["number"].rstrip(".):") if numbered else None
        bare = numbered["rest"] if numbered else heading
        label, whole = folded(label_of(bare)), folded(bare)
        if numbered and own not in self.by_number:
            label = label if label in self.by_label else folded(label_of(heading))
        found = self._labelled({label, whole} - {""})
        ad = bool(_AD.match(heading))
        by_own = [at for at in self.by_number.get(own or "", []) if ad or at in found or _near(at.label, label)]
        return by_own or found

    def labels(self, heading: str) -> bool:
        """Is a heading the label of a row, or "Ad 2. ..." with the number of one?"""
        if (ad := _AD.match(heading)) and ad["number"] in self.by_number:
            return True
        numbered = _NUMBERED.match(heading)
        return bool(self._labelled({folded(label_of(numbered["rest"] if numbered else heading))} - {""}))

    def told_of(self, heading: str) -> bool:
        """Is a heading the word "Toelichting" and the label of a row: "Toelichting onderwijshuisvesting"?"""
        return bool(_TOLD_OF.match(heading)) and self.labels(heading)

    def labels_above(self, heading: str, offset: int) -> bool:
        """Is a heading the label of a row of a table that stands right above it?"""
        return _right_above(self._labelled({folded(label_of(heading))} - {""}), offset)

    def row_above(self, heading: str, offset: int, *, labelled: bool) -> int | None:
        """Where the last row above stands whose number and label a heading repeats, or right above whose label
        alone."""
        row = self.numbered_above(heading, offset)
        if row is not None or not labelled:
            return row
        rows = self._labelled({folded(label_of(heading))} - {""})
        return max((at.start for at in rows if 0 < offset - at.start < _RIGHT_ABOVE), default=None)

    def numbered_above(self, heading: str, offset: int) -> int | None:
        """Where the last row above stands whose number and label a heading repeats: "6. Verhoging belasting"."""
        match = _NUMBERED.match(heading)
        label = folded(label_of(match["rest"])) if match else ""
        if match is None or len(label) < _SAID:
            return None
        rows = self.by_number.get(match["number"].rstrip(".):"), [])
        return max((at.start for at in rows if 0 < offset - at.start < _FAR and _near(at.label, label)), default=None)

    def lead(self, text: str, offset: int, *, bold: bool, announced: bool) -> Lead | None:
        """The label of a row with which a line at `offset` begins, prose behind it: "1.3 Bijdrage Veiligheidsregio: de
        bijdrage stijgt". `bold`: it needs no sign behind it, nor where its number stands before it; `announced`: its
        table need not be right above."""
        numbered = _NUMBERED.match(text)
        base, own = (numbered.start("rest"), numbered["number"].rstrip(".):")) if numbered else (0, None)
        rest = text[base:]
        labels = self.first_words.get(folded(rest.partition(" ")[0]).rstrip(",:"), []) if rest[:1].isupper() else []
        for label in sorted((x for x in labels if rest[: len(x)].casefold() == x), key=len, reverse=True):
            plain = bold or (numbered and any(at.number == own for at in self.by_label[label]))
            found = _behind(rest, len(label), plain=bool(plain))
            if found is not None and (
                found.end > len(label) or announced or _right_above(self.by_label[label], offset)
            ):
                return Lead(base + found.end, base + found.prose)
        return None

    def of_cells(self, cells: Sequence[str], start: int, end: int) -> tuple[list[str], list[str]]:
        """The numbers and the pointers of the rows that the cells of a line in `[start, end)` are about: the row of a
        table that is printed there, else the one that they name."""
        here = {at: None for rows in self.by_label.values() for at in rows if start <= at.start < end}
        named = self._named(" ".join(cells))
        if len(cells) == 1 and _NUMBER_ALONE.fullmatch(cells[0]):
            named = [at for at in named if _right_above([at], start)]
        found = list(here) or self._nearest(named, start)
        numbers = dict.fromkeys(at.number for at in found if at.number)
        return list(numbers), [f"/tables/{at.table}/rows/{at.row}" for at in found]

    def number(self, text: str, offset: int) -> Lead | None:
        """The number of a row of a table right above, with which a paragraph begins."""
        numbered = _NUMBERED.match(text)
        if numbered is None or len(numbered["rest"]) <= 2 * _LEAST_PROSE:
            return None
        if self.labels(numbered["rest"] if _AD.match(text) else text):
            return None
        rows = self.by_number.get(numbered["number"].rstrip(".):"), [])
        return Lead(numbered.end("number"), numbered.start("rest")) if _right_above(rows, offset) else None

    def _labelled(self, wanted: set[str]) -> list[_At]:
        out: dict[_At, None] = {}
        for want in wanted:
            for label in self.first_words.get(want.partition(" ")[0].rstrip(","), []):
                if label == want or label.startswith(want + ",") or want.startswith(label + " ("):
                    out.update(dict.fromkeys(self.by_label[label]))
        return sorted(out)

    @staticmethod
    def _nearest(found: Sequence[_At], offset: int) -> list[_At]:
        if not found:
            return []
        at = bisect_right(found, offset, key=lambda f: f.start)
        near = found[at - 1] if at else found[0]
        if abs(near.start - offset) > _FAR:
            return []
        return [f for f in found if f.table == near.table]


def _behind(rest: str, end: int, *, plain: bool) -> Lead | None:
    """Where the prose begins behind a label that ends at `end`, with the amount between them. `plain`: it needs no
    sign."""
    amount = _AMOUNT_BEHIND.match(rest, end)
    if amount is not None and len(rest) - amount.end() >= _LEAST_PROSE and "€" in amount[0]:
        return Lead(amount.start("colon"), amount.end())
    behind = _BEHIND_LABEL.match(rest, end) or _SMALL.match(rest, end)
    behind = behind or (_CAPITAL.match(rest, end) if plain else None)
    return Lead(end, behind.end()) if behind is not None and len(rest) - behind.end() >= _LEAST_PROSE else None


def _right_above(rows: Sequence[_At], offset: int) -> bool:
    return any(0 < offset - at.start < _RIGHT_ABOVE for at in rows)


def label_of(heading: str) -> str:
    """A heading without the amounts and the words of favour behind its label: "Jeugdhulp (€ 350.000 nadeel)" is
    "Jeugdhulp"."""
    match = AMOUNT.search(heading)
    label = (
        heading[: match.start() or heading.index("€" if "€" in heading else "EUR")]
        if match
        else re.sub(r"\s*[(\[][^()\[\]]*[)\]]$", "", heading)
        if _FAVOUR.search(heading)
        else heading
    )
    return _TOLD_OF.sub("", label.strip(" \t.:;,–-"), count=1)


def told_by_amount(heading: str) -> bool:
    """A label with an amount that is said to be in favour or not: "Wegbeheer € 45.000 V", "DVO (lagere lasten €
    270.000)"."""
    if len(heading) > _LONGEST or _SENTENCES.search(heading):
        return False
    if "€" not in heading and "EUR" not in heading:
        return _BARE_AMOUNT.search(heading) is not None
    match = AMOUNT.search(heading)
    return (
        match is not None
        and not _UNIT.search(heading)
        and len(label_of(heading)) > 2
        and bool(_FAVOUR.search(heading, match.start()))
    )


def folded(text: str) -> str:
    """A label as it is compared: in small letters, blanks made one."""
    return _SPACES.sub(" ", text).strip(" .:").casefold()


def _near(label: str, want: str) -> bool:
    return label.startswith(want) or want.startswith(label)
