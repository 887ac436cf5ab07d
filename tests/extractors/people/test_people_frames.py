"""Who stands for a paper, who was there and whose council it is, in the many words that say it: from
`tests/cases/frames/people.jsonl`."""

from __future__ import annotations

from typing import Any

import pytest

from griffier.extractors.drafting.context import Context
from griffier.extractors.drafting.draft import settle
from griffier.extractors.motions.motion_fields import tabled_fields
from griffier.extractors.people.attendance import read_attendance
from griffier.extractors.people.name_lists import listed
from griffier.extractors.people.rolls import read_people
from griffier.extractors.people.whose_council import Town, in_passing, municipality_of
from griffier.schemas.document import Part, plain_document
from griffier.tests.extractors.frames import framed, hold

ASKS = "Verzoekt het college:\n- een brug te bouwen.\n\nen gaat over tot de orde van de dag.\n"


def _person(name: str | None, party: str | None) -> str:
    return f"{name or '-'} ({party})" if party else name or "-"


def in_list(text: str) -> str:
    """ "A. Proef (CDA); - (SP)": the members of a list, "-" where only the party is named."""
    members, _ = listed(text, 0, len(text), Town())
    return "; ".join(_person(m.name and m.name.text, m.party and m.party.raw) for m in members)


def roll(text: str) -> str | None:
    people = read_people(text, 0, len(text))
    if people is None:
        return None
    return "; ".join(_person(p.name, text[slice(*p.party)] if p.party else None) for p in people)


def _standing(text: str) -> str:
    doc = plain_document(text)
    draft = tabled_fields(Part.whole(doc), Context())
    draft.pop("findings")
    return "; ".join(
        f"{s['role']} {_person(s['name'], s['party'])}".replace("submitter ", "", 1).replace("co_", "co ")
        if s["role"] != "signatory"
        else f"signs {_person(s['name'], s['party'])}"
        for s in settle(draft, doc)[0]["submitters"]
    )


def there(text: str) -> str:
    """ "A. Proef (CDA), voorzitter; B. Toets, away"."""
    doc = plain_document(text)
    people = settle({"who": read_attendance(Part.whole(doc))}, doc)[0]["who"]
    said = ((_person(p["name"], p["party"]), p["role"], None if p["present"] else "away") for p in people)
    return "; ".join(", ".join(filter(None, one)) for one in said)


def town(text: str) -> str | None:
    found = municipality_of(Part.whole(plain_document(text)))
    return found.value["name"] if found else None


def passing(text: str) -> str | None:
    found = in_passing(Part.whole(plain_document(text)))
    return found.value["name"] if found else None


READERS = {
    "list": in_list,
    "roll": roll,
    "head": lambda text: _standing(f"{text}\n\n{ASKS}"),
    "foot": lambda text: _standing(f"{ASKS}\n{text}"),
    "there": there,
    "town": town,
    "passing": passing,
}


@pytest.mark.parametrize("case", framed("people"))
def test_frame(case: dict[str, Any]) -> None:
    hold(case, READERS)
