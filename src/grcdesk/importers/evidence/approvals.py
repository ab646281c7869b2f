"""Who reviewed and approved a change, as lists of changes write it."""

from __future__ import annotations

import re

_APPROVED = "APPROVED"
_WITHDRAWN = frozenset({"CHANGES_REQUESTED", "DISMISSED"})
"""What a review says that takes back the approval before it."""
_NAMES = ("login", "username", "name", "email")


def approved(approvers: set[str], authors: set[str]) -> str:
    """Whether another than the author approved; of whom nobody knows who wrote it, nobody can say."""
    if not approvers - authors:
        return "none by another"
    return "by another" if authors else "author not known"


def people(value: object) -> set[str]:
    """People as lists write them: names, or records with a login; of reviews those whose last word approves."""
    found: set[str] = set()
    for one in value if isinstance(value, list) else [value]:
        state, name = _reviewer(one)
        names = {part.strip().casefold() for part in re.split("[,;]", str(name or "")) if part.strip()}
        if state == _APPROVED:
            found |= names
        elif state in _WITHDRAWN:
            found -= names
    return found


def _reviewer(one: object) -> tuple[str, object]:
    """What a person said last, and who it is; who is only named has approved."""
    if not isinstance(one, dict):
        return _APPROVED, one
    state = str(one.get("state", _APPROVED)).upper()
    inner = one.get("author") or one.get("user") or one
    if not isinstance(inner, dict):
        return state, inner
    return state, next((inner[key] for key in _NAMES if inner.get(key)), "")
