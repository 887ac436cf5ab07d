"""A document can reach nothing: what a worker tries while it reads is refused, by it and by what it starts."""

import json
import socket
import textwrap
from pathlib import Path

import pytest

from griffier.pipeline import sandbox
from griffier.pipeline.batch.progress import Quiet
from griffier.pipeline.batch.run import RunOptions, run

HERE = Path(__file__).parent
WAY = """
import subprocess, sys
sys.path.append({here!r})
from quick import process as quick

REACH = "import socket; socket.create_connection(('127.0.0.1', {port}), timeout=5)"


def process(source, context, options, settings):
    try:
        exec(REACH)
    except PermissionError:
        child = subprocess.run([sys.executable, "-c", REACH], capture_output=True, text=True)
        if child.returncode and "PermissionError" in child.stderr:
            return quick(source, context, options, settings)
        raise RuntimeError("a child was let out")
    raise RuntimeError("it was let out")
"""


@pytest.mark.skipif(not sandbox.available(), reason="this machine has no libseccomp")
def test_a_worker_and_what_it_starts_reach_no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in/stuk.txt").write_text("Een stuk.\n")
    with socket.create_server(("127.0.0.1", 0)) as server:
        way = textwrap.dedent(WAY).format(here=str(HERE), port=server.getsockname()[1])
        (tmp_path / "reaching.py").write_text(way)
        monkeypatch.syspath_prepend(str(tmp_path))
        socket.create_connection(server.getsockname(), timeout=5).close()  # the door is open to all others
        result = run(RunOptions(("in",), tmp_path / "out", jobs=1, processor="reaching:process"), Quiet())
    errors = [json.loads(line) for line in (tmp_path / "out/errors.jsonl").read_text().splitlines()]
    assert result.exit_code == 0, errors
