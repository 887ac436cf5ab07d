"""What a run tells a person at its end: how many of each kind, what to look at, what failed and what to do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from griffier.pipeline.batch.inputs import NO_FILE_AT, NO_FILE_IN, one_line, published
from griffier.pipeline.batch.run import RunResult
from griffier.pipeline.wording import counted, in_words, language, number, said
from griffier.schemas.findings import FOR_INFORMATION, MEANINGS


def tell(result: RunResult, console: Console) -> None:
    """Print the summary."""
    totals = result.totals
    failed = sum(totals.errors.values())
    if result.interrupted:
        console.print(
            f"[yellow]{said('Interrupted.')}[/] "
            + said(
                "What was done is kept, and so is what earlier runs did: the same command goes on where this one "
                "stopped."
            )
            + "\n"
        )
    if not result.processed and not result.interrupted:
        console.print(
            said(
                "Nothing to do: {inputs} unchanged since the last run.",
                inputs=counted(result.unchanged, "input is", "inputs are"),
            )
            + "\n"
        )
    if totals.kinds:
        console.print(_kinds(result))
        console.print()
    _findings(result, console)
    if totals.errors:
        console.print(_errors(result, totals.errors, said("Failed (all of them in errors.jsonl)")))
        console.print()
    if totals.kept:
        console.print(_errors(result, totals.kept, said("Not read again (their records are those of an earlier run)")))
        console.print()
    _pages(result, console)
    if result.unmatched:
        rows = counted(len(result.unmatched), "row", "rows")
        told = said("{rows} of --metadata met no file:", rows=rows)
        console.print(f"[yellow]{told}[/] {_some(result.unmatched)}")
    _passed_over(result, console)
    if result.gone:
        inputs = counted(len(result.gone), "input of the last run is", "inputs of the last run are")
        told = said("{inputs} no longer there, or not given; their records went too:", inputs=inputs)
        console.print(f"[yellow]{told}[/] {_some(result.gone)}")
    speed = said("{count} processed", count=number(result.processed))
    speed += ", " + said("{count} unchanged", count=number(result.unchanged)) if result.unchanged else ""
    again = said("{count} of them under another name", count=number(result.found_again))
    speed += f" ({again})" if result.found_again else ""
    console.print(
        said(
            "{files} read, {failed} failed; {speed}, in {time}.",
            files=counted(totals.documents - failed, "file", "files"),
            failed=number(failed),
            speed=speed,
            time=_time(result.wall_seconds),
        ),
        highlight=False,
    )
    files = f"{result.out}/records.jsonl ({number(totals.records)}), errors.jsonl ({number(failed)}), run.json, text/"
    if result.left_alone:
        left = said("Left as they lay there, from before .griffier/ was removed: the other files")
        files = f"{result.out}/run.json. {left}"
    console.print(said("Written: {file}", file=files), highlight=False, soft_wrap=True, markup=False)


def _passed_over(result: RunResult, console: Console) -> None:
    """What was not read, so that nothing is left out without a word."""
    walk = result.walk
    if walk.hidden:
        hidden = counted(walk.hidden, "hidden entry was", "hidden entries were")
        console.print(said("{entries} passed over.", entries=hidden))
    if walk.left_out:
        out = counted(walk.left_out, "entry was", "entries were")
        console.print(said("{entries} left out by patterns or .griffierignore.", entries=out))
    if walk.outputs:
        folders = counted(len(walk.outputs), "folder", "folders")
        told = said("{folders} with the output of a run passed over:", folders=folders)
        console.print(f"{told} {_some(walk.outputs)}")
    empty = [folder for folder in walk.given if walk.bare.get(published(folder)) in (NO_FILE_AT, NO_FILE_IN)]
    if empty:
        told = said("{folders} without a file:", folders=counted(len(empty), "folder", "folders"))
        console.print(f"[yellow]{told}[/] {_some(empty)}")


def _kinds(result: RunResult) -> Table:
    table = Table(
        said("kind"),
        title=said("Records"),
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
    )
    table.add_column(said("records"), justify="right")
    for kind, count in sorted(result.totals.kinds.items(), key=lambda item: (-item[1], item[0])):
        table.add_row(said(kind.replace("_", " ")) if language() == "nl" else kind, number(count))
    return table


def _findings(result: RunResult, console: Console) -> None:
    """What a person should look at, and apart from it what is only said."""
    to_check = [code for code in result.totals.findings if code not in FOR_INFORMATION]
    if to_check:
        console.print(_table_of_findings(result, to_check, said("Findings to look at")))
        console.print(
            said(
                "Where: in a record, `findings` names the page and the field; griffier text FILE --coverage shows the "
                "lines that are in no value."
            )
            + "\n",
            style="dim",
            highlight=False,
        )
    informing = [code for code in result.totals.findings if code in FOR_INFORMATION]
    if informing:
        console.print(_table_of_findings(result, informing, said("For information")))
        console.print()


def _table_of_findings(result: RunResult, codes: Sequence[str], title: str) -> Table:
    table = Table(
        said("finding"),
        title=title,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
    )
    table.add_column(said("times"), justify="right")
    table.add_column(said("files"), justify="right")
    table.add_column(said("meaning"), overflow="fold")
    totals = result.totals
    for code in sorted(codes, key=lambda code: (-totals.findings[code], code)):
        files = totals.found_in[code]
        where = said("first in") if len(files) > 1 else said("in")
        meaning = f"{said(MEANINGS.get(code, ''))} [dim]({where} {escape(one_line(PurePath(files[0]).name))})[/]"
        table.add_row(code, number(totals.findings[code]), number(len(files)), meaning)
    return table


def _errors(result: RunResult, counts: Counter[str], title: str) -> Table:
    table = Table(
        said("error"),
        title=title,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
    )
    table.add_column(said("files"), justify="right")
    table.add_column(said("what, where"), overflow="fold")
    table.add_column(said("what to do"), overflow="fold")
    for code, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        examples = result.totals.examples[code]
        lines = [f"{escape(one_line(line.path))}: {escape(in_words(line.message))}" for line in examples]
        if count > len(examples):
            lines.append(said("... and {count} more", count=number(count - len(examples))))
        table.add_row(f"[red]{code}[/]", number(count), "\n".join(lines), escape(in_words(examples[0].remedy)))
    return table


def _pages(result: RunResult, console: Console) -> None:
    ledger = result.totals.ledger()
    states = {"text": said("text"), "ocr": said("by OCR"), "blank": said("blank"), "failed": said("failed")}
    told = ", ".join(f"{number(ledger[state])} {words}" for state, words in states.items() if ledger[state])
    more = ""
    if unknown := ledger["inputs_of_unknown_length"]:
        failed = counted(unknown, "failed file", "failed files")
        more = ", " + said("and those of {files}, of which nobody can say how many", files=failed)
    pages = counted(ledger["total"], "page", "pages")
    console.print(f"{pages}: {told or said('none')}{more}.", highlight=False)
    if ledger["unaccounted"]:
        lost = said("{pages} unaccounted for.", pages=counted(ledger["unaccounted"], "page is", "pages are"))
        console.print(f"[bold red]{lost}[/] {said('Report this: no page may be lost.')}")


def _some(names: Sequence[str]) -> str:
    """The first of them."""
    return ", ".join(escape(one_line(name)) for name in names[:5]) + (", ..." if len(names) > 5 else "")


def _time(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.1f} s"
    return (
        f"{int(seconds // 3600)} h {int(seconds % 3600 // 60)} min"
        if seconds >= 3600
        else f"{int(seconds // 60)} min {int(seconds % 60)} s"
    )
