"""What doctor looks at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DoctorLine:
    """One line of doctor."""

    name: str
    ok: bool | None
    """None: a fact, neither good nor bad."""
    value: str
    origin: str
    """Where the value comes from, or how to mend it."""
