"""The alarms of a check in the forms that people and CI systems read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote
from xml.etree import ElementTree

from griffier.pipeline.batch.inputs import one_line
from griffier.pipeline.checking.alarms import Alarm, FailOn
from griffier.pipeline.wording import counted, in_words, language, said
from griffier.schemas.findings import MEANINGS


@dataclass(frozen=True)
class Checked:
    """What was checked. `files`: all that were read, in order; `alarms` ordered by file and page."""

    files: tuple[str, ...]
    alarms: tuple[Alarm, ...]
    fail_on: FailOn
    version: str

    @property
    def failing(self) -> list[Alarm]:
        """The alarms that make the check fail."""
        return [alarm for alarm in self.alarms if self.fail_on.fails(alarm)]


def as_text(checked: Checked) -> str:
    """For the terminal: a line an alarm and one that says what to do, and a sum."""
    lines = []
    for file, alarms in groupby(checked.alarms, key=lambda alarm: alarm.file):
        lines.append(one_line(file))
        for alarm in alarms:
            sign = "x" if checked.fail_on.fails(alarm) else "!"
            page = f"p. {alarm.page}: " if alarm.page else ""
            lines.append(f"  {sign} {page}{one_line(_words(alarm))} [{alarm.code}]")
            lines.append(f"      {one_line(_advice(alarm))}")
    return "\n".join([*lines, sum_of(checked)]) + "\n"


def _words(alarm: Alarm) -> str:
    """What an alarm says. The message of a finding is English always: a Dutch reader has its meaning before it."""
    words = in_words(alarm.message)
    known = language() == "nl" and words == alarm.message and alarm.code in MEANINGS
    return f"{said(MEANINGS[alarm.code])} ({words})" if known else words


def _advice(alarm: Alarm) -> str:
    """What to do, for a person."""
    return in_words(alarm.advice)


def sum_of(checked: Checked) -> str:
    """One line: how many files and alarms, and whether the check failed."""
    files, alarms, failing = len(checked.files), len(checked.alarms), len(checked.failing)
    told = said("{files} checked, {alarms} to look at", files=counted(files, "file", "files"), alarms=alarms)
    if not failing:
        return said("{what}: passed.", what=told)
    return said("{what}, {failing} the check.", what=told, failing=counted(failing, "of them fails", "of them fail"))


def as_github(checked: Checked) -> str:
    """Workflow commands: GitHub shows them at the files of a pull request."""
    lines = []
    for alarm in checked.alarms:
        level = "error" if checked.fail_on.fails(alarm) else "warning"
        title = f"{alarm.code}{f', page {alarm.page}' if alarm.page else ''}"
        about = f"file={_property(alarm.file)},title={_property(title)}"
        lines.append(f"::{level} {about}::{_data(f'{alarm.message} -> {alarm.advice}')}")
    return "\n".join([*lines, sum_of(checked)]) + "\n"


def _data(text: str) -> str:
    return one_line(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_gitlab(checked: Checked) -> str:
    """A Code Quality report: https://docs.gitlab.com/ee/ci/testing/code_quality.html."""
    told = [
        {
            "description": f"{_on_page(alarm)}{alarm.message} -> {alarm.advice}",
            "check_name": alarm.code,
            "fingerprint": _fingerprint(alarm),
            "severity": "major" if checked.fail_on.fails(alarm) else "minor",
            "location": {"path": alarm.file.partition("#")[0], "lines": {"begin": 1}},
        }
        for alarm in checked.alarms
    ]
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _on_page(alarm: Alarm) -> str:
    return f"page {alarm.page}: " if alarm.page else ""


def _fingerprint(alarm: Alarm) -> str:
    """The same alarm has the same one in every run."""
    return hashlib.sha256("\0".join((alarm.file, alarm.code, str(alarm.page), alarm.message)).encode()).hexdigest()


def as_junit(checked: Checked) -> str:
    """JUnit's XML: one test case a file; alarms that do not fail the check stand in its output."""
    suite = ElementTree.Element("testsuite", name="griffier check")
    failed = 0
    for file in checked.files:
        case = ElementTree.SubElement(suite, "testcase", classname="griffier", name=_xml(file))
        own = [alarm for alarm in checked.alarms if alarm.file == file]
        failing = [alarm for alarm in own if checked.fail_on.fails(alarm)]
        failed += bool(failing)
        for alarm in failing:
            message = _xml(_on_page(alarm) + alarm.message)
            told = ElementTree.SubElement(case, "failure", type=alarm.code, message=message)
            told.text = _xml(alarm.advice)
        if rest := [alarm for alarm in own if alarm not in failing]:
            lines = (f"{_on_page(alarm)}{alarm.message} [{alarm.code}]" for alarm in rest)
            ElementTree.SubElement(case, "system-out").text = _xml("\n".join(lines))
    suite.set("tests", str(len(checked.files)))
    suite.set("failures", str(failed))
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True) + "\n"


def _xml(text: str) -> str:
    """Without what XML cannot hold."""
    return "".join(c if c in "\t\n" or (c.isprintable() and c < "\ufffe") else " " for c in text)


def as_sarif(checked: Checked) -> str:
    """SARIF 2.1.0, as code scanning reads it. The page is in the message: SARIF has lines and no pages."""
    codes = sorted({alarm.code for alarm in checked.alarms})
    meanings = {alarm.code: alarm.meaning for alarm in checked.alarms}
    results = [
        {
            "ruleId": alarm.code,
            "ruleIndex": codes.index(alarm.code),
            "level": "error" if checked.fail_on.fails(alarm) else "warning",
            "message": {"text": f"{_on_page(alarm)}{alarm.message} -> {alarm.advice}"},
            "locations": [{"physicalLocation": _place(alarm)}],
            "partialFingerprints": {"griffier/v1": _fingerprint(alarm)},
            "properties": {"page": alarm.page},
        }
        for alarm in checked.alarms
    ]
    rules = [{"id": code, "shortDescription": {"text": meanings[code]}} for code in codes]
    driver = {"name": "griffier", "version": checked.version, "rules": rules}
    told = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _place(alarm: Alarm) -> dict[str, object]:
    uri = quote(alarm.file.partition("#")[0].replace("\\", "/"))
    return {"artifactLocation": {"uri": uri}, "region": {"startLine": 1}}


def as_markdown(checked: Checked) -> str:
    """A table for a comment or a job summary."""
    lines = [f"**{sum_of(checked)}**", ""]
    if checked.alarms:
        lines += [
            f"| | {said('file')} | {said('page')} | {said('what')} | {said('what to do')} |",
            "|---|---|---|---|---|",
        ]
    for alarm in checked.alarms:
        sign = "❌" if checked.fail_on.fails(alarm) else "⚠️"
        told = f"{_cell(_words(alarm))} (`{alarm.code}`)"
        lines.append(f"| {sign} | {_cell(alarm.file)} | {alarm.page or ''} | {told} | {_cell(_advice(alarm))} |")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    """Words of a document as words: nothing in them is markup."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>()#+!|~" else c for c in one_line(text))


FORMATS: dict[str, Callable[[Checked], str]] = {
    "text": as_text,
    "github": as_github,
    "gitlab": as_gitlab,
    "junit": as_junit,
    "sarif": as_sarif,
    "markdown": as_markdown,
}


def by_file(alarms: Sequence[Alarm]) -> tuple[Alarm, ...]:
    """The alarms in the order of files and pages."""
    return tuple(sorted(alarms, key=lambda alarm: (alarm.file, alarm.page or 0, alarm.code, alarm.message)))
