"""Whether a table goes on: the same head once more, no head on the next page, a head at the foot of the page before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from griffier.extractors.tables.bands import Band, Region
from griffier.extractors.tables.headlines import SECTION
from griffier.extractors.tables.model import FinancialTable, Printed, TableRow
from griffier.extractors.tables.row_labels import wraps


class Made:
    """A table with what is needed to see whether the next one is its continuation."""

    def __init__(
        self, table: FinancialTable, bands: Sequence[Band], region: Region, captioned: bool, beside: Sequence[str]
    ) -> None:
        self.table, self.bands, self.region, self.captioned, self.beside = (
            table,
            list(bands),
            region,
            captioned,
            list(beside),
        )


def continues(last: Made, new: Made) -> bool:
    """Join a table to the one before it: without a head on the next page, or under the same head."""
    old = last.table
    if not _adjacent(last, new) or (new.captioned and new.table.number != old.number):
        return False
    if any(any(words) for words in new.table.heads):
        mapping = _aligned(last.bands, new.bands) if len(new.bands) < len(last.bands) else list(range(len(new.bands)))
        mapping = mapping if _goes_on(last, new) else None
    else:
        mapping = _aligned(last.bands, new.bands)
        beneath = new.region.page == old.pages[-1] and new.region.side == last.region.side
        if mapping is not None and beneath and len(mapping) < len(last.bands):
            return False
    if mapping is None:
        return False
    _append(old, new, mapping, len(last.bands))
    last.region = new.region
    return True


def _adjacent(last: Made, new: Made) -> bool:
    """True for what stands right under a table, at the top of the next page, or at the top of the next side."""
    page, region = last.table.pages[-1], new.region
    if region.page == page + 1:
        return region.first_on_page and not region.parted
    beside = region.side == last.region.side + 1 and region.first_on_page
    return region.page == page and (region.follows or beside)


def _goes_on(last: Made, new: Made) -> bool:
    """True for the same head once more. Other words beside it are the heading of what follows: of a table of its own
    where a title stands over it or the one before is closed."""
    old = last.table
    if len(new.bands) < len(last.bands):
        same = _head_text(new) == _head_text(last)  # a column without a figure on this page
    else:
        same = len(new.bands) == len(last.bands) and (_same_head(old, new.table) or _same_lines(last, new))
    if not same:
        return False
    if new.beside == last.beside:
        return not (_closed(old) and _titled_before(new))
    band = _band_above(new)
    section = band is not None or bool(SECTION.match(" ".join(new.beside)))
    if not section and (_closed(old) or (new.beside and _titled(new))):
        return False
    if band is not None or not section:
        _headed(new, band)
    return True


def _headed(new: Made, band: str | None) -> None:
    """Let the words beside the head be the heading of its rows, behind the first line of their band."""
    for piece in (line.pieces[0] for line in new.region.head):
        if piece.text in new.beside:
            said = f"{band} {piece.text}" if band and wraps(band, "X") else band or piece.text
            row = TableRow(new.region.page, said, piece.place, [None] * len(new.bands), heading=True)
            new.table.rows.insert(0, row)
            return


def _titled(made: Made) -> bool:
    """True where the title stands above the head, not in it."""
    place = made.table.title_place
    return place is not None and all(place.end <= line.start for line in made.region.head)


def _titled_before(made: Made) -> bool:
    """True where the title stands at the foot of the page before."""
    place = made.table.title_place
    return place is not None and place.page < made.region.page


def _band_above(made: Made) -> str | None:
    """The first line of a band that names the rows' programme, where it was taken for the title."""
    title = made.table.title or ""
    return title if _titled(made) and SECTION.match(title) else None


def _append(old: FinancialTable, new: Made, mapping: Sequence[int], width: int) -> None:
    """Add the rows of a table to those of the one that it goes on, each cell in its column."""
    rows = new.table.rows
    if old.rows and rows and new.region.page != old.rows[-1].page and _repeats(old.rows[-1], rows[0]):
        del rows[0]
    for row in rows:
        cells: list[Printed | None] = [None] * width
        for i, cell in zip(mapping, row.cells, strict=True):
            cells[i] = cell
        row.cells = cells
    old.rows += rows
    if new.region.page not in old.pages:
        old.pages.append(new.region.page)
    if old.unit_source == "none" and new.table.unit_source == "printed":
        old.unit, old.unit_source = new.table.unit, "printed"
    old.sign = old.sign or new.table.sign
    old.remarks = old.remarks or new.table.remarks
    old.end = new.table.end


def _repeats(foot: TableRow, top: TableRow) -> bool:
    """True for the row at the head of a page that says once more what stands at the foot of the one before: what is
    carried over ("Transport")."""
    figures = [[cell.figure.value for cell in row.cells if cell is not None] for row in (foot, top)]
    return foot.label is not None and foot.label == top.label and figures[0] == figures[1] and any(figures[0])


def _closed(table: FinancialTable) -> bool:
    """True where the last row is a total of the whole: what comes under the same head is another table."""
    rows = [row for row in table.rows if not row.heading]
    return bool(rows) and bool(re.match(r"tota(?:al|le)\b", rows[-1].label or "", re.IGNORECASE))


def _same_head(a: FinancialTable, b: FinancialTable) -> bool:
    ours, theirs = ([" ".join(w).casefold() for w in t.heads] for t in (a, b))
    if ours == theirs:
        return True
    if not (a.optical or b.optical):
        return False
    alike = sum(
        fuzz.ratio(x, y) >= 70 for x, y in zip(ours, theirs, strict=True)
    )  # optical recognition garbles some heads
    return 2 * alike >= len(ours)


def _head_text(made: Made) -> str:
    return " ".join(line.text for line in made.region.head)


def _same_lines(last: Made, new: Made) -> bool:
    """True where the lines of the head are the same; what stands over which column shows best where more rows are."""
    ours, theirs = ([line.text for line in made.region.head] for made in (last, new))
    if ours == theirs and len(last.table.rows) < len(new.table.rows):
        last.table.columns, last.table.heads = new.table.columns, new.table.heads
    return ours == theirs


def _aligned(old: Sequence[Band], new: Sequence[Band]) -> list[int] | None:
    """Which of the old columns each new one goes on; None where one of them is in no old column."""
    out: list[int] = []
    for band in new:
        hit = [i for i, b in enumerate(old) if abs(b.x1 - band.x1) < 4 or (band.x0 < b.x1 and band.x1 > b.x0)]
        if len(hit) != 1 or hit[0] in out:
            return None
        out.append(hit[0])
    return out
