"""Speed and memory of `griffier link`: synthetic records of many councils and years, linked in a process of its own.

usage: python benchmarks/link.py [--records 100000] [--towns 40] [--seed 1] [--seconds 300] [--megabytes 1024]

A meeting has a decision list, minutes, motions (each as submitted and as stamped), promises (in the minutes and in a
list) and, later, letters on motions that passed and on promises. Titles are made of few words, so that many are alike,
as real ones are. Prints CPU seconds, peak memory and how many motions and promises ended in one dossier with their
papers; ends with 1 where a limit is passed or one was joined wrongly.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

Json = dict[str, Any]
SYLLABLES = ("bo", "de", "gro", "ha", "ka", "la", "ma", "no", "pa", "ro", "sta", "ver", "wa", "zee", "lo", "ter")
WORDS = [a + b + c for a in SYLLABLES for b in SYLLABLES[:6] for c in ("n", "rk", "st", "l")]
"""384 made words: titles share many of them."""
PARTIES = ("Lijst Noord", "Lijst Zuid", "CDA", "VVD", "D66", "PvdA", "SP", "Lokaal Sterk")
MOTIONS, PROMISES = 10, 4
"""Of a meeting."""


def meetings(towns: int, seed: int) -> Iterator[tuple[Json, str, random.Random]]:
    """Council by council, a meeting every four weeks."""
    chance = random.Random(seed)
    for week in range(4000):
        for town in range(towns):
            place = {"name": f"Town {town}", "code": f"GM{town:04d}", "province": "Utrecht"}
            yield place, (date(2000, 1, 6) + timedelta(weeks=4 * week)).isoformat(), chance


def records(count: int, towns: int, seed: int) -> Iterator[Json]:
    """`count` records, meeting after meeting."""
    made = 0
    for place, day, chance in meetings(towns, seed):
        for record in _meeting(place, day, chance):
            yield {**record, "id": f"{made:016x}-0", "source": {"path": f"{made:07d}.pdf"}, "municipality": place}
            made += 1
            if made == count:
                return


def _meeting(place: Json, day: str, chance: random.Random) -> Iterator[Json]:
    items: list[Json] = []
    events: list[Json] = []
    for at in range(1, MOTIONS + 1):
        title = " ".join(chance.sample(WORDS, chance.randint(3, 6))).capitalize()
        party = chance.choice(PARTIES)
        status = chance.choice(("adopted", "adopted", "rejected", "withdrawn"))
        matter = {"type": "motion", "number": f"M{at}", "title": title, "party": party}
        items.append({"number": str(at), "title": title, "decision": status, "status": status, "matter": matter})
        favour = chance.randint(1, 44)
        votes = {"for": {"total": favour}, "against": {"total": 45 - favour}}
        told = {"type": "motion", "number": f"M{at}", "party": party}
        events.append({"matter": told, "decision": status, "status": status, "votes": votes})
        paper = {"kind": "motion", "number": f"M{at}", "title": title, "date": day, "references": []}
        paper["submitters"] = [{"name": "A. Bos", "party": party, "role": "submitter"}]
        yield {**paper, "status": None}
        yield {**paper, "status": status}
        if status == "adopted":
            later = (date.fromisoformat(day) + timedelta(days=chance.randint(30, 400))).isoformat()
            about = {"type": "motion", "title": title, "date": day}
            yield {
                "kind": "letter",
                "title": f"Afdoening {title}",
                "date": later,
                "references": [],
                "reports_on": [about],
            }
    meeting = {"body": "gemeenteraad", "date": day}
    yield {"kind": "decision_list", "meeting": meeting, "items": items, "vote_events": []}
    promises = list(_promises(day, chance))
    said = [{**promise, "number": None} for promise in promises]
    yield {"kind": "minutes", "meeting": meeting, "items": [], "vote_events": events, "promises": said}
    later = (date.fromisoformat(day) + timedelta(days=30)).isoformat()
    yield {"kind": "promise", "date": later, "items": promises}
    for promise in promises[::2]:
        about = {"type": "promise", "number": promise["number"], "title": promise["what"].partition(" over ")[2]}
        yield {"kind": "letter", "title": "Afdoening", "date": later, "references": [], "reports_on": [about]}


def _promises(day: str, chance: random.Random) -> Iterator[Json]:
    """What the executive promised, in words that all promises share and some that one has."""
    for _ in range(PROMISES):
        about = " ".join(chance.sample(WORDS, chance.randint(2, 5)))
        what = f"de raad voor de zomer te informeren over {about}"
        number = f"T{day[2:4]}-{chance.randint(1, 999):03d}"
        yield {"number": number, "title": None, "what": what, "who": [], "made_on": day, "status": "open"}


def judged(dossiers: Path) -> tuple[int, int, int]:
    """How many motions with a list have their papers, how many promises, and how many dossiers hold what belongs to
    another."""
    whole = kept = wrong = 0
    with dossiers.open(encoding="utf-8") as lines:
        for line in lines:
            members = json.loads(line)["members"]
            roles = [member["role"] for member in members]
            whole += {"decision", "text", "adopted_text", "minutes"} <= set(roles)
            kept += roles[:2] == ["text", "minutes"]
            wrong += any(roles.count(role) > 1 for role in set(roles))
    return whole, kept, wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--towns", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--megabytes", type=float, default=1024.0)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="griffier-link-") as folder:
        file = Path(folder) / "records.jsonl"
        with file.open("w", encoding="utf-8") as lines:
            for record in records(told.records, told.towns, told.seed):
                lines.write(json.dumps(record) + "\n")
        command = [sys.executable, "-m", "griffier.cli", "link", str(file), "--out", folder]
        subprocess.run(command, check=True, capture_output=True)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        whole, kept, wrong = judged(Path(folder) / "dossiers.jsonl")
    seconds, megabytes = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    print(f"{told.records:,} records: {seconds:.1f} CPU s (limit {told.seconds:.0f}), {megabytes:.0f} MB peak")
    print(
        f"{whole:,} motions with list, minutes and both papers in one dossier, {kept:,} promises with list and minutes"
    )
    print(f"{wrong:,} dossiers with a paper of another")
    return int(seconds > told.seconds or megabytes > told.megabytes or wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
