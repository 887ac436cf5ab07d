"""The numbers of motions, amendments and promises as councils print them: "M07", "2008 RG 100", "25bb006477", "H.2",
"537"."""

from __future__ import annotations

YEAR = r"(?:19|20)\d\d"
REGISTERED = r"\d{2}bb\d{4,7}"
LETTERED = r"[A-Z]\.(?:\d{1,2}(?:\.\d{1,2})?|[A-Z])"
"""The letter of the agenda's item and a figure for a motion, a letter for an amendment: "H.2", "J.A"."""
SHORT = r"[MA](?:-?\d{1,3}[a-z]?|-?\d{2}[-–/]\d{1,3})(?![\w-])"
"""With the letter of its kind: "M07", "A-3b", "M24-18"."""
OF_BODY = rf"(?:[A-Z]{{2,4}}[-./ ][MA][-./ ]?(?:{YEAR}[-/.])?\d{{1,4}})"
"""The letters of the body, then that of the paper: "PS-M 14", "SDC-M 2025-04"."""
NUMBER = (
    rf"(?:{REGISTERED}|{OF_BODY}|{YEAR}-\d\d-\d\d/\d{{1,3}}"
    rf"|{YEAR}\s?[A-Z]{{1,3}}\s?\d{{1,4}}|{YEAR}[-–/. ]{{0,3}}[MA][-–/. ]{{0,3}}\d{{1,4}}"
    rf"|(?:MO|AM|[MA])[-. ]?{YEAR}[-–/.]\d{{1,4}}|[MAS]{{1,2}}[-. ]?\d{{2,6}}[-–/]\d{{1,4}}"
    rf"|\d{{2}}[-/]?(?:AM|MO|[MA])[-/]?\d{{1,4}}"
    rf"|[IVX]{{1,5}}-\d{{1,3}}|{LETTERED}"
    r"|[MAS]{1,2}[-\u2010\u2011. ]?\d{1,3}(?:[.-]\d{1,3})?[a-zA-Z]?|\d{1,3}[.-](?:\d{1,3}[a-z]?|[A-Z])"
    r"|\d{1,2}\.[a-z]\.\d{1,2}"
    rf"|{YEAR}[-–/]\d{{1,4}}[A-Z]{{0,2}}|\d{{1,4}}[-–/]{YEAR}|\d{{4}}[-–]\d{{1,3}}(?![-–\d])|[A-Z]{{1,3}}\d{{1,3}}[a-z]?(?:/\d{{1,3}})?|\d{{1,5}}[a-z]?)"
)
"""Any of them, where the word before it says that a number follows."""

_T = r"(?:TZG?|TOEZ|T)"
PROMISE_NUMBER = (
    rf"(?:{YEAR}[-–/. ]?{_T}[-–/. ]?\d{{1,4}}|\d{{2}}[-–/.]?{_T}[-–/.]?\d{{1,4}}"
    rf"|{_T}[-–/. ]?(?:{YEAR}|\d{{2}})[-–/.]\d{{1,4}}|{_T}[-–/. ]?\d{{1,6}}|{YEAR}[-–/.]\d{{1,4}}"
    r"|\d{2}[-–/.]\d{2,4}|\d{1,5})"
)
"""The number of a promise in its register: "402", "T-010", "T23-041", "2023-T-12"."""
