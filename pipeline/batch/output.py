"""The files of a run, each written whole or not at all."""

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

EXAMPLES = 3
"""How many paths of each error a run keeps in mind for its summary."""


@dataclass
class Totals:
    """The sums of a run. `pages`: state -> pages; `unknown_pages`: failed inputs of which nobody can say how many pages
    they have."""

    records: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
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
        digest.update(f"{done.path}\0{done.sha256}\0{done.error}\n".encode("utf-8", "surrogatepass"))
        tally = done.tally
        totals.documents += 1
        totals.records += sum(tally.kinds.values())
        totals.kinds.update(tally.kinds)
        totals.findings.update(tally.findings)
        totals.pages.update(tally.pages)
        totals.unaccounted += tally.unaccounted
        totals.cpu_seconds += tally.cpu_seconds
        totals.wall_seconds += tally.wall_seconds
        for stage, seconds in tally.stages.items():
            totals.stages[stage] = totals.stages.get(stage, 0.0) + seconds
        if done.error is not None:
            totals.errors[done.error.error] += 1
            totals.unknown_pages += tally.expected_pages is None
            examples = totals.examples.setdefault(done.error.error, [])
            if len(examples) < EXAMPLES:
                examples.append(done.error)
    return totals, digest.hexdigest()


def write_lines(state: State, folder: Path, digest: str) -> bool:
    """Write records.jsonl and errors.jsonl. False where the files that lie there are those already."""
    records, errors = folder / "records.jsonl", folder / "errors.jsonl"
    if state.fact("written") == f"{digest} {_look(records)} {_look(errors)}":
        return False
    _write(records, state.record_lines())
    _write(
        errors, (json.dumps(asdict(done.error), ensure_ascii=False).encode() for done in state.finished() if done.error)
    )
    state.set_fact("written", f"{digest} {_look(records)} {_look(errors)}")
    return True


def write_report(folder: Path, report: dict[str, Any]) -> None:
    """Write run.json."""
    _write(folder / "run.json", [json.dumps(report, ensure_ascii=False, indent=2).encode()])


def _write(file: Path, lines: Iterable[bytes]) -> None:
    draft = file.with_name(f".{file.name}.part")
    with draft.open("wb") as out:
        out.writelines(_ended(lines))
    draft.replace(file)


def _ended(lines: Iterable[bytes]) -> Iterator[bytes]:
    for line in lines:
        yield line
        yield b"\n"


def _look(file: Path) -> str:
    try:
        about = file.stat()
    except FileNotFoundError:
        return "absent"
    return f"{about.st_size}:{about.st_mtime_ns}"
