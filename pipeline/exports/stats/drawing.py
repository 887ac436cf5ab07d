"""The plots: matplotlib draws them as SVG that stands in the page, text as text, nothing fetched, nothing run.

Plots that can be clicked would need half a megabyte of script at least; these print, are read aloud by their label, and
have their figures in a table below.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from typing import Any

from griffier.pipeline.exports.flat.sink import needed
from griffier.pipeline.exports.stats.counting import Stats

COLOURS = ("#4269d0", "#efb118", "#ff725c", "#6cc5b0", "#3ca951", "#ff8ab7", "#a463f2", "#97bbf5", "#9c6b4e", "#9498a0")
OUTCOMES = {
    "adopted": "#3ca951",
    "taken_over": "#97d8a0",
    "rejected": "#d6455d",
    "withdrawn": "#9c6b4e",
    "held_over": "#efb118",
    "lapsed": "#c7b299",
    "not said": "#c8ccd2",
}
SEVERITIES = {"error": "#d6455d", "warning": "#efb118", "info": "#97bbf5"}
WIDTH = 9.0
"""Inches of a plot."""
_DARK = 0.6
"""From this share on a field of the heat map is dark."""
Bars = Sequence[tuple[str, Sequence[float]]]
"""Rows of stacked bars: label and a length for each part."""


def figure(name: str, height: float, draw: Callable[[Any], None], said: str) -> str:
    """A plot as an element of a page. `said`: what it shows, for those who hear it. Raises MissingPackageError."""
    needed("matplotlib")
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    options: Any = {
        "text.parse_math": False,
        "svg.fonttype": "none",
        "svg.hashsalt": name,
        "font.family": "sans-serif",
        "font.size": 9.0,
    }
    with rc_context(options):
        plot = Figure(figsize=(WIDTH, height), layout="constrained")
        axes = plot.add_subplot()
        draw(axes)
        out = io.StringIO()
        plot.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    svg = out.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>\s*", "", svg, flags=re.DOTALL)
    # ids are unique within a plot alone, and several stand in a page
    svg = re.sub(r'\bid="', f'id="{name}-', svg)
    svg = re.sub(r'((?:xlink:)?href="#|url\(#)', rf"\g<1>{name}-", svg)
    return svg.replace("<svg ", f'<svg role="img" aria-label="{said}" ', 1)


def stacked(axes: Any, bars: Bars, parts: Sequence[str], colours: Sequence[str], *, across: str) -> None:
    """Lying bars, the first on top, each of several parts; parts that nothing has are left out of the legend."""
    labels = [label for label, _ in bars]
    left = [0.0] * len(bars)
    for n, part in enumerate(parts):
        lengths = [values[n] for _, values in bars]
        if any(lengths):
            axes.barh(labels, lengths, left=left, color=colours[n % len(colours)], label=part.replace("_", " "))
        left = [before + length for before, length in zip(left, lengths, strict=True)]
    axes.invert_yaxis()
    axes.set_xlabel(across)
    _plain(axes)
    if len(parts) > 1:
        axes.legend(frameon=False, loc="center left", bbox_to_anchor=(1.0, 0.5))


def columns(axes: Any, labels: Sequence[str], values: Sequence[float], *, across: str, up: str) -> None:
    """Standing bars, each with its number above it."""
    drawn = axes.bar(labels, values, color=COLOURS[0], width=0.85)
    axes.bar_label(drawn, labels=[f"{value:,.0f}" if value else "" for value in values], fontsize=8, padding=2)
    axes.set_xlabel(across)
    axes.set_ylabel(up)
    _plain(axes)


def heat_map(axes: Any, stats: Stats, parties: Sequence[str]) -> None:
    """How often two parties stood on one side: the darker the more; in each field the share and of how many votes."""
    shares = [[stats.share_alike(one, other) for other in parties] for one in parties]
    shown = [[float("nan") if v is None or i == j else v for j, v in enumerate(row)] for i, row in enumerate(shares)]
    axes.pcolormesh(shown, cmap="YlGnBu", vmin=0.0, vmax=1.0, edgecolors="white", linewidth=1.5)
    axes.invert_yaxis()
    for i, one in enumerate(parties):
        for j, other in enumerate(parties):
            share = shares[i][j]
            if share is not None and i != j:
                votes = stats.together[min(one, other), max(one, other)]
                colour = "white" if share > _DARK else "black"
                axes.text(j + 0.5, i + 0.5, f"{share:.0%}\n{votes}", ha="center", va="center", fontsize=7, color=colour)
    names = [short(party) for party in parties]
    middles = [n + 0.5 for n in range(len(parties))]
    axes.set_xticks(middles, names, rotation=40, ha="right", rotation_mode="anchor")
    axes.set_yticks(middles, names)
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)


def printable(text: str) -> str:
    """Text of a document without what a terminal or a page would obey."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def short(party: str, longest: int = 28) -> str:
    """A party as a plot names it: without its municipality's code, cut where it is long."""
    name = re.sub(r"^GM\d{4}:", "", printable(party))
    return name if len(name) <= longest else f"{name[: longest - 1]}…"


def _plain(axes: Any) -> None:
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.margins(y=0.01) if axes.yaxis_inverted() else axes.margins(x=0.01)
    axes.grid(axis="x" if axes.yaxis_inverted() else "y", color="#e4e6ea", linewidth=0.6)
    axes.set_axisbelow(True)
