"""The open actions of a control in one cell: one a line, each behind its id; a line without an id is a new one."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LINE = re.compile(r"(ACT-\d+)[\s:.,-]+(.*)")


def told(actions: Iterable[tuple[str, str]]) -> str:
    """The cell, of ids and titles."""
    return "\n".join(f"{name} {' '.join(title.split())}" for name, title in actions)


def read(cell: str) -> list[tuple[str, str]]:
    """Ids and titles, read back; empty lines say nothing."""
    found = []
    for line in filter(None, (" ".join(one.split()) for one in cell.splitlines())):
        known = _LINE.fullmatch(line)
        found.append((known[1], known[2]) if known else ("", line))
    return found
