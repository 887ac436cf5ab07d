"""The classifier: fictional heads of many towns, damaged text, evidence, calibration, cost."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from griffier.extractors.drafting.cues import load_cues
from griffier.extractors.drafting.registry import cues
from griffier.pipeline.classifying.classify import classify, confidence_of
from griffier.pipeline.classifying.cue_regions import fold, regions_of
from griffier.pipeline.classifying.features import FEATURES
from griffier.schemas.document import Part, plain_document
from griffier.schemas.kinds import record_types

CASES = [
    json.loads(line) for line in (Path(__file__).parents[1] / "cases" / "kinds.jsonl").read_text("utf-8").splitlines()
]
SHARED = Path(__file__).resolve().parents[3] / "shared"


def part_of(text: str) -> Part:
    return Part.whole(plain_document(text))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["id"])
def test_kind(case: dict[str, str]) -> None:
    verdict = classify(part_of(case["text"]))
    assert verdict.kind == case["kind"], [(h.kind, h.cue.name, h.weight) for h in verdict.hits[:8]]


@pytest.mark.parametrize(
    ("change", "least"),
    [
        (lambda text: " ".join(text.split()), 0.92),
        (lambda text: text.replace("\n", "\n\n"), 0.97),
        (lambda text: text.upper(), 0.85),
        (lambda text: "\n" + text.replace(" ", "\u00a0"), 0.95),
        (lambda text: text.replace("uit", "vit").replace("- ", "© ").replace("rm", "nn"), 0.92),
    ],
    ids=["one line", "blank lines between", "capitals", "hard blanks", "ocr"],
)
def test_kind_survives(change: object, least: float) -> None:
    right = sum(classify(part_of(change(c["text"]))).kind == c["kind"] for c in CASES)  # type: ignore[operator]
    assert right / len(CASES) >= least


def test_evidence_is_of_the_deciding_cue() -> None:
    text = "\n\nGemeente Ede\nMotie 12: banken in het park\nDe raad verzoekt het college banken te plaatsen."
    verdict = classify(part_of(text))
    assert verdict.evidence is not None
    assert verdict.evidence.method == "rule:title.motie"
    assert [g.method for g in verdict.grounds][:1] == [verdict.evidence.method]
    assert 1 < len(verdict.grounds) <= 3
    span = verdict.evidence.spans[0]
    assert text[span.start : span.end].startswith("Motie")


@pytest.mark.parametrize("text", ["", " \n\f ", "x", "12 34 56", "Lorem ipsum dolor sit amet."])
def test_nothing_recognised_is_an_uncertain_other(text: str) -> None:
    verdict = classify(part_of(text))
    assert verdict.kind == "other"
    assert verdict.confidence < 0.6


def test_a_part_in_the_middle_of_a_file_is_classified_by_its_own_text() -> None:
    first, second = "Agenda raad Ede\n1. Opening\n2. Sluiting\n", "MOTIE\nDe raad verzoekt het college te komen.\n"
    doc = plain_document(first + second)
    verdict = classify(Part(doc, len(first), len(doc.text), 1))
    assert verdict.kind == "motion"
    assert verdict.evidence is not None
    assert verdict.evidence.spans[0].start >= len(first)


def test_confidence_grows_with_the_distance_and_has_a_ceiling() -> None:
    values = [confidence_of("motion", margin / 2) for margin in range(20)]
    assert values == sorted(values)
    assert values[0] == pytest.approx(0.5)
    assert values[-1] <= 0.99
    assert confidence_of("other", 1.0) < confidence_of("motion", 1.0)


@pytest.mark.parametrize("kind", sorted(record_types()))
def test_cues_are_well_formed(kind: str) -> None:
    listed = load_cues(kind)
    assert listed
    assert len({c.name for c in listed}) == len(listed)
    for cue in listed:
        assert bool(cue.pattern) != bool(cue.feature), cue.name
        assert not cue.feature or cue.feature in FEATURES
        assert (
            cue.pattern == cue.pattern.lower() or "\\W" in cue.pattern or "\\S" in cue.pattern or "\\D" in cue.pattern
        ), cue.name
    assert cues()[kind] == listed


@given(st.text(max_size=400))
def test_folding_keeps_every_offset(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    regions = regions_of(part_of(text))
    assert all(len(v) == len(text) for v in regions.variants)
    assert all(0 <= t.start <= t.end <= len(text) for t in regions.titles)


@given(st.text(alphabet="ab \n.1?-•(:MmotieBesluit", max_size=300))
def test_any_text_gets_a_kind(text: str) -> None:
    verdict = classify(part_of(text))
    assert verdict.kind in record_types()
    assert 0 <= verdict.confidence <= 1


@pytest.mark.parametrize(
    "piece", ["besluit ", "de raad\n", "1. \n", "  ", "(", "aaaa", "- ", "motie,", "De voorzitter: ", "van de heer x "]
)
def test_hostile_text_costs_little(piece: str) -> None:
    part = part_of(piece * (400_000 // len(piece)))
    classify(part)  # where a pattern went over the text again and again, this would not end


@pytest.mark.parametrize("piece", ["A ", "de raad ", "Begroting ", "A\n", "  "])
def test_hostile_text_around_a_motion_costs_little(piece: str) -> None:
    around = piece * (20_000 // len(piece))
    classify(part_of(f"A{around}\nDe raad, in vergadering bijeen,\nen gaat over tot de orde van de dag.\nA{around}"))


@pytest.mark.corpus
def test_kinds_of_the_corpus_texts() -> None:
    """The text files of the corpus; PDFs are measured by the evaluation, they need their reader."""
    table = SHARED / "gold" / "kinds.tsv"
    if not table.exists():
        pytest.skip("no corpus beside the checkout")
    rows = [
        r
        for r in csv.DictReader(table.open(encoding="utf-8"), delimiter="\t")
        if r["file"].endswith(".txt") and "ambiguous" not in (r["note"] or "")
    ]
    wrong = []
    for row in rows:
        path = next(
            p for p in (SHARED / "corpus" / row["file"], SHARED / "corpus" / "seeds" / row["file"]) if p.exists()
        )
        if classify(part_of(path.read_text("utf-8"))).kind != row["kind"]:
            wrong.append(row["file"])
    assert len(wrong) <= 0.05 * len(rows), wrong
