"""The open actions of a control in one cell: one a line, each behind its id; a line without an id is a new one."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LINE = re.compile(r"(ACT-\d+)[\s:.,-]+(.*)")


def told(actions: Iterable[tuple[str, str]]) -> str:
    """The cell, of ids and titles."""
    return "\n".join(f"{name} {' '.join(title.split())}".strip() for name, title in actions)


def settled(cell: str, standing: str) -> str:
    """A cell as it is meant, where its new actions were planned already: it came home before, or another hand did it.

    Args:
        cell: what the file says.
        standing: what the desk holds.
    """
    held = read(standing)
    names = {title: name for name, title in held}
    meant = [(name or names.get(title, ""), title) for name, title in read(cell)]
    return standing if sorted(meant) == sorted(held) else told(meant)


def read(cell: str) -> list[tuple[str, str]]:
    """Ids and titles, read back; empty lines say nothing."""
    found = []
    for line in filter(None, (" ".join(one.split()) for one in cell.splitlines())):
        known = _LINE.fullmatch(line)
        found.append((known[1], known[2]) if known else ("", line))
    return found
