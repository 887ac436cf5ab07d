"""The files of a run: written whole or not at all, and never in the place of fuller ones that are not this state's."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from griffier.pipeline.batch.page_ledger import STATES
from griffier.pipeline.batch.state import State
from griffier.pipeline.batch.task import ErrorLine
from griffier.pipeline.record_files import RECORDS
from griffier.pipeline.whole_files import write_whole

ERRORS, REPORT = "errors.jsonl", "run.json"
FILES_NOW = "files"
"""The fact under which a state knows the files that it wrote."""

EXAMPLES = 3
"""How many paths of each error a run keeps in mind for its summary."""


@dataclass
class Totals:
    """The sums of a run. `pages`: state -> pages; `unknown_pages`: failed inputs of which nobody can say how many pages
    they have; `found_in`: code of a finding -> the inputs that have it; `kept`: errors for all of which the records of
    an earlier run stay; `examples`: of both."""

    records: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    found_in: dict[str, list[str]] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[ErrorLine]] = field(default_factory=dict)
    documents: int = 0
    pages: Counter[str] = field(default_factory=Counter)
    unaccounted: int = 0
    unknown_pages: int = 0
    cpu_seconds: float = 0.0
    wall_seconds: float = 0.0
    stages: dict[str, float] = field(default_factory=dict)

    def ledger(self) -> dict[str, int]:
        """State -> pages, their sum, those that are missing, and the inputs whose pages nobody knows."""
        states = {state: self.pages[state] for state in STATES}
        return {
            **states,
            "total": sum(states.values()),
            "unaccounted": self.unaccounted,
            "inputs_of_unknown_length": self.unknown_pages,
        }


def add_up(state: State) -> tuple[Totals, str]:
    """The sums over the results of a run, and a digest of which results they are."""
    totals, digest = Totals(), hashlib.sha256(state.mark.encode())
    for done in state.finished():
        digest.update(f"{done.path}\0{done.sha256}\0{done.error}\0{done.kept}\n".encode("utf-8", "surrogatepass"))
        tally = done.tally
        totals.documents += 1
        totals.records += sum(tally.kinds.values())
        totals.kinds.update(tally.kinds)
        totals.findings.update(tally.findings)
        for code in tally.findings:
            totals.found_in.setdefault(code, []).append(done.path)
        totals.pages.update(tally.pages)
        totals.unaccounted += tally.unaccounted
        totals.cpu_seconds += tally.cpu_seconds
        totals.wall_seconds += tally.wall_seconds
        for stage, seconds in tally.stages.items():
            totals.stages[stage] = totals.stages.get(stage, 0.0) + seconds
        if done.error is not None:
            totals.errors[done.error.error] += 1
            totals.unknown_pages += tally.expected_pages is None
        if done.kept is not None:
            totals.kept[done.kept.error] += 1
        told = done.error or done.kept
        if told is not None and len(examples := totals.examples.setdefault(told.error, [])) < EXAMPLES:
            examples.append(told)
    return totals, digest.hexdigest()


def write_lines(state: State, folder: Path, digest: str) -> bool:
    """Write records.jsonl and errors.jsonl, both or neither. False where the files that lie there are those already."""
    looks = files_look(folder)
    if state.fact("written") == f"{digest} {looks}":
        return False
    errors = (json.dumps(asdict(done.error), ensure_ascii=False).encode() for done in state.finished() if done.error)
    write_whole({folder / RECORDS: ended(state.record_lines()), folder / ERRORS: ended(errors)})
    state.publish()
    state.set_fact("written", f"{digest} {files_look(folder)}")
    state.set_fact(FILES_NOW, files_look(folder))
    state.commit()
    return True


def others_results(state: State, folder: Path) -> bool:
    """Whether the records that lie in the folder were written without this state (it was removed, or is of another
    layout): nobody can say then what a run that was stopped would take away."""
    return (folder / RECORDS).exists() and state.fact(FILES_NOW) != files_look(folder)


def write_report(folder: Path, report: dict[str, Any]) -> None:
    """Write run.json."""
    write_whole({folder / REPORT: [json.dumps(report, ensure_ascii=False, indent=2).encode(), b"\n"]})


def ended(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Lines with the break that ends each."""
    for line in lines:
        yield line
        yield b"\n"


def files_look(folder: Path) -> str:
    """What tells the files of a run from others: their size and time."""
    return f"{_look(folder / RECORDS)} {_look(folder / ERRORS)}"


def _look(file: Path) -> str:
    try:
        about = file.stat()
    except FileNotFoundError:
        return "absent"
    return f"{about.st_size}:{about.st_mtime_ns}"
