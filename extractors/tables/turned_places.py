"""Where the cells of a table stand on the page, where the table is part of a picture that lies on its side."""

from __future__ import annotations

from dataclasses import replace

from griffier.extractors.tables.model import FinancialTable, Place
from griffier.schemas.document import Box, Document


def stand(table: FinancialTable, doc: Document) -> None:
    """Lead the boxes of a table back to the page, in place."""
    if not any(picture.page in table.pages for picture in doc.turned):
        return
    if table.title_place is not None:
        table.title_place = _shown(table.title_place, doc)
    for row in table.rows:
        if row.place is not None:
            row.place = _shown(row.place, doc)
        if row.remark is not None:
            row.remark = _shown(row.remark, doc)
        row.text = {column: _shown(place, doc) for column, place in row.text.items()}
        row.cells = [cell if cell is None else replace(cell, place=_shown(cell.place, doc)) for cell in row.cells]


def _shown(place: Place, doc: Document) -> Place:
    box = doc.shown(place.page, Box(place.x0, place.top, place.x1, place.bottom))
    return replace(place, x0=box.x0, top=box.top, x1=box.x1, bottom=box.bottom)
