"""An evaluation, as JSON and as tables for a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from griffier.pipeline.evaluation.baseline import Change
from griffier.pipeline.evaluation.losses import Loss
from griffier.pipeline.evaluation.tally import Evaluation, Score

_VALUE = 160
"""Characters of a value that are printed."""


def as_json(evaluation: Evaluation, change: Change | None = None) -> dict[str, Any]:
    """All figures: fields, kinds, documents, alarms."""
    kinds = sorted({judgement.kind for judgement in evaluation.judgements})
    return {
        "documents": evaluation.documents,
        "macro_f1": round(evaluation.macro(), 4),
        "micro_f1": round(evaluation.micro(), 4),
        "fields": {name: figures(score) for name, score in evaluation.fields().items()},
        "kinds": {kind: _kind(evaluation, kind) for kind in kinds},
        "per_document": {
            name: figures(score) for name, score in evaluation.by(lambda j: j.document, means_only=True).items()
        },
        "whole": {kind: {"right": right, "of": of} for kind, (right, of) in sorted(evaluation.whole.items())},
        "alarms": {code: {"wanted": wanted, "other": other} for code, (wanted, other) in evaluation.alarms.items()},
        **(
            {"baseline": {name: [list(v) for v in getattr(change, name)] for name in Change.__slots__}}
            if change
            else {}
        ),
    }


def figures(score: Score) -> dict[str, float]:
    """Counts and ratios, rounded to three places."""
    ratios = {"p": round(score.precision, 3), "r": round(score.recall, 3), "f1": round(score.f1, 3)}
    return {"tp": score.tp, "fp": score.fp, "fn": score.fn, **ratios}


def _kind(evaluation: Evaluation, kind: str) -> dict[str, Any]:
    own = Evaluation([j for j in evaluation.judgements if j.kind == kind])
    return {
        "macro_f1": round(own.macro(), 4),
        "micro_f1": round(own.micro(), 4),
        "fields": {name: figures(score) for name, score in own.fields().items()},
    }


def show(evaluation: Evaluation, console: Console) -> None:
    """Whole records, then scores per field, kind and document."""
    console.print(f"[bold]{whole_records(evaluation)}[/]\n", highlight=False)
    console.print(table_of_scores("Fields", "field", evaluation.fields()))
    console.print()
    kinds = table_of_scores(
        "Kinds (F1 is the mean of the fields' F1)", "kind", evaluation.by(lambda j: j.kind, means_only=True), evaluation
    )
    console.print(kinds)
    console.print()
    by_document = evaluation.by(lambda j: j.document, means_only=True)
    console.print(
        table_of_scores(
            "Documents, the worst first", "document", dict(sorted(by_document.items(), key=lambda item: item[1].f1))
        )
    )
    console.print()
    for code, (wanted, other) in evaluation.alarms.items():
        if wanted or other:
            console.print(f"alarms {code}: {wanted} wanted, {other} other (each to be looked at)", highlight=False)


def whole_records(evaluation: Evaluation) -> str:
    """How many records are right in every scored field, in all and by kind."""
    right, of = (sum(counts) for counts in zip(*evaluation.whole.values(), strict=True)) if evaluation.whole else (0, 0)
    kinds = ", ".join(f"{kind} {n}/{m}" for kind, (n, m) in sorted(evaluation.whole.items()))
    return f"records right in every scored field: {right}/{of} ({kinds})"


def show_sum(evaluation: Evaluation, console: Console) -> None:
    """The one line that sums it up."""
    told = f"documents {evaluation.documents}  macro F1 {evaluation.macro():.3f}  micro F1 {evaluation.micro():.3f}"
    console.print(f"[bold]{told}[/]", highlight=False)


def table_of_scores(
    title: str,
    name: str,
    scores: dict[str, Score],
    whole: Evaluation | None = None,
    change: Change | None = None,
) -> Table:
    """A score a line, under its name. `whole`: names are its kinds; `change`: what the fields gained and lost."""
    table = Table(
        name,
        title=title,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
    )
    for head in ("P", "R", "F1", "tp", "fp", "fn", *(("gained", "lost") if change else ())):
        table.add_column(head, justify="right")
    for key, score in scores.items():
        f1 = whole.macro(key) if whole else score.f1
        colour = "green" if f1 >= 0.9 else "yellow" if f1 >= 0.7 else "red"
        cells = (
            f"{score.precision:.3f}",
            f"{score.recall:.3f}",
            f"[{colour}]{f1:.3f}[/]",
            str(score.tp),
            str(score.fp),
            str(score.fn),
        )
        table.add_row(escape(key), *cells, *(_moved(change, key) if change else ()))
    return table


def _moved(change: Change, name: str) -> Iterator[str]:
    for values, colour in ((change.gained, "green"), (change.lost, "red")):
        count = sum(field == name for _, field, _ in values)
        yield f"[{colour}]{count}[/]" if count else ""


def show_losses(found: Iterable[Loss], per_field: int, console: Console) -> None:
    """The losses, field by field; at most `per_field` of each, 0 for all."""
    by_field: dict[str, list[Loss]] = defaultdict(list)
    for loss in found:
        by_field[loss.field].append(loss)
    for name, some in sorted(by_field.items()):
        missed = sum(not loss.invented for loss in some)
        console.print(
            f"[bold]{name}[/]: {missed} missed, {len(some) - missed} that the gold does not have", highlight=False
        )
        shown = some[:per_field] if per_field else some
        for loss in shown:
            sign = "[yellow]+[/]" if loss.invented else "[red]-[/]"
            line = f"  {sign} {escape(loss.document)}: {escape(str(loss.value)[:_VALUE])}"
            console.print(line, highlight=False, soft_wrap=True)
            if loss.around:
                console.print(f"      [dim]{escape(loss.around)}[/]", highlight=False, soft_wrap=True)
        if len(shown) < len(some):
            console.print(f"  ... and {len(some) - len(shown)} more (--losses 0 shows all)", highlight=False)
    console.print()


def show_change(change: Change, console: Console) -> None:
    """Gained and lost values against an earlier run."""
    if change.nothing:
        console.print("Nothing changed since the baseline.\n")
        return
    heads = (("gained", "green", "+"), ("lost", "red", "-"), ("invented", "red", "!"), ("withdrawn", "green", "~"))
    for name, colour, sign in heads:
        values = getattr(change, name)
        console.print(f"[bold]{name}[/] since the baseline: {len(values)}", highlight=False)
        for document, field, value in values:
            console.print(
                f"  [{colour}]{sign}[/] {field}  {escape(document)}: {escape(value[:_VALUE])}",
                highlight=False,
                soft_wrap=True,
            )
    console.print()
