"""Names that lead into a record: `actor.id`, `guardrails[].action`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

EACH = "[]."
"""In a name: of each record of the list that stands before it."""


def get(event: Mapping[str, Any], name: str) -> Any:
    """A field, with dots a field inside a field, with `[]` those of each record of a list: `guardrails[].action`."""
    if name in event:
        return event[name]
    inside, each, rest = name.partition(EACH)
    if each:
        return _of_each(get(event, inside), rest)
    here: Any = event
    for step in name.split("."):
        if not isinstance(here, dict) or step not in here:
            return None
        here = here[step]
    return here


def _of_each(listed: Any, rest: str) -> list[Any] | None:
    """What stands in each record of a list; a single record counts as a list of one."""
    if listed is None:
        return None
    records = listed if isinstance(listed, list) else [listed]
    found = [get(one, rest) if isinstance(one, dict) else None for one in records]
    there = [one for one in found if one is not None]
    return there or None


def top(name: str) -> str:
    """The field of a record that a name leads into."""
    return name.partition(EACH)[0].partition(".")[0]
