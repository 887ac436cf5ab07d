"""`griffier evaluate`: from the words of a command line to an evaluation and its report."""

from __future__ import annotations

import sys
from pathlib import Path

from griffier.pipeline.evaluation.baseline import changes
from griffier.pipeline.evaluation.evaluate import evaluate
from griffier.pipeline.evaluation.gold import read_gold, read_records
from griffier.pipeline.evaluation.losses import losses, texts_beside


def evaluate_command(
    gold_dir: Path,
    records_file: Path,
    *,
    docs: str = "*",
    baseline: Path | None = None,
    variants: Path | None = None,
    as_json: bool = False,
    per_field: int = 3,
) -> int:
    """Evaluate, print, and return 0; 1 where a value of the baseline was lost. Raises UsageError, NoInputError."""
    from rich.console import Console

    from griffier.pipeline.evaluation import report

    gold = read_gold(gold_dir, [pattern.strip() for pattern in docs.split(",")], variants)
    records = read_records(records_file)
    evaluation = evaluate(gold, records)
    change = changes(evaluation, evaluate(gold, read_records(baseline))) if baseline else None
    if as_json:
        import json

        print(json.dumps(report.as_json(evaluation, change), ensure_ascii=False))
    else:
        console = Console() if sys.stdout.isatty() else Console(width=140)
        report.show(evaluation, console)
        if per_field >= 0:
            report.show_losses(losses(evaluation, texts_beside(records_file, records)), per_field, console)
        if change:
            report.show_change(change, console)
        report.show_sum(evaluation, console)
    return 1 if change and change.lost else 0
