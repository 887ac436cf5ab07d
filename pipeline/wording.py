"""What people read, in their language: Dutch or English.

English stands in the code, where it is said; the Dutch of all of it stands in one catalogue of gettext,
`locale/nl/LC_MESSAGES/griffier.po` (`make messages` gathers what is new and compiles it). What programs read, such as
errors.jsonl and the messages of findings in records, is English always, so that the same inputs give the same bytes. An
error is shown in Dutch by the pattern of its English words: the catalogue holds "{} is not there", with `{}` for what
is put in.
"""

from __future__ import annotations

import gettext
import os
import re
from functools import cache
from pathlib import Path

from griffier.pipeline.errors import UsageError

LANGUAGES = ("nl", "en")
_DOMAIN, _FOLDER = "griffier", str(Path(__file__).parent / "locale")
_HOLE = re.compile(r"\{[^{}]*\}")
PUT_IN = ("a web page ({})", "a web page", "an e-mail", "plain text")
"""Words of ours that are put into messages, where all else is names and figures."""
_IS_OURS = re.compile(r"(?:a web page(?: \(.*\))?|an e-mail|plain text)$", re.DOTALL)
_LITTLE = 6
"""Letters that a pattern must have: one of holes alone would fit anything."""
_chosen: list[str] = []


def of_environment() -> str:
    """The language of the user, by the environment."""
    told = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "nl" if told.lower().startswith("nl") else "en"


def speak(lang: str | None) -> None:
    """Speak a language from now on; None: that of the environment. Raises UsageError for one that is not known."""
    if lang is not None and lang not in LANGUAGES:
        raise UsageError(f"there are no words in {lang!r}", remedy=f"Give --lang {' or --lang '.join(LANGUAGES)}.")
    _chosen[:] = [lang] if lang else []
    gettext.bindtextdomain(_DOMAIN, _FOLDER)
    gettext.textdomain(_DOMAIN)
    os.environ["LANGUAGE"] = language()  # for the words of the library that reads the command line


def language() -> str:
    """The language that is spoken: nl or en."""
    return _chosen[0] if _chosen else of_environment()


def said(text: str, /, **values: object) -> str:
    """A text in the user's language, with its values put in."""
    told = _words(language()).gettext(text) if text else text
    return told.format(**values) if values else told


def counted(count: int, one: str, many: str) -> str:
    """A number with the word for what is counted: "1 file", "1.234 bestanden"."""
    return f"{number(count)} {_words(language()).ngettext(one, many, count)}"


def number(value: int) -> str:
    """A whole number as the language writes it: 1,234 or 1.234."""
    told = f"{value:,}"
    return told.replace(",", ".") if language() == "nl" else told


def in_words(message: str) -> str:
    """An English message of ours, whose values are put in already, in the user's language; as it is where the catalogue
    does not know it."""
    if language() == "en":
        return message
    exact = _words("nl").gettext(message) if message else message
    if exact != message:
        return exact
    for pattern, translated in _patterns():
        if found := pattern.fullmatch(message):
            return translated.format(*(in_words(part) if _IS_OURS.match(part) else part for part in found.groups()))
    return message


def in_language(text: str, lang: str) -> str:
    """A text in a language that is not the one spoken."""
    return _words(lang).gettext(text) if text else text


@cache
def _words(lang: str) -> gettext.NullTranslations:
    return gettext.NullTranslations() if lang == "en" else gettext.translation(_DOMAIN, _FOLDER, [lang], fallback=True)


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Messages with holes and their translations, those with most words first."""
    words = getattr(_words("nl"), "_catalog", {})
    known = [(text, told) for text, told in words.items() if isinstance(text, str) and "{}" in text and told]
    known = [(text, told) for text, told in known if sum(c.isalpha() for c in _HOLE.sub("", text)) >= _LITTLE]
    known.sort(key=lambda one: (-len(_HOLE.sub("", one[0])), one[0]))
    return [(re.compile("(.*)".join(map(re.escape, text.split("{}"))), re.DOTALL), told) for text, told in known]
