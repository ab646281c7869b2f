"""Updating a catalog: the difference first, and nothing people said is lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from grcdesk.errors import Refused
from grcdesk.schemas.controls import ControlChange
from grcdesk.terms import EvidenceKind, Status
from services.conftest import Shelf, control, mapping


def own(desk, shelf: Shelf, *entries: dict[str, object], version: str = "2") -> Path:
    """The desk's own copy, edited as its owner would."""
    path = shelf.controls(*entries, version=version)
    return path.replace(desk.paths.catalogs / "own.yaml")


def test_an_update_shows_its_difference_first_and_keeps_what_people_said(desk, shelf: Shelf):
    desk.catalogs.add(shelf.controls(control("OWN-01"), control("OWN-02")))
    desk.controls.set(
        ["OWN-01"],
        ControlChange(
            status=Status.PARTIAL, gap="no sign-off", owner="Dana Reyes", note="ask Sam", due=date(2026, 12, 24)
        ),
    )
    desk.actions.add("OWN-01", "Sign the log", owner="Dana Reyes", due=date(2026, 12, 24))
    said = desk.controls.show("OWN-01")
    wanted = {"kind": "log_export", "what": "signed prompt log"}
    own(desk, shelf, control("OWN-01", "Read prompts", evidence=[wanted]), control("OWN-03"))
    assert {row.id: row.update for row in desk.catalogs.list()}["own"] == "2"
    changes = {(change.kind, change.id): change for change in desk.catalogs.diff("own")}
    assert changes["control", "OWN-01"].fields == (("title", "Keep prompts short", "Read prompts"),)
    assert changes["control", "OWN-02"].change == "removed"
    assert changes["control", "OWN-03"].change == "added"
    assert changes["wanted", "OWN-01/1"].change == "added"

    dry = desk.catalogs.update("own", dry_run=True)
    assert dry.dry_run
    assert dry.batch == ""
    assert desk.controls.show("OWN-01") == said

    assert desk.catalogs.update("own").sentence == "updated own 2"
    now = desk.controls.show("OWN-01")
    assert now.row.title == "Read prompts"
    assert now.wanted[0].kind is EvidenceKind.LOG_EXPORT
    assert (now.row.status, now.gap, now.row.owner, now.note, now.row.due, now.actions) == (
        said.row.status,
        said.gap,
        said.row.owner,
        said.note,
        said.row.due,
        said.actions,
    )
    assert desk.controls.keys("id:OWN") == ["OWN-01", "OWN-03"]
    assert desk.catalogs.diff("own") == []
    assert desk.catalogs.update("own").sentence == "every catalog is current"
    assert desk.log.verify().clean


def test_a_difference_in_a_list_is_told_as_text(desk, shelf: Shelf):
    desk.catalogs.add(shelf.controls(control("OWN-01", questions=["Who signs?"])))
    own(desk, shelf, control("OWN-01", questions=["Who signs?", "Where?"], grace_days=4))
    change = desk.catalogs.diff("own")[0]
    assert {name: (old, new) for name, old, new in change.fields} == {
        "questions": ("Who signs?", "Who signs?; Where?"),
        "grace_days": ("2", "4"),
    }


def test_updating_everything_takes_only_what_moved(desk, shelf: Shelf):
    desk.catalogs.add(shelf.controls(control("OWN-01")))
    assert desk.catalogs.update().sentence == "every catalog is current"
    own(desk, shelf, control("OWN-01", "Read prompts"), version="1")
    assert {row.id: row.update for row in desk.catalogs.list()}["own"] == "changed"
    assert desk.catalogs.update().sentence == "updated own 1"


def test_an_update_can_be_undone(desk, shelf: Shelf):
    desk.catalogs.add(shelf.controls(control("OWN-01"), control("OWN-02")))
    before = desk.controls.list()
    own(desk, shelf, control("OWN-01", "Read prompts"), control("OWN-03"))
    said = desk.catalogs.update("own")
    desk.log.undo(said.batch)
    assert desk.controls.list() == before
    assert desk.log.verify().clean


def judge(desk) -> None:
    desk.controls.set(["OWN-02"], ControlChange(status=Status.MISSING))


def note(desk) -> None:
    desk.controls.set(["OWN-02"], ControlChange(note="ask Sam"))


def own_it(desk) -> None:
    desk.controls.set(["OWN-02"], ControlChange(owner="Dana Reyes"))


def plan_action(desk) -> None:
    desk.actions.add("OWN-02", "Sign the log", owner="Dana Reyes", due=date(2026, 12, 24))


def accept(desk) -> None:
    desk.risks.accept("OWN-02", reason="small", approver="Sam Okoro", expires=date(2027, 1, 1))


@pytest.mark.parametrize("touch", [judge, note, own_it, plan_action, accept])
def test_a_control_people_worked_on_does_not_vanish(desk, shelf: Shelf, touch):
    desk.catalogs.add(shelf.controls(control("OWN-01"), control("OWN-02")))
    touch(desk)
    before = desk.controls.list()
    own(desk, shelf, control("OWN-01"))
    for dry_run in (True, False):
        with pytest.raises(Refused, match="drops OWN-02") as caught:
            desk.catalogs.update("own", dry_run=dry_run)
        assert "not applicable" in caught.value.hint
    assert desk.controls.list() == before


def test_a_control_does_not_vanish_under_its_mappings(desk, shelf: Shelf):
    desk.catalogs.add(shelf.controls(control("OWN-01"), control("OWN-02")))
    desk.catalogs.add(shelf.mappings(mapping("OWN-01", "CC6.1"), mapping("OWN-02", "CC6.1")))
    own(desk, shelf, control("OWN-01"))
    with pytest.raises(Refused, match=r"own-to-soc2 .*OWN-02 → CC6\.1"):
        desk.catalogs.update("own")
    shelf.mappings(mapping("OWN-01", "CC6.1")).replace(desk.paths.catalogs / "own-to-soc2.yaml")
    said = desk.catalogs.update()
    assert said.sentence == "updated own 2, own-to-soc2 1"
    assert desk.log.verify().clean


def test_an_item_does_not_vanish_under_its_mappings(desk, shelf: Shelf):
    desk.catalogs.add(shelf.framework(["H1", "H2"]))
    desk.catalogs.add(
        shelf.mappings(mapping("AI-SEC-01", "H2"), catalog="ai-to-house", controls="ai-soc2", framework="house-rules")
    )
    shelf.framework(["H1"], version="2").replace(desk.paths.catalogs / "house-rules.yaml")
    with pytest.raises(Refused, match=r"ai-to-house .*AI-SEC-01 → H2"):
        desk.catalogs.update("house-rules")
