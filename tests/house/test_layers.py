"""Imports run in one direction; the contracts stand in pyproject.toml."""

from __future__ import annotations

import ast
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

import grcdesk
from parsed import modules, nodes, tree

ROOT = Path(__file__).parents[2]
PACKAGE = Path(grcdesk.__file__).parent


def test_every_contract_is_kept(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_every_room_stands_in_the_layers():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = next(contract for contract in settings["contracts"] if contract["type"] == "layers")["layers"]
    named = {name.strip() for layer in layers for name in layer.replace("|", ":").split(":")}
    rooms = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    modules = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__", "__main__", "verify_log"}
    assert {f"grcdesk.{name}" for name in rooms | modules} == named


@cache
def imports(path: Path) -> set[str]:
    found = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


OWNERS = {
    "openpyxl": ("reports", "importers"),
    "docx": ("reports",),
    "icalendar": ("reports",),
    "apprise": ("services",),
    "keyring": ("services",),
    "sqlmodel": ("models", "store", "services"),
    "sqlalchemy": ("models", "store", "services"),
    "alembic": ("store",),
    "textual": ("tui",),
    "click": ("cli",),
    "yaml": ("importers",),
}


@pytest.mark.parametrize("library", list(OWNERS))
def test_a_library_is_known_only_where_it_belongs(library: str):
    wrong = [
        str(path.relative_to(PACKAGE))
        for path in modules(PACKAGE)
        if path.relative_to(PACKAGE).parts[0] not in OWNERS[library]
        and any(name == library or name.startswith(f"{library}.") for name in imports(path))
    ]
    assert wrong == []


def test_the_verifier_needs_nothing_but_python():
    names = {name.partition(".")[0] for name in imports(PACKAGE / "verify_log.py")}
    assert names <= sys.stdlib_module_names


def test_every_file_begins_by_saying_what_it_is():
    silent = [
        str(path.relative_to(PACKAGE))
        for path in modules(PACKAGE)
        if "versions" not in path.parts and not ast.get_docstring(tree(path))
    ]
    assert [name for name in silent if name != "__init__.py"] == []
