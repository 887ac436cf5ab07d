"""Whether what is missed shows itself: of the values that a record lacks, how many stand in lines that it calls unread.

usage: python benchmarks/coverage.py GOLD_DIR INPUT_DIR [--missed] [--raised] [--limit N]
       python benchmarks/coverage.py --shapes FILE_OR_DIR... [--limit N]

With gold: every missed value is sought in the text; it is told where one of the lines on which it stands is unread
under a finding `text.unread`. Of the documents that are right in every scored field, those that raise the finding all
the same are false alarms. `--missed` prints the values that nothing tells, `--raised` the false alarms. With
`--shapes`: the unread lines of any documents by how often their shape returns (figures as 0, names as Xx), the list of
what to read next.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from griffier.extractors.coverage.ledger import State
from griffier.extractors.dutch import dates
from griffier.pipeline.errors import GriffierError
from griffier.pipeline.evaluation.evaluate import compare
from griffier.pipeline.evaluation.gold import Gold, read_gold
from griffier.pipeline.process import Processed, line_ledger, process
from griffier.pipeline.source import SourceFile

_CONCLUDED = frozenset({"kind", "letter_type", "report_type", "language", "documents", "policy_areas", "unanimous"})
_NOT_OF_A_LINE = frozenset({"amounts", "entities"})
_EDTF = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_ENOUGH = 60
"""Characters of a value by which its place is found."""


@dataclass
class Count:
    """Missed values: `told` stand in unread lines, `silent` elsewhere (by state), `nowhere` are not in the text as
    such."""

    told: int = 0
    silent: Counter[str] = field(default_factory=Counter)
    nowhere: int = 0


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


def judge(gold: Gold, done: Processed, count: Count, show: bool) -> tuple[int, int]:
    """Count the missed values of one file. Gives (documents read whole, of them with the finding)."""
    text = done.document.text
    lines = line_ledger(done)
    whole = raised = 0
    for position, record in enumerate(gold.records):
        found = done.records[position] if position < len(done.records) else None
        comparison = compare(gold, record, found.model_dump(mode="json") if found else {})
        alarm = any(f.code == "text.unread" for made in done.records for f in made.findings)
        whole += comparison.whole
        raised += comparison.whole and alarm
        for judgement in comparison.judgements:
            if judgement.field.split(".")[-1] in _CONCLUDED or judgement.field.split(".")[0] in _NOT_OF_A_LINE:
                continue
            for value in {v for missed in judgement.missed for v in strings(missed)}:
                hits = list(places(text, value))
                states = {s for a, b in hits for span, s in lines if span.start < b and span.end > a}
                if not hits:
                    count.nowhere += 1
                elif State.UNREAD in states and alarm:
                    count.told += 1
                else:
                    worst = ",".join(sorted(states))
                    count.silent[worst] += 1
                    if show:
                        print(f"  {gold.name}: {judgement.field} [{worst}] {value[:90]!r}")
    return whole, raised


def with_gold(folder: Path, inputs: Path, missed: bool, raised: bool) -> None:
    """Measure and print."""
    files = {p.name: p for p in sorted(inputs.rglob("*")) if p.is_file()}
    count, whole, alarms = Count(), 0, 0
    for gold in read_gold(folder):
        path = files.get(gold.name) or next((p for n, p in files.items() if Path(n).stem == Path(gold.name).stem), None)
        if path is None:
            continue
        done = process(SourceFile.load(str(path)))
        right, alarmed = judge(gold, done, count, missed)
        whole, alarms = whole + right, alarms + alarmed
        if raised and alarmed:
            for record in done.records:
                print(*(f"  {gold.name}: {f.message}" for f in record.findings if f.code == "text.unread"), sep="\n")
    silent = sum(count.silent.values())
    share = count.told / (count.told + silent) if count.told + silent else 1.0
    print(f"missed values in the text: {count.told + silent}, told by unread lines {count.told} = {share:.3f}")
    print(
        f"  silent, by the state of their lines: {dict(count.silent.most_common())}; not in the text: {count.nowhere}"
    )
    print(f"documents read whole: {whole}, of them with text.unread {alarms} = {alarms / max(whole, 1):.3f}")


def shape(line: str) -> str:
    """A line with its figures as 0 and its names as Xx."""
    line = re.sub(r"\d+", "0", line.strip())
    line = re.sub(r"(?<=\S )[A-ZÀ-Ý][\w'’.-]*(?: (?:van|de|der|den|ten|ter) ?)*(?: [A-ZÀ-Ý][\w'’.-]*)*", "Xx", line)
    return " ".join(line.split()[:6])


def shapes(paths: list[Path], limit: int) -> None:
    """Print the shapes of unread lines, those of most documents first."""
    documents: dict[str, set[str]] = {}
    example: dict[str, str] = {}
    lines = unread = 0
    files = [f for p in paths for f in (sorted(p.rglob("*")) if p.is_dir() else [p]) if f.is_file()]
    for file in files:
        try:
            done = process(SourceFile.load(str(file)))
        except GriffierError as error:
            print(f"{file.name}: {error}")
            continue
        for span, state in line_ledger(done):
            lines += 1
            if state is State.UNREAD:
                unread += 1
                text = done.document.text[span.start : span.end]
                key = f"{done.records[0].kind}\t{shape(text)}"
                documents.setdefault(key, set()).add(file.name)
                example.setdefault(key, text)
    print(f"{len(files)} files, {lines} lines, {unread} unread = {unread / max(lines, 1):.3f}")
    for key, where in sorted(documents.items(), key=lambda pair: -len(pair[1]))[:limit]:
        print(f"{len(where)}\t{key}\t{example[key][:70]}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--shapes", action="store_true")
    parser.add_argument("--missed", action="store_true")
    parser.add_argument("--raised", action="store_true")
    parser.add_argument("--limit", type=int, default=60)
    options = parser.parse_args()
    if options.shapes:
        shapes(options.paths, options.limit)
    else:
        with_gold(options.paths[0], options.paths[1], options.missed, options.raised)


if __name__ == "__main__":
    main()
