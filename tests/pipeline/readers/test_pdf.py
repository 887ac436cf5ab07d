"""PDF files made here, read back: places, states, and files that are no good."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from griffier.pipeline.errors import DamagedError, EncryptedError, TooLargeError
from griffier.pipeline.inspecting.overlay import COLUMNS, layout_table, overlay
from griffier.pipeline.limits import Limits
from griffier.pipeline.ocr.engine import OcrResult, OcrWord
from griffier.pipeline.readers.options import ReadOptions
from griffier.pipeline.readers.pdf import page as pdf_pages
from griffier.pipeline.readers.pdf import pictures as pdf_pictures
from griffier.pipeline.readers.pdf import reader as pdf
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Document, PageState

PROSE = (
    "De raad van de gemeente Veldermeer heeft kennisgenomen van het plan",
    "voor de fietspaden en van de brief die het college daarover schreef.",
    "De leden vinden dat er meer geld voor moet komen dan nu is begroot,",
    "en vragen het college om dat bij de kadernota te laten zien.",
)


def made(draw: Callable[[Canvas], None], size: tuple[float, float] = (595, 842), **more: object) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, **more)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def prose(canvas: Canvas, x: float = 60, y: float = 700) -> None:
    for i, line in enumerate(PROSE):
        canvas.drawString(x, y - 14 * i, line)


def read(data: bytes, **limits: int) -> Document:
    return pdf.read(SourceFile("a.pdf", data), "application/pdf", ReadOptions(limits=Limits(**limits)))


def fake_ocr(words: list[str], calls: list[tuple[int, int]]) -> Callable[..., OcrResult]:
    def ocr_page(image: Image.Image, dpi: int, options: ReadOptions) -> OcrResult:
        calls.append(image.size)
        return OcrResult(
            tuple(OcrWord(w, 60 + 150 * i, 60, 180 + 150 * i, 100, 92, 1, 1, 1) for i, w in enumerate(words))
        )

    return ocr_page


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    made_calls: list[tuple[int, int]] = []
    for module in (pdf_pages, pdf_pictures):
        monkeypatch.setattr(
            module,
            "ocr_page",
            fake_ocr(
                [
                    "De",
                    "raad",
                    "heeft",
                    "besloten",
                    "om",
                    "het",
                    "fietspad",
                    "aan",
                    "te",
                    "leggen",
                    "in",
                    "dit",
                    "jaar",
                    "van",
                    "2024",
                ],
                made_calls,
            ),
        )
    return made_calls


def scan(width: int = 600, height: int = 850) -> Image.Image:
    image = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(image)
    for row in range(6):
        for k in range(0, width - 60, 9):
            draw.rectangle((30 + k, 60 + 30 * row, 34 + k, 74 + 30 * row), fill=0)
    return image


def test_words_have_places_sizes_and_weights() -> None:
    def draw(c: Canvas) -> None:
        c.setFont("Helvetica-Bold", 16)
        c.drawString(60, 780, "MOTIE")
        c.setFont("Helvetica", 10)
        prose(c)

    doc = read(made(draw))
    assert doc.text == "MOTIE\n\n" + "\n".join(PROSE)
    words = doc.words
    assert [doc.text[s:e] for s, e in zip(words.start, words.end, strict=True)] == doc.text.split()
    x0, top, x1, bottom = words.box(0)
    assert (round(x0), round(x1)) == (60, 111)
    assert top < 842 - 780 < bottom + 1
    assert bottom - top == pytest.approx(18, abs=4)
    assert (words.size[0], words.size[1]) == (16, 10)
    assert words.bold[0]
    assert not words.bold[1:].any()
    assert doc.pages[0].state is PageState.TEXT
    assert doc.lines[0].bold


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_turned_pages_read_alike(rotation: int) -> None:
    doc = read(
        made(
            lambda c: (
                c.translate(*[(0, 0), (595, 0), (595, 842), (0, 842)][rotation // 90]),
                c.rotate(rotation),
                prose(c, 60, 500),
            )
        )
    )
    assert doc.text == "\n".join(PROSE)
    assert doc.pages[0].rotation == rotation
    assert doc.pages[0].width == (842 if rotation in (90, 270) else 595)
    first = doc.words.box(0)
    assert first.x0 < 70
    assert first.x1 - first.x0 > first.bottom - first.top > 0


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_rotation_that_the_file_asks_for(rotation: int) -> None:
    corner = [(0, 0), (595, 0), (595, 842), (0, 842)][rotation // 90]
    file = pypdfium2.PdfDocument(made(lambda c: (c.translate(*corner), c.rotate(rotation), prose(c, 60, 500))))
    file[0].set_rotation(rotation)
    buffer = io.BytesIO()
    file.save(buffer)
    doc = read(buffer.getvalue())
    assert doc.text == "\n".join(PROSE)
    assert (doc.pages[0].rotation, doc.pages[0].width) == (rotation, 595 if rotation == 180 else 842)
    assert doc.words.box(0).x0 < 70


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_upright_text_on_a_page_that_is_set_turned(rotation: int) -> None:
    file = pypdfium2.PdfDocument(made(prose))
    file[0].set_rotation(rotation)
    buffer = io.BytesIO()
    file.save(buffer)
    doc = read(buffer.getvalue())
    assert doc.text == "\n".join(PROSE)
    assert (doc.pages[0].rotation, doc.pages[0].width) == (0, 595)
    assert doc.words.box(0).x0 == pytest.approx(60, abs=1)


def test_offset_of_the_page_box_is_taken_off() -> None:
    doc = read(made(prose))
    file = pypdfium2.PdfDocument(made(prose))
    file[0].set_mediabox(-100, -50, 495, 792)
    buffer = io.BytesIO()
    file.save(buffer)
    moved = read(buffer.getvalue())
    assert moved.words.box(0).x0 == pytest.approx(doc.words.box(0).x0 + 100, abs=0.1)
    assert moved.words.box(0).top == pytest.approx(doc.words.box(0).top - 50, abs=0.1)


def test_scan_is_read_by_ocr(calls: list[tuple[int, int]]) -> None:
    doc = read(made(lambda c: c.drawInlineImage(scan(), 0, 0, 595, 842)))
    assert doc.pages[0].state is PageState.OCR
    assert doc.pages[0].reason.startswith("no text layer")
    assert doc.text.startswith("De raad heeft besloten")
    assert calls == [(2479, 3508)]
    assert doc.pages[0].ocr_confidence == 92


def test_garbage_under_a_scan_is_not_trusted(calls: list[tuple[int, int]]) -> None:
    def draw(c: Canvas, words: str) -> None:
        c.drawInlineImage(scan(), 0, 0, 595, 842)
        text = c.beginText(60, 700)
        text.setTextRenderMode(3)
        for _ in range(6):
            text.textLine(words)
        c.drawText(text)

    bad = read(made(lambda c: draw(c, "Dc raacl vai1 dc gernecnte Vclderrneer hceft kcnnisgcnornen vau hct plau")))
    assert bad.pages[0].state is PageState.OCR
    assert "bad hidden text layer" in bad.pages[0].reason
    good = read(made(lambda c: draw(c, PROSE[0])))
    assert good.pages[0].state is PageState.TEXT
    assert "hidden text layer" in good.pages[0].reason
    assert len(calls) == 1


def test_wrong_unicode_map_is_not_trusted(calls: list[tuple[int, int]]) -> None:
    shifted = [
        " ".join("".join(chr(ord(x) + 3) if x.isalpha() else x for x in w) for w in line.split()) for line in PROSE
    ]

    def draw(c: Canvas) -> None:
        for i, line in enumerate(shifted):
            c.drawString(60, 700 - 14 * i, line)

    assert read(made(draw)).pages[0].state is PageState.OCR


def test_page_of_figures_is_exempt_from_the_word_test(calls: list[tuple[int, int]]) -> None:
    def draw(c: Canvas) -> None:
        for i in range(30):
            c.drawString(60, 760 - 14 * i, f"x{i}")
            c.drawRightString(300, 760 - 14 * i, f"{1234 * i}")
            c.drawRightString(400, 760 - 14 * i, f"-{999 * i}")

    doc = read(made(draw))
    assert doc.pages[0].state is PageState.TEXT
    assert not calls


def test_empty_page_is_blank_and_says_so() -> None:
    doc = read(made(lambda c: None))
    assert doc.pages[0].state is PageState.BLANK
    assert doc.pages[0].reason == "no ink (nothing is drawn on the page)"
    assert doc.text == ""


def test_picture_of_a_table_is_read_and_the_page_stays_text(calls: list[tuple[int, int]]) -> None:
    def draw(c: Canvas) -> None:
        prose(c)
        c.drawInlineImage(scan(600, 300), 60, 300, 450, 225)

    page = read(made(draw)).pages[0]
    assert page.state is PageState.TEXT
    assert page.reason.endswith("words read by OCR from a picture on it")
    assert len(calls) == 1


def test_photograph_is_left_alone(calls: list[tuple[int, int]]) -> None:
    noise = Image.fromarray(np.random.default_rng(1).integers(40, 160, (200, 400), np.uint8))
    doc = read(made(lambda c: (prose(c), c.drawInlineImage(noise, 60, 300, 450, 225))))
    assert doc.pages[0].state is PageState.TEXT
    assert not calls


def test_text_outside_the_page_is_not_trusted(calls: list[tuple[int, int]]) -> None:
    assert "outside the page" in read(made(lambda c: prose(c, 60, 2_000))).pages[0].reason


def test_giant_and_tiny_pages(calls: list[tuple[int, int]]) -> None:
    giant = read(
        made(lambda c: c.drawInlineImage(scan(), 0, 0, 9_000, 9_000), size=(9_000, 9_000)), page_pixels=60_000_000
    )
    assert giant.pages[0].state is PageState.OCR
    assert "dpi" in giant.pages[0].reason
    assert calls[0][0] * calls[0][1] <= 60_500_000
    huge = read(
        made(lambda c: c.drawInlineImage(scan(), 0, 0, 14_000, 14_000), size=(14_000, 14_000)), page_pixels=1_000_000
    )
    assert huge.pages[0].state is PageState.FAILED
    assert "too large" in huge.pages[0].reason
    assert read(made(lambda c: None, size=(1, 1))).pages[0].state is PageState.BLANK


def test_ruled_table_is_a_grid() -> None:
    def draw(c: Canvas) -> None:
        for row in range(4):
            for column, text in enumerate(("Programma", "2024", "2025")):
                c.drawString(64 + 150 * column, 700 - 20 * row, text if not row else f"{row}{column}")
        c.grid([60, 210, 360, 510], [635, 655, 675, 695, 715])

    doc = read(made(draw))
    (grid,) = doc.grids
    assert (grid.rows, grid.columns) == (4, 3)
    assert [doc.text[c.spans[0].start : c.spans[0].end] for c in grid.cells if c.row == 2] == ["20", "21", "22"]
    assert len(doc.rules) == 9


def test_many_pages_meet_the_limit() -> None:
    def draw(c: Canvas) -> None:
        for _ in range(5):
            c.showPage()

    with pytest.raises(TooLargeError, match="6 pages; the limit is 5"):
        read(made(draw), pages=5)


def test_much_text_meets_the_limit() -> None:
    with pytest.raises(TooLargeError, match="over 100 characters by page 1"):
        read(made(prose), characters=100)


def test_encrypted_file() -> None:
    with pytest.raises(EncryptedError):
        read(made(prose, encrypt=StandardEncryption("geheim")))


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"%PDF-1.7\nzomaar wat tekst, geen bestand", b""])
def test_no_pdf_at_all(data: bytes) -> None:
    with pytest.raises(DamagedError):
        read(data)


def test_truncated_file_is_damaged_or_counted() -> None:
    whole = made(prose)
    with pytest.raises(DamagedError):
        read(whole[: len(whole) // 3])


def test_overlay_and_layout_table() -> None:
    source = SourceFile("a.pdf", made(prose))
    doc = read(source.data)
    picture = overlay(source, doc, 1)
    assert picture.size == pytest.approx((595 * 110 / 72, 842 * 110 / 72), abs=1)
    assert len(np.unique(np.asarray(picture).reshape(-1, 3), axis=0)) > 10
    rows = [line.split("\t") for line in layout_table(doc)]
    assert tuple(rows[0]) == COLUMNS
    assert [r[-1] for r in rows[1:]] == doc.text.split()


def test_outline_declares_headings() -> None:
    def draw(c: Canvas) -> None:
        c.drawString(60, 760, "1. Zorg en welzijn")
        prose(c)
        c.bookmarkPage("a")
        c.addOutlineEntry("1 Zorg en Welzijn", "a", level=0)
        c.bookmarkPage("b")
        c.addOutlineEntry("Staat nergens", "b", level=0)

    doc = read(made(draw))
    assert doc.headings == {0: 1}
    assert doc.lines[0].heading == 1


def test_undefined_glyphs_keep_text_and_boxes_together() -> None:
    def draw(c: Canvas) -> None:
        text = c.beginText(60, 700)
        text.setFont("Helvetica", 10)
        text.textLine("punt een")
        c.drawText(text)

    doc = read(made(draw))
    assert [round(doc.words.box(i).x0) for i in range(2)] == [60, 82]


def test_scrawl_of_a_scan_is_labelled(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ((60, 93, 1, "Aldus besloten door de raad"), (400, 21, 2, "_ Er ZJ"))
    words = [
        OcrWord(word, 60 + 150 * i, top, 180 + 150 * i, top + 40, confidence, block, 1, 1)
        for top, confidence, block, line in lines
        for i, word in enumerate(line.split())
    ]
    monkeypatch.setattr(pdf_pages, "ocr_page", lambda *a: OcrResult(tuple(words)))
    doc = read(made(lambda c: c.drawInlineImage(scan(), 0, 0, 595, 842)))
    assert [(doc.text[s.start : s.end], layer.value) for s, layer in doc.layers] == [("_ Er ZJ", "stamp")]


@pytest.mark.corpus
def test_states_of_the_pages_of_the_corpus() -> None:
    root = Path(__file__).parents[4] / "shared"
    table = root / "gold" / "pages.tsv"
    if not table.exists():
        pytest.skip("../shared is not here")
    wanted: dict[str, dict[int, str]] = {}
    for line in table.read_text("utf-8").splitlines()[1:]:
        name, number, state = line.split("\t")
        wanted.setdefault(name, {})[int(number)] = state
    short = {
        name: pages for name, pages in wanted.items() if set(pages.values()) <= {"text", "blank"} and len(pages) < 40
    }
    for name, pages in short.items():
        doc = read((root / "corpus" / name).read_bytes())
        assert {p.number: p.state.value for p in doc.pages} == pages, name


def drawn_with_note(before: str, note: str, after: str, raise_by: float = 3.5, size: float = 6) -> str:
    def draw(c: Canvas) -> None:
        c.setFont("Helvetica", 10)
        c.drawString(60, 700, before)
        width = c.stringWidth(before, "Helvetica", 10)
        c.setFont("Helvetica", size)
        c.drawString(60 + width, 700 + raise_by, note)
        c.setFont("Helvetica", 10)
        c.drawString(60 + width + 0.6 * size * len(note), 700, after)

    return read(made(draw)).text


def test_raised_number_of_a_footnote_is_no_part_of_the_word_it_touches() -> None:
    assert drawn_with_note("De jeugdzorg", "1", " is duurder.") == "De jeugdzorg¹ is duurder."
    assert drawn_with_note("Dat kost 100.000", "12", " euro.") == "Dat kost 100.000¹² euro."
    assert drawn_with_note("", "3", "Zie de brief.") == "³Zie de brief."


def test_powers_and_indices_stay_in_their_word() -> None:
    assert drawn_with_note("een park van 200 m", "2", " in de wijk") == "een park van 200 m2 in de wijk"
    assert drawn_with_note("minder CO", "2", " in de lucht", raise_by=-2) == "minder CO2 in de lucht"
    assert drawn_with_note("de A", "12", " bij Veldermeer", raise_by=0, size=10) == "de A12 bij Veldermeer"


def test_cover_with_a_photograph_is_not_read_by_ocr(calls: list[tuple[int, int]]) -> None:
    rng = np.random.default_rng(1)
    photo = Image.fromarray(rng.integers(0, 255, (30, 20), np.uint8)).resize((600, 850), Image.Resampling.BICUBIC)

    def draw(c: Canvas) -> None:
        c.drawInlineImage(photo, 0, 0, 595, 842)
        c.drawString(60, 700, "Jaarstukken 2024")

    page = read(made(draw)).pages[0]
    assert (page.state, page.reason) == (
        PageState.TEXT,
        "text layer; no text is seen on the picture (2 words beside a picture)",
    )
    assert not calls


def test_scan_with_a_stamped_line_of_text_is_read_by_ocr(calls: list[tuple[int, int]]) -> None:
    lines = Image.new("L", (1240, 1754), 255)
    pen = ImageDraw.Draw(lines)
    for row in range(20):
        pen.text((120, 200 + 44 * row), PROSE[row % 4], fill=0, font_size=28)

    def draw(c: Canvas) -> None:
        c.drawInlineImage(lines, 0, 0, 595, 842)
        c.drawString(60, 20, "Ingekomen 12 mei")

    page = read(made(draw)).pages[0]
    assert page.state is PageState.OCR
    assert len(calls) == 1


def test_a_drawing_of_many_strokes_keeps_its_text_layer(
    calls: list[tuple[int, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_pages, "DRAWING", 500)

    def draw(c: Canvas) -> None:
        for k in range(700):
            c.circle(10 + k % 570, 10 + (k * 7) % 820, 2, fill=1)
        c.drawString(60, 700, "Kaart van Veldermeer")

    assert read(made(draw)).pages[0].reason == "text layer of 3 words"
    assert not calls


def test_thin_bars_of_one_filled_path_are_rules_each() -> None:
    def draw(canvas: Canvas) -> None:
        prose(canvas, y=600)
        path = canvas.beginPath()
        for y in (690, 720):
            path.rect(60, y, 200, 0.5)
        for x in (60, 160, 260):
            path.rect(x, 690, 0.5, 30)
        canvas.drawPath(path, stroke=0, fill=1)

    rules = read(made(draw)).rules
    assert len(rules) == 5


def test_filled_shapes_of_one_path_are_no_rules() -> None:
    def draw(canvas: Canvas) -> None:
        prose(canvas, y=600)
        path = canvas.beginPath()
        path.rect(60, 690, 200, 30)
        path.rect(60, 650, 200, 0.5)
        canvas.drawPath(path, stroke=0, fill=1)

    assert not len(read(made(draw)).rules)


def test_a_form_scales_the_size_of_its_words() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        prose(canvas, y=600)
        canvas.beginForm("sheet")
        canvas.setFont("Helvetica", 5.5)
        canvas.drawString(0, 0, "Grond en gebouwen")
        canvas.endForm()
        canvas.transform(2, 0, 0, 2, 70, 700)
        canvas.doForm("sheet")

    assert max(read(made(draw)).words.size.tolist()) == pytest.approx(11.0)
