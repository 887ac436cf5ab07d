"""Speed and memory of `griffier export`: synthetic records, few and many, exported in processes of their own.

usage: python benchmarks/export.py [--records 200000] [--few 20000] [--to sqlite,duckdb,parquet,csv] [--growth 1.4]

Motions with submitters, grounds, requests and evidence; every twentieth record is a budget report with a table. Prints
CPU seconds, records a second and peak memory of both sizes; ends with 1 where the memory of many is more than
`--growth` times that of few, or rows are missing.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Json = dict[str, Any]
PARTIES = ("Lijst Noord", "GroenLinks-PvdA", "PvdA/GroenLinks", "CDA", "VVD", "D66", "Democraten 66", "SP")
WORDS = ("de", "raad", "vraagt", "het", "college", "een", "plan", "fietsen", "lezen", "wonen", "sport", "jeugd", "zorg")
CODES = [f"GM{n:04d}" for n in (363, 518, 546, 599, 344, 14, 34, 80)]
SUFFIX = {"sqlite": ".sqlite", "duckdb": ".duckdb", "xlsx": ".xlsx", "popolo": ".json"}


def records(count: int) -> Iterator[Json]:
    """`count` records, the same every time."""
    chance = random.Random(1)
    for n in range(count):
        digest = hashlib.sha256(str(n).encode()).hexdigest()
        day = f"20{19 + n % 6}-{1 + n % 12:02d}-{1 + n % 28:02d}"
        page = {"number": 1, "state": "text", "reason": "", "ocr_confidence": None, "rotation": 0}
        source = {"path": f"{n:07d}.pdf", "sha256": digest, "size": 1, "media_type": "application/pdf"}
        head = {
            "producer": {"name": "griffier", "version": "0", "settings": ""},
            "id": f"{digest[:16]}-0",
            "kind_confidence": 0.9,
            "date": day,
            "municipality": {"name": "Town", "code": CODES[n % len(CODES)], "province": None},
            "source": {**source, "pages": [page], "page_range": [1, 1]},
        }
        yield {**head, **(_report(chance) if n % 20 == 0 else _motion(chance))}


def _text(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=15))


def _motion(chance: random.Random) -> Json:
    submitters = [{"name": "A. Bos", "party": chance.choice(PARTIES), "role": "submitter"} for _ in range(3)]
    items = [{"number": str(i), "text": _text(chance)} for i in range(3)]
    evidence = [
        {
            "pointer": f"/submitters/{i % 3}/name",
            "page": 1,
            "start": i * 10,
            "end": i * 10 + 6,
            "quote": "A. Bos",
            "boxes": [[1.5, 2.5, 30.0, 12.0]],
            "method": "rule:name",
            "confidence": 0.9,
        }
        for i in range(3)
    ]
    return {
        "kind": "motion",
        "title": _text(chance),
        "submitters": submitters,
        "recitals": [{"type": "considering", "heading": "overwegende dat", "items": items}],
        "requests": [{"verb": "verzoeken", "addressee": "het college", "heading": "verzoekt", "items": items}],
        "evidence": evidence,
    }


def _report(chance: random.Random) -> Json:
    keys = [("Begroting 2024", "budget"), ("Realisatie 2024", "realisation"), ("Verschil", "difference")]
    columns = [{"key": k, "year": 2024, "phase": p, "measure": None, "kind": "money"} for k, p in keys]
    rows = [
        {"label": _text(chance), "page": 1, "values": {k: f"{chance.randint(0, 10**7)}.5" for k, _ in keys}}
        for _ in range(10)
    ]
    table = {"title": "Lasten", "pages": [1], "unit": 1000, "columns": columns, "rows": rows}
    return {"kind": "budget_report", "report_type": "annual_accounts", "fiscal_year": 2024, "tables": [table]}


def measured(file: Path, form: str, out: Path) -> tuple[float, float, int, str]:
    """CPU seconds, peak memory in MB, bytes written, and what the command said."""
    command = [sys.executable, "-m", "griffier.cli", "export", str(file), "--to", form, "--out", str(out)]
    with tempfile.TemporaryFile() as said:
        running = subprocess.Popen(command, stdout=said)
        _, status, used = os.wait4(running.pid, 0)
        said.seek(0)
        told = said.read().decode()
    if status:
        raise SystemExit(f"{form} failed: {told}")
    size = sum(p.stat().st_size for p in out.rglob("*")) if out.is_dir() else out.stat().st_size
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, size, told


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=200_000)
    parser.add_argument("--few", type=int, default=20_000)
    parser.add_argument("--to", default="sqlite,duckdb,parquet,csv")
    parser.add_argument("--growth", type=float, default=1.4)
    told = parser.parse_args()
    failed = False
    with tempfile.TemporaryDirectory(prefix="griffier-export-") as folder:
        files = {}
        for count in sorted({told.few, told.records}):
            files[count] = Path(folder) / f"{count}.jsonl"
            with files[count].open("w", encoding="utf-8") as lines:
                lines.writelines(json.dumps(record) + "\n" for record in records(count))
        for form in told.to.split(","):
            peaks = []
            for count, file in files.items():
                out = Path(folder) / f"{form}{SUFFIX.get(form, '')}"
                begun = time.monotonic()
                seconds, megabytes, size, said = measured(file, form, out)
                whole = f"{count:>12,}  documents" in said
                failed |= not whole
                peaks.append(megabytes)
                print(
                    f"{form:12}{count:>10,} records {seconds:8.1f} CPU s {count / seconds:7.0f} a CPU s "
                    f"{time.monotonic() - begun:7.0f} s {megabytes:6.0f} MB peak {size / 1e6:9.1f} MB written"
                    f"{'' if whole else '  RECORDS MISSING'}",
                    flush=True,
                )
                shutil.rmtree(out) if out.is_dir() else out.unlink()
            failed |= peaks[-1] > told.growth * peaks[0]
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
