"""Speed of runs: a second run over unchanged files, two workers against one, `griffier --help`. One command: python
benchmarks/batch.py

Each figure is told on the clock (`wall`) and in CPU seconds (`cpu`). The files are written here: letters, nothing that
costs reading.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from griffier.extractors.drafting.context import Context
from griffier.extractors.making_records.make_record import bare_record
from griffier.pipeline.batch.progress import Quiet
from griffier.pipeline.batch.run import RunOptions, run
from griffier.pipeline.process import Processed
from griffier.pipeline.readers.door import read
from griffier.pipeline.readers.options import ReadOptions
from griffier.pipeline.source import SourceFile
from griffier.schemas.record import Producer, Source

LETTER = """Gemeente Voorbeeldstad

Aan de leden van de gemeenteraad

Datum: 6 juli 2023
Onderwerp: stuk nummer {n}

Geachte leden van de raad,

Hierbij ontvangt u stuk nummer {n} over het onderhoud van het dorpshuis. De kosten zijn € {n}.000.

Hoogachtend,
Het college van burgemeester en wethouders
"""


@dataclass(frozen=True)
class Spent:
    """Seconds of one command: on the clock, and of CPU in it and all that it started."""

    wall: float
    cpu: float


def griffier(*words: str) -> Spent:
    wall, before = time.monotonic(), os.times()
    done = subprocess.run([sys.executable, "-m", "griffier.cli", *words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"griffier {' '.join(words)}: exit {done.returncode}\n{done.stderr[-2000:]}")
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Spent(time.monotonic() - wall, cpu)


def load() -> float:
    """Processes that want a core: above the number of cores, wall seconds say little."""
    return round(os.getloadavg()[0], 1)


def letters(folder: Path, count: int, paragraphs: int = 1) -> None:
    for n in range(count):
        file = folder / f"{n // 1000:03d}" / f"brief-{n:06d}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            LETTER.format(n=n)
            + "".join(f"\nOp {d} juli 2023 vroeg u naar de kosten van € {n}.{d:03d}.\n" for d in range(1, paragraphs))
        )


def reading_only(source: SourceFile, context: Context, options: ReadOptions, settings: str) -> Processed:
    """A way of processing that concludes nothing: what a second run costs does not hang on what the first one found."""
    doc = read(source, options)
    about = Source(
        path=source.path, sha256=source.sha256, size=source.size, media_type=doc.media_type, pages=[], page_range=(1, 1)
    )
    made_by = Producer(version="0", settings=settings)
    return Processed(doc, (bare_record(id=f"{source.sha256[:16]}-0", producer=made_by, source=about, findings=()),))


def first(count: int) -> dict[str, float]:
    """What a small file costs in a run, its share of the start-up in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        letters(folder / "in", count)
        spent = griffier("run", str(folder / "in"), "--out", str(folder / "out"))
        return {
            "files": count,
            "wall": round(spent.wall, 2),
            "cpu_ms_a_file": round(1000 * spent.cpu / count, 2),
            "load": load(),
        }


def again(count: int) -> dict[str, float]:
    """A run over files that did not change."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        letters(folder / "in", count)
        run(RunOptions((str(folder / "in"),), folder / "out", jobs=0, processor=f"{__name__}:reading_only"), Quiet())
        second = [griffier("run", str(folder / "in"), "--out", str(folder / "out")) for _ in range(3)]
        report = json.loads((folder / "out/run.json").read_text())
        assert report["documents"]["unchanged"] == count, report["documents"]
        return {
            "files": count,
            "wall": round(statistics.median(s.wall for s in second), 2),
            "cpu": round(statistics.median(s.cpu for s in second), 2),
            "target_wall": 5.0,
            "load": load(),
        }


def workers(inputs: list[str], copies: int) -> dict[str, float | bool]:
    """Two workers against one, on the clock; start-up (the time of a run over one file) is taken off both, and told.

    CPU seconds show what a second worker costs, whatever else the machine does.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if not inputs:
            letters(folder / "in", copies, 400)
            inputs = [str(folder / "in")]
        letters(folder / "one", 1)
        start = griffier("run", str(folder / "one"), "--out", str(folder / "o0"), "--jobs", "1")
        taken = {
            jobs: griffier("run", *inputs, "--out", str(folder / f"o{jobs}"), "--jobs", str(jobs)) for jobs in (1, 2)
        }
        same = (folder / "o1/records.jsonl").read_bytes() == (folder / "o2/records.jsonl").read_bytes()
        return {
            "cores": os.cpu_count() or 1,
            "start_up_wall": round(start.wall, 2),
            "start_up_cpu": round(start.cpu, 2),
            "one_worker_wall": round(taken[1].wall, 2),
            "one_worker_cpu": round(taken[1].cpu, 2),
            "two_workers_wall": round(taken[2].wall, 2),
            "two_workers_cpu": round(taken[2].cpu, 2),
            "wall_ratio_without_start_up": round((taken[1].wall - start.wall) / (taken[2].wall - start.wall), 2),
            "same_bytes": same,
            "load": load(),
        }


def help_time() -> dict[str, float]:
    griffier("--help")
    spent = [griffier("--help") for _ in range(7)]
    return {
        "median_wall": round(statistics.median(s.wall for s in spent), 3),
        "median_cpu": round(statistics.median(s.cpu for s in spent), 3),
        "target_wall": 0.3,
        "load": load(),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "inputs", nargs="*", help="documents for the comparison of workers; letters written here unless given"
    )
    parser.add_argument("--files", type=int, default=10_000, help="unchanged files")
    parser.add_argument("--copies", type=int, default=200, help="long letters for the comparison of workers")
    args = parser.parse_args()
    print(json.dumps({"help": help_time()}), flush=True)
    print(json.dumps({"workers": workers(args.inputs, args.copies)}), flush=True)
    print(json.dumps({"first": first(args.files // 20)}), flush=True)
    print(json.dumps({"again": again(args.files)}), flush=True)


if __name__ == "__main__":
    main()
