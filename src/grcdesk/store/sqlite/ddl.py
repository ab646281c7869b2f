"""What migrations need and only SQLite understands."""

from __future__ import annotations

from typing import Any

STRICT: dict[str, Any] = {"sqlite_strict": True}
"""Arguments of every table: a value of the wrong type is refused, not kept as it is."""


def refusing(name: str, table: str, act: str, words: str, *, when: str = "") -> str:
    """The statement for a trigger that refuses an act.

    A seat belt, not security: who holds the file can drop a trigger. `log verify` is the proof.

    Args:
        name: of the trigger.
        table: whose rows it guards.
        act: INSERT, UPDATE or DELETE.
        words: what the refusal says.
        when: a condition on OLD and NEW; empty: always.
    """
    condition = f" WHEN {when}" if when else ""
    return f"CREATE TRIGGER {name} BEFORE {act} ON {table}{condition} BEGIN SELECT RAISE(ABORT, '{words}'); END"
