"""The pane beside a list says something else with each key; the screen is not laid out anew for it."""

from __future__ import annotations

import pytest
from textual.content import Content
from textual.screen import Screen

from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.widgets.bars import Text
from grcdesk.tui.widgets.scrolling import ScrollPane

SHORT, LONG = (Content("\n".join(f"line {number}" for number in range(count))) for count in (3, 90))


@pytest.fixture
def layouts(monkeypatch):
    """How often a screen was laid out."""
    done = []
    real = Screen._refresh_layout

    def counted(self, *given, **named):
        done.append(self)
        return real(self, *given, **named)

    monkeypatch.setattr(Screen, "_refresh_layout", counted)
    return done


async def test_a_row_further_lays_nothing_out(app: GrcdeskApp, drive, layouts) -> None:
    async with drive(app, (160, 60)) as person:
        await person.keys("2", "j", "j")
        layouts.clear()
        await person.keys("j")
        assert "AI-SEC-04" in app.screen.query_one("#side", Text).plain
        assert layouts == []


async def test_what_is_longer_than_the_pane_can_be_scrolled_to_its_end(app: GrcdeskApp, drive) -> None:
    async with drive(app, (120, 40)) as person:
        await person.keys("2")
        side, pane = app.screen.query_one("#side", Text), app.screen.query_one("#beside ScrollPane", ScrollPane)
        for content, last in ((LONG, 90), (SHORT, None), (LONG, 90), (Content(f"{LONG.plain}\nmore"), 91)):
            side.say(content)
            await person.settle()
            assert pane.virtual_size.height == (last or pane.size.height)


async def test_a_text_that_came_while_the_pane_was_high_is_whole_in_a_lower_one(app: GrcdeskApp, drive) -> None:
    async with drive(app, (120, 40)) as person:
        await person.keys("2")
        side, pane = app.screen.query_one("#side", Text), app.screen.query_one("#beside ScrollPane", ScrollPane)
        side.say(SHORT)
        await person.settle()
        lines = Content("\n".join(f"line {number}" for number in range(pane.size.height - 1)))
        side.say(lines)
        await person.pilot.resize_terminal(120, 24)
        await person.settle()
        assert pane.virtual_size.height >= 30
