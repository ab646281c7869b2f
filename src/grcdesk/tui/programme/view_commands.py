"""Saved views: filters of the controls under a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.frame.ask import Act, ask_and_do

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell

SavedViews = Sequence[tuple[str, str]]


def pick(app: Shell) -> None:
    """Open a view, or save the filter in force."""

    def choose(views: SavedViews) -> None:
        here = _where(app)
        # with a sign before it no filter is taken for the word that saves one
        choices = [Choice(f"={where}", f"{name}  {where}") for name, where in views]
        choices.append(
            Choice("save", f"Save this filter as a view: {here}" if here else "Save a filter as a view", "+")
        )
        app.push_screen(Pick("Saved views", choices), picked)

    def picked(answer: str | None) -> None:
        if answer == "save":
            save(app)
        elif answer is not None:
            app.show_controls(answer[1:])

    app.ask_first(app.screen, "views", lambda desk: desk.views.list(), choose)


def save(app: Shell) -> None:
    """Save a filter under a name."""

    def build(texts: Mapping[str, str]) -> Act:
        return lambda desk: desk.views.save(texts["name"], texts["where"])

    fields = [Ask("name", "Name", needed=True), Ask("where", "Filter", _where(app), needed=True)]
    ask_and_do(app, "Save a view", fields, build)


def drop(app: Shell) -> None:
    """Drop a view."""

    def choose(views: SavedViews) -> None:
        if not views:
            app.tell("no saved views yet: w saves one")
            return
        app.push_screen(
            Pick("Drop which view?", [Choice(name, f"{name}  {where}") for name, where in views]),
            lambda name: app.with_desk("drop", lambda desk: desk.views.drop(name)) if name else None,
        )

    app.ask_first(app.screen, "views", lambda desk: desk.views.list(), choose)


def _where(app: Shell) -> str:
    screen = app.screen
    return str(getattr(screen, "where", "")) if getattr(screen, "PLACE", "") == "controls" else ""
