"""The rooms of the code and what each imports, as a picture drawn from the imports themselves.

A room is a package of `extractors/` or `pipeline/`, or a module that stands beside them. Rooms stand in floors: each
above all that it imports. An arrow that follows from two others is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

import grimp

PLAIN = ("__init__", "source", "limits", "errors", "temporary", "record_files", "reference_data")
"""Modules of `pipeline/` that are no room: what every room may stand on."""

COLOURS = {
    "schemas": "#e8e8e8",
    "extractors": "#dbe9f6",
    "pipeline": "#e2f0d9",
    "cli": "#fbe5d6",
    "cli_checking": "#fbe5d6",
    "cli_running": "#fbe5d6",
    "library": "#fbe5d6",
}
WIDE, HIGH, GAP, FLOOR, EDGE = 118, 30, 16, 74, 24

Rooms = dict[str, set[str]]
"""Room -> the rooms that it imports, itself not in it."""


def room_of(module: str) -> str | None:
    """`griffier.extractors.votes.ballot` -> `extractors/votes`; a kind's module -> `extractors/KIND.py`; None where a
    module belongs to no room."""
    top, *rest = module.split(".")[1:] or [""]
    if top in ("schemas", "cli", "cli_checking", "cli_running", "library"):
        return top
    if top not in ("extractors", "pipeline") or not rest or (top == "pipeline" and rest[0] in PLAIN):
        return None
    return f"{top}/{rest[0]}"


def rooms() -> Rooms:
    """What every room imports, from the code as it is."""
    graph = grimp.build_graph("griffier", cache_dir=None)
    kinds = {f"griffier.extractors.{kind}" for kind in _kinds(graph.modules)}
    found: Rooms = {}
    named = {
        module: "extractors/KIND.py" if module in kinds else room
        for module in graph.modules
        if (room := room_of(module)) is not None
    }
    for module, room in named.items():
        into = found.setdefault(room, set())
        told = (named.get(other) for other in graph.find_modules_directly_imported_by(module))
        into.update(other for other in told if other is not None and other != room)
    found["extractors/making_records"].add("extractors/KIND.py")  # by name, through the registry
    return found


def _kinds(modules: set[str]) -> Iterator[str]:
    """The kinds: modules of `extractors/` after which a schema is named."""
    for module in modules:
        name = module.removeprefix("griffier.extractors.")
        if f"griffier.schemas.{name}" in modules and "." not in name:
            yield name


def floors(found: Mapping[str, set[str]]) -> list[list[str]]:
    """The rooms floor by floor: each above all that it imports. Two that import each other stand by who comes first."""
    height: dict[str, int] = {}

    def climb(room: str, above: tuple[str, ...]) -> int:
        if room not in height:
            below = [climb(other, (*above, room)) for other in sorted(found[room]) if other not in above]
            height[room] = max(below, default=-1) + 1
        return height[room]

    for room in sorted(found):
        climb(room, ())
    stacked = [[room for room in found if height[room] == at] for at in range(max(height.values()), -1, -1)]
    place: dict[str, float] = {}
    for floor in stacked:
        floor.sort(key=lambda room: (_middle([place[u] for u in place if room in found[u]]), room))
        place.update({room: (i + 0.5) / len(floor) for i, room in enumerate(floor)})
    return stacked


def _middle(places: list[float]) -> float:
    return sum(places) / len(places) if places else 0.5


def plain_arrows(found: Mapping[str, set[str]]) -> list[tuple[str, str]]:
    """The arrows, without those that a way over other rooms says too."""

    def reached(room: str, seen: set[str]) -> set[str]:
        for other in found[room] - seen:
            seen.add(other)
            reached(other, seen)
        return seen

    below = {room: reached(room, set()) for room in found}
    return sorted(
        (room, other)
        for room, others in found.items()
        for other in others
        if not any(other in below[between] for between in others - {other})
    )


def svg() -> str:
    """The picture."""
    found = rooms()
    stacked = floors(found)
    wide = max(len(floor) for floor in stacked) * (WIDE + GAP) + 2 * EDGE - GAP
    at: dict[str, tuple[float, float]] = {}
    for n, floor in enumerate(stacked):
        left = (wide - len(floor) * (WIDE + GAP) + GAP) / 2
        at.update({room: (left + i * (WIDE + GAP), EDGE + n * FLOOR) for i, room in enumerate(floor)})
    high = 2 * EDGE + (len(stacked) - 1) * FLOOR + HIGH
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}" '
        'font-family="DejaVu Sans, Verdana, sans-serif" font-size="11">',
        "<title>The rooms of the code: each stands above what it imports</title>",
        f'<rect width="{wide:g}" height="{high:g}" fill="white"/>',
    ]
    for room, other in plain_arrows(found):
        (x0, y0), (x1, y1) = at[room], at[other]
        out.append(
            f'<line x1="{x0 + WIDE / 2:g}" y1="{y0 + HIGH:g}" x2="{x1 + WIDE / 2:g}" y2="{y1:g}" '
            'stroke="#777" stroke-width="1"/>'
            f'<circle cx="{x1 + WIDE / 2:g}" cy="{y1:g}" r="2.5" fill="#777"/>'
        )
    for room, (x, y) in at.items():
        colour = COLOURS[room.partition("/")[0]]
        out.append(
            f'<rect x="{x:g}" y="{y:g}" width="{WIDE}" height="{HIGH}" rx="5" fill="{colour}" stroke="#555"/>'
            f'<text x="{x + WIDE / 2:g}" y="{y + HIGH / 2 + 4:g}" text-anchor="middle">{escape(_name(room))}</text>'
        )
    return "\n".join([*out, "</svg>", ""])


def _name(room: str) -> str:
    return room.partition("/")[2] or room


if __name__ == "__main__":
    print(svg(), end="")
