"""The head of a letter as a form: labels on the left, values on the right, read row by row."""

from __future__ import annotations

import io

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
