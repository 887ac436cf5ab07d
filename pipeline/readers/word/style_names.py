"""The names that word processors give to their styles of headings, in the languages that Dutch offices use them in."""

from __future__ import annotations

import re

HEADING_NAME = re.compile(r"(?:heading|kop|überschrift|titre)\s*([1-9])", re.I)
