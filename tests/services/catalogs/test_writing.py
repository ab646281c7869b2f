"""Updating a catalog: the difference first, and nothing people said is lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from grcdesk.errors import NotFound, Refused
from grcdesk.schemas.controls.controls import ControlChange
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


KEYS = {
    "id": "OWN-01.T1",
    "aspect": "operating",
    "question": "Age of keys",
    "pass_if": "None older",
    "fail_if": "One older",
    "method": "recompute",
}


def checked(path: Path, check: str, default: str) -> Path:
    """A catalog of format 3 with one check and one parameter."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    limit = {"name": "max_days", "kind": "number", "default": default, "unit": "days", "meaning": "Days a key may live"}
    data |= {"format": 3, "parameters": [limit]}
    data["controls"][0]["tests"] = [KEYS | {"check": check}]
    path.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    return path


def test_checks_and_parameters_are_loaded_compared_and_taken_back_like_the_rest(desk, shelf: Shelf):
    before = "SELECT key_id FROM provider_keys WHERE 90 = :max_days"
    desk.catalogs.add(checked(shelf.controls(control("OWN-01")), before, "90"))
    assert desk.controls.show("OWN-01").tests[0].check == before
    assert [(one.name, one.default, one.unit) for one in desk.catalogs.parameters("own")] == [
        ("max_days", "90", "days")
    ]

    after = "SELECT key_id FROM provider_keys WHERE 60 = :max_days"
    checked(own(desk, shelf, control("OWN-01")), after, "60")
    found = {(one.kind, one.id): one.fields for one in desk.catalogs.diff("own")}
    assert found["parameter", "own/max_days"] == (("default", "90", "60"),)
    assert found["test", "OWN-01.T1"] == (("check", before, after),)
    done = desk.catalogs.update("own")
    assert desk.catalogs.parameters("own")[0].default == "60"
    desk.log.undo(done.batch)
    assert desk.catalogs.parameters("own")[0].default == "90"
    assert desk.log.verify().clean

    plain = own(desk, shelf, control("OWN-01"), version="3")
    assert {(one.kind, one.change) for one in desk.catalogs.diff("own")} >= {
        ("parameter", "removed"),
        ("test", "removed"),
    }
    assert plain.exists()


def test_parameters_of_a_catalog_that_is_not_added_yet_and_of_none(desk, shelf: Shelf):
    assert desk.catalogs.parameters("soc2-tsc-2017") == []
    assert all(one.catalog == "ai-ext" for one in desk.catalogs.parameters("ai-ext"))
    assert desk.catalogs.parameters("ai-ext-to-soc2-tsc-2017") == [], "mappings are measured by nothing"
    with pytest.raises(NotFound, match="no catalog 'ai-soc3'"):
        desk.catalogs.parameters("ai-soc3")
