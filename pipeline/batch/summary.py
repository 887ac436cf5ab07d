"""What a run tells a person at its end: how many of each kind, what to look at, what failed and what to do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from griffier.pipeline.batch.inputs import one_line, published
from griffier.pipeline.batch.run import RunResult
from griffier.schemas.findings import FOR_INFORMATION, MEANINGS

_STATES = {"text": "text", "ocr": "by OCR", "blank": "blank", "failed": "failed"}
"""State of a page -> as it is said."""


def tell(result: RunResult, console: Console) -> None:
    """Print the summary."""
    totals = result.totals
    failed = sum(totals.errors.values())
    if result.interrupted:
        console.print(
            "[yellow]Interrupted.[/] What was done is kept, and so is what earlier runs did: the same command goes on "
            "where this one stopped.\n"
        )
    if not result.processed and not result.interrupted:
        console.print(
            f"Nothing to do: {_n(result.unchanged, 'input is', 'inputs are')} unchanged since the last run.\n"
        )
    if totals.kinds:
        console.print(_kinds(result))
        console.print()
    _findings(result, console)
    if totals.errors:
        console.print(_errors(result, totals.errors, "Failed (all of them in errors.jsonl)"))
        console.print()
    if totals.kept:
        console.print(_errors(result, totals.kept, "Not read again (their records are those of an earlier run)"))
        console.print()
    _pages(result, console)
    if result.unmatched:
        rows = _n(len(result.unmatched), "row", "rows")
        console.print(f"[yellow]{rows} of --metadata met no file:[/] {_some(result.unmatched)}")
    _passed_over(result, console)
    if result.gone:
        inputs = _n(len(result.gone), "input of the last run is", "inputs of the last run are")
        console.print(
            f"[yellow]{inputs} no longer there, or not given; their records went too:[/] {_some(result.gone)}"
        )
    speed = f"{result.processed} processed" + (f", {result.unchanged} unchanged" if result.unchanged else "")
    speed += f" ({result.found_again} of them under another name)" if result.found_again else ""
    console.print(
        f"{_n(totals.documents - failed, 'file', 'files')} read, {failed} failed; {speed}, in "
        f"{_time(result.wall_seconds)}.",
        highlight=False,
    )
    files = f"{result.out}/records.jsonl ({totals.records:,}), errors.jsonl ({failed:,}), run.json, text/"
    if result.left_alone:
        files = f"{result.out}/run.json. Left as they lay there, from before .griffier/ was removed: the other files"
    console.print(f"Written: {files}", highlight=False, soft_wrap=True, markup=False)


def _passed_over(result: RunResult, console: Console) -> None:
    """What was not read, so that nothing is left out without a word."""
    walk = result.walk
    if walk.hidden:
        console.print(f"{_n(walk.hidden, 'hidden entry was', 'hidden entries were')} passed over.")
    if walk.left_out:
        console.print(f"{_n(walk.left_out, 'entry was', 'entries were')} left out by patterns or .griffierignore.")
    if walk.outputs:
        console.print(
            f"{_n(len(walk.outputs), 'folder', 'folders')} with the output of a run passed over: {_some(walk.outputs)}"
        )
    empty = [folder for folder in walk.given if published(folder) in walk.bare]
    if empty:
        console.print(f"[yellow]{_n(len(empty), 'folder', 'folders')} without a file:[/] {_some(empty)}")


def _kinds(result: RunResult) -> Table:
    table = Table(
        "kind",
        title="Records",
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
    )
    table.add_column("records", justify="right")
    for kind, count in sorted(result.totals.kinds.items(), key=lambda item: (-item[1], item[0])):
        table.add_row(kind, f"{count:,}")
    return table


def _findings(result: RunResult, console: Console) -> None:
    """What a person should look at, and apart from it what is only said."""
    to_check = [code for code in result.totals.findings if code not in FOR_INFORMATION]
    if to_check:
        console.print(_table_of_findings(result, to_check, "Findings to look at"))
        console.print(
            "Where: in a record, `findings` names the page and the field; griffier text FILE --coverage shows the "
            "lines that are in no value.\n",
            style="dim",
            highlight=False,
        )
    said = [code for code in result.totals.findings if code in FOR_INFORMATION]
    if said:
        console.print(_table_of_findings(result, said, "For information"))
        console.print()


def _table_of_findings(result: RunResult, codes: Sequence[str], title: str) -> Table:
    table = Table(
        "finding",
        title=title,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
    )
    table.add_column("times", justify="right")
    table.add_column("files", justify="right")
    table.add_column("meaning", overflow="fold")
    totals = result.totals
    for code in sorted(codes, key=lambda code: (-totals.findings[code], code)):
        files = totals.found_in[code]
        example = f"{'first in' if len(files) > 1 else 'in'} {one_line(PurePath(files[0]).name)}"
        meaning = f"{MEANINGS.get(code, '')} [dim]({escape(example)})[/]"
        table.add_row(code, f"{totals.findings[code]:,}", f"{len(files):,}", meaning)
    return table


def _errors(result: RunResult, counts: Counter[str], title: str) -> Table:
    table = Table(
        "error",
        title=title,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
    )
    table.add_column("files", justify="right")
    table.add_column("what, where", overflow="fold")
    table.add_column("what to do", overflow="fold")
    for code, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        examples = result.totals.examples[code]
        lines = [f"{escape(one_line(line.path))}: {escape(line.message)}" for line in examples]
        if count > len(examples):
            lines.append(f"... and {count - len(examples):,} more")
        table.add_row(f"[red]{code}[/]", f"{count:,}", "\n".join(lines), escape(examples[0].remedy))
    return table


def _pages(result: RunResult, console: Console) -> None:
    ledger = result.totals.ledger()
    states = ", ".join(f"{ledger[state]:,} {said}" for state, said in _STATES.items() if ledger[state])
    unknown = _n(ledger["inputs_of_unknown_length"], "failed file", "failed files")
    more = f", and those of {unknown}, of which nobody can say how many" if ledger["inputs_of_unknown_length"] else ""
    console.print(f"{_n(ledger['total'], 'page', 'pages')}: {states or 'none'}{more}.", highlight=False)
    if ledger["unaccounted"]:
        console.print(
            f"[bold red]{_n(ledger['unaccounted'], 'page is', 'pages are')} unaccounted for.[/] Report this: no page "
            f"may be lost."
        )


def _some(names: Sequence[str]) -> str:
    """The first of them."""
    return ", ".join(escape(one_line(name)) for name in names[:5]) + (", ..." if len(names) > 5 else "")


def _n(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _time(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.1f} s"
    return (
        f"{int(seconds // 3600)} h {int(seconds % 3600 // 60)} min"
        if seconds >= 3600
        else f"{int(seconds // 60)} min {int(seconds % 60)} s"
    )
