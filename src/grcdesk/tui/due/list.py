"""Everything that is due, the most pressing first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on
from textual.content import Content

from grcdesk.rules.due.due import LATE
from grcdesk.rules.fields.due import DUE_FIELDS, DUE_READERS
from grcdesk.rules.filters.filters import Getter
from grcdesk.schemas.due.due import DueNoteRow, DueRow
from grcdesk.terms import DueState
from grcdesk.tui.controls.editing import EditingScreen
from grcdesk.tui.due import fixes, forms
from grcdesk.tui.frame.listing import ListScreen
from grcdesk.tui.kit.looks import Cell, Glyphs, line, lines
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import DUE, word

TONE = {
    DueState.OVERDUE: "error",
    DueState.NEVER_REVIEWED: "error",
    DueState.DUE_7: "warning",
    DueState.DUE_30: "warning",
    DueState.OK: "muted",
}


def state_cell(row: DueRow, glyphs: Glyphs) -> Cell:
    """Glyph and word of a state."""
    look = DUE[row.state]
    return Cell(f"{glyphs.of(look)} {look.word}", TONE.get(row.state, ""))


def _id_cell(row: DueRow) -> Cell:
    # a name that is its own id stands once, and has both columns
    return Cell("" if row.id == row.title else row.id)


class DueScreen(ListScreen, EditingScreen):
    """The list of dates."""

    PLACE = "due"
    HELP = "due"
    SIDE = "What is due"
    NAME = "Due"
    NOTHING = "No date is on record. They come from actions, reviews, evidence and vendors; v shows what was snoozed."
    FIELDS = DUE_FIELDS

    def __init__(self, where: str = "") -> None:
        super().__init__()
        self.where = where
        self.snoozed = False
        self.notes: Sequence[DueNoteRow] = ()

    def columns(self) -> tuple[ListColumn, ...]:
        """How near, what, whose, why."""
        glyphs = self.glyphs
        return (
            ListColumn("state", "State", 18, lambda row: state_cell(row, glyphs), badge=True),
            ListColumn("days", "Days", 5, lambda row: Cell(f"{row.days:>5}", TONE.get(row.state, "")), 5),
            ListColumn("due", "Due", 10, lambda row: Cell(row.due.isoformat())),
            ListColumn("kind", "Kind", 15, lambda row: Cell(word(row.kind)), 4),
            ListColumn("id", "ID", 18, _id_cell, 3, value=lambda row: row.id),
            ListColumn("title", "What", 12, lambda row: Cell(row.title), flex=True),
            ListColumn("owner", "Owner", 11, lambda row: Cell(row.owner or "-", "" if row.owner else "muted"), 2),
            ListColumn("why", "Why", 22, lambda row: Cell(row.why), 6, flex=True),
        )

    def about(self, row: DueRow) -> Content:
        """What, whose, why."""
        owner = row.owner or "nobody"
        name = line(Cell(row.title, "head")) if row.id == row.title else line(Cell(f"{row.id}  ", "head"), row.title)
        return lines([name, line(Cell(f"{owner}: ", "muted"), row.why)])

    def readers(self) -> Mapping[str, Getter]:
        """As rules read a row."""
        return DUE_READERS

    def reload(self) -> None:
        """Ask for all dates."""
        snoozed = self.snoozed
        self.ask("due", lambda desk: (desk.due.list(snoozed=snoozed), desk.due.notes()), self._show)

    def _show(self, answer: tuple[Sequence[DueRow], Sequence[DueNoteRow]]) -> None:
        rows, self.notes = answer
        self.show_rows({f"{row.kind.value}/{row.id}": row for row in rows})

    def say_title(self, shown: int) -> None:
        """How many, how many are late, how many are put off."""
        rows: list[DueRow] = list(self.rows.values())
        late = sum(row.state in LATE for row in rows)
        hidden = sum(note.until is not None for note in self.notes)
        told = [f"{late} overdue or never reviewed"] if late else []
        if hidden:
            told.append(f"{hidden} snoozed{' shown' if self.snoozed else ''}")
        number = f"{shown:,} of {len(rows):,}" if self.where else f"{shown:,}"
        rest = f"  / {self.where}" if self.where else "".join(f" | {part}" for part in told)
        self.title_bar(line(f"{self.NAME}  {number}", Cell(rest, "muted")))

    def meant(self) -> tuple[str, ...]:
        """The control a row is about, for the forms of controls."""
        row = self._row()
        return (row.id.partition("/")[0],) if row is not None else ()

    def action_record(self) -> None:
        """Open the record itself."""
        row = self._row()
        if row is not None:
            forms.open_record(self.desk_app, row)

    def _row(self) -> DueRow | None:
        row: DueRow | None = self.query_one(Table).row
        return row

    @on(Table.Chosen)
    def _chosen(self) -> None:
        row = self._row()
        if row is None or self.app.screen is not self:
            return  # a second key of one burst: the door is open already
        if self.desk_app.at:
            forms.open_record(self.desk_app, row)
        else:
            fixes.open_fix(self.desk_app, row)

    def action_acknowledge(self) -> None:
        """Say that it was seen."""
        row = self._row()
        if row is not None:
            forms.acknowledge(self.desk_app, row)

    def action_snooze(self) -> None:
        """Put it off."""
        row = self._row()
        if row is not None:
            forms.snooze(self.desk_app, row)

    def action_resume(self) -> None:
        """Take an acknowledgement or snooze back."""
        row = self._row()
        if row is not None:
            self.desk_app.with_desk("resuming", lambda desk: desk.due.resume(row.kind, row.id))

    def action_calendar(self) -> None:
        """Write a calendar file of everything that is due."""
        forms.calendar(self.desk_app)

    def action_remind(self) -> None:
        """Show the reminders, then send them."""
        forms.remind(self.desk_app)

    def action_snoozed(self) -> None:
        """Show what was put off, or hide it again."""
        self.snoozed = not self.snoozed
        self.reload()
