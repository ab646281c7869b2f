"""What a strict auditor would return, each a door to where it is mended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on
from textual.content import Content

from grcdesk.rules.fields.rehearsals import RETURNED_FIELDS, RETURNED_READERS
from grcdesk.rules.filters.filters import Getter
from grcdesk.schemas.rehearsals import RehearsalDetail, RehearsalRow, ReturnedItem
from grcdesk.tui.audits.strip import AuditTabs
from grcdesk.tui.controls.editing import EditingScreen
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.frame.ask import ask_and_do
from grcdesk.tui.frame.listing import ListScreen
from grcdesk.tui.kit.looks import Cell, line, lines
from grcdesk.tui.rehearsal.doors import open_item, open_record
from grcdesk.tui.widgets.bars import Text
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.table import Table
from grcdesk.wording import word


class RehearsalScreen(AuditTabs, ListScreen, EditingScreen):
    """The items that came back in a rehearsal, by default the newest."""

    PLACE = "rehearsal"
    HELP = "rehearsal"
    SIDE = "Reason"
    NAME = "Rehearsal"
    NOTHING = "Nothing was rehearsed yet. a rehearses: a strict auditor asks, and sends back what he would."
    FIELDS = RETURNED_FIELDS

    def __init__(self) -> None:
        super().__init__()
        self.shown: RehearsalDetail | None = None
        self.wanted = ""
        """The rehearsal that is shown; empty: the newest."""

    def columns(self) -> tuple[ListColumn, ...]:
        """What was asked for, why it came back, what mends it."""
        return (
            ListColumn("request", "Request", 22, lambda item: Cell(item.request)),
            ListColumn("fault", "Returned for", 20, lambda item: Cell(word(item.fault), "warning"), 1),
            ListColumn("why", "Why", 24, lambda item: Cell(item.why), 2, flex=True),
            ListColumn("cure", "Cure", 24, lambda item: Cell(item.cure, "muted"), 3, flex=True),
        )

    def readers(self) -> Mapping[str, Getter]:
        """As the service reads an item."""
        return RETURNED_READERS

    def about(self, row: ReturnedItem) -> Content:
        """What had to be cut: reason and cure."""
        return lines([line(Cell(row.why)), line(Cell(f"cure: {row.cure}", "muted"))])

    def reload(self) -> None:
        """Ask for the rehearsals, then for the one that is shown."""
        self.ask("rehearsals", lambda desk: desk.rehearsals.list(), self._listed)

    def _listed(self, rows: Sequence[RehearsalRow]) -> None:
        if not rows:
            self.shown = None
            self.show_rows({})
            return
        # the one that was chosen may be gone, and without any there is nothing to ask for
        known = {row.id for row in rows}
        name = self.wanted if self.wanted in known else ""
        self.ask("rehearsal", lambda desk: desk.rehearsals.show(name), self._show)

    def _show(self, found: RehearsalDetail) -> None:
        self.shown = found
        above = self.query_one("#above", Text)
        above.display = True
        above.say(line(*_rates(found)))
        self.show_rows({str(number): item for number, item in enumerate(found.items)})

    def nothing(self) -> str:
        """Nothing rehearsed is not the same as nothing returned."""
        row = self.shown.row if self.shown is not None else None
        return f"Nothing came back: {row.accepted} of {row.asked} requests accepted." if row else self.NOTHING

    def say_title(self, shown: int) -> None:
        """Which rehearsal, and how many reasons came back."""
        name = f"{self.NAME} {self.shown.row.id} of {self.shown.row.on}" if self.shown else self.NAME
        number = f"{shown} of {len(self.rows)}" if self.where else f"{shown}"
        self.title_bar(line(f"{name}  {number}", Cell(f"  / {self.where}" if self.where else "", "muted")))

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        item: ReturnedItem | None = event.table.row
        # a second key of one burst comes when the door is open already
        if item is not None and self.app.screen is self:
            # a desk as it stood mends nothing: the record is shown
            (open_record if self.desk_app.at else open_item)(self.desk_app, item)

    def meant(self) -> tuple[str, ...]:
        """The control of a row, for the forms of controls."""
        item: ReturnedItem | None = self.query_one(Table).row
        return (item.opens,) if item is not None else ()

    def action_play(self) -> None:
        """Rehearse now."""
        self.wanted = ""
        self.desk_app.with_desk("rehearsing", lambda desk: desk.rehearsals.rehearse(), back="")

    def action_play_with_seed(self) -> None:
        """Rehearse with a seed that is typed."""
        self.wanted = ""
        fields = [Ask("seed", "Seed", hint="any text; the same one opens the same artefacts", needed=True)]
        ask_and_do(
            self.desk_app,
            "Rehearse",
            fields,
            lambda texts: lambda desk: desk.rehearsals.rehearse(seed=texts["seed"]),
            back="",
        )

    def action_earlier(self) -> None:
        """Choose among the rehearsals."""

        def pick(rows: Sequence[RehearsalRow]) -> None:
            choices = [
                Choice(row.id, f"{row.id:<8}{row.on}  {row.rate:>5.1f} %  {row.accepted} of {row.asked} accepted")
                for row in rows
            ]
            if choices:
                self.app.push_screen(Pick("Rehearsals", choices), self._picked)
            else:
                self.desk_app.tell("nothing was rehearsed yet")

        self.ask_first("earlier", lambda desk: desk.rehearsals.list(), pick)

    def _picked(self, name: str | None) -> None:
        if name is not None:
            self.wanted = name
            self.reload()


def _rates(found: RehearsalDetail) -> list[Cell]:
    row, before = found.row, found.before
    tone = "success" if not row.returned else "strong"
    told = [Cell(f"{row.accepted} of {row.asked} requests accepted, {row.rate:.1f} %", tone)]
    if before is not None:
        better = "success" if row.rate > before.rate else "muted"
        told.append(Cell(f"; {before.rate:.1f} % on {before.on}", better))
    return [*told, Cell(f"; seed {row.seed[:12]}", "muted")]
