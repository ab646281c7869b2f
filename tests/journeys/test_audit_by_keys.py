"""An audit at the keyboard alone: from the engagement over the whole list of changes to the letter."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from grcdesk.paths import DeskPaths
from grcdesk.terms.findings import FindingStatus
from grcdesk.terms.requests import AuditorStatus
from grcdesk.tui.app import GrcdeskApp
from helpers.lists import read_here
from tui.conftest import Driver, driving

SAMPLES = Path(__file__).parents[2] / "samples" / "audit"
DEVIATING = {"CHG-007", "CHG-021", "CHG-015", "DPL-901"}


async def palette(person: Driver, word: str, *keys: str) -> None:
    """A command by its name, and keys on the screen it opens."""
    await person.keys("colon")
    await person.type(word)
    await person.keys("enter", *keys)


async def begin(person: Driver) -> None:
    """The engagement; the next key is about it."""
    await person.keys("7", "a")
    await person.fill(
        name="Nine months",
        kind="soc2-type2",
        period="2026-01-01..2026-09-30",
        categories="S, C, PI",
        firm="Marlowe & Finch",
        zone="UTC",
    )
    await person.keys("s")
    await person.fill(phase="fieldwork", reason="The firm begins with the lists")


async def ask(person: Driver) -> None:
    """The list of the firm, and a walkthrough."""
    await person.keys("l", "i")
    await person.fill(
        file=str(SAMPLES / "requests.xlsx"), firm="Marlowe & Finch", map=str(SAMPLES / "requests-map.yaml")
    )
    await person.keys("y", "v", "a")
    await person.fill(controls="AI-PI-01", planned_on="2026-11-20", people="Lin Chen", led_by="Kim Otis")
    await person.keys("t", "y", "y", "escape", "c")
    await person.fill(held_on="2026-11-20", item="CHG-010", no_difference="yes", shown="Pipeline", followed="Ticket")


async def freeze(person: Driver, file: str, **said: str) -> None:
    await person.keys("a")
    person.app.screen.query_one(Input).value = str(SAMPLES / file)
    await person.keys("enter")
    await person.fill(
        period="2026-01-01..2026-09-30",
        pulled_at="2026-10-02T09:00Z",
        query="label:model",
        completeness="Counted against the tags",
        by="Omar Haddad",
        **said,
    )
    await person.keys("y")


async def bring_lists(person: Driver) -> None:
    """Two lists, a sample drawn and drawn again."""
    await person.keys("q", "l", "l", "l", "l")
    await freeze(person, "model-changes.csv", name="model_changes", controls="AI-PI-01 AI-PI-02")
    await freeze(person, "model-deployments.csv", name="deployments", controls="AI-PI-01")
    await person.keys("g", "t")
    await person.fill(control="AI-PI-01", population="model_changes", lane="fixed")
    await person.keys("h", "r")


async def run_tests(person: Driver) -> None:
    """Checks, work sheet, second person, deviations, conclusion."""
    await person.keys("h", "slash")
    await person.type("control:AI-PI-01")
    await person.keys("enter", "T", "t", "y", "escape", "r")
    await person.fill(by="Lin Chen")
    await person.keys("v", "asterisk", "c")
    await person.fill(by="Dana Reyes")
    await person.keys("y", "v", "c")
    await person.fill(by="Dana Reyes")


async def answer_findings(person: Driver) -> None:
    """Two findings: one mended, proven, and closed by a second person; one answered."""
    await person.keys("v", "space", "space", "f")
    await person.fill(severity="high", owner="Lin Chen")
    await person.keys("escape", "asterisk", "f")
    await person.fill(severity="medium", owner="Omar Haddad")
    await person.keys("q")
    await palette(person, "findings")
    await person.keys("g", "enter", "n")
    await person.fill(agree="yes", by="Mara Roy", text="The tool asks for a second person")
    await person.keys("n")
    await person.fill(action="Ask for another approver", owner="Lin Chen", due="2026-12-10")
    await person.keys("s", "1", "n")
    await person.fill(proof="EV-1")
    await person.keys("n", "1", "n")
    await person.fill(by="Lin Chen", proofs="EV-1")
    await person.keys("n")
    await person.fill(by="Tomas Beck", proofs="EV-1")
    await person.keys("]", "n")
    await person.fill(agree="yes", by="Mara Roy", text="Approval is a gate now")
    await person.keys("n")
    await person.fill(action="Block the pipeline", owner="Omar Haddad", due="2026-12-15")


async def finish(person: Driver, folder: Path) -> None:
    """The statement, a drill, a rehearsal, a request handed over, the letter, the workbook."""
    await person.keys("q", "l", "asterisk", "t")
    await person.fill(reasons="risk")
    await person.keys("y", "asterisk", "s", "y", "y", "asterisk", "o")
    await person.fill(owner="Dana Reyes")
    await person.keys("y", "asterisk", "e")
    await person.fill(measures="Policy set")
    await person.keys("y", "c")
    await person.fill(by="Mara Roy")
    await person.keys("l", "a", "2")
    await person.fill(
        title="Provider down", kind="outage", severity="med", detected="2026-11-20 08:00", people="Lin Chen",
        scenario="No answer for 4 h",
    )  # fmt: skip
    await person.keys("enter")
    for hour in ("09", "10", "11"):
        await person.keys("n")
        await person.fill(at=f"2026-11-20 {hour}:00")
    for _ in range(2):
        await person.keys("n")
        await person.fill(decision="no", by="Mara Roy", reason="Played only")
    await person.keys("n")
    await person.fill(lessons="The switch works")
    await person.keys("s", "ctrl+s")
    await person.keys("q")
    await palette(person, "requests", "slash")
    await person.type("B.1")
    await person.keys("enter")
    await person.keys("m")
    await person.keys("enter", "c", "ctrl+s", "t", "a")
    await person.fill(told_by="Kim Otis")
    await palette(person, "rehears", "a")
    await palette(person, "response letter")
    await person.keys("y")
    await person.fill(path=str(folder / "letter.md"), signer="Mara Roy", role="CEO")
    await person.keys("escape")
    await palette(person, "audit lists")
    await person.fill(path=str(folder / "audit.xlsx"))


@pytest.mark.slow
async def test_from_the_engagement_to_the_letter(desk_root, tmp_path, monkeypatch):
    read_here(monkeypatch)
    app = GrcdeskApp(DeskPaths(desk_root))
    async with driving(app) as person:
        for step in (begin, ask, bring_lists, run_tests, answer_findings):
            await step(person)
        await finish(person, tmp_path)
        desk = app.desk
        assert desk is not None
        assert {row.item for row in desk.deviations.list()} == DEVIATING
        held = desk.testing.sheet("AI-PI-01").conclusion
        assert held is not None
        assert (held.exceptions, held.n) == (4, 127)
        assert [row.status for row in desk.findings.list()] == [FindingStatus.CLOSED, FindingStatus.RESPONDED]
        assert desk.findings.show("F-1").verified_by == "Tomas Beck"
        assert [one.approved_by for one in desk.soa.versions()] == ["Mara Roy"]
        assert desk.incidents.show("INC-1").row.stage == "closed"
        assert desk.requests.show("B.1").row.auditor_status is AuditorStatus.ACCEPTED
        assert desk.walkthroughs.list()[0].item == "CHG-010"
        assert desk.log.verify().clean
    letter = (tmp_path / "letter.md").read_text(encoding="utf-8")
    wanted = (*DEVIATING, "The tool asks for a second person", "Approval is a gate now", "due 2026-12-15", "Tomas Beck")
    assert [what for what in wanted if what not in letter] == []
    assert "DRAFT" not in letter
    assert (tmp_path / "audit.xlsx").stat().st_size > 0
