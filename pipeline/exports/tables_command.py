"""`griffier tables`: the tables of one report, to the terminal, a workbook, a page of HTML or a folder of CSV files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from griffier.pipeline.errors import UsageError
from griffier.pipeline.inner_files import open_source
from griffier.pipeline.wording import counted, said

if TYPE_CHECKING:
    from griffier.pipeline.exports.export import TableExport

FORMATS = ("csv", "xlsx", "html")


def tables_command(name: str, *, form: str | None = None, out: Path | None = None, page: int | None = None) -> int:
    """Write the tables and say how many. The form is that of `out`'s name unless said. Returns 1 where the file has
    none.

    Raises UsageError, InaccessibleError and what reading raises.
    """
    from griffier.pipeline.exports.export import tables_of_file

    chosen = _format(form, out)
    export = tables_of_file(open_source(name), page)
    if not export.tables:
        where = said("page {page} of {file}", page=page, file=name) if page else name
        print("griffier: " + said("no financial table in {where}", where=where), file=sys.stderr)
        return 1
    if out is None:
        sys.stdout.buffer.write(_as_text(export, chosen).encode("utf-8"))
        return 0
    try:
        _write(export, chosen, out)
    except OSError as error:
        raise UsageError(
            f"{out} cannot be written: {error.strerror or error}", remedy="Give a file, or a folder for CSV files."
        ) from error
    told = counted(len(export.tables), "table", "tables")
    about = counted(len(export.findings), "finding about them", "findings about them")
    print(f"{out}: {told}, {about}", file=sys.stderr)
    return 0


def _format(form: str | None, out: Path | None) -> str:
    """The form that was asked for, or that of the file's name; of the terminal CSV."""
    chosen = form or (out.suffix.lstrip(".").lower() if out and out.suffix else "csv")
    if chosen not in FORMATS:
        raise UsageError(f"{chosen!r} is no format for tables", remedy=f"Formats: {', '.join(FORMATS)}")
    if chosen == "xlsx" and out is None:
        raise UsageError("a workbook needs a file", remedy="Add --out tables.xlsx")
    return chosen


def _as_text(export: TableExport, form: str) -> str:
    from griffier.pipeline.exports.export import as_csv
    from griffier.pipeline.exports.html_page import as_html

    return as_csv(export) if form == "csv" else as_html(export)


def _write(export: TableExport, form: str, out: Path) -> None:
    """Write a file, or a folder where CSV goes to a name without a suffix."""
    from griffier.pipeline.exports.export import write_csv
    from griffier.pipeline.exports.workbook import write_xlsx

    if form == "xlsx":
        write_xlsx(export, out)
    elif form == "csv" and not out.suffix:
        write_csv(export, out)
    else:
        out.write_text(_as_text(export, form), encoding="utf-8", newline="")
