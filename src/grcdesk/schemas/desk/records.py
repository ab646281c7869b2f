"""Records as they are found by name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RecordName:
    """One record: what it is, and by which words it is found."""

    noun: str
    """`control`, `vendor`, `person`: what it is called."""
    id: str
    name: str
    about: str = ""
    """More words it is found by, in the order they are shown."""
    place: str = ""
    """Where it is shown, if it has no page of its own, or none now: the vendor of a clause, the engagement of a finding
    that is not the one in force; of a criterion the filter of its controls."""
