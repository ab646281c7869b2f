"""The coverage board: worst first, what stands behind a line, and what would fill a hole."""

from __future__ import annotations

from datetime import date

import pytest
from textual.widgets import Input

from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.services.desk.opening import InitPlan, init_desk, open_desk
from grcdesk.services.evidence.evidence import Artefact
from grcdesk.terms import EvidenceKind, Status, Via
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.controls.detail import ControlScreen
from grcdesk.tui.coverage.board import CoverageScreen
from grcdesk.tui.coverage.holes import period
from grcdesk.tui.dialogs.files import Files
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.dialogs.pick import Pick
from grcdesk.tui.widgets.table import Table


def offered(app: GrcdeskApp) -> list[str]:
    """What is suggested to be placed, whole and in its order."""
    assert isinstance(app.screen, Pick)
    return [one.label for one in app.screen._choices if one.value.startswith("place ")]


@pytest.mark.slow
async def test_the_board_shows_the_worst_first_and_the_slots_behind(app, desk_root, drive, tmp_path):
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    late = Artefact(
        EvidenceKind.SIGN_OFF,
        period_from=date(2026, 1, 1),
        period_to=date(2026, 3, 31),
        performed_on=date(2026, 4, 9),
        slot="2026Q1",
        source="GitHub audit log",
    )
    file = tmp_path / "review.txt"
    file.write_text("signed", encoding="utf-8")
    desk.evidence.add(file, late, controls=["AI-SEC-05"])
    desk.close()
    async with drive(app, (120, 40)) as person:
        await person.keys("p")
        board = person.app.screen
        assert isinstance(board, CoverageScreen)
        keys = list(board.query_one(Table).pages.keys)
        assert keys[0] == "AI-SEC-01"
        assert keys.index("AI-SEC-05") < keys.index("AI-AVL-02") < keys.index("AI-AVL-01"), "families, the worst first"
        assert [key[:6] for key in keys] == sorted([key[:6] for key in keys], key=[key[:6] for key in keys].index)
        assert "with something due, late or a gap" in person.text
        await person.keys(*["j"] * keys.index("AI-SEC-05"), "enter")
        assert isinstance(person.app.screen, Pick)
        assert "2026-04-01..2026-06-30  2026Q2    gap" in person.text
        await person.keys("a")
        assert isinstance(person.app.screen, LinesDialog)
        assert "9 days late  EV-1" in person.text
        await person.keys("escape")
        await person.do("coverage.warnings")
        assert any("180 days, draw it by 2026-12-28" in one.what for one in person.app.screen.rows.values())
        await person.keys("escape", "v")
        assert isinstance(person.app.screen, ControlScreen)


@pytest.mark.slow
async def test_a_hole_opens_what_would_fill_it(app, desk_root, drive, tmp_path):
    file = tmp_path / "rotation.csv"
    file.write_text("key,day\n")
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    waits = Artefact(EvidenceKind.LOG_EXPORT, "Rotations", date(2026, 5, 2))
    desk.evidence.add("https://acme.example/may", waits)
    desk.close()
    app.last_folder = tmp_path
    async with drive(app, (120, 40)) as person:
        await person.keys("2", "b", "j", "enter")
        assert "log export: rotation events for the period  (none yet)" in person.text
        assert offered(app) == ["place EV-1: 2026-05-02 Rotations  (1 of its 91 days; log export is asked for)"]
        await person.keys("enter", "f")
        await person.keys(*(["down"] * 4))
        await person.type("")
        app.screen.query_one(Input).value = str(file)
        await person.keys("enter")
        assert app.screen.query_one("#field-kind", Input).value == "config_snapshot"
        await person.fill(kind="log_export", period="2026-04-01..2026-06-30", as_of="")
        assert app.desk.evidence.show("EV-2").row.controls == ("AI-SEC-01",)
        await person.keys("b")
        assert "2026Q2    claimed" in person.text, "a log that nobody read shows no rotation"
        await person.keys("enter", "i")
        assert isinstance(app.screen, Files)


@pytest.mark.slow
async def test_what_fills_a_slot_that_is_not_over_reaches_up_to_today(app, drive, tmp_path):
    file = tmp_path / "rotation.csv"
    file.write_text("key,day\n", encoding="utf-8")
    app.last_folder = tmp_path
    async with drive(app, (120, 40)) as person:
        period(app, "AI-SEC-01", "2026Q4")
        await person.settle()
        await person.keys("a", "f")
        app.screen.query_one(Input).value = str(file)
        await person.keys("enter")
        shown = app.screen.query_one("#field-period", Input)
        assert shown.value == f"2026-10-01..{app.today}"
        await person.fill(kind="log_export", period="2026-10-01..2026-12-31")
        assert "is still to come" in person.text
        assert "fill in 'As of', or 'Period'" in person.text
        assert app.desk.evidence.list() == []


@pytest.mark.slow
async def test_a_kind_whose_rows_must_be_read_is_imported_first_and_one_attached_unread_is_named(
    app, desk_root, drive, tmp_path
):
    file = tmp_path / "rotation.csv"
    file.write_text("key,day\n", encoding="utf-8")
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    shown = Artefact(
        EvidenceKind.LOG_EXPORT, "Rotations", period_from=date(2026, 4, 1), period_to=date(2026, 6, 30), source="Vault"
    )
    desk.evidence.add(file, shown, controls=["AI-SEC-01"])
    desk.close()
    app.last_folder = tmp_path
    async with drive(app, (120, 40)) as person:
        period(app, "AI-SEC-01", "2026Q2")
        await person.settle()
        assert "log export: rotation events for the period  (EV-1, not read)" in person.text
        assert isinstance(app.screen, Pick)
        place = next(at for at, one in enumerate(app.screen._choices) if one.value == "kind log_export")
        await person.keys(*["down"] * place, "enter")
        assert "attach it unread: it only claims the days, and fills none" in person.text
        await person.keys("enter")
        assert isinstance(app.screen, Files)
        assert "Import which file?" in person.text


@pytest.mark.slow
async def test_what_waits_is_placed_into_a_hole(app, desk_root, drive):
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    desk.evidence.add("https://acme.example/may", Artefact(EvidenceKind.LOG_EXPORT, "Rotations", date(2026, 5, 2)))
    desk.close()
    async with drive(app, (120, 40)) as person:
        await person.keys("2", "b", "j", "enter", "j", "j", "j", "j", "enter")
        assert app.desk.evidence.show("EV-1").row.controls == ("AI-SEC-01",)


@pytest.mark.slow
async def test_what_reaches_over_most_of_a_hole_is_suggested_first_and_says_why(app, desk_root, drive):
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    quarter = {"period_from": date(2026, 4, 1), "period_to": date(2026, 6, 30)}
    for kind, title, days in (
        (EvidenceKind.LOG_EXPORT, "Longest ago", {"as_of": date(2026, 2, 1)}),
        (EvidenceKind.REPORT, "Another kind", quarter),
        (EvidenceKind.LOG_EXPORT, "A day", {"as_of": date(2026, 5, 2)}),
        (EvidenceKind.LOG_EXPORT, "The quarter", {"period_from": date(2026, 3, 1), "period_to": date(2026, 7, 31)}),
    ):
        desk.evidence.add(f"https://acme.example/{title}", Artefact(kind, title, **days))
    desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.IN_PLACE))
    desk.close()
    async with drive(app, (200, 50)) as person:
        await person.keys("2", "b", "j", "enter")
        asked, unasked = "log export is asked for", "report is not asked for"
        assert offered(app) == [
            f"place EV-4: 2026-03-01..2026-07-31 The quarter  (all days of it; {asked})",
            f"place EV-3: 2026-05-02 A day  (1 of its 91 days; {asked})",
            f"place EV-2: 2026-04-01..2026-06-30 Another kind  (all days of it; {unasked})",
        ]
        assert "In place, claim only" in person.text


@pytest.mark.slow
async def test_without_a_period_the_board_says_where_to_set_it(drive, tmp_path):
    init_desk(tmp_path / "bare", InitPlan("Acme"), via=Via.CLI).close()
    app = GrcdeskApp(DeskPaths(tmp_path / "bare"))
    async with drive(app) as person:
        await person.keys("p")
        assert "The engagement has no period to cover." in person.text
        await person.keys("e", "e")
        await person.fill(period="2026-01-01..2026-12-31")
        await person.keys("y", "q")
        assert "AI-SEC-01" in person.text


@pytest.mark.slow
async def test_gaps_of_a_continuous_control_are_holes(app, drive):
    async with drive(app, (120, 40)) as person:
        await person.keys("2", "j", "b")
        assert "2026-01-01..2026-11-21  325 days" in person.text


@pytest.mark.slow
async def test_a_gap_on_which_nothing_was_to_happen_is_stated_listed_and_taken_back(app, drive):
    async with drive(app, (120, 40)) as person:
        await person.keys("2", "j", "b", "enter", "n")
        assert app.screen.query_one("#field-start", Input).value == "2026-01-01"
        await person.fill(weekdays="caturday", reason="switched off")
        assert "is no day of the week" in person.text
        await person.fill(weekdays="sat,sun", by="Omar Haddad")
        desk = app.desk
        assert desk is not None
        (row,) = desk.quiet.list()
        assert (row.control, row.which, row.by) == ("AI-SEC-02", "sat, sun of 2026-01-01..2026-11-21", "Omar Haddad")
        await person.do("quiet.list")
        assert "QD-1" in person.text
        assert "by statement of Omar Haddad" in person.text
        await person.keys("escape")
        await person.do("quiet.add")
        await person.fill(controls="AI-SEC-03", start="2026-12-24", end="2026-12-31", reason="shutdown")
        assert len(desk.quiet.list()) == 2
        await person.do("quiet.drop")
        await person.keys("enter")
        await person.fill(reason="it ran")
        assert [one.id for one in desk.quiet.list()] == ["QD-2"]


@pytest.mark.slow
async def test_a_cycle_that_is_named_by_its_dates_says_them_once(app, drive):
    async with drive(app, (120, 40)) as person:
        person.app.show_control("AI-AVL-02")
        await person.keys("b")
        assert "2026-01-01..2026-06-30  gap" in person.text
        await person.keys("a")
        assert "2026-01-01..2026-06-30  gap" in person.text
