"""One content, many forms: papers with gold are laid out anew, and the record must be the same in all.

usage: python benchmarks/forms.py SHARED [--docs PATTERN,...] [--templates ...] [--producers ...] [--no-scans]
       [--errors] [--keep DIR]

Short papers of `SHARED/corpus` that have gold are printed in eight templates (`form_templates`) by every producer that
the machine has (`form_producers`), and one of each as a scan. Each record is held against the gold; what the paper's
own text gives right is the measure (1.000), what a form loses of it or invents is shown by field and form. `--errors`
prints each loss. Nothing is random.
"""

from __future__ import annotations

import argparse
import fnmatch
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path

from form_producers import as_pdf, producers
from form_sheets import sheet
from form_templates import TEMPLATES
from variants import degradations
from variants import scans as as_scan

from griffier.pipeline.evaluation.evaluate import compare
from griffier.pipeline.evaluation.gold import Gold, read_gold
from griffier.pipeline.evaluation.tally import Comparison
from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile

DOCS = (
    "rdam_00[1-8],alm_00[1-5],alm_01[2-6],ams_schriftelijkevraag_106*1,ams_schriftelijkevraag_106*2,seed_000,seed_004"
)
_SCANS = ("clean300", "clean200", "skewed200", "speckled200", "shaded200", "copied200", "fax200", "stamped200")
_CONCLUDED = frozenset({"documents", "language", "policy_areas", "entities", "references"})
"""Fields that are not asked: their gold is of the whole text, and a template adds words of its own."""


@dataclass(frozen=True)
class Form:
    """A paper in a form."""

    gold: Gold
    template: str
    producer: str
    name: str
    data: bytes


def papers(shared: Path, patterns: str) -> list[tuple[Gold, str]]:
    """The gold of short papers and their text."""
    chosen = read_gold(shared / "gold", patterns.split(","))
    return [
        (gold, (shared / gold.input).read_text("utf-8"))
        for gold in chosen
        if gold.input.endswith(".txt") and len(gold.records) == 1
    ]


def forms(shared: Path, found: list[tuple[Gold, str]], templates: str, wanted: str, scans: bool) -> Iterator[Form]:
    """Every paper in every form, one scan of each."""
    degrade = degradations(shared) if scans else None
    made = {name: one for name, one in producers().items() if fnmatch.filter([name], wanted)}
    for number, (gold, text) in enumerate(found):
        parts = sheet(text)
        for at, (template, lay) in enumerate(TEMPLATES.items()):
            if not fnmatch.filter([template], templates):
                continue
            layout = lay(parts)
            for producer, (ending, make) in made.items():
                yield Form(gold, template, producer, f"{gold.docid}.{template}.{ending}", make(layout))
            if degrade is not None and at == number % len(TEMPLATES):
                name = f"{gold.docid}.{template}.tif"
                yield Form(gold, template, "scan", name, as_scan(as_pdf(layout), _SCANS[at], degrade))


Values = Counter[tuple[str, str]]


def read(form: Form) -> tuple[Form, Values, Values]:
    """What a form gives right, and what it invents: (field, value)."""
    right, wrong = _judged(form.gold, form.name, form.data)
    return Form(form.gold, form.template, form.producer, form.name, b""), right, wrong


def _judged(gold: Gold, name: str, data: bytes) -> tuple[Values, Values]:
    done = process(SourceFile(name, data))
    found = done.records[0].model_dump(mode="json")
    comparison: Comparison = compare(gold, gold.records[0], found)
    right: Values = Counter()
    wrong: Values = Counter()
    for judgement in comparison.judgements:
        if judgement.field.split(".")[0] in _CONCLUDED:
            continue
        right.update((judgement.field, repr(value)) for value in judgement.hits)
        wrong.update((judgement.field, repr(value)) for value in judgement.extra)
    if len(done.records) > 1:
        wrong["documents", repr(len(done.records))] += 1
    return right, wrong


def measure(tasks: Iterator[Form], base: dict[str, tuple[Values, Values]], jobs: int, errors: bool) -> None:
    """Read all forms and print the tables."""
    asked: Counter[tuple[str, str]] = Counter()
    kept: Counter[tuple[str, str]] = Counter()
    invented: Counter[str] = Counter()
    by_template: dict[str, Counter[bool]] = {}
    whole: dict[str, Counter[bool]] = {}
    with Pool(jobs) as pool:
        for form, right, wrong in pool.imap_unordered(read, tasks, chunksize=4):
            want, had = base[form.gold.docid]
            lost, new = want - right, wrong - had
            for (name, _), count in want.items():
                asked[name, form.producer] += count
            for (name, _), count in (want - lost).items():
                kept[name, form.producer] += count
            invented[form.producer] += new.total()
            tally = by_template.setdefault(form.template, Counter())
            tally[True] += (want - lost).total()
            tally[False] += lost.total()
            whole.setdefault(form.producer, Counter())[not lost and not new] += 1
            if errors:
                for sign, values in (("lost", lost), ("invented", new)):
                    for name, value in values:
                        print(f"{sign}\t{form.producer}\t{form.template}\t{form.gold.docid}\t{name}\t{value[:110]}")
    show(asked, kept, invented, by_template, whole)


def show(
    asked: Counter[tuple[str, str]],
    kept: Counter[tuple[str, str]],
    invented: Counter[str],
    by_template: dict[str, Counter[bool]],
    whole: dict[str, Counter[bool]],
) -> None:
    """A table in Markdown: field by producer; then templates."""
    names = sorted(whole)
    print(f"\n| field | {' | '.join(names)} |\n|{'---|' * (len(names) + 1)}")
    for field in sorted({name for name, _ in asked}):
        cells = [_share(kept[field, name], asked[field, name]) for name in names]
        print(f"| `{field}` | {' | '.join(cells)} |")
    totals = [[sum(v for (_, p), v in count.items() if p == name) for name in names] for count in (kept, asked)]
    print(f"| all | {' | '.join(_share(a, b) for a, b in zip(*totals, strict=True))} |")
    print(f"| invented | {' | '.join(str(invented[name]) for name in names)} |")
    print(f"| whole | {' | '.join(f'{whole[n][True]} of {whole[n].total()}' for n in names)} |")
    print("\n| template | kept |\n|---|---|")
    for template, tally in by_template.items():
        print(f"| {template} | {_share(tally[True], tally.total())} |")
    print(f"\nvalues that are equal over all forms: {_share(sum(totals[0]), sum(totals[1]))} of {sum(totals[1])}")


def _share(part: int, of: int) -> str:
    return f"{part / of:.3f}" if of else "–"


def main() -> None:
    """Make, read, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--docs", default=DOCS)
    parser.add_argument("--templates", default="*")
    parser.add_argument("--producers", default="*")
    parser.add_argument("--no-scans", action="store_true")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--keep", type=Path, help="folder to which the forms are written as well")
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    found = papers(given.shared, given.docs)
    base = {gold.docid: _judged(gold, gold.name, text.encode()) for gold, text in found}
    print(f"{len(found)} papers; producers: {', '.join(producers())}")

    def made() -> Iterator[Form]:
        for form in forms(given.shared, found, given.templates, given.producers, not given.no_scans):
            if given.keep:
                given.keep.mkdir(parents=True, exist_ok=True)
                (given.keep / f"{form.producer}.{form.name}").write_bytes(form.data)
            yield form

    measure(made(), base, given.jobs, given.errors)


if __name__ == "__main__":
    main()
