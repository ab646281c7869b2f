"""Ten ways to falsify a log, given as its lines. Positions count within the last hundred entries."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

Lines = list[bytes]


def digest(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()


def written(entry: dict[str, object]) -> bytes:
    return json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def rechained(lines: Lines) -> Lines:
    """Numbers and links made consistent again, as one does who knows how the chain is made."""
    out: Lines = []
    head = "0" * 64
    for seq, line in enumerate(lines, 1):
        out.append(written({**json.loads(line), "prev": head, "seq": seq}))
        head = digest(out[-1])
    return out


def _edited(lines: Lines, position: int) -> Lines:
    at = len(lines) - 100 + position - 1
    entry = json.loads(lines[at])
    changed = written({**entry, "after": {**entry["after"], "status": "not_applicable"}})
    return [*lines[:at], changed, *lines[at + 1 :]]


def _without(lines: Lines, position: int) -> Lines:
    at = len(lines) - 100 + position - 1
    return [*lines[:at], *lines[at + 1 :]]


def _swapped(lines: Lines) -> Lines:
    at = len(lines) - 51
    return [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]]


def _up_to(lines: Lines, position: int) -> Lines:
    return lines[: len(lines) - 100 + position]


def _back_dated(lines: Lines) -> Lines:
    at = len(lines) - 70
    return rechained([*lines[:at], lines[at], *lines[at:]])


def _fresh(lines: Lines) -> Lines:
    return rechained([line.replace(b"Dana Reyes", b"Eve Novak") for line in lines])


ATTACKS: dict[str, tuple[Callable[[Lines], Lines], tuple[bool, bool, bool]]] = {
    "edit an old entry": (lambda lines: _edited(lines, 50), (True, False, False)),
    "delete a middle entry": (lambda lines: _without(lines, 50), (True, True, True)),
    "swap two entries": (_swapped, (True, False, False)),
    "cut the tail after the last anchor": (lambda lines: _up_to(lines, 90), (False, False, True)),
    "cut the tail before the anchor": (lambda lines: _up_to(lines, 70), (False, True, True)),
    "edit an old entry, re-hash all": (lambda lines: rechained(_edited(lines, 50)), (False, True, True)),
    "edit an entry after the anchor, re-hash": (lambda lines: rechained(_edited(lines, 95)), (False, False, True)),
    "insert a back-dated entry, re-hash": (_back_dated, (False, True, True)),
    "replace the whole log": (_fresh, (False, True, True)),
    "put an old copy back": (lambda lines: _up_to(lines, 60), (False, True, True)),
}
"""Attack → how it is done, and whether the chain alone, an anchor at 80, the head of the last export at 100 notice."""
