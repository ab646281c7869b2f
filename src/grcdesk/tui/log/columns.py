"""How entries of the change log look in lists."""

from __future__ import annotations

from collections.abc import Sequence

from grcdesk.schemas.log import LogEntry
from grcdesk.text import show
from grcdesk.tui.frame.aside import Fact
from grcdesk.tui.kit.looks import Cell, Glyphs
from grcdesk.tui.widgets.columns import ListColumn

_BOOKKEEPING = frozenset({"version", "assessed_by", "assessed_on", "previous_status"})
"""Fields every change of a control moves: left out of its one line."""


def history_columns(glyphs: Glyphs) -> tuple[ListColumn, ...]:
    """Entries of the change log."""
    return (
        ListColumn("ts", "When (UTC)", 16, lambda row: Cell(row.ts[:16].replace("T", " "))),
        ListColumn("actor", "Who", 12, lambda row: Cell(row.actor), 2),
        ListColumn("action", "Action", 14, lambda row: Cell(row.action.value), 1),
        ListColumn("id", "Record", 12, lambda row: Cell(row.id), 3),
        ListColumn("what", "What", 20, lambda row: Cell(changes(row)), 0, flex=True, full=_whole),
        ListColumn("outcome", "Outcome", 8, lambda row: glyphs.outcome(row.outcome), 4),
    )


def changes(entry: LogEntry, *, whole: bool = False) -> str:
    """What an entry changed, on one line; long values are cut unless all of it is wanted."""
    if not entry.before and entry.after:
        return "; ".join([*([entry.reason] if entry.reason else []), f"{entry.kind.replace('_', ' ')} created"])
    names = sorted({**entry.before, **entry.after}, key=lambda name: name != "status")
    sides = [
        (name, *(_short(entry.shown(side.get(name)), whole=whole) for side in (entry.before, entry.after)))
        for name in names
    ]
    moved = [f"{name}: {old} -> {new}" for name, old, new in sides if name not in _BOOKKEEPING and old != new]
    return "; ".join([*([entry.reason] if entry.reason else []), *moved])


def _whole(entry: LogEntry) -> str:
    return changes(entry, whole=True)


def entry_facts(entry: LogEntry) -> Sequence[Fact]:
    """What an entry changed, every value whole, and where it stands in the log."""
    names = sorted({**entry.before, **entry.after}, key=lambda name: name != "status")
    moved = []
    for name in names:
        old, new = (entry.shown(side.get(name)) for side in (entry.before, entry.after))
        if name not in _BOOKKEEPING and old != new:
            before = f"{show(old)} -> " if old not in (None, "") else ""
            moved.append((name.replace("_", " ").capitalize(), before + ("-" if new in (None, "") else show(new))))
    return (
        ("Reason", entry.reason),
        *moved,
        ("At", f"{entry.ts} by {entry.actor} via {entry.via}"),
        ("Entry", str(entry.seq)),
        ("Command", entry.batch),
        ("Hash", entry.hash),
    )


def _short(value: object, *, whole: bool = False) -> str:
    if value is None or value == "":
        return "-"
    plain = show(value)
    return plain if whole or len(plain) <= 40 else plain[:39] + "›"  # noqa: PLR2004  one line must hold two values
