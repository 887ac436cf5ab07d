"""The count as one page of HTML: a plot for each view, its figures below. It opens without a network, and nothing in it
runs."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from importlib.resources import files

from griffier.pipeline.exports.stats.counting import Stats
from griffier.pipeline.exports.stats.drawing import figure
from griffier.pipeline.exports.stats.views import View, views


def as_page(stats: Stats) -> str:
    """The page. Raises MissingPackageError."""
    shown = list(views(stats))
    style = files("griffier.pipeline.exports.stats").joinpath("stats_page.css").read_text("utf-8")
    listed = "".join(f'<li><a href="#{view.name}">{escape(view.title)}</a></li>' for view in shown)
    documents = sum(stats.documents.values())
    dossiers = f" and {stats.dossiers:,} dossiers" if stats.dossiers else ""
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width"><title>{documents:,} documents</title>\n'
        f"<style>\n{style}</style></head><body>\n<h1>{documents:,} documents{dossiers}</h1>\n"
        f"<nav><ul>{listed}</ul></nav>\n{''.join(_section(view) for view in shown)}</body></html>\n"
    )


def _section(view: View) -> str:
    plot = figure(view.name, view.height, view.draw, escape(view.title, quote=True))
    return (
        f'<section id="{view.name}"><h2>{escape(view.title)}</h2>\n<p>{escape(view.note)}</p>\n'
        f"<figure>{plot}</figure>\n<details><summary>Figures</summary>\n{_table(view.heads, view.rows)}</details>"
        f"</section>\n"
    )


def _table(heads: Sequence[str], rows: Sequence[Sequence[str | int]]) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(f"<tr>{''.join(_cell(value) for value in row)}</tr>\n" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table>"


def _cell(value: str | int) -> str:
    if isinstance(value, int):
        return f'<td class="n">{value:,}</td>'
    number = value.rstrip("%").replace(",", "").replace(".", "").isdigit()
    return f"<td{' class=n' if number else ''}>{escape(value)}</td>"
