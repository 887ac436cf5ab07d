"""`griffier stats`: what a set of records holds, in the terminal and as a page of plots."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from griffier.pipeline.errors import StorageError
from griffier.pipeline.exports.flat.export_command import counted_progress, dossiers_of
from griffier.pipeline.exports.stats.counting import count
from griffier.pipeline.exports.stats.drawing import printable
from griffier.pipeline.exports.stats.views import View, views
from griffier.pipeline.wording import number, said

SHOWN = 12
"""Rows of a table in the terminal; the page has all."""
COLUMNS = 8


def stats_command(inputs: Sequence[Path], html: Path | None = None, dossiers: Path | None = None) -> int:
    """Count, print, and write the page. Returns 0. Raises UsageError, NoInputError, MissingPackageError,
    StorageError."""
    with counted_progress() as told:
        stats = count(inputs, dossiers_of(inputs, dossiers), told)
    console = Console()
    for view in views(stats):
        console.print(_table(view))
    if html is not None:
        from griffier.pipeline.exports.stats.stats_page import as_page

        page = as_page(stats)
        try:
            html.write_text(page, encoding="utf-8")
        except OSError as error:
            raise StorageError(f"{html}: {error.strerror or error}", remedy=StorageError.rights) from error
        console.print(said("Written: {file}", file=html), highlight=False, soft_wrap=True, markup=False)
    return 0


def _table(view: View) -> Table:
    """A view as a table that fits: the first rows, and of many columns the first and the last."""
    wide = len(view.heads) > COLUMNS
    kept = [*range(COLUMNS - 1), len(view.heads) - 1] if wide else list(range(len(view.heads)))
    left_out = len(view.rows) - SHOWN
    caption = said("{count} more rows", count=number(left_out)) if left_out > 0 else None
    table = Table(title=view.title, title_justify="left", caption=caption, caption_justify="left")
    for n in kept:
        numbers = all(isinstance(row[n], int) or str(row[n])[:1].isdecimal() for row in view.rows)
        table.add_column(view.heads[n], justify="right" if numbers and n else "left", overflow="ellipsis")
    rows = view.rows[-SHOWN:] if view.name == "documents" else view.rows[:SHOWN]
    for row in rows:
        table.add_row(*(_shown(row[n]) for n in kept))
    return table


def _shown(value: str | int) -> Text:
    """A cell; what a document says is text, never a command to the terminal."""
    return Text(number(value) if isinstance(value, int) else printable(value))
