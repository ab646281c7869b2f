"""The app: opens the desk behind the first frame, holds what screens share, and owns every message to the person."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import on
from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.signal import Signal

from grcdesk.clock import now, today
from grcdesk.errors import DeskError, NoDesk
from grcdesk.paths import DeskPaths
from grcdesk.schemas.outcomes import FileOutcome, Outcome
from grcdesk.terms import Via
from grcdesk.text import show
from grcdesk.tui import quirks, themes
from grcdesk.tui.jobs import Job, Jobs
from grcdesk.tui.looks import Cell, Glyphs, line, text
from grcdesk.tui.messages import Answered, Done, Failed, NotOpened, Opened, Progressed
from grcdesk.tui.palette import Commands
from grcdesk.tui.screens.base import DeskScreen
from grcdesk.tui.screens.today import TodayScreen
from grcdesk.tui.widgets.bars import JobBar

if TYPE_CHECKING:
    from grcdesk.services.desk import Desk

JOB_SHOWN_AFTER = 0.2
"""Seconds a command may take before the screen says that it runs."""
KEPT_MESSAGES = 500


def _controls() -> Screen[None]:
    from grcdesk.tui.screens.controls import ControlsScreen  # noqa: PLC0415  not needed for the first frame

    return ControlsScreen()


def _catalogs() -> Screen[None]:
    from grcdesk.tui.screens.catalogs import CatalogsScreen  # noqa: PLC0415

    return CatalogsScreen()


def _history() -> Screen[None]:
    from grcdesk.tui.screens.history import HistoryScreen  # noqa: PLC0415

    return HistoryScreen()


class GrcdeskApp(App[int]):
    """The terminal app over one desk."""

    TITLE = "grcdesk"
    CSS_PATH = "styles/grcdesk.tcss"
    COMMANDS = {Commands}
    MODES = {"today": TodayScreen, "controls": _controls, "catalogs": _catalogs, "history": _history}
    DEFAULT_MODE = "today"
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (80, "-normal"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "leave", show=False, priority=True),
        Binding("ctrl+c", "how_to_quit", show=False, system=True),
    ]

    def __init__(
        self,
        paths: DeskPaths | None,
        *,
        sample: bool = False,
        theme: str = themes.DARK.name,
        ascii_glyphs: bool = False,
        animations: bool = False,
    ) -> None:
        super().__init__()
        self.paths = paths
        self.sample = sample
        self.desk: Desk | None = None
        self.glyphs = Glyphs(ascii_glyphs)
        self.jobs = Jobs(self)
        self.changed: Signal[frozenset[str]] = Signal(self, "changed")
        self.messages: list[tuple[str, str, str]] = []
        """Time (UTC, ISO), severity and text of each message."""
        self.leaving = False
        self.animation_level = "full" if animations else "none"
        for own in themes.OURS:
            self.register_theme(own)
        if self.no_color:
            quirks.strip_colors(self)
        self.theme = themes.theme_named(theme, no_color=self.no_color)

    # the desk

    def on_mount(self) -> None:
        """Open the desk, or ask for one."""
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        if self.paths is None:
            self.first_run()
        else:
            self.open(self.paths)

    def first_run(self) -> None:
        """Three choices for somebody without a desk."""
        from grcdesk.tui.screens.first_run import FirstRunScreen  # noqa: PLC0415

        self.push_screen(FirstRunScreen())

    def open(self, paths: DeskPaths) -> None:
        """Open the desk of a folder in a thread: its imports take longer than the first frame."""
        self.paths = paths

        def work() -> None:
            from grcdesk.services.desk import open_desk  # noqa: PLC0415  370 ms

            try:
                self.post_message(Opened(open_desk(paths, via=Via.TUI)))
            except DeskError as error:
                self.post_message(NotOpened(error))

        self.run_worker(work, thread=True, name="open")

    @on(Opened)
    def _opened(self, event: Opened) -> None:
        if self.desk is not None and self.desk is not event.desk:
            self.desk.close()
        self.desk = event.desk
        self.paths = event.desk.paths
        self.changed.publish(frozenset())

    @on(NotOpened)
    def _not_opened(self, event: NotOpened) -> None:
        if isinstance(event.error, NoDesk) and self.desk is None:
            self.first_run()
        self.tell_error(event.error)

    @property
    def today(self) -> date:
        """The day in the desk's zone."""
        return self.desk.today() if self.desk is not None else today()

    def with_desk(self, label: str, act: Callable[[Desk], Any], then: Callable[[Any], None] | None = None) -> None:
        """Run a command on the desk in a thread."""
        self.with_job(label, lambda desk, _job: act(desk), then)

    def with_job(self, label: str, act: Callable[[Desk, Job], Any], then: Callable[[Any], None] | None = None) -> None:
        """Run a long command, which tells its progress and can be stopped."""
        desk = self.desk
        if desk is None:
            self.tell("the desk is not open yet", "warning")
            return
        self.run_job(label, lambda job: act(desk, job), then)

    def run_job(self, label: str, act: Callable[[Job], Any], then: Callable[[Any], None] | None = None) -> None:
        """Run a command that needs no open desk."""
        self.jobs.command(label, act, then)
        self.set_timer(JOB_SHOWN_AFTER, self._show_job)

    # messages

    @on(Answered)
    def _answered(self, event: Answered) -> None:
        self.jobs.deliver(event)

    @on(Done)
    def _done(self, event: Done) -> None:
        self._ended()
        result = event.result
        if isinstance(result, Outcome):
            self.tell_outcome(result)
        elif isinstance(result, FileOutcome):
            self.tell(". ".join([result.sentence, *result.notes]))
            self.changed.publish(frozenset({"log"}))
        if event.then is not None:
            event.then(result)

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        if event.command:
            self._ended()
            self.changed.publish(frozenset({"log"}))
        if event.then is not None:
            event.then(event.error)
        else:
            self.tell_error(event.error)

    @on(Progressed)
    def _progressed(self) -> None:
        self._show_job()

    def _show_job(self) -> None:
        for bar in self.screen.query(JobBar):
            bar.show_job(self.jobs.current)

    def _ended(self) -> None:
        self.jobs.waiting -= 1
        self._show_job()
        if self.leaving and not self.jobs.waiting:
            self.exit(0)

    def tell(self, message: str, severity: str = "information") -> None:
        """Tell one sentence, and keep it for the message log."""
        self.messages.append((now().strftime("%H:%M:%S"), severity, message))
        del self.messages[:-KEPT_MESSAGES]
        self.notify(show(message), severity=cast("Any", severity), markup=False, timeout=6)

    def tell_outcome(self, outcome: Outcome) -> None:
        """What a command did, how to take it back, and reload what shows it."""
        undo = "u undoes" if outcome.batch and not outcome.dry_run else ""
        self.tell(". ".join(part for part in (outcome.sentence, *outcome.warnings, undo) if part))
        if not outcome.dry_run and (outcome.batch or outcome.kinds):
            self.changed.publish(outcome.kinds | {"log"} if outcome.kinds else frozenset())

    def tell_error(self, error: DeskError) -> None:
        """What was refused and why; a list of reasons gets a dialog."""
        sentence = ". ".join(part for part in (str(error), error.hint) if part)
        if not error.reasons:
            self.tell(sentence, "error")
            return
        from grcdesk.tui.dialogs.told import Told  # noqa: PLC0415

        self.messages.append((now().strftime("%H:%M:%S"), "error", "; ".join([sentence, *error.reasons])))
        rows = [*(text(reason) for reason in error.reasons), line(Cell(error.hint, "muted"))]
        self.push_screen(Told(str(error), rows))

    # actions

    def action_do(self, name: str) -> None:
        """Run a command of the registry by its id."""
        from grcdesk.tui.commands import COMMANDS  # noqa: PLC0415

        COMMANDS[name](self)

    def action_go(self, place: str) -> None:
        """Go to a place: a mode, or a screen over the one shown."""
        if place in self.MODES:
            self.switch_mode(place)
            while len(self.screen_stack) > 1:
                self.pop_screen()
            return
        from grcdesk.tui.screens import over  # noqa: PLC0415

        if getattr(self.screen, "PLACE", "") != place:
            self.push_screen(over.screen(place))

    def show_controls(self, where: str) -> None:
        """The controls, filtered."""
        from grcdesk.tui.screens.controls import ControlsScreen  # noqa: PLC0415

        self.action_go("controls")
        screen = self.screen
        if isinstance(screen, ControlsScreen):
            screen.show_filtered(where)

    def action_help(self) -> None:
        """Help for the screen shown."""
        from grcdesk.tui.screens.help import HelpScreen  # noqa: PLC0415

        screen = self.screen
        if isinstance(screen, DeskScreen) and not isinstance(screen, HelpScreen):
            self.push_screen(HelpScreen(screen.HELP, screen.PLACE))

    def action_how_to_quit(self) -> None:
        """Ctrl+c never loses anything; say which key quits."""
        self.tell("q quits. Everything is saved already")

    def stop_job(self) -> bool:
        """Ask the command under way to stop; whether there was one that can."""
        job = self.jobs.current
        if job is None or job.stopping.is_set():
            return False
        job.stopping.set()
        return True

    def action_leave(self) -> None:
        """Quit from anywhere."""
        self.leave()

    def leave(self) -> None:
        """Quit, after what is being written."""
        if not self.jobs.waiting:
            self.exit(0)
            return
        self.leaving = True
        self.stop_job()
        self.tell("finishing what is being written")

    def _fatal_error(self) -> None:
        # the framework would print a traceback with the values of variables; run() writes a report instead
        self._close_messages_no_wait()


def run(paths: DeskPaths | None, *, sample: bool = False) -> int:
    """Open the app over a desk, or over none yet. Returns the exit code.

    Args:
        paths: the desk, or None to offer making one.
        sample: whether the desk is a throw-away copy of the sample company; a banner says so.
    """
    from grcdesk import settings  # noqa: PLC0415

    try:
        found = settings.load(paths).settings
    except DeskError as error:
        sys.stderr.write(f"grcdesk: {error}. {error.hint}\n")
        return error.exit_code
    app = GrcdeskApp(
        paths, sample=sample, theme=found.theme, ascii_glyphs=found.glyphs == "ascii", animations=found.animations
    )
    quirks.end_with_terminal(lambda: app.call_later(app.exit, quirks.GONE))
    code = app.run()
    if app.desk is not None:
        app.desk.close()
    crash = app._exception  # noqa: SLF001  the framework keeps it for test pilots only
    if crash is not None:
        sys.stderr.write(f"grcdesk: {quirks.crash_page(crash)}\n")
        return 70
    return code or 0
