"""Every file says where it comes from, and says the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.exports.provenance import DRAFT, FINAL, Provenance
from grcdesk.services.common.dates import two_dates
from grcdesk.services.exports.gathering import gather
from grcdesk.services.exports.provenance import known, provenance
from grcdesk.terms import Status


def both(desk) -> tuple[Provenance, Provenance]:
    """As a document of its own says, and as the workbook says."""
    context = desk.exports._context
    held = known(context)
    with context.store.read() as session:
        dates = two_dates(context, session, context.today())
        return provenance(session, dates, held), gather(session, dates, held, {}, desk.paths).provenance


def finalised(desk) -> None:
    desk.gap.finalise(assessor="Dana Reyes", reviewer="M. Roy")


@pytest.mark.slow
def test_a_document_and_the_workbook_say_the_same_of_themselves(desk, tmp_path: Path):
    desk.exports.matrix(tmp_path / "m.xlsx", handover="Audit Firm LLP")
    finalised(desk)
    alone, workbook = both(desk)
    assert alone == workbook
    assert "Audit Firm LLP" in [fact.name for fact in alone.handed()]
    named = {fact.name: fact.told for fact in alone.source()}
    assert named["Change log head (SHA-256)"] == alone.dates.head
    assert all(row.sha256 in fact.told for row, fact in zip(alone.catalogs, alone.shipped(), strict=True))


@pytest.mark.slow
def test_a_draft_says_why_it_is_one(desk):
    first, _ = both(desk)
    assert first.standing == DRAFT
    assert first.band == "DRAFT: no finalised assessment stands behind these numbers"
    finalised(desk)
    stands, _ = both(desk)
    assert stands.band.startswith("DRAFT: GAP-1 of 2026-11-21 stands")
    assert replace(stands, called_final=True).standing == FINAL
    assert "M. Roy" in replace(stands, called_final=True).assessed
    desk.controls.set(["AI-SEC-01"], ControlChange(status=Status.IN_PLACE))
    changed, _ = both(desk)
    assert changed.band.startswith("DRAFT: 1 control changed since GAP-1")


@pytest.mark.slow
def test_a_hand_over_within_the_records_at_hand_is_told_and_a_later_one_is_not(desk, tmp_path: Path):
    desk.exports.matrix(tmp_path / "m.xlsx", handover="Audit Firm LLP")
    now, _ = both(desk)
    assert [fact.name for fact in now.handed()] == ["none"], "the same records give the same file again"
    later = replace(now, dates=replace(now.dates, entry=now.dates.entry + 1))
    assert [fact.name for fact in later.handed()] == ["Audit Firm LLP"]


def test_a_catalog_file_that_is_spoilt_keeps_no_file_from_being_written(desk, tmp_path: Path):
    spoilt = desk.paths.catalogs / "spoilt.yaml"
    spoilt.parent.mkdir(exist_ok=True)
    spoilt.write_text("kind: [", encoding="utf-8")
    held = {row.id for row in known(desk.exports._context)[0]}
    spoilt.unlink()
    assert held == {row.id for row in desk.catalogs.list() if row.in_desk}
