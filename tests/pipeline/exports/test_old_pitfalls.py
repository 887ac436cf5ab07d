"""What went wrong in silence when people read the records themselves, and does not in an export."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from griffier.pipeline.exports.flat.export_records import export_records

duckdb = pytest.importorskip("duckdb")
pandas = pytest.importorskip("pandas")
pytest.importorskip("sqlite_utils")
parquet = pytest.importorskip("pyarrow.parquet")

Record = Callable[..., dict[str, Any]]
Written = Callable[[Any], Path]


def test_a_number_stays_text(record: Record, records_file: Written, tmp_path: Path) -> None:
    records = [record("motion", f"m{n}.txt", number=number) for n, number in enumerate(["007", "012", None])]
    file = records_file(records)
    export_records([file], "sqlite", tmp_path / "a.sqlite")
    export_records([file], "duckdb", tmp_path / "a.duckdb")
    export_records([file], "parquet", tmp_path / "a")
    export_records([file], "csv", tmp_path / "c")
    query = "select number from documents order by path"
    wanted = ["007", "012", None]
    with sqlite3.connect(tmp_path / "a.sqlite") as db:
        assert [n for (n,) in db.execute(query)] == wanted
        assert pandas.read_sql(query, db)["number"].tolist()[:2] == wanted[:2]
    with duckdb.connect(str(tmp_path / "a.duckdb"), read_only=True) as db:
        assert [n for (n,) in db.execute(query).fetchall()] == wanted
    assert pandas.read_parquet(tmp_path / "a/documents.parquet")["number"].tolist()[:2] == wanted[:2]
    lines = (tmp_path / "c/documents.csv").read_text("utf-8")
    assert ",007," in lines
    assert number_with_the_codebook(tmp_path / "c") == wanted[:2]


def number_with_the_codebook(folder: Path) -> list[str]:
    """As a reader of CSV does it who takes the types from the codebook."""
    told = json.loads((folder / "codebook.json").read_text("utf-8"))
    fields = next(r for r in told["resources"] if r["name"] == "documents")["schema"]["fields"]
    text = {field["name"]: str for field in fields if field["type"] == "string"}
    numbers: list[str] = pandas.read_csv(folder / "documents.csv", dtype=text)["number"].tolist()
    return numbers[:2]


@pytest.mark.parametrize(
    "said, first, precision",
    [
        ("2022", "2022-01-01", "year"),
        ("2022-05", "2022-05-01", "month"),
        ("2022-34", "2022-04-01", "quarter"),
        ("2022-24", "2022-12-01", "season"),
        ("2022-05-12", "2022-05-12", "day"),
        ("2022~", "2022-01-01", "year"),
        ("2022-05-12/2022-06-01", "2022-05-12", "interval"),
        ("2022-02-30", None, "day"),
    ],
)
def test_a_date_says_how_much_of_it_is_known(
    said: str, first: str | None, precision: str, record: Record, records_file: Written, tmp_path: Path
) -> None:
    export_records([records_file([record("motion", "m.txt", date=said)])], "duckdb", tmp_path / "a.duckdb")
    with duckdb.connect(str(tmp_path / "a.duckdb"), read_only=True) as db:
        told = db.execute("select date, date_precision, date_edtf, year from documents").fetchone()
    assert told == (date.fromisoformat(first) if first else None, precision, said, 2022)


@pytest.mark.slow
def test_a_table_that_comes_first_at_line_21001_is_there(
    record: Record, records_file: Written, financial_table: Callable[..., Any], tmp_path: Path
) -> None:
    late = financial_table(
        "Lasten", [("Begroting 2024", 2024, "budget", None)], [{"label": "Sport", "values": ["1250.5"]}]
    )

    def records() -> Any:
        yield from (record("other", f"{n}.txt") for n in range(21_000))
        yield record("budget_report", "begroting.txt", tables=[late])

    file = records_file(records())
    export_records([file], "duckdb", tmp_path / "a.duckdb")
    with duckdb.connect(str(tmp_path / "a.duckdb"), read_only=True) as db:
        assert db.execute("select count(*) from documents").fetchone() == (21_001,)
        assert db.execute("select row_label, year, value from table_cells").fetchall() == [
            ("Sport", 2024, Decimal("1250.5"))
        ]


def test_documents_that_share_their_bytes_are_all_there(record: Record, records_file: Written, tmp_path: Path) -> None:
    """Of 2,083 files 82 hold what another holds: sqlite-utils, told that `id` is the key, kept 2,001."""
    records = [record("other", f"{n}.txt", content=str(n % 2001)) for n in range(2083)]
    assert len({r["id"] for r in records}) == 2001
    exported = export_records([records_file(records)], "sqlite", tmp_path / "a.sqlite")
    assert exported.records == 2083
    with sqlite3.connect(tmp_path / "a.sqlite") as db:
        assert db.execute("select count(*), count(distinct document_id) from documents").fetchone() == (2083, 2083)
        assert db.execute("select count(distinct path) from documents").fetchone() == (2083,)


def test_three_spellings_of_a_party_are_one_party(record: Record, records_file: Written, tmp_path: Path) -> None:
    printed = ["PvdA/GroenLinks", "GroenLinks-PvdA", "GL/PvdA", "D66", "Democraten 66", "D'66", "Partij van Nergens"]
    submitters = [{"name": None, "party": party, "role": "submitter"} for party in printed]
    file = records_file([record("motion", "m.txt", date="2023-05-01", submitters=submitters)])
    export_records([file], "sqlite", tmp_path / "a.sqlite")
    with sqlite3.connect(tmp_path / "a.sqlite") as db:
        told = db.execute("select party, party_id from submitters order by submitter_id").fetchall()
        parties = db.execute("select * from parties order by party_id").fetchall()
        election = db.execute("select election from documents").fetchone()
    together = "GroenLinks/PvdA"
    assert told == list(zip(printed, [together] * 3 + ["D66"] * 3 + [None], strict=True))
    assert parties == [("D66", "D66", "national", None), (together, together, "combined", None)]
    assert election == ("2022-03-16",)


def test_a_local_list_is_a_party_of_its_municipality(record: Record, records_file: Written, tmp_path: Path) -> None:
    hague = {"name": "'s-Gravenhage", "code": "GM0518", "province": "Zuid-Holland"}
    printed = [{"name": None, "party": "Hart voor Den Haag", "role": "submitter"}]
    here = record("motion", "a.txt", date="2024-05-01", municipality=hague, submitters=printed)
    there = record("motion", "b.txt", date="2024-05-01", submitters=printed)
    export_records([records_file([here, there])], "sqlite", tmp_path / "a.sqlite")
    with sqlite3.connect(tmp_path / "a.sqlite") as db:
        told = db.execute(
            "select party_id, party_list from submitters join documents using (document_id) order by path"
        )
        listed = "Hart voor Den Haag / Groep de Mos"
        assert told.fetchall() == [(f"GM0518:{listed}", listed), (None, None)]
