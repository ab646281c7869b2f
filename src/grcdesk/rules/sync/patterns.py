"""Patterns of paths in a watched folder, and the days that names carry.

`*` and `?` stay within a folder, `**/` stands for any folders or none, a last `**` for all below, `{day}` for
2026-10-01 or 20261001, `{month}` for 2026-10 or 202610.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from functools import cache

from grcdesk.schemas.sync import SyncRule

_MOST_STARS = 8
_PARTS = re.compile(r"\*|\?|\{day\}|\{month\}|[^*?{}]+|.")
_STAR, _DEEP = "*", "**"
_AS = {
    "?": ".",
    "{day}": r"(?P<day>(?<!\d)\d{4}-\d\d-\d\d(?!\d)|(?<!\d)\d{8}(?!\d))",
    "{month}": r"(?P<month>(?<!\d)\d{4}-\d\d(?!\d)|(?<!\d)\d{6}(?!\d))",
}

NamedDays = tuple[date, date]


def problem(pattern: str) -> str:
    """What is wrong with a pattern; empty: nothing."""
    if not _is_inside(pattern):
        return "is no pattern of paths in the folder"
    # each star multiplies the places a name can be cut at
    if pattern.count(_STAR) > _MOST_STARS:
        return f"has more than {_MOST_STARS} stars"
    if any(_DEEP in part and part != _DEEP for part in pattern.split("/")):
        return "has ** beside other signs: it stands alone between slashes"
    return _wrong_day(pattern)


def _is_inside(pattern: str) -> bool:
    """Whether it can name paths in the folder at all, and none outside of it."""
    return bool(pattern) and not pattern.startswith("/") and "\\" not in pattern and ".." not in pattern.split("/")


def _wrong_day(pattern: str) -> str:
    named = [part for part in _PARTS.findall(pattern) if part[0] in "{}"]
    if any(part not in _AS for part in named):
        return "has braces that are neither {day} nor {month}"
    return "names more than one day" if len(named) > 1 else ""


def rule_for(name: str, rules: Sequence[SyncRule]) -> SyncRule | None:
    """The first rule whose pattern a path matches whole."""
    parts = name.split("/")
    return next((rule for rule in rules if _fits(parts, rule.files.split("/"))), None)


def days_in(name: str, pattern: str) -> NamedDays | None:
    """First and last day that a path carries; None when its pattern asks for none.

    Raises:
        ValueError: when the digits there are no day.
    """
    asks = next((part for part in pattern.split("/") if "{" in part), "")
    found = next((match for part in name.split("/") if asks and (match := _compiled(asks).fullmatch(part))), None)
    if found is None:
        return None
    digits = found[1].replace("-", "")
    year, month = int(digits[:4]), int(digits[4:6])
    if "day" in found.groupdict():
        day = date(year, month, int(digits[6:]))
        return day, day
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _fits(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    """Whether a path matches, part by part; `at` holds every place in the pattern that may come next."""
    at = _with_none({0}, pattern)
    for part in parts:
        stay = {place for place in at if place < len(pattern) and pattern[place] == _DEEP}
        go = {
            place + 1
            for place in at - stay
            if place < len(pattern) and _compiled(pattern[place]).fullmatch(part) is not None
        }
        last = {place + 1 for place in stay if place + 1 == len(pattern)}
        at = _with_none(stay | go, pattern) | last
    return len(pattern) in at


def _with_none(at: set[int], pattern: Sequence[str]) -> set[int]:
    """The same, when `**` before another part stands for no folder at all."""
    found = set(at)
    for place in range(len(pattern) - 1):
        if place in found and pattern[place] == _DEEP:
            found.add(place + 1)
    return found


@cache
def _compiled(part: str) -> re.Pattern[str]:
    """One part of a pattern. What follows a star is looked for once, from the left: no name makes it slow."""
    first, *others = part.split(_STAR)
    if not others:
        return re.compile(_fixed(first), re.DOTALL)
    middle = "".join(f"(?>.*?{_fixed(one)})" for one in others[:-1] if one)
    return re.compile(f"{_fixed(first)}{middle}.*{_fixed(others[-1])}", re.DOTALL)


def _fixed(text: str) -> str:
    return "".join(_AS.get(part) or re.escape(part) for part in _PARTS.findall(text))
