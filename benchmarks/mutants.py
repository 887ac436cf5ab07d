"""Which alternatives of which patterns does a case hold? Each mutant is the code with one alternative taken out of one
regular expression of the extractors, or one word out of a lexicon; the cases are run over it until one fails.

usage: python benchmarks/mutants.py [--patterns 100] [--words 20] [--seed 1] [--room motions] [--jobs 2] [--least 60]
                                    [--every] [--likely] [--tests tests/extractors/votes ...]

A mutant is noticed when a test fails that passes without it. The tests are those in tests/extractors that need no OCR
and no corpus. The sample is chosen by the text of pattern and alternative, so that it stays the same where code moves.
Prints what nobody noticed as `file:line`, by room; ends with 1 where fewer of 100 patterns than `--least` are noticed.
`--every` runs all alternatives of a room in place of a sample; `--likely` only the tests whose data hold a word of the
alternative, which is quick and may miss that another test notices it.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import sys
import tempfile
import tokenize
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import pairwise
from pathlib import Path

from noticing import EXTRACTORS, NOTICED, ROOT, UNNOTICED, Known, judge, survey, tests_of

NAMES = ("councils", "parties", "given_names", "people", "laws", "places", "taakvelden", "municipalities")
"""Lists of the world's names: a case for each word would say nothing."""


@dataclass(frozen=True)
class Mutant:
    """`text`: the whole file without the alternative."""

    path: Path
    line: int
    pattern: str
    gone: str
    text: str

    @property
    def place(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line}"

    def order(self, seed: int) -> bytes:
        return hashlib.sha1(f"{seed} {self.path.stem} {self.pattern} {self.gone}".encode()).digest()


def alternatives(pattern: str) -> Iterator[tuple[int, int]]:
    """Where an alternative and one bar beside it stand in a pattern: of groups, and what is between two bars."""
    opened: list[list[int]] = [[0]]  # of each group: where it began, then its bars
    grouped = [False]
    at = 0
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\":
            at += 1
        elif sign == "[":
            closed = re.compile(r"\^?\]?(?:\\.|[^\]\\])*\]").match(pattern, at + 1)
            at = closed.end() - 1 if closed else len(pattern)
        elif sign == "{":
            at = pattern.find("}", at) if "}" in pattern[at:] else len(pattern)
        elif sign == "(":
            intro = re.compile(r"\((?:\?(?:[:=!>]|<[=!]|P?<\w+>|[a-z-]+:))?").match(pattern, at)
            assert intro
            at = intro.end() - 1
            opened.append([at + 1])
            grouped.append(True)
        elif sign == "|":
            opened[-1].append(at)
        elif sign == ")" and len(opened) > 1:
            yield from _parts([*opened.pop(), at], grouped.pop())
        at += 1
    if len(opened) == 1:
        yield from _parts([*opened[0], len(pattern)], False)


def _parts(bars: list[int], whole: bool) -> Iterator[tuple[int, int]]:
    """Between two bars always; the first and the last only of a group that is whole here."""
    if len(bars) < 3:
        return
    start, *between, end = bars
    if whole and between[0] > start:
        yield start, between[0] + 1
    yield from ((a, b) for a, b in pairwise(between) if b > a + 1)
    if whole and end > between[-1] + 1:
        yield between[-1], end


def of_patterns(path: Path) -> Iterator[Mutant]:
    """One mutant for each alternative in a raw string of a module."""
    source = path.read_text("utf-8")
    lines = source.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    for token in tokenize.generate_tokens(StringIO(source).readline):
        found = re.fullmatch(r"([rRfF]{1,2})(\"\"\"|'''|\"|')(.*)\2", token.string, re.DOTALL)
        if token.type != tokenize.STRING or not found or "r" not in found[1].lower() or "|" not in found[3]:
            continue
        begin = starts[token.start[0] - 1] + token.start[1] + found.start(3)
        for start, end in alternatives(found[3]):
            at = begin + start
            text = source[:at] + source[begin + end :]
            yield Mutant(path, source.count("\n", 0, at) + 1, found[3], found[3][start:end].strip("|"), text)


def of_words(path: Path) -> Iterator[Mutant]:
    """One mutant for each word in a list of a lexicon."""
    source = path.read_text("utf-8")
    for line in re.finditer(r"^.*\[.*\].*$|^ +[\"'].*$", source, re.MULTILINE):
        for word in re.finditer(r"(?P<q>[\"'])([^\"']+)(?P=q),? ?", line[0]):
            start, end = line.start() + word.start(), line.start() + word.end()
            text = source[:start] + source[end:]
            try:
                same = tomllib.loads(text) == tomllib.loads(source)
            except tomllib.TOMLDecodeError:
                continue
            if not same:
                yield Mutant(path, source.count("\n", 0, start) + 1, path.stem, word[2], text)


def judged(
    mutants: list[Mutant], wanted: int, tests: list[str], known: Known, jobs: int, *, likely: bool
) -> dict[Mutant, int]:
    """The first mutants that are valid, and whether each was noticed."""
    out: dict[Mutant, int] = {}

    def told(mutant: Mutant, code: int) -> bool:
        if code in (NOTICED, UNNOTICED) and len(out) < wanted:
            out[mutant] = code
            mark = "+" if code == NOTICED else "-"
            print(f"[{len(out):3d}/{wanted}] {mark} {mutant.place}  without '{mutant.gone[:60]}'", flush=True)
        return len(out) < wanted

    if wanted and mutants:
        judge(mutants, tests, known, jobs, told, likely=likely)
    return out


def candidates(paths: list[Path], seed: int, most: int = 3) -> list[Mutant]:
    """All mutants of modules or lexicons, in the order of the sample; at most so many of one pattern."""
    found = [m for path in paths for m in (of_words(path) if path.suffix == ".toml" else of_patterns(path))]
    taken: Counter[tuple[Path, str]] = Counter()
    out = []
    for mutant in sorted(found, key=lambda m: m.order(seed)):
        taken[mutant.path, mutant.pattern] += 1
        if mutant.path.suffix == ".toml" or taken[mutant.path, mutant.pattern] <= most:
            out.append(mutant)
    return out


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--patterns", type=int, default=100)
    parser.add_argument("--words", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--room", default="", help="only files whose path holds this")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--least", type=int, default=0, help="noticed mutants of 100 below which this ends with 1")
    beside = Path(tempfile.gettempdir()) / "griffier-mutants"  # in the tree its files would be taken for modules
    parser.add_argument("--every", action="store_true", help="all alternatives of patterns, no sample of them")
    parser.add_argument("--likely", action="store_true", help="only tests that hold a word of the alternative")
    parser.add_argument("--tests", nargs="*", default=[], help="only these test modules or folders")
    parser.add_argument("--out", type=Path, default=beside)
    given = parser.parse_args()
    os.chdir(ROOT)
    given.out.mkdir(parents=True, exist_ok=True)
    files = [p for p in sorted(EXTRACTORS.rglob("*")) if given.room in str(p.relative_to(ROOT))]
    most = 10_000 if given.every else 3
    patterns = candidates([p for p in files if p.suffix == ".py"], given.seed, most)
    words = candidates([p for p in files if p.suffix == ".toml" and p.stem not in NAMES], given.seed)
    if given.every:
        given.patterns, given.words = len(patterns), 0
    tests = tests_of(given.tests)
    print(
        f"{len(patterns)} alternatives of patterns, {len(words)} words; which test calls which module ...", flush=True
    )
    known = survey(tests, given.out)
    noticed = {}
    unnoticed: dict[str, list[str]] = defaultdict(list)
    for name, mutants, wanted in (("patterns", patterns, given.patterns), ("words", words, given.words)):
        found = judged(mutants, wanted, tests, known, given.jobs, likely=given.likely)
        noticed[name] = sum(found.values()), len(found)
        for mutant, code in found.items():
            if code == UNNOTICED:
                unnoticed[mutant.path.parent.name].append(f"{mutant.place}  '{mutant.gone}' of {mutant.pattern[:70]!r}")
    print("\nNobody noticed:")
    for room, places in sorted(unnoticed.items()):
        print(f"{room} ({len(places)})", *sorted(places), sep="\n  ")
    for name, (some, of) in noticed.items():
        print(f"{name}: {some} of {of} mutants are noticed")
    some, of = noticed["patterns"]
    return int(bool(of) and 100 * some / of < given.least)


if __name__ == "__main__":
    sys.exit(main())
