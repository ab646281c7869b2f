"""Imports run in one direction; the contracts stand in pyproject.toml."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

import grcdesk
from helpers.parsed import modules, nodes, tree

ROOT = Path(__file__).parents[2]
PACKAGE = Path(grcdesk.__file__).parent
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = SETTINGS["tool"]["importlinter"]["contracts"]


def test_every_contract_is_kept(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_every_room_stands_in_the_layers():
    layers = next(contract for contract in CONTRACTS if contract["type"] == "layers")["layers"]
    named = {name.strip() for layer in layers for name in layer.replace("|", ":").split(":")}
    rooms = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    modules = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__", "__main__", "verify_log", "verify_texts"}
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
    "xlsxwriter": ("reports",),
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
    "duckdb": ("engine",),
    "sqlglot": ("engine",),
}


DRIVERS = next(
    contract["forbidden_modules"]
    for contract in CONTRACTS
    if contract["name"] == "Drivers of databases are known to two rooms, each to one"
)
DIALECT = re.compile(
    r"\bPRAGMA\b|\bsqlite_|\b(BEGIN IMMEDIATE|BEGIN EXCLUSIVE|VACUUM|AUTOINCREMENT|WITHOUT ROWID|GLOB|REGEXP)\b"
    r"|\bINSERT OR\b|\bCREATE TRIGGER\b|\bRAISE\(|\b(julianday|json_each|json_extract|group_concat|instr)\(|-wal\b"
)
"""Words that only SQLite understands."""
SQLITE = PACKAGE / "store" / "sqlite"


def beyond(folder: Path) -> list[Path]:
    """Every module that does not lie below a folder."""
    return [path for path in modules(PACKAGE) if folder not in path.parents]


def test_drivers_are_known_to_one_room_alone():
    """That of the desk; and that of checks over populations, which is loaded in their own process alone."""
    checks = PACKAGE / "engine" / "child.py"
    wrong = [
        f"{path.relative_to(PACKAGE)}: {name}"
        for path in beyond(SQLITE)
        for name in imports(path)
        if name.partition(".")[0] in DRIVERS or name.startswith("sqlalchemy.dialects")
        if (path, name) != (checks, "duckdb")
    ]
    assert wrong == []
    assert "duckdb" in imports(checks)
    assert {"sqlite3"} <= {name for path in modules(SQLITE) for name in imports(path)}, "the test can fail"


def said(path: Path) -> list[str]:
    """Every text and keyword of a module, its docstrings aside."""
    found = []
    for node in nodes(path):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        found += [
            child.value
            for child in ast.iter_child_nodes(node)
            if isinstance(child, ast.Constant) and isinstance(child.value, str) and not isinstance(node, ast.Expr)
        ]
        if isinstance(node, ast.keyword) and node.arg:
            found.append(node.arg)
    return found


@pytest.mark.slow
def test_no_other_room_speaks_the_dialect_of_a_database():
    wrong = [
        f"{path.relative_to(PACKAGE)}: {words.group()}"
        for path in beyond(SQLITE)
        for text in said(path)
        if (words := DIALECT.search(text))
    ]
    assert wrong == []
    assert [text for path in modules(SQLITE) for text in said(path) if DIALECT.search(text)], "the test can fail"


def test_what_stands_above_the_store_asks_its_one_interface():
    wrong = [
        str(path.relative_to(PACKAGE))
        for path in beyond(PACKAGE / "store")
        if any(name.startswith("grcdesk.store.sqlite") for name in imports(path))
    ]
    assert wrong == []


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
