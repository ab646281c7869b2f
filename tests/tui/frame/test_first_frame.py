"""The first frame: what it is drawn with, and what comes after it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.color import Color

from grcdesk.paths import DeskPaths
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.controls.list import ControlsScreen
from grcdesk.tui.desk.today import TodayScreen
from grcdesk.tui.frame import palette
from grcdesk.tui.kit.sheets import SCREENS
from grcdesk.tui.kit.themes import DARK, LIGHT
from grcdesk.tui.widgets.bars import KeyBar
from grcdesk.tui.widgets.header import Header
from grcdesk.tui.widgets.table import Table


@pytest.fixture
def unopened(app: GrcdeskApp, monkeypatch: pytest.MonkeyPatch) -> GrcdeskApp:
    """The app as it stands before its desk is opened."""
    monkeypatch.setattr(app, "_begin", lambda: None)
    return app


def has_read_screens(app: GrcdeskApp) -> bool:
    return app.stylesheet.has_source(str(SCREENS))


async def test_it_is_the_frame_of_the_app_and_needs_one_style_sheet(unopened: GrcdeskApp, drive) -> None:
    async with drive(unopened) as person:
        assert isinstance(unopened.screen, TodayScreen)
        assert unopened.screen.query_one(Header).size.height == 2
        assert unopened.screen.query_one(KeyBar).size.height == 1
        for told in ("1 Today", "2 Controls", "opening the desk", ": find", "? help", "q quit"):
            assert told in person.text
        assert not has_read_screens(unopened)


async def test_a_screen_that_comes_before_the_desk_is_dressed(unopened: GrcdeskApp, drive) -> None:
    async with drive(unopened) as person:
        await person.keys("2")
        assert isinstance(unopened.screen, ControlsScreen)
        assert has_read_screens(unopened)
        assert not unopened.screen.query_one("#main #title").display


async def test_a_dialog_that_comes_before_the_desk_is_dressed(unopened: GrcdeskApp, drive) -> None:
    async with drive(unopened) as person:
        palette.ask(unopened)
        await person.settle()
        assert has_read_screens(unopened)
        assert unopened.screen.query_one("Box").styles.border_top[0] == "round"


async def test_rows_are_drawn_with_the_other(app: GrcdeskApp, drive) -> None:
    async with drive(app):
        assert has_read_screens(app)
        table = app.screen.query_one("#needs", Table)
        assert table.get_component_styles("table--strong").text_style.bold


async def test_the_first_frame_is_not_drawn_while_painting_is_held_back(app: GrcdeskApp, drive, monkeypatch) -> None:
    drawn = []
    async with drive(app):
        screen = app.screen
        assert isinstance(screen, TodayScreen)
        screen._was_painted = False
        monkeypatch.setattr(screen._compositor, "render_update", lambda **_: drawn.append(1))
        with app.batch_update():
            screen._compositor_refresh()
            assert not drawn
        screen._compositor_refresh()
        assert len(drawn) == 1
        with app.batch_update():
            screen._compositor_refresh()
        assert len(drawn) == 2, "what is drawn later marks what has to be painted"


@pytest.mark.slow
async def test_a_list_styles_the_tones_it_draws_and_again_in_another_theme(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.go("controls")
        table = app.screen.query_one("#list", Table)
        styled = set(table._component_styles)
        assert {"table--header", "table--cursor"} <= styled < Table.COMPONENT_CLASSES
        dark = table.get_component_rich_style("table--header")
        app.theme = LIGHT.name
        await person.settle()
        assert table.get_component_rich_style("table--header") != dark
        with pytest.raises(KeyError):
            table.get_component_styles("table--nothing")


@pytest.mark.slow
async def test_today_tells_the_scope_it_has_asked_for(app: GrcdeskApp, drive, monkeypatch) -> None:
    asked, ask = [], app.jobs.ask

    def noted(asker: object, group: str, *rest: object) -> None:
        asked.append(group)
        ask(asker, group, *rest)

    monkeypatch.setattr(app.jobs, "ask", noted)
    async with drive(app) as person:
        assert app.heading.organisation
        assert "heading" not in asked
        await person.go("controls")
        app.changed.publish(frozenset())
        await person.settle()
        assert "heading" in asked


@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name, "textual-dark"])
async def test_it_has_the_colours_of_its_theme(desk_root: Path, drive, theme) -> None:
    app = GrcdeskApp(DeskPaths(desk_root), theme=theme)
    async with drive(app):
        named = app.get_css_variables()
        table = app.screen.query_one("#needs", Table)
        assert app.current_theme.name == theme
        assert app.screen.query_one(Header).styles.background == Color.parse(named["raised"])
        assert table.get_component_styles("table--cursor").background == Color.parse(named["block-cursor-background"])
        assert app.screen.query_one("#wanted").styles.border_title_color == Color.parse(named["door"])
