"""Two people at one desk: the app shows what the other does, and writes over none of it."""

from __future__ import annotations

import asyncio
import shutil
import threading
import time

import pytest

from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Status, Via
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.kit import watcher
from helpers.elsewhere import Colleague
from tui.conftest import settle


@pytest.fixture(autouse=True)
def _often(monkeypatch) -> None:
    monkeypatch.setattr(watcher, "EVERY", 0.02)


@pytest.fixture
def omar(desk_root):
    found = Colleague(desk_root)
    yield found
    found.leaves()


async def until(person, holds) -> None:
    """Until what the other process did has come here."""
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end, person.text
        await person.pilot.pause(0.02)
    await settle(person.pilot)


def line_of(person, name: str) -> str:
    """The row of a list that begins with it, behind the marks."""
    rows = (line.strip("│") for line in person.text.splitlines())
    return next(row for row in rows if row[2:].startswith(name))


@pytest.mark.slow
async def test_a_list_shows_what_another_process_did_marks_it_and_says_who(app: GrcdeskApp, drive, omar) -> None:
    async with drive(app, (120, 40)) as person:
        await person.keys("2")
        assert "missing" not in line_of(person, "AI-SEC-01")
        omar.does("desk.controls.set(['AI-SEC-01'], ControlChange(status=Status.MISSING))")
        await until(person, lambda: "missing" in line_of(person, "AI-SEC-01"))
        assert line_of(person, "AI-SEC-01").startswith("↻")
        assert not line_of(person, "AI-SEC-02").startswith("↻")
        assert "Omar Haddad changed AI-SEC-01" in person.told


@pytest.mark.slow
async def test_what_one_does_oneself_ends_the_marks_and_the_end_of_the_app_ends_the_looking(
    app: GrcdeskApp, drive, omar
) -> None:
    async with drive(app, (120, 40)) as person:
        await person.keys("2")
        omar.does("desk.controls.set(['AI-SEC-01'], ControlChange(status=Status.MISSING))")
        await until(person, lambda: line_of(person, "AI-SEC-01").startswith("↻"))
        await person.keys("down", "s", "i")
        assert "↻" not in person.text
    await asyncio.sleep(0.2)
    assert [thread.name for thread in threading.enumerate() if thread.name == "desk watch"] == []


@pytest.mark.slow
async def test_every_place_shows_the_same(app: GrcdeskApp, drive, omar) -> None:
    async with drive(app, (120, 40)) as person:
        for key in "2345671":
            await person.keys(key)
        omar.does("desk.vendors.add('Northlight Models', VendorFacts(tier=Tier.LOW))")
        await until(person, lambda: any("Omar Haddad" in told for told in person.told))
        await person.go("vendors")
        await until(person, lambda: "│↻ Northlight" in person.text)
        await person.go("history")
        assert "vendor add" in person.text


@pytest.mark.slow
async def test_a_list_behind_a_dialog_is_shown_anew_as_well(app: GrcdeskApp, drive, omar) -> None:
    async with drive(app, (120, 40)) as person:
        await person.keys("2", "o")
        assert isinstance(app.screen, Form)
        omar.does("desk.controls.set(['AI-SEC-01'], ControlChange(status=Status.MISSING))")
        below = app.screen_stack[-2]
        await until(person, lambda: "missing" in "".join(below.query_one("#list").plain_lines()))


@pytest.mark.slow
async def test_what_was_typed_over_a_change_of_another_is_refused_and_comes_back_in_the_form(
    app: GrcdeskApp, drive, omar, desk_root
) -> None:
    async with drive(app, (120, 40)) as person:
        await person.keys("2", "o")
        control = app.screen_stack[-2].query_one("#list").key
        omar.does(f"desk.controls.set(['{control}'], ControlChange(owner='Lee Chen'))")
        await until(person, lambda: any("Omar Haddad" in told for told in person.told))
        await person.fill(owner="Max Roy")
        await settle(person.pilot)
        assert app.desk.controls.show(control).row.owner == "Lee Chen"
        assert any("changed while you were at it, by Omar Haddad" in told and "owner" in told for told in person.told)
        assert isinstance(app.screen, Form), "what was typed is not lost"
        assert app.screen.query_one("#field-owner").value == "Max Roy"
        await person.keys("ctrl+s")
        assert app.desk.controls.show(control).row.owner == "Max Roy", "told of it, the person may decide so"


@pytest.mark.slow
async def test_a_change_by_one_key_is_refused_on_a_row_that_was_not_seen_as_it_is(
    app: GrcdeskApp, drive, omar, monkeypatch
) -> None:
    monkeypatch.setattr(watcher, "EVERY", 60)  # nothing is heard of it yet
    async with drive(app, (120, 40)) as person:
        await person.keys("2")
        omar.does("desk.controls.set(['AI-SEC-01'], ControlChange(status=Status.MISSING))")
        await person.keys("s", "i")
        assert app.desk.controls.show("AI-SEC-01").row.status is Status.MISSING
        assert "AI-SEC-01 changed while you were at it, by Omar Haddad" in person.told[-1]
        assert "missing" in line_of(person, "AI-SEC-01"), "the screen shows what stands now"


@pytest.mark.slow
async def test_another_desk_under_the_same_path_is_told_and_nothing_goes_into_it(
    app: GrcdeskApp, drive, desk_root, tmp_path
) -> None:
    other = shutil.copytree(desk_root, tmp_path / "other")
    async with drive(app, (120, 40)) as person:
        await person.keys("2")
        desk_root.rename(tmp_path / "aside")
        other.rename(desk_root)
        await until(person, lambda: app.lost)
        assert "another desk lies here now" in person.text
        assert "another file than the one that was opened: a desk was put in its place" in person.told[-1]
        await person.keys("o")
        assert not isinstance(app.screen, Form), "nothing is read from two desks"
        app.with_desk("setting", lambda desk: desk.controls.set(["AI-SEC-01"], ControlChange(owner="Max Roy")))
        await settle(person.pilot)
        assert "a desk was put in its place" in person.told[-1]
    found = open_desk(DeskPaths(desk_root), via=Via.CLI)
    assert {row.owner for row in found.controls.list()} == {""}
    found.close()


async def test_a_desk_that_is_moved_away_is_told(app: GrcdeskApp, drive, desk_root, tmp_path) -> None:
    async with drive(app, (120, 40)) as person:
        desk_root.rename(tmp_path / "aside")
        await until(person, lambda: app.lost)
        assert "is gone: the desk was moved or removed while it was open" in person.told[-1]
