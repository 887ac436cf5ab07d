"""The people, parties, motions and votes of the records as Popolo (https://www.popoloproject.com), one JSON file.

Nobody is guessed to be the same: a person is a name as printed in one municipality, so that two spellings are two
persons; whose municipality is not known is left out, and counted. A matter of which there is a dossier stands there
once, with its papers as sources. Made from the flat tables, through an SQLite file.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

from griffier.pipeline.exports.flat.declaration import FlatTable
from griffier.pipeline.exports.flat.sink import Rows, Written
from griffier.pipeline.exports.flat.sqlite_file import SqliteFile

_PEOPLE = """
SELECT d.municipality_code AS code, p.name AS name, p.party_id AS party, {role} AS role, {member} AS member
FROM {table} p JOIN documents d USING (document_id)
WHERE p.name IS NOT NULL AND d.municipality_code IS NOT NULL
"""
# who tables or votes is a member of the council; who is there may be anyone, unless a role or a party says more
_NAMED = " UNION ".join(
    _PEOPLE.format(table=table, role=role, member=member)
    for table, role, member in (("submitters", "NULL", 1), ("attendance", "p.role", 0), ("votes_by_member", "NULL", 1))
)
# one row a matter: a dossier, which has gathered what all papers say of it, or a vote that no dossier holds
_MATTERS = """
CREATE TEMP TABLE matters AS
SELECT dossier_id AS id, number, title, kind AS matter_type, municipality_code AS code, {day} AS day,
  {precision} AS date_precision, status, votes_for, votes_against, votes_abstained,
  NULL AS url, NULL AS path, 1 AS joined
FROM dossiers WHERE kind IN ('motion', 'amendment', 'council_proposal')
UNION ALL
SELECT v.vote_event_id, v.number, v.title, v.matter_type, d.municipality_code, d.date, d.date_precision, v.status,
  v.votes_for, v.votes_against, v.votes_abstained, d.url, d.path, 0
FROM vote_events v JOIN documents d USING (document_id)
WHERE NOT EXISTS (
  SELECT 1 FROM members m JOIN dossiers x USING (dossier_id)
  WHERE m.document_id = v.document_id AND x.kind IN ('motion', 'amendment', 'council_proposal')
  AND CASE WHEN m.place = '' THEN m.role IN ('text', 'adopted_text')
           ELSE v.pointer = m.place OR substr(v.pointer, 1, length(m.place) + 1) = m.place || '/' END)
""".format(
    day="CASE WHEN decided_on IS NULL THEN meeting_date ELSE decided_on END",
    precision="CASE WHEN decided_on IS NULL THEN meeting_date_precision ELSE decided_on_precision END",
)
_MOTIONS = "SELECT * FROM matters ORDER BY id"
_OPTIONS = {"for": "yes", "against": "no", "abstained": "abstain"}
_RESULTS = {"adopted": "pass", "rejected": "fail"}


class PopoloFile:
    """Rows into a Popolo file."""

    def __init__(self, path: Path, tables: Sequence[FlatTable]) -> None:
        self._path = path
        self._between = path.with_name(f"{path.name}.tables")
        self._flat = SqliteFile(self._between, tables)

    def write(self, table: FlatTable, rows: Rows) -> None:
        """Take rows in."""
        self._flat.write(table, rows)

    def finish(self, written: Written) -> None:
        """Write the file from the tables."""
        self._flat.finish(written)
        db = sqlite3.connect(self._between)
        db.row_factory = sqlite3.Row
        try:
            db.execute(_MATTERS)
            with self._path.open("w", encoding="utf-8") as out:
                _write(out, db)
            lost = db.execute(
                "SELECT count(*) FROM documents WHERE municipality_code IS NULL AND document_id IN "
                "(SELECT document_id FROM submitters UNION SELECT document_id FROM attendance "
                "UNION SELECT document_id FROM votes_by_member)"
            ).fetchone()[0]
            if lost:
                written.notes["documents name people and no municipality: these people are left out"] += lost
        finally:
            db.close()
            self._between.unlink()

    def discard(self) -> None:
        """Close the tables."""
        self._flat.discard()


def _write(out: TextIO, db: sqlite3.Connection) -> None:
    parts: dict[str, Callable[[sqlite3.Connection], Iterator[dict[str, Any]]]] = {
        "areas": _areas,
        "organizations": _organizations,
        "persons": _persons,
        "memberships": _memberships,
        "motions": _motions,
        "vote_events": _vote_events,
    }
    out.write("{")
    for n, (name, made) in enumerate(parts.items()):
        out.write(f"{',' if n else ''}\n{json.dumps(name)}: [")
        for m, one in enumerate(made(db)):
            told = {key: value for key, value in one.items() if value is not None and value != []}
            out.write(f"{',' if m else ''}\n{json.dumps(told, ensure_ascii=False)}")
        out.write("]")
    out.write("\n}\n")


def _areas(db: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    told = "SELECT municipality_code AS code, min(municipality) AS name FROM documents WHERE code IS NOT NULL"
    for row in db.execute(f"{told} GROUP BY code ORDER BY code"):
        yield {"id": row["code"], "name": row["name"], "identifier": row["code"], "classification": "municipality"}


def _council(code: str | None) -> str | None:
    return f"council/{code}" if code else None


def _organizations(db: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    for area in _areas(db):
        name = f"Gemeenteraad van {area['name']}"
        yield {"id": _council(area["id"]), "name": name, "classification": "council", "area_id": area["id"]}
    for row in db.execute("SELECT * FROM parties ORDER BY party_id"):
        yield {
            "id": row["party_id"],
            "name": row["name"],
            "classification": "party",
            "area_id": row["municipality_code"],
        }


def _person(code: str, name: str) -> str:
    return f"{code}/{' '.join(name.split())}"


def _persons(db: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    for row in db.execute(f"SELECT DISTINCT code, name FROM ({_NAMED}) ORDER BY code, name"):
        yield {"id": _person(row["code"], row["name"]), "name": row["name"]}


def _memberships(db: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """Of a party, and of a council in a role; of the council alone where that is all that is known."""
    told = (
        f"SELECT code, name, party, role, max(member) AS member FROM ({_NAMED}) GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"
    )
    for row in db.execute(told):
        person, council = _person(row["code"], row["name"]), _council(row["code"])
        if row["role"]:
            behalf = row["party"]
            yield {"person_id": person, "organization_id": council, "on_behalf_of_id": behalf, "role": row["role"]}
        elif row["party"]:
            yield {"person_id": person, "organization_id": row["party"]}
        elif row["member"]:
            yield {"person_id": person, "organization_id": council}


def _day(row: sqlite3.Row) -> str | None:
    """A date as Popolo takes it: as much of it as is known."""
    length = {"day": 10, "month": 7, "year": 4}.get(row["date_precision"] or "")
    return str(row["day"])[:length] if length and row["day"] else None


def _sources(db: sqlite3.Connection, row: sqlite3.Row) -> list[dict[str, Any]]:
    """The papers that speak of a matter; those of a dossier with what they are to it."""
    if not row["joined"]:
        return [{"url": row["url"] or row["path"]}]
    told = (
        "SELECT m.role, coalesce(d.url, m.path) AS url FROM members m LEFT JOIN documents d USING (document_id) "
        "WHERE m.dossier_id = ? ORDER BY m.member_id"
    )
    return [{"url": one["url"], "note": one["role"]} for one in db.execute(told, (row["id"],))]


def _motions(db: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    for row in db.execute(_MOTIONS):
        yield {
            "id": row["id"],
            "identifier": row["number"],
            "text": row["title"],
            "classification": row["matter_type"],
            "organization_id": _council(row["code"]),
            "date": _day(row),
            "result": row["status"],
            "sources": _sources(db, row),
        }


def _vote_events(db: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    for row in db.execute(_MOTIONS):
        at, dossier = (row["id"],), "dossier_" if row["joined"] else ""
        where = "dossier_id" if row["joined"] else "vote_event_id"
        totals = [
            {"option": _OPTIONS[side], "value": row[f"votes_{side}"]}
            for side in _OPTIONS
            if row[f"votes_{side}"] is not None
        ]
        groups = [
            {"option": _OPTIONS[one["side"]], "value": one["seats"], "group_id": one["party_id"], "group": one["party"]}
            for one in db.execute(f"SELECT * FROM {dossier}votes_by_party WHERE {where} = ?", at)
        ]
        votes = [
            {
                "option": _OPTIONS[one["side"]],
                "voter_id": _person(row["code"], one["name"]) if row["code"] else None,
                "voter": one["name"],
                "group_id": one["party_id"],
            }
            for one in db.execute(f"SELECT * FROM {dossier}votes_by_member WHERE {where} = ?", at)
        ]
        if row["joined"] and not (row["status"] or totals or groups or votes):
            continue  # nothing was decided yet, or no paper says it
        yield {
            "id": f"{row['id']}#vote",
            "motion_id": row["id"],
            "organization_id": _council(row["code"]),
            "start_date": _day(row),
            "result": _RESULTS.get(row["status"] or ""),
            "counts": totals,
            "group_results": groups,
            "votes": votes,
        }
