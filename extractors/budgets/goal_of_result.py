"""To which goal a result belongs: by its number (2.1 and 2.a to goal 2), because one goal stands above it, or because
it stands in the goal's row of two columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from griffier.extractors.budgets.aim import Aim
from griffier.extractors.budgets.area import Area
from griffier.schemas.document import Part

_POINTS = re.compile(
    r"(?:(?:bij|ad|voor|onder)\s+(?:doel(?:stelling)?\s+)?|doel(?:stelling)?\s+)(?P<code>[A-Z]?[\d.]{1,6}|[a-z])[).:]{0,2}",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"(?P<of>\S*\d)\.?[a-z]")


def tie_results(part: Part, area: Area, group: Sequence[Aim], items: Sequence[Aim], *, beside: bool) -> None:
    """Results of their own question. `group`: the goals that they may answer; `beside`: the questions are the heads of
    two columns."""
    by_code = {_code(part, goal): goal for goal in area.goals if goal.code}
    deeper = any(_parent(_code(part, item)) for item in items)
    for item in items:
        code = _code(part, item)
        owner = by_code.get(_parent(code) or (code if deeper else ""))
        if owner is None and len(group) == 1:
            owner = group[0]
        elif owner is None and beside:
            owner = _in_row(part, group, item)
        (owner.results if owner is not None else area.results).append(item)


def tie_row(part: Part, area: Area, group: Sequence[Aim], goal: Aim | None, results: list[Aim]) -> None:
    """A row of a table: its goal, or one told before, by its words or its number alone, has the results."""
    if goal is None:
        tie_results(part, area, group, results, beside=False)
        return
    said = part.doc.text[goal.spans[0].start : goal.spans[-1].end]
    again = _numbered(part, area.goals, said) or named_again(part, area.goals, said.strip(" ."))
    if again is None:
        area.goals.append(goal)
    (again or goal).results.extend(results)


def pointed_at(part: Part, goals: Sequence[Aim], text: str) -> Aim | None:
    """The goal of which a line says that what follows is: "Bij doel 2:", "ad 1)"."""
    match = _POINTS.fullmatch(text)
    return _numbered(part, goals, match["code"]) if match else None


def _numbered(part: Part, goals: Sequence[Aim], code: str) -> Aim | None:
    code = code.strip(" .:)").casefold()
    return next((goal for goal in goals if _code(part, goal).strip(" .:)").casefold() == code != ""), None)


def tie_both(part: Part, area: Area, group: list[Aim], items: Sequence[Aim]) -> None:
    """Goals and results under one question: a result has a number under that of its goal, or no number. Where a word
    names the goals ("Doelstelling 2:"), what only has a number is a result of the one above."""
    for item in items:
        code = _code(part, item)
        if item.named == "goal":
            area.goals.append(item)
            group.append(item)
            continue
        if group and group[-1].named == "goal" and "." not in code:
            group[-1].results.append(item)
            continue
        owner = _owner(part, group, item)
        if owner is not None:
            owner.results.append(item)
        elif code and item.named != "result":
            area.goals.append(item)
            group.append(item)
        else:
            area.results.append(item)


def _owner(part: Part, group: Sequence[Aim], item: Aim) -> Aim | None:
    """The goal of a result of the same list: by its number, or the last above it where its number is lower or none."""
    code = _code(part, item)
    owner = next((goal for goal in reversed(group) if code and _parent(code) == _code(part, goal)), None)
    if owner is None and group and (not code or _depth(code) > _depth(_code(part, group[-1]))):
        owner = group[-1]
    return _above(part, group, code) if owner is None and item.named == "result" else owner


def _above(part: Part, group: Sequence[Aim], code: str) -> Aim | None:
    """The goal with the nearest number that another is a part of: goal 1 for 1.2.3; without numbers the last one."""
    while code := _parent(code):
        for goal in reversed(group):
            if _code(part, goal) == code:
                return goal
    return group[-1] if group and not any(goal.code for goal in group) else None


def _code(part: Part, item: Aim) -> str:
    return part.doc.text[item.code.start : item.code.end] if item.code else ""


def _parent(code: str) -> str:
    """The number of which another is a part: 2.1 of 2.1.3, 2.1.c and 2.1c; none of 2 and of a letter."""
    lettered = _LETTERED.fullmatch(code)
    return lettered["of"] if lettered else code.rpartition(".")[0]


def _depth(code: str) -> int:
    depth = 1 if code else 0
    while code := _parent(code):
        depth += 1
    return depth


def _in_row(part: Part, group: Sequence[Aim], item: Aim) -> Aim | None:
    """Of two columns beside each other: the goal that stands as high as a result, or next above it."""
    line = part.doc.line_at(item.spans[0].start)
    above: Aim | None = None
    for goal in group:
        own = part.doc.line_at(goal.spans[0].start)
        if own.box is None or line.box is None or own.page != line.page:
            return None
        if own.box.top <= line.box.top + 3:
            above = goal
    return above


def named_again(part: Part, goals: Sequence[Aim], name: str) -> Aim | None:
    """The goal whose words a heading over its results repeats."""
    text, said = part.doc.text, name.casefold()
    return next((g for g in goals if text[g.spans[0].start : g.spans[-1].end].strip(" .").casefold() == said), None)
