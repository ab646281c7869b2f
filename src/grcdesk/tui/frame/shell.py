"""The app without its screens: the desk, the commands on it, and every message to the person."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import App
from textual.filter import LineFilter
from textual.signal import Signal

from grcdesk import garbage
from grcdesk.errors import DeskError
from grcdesk.paths import DeskPaths
from grcdesk.terms import Via
from grcdesk.text import show
from grcdesk.tui.dialogs.base import MOST_SHOWN
from grcdesk.tui.frame.heading import Heads
from grcdesk.tui.frame.keymap import checked
from grcdesk.tui.frame.keys import KeysInOrder
from grcdesk.tui.frame.parts.again import FormsAgain
from grcdesk.tui.frame.parts.doors import RecordDoors
from grcdesk.tui.frame.parts.marked import ForMarked
from grcdesk.tui.frame.parts.telling import Telling
from grcdesk.tui.frame.parts.together import Together
from grcdesk.tui.frame.parts.trouble import TellingTrouble
from grcdesk.tui.kit import quirks, themes
from grcdesk.tui.kit.jobs import UNDO, Job, Jobs, explained_to_person
from grcdesk.tui.kit.looks import Glyphs
from grcdesk.tui.kit.messages import Answered, Done, Failed, NotOpened, Opened, Progressed
from grcdesk.tui.kit.net import SafeLines
from grcdesk.tui.widgets.bars import StatusLine

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.kit.drafts import Drafts

Then = Callable[[Any], None] | None
OnRefusal = Callable[[DeskError], None] | None
JOB_SHOWN_AFTER = 0.2
"""Seconds a command may take before the screen says that it runs."""


# The order counts where two of them take hold of the same: a desk as it stood refuses an action before it is asked for
# which of the marked rows it is, and Telling comes before those that only declare `tell`.
class Shell(RecordDoors, FormsAgain, KeysInOrder, Heads, Telling, TellingTrouble, ForMarked, Together):
    """Holds what all screens share."""

    def __init__(
        self,
        paths: DeskPaths | None,
        *,
        sample: bool = False,
        at: str = "",
        engagement: str = "",
        theme: str = themes.DARK.name,
        ascii_glyphs: bool = False,
        animations: bool = False,
        keys: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.paths = paths
        self.sample = sample
        self.at = at
        self.engagement = engagement
        """The engagement that was named on the command line; empty: the current one of the desk."""
        self.desk: Desk | None = None
        self.glyphs = Glyphs(ascii_glyphs)
        self.jobs = Jobs(self, lambda: self.desk, self.for_form)
        self.changed: Signal[frozenset[str]] = Signal(self, "changed")
        self.last_folder = Path.cwd()
        """Where files were picked last."""
        self.leaving = False
        self._net = SafeLines()
        self.damaged = ""
        self._arrived = False
        self._doors: list[str] = []
        """Places that were left through a door, the last one last."""
        self.own_keys, self.key_problems = checked(keys or {})
        """Keys of the person's own, and what is wrong with the others."""
        self.set_keymap({name: ",".join(found) for name, found in self.own_keys.items()})
        self.animation_level = "full" if animations else "none"
        for own in themes.OURS:
            self.register_theme(own)
        if self.no_color:
            quirks.strip_colors(self)
        self.set_class(ascii_glyphs, "-ascii")
        # set like this it does not make the style sheet be read once more before anything is shown
        self.set_reactive(App.theme, themes.theme_named(theme, no_color=self.no_color))
        self.stylesheet.set_variables(self.get_css_variables())  # so nobody else tells it whose colours it names

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Colours the style sheet names and a theme of Textual does not."""
        return themes.variables(self.current_theme)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line passes on its way to the terminal."""
        return [*super().get_line_filters(), self._net]

    # the desk

    @property
    def drafts(self) -> Drafts:
        """Drafts of long texts about this desk."""
        from grcdesk.tui.kit.drafts import Drafts  # noqa: PLC0415  the first frame does without

        return Drafts(self.paths.root.absolute() if self.paths is not None else None)

    @property
    def banner(self) -> str:
        """What every screen says about this desk: why it cannot be changed. Empty: nothing."""
        if self.lost:
            return self.lost
        why = self.desk.read_only if self.desk is not None else ""
        if self.at:
            return f"{why}: for reading only" if why else ""  # it takes a while to open
        return self.damaged or (f"for reading only: {why}" if why else "")

    def open(self, paths: DeskPaths) -> None:
        """Open the desk of a folder in a thread: its imports take longer than the first frame."""
        self.paths = paths

        def work() -> None:
            from grcdesk.services.desk.opening import open_desk  # noqa: PLC0415  370 ms

            try:
                desk = open_desk(paths, via=Via.TUI, reading=True, at=self.at)
                if self.engagement:
                    desk.ask_about(self.engagement)
                self.post_message(Opened(desk))
            except Exception as error:
                found = explained_to_person(error, None)
                if found is None:
                    raise
                self.post_message(NotOpened(found))

        self.run_worker(work, thread=True, name="open")

    @on(Opened)
    def _opened(self, event: Opened) -> None:
        if self.desk is not None and self.desk is not event.desk:
            self.desk.close()
        self.desk = event.desk
        garbage.opened()
        self.damaged = ""
        if self.desk.moment is None:
            self.paths = event.desk.paths
        # before the screens are told: what others write from here on is news to them
        self.listen(self.desk)
        self.changed.publish(frozenset())
        if not self._arrived:
            self._arrived = True
            self.go_where_one_was()

    def can_step_back(self) -> bool:
        """Whether there is a screen below, or a door one came through."""
        return len(self.screen_stack) > 1 or bool(self._doors)

    @on(NotOpened)
    def _not_opened(self, event: NotOpened) -> None:
        if self.at or self.engagement:
            self.exit(event.error.exit_code, message=show(f"grcdesk: {event.error}. {event.error.hint}"))
            return
        self.without_desk(event.error)
        self.tell_error(event.error)

    def without_desk(self, error: DeskError) -> None:
        """The desk cannot be opened: what else to show."""

    def with_desk(
        self, label: str, act: Callable[[Desk], Any], then: Then = None, *, back: str = UNDO, refused: OnRefusal = None
    ) -> None:
        """Run a command on the desk in a thread; `back` tells how to take it back, `refused` shows what is refused."""
        self.with_job(label, lambda desk, _job: act(desk), then, back=back, refused=refused)

    def with_job(
        self, label: str, act: Callable[[Desk, Job], Any], then: Then = None, *, back: str = UNDO,
        refused: OnRefusal = None,
    ) -> None:  # fmt: skip
        """Run a long command, which tells its progress and can be stopped."""
        if (desk := self.desk) is None:
            self.tell("the desk is not open yet", "warning")
            return
        self.run_job(label, self.as_decided(desk, act), then, back=back, refused=refused)

    def run_job(
        self, label: str, act: Callable[[Job], Any], then: Then = None, *, back: str = UNDO, refused: OnRefusal = None
    ) -> None:
        """Run a command that needs no open desk."""
        self.jobs.command(label, act, then, back=back, kept=self.hold(self.kept), refused=refused)
        self.set_timer(JOB_SHOWN_AFTER, self._show_job)

    # doors: what a screen or a form asks the app for. The app knows the screens behind them; nothing below it does.

    def action_go(self, place: str) -> None:
        """Go to a place: a mode, or a screen over the one shown."""
        raise NotImplementedError

    def through_door(self, place: str) -> None:
        """Go to a place from a row that leads there; back from it is where one came from."""
        raise NotImplementedError

    def step_out(self) -> bool:
        """Back through the last door; whether there was one."""
        raise NotImplementedError

    def import_files(self, paths: tuple[Path, ...], *, controls: Sequence[str] = ()) -> None:
        """Read files with an importer; without any, ask for them."""
        raise NotImplementedError

    def attach_files(self, paths: tuple[Path, ...], controls: Sequence[str]) -> None:
        """Keep files as they are, and ask what they show."""
        raise NotImplementedError

    # what threads tell

    @on(Answered)
    def _answered(self, event: Answered) -> None:
        self.jobs.deliver(event)

    @on(Done)
    def _done(self, event: Done) -> None:
        from grcdesk.schemas.outcomes import FileOutcome, Outcome  # noqa: PLC0415  not needed for the first frame

        self._ended()
        # the form closes first: what is told, and what opens next, belongs to the screen below it
        result, kept = event.result, self.said_yes(event.kept, event.result)
        if isinstance(result, Outcome):
            self.moved = frozenset()  # what others did before is no longer the last that happened
            self.tell_outcome(result, event.back)
        elif isinstance(result, FileOutcome):
            home = str(self.paths.root.absolute()) + os.sep if self.paths is not None else ""
            mend = [f"{one} (x, then l)" for one in result.mend[:1]]
            self.tell(". ".join([result.sentence, *mend, *result.notes]).replace(home, ""))
            self.changed.publish(frozenset({"log"}))
        if event.then is not None:
            self.about(kept, event.then)(result)
        self.release(kept)

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        if event.command:
            self._ended()
            self.changed.publish(frozenset())  # it may be refused because what is shown is old
        if event.refused is not None:
            self.keep_error(event.error)
            event.refused(event.error)
            self.release(event.kept, back=True)
            return
        said = self.say_refused(event.kept, event.error)
        if event.lost is not None:
            event.lost()
        if event.command:
            self.release(event.kept, back=True)
        if said and len(event.error.reasons) < MOST_SHOWN:
            self.keep_error(event.error)
        else:
            self.tell_error(event.error)  # of many reasons the form says the first: this says them all

    @on(Progressed)
    def _progressed(self) -> None:
        self._show_job()

    def _show_job(self) -> None:
        for screen in self.screen_stack:  # none is left while the app ends
            for bar in screen.query(StatusLine):
                bar.show_job(self.jobs.current)

    def _ended(self) -> None:
        self.jobs.waiting -= 1
        self._show_job()
        if self.leaving and not self.jobs.waiting:
            self.exit(0)

    def stop_job(self) -> bool:
        """Ask the command under way to stop; whether there was one."""
        job = self.jobs.current
        if job is None or job.stopping.is_set():
            return False
        job.stopping.set()
        return True

    def leave(self) -> None:
        """Quit, after what is being written."""
        if not self.jobs.waiting:
            self.exit(0)
            return
        self.leaving = True
        self.stop_job()
        self.tell("finishing what is being written")
