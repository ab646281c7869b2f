"""Whatever a person can do in one face of the program, they can do in the other."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

import grcdesk
from helpers.parsed import modules, nodes, tree

PACKAGE = Path(grcdesk.__file__).parent
# a screen asks for the ids and then for the rows in its window; a command prints the whole list
# what lacks is shown by one list, whichever rule has found it
LACKS = {"coverage.warnings", "gap.lacking", "reviews.check", "vendor_traffic.exposure", "vendor_traffic.unknown"}
LACKS |= {"vendor_papers.files", "vendor_traffic.looked", "wanted.list"}
ONE_FACE = {"tui": {"controls.list", "soa.list"} | LACKS, "cli": {"controls.rows", "evidence.rows", "vendors.rows"}}
ONE_FACE["cli"] |= {"due.late_vendors"}  # a number in a title: the command line lists the dates themselves
ONE_FACE["cli"] |= {"accounts.barred"}  # a command says the same of the decision itself, with --dry-run before it
# what other verbs are made of; a workbook written to standard output has no meaning in a full-screen app
PARTS = {"log.lines"}
PIPES = {"exports.matrix_bytes"}
FUNCTIONS = ("init_desk", "make_demo", "restore", "doctor", "open_desk", "lint_files", "write_skeleton")
FUNCTIONS += ("verify_package",)


@cache
def services() -> dict[str, ast.ClassDef]:
    found = {}
    for path in modules(PACKAGE / "services"):
        found |= {node.name: node for node in tree(path).body if isinstance(node, ast.ClassDef)}
    return found


def verbs() -> list[str]:
    """Every public method of every noun of the desk, as `noun.verb`."""
    classes = services()
    found = []
    for noun in (*classes["Desk"].body, *classes["AuditNouns"].body):
        if not (isinstance(noun, ast.FunctionDef) and isinstance(noun.returns, ast.Name)):
            continue
        service = classes.get(noun.returns.id)
        if service is not None:
            names = [verb.name for verb in service.body if isinstance(verb, ast.FunctionDef)]
            found += [f"{noun.name}.{name}" for name in names if not name.startswith("_")]
    return sorted(set(found) - PARTS)


@cache
def used(face: str) -> set[str]:
    """Every `….noun.verb` and every plain name a face speaks of."""
    found = set()
    for path in modules(PACKAGE / face):
        for node in nodes(path):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute):
                found.add(f"{node.value.attr}.{node.attr}")
            if isinstance(node, (ast.Name, ast.Attribute)):
                found.add(node.id if isinstance(node, ast.Name) else node.attr)
    return found


def test_the_desk_has_its_nouns_and_verbs():
    found = verbs()
    assert len(found) > 40
    assert {"controls.set", "gap.finalise", "log.undo", "exports.matrix", "upkeep.backup"} <= set(found)


@pytest.mark.parametrize("face", ["cli", "tui"])
def test_every_verb_is_reachable_from(face: str):
    needed = set(verbs()) - ONE_FACE[face] - (PIPES if face == "tui" else set())
    assert sorted(needed - used(face)) == [], f"verbs of the desk that nothing in {face}/ calls"


@pytest.mark.parametrize("face", ["cli", "tui"])
@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_verb_without_a_desk_is_reachable_from(face: str, name: str):
    assert name in used(face), f"nothing in {face}/ calls {name}"


def test_the_exceptions_are_still_verbs():
    known = set(verbs())
    assert known >= PIPES
    assert all(known >= names for names in ONE_FACE.values())
