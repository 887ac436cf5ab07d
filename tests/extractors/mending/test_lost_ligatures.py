"""Letters that a font joined in one glyph and a file lost are put right where words prove them; other signs stay."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from griffier.extractors.mending.lost_ligatures import damaged, ligatures
from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile
from griffier.schemas.motion import Motion
from griffier.schemas.view import View

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "cases/lost_ligatures.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["why"])
def test_cases(case: dict[str, str]) -> None:
    assert View.edited(case["read"], ligatures(case["read"])).text == case["printed"]


TEXT = (
    "Mo#e M12\n\nOnderwerp: Ac#eve par#cipa#e in de wijk\n\nDe raad van de gemeente Kapelle, bijeen op 6 mei 2024,\n\n"
    "verzoekt het college:\n- de organisa#e te vragen om informa#e;\n\nen gaat over tot de orde van de dag.\n"
)


def test_values_are_put_right_and_quotes_stay_as_read() -> None:
    processed = process(SourceFile("motie.txt", TEXT.encode()))
    (record,) = processed.records
    assert isinstance(record, Motion)
    assert (record.number, record.title) == ("M12", "Actieve participatie in de wijk")
    assert record.requests[0].items[0].text == "de organisatie te vragen om informatie;"
    assert [e.quote for e in record.evidence if e.pointer == "/title"] == ["Ac#eve par#cipa#e in de wijk"]
    (finding,) = (f for f in record.findings if f.code == "ocr.repaired")
    assert "6 places where a font joins letters" in finding.message


def test_a_long_text_costs_little() -> None:
    assert ligatures("Ac%eve Ini%a%ef x%y 5a5a TikTok Ɵ " * 20_000)


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("De pol%k van Frank%k en de repub%k, de fabr%ken en de ker%en.", True),  # "ie" and more
        ("De mar#t, de win#elier, een spel#en een ha#telling, de wer#groep en de spra#verwarring.", True),
        ("De prijs is 33%van het budget, ja#nee, wel#niet, open#dicht, hoog#laag, dag#nacht.", False),
        ("De heer Łukasz uit Łódź en mevrouw Wałęsa.", False),
    ],
)
def test_a_sign_that_no_letters_explain_is_told(text: str, odd: bool) -> None:
    assert bool(damaged(text)) is odd
    record = process(SourceFile("brief.txt", f"Geachte raad,\n\n{text}\n".encode())).records[0]
    assert ("text.garbled" in {finding.code for finding in record.findings}) is odd
