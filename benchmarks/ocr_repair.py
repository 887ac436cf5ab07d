"""How much of what OCR misreads is put right: clean texts with characters exchanged, extracted with and without the
repair.

usage: python benchmarks/ocr_repair.py GOLD_DIR [--share 0.01] [--seed a] [--docs PATTERN,...] [--ablate]

Every gold document whose input is bare text is read, its characters are exchanged by those that OCR takes for them
(`CONFUSED`, a share of all that can be), and its page is declared to be recognised. No image and no engine: this
measures the repair alone. Prints macro F1, micro F1, precision and recall. `--ablate`: the same without each rule in
turn, and how often the rule was applied.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from griffier.extractors.drafting.context import Context
from griffier.extractors.making_records.make_record import make_record
from griffier.extractors.mending.mend import mend, printed
from griffier.pipeline.classifying.classify import classify
from griffier.pipeline.evaluation.evaluate import evaluate
from griffier.pipeline.evaluation.gold import Gold, read_gold
from griffier.pipeline.evaluation.tally import Data, Score
from griffier.pipeline.readers.door import read
from griffier.pipeline.source import SourceFile
from griffier.pipeline.splitting.split import split
from griffier.schemas.document import Document, PageState
from griffier.schemas.record import Producer, Source

CONFUSED = {
    "l": "I1it", "i": "l1í", "o": "0ae", "0": "Oo", "1": "lI", "m": ("rn",), "e": "céo", "u": "vn", "b": "h", "t": "lf",
    "I": "l1", "O": "0", "D": "O", "S": "5", "5": "S", "a": "ou", "h": "b", "d": ("cl",), "w": ("vv",),
    "•": ("e", "©", "-_", "«"), "B": "8", "g": "q9",
}  # fmt: skip
RARELY = {".": ",", ",": ".", " ": ("",)}
"""Exchanged at a quarter of the share."""


def misread(text: str, share: float, chance: random.Random) -> str:
    """The text with characters exchanged."""
    out = []
    for letter in text:
        looks = CONFUSED.get(letter) or RARELY.get(letter)
        hit = looks and chance.random() < (share if letter in CONFUSED else share / 4)
        out.append(chance.choice(looks) if hit and looks else letter)
    return "".join(out)


def recognised(clean: Document, text: str) -> Document:
    """A document of that text whose pages came out of OCR."""
    pages, at = [], 0
    for page, piece in zip(clean.pages, text.split("\f"), strict=True):
        pages.append(replace(page, start=at, end=at + len(piece), state=PageState.OCR))
        at += len(piece) + 1
    return Document(text, tuple(pages), media_type=clean.media_type)


def records(doc: Document, path: str) -> list[Data]:
    """What the pipeline makes of a document that is already read."""
    out = []
    for part in split(doc):
        source = Source(
            path=path, sha256="0" * 64, size=1, media_type=doc.media_type, pages=[], page_range=(1, len(doc.pages))
        )
        verdict = classify(part)
        made = make_record(
            part, verdict.kind, Context(), id="0" * 16 + f"-{part.ordinal}", producer=Producer(version="0",
            settings=""), source=source,
            kind_confidence=verdict.confidence,
        )  # fmt: skip
        out.append(made.model_dump(mode="json", by_alias=True))
    return out


def measure(golds: list[Gold], root: Path, share: float, seed: str, way: Callable[[Document], Document]) -> str:
    """The scores of all documents as a line of text."""
    found: dict[str, list[Data]] = {}
    for gold in golds:
        clean = read(SourceFile.load(str(root / gold.input)))
        doc = recognised(clean, misread(clean.text, share, random.Random(gold.docid + seed)))
        found[gold.name] = records(way(doc), gold.input)
    result = evaluate(golds, found)
    total = sum(result.by(lambda j: j.field, means_only=True).values(), Score())
    return (
        f"macro F1 {result.macro():.3f}  micro F1 {result.micro():.3f}  precision {total.precision:.3f}  recall "
        f"{total.recall:.3f}"
    )


def without(rule: str, doc: Document) -> Document:
    """The document repaired by all rules but one; one whose pages are not OCR's any more is taken as it is."""
    mended = mend(doc)
    if mended.origin is None:
        return mended
    left = [edit for edit in mended.origin.edits if edit.rule != rule]
    return printed(doc, left) if left else doc


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--share", type=float, default=0.01)
    parser.add_argument("--seed", default="a")
    parser.add_argument("--docs", default="*")
    parser.add_argument("--ablate", action="store_true")
    options = parser.parse_args()
    golds = [
        g
        for g in read_gold(options.gold, options.docs.split(","))
        if g.input.endswith(".txt") and not g.name.endswith(".ocr.txt")
    ]
    root = options.gold.parent
    print(f"{len(golds)} documents, {options.share:.1%} of the characters that are ever confused")
    print("as read   ", measure(golds, root, options.share, options.seed, lambda doc: doc))
    print("repaired  ", measure(golds, root, options.share, options.seed, mend))
    used: Counter[str] = Counter()

    def counted(doc: Document) -> Document:
        mended = mend(doc)
        used.update(edit.rule for edit in (mended.origin.edits if mended.origin else ()))
        return mended

    if options.ablate:
        measure(golds, root, options.share, options.seed, counted)
        for rule, times in used.most_common():
            scores = measure(golds, root, options.share, options.seed, partial(without, rule))
            print(f"without {rule:10} {times:5} {scores}", flush=True)


if __name__ == "__main__":
    main()
