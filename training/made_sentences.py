"""Sentences with made-up names, for training: templates of ours (`templates.txt`) filled with names that are composed
(`words.toml`), or drawn from lists of municipalities, parties and given names. No name of a real document."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from griffier.extractors.dutch import councils, laws, names, parties, places
from griffier.extractors.dutch.words import MONTHS

HERE = Path(__file__).parent
Entity = tuple[int, int, str]


@cache
def _words() -> dict[str, list[str]]:
    found: dict[str, list[str]] = tomllib.loads((HERE / "words.toml").read_text("utf-8"))
    return found


@cache
def _party_names() -> list[str]:
    forms = {form for listed in councils.all_lists() for form in parties.whole_forms(listed)}
    return sorted(form for form in forms if 2 < len(form) < 45 and "(" not in form)


@cache
def _towns() -> list[str]:
    return sorted(name for name in places.by_name() if not re.search(r"[(,]", name) and not name.isupper())


@cache
def _acts() -> list[str]:
    return sorted(laws.names())


@cache
def _given() -> list[str]:
    return sorted(names.given_names())


class Names:
    """Made-up names, by the letters of the templates' slots."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._one = rng.choice

    def _surname(self) -> str:
        words, draw = _words(), self._rng.random()
        name = self._one(words["surnames"])
        if draw < 0.4 and " " not in name:
            particle = self._one(words["particles"])
            name = f"{particle} {name}"
        if self._rng.random() < 0.06:
            name += "-" + self._one(words["surnames"])
        return name

    def ps(self) -> str:
        name = self._surname()
        return name[0].upper() + name[1:]

    def pc(self) -> str:
        return self._surname().upper()

    def pi(self) -> str:
        count = self._rng.choices((1, 2, 3, 4), (6, 4, 2, 1))[0]
        joint = "" if self._rng.random() < 0.8 else " "
        initials = joint.join(self._one("ABCDEFGHIJKLMNOPRSTVWYZ") + "." for _ in range(count))
        return f"{initials} {self._surname()}"

    def pf(self) -> str:
        given = self._one(_given())
        if self._rng.random() < 0.08:
            given += "-" + self._one(_given())
        if self._rng.random() < 0.06:
            given += " " + self._one("ABCDEFGHJKLMRST") + "."
        return f"{given} {self._surname()}"

    def pr(self) -> str:
        words, particle = _words(), ""
        if self._rng.random() < 0.4:
            particle = " " + self._one(words["particles"][:6])
        return f"{self._one(words['surnames'])}, {self._one('ABCDEFGHJKLM')}.{particle}"

    def a(self) -> str:
        draw = self._rng.random()
        if draw < 0.35:
            return self._one(_NATIONAL)
        if draw < 0.72:
            return self._one(_party_names())
        return self._local_party()

    def _local_party(self) -> str:
        town, kind = self._one(_towns()), self._rng.randrange(12)
        initials = "".join(self._one("ABDEGHLNPRSVW") for _ in range(self._rng.randint(2, 4)))
        return (
            f"Hart voor {town}",
            f"Lokaal {town}!",
            f"Leefbaar {town}",
            f"Gemeentebelangen {town}",
            f"{town} Vooruit",
            f"Samen voor {town}",
            initials,
            f"{initials}{self._one(('!', '', '66', '2000', '-lokaal'))}",
            f"Lijst {self.ps()}",
            f"Groep {self.ps()}",
            f"{town}se Volkspartij",
            f"Team {self.ps()}",
        )[kind]

    def m(self) -> str:
        return self._one(_towns())

    def v(self) -> str:
        words = _words()
        if self._rng.random() < 0.45:
            return self._one(words["villages"])
        name = self._one(words["districts_first"]) + self._one(words["districts_last"])
        draw = self._rng.random()
        if draw < 0.08:
            return f"{self.m()}-{self._one(('Noord', 'Oost', 'Zuid', 'West'))}"
        if draw < 0.16:
            return self._one(("Noord", "Oost", "Zuid", "West", "Centrum", "Nieuw-West", "Zuidoost"))
        return f"{name}-{self._one(('Noord', 'Zuid', 'Oost'))}" if draw < 0.26 else name

    def s(self) -> str:
        words = _words()
        if self._rng.random() < 0.12:
            return self._one(words["streets_whole"])
        draw = self._rng.random()
        if draw < 0.15:
            return self._surname_street()
        return self._one(words["streets_first"]) + self._one(words["streets_last"])

    def _surname_street(self) -> str:
        given = self._one(_given())
        return f"{given} {self._one(_words()['surnames'])}{self._one(_words()['streets_last'])}"

    def b(self) -> str:
        words = _words()
        if self._rng.random() < 0.7:
            return self._one(words["buildings"])
        return f"{self._one(('Sportpark', 'Park', 'Dorpshuis', 'Wijkcentrum', 'Zwembad', 'Kasteel'))} {self.v()}"

    def o(self) -> str:
        words = _words()
        filled = {
            "x": self._one(words["names_of_bodies"]),
            "c": self._coined(),
            "p": self._one(words["surnames"]),
            "m": self.m(),
            "v": self.v(),
            "s": self.s(),
            "g": self._one(_given()),
            "k": self._one(words["capital_themes"]),
            "r": self._one(words["regions"]),
        }
        return self._one(words["patterns_of_bodies"]).format(**filled)

    def _coined(self) -> str:
        if self._rng.random() < 0.5:
            return self._one(_words()["coined"])
        heads = (
            "Nova",
            "Terra",
            "Vita",
            "Aqua",
            "Domi",
            "Sana",
            "Plan",
            "Bouw",
            "Zorg",
            "Woon",
            "Meer",
            "Rijn",
            "Delta",
            "Eko",
        )
        return self._one(heads) + self._one(
            ("lux", "vest", "net", "kwadraat", "plus", "groep", "wijs", "nova", "ta", "ris")
        )

    def oa(self) -> str:
        if self._rng.random() < 0.6:
            return self._one(_words()["short_bodies"])
        return "".join(self._one("ABCDEGHKLMNOPRSTVWZ") for _ in range(self._rng.randint(2, 5)))

    def w(self) -> str:
        words, draw = _words(), self._rng.random()
        if draw < 0.4:
            return self._one(_acts())
        if draw < 0.6:
            return self._one(words["short_acts"])
        if draw < 0.8:
            year = f" {self._rng.randint(1990, 2024)}" if self._rng.random() < 0.2 else ""
            name = self._one(words["act_stems"]) + "wet"
            return (name.lower() if self._rng.random() < 0.08 else name) + year
        return f"{self._one(('Wet', 'Wet', 'Wet', 'Besluit', 'wet'))} {self._one(words['act_subjects'])}"

    def wo(self) -> str:
        words, draw = _words(), self._rng.random()
        year = f" {self._rng.randint(2005, 2026)}" if self._rng.random() < 0.5 else ""
        town = f" {self.m()}" if self._rng.random() < 0.4 else ""
        if draw < 0.2:
            return self._one(("Algemene plaatselijke verordening", "Reglement van orde", "APV"))
        if draw < 0.55:
            name = f"{self._one(words['ordinance_stems'])}verordening"
            return (name[0].lower() + name[1:] if not town + year and self._rng.random() < 0.3 else name) + town + year
        subject = self._one(words["ordinance_subjects"])
        opening = "Verordening " if self._rng.random() < 0.9 else "verordening "
        return f"{opening}{subject}{town}{year}"


_NATIONAL = (
    *("VVD", "CDA", "PvdA", "D66", "GroenLinks", "SP", "PVV", "ChristenUnie", "SGP", "DENK", "Volt", "50PLUS"),
    *("BIJ1", "GL", "CU", "PvdD", "FvD", "JA21", "BBB", "Partij voor de Dieren", "Forum voor Democratie"),
)
_LABELS = {
    "p": "PERSON",
    "a": "PARTY",
    "o": "ORGANIZATION",
    "m": "LOCATION",
    "v": "LOCATION",
    "s": "LOCATION",
    "b": "LOCATION",
    "w": "LAW",
}
_CUT = 0.12
_SLOT = re.compile(r"\{(\w+)\}")


def made(count: int, seed: int) -> list[tuple[str, list[Entity]]]:
    """Texts with their entities. The same seed gives the same sentences."""
    rng = random.Random(seed)
    lines = (HERE / "templates.txt").read_text("utf-8").splitlines()
    templates = [line.replace("\\n", "\n") for line in lines if line and not line.startswith("#")]
    return [_filled(rng.choice(templates), Names(rng), rng) for _ in range(count)]


def _filled(template: str, drawn: Names, rng: random.Random) -> tuple[str, list[Entity]]:
    out, entities, at = "", [], 0
    for slot in _SLOT.finditer(template):
        out += template[at : slot.start()]
        at = slot.end()
        label = _LABELS.get(slot[1][0])
        maker: Callable[[], str] = getattr(drawn, slot[1]) if label else (lambda kind=slot[1]: _plain(kind, rng))
        text = maker()
        if label and label != "PERSON" and rng.random() < _CUT:
            text = _cut(text, rng)
        if label:
            entities.append((len(out), len(out) + len(text), label))
        out += text
    return out + template[at:], entities


def _cut(name: str, rng: random.Random) -> str:
    """A name that a line's end cuts, at a blank or behind a hyphen."""
    places = [found.end() for found in re.finditer(r"\s|-(?=[A-Z])", name)]
    if not places:
        return name
    at = rng.choice(places)
    return f"{name[:at].rstrip(' ')}\n{name[at:]}"


def _plain(kind: str, rng: random.Random) -> str:
    if kind == "d":
        return f"{rng.randint(1, 31)} {rng.choice(MONTHS)} {rng.randint(2005, 2026)}"
    if kind == "n":
        return str(rng.choice((rng.randint(1, 40), rng.randint(100, 999), f"{rng.randint(1, 9)}.{rng.randint(1, 30)}")))
    if kind == "e":
        return f"€ {rng.randint(1, 900)}.{rng.randint(100, 999)}"
    if kind == "q":
        return "".join(rng.choice("ABCDEGIKLMNOPRSTUVW") for _ in range(rng.randint(2, 5)))
    return rng.choice(_words()[{"t": "programmes"}.get(kind, "themes")])
