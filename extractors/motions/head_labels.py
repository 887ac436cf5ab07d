"""Labels and their values: "Datum: 6 juli 2023", "Status Verworpen", a label with its value on the next line, a row of
a grid."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from griffier.extractors.dutch.words import WEEKDAY
from griffier.extractors.text.flow import Flow


@dataclass(frozen=True, slots=True)
class Label:
    """A label and the range of its value in the flow. `name` is the label as printed, in lower case."""

    field: str
    name: str
    start: int
    value_start: int
    value_end: int


@cache
def lexicon() -> dict[str, Any]:
    """`labels.toml`."""
    return tomllib.loads(files("griffier.extractors.motions").joinpath("labels.toml").read_text("utf-8"))


@cache
def _fields() -> dict[str, str]:
    return {
        label: field
        for field, labels in lexicon()["labels"].items()
        if field not in ("bare", "alone")
        for label in labels
    }


@cache
def _pattern() -> re.Pattern[str]:
    labels = sorted(_fields(), key=len, reverse=True)
    bare = sorted(lexicon()["labels"]["bare"], key=len, reverse=True)
    every = "|".join(re.escape(x).replace(r"\ ", r"[ ]+") for x in labels)
    single = "|".join(
        re.escape(x).replace(r"\ ", r"[ ]+") for x in sorted(lexicon()["labels"]["alone"], key=len, reverse=True)
    )
    without = "|".join(re.escape(x).replace(r"\ ", r"[ ]+") for x in bare)
    return re.compile(
        rf"[^\w\n]{{0,4}}(?:(?P<name>{every})(?:[ ]*\.?[ ]*[:=]|[ ]*\|(?=[ ]*[^\s|])|(?=(?:[ ]{{2,}}|[ ]*\t\s*)\S))"
        rf"|(?P<alone>{single})(?=[ ]*(?:\n|$))"
        rf"|(?P<bare>{without})(?=[ ]+(?:(?-i:[A-Z0-9(])|{WEEKDAY}\b)|[ ]*(?:\n"
        rf"|$)))[ \t]*",
        re.I,
    )


@cache
def _inner() -> re.Pattern[str]:
    """A further label on a line: behind a wide gap, a bar or a slash; behind one blank only a longer one with a capital
    and a colon."""
    labels = sorted(_fields(), key=len, reverse=True)
    every = "|".join(re.escape(x).replace(r"\ ", r"[ ]+") for x in labels)
    long = "|".join(re.escape(x).replace(r"\ ", r"[ ]+") for x in labels if len(x) > 4)
    return re.compile(
        rf"(?:(?:[ ]{{2,}}|[ ]*\t[ ]*|[ ]+[|/•][ ]+|[;,][ ]+)(?P<name>{every})"
        rf"|[ ](?=(?-i:[A-Z]))(?P<bare>{long}))[ ]*\.?[ ]*[:=][ \t]*",
        re.I,
    )


def _label(found: re.Match[str]) -> str:
    """The label as the lexicon writes it."""
    printed = found["name"] or found["bare"] or found.groupdict().get("alone") or ""
    return re.sub(r"\s+", " ", printed.lower())


def _on_line(flow: Flow, start: int, end: int) -> list[re.Match[str]]:
    """The labels of one line: the first at its head (or none there, where wide gaps make columns), more behind it."""
    first = _pattern().match(flow.text, start, end)
    at = first.end() if first else start
    if first is None and not re.search(r"[ ]{2,}|\t|[ ]\|[ ]", flow.text[start:end]):
        return []
    out = [first] if first else []
    if first and _fields()[_label(first)] == "votes":
        return out
    return [
        *out,
        *(
            m
            for m in _inner().finditer(flow.text, max(start, at - 2), end)
            if m.start("name" if m["name"] else "bare") >= at
        ),
    ]


def labels_of(flow: Flow, start: int = 0, end: int | None = None) -> list[Label]:
    """The labels at the heads of lines in a range of the flow, in order; a value goes on over lines that hold no label
    and no heading."""
    stop = len(flow.text) if end is None else end
    hits: list[tuple[int, re.Match[str], int]] = []
    for line in flow.lines:
        if line.start < start or line.start >= stop:
            continue
        marks = _on_line(flow, line.start, line.end)
        limits = [*(m.start() for m in marks[1:]), line.end]
        hits.extend((line.index, m, limit) for m, limit in zip(marks, limits, strict=False))
    out: list[Label] = []
    for i, (index, found, limit) in enumerate(hits):
        name = _label(found)
        if limit < flow.lines[index].end:  # another label follows on the line
            out.append(Label(_fields()[name], name, found.start(), min(found.end(), limit), limit))
            continue
        following = hits[i + 1][0] if i + 1 < len(hits) else len(flow.lines)
        lo, hi = _value(flow, index, found.end(), following, stop, _fields()[name])
        out.append(Label(_fields()[name], name, found.start(), lo, hi))
    return out


_LONG = frozenset({"subject", "proposal", "submitter", "co_submitter", "agenda_item"})
_OPENS = re.compile(
    r"\W{0,3}(?:aan de|de (?:gemeente)?raad|het college|gehoord|gelezen|constaterende|overwegende|ondergetekende"
    r"|motie|amendement"
    r"|in (?:de )?vergadering|dekking|toelichting)\b",
    re.I,
)


def _value(flow: Flow, index: int, at: int, following: int, stop: int, field: str) -> tuple[int, int]:
    line = flow.lines[index]
    lo, hi = at, min(line.end, stop)
    if line.text.startswith("|") or flow.text[lo - 1 : lo] == "|" or re.search(r"\|[ ]*$", flow.text[line.start : lo]):
        bar = flow.text.find("|", lo, hi)
        return lo, bar if bar >= 0 else hi
    last = index
    if not flow.text[lo:hi].strip():
        if index + 1 >= following or index + 1 >= len(flow.lines) or flow.lines[index + 1].start >= stop:
            return at, at
        after = flow.lines[index + 1]
        if field not in _LONG and after.blanks > 1:
            return at, at
        if _OPENS.match(after.text) and field != "subject":
            return at, at
        lo, hi, last = after.start, after.end, index + 1
    if field not in _LONG:
        return lo, hi
    for line in flow.lines[last + 1 : following]:
        if line.start >= stop or not _goes_on(flow, flow.lines[line.index - 1].text, line.blanks, line.text, field):
            break
        hi = line.end
    return lo, hi


def _goes_on(flow: Flow, before: str, blanks: int, text: str, field: str) -> bool:
    """Does a value run on in this line?"""
    if _OPENS.match(text) or len(text) > 160:
        return False
    if field in ("submitter", "co_submitter"):
        return (
            not blanks
            and len(text) < 80
            and not text.rstrip().endswith((".", ":", ";"))
            and not re.match(r"\W*\d", text)
        )
    hangs = before.rstrip().endswith((",", "-", " en", " van", " de", " het", " voor", " in"))
    if blanks:
        return (text[:1].islower() and len(before) > 25 and not before.rstrip().endswith(".")) or (hangs and blanks < 2)
    return (
        text[:1].islower()
        or hangs
        or before.count("(") > before.count(")")
        or (len(before) > flow.width * 0.75 and not before.rstrip().endswith((".", ":")))
    )
