"""The tables as one page of HTML: contents with links, every table as printed, what does not add up marked at its cell
and listed.

Nothing is fetched, nothing runs: text of the document is escaped, the style stands in the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from html import escape

from griffier.pipeline.exports.export import TableExport
from griffier.pipeline.exports.sheet import (
    Mark,
    Shape,
    Sheet,
    label_head,
    ranked,
    role_head,
    sheets,
    title_of,
    to_look_at,
)
from griffier.pipeline.page_frame.page_skeleton import still_page
from griffier.pipeline.wording import counted, language, said


def as_html(export: TableExport) -> str:
    """The page."""
    made = sheets(export)
    alarms = sum(1 for sheet in made for mark in sheet.marks if mark.finding.severity != "info")
    listed = "".join(
        f'<li><a href="#t{i}">{escape(s.title)}</a> <span>p. {s.pages}{_count(s)}</span></li>\n'
        for i, s in enumerate(made)
    )
    title = title_of(export)
    body = (
        f"<h1>{escape(title)}</h1>\n<p>{counted(len(made), 'table', 'tables')}; "
        f'<a href="#findings">{to_look_at(alarms)}</a>.</p>\n'
        f"<nav><ol>\n{listed}</ol></nav>\n{''.join(_table(sheet, i) for i, sheet in enumerate(made))}"
        f"{_findings(made)}"
    )
    return still_page(title, body, ("griffier.pipeline.exports", "tables_page.css"))


def _count(sheet: Sheet) -> str:
    alarms = sum(1 for mark in sheet.marks if mark.finding.severity != "info")
    return f", {escape(to_look_at(alarms))}" if alarms else ""


def _table(sheet: Sheet, i: int) -> str:
    role = role_head()  # bold says it here; the workbook has the column, to filter on
    heads = "".join(f'<th scope="col"{_class(c.shape)}>{escape(c.head)}</th>' for c in sheet.columns if c.head != role)
    marks: dict[tuple[int, int], list[Mark]] = {}
    for mark in sheet.marks:
        if mark.row is not None and mark.column is not None:
            marks.setdefault((mark.row, mark.column), []).append(mark)
    body = []
    for n, (row, weight) in enumerate(zip(sheet.rows, sheet.roles, strict=True)):
        cells = "".join(
            f"<td{_class(column.shape, marks.get((n, m)))}"
            f"{_anchor(i, n, m, marks)}>{escape(shown(value, column.shape))}</td>"
            for m, (value, column) in enumerate(zip(row, sheet.columns, strict=True))
            if column.head != role
        )
        body.append(f'<tr class="{weight}">{cells}</tr>\n')
    about = ". ".join([f"{said('Page')} {sheet.pages}", *sheet.captions])
    return (
        f'<section id="t{i}"><h2>{escape(sheet.title)}</h2>\n<p>{escape(about)}. <a href="#">'
        f"{escape(said('to the top'))}</a></p>\n"
        f"<table><thead><tr>{heads}</tr></thead>\n<tbody>\n{''.join(body)}</tbody></table></section>\n"
    )


def _class(shape: Shape, marks: Sequence[Mark] | None = None) -> str:
    names = [*(["n"] if shape != "text" else []), *([marks[0].finding.severity] if marks else [])]
    return f' class="{" ".join(names)}"' if names else ""


def _anchor(i: int, row: int, column: int, marks: dict[tuple[int, int], list[Mark]]) -> str:
    found = marks.get((row, column))
    if not found:
        return ""
    words = "; ".join(mark.words for mark in found)
    return f' id="t{i}r{row}c{column}" title="{escape(words)}"'


def shown(value: str | Decimal | None, shape: Shape) -> str:
    """A value as it is printed in the Netherlands (1.234.567, -12,50, 350.000 N, 4,5%), or as English writes it."""
    if value is None or isinstance(value, str):
        return value or ""
    if shape == "count" and value == value.to_integral_value() and value < 10_000:
        return f"{value:.0f}"
    number = (
        f"{abs(value) if shape == 'favour' else value:,.0f}" if value == value.to_integral_value() else f"{value:,.2f}"
    )
    number = number.translate(str.maketrans(",.", ".,")) if language() == "nl" else number
    if shape == "favour" and value:
        return f"{number.lstrip('-')} {'V' if value > 0 else 'N'}"
    return f"{number}%" if shape == "percent" else number


def _finding(mark: Mark, sheet: Sheet, i: int) -> str:
    """A finding as a row, with a link to its cell or table."""
    at = f"t{i}" if mark.row is None or mark.column is None else f"t{i}r{mark.row}c{mark.column}"
    label = next(m for m, column in enumerate(sheet.columns) if column.head == label_head())
    row = str(sheet.rows[mark.row][label] or "") if mark.row is not None else ""
    key = sheet.columns[mark.column].key if mark.column is not None else None
    place = " · ".join(filter(None, (sheet.title, row, key)))
    figures = "".join(
        f'<td class="n">{escape(shown(v, "money"))}</td>' for v in (mark.finding.printed, mark.finding.expected)
    )
    return (
        f'<tr><td class="{mark.finding.severity}">{escape(mark.severity)}</td><td>{escape(mark.words)}</td>'
        f'<td><a href="#{at}">{escape(place)}</a></td><td class="n">{mark.finding.page or ""}</td>{figures}'
        f"<td><code>{escape(mark.finding.code)}</code></td></tr>\n"
    )


def _findings(made: Sequence[Sheet]) -> str:
    rows = [_finding(mark, made[i], i) for mark, i in ranked(made)]
    named = (
        said("How bad"),
        said("What"),
        said("Where"),
        said("Page"),
        said("Printed"),
        said("Expected"),
        said("Code"),
    )
    heads = "".join(f"<th>{escape(head)}</th>" for head in named)
    body = (
        f"<table><thead><tr>{heads}</tr></thead>\n<tbody>\n{''.join(rows)}</tbody></table>"
        if rows
        else f"<p>{escape(said('No findings.'))}</p>"
    )
    return (
        f'<section id="findings"><h2>{escape(said("Findings"))}</h2>\n'
        f"<p>{escape(said('A finding is a reason to look, no verdict.'))}</p>\n{body}</section>\n"
    )
