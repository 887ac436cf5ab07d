"""The command line of Griffier: parses arguments, calls the pipeline, prints."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from griffier.cli_checking import apply, check, doctor, evaluate, review, validate
from griffier.cli_erasing import forget, prune
from griffier.cli_running import run, watch

app = typer.Typer(
    name="griffier",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode=None,  # rich help costs 0.2 s of every start
    pretty_exceptions_enable=False,
    help="Reads the documents of Dutch municipal councils and writes one validated record per document, with evidence.",
)

BEFORE: tuple[tuple[Callable[..., None], str], ...] = (
    (check, "Check documents before they are published, for a CI job."),
    (review, "Write pages on which records are checked against their source."),
    (apply, "Put what a reviewer marked into the records."),
    (doctor, "Tell what is installed and how to get what is missing."),
)
"""Commands of `cli_checking` and their lines in the list of commands, in its order."""
AFTER: tuple[tuple[Callable[..., None], str], ...] = (
    (validate, "Check a file of records or dossiers against the contract."),
    (evaluate, "Score records against gold, field by field."),
    (prune, "Remove what nothing needs any more from the folder of a run."),
    (forget, "Forget one document, and prove it."),
)


def _version(asked: bool) -> None:
    if asked:
        from griffier.pipeline.process import griffier_version

        print(f"griffier {griffier_version()}")
        raise typer.Exit


@app.callback()
def griffier(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
    lang: Annotated[
        str | None, typer.Option(help="What you read in: nl or en, on any command; else by the locale.")
    ] = None,
) -> None:
    """Reads the documents of Dutch municipal councils and writes one validated record per document, with evidence.

    Start with: griffier run FOLDER --out out. What a command does: griffier COMMAND --help. Is everything there:
    griffier doctor.
    """


app.command(short_help="Process files into records.")(run)
app.command(short_help="Process new and changed files of folders as they come.")(watch)


@app.command(short_help="Print the text of a file that offsets in the evidence count in.")
def text(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A document, or an attachment as records name it: mail.eml#name.")
    ],
    layout: Annotated[
        bool, typer.Option("--layout", help="The words as a table: offsets, boxes in points, size, confidence, layer.")
    ] = False,
    overlay: Annotated[
        Path | None, typer.Option(metavar="PNG", help="Draw the lines and layers over the page into this picture.")
    ] = None,
    page: Annotated[int | None, typer.Option(min=1, help="One page only (a picture shows page 1 unless said).")] = None,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="What became of each line: value, layer, formula, prose or unread.")
    ] = False,
) -> None:
    """Print the canonical text of a file: what the offsets in the evidence count in.

    \b
    Examples:
      griffier text motie.pdf
      griffier text begroting.pdf --layout --page 12
      griffier text begroting.pdf --overlay page12.png --page 12
      griffier text motie.pdf --coverage                 the lines that nothing holds are unread
    """
    from griffier.pipeline.inspecting.show_text import print_text

    print_text(file, layout=layout, overlay=overlay, page=page, coverage=coverage)


@app.command(short_help="Print the financial tables of one report.")
def tables(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A report: a budget, an interim report, annual accounts.")
    ],
    form: Annotated[
        str | None, typer.Option("--format", help="csv, xlsx or html; by the name of --out unless said, else csv.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="A file, or a folder for one CSV a table; the terminal unless said."),
    ] = None,
    page: Annotated[
        int | None, typer.Option(min=1, help="The tables of one page only, counted from the file's first page.")
    ] = None,
) -> None:
    """Print the financial tables of one report, with what does not add up.

    Figures are in euro: what is printed times its unit; V is positive, N negative, an empty cell stays empty.

    \b
    What you get:
      xlsx  contents with links, a sheet a table ("p12 Baten en lasten"), figures as numbers with V and N shown,
            a sheet of findings that leads to their cells, each with the printed and the expected figure
      html  the same on one page, to read or to print
      csv   all tables under each other, or in a folder one file a table and findings.csv, for a program

    \b
    Examples:
      griffier tables begroting.pdf --out begroting.xlsx    the workbook for a colleague
      griffier tables berap.docx --out berap.html           a page to read
      griffier tables begroting.pdf --page 12               one page, as CSV, on the terminal
      griffier tables begroting.pdf --out tables/           a folder of CSV files

    \b
    Exit codes: 0 tables were written, 1 there is no financial table, 2 the command line is wrong.
    """
    from griffier.pipeline.exports.tables_command import tables_command

    raise typer.Exit(tables_command(file, form=form, out=out, page=page))


@app.command(short_help="Write records as flat tables: a database, a workbook, CSV, ...")
def export(
    records: Annotated[
        list[Path], typer.Argument(metavar="RECORDS...", help="Files of records, or folders that `griffier run` wrote.")
    ],
    out: Annotated[
        Path, typer.Option("--out", "-o", help="The file to write; for csv, parquet and datapackage a folder.")
    ],
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            help="sqlite, duckdb, parquet, csv, xlsx, datapackage or popolo; by the ending of --out unless said.",
        ),
    ] = None,
    dossiers: Annotated[
        Path | None, typer.Option(help="The dossiers.jsonl of `griffier link`; taken along from a folder by itself.")
    ] = None,
    dutch: Annotated[
        bool, typer.Option("--dutch", help="CSV that Dutch Excel opens: semicolons, decimal commas, 007 stays 007.")
    ] = False,
) -> None:
    """Write records as flat tables: one database file, a workbook or a folder of files.

    Each table has one key and leads to its document; dates are days with how much of them is known, amounts are
    decimals, numbers such as 007 are text; a party has one party_id under every spelling. What every column means, in
    English and Dutch, travels along (the codebook).

    \b
    Which format:
      sqlite       one file to browse with datasette, with search and facets; keys are checked
      duckdb       one file for questions over much data
      parquet      a folder for pandas, R, Polars, Spark: types travel along
      csv          a folder that everything reads; types are in its codebook
      xlsx         one workbook, a sheet a table
      datapackage  a folder of CSV described as a Data Package
      popolo       people, parties, motions and votes as Popolo JSON

    \b
    Examples:
      griffier export out --out council.sqlite             then: datasette council.sqlite
      griffier export out --out council.duckdb             duckdb council.duckdb "from votes_by_party"
      griffier export out --to csv --dutch --out tabellen  for Excel in Dutch
      griffier export 2023/records.jsonl 2024/records.jsonl --to parquet --out tables

    \b
    Exit codes:
      0  written                                  3  a package is missing: pip install 'griffier[export]'
      2  the command line, or a line of RECORDS,  4  there is nothing to read
         is wrong                                 5  it cannot be written
    """
    from griffier.pipeline.exports.flat.export_command import export_command

    raise typer.Exit(export_command(records, to, out, dossiers, dutch=dutch))


@app.command(short_help="Tell what a set of records holds, with plots.")
def stats(
    records: Annotated[
        list[Path], typer.Argument(metavar="RECORDS...", help="Files of records, or folders that `griffier run` wrote.")
    ],
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a page with plots there.")] = None,
    dossiers: Annotated[
        Path | None, typer.Option(help="The dossiers.jsonl of `griffier link`; taken along from a folder by itself.")
    ] = None,
) -> None:
    """Tell what a set of records holds: kinds and years, who tables what and how it ends, who votes with whom.

    Also amounts by policy area, findings, how pages were read, confidence. With --html a page of plots with their
    figures, which opens without a network. Where there are dossiers, outcomes and votes are theirs.

    \b
    Examples:
      griffier stats out
      griffier stats out --html stats.html
      griffier stats 2023/records.jsonl 2024/records.jsonl

    \b
    Exit codes: 0 told, 2 a line is no record, 3 a package is missing: pip install 'griffier[stats]', 4 nothing to
    read, 5 the page cannot be written.
    """
    from griffier.pipeline.exports.stats.stats_command import stats_command

    raise typer.Exit(stats_command(records, html, dossiers))


@app.command(short_help="Join records into dossiers: what became of each matter.")
def link(
    records: Annotated[
        list[Path], typer.Argument(metavar="RECORDS...", help="Files of records, or folders that `griffier run` wrote.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for dossiers.jsonl.")],
    html: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write a page per meeting there, to open in a browser.")
    ] = None,
) -> None:
    """Join records into dossiers: what became of each motion, amendment and proposal.

    A dossier holds the paper, its item in the decision list, its votes in the minutes and the letters that report on
    it, each with why it was joined. Nothing is joined that two of number, case number, title and day do not hold
    together.

    \b
    Examples:
      griffier link out --out out                   out is what `griffier run` wrote
      griffier link 2023/records.jsonl 2024/records.jsonl --out dossiers
      griffier link out --out out --html pages      what was tabled, decided and answered, meeting by meeting
    """
    from griffier.pipeline.linking.link import link_command

    raise typer.Exit(link_command(records, out, html))


for command, short in BEFORE:
    app.command(short_help=short)(command)


@app.command(short_help="Print the JSON Schema of the records.")
def schema(
    kind: Annotated[
        str | None, typer.Argument(metavar="[KIND]", help="A kind, such as motion, or dossier; all kinds unless said.")
    ] = None,
) -> None:
    """Print the JSON Schema of the records.

    \b
    Examples:
      griffier schema > record.schema.json
      griffier schema motion
      griffier schema dossier
    """
    import json

    from griffier.pipeline.inspecting.schema import json_schema

    print(json.dumps(json_schema(kind), ensure_ascii=False, indent=2))


for command, short in AFTER:
    app.command(short_help=short)(command)


def main() -> None:
    """Run the command line. Errors of our own end as one line, what to do, and their exit code."""
    import signal

    from griffier.pipeline.errors import GriffierError
    from griffier.pipeline.limits import spare_collector
    from griffier.pipeline.wording import in_words, language

    spare_collector()
    sys.stdout, sys.stderr = _read_or_not(sys.stdout), _read_or_not(sys.stderr)

    # Ctrl-C and SIGTERM are 130 for every command, and leave it in order: typer would say 1, and SIGTERM leave files
    before = {number: signal.signal(number, _stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        words = _in_language(sys.argv[1:])
        command = typer.main.get_command(app)
        if language() == "nl":
            _translate(command)
        command(args=words, prog_name="griffier")
    except GriffierError as error:
        print(f"griffier: {in_words(str(error))}\n  -> {in_words(error.remedy)}", file=sys.stderr)
        sys.exit(error.exit_code)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Pipe(io.FileIO):
    """A pipe into which one may write also when nobody reads it any more (`| head`)."""

    def write(self, data: Any, /) -> int:
        """Write, to nowhere where the reader is gone."""
        try:
            return super().write(data) or 0
        except BrokenPipeError:
            return len(data)


def _read_or_not(stream: Any) -> Any:
    """A stream of this process through which no command breaks off, or ends with another code, since nobody reads what
    it prints."""
    if stream not in (sys.__stdout__, sys.__stderr__) or stream.isatty():
        return stream  # a terminal, or what a test put there
    stream.flush()
    return io.TextIOWrapper(
        io.BufferedWriter(_Pipe(stream.fileno(), "w", closefd=False)),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


def _in_language(words: list[str]) -> list[str]:
    """Speak the language that `--lang`, anywhere on the command line, or the environment asks for. Returns the other
    words. Raises UsageError."""
    from griffier.pipeline.wording import speak

    asked, rest, waiting = None, [], False
    for n, word in enumerate(words):
        if waiting:
            asked, waiting = word, False
        elif word == "--":
            rest += words[n:]
            break
        elif word.startswith("--lang="):
            asked = word.partition("=")[2]
        elif word == "--lang" and n + 1 < len(words):
            waiting = True
        else:
            rest.append(word)
    speak(asked)
    return rest


def _translate(command: Any) -> None:
    """The help of a command, its options and the commands below it, in the user's language."""
    import inspect

    from griffier.pipeline.wording import said

    for name in ("help", "short_help"):
        if text := getattr(command, name):
            setattr(command, name, said(inspect.cleandoc(text)))
    for parameter in command.params:
        if getattr(parameter, "help", None):
            parameter.help = said(parameter.help)
    for inner in getattr(command, "commands", {}).values():
        _translate(inner)


def _stop(number: int, frame: object) -> None:
    sys.exit(130)


if __name__ == "__main__":
    main()
