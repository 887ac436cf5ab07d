"""Goals and results in two columns without ruling lines: a result goes with the goal as high as it."""

from __future__ import annotations

import io

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile
from griffier.schemas.budget_report import BudgetReport

ROWS = [
    (
        ["Minder ongevallen op de", "ringweg rond het dorp"],
        ["We verlagen de snelheid naar vijftig", "kilometer per uur."],
    ),
    ([], ["We leggen een vrij fietspad aan."]),
    (["Meer reizigers in de bus"], ["We verbeteren vier haltes."]),
]


def page() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for size, at, text in ((20, 780, "Begroting 2026"), (15, 740, "Programma 2 Verkeer")):
        canvas.setFont("Helvetica-Bold", size)
        canvas.drawString(56, at, text)
    canvas.setFont("Helvetica-Bold", 10)
    canvas.drawString(56, 710, "Wat willen we bereiken?")
    canvas.drawString(300, 710, "Wat gaan we daarvoor doen?")
    canvas.setFont("Helvetica", 10)
    y = 690
    for left, right in ROWS:
        for i in range(max(len(left), len(right))):
            for x, lines in ((56, left), (300, right)):
                if i < len(lines):
                    canvas.drawString(x, y, lines[i])
            y -= 13
        y -= 8
    canvas.save()
    return out.getvalue()


def test_two_columns() -> None:
    (record,) = process(SourceFile("begroting.pdf", page())).records
    assert isinstance(record, BudgetReport)
    ((area,),) = [programme.policy_areas for programme in record.programmes]
    assert area.results == []
    assert [(goal.text, [result.text for result in goal.results]) for goal in area.goals] == [
        ("Minder ongevallen op de ringweg rond het dorp",
         ["We verlagen de snelheid naar vijftig kilometer per uur.", "We leggen een vrij fietspad aan."]),
        ("Meer reizigers in de bus", ["We verbeteren vier haltes."]),
    ]  # fmt: skip
