"""Reminders of what is due: what goes to which channel, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sent(StrEnum):
    """What became of a reminder."""

    SENT = "sent"
    ALREADY = "already_sent"
    """The same message went out before."""
    WOULD = "would_be_sent"
    NOTHING = "nothing_due"


@dataclass(frozen=True, slots=True)
class Message:
    """The words of a reminder, and the key under which it goes out once."""

    title: str
    body: str
    key: str


@dataclass(frozen=True, slots=True)
class Reminder:
    """One channel and its message."""

    channel: str
    title: str
    body: str
    state: Sent
