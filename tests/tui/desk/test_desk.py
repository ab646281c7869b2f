"""Verbs on the whole desk: scope, catalogs, files, log, backup; first run; starting and ending."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input

from grcdesk.paths import DeskPaths
from grcdesk.schemas.programme import Period
from grcdesk.terms import Category, Coverage, Scope
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.desk.first_run import FirstRunScreen
from grcdesk.tui.dialogs.lines import LinesDialog, Preview
from grcdesk.tui.widgets.table import Table


@pytest.mark.slow
async def test_scope_is_previewed_then_set(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.keys("e", "e")
        await person.fill(categories="security, conf", period="2026-04-01..2027-03-31")
        assert isinstance(app.screen, Preview)
        await person.keys("y")
        assert app.desk is not None
        view = app.desk.scope.show()
        assert view.categories == (Category.SECURITY, Category.CONFIDENTIALITY)
        assert view.period == Period(date(2026, 4, 1), date(2027, 3, 31))
        assert {scope: len(ids) for scope, ids in view.controls.items()} == {
            Scope.IN: 15,
            Scope.OPTIONAL: 6,
            Scope.OUT: 2,
        }


@pytest.mark.slow
async def test_wrong_categories_and_periods_are_told_in_the_form(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.keys("e", "e")
        await person.fill(categories="safety")
        assert "no category 'safety'" in person.text
        await person.fill(categories="pr")
        assert "no category 'pr'" in person.text, "it begins both privacy and processing integrity"
        await person.fill(categories="privacy", period="2026x")
        assert "is not a period" in person.text


@pytest.mark.slow
async def test_systems_and_exclusions_come_and_go(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.keys("e", "a")
        await person.fill(name="gateway")
        await person.keys("z")
        await person.fill(what="Research sandbox", reason="No customer data")
        assert app.desk is not None
        view = app.desk.scope.show()
        assert view.systems == ("gateway",)
        assert [one.what for one in view.exclusions] == ["Research sandbox"]
        assert "Research sandbox" in person.text
        await person.keys("a")
        await person.fill(name="gateway")
        await person.keys("z", "j", "enter")
        view = app.desk.scope.show()
        assert (view.systems, view.exclusions) == ((), ())


@pytest.mark.slow
async def test_a_criterion_is_declared_and_withdrawn(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.keys("e")
        assert app.screen.query_one(Table).go_to("CC8.1")
        await person.keys("c")
        await person.fill(reason="All changes are covered", by="Max Roy")
        assert app.desk is not None
        found = {row.id: row for row in app.desk.scope.criteria()}["CC8.1"]
        assert (found.declared_by, found.coverage) == ("Max Roy", Coverage.PARTIAL), "none of its controls is in place"
        assert "stale" in person.text
        assert "mapped, not in place" in person.text
        await person.keys("r")
        found = {row.id: row for row in app.desk.scope.criteria()}["CC8.1"]
        assert found.declared_by == ""
        assert "stale" not in person.text


@pytest.mark.slow
async def test_the_extension_is_added_from_the_catalogs(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.keys("8")
        assert app.screen.query_one(Table).go_to("ai-ext")
        await person.keys("a", "enter")
        assert app.desk is not None
        assert len(app.desk.controls.keys()) == 31
        await person.keys("v")
        assert "The desk has this version." in person.text
        await person.keys("escape", "r", "c")
        assert isinstance(app.screen, LinesDialog)
        await person.keys("escape", "enter")
        assert "AI-EXT-01" in person.text
        await person.keys("enter")
        assert "[Assess]" in person.text


@pytest.mark.slow
async def test_updating_shows_the_difference_first(app: GrcdeskApp, drive, desk_root: Path) -> None:
    source = """
catalog: house
kind: controls
title: House controls
version: "1"
source: ourselves
licence: ours
controls:
  - id: H-1
    title: TITLE
    statement: The lead signs each release in the ticket before it ships to customers.
    objective: No release ships unseen.
    category: security
    frequency: event
    frequency_note: per release
    anchor: calendar
    type: preventive
    nature: manual
    owner_role: Engineering lead
    evidence: [{kind: ticket, what: the signed ticket}]
    tests:
      - id: H-1.T1
        aspect: operating
        question: Is each release signed?
        pass_if: All are
        fail_if: One is not
        method: inspect
    questions: [Who signs?]
"""
    file = desk_root.parent / "house.yaml"
    file.write_text(source.replace("TITLE", "Releases are signed"))
    async with drive(app) as person:
        await person.keys("8", "a")
        await person.fill(source=str(file))
        assert "Take house.yaml?" in person.text
        await person.keys("y")
        assert app.desk is not None
        assert app.desk.controls.show("H-1").row.title == "Releases are signed", person.told
        own = desk_root / "catalogs" / "house.yaml"
        own.write_text(own.read_text().replace("Releases are signed", "Every release is signed"))
        assert app.screen.query_one(Table).go_to("house")
        await person.keys("r")
        assert isinstance(app.screen, Preview), person.told
        assert "Every release is signed" in person.text
        await person.keys("y")
        assert app.desk.controls.show("H-1").row.title == "Every release is signed"
        await person.do("catalogs.update")
        await person.keys("escape")


@pytest.mark.slow
async def test_files_are_written_and_not_overwritten_unasked(assessed: GrcdeskApp, drive, tmp_path: Path) -> None:
    book, report, log = tmp_path / "a.xlsx", tmp_path / "a.docx", tmp_path / "a.jsonl"
    async with drive(assessed) as person:
        await person.keys("x", "m")
        await person.fill(path=str(book))
        await person.do("exports.gap_report")
        await person.fill(path=str(report))
        await person.do("log.export")
        await person.fill(path=str(log))
        await person.do("log.export")
        await person.fill(path=str(tmp_path / "events.jsonl"), form="ocsf")
        assert '"class_uid":6003' in (tmp_path / "events.jsonl").read_text()
        assert all(file.stat().st_size > 1000 for file in (book, report, log))
        before = book.read_bytes()
        await person.keys("x", "m")
        await person.fill(path=str(book), as_of="2026-01-31")
        assert book.read_bytes() == before
        assert "exists" in person.told[-1]
        await person.do("exports.digest")
        assert hashlib.sha256(before).hexdigest() in person.told[-1]


@pytest.mark.slow
async def test_log_is_verified_and_a_text_erased(assessed: GrcdeskApp, drive) -> None:
    async with drive(assessed) as person:
        await person.keys("9", "c")
        assert any(told.startswith("verified:") for told in person.told), person.told
        await person.do("log.erase")
        await person.fill(hash="sha256:00", reason="asked by the person")
        assert "no " in person.told[-1]


@pytest.mark.slow
async def test_backup_is_written_and_restored(app: GrcdeskApp, drive, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    async with drive(app) as person:
        await person.do("upkeep.backup")
        await person.fill(path=str(file))
        assert file.exists()
        await person.keys("2", "s", "m")
        await person.do("upkeep.restore")
        await person.fill(file=str(tmp_path / "none.zip"))
        await person.keys("y")
        assert "no such file" in person.told[-1]
        assert app.desk is not None
        assert app.desk.controls.keys("status:missing") != [], "what could not be replaced is open again"
        await person.do("upkeep.restore")
        await person.fill(file=str(file), damaged="perhaps")
        assert "with damage is yes or no" in person.text
        await person.fill(damaged="")
        await person.keys("y")
        assert "is kept in" in person.told[-1]
        assert app.desk.controls.keys("status:missing") == []
        assert "✗ missing" not in person.text


@pytest.mark.slow
async def test_first_run_makes_a_desk_and_lands_on_what_is_not_assessed(drive, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    app = GrcdeskApp(None)
    async with drive(app) as person:
        assert isinstance(app.screen, FirstRunScreen)
        await person.keys("n")
        assert app.screen.query_one("#field-folder", Input).value == str(tmp_path / "home" / "grcdesk")
        await person.fill(organisation="Acme AI", name="Dana Reyes", folder=str(folder), categories="security")
        assert DeskPaths(folder).exists()
        assert "23 of 23  / status:not_assessed" in person.text
        await person.keys("1")
        assert "no period yet" in person.text


@pytest.mark.slow
async def test_first_run_opens_the_sample_with_a_banner(drive) -> None:
    app = GrcdeskApp(None)
    async with drive(app) as person:
        await person.keys("s")
        assert app.desk is not None
        assert person.text.lstrip().startswith("sample")
        shutil.rmtree(app.desk.paths.root)


@pytest.mark.slow
async def test_first_run_opens_a_desk_that_exists(drive, desk_root: Path) -> None:
    app = GrcdeskApp(None)
    async with drive(app) as person:
        await person.keys("o")
        await person.fill(folder="/nowhere")
        assert "is not a desk" in person.text
        await person.fill(folder=str(desk_root))
        assert "Acme AI" in person.text


async def test_a_folder_that_is_no_desk_leads_to_the_first_run(drive, tmp_path: Path) -> None:
    app = GrcdeskApp(DeskPaths(tmp_path / "gone"))
    async with drive(app) as person:
        assert isinstance(app.screen, FirstRunScreen)
        assert person.told


@pytest.mark.slow
async def test_q_goes_back_then_quits(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.keys("2", "enter", "q")
        assert app.screen.query_one("#list", Table)
        await person.keys("ctrl+c")
        assert "q quits" in person.told[-1]
        await person.pilot.press("q")
        await person.pilot.pause()
        assert app.return_code == 0


@pytest.mark.slow
async def test_theme_is_chosen_for_the_session(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.do("app.theme")
        await person.keys("j", "enter")
        assert app.theme == "grcdesk-light"


@pytest.mark.slow
async def test_a_desk_that_takes_no_writing_is_read_with_a_banner(desk_root: Path, drive, monkeypatch) -> None:
    monkeypatch.setattr("grcdesk.store.place.writable", lambda _database: False)
    app = GrcdeskApp(DeskPaths(desk_root))
    async with drive(app) as person:
        assert "! for reading only:" in person.text
        await person.keys("2", "s", "m")
        assert "AI-SEC-01" in person.text
        assert "for reading only" in person.text
        assert "desk.db is read-only. reading works; to write, change its permissions" in person.told[-1]
        monkeypatch.undo()
        await person.keys("s", "m")
        assert "now missing" in person.told[-1]


@pytest.mark.slow
async def test_a_desk_of_a_later_shape_is_read(desk_root: Path, drive) -> None:
    database = DeskPaths(desk_root).database
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA user_version=999")
    connection.close()
    app = GrcdeskApp(DeskPaths(desk_root))
    async with drive(app) as person:
        assert "! for reading only: this desk has shape 999" in person.text
        await person.keys("2", "s", "m")
        assert "install a newer grcdesk" in person.told[-1]
        await person.do("log.verify")
        assert "verified" in person.told[-1]


async def test_a_desk_of_a_shape_not_understood_is_not_opened(desk_root: Path, drive) -> None:
    with sqlite3.connect(DeskPaths(desk_root).database) as connection:
        connection.execute("ALTER TABLE assessment RENAME TO judgement")
        connection.execute("PRAGMA user_version=999")
    connection.close()
    app = GrcdeskApp(DeskPaths(desk_root))
    async with drive(app) as person:
        assert app.desk is None
        assert "install a newer grcdesk" in person.told[-1]


@pytest.mark.slow
async def test_a_workbook_is_handed_over_by_name(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.keys("x", "h")
        assert "No workbook was handed over" in person.text
        await person.keys("escape", "x", "m")
        await person.fill(handover="Audit Firm LLP")
        await person.keys("x", "h")
        assert "Audit Firm LLP" in person.text
        assert app.desk is not None
        (one,) = app.desk.exports.handovers()
        assert one.firm == "Audit Firm LLP"
