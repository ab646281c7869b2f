"""The coverage board from the palette: worst first, and what stands behind a line."""

from __future__ import annotations

from datetime import date

from grcdesk.paths import DeskPaths
from grcdesk.services.desk import open_desk
from grcdesk.services.evidence import Artefact
from grcdesk.terms import EvidenceKind, Via
from grcdesk.tui.dialogs.pick import Pick
from grcdesk.tui.dialogs.told import Told


async def test_the_board_shows_the_worst_first_and_the_slots_behind(app, desk_root, drive):
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    late = Artefact(
        EvidenceKind.REPORT,
        period_from=date(2026, 1, 1),
        period_to=date(2026, 3, 31),
        performed_on=date(2026, 4, 9),
        slot="2026Q1",
        source="GitHub audit log",
    )
    desk.evidence.add("https://acme.example/rotation", late, controls=["AI-SEC-01"])
    always = Artefact(EvidenceKind.LOG_EXPORT, period_from=date(2026, 1, 1), period_to=date(2026, 12, 31))
    desk.evidence.add("https://acme.example/reads", always, controls=["AI-SEC-02"])
    desk.close()
    async with drive(app, (120, 40)) as person:
        await person.do("coverage.board")
        screen = person.app.screen
        assert isinstance(screen, Pick)
        order = [choice.value for choice in screen._choices]
        assert order[0] == "AI-SEC-01"
        assert order[-1] == "AI-SEC-02"
        assert "with something due, late or a gap" in person.text
        await person.keys("enter")
        assert isinstance(person.app.screen, Told)
        assert "2026Q1" in person.text
        assert "9 days late  EV-1" in person.text
        await person.keys("escape")
        assert not isinstance(person.app.screen, Told)
        await person.do("coverage.warnings")
        assert "GitHub audit log keeps 180 days" in " ".join(person.text.split())


async def test_gaps_of_a_continuous_control_are_listed(app, drive):
    async with drive(app, (120, 40)) as person:
        await person.do("coverage.board")
        names = [choice.value for choice in person.app.screen._choices]
        await person.keys(*["j"] * names.index("AI-SEC-02"), "enter")
        assert "AI-SEC-02: period coverage" in person.text
        assert "no evidence  2026-01-01..2026-11-21  325 days" in person.text
