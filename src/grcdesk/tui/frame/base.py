"""What every screen has: its keys, its place in the title, reloading when the data has changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget

from grcdesk.tui.actions.registry import COMMON, UiAction, at, bindings
from grcdesk.tui.frame.arranging import choose, keep, recall
from grcdesk.tui.frame.heading import chips
from grcdesk.tui.frame.keymap import remapped
from grcdesk.tui.frame.taking import TakingScreen
from grcdesk.tui.kit import quirks
from grcdesk.tui.kit.looks import Cell, Glyphs, line
from grcdesk.tui.widgets.bars import Bar, KeyBar, StatusLine, Text
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.tui.widgets.header import Header
from grcdesk.tui.widgets.order import Order
from grcdesk.tui.widgets.panel import Panel
from grcdesk.tui.widgets.scrolling import ScrollPane
from grcdesk.tui.widgets.table import Table

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.kit.jobs import TellLost

T = TypeVar("T")

LAST_KEYS = ("app.palette", "app.help", "app.leave")
SMALL = (60, 16)
"""Columns and rows below which the key bar shows four keys only."""


class DeskScreen(TakingScreen):
    """A screen that shows part of the desk."""

    PLACE: ClassVar[str] = ""
    """Its name in the registry of actions."""
    SHOWS: ClassVar[frozenset[str]] = frozenset()
    """Kinds of records it shows, as the log names them; a change of one of them makes it stale. Empty: all kinds."""
    HELP: ClassVar[str] = "start"
    """Its page in help/."""
    EXTRA: ClassVar[tuple[str, ...]] = ()
    """Ids of common actions shown in its key bar."""
    SIDE: ClassVar[str] = ""
    """Title of the pane beside it on a wide terminal; empty: it has none."""
    FRAMED: ClassVar[bool] = True
    """Whether its content stands in one frame with its title; one that draws frames of its own has none around."""

    def __init__(self) -> None:
        super().__init__()
        quirks.styled_as_it_comes(self)
        self.stale = False
        self.arriving = ""
        """The row the cursor goes to once its list is here."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """The keys come from the registry."""
        if cls.PLACE:
            cls.BINDINGS = cls.place_bindings()
        super().__init_subclass__(**kwargs)

    @classmethod
    def place_bindings(cls) -> list[BindingType]:
        """The keys of everywhere, and of this place."""
        return bindings("everywhere", cls.PLACE)

    @property
    def glyphs(self) -> Glyphs:
        """The glyphs in force."""
        return self.desk_app.glyphs

    # layout

    def compose(self) -> ComposeResult:
        """Places, what lacks, content in its frame with the pane beside it, what was told last, keys."""
        own = self.desk_app.own_keys
        yield Header(chips(), self.glyphs, self.app.current_mode)
        yield Bar(id="banner")
        yield from self.readiness_bar()
        if self.FRAMED:
            beside = [Panel(ScrollPane(Text(id="side"), can_focus=False), id="beside")] if self.SIDE else []
            yield Horizontal(Panel(Bar(id="title"), *self.content(), id="main"), *beside, id="desk")
        else:
            yield Bar(id="title")
            yield from self.content()
        yield StatusLine()
        last = tuple(action for action in COMMON if action.id in LAST_KEYS)
        yield KeyBar(remapped(self.key_actions(), own), remapped(last, own))

    def content(self) -> list[Widget]:
        """What stands between title and keys."""
        return []

    def key_actions(self) -> tuple[UiAction, ...]:
        """What the key bar shows before palette, help and quit."""
        shell = self.desk_app
        own = (action for action in at(self.PLACE) if action.bar)
        extra = (action for action in COMMON if action.id in self.EXTRA)
        return tuple(action for action in (*own, *extra) if not shell.refusal(action))

    def title_bar(self, left: Content, right: Content | None = None, *, shorter: tuple[Content, ...] = ()) -> None:
        """Say what is shown: in the frame, and in a line of its own where there is no room for frames.

        On the right stands what is marked, where nothing else is said there.
        """
        if right is None and (marked := self.marked()):
            right = line(Cell(marked, "warning"))
        self.query_one("#title", Bar).say(left, right, shorter=shorter)
        for panel in self.query("#main").results(Panel):
            panel.say(left, right, shorter=shorter)

    def say_side(self, content: Content) -> None:
        """Say it in the pane beside."""
        self.query_one("#side", Text).say(content)

    def marked(self) -> str:
        """How many rows are marked, and how many of those a filter hides; empty when none is."""
        return next((table.marked for table in self.query(Table) if table.marked), "")

    @on(Table.Unmarkable)
    def _say_unmarkable(self, event: Table.Unmarkable) -> None:
        event.stop()
        self.desk_app.tell("rows are not marked here: nothing is done to several of them at once")

    # data

    def on_mount(self) -> None:
        """Listen for changes, and ask for what is shown."""
        self.say_banner()
        self.say_frame()
        for beside in self.query("#beside").results(Panel):
            beside.say(line(self.SIDE))
        self.desk_app.changed.subscribe(self, self._changed)
        self.on_resize()
        # before anything is asked for: the rows come in the order the list was left with
        recall(self, self.PLACE)
        self.look_again()

    def on_resize(self) -> None:
        """A tiny terminal has a key bar of four."""
        size = self.app.size
        for bar in self.query(KeyBar):
            bar.limit = 4 if size.width < SMALL[0] or size.height < SMALL[1] else 99
            bar.refresh()

    def say_frame(self) -> None:
        """What stands around the content: header, status line, and whether `q` goes back or quits."""
        app = self.desk_app
        self.query_one(Header).say(app.heading, app.current_mode)
        status = self.query_one(StatusLine)
        status.say(*app.said_on(self))
        status.show_job(app.jobs.current)
        bar = self.query_one(KeyBar)
        bar.says = {"app.leave": "back"} if app.can_step_back() else {}
        bar.refresh()

    def say_banner(self) -> None:
        """Why this desk cannot be changed, if so."""
        told = self.desk_app.banner
        bar = self.query_one("#banner", Bar)
        bar.display = bool(told)
        bar.say(line(self.glyphs.warn(told)))

    def _changed(self, kinds: frozenset[str]) -> None:
        if not kinds:
            self.say_banner()  # a desk has been opened, or a command was refused
        if kinds and self.SHOWS and not kinds & self.SHOWS:
            return
        if self._in_sight():
            self.look_again()
        else:
            self.stale = True

    def _in_sight(self) -> bool:
        """Whether it is shown, be it behind dialogs."""
        stack = self.app.screen_stack
        return self in stack and all(isinstance(above, ModalScreen) for above in stack[stack.index(self) + 1 :])

    def on_screen_resume(self) -> None:
        """Shown again: reload if something changed meanwhile."""
        self.say_frame()
        if self.stale:
            self.stale = False
            self.look_again()

    def look_again(self) -> None:
        """Ask for what is shown; once that is here, for what lacks: two questions at once would hold up the keys."""
        self.lacks_wanted = True
        self.reload()

    def reload(self) -> None:
        """Ask for what is shown."""

    def ask(
        self, group: str, question: Callable[[Desk], T], then: Callable[[T], None], lost: TellLost | None = None
    ) -> None:
        """Put a question to the desk; see Jobs.ask."""

        def go(answer: T) -> None:
            then(answer)
            if self.lacks_wanted:
                self.lacks_wanted = False
                self.ask_lacks()

        self.desk_app.jobs.ask(self, group, question, go, lost)

    @on(Table.Moved)
    def _arrive(self, event: Table.Moved) -> None:
        if self.arriving and event.table.key is not None and isinstance(event.table, Table):
            wanted, self.arriving = self.arriving, ""
            event.table.go_to(wanted)

    def ask_first(self, group: str, question: Callable[[Desk], T], then: Callable[[T], None]) -> None:
        """Put a question whose answer opens a dialog; see KeysInOrder."""
        self.desk_app.ask_first(self, group, question, then)

    @on(Table.Wanted)
    def _fetch(self, event: Table.Wanted) -> None:
        event.stop()
        pages, number = event.pages, event.number
        source = pages.source
        if source is None:
            return
        keys = pages.page_keys(number)
        self.ask(
            f"page {id(pages)} {number}",
            lambda _desk: source.rows(keys),
            lambda rows: event.table.fill(pages, number, rows),
        )

    # order and columns of its lists

    def sortable(self, table: Table, column: ListColumn) -> bool:  # noqa: ARG002  lists of services say which
        """Whether that list can be sorted by that column."""
        return bool(column.title.strip())

    def sort_list(self, table: Table, order: Order | None) -> None:
        """Sort a list that is in memory."""
        table.set_order(order)

    @on(Table.Arranging)
    def _arranging(self, event: Table.Arranging) -> None:
        event.stop()
        table = event.control
        named = event.order.column if event.order is not None else ""
        column = next((one for one in table.columns if one.name == named), None)
        if isinstance(table, Table) and (column is None or self.sortable(table, column)):
            self.sort_list(table, event.order)
            keep(self, self.PLACE)

    @on(Table.Choosing)
    def _choosing(self, event: Table.Choosing) -> None:
        event.stop()
        if isinstance(event.table, Table):
            offered = [column for column in event.table.columns if self.sortable(event.table, column)]
            choose(self, self.PLACE, event.table, event.what, offered)

    # keys everywhere

    def action_filter(self) -> None:
        """Screens without a list have no filter."""
        self.desk_app.tell("nothing to filter here")

    def action_clear(self) -> None:
        """Esc: stop what runs, or go back from a detail."""
        if not self.desk_app.stop_job():
            self.step_back()

    def action_leave(self) -> None:
        """Q: back, then quit."""
        if not self.step_back():
            self.desk_app.leave()

    def step_back(self) -> bool:
        """To the screen below, or back through the door that led here, if there is one."""
        if len(self.app.screen_stack) <= 1:
            return self.desk_app.step_out()
        self.app.pop_screen()
        return True

    def action_copy(self) -> None:
        """Copy what the screen says."""
        from grcdesk.tui.kit.clipboard import copy  # noqa: PLC0415

        copy(self.app, self.copied())

    def copied(self) -> str:
        """The text `y` copies."""
        tables = [table for table in self.query(Table) if table.display]
        return "\n".join(tables[0].plain_lines()) if tables else ""

    def say_loading(self, name: str) -> None:
        """The title while the desk is being opened."""
        self.title_bar(line(f"{name}"), line("opening the desk"))
