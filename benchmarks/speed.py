"""CPU per page of reading, and its ratios to two yardsticks measured in the same run.

usage: python benchmarks/speed.py [FOLDER] [--pages N] [--records]

Prose pages are measured against pypdfium2 reading the same pages' text with the box of every character; pages dense
with tables against `pdfplumber.extract_text`. OCR and start-up are counted apart: only files are taken whose pages
have text layers, and one file is read before the clock starts. `--records` measures on to finished records.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2

from griffier.pipeline.process import process
from griffier.pipeline.readers.options import ReadOptions
from griffier.pipeline.readers.pdf import reader as pdf
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Document, PageState

ROOT = Path(__file__).parents[1]


def cpu(work: Callable[[], object]) -> float:
    """Seconds of CPU, the better of two runs: another program on the machine makes the first slower, never faster."""
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def char_boxes(data: bytes) -> None:
    """What a program does that wants the text and every character's box."""
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            text = page.get_textpage()
            text.get_text_range()
            for i in range(text.count_chars()):
                text.get_charbox(i)
            text.close()
            page.close()


def plumber_text(data: bytes) -> None:
    """pdfplumber's own text of every page."""
    import io

    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            page.close()


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    shared = ROOT.parent / "shared" / "corpus"
    parser.add_argument("folder", nargs="?", type=Path, default=shared if shared.is_dir() else ROOT / "samples")
    parser.add_argument("--pages", type=int, default=60, help="pages of a file that are measured")
    parser.add_argument("--records", action="store_true", help="measure to finished records too")
    asked = parser.parse_args()
    sources = [subset(SourceFile.load(path), asked.pages) for path in sorted(asked.folder.rglob("*.pdf"))]
    kept: list[tuple[SourceFile, Document]] = []
    for source in sources:
        doc = pdf.read(source, "application/pdf", ReadOptions())
        if all(p.state in (PageState.TEXT, PageState.BLANK) for p in doc.pages):
            kept.append((source, doc))
    if not kept:
        sys.exit(f"no PDF with a text layer in {asked.folder}")
    for name, dense, yardstick, label in (
        ("prose", False, char_boxes, "pdfium with every box"),
        ("tables", True, plumber_text, "pdfplumber.extract_text"),
    ):
        group = [(s, d) for s, d in kept if is_dense(d) is dense]
        pages = sum(len(d.pages) for _, d in group)
        if not pages:
            print(f"{name}: no such file")
            continue
        own = sum(cpu(lambda s=s: pdf.read(s, "application/pdf", ReadOptions())) for s, _ in group)  # type: ignore[misc]
        other = sum(cpu(lambda s=s, y=yardstick: y(s.data)) for s, _ in group)  # type: ignore[misc]
        print(f"{name}: {len(group)} files, {pages} pages")
        print(f"  reading          {1000 * own / pages:7.2f} ms a page")
        print(f"  {label:<24} {1000 * other / pages:7.2f} ms a page; reading costs {own / other:.2f} of it")
        if asked.records:
            all_the_way = sum(cpu(lambda s=s: process(s)) for s, _ in group)  # type: ignore[misc]
            print(f"  to the record    {1000 * all_the_way / pages:7.2f} ms a page; {all_the_way / other:.2f} of it")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
