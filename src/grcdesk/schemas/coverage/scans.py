"""Reports of scanners on file, and the rules in them that a person tied to controls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grcdesk.schemas.evidence.imports import RuleCount


@dataclass(frozen=True, slots=True)
class ScanReport:
    """One report on file."""

    evidence: str
    source: str
    position: int
    last: date
    """The last day it shows."""
    scope: tuple[str, ...]
    """Which scanner, and what it looked at: a newer report of the same takes its place."""
    rules: tuple[RuleCount, ...]
    whole: bool = True
    """Whether it takes the place of an older one: no page of a longer list, and the scan came to its end."""
    why: str = ""
    """Why it does not."""


@dataclass(frozen=True, slots=True)
class TiedRule:
    """A rule that failed, and a control it is tied to."""

    control: str
    rule: str
    failed: int
    """Findings."""
    evidence: str
    last: date
