"""What of a document was not read, by where it stands and how often: nothing vanishes unsaid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any

from grcdesk.importers.reading.oscal.document import OscalMap, text
from grcdesk.rules.catalogs import oscal
from grcdesk.wording import count

_MOST = 25
"""Places that are named."""
_INTO_ITSELF = frozenset({"groups", "controls", "parts"})
"""Lists whose records hold lists of the same name."""
ALWAYS = frozenset(
    {
        *("uuid", "metadata.title", "metadata.version", "metadata.oscal-version", "metadata.last-modified"),
        *("metadata.props own",),
    }
)
"""Places that are read in every model."""


def unread(body: OscalMap, read: Collection[str], into: Collection[str]) -> list[str]:
    """A sentence for each place that was not read.

    Args:
        body: the document.
        read: places that were read whole, as `groups.controls.title`. Records within records of the same list are
            one place. Properties and parts are places of their own: `controls.props label`, `controls.parts statement`,
            and `controls.props own` for all that are ours.
        into: places that were looked into.
    """
    known, inside = {*ALWAYS, *read}, {"metadata", *into}
    missed: Counter[str] = Counter()
    waiting: list[tuple[str, Any]] = [("", body)]
    while waiting:
        place, node = waiting.pop()
        if not isinstance(node, dict):
            missed[place] += 1
            continue
        for key, value in node.items():
            for below, one in _each(place, str(key), value):
                if below in inside:
                    waiting.append((below, one))
                elif below not in known:
                    missed[below] += 1
    told = [f"not read: {place}, {count(number, 'time')}" for place, number in sorted(missed.items())]
    return told if len(told) <= _MOST else [*told[:_MOST], f"not read: {len(told) - _MOST} further places"]


def _each(place: str, key: str, value: Any) -> list[tuple[str, Any]]:
    """What stands under a key, each with its place."""
    last = place.rpartition(".")[2].partition(" ")[0]
    below = place if key in _INTO_ITSELF and key == last else f"{place}.{key}".lstrip(".")
    if below.endswith("groups.controls"):
        below = f"{below[: -len('groups.controls')]}controls"
    if not isinstance(value, list):
        return [(below, value)]
    return [(_named(below, key, one), one) for one in value]


def _named(place: str, key: str, one: Any) -> str:
    if not isinstance(one, dict) or key not in ("props", "parts"):
        return place
    if one.get("ns") == oscal.NS:
        return f"{place} own"
    return f"{place} {text(one.get('name'))[:40] or 'without name'}"
