"""What lacks at a place of work: each row a door to what mends it, and back from it here, without what was mended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual import on

from grcdesk.rules.fields.readiness import LACK_FIELDS, LACK_READERS
from grcdesk.rules.readiness.telling import noun, sentence, title
from grcdesk.tui.controls.editing import EditingScreen
from grcdesk.tui.frame.lacking import NEXT
from grcdesk.tui.frame.listing import ListScreen
from grcdesk.tui.kit.looks import Cell, line, lines, text
from grcdesk.tui.kit.plain import said
from grcdesk.tui.lacks.doors import open_door
from grcdesk.tui.widgets.bars import Text
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.table import Table

if TYPE_CHECKING:
    from textual.content import Content

    from grcdesk.rules.filters.filters import Getter
    from grcdesk.schemas.readiness import Lack, Readiness
    from grcdesk.terms.readiness import WorkPlace


_DOOR = "enter on a row opens what mends it"


def _what(row: Lack) -> str:
    """What lacks, with fields as the forms call them."""
    return said(row.what, {"final": "Final"})


class LacksScreen(ListScreen, EditingScreen):
    """The list of what lacks."""

    PLACE = "lacks"
    HELP = "lacking"
    NAME = "What lacks"
    FIELDS = LACK_FIELDS
    STRIP = True
    KEEPS_FILTER = False
    EXTRA = ("screen.filter",)

    def __init__(self, place: WorkPlace, record: str = "") -> None:
        super().__init__()
        self.place, self.record = place, record
        self.found: Readiness | None = None

    def columns(self) -> tuple[ListColumn, ...]:
        """Which record, what lacks of it, what kind of thing that is."""
        return (
            ListColumn("about", "ID", 11, lambda row: Cell(row.about, "head")),
            ListColumn("kind", "Lacks", 22, lambda row: Cell(noun(row.kind), "warning" if row.bars else "muted"), 1),
            ListColumn("what", "What", 30, lambda row: Cell(_what(row)), flex=True),
        )

    def nothing(self) -> str:
        """What was looked at; of nothing no yes."""
        told = sentence(self.found) if self.found is not None else ""
        open_ = self.found is not None and self.found.ready and not self.found.done
        then = "".join(NEXT.get(self.found.act, ())) if self.found is not None and open_ else ""
        return f"{told[:1].upper()}{told[1:]}. q goes back{f'; {then}' if then else ''}."

    def board_record(self) -> str:
        """Of what, and of which record of it."""
        return f"{self.place.value}/{self.record}"

    def readers(self) -> Mapping[str, Getter]:
        """As a filter reads a row."""
        return LACK_READERS

    def about(self, row: Lack) -> Content:
        """What the columns had to cut."""
        return line(Cell(f"{row.about}  ", "head"), _what(row))

    def meant(self) -> tuple[str, ...]:
        """The control of the row, for the forms of controls."""
        row: Lack | None = self.query_one(Table).row
        return (row.about,) if row is not None else ()

    def reload(self) -> None:
        """Ask what lacks now."""
        place, record = self.place, self.record
        self.ask("what lacks", lambda desk: desk.readiness.show(place, record), self._show)

    def _show(self, found: Readiness) -> None:
        self.found = found
        above = self.query_one("#above", Text)
        above.display = bool(found.lacks)
        over = [f"looked at: {found.over}"] if found.over else []
        tone = "warning" if found.lacks else "muted"
        if found.ready:
            tone = "success"
        above.say(lines([text(sentence(found), tone), text("; ".join([*over, _DOOR]), "muted")]))
        rows: dict[str, Lack] = {}
        for one in found.lacks:
            # a record may lack the same thing twice
            key = f"{one.kind}/{one.about}/{one.part}"
            rows[key if key not in rows else f"{key}/{len(rows)}"] = one
        self.show_rows(rows)

    def say_title(self, shown: int) -> None:
        """Of what, and how many."""
        number = f"{shown:,} of {len(self.rows):,}" if self.where else f"{shown:,}"
        self.title_bar(
            line(
                f"{title(self.place, self.record)}  {number}", Cell(f"  / {self.where}" if self.where else "", "muted")
            )
        )

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        row: Lack | None = event.table.row
        if row is None or self.app.screen is not self:
            return  # a second key of one burst: the door is open already
        if self.desk_app.at:
            self.desk_app.tell("the desk is shown as it stood: nothing is mended there", "warning")
        else:
            open_door(self.desk_app, row)
