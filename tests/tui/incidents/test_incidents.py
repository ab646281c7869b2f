"""Incidents and exercises in the terminal app."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.paths import DeskPaths
from grcdesk.schemas.findings.remediation import RemediationFacts
from grcdesk.schemas.incidents import EntityFacts, IncidentFacts, NoticeFacts
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Answer, Via
from grcdesk.terms.findings import Severity
from grcdesk.terms.incidents import EntityKind, IncidentKind, Notified, TimeMark
from grcdesk.tui.app import GrcdeskApp


@pytest.fixture
def stocked(desk_root) -> GrcdeskApp:
    """An exercise that waits to be closed, and a leak of which much is missing."""
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    desk.incidents.add(IncidentFacts(
        "Provider down", IncidentKind.OUTAGE, Severity.MEDIUM, exercise=True, scenario="No answer for four hours",
        detected="2026-11-10T09:00Z", people=("Lin Chen", "Mara Roy"), lead="Mara Roy",
    ))  # fmt: skip
    desk.incidents.mark("INC-1", TimeMark.CONTAINED, at="2026-11-10T09:40Z", note="Second provider takes over")
    desk.incidents.mark("INC-1", TimeMark.CONTAINED, at="2026-11-10T09:45Z", reason="as the log has it")
    desk.incidents.notice("INC-1", NoticeFacts(Notified.CUSTOMERS, Answer.NO, "Mara Roy", "a drill"))
    desk.incidents.touch(
        "INC-1", EntityFacts(EntityKind.SYSTEM, "Model gateway", "2026-11-10T09:00Z", "2026-11-10T09:45Z")
    )
    desk.remediation.add("INC-1", RemediationFacts("Keep the number at hand", "Lin Chen", date(2026, 12, 1)))
    desk.incidents.add(IncidentFacts(
        "Figures of another tenant", IncidentKind.DATA_LEAK, Severity.HIGH, detected="2026-11-18T07:30Z",
    ))  # fmt: skip
    desk.close()
    return GrcdeskApp(DeskPaths(desk_root))


@pytest.mark.slow
async def test_screens_read_as_kept(stocked, walk):
    await walk(
        stocked,
        {"incidents": (":", *"incidents", "enter"), "incident": ("enter",), "incident_timeline": ("l",)}.items(),
    )


@pytest.mark.slow
async def test_an_exercise_is_written_down_timed_decided_and_closed_by_keys(stocked, drive):
    async with drive(stocked) as person:
        await person.go("incidents")
        await person.keys("a", "2")
        await person.fill(
            title="Injected ticket", kind="prompt", severity="low", detected="2026-11-20 09:00", people="Lin Chen",
            scenario="A ticket tells it to send a file",
        )  # fmt: skip
        await person.keys("G", "enter")
        for hour in (10, 11, 12):
            await person.keys("n")
            await person.fill(at=f"2026-11-20 {hour}:00")
        for _ in Notified:
            await person.keys("n")
            await person.fill(decision="no", by="Mara Roy", reason="a drill")
        await person.keys("s", "ctrl+s")
        assert "no lessons are written down" in person.told[-1]
        await person.keys("escape", "n")
        assert getattr(stocked.focused, "id", "") == "field-lessons", "the cursor begins where it is lacking"
        await person.fill(lessons="Nobody knew the switch")
        await person.keys("s", "ctrl+s")
        found = stocked.desk.incidents.show("INC-3")
        assert (found.row.stage, found.row.evidence) == ("closed", "EV-1")
        await person.keys("s")
        await person.fill(reason="Wrong day")
        assert stocked.desk.incidents.show("INC-3").row.closed_at == ""


@pytest.mark.slow
async def test_parts_of_an_incident_are_changed_and_a_finding_is_raised(stocked, drive):
    async with drive(stocked) as person:
        await person.go("incidents")
        await person.keys("enter", "a")
        await person.fill(kind="other", entity="Status page")
        await person.keys("l", "l", "z")
        assert [one.entity for one in stocked.desk.incidents.show("INC-1").entities] == ["Status page"]
        await person.keys("l", "d")
        await person.fill(due="2026-12-10", reason="Ill")
        await person.keys("o")
        await person.fill(owner="Sofia Brandt")
        await person.keys("c")
        await person.fill(proof="Card 12")
        (one,) = stocked.desk.incidents.show("INC-1").actions
        assert (one.owner, one.proof, len(one.slips)) == ("Sofia Brandt", "Card 12", 1)
        await person.keys("f")
        await person.fill(severity="low")
        assert stocked.desk.incidents.show("INC-1").findings == ("F-1",)


async def test_the_register_is_shown_as_rows_of_a_population(stocked, drive):
    async with drive(stocked) as person:
        await person.do("incidents.rows")
        await person.fill(first="2026-01-01")
        assert "incident_id,class,detected_at,contained_at,closed_at" in person.text
        assert "INC-2,data_leak" in person.text
        assert "INC-1" not in person.text
