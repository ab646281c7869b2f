"""Every text below the faces that may be told to a person, as it stands in the code; values are a stand-in."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import grcdesk
from helpers.parsed import modules, nodes

PACKAGE = Path(grcdesk.__file__).parent
FACES = ("cli", "tui")
VALUE = "AI-PI-02"


def texts() -> Iterator[tuple[str, str]]:
    """Where a text stands, and the text."""
    for path in modules(PACKAGE):
        where = path.relative_to(PACKAGE).as_posix()
        if where.split("/")[0] not in FACES:
            yield from ((f"{where}:{line}", text) for line, text in texts_of(path))


def texts_of(path: Path) -> Iterator[tuple[int, str]]:
    """Line and text of each text of a module, but for what is written for readers of the code."""
    inner: set[int] = set()
    for node in nodes(path):
        body = getattr(node, "body", None)
        for statement in body if isinstance(body, list) else ():
            if isinstance(statement, ast.Expr):
                inner.add(id(statement.value))  # a docstring
        if isinstance(node, ast.JoinedStr):
            inner |= {id(value) for value in node.values}
    for node in nodes(path):
        if isinstance(node, ast.JoinedStr):
            said = (str(one.value) if isinstance(one, ast.Constant) else VALUE for one in node.values)
            yield node.lineno, "".join(said)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inner:
            yield node.lineno, node.value
