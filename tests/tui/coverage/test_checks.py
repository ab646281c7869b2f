"""The list of checks: what is broken, why, and a limit of our own."""

from __future__ import annotations

from datetime import date

import pytest

from grcdesk.paths import DeskPaths
from grcdesk.services.desk.opening import open_desk
from grcdesk.services.evidence.evidence import Artefact
from grcdesk.terms import EvidenceKind, Via
from tui.conftest import settle


@pytest.mark.slow
async def test_checks_are_read_explained_and_given_limits(app, desk_root, drive, golden, tmp_path):
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    keys = tmp_path / "keys.csv"
    keys.write_text("key_id,created_at\nK1,2026-09-01\nK2,2026-11-01\n", encoding="utf-8")
    desk.evidence.add(str(keys), Artefact(EvidenceKind.INVENTORY, as_of=date(2026, 11, 1)), controls=["AI-SEC-01"])
    desk.close()
    async with drive(app, (120, 40)) as person:
        await person.keys("l")
        golden("checks_120x40", person.text)
        for size in ((80, 24), (60, 16)):
            await person.pilot.resize_terminal(*size)
            await settle(person.pilot)
            golden(f"checks_{size[0]}x{size[1]}", person.text)
        await person.keys("j", "enter")
        assert "newest key register of each source: EV-1" in person.text
        assert "at most 35 days old, else stale" in person.text
        await person.keys("escape", "e")
        await person.fill(limit="80", warn="")
        assert [(one.limit, one.warn) for one in app.desk.checks.list() if one.own] == [(80, None)]
        assert "2 breach" in person.text
        await person.keys("d")
        await person.fill(day="2026-09-30")
        assert "as of 2026-09-30" in person.text
        await person.keys("u")
        assert not any(one.own for one in app.desk.checks.list())


@pytest.mark.slow
async def test_a_word_that_is_asked_about_is_told_by_a_key(app, desk_root, drive, tmp_path):
    desk = open_desk(DeskPaths(desk_root), via=Via.CLI)
    tickets = tmp_path / "tickets.csv"
    tickets.write_text("ticket_id,severity,opened_at,resolved_at\nT1,urgent,2026-11-20T08:00Z,2026-11-20T18:00Z\n")
    said = Artefact(EvidenceKind.TICKET, as_of=date(2026, 11, 20), source="Helpdesk")
    desk.evidence.add(str(tickets), said)
    desk.close()
    async with drive(app, (160, 40)) as person:
        await person.keys("l")
        place = [row.id for row in app.screen.rows.values()].index("escalations")
        await person.keys(*["j"] * place)
        await person.keys("m")
        assert 'unknown word "urgent"' in person.text, "the form says what is asked"
        await person.fill(means="critical")
        assert "3 breach" not in person.text
        assert "2 breach" in person.text
        (found,) = [row for row in app.desk.checks.run() if row.id == "escalations"]
        assert found.items[0].what == "resolved after 10 h"
