"""What was said of things due, and what calendars and channels were told of them."""

from __future__ import annotations

from grcdesk.store.migrations.baseline.columns import day, flag, number, table, text, word


def create() -> None:
    """Make these tables."""
    _due_note()
    _calendar_event()
    _sent_message()


def _due_note() -> None:
    table(
        "due_note",
        text("id"),
        text("kind"),
        text("record"),
        word("mark", "acknowledged snoozed"),
        day("due"),
        day("until", null=True),
        text("reason"),
        text("said_by"),
        day("said_on"),
        rules=(
            "mark <> 'snoozed' OR until IS NOT NULL",
            "reason <> '' AND said_by <> ''",
        ),
    )


def _calendar_event() -> None:
    table(
        "calendar_event",
        text("id"),
        text("kind"),
        text("record"),
        text("title"),
        text("owner"),
        day("due"),
        text("why"),
        text("alarms"),
        number("sequence"),
        day("changed_on"),
        flag("cancelled"),
    )


def _sent_message() -> None:
    table(
        "sent_message",
        text("id"),
        text("channel"),
        text("claimed_at"),
        flag("sent"),
    )
