"""The rows of a check as text, in one order, with one digest, whichever engine found them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

Cells = tuple[str | None, ...]


def as_text(value: object) -> str | None:
    """A value as the text it is compared by.

    Raises:
        TypeError: for a kind of value no check may hand back, such as a binary fraction.
    """
    match value:
        case None | str():
            return value
        case bool():
            return str(value).lower()
        case int():
            return str(value)
        case Decimal() if value.is_finite():
            return _decimal(value)
        case datetime() if not value.utcoffset():
            return value.replace(tzinfo=None).isoformat() + "Z"
        case datetime():
            pass  # of another zone: it is a date as well, and must not be taken for one
        case date():
            return value.isoformat()
    raise TypeError(type(value).__name__)


def _decimal(value: Decimal) -> str:
    """A number without exponent and without needless zeros; minus nothing is nothing."""
    if not value:
        return "0"
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def in_order(rows: Iterable[Cells]) -> tuple[Cells, ...]:
    """Sorted by the UTF-8 bytes of each column, from the key on; null comes last."""
    return tuple(sorted(rows, key=lambda row: tuple((cell is None, (cell or "").encode()) for cell in row)))


def digest(rows: Iterable[Cells]) -> str:
    """SHA-256 in hex of the rows, each as a compact JSON list and a line end."""
    found = hashlib.sha256()
    for row in rows:
        found.update(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    return found.hexdigest()
