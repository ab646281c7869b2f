"""The list of checks: what is broken, why, and a limit of our own."""

from __future__ import annotations

from datetime import date

from grcdesk.paths import DeskPaths
from grcdesk.services.desk.opening import open_desk
from grcdesk.services.evidence.evidence import Artefact
from grcdesk.terms import EvidenceKind, Via
from tui.conftest import settle


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
        assert "newest key register: EV-1" in person.text
        await person.keys("escape", "s")
        await person.fill(limit="80", warn="")
        assert [(one.limit, one.warn) for one in app.desk.checks.list() if one.own] == [(80, None)]
        assert "2 breach" in person.text
        await person.keys("t")
        await person.fill(day="2026-09-30")
        assert "as of 2026-09-30" in person.text
        await person.keys("u")
        assert not any(one.own for one in app.desk.checks.list())
