"""Source files as syntax trees, each parsed once a run."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Every node of a file."""
    return tuple(ast.walk(tree(path)))


@cache
def modules(folder: Path) -> tuple[Path, ...]:
    """Every module below a folder."""
    return tuple(sorted(folder.rglob("*.py")))
