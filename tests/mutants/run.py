"""`make mutants`: would a test notice? Each mutant of a room runs against the tests that touch its line.

Prints the mutants that no test noticed, as file, line, before -> after, and a count. Nothing is written: the tests are
loaded once, and each mutant lives in a fork of that process.

    python tests/mutants/run.py rules/vendors rules/time/slots.py [--most N] [--seed N] [--tests PATH …]

Without `--tests` those of the same folders under tests/ are asked. Property tests try the same examples each time.
"""

from __future__ import annotations

import argparse
import importlib
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

sys.path.insert(0, str(Path(__file__).parents[1]))

import coverage
import pytest
from _pytest.runner import runtestprotocol

from mutants import alive, places

ROOT = Path(__file__).parents[2]
CAUGHT, SURVIVED, IMPOSSIBLE = 0, 1, 2
WIDEST = 110


@dataclass(frozen=True)
class Case:
    mutant: places.Mutant
    module: ModuleType
    tests: tuple[int, ...]
    """Which tests run its line, by their place in the session."""


class Loop:
    """Takes the place of pytest's loop over the tests."""

    def __init__(self, asked: argparse.Namespace, files: list[Path]) -> None:
        self.asked = asked
        self.files = files
        self.outcome: Counter[str] = Counter()
        self.survivors: list[Case] = []

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self) -> None:
        """The same examples each time, and none made smaller: that a test fails is enough."""
        from hypothesis import Phase, settings  # noqa: PLC0415  pytest rewrites it first

        settings.register_profile(
            "mutants",
            settings.default,
            max_examples=50,
            deadline=None,
            derandomize=True,
            database=None,
            phases=(Phase.explicit, Phase.generate),
        )
        settings.load_profile("mutants")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        cases = self._cases(session.items)
        alive.forget_answers(self.asked.package)
        loaded = alive.functions()
        running: dict[int, Case] = {}
        for case in cases:
            if not case.tests:
                self.outcome["untested"] += 1
                self.survivors.append(case)
                continue
            while len(running) >= self.asked.workers:
                self._wait(running)
            running[self._start(case, session.items, loaded)] = case
        while running:
            self._wait(running)
        return True

    def _cases(self, items: list[pytest.Item]) -> list[Case]:
        """A draw of all mutants, with the tests that run their lines when nothing is wrong."""
        names = {path: _module_name(path, self.asked.source) for path in self.files}
        modules = {path: sys.modules.get(name) or importlib.import_module(name) for path, name in names.items()}
        cover = coverage.Coverage(data_file=None, include=[str(path) for path in self.files], config_file=False)
        started = time.monotonic()
        cover.start()
        for index, item in enumerate(items):
            cover.switch_context(str(index))
            following = items[index + 1] if index + 1 < len(items) else None
            failed = [one for one in runtestprotocol(item, log=False, nextitem=following) if one.failed]
            if failed:
                raise pytest.UsageError(f"{item.nodeid} fails before anything is changed:\n{failed[0].longreprtext}")
        cover.stop()
        print(f"{len(items)} tests in {time.monotonic() - started:.1f} s", flush=True)
        lines = {path: cover.get_data().contexts_by_lineno(str(path)) for path in self.files}
        cases = [
            Case(mutant, module, _touching(mutant, lines[path], len(items)))
            for path, module in modules.items()
            for mutant in places.mutants(path.read_text(encoding="utf-8"), alive.members_in(module))
        ]
        random.Random(self.asked.seed).shuffle(cases)  # noqa: S311  a draw that comes again
        return cases[: self.asked.most]

    def _start(self, case: Case, items: list[pytest.Item], loaded: dict) -> int:
        child = os.fork()
        if child:
            return child
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        signal.alarm(self.asked.seconds)
        code = CAUGHT
        try:
            code = self._judge(case, items, loaded)
        finally:
            os._exit(code)

    def _judge(self, case: Case, items: list[pytest.Item], loaded: dict) -> int:
        source = Path(str(case.module.__file__)).read_text(encoding="utf-8")
        top = places.mutated(source, alive.members_in(case.module), case.mutant.number)
        if not alive.put(top, case.module, loaded):
            return IMPOSSIBLE
        tests = [items[index] for index in case.tests]
        for item, following in zip(tests, [*tests[1:], None], strict=True):
            if any(report.failed for report in runtestprotocol(item, log=False, nextitem=following)):
                return CAUGHT
        return SURVIVED

    def _wait(self, running: dict[int, Case]) -> None:
        child, status = os.wait()
        case = running.pop(child)
        if os.WIFSIGNALED(status):
            self.outcome["caught"] += 1
            self.outcome["by time"] += 1
        elif os.WEXITSTATUS(status) == SURVIVED:
            self.outcome["survived"] += 1
            self.survivors.append(case)
        else:
            self.outcome["caught" if os.WEXITSTATUS(status) == CAUGHT else "impossible"] += 1
        done = sum(self.outcome[one] for one in ("caught", "survived", "impossible"))
        if not done % 100:
            print(f"{done} …", flush=True)


def _touching(mutant: places.Mutant, lines: dict[int, list[str]], tests: int) -> tuple[int, ...]:
    """Tests that run a line of it; a table is in force in all of them."""
    if not mutant.lines:
        return tuple(range(tests))
    return tuple(sorted({int(one) for line in mutant.lines for one in lines.get(line, ()) if one}))


def _module_name(path: Path, source: Path) -> str:
    return ".".join(path.relative_to(source).with_suffix("").parts)


def _files(asked: argparse.Namespace) -> list[Path]:
    found = []
    for room in asked.rooms:
        place = asked.source / asked.package / room
        files = [place] if place.is_file() else sorted(place.rglob("*.py"))
        if not files:
            raise SystemExit(f"no source in {place}")
        found += [one for one in files if one.name != "__init__.py"]
    return found


def _tests(asked: argparse.Namespace) -> list[str]:
    if asked.tests:
        return asked.tests
    rooms = {ROOT / "tests" / (Path(one).parent if one.endswith(".py") else one) for one in asked.rooms}
    return sorted(str(one if one.is_dir() else one.parent) for one in rooms)


def main() -> int:
    say = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    say.add_argument("rooms", nargs="+", metavar="ROOM", help="a folder or file under src/grcdesk")
    say.add_argument("--most", type=int, help="draw so many of all mutants")
    say.add_argument("--seed", type=int, default=0, help="which are drawn")
    say.add_argument("--tests", nargs="+", help="tests to ask; those of the same folders without it")
    say.add_argument("--seconds", type=int, default=60, help="after which a mutant counts as caught")
    say.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="mutants at a time")
    say.add_argument("--source", type=Path, default=ROOT / "src", help=argparse.SUPPRESS)
    say.add_argument("--package", default="grcdesk", help=argparse.SUPPRESS)
    asked = say.parse_args()
    loop = Loop(asked, _files(asked))
    with tempfile.TemporaryDirectory() as folder:
        quiet = ["-s", "-p", "no:cacheprovider", "-p", "no:terminal", "--basetemp", f"{folder}/tests"]
        code = pytest.main([*quiet, *_tests(asked)], plugins=[loop])
    for case in sorted(loop.survivors, key=lambda one: (str(one.module.__file__), one.mutant.line)):
        _tell(case, asked.source / asked.package)
    count = loop.outcome
    print(
        f"{count['caught']} caught, {count['by time']} of them by time; {count['survived']} survived;"
        f" {count['untested']} on lines that none of these tests runs; {count['impossible']} could not be put in place"
    )
    return int(code)


def _tell(case: Case, root: Path) -> None:
    mutant = case.mutant
    before, after = (text if len(text) <= WIDEST else f"{text[:WIDEST]}…" for text in (mutant.before, mutant.after))
    place = f"{Path(str(case.module.__file__)).relative_to(root)}:{mutant.line}"
    print(f"{place}{'' if case.tests else ' (no test)'}  {before}  ->  {after}")


if __name__ == "__main__":
    sys.exit(main())
