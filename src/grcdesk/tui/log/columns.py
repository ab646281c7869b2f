"""How entries of the change log look in lists."""

from __future__ import annotations

from collections.abc import Sequence

from grcdesk.schemas.log.log import LogEntry
from grcdesk.text import show
from grcdesk.tui.frame.aside import Fact
from grcdesk.tui.kit.looks import Cell, Glyphs
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.wording import act

_BOOKKEEPING = frozenset({"version", "assessed_by", "assessed_on", "previous_status"})
"""Fields every change of a control moves: left out of its one line."""


def history_columns(glyphs: Glyphs) -> tuple[ListColumn, ...]:
    """Entries of the change log."""
    return (
        ListColumn("ts", "When (UTC)", 16, lambda row: Cell(row.ts[:16].replace("T", " "))),
        ListColumn("actor", "Who", 12, lambda row: Cell(row.actor), 2),
        ListColumn("action", "Action", 14, lambda row: Cell(act(row.action)), 1),
        ListColumn("id", "Record", 12, lambda row: Cell(row.id), 3),
        ListColumn("what", "What", 20, lambda row: Cell(changes(row)), 0, flex=True, full=_whole),
        ListColumn("outcome", "Outcome", 8, lambda row: glyphs.outcome(row.outcome), 4),
    )


def changes(entry: LogEntry, *, whole: bool = False) -> str:
    """What an entry changed, on one line; long values are cut unless all of it is wanted."""
    if not entry.before and entry.after:
        return "; ".join([*([entry.reason] if entry.reason else []), f"{_spaced(entry.kind)} created"])
    moved = [_moved(name, _short(old, whole=whole), _short(new, whole=whole)) for name, old, new in _moves(entry)]
    return "; ".join([*([entry.reason] if entry.reason else []), *moved])


def _moved(name: str, old: str, new: str) -> str:
    # what was cut off may be all that differs
    return f"{_spaced(name)}: changed behind {old}" if old == new else f"{_spaced(name)}: {old} -> {new}"


def _moves(entry: LogEntry) -> list[tuple[str, str, str]]:
    """The fields people read, the status first."""
    from grcdesk.services.log.wording import moves  # noqa: PLC0415  it knows every table; the first frame needs none

    return sorted(
        (one for one in moves(entry) if one[0] not in _BOOKKEEPING), key=lambda one: (one[0] != "status", one[0])
    )


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def _whole(entry: LogEntry) -> str:
    return changes(entry, whole=True)


def entry_facts(entry: LogEntry) -> Sequence[Fact]:
    """What an entry changed, every value whole, and where it stands in the log."""
    moved = [
        (_spaced(name).capitalize(), (f"{show(old)} -> " if old else "") + (show(new) or "-"))
        for name, old, new in _moves(entry)
    ]
    return (
        ("Reason", entry.reason),
        *moved,
        ("At", f"{entry.ts} by {entry.actor} via {entry.via}"),
        ("Entry", str(entry.seq)),
        ("Command", entry.batch),
        ("Hash", entry.hash),
    )


def _short(value: str, *, whole: bool = False) -> str:
    plain = show(value) or "-"
    return plain if whole or len(plain) <= 40 else plain[:39] + "›"  # noqa: PLR2004  one line must hold two values
