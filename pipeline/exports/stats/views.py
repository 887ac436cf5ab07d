"""What people look at of a count: each view is a table with its words, and how it is drawn. The terminal prints the
tables, the page draws them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from griffier.pipeline.exports.stats.counting import TENTHS, Stats
from griffier.pipeline.exports.stats.drawing import (
    COLOURS,
    OUTCOMES,
    SEVERITIES,
    columns,
    heat_map,
    short,
    stacked,
)
from griffier.pipeline.wording import number, said

MOST = 25
"""Rows of a view; the rest is summed in one."""
PARTIES = 14
"""Of the heat map: those with most votes."""


Cells = tuple[str | int, ...]


@dataclass(frozen=True)
class View:
    """`heads` and `rows`: the table; `note`: how to read it; `draw` draws on matplotlib's axes, `height` in inches."""

    name: str
    title: str
    note: str
    heads: tuple[str, ...]
    rows: tuple[Cells, ...]
    draw: Callable[[Any], None]
    height: float


def views(stats: Stats) -> Iterator[View]:
    """The views that have something to show."""
    made = (_documents, _tabled, _together, _amounts, _findings, _pages, _confidence)
    yield from (view for make in made if (view := make(stats)) is not None and view.rows)


def _kind(kind: str) -> str:
    return said(kind.replace("_", " "))


def _outcome(outcome: str) -> str:
    return said(outcome.replace("_", " "))


def _severity(severity: str) -> str:
    return said(severity)


def _tall(rows: int) -> float:
    return 1.0 + 0.27 * rows


def _bars(rows: Sequence[Cells]) -> list[tuple[str, list[float]]]:
    """Rows as bars: what stands between their name and their sum."""
    return [(short(str(row[0])), [float(n) for n in row[1:-1]]) for row in rows]


def _documents(stats: Stats) -> View:
    kinds, years = stats.kinds(), stats.years()
    rows: list[Cells] = [
        (str(year or said("no year")), *(stats.documents[kind, year] for kind in kinds), _of_year(stats, year))
        for year in years
    ]
    bars = _bars(rows)
    return View(
        "documents",
        said("Documents by kind and year"),
        said("The year of a budget report is its fiscal year, that of others the year of their date."),
        (said("year"), *(_kind(kind) for kind in kinds), said("all")),
        tuple(rows),
        lambda axes: stacked(
            axes, bars, [_kind(kind) for kind in kinds], [*COLOURS, "#555555", "#222222"], across=said("documents")
        ),
        max(2.2, _tall(len(rows))),
    )


def _of_year(stats: Stats, year: int | None) -> int:
    return sum(count for (_, y), count in stats.documents.items() if y == year)


def _most(sums: Counter[str]) -> list[str]:
    return [name for name, _ in sorted(sums.items(), key=lambda one: (-one[1], one[0]))]


def _tabled(stats: Stats) -> View:
    sums: Counter[str] = Counter()
    for (party, _), count in stats.tabled.items():
        sums[party] += count
    names = _most(sums)
    outcomes = [outcome for outcome in OUTCOMES if any(o == outcome for _, o in stats.tabled)]
    rows: list[Cells] = [
        (short(name, 60), *(stats.tabled[name, o] for o in outcomes), sums[name]) for name in names[:MOST]
    ]
    if len(names) > MOST:
        rest = [sum(stats.tabled[name, o] for name in names[MOST:]) for o in outcomes]
        rows.append((said("{count} other parties", count=len(names) - MOST), *rest, sum(rest)))
    bars = _bars(rows)
    return View(
        "tabled",
        said("Motions and amendments by party and outcome"),
        said("One that two parties tabled counts for both.")
        + " "
        + (
            said("Outcomes are those of the dossiers.")
            if stats.dossiers
            else said("A motion's own paper seldom says its outcome: griffier link joins it with the lists that do.")
        ),
        (said("party"), *(_outcome(o) for o in outcomes), said("all")),
        tuple(rows),
        lambda axes: stacked(
            axes,
            bars,
            [_outcome(o) for o in outcomes],
            [OUTCOMES[o] for o in outcomes],
            across=said("motions and amendments"),
        ),
        max(2.2, _tall(len(rows))),
    )


def _together(stats: Stats) -> View:
    parties = _most(stats.votes)[:PARTIES]
    rows: list[Cells] = []
    for n, one in enumerate(parties):
        for other in parties[n + 1 :]:
            share = stats.share_alike(one, other)
            if share is not None:
                votes = stats.together[min(one, other), max(one, other)]
                rows.append((short(one, 60), short(other, 60), votes, f"{share:.0%}"))
    rows.sort(key=lambda row: (-int(row[2]), str(row[0]), str(row[1])))
    return View(
        "together",
        said("Who votes with whom"),
        said(
            "Of the votes in which both parties stood on a side: in which share it was the same one, and how many "
            "votes that were. The {count} parties with most votes; a party that was divided is left out of that vote.",
            count=len(parties),
        ),
        (said("party"), said("party"), said("votes of both"), said("same side")),
        tuple(rows),
        lambda axes: heat_map(axes, stats, parties),
        1.6 + 0.42 * len(parties),
    )


def _amounts(stats: Stats) -> View:
    areas = sorted(stats.amounts.items(), key=lambda one: (-one[1].total, one[0]))
    rows = [(name, a.documents, a.count, number(round(a.total))) for name, a in areas]
    bars = [(short(name, 48), [float(a.total) / 1e6]) for name, a in areas if a.total > 0][:MOST]
    return View(
        "amounts",
        said("Amounts of money by policy area (taakveld)"),
        said(
            "Amounts in the running text of documents, by the likeliest taakveld of the document; one that a text "
            "names twice counts twice. It shows what money is spoken of, not what is spent."
        ),
        ("taakveld", said("documents"), said("amounts"), "euro"),
        tuple(rows),
        lambda axes: stacked(axes, bars, ["euro"], COLOURS, across=said("million euro named")),
        max(1.6, _tall(len(bars))),
    )


def _findings(stats: Stats) -> View:
    order = list(SEVERITIES)
    found = sorted(stats.findings.items(), key=lambda one: (order.index(one[0][0]), -one[1], one[0]))
    rows = [(_severity(severity), code, count) for (severity, code), count in found]
    codes = list(dict.fromkeys(code for (_, code), _ in found))[:MOST]
    bars = [(code, [float(stats.findings[severity, code]) for severity in order]) for code in codes]
    return View(
        "findings",
        said("Findings"),
        said("What the checks say: errors first. A finding is a reason to look."),
        (said("severity"), said("finding"), said("times")),
        tuple(rows),
        lambda axes: stacked(
            axes, bars, [_severity(one) for one in order], list(SEVERITIES.values()), across=said("times")
        ),
        max(1.6, _tall(len(bars))),
    )


def _pages(stats: Stats) -> View:
    whole = sum(stats.pages.values())
    rows = [(state, count, f"{count / whole:.1%}") for state, count in stats.pages.most_common()]
    bars = [(state, [float(count)]) for state, count in stats.pages.most_common()]
    return View(
        "pages",
        said("How pages were read"),
        said("ocr: recognised optically; text: from the file's own text."),
        (said("state"), said("pages"), said("share")),
        tuple(rows),
        lambda axes: stacked(axes, bars, ["pages"], COLOURS, across=said("pages")),
        max(1.3, _tall(len(rows))),
    )


def _confidence(stats: Stats) -> View:
    labels = [f"{n / TENTHS:.1f}–{(n + 1) / TENTHS:.1f}" for n in range(TENTHS)]
    rows = [
        (label, stats.kind_confidence[n], stats.value_confidence[n])
        for n, label in enumerate(labels)
        if stats.kind_confidence[n] or stats.value_confidence[n]
    ]
    values: Sequence[float] = [float(stats.value_confidence[n]) for n in range(TENTHS)]
    return View(
        "confidence",
        said("Confidence"),
        said("How sure the kind of a document and each of its values is; drawn are the values."),
        (said("confidence"), said("documents by kind"), said("values")),
        tuple(rows),
        lambda axes: columns(axes, labels, values, across=said("confidence of values"), up=said("values")),
        2.6,
    )
