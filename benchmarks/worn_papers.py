"""Papers with gold in forms that give wrong values too: worn scans, other formats. On clean papers almost everything is
right, and who has seen no wrong value cannot tell how likely one is.

Every paper of the development sets as it is; the authored PDFs as scans in three conditions each (`degrade.py`), the
papers that are bare text laid out as PDF, DOCX and HTML and as one scan. Nothing is random.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from variants import FORMATS, as_pdf, degradations
from variants import scans as as_scan

from griffier.pipeline.evaluation.gold import Gold, read_gold

CONDITIONS = (
    "speckled150", "copied200", "fax200", "shaded200", "skewed200", "stamped200", "speckled200", "clean150", "clean200",
)  # fmt: skip
SCANS_OF_A_PDF = 3
WORN = {"worn133": ("copied200", "clean200"), "worn100": ("copied200", "speckled150")}
"""A copy of a copy: what comes out of one condition goes through another, down to 133 and 100 dots an inch."""
_FORMS = ("pdf", "docx", "html")
_FOLDERS = (
    ("gold", None, "."),
    ("gold_denhaag", None, "."),
    ("authored/gold", "authored/base.tsv", "authored"),
    ("authored/gold", "authored/docx.tsv", "authored"),
    ("authored/gold", "authored/scans.tsv", "authored"),
)


@dataclass(frozen=True)
class Paper:
    """A file with its gold. `town`: whose paper it is; `form`: `as it is`, or how it was made."""

    gold: Gold
    town: str
    form: str
    name: str
    data: bytes


def papers(shared: Path) -> Iterator[Paper]:
    """All papers in all forms."""
    degrade = degradations(shared)
    number = 0
    for folder, table, root in _FOLDERS:
        for gold in read_gold(shared / folder, variants=shared / table if table else None):
            file = shared / root / gold.input
            if not file.is_file():
                continue
            data, town, number = file.read_bytes(), _town(gold), number + 1
            yield Paper(gold, town, "as it is", file.name, data)
            if file.suffix == ".txt":
                text = data.decode("utf-8")
                for form in _FORMS:
                    yield Paper(gold, town, form, f"{gold.docid}.{form}", FORMATS[form](text))
                if degrade is not None and not gold.docid.endswith("_ocr"):
                    yield _scan(gold, town, as_pdf(text), CONDITIONS[number % len(CONDITIONS)], degrade)
                    yield _scan(gold, town, as_pdf(text), _worn(number), degrade)
            elif table == "authored/base.tsv" and file.suffix == ".pdf" and degrade is not None:
                for k in range(SCANS_OF_A_PDF):
                    yield _scan(gold, town, data, CONDITIONS[(number + 3 * k) % len(CONDITIONS)], degrade)
                yield _scan(gold, town, data, _worn(number), degrade)


def _worn(number: int) -> str:
    return list(WORN)[number % len(WORN)]


@dataclass(frozen=True)
class _Copies:
    """The module of degradations with the copies of copies among them."""

    module: Any

    def degrade(self, image: Any, condition: str, seed: int = 0) -> Any:
        """One page in one condition."""
        for one in WORN.get(condition, (condition,)):
            image = self.module.degrade(image, one, seed)
        return image


def _scan(gold: Gold, town: str, pdf: bytes, condition: str, degrade: Any) -> Paper:
    data = as_scan(pdf, condition, _Copies(degrade))
    return Paper(gold, town, condition, f"{gold.docid}.{condition}.tif", data)


def _town(gold: Gold) -> str:
    """The municipality that the gold says, else the first part of the paper's name."""
    place = gold.records[0].get("municipality") or {}
    return str(place.get("name") or gold.docid.split("_")[0]).replace("'s-Gravenhage", "Den Haag")
