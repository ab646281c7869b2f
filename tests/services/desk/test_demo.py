"""The sample company: a desk made by the verbs a person has, whole and clean."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from docx import Document

from grcdesk import clock
from grcdesk.errors import Refused
from grcdesk.paths import COMPANY
from grcdesk.services.desk.demo import make_demo, read_sample
from grcdesk.terms import CheckState, DueKind, SlotState, Status, Verdict, Via
from helpers.sheets import tab

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory):
    """Made once: these tests read it, and write nothing but files for others."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOW)
        desk = make_demo(tmp_path_factory.mktemp("sample") / "demo", via=Via.CLI)
    yield desk
    desk.close()


@pytest.mark.slow
def test_the_sample_company_shows_every_state_there_is(demo):
    summary = demo.gap.summary()
    assert all(summary.counts[status] for status in (Status.IN_PLACE, Status.PARTIAL, Status.MISSING))
    assert summary.unsupported, "a claim without evidence is part of the lesson"
    assert summary.supported_in_place
    assert demo.gap.snapshots()
    assert demo.gap.compare(demo.gap.snapshots()[-1].id)
    assert demo.actions.list()
    due = {(row.kind, row.id) for row in demo.due.list()}
    assert {(DueKind.STALE_LIST, "key-age"), (DueKind.UNKNOWN_PROVIDER, "Quillwise")} <= due
    assert demo.risks.list()
    assert demo.evidence.list()
    assert demo.views.list()
    assert demo.scope.show().systems
    assert demo.scope.show().exclusions
    review = demo.reviews.list()[0]
    assert (review.slot, review.tally.accounts, review.tally.decided) == ("2026Q4", 13, 6)
    assert {"leaver", "dormant", "orphan", "joiner", "no_person"} <= set(demo.reviews.show("AR-1").flags)
    assert review.tally.blocking == ((7, "undecided"), (1, "without proof"))


@pytest.mark.slow
def test_it_is_clean_and_can_be_exported(demo):
    assert demo.log.verify().clean
    assert demo.exports.matrix(None).size > 20_000
    for _, where in demo.views.list():
        demo.controls.keys(where)
    sample = read_sample()
    known = set(demo.controls.keys())
    for artefact in sample.evidence:
        assert set(artefact.controls) <= known
    assert set(sample.controls) <= known
    used = {artefact.file for artefact in sample.evidence}
    assert used == {file.name for file in (COMPANY / "evidence").iterdir()}


@pytest.mark.slow
def test_the_memo_and_the_workbook_say_of_a_vendor_what_its_file_says(demo):
    """Late agreement, a project that trains, a transfer without assessment, words without hours: each by itself."""
    judged = demo.vendor_papers.file("Northlight Models")
    codes = {point.code for point in judged.failing}
    assert {"late_dpa", "training_setting", "transfer_assessment", "breach_words", "expected_control"} <= codes
    memo = Document(demo.documents.write("vendor-memo", None, about="northlight").path)
    lines = [tuple(cell.text for cell in row.cells) for table in memo.tables for row in table.rows]
    said = {line[:3] for line in lines}
    assert all((point.level.value, point.about, point.why) in said for point in judged.points)
    assert any("19 days after the first production use" in cell for line in lines for cell in line)
    head, *rows = tab(demo.exports.matrix(None, force=True).path, "Vendors & agreements")
    told = dict(zip(head, rows[0], strict=True))
    assert (told["Vendor"], told["Failing"]) == ("Northlight Models", len(judged.failing))
    assert told["All missing items"].split("\n") == [f"{point.about}: {point.why}" for point in judged.failing]
    assert told["Uncovered days"] == judged.cover.uncovered
    assert len(rows) == len(demo.vendors.list())


@pytest.mark.slow
def test_coverage_and_checks_have_something_to_show_in_every_season(tmp_path: Path, fake_clock):
    seen = []
    for days in (0, 41):  # 1 January is a day of another year
        fake_clock.moment += timedelta(days=days)
        desk = make_demo(tmp_path / f"demo{days}", via=Via.CLI)
        rows = {row.id: row for row in desk.coverage.board()}
        assert {Verdict.GAP, Verdict.PARTIAL, Verdict.NOT_YET_RUN, Verdict.ON_TRACK, Verdict.INTERIM} <= {
            row.verdict for row in rows.values()
        }
        run, missing = (rows["AI-SEC-01"].slots[number].state for number in (0, 1))
        assert (run, missing) == (SlotState.COVERED, SlotState.GAP)
        assert rows["AI-SEC-05"].slots[1].state is SlotState.LATE
        assert [claim.why for claim in rows["AI-PI-03"].claims] == ["a query result is not asked for"]
        assert desk.coverage.warnings()
        checks = {row.id: (row.state, len(row.items)) for row in desk.checks.run()}
        vendors = {row.name for row in desk.vendors.list()}
        waiting = [row.title for row in desk.evidence.list() if not row.controls and row.source not in vendors]
        assert waiting[0] == "Minutes of the risk round"
        assert all(title.startswith("Vendor review VR-1") for title in waiting[1:])
        seen.append((desk.gap.summary().counts, checks))
        desk.close()
    assert seen[0] == seen[1]
    assert {state for state, _ in checks.values()} >= {CheckState.BREACH, CheckState.OK}


def test_it_is_not_made_over_a_desk(desk_root: Path):
    with pytest.raises(Refused, match="already is a desk"):
        make_demo(desk_root, via=Via.CLI)
