"""The commands that make records: of what is there, and of what comes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

# what `run` and `watch` both ask
Jobs = Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="Worker processes. Default: one a core.")]
Timeout = Annotated[float, typer.Option(min=0.1, help="CPU seconds that one document may take, OCR not counted.")]
Memory = Annotated[int, typer.Option(min=64, help="Megabytes that one document may take.")]
Include = Annotated[
    list[str] | None, typer.Option(help="Read only files like this: '*.pdf'. More than once: any of them.")
]
Exclude = Annotated[
    list[str] | None, typer.Option(help="Leave out files and folders like this: 'concept/', '*bijlage*'.")
]
MaskPrivate = Annotated[
    bool, typer.Option("--mask-private", help="Hide people who write to the council: names, addresses, contacts.")
]


def run(
    out: Annotated[
        str,
        typer.Option(
            "--out",
            "-o",
            metavar="DIR",
            help="Folder (or s3:// address) for records.jsonl, errors.jsonl, run.json, text/.",
        ),
    ],
    inputs: Annotated[
        list[str] | None,
        typer.Argument(metavar="INPUT...", help="Files, folders (read through and through) and addresses (s3://)."),
    ] = None,
    jobs: Jobs = None,
    metadata: Annotated[
        Path | None,
        typer.Option(help="CSV with the columns path, url, municipality, date: used where a document is silent."),
    ] = None,
    spacy_model: Annotated[str | None, typer.Option(help="An installed spaCy model that adds entities.")] = None,
    min_confidence: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="Leave out values that are less sure: null, with the finding confidence.low."),
    ] = None,
    timeout: Timeout = 300.0,
    memory: Memory = 2048,
    include: Include = None,
    exclude: Exclude = None,
    files_from: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A file of more inputs, one a line; - is standard input.")
    ] = None,
    max_bytes: Annotated[int, typer.Option(min=1, help="Bytes that one file may have.")] = 512 * 1024 * 1024,
    max_pages: Annotated[int, typer.Option(min=1, help="Pages that one file may have.")] = 5_000,
    max_pixels: Annotated[int, typer.Option(min=1, help="Pixels that the picture of a page may have.")] = 60_000_000,
    engine: Annotated[
        str, typer.Option(help="Who does the work: local (processes of this machine) or dask (workers of a cluster).")
    ] = "local",
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="For --engine dask: tcp://host:8786, or its scheduler file.")
    ] = None,
    mask_private: MaskPrivate = False,
    log_json: Annotated[
        bool, typer.Option("--log-json", help="JSON log lines on standard error, no progress bar and no summary.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress and no summary: the exit code tells.")
    ] = False,
) -> None:
    """Process files into records.

    A file that fails never stops a run: it gets a line in errors.jsonl that says why and what to do. The same
    command again goes on where it stopped, and does nothing where nothing changed.

    \b
    Examples:
      griffier run motie.pdf --out out
      griffier run ~/raadsstukken --out out --jobs 4
      griffier run mails/ scans/ --out out --metadata files.csv
      griffier run . --out out --include '*.pdf' --exclude concept/
      griffier run s3://raad/2023 --out s3://raad/records --engine dask --scheduler tcp://head:8786
      find . -newer stamp -name '*.pdf' | griffier run --files-from - --out out

    Folders are passed over as their .griffierignore says, in the words of .gitignore.

    \b
    Exit codes:
      0  every file became a record      3  tesseract, or its Dutch data, is missing
      1  some files are in errors.jsonl  4  an input is not there, or nothing to read
      2  the command line is wrong       5  the disk is full, or may not be written to
      6  the cluster is gone             130  interrupted (what was done is kept)
    """
    from griffier.pipeline.batch.run import RunOptions
    from griffier.pipeline.batch.run_command import cores, output_folder, run_command, scheduler_of, settings_of
    from griffier.pipeline.batch.selection import Selection, inputs_of
    from griffier.pipeline.limits import Limits

    with output_folder(out) as folder:
        options = RunOptions(
            inputs_of(inputs, files_from),
            folder,
            jobs or cores(),
            metadata,
            settings_of(spacy_model, mask_private=mask_private, min_confidence=min_confidence),
            timeout,
            memory,
            selection=Selection(tuple(include or ()), tuple(exclude or ())),
            scheduler=scheduler_of(engine, scheduler),
            limits=Limits(file_bytes=max_bytes, pages=max_pages, page_pixels=max_pixels),
        )
        code = run_command(options, log_json=log_json, quiet=quiet)
    raise typer.Exit(code)


def watch(
    folders: Annotated[list[str], typer.Argument(metavar="FOLDER...", help="Folders to watch, through and through.")],
    out: Annotated[
        Path, typer.Option("--out", "-o", help="Folder for records.jsonl, errors.jsonl, run.json and text/.")
    ],
    jobs: Jobs = None,
    settle: Annotated[
        float, typer.Option(min=0.1, help="Seconds in which a file must not have changed to be taken for whole.")
    ] = 2.0,
    poll: Annotated[
        bool, typer.Option("--poll", help="Look at every file each time: for network shares that tell of no change.")
    ] = False,
    include: Include = None,
    exclude: Exclude = None,
    timeout: Timeout = 300.0,
    memory: Memory = 2048,
    mask_private: MaskPrivate = False,
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
    from griffier.pipeline.batch.run_command import cores, settings_of
    from griffier.pipeline.batch.selection import Selection

    options = RunOptions(
        tuple(folders),
        out,
        jobs or cores(),
        settings=settings_of(None, mask_private=mask_private),
        timeout=timeout,
        memory=memory,
        selection=Selection(tuple(include or ()), tuple(exclude or ())),
    )
    each = Each()
    watcher = JsonLog() if log_json else each
    raise typer.Exit(watch_command(options, watcher, each.tell, settle=settle, poll=poll))
