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
    """The record it is shown with, where it has no page of its own: the vendor of a clause."""
