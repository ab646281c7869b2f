"""Actions of the list of due things."""

from __future__ import annotations

from grcdesk.tui.actions.action import ActionSpec, UiAction, of

_DUE: tuple[ActionSpec, ...] = (
    (
        "due.acknowledge",
        "n",
        "acknowledge",
        "Say that it was seen, and what is being done.",
        "screen.acknowledge",
        True,
    ),
    ("due.snooze", "d", "snooze", "Put it off until a day, with the reason.", "screen.snooze", True),
    ("due.resume", "z", "resume", "Take an acknowledgement or a snooze back.", "screen.resume", True),
    ("due.calendar", "b", "calendar", "Write a calendar file; a later one updates it.", "screen.calendar", True),
    ("due.notify", "m", "remind", "Show the reminders that would go out, then send them.", "screen.remind"),
    ("due.snoozed", "v", "snoozed", "Show what was snoozed, or hide it again.", "screen.snoozed"),
    ("due.record", "o", "record", "Open the record itself; enter opens what mends it.", "screen.record"),
)
DUE: dict[str, tuple[UiAction, ...]] = {"due": of("due", _DUE)}
"""By screen, as `places.BY_PLACE`."""
