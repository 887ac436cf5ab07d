"""What one record, or one place in it, says of one matter."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import asdict, dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

ROLES = ("decision", "adopted_text", "text", "minutes", "agenda", "answer", "mention")
"""In this order claims look for their dossier: a decision list tells the most papers apart."""

LEAST_KEY, LONGEST_KEY = 25, 100
"""Characters of a question that tell it from others."""
_KIND_WORDS = re.compile(
    r"^(?:(?:nader )?(?:gewijzigde?|geamendeerde?|aangepaste?) )?"
    r"(?:motie|amendement|(?:initiatief|raads)?voorstel)\b"
    r"(?: vreemd(?: aan de orde(?: van de dag)?)?)?[ :,-]*"
)


@dataclass(frozen=True)
class Claim:
    """One statement about a matter.

    `kind`: a `MatterKind`. `day`: EDTF day of the meeting (of a promise: on which it was made; of questions: on which
    they were asked), or of the letter where `role` is answer or mention. `references`:
    registry numbers, as `reference_key` makes them. `votes`, `texts`: as in the record.
    """

    municipality: str
    role: str
    kind: str
    record: str
    path: str
    pointer: str
    number: str | None = None
    title: str | None = None
    day: str | None = None
    decided: str | None = None
    """The day on which a letter says that it was decided."""
    references: tuple[str, ...] = ()
    party: str | None = None
    submitters: tuple[dict[str, Any], ...] = ()
    names: tuple[str, ...] = ()
    status: str | None = None
    status_at: str | None = None
    sure: float | None = None
    """What the record says of how sure the status is."""
    votes: dict[str, Any] | None = None
    votes_at: str | None = None
    under: tuple[str, ...] = ()
    """Registry numbers of the proposal that it says it belongs to."""
    under_title: str | None = None
    """Title of that proposal."""
    body: str | None = None
    place: dict[str, Any] = field(default_factory=dict)
    """`municipality` of the record."""
    texts: tuple[str, ...] = ()
    """What a paper asks: requests, replacements, questions."""
    also: tuple[str, ...] = ()
    """Other words for its title: what was promised, beside the subject."""
    promise: dict[str, Any] | None = None
    """As in the record."""
    as_of: str | None = None
    """The day on which a promise stood so."""

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """Its title for comparison, and other words for it; none of a claim without one."""
        fold = promise_key if self.kind == "promise" else title_key
        told = (fold(title) for title in (self.title, *self.also) if title)
        return tuple(dict.fromkeys(key for key in told if key))

    @cached_property
    def asked(self) -> frozenset[str]:
        """The questions of a paper for comparison: those that are long enough to be of one paper alone."""
        if self.kind != "written_questions":
            return frozenset()
        keys = (title_key(text)[:LONGEST_KEY] for text in self.texts)
        return frozenset(key for key in keys if len(key) >= LEAST_KEY)

    @property
    def is_letter(self) -> bool:
        """Is it said by a letter, whose day is not the matter's?"""
        return self.role in ("answer", "mention")

    @property
    def key(self) -> tuple[str, ...]:
        """Its order among all claims, whatever order the records came in."""
        return (
            self.municipality, f"{ROLES.index(self.role)}", self.day or "", self.kind, self.number or "",
            self.record, self.path, self.pointer,
        )  # fmt: skip

    def dumped(self) -> str:
        """One line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def loaded(cls, line: str) -> Claim:
        """The claim of such a line."""
        told = json.loads(line)
        for name in ("references", "submitters", "names", "under", "texts", "also"):
            told[name] = tuple(told[name])
        return cls(**told)


def number_key(number: str) -> str:
    """A number for comparison: "M-07" and "m07" are one, "1.1" and "11" are not."""
    plain = re.sub(r"[^A-Z0-9.]", "", number.upper().replace("-", ".").replace("/", ".").replace("_", "."))
    return re.sub(r"(?<=[A-Z])\.?0*(?=[1-9])|\.(?=[A-Z])", "", plain).strip(".")


def reference_key(reference: str) -> str:
    """A registry number for comparison: "RIS 321253", "321253" and "ris-321253" are one; "" for one of under five
    digits."""
    digits = re.sub(r"\D", "", reference)
    return digits if len(digits) >= 5 else ""


def title_key(title: str) -> str:
    """A title for comparison: small letters without diacritics, marks and the word for its kind."""
    plain = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    plain = " ".join(re.sub(r"[^a-z0-9 ]+", " ", plain).split())
    return _KIND_WORDS.sub("", plain)


@cache
def _of_any_promise() -> frozenset[str]:
    """Words that promises share, whatever they are about."""
    text = files("griffier.pipeline.linking").joinpath("promise_words.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def promise_key(text: str) -> str:
    """The words of a promise that say what it is about, in their order: without those that all promises share, and
    without figures."""
    words = title_key(text).split()
    return " ".join(word for word in words if len(word) > 1 and word.isalpha() and word not in _of_any_promise())
