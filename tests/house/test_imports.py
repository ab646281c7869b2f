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
    tail = "\nimport sys\nprint('\\n'.join({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
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


def test_the_test_can_fail():
    assert loaded("import yaml") >= {"yaml"}
