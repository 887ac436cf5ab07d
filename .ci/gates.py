#!/usr/bin/env python3
"""Three measures that may only get better: complexity of functions, length of files, names used twice.

usage: python .ci/gates.py [--shrink]

Each measure has a limit and a list of today's offenders beside this file (`complexity.txt`, `lengths.txt`, `names.txt`:
a name and its value a line). An offender that is not listed, or whose value grew, fails. A line whose offender is gone
or has become smaller never fails, so that several people may work at once: `--shrink` takes it out or lowers it, and
adds nothing.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from radon.complexity import cc_visit
from radon.visitors import Function

HERE = Path(__file__).parent
ROOT = HERE.parent
SOURCES = ("schemas", "extractors", "pipeline", "cli.py", "library.py")

COMPLEXITY = 15  # cyclomatic, as radon counts: boolean operators and comprehensions too
LENGTH = 400  # lines of a file: longer ones do more than one thing

# Names that say nothing, or that only their maker can explain.
UNCLEAR = re.compile(
    r"_?(?:utils?|helpers?|misc|common|stuff|joined|standers|unproven|points|tabled|ahead|lie|published|printing)"
)


def sources() -> Iterator[Path]:
    """The files of the product, each once, in order."""
    for name in SOURCES:
        path = ROOT / name
        yield from [path] if path.is_file() else sorted(path.rglob("*.py"))


def complexities() -> dict[str, int]:
    """Functions over the limit: `path:Class.function` to complexity."""
    found: dict[str, int] = {}
    for path in sources():
        for block in cc_visit(path.read_text("utf-8")):
            if isinstance(block, Function) and block.complexity > COMPLEXITY:
                found[f"{path.relative_to(ROOT)}:{block.fullname}"] = block.complexity
    return found


def lengths() -> dict[str, int]:
    """Files over the limit: path to lines."""
    lines = {str(p.relative_to(ROOT)): len(p.read_text("utf-8").splitlines()) for p in sources()}
    return {path: n for path, n in lines.items() if n > LENGTH}


def names() -> dict[str, int]:
    """Base names of several files, and names that need an explanation; a kind's model and extractor share theirs."""
    places: dict[str, list[str]] = defaultdict(list)
    for path in sources():
        places[path.name].append(str(path.parent.relative_to(ROOT)))
    kinds = {p.name for p in (ROOT / "extractors").glob("*.py")}
    found = {n: len(p) for n, p in places.items() if len(p) > 1 and n != "__init__.py"}
    found = {n: k for n, k in found.items() if not (n in kinds and sorted(places[n]) == ["extractors", "schemas"])}
    parts = {part for p in sources() for part in (*p.relative_to(ROOT).parts[:-1], p.stem)}
    return found | {f"{part} says nothing": 1 for part in parts if UNCLEAR.fullmatch(part)}


MEASURES = {
    "complexity": (complexities, f"cyclomatic complexity over {COMPLEXITY}"),
    "lengths": (lengths, f"source files over {LENGTH} lines"),
    "names": (names, "base names used twice or in need of an explanation"),
}


def listed(name: str) -> tuple[list[str], dict[str, int]]:
    """The comment lines and the entries of a list."""
    lines = (HERE / f"{name}.txt").read_text("utf-8").splitlines()
    entries = (line.rsplit(" ", 1) for line in lines if line and not line.startswith("#"))
    return [line for line in lines if line.startswith("#")], {key: int(value) for key, value in entries}


def paired(found: dict[str, int], known: dict[str, int]) -> dict[str, str]:
    """Each offender to its entry: by path and name, or by the name alone where a function moved to another file."""
    pairs = {key: key for key in found if key in known}
    free = defaultdict(list)
    for entry in sorted(set(known) - set(pairs), key=known.__getitem__):
        free[entry.partition(":")[2]].append(entry)
    for key in sorted(set(found) - set(pairs), key=found.__getitem__, reverse=True):
        moved = free.get(key.partition(":")[2]) if ":" in key else None
        if moved and known[moved[-1]] >= found[key]:
            pairs[key] = moved.pop()
    return pairs


def main(shrink: bool) -> int:
    """Check every measure, or rewrite the lists; 1 where something grew."""
    failed = False
    for name, (measure, meaning) in MEASURES.items():
        found = measure()
        head, known = listed(name)
        pairs = paired(found, known)
        worse = {k: v for k, v in found.items() if k not in pairs or v > known[pairs[k]]}
        better = len(known) - sum(k in worse or (k == e and known[e] == found[k]) for k, e in pairs.items())
        for key, value in sorted(worse.items()):
            print(f"{name}: {key} {value}, " + (f"was {known[pairs[key]]}" if key in pairs else "is not on the list"))
        failed |= bool(worse)
        if shrink:
            kept = {k: min(v, known[pairs[k]]) for k, v in found.items() if k in pairs}
            (HERE / f"{name}.txt").write_text("\n".join([*head, *(f"{k} {v}" for k, v in sorted(kept.items()))]) + "\n")
        hint = f"; {better} entries of the list are out of date (make shrink)" if better and not shrink else ""
        print(f"{name}: {len(found)} with {meaning}{hint}")
    if failed:
        print(f"Too large: split by ideas. The lists in {HERE.name}/ only shrink.")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main("--shrink" in sys.argv[1:]))
