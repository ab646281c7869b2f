"""Populations and their samples in the terminal app: frozen from a file, held against another, drawn from."""

from __future__ import annotations

import shutil

import pytest
from textual.widgets import Input

from grcdesk.paths import DeskPaths
from grcdesk.schemas.samples import DrawPlan
from grcdesk.terms.audits import Lane
from grcdesk.tui.app import GrcdeskApp
from helpers.lists import changes, half_year, plan, read_here, write_csv

SCREENS = {
    "populations": ("colon", *"populations", "enter", "j"),
    "population": ("enter",),
    "samples": ("q", "v"),
    "sample": ("enter",),
}
"""Screens on one walk, each with the keys that lead on to it."""


def stocked(desk, folder):
    """A final population with a sample, one that differs from its second source, and one that is interim."""
    half_year(desk, folder)
    with pytest.MonkeyPatch.context() as patch:
        read_here(patch)
        keys = write_csv(folder / "keys.csv", [{"key_id": f"K-{number}", "owner": "lin"} for number in range(3)])
        desk.populations.add(keys, plan(name="provider_keys"), controls=["AI-SEC-01"])
        console = write_csv(
            folder / "console.csv", [{"id": f"K-{number}", "body": "A few words"} for number in (0, 1, 9)]
        )
        desk.reconciliations.run("provider_keys", console, key="id", by="Omar Haddad")
        desk.reconciliations.explain("provider_keys", ["K-2"], reason="Revoked in May", by="Omar Haddad")
        early = plan(name="keys_console", pulled_at="2026-06-30T09:00:00.000Z", completeness="", by="")
        desk.populations.add(console, early, controls=["AI-SEC-01"])
    desk.samples.draw("AI-PI-01", "model_changes", DrawPlan(Lane.FIXED))
    desk.samples.draw("AI-SEC-01", "keys_console", DrawPlan(items=("K-9",)))


@pytest.fixture
def app(_grown, tmp_path):
    return GrcdeskApp(DeskPaths(shutil.copytree(_grown(stocked), tmp_path / "desk")))


@pytest.mark.slow
async def test_screens_read_as_kept(app, walk):
    await walk(app, SCREENS.items())


async def pick(person, path):
    person.app.screen.query_one(Input).value = str(path)
    await person.keys("enter")


@pytest.mark.slow
async def test_a_list_is_frozen_checked_held_against_another_and_drawn_from(desk_root, drive, tmp_path, monkeypatch):
    read_here(monkeypatch)
    file = write_csv(tmp_path / "changes.csv", changes())
    other = write_csv(tmp_path / "tags.csv", [{"tag": row["change_id"]} for row in changes()[1:]])
    app = GrcdeskApp(DeskPaths(desk_root))
    async with drive(app, (120, 40)) as person:
        await person.go("populations")
        await person.keys("a")
        await pick(person, file)
        await person.fill(name="model_changes", controls="AI-PI-01", period="2026-01-01..2026-12-31", key="nr")
        assert "it has no column nr" in person.told[-1]
        await person.fill(key="change_id", query="label:model", pulled_at="2026-11-20T09:00Z")
        assert "Freeze 63 rows as model_changes?" in person.text
        await person.keys("y")
        assert "interim" in person.text
        await person.keys("c")
        await person.fill(completeness="Compared with the tags", by="Omar Haddad")
        await person.keys("r", "f")
        await pick(person, other)
        await person.fill(key="tag")
        await person.keys("enter", "l", "l")
        assert "CHG-0000" in person.text
        await person.keys("e")
        await person.fill(reason="Never tagged")
        assert app.desk.populations.show("POP-1").row.why_not_final == (
            "it was pulled before its window was over: final from 2027-01-01T00:00:00Z on",
        )
        await person.keys("t")
        await person.fill(lane="fixed")
        assert app.desk.samples.list()[0].n == 15
        await person.keys("q", "v", "r")
        assert "the same 15 items come out again" in person.told[-1]
        await person.keys("z")
        await person.fill(reason="too early")
        assert app.desk.samples.list()[0].dropped == "too early"
        await person.keys("v", "b", "k")
        assert (app.desk.paths.exports / "POP-1-model_changes.txt").read_text().startswith("CHG-0000\n")
        await person.keys("z")
        await person.fill(reason="wrong system")
        assert app.desk.populations.show("POP-1").row.state == "dropped"
