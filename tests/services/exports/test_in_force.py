"""Settings are printed as this desk has them, with who set each."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.vendors.vendors import VendorPolicy
from grcdesk.services.exports import in_force
from grcdesk.services.vendors import reading
from grcdesk.terms import Anchor
from helpers.sheets import tab


def told(desk) -> dict[str, str]:
    details = [desk.controls.show(row.id) for row in desk.controls.list()]
    with desk.store.read() as session:
        policy = reading.policy(session)
    return dict(in_force.settings(details, policy, desk.checks.list()))


@pytest.mark.slow
def test_house_defaults_are_said_to_be_such(desk):
    found = told(desk)
    assert found["Grace, quarterly controls"] == "15 days (house default)"
    assert found["Tolerance, continuous controls"] == "0 days without evidence (house default)"
    assert found["Review cadence, critical vendors"] == "12 months (house default)"
    assert not [name for name, value in found.items() if "set by the desk" in value]


def test_what_the_desk_or_a_catalog_set_is_said_by_control(desk):
    desk.controls.set(["AI-SEC-01"], ControlChange(grace_days=3, anchor=Anchor.ROLLING))
    desk.controls.set(["AI-CONF-01"], ControlChange(grace_days=2))
    desk.vendors.set_policy(high=6)
    check = next(one for one in desk.checks.list())
    desk.checks.set(check.id, limit=check.limit)
    found = told(desk)
    assert found["Grace, AI-SEC-01"] == "3 days (set by the desk)"
    assert found["Cycles, AI-SEC-01"] == "rolling (set by the desk)"
    assert found["Tolerance, AI-CONF-01"] == "2 days (set by the desk)"
    assert found["Review cadence, high vendors"] == "6 months (set by the desk)"
    assert found[f"Check, {check.name}"].endswith("(set by the desk)")


@pytest.mark.slow
def test_controls_whose_catalog_says_the_same_share_a_line(desk):
    found = told(desk)
    rolling = [row.id for row in desk.controls.list() if desk.controls.show(row.id).anchor is Anchor.ROLLING]
    assert len(rolling) > 2
    name = f"Cycles, {len(rolling)} controls"
    assert found[name].startswith("rolling (its catalog): ")
    assert all(one in found[name] for one in rolling)
    assert [one for one in found if one.startswith("Cycles")] == [name]
    desk.controls.set([rolling[0]], ControlChange(anchor=Anchor.ROLLING))
    found = told(desk)
    assert found[f"Cycles, {rolling[0]}"] == "rolling (set by the desk)"
    assert rolling[0] not in found[f"Cycles, {len(rolling) - 1} controls"]


@pytest.mark.slow
def test_they_stand_in_the_workbook_and_in_the_report(desk, tmp_path: Path):
    desk.controls.set(["AI-SEC-01"], ControlChange(grace_days=3))
    rows = [row[:2] for row in tab(desk.exports.matrix(tmp_path / "m.xlsx").path, "Sources and counts")]
    assert ("Grace, AI-SEC-01", "3 days (set by the desk)") in rows
    paper = Document(str(desk.documents.write("gap-report", tmp_path / "g.docx").path))
    cells = [tuple(cell.text for cell in row.cells) for table in paper.tables for row in table.rows]
    assert ("Grace, AI-SEC-01", "3 days (set by the desk)") in cells


def test_a_bridge_letter_of_other_days_is_told_with_those_of_the_house():
    told = dict(in_force._vendors(VendorPolicy(bridge_days=60)))["Bridge letter"]
    assert "and at most 60 days" in told
    usual = dict(in_force._vendors(VendorPolicy()))["Bridge letter"]
    assert "and at most" not in usual
