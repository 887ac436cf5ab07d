"""The vote on an item, a proposal or a decision, told from the votes on the amendments and motions that came with it.

The text is cut in statements. What a statement is about (the amendment, the motion, the proposal) is what it names
first, or else what the one before it was about. Only statements about the item itself are read, by the grammar of
`extractors/votes`, and roll calls by name here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Any, Literal

from griffier.extractors.drafting.draft import Draft
from griffier.extractors.dutch.parties import canonical
from griffier.extractors.people.rolls import read_people
from griffier.extractors.votes.grammar import read_votes
from griffier.extractors.votes.sides import party_draft, read_list
from griffier.schemas.document import Line, Part, Span
from griffier.schemas.evidence import Found

SideName = Literal["for", "against", "abstained"]
SIDES: tuple[SideName, ...] = ("for", "against", "abstained")
MAX_STATEMENTS = 400

_CUT = re.compile(r"(?<=[a-z0-9)\]”\"][.!?])\s+(?=[A-Z])")
_SHORTENED = re.compile(r"(?:^|\s)(?:dhr|mw|mevr|drs|mr|ir|dr|nr|nrs|art|d\.d|jl|ca|St)\.$")
_SUBJECT = re.compile(
    r"\b(?P<change>(?:sub-?)?amendement(?:en)?|wijzigingsvoorstel(?:len)?"
    r"|ordevoorstel)\b(?P<cn>\s+(?:nr\.?\s*)?[A-Z]{0,2}\d[\w.-]*)?"
    r"|\b(?P<motion>moties?)\b(?P<mn>\s+(?:nr\.?\s*)?[A-Z]{0,2}\d[\w.-]*)?"
    r"|\b(?P<item>(?:raads|initiatief|commissie)?voorstel|voordracht|beslispunt\w*|raadsbesluit|geheel)\b",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"\W{0,3}(?:(?:de (?:gemeente|deel)?raad|provinciale staten|de commissie)\s+(?:besluit|heeft besloten|besloot)\b|"
    r"besluit(?:vorming)?\s*(?::|$))",
    re.IGNORECASE,
)
_VOTE = re.compile(
    r"\b(?:stemm?en|stemden|stemt|stemde|gestemd|stemuitslag|stemverhouding|stemming|unaniem|acclamatie|hoofdelijk\w*"
    r"|eenparig\w*|"
    r"eenstemmig|voorstemmers?|tegenstemmers?|raadsbreed)\b"
    r"|^\W{0,3}(?:voor|tegen|onthouden|onthouding(?:en)?|blanco)\s*(?:\(\s*\d{1,2}\s*\)|\d{1,2})?\s*(?::|$|\d{1,3}\s?%)"
    r"|\b\d{1,2}\s+(?:voor|tegen)\b|\b(?:voor|tegen)\s*:",
    re.IGNORECASE | re.MULTILINE,
)
_SIDE_LINE = re.compile(
    r"\W{0,3}(?:voor|tegen|onthouden|onthouding(?:en)?|blanco|voorstemmers?|tegenstemmers?)\b(?:\s+(?:het|de|dit"
    r"|deze)\s+[\w-]{3,30})?"
    r"\s*(?:stemm?en|stemd?en|gestemd|hebben gestemd)?\s*(?:\(?\d{1,3}\s?%?\)?)?\s*(?::|$|\d)",
    re.IGNORECASE,
)
_ROLL_LINE = re.compile(
    r"\W{0,3}[A-Z0-9][^:\n]{0,45}:\s*(?:de\s+)?(?:dames|heren|heer|mevrouw|dhr|mw|mevr)\b", re.IGNORECASE
)
_PERCENT = re.compile(r"\W{0,3}\d{1,3}\s?%\W*$")
_SEATS_LINE = re.compile(r"[^()\n]{2,40}\(\d{1,2}\)(?:\s*,\s*[^()\n]{2,40}\(\d{1,2}\))*\W*$")
_SPEECH = re.compile(
    r"\W{0,3}(?:stemverklaring|(?:de\s+)?(?:heer|mevrouw|voorzitter|wethouder|dhr\.?|mw\.?)\b[^:.]{0,60}:"
    r"|.{0,120}\b(?:zal|zullen|zou|zouden|gaat|gaan|kan|kunnen|wil|"
    r"willen)\b.{0,80}\b(?:stemmen|instemmen|steunen)\b)",
    re.IGNORECASE | re.DOTALL,
)
_UNANIMOUS = re.compile(
    r"\b(?:unaniem|met\s+algemene\s+stemmen|bij\s+acclamatie|eenparig|eenstemmig|met\s+eenparigheid\s+van\s+stemmen)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:niet|bijna|haast|vrijwel|commissie\s+adviseert)\s+$", re.IGNORECASE)
_ROLL = re.compile(
    r"(?:(?<=\n)|(?<=\A)|(?<=[.;:]\s)|^)\W{0,3}(?P<side>voor|tegen|blanco|van stemming onthouden)(?:\s+(?:het|de|dit"
    r"|deze)\s+[\w-]{3,30})?"
    r"(?:\s+(?:hebben\s+gestemd|stemd?en|stemmen|waren"
    r"|zijn))?(?:\s*\(?\d{1,2}\)?)?\s*(?:de\s+(?:volgende\s+)?(?:raads)?leden\s*)?:\s*"
    r"|(?:(?<=\n)|(?<=\A)|(?<=[.;:]\s)|^)\W{0,3}(?P<side2>voor|tegen)(?:\s+(?:het|de|dit"
    r"|deze)\s+[\w-]{3,30})?\s+(?:hebben\s+gestemd|stemd?en|stemmen)\s+"
    r"(?=(?:de\s+(?:raads)?leden|de\s+dames|de\s+heren|de\s+heer|mevrouw|dhr|mw)\b)",
    re.IGNORECASE,
)
_BY_NAME = re.compile(r"\b(?:dames|heren|heer|mevrouw|mevr|mw|dhr|raadsleden|leden)\b", re.IGNORECASE)
_PORTAL = re.compile(
    r"\b(?P<side>voor|tegen|onthouden|onthouding)\W{0,4}\s(?P<p>\d{1,3})(?:[.,]\d{1,2})?\s?%\s*(?:(?:voor|tegen"
    r"|onthouden|onthouding)\s*\n\s*)?",
    re.IGNORECASE,
)
_BARE_RATIO = re.compile(r"\bmet\s+\d{1,2}\s+(?:stemmen\s+)?tegen\s+\d{1,2}\b", re.IGNORECASE)
_NAMES: dict[str, SideName] = {"voor": "for", "tegen": "against"}


def ballot(part: Part, lines: Sequence[Line], *, about: str = "", closing_only: bool = False) -> Draft | None:
    """`votes` of what these lines decide; None where they say nothing, or speak of several votes that cannot be told
    apart.

    `about`: the item's title: in an item that is a motion or an amendment, its votes are the item's. `closing_only`:
    minutes, where only what follows the chair's result counts, not what members say they will vote.
    """
    spans = statements(part, lines)
    groups = _own_groups(part, spans, about, closing_only)
    found = [votes for lo, hi in groups if (votes := _read(part, lo, hi)) is not None]
    return _merged(found)


def statements(part: Part, lines: Sequence[Line]) -> list[Span]:
    """Sentences and labelled lines, in order."""
    text = part.doc.text
    blocks: list[Span] = []
    previous: Line | None = None
    for line in lines:
        if previous is not None and blocks and _carries_on(previous, line):
            blocks[-1] = Span(blocks[-1].start, line.end)
        else:
            blocks.append(Span(line.start, line.end))
        previous = line
    out: list[Span] = []
    for lo, hi in blocks[:MAX_STATEMENTS]:
        at = lo
        for cut in _CUT.finditer(text, lo, hi):
            if _SHORTENED.search(text[max(at, cut.start() - 6) : cut.start()]):
                continue
            out.append(Span(at, cut.start()))
            at = cut.end()
        out.append(Span(at, hi))
    return out


def _carries_on(above: Line, line: Line) -> bool:
    if _SIDE_LINE.match(line.text) or (
        _SIDE_LINE.match(above.text) and not line.text[:1].islower() and above.text.rstrip().endswith(":")
    ):
        return False
    if line.index > above.index + 1 and not line.text[:1].islower():
        return False
    if above.text.rstrip().endswith((".", "!", "?", ";")):
        return False
    return not above.text.rstrip().endswith(":") or line.text[:1].islower()


def _own_groups(part: Part, spans: Sequence[Span], about: str, closing_only: bool) -> list[Span]:
    """The stretches of statements that tell the vote on the item."""
    text = part.doc.text
    own = subject_of(about)
    kinds = {"item"} | ({own[0]} if own else set())
    subject: tuple[str, str] = (own[0], "") if own else ("item", "")
    kept: list[tuple[int, Span, tuple[str, str]]] = []
    near = 0
    for at, span in enumerate(spans):
        said = text[span.start : span.end]
        named = subject_of(said)
        if _OPENS.match(said) and named is None:
            subject = (own[0], "") if own else ("item", "")
        elif named is not None:
            subject = named
        side = bool(_SIDE_LINE.match(said) or _ROLL_LINE.match(said) or _PERCENT.match(said) or _SEATS_LINE.match(said))
        cue = side or bool(_VOTE.search(said))
        closing = bool(_RESULT.search(said))
        if closing:
            near = 4
        else:
            near -= 1
        if (
            not cue
            or (_SPEECH.match(said) and not closing)
            or (closing_only and not closing and not (near > 0 and side))
        ):
            continue
        if subject[0] not in kinds or (
            own is not None and own[0] != "item" and subject[0] == "item" and named is not None
        ):
            continue
        if side and not kept and named is None and subject != ((own[0], "") if own else ("item", "")):
            continue
        kept.append((at, span, subject))
    numbers = {subject[1] for _, _, subject in kept if subject[1]}
    if len(numbers) > 1:
        return []
    groups: list[Span] = []
    for _, run in groupby(enumerate(kept), key=lambda pair: pair[1][0] - pair[0]):
        members = [entry for _, entry in run]
        groups.append(Span(members[0][1].start, members[-1][1].end))
    return groups


_ASIDE = re.compile(
    r"\b(?:met|inclusief|inachtneming van|conform|bij|middels|door|via)\s+(?:de|het|een)?\s*$", re.IGNORECASE
)
"""What follows these is how, not what: "aangenomen met amendement A1"."""
_RESULT = re.compile(
    r"\b(?:in\s+stemming|aangenomen|verworpen|vastgesteld|aanvaard|besloten|goedgekeurd|besluit|afgewezen)\b",
    re.IGNORECASE,
)


def subject_of(said: str) -> tuple[str, str] | None:
    """What a statement is about: ("item" | "motion" | "change", its number as printed or ""); None where it names
    nothing."""
    match = next((m for m in _SUBJECT.finditer(said) if not _ASIDE.search(said[: m.start()])), None)
    if match is None:
        return None
    if match["change"]:
        return "change", (match["cn"] or "").strip()
    if match["motion"]:
        return "motion", (match["mn"] or "").strip()
    return "item", ""


def _read(part: Part, lo: int, hi: int) -> Draft | None:
    text = part.doc.text
    rolls = _rolls(text, lo, hi)
    portal = _portal(text, lo, hi)
    if portal:
        return {
            **{s: portal.get(s) for s in SIDES},
            "unanimous": False if portal.get("against") else _hundred_percent(text, lo, hi),
        }
    votes: Draft = read_votes(text, lo, hi) or {**dict.fromkeys(SIDES), "unanimous": None}
    _without_names(text, votes)
    _whole_lists(text, lo, hi, votes)
    _with_article(text, votes)
    if rolls:
        for side in SIDES:
            total = (votes.get(side) or {}).get("total")
            votes[side] = (
                {"parties": [], "members": rolls[side], "total": total}
                if side in rolls
                else _total_only(votes.get(side))
            )
        votes["unanimous"] = False if rolls.get("against") else None
    if _BARE_RATIO.search(text, lo, hi) and "verworpen" in text[lo:hi]:
        # "verworpen met 10 tegen 6": which of the two is for is not said
        for side in SIDES:
            if votes.get(side) and not votes[side]["parties"] and not votes[side]["members"]:
                votes[side] = None
        votes["unanimous"] = None
    if votes["unanimous"] is None and not votes["against"] and not votes["for"]:
        match = _UNANIMOUS.search(text, lo, hi)
        if match and not _NOT.search(text[max(lo, match.start() - 24) : match.start()]):
            votes["unanimous"] = Found(True, (Span(*match.span()),), "derived:unanimous", 0.92)
    return votes if any(v not in (None, False) for v in votes.values()) else None


_SENTENCE_LIST = re.compile(
    r"\b(?P<side>voor|tegen)\s+(?:(?:het|de|dit|deze)\s+[\w-]{3,30}\s+)?(?:stemm?en|stemd?en|stemt|stemde|zijn"
    r"|waren)\s+"
    r"(?:de\s+fracties?\s+(?:van\s+)?(?:de\s+"
    r"|het\s+)?)?(?P<list>[A-Z0-9'’][^.;:\n]*(?:\n(?![A-Z][^\n]{0,40}:)[^.;:\n]+){0,3})",
    re.IGNORECASE,
)
_LIST_SENTENCE = re.compile(
    r"\b(?i:fracties?)\s+(?:van\s+)?(?:de\s+|het\s+)?(?P<list>[A-Z0-9'’][^.;:]{1,200}?)\s+(?:(?:stemmen|stemden|stemt"
    r"|stemde)\s+(?P<side>voor|tegen)\b|"
    r"hebben\s+(?P<side2>voor|tegen)\s?gestemd\b)",
)


_WITH_VOTES_OF = re.compile(
    r"\bmet\s+(?:alleen\s+)?(?:de\s+)?stem(?:men)?\s+van\s+(?:de\s+|het\s+)?(?:fracties?\s+van\s+)?(?:de\s+|het\s+)?"
    r"(?P<list>[A-Z0-9][^.;:]{1,240}?)\s+(?P<side>voor|tegen)\b"
)
_PIECES = re.compile(r"\s*,\s*(?:en\s+)?|\s+en\s+")


def _whole_lists(text: str, lo: int, hi: int, votes: Draft) -> None:
    """ "Tegen stemmen de fracties van CDA, VVD en De Onafhankelijken": a party that no table knows is not left out of
    the list."""
    for pattern in (_SENTENCE_LIST, _LIST_SENTENCE, _WITH_VOTES_OF):
        for match in pattern.finditer(text, lo, hi):
            word = match["side"] or (match["side2"] if "side2" in pattern.groupindex else None)
            side = _NAMES[(word or "").lower()]
            have = votes.get(side) or {"parties": [], "members": [], "total": None}
            if have["members"] or _BY_NAME.search(match["list"]):
                continue
            listed = read_list(text, *match.span("list"), None, None, sure=True)
            complete = len(listed.parties) >= len(_PIECES.split(match["list"].strip(" \n,")))
            if complete and len(listed.parties) > len(have["parties"]) and not listed.members:
                votes[side] = {**have, "parties": [party_draft(p) for p in listed.parties]}
                votes["unanimous"] = False if side == "against" else votes["unanimous"]
            elif not complete and not listed.everyone and not listed.rest:
                # half a list would be wrong
                votes[side] = {**have, "parties": []} if have["total"] else None


def _without_names(text: str, votes: Draft) -> None:
    """ "GroenLinks en D66 voor" has no 66 votes: a total is a number of its own."""
    for side in SIDES:
        total = (votes.get(side) or {}).get("total")
        if total is not None and text[total.spans[0].start - 1 : total.spans[0].start].isalnum():
            votes[side]["total"] = None


def _with_article(text: str, votes: Draft) -> None:
    """A party that no table knows keeps its capital article: "Tegen: De Onafhankelijken (5)"."""
    for side in SIDES:
        for party in (votes.get(side) or {}).get("parties") or []:
            found: Found[str] = party["party"]
            at = found.spans[0].start
            if text[at - 3 : at] == "De " and canonical(found.value) is None and len(found.spans) == 1:
                party["party"] = Found(
                    f"De {found.value}", (Span(at - 3, found.spans[0].end),), found.method, found.confidence
                )


def _total_only(side: Any) -> Draft | None:
    return {"parties": [], "members": [], "total": side["total"]} if side and side.get("total") else None


def _rolls(text: str, lo: int, hi: int) -> dict[str, list[Draft]]:
    """Sides whose members are named one by one: {"for": [{"name", "party"}]}; {} where a piece of a list is no
    person."""
    labels = list(_ROLL.finditer(text, lo, hi))
    out: dict[str, list[Draft]] = {}
    for n, label in enumerate(labels):
        stop = labels[n + 1].start() if n + 1 < len(labels) else hi
        listed = text[label.end() : stop]
        if not _BY_NAME.search(label.group() + listed):
            continue
        people = read_people(text, label.end(), stop)
        if not people:
            return {}
        side = _NAMES.get((label["side"] or label["side2"]).lower(), "abstained")
        if side in out:
            return {}
        out[side] = [p.draft(text) for p in people]
    return out


_WITH_SEATS = re.compile(r"\s*[^(),\n]{2,45}\(\d{1,2}\)(?:\s*,\s*[^(),\n]{2,45}\(\d{1,2}\))*")
_ONE_SEATED = re.compile(r"(?:Fractie\s+(?=[A-Z0-9]))?(?P<party>[^\s(),][^(),\n]{0,44}?)\s*\((?P<seats>\d{1,2})\)")


def _seated(match: re.Match[str]) -> Draft:
    party = Found(match["party"], (Span(*match.span("party")),), "rule:vote_list", 0.92)
    return {"party": party, "seats": Found(int(match["seats"]), (Span(*match.span("seats")),), "rule:vote_list", 0.9)}


def _portal(text: str, lo: int, hi: int) -> dict[str, Draft]:
    """As portals print it: "voor 61% CDA (6), D66 (2) tegen 39% VVD (5)"; the percentages are not counted."""
    labels = list(_PORTAL.finditer(text, lo, hi))
    out: dict[str, Draft] = {}
    for n, label in enumerate(labels):
        stop = labels[n + 1].start() if n + 1 < len(labels) else hi
        side = _NAMES.get(label["side"].lower(), "abstained")
        seated = _WITH_SEATS.match(text, label.end(), stop)
        if seated is not None:
            drafts = [_seated(m) for m in _ONE_SEATED.finditer(text, *seated.span())]
        else:
            drafts = [party_draft(p) for p in read_list(text, label.end(), stop, None, None, sure=True).parties]
        if drafts:
            out[side] = {"parties": drafts, "members": [], "total": None}
    return out


def _hundred_percent(text: str, lo: int, hi: int) -> Found[bool] | None:
    """ "voor 100%": nobody voted otherwise."""
    match = _PORTAL.search(text, lo, hi)
    if match is None or match["side"].lower() != "voor" or match["p"] != "100":
        return None
    return Found(True, (Span(match.start(), match.end("p")),), "derived:unanimous", 0.92)


def _merged(found: Sequence[Draft]) -> Draft | None:
    """One vote told in several places; None where they contradict each other."""
    if not found:
        return None
    out: Draft = {**dict.fromkeys(SIDES), "unanimous": None}
    for votes in found:
        for side in SIDES:
            more = votes.get(side)
            have = out[side]
            if more is None:
                continue
            if have is None:
                out[side] = dict(more)
                continue
            for name in ("parties", "members", "total"):
                if not more.get(name):
                    continue
                if have.get(name) and _plain(have[name]) != _plain(more[name]):
                    return None
                have[name] = more[name]
        if votes.get("unanimous") is not None:
            if out["unanimous"] is not None and _plain(out["unanimous"]) != _plain(votes["unanimous"]):
                return None
            out["unanimous"] = votes["unanimous"]
    return out


def _plain(value: Any) -> Any:
    if isinstance(value, Found):
        return value.value
    if isinstance(value, list):
        return [_plain(v) for v in value]
    return {k: _plain(v) for k, v in value.items()} if isinstance(value, dict) else value
