"""Workarounds for the framework and for terminals, kept in one place."""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual._context import NoActiveAppError
from textual.color import Color
from textual.css.styles import RenderStyles
from textual.dom import DOMNode
from textual.filter import NoColor
from textual.screen import Screen
from textual.scroll_view import ScrollView

from grcdesk import clock
from grcdesk.paths import user_state
from grcdesk.text import show
from grcdesk.tui.kit import themes

if TYPE_CHECKING:
    from textual.app import App

GRACE = 1.5
"""Seconds an app has to end by itself once its terminal is gone."""
GONE = 129
"""Exit code then: 128 + SIGHUP."""


def strip_colors(app: App[Any]) -> None:
    """Under NO_COLOR Textual 8 draws greys, which are colours; take them all out."""
    app._filters = [PlainFills()]  # noqa: SLF001  there is no public way to choose the filter


def styled_as_it_comes(screen: Screen[Any]) -> None:
    """Say that a new screen needs no style sheet read anew, and nothing styled twice: it knows its size already.

    Textual 8 takes every screen that a place is entered with for one that missed a change of theme, and reads all of
    the style sheet again: an eighth of the time to the first frame, and as much at the first visit of each place.
    It also tells a screen its size only once all of it is there, and then gives everything on it its styles again.
    """
    with suppress(NoActiveAppError):  # a screen that nobody shows
        app = screen.app
        screen._css_update_count = app._css_update_count  # noqa: SLF001  nothing public sets it
        sides = ((app.size.width, app.HORIZONTAL_BREAKPOINTS), (app.size.height, app.VERTICAL_BREAKPOINTS))
        for cells, breaks in sides:
            screen.add_class(*[name for least, name in breaks or () if least <= cells][-1:], update=False)


class FirstScreen(Screen[None]):
    """The first screen of an app, drawn once it can be painted.

    Textual 8 draws it while the app holds painting back, and throws that away. Later on what is drawn meanwhile counts:
    it marks what has to be laid out and painted afterwards.
    """

    _was_painted = False

    def _compositor_refresh(self) -> None:
        held_back = self.app._batch_count > 0  # noqa: SLF001  nothing public tells it
        if held_back and not self._was_painted:
            return
        self._was_painted = True
        super()._compositor_refresh()


class TonedList(ScrollView):
    """A list with many component classes, each styled when it is first drawn.

    Textual 8 styles all of them each time the widget is styled, three times before a first frame: of the thirty that a
    list has most are never drawn.
    """

    @classmethod
    def _get_component_classes(cls) -> frozenset[str]:  # type: ignore[override]  # the framework's keeps its answer
        return frozenset()

    def get_component_styles(self, *names: str) -> RenderStyles:
        """The styles of these component classes."""
        for name in names:
            if name not in self._component_styles and name in super()._get_component_classes():
                part = DOMNode(classes=name)
                part._attach(self)  # noqa: SLF001  as Stylesheet._process_component_classes does it
                self.app.stylesheet.apply(part, animate=False)
                self._component_styles[name] = part.styles
        return super().get_component_styles(*names)

    def notify_style_update(self) -> None:
        """Another theme, or another state: styled anew when next drawn."""
        super().notify_style_update()
        if self._component_styles:
            self._component_styles.clear()
            self.refresh()


class PlainFills(NoColor):
    """Takes colours out; a fill that must stand out becomes reverse or underlined text."""

    STANDS_FOR: ClassVar[dict[tuple[int, int, int], Style]] = {
        Color.parse(theme.variables[fill]).rgb: style
        for theme in themes.OURS
        for fill, style in (
            ("hole-bg", Style(reverse=True, bold=True)),
            ("door", Style(reverse=True, bold=True)),
            ("part-bg", Style(underline=True)),
        )
    }

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments without colours."""
        return super().apply([self._marked(segment) for segment in segments], background)

    def _marked(self, segment: Segment) -> Segment:
        ground = segment.style.bgcolor if segment.style is not None else None
        red_green_blue = ground.triplet if ground is not None else None
        stands = self.STANDS_FOR.get((*red_green_blue,)) if red_green_blue is not None else None
        # a row under the cursor is reversed already, and reverse on reverse is nothing
        if stands is None or segment.style is None or segment.style.reverse:
            return segment
        return Segment(segment.text, segment.style + stands, segment.control)


def crash_of(app: App[Any]) -> BaseException | None:
    """What ended the app unasked, if anything did. Textual 8 keeps it for test pilots only."""
    return app._exception  # noqa: SLF001


def end_with_terminal(leave: Callable[[], object]) -> None:
    """End the program when its terminal is gone or SIGTERM comes.

    Textual 8 spins on a terminal that no longer exists and then does not react to SIGTERM. Every change is a
    transaction of its own, so leaving at any moment loses nothing.

    Args:
        leave: asks the app to end; called in another thread.
    """
    if not hasattr(select, "poll") or threading.current_thread() is not threading.main_thread():
        return
    try:
        terminal = sys.__stdin__.fileno() if sys.__stdin__ else -1
    except (OSError, ValueError):
        return

    def end() -> None:
        threading.Timer(GRACE, os._exit, (GONE,)).start()
        leave()

    def watch() -> None:
        poll = select.poll()
        poll.register(terminal, 0)  # nothing asked for: hang-up and error are always told
        while not poll.poll(1000):
            pass
        end()

    if os.isatty(terminal):
        threading.Thread(target=watch, name="terminal watch", daemon=True).start()
    for number in (signal.SIGTERM, signal.SIGHUP):
        # in a thread: a handler interrupts whatever runs, and that may hold what leaving waits for
        signal.signal(number, lambda _number, _frame: threading.Thread(target=end, daemon=True).start())


def crash_page(error: BaseException) -> str:
    """Write what went wrong to a file of the state folder; the sentence for the person.

    Values of variables stay out of it: they may hold what a customer wrote.
    """
    from grcdesk import __version__  # noqa: PLC0415

    report = f"grcdesk {__version__}\n" + show("".join(traceback.format_exception(error)), newlines=True)
    folder = user_state()
    name = f"crash-{clock.stamp(clock.now()).replace(':', '').replace('.', '')}.log"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        # made with its rights before anything is in it: others are not to read it, not even for a moment
        (folder / name).touch(mode=0o600)
        (folder / name).write_text(report, encoding="utf-8", errors="replace")
    except OSError as problem:
        return f"this is our fault: {type(error).__name__}; no report could be written: {problem.strerror}"
    return f"this is our fault: {type(error).__name__}. Nothing that was saved is lost. Report: {folder / name}"
