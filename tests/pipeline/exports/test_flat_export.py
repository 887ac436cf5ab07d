"""`griffier export` as a whole: every form holds the same, keys are unique, references hold, what cannot be is said."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from griffier.pipeline.errors import MissingPackageError, StorageError, UsageError
from griffier.pipeline.exports.flat import column_files
from griffier.pipeline.exports.flat.declaration import FlatTable, flat_tables
from griffier.pipeline.exports.flat.export_records import FORMATS, Exported, export_records
from griffier.pipeline.exports.flat.text_files import for_excel
from griffier.pipeline.linking.link import link
from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile
from griffier.schemas.base import plain_decimal

duckdb = pytest.importorskip("duckdb")
parquet = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("sqlite_utils")
pytest.importorskip("xlsxwriter")

SAMPLES = Path(__file__).parents[3] / "samples"
READ_AT_ONCE = (".txt", ".docx", ".odt", ".html", ".pdf")
"""Samples that need no OCR."""
Record = Callable[..., dict[str, Any]]
Written = Callable[[Any], Path]
SUFFIX = {"sqlite": ".sqlite", "duckdb": ".duckdb", "xlsx": ".xlsx", "popolo": ".json"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples' records and dossiers, and an export of them in every form: FORM or FORM.SUFFIX."""
    out = tmp_path_factory.mktemp("export")
    papers = [*(SAMPLES / "documents").iterdir(), *(SAMPLES / "meeting/documents").iterdir()]
    with (out / "records.jsonl").open("w", encoding="utf-8") as lines:
        for path in sorted(p for p in papers if p.suffix in READ_AT_ONCE and "motie-bundel" not in p.name):
            for record in process(SourceFile.load(path)).records:
                lines.write(record.model_dump_json(by_alias=True) + "\n")
    link([out], out)
    for form in FORMATS:
        export(out, form)
    return out


def export(out: Path, form: str) -> Exported:
    path = out / f"{form}{SUFFIX.get(form, '')}"
    return export_records([out / "records.jsonl"], form, path, dossiers=[out / "dossiers.jsonl"])


def plain(table: FlatTable, row: Any) -> tuple[Any, ...]:
    """A row in one form: decimals and days as text, true and false as 1 and 0."""
    out = []
    for value, column in zip(row, table.columns, strict=True):
        if value is not None and column.type == "decimal":
            value = plain_decimal(Decimal(str(value)))
        elif value is not None and column.type in ("day", "string"):
            value = str(value) or None
        elif value is not None and column.type == "boolean":
            value = {"true": 1, "false": 0}.get(value, value)
            value = int(value)
        elif value is not None:
            value = float(value)
        out.append(value)
    return tuple(out)


@cache
def workbook(path: Path) -> Any:
    import openpyxl

    return openpyxl.load_workbook(path, read_only=True)


def rows_of(folder: Path, form: str, table: FlatTable) -> list[tuple[Any, ...]]:
    names = ", ".join(f'"{c.name}"' for c in table.columns)
    query = f'select {names} from "{table.name}" order by 1'
    if form == "sqlite":
        with sqlite3.connect(folder / "sqlite.sqlite") as db:
            read: Any = db.execute(query).fetchall()
    elif form == "duckdb":
        with duckdb.connect(str(folder / "duckdb.duckdb"), read_only=True) as db:
            read = db.execute(query).fetchall()
    elif form == "parquet":
        told = parquet.read_table(folder / "parquet" / f"{table.name}.parquet").to_pylist()
        read = [tuple(row.values()) for row in told]
    elif form == "xlsx":
        sheet = workbook(folder / "xlsx.xlsx")[table.name]
        read = [
            [v.date().isoformat() if hasattr(v, "date") else v for v in row][: len(table.columns)]
            for row in sheet.iter_rows(min_row=2, max_col=len(table.columns), values_only=True)
        ]
    else:
        with (folder / form / f"{table.name}.csv").open(encoding="utf-8", newline="") as lines:
            read = [[cell or None for cell in row] for row in list(csv.reader(lines))[1:]]
    return sorted(plain(table, row) for row in read)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["duckdb", "parquet", "csv", "datapackage", "xlsx"])
def test_every_form_holds_the_same_rows(folder: Path, form: str) -> None:
    filled = 0
    for table in flat_tables().values():
        here = rows_of(folder, "sqlite", table)
        assert rows_of(folder, form, table) == here, table.name
        filled += bool(here)
    assert filled >= 35


def test_what_a_record_says_is_what_the_tables_say(folder: Path) -> None:
    records = [json.loads(line) for line in (folder / "records.jsonl").read_text("utf-8").splitlines()]
    with sqlite3.connect(folder / "sqlite.sqlite") as db:
        for name, field, columns in (
            ("submitters", "submitters", ("name", "party", "role")),
            ("entities", "entities", ("type", "name", "mentions", "code")),
            ("attendance", "attendance", ("name", "party", "role")),
            ("changes", "changes", ("target", "original", "replacement", "action")),
        ):
            wanted = sorted(
                str((r["source"]["path"], *(one[c] for c in columns))) for r in records for one in r.get(field) or ()
            )
            asked = (
                f"select path, {', '.join(f't.{c}' for c in columns)} from {name} t join documents using (document_id)"
            )
            assert sorted(map(str, db.execute(asked))) == wanted
            assert wanted
        cells = sum(len(t["rows"]) * len(t["columns"]) for r in records for t in r.get("tables") or ())
        assert db.execute("select count(*) from table_cells").fetchone() == (cells,)
        spent = sum(
            Decimal(v)
            for r in records
            for t in r.get("tables") or ()
            for w in t["rows"]
            for v in w["values"].values()
            if v
        )
        assert db.execute("select sum(value) from table_cells").fetchone() == (spent,)


def test_keys_are_unique_and_references_hold(folder: Path) -> None:
    with duckdb.connect(str(folder / "duckdb.duckdb"), read_only=True) as db:
        for table in flat_tables().values():
            count, keys = db.execute(f'select count(*), count(distinct "{table.key}") from "{table.name}"').fetchone()
            assert count == keys, table.name
            for column in table.columns:
                if column.references is None:
                    continue
                other = flat_tables()[column.references]
                known = f'(select "{other.key}" from "{other.name}")'
                astray = f'select count(*) from "{table.name}" where "{column.name}" not in {known}'
                assert db.execute(astray).fetchone() == (0,), (table.name, column.name)
    with sqlite3.connect(folder / "sqlite.sqlite") as lite:
        assert lite.execute("pragma foreign_key_check").fetchall() == []
        assert len(lite.execute("pragma foreign_key_list(votes_by_party)").fetchall()) == 3


def test_no_name_needs_quotes(folder: Path) -> None:
    """In the three dialects: `end` and `references` would."""
    names = {table.name: [c.name for c in table.columns] for table in flat_tables().values()}
    with sqlite3.connect(folder / "sqlite.sqlite") as lite, duckdb.connect() as duck:
        duck.execute(f"attach '{folder / 'duckdb.duckdb'}' as council (read_only)")
        duck.execute("use council")
        for table, columns in {**names, "codebook": ["table_name", "leads_to", "allowed"]}.items():
            query = f"select {', '.join(columns)} from {table} limit 1"
            lite.execute(query)
            duck.execute(query)


def test_every_row_leads_to_its_evidence(folder: Path) -> None:
    """The words that a submitter's name was read from, by pointer."""
    query = (
        "select s.name, e.quote from submitters s join evidence e on e.document_id = s.document_id "
        "and e.about = s.pointer || '/name' where s.name is not null"
    )
    with sqlite3.connect(folder / "sqlite.sqlite") as db:
        told = db.execute(query).fetchall()
    assert len(told) > 5
    assert all(name.split()[-1] in quote for name, quote in told)


def test_dossiers_lead_to_their_documents(folder: Path, tmp_path: Path) -> None:
    with sqlite3.connect(folder / "sqlite.sqlite") as db:
        assert db.execute("select count(*) from members").fetchone()[0] > 20
        assert db.execute("select count(*) from members where document_id is null").fetchone() == (0,)
        query = "select distinct d.kind from members m join documents d using (document_id) where m.role = 'answer'"
        assert {kind for (kind,) in db.execute(query)} == {"letter", "written_questions"}
    one = tmp_path / "one.jsonl"
    one.write_text((folder / "records.jsonl").read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    alone = export_records([one], "sqlite", tmp_path / "a.sqlite", dossiers=[folder / "dossiers.jsonl"])
    assert alone.absent > 20
    with sqlite3.connect(tmp_path / "a.sqlite") as db:
        assert db.execute("select count(*) from members where path is null or record_id is null").fetchone() == (0,)


def test_the_database_is_searched_and_explains_itself(folder: Path) -> None:
    with sqlite3.connect(folder / "sqlite.sqlite") as db:
        query = "select requests.text from requests join requests_fts on requests.rowid = requests_fts.rowid"
        hits = db.execute(f"{query} where requests_fts match 'hek AND voor'").fetchall()
        assert [text for (text,) in hits] == ["vóór 1 december 2023 een hek om de speeltuin te plaatsen;"]
        meaning = db.execute(
            "select meaning, betekenis from codebook where table_name = ? and column_name = ?", ("requests", "verb")
        )
        assert all("verzoeken" in text for text in meaning.fetchone())
    metadata = json.loads((folder / "sqlite.sqlite.metadata.json").read_text("utf-8"))
    tables = metadata["databases"]["sqlite"]["tables"]
    assert tables["documents"]["facets"] == ["kind", "municipality", "year", "status", "report_type"]
    with duckdb.connect(str(folder / "duckdb.duckdb"), read_only=True) as db:
        told = db.execute("select comment from duckdb_columns() where table_name = 'requests' and column_name = 'verb'")
        assert "verzoeken" in told.fetchone()[0]
    schema = parquet.read_schema(folder / "parquet/requests.parquet")
    assert b"verzoeken" in schema.field("verb").metadata[b"description_nl"]


def test_a_data_package_is_sound(folder: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.Package(str(folder / "datapackage/datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "message"])
    assert len(report.tasks) == len(flat_tables())


def test_popolo_has_people_motions_and_their_votes(folder: Path) -> None:
    told = json.loads((folder / "popolo.json").read_text("utf-8"))
    assert {"areas", "organizations", "persons", "memberships", "motions", "vote_events"} == set(told)
    organizations = {one["id"] for one in told["organizations"]}
    persons = {one["id"] for one in told["persons"]}
    motions = {one["id"] for one in told["motions"]}
    assert persons and motions and len(persons) == len(told["persons"])
    assert {m["person_id"] for m in told["memberships"]} <= persons
    assert {m["organization_id"] for m in told["memberships"]} <= organizations
    votes = [v for event in told["vote_events"] for v in event.get("group_results", ())]
    assert {v["option"] for v in votes} <= {"yes", "no", "abstain"} and votes
    assert {event["motion_id"] for event in told["vote_events"]} <= motions


def test_popolo_has_a_matter_once_where_dossiers_join_its_papers(folder: Path, tmp_path: Path) -> None:
    told = json.loads((folder / "popolo.json").read_text("utf-8"))
    export_records([folder / "records.jsonl"], "popolo", tmp_path / "apart.json")
    apart = json.loads((tmp_path / "apart.json").read_text("utf-8"))
    dossiers = [json.loads(line) for line in (folder / "dossiers.jsonl").read_text("utf-8").splitlines()]
    named = [(m.get("identifier"), m.get("date")) for m in told["motions"] if m.get("identifier") == "A1"]
    assert named == [("A1", "2023-11-14")]
    assert sum(m.get("identifier") == "A1" for m in apart["motions"]) > 1, "the list, the minutes and the paper"
    amendment = next(m for m in told["motions"] if m.get("identifier") == "A1")
    dossier = next(d for d in dossiers if d["subject"]["number"] == "A1" and d["id"] == amendment["id"])
    assert [s["note"] for s in amendment["sources"]] == [m["role"] for m in dossier["members"]]
    vote = next(v for v in told["vote_events"] if v["motion_id"] == dossier["id"])
    votes = dossier["outcome"]["votes"]
    assert vote["counts"][:2] == [
        {"option": "yes", "value": votes["for"]["total"]},
        {"option": "no", "value": votes["against"]["total"]},
    ]
    undecided = {d["id"] for d in dossiers if d["subject"]["kind"] == "motion" and not d["outcome"]}
    assert not undecided & {v["motion_id"] for v in told["vote_events"]}


def test_duckdb_holds_every_key_to_what_it_says(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with duckdb.connect(str(folder / "duckdb.duckdb")) as db:
        kinds = "select constraint_type, count(*) from duckdb_constraints() group by 1"
        declared = dict(db.execute(kinds).fetchall())
        tables = flat_tables().values()
        assert declared["PRIMARY KEY"] == len(tables)
        assert declared["FOREIGN KEY"] >= sum(c.references is not None for table in tables for c in table.columns)
        with pytest.raises(duckdb.ConstraintException):
            db.execute("insert into policy_areas select * from policy_areas limit 1")
        with pytest.raises(duckdb.ConstraintException):
            db.execute("delete from documents")
    assert not list(folder.glob("*.keyed"))
    monkeypatch.setattr(column_files, "KEYED", 10)
    many = export_records([folder / "records.jsonl"], "duckdb", tmp_path / "many.duckdb")
    assert any("keys to be declared" in note for note in many.written.notes)
    with duckdb.connect(str(tmp_path / "many.duckdb"), read_only=True) as db:
        assert "PRIMARY KEY" not in dict(db.execute(kinds).fetchall())


def test_csv_for_dutch_excel(record: Record, records_file: Written, tmp_path: Path) -> None:
    amount = {"raw": "€ 1.250,50", "value": "1250.5", "approximate": False}
    first = record(
        "motion", "m.txt", number="007", title="=SOM(A1)", date="2024-05-16", amounts=[amount], out_of_order=True
    )
    export_records([records_file([first])], "csv", tmp_path / "t", dutch=True)
    assert (tmp_path / "t/amounts.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    amounts = list(csv.DictReader((tmp_path / "t/amounts.csv").open(encoding="utf-8-sig", newline=""), delimiter=";"))
    assert amounts[0]["value"] == "1250,5"
    row = next(csv.DictReader((tmp_path / "t/documents.csv").open(encoding="utf-8-sig", newline=""), delimiter=";"))
    assert (row["number"], row["title"], row["date"], row["year"]) == ('="007"', "'=SOM(A1)", "2024-05-16", "2024")
    assert row["kind_confidence"] == "0,9"
    with pytest.raises(UsageError, match="--dutch"):
        export_records([tmp_path / "records.jsonl"], "xlsx", tmp_path / "t.xlsx", dutch=True)


@pytest.mark.parametrize(
    "text, written",
    [
        ("007", '="007"'),
        ("12-3", '="12-3"'),
        ("1 september 2024", '="1 september 2024"'),
        ("mei 2024", '="mei 2024"'),
        ("1234e5678-0", '="1234e5678-0"'),
        ("onwaar", '="onwaar"'),
        ("-1", '="-1"'),
        ("- een hek", "'- een hek"),
        ("=SOM(A1)", "'=SOM(A1)"),
        ("M07", "M07"),
        ("vóór 1 mei 2024", "vóór 1 mei 2024"),
        ("GM0546", "GM0546"),
    ],
)
def test_text_that_excel_would_change_is_kept(text: str, written: str) -> None:
    assert for_excel(text) == written


def test_a_workbook_says_what_it_cannot_hold(
    record: Record, records_file: Written, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import openpyxl

    monkeypatch.setattr("griffier.pipeline.exports.flat.excel_book.ROWS", 3)
    long = record("letter", "a.txt", title="=1+1", date="1850-01-02", paragraphs=["é" * 40_000, "b", "c", "d", "e"])
    exported = export_records([records_file([long])], "xlsx", tmp_path / "a.xlsx")
    assert sum(exported.written.notes.values()) == 1
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    parts = [book[n] for n in ("paragraphs", "paragraphs 2", "paragraphs 3")]
    texts = [row[3] for sheet in parts for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert [t[:1] for t in texts] == ["é", "b", "c", "d", "e"]
    assert len(texts[0]) == 32_767 and texts[0].endswith("[…]")
    heads = [cell.value for cell in book["documents"][1]]
    row = dict(zip(heads, [cell.value for cell in book["documents"][2]], strict=True))
    assert row["title"] == "=1+1" and book["documents"]["E2"].data_type == "s"
    assert row["date"] == "1850-01-02"
    assert book["changes"].sheet_state == "hidden"


def test_a_line_that_is_no_record_is_named(record: Record, records_file: Written, tmp_path: Path) -> None:
    file = records_file([record("motion", "a.txt"), {"kind": "motion"}])
    (tmp_path / "a.sqlite").write_text("what stood there")
    with pytest.raises(UsageError, match=rf"{file}:2: no record of this version") as told:
        export_records([file], "sqlite", tmp_path / "a.sqlite")
    assert f"griffier validate {file}" in told.value.remedy
    assert (tmp_path / "a.sqlite").read_text() == "what stood there"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.sqlite", "records.jsonl"]


def test_a_record_that_stands_twice_is_taken_once_and_two_of_a_document_are_refused(
    record: Record, tmp_path: Path
) -> None:
    line, other = (json.dumps(record("motion", "a.txt", number=number)) + "\n" for number in ("1", "2"))
    (tmp_path / "a.jsonl").write_text(line)
    (tmp_path / "b.jsonl").write_text(line)
    (tmp_path / "c.jsonl").write_text(other)
    exported = export_records([tmp_path / "a.jsonl", tmp_path / "b.jsonl"], "csv", tmp_path / "out")
    assert (exported.records, exported.twice) == (1, 1)
    with pytest.raises(UsageError, match=r"c\.jsonl:1: another record of the same document stands on .*a\.jsonl:1"):
        export_records([tmp_path / "a.jsonl", tmp_path / "c.jsonl"], "csv", tmp_path / "out")


def test_a_folder_that_is_no_export_is_left_alone(record: Record, records_file: Written, tmp_path: Path) -> None:
    file = records_file([record("motion", "a.txt")])
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/thesis.txt").write_text("years of work")
    for form in ("csv", "sqlite"):
        with pytest.raises(UsageError, match="is no export"):
            export_records([file], form, tmp_path / "mine")
    assert (tmp_path / "mine/thesis.txt").read_text() == "years of work"
    export_records([file], "csv", tmp_path / "ours")
    (tmp_path / "ours/old.csv").write_text("of a table that is no more")
    export_records([file], "csv", tmp_path / "ours")
    assert not (tmp_path / "ours/old.csv").exists()


def test_a_disk_that_does_not_serve_is_a_storage_error(record: Record, records_file: Written, tmp_path: Path) -> None:
    file = records_file([record("motion", "a.txt")])
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError):
        export_records([file], "sqlite", tmp_path / "file/below.sqlite")


@pytest.mark.parametrize(
    "form, package",
    [
        ("sqlite", "sqlite_utils"),
        ("duckdb", "duckdb"),
        ("parquet", "pyarrow"),
        ("xlsx", "xlsxwriter"),
        ("datapackage", "frictionless"),
    ],
)
def test_a_package_that_is_missing_is_named_with_its_remedy(
    form: str, package: str, record: Record, records_file: Written, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, package, None)
    monkeypatch.setitem(__import__("sys").modules, f"{package}.parquet", None)
    with pytest.raises(MissingPackageError) as told:
        export_records([records_file([record("motion", "a.txt")])], form, tmp_path / "out")
    assert "griffier[export,stats]" in told.value.remedy and told.value.exit_code == 3
    assert not (tmp_path / "out").exists()


def test_promises_are_no_items_and_items_no_promises(record: Record, records_file: Written, tmp_path: Path) -> None:
    promise = {"what": "een plan te maken", "who": [{"name": "A. Bos", "role": "wethouder"}], "status": "open"}
    listed = record("promise", "t.txt", items=[promise])
    minutes = record("minutes", "n.txt", items=[{"title": "Opening"}], promises=[promise])
    export_records([records_file([listed, minutes])], "sqlite", tmp_path / "a.sqlite")
    with sqlite3.connect(tmp_path / "a.sqlite") as db:
        assert db.execute("select title from items").fetchall() == [("Opening",)]
        assert db.execute("select count(*) from vote_events").fetchone() == (0,)
        query = "select path, p.what, w.name from promisers w join promises p using (promise_id) "
        told = db.execute(query + "join documents d on d.document_id = p.document_id order by path").fetchall()
    assert told == [("n.txt", "een plan te maken", "A. Bos"), ("t.txt", "een plan te maken", "A. Bos")]


@pytest.mark.parametrize("form", FORMATS)
def test_odd_characters_odd_heads_and_huge_figures_stop_no_export(
    form: str, record: Record, records_file: Written, financial_table: Callable[..., Any], tmp_path: Path
) -> None:
    odd = 'a\x00b\x0bc\x1b[31m "q"; \r\n =1+1 \N{PILE OF POO}'
    table = financial_table(odd, [("Kosten", 2024, None, None)], [{"label": odd, "values": ["1" * 24 + ".123456789"]}])
    table["columns"] *= 2  # against the contract: two heads alike
    letter = record("letter", "a.txt", title=odd, paragraphs=[odd, ""])
    exported = export_records(
        [records_file([letter, record("budget_report", "b.txt", tables=[table])])], form, tmp_path / "out"
    )
    assert exported.written.rows["table_cells"] == 2
    if form in ("duckdb", "parquet"):
        assert sum(exported.written.notes.values()) == 2, "a figure that a decimal cannot hold is counted"
    if form == "csv":
        with (tmp_path / "out/paragraphs.csv").open(encoding="utf-8", newline="") as lines:
            assert list(csv.reader(lines))[1][3] == odd


def test_what_duckdb_says_of_the_disk_is_a_storage_error(
    record: Record, records_file: Written, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from griffier.pipeline.exports.flat import column_files

    def full(self: object, table: object, rows: object) -> None:
        with self._told():  # type: ignore[attr-defined]
            raise duckdb.IOException("Could not write: No space left on device\nmore")

    monkeypatch.setattr(column_files.DuckdbFile, "write", full)
    with pytest.raises(StorageError, match="No space left"):
        export_records([records_file([record("motion", "a.txt")])], "duckdb", tmp_path / "a.duckdb")
    assert [p.name for p in tmp_path.iterdir()] == ["records.jsonl"]


def test_popolo_says_of_people_and_motions_what_the_papers_say(
    record: Record, records_file: Written, tmp_path: Path
) -> None:
    event = {"matter": {"type": "motion", "number": "M1"}, "decision": "aangenomen", "status": "adopted"}
    event["votes"] = {"for": {"members": [{"name": "A. Bos", "party": "D'66"}], "total": 1}}  # type: ignore[assignment]
    people = [{"name": "G. Griffier", "role": "griffier"}, {"name": "B. Bezoeker"}]
    minutes = record(
        "minutes", "n.txt", title="Notulen van 9 maart", date="2023-03", vote_events=[event], attendance=people
    )
    nowhere = record("minutes", "x.txt", municipality=None, attendance=people)
    exported = export_records([records_file([minutes, nowhere])], "popolo", tmp_path / "p.json")
    told = json.loads((tmp_path / "p.json").read_text("utf-8"))
    assert [one["name"] for one in told["persons"]] == ["A. Bos", "B. Bezoeker", "G. Griffier"]
    assert told["memberships"] == [
        {"person_id": "GM0546/A. Bos", "organization_id": "D66"},
        {"person_id": "GM0546/G. Griffier", "organization_id": "council/GM0546", "role": "griffier"},
    ]
    (motion,), (vote,) = told["motions"], told["vote_events"]
    assert (motion["identifier"], motion["date"], motion["result"]) == ("M1", "2023-03", "adopted")
    assert "text" not in motion, "the title of the minutes is not the motion's"
    assert vote["counts"] == [{"option": "yes", "value": 1}]
    assert vote["votes"] == [{"option": "yes", "voter_id": "GM0546/A. Bos", "voter": "A. Bos", "group_id": "D66"}]
    assert list(exported.written.notes.values()) == [1]


_PANDAS = {"string": "str", "integer": "Int64", "year": "Int32", "number": "float64", "boolean": "boolean"}
_DUCKDB = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "year": "INTEGER",
    "number": "DOUBLE",
    "decimal": "DECIMAL(24,6)",
    "boolean": "BOOLEAN",
    "day": "DATE",
}


def test_types_travel_so_that_nothing_is_cast(folder: Path) -> None:
    """Of every column of every table: as pandas, DuckDB and SQLite read it."""
    import pandas as pd

    with (
        duckdb.connect(str(folder / "duckdb.duckdb"), read_only=True) as db,
        sqlite3.connect(folder / "sqlite.sqlite") as lite,
    ):
        for table in flat_tables().values():
            wanted = [_DUCKDB[c.type] for c in table.columns]
            parquet_file = folder / "parquet" / f"{table.name}.parquet"
            assert [str(t) for t in db.sql(f"from {table.name}").types] == wanted
            assert [str(t) for t in db.sql(f"from '{parquet_file}'").types] == wanted
            frame = pd.read_parquet(parquet_file, dtype_backend="numpy_nullable")
            for column in table.columns:
                kind = str(frame[column.name].dtype)
                if column.type in ("integer", "year", "boolean"):
                    assert kind == _PANDAS[column.type], (table.name, column.name)
                told = {t for (t,) in lite.execute(f"select distinct typeof({column.name}) from {table.name}")}
                allowed = {"string": {"text"}, "day": {"text"}, "number": {"real"}, "decimal": {"integer", "real"}}
                assert told <= allowed.get(column.type, {"integer"}) | {"null"}, (table.name, column.name)


def test_a_folder_of_csv_is_read_with_the_types_of_its_codebook(folder: Path) -> None:
    told = json.loads((folder / "csv/codebook.json").read_text("utf-8"))
    names = {"string": "VARCHAR", "integer": "BIGINT", "year": "INTEGER", "number": "DOUBLE", "boolean": "BOOLEAN"}
    with sqlite3.connect(folder / "sqlite.sqlite") as lite:
        for resource in told["resources"]:
            types = {f["name"]: names.get(f["type"], "DATE") for f in resource["schema"]["fields"]}
            file = folder / "csv" / resource["path"]
            query = f"select count(*) from read_csv('{file}', header = true, columns = {types})"
            read = duckdb.connect().execute(query).fetchone()
            assert read == lite.execute(f"select count(*) from {resource['name']}").fetchone(), resource["name"]
