"""The head of a letter as a form: labels on the left, values on the right, read row by row."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from griffier.pipeline.readers.door import read
from griffier.pipeline.source import SourceFile


def test_labels_and_values_on_one_row_stay_together() -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=(595, 842))
    page.setFont("Helvetica-Bold", 14)
    page.drawString(350, 800, "Raadsinformatiebrief")
    rows = [
        ("Aan:", "De leden van de gemeenteraad van Proefdorp"),
        ("Datum", "8 maart 2021"),
        ("Portefeuille(s)", "Water"),
        ("Portefeuillehouder(s):", "Anna Proefpersoon"),
        ("Behandeld door", "Programma Varen (varen@voorbeeld.example)"),
    ]
    page.setFont("Helvetica", 9)
    y = 652.0
    for label, value in rows:
        page.drawString(88, y, label)
        page.drawString(177, y - 1, value)
        y -= 13
    page.drawString(88, y - 7, "Onderwerp")
    page.drawString(177, y - 8, "Nadere toelichting op het voorstel tot wijziging van de verordening op het")
    page.drawString(177, y - 21, "binnenwater")
    y -= 70
    page.drawString(88, y, "Geachte leden van de gemeenteraad,")
    for n in range(8):
        page.drawString(
            88,
            y - 28 - 14 * n,
            "In de raadscommissie zijn vragen gesteld naar aanleiding van de voorgestelde wijziging van dit jaar en",
        )
    page.save()
    lines = [line.text for line in read(SourceFile("brief.pdf", out.getvalue())).lines if line.text]
    for label, value in rows:
        assert any(line.startswith(label) and line.endswith(value) for line in lines), lines[:12]
    assert any(line.startswith("Onderwerp") and "Nadere toelichting" in line for line in lines)


TEXT = ["Motie Jongerenbus", "De raad van Proefdam, bijeen op 3 juli,", "Constaterende dat", "1) de bus niet rijdt;"]
BELOW = ["2) er geen plek is;", "Verzoekt het college", "1) de bus te laten rijden;", "2) de raad te berichten."]


def test_a_box_in_the_head_beside_the_text(tmp_path: Path) -> None:
    """It stands before the text that goes on below it, not in the midst of it."""
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    box = ["Proefdam - griffie", "Motie nr.: 31", "Datum: 3-7-2025"]
    path = tmp_path / "box.pdf"
    page = canvas.Canvas(str(path))
    page.setFont("Helvetica", 11)
    for k, line in enumerate(TEXT + BELOW):
        page.drawString(60, 780 - 24 * k, line)
    page.setFont("Helvetica", 9)
    for k, line in enumerate(box):
        page.drawString(430, 752 - 11 * k, line)
    page.save()
    text = read(SourceFile.load(path)).text
    assert "\n".join(box) in text
    assert text.find(box[-1]) < text.find("De raad van Proefdam")
