"""Patterns of paths in a watched folder, and the days that names carry.

`*` and `?` stay within a folder, `**/` stands for any folders or none, `**` for all below, `{day}` for 2026-10-01 or
20261001, `{month}` for 2026-10 or 202610.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from functools import cache

from grcdesk.schemas.sync import SyncRule

_MOST_STARS = 8
_PARTS = re.compile(r"\*\*/|\*\*|\*|\?|\{day\}|\{month\}|[^*?{}]+|.")
_AS = {
    "**/": "(?:[^/]+/)*",
    "**": ".*",
    "*": "[^/]*",
    "?": "[^/]",
    "{day}": r"(?P<day>(?<!\d)\d{4}-\d\d-\d\d(?!\d)|(?<!\d)\d{8}(?!\d))",
    "{month}": r"(?P<month>(?<!\d)\d{4}-\d\d(?!\d)|(?<!\d)\d{6}(?!\d))",
}

NamedDays = tuple[date, date]


def problem(pattern: str) -> str:
    """What is wrong with a pattern; empty: nothing."""
    if not pattern or pattern.startswith("/") or "\\" in pattern or ".." in pattern.split("/"):
        return "is no pattern of paths in the folder"
    if pattern.count("*") > _MOST_STARS:
        return f"has more than {_MOST_STARS} stars"
    named = [part for part in _PARTS.findall(pattern) if part.startswith("{")]
    strange = next((part for part in named if part not in _AS), "")
    if strange or "}" in re.sub(r"\{(day|month)\}", "", pattern):
        return "has braces that are neither {day} nor {month}"
    return "names more than one day" if len(named) > 1 else ""


def rule_for(name: str, rules: Sequence[SyncRule]) -> SyncRule | None:
    """The first rule whose pattern a path matches whole."""
    return next((rule for rule in rules if _compiled(rule.files).fullmatch(name)), None)


def days_in(name: str, pattern: str) -> NamedDays | None:
    """First and last day that a path carries; None when its pattern asks for none.

    Raises:
        ValueError: when the digits there are no day.
    """
    found = _compiled(pattern).fullmatch(name)
    told = found.groupdict() if found else {}
    if text := told.get("day"):
        digits = text.replace("-", "")
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        return day, day
    if text := told.get("month"):
        digits = text.replace("-", "")
        year, month = int(digits[:4]), int(digits[4:])
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile("".join(_AS.get(part) or re.escape(part) for part in _PARTS.findall(pattern)), re.DOTALL)
