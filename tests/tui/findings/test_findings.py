"""Findings in the terminal app."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.paths import DeskPaths
from grcdesk.schemas.audits.audits import EngagementPlan
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.schemas.findings.findings import FindingFacts, ItemFacts, ResponseFacts
from grcdesk.schemas.findings.remediation import RemediationFacts
from grcdesk.schemas.populations import PopulationPlan
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Answer, EvidenceKind, Status, Via
from grcdesk.terms.audits import EngagementKind
from grcdesk.terms.findings import FindingSource, FindingStatus, Severity
from grcdesk.tui.app import GrcdeskApp

LOGS = FindingFacts(
    "Prompt logs kept without limit", FindingSource.AUDITOR, "The oldest log is from the first week.", Severity.HIGH,
    control="AI-CONF-03", owner="Ada Okafor", cause="No limit was ever set", extent_k=3, extent_n=63,
    raised_on=date(2026, 10, 20), items=(ItemFacts("log-1", what="kept 400 days"), ItemFacts("log-2")),
)  # fmt: skip


@pytest.fixture
def stocked(desk_root, tmp_path) -> GrcdeskApp:
    """An earlier finding that comes back in the next engagement and is half mended, and a lesser one."""
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    desk.findings.add(LOGS)
    desk.audits.new(EngagementPlan("SOC 2 2027", EngagementKind.SOC2_TYPE2))
    desk.findings.add(LOGS)
    desk.finding_moves.respond("F-2", ResponseFacts(Answer.YES, "Thirty days by 15 December.", "Mara Roy"))
    desk.remediation.add("F-2", RemediationFacts("Set thirty days", "Ada Okafor", date(2026, 12, 15)))
    desk.remediation.move("F-2/1", date(2027, 1, 15), reason="Vendor is late")
    desk.remediation.add("F-2", RemediationFacts("Delete what is older", "Lin Chen", date(2027, 1, 20)))
    desk.finding_moves.move("F-2", FindingStatus.IN_REMEDIATION)
    file = tmp_path / "fix.json"
    file.write_text("{}")
    desk.evidence.add(file, Artefact(EvidenceKind.CONFIG_SNAPSHOT, "Retention", date(2026, 11, 20)))
    desk.findings.fix("F-2", ["log-1"], evidence="EV-1", by="Lin Chen")
    desk.findings.add(
        FindingFacts("Plan has no AI branch", FindingSource.INTERNAL_AUDIT, "It is silent.", Severity.LOW)
    )
    desk.close()
    return GrcdeskApp(DeskPaths(desk_root))


@pytest.mark.slow
async def test_screens_read_as_kept(stocked, walk):
    await walk(
        stocked,
        {
            "findings": (":", *"findings", "enter"),
            "finding": ("enter",),
            "finding_items": ("l", "l"),
        }.items(),
    )


@pytest.mark.slow
async def test_a_control_shows_its_findings_of_the_engagement_at_hand(stocked, drive):
    async with drive(stocked) as person:
        stocked.show_control("AI-CONF-03", ["AI-CONF-03"])
        await person.keys("h", "h")
        assert "[Findings 1]" in person.text
        assert "F-2" in person.text
        assert "F-1" not in person.text
        await person.keys("enter")
        assert stocked.screen.PLACE == "finding"
        assert "Prompt logs kept without limit" in person.text


@pytest.mark.slow
async def test_a_finding_is_raised_answered_mended_and_closed_by_keys(stocked, drive):
    async with drive(stocked) as person:
        await person.go("findings")
        await person.keys("a", "1")
        await person.fill(
            title="No drill", source="auditor", severity="med", condition="None was held", owner="Mara Roy"
        )
        found = stocked.desk.findings.show("F-4")
        assert (found.row.severity, found.row.source) == (Severity.MEDIUM, FindingSource.AUDITOR)
        await person.keys("G", "enter", "n")
        await person.fill(agree="yes", by="Mara Roy", text="It will be held")
        await person.keys("n")
        await person.fill(action="Hold it", owner="Lin Chen", due="2026-12-20")
        await person.keys("s", "1", "n")
        await person.fill(proof="EV-1")
        await person.keys("n", "1", "n")
        await person.fill(by="Lin Chen", proofs="EV-1")
        assert "did F-4/1" in person.told[-1]
        assert stocked.desk.findings.show("F-4").row.status is FindingStatus.READY_TO_VERIFY
        await person.keys("n")
        await person.fill(by="Tomas Beck", proofs="EV-1")
        assert stocked.desk.findings.show("F-4").row.status is FindingStatus.CLOSED
        await person.keys("s", "1")
        await person.fill(reason="It was not held")
        assert stocked.desk.findings.show("F-4").row.status is FindingStatus.OPEN


@pytest.mark.slow
async def test_actions_and_items_are_changed_under_the_cursor(stocked, drive):
    async with drive(stocked) as person:
        await person.go("findings")
        await person.keys("enter", "l", "d")
        await person.fill(due="2027-02-01", reason="Later still")
        await person.keys("j", "O")
        await person.fill(owner="Sofia Brandt")
        await person.keys("z")
        await person.fill(reason="Covered by the first")
        first, _ = sorted(stocked.desk.findings.show("F-2").actions, key=lambda one: one.id)
        assert (len(first.slips), first.owner, first.state) == (2, "Sofia Brandt", "dropped")
        await person.keys("a")
        await person.fill(item="log-3")
        await person.keys("m")
        await person.fill(evidence="EV-1", by="Lin Chen")
        assert [one.fix for one in stocked.desk.findings.show("F-2").items] == ["EV-1", "EV-1", ""]
        await person.keys("e")
        await person.fill(extent="4/63", scheme_class="dev")
        found = stocked.desk.findings.show("F-2").row
        assert (found.extent_k, found.scheme_class) == (4, "deviation")


@pytest.mark.slow
async def test_marked_findings_get_one_owner_and_a_gap_becomes_a_finding(stocked, drive):
    desk = open_desk(stocked.paths, via=Via.CLI)
    desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL, gap="Two keys are old", owner="Lin Chen"))
    desk.close()
    async with drive(stocked) as person:
        await person.go("findings")
        await person.keys("*", "o")
        await person.fill(owner="Omar Haddad")
        assert "1 new, 1 overwritten: F-2" in person.text
        await person.keys("y")
        assert {row.owner for row in stocked.desk.findings.list()} == {"Omar Haddad"}
        await person.keys("2", "f")
        await person.fill(severity="low")
        assert stocked.desk.findings.show("F-4").condition == "Two keys are old"
        await person.do("findings.actions")
        assert "F-2/1" in person.text


@pytest.mark.slow
async def test_the_letter_is_shown_and_written(stocked, drive, tmp_path):
    async with drive(stocked) as person:
        await person.do("findings.letter")
        assert "DRAFT" in person.text
        await person.keys("y")
        await person.fill(path=str(tmp_path / "letter.md"), signer="Mara Roy", role="CEO")
        assert "F-3 without a response" in person.told[-1]
        await person.do("findings.letter")
        await person.keys("y")
        await person.fill(path=str(tmp_path / "letter.md"))
        assert "DRAFT" in (tmp_path / "letter.md").read_text()


@pytest.mark.slow
async def test_marked_deviations_become_one_finding(stocked, drive, tmp_path):
    desk = open_desk(stocked.paths, via=Via.CLI)
    rows = ["change_id,merged_at,commit,author,approver,approved_at,deployed_at"]
    rows += [
        f"CH-{day},2026-02-0{day}T10:00:00Z,c{day},lee,lee,2026-02-0{day}T09:00:00Z,2026-02-0{day}T12:00:00Z"
        for day in (1, 2)
    ]
    file = tmp_path / "changes.csv"
    file.write_text("\n".join(rows) + "\n")
    plan = PopulationPlan("model_changes", date(2026, 1, 1), date(2026, 10, 31), "change_id", "all merges")
    desk.populations.add(file, plan, controls=["AI-PI-01"])
    desk.testing.run("AI-PI-01", test="AI-PI-01.T1")
    desk.deviations.confirm([row.id for row in desk.deviations.list()], by="Mara Roy")
    desk.close()
    async with drive(stocked) as person:
        await person.go("deviations")
        await person.keys("*", "f")
        await person.fill(severity="high")
        found = stocked.desk.findings.show("F-4")
        assert (found.row.links, found.row.extent_k) == (("DEV-1", "DEV-2"), 2)
        assert "marked" not in person.text, "marks are used up"
