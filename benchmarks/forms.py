"""One content, many forms: papers with gold are laid out anew, and the record must be the same in all.

usage: python benchmarks/forms.py SHARED [--docs PATTERN,...] [--templates ...] [--producers ...] [--no-scans]
       [--errors] [--keep DIR] [--made DIR]

Short papers that have gold are printed in twelve templates (`form_templates`) by every producer that the machine has
(`form_producers`), and one of each as a scan. Each record is held against the gold; what the paper as it came gives
right is the measure (1.000), what a form loses of it or invents is shown by field and form. `--errors` prints each
loss. Nothing is random.
"""

from __future__ import annotations

import argparse
import fnmatch
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path

import form_producers
from form_producers import as_pdf, as_text, producers
from form_sheets import sheet
from form_templates import TEMPLATES, Layout
from variants import degradations
from variants import scans as as_scan

from griffier.pipeline.errors import NoInputError
from griffier.pipeline.evaluation.evaluate import compare
from griffier.pipeline.evaluation.gold import Gold, read_gold
from griffier.pipeline.evaluation.tally import Comparison
from griffier.pipeline.process import process
from griffier.pipeline.readers.door import read
from griffier.pipeline.source import SourceFile

DOCS = (
    "rdam_0[01]*,alm_0*,ams_schriftelijkevraag_1*1,ams_schriftelijkevraag_1*2,ams_schriftelijkevraag_8*0,"
    "ams_schriftelijkevraag_8*1,seed_000,seed_004,au_*,dh_*"
)
"""All short papers but those that recognition left too torn to be taken apart."""
_SCANS = ("clean300", "clean200", "skewed200", "speckled200", "shaded200", "copied200", "fax200", "stamped200")
_KINDS = frozenset({"motion", "amendment", "written_questions"})
_SHORT = 6000
"""Characters of a paper, at most."""
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


def papers(shared: Path, patterns: str) -> list[tuple[Gold, bytes, str]]:
    """The gold of short papers, the paper as it came, and its text: bare texts, fictional papers in Word, those of one
    council in PDF."""
    told = patterns.split(",")
    authored = shared / "authored"
    sets = (
        (shared, ".txt", _gold(shared / "gold", told)),
        (authored, ".docx", _gold(authored / "gold", told, authored / "docx.tsv")),
        (shared, ".pdf", _gold(shared / "gold_denhaag", told)),
    )
    out: list[tuple[Gold, bytes, str]] = []
    for folder, ending, found in sets:
        for gold in found:
            if gold.input.endswith(ending) and len(gold.records) == 1 and gold.records[0]["kind"] in _KINDS:
                data = (folder / gold.input).read_bytes()
                text = data.decode() if ending == ".txt" else read(SourceFile(gold.name, data)).text
                out.extend([(gold, data, text)] if len(text) < _SHORT else [])
    return out


def _gold(folder: Path, told: list[str], variants: Path | None = None) -> list[Gold]:
    try:
        return read_gold(folder, told, variants)
    except NoInputError:
        return []


_SLOW = frozenset({"libreoffice", "chromium"})


def printed(producer: str, make: Callable[[Layout], bytes], layout: Layout, made: Path | None) -> bytes:
    """A layout as a file. What the slow ones printed of the very same layout before is taken from the folder `made`."""
    if made is None or producer not in _SLOW:
        return make(layout)
    laid = repr(layout) + Path(form_producers.__file__).read_text("utf-8")
    file = made / f"{producer}-{hashlib.sha256(laid.encode()).hexdigest()[:24]}.pdf"
    if not file.exists():
        made.mkdir(parents=True, exist_ok=True)
        file.write_bytes(make(layout))
    return file.read_bytes()


def _asked(name: str, patterns: str) -> bool:
    return any(fnmatch.fnmatch(name, pattern) for pattern in patterns.split(","))


def forms(
    shared: Path,
    found: list[tuple[Gold, bytes, str]],
    templates: str,
    wanted: str,
    scans: bool,
    made: Path | None = None,
) -> Iterator[Form]:
    """Every paper in every form, one scan of each."""
    degrade = degradations(shared) if scans else None
    chosen = {
        name: one for name, one in producers().items() if any(fnmatch.filter([name], w) for w in wanted.split(","))
    }
    for number, (gold, _, text) in enumerate(found):
        parts = sheet(text)
        for at, (template, lay) in enumerate(TEMPLATES.items()):
            if not _asked(template, templates):
                continue
            layout = lay(parts)
            for producer, (ending, make) in chosen.items():
                data = printed(producer, make, layout, made)
                yield Form(gold, template, producer, f"{gold.docid}.{template}.{ending}", data)
            if degrade is not None and at == number % len(TEMPLATES):
                name = f"{gold.docid}.{template}.tif"
                yield Form(gold, template, "scan", name, as_scan(as_pdf(layout), _SCANS[at % len(_SCANS)], degrade))


Values = Counter[tuple[str, str]]


def read_form(form: Form) -> tuple[Form, Values, Values]:
    """What a form gives right, and what it invents: (field, value)."""
    right, wrong = judged(form.gold, form.name, form.data)
    return Form(form.gold, form.template, form.producer, form.name, b""), right, wrong


def judged(gold: Gold, name: str, data: bytes) -> tuple[Values, Values]:
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


def measured(gold: Gold, data: bytes, text: str) -> tuple[Values, Values]:
    """What is asked of a paper's forms: what it gives right as it came and its parts printed plainly give right too.
    So the form alone is measured, and not how the paper was taken apart."""
    right, wrong = judged(gold, gold.name, data)
    plainly, invented = judged(gold, f"{gold.docid}.txt", as_text(TEMPLATES["plain"](sheet(text))))
    return right & plainly, wrong | invented


def measure(tasks: Iterator[Form], base: dict[str, tuple[Values, Values]], jobs: int, errors: bool) -> None:
    """Read all forms and print the tables."""
    asked: Counter[tuple[str, str]] = Counter()
    kept: Counter[tuple[str, str]] = Counter()
    invented: Counter[str] = Counter()
    by_template: dict[str, Counter[bool]] = {}
    whole: dict[str, Counter[bool]] = {}
    with Pool(jobs) as pool:
        for form, right, wrong in pool.imap_unordered(read_form, tasks, chunksize=4):
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
    parser.add_argument("--made", type=Path, help="folder that keeps what LibreOffice and Chromium printed")
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    found = papers(given.shared, given.docs)
    base = {gold.docid: measured(gold, data, text) for gold, data, text in found}
    print(f"{len(found)} papers; producers: {', '.join(producers())}")

    def made() -> Iterator[Form]:
        scans = not given.no_scans
        for form in forms(given.shared, found, given.templates, given.producers, scans, given.made):
            if given.keep:
                given.keep.mkdir(parents=True, exist_ok=True)
                (given.keep / f"{form.producer}.{form.name}").write_bytes(form.data)
            yield form

    measure(made(), base, given.jobs, given.errors)


if __name__ == "__main__":
    main()
