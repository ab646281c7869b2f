"""Assessing controls by keys alone: on the real desk, checked in the real desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from grcdesk.paths import DeskPaths
from grcdesk.services.desk.desk import Desk
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import ActionStatus, Design, Implemented, Scope, Status, Via
from grcdesk.tui.app import GrcdeskApp
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.lines import Preview
from grcdesk.tui.dialogs.pick import Pick
from grcdesk.tui.widgets.table import Table


@pytest.fixture
def other(desk_root: Path) -> Iterator[Desk]:
    """The same desk, as somebody else sees it."""
    opened = open_desk(DeskPaths(desk_root), via=Via.CLI, actor="Max Roy")
    yield opened
    opened.close()


@pytest.mark.slow
async def test_two_keys_set_a_status_and_one_takes_it_back(app: GrcdeskApp, drive, other: Desk) -> None:
    async with drive(app) as person:
        await person.keys("2", "s", "m")
        assert other.controls.show("AI-SEC-01").row.status is Status.MISSING
        assert "✗ missing" in person.text
        assert "u undoes" in person.told[-1]
        await person.keys("u")
        assert other.controls.show("AI-SEC-01").row.status is Status.NOT_ASSESSED
        assert person.told[-1].endswith("U does it again")
        await person.keys("U")
        assert other.controls.show("AI-SEC-01").row.status is Status.MISSING


@pytest.mark.slow
async def test_esc_drops_a_question(app: GrcdeskApp, drive, other: Desk) -> None:
    async with drive(app) as person:
        await person.keys("2", "s", "escape")
        assert not isinstance(app.screen, Pick)
        assert other.controls.show("AI-SEC-01").row.status is Status.NOT_ASSESSED


@pytest.mark.slow
async def test_marked_rows_change_together_after_one_preview(app: GrcdeskApp, drive, other: Desk) -> None:
    async with drive(app) as person:
        await person.keys("2", "space", "j", "V", "s", "p")
        assert isinstance(app.screen, Preview)
        assert "3 controls" in person.text
        assert other.controls.show("AI-SEC-01").row.status is Status.NOT_ASSESSED
        await person.keys("y")
        assert len(other.controls.keys("status:partial")) == 3
        await person.keys("u")
        assert other.controls.keys("status:partial") == []


@pytest.mark.slow
async def test_marks_survive_a_filter_and_esc_clears_them(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.keys("2", "space", "space", "/")
        await person.type("tsc:CC8")
        await person.keys("enter")
        assert "2 marked" in person.text
        await person.keys("escape")
        assert "/ tsc" not in person.text
        assert "2 marked" in person.text
        await person.keys("escape")
        assert "marked" not in person.text


@pytest.mark.slow
async def test_not_applicable_asks_reason_and_approver(app: GrcdeskApp, drive, other: Desk) -> None:
    async with drive(app) as person:
        await person.keys("2", "s", "n")
        assert isinstance(app.screen, Form)
        await person.keys("enter")
        assert "is needed" in person.text
        await person.fill(reason="No model is trained", approver="Max Roy")
        shown = other.controls.show("AI-SEC-01")
        assert (shown.row.status, shown.reason, shown.approver) == (
            Status.NOT_APPLICABLE, "No model is trained", "Max Roy",
        )  # fmt: skip


@pytest.mark.slow
async def test_owner_due_gap_and_the_rest(app: GrcdeskApp, drive, other: Desk) -> None:
    async with drive(app) as person:
        await person.keys("2", "o")
        await person.fill(owner="Lee Chen")
        await person.keys("d")
        await person.fill(due="2026-12-05")
        await person.keys("n")
        await person.fill(gap="No rotation yet", note="Asked Lee")
        await person.keys("e")
        await person.fill(design="adequate", implemented="no", systems="gateway", effective_from="2026-03-01")
        detail = other.controls.show("AI-SEC-01")
        assert (detail.row.owner, detail.row.due) == ("Lee Chen", date(2026, 12, 5))
        assert (detail.gap, detail.note, detail.systems) == ("No rotation yet", "Asked Lee", "gateway")
        assert (detail.row.design, detail.row.implemented) == (Design.ADEQUATE, Implemented.NO)
        assert detail.effective_from == date(2026, 3, 1)


@pytest.mark.slow
async def test_a_wrong_date_keeps_the_form_and_what_was_typed(app: GrcdeskApp, drive, other: Desk) -> None:
    async with drive(app) as person:
        await person.keys("2", "d")
        await person.fill(due="5.12.2026")
        assert isinstance(app.screen, Form)
        assert "'5.12.2026' is not a date" in person.text
        await person.keys("escape")
        assert other.controls.show("AI-SEC-01").row.due is None


@pytest.mark.slow
async def test_actions_and_risks_of_a_control(app: GrcdeskApp, drive, other: Desk) -> None:
    async with drive(app) as person:
        await person.keys("2", "enter", "p")
        await person.fill(title="Rotate all keys", owner="Lee Chen", due="2026-12-01")
        await person.keys("r")
        await person.fill(reason="Keys are short-lived", approver="Max Roy", expires="2027-01-31")
        await person.keys("h", "h", "h", "m")
        await person.fill(due="2026-12-15", reason="Vendor is late")
        (action,) = other.actions.list(control="AI-SEC-01")
        assert action.due == date(2026, 12, 15)
        assert [slip[2] for slip in action.slips] == ["Vendor is late"]
        await person.keys("c")
        await person.fill(proof="OPS-12")
        assert other.actions.list()[0].status is ActionStatus.DONE
        await person.keys("G", "c")
        await person.fill(on="2026-11-21")
        assert other.risks.list()[0].ended_on == date(2026, 11, 21)


@pytest.mark.slow
async def test_attaching_and_rejecting_an_artefact(app: GrcdeskApp, drive, other: Desk, tmp_path: Path) -> None:
    file = tmp_path / "rotation.csv"
    file.write_text("key,rotated\nprod,2026-11-01\n")
    async with drive(app) as person:
        await person.keys("2", "enter", "a")
        await person.fill(source=str(file), kind="export", title="Rotation log", period="2026-10-01..2026-10-31")
        (row,) = other.evidence.list(control="AI-SEC-01")
        assert (row.title, row.period_to) == ("Rotation log", date(2026, 10, 31))
        await person.keys("l", "l")
        assert "Rotation log" in person.text
        await person.keys("c")
        await person.fill(reason="Wrong month")
        assert other.evidence.list()[0].rejected == "Wrong month"


@pytest.mark.slow
async def test_scope_of_a_control_is_overridden_and_put_back(app: GrcdeskApp, drive, other: Desk) -> None:
    async with drive(app) as person:
        await person.keys("2", "z")
        await person.fill(decided="out_of_scope", reason="No such feature")
        assert other.controls.show("AI-SEC-01").row.scope is Scope.OUT
        await person.keys("z")
        await person.fill(decided="")
        assert other.controls.show("AI-SEC-01").row.scope is Scope.IN


@pytest.mark.slow
async def test_brackets_walk_the_list_round(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.keys("2", "enter", "[")
        assert "23 of 23" in person.text
        await person.keys("]", "]")
        assert "AI-SEC-02" in person.text
        await person.keys("q")
        assert app.screen.query_one(Table).key == "AI-SEC-01"


@pytest.mark.slow
async def test_finalising_lists_what_lacks_then_makes_a_snapshot(app: GrcdeskApp, drive, other: Desk) -> None:
    async with drive(app) as person:
        await person.keys("2", "s", "m", "1", "c")
        await person.fill(assessor="Dana Reyes", reviewer="Max Roy")
        assert "AI-SEC-01 is missing without a gap text" in person.text, person.told
        await person.keys("escape", "escape", "2", "u", "1", "c")
        await person.fill(assessor="Dana Reyes", reviewer="Max Roy")
        assert len(other.gap.snapshots()) == 1
        await person.keys("2", "s", "p", "1", "s", "enter")
        assert "1 control moved" in person.text
        assert "? not assessed -> ◔ partial" in person.text


@pytest.mark.slow
async def test_what_lacks_can_be_listed_before(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.keys("2", "s", "m")
        await person.do("gap.lacking")
        assert "not to be finalised: 1 gap text, 1 action or risk" in person.text
        assert "AI-SEC-01" in person.text


@pytest.mark.slow
async def test_a_form_for_several_copies_nothing_from_one_to_the_others(app: GrcdeskApp, drive) -> None:
    async with drive(app) as person:
        await person.keys("2", "n")
        await person.fill(gap="mine", note="private")
        assert "gap and note set" in person.told[-1]
        await person.keys("*", "n")
        await person.fill(gap="shared")
        await person.keys("y")
        desk = app.desk
        assert desk is not None
        assert [desk.controls.show(key).note for key in ("AI-SEC-01", "AI-SEC-02")] == ["private", ""]
        assert {row.gap for row in map(desk.controls.show, desk.controls.keys())} == {"shared"}
        await person.keys("*", "n")
        await person.fill(note="-")
        await person.keys("y")
        assert desk.controls.show("AI-SEC-01").note == ""
        assert desk.controls.show("AI-SEC-01").gap == "shared"
        await person.keys("o")
        await person.fill()
        assert person.told[-1] == "nothing was changed"
