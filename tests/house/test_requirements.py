"""What is imported is declared, what is declared is imported, and the locks name all of it with a hash."""

from __future__ import annotations

import ast
import os
import re
import sys
import tomllib
from importlib.metadata import packages_distributions, version
from pathlib import Path

import pytest

from helpers.parsed import modules, nodes

ROOT = Path(__file__).parents[2]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROGRAMS = {
    *("build", "coverage", "editables", "hatchling", "mypy", "ruff", "sqlmodel"),  # called by the Makefile, by name
    *("pytest-asyncio", "pytest-xdist"),  # pytest finds them
    *("types-openpyxl", "types-pyyaml"),  # mypy reads them
}
"""What the tools are that no test imports."""
BOUND = re.compile(r"([A-Za-z0-9._-]+)>=([0-9.]+)")
PINNED = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)


def plain(name: str) -> str:
    """A distribution's name as the registry compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(entries: list[str]) -> set[str]:
    return {plain(re.match(r"[A-Za-z0-9._-]+", entry)[0]) for entry in entries}


RUN = declared(SETTINGS["project"]["dependencies"])
NOTIFY = SETTINGS["project"]["optional-dependencies"]["notify"]
EXTRA = declared(NOTIFY)
DEV = declared(SETTINGS["dependency-groups"]["dev"])


def imported(*folders: str) -> set[str]:
    """Distributions whose packages are imported anywhere below the folders, inside functions too."""
    found, own = set(), {"grcdesk"}
    for folder in folders:
        if folder != "src":  # neighbours are imported by their bare names there
            own |= {path.stem for path in (ROOT / folder).rglob("*") if path.is_dir() or path.suffix == ".py"}
        for path in modules(ROOT / folder):
            for node in nodes(path):
                if isinstance(node, ast.Import):
                    found |= {name.name.partition(".")[0] for name in node.names}
                elif isinstance(node, ast.ImportFrom) and not node.level:
                    found.add(str(node.module).partition(".")[0])
    known = packages_distributions()
    return {plain(known.get(name, [name])[0]) for name in found - own - sys.stdlib_module_names}


def lock(name: str) -> str:
    return (ROOT / "requirements" / name).read_text(encoding="utf-8")


def pins(name: str) -> dict[str, str]:
    return dict(PINNED.findall(lock(name)))


def test_the_source_imports_what_is_declared_and_nothing_else():
    assert imported("src") == RUN | EXTRA


@pytest.mark.slow
def test_tests_and_benchmarks_import_what_is_declared_and_nothing_else():
    found = imported("tests", "bench")
    assert found - RUN - EXTRA - DEV == set()
    assert DEV - found == PROGRAMS


def numbers(text: str) -> tuple[int, ...]:
    """A version to be compared: 25 is 25.0.0."""
    parts = [int(part) for part in re.findall(r"[0-9]+", text)]
    return tuple(parts + [0] * (6 - len(parts)))


@pytest.mark.parametrize("entry", [*SETTINGS["project"]["dependencies"], *NOTIFY])
def test_a_lower_bound_is_kept_and_make_oldest_installs_just_that(entry: str):
    name, bound = BOUND.match(entry).groups()
    installed = numbers(version(name))
    assert installed >= numbers(bound)
    if "OLDEST" in os.environ:  # else the bound is out of reach, for another library asks for more
        assert installed == numbers(bound)


def test_what_both_install_is_the_same():
    run, dev = pins("run.txt"), pins("dev.txt")
    assert run.items() <= dev.items()


def test_each_lock_names_what_it_is_for():
    run, dev = pins("run.txt").keys(), pins("dev.txt").keys()
    assert run >= RUN
    assert run & (EXTRA | PROGRAMS) == set()
    assert dev >= RUN | EXTRA | DEV


@pytest.mark.parametrize("name", ["run.txt", "dev.txt", "uv.txt"])
def test_a_lock_names_hashes_and_no_place_to_fetch_from(name: str):
    wanted = [part for part in re.split(r"^(?=\S)", lock(name), flags=re.MULTILINE) if part]
    assert wanted
    assert [part.split()[0] for part in wanted if not PINNED.match(part) or "--hash=sha256:" not in part] == []
    assert "://" not in lock(name)
