"""Colours and glyphs are shown while one chooses, put back by esc, and kept for later starts by enter."""

from __future__ import annotations

import pytest

from grcdesk import settings
from grcdesk.tui.app import GrcdeskApp


@pytest.mark.slow
async def test_a_theme_is_shown_as_the_cursor_moves_and_put_back(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        before = app.theme
        await person.do("app.theme")
        await person.keys("j")
        assert app.theme != before
        await person.keys("escape")
        assert app.theme == before
        assert settings.load(app.paths).settings.theme == before


async def test_enter_keeps_it_for_later_starts(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.do("app.theme")
        await person.keys("j", "enter")
        assert app.theme == "grcdesk-light"
        assert settings.load(app.paths).settings.theme == "grcdesk-light"
        assert "kept for later starts" in person.told[-1]


@pytest.mark.slow
async def test_glyphs_are_chosen_there_as_well(assessed: GrcdeskApp, drive) -> None:
    async with drive(assessed, (160, 40)) as person:
        await person.keys("2")
        assert "◔ partial" in person.text
        await person.do("app.theme")
        await person.keys("end")
        assert "~ partial" in person.text, "behind the dialog"
        await person.keys("enter")
        assert "◔" not in person.text
        assert settings.load(assessed.paths).settings.glyphs == "ascii"


async def test_what_goes_before_the_choice_is_named(app: GrcdeskApp, drive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRCDESK_THEME", "gruvbox")
    async with drive(app) as person:
        await person.do("app.theme")
        await person.keys("g", "enter")
        assert "GRCDESK_THEME says otherwise" in person.told[-1]
