"""Assess mode: what is asked and there beside the gap while it is written; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from textual import events

from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.services.desk.desk import Desk
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Scope, Status, Via
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.controls.assessing import AssessScreen


@pytest.fixture
def other(desk_root) -> Iterator[Desk]:
    """The same desk, as somebody else sees it."""
    opened = open_desk(DeskPaths(desk_root), via=Via.CLI, actor="Max Roy")
    yield opened
    opened.close()


@pytest.mark.slow
async def test_a_control_is_assessed_with_all_in_sight_in_nine_keys_and_what_is_typed(app, drive, other) -> None:
    async with drive(app, (120, 40)) as person:
        await person.keys("2", "A")
        detail = other.controls.show("AI-SEC-01")
        assert all(part in person.text for part in ("Asked and there", "Tests", "AI-SEC-01.T1", "Gap", "CC6.1"))
        assert detail.statement.split()[0] in person.text
        await person.keys("s", "p")
        for key in ("n", *"No rotation sod", "ctrl+s", "o"):  # in one read
            pressed = events.Key({" ": "space"}.get(key, key), key if len(key) == 1 else None)
            pressed.set_sender(app)
            app.post_message(pressed)
        await person.settle()
        await person.fill(owner="Lee Chen")
        await person.keys("d")
        await person.fill(due="2026-12-05")
        await person.keys("]")
        row = other.controls.show("AI-SEC-01")
        assert (row.row.status, row.gap) == (Status.PARTIAL, "No rotation sod")
        assert (row.row.owner, row.row.due) == ("Lee Chen", date(2026, 12, 5))
        assert isinstance(app.screen, AssessScreen)
        assert app.screen.record == other.controls.keys()[1]


@pytest.mark.slow
async def test_what_was_typed_stays_when_one_steps_on_and_when_the_app_ends(app, drive, other, desk_root) -> None:
    async with drive(app) as person:
        await person.keys("2", "A")
        await person.pilot.press("n", *"half a thought", "escape", "]")
        await person.settle()
        assert "half a thought" not in person.text
        await person.keys("[")
        assert "half a thought" in person.text
        assert "draft" in person.text
        assert other.controls.show("AI-SEC-01").gap == "", "a draft is no gap yet"
    async with drive(GrcdeskApp(DeskPaths(desk_root))) as person:
        await person.keys("2", "A")
        assert "half a thought" in person.text
        await person.keys("ctrl+s")
        assert other.controls.show("AI-SEC-01").gap == "half a thought"
        assert "draft" not in person.text
        await person.keys("n", "x", "escape", "delete")
        assert other.controls.show("AI-SEC-01").gap == "half a thought"
        assert app.drafts.find("Gap and note of AI-SEC-01", {"gap": "half a thought", "note": ""}) is None


@pytest.mark.slow
async def test_the_next_step_is_to_what_nobody_has_assessed_until_all_are(app, drive, other) -> None:
    rows = [row for row in other.controls.list() if row.scope is not Scope.OUT]
    left = (rows[3].id, rows[7].id)
    other.controls.set([row.id for row in rows if row.id not in left], ControlChange(status=Status.MISSING))
    async with drive(app) as person:
        await person.keys("2", "A", "]")
        assert app.screen.record == left[0]
        await person.keys("s", "m", "]")
        assert app.screen.record == left[1]
        await person.keys("s", "i", "]")
        assert "are assessed" in person.told[-1]
        assert "all assessed" in person.text
        await person.keys("l", "h", "h")
        assert app.screen.record == rows[6].id


@pytest.mark.slow
async def test_marked_controls_are_the_ones_stepped_through(app, drive, other) -> None:
    keys = other.controls.keys()
    async with drive(app) as person:
        await person.keys("2", "j", "space", "j", "space", "A")
        assert app.screen.record == keys[1]
        await person.keys("]")
        assert app.screen.record == keys[3]
        assert "2 of 2, 2 to assess" in person.text


@pytest.mark.slow
async def test_one_column_keeps_the_field_in_view(app, drive, other) -> None:
    async with drive(app, (80, 24)) as person:
        await person.keys("2", "A", "n", *"written", "down", "G")
        assert "writtenG" in person.text, "letters are letters of the text"
        assert "Control" in person.text
        await person.keys("ctrl+s", "G")
        assert "written" in person.text, "reading scrolls above it"
        assert "Control   " not in person.text


async def test_an_editor_that_cannot_be_run_is_told_and_what_was_typed_stays(app, drive, monkeypatch) -> None:
    monkeypatch.setenv("VISUAL", "vi 'of mine")
    async with drive(app) as person:
        await person.keys("2", "A", "n", *"half", "ctrl+e")
        assert isinstance(app.screen, AssessScreen)
        assert app.screen.field.text == "half"
        assert any("cannot be read" in told for told in person.told)
        await person.keys("s")
        assert app.screen.field.text == "halfs", "one is still in the field"
