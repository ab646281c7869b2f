"""Starting must be fast: what a command does not need is not loaded. Asked of a fresh interpreter."""

from __future__ import annotations

import subprocess
import sys

import pytest

COMPLETE = """
from pathlib import Path
from grcdesk.paths import DeskPaths
from grcdesk.services.desk import completion
completion.ids(DeskPaths(Path(".")), "control")
"""
FIRST_FRAME = """
import asyncio, os
from pathlib import Path
from grcdesk import settings
from grcdesk.cli import start
from grcdesk.paths import DeskPaths
from grcdesk.tui.app import GrcdeskApp

async def main():
    async with app.run_test(size=(80, 24)):
        pass

paths = DeskPaths(Path(os.environ["GRCDESK_DESK"]))
settings.load(paths)
GrcdeskApp._begin = lambda self: None
app = GrcdeskApp(paths)
asyncio.run(main())
"""
"""All up to the first frame; the desk is opened after it."""
FIRST_NUMBERS = """
import os
from pathlib import Path
from grcdesk.paths import DeskPaths
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Via
from grcdesk.tui.desk.needs import standing
from grcdesk.tui.desk import painters
standing(open_desk(DeskPaths(Path(os.environ["GRCDESK_DESK"])), via=Via.TUI, reading=True))
"""
"""What Today says first."""
MOST_OF_OURS = 104
"""Modules of our own that a first frame takes: each costs it a third of a millisecond or more."""
HEAVY = (
    "sqlmodel",
    "sqlalchemy",
    "alembic",
    "textual",
    "rich",
    "openpyxl",
    "xlsxwriter",
    "docx",
    "pydantic",
    "yaml",
    "duckdb",
    "sqlglot",
)


def loaded(code: str) -> set[str]:
    """Top-level packages in sys.modules after the code has run."""
    return {name.partition(".")[0] for name in modules(code)}


def modules(code: str) -> set[str]:
    """What is in sys.modules after the code has run."""
    tail = "\nimport sys\nprint('\\n'.join(sys.modules), file=sys.stderr)"
    done = subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-X", "utf8", "-c", code + tail], capture_output=True, text=True, check=True, timeout=60
    )
    return set(done.stderr.split())


def call(*arguments: str) -> str:
    return f"from grcdesk.cli.main import call\ncall({list(arguments)!r})"


@pytest.mark.parametrize(
    "code",
    [
        "import grcdesk",
        "import grcdesk.cli.main",
        call("--help"),
        call("--version"),
        call("controls", "set", "--help"),
        call("gap", "--help"),
        call("log", "undo", "--help"),
        call("export", "matrix", "--help"),
        call("help", "filters"),
        COMPLETE,
        "import grcdesk.rules.programme.scope, grcdesk.rules.controls.gap, grcdesk.rules.filters.filters",
    ],
)
def test_nothing_heavy_is_loaded(code: str):
    assert loaded(code) & set(HEAVY) == set()


def test_what_is_refused_is_refused_without_the_database():
    assert loaded(call("controls", "list", "--nonsense")) & {"sqlalchemy", "textual", "openpyxl"} == set()


def test_a_listing_loads_neither_screen_nor_workbook(desk_root):
    found = loaded(call("--desk", str(desk_root), "controls", "list")) & set(HEAVY)
    assert found >= {"sqlalchemy"}
    assert found & {"textual", "openpyxl", "docx", "alembic", "duckdb", "sqlglot"} == set()


def test_the_first_frame_loads_no_desk_and_no_more_of_ours_than_it_shows(desk_root, monkeypatch):
    monkeypatch.setenv("GRCDESK_DESK", str(desk_root))
    found = modules(FIRST_FRAME)
    ours = {name for name in found if name.startswith("grcdesk")}
    assert {name.partition(".")[0] for name in found} & set(HEAVY) == {"textual", "rich"}
    layers = {name.split(".")[1] for name in ours if "." in name}
    assert layers & {"services", "store", "models", "rules", "schemas", "importers", "reports", "engine"} == set()
    late = ("cures", "tui.commands", "tui.overlays", "tui.desk.needs", "tui.desk.help", "tui.kit.plain", "tui.lacks")
    assert {f"grcdesk.{name}" for name in late} & ours == set()
    assert len(ours) <= MOST_OF_OURS


@pytest.mark.slow
def test_what_today_says_first_loads_the_tables_it_asks_and_no_others(desk_root, monkeypatch):
    monkeypatch.setenv("GRCDESK_DESK", str(desk_root))
    found = modules(FIRST_NUMBERS)
    tables = {name.removeprefix("grcdesk.models.") for name in found if name.startswith("grcdesk.models.")}
    plain = {"base", "free", "unreadable"}
    assert tables - plain == {"audits", "catalogs", "controls", "evidence", "gap", "log", "programme"}
    assert {"grcdesk.schemas.vendors.vendors", "grcdesk.services.controls.controls"} & found == set()
    assert {name.partition(".")[0] for name in found} & {"pydantic", "yaml", "alembic", "duckdb", "openpyxl"} == set()


def test_the_test_can_fail():
    assert loaded("import yaml") >= {"yaml"}
