"""The command line of Griffier: parses arguments, calls the pipeline, prints."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

app = typer.Typer(
    name="griffier",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    help="Reads the documents of Dutch municipal councils and writes one validated record per document, with evidence.",
)


@app.command()
def run(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help="Files and folders; folders are read through and through.")],
    out: Annotated[Path, typer.Option("--out", help="Folder for records.jsonl, errors.jsonl, run.json and text/.")],
    jobs: Annotated[Optional[int], typer.Option("--jobs", "-j", min=1, help="Worker processes; one per core unless said.")] = None,  # noqa: UP045
) -> None:
    """Process files into records."""
    from griffier.pipeline.batch.command import run_command

    raise typer.Exit(run_command(tuple(inputs), out, jobs=jobs))


@app.command()
def text(file: Annotated[Path, typer.Argument(help="A document.")]) -> None:
    """Print the canonical text of a file: what the offsets in the evidence count in."""
    from griffier.pipeline.reading import read
    from griffier.pipeline.source import SourceFile

    sys.stdout.buffer.write(read(SourceFile.load(file)).text.encode("utf-8"))


@app.command()
def schema(kind: Annotated[Optional[str], typer.Argument(help="A kind; all kinds together unless said.")] = None) -> None:  # noqa: UP045
    """Print the JSON Schema of the records."""
    import json

    from griffier.pipeline.published import json_schema

    print(json.dumps(json_schema(kind), ensure_ascii=False, indent=2))


@app.command()
def validate(file: Annotated[Path, typer.Argument(help="A JSONL file of records.")]) -> None:
    """Check a file of records against the contract."""
    from griffier.pipeline.validate import validate_file

    faults = 0
    for fault in validate_file(file):
        faults += 1
        print(f"{file}:{fault.line}: {fault.pointer or '(record)'}: {fault.message}")
    raise typer.Exit(1 if faults else 0)


def main() -> None:
    """Run the command line."""
    from griffier.pipeline.errors import GriffierError

    try:
        app()
    except GriffierError as error:
        print(f"griffier: {error}\n  -> {error.remedy}", file=sys.stderr)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
