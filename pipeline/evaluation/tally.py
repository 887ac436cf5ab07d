"""What an evaluation counts: per document and field, which values were found, missed and invented."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from griffier.pipeline.evaluation.sameness import Same, likeness, pairs

Data = dict[str, Any]
NOTHING: tuple[Any, ...] = (None, "", [])


@dataclass(frozen=True, slots=True)
class Judgement:
    """One comparison. `hits`, `missed`: values of the gold, as shown; `extra`: values that the gold does not have.

    The counts are told apart from the lists: a scalar that is wrong is one miss and one extra, an accepted answer
    one hit. `pointer` of a record's field helps to find the place of an extra value.
    """

    document: str
    kind: str
    field: str
    tp: int
    fp: int
    fn: int
    hits: tuple[Any, ...] = ()
    missed: tuple[Any, ...] = ()
    extra: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """True positives, false positives, false negatives. What was not asked and not answered is perfect."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Score | Judgement) -> Score:
        return Score(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def precision(self) -> float:
        """Of what was said, how much is right."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 1.0

    @property
    def recall(self) -> float:
        """Of what there was, how much was found."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 1.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass
class Comparison:
    """One record beside its gold. Every question asked of the two becomes a judgement."""

    document: str
    gold: Data
    found: Data
    accept: Data = field(default_factory=dict)
    unscored: tuple[str, ...] = ()
    judgements: list[Judgement] = field(default_factory=list)
    alarms: dict[str, tuple[int, int]] = field(default_factory=dict)
    answers: list[tuple[str, Any, bool]] = field(default_factory=list)
    """Each value or item of the record that was asked for: the judgement's name, itself, whether it is right."""

    @property
    def kind(self) -> str:
        """The kind that the gold says."""
        return str(self.gold.get("kind"))

    @property
    def whole(self) -> bool:
        """Whether everything that was asked is right."""
        return not any(judgement.fp or judgement.fn for judgement in self.judgements)

    def scored(self, name: str) -> bool:
        """Whether the gold says something about a field, if only that it is absent."""
        return name in self.gold and not self.skipped(f"/{name}")

    def skipped(self, pointer: str) -> bool:
        """Whether the gold leaves a place, or what holds it, out of the measure."""
        return any(u == pointer or pointer.startswith(f"{u}/") for u in self.unscored)

    def unscored_like(self, pattern: str) -> bool:
        """Whether the gold leaves out a place of this form."""
        return any(re.fullmatch(pattern, u) for u in self.unscored)

    def sampled(self, name: str) -> bool:
        """Whether the gold holds a sample only, so that more is no invention."""
        return f"sampled:/{name}" in self.unscored

    def count(
        self,
        name: str,
        tp: int,
        fp: int,
        fn: int,
        *,
        hits: Iterable[Any] = (),
        missed: Iterable[Any] = (),
        extra: Iterable[Any] = (),
    ) -> None:
        """Add a judgement."""
        self.judgements.append(
            Judgement(self.document, self.kind, name, tp, fp, fn, tuple(hits), tuple(missed), tuple(extra))
        )

    def scalar(self, name: str, gold: Any, found: Any, same: Same) -> None:
        """Compare two values. Both absent is no judgement."""
        if gold in NOTHING and found in NOTHING:
            return
        if found not in NOTHING:
            right = self.accepted(name, found) or (gold not in NOTHING and bool(same(gold, found)))
            self.answers.append((name, found, right))
        if self.accepted(name, found):
            self.count(name, 1, 0, 0, hits=[gold])
        elif gold in NOTHING:
            self.count(name, 0, 1, 0, extra=[found])
        elif found in NOTHING:
            self.count(name, 0, 0, 1, missed=[gold])
        elif same(gold, found):
            self.count(name, 1, 0, 0, hits=[gold])
        else:
            self.count(name, 0, 1, 1, missed=[gold], extra=[found])

    def items(
        self,
        name: str,
        gold: Any,
        found: Any,
        same: Same,
        *,
        sampled: bool = False,
        free: bool = False,
        show: Callable[[Any], Any] = lambda item: item,
    ) -> list[tuple[Any, Any]]:
        """Compare two lists, in any order. Returns the pairs, for what is asked of each.

        `sampled`: more than the gold holds is no invention; `free`: nor is less a miss.
        """
        gold, found = list(gold or ()), list(found or ())
        matched = pairs(gold, found, same)
        missed = [] if free else _others(gold, {i for i, _ in matched})
        rest = [] if free or sampled else _others(found, {j for _, j in matched})
        extra = [
            item for item in rest if not self.accepted(name, item if isinstance(show(item), tuple) else show(item))
        ]
        self._answer_items(name, found, {j for _, j in matched}, extra, asked=rest != [])
        hits = [show(gold[i]) for i, _ in matched]
        counts = (len(matched), len(extra), len(missed))
        self.count(name, *counts, hits=hits, missed=map(show, missed), extra=map(show, extra))
        return [(gold[i], found[j]) for i, j in matched]

    def _answer_items(self, name: str, found: list[Any], met: set[int], extra: list[Any], *, asked: bool) -> None:
        """Keep which items of a list are right; `extra`: those that are wrong, `asked`: of others than those met."""
        for j, item in enumerate(found):
            if j in met:
                self.answers.append((name, item, True))
            elif asked:
                self.answers.append((name, item, not any(item is one for one in extra)))

    def accepted(self, name: str, value: Any) -> bool:
        """Whether the annotator allowed this answer too. Places are compared by their first and last name, positions
        ignored."""
        names = name.split(".")
        for pointer, answers in self.accept.items():
            steps = [step for step in pointer.strip("/").split("/") if not step.isdecimal() and step != "*"]
            if not isinstance(answers, list) or not steps or steps[0] != names[0]:
                continue
            if len(names) > 1 and steps[-1] not in (names[-1], "items", names[0]):
                continue
            if any(_answers(option, value) for answer in answers for option in _options(answer)):
                return True
        return False


def _others(items: list[Any], positions: set[int]) -> list[Any]:
    return [item for i, item in enumerate(items) if i not in positions]


def _options(answer: Any) -> Iterator[Any]:
    yield answer
    if isinstance(answer, dict):
        yield from answer.values()


def _answers(option: Any, value: Any) -> bool:
    if option is None and value is not None:
        return False
    return bool(option == value) or (
        isinstance(option, str) and isinstance(value, str) and likeness(option, value) >= 0.9
    )


@dataclass
class Evaluation:
    """All judgements of a run, and the sums that people ask for. `alarms`: code -> (wanted, others); `whole`: kind ->
    (records that are right in every scored field, records)."""

    judgements: list[Judgement] = field(default_factory=list)
    alarms: dict[str, tuple[int, int]] = field(default_factory=dict)
    whole: dict[str, tuple[int, int]] = field(default_factory=dict)
    documents: int = 0

    NOT_IN_MEANS = ("documents", "tables.cells_ignoring_period")

    def take(self, comparison: Comparison) -> None:
        """Add what a comparison found."""
        self.judgements.extend(comparison.judgements)
        right, of = self.whole.get(comparison.kind, (0, 0))
        self.whole[comparison.kind] = (right + comparison.whole, of + 1)
        for code, (wanted, others) in comparison.alarms.items():
            before = self.alarms.get(code, (0, 0))
            self.alarms[code] = (before[0] + wanted, before[1] + others)

    def by(self, key: Callable[[Judgement], str], *, means_only: bool = False) -> dict[str, Score]:
        """Scores by field, kind or document, in alphabetical order."""
        sums: dict[str, Score] = defaultdict(Score)
        for judgement in self.judgements:
            if not means_only or judgement.field not in self.NOT_IN_MEANS:
                sums[key(judgement)] += judgement
        return dict(sorted(sums.items()))

    def fields(self) -> dict[str, Score]:
        """Field -> score."""
        return self.by(lambda judgement: judgement.field)

    def macro(self, kind: str | None = None) -> float:
        """The mean of the fields' F1 (of one kind)."""
        chosen = Evaluation([j for j in self.judgements if kind is None or j.kind == kind])
        scores = chosen.by(lambda judgement: judgement.field, means_only=True)
        return sum(score.f1 for score in scores.values()) / max(1, len(scores))

    def micro(self) -> float:
        """F1 over all values of all fields."""
        total = sum((score for score in self.by(lambda j: j.field, means_only=True).values()), Score())
        return 2 * total.tp / max(1, 2 * total.tp + total.fp + total.fn)
