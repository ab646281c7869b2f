"""No file over 300 lines, no function over 50: what is longer has two jobs."""

from __future__ import annotations

import ast
from pathlib import Path

import grcdesk
from helpers.parsed import modules, nodes

PACKAGE = Path(grcdesk.__file__).parent
FILE, FUNCTION = 300, 50


def test_no_file_is_too_long():
    long = {
        str(path.relative_to(PACKAGE)): lines
        for path in modules(PACKAGE)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > FILE
    }
    assert long == {}


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, without the docstring."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def functions(path: Path):
    for node in nodes(path):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


def test_no_function_is_too_long():
    long = {
        f"{path.relative_to(PACKAGE)}:{function.lineno} {function.name}": body_lines(function)
        for path in modules(PACKAGE)
        if "versions" not in path.parts
        for function in functions(path)
        if body_lines(function) > FUNCTION
    }
    assert long == {}
