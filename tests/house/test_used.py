"""Nothing lies about unused: every name a file defines is spoken of somewhere else."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import grcdesk
from helpers.parsed import modules, tree

PACKAGE = Path(grcdesk.__file__).parent
TESTS = Path(__file__).parents[1]


def defined(path: Path) -> list[str]:
    """Names of the top of a file; a decorated function is used by what decorates it."""
    names = []
    for node in tree(path).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.decorator_list:
            names.append(node.name)
        elif isinstance(node, ast.Assign):
            names += [target.id for target in node.targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.append(node.target.id)
    return names


def test_no_name_is_defined_for_nothing():
    words: Counter[str] = Counter()
    for path in (*modules(PACKAGE), *modules(TESTS)):
        words.update(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    unused = [
        f"{path.relative_to(PACKAGE)}: {name}"
        for path in modules(PACKAGE)
        if "migrations" not in path.parts  # alembic reads the names of a migration
        for name in defined(path)
        if words[name] == 1
    ]
    assert unused == []
