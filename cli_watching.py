"""The command that goes on: records of new and changed files as they come."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def watch(
    folders: Annotated[list[str], typer.Argument(metavar="FOLDER...", help="Folders to watch, through and through.")],
    out: Annotated[
        Path, typer.Option("--out", "-o", help="Folder for records.jsonl, errors.jsonl, run.json and text/.")
    ],
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="Worker processes. Default: one a core.")
    ] = None,
    settle: Annotated[
        float, typer.Option(min=0.1, help="Seconds in which a file must not have changed to be taken for whole.")
    ] = 2.0,
    poll: Annotated[
        bool, typer.Option("--poll", help="Look at every file each time: for network shares that tell of no change.")
    ] = False,
    include: Annotated[
        list[str] | None, typer.Option(help="Read only files like this: '*.pdf'. More than once: any of them.")
    ] = None,
    exclude: Annotated[
        list[str] | None, typer.Option(help="Leave out files and folders like this: 'concept/', '*bijlage*'.")
    ] = None,
    timeout: Annotated[
        float, typer.Option(min=0.1, help="CPU seconds that one document may take, OCR not counted.")
    ] = 300.0,
    memory: Annotated[int, typer.Option(min=64, help="Megabytes that one document may take.")] = 2048,
    log_json: Annotated[
        bool, typer.Option("--log-json", help="JSON log lines on standard error instead of a line a document.")
    ] = False,
) -> None:
    """Watch folders: each new or changed file becomes records as soon as it is whole, one line a document.

    First it reads what changed since the last run over the same --out, so that it may be stopped and started at any
    time. The files it writes are those of `griffier run`, always whole: another program may read them meanwhile.
    Ctrl-C or SIGTERM ends it; what is done is kept.

    \b
    Examples:
      griffier watch ~/raadsstukken --out out
      griffier watch /mnt/griffie --out out --poll --settle 10     a network share, slow copies
      griffier watch inbox --out out --include '*.pdf'

    \b
    Exit codes: 0 it was ended, 2 the command line is wrong, 4 a folder is not there,
    5 the disk is full, or may not be written to.
    """
    from griffier.pipeline.batch.folder_watch import watch_command
    from griffier.pipeline.batch.progress import Each, JsonLog
    from griffier.pipeline.batch.run import RunOptions
    from griffier.pipeline.batch.run_command import cores
    from griffier.pipeline.batch.selection import Selection

    options = RunOptions(
        tuple(folders),
        out,
        jobs or cores(),
        timeout=timeout,
        memory=memory,
        selection=Selection(tuple(include or ()), tuple(exclude or ())),
    )
    each = Each()
    watcher = JsonLog() if log_json else each
    raise typer.Exit(watch_command(options, watcher, each.tell, settle=settle, poll=poll))
