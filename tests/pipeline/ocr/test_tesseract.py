"""How tesseract is called: what is missing is said, a hang ends, and nothing outlives the process that asked. A shell
script stands in."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from griffier.pipeline.errors import DeadlineError, MissingProgramError
from griffier.pipeline.ocr.pages import ocr_page
from griffier.pipeline.ocr.replay import RECORD, NotRecordedError, ReplayingEngine, replaying
from griffier.pipeline.ocr.tesseract import OcrFailedError, TesseractEngine
from griffier.pipeline.readers.options import ReadOptions

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
WHITE = Image.new("L", (60, 40), 255)


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    program = folder / "tesseract"
    program.write_text(
        f'#!/bin/sh\ncase "$1" in --version) echo "tesseract 5.3.0"; exit 0;; --list-langs) exit 0;; esac\n{script}\n'
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_words_of_the_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    head = "level\\tpage_num\\tblock_num\\tpar_num\\tline_num\\tword_num\\tleft\\ttop\\twidth\\theight\\tconf\\ttext"
    rows = (
        f"{head}\\n1\\t1\\t0\\t0\\t0\\t0\\t0\\t0\\t60\\t40\\t-1\\t\\n5\\t1\\t2\\t1\\t3\\t1\\t7\\t8\\t20\\t9"
        f'\\t91.5\\tA"b\\n'
    )
    stand_in(tmp_path, monkeypatch, f"printf '{rows}' > $2.tsv; test \"$OMP_THREAD_LIMIT\" = 1")
    (word,) = TesseractEngine().read(WHITE, 300).words
    assert (word.text, word.x0, word.top, word.x1, word.bottom, word.confidence) == ('A"b', 7, 8, 27, 17, 91.5)
    assert (word.block, word.paragraph, word.line) == (2, 1, 3)


def test_a_missing_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingProgramError, match="not installed") as error:
        TesseractEngine().read(WHITE, 300)
    assert "apt-get install" in error.value.remedy


def test_missing_dutch_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, monkeypatch, "echo 'Error opening data file /usr/share/nld.traineddata' >&2; exit 1")
    with pytest.raises(MissingProgramError, match="nld"):
        TesseractEngine().read(WHITE, 300)


def test_a_crash_is_the_pages_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, monkeypatch, "echo 'no such thing' >&2; exit 1")
    with pytest.raises(OcrFailedError):
        TesseractEngine().read(WHITE, 300)


def test_a_hang_ends_at_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, monkeypatch, "exec sleep 60")
    with pytest.raises(DeadlineError):
        TesseractEngine(timeout=1).read(WHITE, 300)


def test_threads_read_side_by_side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # each answers with the width of its own image, once every other thread is at work too, in the environment that all
    # must have
    script = f"""sleep 0.2; test "$OMP_THREAD_LIMIT" = 1 || exit 1
width=$(head -c 8 "$1" | tail -c +4 | head -c 3)
printf "level\\n5\\t1\\t1\\t1\\t1\\t1\\t0\\t0\\t9\\t9\\t90\\tbreed$width\\n" > "$2.tsv"; echo >> {tmp_path}/calls"""
    stand_in(tmp_path, monkeypatch, script)
    engine = TesseractEngine()
    with ThreadPoolExecutor(2) as pool:
        read = list(
            pool.map(lambda width: engine.read(Image.new("L", (width, 40), 255), 300).words[0].text, range(100, 112))
        )
    assert read == [f"breed{width}" for width in range(100, 112)]
    assert len((tmp_path / "calls").read_text()) == 12
    assert TesseractEngine().read(Image.new("L", (200, 40), 255), 300).words[0].text == "breed200"


def test_a_killed_run_takes_tesseract_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pid_file = tmp_path / "pid"
    stand_in(tmp_path, monkeypatch, f"echo $$ > {pid_file}; exec sleep 100000")
    Image.effect_noise((1240, 1754), 200).save(tmp_path / "scan.png", dpi=(150, 150))
    (tmp_path / "tmp").mkdir()
    command = [sys.executable, "-m", "griffier.cli", "run", "scan.png", "--out", "out", "--jobs", "1"]
    run = subprocess.Popen(command, cwd=tmp_path, env={**os.environ, "TMPDIR": str(tmp_path / "tmp")})
    while not (pid_file.exists() and pid_file.read_text().strip()):
        assert run.poll() is None
        time.sleep(0.1)
    run.send_signal(signal.SIGKILL)
    run.wait()
    state = Path(f"/proc/{int(pid_file.read_text())}/stat")
    while state.exists() and ") Z " not in state.read_text():  # were it left alone, this would not end
        time.sleep(0.1)


def test_a_replay_knows_a_page_by_its_looks(tmp_path: Path) -> None:
    class Recorder(TesseractEngine):
        def read(self, image, dpi, segmentation=3):  # type: ignore[no-untyped-def,override]
            from griffier.pipeline.ocr.engine import OcrResult, OcrWord

            return OcrResult((OcrWord("raad", 1, 2, 3, 4, 88.0, 1, 1, 1),))

    image = Image.new("L", (200, 300), 255)
    ImageDraw.Draw(image).rectangle((50, 50, 150, 90), fill=0)
    first = ReplayingEngine(tmp_path, Recorder()).read(image, 300)
    assert ReplayingEngine(tmp_path).read(image.point(lambda v: max(0, v - 1)), 300) == first
    with pytest.raises(NotRecordedError):
        ReplayingEngine(tmp_path).read(Image.new("L", (200, 300), 255), 300)


def test_recording_is_asked_for_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = "5\\t1\\t1\\t1\\t1\\t1\\t7\\t8\\t20\\t9\\t91.5\\traad"
    stand_in(tmp_path, monkeypatch, f"printf 'level\\n{row}\\n' > $2.tsv")
    for off in ("", "0"):
        monkeypatch.setenv(RECORD, off)
        with pytest.raises(NotRecordedError) as error:
            replaying(tmp_path / "new").read(WHITE, 300)
        assert f"{RECORD}=1" in error.value.remedy
    monkeypatch.setenv(RECORD, "1")
    recorded = replaying(tmp_path / "new").read(WHITE, 300)
    monkeypatch.delenv(RECORD)
    assert replaying(tmp_path / "new").read(WHITE, 300) == recorded
    assert recorded.text == "raad"


@pytest.mark.ocr
def test_a_real_page() -> None:
    image = Image.new("L", (1654, 600), 255)
    draw = ImageDraw.Draw(image)
    for i in range(5):
        draw.text(
            (150, 100 + 70 * i),
            "De raad verzoekt het college een plan te maken",
            fill=0,
            font=ImageFont.load_default(38),
        )
    for degrees in (0, 90):
        result = ocr_page(image.rotate(degrees, expand=True), 200, ReadOptions())
        assert result.text.count("verzoekt het college") == 5
        assert result.rotation == degrees


@pytest.mark.ocr
def test_two_real_pages_at_a_time() -> None:
    def sheet(number: int) -> Image.Image:
        image = Image.new("L", (1000, 300), 255)
        ImageDraw.Draw(image).text((60, 100), f"Raadsbesluit nummer {number}", fill=0, font=ImageFont.load_default(48))
        return image

    with ThreadPoolExecutor(2) as pool:
        read = list(pool.map(lambda n: ocr_page(sheet(n), 200, ReadOptions()).text, range(401, 405)))
    assert read == [f"Raadsbesluit nummer {n}" for n in range(401, 405)]
