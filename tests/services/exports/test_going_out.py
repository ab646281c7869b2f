"""What bars a workbook from being handed over or called final, and what is said with a draft."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from grcdesk.errors import BadInput, Refused
from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.services.desk.opening import open_desk
from grcdesk.services.exports import lint
from grcdesk.terms import Status, Via
from grcdesk.terms.readiness import LackKind, WorkPlace


def partial(desk, gap: str) -> None:
    desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.PARTIAL, gap=gap))


def bars(desk) -> list[LackKind]:
    return [one.kind for one in desk.readiness.show(WorkPlace.EXPORT).lacks if one.bars]


@pytest.mark.slow
@pytest.mark.parametrize("gap", ["TBD", "asked of Harbour Lane Software Ltd", "signed by Grey Wolf GmbH"])
def test_a_draft_is_always_written_and_says_what_is_to_be_mended(desk, tmp_path: Path, gap: str):
    partial(desk, gap)
    done = desk.exports.matrix(tmp_path / "m.xlsx")
    assert any(note.startswith("to mend before it goes out: 1 ") for note in done.mend)
    assert any("AI-SEC-01 gap:" in note for note in done.mend)


@pytest.mark.slow(keep=2)
@pytest.mark.parametrize("gap", ["TBD", "asked of Harbour Lane Software Ltd", "signed by Grey Wolf GmbH"])
@pytest.mark.parametrize("asked", [{"handover": "Audit Firm LLP"}, {"final": True}])
def test_it_is_neither_handed_over_nor_called_final_and_nothing_is_written(desk, tmp_path: Path, gap: str, asked):
    partial(desk, gap)
    desk.actions.add("AI-SEC-01", "Rotate", owner="Lee Roy", due=desk.today())
    desk.gap.finalise(assessor="Dana Reyes", reviewer="M. Roy")
    with pytest.raises(Refused) as refused:
        desk.exports.matrix(tmp_path / "m.xlsx", **asked)
    assert any("AI-SEC-01 gap" in reason for reason in refused.value.reasons)
    assert not (tmp_path / "m.xlsx").exists()
    assert desk.exports.handovers() == []


@pytest.mark.slow
def test_a_name_is_released_with_a_reason_and_taken_back(desk, tmp_path: Path):
    partial(desk, "The floor belongs to Gray Building Ltd.")
    assert bars(desk) == [LackKind.UNKNOWN_NAME]
    with pytest.raises(BadInput):
        desk.exports.release_name("Gray Building Ltd", reason=" ")
    done = desk.exports.release_name("Gray Building Ltd", reason="Our landlord = lessor")
    assert bars(desk) == []
    desk.exports.matrix(tmp_path / "m.xlsx", handover="Audit Firm LLP")
    assert "name: Gray Building Ltd = Our landlord = lessor" in desk.remembered.list()[0].words
    desk.log.undo(done.batch)
    assert bars(desk) == [LackKind.UNKNOWN_NAME]
    desk.exports.release_name("Gray Building Ltd", reason="Our landlord")
    desk.remembered.forget("names in texts")
    assert bars(desk) == [LackKind.UNKNOWN_NAME]


@pytest.mark.slow
def test_the_firm_it_goes_to_is_no_stranger(desk, tmp_path: Path):
    partial(desk, "Audit Firm LLP asked for the log.")
    assert bars(desk) == [LackKind.UNKNOWN_NAME]
    desk.exports.matrix(tmp_path / "m.xlsx", handover="Audit Firm LLP")
    assert bars(desk) == [], "a firm that was handed a workbook is known"


@pytest.mark.slow
def test_final_needs_a_finalised_assessment_and_no_change_since(desk, tmp_path: Path):
    with pytest.raises(Refused, match="1 finalised assessment"):
        desk.exports.matrix(tmp_path / "m.xlsx", final=True)
    desk.gap.finalise(assessor="Dana Reyes", reviewer="M. Roy")
    desk.exports.matrix(tmp_path / "m.xlsx", final=True)
    partial(desk, "Keys of two gateways are old.")
    with pytest.raises(Refused, match="1 changed control") as refused:
        desk.exports.matrix(tmp_path / "n.xlsx", final=True)
    assert "since GAP-1: status from not assessed to partial" in refused.value.reasons[0]


@pytest.mark.slow
def test_support_that_fell_away_is_a_change_since(full_root: Path):
    desk = open_desk(DeskPaths(full_root), via=Via.CLI)
    desk.gap.finalise(assessor="Mara Roy", reviewer="Tomas Beck")
    held = next(row for row in desk.controls.rows(desk.controls.keys()) if row.supported)
    assert desk.exports.matrix(full_root / "a.xlsx", final=True)
    for row in desk.evidence.rows(desk.evidence.keys(f"control:{held.id}")):
        desk.evidence.reject([row.id], reason="Of another system")
    with pytest.raises(Refused) as refused:
        desk.exports.matrix(full_root / "b.xlsx", final=True)
    assert any(held.id in reason and "support from supported" in reason for reason in refused.value.reasons)
    desk.close()


@pytest.mark.slow
def test_the_sample_company_has_nothing_that_bars(full_root: Path):
    desk = open_desk(DeskPaths(full_root), via=Via.CLI)
    assert bars(desk) == []
    desk.close()


def test_a_fresh_desk_with_the_shipped_catalogs_has_nothing_to_mend_but_owners(desk):
    found = {one.kind for one in desk.readiness.show(WorkPlace.EXPORT).lacks}
    assert found == {LackKind.OWNER_NO_PERSON, LackKind.NOT_FINALISED}


@pytest.mark.slow
def test_the_sheet_stands_in_a_draft_and_not_in_what_goes_out(desk, tmp_path: Path):
    desk.exports.matrix(tmp_path / "draft.xlsx")
    desk.exports.matrix(tmp_path / "out.xlsx", handover="Audit Firm LLP")
    assert "To mend" in load_workbook(tmp_path / "draft.xlsx", read_only=True).sheetnames
    assert "To mend" not in load_workbook(tmp_path / "out.xlsx", read_only=True).sheetnames


def test_a_name_is_released_with_a_reason_and_beside_others(desk):
    for name, reason, why in ((" ", "ours", "is no name of a firm"), ("Acme GmbH", " ", "needs a reason")):
        with pytest.raises(BadInput, match=why):
            desk.exports.release_name(name, reason=reason)
    desk.exports.release_name("Acme GmbH", reason="our landlord")
    desk.exports.release_name("Brio Ltd", reason="our bank")
    with desk.store.read() as session:
        assert lint.released(session) == {"Acme GmbH": "our landlord", "Brio Ltd": "our bank"}
