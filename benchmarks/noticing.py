"""Runs the cases over mutants, each in a child of a process that has collected the tests once.

A child puts the mutant in place of the module that is loaded already: each statement of the changed source is run in
the module's own namespace, functions and classes stay the same objects with new code in them. Modules whose constants
are made of a changed one are run again behind it. Which test calls which module is found once and kept on disk.
"""

from __future__ import annotations

import ast
import functools
import gc
import hashlib
import importlib
import json
import os
import re
import sys
import time
import tomllib
import types
from collections.abc import Callable, Generator, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
EXTRACTORS = ROOT / "extractors"
CHOICE = ["-m", "not ocr and not corpus and not slow", "-k", "not costs_little and not test_scan and not properties"]
PLAIN = ["-q", "-s", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:terminalreporter", *CHOICE]

NOTICED, UNNOTICED, INVALID = 1, 0, 3

Known = dict[str, tuple[float, set[str]]]
"""Test -> CPU seconds, and the extractors' modules that it calls. Those that fail without any mutant are left out."""


def tests_of(given: list[str]) -> list[str]:
    """The test modules that are run: those given, or all of tests/extractors."""
    found = (ROOT / "tests" / "extractors").rglob("test_*.py")
    return given or sorted(str(path.relative_to(ROOT)) for path in found)


def name_of(path: str | Path) -> str:
    """The module that a file is loaded as."""
    return "griffier." + ".".join(Path(path).relative_to(ROOT).with_suffix("").parts)


def in_child(work: Callable[..., int], *given: Any) -> int:
    """A child process that does the work, silent; its number."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    code = INVALID
    try:
        code = int(work(*given))
    finally:
        os._exit(code)


class _Survey:
    """Writes down of each test what it takes and calls."""

    def __init__(self) -> None:
        self.told: dict[str, tuple[float, list[str]]] = {}
        self.failed: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        seen: set[types.CodeType] = set()
        start = time.process_time()
        sys.settrace(lambda frame, event, arg: seen.add(frame.f_code))
        try:
            return (yield)
        finally:
            sys.settrace(None)
            files = {code.co_filename for code in seen if code.co_filename.startswith(_HOME)}
            called = sorted(name_of(ROOT / os.path.relpath(file, _HOME)) for file in files)
            if item.nodeid not in self.failed:
                self.told[item.nodeid] = (round(time.process_time() - start, 4), called)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.add(report.nodeid)


_HOME = str(Path(importlib.import_module("griffier.schemas").__path__[0]).parent)
"""Where the modules are loaded from: it may be a link to the tree."""


def _surveyed(tests: list[str], note: Path) -> int:
    survey = _Survey()
    pytest.main([*PLAIN, *tests], plugins=[survey])
    note.write_text(json.dumps({"told": survey.told, "failed": sorted(survey.failed)}))
    return 0


def survey(tests: list[str], folder: Path) -> Known:
    """What each test takes and calls, from the disk where nothing has changed since."""
    content = hashlib.sha1(" ".join(tests).encode())
    for room in ("schemas", "extractors", "pipeline", "tests"):
        for path in sorted((ROOT / room).rglob("*.*")):
            if path.suffix in (".py", ".toml", ".jsonl", ".json", ".txt"):
                content.update(path.read_bytes())
    note = folder / f"survey-{content.hexdigest()[:16]}.json"
    if not note.exists():
        os.waitpid(in_child(_surveyed, tests, note), 0)
    told = json.loads(note.read_text())
    for test in told["failed"]:
        print(f"left out, it fails without any mutant: {test}")
    return {test: (seconds, set(called)) for test, (seconds, called) in told["told"].items()}


def dependents(module: str) -> list[str]:
    """The module, and those that use its constants, in the order in which they were loaded."""
    found = {module}
    for name in _loaded():
        for used in _constants_from(name):
            _USERS.setdefault(used, set()).add(name)
    more = [module]
    while more:
        new = _USERS.get(more.pop(), set()) - found
        found |= new
        more.extend(new)
    return list(_in_order(found))


_USERS: dict[str, set[str]] = {}
_FROM: dict[str, set[str]] = {}


def _constants_from(name: str) -> set[str]:
    """The modules whose constants a module uses: `from x import WORD`, or `x.WORD`."""
    if name in _FROM:
        return _FROM[name]
    tree = ast.parse(_source(name))
    out: set[str] = set()
    as_module: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("griffier.extractors"):
            if any(alias.name.isupper() for alias in node.names):
                out.add(node.module or "")
            as_module |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr.isupper() and isinstance(node.value, ast.Name):
            used = as_module.get(node.value.id)
            if used in sys.modules:
                out.add(used)
    _FROM[name] = out
    return out


def _in_order(names: set[str]) -> Iterator[str]:
    """Each behind those whose constants it uses."""
    left = dict.fromkeys(sorted(names))
    while left:
        free = [name for name in left if not (_constants_from(name) & left.keys() - {name})] or list(left)
        for name in free:
            del left[name]
            yield name


def put_in(module: str, text: str) -> set[str]:
    """From here on the loaded module is as the text says. The modules that have changed."""
    importlib.import_module(module)
    names = dependents(module)
    for name in names:
        loaded = sys.modules[name]
        _run_again(loaded, text if name == module else _source(name))
    return set(names)


def put_in_lexicon(path: Path, text: str) -> set[str]:
    """From here on the lexicon reads as the text says. The modules that read it."""
    real, original = tomllib.loads, path.read_text("utf-8")
    tomllib.loads = lambda told, **more: real(text if told == original else told, **more)
    marks = (path.name, f'"{path.parent.name}"', f"{path.parent.name}/")
    readers = [n for n in _loaded() if "tomllib" in _source(n) and any(mark in _source(n) for mark in marks)]
    for made in gc.get_objects():
        if isinstance(made, functools._lru_cache_wrapper):
            made.cache_clear()
    return set().union(*(put_in(name, _source(name)) for name in readers))


def _loaded() -> list[str]:
    return [name for name in sys.modules if name.startswith("griffier.") and sys.modules[name].__file__]


def _source(name: str) -> str:
    return Path(sys.modules[name].__file__ or "").read_text("utf-8")


def _run_again(module: types.ModuleType, source: str) -> None:
    space = vars(module)
    for node in ast.parse(source).body:
        named = node.name if isinstance(node, (ast.FunctionDef, ast.ClassDef)) else ""
        old = space.get(named)
        exec(compile(ast.Module([node], []), module.__file__ or "", "exec", dont_inherit=True, flags=_FUTURE), space)
        if old is not None:
            _renewed(old, space[named])
            space[named] = old


_FUTURE = __import__("__future__").annotations.compiler_flag


def _renewed(old: Any, new: Any) -> None:
    """The old function or class with the new one's code and values."""
    if isinstance(new, type):
        for name, value in vars(new).items():
            if isinstance(value, (re.Pattern, str)) and not name.startswith("__"):
                setattr(old, name, value)
            elif callable(value) or isinstance(value, (property, classmethod, staticmethod)):
                _renewed(vars(old).get(name), value)
        return
    old, new = (_bare(x) for x in (old, new))
    if isinstance(old, types.FunctionType) and isinstance(new, types.FunctionType):
        if len(old.__code__.co_freevars) == len(new.__code__.co_freevars):
            old.__code__ = new.__code__
        old.__defaults__, old.__kwdefaults__ = new.__defaults__, new.__kwdefaults__


def _bare(made: Any) -> Any:
    while not isinstance(made, types.FunctionType):
        inner = getattr(made, "__wrapped__", None) or getattr(made, "fget", None) or getattr(made, "__func__", None)
        if inner is None:
            return made
        made = inner
    return made


class Judge:
    """Collects the tests and runs some of them over each mutant. `judged`: called for each mutant with its code."""

    def __init__(
        self, mutants: Iterable[Any], known: Known, jobs: int, judged: Callable[[Any, int], bool], *, likely: bool
    ) -> None:
        self.mutants, self.known, self.jobs, self.judged = iter(mutants), known, jobs, judged
        self.likely, self.said = likely, dict[str, str]()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        running: dict[int, Any] = {}
        going = True
        self.said = {item.nodeid: _said_in(item) for item in session.items}
        while True:
            while going and len(running) < self.jobs:
                mutant = next(self.mutants, None)
                if mutant is None:
                    going = False
                    break
                running[in_child(self._fails, session, mutant)] = mutant
            if not running:
                return True
            child, status = os.wait()
            going = self.judged(running.pop(child), os.waitstatus_to_exitcode(status)) and going

    def _fails(self, session: pytest.Session, mutant: Any) -> int:
        """Whether a test fails over a mutant; raises where its pattern is none any more."""
        if mutant.path.suffix == ".toml":
            used = put_in_lexicon(mutant.path, mutant.text)
        else:
            used = put_in(name_of(mutant.path), mutant.text)
        room = mutant.path.relative_to(EXTRACTORS).parts[0].removesuffix(".py").rstrip("s")
        items = [i for i in session.items if i.nodeid in self.known and self.known[i.nodeid][1] & used]
        word = _word_of(mutant.gone)
        if self.likely and word:
            items = [item for item in items if word in self.said[item.nodeid]]
        items.sort(key=lambda i: (word not in self.said[i.nodeid], room not in i.nodeid, self.known[i.nodeid][0]))
        for at, item in enumerate(items):
            follower = items[at + 1] if at + 1 < len(items) else None
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=follower)
            if session.testsfailed:
                return NOTICED
        return UNNOTICED


def _said_in(item: pytest.Item) -> str:
    """The data of a test, in small letters."""
    given = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
    return json.dumps(given, ensure_ascii=False, default=str).lower()


def _word_of(gone: str) -> str:
    """The longest word of an alternative, in small letters, by which the data of a test may hold it; "" for none."""
    plain = re.sub(r"\\[A-Za-z]|\w\?|\[[^]]*\]|\{[^}]*\}|\(\?\S*?[:=!>]", " ", gone)
    return max(re.findall(r"[^\W\d_]{2,}", plain.lower()), key=len, default="")


def judge(
    mutants: Iterable[Any],
    tests: list[str],
    known: Known,
    jobs: int,
    judged: Callable[[Any, int], bool],
    *,
    likely: bool = False,
) -> None:
    """Tells `judged` of each mutant whether it was noticed, until that says False. `likely`: only the tests whose data
    hold a word of the alternative."""
    pytest.main([*PLAIN, *tests], plugins=[Judge(mutants, known, jobs, judged, likely=likely)])
