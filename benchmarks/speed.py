"""CPU per page of reading, and its ratios to what others take for the same pages, in one run.

usage: python benchmarks/speed.py [FOLDER] [--pages N] [--history FILE] [--plot FILE.svg]

Prose and pages dense with tables are told apart. OCR and start-up are counted apart: only files are taken whose pages
have text layers and that all programs read, and one small file is read by each before the clock starts. Each must give
text; one that gives less than half of the characters that pdfium gives is named and not counted. `--history`: a file to
which the ratios are added as a line of JSON; the last one there is compared with. `--plot`: the ratios as a picture.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pypdfium2
from yardsticks import bare_text, installed

from griffier.pipeline.process import process
from griffier.pipeline.readers.options import ReadOptions
from griffier.pipeline.readers.pdf import reader as pdf
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Document, PageState

ROOT = Path(__file__).parents[1]
YARDSTICK = "pypdfium2, every box"
"""What the ratios are to."""
LESS = 0.5
"""Share of pdfium's characters below which an answer is none."""


def cpu(work: Callable[[], object]) -> float:
    """Seconds of CPU, the better of two runs: another program on the machine makes the first slower, never faster."""
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def is_dense(doc: Document) -> bool:
    """Ruled tables on a quarter of the pages or more."""
    return len({g.page for g in doc.grids}) >= 0.25 * len(doc.pages)


def subset(source: SourceFile, most: int) -> SourceFile:
    """The first pages of a long file, as a file."""
    document = pypdfium2.PdfDocument(source.data)
    if len(document) <= most:
        return source
    import io

    short = pypdfium2.PdfDocument.new()
    short.import_pages(document, list(range(len(document) // 2 - most // 2, len(document) // 2 + most // 2)))
    buffer = io.BytesIO()
    short.save(buffer)
    return SourceFile(source.path, buffer.getvalue())


def read_by_all(sources: list[SourceFile]) -> list[SourceFile]:
    """The files on which no program fails; who fails is told."""
    out: list[SourceFile] = []
    for source in sources:
        failing: list[str] = []
        for name, how in installed().items():
            try:
                how(source.data)
            except Exception as error:  # whatever another program does
                failing.append(f"{name} ({type(error).__name__})")
        if failing:
            print(f"left out, since not all read it: {Path(source.path).name}: {', '.join(failing)}")
        else:
            out.append(source)
    return out


def measured(group: list[SourceFile], pages: int) -> dict[str, float]:
    """Name -> milliseconds of CPU a page, griffier's reading and the way to the record among them."""
    wanted = sum(len("".join(bare_text(source.data).split())) for source in group)
    out: dict[str, float] = {}
    for name, how in installed().items():
        got = sum(len("".join(how(source.data).split())) for source in group)
        if got < LESS * wanted:
            print(f"  {name} gives {got:,} of {wanted:,} characters: not counted")
            continue
        out[name] = 1000 * sum(cpu(lambda s=s, how=how: how(s.data)) for s in group) / pages  # type: ignore[misc]
    read = sum(cpu(lambda s=s: pdf.read(s, "application/pdf", ReadOptions())) for s in group)  # type: ignore[misc]
    out["griffier, words and layout"] = 1000 * read / pages
    out["griffier, to the record"] = 1000 * sum(cpu(lambda s=s: process(s)) for s in group) / pages  # type: ignore[misc]
    return out


def compared(history: Path | None, ratios: Mapping[str, Mapping[str, float]]) -> None:
    """Say which ratios grew or fell since the last line of the history, and add one."""
    if history is None:
        return
    before = json.loads(history.read_text().splitlines()[-1])["ratios"] if history.exists() else {}
    for kind, values in ratios.items():
        for name, value in values.items():
            old = before.get(kind, {}).get(name)
            if old and name.startswith("griffier") and abs(value / old - 1) > 0.05:
                print(
                    f"{kind}, {name}: {'slower' if value > old else 'faster'} than last time, {old:.2f} -> {value:.2f}"
                )
    history.parent.mkdir(parents=True, exist_ok=True)
    with history.open("a") as out:
        out.write(json.dumps({"day": date.today().isoformat(), "ratios": ratios}) + "\n")


def plotted(file: Path, times: Mapping[str, Mapping[str, float]]) -> None:
    """Draw milliseconds a page, a bar a program, prose and tables beside each other."""
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    figure, all_axes = pyplot.subplots(1, len(times), figsize=(10, 3.2), constrained_layout=True, squeeze=False)
    for axes, (kind, values) in zip(all_axes[0], times.items(), strict=True):
        names = sorted(values, key=values.__getitem__, reverse=True)
        colours = ["#b5541c" if name.startswith("griffier") else "#7a8ca0" for name in names]
        bars = axes.barh(names, [values[name] for name in names], color=colours)
        axes.bar_label(bars, fmt="%.1f", padding=3)
        axes.set_title(f"{kind}: milliseconds of CPU a page")
        axes.margins(x=0.15)
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(file, metadata={"Date": None})


def main() -> None:
    """Measure, print, keep and draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    shared = ROOT.parent / "shared" / "corpus"
    parser.add_argument("folder", nargs="?", type=Path, default=shared if shared.is_dir() else ROOT / "samples")
    parser.add_argument("--pages", type=int, default=60, help="pages of a file that are measured")
    parser.add_argument("--history", type=Path, help="a file of earlier results; this one is added")
    parser.add_argument("--plot", type=Path, help="a picture of the figures, .svg or .png")
    asked = parser.parse_args()
    sources = [subset(SourceFile.load(path), asked.pages) for path in sorted(asked.folder.rglob("*.pdf"))]
    sources = read_by_all(sources)
    small = SourceFile.load(ROOT / "samples/documents/motie-speeltuin.pdf")
    for warm in installed().values():
        warm(small.data)
    process(small)
    kept: list[tuple[SourceFile, Document]] = []
    for source in sources:
        doc = pdf.read(source, "application/pdf", ReadOptions())
        if all(p.state in (PageState.TEXT, PageState.BLANK) for p in doc.pages):
            kept.append((source, doc))
    if not kept:
        sys.exit(f"no PDF with a text layer in {asked.folder}")
    times: dict[str, dict[str, float]] = {}
    for kind, dense in (("prose", False), ("tables", True)):
        group = [(s, d) for s, d in kept if is_dense(d) is dense]
        pages = sum(len(d.pages) for _, d in group)
        if not pages:
            print(f"{kind}: no such file")
            continue
        print(f"{kind}: {len(group)} files, {pages} pages")
        times[kind] = measured([source for source, _ in group], pages)
        for name, value in times[kind].items():
            print(f"  {name:<28}{value:8.2f} ms a page{value / times[kind][YARDSTICK]:8.2f} x {YARDSTICK}")
    ratios = {
        kind: {name: round(value / values[YARDSTICK], 3) for name, value in values.items()}
        for kind, values in times.items()
    }
    compared(asked.history, ratios)
    if asked.plot:
        plotted(asked.plot, times)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
