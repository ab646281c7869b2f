"""Parameters of checks: which every check knows, what a value of each kind looks like, and how its text is checked."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from grcdesk.errors import BadInput
from grcdesk.terms import ParameterKind

BUILT_IN = {
    "period_start": ParameterKind.TIME,
    "period_end": ParameterKind.TIME,
    "first_day": ParameterKind.DATE,
    "last_day": ParameterKind.DATE,
    "as_of": ParameterKind.DATE,
}
"""What every check may name without its catalog declaring it: the first moment of the period and the first after it,
in UTC; its first and last day, both in it; the day on which ages are counted."""
NUMBER = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,18})?")
_DURATION = re.compile(r"([0-9]{1,9})([smhd])")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_LONG = 300
"""Characters of a text."""
_CURES = {
    ParameterKind.NUMBER: "write a decimal number: 90, 0.88",
    ParameterKind.TEXT: f"write 1 to {_LONG} characters on one line",
    ParameterKind.DURATION: "write a whole number and s, m, h or d: 30m, 24h, 90d",
    ParameterKind.DATE: "write a day: 2026-07-01",
    ParameterKind.TIME: "write a moment in UTC: 2026-07-01T00:00:00Z",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named value a check is measured by, as it was written."""

    name: str
    kind: ParameterKind
    value: str


def refuse_misfit(parameter: Parameter) -> None:
    """A value must be of its kind.

    Raises:
        BadInput: saying what to write instead.
    """
    if not _FITS[parameter.kind](parameter.value):
        told = f"parameter {parameter.name} is {parameter.value[:60]!r}, which is no {parameter.kind}"
        raise BadInput(told, hint=_CURES[parameter.kind])


def guessed(value: str) -> ParameterKind:
    """The kind a value typed by hand looks like; text when it looks like none of the others."""
    looks = (ParameterKind.NUMBER, ParameterKind.DURATION, ParameterKind.DATE, ParameterKind.TIME)
    return next((kind for kind in looks if _FITS[kind](value)), ParameterKind.TEXT)


def seconds(duration: str) -> int:
    """How long `24h` is, in seconds.

    Raises:
        BadInput: when it is no duration.
    """
    found = _DURATION.fullmatch(duration)
    if found is None:
        raise BadInput(f"{duration!r} is no duration", hint=_CURES[ParameterKind.DURATION])
    return int(found[1]) * _SECONDS[found[2]]


def _is_day(value: str) -> bool:
    return bool(_DAY.fullmatch(value)) and _reads(date.fromisoformat, value)


def _is_time(value: str) -> bool:
    return bool(_TIME.fullmatch(value)) and _reads(datetime.fromisoformat, value)


def _reads(read: Callable[[str], object], value: str) -> bool:
    try:
        read(value)
    except ValueError:
        return False
    return True


_FITS: dict[ParameterKind, Callable[[str], bool]] = {
    ParameterKind.NUMBER: lambda value: bool(NUMBER.fullmatch(value)),
    ParameterKind.TEXT: lambda value: 0 < len(value) <= _LONG and value.isprintable(),
    ParameterKind.DURATION: lambda value: bool(_DURATION.fullmatch(value)),
    ParameterKind.DATE: _is_day,
    ParameterKind.TIME: _is_time,
}
