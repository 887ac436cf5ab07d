"""The tables as one page of HTML: contents with links, every table as printed, what does not add up marked at its cell
and listed.

Nothing is fetched, nothing runs: text of the document is escaped, the style stands in the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from html import escape
from importlib.resources import files
from pathlib import Path

from griffier.pipeline.exports.export import TableExport
from griffier.pipeline.exports.sheet import Mark, Shape, Sheet, ranked, sheets, to_look_at

_ROLE = "Regel"
"""Bold says it here; the workbook has the column, to filter on."""


def as_html(export: TableExport) -> str:
    """The page."""
    made = sheets(export)
    name = escape(Path(export.path).name)
    alarms = sum(1 for sheet in made for mark in sheet.marks if mark.finding.severity != "info")
    style = files("griffier.pipeline.exports").joinpath("tables_page.css").read_text("utf-8")
    listed = "".join(
        f'<li><a href="#t{i}">{escape(s.title)}</a> <span>p. {s.pages}{_count(s)}</span></li>\n'
        for i, s in enumerate(made)
    )
    return (
        f'<!doctype html>\n<html lang="nl"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width">\n'
        f"<title>Tabellen uit {name}</title>\n<style>\n{style}</style></head><body>\n"
        f'<h1>Tabellen uit {name}</h1>\n<p>{len(made)} tabellen; <a href="#bevindingen">{to_look_at(alarms)}</a>.</p>\n'
        f"<nav><ol>\n{listed}</ol></nav>\n{''.join(_table(sheet, i) for i, sheet in enumerate(made))}"
        f"{_findings(made)}</body></html>\n"
    )


def _count(sheet: Sheet) -> str:
    alarms = sum(1 for mark in sheet.marks if mark.finding.severity != "info")
    return f", {alarms} na te kijken" if alarms else ""


def _table(sheet: Sheet, i: int) -> str:
    heads = "".join(f'<th scope="col"{_class(c.shape)}>{escape(c.head)}</th>' for c in sheet.columns if c.head != _ROLE)
    marks: dict[tuple[int, int], list[Mark]] = {}
    for mark in sheet.marks:
        if mark.row is not None and mark.column is not None:
            marks.setdefault((mark.row, mark.column), []).append(mark)
    body = []
    for n, (row, role) in enumerate(zip(sheet.rows, sheet.roles, strict=True)):
        cells = "".join(
            f"<td{_class(column.shape, marks.get((n, m)))}"
            f"{_anchor(i, n, m, marks)}>{escape(shown(value, column.shape))}</td>"
            for m, (value, column) in enumerate(zip(row, sheet.columns, strict=True))
            if column.head != _ROLE
        )
        body.append(f'<tr class="{role}">{cells}</tr>\n')
    about = ". ".join([f"Pagina {sheet.pages}", *sheet.captions])
    return (
        f'<section id="t{i}"><h2>{escape(sheet.title)}</h2>\n<p>{escape(about)}. <a href="#">naar boven</a></p>\n'
        f"<table><thead><tr>{heads}</tr></thead>\n<tbody>\n{''.join(body)}</tbody></table></section>\n"
    )


def _class(shape: Shape, marks: Sequence[Mark] | None = None) -> str:
    names = [*(["n"] if shape != "text" else []), *([marks[0].finding.severity] if marks else [])]
    return f' class="{" ".join(names)}"' if names else ""


def _anchor(i: int, row: int, column: int, marks: dict[tuple[int, int], list[Mark]]) -> str:
    found = marks.get((row, column))
    if not found:
        return ""
    said = "; ".join(mark.words for mark in found)
    return f' id="t{i}r{row}c{column}" title="{escape(said)}"'


def shown(value: str | Decimal | None, shape: Shape) -> str:
    """A value as it is printed in the Netherlands: 1.234.567, -12,50, 350.000 N, 4,5%."""
    if value is None or isinstance(value, str):
        return value or ""
    if shape == "count" and value == value.to_integral_value() and value < 10_000:
        return f"{value:.0f}"
    number = (
        f"{abs(value) if shape == 'favour' else value:,.0f}" if value == value.to_integral_value() else f"{value:,.2f}"
    )
    number = number.translate(str.maketrans(",.", ".,"))
    if shape == "favour" and value:
        return f"{number.lstrip('-')} {'V' if value > 0 else 'N'}"
    return f"{number}%" if shape == "percent" else number


def _finding(mark: Mark, sheet: Sheet, i: int) -> str:
    """A finding as a row, with a link to its cell or table."""
    at = f"t{i}" if mark.row is None or mark.column is None else f"t{i}r{mark.row}c{mark.column}"
    label = next(m for m, column in enumerate(sheet.columns) if column.head == "Omschrijving")
    row = str(sheet.rows[mark.row][label] or "") if mark.row is not None else ""
    key = sheet.columns[mark.column].key if mark.column is not None else None
    said = " · ".join(filter(None, (sheet.title, row, key)))
    figures = "".join(
        f'<td class="n">{escape(shown(v, "money"))}</td>' for v in (mark.finding.printed, mark.finding.expected)
    )
    return (
        f'<tr><td class="{mark.finding.severity}">{escape(mark.severity)}</td><td>{escape(mark.words)}</td>'
        f'<td><a href="#{at}">{escape(said)}</a></td><td class="n">{mark.finding.page or ""}</td>{figures}'
        f"<td><code>{escape(mark.finding.code)}</code></td></tr>\n"
    )


def _findings(made: Sequence[Sheet]) -> str:
    rows = [_finding(mark, made[i], i) for mark, i in ranked(made)]
    heads = "".join(f"<th>{head}</th>" for head in ("Ernst", "Wat", "Waar", "Pagina", "Gedrukt", "Verwacht", "Code"))
    body = (
        f"<table><thead><tr>{heads}</tr></thead>\n<tbody>\n{''.join(rows)}</tbody></table>"
        if rows
        else "<p>Geen bevindingen.</p>"
    )
    return (
        f'<section id="bevindingen"><h2>Bevindingen</h2>\n<p>Een bevinding is een reden om te kijken, geen '
        f"oordeel.</p>\n{body}</section>\n"
    )
