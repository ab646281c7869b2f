"""One whole day of a compliance lead: from an empty folder to a finalised assessment, and what moved after it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from grcdesk.errors import Refused
from grcdesk.paths import DeskPaths
from grcdesk.schemas.controls.controls import ControlChange
from grcdesk.schemas.evidence.imports import ImportPlan
from grcdesk.schemas.programme import Period
from grcdesk.services.desk.opening import InitPlan, init_desk, open_desk
from grcdesk.services.evidence.evidence import Artefact
from grcdesk.terms import Category, Coverage, Design, EvidenceKind, Implemented, Scope, Status, Via

DONE = ControlChange(status=Status.IN_PLACE, design=Design.ADEQUATE, implemented=Implemented.YES)


def start(root: Path, fake_clock):
    """09:00: a desk for Security, then Confidentiality is added, then everything."""
    plan = InitPlan("Acme AI", "SOC 2 Type II 2026", "Dana Reyes", "dana@acme.example", zone="UTC")
    desk = init_desk(root, plan, via=Via.CLI)
    found = desk.scope.show().controls
    assert [len(found[scope]) for scope in (Scope.IN, Scope.OPTIONAL, Scope.OUT)] == [14, 5, 4]
    desk.scope.set(categories=[Category.CONFIDENTIALITY], period=Period(date(2026, 1, 1), date(2026, 12, 31)))
    assert len(desk.scope.show().controls[Scope.IN]) == 15
    desk.scope.set(categories=list(Category))
    desk.scope.add_system("Chat gateway")
    desk.scope.exclude("Research lab", reason="no customer data, no production")
    fake_clock.advance(hours=1)
    return desk


def assess(desk, fake_clock, tmp_path: Path) -> dict[Status, list[str]]:
    """10:00 to 12:00: each of the 23 controls is judged once."""
    keys = desk.controls.keys()
    judged = {
        Status.IN_PLACE: keys[:12],
        Status.PARTIAL: keys[12:17],
        Status.MISSING: keys[17:21],
        Status.NOT_APPLICABLE: keys[21:],
    }
    desk.controls.set(judged[Status.IN_PLACE], DONE)
    wanted = {row.id: row.wanted for row in desk.wanted.list(judged[Status.IN_PLACE][:10])}
    for control, asked in wanted.items():
        for one in asked:
            if not one.mandatory:
                continue
            file = tmp_path / f"{control}-{one.kind}.txt"
            file.write_text(f"{control} {one.what}", encoding="utf-8")
            if one.kind is EvidenceKind.LOG_EXPORT:
                file = tmp_path / f"{control}.csv"
                lines = "timestamp,actor,action,resource,outcome\n2026-06-01T08:00:00Z,svc,read,{},success\n"
                file.write_text(lines.format(control), encoding="utf-8")
                desk.imports.import_(file, ImportPlan("audit-log"), controls=[control])
            else:
                desk.evidence.add(file, Artefact(one.kind, as_of=date(2026, 6, 1)), controls=[control])
    half = ControlChange(status=Status.PARTIAL, gap="Runs, but nobody signs it.", owner="Sam Okoro")
    desk.controls.set(judged[Status.PARTIAL], half)
    desk.controls.set(judged[Status.MISSING], ControlChange(status=Status.MISSING))
    with pytest.raises(Refused):
        desk.controls.set(judged[Status.NOT_APPLICABLE], ControlChange(status=Status.NOT_APPLICABLE))
    ground = ControlChange(status=Status.NOT_APPLICABLE, reason="We train no model.", approver="Ines Falk")
    desk.controls.set(judged[Status.NOT_APPLICABLE], ground)
    fake_clock.advance(hours=2)
    return judged


def answer(desk, judged: dict[Status, list[str]]) -> None:
    """12:00 to 14:00: every gap gets its text and its action, or somebody accepts the risk."""
    with pytest.raises(Refused, match="13 things lacking") as caught:
        desk.gap.finalise(assessor="Dana Reyes", reviewer="Ines Falk")
    assert len(caught.value.reasons) == 13
    desk.controls.set(judged[Status.MISSING], ControlChange(gap="Not started."))
    for name in [*judged[Status.PARTIAL], *judged[Status.MISSING][:3]]:
        desk.actions.add(name, f"Close the gap of {name}", owner="Sam Okoro", due=date(2026, 12, 18))
    with pytest.raises(Refused, match="1 thing lacking"):
        desk.gap.finalise(assessor="Dana Reyes", reviewer="Ines Falk")
    desk.risks.accept(
        judged[Status.MISSING][3],
        reason="Two users, no customer data.",
        approver="Ines Falk",
        expires=date(2027, 3, 31),
    )
    desk.scope.declare("CC8.1", reason="Together with the change process.", by="Ines Falk")


def test_a_whole_gap_assessment(tmp_path: Path, fake_clock):
    desk = start(tmp_path / "desk", fake_clock)
    judged = assess(desk, fake_clock, tmp_path)
    answer(desk, judged)

    summary = desk.gap.summary()
    assert summary.applicable == 21
    assert (summary.counts[Status.IN_PLACE], summary.percent[Status.IN_PLACE]) == (12, 57.1)
    assert (summary.supported_in_place, summary.supported_percent) == (10, 47.6)
    assert summary.unsupported == tuple(judged[Status.IN_PLACE][10:])
    assert (summary.actions_required, summary.counts[Status.NOT_ASSESSED]) == (0, 0)
    assert desk.gap.lacking() == []

    fake_clock.advance(hours=1)
    said = desk.gap.finalise(assessor="Dana Reyes", reviewer="Ines Falk", note="Readiness 2026")
    assert said.warnings == ()
    assert desk.gap.compare("GAP-1") == []
    desk.close()

    fake_clock.advance(days=7)
    sam = open_desk(DeskPaths(tmp_path / "desk"), via=Via.TUI, actor="Sam Okoro")
    mended = judged[Status.PARTIAL][0]
    sam.actions.move("ACT-2", date(2027, 1, 15), reason="Vendor is late.")
    sam.actions.close("ACT-1", proof="Change 4711")
    sam.controls.set([mended], DONE)
    wrong = sam.controls.set(judged[Status.IN_PLACE], ControlChange(status=Status.MISSING))
    sam.log.undo(wrong.batch)

    moved = sam.gap.compare("GAP-1")
    assert [(row.control, row.before, row.after, row.by) for row in moved] == [
        (mended, Status.PARTIAL, Status.IN_PLACE, "Sam Okoro")
    ]
    assert moved[0].on == "2026-11-28T13:00:00.000Z"
    sam.gap.finalise(assessor="Dana Reyes", reviewer="Ines Falk")
    assert [row.control for row in sam.gap.compare("GAP-1", "GAP-2")] == [mended]
    assert [row.counts[Status.IN_PLACE] for row in sam.gap.snapshots()] == [13, 12]

    slipped = next(row for row in sam.actions.list() if row.id == "ACT-2")
    assert slipped.slips == ((date(2026, 12, 18), date(2027, 1, 15), "Vendor is late."),)
    covered = next(row for row in sam.scope.criteria() if row.id == "CC8.1")
    assert covered.coverage is Coverage.DECLARED_FULL

    report = sam.log.verify()
    assert report.clean
    assert report.blobs == 26
    denied = [entry for entry in sam.log.list(limit=0) if entry.outcome == "denied"]
    assert [entry.action for entry in denied] == ["gap.finalise", "gap.finalise", "control.set"]
    assert {entry.actor for entry in sam.log.list(limit=0)} == {"Dana Reyes", "Sam Okoro"}
    sam.close()
