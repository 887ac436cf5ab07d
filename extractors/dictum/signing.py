"""Does a line sign? A person's name, alone or beside a party, or a party alone: what stands under a dictum."""

from __future__ import annotations

import re

from griffier.extractors.dictum.flow import Flow, FlowLine

_INITIALS = r"(?:[A-Z]{1,2}\.\s?(?:[a-z]{1,2}\.\s?)?){1,6}"
_TUSSEN = r"(?:(?:van|de|der|den|den|ter|ten|te|el|al|'t|’t|in|op|bij|la|le|von|da|dos)\s+){0,3}"
_SURNAME = r"[A-ZÀ-Ý][\w'’À-ÿ]+(?:[ -](?:van|de|der|den)?\s?[A-ZÀ-Ý][\w'’À-ÿ]+)?"
_TITLE = r"(?:(?:dhr|mevr|mw|drs|mr|ir|dr|ing|de heer|mevrouw)\.?\s+)?"
_PERSON = re.compile(
    rf"\W{{0,3}}(?i:{_TITLE})(?:{_INITIALS}\s?{_TUSSEN}{_SURNAME}|[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-Z][a-z]+)?\s+(?i:{_TUSSEN}){_SURNAME})"
)
_WITH_PARTY = re.compile(r"\s*(?:[-–—/|,:(]|\()\s*(?:(?:namens|fractie)\s+)?[\w/+&'’. -]{2,40}\)?\s*$")


def signs(flow: Flow, line: FlowLine) -> bool:
    """True for a line that is nothing but a signatory."""
    text = line.text.strip()
    if len(text) > 70 or text[-1:] in ";:?!" or not text:
        return False
    found = _PERSON.match(text)
    if not found:
        return False
    rest = text[found.end() :]
    if not rest.strip(" .,"):
        return _initialled(text)
    return bool(_WITH_PARTY.match(rest)) and not re.search(r"\.$", text)


def _initialled(text: str) -> bool:
    return bool(re.match(rf"\W{{0,3}}(?i:{_TITLE}){_INITIALS}", text))
