"""Every command of samples/README.md shows what it says; every file and every importer stands there."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

from grcdesk.cli.main import call, root
from grcdesk.importers.evidence import registry
from grcdesk.importers.reviews.accounts import read_accounts
from grcdesk.paths import COMPANY, SAMPLES
from grcdesk.terms.reviews import AccountSource

README = (SAMPLES / "README.md").read_text(encoding="utf-8")
OF_ONE_DESK = {"backup", "restore", "import matrix"}
"""Their files belong to the desk that wrote them."""
TESTS = Path(__file__).parents[1]
MAKE_DEMO = """
import sys
from datetime import UTC, datetime
from grcdesk import clock
clock.now = lambda: datetime(2026, 11, 21, 9, tzinfo=UTC)
sys.addaudithook(lambda event, given: event == "open" and print("opened", given[0]))
from grcdesk.cli.main import call
from grcdesk.importers.reading.apart import process
from helpers.forks import Forks
process.subprocess = Forks()
size = process.regular
process.regular = lambda path: (print("opened", path), size(path))[1]  # and is read in a process apart
raise SystemExit(call(["demo", sys.argv[1]]))
"""


@dataclass(frozen=True)
class Row:
    """A line of the tables."""

    command: str
    seen: tuple[str, ...]
    """What stands in the output, word for word."""

    @property
    def arguments(self) -> list[str]:
        return [
            str(SAMPLES / given.removeprefix("samples/")) if given.startswith("samples/") else given
            for given in shlex.split(self.command)[1:]
        ]


def rows() -> list[Row]:
    found = []
    for line in README.splitlines():
        cells = [cell.strip() for cell in line.strip("| ").split(" | ")]
        if re.match(r"`grcdesk [^`]*`$", cells[-2] if len(cells) > 1 else ""):
            found.append(Row(cells[-2].strip("`"), tuple(re.findall(r"`([^`]+)`", cells[-1]))))
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[Path]]:
    """The sample company's desk, and every file that was opened to make it."""
    desk = tmp_path_factory.mktemp("samples") / "desk"
    done = subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-c", MAKE_DEMO, str(desk)],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), *sys.path])},
    )
    return desk, {Path(line.removeprefix("opened ")) for line in done.stdout.splitlines()}


@pytest.mark.slow
def test_every_command_does_what_stands_beside_it(made, tmp_path, monkeypatch, capsys, forked_readers):
    (tmp_path / "demo").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GRCDESK_DESK", str(made[0]))
    monkeypatch.setenv("COLUMNS", "400")
    wrong, importers = [], set()
    assert len(rows()) > 40
    for row in rows():
        code = call(row.arguments)
        told = "\n".join(capsys.readouterr())
        lacking = [words for words in row.seen if words not in told]
        if code or lacking or not row.seen:
            wrong.append(f"{row.command}\nexit code {code}, not seen: {lacking}\n{told}")
        importers |= set(re.findall(r"^read as .*\((\S+) \d+\)", told, re.MULTILINE))
    assert wrong == []
    assert importers == set(registry.names())


def test_every_file_is_named_or_made_use_of(made):
    files = {path for path in SAMPLES.rglob("*") if path.is_file() and path.name != "README.md"}
    files -= set((SAMPLES / "makers").rglob("*"))  # each is held against its maker file, and counted where it is read
    named = {path for path in files if f"`{path.relative_to(SAMPLES).as_posix()}`" in README}
    read = {Path(given) for row in rows() for given in row.arguments}
    watched = {path for path in files if set(path.parents) & read}
    assert files - named - made[1] - watched == set()
    assert named - read - watched == set()
    assert {path for path in files if COMPANY in path.parents} <= made[1]


def test_every_path_it_names_is_there():
    paths = re.findall(r"(?:samples/|`(?=[a-z]+/[a-z]))([a-z/-]+[.][a-z.]+)", README)
    assert len(paths) > 80
    assert [path for path in paths if not (SAMPLES / path).is_file()] == []


def test_every_command_that_reads_a_file_has_a_sample():
    shown = {" ".join(row.arguments[:3]) for row in rows()}
    reading = [
        name
        for name, command in leaves()
        if any(given.metavar in {"FILE", "[FILE]...", "ID|FILE"} for given in command.params if is_argument(given))
    ]
    assert "evidence import" in reading
    known = {name for name in reading if any(f"{one} ".startswith(f"{name} ") for one in shown)}
    assert set(reading) - known - OF_ONE_DESK == set()


def test_every_export_of_accounts_that_is_known_has_a_sample():
    found = set()
    for row in rows():
        if row.arguments[:2] == ["reviews", "load"]:
            told = [given.split("=") for given in row.arguments if re.match(r"[a-z_]+=", given)]
            (path,) = (Path(given) for given in row.arguments if given.startswith(str(SAMPLES)))
            found.add(read_accounts(path, columns=dict(told)).source)
    assert found == set(AccountSource)


def leaves(group: click.Group = root, path: tuple[str, ...] = ()):
    with click.Context(group) as context:
        for name in group.list_commands(context):
            found = group.get_command(context, name)
            if isinstance(found, click.Group):
                yield from leaves(found, (*path, name))
            elif found is not None:
                yield " ".join((*path, name)), found


def is_argument(given: click.Parameter) -> bool:
    return isinstance(given, click.Argument)
