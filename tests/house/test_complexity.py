"""A function takes at most so many turns: what has more is read twice and understood once.

Counted as by McCabe, with what a reader has to decide too: each condition joined by `and` or `or`, each choice inside
an expression, each loop and condition of a comprehension, each case. A function inside another counts with it.
"""

from __future__ import annotations

import ast
from pathlib import Path

import grcdesk
from helpers.parsed import modules, nodes

PACKAGE = Path(grcdesk.__file__).parent
MOST = 15
LONG_LIST = 38
"""How many functions may have more than ten turns: this number only goes down."""

TURNS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.IfExp)


def turns(function: ast.AST) -> int:
    """One way through, and one more for each turn."""
    count = 1
    for node in ast.walk(function):
        if isinstance(node, TURNS):
            count += 1
        elif isinstance(node, ast.BoolOp):
            count += len(node.values) - 1
        elif isinstance(node, ast.comprehension):
            count += 1 + len(node.ifs)
        elif isinstance(node, ast.match_case):
            wildcard = isinstance(node.pattern, ast.MatchAs) and node.pattern.pattern is None
            count += (not wildcard) + (node.guard is not None)
    return count


def counted() -> dict[str, int]:
    found = {}
    for path in modules(PACKAGE):
        if "versions" in path.parts:
            continue
        for node in nodes(path):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                found[f"{path.relative_to(PACKAGE)}:{node.lineno} {node.name}"] = turns(node)
    return found


def test_no_function_takes_too_many_turns():
    assert {name: count for name, count in counted().items() if count > MOST} == {}


def test_fewer_and_fewer_functions_take_more_than_ten():
    assert sum(count > 10 for count in counted().values()) == LONG_LIST


def test_turns_are_counted():
    function = ast.parse(
        "def f(a, b):\n    if a and b or a:\n        return [x for x in a if x] if b else b\n    return a"
    )
    assert turns(function) == 1 + 1 + 2 + 1 + 2
