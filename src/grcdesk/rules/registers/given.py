"""What a cell was given out with, as a mark that comes back: against it a changed cell is known.

A mark is made of the text as a spreadsheet gives it back, so that what had to be shortened or made visible on the way
out is no change on the way in.
"""

from __future__ import annotations

import hashlib

from grcdesk.rules.registers.columns import CellKind, RegisterColumn
from grcdesk.text import composed, harmless

GIVEN = "grcdesk base"
"""The sheet the marks stand on."""
HEADING_ROW = 4
"""Its row that names the fields; above it stand register, entry and vendor."""
_PLAIN, _HASHED = "t:", "h:"
_SHORT = 200
"""Characters of a text that is its own mark."""
_FORMULA = ("'=", "'+", "'-", "'@", "'\t", "'\r")
"""How a text is written that a spreadsheet must not run; the sign before it is none of the text."""


def folded(column: RegisterColumn, text: str) -> str:
    """A text as it comes back: without the sign against formulas, line ends and hidden signs all of one kind."""
    plain = text.replace("_x005F_", "_")
    if not (plain.isascii() and plain.isprintable()):  # most texts hide nothing
        plain = composed(harmless(plain.replace("\r\n", "\n").replace("\r", "\n")))
    plain = unguarded(plain.strip())
    return plain.strip() if column.kind is CellKind.TEXT else " ".join(plain.split())


def unguarded(text: str) -> str:
    """A text without the sign that keeps a spreadsheet from running it."""
    return text[1:] if text.startswith(_FORMULA) else text


def mark(column: RegisterColumn, text: str) -> str:
    """The mark of a text: itself where it is short, else its hash."""
    plain = folded(column, text)
    if len(plain) <= _SHORT and "\n" not in plain and "_x" not in plain:
        return f"{_PLAIN}{plain}"
    return f"{_HASHED}{hashlib.sha256(plain.encode()).hexdigest()[:32]}"


def told(found: str) -> str:
    """The text behind a mark; empty when only its hash is kept."""
    return found.removeprefix(_PLAIN) if found.startswith(_PLAIN) else ""
