"""Column maps: a small YAML file that says which of our fields stands where in a file, and what its words mean.

columns:
time: decided_at
action: verdict
words:
action:
redact: [masked, hidden]
zone: Europe/Berlin
dates: day-first
keep: [change_title]
rules:
iam_root_mfa_enabled: AI-SEC-01
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.reading import strict_yaml
from grcdesk.importers.reading.small_files import settings_text
from grcdesk.terms.interchange import DayOrder

_MAX = 256 << 10
_PARTS = ("columns", "words", "zone", "dates", "keep", "rules", "limits")


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """What a map says."""

    columns: dict[str, str] = field(default_factory=dict)
    """Our field → the name in the file."""
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    """For a field, the word in the file → our word."""
    zone: str = ""
    dates: str = ""
    """What stands first in days with slashes: day or month."""
    keep: tuple[str, ...] = ()
    """Fields that are kept although they may hold text."""
    rules: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Of findings: the rule of a scanner, `*` for any signs → the controls it is tied to."""
    limits: dict[str, float] = field(default_factory=dict)
    """Of evaluations: a metric, task or probe → what it has to reach."""


def read_map(path: Path) -> ColumnMap:
    """Read a column map.

    Raises:
        BadInput: with file, line and cure.
    """
    found = strict_yaml.load(settings_text(path, _MAX, "a column map"), str(path))
    for name in found:
        if name not in _PARTS:
            raise BadInput(
                f"no part is called `{name}`",
                hint="a column map has `columns:`, `words:`, `zone:`, `dates:`, `keep:`, `rules:` and `limits:`",
                file=str(path),
                line=found.lines[name],
            )
    columns = _texts(found.get("columns", {}), "columns", str(path))
    words = words_of(found.get("words", {}), str(path))
    zone = found.get("zone", "")
    if not isinstance(zone, str):
        raise BadInput("`zone` is one name", hint="zone: Europe/Berlin", file=str(path), line=found.lines["zone"])
    keep = _listed(found.get("keep", []), str(path))
    dates = _dates(found, str(path))
    return ColumnMap(columns, words, zone, dates, keep, _rules(found, str(path)), _limits(found, str(path)))


def _limits(found: Any, file: str) -> dict[str, float]:
    """What each metric has to reach."""
    limits: dict[str, float] = {}
    for name, value in _mapping(found.get("limits") or {}, "limits", file).items():
        try:
            limits[str(name)] = float(str(value))
        except ValueError:
            raise BadInput(f"the limit of {name!r} is no number", hint=f"{name}: 0.9", file=file) from None
        if not math.isfinite(limits[str(name)]):
            raise BadInput(f"the limit of {name!r} is no number", hint=f"{name}: 0.9", file=file)
    return limits


def _rules(found: Any, file: str) -> dict[str, tuple[str, ...]]:
    """The rules of scanners, and what each is tied to."""
    rules: dict[str, tuple[str, ...]] = {}
    for name, value in _mapping(found.get("rules") or {}, "rules", file).items():
        controls = value if isinstance(value, list) else [value]
        if not controls or not all(isinstance(one, str) and one.strip() for one in controls):
            raise BadInput(f"the rule {name!r} needs a control", hint=f"{name}: AI-SEC-01", file=file)
        rules[str(name)] = tuple(one.strip() for one in controls)
    return rules


def _dates(found: Any, file: str) -> str:
    dates = str(found.get("dates", "")).removesuffix("-first")
    if dates not in ("", *DayOrder):
        what = "`dates` is day-first or month-first"
        raise BadInput(what, hint="dates: day-first", file=file, line=found.lines["dates"])
    return dates


def words_of(found: Any, file: str) -> dict[str, dict[str, str]]:
    """For each field, their word → ours, of a part that is written the other way round: `redact: [masked, hidden]`.

    Raises:
        BadInput: when it is no such part.
    """
    words: dict[str, dict[str, str]] = {}
    for name, below in _mapping(found, "words", file).items():
        words[name] = {}
        for ours, theirs in _mapping(below, f"words: {name}", file).items():
            for one in theirs if isinstance(theirs, list) else [theirs]:
                words[name][str(one)] = ours
    return words


def _listed(value: Any, file: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise BadInput("`keep` is a list of fields", hint="keep: [title]", file=file)
    return tuple(value)


def _mapping(value: Any, what: str, file: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadInput(f"`{what}` is a list of `our field: their name`", hint="grcdesk help import", file=file)
    return value


def _texts(value: Any, what: str, file: str) -> dict[str, str]:
    found = _mapping(value, what, file)
    for name, one in found.items():
        if not isinstance(one, str) or not one:
            raise BadInput(f"`{name}` needs the name of one column", hint=f"{name}: their_name", file=file)
    return dict(found)


def still(before: Mapping[str, str], columns: Collection[str]) -> dict[str, str]:
    """What was told of the columns of an earlier file and holds of this one too."""
    return {what: column for what, column in before.items() if not column or column in columns}
