"""The evidence inbox: taking in, placing, correcting, setting aside, all by keys."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from textual import events
from textual.widgets import Input

from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.services.desk.opening import open_desk
from grcdesk.store import vault
from grcdesk.terms import EvidenceKind, Status, Via
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.dialogs.files import Files
from grcdesk.tui.dialogs.find import Find
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.evidence import forms
from grcdesk.tui.evidence.list import EvidenceScreen
from grcdesk.tui.kit.pasted import paths_in
from grcdesk.tui.widgets.table import Table

REPORT = Artefact(EvidenceKind.REPORT, as_of=date(2026, 9, 30), source="Gateway", query="last 90 days")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "from here"
    folder.mkdir()
    for name in ("a report.pdf", "b.csv", ".hidden"):
        (folder / name).write_text(name)
    (folder / "more").mkdir()
    (folder / "more" / "c.log").write_text("c")
    return folder


@pytest.fixture
def stocked(desk_root: Path, files: Path) -> GrcdeskApp:
    """One artefact placed, two that wait."""
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    desk.evidence.add(files / "a report.pdf", REPORT, controls=["AI-SEC-01"])
    desk.evidence.add(files / "b.csv", Artefact(EvidenceKind.LOG_EXPORT, "October", date(2026, 11, 1)))
    desk.evidence.add("https://ci.example/run/8", Artefact(EvidenceKind.TEST_RECORD, as_of=date(2026, 11, 2)))
    desk.close()
    return GrcdeskApp(DeskPaths(desk_root))


async def test_an_empty_inbox_says_how_to_begin(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.keys("3")
        assert "No evidence yet. a attaches files" in person.text


@pytest.mark.slow
async def test_what_waits_comes_first_and_a_filter_can_sort_otherwise(stocked: GrcdeskApp, drive) -> None:
    async with drive(stocked) as person:
        await person.keys("3")
        table = stocked.screen.query_one(Table)
        assert list(table.pages.keys) == ["EV-3", "EV-2", "EV-1"]
        assert "2 to place, 1 placed" in person.text
        await person.keys("/")
        await person.type("sort:id")
        await person.keys("enter")
        assert list(table.pages.keys) == ["EV-1", "EV-2", "EV-3"]
        await person.keys("/")
        await person.type(" is:stale")
        await person.keys("enter")
        assert "0 of 3 match" in person.text
        await person.keys("escape")
        assert len(table.pages) == 3


@pytest.mark.slow
async def test_a_file_is_picked_described_and_placed(app: GrcdeskApp, drive, files: Path) -> None:
    app.last_folder = files
    async with drive(app) as person:
        await person.keys("3", "a", "f")
        assert isinstance(app.screen, Files)
        assert "more/" in person.text
        assert ".hidden" not in person.text
        await person.keys("down", "enter")
        await person.fill(kind="report", as_of="2026-10-01", source="Gateway")
        desk = app.desk
        assert desk is not None
        assert desk.evidence.list()[0].controls == ()
        await person.keys("m")
        assert isinstance(app.screen, Find)
        await person.type("regression eval")
        await person.keys("enter")
        assert desk.evidence.list()[0].controls == ("AI-PI-02",)
        await person.keys("u")
        assert desk.evidence.list()[0].controls == ()


@pytest.mark.slow
async def test_folders_are_walked_and_taken_whole(app: GrcdeskApp, drive, files: Path) -> None:
    app.last_folder = files
    async with drive(app) as person:
        await person.keys("3", "a", "f", "enter")
        assert app.screen.query_one(Input).value == f"{files}/more/"
        await person.keys("ctrl+s")
        assert isinstance(app.screen, Form)
        await person.fill(kind="log_export", period="2026-10-01..2026-10-31", controls="AI-SEC-03")
        assert app.desk is not None
        (row,) = app.desk.evidence.list()
        assert (row.file_name, row.period_to, row.controls) == ("c.log", date(2026, 10, 31), ("AI-SEC-03",))


@pytest.mark.slow
async def test_files_dragged_into_the_terminal_are_taken(app: GrcdeskApp, drive, files: Path) -> None:
    async with drive(app) as person:
        await person.keys("3")
        app.screen.post_message(
            events.Paste(f"'{files / 'a report.pdf'}' {files / 'b.csv'}".replace("from here/b", "from\\ here/b"))
        )
        await person.keys("a")
        assert isinstance(app.screen, Form), person.text
        await person.fill(kind="report", as_of="2026-10-01")
        assert app.desk is not None
        assert len(app.desk.evidence.list()) == 2


@pytest.mark.slow
async def test_a_link_needs_to_be_one(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.keys("3", "a", "l")
        await person.fill(url="example")
        assert "is no link" in person.text
        await person.fill(url="https://ci.example/8")
        await person.fill(kind="test-record", as_of="2026-10-01")
        assert "! link only" not in person.text
        assert "? unplaced" in person.text


@pytest.mark.slow
async def test_several_are_placed_at_once(stocked: GrcdeskApp, drive) -> None:
    async with drive(stocked) as person:
        await person.keys("3", "space", "space", "enter")
        await person.type("ai-pi-01")
        await person.keys("enter")
        desk = stocked.desk
        assert desk is not None
        assert "Tie to AI-PI-01: 2 artefacts?" in person.text
        await person.keys("y")
        assert desk.evidence.keys("is:unplaced") == []
        await person.keys("u")
        assert len(desk.evidence.keys("is:unplaced")) == 2
        await person.keys("g", "space", "space", "s")
        await person.fill(reason="Neither says of which day it is")
        await person.keys("y")
        assert len(desk.evidence.keys("is:rejected")) == 2


@pytest.mark.slow
async def test_an_artefact_is_corrected_untied_superseded_and_set_aside(stocked: GrcdeskApp, drive) -> None:
    async with drive(stocked) as person:
        await person.keys("3", "G", "e")
        await person.fill(source="Gateway export", period="2026-07-01..2026-09-30", as_of="")
        desk = stocked.desk
        assert desk is not None
        row = desk.evidence.show("EV-1").row
        assert (row.source, row.dated, row.query) == ("Gateway export", "2026-07-01..2026-09-30", "last 90 days")
        await person.keys("e")
        await person.fill(kind="nonsense")
        assert "is not one of" in person.text
        await person.keys("escape", "escape", "r")
        await person.type("ev-2")
        await person.keys("enter")
        assert desk.evidence.show("EV-1").row.superseded_by == "EV-2"
        assert "superseded" in person.text
        assert stocked.screen.query_one(Table).go_to("EV-2")
        await person.keys("z", "enter")
        assert desk.evidence.show("EV-2").row.controls == ()
        await person.keys("s")
        await person.fill(reason="of another system")
        assert desk.evidence.show("EV-2").row.rejected == "of another system"
        await person.keys("enter")
        assert isinstance(stocked.screen, LinesDialog)
        assert "of another system" in person.text


@pytest.mark.slow
async def test_details_hold_everything(stocked: GrcdeskApp, drive) -> None:
    async with drive(stocked, (120, 40)) as person:
        await person.keys("3", "G")
        assert isinstance(stocked.screen, EvidenceScreen)
        await person.keys("v")
        assert "last 90 days" in person.text
        assert stocked.desk is not None
        assert stocked.desk.evidence.show("EV-1").row.sha256[:40] in person.text


@pytest.mark.slow
async def test_bytes_found_damaged_are_told_where_the_artefact_is_shown(stocked: GrcdeskApp, drive) -> None:
    async with drive(stocked, (120, 40)) as person:
        await person.keys("3", "G")
        desk = stocked.desk
        assert desk is not None
        vault.blob(desk.paths, desk.evidence.show("EV-1").row.sha256).unlink()
        await person.do("vault.verify")
        await person.keys("enter")
        assert "The vault is not whole" in person.text
        await person.keys("escape", "G")
        assert "✗ missing" in person.text, "the list behind it was loaded again"
        assert "its bytes were missing" in person.text
        await person.keys("v")
        assert "Integrity" in person.text


@pytest.mark.slow
async def test_a_word_that_it_shows_a_run_is_given_shown_and_taken_back(stocked: GrcdeskApp, drive) -> None:
    async with drive(stocked, (120, 40)) as person:
        desk = stocked.desk
        assert desk is not None
        await person.keys("3")
        await person.do("statements.give")
        await person.keys("down", "down", "enter")
        assert "EV-1 shows a run" in person.text
        await person.fill(controls="AI-SEC-05", reason="signed", by="Omar Haddad", on="2026-10-02", at="portal")
        told = "Omar Haddad, 2026-10-02, portal: signed"
        assert desk.evidence.show("EV-1").row.stated == {"AI-SEC-05": told}
        await person.keys("G")
        assert "shows a run by" in person.text
        await person.do("evidence.show")
        await person.keys("down", "down", "enter")
        assert "shows a run of AI-SEC-05, by statement of Omar Haddad" in person.text
        await person.keys("escape")
        await person.do("statements.take_back")
        await person.keys("enter")
        await person.fill(controls="AI-SEC-05")
        assert desk.evidence.show("EV-1").row.stated == {}


def test_pasted_text_is_paths_only_when_all_are_there(files: Path) -> None:
    report, table = files / "a report.pdf", files / "b.csv"
    assert paths_in(str(report)) == (report,)
    assert paths_in(f"{report}\n{table}\n") == (report, table)
    assert paths_in(str(report).replace(" ", "\\ ")) == (report,)
    assert paths_in(f"'{report}' \"{table}\"") == (report, table)
    assert paths_in("file://" + quote(str(report))) == (report,)
    for text in ("", "hello", f"{report} {files / 'none'}", "b.csv", "it's", "\x00", "x" * 200_000):
        assert paths_in(text) == ()


@pytest.mark.slow
async def test_the_status_line_says_that_a_control_is_still_in_place_by_claim_only(
    app: GrcdeskApp, drive, files: Path
) -> None:
    async with drive(app) as person:
        app.desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.IN_PLACE))
        forms.attach(app, [files / "b.csv"], ["AI-SEC-01"])
        await person.settle()
        await person.fill(kind="ticket", as_of="2026-11-01")
        assert "AI-SEC-01 still in place, claim only" in " ".join(person.text.split())
