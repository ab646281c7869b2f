"""No file over 300 lines, no function over 50: what is longer has two jobs.

Lines of comment do not count: nobody shall have to choose between a reason and a limit.
"""

from __future__ import annotations

import ast
from pathlib import Path

import grcdesk
from helpers.parsed import modules, nodes

PACKAGE = Path(grcdesk.__file__).parent
FILE, FUNCTION = 300, 50


def uncommented(lines: list[str]) -> int:
    return sum(not line.lstrip().startswith("#") for line in lines)


def test_no_file_is_too_long():
    long = {
        str(path.relative_to(PACKAGE)): lines
        for path in modules(PACKAGE)
        if (lines := uncommented(path.read_text(encoding="utf-8").splitlines())) > FILE
    }
    assert long == {}


def body_lines(lines: list[str], function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, without the docstring."""
    count = uncommented(lines[function.lineno - 1 : function.end_lineno])
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        count -= (first.end_lineno or first.lineno) - first.lineno + 1
    return count


def functions(path: Path):
    for node in nodes(path):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


def test_no_function_is_too_long():
    long = {}
    for path in modules(PACKAGE):
        if "versions" in path.parts:
            continue
        text = path.read_text(encoding="utf-8").splitlines()
        for function in functions(path):
            if (count := body_lines(text, function)) > FUNCTION:
                long[f"{path.relative_to(PACKAGE)}:{function.lineno} {function.name}"] = count
    assert long == {}
