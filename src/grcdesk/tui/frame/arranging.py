"""What the lists of a screen are sorted by and which columns they show: chosen, and remembered between starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grcdesk.tui.kit.remembering import Remembered
from grcdesk.tui.widgets.order import Order
from grcdesk.tui.widgets.table import Table

if TYPE_CHECKING:
    from grcdesk.tui.frame.base import DeskScreen


def remembered(screen: DeskScreen) -> Remembered:
    """What is remembered of the desk that is shown; nothing of one that is thrown away, or as it stood."""
    app = screen.desk_app
    passing = app.paths is None or app.sample or app.at
    return Remembered(None if passing or app.paths is None else app.paths.root)


def recall(screen: DeskScreen) -> None:
    """Give the lists of a screen the order and the columns they were left with."""
    tables = list(screen.query(Table))
    known = remembered(screen).of(screen.PLACE).get("lists") if tables else None
    if not isinstance(known, dict):
        return
    for table in tables:
        found = known.get(table.id)
        if isinstance(found, dict):
            table.order = _order(found.get("order"))
            hidden = found.get("hidden")
            names = hidden if isinstance(hidden, list) else []
            table.hide(frozenset(one for one in names if isinstance(one, str)))


def _order(found: Any) -> Order | None:
    match found:
        case [str() as column, bool() as falling]:
            return Order(column, falling)
    return None


def keep(screen: DeskScreen) -> None:
    """Remember order and columns of the lists of a screen."""
    lists: dict[str, Any] = {}
    for table in screen.query(Table):
        order = table.order
        told: dict[str, Any] = {"order": [order.column, order.falling]} if order else {}
        told |= {"hidden": sorted(table.hidden)} if table.hidden else {}
        if told and table.id:
            lists[table.id] = told
    known = remembered(screen)
    before = known.of(screen.PLACE).get("lists")
    known.keep(screen.PLACE, lists={**(before if isinstance(before, dict) else {}), **lists} if lists else lists)


def choose(screen: DeskScreen, table: Table, what: str) -> None:
    """Ask for the order, or for the columns."""
    from grcdesk.tui.dialogs.choosing import ColumnsDialog, order_choices  # noqa: PLC0415  not for the first frame

    def sorted_by(name: str | None) -> None:
        if name is not None and name in {column.name for column in table.columns}:
            table.sort_by(name)
        elif name is not None:
            table.post_message(Table.Arranging(table, None))

    def columns(hidden: frozenset[str] | None) -> None:
        if hidden is not None:
            table.hide(hidden)
            keep(screen)

    if what == "columns":
        screen.app.push_screen(ColumnsDialog(table.columns, table.hidden, screen.glyphs), columns)
        return
    offered = [column for column in table.columns if screen.sortable(table, column)]
    if offered:
        screen.app.push_screen(order_choices(offered, table.order, screen.glyphs), sorted_by)
    else:
        screen.desk_app.tell("nothing to sort by here")
