"""The app: its places, the keys of everywhere, and how it starts and ends."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType

from grcdesk.errors import DeskError, NoDesk
from grcdesk.paths import DeskPaths
from grcdesk.terms.readiness import WorkPlace
from grcdesk.text import show
from grcdesk.tui.frame.base import DeskScreen
from grcdesk.tui.frame.shell import Shell
from grcdesk.tui.kit import quirks
from grcdesk.tui.places import PLACES

if TYPE_CHECKING:
    from grcdesk.schemas.desk.records import RecordName


class GrcdeskApp(Shell):
    """The terminal app over one desk."""

    TITLE = "grcdesk"
    CSS_PATH = "styles/frame.tcss"
    MODES = PLACES
    DEFAULT_MODE = "today"
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (80, "-normal"), (110, "-wide"), (160, "-vast")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall"), (36, "-high")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "leave", show=False, priority=True),
        Binding("ctrl+c", "how_to_quit", show=False, system=True),
    ]

    def on_mount(self) -> None:
        """Open the desk after the first frame, or ask for one; say which keys of the person's own are not used."""
        self.changed.subscribe(self, self.head_changed)
        for problem in self.key_problems:
            self.tell(problem, "warning")
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        if self.paths is None:
            self.first_run()
        else:
            self.open(self.paths)

    def first_run(self) -> None:
        """Three choices for somebody without a desk."""
        from grcdesk.tui.desk.first_run import FirstRunScreen  # noqa: PLC0415

        self.push_screen(FirstRunScreen())

    def without_desk(self, error: DeskError) -> None:
        """Offer the first choices when there is no desk at all."""
        if isinstance(error, NoDesk) and self.desk is None:
            self.first_run()

    # actions

    def action_do(self, name: str) -> None:
        """Run a command of the registry by its id."""
        from grcdesk.tui.commands import COMMANDS  # noqa: PLC0415

        COMMANDS[name](self)

    def action_go(self, place: str) -> None:
        """Go to a place: a mode, or a screen over the one shown."""
        if place in self.MODES:
            self._doors.clear()
            self.switch_mode(place)
            # each place keeps a stack of its own: its key asks for the place, not for what lay over it when it was left
            while len(self.screen_stack) > 1:
                self.pop_screen()
            return
        from grcdesk.tui import overlays  # noqa: PLC0415

        if getattr(self.screen, "PLACE", "") != place:
            self.push_screen(overlays.screen(place))

    def through_door(self, place: str) -> None:
        """Go to a place from a row that leads there; back from it is where one came from."""
        left, doors = self.current_mode, list(self._doors)
        if place == left and len(self.screen_stack) > 1:
            made = self.MODES[place]
            self.push_screen(made() if callable(made) else made)  # over what is shown, which stays
            return
        self.action_go(place)
        if self.current_mode != left:
            # going to a place forgets the doors: here they stay, with one more
            self._doors = [*doors, left]

    def step_out(self) -> bool:
        """Back through the last door; whether there was one."""
        if not self._doors:
            return False
        self.switch_mode(self._doors.pop())
        return True

    def show_controls(self, where: str) -> None:
        """The controls, filtered."""
        self.show_filtered("controls", where)

    def show_filtered(self, place: str, where: str) -> None:
        """A list, filtered; back from it is where one came from."""
        from grcdesk.tui.frame.filtering import FilteringScreen  # noqa: PLC0415

        self.through_door(place)
        screen = self.screen
        if isinstance(screen, FilteringScreen) and (where or screen.where):
            screen.show_filtered(where)

    def show_lacks(self, place: WorkPlace, record: str = "") -> None:
        """What lacks at a place of work, each row a door, over the screen shown."""
        from grcdesk.tui import overlays  # noqa: PLC0415

        self.push_screen(overlays.lacks(place, record))

    def show_record(self, noun: str, record: str, among: Sequence[str] = ()) -> None:
        """One record of any noun, over the screen shown."""
        self.show_detail(noun, record, among or [record])

    def show_control(self, control: str, among: Sequence[str] = ()) -> None:
        """One control, over the screen shown; `among` are those that are stepped through from it."""
        self.show_detail("control", control, among or [control])

    def show_feature(self, feature: str, among: Sequence[str] = ()) -> None:
        """One AI feature, over the screen shown."""
        self.show_detail("feature", feature, among or [feature])

    def show_vendor(self, vendor: str, among: Sequence[str] = ()) -> None:
        """One vendor, over the screen shown."""
        self.show_detail("vendor", vendor, among or [vendor])

    def show_review(self, campaign: str, where: str = "") -> None:
        """One access review, over the screen shown, its accounts filtered."""
        self.show_detail("review", campaign, *([where] if where else ()))

    def show_finding(self, finding: str, among: Sequence[str] = ()) -> None:
        """One finding, over the screen shown."""
        self.show_detail("finding", finding, among or [finding])

    def show_incident(self, incident: str, among: Sequence[str] = ()) -> None:
        """One incident, over the screen shown."""
        self.show_detail("incident", incident, among or [incident])

    def show_due(self, where: str) -> None:
        """What is due, filtered, over the screen shown."""
        from grcdesk.tui import overlays  # noqa: PLC0415

        self.push_screen(overlays.filtered("due", where))

    def show_engagement(self, engagement: str, among: Sequence[str] = (), *, tab: str = "") -> None:
        """One engagement, over the screen shown; `among` are those that are stepped through from it."""
        self.show_detail("engagement", engagement, among or [engagement], [tab])

    def show_sheet(self, control: str, among: Sequence[str] = ()) -> None:
        """The work sheet of one control, over the screen shown; `among` are those that are stepped through from it."""
        self.show_detail("sheet", control, among or [control])

    def show_deviations(self, where: str) -> None:
        """Deviations, filtered, over the screen shown."""
        from grcdesk.tui import overlays  # noqa: PLC0415

        self.push_screen(overlays.filtered("deviations", where))

    def places(self) -> Collection[str]:
        """Names of the screens that `action_go` knows."""
        from grcdesk.tui import overlays  # noqa: PLC0415

        return {*self.MODES, *overlays.OVER}

    def show_list(self, place: str) -> None:
        """Another list in the place of the one shown; what lies below stays."""
        from grcdesk.tui import overlays  # noqa: PLC0415

        if place in self.MODES or len(self.screen_stack) <= 1:
            self.action_go(place)
        else:
            self.switch_screen(overlays.screen(place))

    def show_request(self, request: str, among: Sequence[str] = ()) -> None:
        """One request of the auditor, over the screen shown."""
        self.show_detail("request", request, among or [request])

    def show_walkthrough(self, walkthrough: str, among: Sequence[str] = ()) -> None:
        """One walkthrough, over the screen shown."""
        self.show_detail("walkthrough", walkthrough, among or [walkthrough])

    def show_detail(self, noun: str, record: str, *among: Sequence[str]) -> None:
        """One record, over the screen shown."""
        from grcdesk.tui import overlays  # noqa: PLC0415

        self.push_screen(overlays.detail(noun, record, *among))

    def import_files(self, paths: tuple[Path, ...], *, controls: Sequence[str] = ()) -> None:
        """Read files with an importer; without any, ask for them."""
        from grcdesk.tui.evidence import import_commands as evidence_import_commands  # noqa: PLC0415

        evidence_import_commands.import_files(self, paths, controls=controls)

    def attach_files(self, paths: tuple[Path, ...], controls: Sequence[str]) -> None:
        """Keep files as they are, and ask what they show."""
        from grcdesk.tui.evidence.forms import attach  # noqa: PLC0415

        attach(self, paths, controls)

    def show_found(self, record: RecordName) -> None:
        """A record that was found, on the screen that shows it."""
        from grcdesk.tui.found import open_found  # noqa: PLC0415

        open_found(self, record)

    def action_command_palette(self) -> None:
        """Find any command or record by its name."""
        from grcdesk.tui.frame.palette import ask  # noqa: PLC0415

        if isinstance(self.screen, DeskScreen):
            ask(self)

    def action_help(self) -> None:
        """Help for the screen shown."""
        from grcdesk.tui.desk.help import HelpScreen  # noqa: PLC0415

        screen = self.screen
        if isinstance(screen, DeskScreen) and not isinstance(screen, HelpScreen):
            self.push_screen(HelpScreen(screen.HELP, screen.PLACE))

    def action_how_to_quit(self) -> None:
        """Ctrl+c never loses anything; say which key quits."""
        self.tell("q quits. Everything is saved already")

    def action_leave(self) -> None:
        """Quit from anywhere."""
        self.leave()

    def go_where_one_was(self) -> None:
        """The place and the record that were open when the desk was left."""
        from grcdesk.tui.frame.whereabouts import go_back  # noqa: PLC0415  the first frame does without

        go_back(self)

    def exit(self, *args: Any, **named: Any) -> None:
        """End, and remember where one was."""
        from grcdesk.tui.frame.whereabouts import keep  # noqa: PLC0415

        keep(self)
        super().exit(*args, **named)

    def _fatal_error(self) -> None:
        # the framework would print a traceback with the values of variables; run() writes a report instead
        self._close_messages_no_wait()


def run(
    paths: DeskPaths | None, *, sample: bool = False, mouse: bool = True, at: str = "", engagement: str = ""
) -> int:
    """Open the app over a desk, or over none yet. Returns the exit code.

    Args:
        paths: the desk, or None to offer making one.
        sample: whether the desk is a throw-away copy of the sample company; a banner says so.
        mouse: whether the app takes the mouse; without, the terminal selects text as usual.
        at: a day or a position of the log: the desk as it stood then. Empty: as it is.
        engagement: the one to ask about, by id or name. Empty: the current one.
    """
    from grcdesk import settings  # noqa: PLC0415

    try:
        found, keys = settings.load(paths).settings, settings.user_keys()
    except DeskError as error:
        sys.stderr.write(show(f"grcdesk: {error}. {error.hint}") + "\n")
        return error.exit_code
    app = GrcdeskApp(
        paths,
        sample=sample,
        at=at,
        engagement=engagement,
        theme=found.theme,
        ascii_glyphs=found.glyphs == "ascii",
        animations=found.animations,
        keys=keys,
    )
    # called in another thread: the loop of the app is asked to end it
    quirks.end_with_terminal(lambda: app.call_later(app.exit, quirks.GONE))
    code = app.run(mouse=mouse)
    if app.desk is not None:
        app.desk.close()
    crash = quirks.crash_of(app)
    if crash is not None:
        sys.stderr.write(show(f"grcdesk: {quirks.crash_page(crash)}") + "\n")
        return 70
    return code or 0
