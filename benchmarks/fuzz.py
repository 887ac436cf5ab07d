"""Strangers' bytes against the readers: no file may do more than be refused with an error of our own.

usage: python benchmarks/fuzz.py [--seconds 300] [--seed 1] [--keep FOLDER]

atheris (libFuzzer) changes the papers of `tests/papers` and `samples` and follows what new code they reach. A Word or
OpenDocument file is changed inside, so that its container stays whole. No page is recognised. A file that ends in
anything but a document or a GriffierError, or takes over a minute or 2 GB, is written to the folder (`fuzz-found`
unless said) and ends the run with 1: put it, made small, into the tests.
"""

from __future__ import annotations

import argparse
import importlib
import io
import pkgutil
import random
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
SUFFIXES = (".pdf", ".docx", ".odt", ".html", ".txt", ".eml", ".png", ".jpg", ".tiff")
LARGEST = 60_000
"""Bytes of a seed: a long one is changed rarely where it matters."""
NAMES = tuple(f"stuk{suffix}" for suffix in SUFFIXES)


def seeds(folder: Path) -> int:
    """Write the seeds, each behind a byte that says which name it has. Returns how many."""
    count = 0
    for file in sorted([*(ROOT / "tests/papers").iterdir(), *(ROOT / "samples/documents").iterdir()]):
        if file.suffix in SUFFIXES and file.stat().st_size <= LARGEST:
            count += 1
            (folder / file.name).write_bytes(bytes([SUFFIXES.index(file.suffix)]) + file.read_bytes())
    return count


def inside_changed(data: bytes, largest: int, seed: int) -> bytes:
    """A zip container of which one member is changed; other data as libFuzzer changes it."""
    import atheris

    from griffier.pipeline.readers.sniff import ZIP_DAMAGE

    chance = random.Random(seed)
    if not zipfile.is_zipfile(io.BytesIO(data[1:])) or chance.random() < 0.1:
        return bytes(atheris.Mutate(data, largest))
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data[1:])) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
            names = [name for name in before.namelist() if name.endswith(".xml")]
            chosen = chance.choice(names) if names else ""
            for name in before.namelist():
                member = before.read(name)
                after.writestr(name, atheris.Mutate(member, len(member) + 4096) if name == chosen else member)
    except ZIP_DAMAGE:
        return bytes(atheris.Mutate(data, largest))
    return data[:1] + out.getvalue()


def fuzz(arguments: list[str]) -> None:
    """The process that libFuzzer takes over."""
    import atheris

    with atheris.instrument_imports(include=["griffier.pipeline.readers", "griffier.pipeline.inner_files"]):
        from griffier.pipeline import readers
        from griffier.pipeline.inner_files import expand
        from griffier.pipeline.readers.door import read

        for module in pkgutil.walk_packages(readers.__path__, f"{readers.__name__}."):
            importlib.import_module(module.name)
    from griffier.pipeline.errors import GriffierError
    from griffier.pipeline.limits import Limits
    from griffier.pipeline.ocr.replay import NullEngine
    from griffier.pipeline.readers.options import ReadOptions
    from griffier.pipeline.source import SourceFile

    limits = Limits(pages=20, page_pixels=200_000, characters=500_000, unpacked_bytes=50_000_000)

    options = ReadOptions(limits=limits, ocr=NullEngine())

    def one(data: bytes) -> None:
        if not data:
            return
        source = SourceFile(NAMES[data[0] % len(NAMES)], data[1:])
        try:
            read(source, options)
            for inner in expand(source, limits):
                read(inner, options)
        except GriffierError:
            return

    atheris.Setup(arguments, one, custom_mutator=inside_changed)
    atheris.Fuzz()


def main() -> int:
    """Run libFuzzer in a process of its own, for some seconds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-found"))
    asked = parser.parse_args()
    asked.keep.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="griffier-fuzz-") as folder:
        count = seeds(Path(folder))
        options = [
            folder,
            f"-max_total_time={asked.seconds}",
            f"-seed={asked.seed}",
            f"-artifact_prefix={asked.keep.resolve()}/",
            "-timeout=60",
            "-rss_limit_mb=2048",
            f"-max_len={LARGEST}",
            "-print_final_stats=1",
        ]
        code = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); from fuzz import fuzz; fuzz(sys.argv)"
        done = subprocess.run([sys.executable, "-c", code, *options], capture_output=True, text=True, check=False)
    told = [line for line in done.stderr.splitlines() if line.startswith(("stat::", "Done", "SUMMARY"))]
    print(f"{count} seeds, {asked.seconds} s", *told, sep="\n")
    if done.returncode:
        print(*done.stderr.splitlines()[-60:], sep="\n")
        print(f"FAULT: see {asked.keep}/")
    return int(done.returncode != 0)


if __name__ == "__main__":
    sys.exit(main())
