"""The count as one page of HTML: a plot for each view, its figures below. It opens without a network, and nothing in it
runs."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from griffier.pipeline.exports.stats.counting import Stats
from griffier.pipeline.exports.stats.drawing import figure
from griffier.pipeline.exports.stats.views import View, views
from griffier.pipeline.page_frame.page_skeleton import still_page
from griffier.pipeline.wording import counted, number, said


def as_page(stats: Stats) -> str:
    """The page. Raises MissingPackageError."""
    shown = list(views(stats))
    listed = "".join(f'<li><a href="#{view.name}">{escape(view.title)}</a></li>' for view in shown)
    documents = sum(stats.documents.values())
    told = counted(documents, "document", "documents")
    if stats.dossiers:
        told = said("{one} and {other}", one=told, other=counted(stats.dossiers, "dossier", "dossiers"))
    body = f"<h1>{escape(told)}</h1>\n<nav><ul>{listed}</ul></nav>\n{''.join(_section(view) for view in shown)}"
    return still_page(told, body, ("griffier.pipeline.exports.stats", "stats_page.css"))


def _section(view: View) -> str:
    figures = escape(said("Figures"))
    plot = figure(view.name, view.height, view.draw, escape(view.title, quote=True))
    return (
        f'<section id="{view.name}"><h2>{escape(view.title)}</h2>\n<p>{escape(view.note)}</p>\n'
        f"<figure>{plot}</figure>\n<details><summary>{figures}</summary>\n"
        f"{_table(view.heads, view.rows)}</details>"
        f"</section>\n"
    )


def _table(heads: Sequence[str], rows: Sequence[Sequence[str | int]]) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(f"<tr>{''.join(_cell(value) for value in row)}</tr>\n" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table>"


def _cell(value: str | int) -> str:
    if isinstance(value, int):
        return f'<td class="n">{number(value)}</td>'
    figure_like = value.rstrip("%").replace(",", "").replace(".", "").isdecimal()
    return f"<td{' class=n' if figure_like else ''}>{escape(value)}</td>"
