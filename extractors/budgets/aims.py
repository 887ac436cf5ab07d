"""Goals and results under the questions of a budget: "Wat willen we bereiken?" and "Wat gaan we daarvoor doen?", as
lists, prose or tables.

A result belongs to a goal where the report says so: by its number (2.1 to goal 2), because its question follows one
goal, or because it stands in the goal's row of a table. Results that answer for several goals at once are the policy
area's own.
"""

from __future__ import annotations

import re
from typing import Any

from griffier.extractors.budgets.aim import GOAL, NUMBERED, RESULT, Aim, is_next_goal, marked, next_marked
from griffier.extractors.budgets.aim_columns import parted
from griffier.extractors.budgets.aim_labels import Label, labelled, opens
from griffier.extractors.budgets.aim_prose import goals_of_prose, goes_on, results_of_prose
from griffier.extractors.budgets.aim_table import AimTable
from griffier.extractors.budgets.aim_tables import aim_tables
from griffier.extractors.budgets.area import AREA, GENERIC, Area, drafted, found, named
from griffier.extractors.budgets.following_heads import Ahead, Mode, meant, side_by_side, wrapped
from griffier.extractors.budgets.goal_of_result import named_again, pointed_at, tie_both, tie_results, tie_row
from griffier.extractors.budgets.outline import Head, Outline, Question, is_row
from griffier.schemas.document import Line, Part, Span
from griffier.schemas.evidence import Found

_TABLE = re.compile(r"Tabel\b", re.IGNORECASE)
_NUMBERED_NAME = re.compile(r"(?:Programma\s+)?(?:\d{1,2}[.:]?\s+)?", re.IGNORECASE)
_FOR_IT = re.compile(r"\b(?:er|daar|hier)\s?voor\b", re.IGNORECASE)
_WANTED = 3
"""Words at least of a goal that no question announces: one or two name an area."""


def aims_of(
    part: Part, sketch: Outline, first: int, last: int, programme: Found[str], weight: float
) -> list[dict[str, Any]]:
    """The policy areas of a programme that have goals or results. `first`, `last`: its lines in `sketch.lines`, its
    heading not in it; `weight`: that of its heading. Goals of the programme itself stand in an area of its name."""
    reading = _Reading(part, sketch, programme, weight)
    tables = part.memo(aim_tables)
    i = first
    while i < last:
        line = sketch.lines[i]
        table = tables.get(line.start) if not line.blank else None
        if table is not None and line.start >= reading.until:
            reading.table(table)
        elif line.start >= reading.until:
            reading.feed(i)
        i += 1
    reading.close()
    return [drafted(part, area) for area in reading.areas if area.goals or area.results]


class _Reading:
    """Where the reading of one programme stands."""

    def __init__(self, part: Part, sketch: Outline, programme: Found[str], weight: float) -> None:
        self.part, self.sketch, self.programme, self.weight = part, sketch, programme, weight
        self.ahead = Ahead(sketch)
        self.areas: list[Area] = []
        self.area: Area | None = None
        self.mode: Mode | None = None
        self.asked = self.aimed = self.unasked = 0.0
        self.aim_line: Line | None = None
        self.beside = False
        self.above: list[Head] = []
        self.group: list[Aim] = []
        self.answered = False
        self.items: list[Aim] = []
        self.prose: list[Span] = []
        self.open: Aim | None = None
        self.gap = self.told = False
        self.until = 0

    def feed(self, i: int) -> None:
        """Read one line."""
        line = self.sketch.lines[i]
        if line.blank:
            self.gap = True
            return
        head = self.sketch.heads.get(line.index)
        if head is not None and head.question is not None:
            self.ask(head.question, head, i)
        elif (area := AREA.fullmatch(line.text)) and (head is not None or self.ahead.asks(i)):
            self.close()
            self.mode, self.above = None, [h for h in self.above if h.weight > 1000]
            self.begin(named(line, area), line.index)
        elif head is not None and _TABLE.match(line.text):
            self.open = None
        elif head is not None and not self._is_item(head, i):
            self.heading(head, i)
        else:
            self.answer(line, i)
        self.gap = False

    def label(self, label: Label, line: Line, i: int) -> None:
        """A question with its answer in the line, or what is only said of a result."""
        if label.asks is None:
            self.open = None
            return
        self.ask(label.asks, Head(line, 0.5, None, line.text, line.start, label.asks), i)
        at = line.start + label.at
        item = marked(line.text[label.at :], at, goal=label.asks == "aim")
        if item is not None:
            self.items.append(item)
        elif self.mode is not None:
            self.prose.append(Span(at, line.end))

    def ask(self, asked: Question, head: Head, i: int) -> None:
        """A question: what follows answers it."""
        beside = asked == "act" and side_by_side(self.aim_line, head.line)
        self.beside = self.beside or (beside and self.mode == "aim")
        self.close()
        self.mode, self.beside = None, beside
        if asked == "mission" or asked == "stop":
            return
        self.asked = head.weight
        if asked == "aim":
            self.aimed, self.aim_line = head.weight, head.line
        while self.above and (
            self.above[-1].weight < head.weight or (self.above[-1].weight == head.weight and not self.above[-1].number)
        ):
            self.above.pop()
        self.place()
        self.mode = meant(asked, self.ahead.question_next(i, self.asked), grouped=bool(self.group))
        if self.mode == "aim" and self.answered:
            self.group, self.answered = [], False

    def place(self) -> None:
        """The policy area of a question: the nearest heading above it inside the programme, else the programme's
        own."""
        near = next(
            (
                h
                for h in reversed(self.above)
                if not GENERIC.fullmatch(h.name) and (h.weight > 1.5 or self.weight <= 1.5)
            ),
            None,
        )
        if near is None:
            if self.area is None:
                self.begin(Area(self.programme))
        elif self.area is None or self.area.head != near.line.index:
            code = Span(near.line.start, near.line.start + len(near.number)) if near.number else None
            name = Found(near.name, (Span(near.at, near.at + len(near.name)),), "rule:policy_area", 0.8)
            self.begin(Area(name, found(self.part, code, "rule:policy_area", 0.8) if code else None), near.line.index)

    def begin(self, area: Area, head: int | None = None) -> None:
        """What follows is of this area."""
        area.head = head
        self.area, self.group, self.answered = area, [], False
        self.areas.append(area)

    def heading(self, head: Head, i: int) -> None:
        """A heading that asks nothing: of another area where it stands higher than the question, else a goal or a
        result."""
        goal = GOAL.match(head.line.text) or self.ahead.result_over_efforts(head.line, i)
        if goal and self._opens_goal(goal, i):
            self.next_goal(head.line, goal)
            self._list_under(head, i)
        elif self._is_sole_answer(head, i):
            self.close()
            self.headed(head)
        elif self._heads_an_answer(head, i):
            self.close()
            self.mode = "aim"
            self.unasked = head.weight if not self.aimed else 0.0
            self.headed(head)
        elif not self._stands_lower(head, i):
            self._higher(head, i)
        elif self.open is not None and not self.gap and head.line.text[:1].islower():
            self.open.reach(head.line.end)
        elif self.mode == "act" or (self.mode == "both" and RESULT.match(head.line.text)):
            self.result(head)
        elif head.name != self.programme.value:
            self.close()
            self.headed(head)

    def next_goal(self, line: Line, goal: re.Match[str]) -> None:
        """A line that a word names a goal: "Doelstelling 2: ..."."""
        self.close()
        code = Span(line.start + goal.start("code"), line.start + goal.end("code")) if goal["code"] else None
        self.until = wrapped(self.part, line)
        self.goal(Aim([Span(line.start + goal.end(), self.until)], code, named="goal"))

    def _list_under(self, head: Head, i: int) -> None:
        """A list right under a goal, and no question after it: what is done for it."""
        if self.ahead.lists(i) and self.ahead.question_next(i, head.weight) not in ("act", "reached", "both"):
            self.mode, self.asked = "act", head.weight

    def answer(self, line: Line, i: int) -> None:
        """A line of an answer, or the next goal over its own "Maatregelen:"."""
        label = labelled(line.text)
        if label is not None and (not label.asks or opens(label, self.mode, self.ahead, i)):
            self.label(label, line, i)
            return
        goals = self.area.goals if self.area is not None and self.mode == "act" else []
        if (pointed := pointed_at(self.part, goals, line.text)) is not None:
            self.close()
            self.group, self.answered = [pointed], False
        elif self.mode == "act" and self.ahead.asks(i):
            self._next_or_item(line)
        elif self.mode is not None:
            self.item(line)

    def _next_or_item(self, line: Line) -> None:
        """A line over a question: the next goal by its word and number, or by the number after the last goal's."""
        goal = GOAL.match(line.text)
        item = marked(line.text, line.start, goal=True)
        if goal is not None and goal["code"]:
            self.next_goal(line, goal)
        elif item is not None and is_next_goal(self.part.doc.text, item, self.group, self.items):
            self.close()
            self.goal(item)
        else:
            self.item(line)

    def _is_sole_answer(self, head: Head, i: int) -> bool:
        """The goal itself: between a small "Doel" and "Wat doen we?", in larger type than they."""
        if self.mode != "aim" or head.weight <= self.asked:
            return False
        above = next((line for line in reversed(self.sketch.lines[max(0, i - 2) : i]) if not line.blank), None)
        return above is not None and above is self.aim_line and self.ahead.head_next(i, 2) == "act"

    def result(self, head: Head) -> None:
        """A heading under what is done: a result, or once more the goal of those under it."""
        goals = self.area.goals if self.area is not None and self.mode == "act" else []
        again = named_again(self.part, goals, head.name)
        if again is not None:
            self.close()
            self.group, self.answered = [again], False
            return
        item = marked(head.line.text, head.line.start, goal=False)
        self.items.append(item or Aim([Span(head.at, head.line.end)]))
        self.open, self.told = None, True

    def _opens_goal(self, goal: re.Match[str], i: int) -> bool:
        """Is a heading "Doel ..." a goal: under a question, with its number, or over what is done for it?"""
        below = next((line.start for line in self.ahead.after(i, 1)), -1)
        table = self.part.memo(aim_tables).get(below)
        told = isinstance(table, AimTable) and table.heads_ask
        return self.mode is not None or bool(goal["code"]) or told or self.ahead.head_next(i) == "act"

    def _heads_an_answer(self, head: Head, i: int) -> bool:
        """Is a heading a goal, the question what is done for it right under it? One with a number heads an area unless
        it stands lower than the question what is wanted."""
        lower = head.weight < self.aimed or (head.weight == self.aimed and not head.number)
        return head.weight > 0 and (lower or self._is_aim_itself(head, i)) and self.ahead.head_next(i) == "act"

    def _is_aim_itself(self, head: Head, i: int) -> bool:
        """No question asks what is wanted: are the words right above "Wat gaan we daarvoor doen?" what it is done
        for?"""
        if self.aimed or head.number or head.weight >= self.weight:
            return False
        if len(head.name.split()) < _WANTED and head.weight != self.unasked:
            return False
        return any(_FOR_IT.search(line.text) for line in self.ahead.after(i, 1))

    def _stands_lower(self, head: Head, i: int) -> bool:
        """Does a heading stand under the question? In bare text nothing says how high it stands."""
        if self.mode is None or self._follows_list(head) or (head.name.endswith("?") and head.weight >= self.asked):
            return False  # a question that is none of those known ends an answer too
        bare = not head.line.heading and not head.line.size and not self.ahead.asks(i)
        return bare or (bool(self.asked) and head.weight <= self.asked)

    def _follows_list(self, head: Head) -> bool:
        """Does a heading as high as the question stand under a list that answers it? Answers that are headings follow
        one another."""
        typed = head.line.size or head.line.heading
        return bool(self.items) and not self.told and bool(typed) and head.weight == self.asked > 1.5

    def _higher(self, head: Head, i: int) -> None:
        """A heading over the next questions: of an area, or of a goal where the one before is answered."""
        self.close()
        self.mode = None
        while self.above and self.above[-1].weight <= head.weight:
            self.above.pop()
        above = head.weight < self.weight or (not head.line.size and not head.line.heading)
        over = self.answered and self.asked and head.weight <= self.asked and self.ahead.asks(i)
        if head.name.endswith("?"):
            return  # a question names neither a goal nor an area
        if over and above:
            self.headed(head)
        elif above:
            self.above.append(head)

    def headed(self, head: Head) -> None:
        """A heading as a goal, with the number before it."""
        number = Span(head.line.start, head.line.start + len(head.number)) if head.number else None
        end = self.until = wrapped(self.part, head.line)
        self.goal(Aim([Span(head.at, end if end > head.line.end else head.at + len(head.name))], number))

    def goal(self, goal: Aim) -> None:
        """A goal of its own: what follows is about it."""
        if self.area is None:
            self.place()
        if self.answered:
            self.group, self.answered = [], False
        if self.area is not None:
            self.area.goals.append(goal)
        self.group.append(goal)

    def item(self, line: Line) -> None:
        """A line of an answer: an item begins or goes on, or it is prose. The name of the chapter, which sites repeat
        under each question, is neither, nor is a row of a table."""
        name = self.programme.value
        if is_row(line.text):
            self.open = None
            return
        if line.text.endswith(name) and _NUMBERED_NAME.fullmatch(line.text.removesuffix(name)):
            return
        item = self._marked(line)
        if item is not None:
            self.told, self.open = False, item
            self.items.append(item)
        elif self.open is not None and goes_on(self.part, self.open, line, gap=self.gap):
            self.open.reach(line.end)
        elif not self.items and not self.told:
            if self.prose and not self.gap and self.part.doc.text[self.prose[-1].end - 1] != ";":
                self.prose[-1] = Span(self.prose[-1].start, line.end)
            else:
                self.prose.append(Span(line.start, line.end))
        else:
            self.open = None

    def _marked(self, line: Line) -> Aim | None:
        """The item that a line begins, by its mark or by the letter or number that is next in the list."""
        item = marked(line.text, line.start, goal=None if self.mode == "both" else self.mode != "act")
        last = self.items[-1].code if self.items else None
        if item is None and (last is not None or not self.items):
            text = self.part.doc.text
            return next_marked(line.text, line.start, text[last.start : last.end] if last is not None else None)
        return item

    def table(self, table: AimTable | int) -> None:
        """A table: of goals and results, or another, which is passed over."""
        if isinstance(table, int) or not (table.heads_ask or self._asked_for(table)):
            self.open, self.until = None, table if isinstance(table, int) else table.end
            return
        self.until = table.end
        if not table.named and self.mode is None and not self.group:
            return
        self.close()
        if self.area is None or table.named:
            self.place()
        headings = dict(table.headings)
        for k, (goal, results) in enumerate(table.goals):
            if k in headings:
                self._under(headings[k])
            self._row(goal, results)

    def _asked_for(self, table: AimTable) -> bool:
        """Does a table whose heads ask nothing answer the question above it?"""
        if table.named:
            return self.mode in ("aim", "both") and not self.items
        return self.mode == "act" and not self.items and not self.told

    def _under(self, heading: Span) -> None:
        """A row over the whole table: "Beleidsveld 2.1 Wonen" begins an area, another says nothing of areas."""
        line = self.part.doc.line_at(heading.start)
        if area := AREA.fullmatch(line.text):
            self.begin(named(line, area), line.index)

    def _row(self, goal: Aim | None, results: list[Aim]) -> None:
        assert self.area is not None
        tie_row(self.part, self.area, self.group, goal, results)
        self.answered = self.answered or goal is None

    def close(self) -> None:
        """The end of an answer: its items get their places."""
        text = self.part.doc.text
        told = parted(self.part, self.prose) if self.beside else self.prose
        prose = [p for p in told if not text[p.start : p.end].rstrip().endswith(":")]
        items, mode = self.items or self._of_prose(prose), self.mode
        self.items, self.prose, self.open, self.told = [], [], None, False
        if not items or self.area is None:
            return
        if mode == "aim":
            self.area.goals += items
            self.group += items
        elif mode == "act":
            tie_results(self.part, self.area, self.group, items, beside=self.beside)
            self.answered = True
        else:
            tie_both(self.part, self.area, self.group, items)

    def _of_prose(self, prose: list[Span]) -> list[Aim]:
        """What an answer without marks says."""
        if not prose or self.mode is None or (self.mode != "act" and self.group):
            return []
        if self.mode == "act":
            return results_of_prose(prose)
        return goals_of_prose(self.part.doc.text, prose, beside=self.beside)

    def _is_item(self, head: Head, i: int) -> bool:
        """A numbered line of a list that stands alone is no heading."""
        if self.mode is None or not NUMBERED.match(head.line.text) or head.line.heading or head.weight > self.asked + 1:
            return False
        return not head.line.bold and (self.asked > 1.5 or not self.ahead.asks(i))
