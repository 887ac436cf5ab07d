"""Acts, ordinances and their articles: "artikel 213a van de Gemeentewet", "politiewet artikel 3", "art. 31a lid 2
Wgr"."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class LawMention:
    """An act as printed; `name` is what it is called, `article` the whole citation where an article is named (its own
    span then)."""

    start: int
    end: int
    raw: str
    name: str
    article: bool


@cache
def lexicon() -> dict[str, Any]:
    """`extractors/data/laws.toml`."""
    return tomllib.loads(files("griffier.extractors").joinpath("data/laws.toml").read_text("utf-8"))


@cache
def names() -> dict[str, str]:
    """Printed form -> the act's name."""
    return {form: law["name"] for law in lexicon()["law"] for form in law["forms"]}


def _forms() -> str:
    return "|".join(re.escape(f).replace(r"\ ", r"\s+") for f in sorted(names(), key=len, reverse=True))


_OTHER = (
    r"(?:Wet\s+(?:op\s+(?:de|het)\s+)?[a-zà-ÿ]{4,}(?:\s+(?:en\s+)?[a-zà-ÿ]{5,}){0,3}(?:\s+\d{4})?"
    r"|[A-Z][a-zà-ÿ]{3,}(?:wet"
    r"|verordening|besluit|regeling)(?:\s+(?:19|20)\d{2})?|Verordening\s+(?:op\s+(?:de|het)\s+)?(?!op\b"
    r"|van\b|voor\b|wordt\b|is\b)[A-Za-zà-ÿ]{4,}(?:\s+(?:en\s+)?[a-zà-ÿ]{5,}){0,3}(?:\s+\d{4})?)"
)
_NUMBER = r"\d+(?::\d+)?(?:\.\d+)*(?:[a-z]{1,2}|\s[a-z])?\b"
_PARTS = (
    rf"{_NUMBER}(?:\s*,?\s*(?:eerste|tweede|derde|vierde|vijfde|zesde)\s+lid|\s*,?\s*(?:lid|leden)\s+\d+"
    rf"|\s*,?\s*(?:sub|onder|onderdeel|aanhef\s+en\s+onder)\s+[a-z0-9]\b|\s*(?:,|en|of|t/m|tot en met"
    rf"|jo\.?|juncto)\s*(?:art(?:ikel"
    rf"|\.)\s*)?{_NUMBER})*"
)


@cache
def _pattern() -> re.Pattern[str]:
    law = rf"(?P<law>{_forms()}|{_OTHER})"
    after = law.replace("?P<law>", "?P<after>", 1)
    alone = law.replace("?P<law>", "?P<alone>", 1)
    return re.compile(
        rf"(?<!\w)(?:(?P<cited>[Aa]rt(?:ikel(?:en)?|\.)\s*{_PARTS}\s*,?\s*(?:van\s+)?(?:de\s+|het\s+)?{law})"
        rf"|(?P<reverse>{after}\s*,?\s+art(?:ikel(?:en)?|\.)\s*{_PARTS})|{alone})(?!\w)"
    )


_STARTS = re.compile(
    r"(?<!\w)(?=[Aa]rt[i.]|[A-Z]|politiewet|gemeentewet|jeugdwet|participatiewet|omgevingswet|reglement|wet\s"
    r"|algemene\s+plaats)"
)


def find(text: str, start: int = 0, end: int | None = None) -> list[LawMention]:
    """The acts in `text[start:end]`, in order; an article and its act are one mention."""
    stop = len(text) if end is None else end
    pattern, out, at = _pattern(), [], start
    for begin in _STARTS.finditer(text, start, stop):
        if begin.start() < at:
            continue
        match = pattern.match(text, begin.start(), stop)
        if match is None:
            continue
        printed = match["law"] or match["after"] or match["alone"]
        known = names().get(" ".join(printed.split()))
        if match["alone"] and known is None and not re.search(r"wet\b|^Wet\b|verordening", printed):
            continue
        raw = " ".join(match.group().split())
        out.append(LawMention(match.start(), match.end(), raw, known or " ".join(printed.split()), not match["alone"]))
        at = match.end()
    return out
