"""Whether what is missed shows itself: of the values that a record lacks, how many stand in lines that it calls unread.

usage: python benchmarks/coverage.py SHARED [--sets gold,gold_denhaag,...] [--missed] [--raised] [--taken] [--jobs N]
       python benchmarks/coverage.py --shapes FILE_OR_DIR... [--limit N]

Three figures a set. (1) Every value that the gold has and the record misses is sought in the text: is a line on which
it stands under a finding `text.unread`? (2) Documents that are right in every scored field and raise the finding all
the same are false alarms. (3) Missed values are few where most is read, so a miss is made: the values of a line are
taken out of the record one line after the other, as if the line had not been read; would the ledger tell?

`--missed` prints the values that nothing tells, `--raised` the false alarms, `--taken` what could be taken in silence.
With `--shapes`: the raised blocks of any documents by how often their shape returns (figures as 0, names as Xx), the
list of what to read next.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing import Pool
from pathlib import Path
from typing import Any

from griffier.extractors.coverage.ledger import State, ledger, raised
from griffier.extractors.dutch import dates
from griffier.pipeline.errors import GriffierError
from griffier.pipeline.evaluation.evaluate import compare
from griffier.pipeline.evaluation.gold import Gold, read_gold
from griffier.pipeline.process import Processed, process
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Part, Span
from griffier.schemas.record import Record

SETS = {
    "gold": ("gold", "corpus", None),
    "gold_denhaag": ("gold_denhaag", "meetings/denhaag_1259560", None),
    "authored": ("authored/gold", "authored/pdf", "authored/base.tsv"),
    "authored-docx": ("authored/gold", "authored/docx", "authored/docx.tsv"),
}
"""Name -> gold, inputs, and the table of forms."""
_CONCLUDED = frozenset({"kind", "letter_type", "report_type", "language", "documents", "policy_areas", "unanimous"})
_NOT_OF_A_LINE = frozenset({"amounts", "entities"})
_NOT_TAKEN = _CONCLUDED | _NOT_OF_A_LINE | {"municipality", "references", "tables", "salutation", "closing", "place"}
"""Fields that are not taken away: concluded, picked out of any line, or formulas that no reader would miss."""
_TAKEN = 60
"""Values of one record that are taken away, evenly over it."""
_EDTF = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_ENOUGH = 60
"""Characters of a value by which its place is found."""


@dataclass
class Count:
    """Missed values: `told` stand in raised lines, `silent` elsewhere (by state), `nowhere` are not in the text as
    such. Documents read `whole`, of them with `alarm`. `taken`: kind and field -> told, of."""

    told: int = 0
    silent: Counter[str] = field(default_factory=Counter)
    nowhere: int = 0
    whole: int = 0
    alarm: int = 0
    taken: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    lines: dict[str, list[str]] = field(default_factory=lambda: {"missed": [], "raised": [], "taken": []})

    def add(self, other: Count) -> None:
        """The sum of both."""
        self.told, self.nowhere = self.told + other.told, self.nowhere + other.nowhere
        self.whole, self.alarm = self.whole + other.whole, self.alarm + other.alarm
        self.silent.update(other.silent)
        for key, (told, of) in other.taken.items():
            self.take(key, told, of)
        for name, lines in other.lines.items():
            self.lines[name] += lines

    def take(self, key: tuple[str, str], told: int, of: int = 1) -> None:
        """Count values that were taken away."""
        before = self.taken.get(key, (0, 0))
        self.taken[key] = (before[0] + told, before[1] + of)


def places(text: str, value: str) -> Iterator[tuple[int, int]]:
    """Where a value stands in the text, broken over lines or not; a date by its day."""
    if _EDTF.fullmatch(value):
        yield from ((m.start, m.end) for m in dates.find(text, 0, len(text)) if m.edtf == value)
        return
    words = re.findall(r"\S+", value[:_ENOUGH])
    if len(value) > _ENOUGH:
        words = words[:-1] or words
    pattern = r"(?:-?\s+|\s*)".join(re.escape(w) for w in words)
    yield from (m.span() for m in re.finditer(pattern, text, re.I))


def strings(value: Any) -> Iterator[str]:
    """The strings in a missed value, whatever its shape."""
    if isinstance(value, str):
        if len(value.strip()) > 1:
            yield value.strip()
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from strings(inner)


def judge(gold: Gold, done: Processed) -> Count:
    """Count the missed values of one file, and whether it raises an alarm."""
    count = Count()
    states = [state for record, part in zip(done.records, done.parts, strict=True) for state in _states(record, part)]
    alarm = any(state == "raised" for _, _, state in states)
    whole = True
    for position, record in enumerate(gold.records):
        found = done.records[position].model_dump(mode="json") if position < len(done.records) else {}
        comparison = compare(gold, record, found)
        whole &= comparison.whole
        for judgement in comparison.judgements:
            if judgement.field.split(".")[-1] in _CONCLUDED or judgement.field.split(".")[0] in _NOT_OF_A_LINE:
                continue
            for value in {v for missed in judgement.missed for v in strings(missed)}:
                where = list(places(done.document.text, value))
                seen = {s for a, b in where for start, end, s in states if start < b and end > a}
                if not where:
                    count.nowhere += 1
                elif "raised" in seen:
                    count.told += 1
                else:
                    count.silent[",".join(sorted(seen))] += 1
                    count.lines["missed"].append(f"{gold.name}: {judgement.field} [{sorted(seen)}] {value[:90]!r}")
    count.whole, count.alarm = int(whole), int(whole and alarm)
    if whole and alarm:
        messages = [f.message for r in done.records for f in r.findings if f.code == "text.unread"]
        count.lines["raised"] += [f"{gold.name}: {message}" for message in messages]
    for record, part in zip(done.records, done.parts, strict=True):
        take(gold.name, record, part, count)
    return count


def _states(record: Record, part: Part) -> Iterator[tuple[int, int, str]]:
    """Each line in the canonical text with its state, "raised" where a finding tells it."""
    entries = ledger(record, part)
    told = {id(line) for block, _ in raised(record, entries, part) for line in block}
    for line, state in entries:
        span = Span(line.start, line.end)
        start, end = part.doc.origin.view.span(*span) if part.doc.origin else span
        yield start, end, "raised" if id(line) in told else state.value


def take(name: str, record: Record, part: Part, count: Count) -> None:
    """Take each value out of a record with all else that stands on its lines; count whether the ledger would tell."""
    forth = part.doc.origin.view.forth if part.doc.origin else int
    lines = [line for line, state in ledger(record, part) if state is State.VALUE]
    groups: dict[str, list[Any]] = defaultdict(list)
    at: dict[str, set[int]] = defaultdict(set)
    for entry in record.evidence:
        root = re.match(r"/[^/]+(?:/\d+)?", entry.pointer)
        if root is None or root[0].split("/")[1] in _NOT_TAKEN - {"references", "municipality", "tables"}:
            continue
        groups[root[0]].append(entry)
        start, end = forth(entry.start), forth(entry.end)
        at[root[0]] |= {i for i, line in enumerate(lines) if line.start < end and line.end > start}
    step = 1 + len(groups) // _TAKEN
    for root, entries in list(groups.items())[::step]:
        first = root.split("/")[1]
        if first in _NOT_TAKEN or entries[0].method.startswith("derived") or not at[root]:
            continue
        gone = {other for other in groups if at[other] & at[root]}
        left = [entry for other, kept in groups.items() if other not in gone for entry in kept]
        without = record.model_copy(update={**_emptied(record, gone), "evidence": left})
        told = {id(line) for block, _ in raised(without, ledger(without, part), part) for line in block}
        is_told = any(id(lines[i]) in told for i in at[root])
        count.take((record.kind, first), int(is_told))
        if not is_told:
            count.lines["taken"].append(f"{name}: {record.kind} {root} {entries[0].quote[:80]!r}")


def _emptied(record: Record, gone: set[str]) -> dict[str, Any]:
    """The fields of a record without the values at some pointers."""
    out: dict[str, Any] = {}
    for first in {pointer.split("/")[1] for pointer in gone}:
        value = getattr(record, first, None)
        dropped = {int(p.split("/")[2]) for p in gone if p.split("/")[1] == first and p.count("/") > 1}
        out[first] = [v for i, v in enumerate(value) if i not in dropped] if isinstance(value, list | tuple) else None
    return out


def _measured(task: tuple[Gold, Path]) -> Count:
    gold, path = task
    return judge(gold, process(SourceFile.load(str(path))))


def with_gold(shared: Path, names: list[str], jobs: int, shown: list[str]) -> None:
    """Measure the sets and print."""
    for name in names:
        folder, inputs, variants = SETS[name]
        files = {p.name: p for p in sorted((shared / inputs).rglob("*")) if p.is_file()}
        gold = read_gold(shared / folder, variants=shared / variants if variants else None)
        total = Count()
        with Pool(jobs) as pool:
            for count in pool.imap(_measured, [(g, files[g.name]) for g in gold if g.name in files]):
                total.add(count)
        show(name, total, shown)


def show(name: str, count: Count, shown: list[str]) -> None:
    """Print the figures of a set, and the lines asked for."""
    silent = sum(count.silent.values())
    told, of = (sum(pair[i] for pair in count.taken.values()) for i in (0, 1))
    print(f"{name}: documents read whole {count.whole}, of them with text.unread {count.alarm}", end="")
    print(f" = {count.alarm / max(count.whole, 1):.2f}")
    print(f"  missed values {count.told + silent}, told {count.told}; silent by the state of their lines:", end=" ")
    print(f"{dict(count.silent.most_common())}; not in the text {count.nowhere}")
    print(f"  values taken away with their lines {of}, told {told} = {told / max(of, 1):.2f}")
    for key, (told, of) in sorted(count.taken.items()):
        print(f"    {' '.join(key):34} {told:4} of {of:4} = {told / of:.2f}")
    for kind in shown:
        print(*(f"  {kind}: {line}" for line in count.lines[kind]), sep="\n")


def shape(line: str) -> str:
    """A line with its figures as 0 and its names as Xx."""
    line = re.sub(r"\d+", "0", line.strip())
    line = re.sub(r"(?<=\S )[A-ZÀ-Ý][\w'’.-]*(?: (?:van|de|der|den|ten|ter) ?)*(?: [A-ZÀ-Ý][\w'’.-]*)*", "Xx", line)
    return " ".join(line.split()[:6])


def shapes(paths: list[Path], limit: int) -> None:
    """Print the shapes of raised blocks, those of most documents first."""
    documents: dict[str, set[str]] = defaultdict(set)
    example: dict[str, str] = {}
    files = [f for p in paths for f in (sorted(p.rglob("*")) if p.is_dir() else [p]) if f.is_file()]
    alarms = 0
    for file in files:
        try:
            done = process(SourceFile.load(str(file)))
        except GriffierError as error:
            print(f"{file.name}: {error}", file=sys.stderr)
            continue
        before = sum(map(len, documents.values()))
        for record, part in zip(done.records, done.parts, strict=True):
            for block, wanted in raised(record, ledger(record, part), part):
                text = " / ".join(line.text for line in block)
                key = f"{record.kind}\t{wanted}\t{shape(text)}"
                documents[key].add(file.name)
                example.setdefault(key, text)
        alarms += sum(map(len, documents.values())) > before
    print(f"{len(files)} files, {alarms} raise text.unread")
    for key, where in sorted(documents.items(), key=lambda pair: -len(pair[1]))[:limit]:
        print(f"{len(where)}\t{key}\t{example[key][:90]}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--shapes", action="store_true")
    parser.add_argument("--missed", action="store_true")
    parser.add_argument("--raised", action="store_true")
    parser.add_argument("--taken", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--limit", type=int, default=60)
    options = parser.parse_args()
    if options.shapes:
        shapes(options.paths, options.limit)
    else:
        shown = [name for name in ("missed", "raised", "taken") if getattr(options, name)]
        with_gold(options.paths[0], options.sets.split(","), options.jobs, shown)


if __name__ == "__main__":
    main()
