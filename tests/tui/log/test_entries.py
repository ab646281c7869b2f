"""Entries of the change log on one line."""

from __future__ import annotations

from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.terms import Status
from grcdesk.tui.log.columns import changes, entry_facts

LONG = "Keys are rotated, but nobody keeps the record of each rotation"


def test_a_line_says_what_stood_there_and_what_stands_there(desk):
    control = desk.controls.keys()[0]
    desk.controls.set([control], ControlChange(status=Status.PARTIAL, owner="Lee Chen"))
    (entry,) = desk.log.list(limit=1)
    assert changes(entry) == "status: not assessed -> partial; owner: - -> Lee Chen"


def test_a_change_at_the_end_of_a_long_text_is_told_too(desk):
    control = desk.controls.keys()[0]
    desk.controls.set([control], ControlChange(status=Status.PARTIAL, gap=LONG))
    desk.controls.set([control], ControlChange(gap=f"{LONG} since May"))
    (entry,) = desk.log.list(limit=1)
    assert changes(entry) == f"gap: changed behind {LONG[:39]}›"
    assert changes(entry, whole=True) == f"gap: {LONG} -> {LONG} since May"
    assert ("Gap", f"{LONG} -> {LONG} since May") in entry_facts(entry)


def test_what_came_into_the_desk_is_created(desk):
    control = desk.controls.keys()[0]
    desk.actions.add(control, "Keep the record", owner="Lee Chen", due=desk.today())
    assert "action created" in [changes(entry) for entry in desk.log.list(limit=3)]
