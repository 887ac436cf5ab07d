"""`griffier forget`: one document out of an output folder, and the search that proves it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from griffier.pipeline.batch.inputs import one_line, published
from griffier.pipeline.batch.output import REPORT, ended
from griffier.pipeline.erasing.memory import TEXTS, KnownInput, Memory, memory_of
from griffier.pipeline.erasing.traces import Search, Traces, search, stretches
from griffier.pipeline.errors import NoInputError, StorageError
from griffier.pipeline.linking.link import link
from griffier.pipeline.record_files import DOSSIERS, RECORDS
from griffier.pipeline.whole_files import write_whole
from griffier.pipeline.wording import counted, in_words, said

_ID = re.compile(r"([0-9a-f]{16})(-\d+)?|[0-9a-f]{64}")
Json = dict[str, Any]


@dataclass(frozen=True)
class Target:
    """What is forgotten: inputs by `paths`, with the `hashes` (16 hex) that no input that stays has. `still`: files of
    it that lie on the disk."""

    paths: frozenset[str]
    hashes: frozenset[str]
    still: tuple[Path, ...]


@dataclass
class Forgotten:
    """What was taken out: lines by file, texts, dossiers; `linked`: whether the dossiers were made anew."""

    lines: dict[Path, int] = field(default_factory=dict)
    texts: int = 0
    dossiers: int = 0
    linked: bool = False


def forget_command(name: str, out: Path, also: Sequence[Path], *, dry_run: bool) -> int:
    """Take a document out of a folder and tell what the search found. `name`: its path, its id or its SHA-256.

    Returns 0 where nothing of it is left, else 1.
    Raises NoInputError where the folder does not hold it, UsageError, StorageError.
    """
    with memory_of(out) as memory:
        target = _target(name, memory)
        _tell_target(target)
        if dry_run:
            print(said("Nothing was removed."))
            return 0
        try:
            traces = _traces(target, out)
            done = _forget(target, memory)
            seen = search([out, *also], traces)
        except OSError as error:
            raise StorageError(f"{error.filename}: {error.strerror or error}", remedy=StorageError.rights) from error
    _tell(done, target, traces, seen, [out, *also])
    return 1 if seen.found or seen.closed else 0


def _target(name: str, memory: Memory) -> Target:
    """Raises NoInputError where nothing in the folder answers to the name."""
    known = memory.inputs()
    asked = [one for one in known if _answers(one, name)]
    if not asked:
        remedy = "Give the path as `source.path` in a record says it, or the id of a record."
        raise NoInputError(f"{memory.out} holds no document {name}", remedy=remedy)
    gone = _with_copies(asked, known)
    stay = {one.sha256 for one in known if one not in gone}
    hashes = frozenset(one.sha256[:16] for one in gone if one.sha256 and one.sha256 not in stay)
    still = {one.file for one in gone if not one.inside and one.file.exists()}
    return Target(frozenset(one.path for one in gone), hashes, tuple(sorted(still)))


def _with_copies(asked: Sequence[KnownInput], known: Sequence[KnownInput]) -> set[KnownInput]:
    """The inputs, those of the same bytes, and the attachments of them all."""
    copies = {one.sha256 for one in asked if one.sha256}
    gone = {*asked, *(one for one in known if one.sha256 in copies)}
    while True:
        mails = {one.path for one in gone}
        inner = {one for one in known if one.parent in mails} - gone
        if not inner:
            return gone
        gone |= inner


def _answers(one: KnownInput, name: str) -> bool:
    """Whether an input is what somebody calls by a path, an id or a hash."""
    if _ID.fullmatch(name):
        return (one.sha256 or "").startswith(name.partition("-")[0])
    return one.path == published(name) or (not one.inside and one.file.absolute() == Path(name).absolute())


def _traces(target: Target, out: Path) -> Traces:
    texts = sorted((out / TEXTS).glob("*.txt"))
    own = [file for file in texts if file.stem.partition("-")[0] in target.hashes]
    others = [file for file in texts if file not in own]
    text = "\n".join(file.read_text("utf-8", "surrogatepass") for file in own)
    return Traces(tuple(sorted(target.paths)), tuple(sorted(target.hashes)), stretches(text, others))


def _forget(target: Target, memory: Memory) -> Forgotten:
    """Files first, the memory last: where it breaks off, the same command finds what is left."""
    out, done = memory.out, Forgotten()
    relink = _made_of_this_folder(out)
    for file in sorted(out.rglob("*.jsonl")):
        if (gone := _without(file, target, _holds)) and file.name != DOSSIERS:
            done.lines[file] = gone
        elif gone:
            done.dossiers += gone
    _without_in_report(out / REPORT, target)
    for file in list((out / TEXTS).glob("*.txt")):
        if file.stem.partition("-")[0] in target.hashes:
            file.unlink()
            done.texts += 1
    for file in out.glob(".link.sqlite*"):  # what `link` remembers of records; it reads them again
        file.unlink()
    memory.remove(target.paths)
    memory.files_are_ours()
    if done.dossiers and relink:
        link([out], out)
        done.linked = True
    return done


def _without(file: Path, target: Target, holds: Callable[[Json, Target], bool]) -> int:
    """Take out the lines of a file that speak of the document. Returns how many; a file without any is left alone."""
    gone = 0

    def kept() -> Iterator[bytes]:
        nonlocal gone
        with file.open("rb") as lines:
            for line in lines:
                told = _told(line)
                if told is not None and holds(told, target):
                    gone += 1
                else:
                    yield line

    with file.open("rb") as lines:
        any_gone = any((told := _told(line)) is not None and holds(told, target) for line in lines)
    if any_gone:
        write_whole({file: kept()})
    return gone


def _told(line: bytes) -> Json | None:
    try:
        told = json.loads(line)
    except ValueError:
        return None
    return told if isinstance(told, dict) else None


def _holds(told: Json, target: Target) -> bool:
    """Whether a record, an error, a reviewer's marks or a dossier speak of the document."""
    source = told.get("source")
    outcome = told.get("outcome") or {}
    members = [*(told.get("members") or []), *(outcome.get("sources") or [])] if "members" in told else []
    paths = {told.get("path"), source.get("path") if isinstance(source, dict) else None, *(m["path"] for m in members)}
    return not paths.isdisjoint(target.paths)


def _without_in_report(file: Path, target: Target) -> None:
    if not file.is_file():
        return
    report = json.loads(file.read_bytes())
    report["inputs"] = [name for name in report["inputs"] if published(name) not in target.paths]
    if report.get("metadata"):
        report["metadata"]["unmatched"] = [n for n in report["metadata"]["unmatched"] if n not in target.paths]
    write_whole({file: ended([json.dumps(report, ensure_ascii=False, indent=2).encode()])})


def _made_of_this_folder(out: Path) -> bool:
    """Whether the dossiers are those of this folder's records alone, so that they can be made again."""
    if not (out / DOSSIERS).is_file() or not (out / RECORDS).is_file():
        return False
    with (out / RECORDS).open("rb") as lines:
        here = {(told["source"]["path"], told["id"]) for line in lines if (told := _told(line))}
    with (out / DOSSIERS).open("rb") as lines:
        dossiers = (told for line in lines if (told := _told(line)))
        return all((member["path"], member["record"]) in here for told in dossiers for member in told["members"])


def _tell_target(target: Target) -> None:
    print(said("To forget: {paths}", paths=_listed(sorted(target.paths))))


def _tell(done: Forgotten, target: Target, traces: Traces, seen: Search, places: Sequence[Path]) -> None:
    for file, count in done.lines.items():
        print(f"  {file}: {counted(count, 'line removed', 'lines removed')}")
    texts = counted(done.texts, "text removed", "texts removed")
    print(said("  {texts}, and what the run remembered", texts=texts))
    if done.dossiers:
        what = said("made anew without it") if done.linked else said("removed; make them again with `griffier link`")
        named = counted(done.dossiers, "dossier that named it", "dossiers that named it")
        print(f"  {named}: {what}")
    print(
        said(
            "Searched: {files} ({size} MB) in {places}, for {paths}, {hashes} and {stretches}.",
            files=counted(seen.files, "file", "files"),
            size=f"{seen.size / 1e6:,.1f}",
            places=", ".join(str(place) for place in places),
            paths=counted(len(target.paths), "path", "paths"),
            hashes=counted(len(target.hashes), "hash", "hashes"),
            stretches=counted(
                len(traces.lines),
                "stretch of its text that no other document has",
                "stretches of its text that no other document has",
            ),
        )
    )
    if seen.found:
        told = said(
            "STILL FOUND in {files}; remove them, or make them again:", files=counted(len(seen.found), "file", "files")
        )
        print(f"{told} {_listed(seen.found)}")
    for file, why in seen.closed:
        print(said("Could not look into {file}: {why}. Make it again.", file=file, why=in_words(why)))
    if not seen.found and not seen.closed:
        print(said("Nothing of it was found."))
    for file in target.still:
        print(
            said(
                "Note: {file} is still on the disk; the next run that finds it reads it again.",
                file=one_line(str(file)),
            )
        )


def _listed(names: Iterable[object]) -> str:
    return ", ".join(one_line(str(name)) for name in names)
