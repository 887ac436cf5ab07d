"""Layers of a PDF that are switched off: on the page, in forms, and forms that belong to one."""

from __future__ import annotations

import pytest

from griffier.pipeline.readers.options import ReadOptions
from griffier.pipeline.readers.pdf import reader
from griffier.pipeline.source import SourceFile

SEEN = "De raad van Veldermeer besluit het fietspad te verbreden."
OFF, ON = "Dit is een eerder concept van 12 mei.", "Bijlage bij het besluit van 3 juni."


def words(text: str, y: int) -> str:
    return f"BT /F 11 Tf 1 0 0 1 60 {y} Tm ({text}) Tj ET"


def stream(more: str, content: str) -> str:
    return f"<< {more} /Length {len(content)} >>\nstream\n{content}\nendstream"


FONT = "/Font << /F 5 0 R >>"
GROUPS = "/Properties << /Off 7 0 R /On 8 0 R /Any 9 0 R >>"


def layered(page: str, form: str = "", *, of_form: str = "", defaults: str = "/OFF [7 0 R]") -> str:
    """The text of a page with its content, of which "/Form Do" draws a form. Objects 7 and 8: a group that is off and
    one that is on; 9: what is seen where the first is."""
    resources = f"<< {FONT} {GROUPS} /XObject << /Form 6 0 R >> >>"
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [7 0 R 8 0 R] /D << {defaults} >> >> >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources {resources} >>",
        stream("", f"{words(SEEN, 760)} {page}"),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        stream(
            f"/Type /XObject /Subtype /Form /BBox [0 0 595 842] {of_form} /Resources << {FONT} {GROUPS} >>",
            form,
        ),
        "<< /Type /OCG /Name (Concept) >>",
        "<< /Type /OCG /Name (Definitief) >>",
        "<< /Type /OCMD /OCGs [7 0 R] /P /AllOn >>",
    ]
    objects = "\n".join(f"{n} 0 obj\n{body}\nendobj" for n, body in enumerate(bodies, 1))
    data = f"%PDF-1.6\n{objects}\ntrailer\n<< /Root 1 0 R /Size 10 >>\n%%EOF".encode("latin-1")
    return reader.read(SourceFile("a.pdf", data), "application/pdf", ReadOptions()).text


def marked(group: str, content: str) -> str:
    return f"/OC /{group} BDC {content} EMC"


BOTH = f"{words(OFF, 700)} {words(ON, 640)}"


@pytest.mark.parametrize(
    "text",
    [
        layered(f"{marked('Off', words(OFF, 700))} {marked('On', words(ON, 640))}"),
        layered(f"{marked('Any', words(OFF, 700))} {marked('On', words(ON, 640))}"),
        layered("/Form Do", f"{marked('Off', words(OFF, 700))} {marked('On', words(ON, 640))}"),
        layered(f"/Form Do {words(ON, 640)}", words(OFF, 700), of_form="/OC 7 0 R"),
        layered(f"/Form Do {words(ON, 640)}", words(OFF, 700), of_form="/OC 9 0 R"),
        layered(f"{marked('Off', '/Form Do')} {words(ON, 640)}", words(OFF, 700)),
        layered(
            f"{marked('Off', words(OFF, 700))} {marked('On', words(ON, 640))}", defaults="/BaseState /OFF /ON [8 0 R]"
        ),
        layered(
            f"/Form Do {words(ON, 640)}", words(OFF, 700), of_form="/OC 7 0 R", defaults="/BaseState /OFF /ON [8 0 R]"
        ),
    ],
    ids=["page", "membership", "inside-form", "form", "form-membership", "drawn-inside", "base-off", "form-base-off"],
)
def test_what_stands_in_a_layer_that_is_off_is_on_no_page(text: str) -> None:
    assert SEEN in text
    assert ON in text
    assert "concept" not in text


@pytest.mark.parametrize(
    "text",
    [
        layered("/Form Do", BOTH),
        layered("/Form Do", BOTH, of_form="/OC 8 0 R"),
        layered(marked("On", "/Form Do"), BOTH),
        layered("/Form Do", BOTH, of_form="/OC 7 0 R", defaults="/ON [7 0 R 8 0 R]"),
        layered(marked("Any", "/Form Do"), BOTH, defaults=""),
    ],
    ids=["of-none", "on", "drawn-in-on", "both-on", "membership-on"],
)
def test_what_stands_in_a_layer_that_is_on_is_read(text: str) -> None:
    assert SEEN in text
    assert OFF in text
    assert ON in text
