"""Twelve ways to lay out a paper (`form_sheets`), as elements that any producer can print (`form_producers`)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from form_sheets import Sheet

Mark = Literal["disc", "square", "dash", "arrow"]
GLYPHS: dict[Mark, str] = {"disc": "•", "square": "▪", "dash": "–", "arrow": "➢"}


@dataclass(frozen=True)
class Text:
    """A paragraph. `size` in points; `align`: left, center, right; `colour`: a grey or a band behind it."""

    text: str
    bold: bool = False
    size: float = 10.5
    align: Literal["left", "center", "right"] = "left"
    small: bool = False


@dataclass(frozen=True)
class Items:
    """A list: a mark before each item, or the number that the item has itself."""

    items: tuple[str, ...]
    mark: Mark | None


@dataclass(frozen=True)
class Grid:
    """A table of cells; `ruled`: with lines. `widths` in points. The only cell of a row takes its whole width."""

    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    ruled: bool = False
    bold_first: bool = False


@dataclass(frozen=True)
class Break:
    """A new page, or only the space of a line."""

    page: bool = False


Element = Text | Items | Grid | Break


@dataclass
class Layout:
    """A laid-out paper. `header`, `footer`: on every page; `columns`: of the body; `size`: of the page, small
    where it breaks in the worst place; `numbered`: numbers of the lines in the margin, by producers that can."""

    elements: list[Element] = field(default_factory=list)
    header: str = ""
    footer: str = ""
    columns: int = 1
    size: tuple[float, float] = (595, 842)
    numbered: bool = False


def _town(sheet: Sheet) -> str:
    return next((line for line in sheet.lines if line.lower().startswith("gemeente")), "")


def _body(sheet: Sheet, mark: Mark, *, bold: bool = True) -> list[Element]:
    out: list[Element] = []
    for kind, parts in sheet.body:
        if kind in ("ul", "ol"):
            out.append(Items(tuple(parts), mark if kind == "ul" else None))
        else:
            out.append(Text(parts[0], bold=bold and kind == "h" and len(parts[0]) < 60))
        out.append(Break())
    return out


_GAP = re.compile(r"\t|\s{3,}")


def _foot(sheet: Sheet) -> list[Element]:
    """The lines behind the text; those with columns, one after the other, as rows of cells."""
    out: list[Element] = []
    for columns, lines in groupby(sheet.foot, key=lambda line: len(_GAP.split(line))):
        if columns < 2:
            out += [Text(line) for line in lines]
        else:
            out.append(Grid(tuple(tuple(_GAP.split(line)) for line in lines), (450 / columns,) * columns))
    return out


def plain(sheet: Sheet) -> Layout:
    """A word processor's page: labels before their values, discs."""
    head: list[Element] = [Text(line, bold=True) for line in sheet.lines]
    head += [Text(f"{label}: {value}") for label, value in sheet.pairs]
    return Layout([*head, Break(), *_body(sheet, "disc"), *_foot(sheet)], footer="Pagina {page}")


def table_head(sheet: Sheet) -> Layout:
    """A ruled table with the labels beside their values; squares."""
    head: list[Element] = [Text(line, bold=True, size=13) for line in sheet.lines]
    if sheet.pairs:
        head.append(Grid(tuple(sheet.pairs), (120, 330), ruled=True, bold_first=True))
    return Layout([*head, Break(), *_body(sheet, "square"), *_foot(sheet)])


def labels_above(sheet: Sheet) -> Layout:
    """Small labels above their values, side by side; dashes."""
    head: list[Element] = [Text(line, bold=True, size=14) for line in sheet.lines]
    for at in range(0, len(sheet.pairs), 3):
        some = sheet.pairs[at : at + 3]
        widths = (150.0,) * len(some)
        head.append(Grid((tuple(label for label, _ in some), tuple(value for _, value in some)), widths))
        head.append(Break())
    return Layout([*head, Break(), *_body(sheet, "dash"), *_foot(sheet)])


def letterhead(sheet: Sheet) -> Layout:
    """Addresses in a column at the right of the head, a line of contacts at the foot; arrows."""
    town = _town(sheet)
    address = (
        "Bezoekadres",
        "Raadhuisstraat 1",
        "Postbus 12",
        "1000 AA",
        "www.gemeente.example",
        "griffie@gemeente.example",
    )
    left = [*sheet.lines, *(f"{label}: {value}" for label, value in sheet.pairs)]
    rows = [
        (left[i] if i < len(left) else "", address[i] if i < len(address) else "") for i in range(max(len(left), 6))
    ]
    return Layout(
        [Grid(tuple(rows), (330, 130)), Break(), *_body(sheet, "arrow"), *_foot(sheet)],
        footer=f"{town or 'Griffie'} | telefoon 14 010 | pagina {{page}}",
    )


def two_columns(sheet: Sheet) -> Layout:
    """The body in two columns, as a gazette; discs."""
    made = plain(sheet)
    return Layout(made.elements, columns=2, footer="{page}")


def running_header(sheet: Sheet) -> Layout:
    """The first lines again in a running header, and a page that ends within an item; dashes."""
    head: list[Element] = [Text(line, bold=True) for line in sheet.lines]
    head += [Text(f"{label}  {value}") for label, value in sheet.pairs]
    return Layout(
        [*head, Break(), *_body(sheet, "dash"), *_foot(sheet)],
        header=" – ".join(line for line in sheet.lines[:2]),
        footer="Pagina {page} van {pages}",
        size=(595, 300),
    )


def form(sheet: Sheet) -> Layout:
    """A form: everything in rows, the headings at the left; squares inside the cells."""
    rows: list[tuple[str, str]] = list(sheet.pairs)
    label = ""
    for kind, parts in sheet.body:
        if label and kind in ("h", "p") and len(parts[0]) < 40:  # a formula that stands alone
            rows.append(("", label))
            label = ""
        if kind == "h" and len(parts[0]) < 40:
            label = parts[0]
            continue
        text = "\n".join(f"{GLYPHS['square']} {part}" if kind == "ul" else part for part in parts)
        rows.append((label, text))
        label = ""
    if label:
        rows.append((label, ""))
    head: list[Element] = [Text(line, bold=True, size=14) for line in sheet.lines]
    return Layout([*head, Grid(tuple(rows), (120, 330), ruled=True, bold_first=True), Break(), *_foot(sheet)])


def poster(sheet: Sheet) -> Layout:
    """Large and centred, as a party would print it; arrows."""
    head: list[Element] = [Text(line, bold=True, size=16, align="center") for line in sheet.lines]
    head += [Text(f"{label}: {value}", align="center") for label, value in sheet.pairs]
    foot: list[Element] = [Text(line, align="center") for line in sheet.foot]
    return Layout([*head, Break(), *_body(sheet, "arrow", bold=False), *foot], size=(595, 842))


def word_table(sheet: Sheet) -> Layout:
    """A writer's table for everything: the head and the text in merged cells, labels beside their values between
    them; discs inside the cells."""
    rows: list[tuple[str, ...]] = [("\n".join(sheet.lines),)] if sheet.lines else []
    rows += sheet.pairs
    for kind, parts in sheet.body:
        rows.append(("\n".join(f"{GLYPHS['disc']} {part}" if kind == "ul" else part for part in parts),))
    return Layout([Grid(tuple(rows), (110, 350), ruled=True), Break(), *_foot(sheet)], footer="{page}")


def contact(sheet: Sheet) -> Layout:
    """A letter's page: whom to ask in a column at the right, beside the head and the first of the text; discs."""
    told = (
        "Bezoekadres",
        "Markt 1, Dorp",
        "",
        "Contactpersoon",
        "A.B. Voorbeeld",
        "",
        "Doorkiesnummer",
        "(0101) 12 34 56",
    )
    left = [*sheet.lines, "", *(f"{label}: {value}" for label, value in sheet.pairs)]
    body = _body(sheet, "disc")
    opening = next(iter(body), None)
    if isinstance(opening, Text):
        left += ["", opening.text]
        body = body[2:]
    beside = Grid((("\n".join(left).strip(), "\n".join(told)),), (320, 140))
    return Layout([beside, Break(), *body, *_foot(sheet)], footer="Postbus 12 | 1000 AA Dorp | www.gemeente.example")


def margin_numbers(sheet: Sheet) -> Layout:
    """Numbers of the lines in the margin, for a debate; dashes."""
    head: list[Element] = [Text(line, bold=True) for line in sheet.lines]
    head += [Text(f"{label}: {value}") for label, value in sheet.pairs]
    return Layout([*head, Break(), *_body(sheet, "dash", bold=False), *_foot(sheet)], numbered=True)


def leaders(sheet: Sheet) -> Layout:
    """Dots between the labels and their values, kind and number at the right; squares, a running header."""
    head: list[Element] = [Text(line, align="right") for line in sheet.lines]
    head += [Text(f"{label} {'.' * max(4, 30 - len(label))} {value}") for label, value in sheet.pairs]
    return Layout([*head, Break(), *_body(sheet, "square"), *_foot(sheet)], header="Raadsstukken", footer="- {page} -")


TEMPLATES: dict[str, Callable[[Sheet], Layout]] = {
    "plain": plain,
    "table-head": table_head,
    "labels-above": labels_above,
    "letterhead": letterhead,
    "columns": two_columns,
    "running": running_header,
    "form": form,
    "poster": poster,
    "word-table": word_table,
    "contact": contact,
    "margin": margin_numbers,
    "leaders": leaders,
}
