"""The app on a desk in trouble: it opens, says what is wrong in the same words as the command line, and goes on."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.store.sqlite import engine
from grcdesk.tui.app import GrcdeskApp
from helpers.damaged import alter, garble_pages
from tui.conftest import Driver, driving, settle

PLACES = ("controls", "features", "vendors", "evidence", "reviews", "audits", "catalogs", "history", "today")


async def change(person: Driver, note: str = "seen") -> None:
    person.app.with_desk("note", lambda desk: desk.controls.set(["AI-SEC-03"], ControlChange(note=note)))
    await settle(person.pilot)


def app_of(root: Path) -> GrcdeskApp:
    return GrcdeskApp(DeskPaths(root))


@pytest.mark.slow
async def test_damaged_records_are_named_on_every_screen_and_it_goes_on(desk_root: Path) -> None:
    alter(
        desk_root,
        "UPDATE assessment SET status = 'gone', due = '2026-13-77' WHERE control = 'AI-SEC-01'",
        "UPDATE log SET line = substr(line, 1, 40) WHERE seq = (SELECT max(seq) FROM log)",
    )
    async with driving(app_of(desk_root), (120, 40)) as person:
        for place in PLACES:
            await person.go(place)
            assert "DAMAGED" in person.text, place
            assert "assessment AI-SEC-01" in person.text, place
        assert any("assessment AI-SEC-01: status, due cannot be read" in told for told in person.told)
        await change(person)
        assert any("now noted" in told or "AI-SEC-03" in told for told in person.told), person.told


@pytest.mark.slow
async def test_a_damaged_page_is_said_and_the_app_stays(desk_root: Path) -> None:
    garble_pages(desk_root)
    async with driving(app_of(desk_root)) as person:
        for place in PLACES:
            await person.go(place)
        assert any("a page of it is not what was written" in told for told in person.told)
        assert person.app.is_running


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["full", "locked", "moved"])
async def test_what_the_disk_or_another_process_does_is_said_and_reading_goes_on(
    desk_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    monkeypatch.setattr(engine, "_BUSY_MS", 50)
    whole = engine.connect_pragmas

    def narrow(connection: sqlite3.Connection, **how: object) -> None:
        whole(connection, **how)
        connection.execute("PRAGMA max_page_count=1")

    other = None
    async with driving(app_of(desk_root)) as person:
        await person.go("controls")
        if fault == "full":
            monkeypatch.setattr(engine, "connect_pragmas", narrow)
        elif fault == "locked":
            other = sqlite3.connect(desk_root / "desk.db", isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
        else:
            shutil.move(desk_root, tmp_path / "elsewhere")
        await change(person, "x" * 9000)
        said = {"full": "no space left for", "locked": "another grcdesk is writing", "moved": "is gone"}[fault]
        assert any(said in told for told in person.told), person.told
        assert not any("damaged" in told or "bug" in told for told in person.told)
        await person.go("vendors")
        assert person.app.is_running
    if other is not None:
        other.close()


async def test_a_clock_that_went_backwards_is_said(desk_root: Path, fake_clock) -> None:
    async with driving(app_of(desk_root)) as person:
        fake_clock.advance(days=-1)
        await change(person)
        assert any("the clock of this computer went backwards" in told for told in person.told)
