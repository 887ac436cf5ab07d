"""Tables that are pictures: what share of the cells is read right, how many signs are lost, and how many wrong values
nothing warns of.

usage: table_pictures.py [--pages NAME,...] [--conditions NAME,...] [--pdf FILE:PAGE,PAGE,...]... [--errors] [--json
FILE] Fictional tables (benchmarks/table_pages) are drawn, damaged and read; with --pdf pages of a born-digital
report instead, whose own text layer is the truth. The conditions are those of a module with CONDITIONS and
degrade(image, condition, seed) (--degrade FILE).

A cell is right where the row's label (at least 0.8 alike), the column and the value agree. A wrong value is silent
where no finding names its cell, its row's relation or its column's total. A cell that is lost is silent where no
finding names it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from PIL import Image
from rapidfuzz import fuzz

sys.path.insert(0, str(Path(__file__).parent))
from ocr import Degrade, cpu, degradations
from table_pages import PdfPage, TablePage, TruthRow, pages, pdf_page

from griffier.extractors.budgets.contract_tables import notes_of, published
from griffier.extractors.checks.tables import table_findings
from griffier.extractors.tables.find import financial_tables
from griffier.extractors.tables.model import FinancialTable
from griffier.pipeline.readers.door import read
from griffier.pipeline.readers.options import ReadOptions
from griffier.schemas.document import Part
from griffier.schemas.record import Finding

CONDITIONS = ("clean200", "clean150", "speckled200", "skewed200", "copied200", "shaded200", "fax200")
BAR = 0.90
_REPAIRED = frozenset({"table.sign_repaired", "table.figure_repaired"})
Cell = tuple[int, int]


@dataclass(frozen=True)
class ReadRow:
    """A row as it was read: its values before the unit, and which of its columns a finding names."""

    label: str
    values: tuple[Decimal | None, ...]
    told: tuple[bool, ...]


@dataclass(frozen=True)
class Outcome:
    """Counts over the cells of a page, and a line for each that is not right."""

    counts: Counter[str]
    losses: tuple[str, ...]


def tables_of(part: Part) -> list[list[ReadRow]]:
    """The tables that were read, with the cells that findings name."""
    tables = part.memo(financial_tables)
    findings = [*notes_of(part), *table_findings([published(t) for t in tables], part.text)]
    return [_rows(table, i, findings) for i, table in enumerate(tables)]


def _rows(table: FinancialTable, index: int, findings: Sequence[Finding]) -> list[ReadRow]:
    told: set[Cell] = set()
    keys = {c.key.replace("~", "~0").replace("/", "~1"): i for i, c in enumerate(table.columns)}
    for finding in findings:
        parts = (finding.pointer or "").split("/", 6)
        if len(parts) < 7 or parts[2] != str(index) or (finding.severity == "info" and finding.code not in _REPAIRED):
            continue
        row, column = int(parts[4]), keys[parts[6]]
        told.add((row, column))
        if finding.code == "table.total_mismatch":
            told |= {(r, column) for r in range(row)}
        elif finding.code.endswith("_mismatch"):
            told |= {(row, c) for c in range(len(table.columns))}
    return [
        ReadRow(
            f"{row.number or ''} {row.label or ''}".strip(),
            tuple(c.figure.value if c else None for c in row.cells),
            tuple((r, c) in told for c in range(len(row.cells))),
        )
        for r, row in enumerate(table.rows)
        if not row.heading
    ]


def compare(truth: Sequence[Sequence[TruthRow]], found: Sequence[Sequence[ReadRow]]) -> Outcome:
    """Hold the cells of a page against the truth: rows are paired in order, over all tables, columns by what they
    hold."""
    counts: Counter[str] = Counter()
    losses: list[str] = []
    rows = [(t, row) for t, table in enumerate(truth) for row in table]
    reads = [(t, row) for t, table in enumerate(found) for row in table]
    columns = {
        (a, b): _columns(truth[a], found[b])
        for a in range(len(truth))
        for b in range(len(found))
        if truth[a] and found[b]
    }
    counts["cells"] = sum(v is not None for _, row in rows for v in row.values)
    counts["read"] = sum(v is not None for _, row in reads for v in row.values)
    for want, got in _paired(rows, reads, columns):
        _judge(want, got, columns, counts, losses)
    return Outcome(counts, tuple(losses))


def _judge(
    want: tuple[int, TruthRow] | None,
    got: tuple[int, ReadRow] | None,
    columns: dict[Cell, dict[int, int]],
    counts: Counter[str],
    losses: list[str],
) -> None:
    mapping = columns[want[0], got[0]] if want and got else {}
    taken = set(mapping.values())
    # a row may have got the number of its taakveld
    read = [got[1].label.casefold(), got[1].label.casefold().partition(" ")[2]] if got else []
    named = want is not None and any(fuzz.ratio(want[1].label.casefold(), text) >= 80 for text in read)
    counts["rows"] += want is not None
    counts["labels"] += named

    def say(kind: str, printed: object, value: object, told: bool) -> None:
        counts[kind] += 1
        counts[f"silent {kind}"] += not told
        label = want[1].label if want else got[1].label if got else ""
        losses.append(f"{kind}{'' if told else ' SILENT'}: {label[:40]!r}: printed {printed}, read {value}")

    for i, printed in enumerate(want[1].values if want else ()):
        j = mapping.get(i)
        value, told = (got[1].values[j], got[1].told[j]) if got and j is not None else (None, False)
        if value == printed:
            counts["right"] += printed is not None and named
        elif value is None:
            say("lost", printed, value, told)
        elif printed is None:
            say("wrong", printed, value, told)
        else:
            say("wrong", printed, value, told)
            counts["signs"] += abs(value) == abs(printed)
    for j, value in enumerate(got[1].values if got else ()):
        if value is not None and j not in taken:
            say("wrong", None, value, got is not None and got[1].told[j])


def _columns(truth: Sequence[TruthRow], found: Sequence[ReadRow]) -> dict[int, int]:
    """Which column was read for each printed one: by the values that they share, in order."""
    width, wide = len(truth[0].values), len(found[0].values)
    if width == wide:
        return {i: i for i in range(width)}
    shares = [
        [sum((Counter(r.values[i] for r in truth) & Counter(r.values[j] for r in found)).values()) for j in range(wide)]
        for i in range(width)
    ]
    best: list[list[tuple[int, dict[int, int]]]] = [[(0, {})] * (wide + 1) for _ in range(width + 1)]
    for i in range(width - 1, -1, -1):
        for j in range(wide - 1, -1, -1):
            score, chosen = best[i + 1][j + 1]
            best[i][j] = max(
                (score + shares[i][j] + 0, {i: j, **chosen}) if shares[i][j] else (-1, {}),
                best[i + 1][j],
                best[i][j + 1],
                key=lambda b: b[0],
            )
    return best[0][0][1]


def _paired(
    rows: Sequence[tuple[int, TruthRow]], reads: Sequence[tuple[int, ReadRow]], columns: dict[Cell, dict[int, int]]
) -> Iterator[tuple[tuple[int, TruthRow] | None, tuple[int, ReadRow] | None]]:
    """Rows with the rows that they were read as, in order; those without a partner alone."""

    def alike(a: tuple[int, TruthRow], b: tuple[int, ReadRow]) -> float:
        label = fuzz.ratio(a[1].label.casefold(), b[1].label.casefold()) / 100
        mapping = columns.get((a[0], b[0]), {})
        held = sum(a[1].values[i] == b[1].values[j] for i, j in mapping.items() if a[1].values[i] is not None)
        return label + held / max(1, len(a[1].values)) - 0.35

    n, m = len(rows), len(reads)
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    scores = [[alike(a, b) for b in reads] for a in rows]
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + scores[i][j])
    i = j = 0
    while i < n or j < m:
        if i < n and j < m and scores[i][j] > 0 and best[i][j] == best[i + 1][j + 1] + scores[i][j]:
            yield rows[i], reads[j]
            i, j = i + 1, j + 1
        elif i < n and best[i][j] == best[i + 1][j]:
            yield rows[i], None
            i += 1
        else:
            yield None, reads[j]
            j += 1


def measure(page: TablePage | PdfPage, condition: str, degrade: Degrade, options: ReadOptions) -> Outcome:
    """Read one page under one condition."""

    def change(image: Image.Image) -> Image.Image:
        return degrade(image, condition, 0)

    source = page.source(int(condition[-3:]), change)
    before = cpu()
    outcome = compare(page.truth, tables_of(Part.whole(read(source, options))))
    outcome.counts["cpu"] = round(1000 * (cpu() - before))
    return outcome


def f1(counts: Counter[str]) -> float:
    """F1 over the cells."""
    return 2 * counts["right"] / max(1, counts["cells"] + counts["read"])


def _chosen(given: argparse.Namespace) -> list[TablePage | PdfPage]:
    if given.pdf:
        named = [spec.rpartition(":") for spec in given.pdf]
        return [pdf_page(Path(file), int(number)) for file, _, numbers in named for number in numbers.split(",")]
    return [page for page in pages() if not given.pages or page.name in given.pages.split(",")]


def main(options: ReadOptions | None = None) -> int:
    """Print a table; the exit code tells whether the bars hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", default="")
    parser.add_argument("--conditions", default=",".join(CONDITIONS))
    parser.add_argument("--pdf", action="append", default=[])
    parser.add_argument("--degrade", type=Path, default=Path(__file__).parents[1].parent / "shared/degrade.py")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    available, degrade = degradations(given.degrade)
    conditions = [c for c in given.conditions.split(",") if c in available]
    chosen = _chosen(given)
    total: dict[str, Counter[str]] = {"all": Counter()}
    for condition in conditions:
        for page in chosen:
            outcome = measure(page, condition, degrade, options or ReadOptions())
            for key in (condition, page.name, "all"):
                total.setdefault(key, Counter()).update(outcome.counts)
            total["all"]["pages"] += 1
            if given.errors:
                c = outcome.counts
                print(
                    f"== {condition} {page.name}: F1 {f1(c):.3f} of {c['cells']} cells",
                    *outcome.losses,
                    sep="\n   ",
                    flush=True,
                )
    if given.json:
        given.json.write_text(json.dumps({k: dict(v) for k, v in total.items()}, indent=1), encoding="utf-8")
    names = ("cells", "right", "wrong", "silent wrong", "signs", "lost", "silent lost")
    print("|  | cells F1 | " + " | ".join(names) + " | labels | CPU s |")
    print("|---|---|" + "---|" * (len(names) + 2))
    for key, c in total.items():
        figures = " | ".join(str(c[name]) for name in names)
        print(f"| {key} | {f1(c):.3f} | {figures} | {c['labels']}/{c['rows']} | {c['cpu'] / 1000:.1f} |")
    return 0 if f1(total["all"]) >= BAR and not total["all"]["silent wrong"] else 1


if __name__ == "__main__":
    sys.exit(main())
