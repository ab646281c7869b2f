"""What a form asks: one field, and what it holds."""

from __future__ import annotations

from dataclasses import dataclass

from grcdesk.tui.dialogs.kinds import WORDS, AskKind


@dataclass(frozen=True, slots=True)
class Ask:
    """One field of a form."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    """Stands in the field while it is empty, and under the fields while the cursor is in it."""
    needed: bool = False
    kind: AskKind = WORDS
    """What it holds: how it is filled follows from that."""
    long: bool = False
    """Whether it may hold several lines."""
