"""The commands for those who check: documents before they are published, records beside their source."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def check(
    files: Annotated[list[str] | None, typer.Argument(metavar="FILES...", help="Files and folders to check.")] = None,
    base: Annotated[
        str | None, typer.Option(metavar="REV", help="Check only what changed since this git revision.")
    ] = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            help="error, warning, or a code such as table.total_mismatch; may be repeated. "
            "Unless said: errors and wrong totals."
        ),
    ] = None,
    form: Annotated[str, typer.Option("--format", help="text, github, gitlab, junit, sarif or markdown.")] = "text",
    out: Annotated[Path | None, typer.Option("--out", "-o", help="A file for the report; else the terminal.")] = None,
    include: Annotated[list[str] | None, typer.Option(help="Check only files like this: '*.pdf'.")] = None,
    exclude: Annotated[list[str] | None, typer.Option(help="Leave out files and folders like this.")] = None,
    files_from: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A file of more inputs, one a line; - is standard input.")
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Worker processes; 0: one a core.")] = 0,
) -> None:
    """Check documents before they are published: are they read, and does what they say add up?

    For a job on each upload: nothing is kept, each alarm says the file, the page and what to do.

    \b
    Examples:
      griffier check stukken/                                 every file of a folder
      griffier check . --base origin/main --format github     what a pull request adds or changes
      griffier check begroting.pdf --fail-on warning          anything to look at fails it
      git diff --name-only HEAD~1 | griffier check --files-from - --format junit --out report.xml

    \b
    Exit codes: 0 passed (or nothing changed), 1 something fails it, 2 the command line is wrong,
    3 tesseract or its Dutch data is missing, 4 an input is not there.
    """
    from griffier.pipeline.batch.selection import Selection, inputs_of
    from griffier.pipeline.checking.check import CheckOptions, check_command

    selection = Selection(tuple(include or ()), tuple(exclude or ()))
    given = inputs_of(files, files_from)
    raise typer.Exit(check_command(CheckOptions(given, base, tuple(fail_on or ()), form, out, jobs, selection)))


def review(
    records: Annotated[
        Path, typer.Argument(metavar="RECORDS", help="A folder that `griffier run` wrote, or a file of records in it.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the pages.")],
    serve: Annotated[
        bool,
        typer.Option("--serve", help="Serve the pages to this machine alone; marks go to OUT/marks.jsonl."),
    ] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port of --serve; 0 takes a free one.")] = 8765,
) -> None:
    """Write a page per document on which you check its record: the page image beside the values.

    A click on a value marks its place, a click on a place its value. What needs a look stands first: findings, doubtful
    values, lines in no value. Mark values right, wrong (with the right value) or missing; the marks are a file for
    `griffier apply` and `griffier evaluate`. The pages open without a network.

    \b
    Keys on a page: j k next and previous value, y right, n wrong, x not in the document, m missing, t as text, s save,
    p o previous and next document.

    \b
    Examples:
      griffier review out --out review
      griffier review out --out review --serve       marks are saved to review/marks.jsonl as you work
    """
    from griffier.pipeline.review.review import review_command

    raise typer.Exit(review_command(records, out, serve=serve, port=port))


def apply(
    marks: Annotated[Path, typer.Argument(metavar="MARKS", help="The marks of a review: marks.jsonl.")],
    records: Annotated[
        Path,
        typer.Argument(metavar="RECORDS", help="The folder of a run, or a file of records in it."),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="File for the records with the marks put in.")],
) -> None:
    """Put what a reviewer marked into the records: right values proven, wrong ones replaced, missing ones added.

    Evidence of what was marked has the method `reviewed`. A mark on a value that has changed since is left out and
    told. Records without marks are written as they are.

    \b
    Examples:
      griffier apply review/marks.jsonl out --out reviewed.jsonl
      griffier evaluate review/marks.jsonl out/records.jsonl       the marks as gold

    \b
    Exit codes: 0 every mark was put in, 1 some were not, 2 the command line is wrong.
    """
    from griffier.pipeline.review.apply import apply_command

    raise typer.Exit(apply_command(marks, records, out))


def doctor() -> None:
    """Tell what is installed, in which version, and how to get what is missing.

    \b
    Example:
      griffier doctor

    \b
    Exit codes: 0 everything that reading needs is there, 3 something is missing.
    """
    from griffier.pipeline.inspecting.doctor import print_state

    raise typer.Exit(print_state())


def validate(
    file: Annotated[Path, typer.Argument(metavar="FILE.jsonl", help="A file of records or dossiers.")],
    limit: Annotated[int, typer.Option(min=0, help="Faults shown; 0 for all.")] = 50,
) -> None:
    """Check a file of records or dossiers against the contract: FILE:LINE: POINTER: what is wrong.

    Exit code 0 where every line holds, 1 where one does not.

    \b
    Example:
      griffier validate out/records.jsonl
      griffier validate out/dossiers.jsonl
    """
    from griffier.pipeline.inspecting.validate import print_faults

    raise typer.Exit(print_faults(file, limit))


def evaluate(
    gold_dir: Annotated[Path, typer.Argument(metavar="GOLD", help="Folder of gold files, one file, or marks.jsonl.")],
    records: Annotated[Path, typer.Argument(metavar="RECORDS", help="The records.jsonl of a run.")],
    docs: Annotated[str, typer.Option(help="Only the documents whose docid matches: 'ams_motie_*,seed_*'.")] = "*",
    baseline: Annotated[
        Path | None, typer.Option(help="An earlier records.jsonl: shows gained and lost values.")
    ] = None,
    variants: Annotated[
        Path | None, typer.Option(help="Table of file and docid: the same documents in other forms.")
    ] = None,
    losses: Annotated[int, typer.Option(min=-1, help="Losses shown per field; 0 for all, -1 for none.")] = 3,
    as_json: Annotated[bool, typer.Option("--json", help="All figures as one JSON object.")] = False,
) -> None:
    """Score records against gold: precision, recall and F1 per field, kind and document.

    Each loss is shown with the text around it: - was missed, + is not in the gold. With --baseline the exit code is
    1 where a value that the earlier run had is lost.

    \b
    Examples:
      griffier evaluate gold/ out/records.jsonl
      griffier evaluate gold/ out/records.jsonl --docs 'ams_motie_*' --losses 0
      griffier evaluate gold/ out/records.jsonl --baseline yesterday/records.jsonl
    """
    from griffier.pipeline.evaluation.evaluate_command import evaluate_command

    told = evaluate_command(
        gold_dir, records, docs=docs, baseline=baseline, variants=variants, as_json=as_json, per_field=losses
    )
    raise typer.Exit(told)
