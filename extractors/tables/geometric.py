"""Tables of pages whose words have boxes: regions, heads, rows, and what goes on over a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz

from griffier.extractors.tables.bands import Band, Region
from griffier.extractors.tables.captions import caption, speaks_of_unit, unit_of, without_legend
from griffier.extractors.tables.column_heads import describe, speaks_of_money
from griffier.extractors.tables.format_grids import grid_lines
from griffier.extractors.tables.headlines import SECTION
from griffier.extractors.tables.heads import head_levels
from griffier.extractors.tables.model import FinancialTable, Place, Printed, TableColumn, TableRow
from griffier.extractors.tables.page_lines import page_lines
from griffier.extractors.tables.page_rules import PageRules
from griffier.extractors.tables.pieces import PrintedLine
from griffier.extractors.tables.promise import promising
from griffier.extractors.tables.regions import regions, remarks
from griffier.extractors.tables.row_labels import wraps
from griffier.extractors.tables.rows import region_rows
from griffier.extractors.tables.sign_legends import sign_of, speaks_of_letters
from griffier.schemas.document import Document, Grid, Page, PageState, Span


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


def geometric_tables(doc: Document, pages: Sequence[Page]) -> list[FinancialTable]:
    """The tables of the pages in order, joined where they go on."""
    made: list[Made] = []
    open_: Made | None = None
    claimed: set[int] = set()
    for page in pages:
        rules = PageRules(doc, page.number)
        for side, lines in enumerate(page_lines(doc, page, rules)):
            for region in regions(lines, rules):
                region.side, region.optical = side, page.state is PageState.OCR
                _unclaimed(region, claimed)
                new = _make(region, rules)
                if open_ is not None and _continues(open_, new):
                    continue
                open_ = new if promising(region, under=open_ is not None) else None
                if open_ is not None:
                    made.append(open_)
    return [m.table for m in made]


def gridded_tables(doc: Document, grids: Sequence[Grid]) -> list[FinancialTable]:
    """The financial tables among the tables that the format itself gives."""
    taken = [(min(s.start for s in own), max(s.end for s in own)) for own in map(_spans, grids) if own]
    tables = laid_out_tables(grid_lines(doc, grid, taken) for grid in grids)
    for row in (row for table in tables for row in table.rows):
        row.over = tuple(_over(doc, grids, row.text.values()))
    return tables


def _spans(grid: Grid) -> list[Span]:
    return [span for cell in grid.cells for span in cell.spans]


def _over(doc: Document, grids: Sequence[Grid], places: Iterable[Place]) -> Iterator[str]:
    """The words of those places that are cells over several rows."""
    wide = {(c.spans[0].start, c.spans[-1].end) for grid in grids for c in grid.cells if c.rowspan > 1 and c.spans}
    for place in places:
        if (place.start, place.end) in wide:
            yield " ".join(doc.text[place.start : place.end].split())


def laid_out_tables(pages: Iterable[list[PrintedLine]]) -> list[FinancialTable]:
    """The financial tables of lines on made-up pages, each page for itself; their places have no boxes."""
    made: list[Made] = []
    rules = PageRules.none()
    claimed: set[int] = set()
    for lines in pages:
        last: Made | None = None
        for region in regions(lines, rules):
            _unclaimed(region, claimed)
            new = _make(region, rules)
            if last is not None and _continues(last, new):
                continue
            last = new if promising(region, under=last is not None) else None
            if last is not None:
                made.append(last)
    for m in made:
        _without_boxes(m.table)
    return [m.table for m in made]


def _unclaimed(region: Region, claimed: set[int]) -> None:
    """A legend under one table is not the next one's: lines are taken by the table that they stand under."""
    region.before = [line for line in region.before if line.start not in claimed]
    claimed.update(line.start for line in _legend_below(region))


def _without_boxes(table: FinancialTable) -> None:
    """The made-up geometry goes: a format without pages has no boxes."""
    for row in table.rows:
        if row.place is not None:
            row.place = Place(row.place.page, row.place.start, row.place.end)
        row.text = {at: Place(place.page, place.start, place.end) for at, place in row.text.items()}
        for cell in row.cells:
            if cell is not None:
                cell.place = Place(cell.place.page, cell.place.start, cell.place.end)


def _make(region: Region, rules: PageRules) -> Made:
    bands = region.bands
    rows, words = region_rows(region, bands, rules)
    levels, beside = head_levels(region.head, bands, rules, remarks(region), words.starts if words else ())
    for row in rows:
        if row.heading:
            row.cells = [None] * len(bands)
    table = FinancialTable([describe(words) for words in levels], rows, [region.page])
    table.start, table.end = region.lines[0].start, region.lines[-1].end
    table.heads = tuple(tuple(level) for level in levels)
    table.words = [TableColumn(head, kind="text") for head in words.heads.values()] if words else []
    table.optical = region.optical
    captioned = _surroundings(table, region, beside)
    if SECTION.match(" ".join(beside)):
        table.rows.insert(0, _heading(region, beside, len(bands)))
    return Made(table, bands, region, captioned, beside)


def _heading(region: Region, beside: Sequence[str], count: int) -> TableRow:
    line = next((x for x in region.head if SECTION.match(x.text)), region.head[0])
    piece = line.pieces[0]
    broken = len(beside) > 1 and piece.text == beside[0] and wraps(beside[0], "X")
    said = " ".join(beside[:2]) if broken else piece.text
    return TableRow(region.page, said, piece.place, [None] * count, heading=True)


def _surroundings(table: FinancialTable, region: Region, beside: Sequence[str]) -> bool:
    """Title, number, unit and sign from the head and the lines around it. True where a caption names the table."""
    above = list(reversed(region.before))
    _say(table, region, above)
    for line in [*reversed(region.head), *above]:
        piece = line.pieces[0]
        if named := caption(piece.text):
            whole, place = _caption_line(line)
            table.number, table.title, table.title_place = named[0], without_legend(whole) or whole, place
            return True
    if region.follows and beside and not SECTION.match(beside[0]):
        table.title = without_legend(beside[0]) or None
    else:
        _untitled(table, region, above)
    return False


def _say(table: FinancialTable, region: Region, above: Sequence[PrintedLine]) -> None:
    """Unit, sign and letters, as the nearest line says them."""
    said = [
        " ".join(line.text for line in region.head),
        *(line.text for line in above),
        *(line.text for line in _legend_below(region)),
        " ".join(line.text for line in region.before),  # a legend that goes on over the line
    ]
    for text in said:
        if table.unit_source == "none" and (unit := unit_of(text)):
            table.unit, table.unit_source = unit, "printed"
        table.sign = table.sign or sign_of(text)
    table.unit_garbled = table.unit_source == "none" and any(speaks_of_unit(text) for text in said)
    table.letters = any(speaks_of_letters(text) for text in said)


def _caption_line(line: PrintedLine) -> tuple[str, Place]:
    """The words of a caption, without what stands far right of them, and their place."""
    first = end = line.pieces[0]
    whole = first.text
    for after in line.pieces[1:]:
        if after.x0 - end.x1 > 0.9 * line.size:
            break
        whole, end = f"{whole} {after.text}", after
    return whole, Place(first.page, first.start, end.end, first.x0, line.top, end.x1, line.bottom)


def _legend_below(region: Region) -> list[PrintedLine]:
    """Lines right under a table that speak of its unit or signs: none behind a heading, none that stand nearer to what
    comes next."""
    out: list[PrintedLine] = []
    last = region.lines[-1]
    for line, after in zip(region.after[:3], [*region.after[1:4], None], strict=False):
        up = line.top - last.bottom
        if not _legend_like(line, last) or up > 4 * line.size or _is_nearer(after, line, up):
            break
        out.append(line)
        last = line
    return out


def _legend_like(line: PrintedLine, last: PrintedLine) -> bool:
    if caption(line.text) or line.size > 1.15 * last.size:
        return False
    return bool(unit_of(line.text) or sign_of(line.text) or line.text[:1] in "*(1")


def _is_nearer(after: PrintedLine | None, line: PrintedLine, up: float) -> bool:
    """True where a line stands nearer to the next than to the table `up` points above it, and the next is no heading
    or legend."""
    if after is None or up <= 1.5 * line.size or after.top - line.bottom >= 0.8 * up or sign_of(after.text):
        return False
    return not (line.text.endswith(".") and _heads(after, line))


def _heads(after: PrintedLine, line: PrintedLine) -> bool:
    """True where a heading follows: what stands above it is of the table above."""
    return after.size > 1.1 * line.size or (after.bold and not line.bold)


def _untitled(table: FinancialTable, region: Region, above: Sequence[PrintedLine]) -> None:
    """No caption: a short line right above, of bold type or without figures, is the title."""
    top = region.head[0].top if region.head else region.lines[0].top
    for line in above[:2]:
        bare = without_legend(line.text)
        if not re.search(r"[^\W\d_]{3}", bare):
            continue
        if (
            len(bare) < 110
            and bare[-1] not in ".;,:"
            and bare[0] not in "'’,.)"
            and top - line.bottom < 6 * line.size
            and not line.figures
        ):
            table.title, table.title_place = (
                bare,
                Place(line.page, line.start, line.end, line.x0, line.top, line.x1, line.bottom),
            )
        return


def _continues(last: Made, new: Made) -> bool:
    """Join a table to the one before it: without a head on the next page, or under the same head."""
    old = last.table
    if not _adjacent(last, new) or (new.captioned and new.table.number != old.number):
        return False
    if any(any(words) for words in new.table.heads):
        mapping = list(range(len(new.bands))) if _goes_on(last, new) else None
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
        return region.first_on_page
    beside = region.side == last.region.side + 1 and region.first_on_page
    return region.page == page and (region.follows or beside)


def _goes_on(last: Made, new: Made) -> bool:
    """True for the same head once more. Other words beside it are the heading of what follows: of a table of its own
    where a title stands over it or the one before is closed."""
    old = last.table
    if len(new.bands) != len(last.bands) or not _same_head(old, new.table):
        return False
    if new.beside == last.beside:
        return True
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


def _aligned(old: Sequence[Band], new: Sequence[Band]) -> list[int] | None:
    """Which of the old columns each new one goes on; None where one of them is in no old column."""
    out: list[int] = []
    for band in new:
        hit = [i for i, b in enumerate(old) if abs(b.x1 - band.x1) < 4 or (band.x0 < b.x1 and band.x1 > b.x0)]
        if len(hit) != 1 or hit[0] in out:
            return None
        out.append(hit[0])
    return out


def financial(table: FinancialTable) -> bool:
    """The last word on whether a table speaks of money."""
    head = " ".join(c.key for c in table.columns) + " " + (table.title or "")
    cells = [c.figure for row in table.rows for c in row.cells if c is not None]
    if not cells or not any(c.kind == "money" for c in table.columns):
        return False
    return (
        table.unit_source == "printed"
        or any(f.money or f.favour for f in cells)
        or speaks_of_money(head)
        or sum(f.grouped for f in cells) >= max(2, len(cells) // 5)
    )
