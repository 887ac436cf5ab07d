"""Tables of pages whose words have boxes: regions, heads, rows, and what goes on over a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from griffier.extractors.tables.bands import Region
from griffier.extractors.tables.captions import caption, speaks_of_unit, unit_of, without_legend
from griffier.extractors.tables.column_heads import describe, is_count, names_ratios, speaks_of_money
from griffier.extractors.tables.continuing import Made, continues
from griffier.extractors.tables.format_grids import grid_lines
from griffier.extractors.tables.headlines import SECTION
from griffier.extractors.tables.heads import head_levels
from griffier.extractors.tables.model import FinancialTable, Place, TableColumn, TableRow
from griffier.extractors.tables.page_breaks import foot_of, take_head, take_tail
from griffier.extractors.tables.page_lines import page_lines
from griffier.extractors.tables.page_rules import PageRules
from griffier.extractors.tables.pieces import PrintedLine
from griffier.extractors.tables.printed_figures import Figure
from griffier.extractors.tables.promising import promising
from griffier.extractors.tables.regions import regions
from griffier.extractors.tables.remark_column import remarks, take_remarks
from griffier.extractors.tables.row_labels import wraps
from griffier.extractors.tables.rows import region_rows
from griffier.extractors.tables.scan_codes import settle_scan
from griffier.extractors.tables.sign_legends import sign_of, speaks_of_letters
from griffier.schemas.document import Document, Grid, Page, PageState, Span


def geometric_tables(doc: Document, pages: Sequence[Page]) -> list[FinancialTable]:
    """The tables of the pages in order, joined where they go on."""
    going = _Going()
    for page in pages:
        rules = PageRules(doc, page.number)
        for side, lines in enumerate(page_lines(doc, page, rules)):
            if page.state is PageState.OCR:
                settle_scan(lines)
            found = regions(lines, rules)
            if found and not side:
                take_head(found[0], going.foot)
            going.foot = foot_of(lines, found)
            for region in found:
                region.side, region.optical = side, page.state is PageState.OCR
                going.add(region, rules, last=region is found[-1])
    return [m.table for m in going.made]


class _Going:
    """The tables as far as the pages were read. `waiting`: a row alone at the foot of a page, which is a table where
    the next page's goes on with it."""

    def __init__(self) -> None:
        self.made: list[Made] = []
        self.foot: list[PrintedLine] = []
        self._open: Made | None = None
        self._waiting: Made | None = None
        self._claimed: set[int] = set()
        self._heads: set[str] = set()

    def add(self, region: Region, rules: PageRules, *, last: bool) -> None:
        """Take the next region, the `last` of its page or not."""
        _unclaimed(region, self._claimed)
        if self._open is not None:
            take_tail(region, self._open)
        new = _make(region, rules)
        if self._open is not None and continues(self._open, new):
            return
        head = _head_text(region)
        good = promising(region, under=self._open is not None, like=head in self._heads)
        if good and self._waiting is not None and continues(self._waiting, new):
            new = self._waiting
        self._open = new if good else None
        self._waiting = new if region.head and last and not good else None
        if good:
            self.made.append(new)
            self._heads.update([head] if head else [])


def _head_text(region: Region) -> str:
    return " ".join(line.text for line in region.head)


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
    found = [regions(lines, rules) for lines in pages]
    _captioned_below([region for page in found for region in page])
    for page in found:
        last: Made | None = None
        for region in page:
            _unclaimed(region, claimed)
            new = _make(region, rules)
            if last is not None and continues(last, new):
                continue
            last = new if promising(region, under=last is not None) else None
            if last is not None:
                made.append(last)
    for m in made:
        _without_boxes(m.table)
    return [m.table for m in made]


def _captioned_below(found: Sequence[Region]) -> None:
    """Where a caption stands right under every table and none over the first, each is of the table above it."""
    if not found or any(caption(line.text) for line in (*found[0].before, *found[0].head)):
        return
    if all(region.after and caption(region.after[0].text) for region in found):
        for region in found:
            region.before = [*(line for line in region.before if not caption(line.text)), region.after[0]]


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
        if row.remark is not None:
            row.remark = Place(row.remark.page, row.remark.start, row.remark.end)
        for cell in row.cells:
            if cell is not None:
                cell.place = Place(cell.place.page, cell.place.start, cell.place.end)


def _make(region: Region, rules: PageRules) -> Made:
    bands = region.bands
    rows, words = region_rows(region, bands, rules)
    right = remarks(region)
    levels, beside = head_levels(region.head, bands, rules, right, words.starts if words else ())
    for row in rows:
        if row.heading:
            row.cells = [None] * len(bands)
    table = FinancialTable([describe(words) for words in levels], rows, [region.page])
    table.start, table.end = region.lines[0].start, region.lines[-1].end
    table.heads = tuple(tuple(level) for level in levels)
    table.words = [TableColumn(head, kind="text") for head in words.heads.values()] if words else []
    table.remarks = take_remarks(region, right, rows)
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
    beside = [line for line in above if line.page == region.page and line.bottom > top + 0.3 * line.size]
    above = [line for line in above if line not in beside]  # without the words over the labels
    for line, upper in zip(above[:2], [*above[1:3], None], strict=False):
        bare = without_legend(line.text)
        if _goes_on(line, upper):
            return
        if re.search(r"[^\W\d_]{3}", bare) and not (bare[-1] == "." and unit_of(line.text)):  # more than a legend
            if _may_entitle(bare) and top - line.bottom < 6 * line.size and not line.figures:
                place = Place(line.page, line.start, line.end, line.x0, line.top, line.x1, line.bottom)
                table.title, table.title_place = bare, place
            return


def _goes_on(line: PrintedLine, upper: PrintedLine | None) -> bool:
    """True for a line that begins with a small letter right under another of its type: prose goes on in it."""
    if upper is None or upper.page != line.page or not line.text[:1].islower() or upper.text[-1:] in ".:;":
        return False
    alike = upper.bold == line.bold and abs(upper.size - line.size) < 0.2
    return alike and 0 <= line.top - upper.bottom < 0.8 * line.size and abs(upper.x0 - line.x0) < 3


def _may_entitle(bare: str) -> bool:
    return len(bare) < 110 and bare[-1] not in ".;,:" and bare[0] not in "'’,.)"


def financial(table: FinancialTable) -> bool:
    """The last word on whether a table speaks of money."""
    cells = _printed(table)
    if all(c.kind != "money" for c in table.columns):
        return names_ratios(row.label or "" for row in table.rows)
    return bool(cells) and _speaks(table, cells)


def _speaks(table: FinancialTable, cells: Sequence[Figure]) -> bool:
    """True where a unit, the figures, the head or the title speak of money."""
    if table.unit_source == "printed" or any(f.money or f.favour for f in cells):
        return True
    head = " ".join((*(c.key for c in table.columns), table.title or ""))
    amounts = sum(f.grouped for f in cells) >= max(2, len(cells) // 5)
    return not _counts(table) and (amounts or _of_years(table, cells) or speaks_of_money(head))


def _of_years(table: FinancialTable, cells: Sequence[Figure]) -> bool:
    """True for figures with a sign in columns of years: what counts things has none."""
    return sum(c.year is not None for c in table.columns) > 1 and 4 * sum(f.signed for f in cells) >= len(cells)


def _printed(table: FinancialTable) -> list[Figure]:
    return [cell.figure for row in table.rows for cell in row.cells if cell is not None]


def _counts(table: FinancialTable) -> bool:
    """True where half of the rows count something: participants, hours, staff."""
    labels = [row.label for row in table.rows if row.label]
    return bool(labels) and 2 * sum(map(is_count, labels)) >= len(labels)
