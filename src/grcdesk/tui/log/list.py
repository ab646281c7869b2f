"""History: the change log as commands or single entries; undoing one, and verifying all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from textual import on

from grcdesk.rules.fields.log import LOG_FIELDS
from grcdesk.rules.filters.filters import Getter
from grcdesk.schemas.log.log import BatchRow, LogEntry
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.frame.aside import Fact, facts
from grcdesk.tui.frame.listing import ListScreen
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.tui.log.columns import changes, entry_facts, history_columns
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.pages import MemoryRows
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import act, count

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk

NEWEST = 5000
"""Commands or entries looked at; older ones are reached by `grcdesk log list`."""


class HistoryScreen(ListScreen):
    """The change log, newest first."""

    PLACE = "history"
    HELP = "log"
    SIDE = "Command"
    NAME = "History"
    NOTHING = "No change is in the log yet: whatever is set or taken in comes here."
    FIELDS = LOG_FIELDS

    def __init__(self) -> None:
        super().__init__()
        self.single = False
        """Whether entries are shown one by one."""

    def columns(self) -> tuple[ListColumn, ...]:
        """Of commands or of entries."""
        if self.single:
            return history_columns(self.glyphs)

        def state(row: BatchRow) -> Cell:
            return Cell("undone", "muted") if row.undone else self.glyphs.outcome(row.outcome)

        return (
            ListColumn("ts", "When (UTC)", 16, lambda row: Cell(row.ts[:16].replace("T", " "))),
            ListColumn("actor", "Who", 12, lambda row: Cell(row.actor), 2),
            ListColumn("action", "Action", 15, lambda row: Cell(act(row.action))),
            ListColumn("entries", "No", 4, lambda row: Cell(f"{row.entries:>4}"), 3),
            ListColumn("labels", "Records", 16, lambda row: Cell(" ".join(row.labels)), 1, flex=True),
            ListColumn("reason", "Reason", 12, lambda row: Cell(row.reason), 4, flex=True),
            ListColumn("state", "Outcome", 8, state),
        )

    def readers(self) -> Mapping[str, Getter]:
        """How filters read a command or an entry."""

        def ids(row: Any) -> tuple[str, ...]:
            return row.labels if isinstance(row, BatchRow) else (row.id,)

        return {
            "at": lambda row: date.fromisoformat(row.ts[:10]),
            "actor": lambda row: row.actor,
            "action": lambda row: (row.action.value,),
            "kind": lambda row: row.kind if isinstance(row, LogEntry) else row.action.value.partition(".")[0],
            "id": ids,
            "outcome": lambda row: row.outcome.value,
            "batch": lambda row: row.batch,
            "text": lambda row: (*ids(row), row.actor, row.reason),
        }

    def more(self, row: BatchRow | LogEntry) -> Sequence[Fact]:
        """What it changed, and where it stands in the log."""
        return (
            ("Changed", changes(row) if isinstance(row, LogEntry) else ""),
            ("Hash", row.hash if isinstance(row, LogEntry) else ""),
            ("Command", row.batch),
            ("Via", row.via if isinstance(row, LogEntry) else ""),
        )

    def reload(self) -> None:
        """Ask for the newest."""
        single = self.single

        def question(desk: Desk) -> dict[str, Any]:
            if single:
                return {str(entry.seq): entry for entry in desk.log.list(limit=NEWEST)}
            return {batch.batch: batch for batch in desk.log.batches(NEWEST)}

        self.ask("log", question, self.show_rows)

    def say_title(self, shown: int) -> None:
        """Name, count and what is listed."""
        super().say_title(shown)
        what = "entries" if self.single else "commands"
        number = f"{shown:,} of {len(self.rows):,} {what}" if self.where else f"{shown:,} {what}"
        more = "newest " if len(self.rows) >= NEWEST else ""
        self.title_bar(line(f"History  {more}{number}", Cell(f"  / {self.where}" if self.where else "", "muted")))

    def action_mode(self) -> None:
        """Commands or entries."""
        self.single = not self.single
        table = self.query_one(Table)
        # entries cannot be drawn by the columns of commands, nor commands by those of entries
        table.set_rows([], MemoryRows({}))
        table.columns = self.columns()
        table.on_resize()
        self.reload()

    def action_take_back(self) -> None:
        """Undo the command under the cursor."""
        row = self.query_one(Table).row
        if row is not None:
            self.desk_app.with_desk("undo", lambda desk: desk.log.undo(row.batch), back="U does it again")

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        row = event.table.row
        if isinstance(row, LogEntry):
            self._tell([row], f"Entry {row.seq}", 1)
        elif row is not None:
            self.ask_first(
                "entries",
                lambda desk: desk.log.list(batch=row.batch, limit=NEWEST, newest_first=False),
                lambda found: self._tell(found, f"Command {row.batch}", row.entries),
            )

    def _tell(self, entries: list[LogEntry], title: str, total: int) -> None:
        rows = []
        for entry in entries:
            rows += [
                line(
                    Cell(f"{entry.seq} ", "head"),
                    f"{act(entry.action)} {entry.id} {entry.label}",
                    Cell(f"  {entry.outcome.value}", "muted"),
                ),
                *facts(entry_facts(entry)),
            ]
        if total > len(entries):
            rows.append(text(f"and {total - len(entries):,} more", "muted"))
        self.app.push_screen(LinesDialog(f"{title}: {count(total, 'entry', 'entries')}", rows))
