"""What a set of records holds, counted from the flat tables, a record at a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any

from griffier.pipeline.exports.flat.declaration import flat_tables, rows_of
from griffier.pipeline.exports.flat.known_documents import document_key
from griffier.pipeline.exports.flat.made import root_of
from griffier.pipeline.record_files import dossiers_in, files_of, records_in
from griffier.schemas.dossier import Dossier
from griffier.schemas.record import Record

Row = dict[str, Any]
TABLED = ("motion", "amendment")
NOT_SAID = "not said"
"""The outcome of what no paper says the outcome of."""
TENTHS = 10

_OF_RECORDS = frozenset(
    ("documents", "submitters", "votes_by_party", "amounts", "policy_areas", "findings", "evidence", "pages")
)
_OF_DOSSIERS = frozenset(("dossiers", "dossier_submitters", "dossier_votes_by_party"))


@dataclass
class Amounts:
    """Of a policy area: documents, amounts in their text, and their sum in euro."""

    documents: int = 0
    count: int = 0
    total: Decimal = Decimal(0)


@dataclass
class Stats:
    """What was counted. A party is its `party_id`, else as printed."""

    documents: Counter[tuple[str, int | None]] = field(default_factory=Counter)
    """Kind and year."""
    tabled: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Party and outcome: motions and amendments of which it is a submitter."""
    votes: Counter[str] = field(default_factory=Counter)
    """Party: votes in which it stood on one side."""
    together: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Two parties in order: votes of both."""
    alike: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Two parties in order: votes in which both stood on the same side."""
    amounts: defaultdict[str, Amounts] = field(default_factory=lambda: defaultdict(Amounts))
    """Taakveld: its code and name."""
    findings: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Severity and code."""
    pages: Counter[str] = field(default_factory=Counter)
    """State: pages of the documents."""
    kind_confidence: Counter[int] = field(default_factory=Counter)
    """Tenths, 0 to 9: documents."""
    value_confidence: Counter[int] = field(default_factory=Counter)
    """Tenths, 0 to 9: pieces of evidence."""
    dossiers: int = 0

    def years(self) -> list[int | None]:
        """The years of the documents, those without one last."""
        return sorted({year for _, year in self.documents}, key=lambda year: (year is None, year or 0))

    def kinds(self) -> list[str]:
        """The kinds, the commonest first."""
        sums: Counter[str] = Counter()
        for (kind, _), count in self.documents.items():
            sums[kind] += count
        return [kind for kind, _ in sorted(sums.items(), key=lambda one: (-one[1], one[0]))]

    def share_alike(self, one: str, other: str) -> float | None:
        """In which share of the votes of both two parties stood on the same side; None where they never met."""
        pair = (min(one, other), max(one, other))
        return self.alike[pair] / self.together[pair] if self.together[pair] else None


def count(inputs: Sequence[Path], dossiers: Sequence[Path] = (), told: Callable[[int], None] = lambda n: None) -> Stats:
    """Count files of records, or folders of runs. Where dossiers are given, outcomes and votes are theirs: a vote that
    a list and the minutes both tell counts once. `told` hears of every record. Raises UsageError, NoInputError."""
    stats = Stats()
    for file in files_of(inputs):
        for _, record in records_in(file):
            _count_record(stats, record, with_votes=not dossiers)
            told(1)
    for file in dossiers:
        for _, dossier in dossiers_in(file):
            _count_dossier(stats, dossier)
    return stats


def _rows(value: Record | Dossier, key: str, names: frozenset[str]) -> dict[str, list[Row]]:
    """The rows of some tables, each by its columns' names."""
    found: dict[str, list[Row]] = defaultdict(list)
    root = root_of(value, key, lambda record, path: None, {})
    for name, row in rows_of(value, root, names):
        columns = flat_tables()[name].columns
        found[name].append({column.name: cell for column, cell in zip(columns, row, strict=True)})
    return found


def _count_record(stats: Stats, record: Record, *, with_votes: bool) -> None:
    rows = _rows(record, document_key(record.id, record.source.path), _OF_RECORDS)
    (document,) = rows["documents"]
    stats.documents[document["kind"], document["year"]] += 1
    stats.kind_confidence[_tenth(document["kind_confidence"])] += 1
    if with_votes:
        if document["kind"] in TABLED:
            _count_tabled(stats, rows["submitters"], document["status"])
        for votes in _by(rows["votes_by_party"], "vote_event_id"):
            _count_votes(stats, votes)
    if document["taakveld"] is not None:
        amounts = [row["value"] for row in rows["amounts"] if row["part"] == "text"]
        area = stats.amounts[f"{document['taakveld']} {document['taakveld_name']}"]
        area.documents += 1
        area.count += len(amounts)
        area.total += sum(amounts, Decimal(0))
    stats.findings.update((row["severity"], row["code"]) for row in rows["findings"])
    stats.pages.update(str(row["state"]) for row in rows["pages"] if row["in_document"])
    stats.value_confidence.update(_tenth(row["confidence"]) for row in rows["evidence"])


def _tenth(confidence: float) -> int:
    return min(int(confidence * TENTHS), TENTHS - 1)


def _count_dossier(stats: Stats, dossier: Dossier) -> None:
    rows = _rows(dossier, dossier.id, _OF_DOSSIERS)
    (about,) = rows["dossiers"]
    stats.dossiers += 1
    if about["kind"] in TABLED:
        _count_tabled(stats, rows["dossier_submitters"], about["status"])
    _count_votes(stats, rows["dossier_votes_by_party"])


def _party(row: Row) -> str | None:
    party: str | None = row["party_id"] or row["party"]
    return party


def _count_tabled(stats: Stats, submitters: Sequence[Row], status: str | None) -> None:
    """Once for each party whose members tabled it; those who only signed did not."""
    parties = {party for row in submitters if row["role"] != "signatory" and (party := _party(row)) is not None}
    stats.tabled.update((party, status or NOT_SAID) for party in parties)


def _by(rows: Sequence[Row], name: str) -> Iterator[list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[name]].append(row)
    yield from groups.values()


def _count_votes(stats: Stats, votes: Sequence[Row]) -> None:
    """One vote: the parties that stood on one side, for or against. One that is on both is on neither."""
    sides: dict[str, set[str]] = defaultdict(set)
    for row in votes:
        if (party := _party(row)) is not None:
            sides[party].add(row["side"])
    whole = {party: next(iter(side)) for party, side in sides.items() if len(side) == 1 and side != {"abstained"}}
    stats.votes.update(whole.keys())
    for one, other in combinations(sorted(whole), 2):
        stats.together[one, other] += 1
        stats.alike[one, other] += whole[one] == whole[other]
