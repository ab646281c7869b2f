"""What the lists of a screen are sorted by and which columns they show: chosen, and remembered between starts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from textual.screen import Screen

from grcdesk.tui.kit.remembering import ScreenMemory
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.order import Order
from grcdesk.tui.widgets.table import Table

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell


def remembered(screen: Screen[Any]) -> ScreenMemory:
    """What is remembered of the desk that is shown; nothing of one that is thrown away, or as it stood."""
    app = cast("Shell", screen.app)
    passing = app.paths is None or app.sample or app.at
    return ScreenMemory(None if passing or app.paths is None else app.paths.root)


def recall(screen: Screen[Any], place: str) -> None:
    """Give the lists of a screen the order and the columns they were left with."""
    tables = list(screen.query(Table))
    known = remembered(screen).of(place).get("lists") if tables else None
    # read from a file that a person or another version may have changed: what does not look as ours is passed over
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


def keep(screen: Screen[Any], place: str) -> None:
    """Remember order and columns of the lists of a screen."""
    lists: dict[str, Any] = {}
    for table in screen.query(Table):
        order = table.order
        told: dict[str, Any] = {"order": [order.column, order.falling]} if order else {}
        told |= {"hidden": sorted(table.hidden)} if table.hidden else {}
        if told and table.id:
            lists[table.id] = told
    known = remembered(screen)
    before = known.of(place).get("lists")
    known.keep(place, lists={**(before if isinstance(before, dict) else {}), **lists} if lists else lists)


def choose(screen: Screen[Any], place: str, table: Table, what: str, offered: Sequence[ListColumn]) -> None:
    """Ask for the order, among the columns that are offered, or for the columns."""
    from grcdesk.tui.dialogs.choosing import ColumnsDialog, order_choices  # noqa: PLC0415  not for the first frame

    def sorted_by(name: str | None) -> None:
        if name is not None and name in {column.name for column in table.columns}:
            table.sort_by(name)
        elif name is not None:
            table.post_message(Table.Arranging(table, None))

    def columns(hidden: frozenset[str] | None) -> None:
        if hidden is not None:
            table.hide(hidden)
            keep(screen, place)

    if what == "columns":
        screen.app.push_screen(ColumnsDialog(table.columns, table.hidden, table.glyphs), columns)
        return
    if offered:
        screen.app.push_screen(order_choices(offered, table.order, table.glyphs), sorted_by)
    else:
        cast("Shell", screen.app).tell("nothing to sort by here")
