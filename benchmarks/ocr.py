"""Accuracy of OCR: character and word error rates on our own pages under ten conditions, raw tesseract beside it.

usage: ocr.py [--pages NAME,...] [--conditions NAME,...] [--degrade FILE] [--json FILE] FILE is a module with
CONDITIONS and degrade(image, condition, seed) (default: ../shared/degrade.py); without it only the clean pages at
300, 200 and 150 dpi are measured. One process, one thread. Prose is scored by character error rate (blanks made
one), tables by F1 over the bag of words, since a table has no one reading order.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import resource
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from rapidfuzz.distance import Levenshtein

sys.path.insert(0, str(Path(__file__).parent))
from ocr_pages import PageSource, render, sources

from griffier.pipeline.ocr.pages import ocr_page
from griffier.pipeline.ocr.tesseract import TesseractEngine
from griffier.pipeline.readers.options import ReadOptions

Degrade = Callable[[Image.Image, str, int], Image.Image]
BARS = {"speckled200": 0.01, "speckled150": 0.01, "shaded200": 0.03}
BAR, TABLE_BAR, TABLE_SHADED = 0.005, 0.97, 0.90


def plain(image: Image.Image, condition: str, seed: int) -> Image.Image:
    dpi = int(condition[-3:])
    return image.resize((round(image.width * dpi / 300), round(image.height * dpi / 300)), Image.Resampling.LANCZOS)


def degradations(path: Path) -> tuple[list[str], Degrade]:
    if not path.exists():
        return ["clean300", "clean200", "clean150"], plain
    spec = importlib.util.spec_from_file_location("degrade", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return list(module.CONDITIONS), module.degrade


def blanks_made_one(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def cer(read: str, truth: str) -> float:
    return Levenshtein.distance(blanks_made_one(read), blanks_made_one(truth)) / len(blanks_made_one(truth))


def wer(read: str, truth: str) -> float:
    return Levenshtein.distance(read.split(), truth.split()) / len(truth.split())


def word_f1(read: str, truth: str) -> float:
    a, b = Counter(read.split()), Counter(truth.split())
    return 2 * sum((a & b).values()) / (sum(a.values()) + sum(b.values()))


def cpu() -> float:
    """Seconds of CPU of this process and of the children that ended."""
    return sum(
        u.ru_utime + u.ru_stime for u in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def measure(source: PageSource, image: Image.Image, dpi: int) -> dict[str, float]:
    out: dict[str, float] = {}
    raw = TesseractEngine()
    for name, run in (("raw", lambda: raw.read(image, dpi)), ("ours", lambda: ocr_page(image, dpi, ReadOptions()))):
        start = cpu()
        text = run().text
        out[f"{name}_cpu"] = cpu() - start
        out[f"{name}_cer"], out[f"{name}_wer"], out[f"{name}_f1"] = (
            cer(text, source.text),
            wer(text, source.text),
            word_f1(text, source.text),
        )
    return out


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", default="")
    parser.add_argument("--conditions", default="")
    parser.add_argument("--degrade", type=Path, default=Path(__file__).parents[1].parent / "shared/degrade.py")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    conditions, degrade = degradations(given.degrade)
    conditions = [c for c in conditions if not given.conditions or c in given.conditions.split(",")]
    pages = [s for s in sources() if not given.pages or s.name in given.pages.split(",")]
    ocr_page(
        render(pages[0].name), 300, ReadOptions()
    )  # word lists and modules are loaded once, and are no page's cost
    rows: dict[str, dict[str, dict[str, float]]] = defaultdict(dict)
    for condition in conditions:
        for source in pages:
            rows[condition][source.name] = measure(
                source, degrade(render(source.name), condition, 0), int(condition[-3:])
            )
            if given.json:
                given.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")
            print(f"\r{condition} {source.name:<30}", end="", file=sys.stderr, flush=True)
    print("", file=sys.stderr)
    return report(rows, {s.name: s.kind for s in pages})


def report(rows: dict[str, dict[str, dict[str, float]]], kinds: dict[str, str]) -> int:
    print("| condition | CER raw | CER | WER raw | WER | table F1 raw | table F1 | CPU, ratio to raw |")
    print("|---|---|---|---|---|---|---|---|")
    missed = []
    for condition, measured in rows.items():
        cells = []
        for kind, names in (("prose", ("cer", "wer")), ("table", ("f1",))):
            of_kind = [m for name, m in measured.items() if kinds[name] == kind]
            for name in names:
                for who in ("raw", "ours"):
                    cells.append(sum(m[f"{who}_{name}"] for m in of_kind) / len(of_kind) if of_kind else float("nan"))
        ratio = sum(m["ours_cpu"] for m in measured.values()) / sum(m["raw_cpu"] for m in measured.values())
        print(f"| {condition} | " + " | ".join(f"{100 * c:.2f} %" for c in cells[:4]), end=" | ")
        print(" | ".join(f"{c:.3f}" for c in cells[4:]), f"| {ratio:.2f} |")
        if cells[1] > BARS.get(condition, BAR) or cells[1] > cells[0] + 0.005:
            missed.append(f"{condition}: CER {cells[1]:.2%}")
        if cells[5] < (TABLE_SHADED if condition.startswith("shaded") else TABLE_BAR):
            missed.append(f"{condition}: tables {cells[5]:.3f}")
    print("\n" + ("Under the bar: " + "; ".join(missed) if missed else "All bars hold."))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
