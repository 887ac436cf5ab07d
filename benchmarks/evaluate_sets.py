"""How good the records are: every development set is read and held against what a reader wrote down.

usage: python benchmarks/evaluate_sets.py [SHARED] [--sets gold,cases,...] [--out DIR] [--baseline FILE] [--lost N]

A set is a folder of documents and its gold, or a program that checks records. What was read before by the same code is
not read again. One table a set is printed: precision, recall and F1 per field, and, against the baseline, how many
right values were gained and lost. All figures and values are written to DIR/figures.json. The baseline is that file of
an earlier run (`--baseline FILE`, a copy that you kept), or else what stands in DIR. Ends with 1 where a set lost a
value.

With --fields FILE, and where every set with gold was read, FILE says of each kind and field in how many records it is
filled and how many of its values are right: the data dictionary prints it.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from fitting import expected_error
from rich.console import Console

from griffier.pipeline.evaluation.baseline import Values
from griffier.pipeline.evaluation.evaluate import evaluate
from griffier.pipeline.evaluation.gold import Gold, read_gold, read_records
from griffier.pipeline.evaluation.report import show_sum, table_of_scores, whole_records
from griffier.pipeline.evaluation.right_values import confidences, right_values
from griffier.pipeline.evaluation.tally import Evaluation

Figures = dict[str, Any]


@dataclass(frozen=True)
class GoldSet:
    """Documents with gold. `variants`: the table of the forms, where each document stands in several."""

    inputs: tuple[str, ...]
    gold: str
    variants: str | None = None


@dataclass(frozen=True)
class CheckedSet:
    """Documents whose records a program judges. `read`: its output to name of a fact -> "right", or what went wrong."""

    inputs: tuple[str, ...]
    command: tuple[str, ...]
    read: Callable[[str], dict[str, str]]


def read_cases(told: str) -> dict[str, str]:
    """The failed cases: "0123 brief.txt [letter-names] wrong silent: the page says ..."."""
    failed = re.findall(r"^(\S+ \S+) \[[^\]]+\] ((?:wrong|missing) (?:silent|flagged)):", told, re.MULTILINE)
    right = int(found[1]) if (found := re.search(r"^total +(\d+) ", told, re.MULTILINE)) else 0
    return dict(failed) | {"inputs that are right": str(right)}


def read_facts(told: str) -> dict[str, str]:
    """ "number  right 76 of 80 = 0.950   wrong 2" as fact -> figures."""
    found = re.findall(r"^(.+?) +right +(\d+) of +(\d+) = ([\d.]+) +wrong (\d+)", told, re.MULTILINE)
    return {name: f"{right} of {of} ({share}), wrong {wrong}" for name, right, of, share, wrong in found}


DEN_HAAG = ("meetings/denhaag_1259560",)
SETS: dict[str, GoldSet | CheckedSet] = {
    "gold": GoldSet(("corpus",), "gold"),
    "gold_denhaag": GoldSet(DEN_HAAG, "gold_denhaag"),
    "authored": GoldSet(("authored/pdf",), "authored/gold", "authored/base.tsv"),
    "authored-docx": GoldSet(("authored/docx",), "authored/gold", "authored/docx.tsv"),
    "authored-scans": GoldSet(("authored/scan", "authored/photo"), "authored/gold", "authored/scans.tsv"),
    "cases": CheckedSet(
        ("cases/inputs",),
        ("cases/check.py", "RECORDS", "ERRORS", "cases/cases.jsonl", "--kinds", "--failed"),
        read_cases,
    ),
    "meetings": CheckedSet(DEN_HAAG, ("meetings/check.py", "RECORDS", "meetings"), read_facts),
}


def run(inputs: list[Path], out: Path, jobs: str) -> None:
    """Records of the inputs in a folder. Exit code 1 only says that some files are no documents."""
    command = [sys.executable, "-m", "griffier.cli", "run", *map(str, inputs), "--out", str(out), "--jobs", jobs]
    code = subprocess.run(command).returncode
    if code not in (0, 1):
        sys.exit(f"griffier run ended with {code}")


def field_figures(evaluations: dict[str, Evaluation], folders: set[Path]) -> Figures:
    """Kind -> `records`; `filled`: field -> records that have it; `read`: field as `griffier evaluate` names it -> the
    counts of its values, in text and (`scans`) on scans: right, wrong, missed."""
    told: Figures = {}
    for folder in sorted(folders):
        for line in (folder / "records.jsonl").read_text("utf-8").splitlines():
            record = json.loads(line)
            kind = told.setdefault(record["kind"], {"records": 0, "filled": {}, "read": {}})
            kind["records"] += 1
            for field, value in record.items():
                if value not in (None, [], {}, ""):
                    kind["filled"][field] = kind["filled"].get(field, 0) + 1
    for name, evaluation in evaluations.items():
        side = "scans" if name.endswith("scans") else "text"
        for judgement in evaluation.judgements:
            if judgement.field in Evaluation.NOT_IN_MEANS or judgement.kind not in told:
                continue
            counts = told[judgement.kind]["read"].setdefault(judgement.field, {}).setdefault(side, [0, 0, 0])
            for i, more in enumerate((judgement.tp, judgement.fp, judgement.fn)):
                counts[i] += more
    return {kind: {**told[kind], "read": dict(sorted(told[kind]["read"].items()))} for kind in sorted(told)}


def against_gold(
    name: str, one: GoldSet, shared: Path, out: Path, before: Figures | None, console: Console
) -> tuple[Figures, list[str], Evaluation]:
    """The table of a set with gold. Returns its figures and values, the values lost, and all judgements."""
    gold = read_gold(shared / one.gold, variants=shared / one.variants if one.variants else None)
    evaluation = evaluate(gold, read_records(out / "records.jsonl"))
    values = Values.of(evaluation)
    change = values.since(Values.of_json(before)) if before else None
    console.print(table_of_scores(name, "field", evaluation.fields(), change=change))
    console.print(whole_records(evaluation), highlight=False)
    show_sum(evaluation, console)
    console.print(confidence_told(gold, read_records(out / "records.jsonl")), highlight=False)
    whole = {kind: list(counts) for kind, counts in sorted(evaluation.whole.items())}
    sums = {"macro_f1": round(evaluation.macro(), 4), "micro_f1": round(evaluation.micro(), 4), "whole": whole}
    if before:
        was = {key: before[key] for key in ("macro_f1", "micro_f1")}
        console.print(f"before: {was}, whole {sum(n for n, _ in before['whole'].values())}", highlight=False)
    lost = [f"{field}  {document}: {value[:150]}" for document, field, value in (change.lost if change else ())]
    return {**sums, **values.as_json()}, lost, evaluation


def confidence_told(gold: list[Gold], records: dict[str, list[Figures]]) -> str:
    """How well the confidences of the records fit what is right, beside each other."""
    said, right = [], []
    for one in gold:
        for wanted, found in zip(one.records, records.get(one.name, ()), strict=False):
            sure = confidences(found)
            for pointer, holds in right_values(one, wanted, found).items():
                if pointer in sure:
                    said.append(sure[pointer])
                    right.append(float(holds))
    if not said:
        return "confidence: no value to hold it against"
    error = expected_error(np.array(said), np.array(right))
    means = f"{sum(said) / len(said):.3f} on average, {sum(right) / len(right):.3f} are right"
    return f"confidence: {len(said)} values say {means}; expected calibration error {error:.3f}"


def by_program(
    one: CheckedSet, shared: Path, out: Path, before: Figures | None, console: Console
) -> tuple[Figures, list[str]]:
    """What the program of a set says. Returns its facts, and those that are worse than before."""
    places = {"RECORDS": (out / "records.jsonl").resolve(), "ERRORS": (out / "errors.jsonl").resolve()}
    command = [sys.executable, *(str(places.get(word, word)) for word in one.command)]
    done = subprocess.run(command, cwd=shared, capture_output=True, text=True)
    facts = one.read(done.stdout)
    if not facts:
        sys.exit(f"{one.command[0]} said nothing:\n{done.stdout[-800:]}{done.stderr[-800:]}")
    table = [line for line in done.stdout.splitlines() if not re.match(r"(    |\S+ \S+ \[)", line)]
    console.print("\n".join(table), highlight=False, markup=False)
    was = before["facts"] if before else facts
    lost = []
    for fact in sorted(was.keys() | facts.keys()):
        earlier, now = was.get(fact, "right"), facts.get(fact, "right")
        if earlier != now:
            console.print(f"  {fact}: {earlier} -> {now}", highlight=False, markup=False)
            lost += [fact] * (earlier == "right" or _first(now) < _first(earlier))
    return {"facts": facts}, lost


def _first(told: str) -> int:
    found = re.match(r"\d+", told)
    return int(found[0]) if found else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("shared", nargs="?", default="../shared", type=Path, help="folder of the sets")
    parser.add_argument("--sets", default=",".join(SETS), help="names of sets, with commas between (default: all)")
    parser.add_argument("--out", default="out/evaluate", type=Path)
    parser.add_argument("--baseline", type=Path, help="figures.json of an earlier run")
    parser.add_argument("--jobs", default="2")
    parser.add_argument("--lost", default=20, type=int, help="lost values shown for each set")
    parser.add_argument("--fields", type=Path, help="write there how often each field is filled and right")
    given = parser.parse_args()
    console = Console() if sys.stdout.isatty() else Console(width=140)
    file = given.out / "figures.json"
    baseline = given.baseline or file
    if given.baseline and not given.baseline.is_file():
        parser.error(f"{given.baseline} is not there")
    before: Figures = json.loads(baseline.read_text("utf-8")) if baseline.is_file() else {}
    chosen = given.sets.split(",")
    if unknown := set(chosen) - set(SETS):
        parser.error(f"no set is named {', '.join(sorted(unknown))}; there are {', '.join(SETS)}")
    if before:
        console.print(f"Compared with {baseline}.", highlight=False)
    figures: Figures = {}
    evaluations: dict[str, Evaluation] = {}
    folders: set[Path] = set()
    losses = 0
    for number, name in enumerate(chosen, 1):
        one, start = SETS[name], time.monotonic()
        inputs = [given.shared / folder for folder in one.inputs]
        if not all(folder.is_dir() for folder in inputs):
            console.print(f"[{number}/{len(chosen)}] {name}: {given.shared} does not hold it, left out", markup=False)
            continue
        out = given.out / one.inputs[0].replace("/", "-")
        console.print(f"\n[{number}/{len(chosen)}] {name}: reads {', '.join(map(str, inputs))} ...", markup=False)
        run(inputs, out, given.jobs)
        then = before.get(name)
        if isinstance(one, GoldSet):
            figures[name], lost, evaluations[name] = against_gold(name, one, given.shared, out, then, console)
            folders.add(out)
        else:
            figures[name], lost = by_program(one, given.shared, out, then, console)
        for told in lost[: given.lost]:
            console.print(f"  lost: {told}", highlight=False, markup=False)
        if len(lost) > given.lost:
            console.print(f"  ... and {len(lost) - given.lost} more (--lost {len(lost)} shows all)")
        losses += len(lost)
        console.print(f"({time.monotonic() - start:.0f} s)")
    file.write_text(json.dumps({**before, **figures}, ensure_ascii=False), "utf-8")
    if given.fields and evaluations.keys() == {name for name, one in SETS.items() if isinstance(one, GoldSet)}:
        told = json.dumps(field_figures(evaluations, folders), indent=1, sort_keys=True)
        given.fields.write_text(f"{told}\n", "utf-8")
        console.print(f"How often each field is filled and right: {given.fields}", highlight=False)
    console.print(f"\nFigures and values are in {file}; keep a copy to compare with (--baseline).", highlight=False)
    return int(losses > 0)


if __name__ == "__main__":
    sys.exit(main())
