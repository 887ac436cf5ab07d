"""Runs over the workers of a real dask scheduler, and over addresses of a real server on loopback."""

import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from urllib.request import Request, urlopen

import pytest

from griffier.pipeline.batch.progress import Quiet
from griffier.pipeline.batch.run import RunOptions, RunResult, run
from griffier.pipeline.batch.run_command import output_folder, scheduler_of
from griffier.pipeline.errors import NoInputError, StorageError, UsageError

HERE = Path(__file__).parent
QUICK = "quick:process"
LETTER = "Gemeente Voorbeeldstad\n\nGeachte raad,\n\nHierbij ontvangt u stuk nummer {n}.\n\nHet college\n"
FILES = ("records.jsonl", "errors.jsonl")


def go(out: Path, *inputs: str, watcher: Quiet | None = None, **more) -> RunResult:  # type: ignore[no-untyped-def]
    more.setdefault("processor", QUICK)
    more.setdefault("jobs", 0)
    return run(RunOptions(inputs, out, **more), watcher or Quiet())


def fill(folder: Path, count: int) -> None:
    folder.mkdir()
    for n in range(count):
        (folder / f"{n:02}.txt").write_text(LETTER.format(n=n))
    (folder / "leeg.pdf").write_bytes(b"")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(HERE))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(HERE), *sys.path]))
    return tmp_path


@pytest.fixture
def cluster(here: Path) -> Iterator[SimpleNamespace]:
    """A scheduler and two workers, each a process of its own."""
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            dashboard_address=None,
            local_directory=str(here / "dask"),
            processes=True,
        ) as made,
        distributed.Client(made, set_as_default=False) as client,
    ):
        yield SimpleNamespace(address=made.scheduler_address, pids=lambda: list(client.run(os.getpid).values()))


class Killer(Quiet):
    """Kills a worker of the cluster when the third document is done."""

    def __init__(self, pid: int) -> None:
        self.pid, self.seen = pid, 0

    def done(self, outcome, brought) -> None:  # type: ignore[no-untyped-def]
        self.seen += 1
        if self.seen == 3:
            os.kill(self.pid, signal.SIGKILL)


def test_a_cluster_gives_the_same_bytes_also_where_a_worker_is_killed(here: Path, cluster: SimpleNamespace) -> None:
    fill(here / "in", 24)
    alone = go(here / "alone", "in")
    killer = Killer(cluster.pids()[0])
    together = go(here / "together", "in", scheduler=cluster.address, watcher=killer)
    assert killer.seen == 25
    assert together.exit_code == alone.exit_code == 1
    for name in FILES:
        assert (here / "together" / name).read_bytes() == (here / "alone" / name).read_bytes()
    texts = {file.name: file.read_bytes() for file in (here / "alone/text").iterdir()}
    assert {file.name: file.read_bytes() for file in (here / "together/text").iterdir()} == texts
    again = go(here / "together", "in", scheduler=cluster.address)
    assert (again.processed, again.unchanged) == (0, 25)


def test_no_scheduler_answers(here: Path) -> None:
    fill(here / "in", 1)
    with pytest.raises(UsageError, match="no dask scheduler answers"):
        go(here / "out", "in", scheduler="tcp://127.0.0.1:1")


def test_which_scheduler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DASK_SCHEDULER_ADDRESS", raising=False)
    assert scheduler_of("local", None) is None
    assert scheduler_of("dask", "tcp://head:8786") == "tcp://head:8786"
    with pytest.raises(UsageError, match="needs a scheduler"):
        scheduler_of("dask", None)
    monkeypatch.setenv("DASK_SCHEDULER_ADDRESS", "tcp://other:8786")
    assert scheduler_of("dask", None) == "tcp://other:8786"
    with pytest.raises(UsageError, match="no engine slurm"):
        scheduler_of("slurm", None)


@pytest.fixture
def bucket(here: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    """A bucket of a real S3 server on loopback."""
    server_module = pytest.importorskip("moto.server")
    s3fs = pytest.importorskip("s3fs")
    server = server_module.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    urlopen(Request(f"{address}/moto-api/reset", method="POST")).close()  # buckets outlive their server
    for name, value in {
        "AWS_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "XDG_CACHE_HOME": str(here / "cache"),
    }.items():
        monkeypatch.setenv(name, value)
    system = s3fs.S3FileSystem(endpoint_url=address, skip_instance_cache=True)
    system.mkdir("raad")
    yield SimpleNamespace(system=system, address=address)
    server.stop()
    s3fs.S3FileSystem.clear_instance_cache()


def run_at(out: str, *inputs: str, **more) -> RunResult:  # type: ignore[no-untyped-def]
    with output_folder(out) as folder:
        return go(folder, *inputs, **more)


def test_addresses_are_read_and_written(here: Path, bucket: SimpleNamespace) -> None:
    fill(here / "in", 3)
    bucket.system.put(str(here / "in"), "raad/2023", recursive=True)
    bucket.system.pipe("raad/2023/.verborgen", b"x")
    first = run_at("s3://raad/records", "s3://raad/2023")
    assert (first.totals.documents, first.processed, first.exit_code) == (4, 4, 1)
    records = [json.loads(line) for line in bucket.system.cat("raad/records/records.jsonl").splitlines()]
    assert [r["source"]["path"] for r in records] == [f"s3://raad/2023/{n:02}.txt" for n in range(3)]
    for record in records:
        text = bucket.system.cat(f"raad/records/text/{record['id']}.txt").decode()
        assert "Geachte raad" in text
    bucket.system.pipe("raad/2023/01.txt", LETTER.format(n="veranderd").encode())
    second = run_at("s3://raad/records", "s3://raad/2023")
    assert (second.processed, second.unchanged) == (1, 3)


def test_another_machine_goes_on_where_this_one_stopped(
    here: Path, bucket: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(here / "in", 3)
    run_at("s3://raad/records", "in")
    monkeypatch.setenv("XDG_CACHE_HOME", str(here / "cache of another machine"))
    (here / "in/nieuw.txt").write_text(LETTER.format(n="nieuw"))
    other = run_at("s3://raad/records", "in")
    assert (other.processed, other.unchanged) == (1, 4)
    monkeypatch.setenv("XDG_CACHE_HOME", str(here / "cache"))  # the first one does not overwrite what the other did
    back = run_at("s3://raad/records", "in")
    assert (back.processed, back.unchanged) == (0, 5)
    assert len(bucket.system.cat("raad/records/records.jsonl").splitlines()) == 4


def test_an_address_at_which_nothing_is(here: Path, bucket: SimpleNamespace) -> None:
    with pytest.raises(NoInputError, match="is not there"):
        go(here / "out", "s3://raad/weg")


def test_an_output_that_refuses_says_so(here: Path, bucket: SimpleNamespace) -> None:
    fill(here / "in", 1)
    with pytest.raises(StorageError, match="cannot be read"):
        run_at("s3://geen emmer!/records", "in")
    assert not (here / "cache").exists() or not list((here / "cache").rglob("records.jsonl"))  # told before it began


def test_a_cluster_reads_addresses(here: Path, bucket: SimpleNamespace, cluster: SimpleNamespace) -> None:
    fill(here / "in", 3)
    bucket.system.put(str(here / "in"), "raad/2023", recursive=True)
    result = go(here / "out", "s3://raad/2023", scheduler=cluster.address)
    assert (result.totals.records, result.exit_code) == (3, 1)
