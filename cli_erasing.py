"""The commands by which something leaves an output folder on purpose."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def prune(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The folder of a run.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what may go.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Remove what no published file needs: results and texts of inputs that are gone.

    What stands in records.jsonl or errors.jsonl stays, also where its file is gone: it leaves with a run that does not
    name it, or with `griffier forget`. Results of a folder that moved serve its new place until they are pruned.

    \b
    Examples:
      griffier prune out --dry-run
      griffier prune out

    \b
    Exit codes: 0 done, or nothing to do, 2 nobody can be asked, 4 no run wrote to OUT, 5 it cannot be removed.
    """
    from griffier.pipeline.erasing.prune import prune_command

    raise typer.Exit(prune_command(out, dry_run=dry_run, yes=yes))


def forget(
    document: Annotated[
        str, typer.Argument(metavar="FILE|ID", help="The document: its path as records say it, or the id of a record.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder of a run.")],
    also: Annotated[
        list[Path] | None, typer.Option(metavar="PLACE", help="Search there too: a folder or file made of the records.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would go.")] = False,
) -> None:
    """Forget one document: its records, its text, what the run remembers, the dossiers that name it; and prove it.

    All files with the same bytes go, and the attachments of a mail. Dossiers are made anew from what is left. Then
    every file of OUT is searched for its path, its hash and lines of its text. The document itself is not touched.

    \b
    Examples:
      griffier forget brieven/brief-12.pdf --out out --dry-run
      griffier forget brieven/brief-12.pdf --out out
      griffier forget 4f1c0a9b7d2e3f58-0 --out out --also review --also council.sqlite

    \b
    Exit codes: 0 nothing of it is left, 1 something is left, or could not be looked into (told which), 4 OUT does not
    hold it, 5 it cannot be removed.
    """
    from griffier.pipeline.erasing.forget import forget_command

    raise typer.Exit(forget_command(document, out, also or [], dry_run=dry_run))
