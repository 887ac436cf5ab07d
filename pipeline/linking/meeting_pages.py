"""One page a meeting: what was tabled, what became of it, who voted how, when it was answered, what is missing. Opens
without a network; nothing in it runs."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from griffier.pipeline.page_frame.page_skeleton import still_page
from griffier.pipeline.wording import counted, said

Json = dict[str, Any]
PAPERS = ("text", "adopted_text")


def _kinds() -> dict[str, str]:
    """Kind of a matter -> the heading over its table, in the order of the page."""
    return {
        "council_proposal": said("Proposals"),
        "amendment": said("Amendments"),
        "motion": said("Motions"),
        "written_questions": said("Written questions"),
        "promise": said("Promises"),
    }


def _status(status: str) -> str:
    return {
        "adopted": said("adopted"),
        "rejected": said("rejected"),
        "withdrawn": said("withdrawn"),
        "held_over": said("held over"),
        "lapsed": said("lapsed"),
        "taken_over": said("taken over"),
        "open": said("open"),
        "settled": said("settled"),
    }.get(status, "")


def _heads(kind: str) -> tuple[str, ...]:
    about = (said("No."), said("Title"), said("Tabled by"))
    if kind == "written_questions":
        return (*about, said("Answered"), said("Papers"))
    if kind == "promise":
        what = (said("No."), said("Promise"), said("By"), said("How it stands"))
        return (*what, said("By when"), said("Letter"), said("Papers"))
    return (*about, said("Outcome"), said("Votes"), said("Answered"), said("Papers"))


def write_pages(dossiers: Path, folder: Path) -> int:
    """Write a page for each meeting and an index. `dossiers`: a file of them. Returns how many pages.

    The dossiers of a meeting stand beside each other in the file (they are ordered by municipality and day), so that
    one meeting at a time is held. Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    index: list[tuple[str, str, str, int, int]] = []
    with dossiers.open(encoding="utf-8") as lines:
        told: dict[tuple[str, str], list[Json]] = defaultdict(list)
        for line in lines:
            dossier = json.loads(line)
            day = (dossier["meeting"] or {}).get("date")
            town = (dossier["municipality"] or {}).get("name") or said("Unknown municipality")
            if told and (town, day or "") not in told:
                index += [_written(folder, *key, told[key]) for key in told]
                told.clear()
            told[town, day or ""].append(dossier)
        index += [_written(folder, *key, told[key]) for key in told]
    rows = "".join(
        f'<tr><td>{escape(town)}</td><td class="number"><a href="{escape(name)}">{escape(_day(day))}</a></td>'
        f'<td class="number">{count}</td><td class="number">{known}</td></tr>'
        for town, day, name, count, known in sorted(index)
    )
    heads = "".join(f"<th>{head}</th>" for head in _index_heads())
    table = f'<div class="wide"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
    title = said("Meetings")
    (folder / "index.html").write_text(_page(title, f"<h1>{title}</h1>{table}"), encoding="utf-8")
    return len(index)


def _index_heads() -> tuple[str, ...]:
    return said("Municipality"), said("Meeting"), said("Dossiers"), said("Outcome known")


def _written(folder: Path, town: str, day: str, dossiers: list[Json]) -> tuple[str, str, str, int, int]:
    name = re.sub(r"[^\w-]+", "-", f"{town}-{day or 'zonder-datum'}".lower()).strip("-") + ".html"
    known = sum(bool((dossier["outcome"] or {}).get("status")) for dossier in dossiers)
    title = f"{town}, {_day(day)}"
    body = [f"<h1>{escape(title)}</h1>", f'<p class="sum">{escape(_sum(dossiers))}</p>']
    for kind, heading in _kinds().items():
        rows = [_row(dossier) for dossier in dossiers if dossier["subject"]["kind"] == kind]
        if rows:
            heads = "".join(f"<th>{head}</th>" for head in _heads(kind))
            body.append(f"<h2>{heading}</h2>")
            body.append(
                f'<div class="wide"><table><thead><tr>{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
            )
    (folder / name).write_text(_page(title, "".join(body)), encoding="utf-8")
    return town, day, name, len(dossiers), known


def _sum(dossiers: list[Json]) -> str:
    """How many were adopted, rejected, ... and answered."""
    fates: dict[str, int] = defaultdict(int)
    for dossier in dossiers:
        fates[_told(dossier)] += 1
    told = ", ".join(f"{count} {fate}" for fate, count in sorted(fates.items()))
    doubts = sum(len(dossier["findings"]) for dossier in dossiers)
    sums = f"{counted(len(dossiers), 'dossier', 'dossiers')}: {told}."
    return f"{sums} {counted(doubts, 'thing to look at', 'things to look at')}." if doubts else sums


def _told(dossier: Json) -> str:
    """What became of a matter, in a word; of questions, whether they were answered."""
    if dossier["subject"]["kind"] == "written_questions":
        answered = any(member["role"] == "answer" for member in dossier["members"])
        return said("answered") if answered else said("not answered")
    return _status((dossier["outcome"] or {}).get("status") or "") or said("outcome unknown")


def _row(dossier: Json) -> str:
    subject, outcome = dossier["subject"], dossier["outcome"] or {}
    parties = dict.fromkeys(s.get("party") or s.get("name") or "" for s in subject["submitters"])
    doubts = "".join(
        f'<li class="{finding["severity"]}">{escape(finding["message"])}</li>' for finding in dossier["findings"]
    )
    promise = subject.get("promise") or {}
    about = dict.fromkeys(filter(None, (subject["title"], promise.get("what"))))
    cells = (
        f'<td class="number">{escape(subject["number"] or "")}</td>',
        f'<td class="title">{"<br>".join(map(escape, about)) or escape(said("without a title"))}'
        + (f'<ul class="doubts">{doubts}</ul>' if doubts else "")
        + "</td>",
        f"<td>{escape(', '.join(filter(None, (*parties, *map(_holder, promise.get('who') or ())))))}</td>",
        *_decided(subject["kind"], promise, outcome),
        f"<td>{_answers(dossier)}</td>",
        f"<td>{_papers(dossier)}</td>",
    )
    return f'<tr id="{escape(dossier["id"])}">{"".join(cells)}</tr>'


def _decided(kind: str, promise: Json, outcome: Json) -> tuple[str, ...]:
    """What became of it, and how or until when; nothing of questions, on which no council decides."""
    if kind == "written_questions":
        return ()
    return f"<td>{_fate(outcome)}</td>", f'<td class="votes">{_term(promise) if promise else _votes(outcome)}</td>'


def _fate(outcome: Json) -> str:
    status = outcome.get("status")
    if not status:
        return f'<span class="missing">{escape(said("not found"))}</span>'
    return f'<span class="status {status}">{_status(status)}</span>'


def _holder(who: Json) -> str:
    return " ".join(filter(None, (who.get("role"), who.get("name"))))


def _term(promise: Json) -> str:
    """Until when, and to whom."""
    whom = (
        f'<div class="sides">{escape(said("to {whom}", whom=promise["to_whom"]))}</div>'
        if promise.get("to_whom")
        else ""
    )
    term = promise.get("by_when_raw") or promise.get("by_when")
    return (escape(term) if term else f'<span class="missing">{escape(said("no term"))}</span>') + whom


def _votes(outcome: Json) -> str:
    votes = outcome.get("votes")
    if not votes:
        return '<span class="missing">–</span>'
    if votes.get("unanimous"):
        return escape(said("unanimously"))
    names = ((said("for"), "for"), (said("against"), "against"))
    sides = [(name, votes.get(key) or {}) for name, key in names]
    totals = ", ".join(f"{side['total']} {name}" for name, side in sides if side.get("total") is not None)
    derived = {value["pointer"].split("/")[-2] for value in outcome.get("derived") or ()}
    from_seats = {name: key in derived for name, key in names}
    seats = f" ({escape(said('by the seats'))})"
    named = "<br>".join(
        f"{name}{seats if from_seats[name] else ''}: {escape(', '.join(party['party'] for party in side['parties']))}"
        for name, side in sides
        if side.get("parties")
    )
    return totals + (f'<div class="sides">{named}</div>' if named else "")


def _answers(dossier: Json) -> str:
    """When letters reported on it, counted from the meeting."""
    days = sorted({m["date"] for m in dossier["members"] if m["role"] == "answer" and m.get("date")})
    outcome, subject = dossier["outcome"] or {}, dossier["subject"]
    if not days:
        return (
            f'<span class="missing">{escape(said("no letter found"))}</span>'
            if _waits(subject["kind"], outcome)
            else ""
        )
    made, promise = (dossier["meeting"] or {}).get("date"), subject.get("promise") or {}
    tabled = made if promise else outcome.get("decided_on") or made
    return "<br>".join(f"{escape(_day(day))}{_after(tabled, day)}{_late(promise.get('by_when'), day)}" for day in days)


def _waits(kind: str, outcome: Json) -> bool:
    """Is a letter to be expected?"""
    status = outcome.get("status")
    return status == "adopted" if kind == "motion" else kind in ("written_questions", "promise") and status != "settled"


def _late(term: str | None, day: str) -> str:
    """Whether a letter came after the term; a term of a month or a year runs to its end."""
    return f' <span class="late">{escape(said("after the term"))}</span>' if term and day[: len(term)] > term else ""


def _after(tabled: str | None, day: str) -> str:
    try:
        days = (date.fromisoformat(day) - date.fromisoformat(tabled or "")).days
        return f" ({counted(days, 'day', 'days')})"
    except ValueError:
        return ""


def _papers(dossier: Json) -> str:
    members = dossier["members"]
    missing = (
        []
        if any(m["role"] in PAPERS for m in members)
        else [f'<span class="missing">{escape(said("the paper itself is missing"))}</span>']
    )
    places = "".join(f"<li>{escape(m['role'])}: {escape(m['path'])}{escape(m['pointer'])}</li>" for m in members)
    return "".join(missing) + f"<details><summary>{len(members)}</summary><ul>{places}</ul></details>"


def _day(day: str) -> str:
    """ "2025-01-23" as "23-01-2025"."""
    return "-".join(reversed(day.split("-"))) if day else said("without a date")


def _page(title: str, body: str) -> str:
    return still_page(title, body, ("griffier.pipeline.linking", "meeting_page.css"))
