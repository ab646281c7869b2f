"""Keys that come faster than a dialog closes."""

from __future__ import annotations

from grcdesk.tui.dialogs.pick import Choice, Pick
from tui.conftest import settle


async def test_a_question_is_answered_once_however_fast_the_keys_come(app, drive):
    answers: list[str | None] = []
    async with drive(app) as person:
        below = app.screen
        shown = Pick("Which?", [Choice("one", "One", "m"), Choice("two", "Two", "g")])
        app.push_screen(shown, answers.append)
        await settle(person.pilot)
        shown.dismiss("one")
        shown.dismiss("two")
        await settle(person.pilot)
        assert (answers, app.screen) == (["one"], below)
