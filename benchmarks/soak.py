"""A long run that is disturbed at random moments must end as one that is not: the same bytes, nothing left behind.

usage: python benchmarks/soak.py [--documents 20000] [--events 20] [--seed 1] [--jobs 2] [--keep FOLDER]

A folder of made papers, 1 % of them hostile, is read once in peace. Then it is read again to another folder, and at
random moments the run is asked to stop, killed, loses a worker, finds its disk full, or has files vanish, grow and
come back; each time the same command goes on. Printed: each event, and what was found. Ends with 1 where a file is in
both or in none of the outputs, where bytes differ, where a process or a temporary file is left, or where the memory of
the run grows with the number of documents.

The full disk is a small tmpfs, which needs root; without it that event is left out and said so.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from soak_papers import fill

ROOT = Path(__file__).parents[1]
EVENTS = ("stop", "kill", "kill worker", "vanish", "grow", "full disk")
FLAT = 1.25
"""How much larger the run's memory may be in its last quarter than in its second."""


@dataclass
class Soak:
    """The folder of the soak, the command, and what went wrong."""

    folder: Path
    jobs: int
    chance: random.Random
    faults: list[str] = field(default_factory=list)

    @property
    def moment(self) -> Path:
        """Where runs put what they need for a moment."""
        return self.folder / "moment"

    def start(self, out: Path) -> subprocess.Popen[bytes]:
        """The command, begun."""
        self.moment.mkdir(exist_ok=True)
        command = [
            sys.executable,
            "-m",
            "griffier",
            "run",
            "in",
            "--out",
            str(out),
            "--jobs",
            str(self.jobs),
            "--quiet",
        ]
        return subprocess.Popen(
            command,
            cwd=self.folder,
            env={**os.environ, "TMPDIR": str(self.moment), "PYTHONPATH": str(ROOT / ".dev")},
            stdout=subprocess.DEVNULL,
            stderr=(self.folder / "stderr.txt").open("ab"),
        )

    def in_peace(self, out: Path) -> tuple[int, list[int], float]:
        """A run to its end: its exit code, the memory of its first process in bytes, sampled, and its wall seconds."""
        run, seen, begun = self.start(out), [], time.monotonic()
        while run.poll() is None:
            try:
                seen.append(psutil.Process(run.pid).memory_info().rss)
            except psutil.Error:
                break
            time.sleep(0.25)
        return run.wait(), seen, time.monotonic() - begun

    def disturb(self, event: str, out: Path, seconds: float) -> str:
        """One event at some moment of a run. Returns what was seen."""
        run = self.start(out)
        time.sleep(seconds)
        if run.poll() is not None:
            return f"the run had ended with {run.returncode}"
        if event == "stop":
            run.send_signal(signal.SIGTERM)
            return f"ended with {run.wait()}"
        if event == "kill":
            run.kill()
            return f"ended with {run.wait()}"
        if event == "kill worker":
            workers = [p for p in psutil.Process(run.pid).children() if "spawn_main" in " ".join(p.cmdline())]
            for worker in self.chance.sample(workers, min(1, len(workers))):
                worker.kill()
            time.sleep(2.0)
        else:
            self._move_files(event)
        run.send_signal(signal.SIGTERM)
        return f"ended with {run.wait()}"

    def _move_files(self, event: str) -> None:
        """Files vanish, or grow, for a while, and are as before in the end."""
        files = [file for file in (self.folder / "in").rglob("*.txt") if file.is_file() and not file.is_symlink()]
        chosen = self.chance.sample(files, min(20, len(files)))
        before = {file: file.read_bytes() for file in chosen}
        for file in chosen:
            if event == "vanish":
                file.unlink()
            else:
                with file.open("ab") as out:
                    out.write(b"Nog een regel.\n" * 2000)
        time.sleep(1.5)
        for file, data in before.items():
            file.write_bytes(data)

    def full_disk(self, size: int) -> str:
        """A run to a disk of `size` bytes, too few, which then grows. Returns what was seen."""
        disk = self.folder / "disk"
        disk.mkdir(exist_ok=True)
        if subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)], capture_output=True
        ).returncode:
            return "left out: mounting a small disk needs root"
        try:
            code, _, _ = self.in_peace(disk / "out")
            if code != 5:
                self.faults.append(f"a full disk gave exit code {code}, not 5")
            subprocess.run(["mount", "-o", "remount,size=4g", str(disk)], check=True)
            again, _, _ = self.in_peace(disk / "out")
            self.same(disk / "out", "after the full disk")
            return f"ended with {code}, then with {again}"
        finally:
            subprocess.run(["umount", str(disk)], check=False)

    def same(self, out: Path, when: str) -> None:
        """The files of a run are those of the run in peace."""
        for name in ("records.jsonl", "errors.jsonl"):
            if (out / name).read_bytes() != (self.folder / "peace" / name).read_bytes():
                self.faults.append(f"{when}: {name} differs")
        texts = {file.name for file in (out / "text").iterdir()}
        missing = {file.name for file in (self.folder / "peace/text").iterdir()} - texts
        if missing:
            self.faults.append(f"{when}: {len(missing)} texts are missing")

    def counted(self, out: Path) -> None:
        """Every file is in exactly one of the two outputs."""
        seen: Counter[str] = Counter()
        for name in ("records.jsonl", "errors.jsonl"):
            paths = set()
            for line in (out / name).open("rb"):
                told = json.loads(line)
                paths.add(told["path"] if name == "errors.jsonl" else told["source"]["path"])
            seen.update(paths)
        names = (Path(root, f) for root, _, files in os.walk(self.folder / "in") for f in files)
        files = {os.fsencode(name.relative_to(self.folder)).decode("utf-8", "backslashreplace") for name in names}
        published = {path.partition("#")[0] for path in seen}
        if files != published:
            self.faults.append(
                f"{len(files - published)} files are in no output, {len(published - files)} are no files"
            )
        if twice := [path for path, n in seen.items() if n > 1]:
            self.faults.append(f"{len(twice)} files are in both outputs")

    def nothing_left(self) -> None:
        """No process and no temporary file of any run is there any more."""
        time.sleep(3.0)  # a worker looks once a second whether its run is gone
        mark = str(self.moment)
        for process in psutil.process_iter(["pid"]):
            try:
                if process.environ().get("TMPDIR") == mark:
                    self.faults.append(f"a process is left: {' '.join(process.cmdline())[:80]}")
            except psutil.Error:
                continue
        if left := list(self.moment.iterdir()):
            self.faults.append(f"{len(left)} temporary files are left, {left[0].name} among them")


def main() -> int:
    """Run the soak and print its report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--events", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="Work in this folder and leave it there.")
    asked = parser.parse_args()
    folder = asked.keep or Path(tempfile.mkdtemp(prefix="griffier-soak-"))
    folder.mkdir(parents=True, exist_ok=True)
    soak = Soak(folder, asked.jobs, random.Random(asked.seed))
    bad = fill(folder / "in", asked.documents, ROOT / "samples" / "documents", asked.seed)
    code, memory, seconds = soak.in_peace(folder / "peace")
    print(f"in peace: {asked.documents:,} files, {bad} hostile; {seconds:.0f} s, exit code {code}", flush=True)
    soak.counted(folder / "peace")
    tell_memory(soak, memory)
    for number in range(1, asked.events + 1):
        event = EVENTS[(number - 1) % len(EVENTS)]
        after = soak.chance.uniform(1.0, max(2.0, 1.5 * seconds / asked.events))
        if event == "full disk":
            seen = soak.full_disk(size_of(folder / "peace") // soak.chance.randint(2, 4))
        else:
            seen = soak.disturb(event, folder / "out", after)
        print(f"event {number:2}: {event} after {after:.1f} s: {seen}", flush=True)
    code, _, seconds = soak.in_peace(folder / "out")
    print(f"to the end: {seconds:.0f} s, exit code {code}", flush=True)
    soak.counted(folder / "out")
    soak.same(folder / "out", "in the end")
    soak.nothing_left()
    for fault in soak.faults:
        print(f"FAULT: {fault}")
    print("nothing lost, the same bytes, nothing left behind" if not soak.faults else f"{len(soak.faults)} faults")
    if not asked.keep:
        shutil.rmtree(folder)
    return bool(soak.faults)


def size_of(folder: Path) -> int:
    """Bytes of the files of a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def tell_memory(soak: Soak, memory: list[int]) -> None:
    """The memory of the first process stays flat."""
    quarter = len(memory) // 4
    if quarter < 4:
        print("memory: too short a run to tell")
        return
    early, late = max(memory[quarter : 2 * quarter]), max(memory[-quarter:])
    print(f"memory of the run: {early / 1e6:.0f} MB in the second quarter, {late / 1e6:.0f} MB in the last")
    if late > FLAT * early:
        soak.faults.append(f"the memory of the run grew by {late / early:.2f}")


if __name__ == "__main__":
    sys.exit(main())
