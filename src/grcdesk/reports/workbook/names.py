"""Sheet names a spreadsheet accepts."""

from __future__ import annotations

import re

from grcdesk.reports.xmltext import pieces, visible

LIMIT = 31
_FORBIDDEN = re.compile(r"[\\/*?:\[\]\n\r\t]")
_EDGE = " '\u00a0"
_RESERVED = {"history"}  # Excel keeps this name for itself


def sheet_name(wanted: str, taken: tuple[str, ...] = ()) -> str:
    r"""The nearest name to `wanted` that Excel accepts and that is not taken, letter case aside.

    At most 31 UTF-16 units; no `\ / * ? : [ ]`; no apostrophe at either end; never empty, never `History`.
    """
    name = _trim(_FORBIDDEN.sub("-", visible(wanted)), LIMIT) or "Sheet"
    if name.casefold() in _RESERVED:
        name = f"{name} 1"
    used = {other.casefold() for other in taken}
    if name.casefold() not in used:
        return name
    number = 2
    while True:
        tail = f" {number}"
        candidate = _trim(name, LIMIT - len(tail)) + tail
        if candidate.casefold() not in used:
            return candidate
        number += 1


def _trim(name: str, limit: int) -> str:
    name = name.strip(_EDGE)
    if not name:
        return ""
    # no break at words: a name is cut where it is full
    whole = pieces(name.replace(" ", "\u00a0"), limit)[0].replace("\u00a0", " ")
    return whole.strip(_EDGE)


def quoted(sheet: str) -> str:
    """The name as formulas and links write it."""
    return "'" + sheet.replace("'", "''") + "'"
