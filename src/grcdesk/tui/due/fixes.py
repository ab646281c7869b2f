"""From something due to what settles it: the form, the checklist, the hole, or the record where one is decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from grcdesk.schemas.controls.controls import ActionRow
from grcdesk.schemas.due.due import DueRow
from grcdesk.terms import DueKind
from grcdesk.tui.controls import plan_forms
from grcdesk.tui.controls.editing import editing_on
from grcdesk.tui.dialogs.pick import Choice, Pick

if TYPE_CHECKING:
    from grcdesk.schemas.findings.findings import FindingDetail
    from grcdesk.schemas.incidents import IncidentDetail
    from grcdesk.schemas.vendors.file import DocumentRow
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell

DueFix = Callable[["Shell", DueRow], None]


def open_fix(app: Shell, row: DueRow) -> None:
    """Open what settles it.

    Raises:
        KeyError: for a kind that has no door yet.
    """
    FIXES[row.kind](app, row)


def _record(row: DueRow) -> str:
    return row.id.partition("/")[0]


def _action(app: Shell, row: DueRow) -> None:
    """Done or dropped, or another day."""

    def opened(action: ActionRow) -> None:
        def picked(what: str | None) -> None:
            if what == "move":
                plan_forms.move_action(app, action)
            elif what == "close":
                plan_forms.close_action(app, action)

        choices = [Choice("close", "it is done, or dropped", "t"), Choice("move", "another day", "m")]
        app.push_screen(Pick(f"{row.id}: {row.title}", choices), picked)

    app.ask_first(
        app.screen, "action", lambda desk: next(one for one in desk.actions.list() if one.id == row.id), opened
    )


def _risk(app: Shell, row: DueRow) -> None:
    app.ask_first(
        app.screen,
        "risk",
        lambda desk: next(one for one in desk.risks.list() if one.id == row.id),
        lambda risk: plan_forms.end_risk(app, risk),
    )


def _gap(app: Shell, row: DueRow) -> None:
    from grcdesk.tui.lacks.doors import answer  # noqa: PLC0415  what each kind needs is loaded with it

    answer(app, _record(row))


def _hole(app: Shell, row: DueRow) -> None:
    from grcdesk.tui.coverage import holes  # noqa: PLC0415

    control, _, at = row.id.partition("/")
    holes.period(app, control, at)


def _feature(app: Shell, row: DueRow) -> None:
    from grcdesk.tui.features import forms  # noqa: PLC0415

    app.ask_first(
        app.screen,
        "feature",
        lambda desk: desk.features.show(row.id),
        lambda found: forms.edit(app, found, "last_reviewed"),
    )


def _vendor_review(app: Shell, row: DueRow) -> None:
    from grcdesk.tui.vendors import mending  # noqa: PLC0415

    mending.go_on(app, row.id)


def _agreement(app: Shell, row: DueRow) -> None:
    from grcdesk.tui.vendors import paper_forms  # noqa: PLC0415

    app.ask_first(
        app.screen,
        "agreement",
        lambda desk: next(one for one in desk.agreements.list() if one.id == row.id),
        lambda found: paper_forms.edit_agreement(app, found, "expires"),
    )


def _paper(app: Shell, row: DueRow) -> None:
    from grcdesk.tui.vendors import paper_forms  # noqa: PLC0415

    def question(desk: Desk) -> tuple[str, DocumentRow]:
        files = (judged.file for judged in desk.vendor_papers.files())
        return next((one.detail.row.name, paper) for one in files for paper in one.documents if paper.id == row.id)

    app.ask_first(app.screen, "paper", question, lambda found: paper_forms.successor(app, *found))


def _subprocessor(app: Shell, row: DueRow) -> None:
    from grcdesk.tui.vendors import relation_forms  # noqa: PLC0415

    app.ask_first(
        app.screen,
        "subprocessor",
        lambda desk: next(
            one for judged in desk.vendor_papers.files() for one in judged.file.subprocessors if one.id == row.id
        ),
        lambda found: relation_forms.decide_subprocessor(app, found),
    )


def _waiting(app: Shell, _row: DueRow) -> None:
    from grcdesk.tui.evidence import sync_commands  # noqa: PLC0415

    sync_commands.sync(app)


def _limit(app: Shell, row: DueRow) -> None:
    if row.id == "traffic":
        from grcdesk.tui.vendors import commands  # noqa: PLC0415

        commands.traffic(app)
    else:
        app.through_door("checks")
        app.show_new([row.id])


def _provider(app: Shell, row: DueRow) -> None:
    from grcdesk.tui.vendors import forms  # noqa: PLC0415

    forms.add(app, row.id)


def _unlisted(app: Shell, row: DueRow) -> None:
    from grcdesk.tui.reviews import forms  # noqa: PLC0415

    forms.list_accounts(app, row.id)


def _finding(about: str) -> DueFix:
    def go(app: Shell, row: DueRow) -> None:
        from grcdesk.tui.findings.editing import mend  # noqa: PLC0415

        def opened(found: FindingDetail) -> None:
            mend(app, found, about)

        app.ask_first(app.screen, "finding", lambda desk: desk.findings.show(_record(row)), opened)

    return go


def _planned(app: Shell, row: DueRow) -> None:
    """An action against a finding or an incident."""
    from grcdesk.tui.findings import action_forms  # noqa: PLC0415

    app.ask_first(
        app.screen,
        "planned action",
        lambda desk: next(one for one in desk.remediation.list() if one.id == row.id),
        lambda found: action_forms.done(app, found),
    )


def _incident(app: Shell, row: DueRow) -> None:
    """What it lacks to be closed; nothing lacking: its close."""
    from grcdesk.tui.incidents import forms  # noqa: PLC0415
    from grcdesk.tui.incidents.editing import mend  # noqa: PLC0415

    def opened(found: IncidentDetail) -> None:
        if found.lacks:
            mend(app, found, found.lacks[0].about)
        else:
            forms.close(app, found)

    app.ask_first(app.screen, "incident", lambda desk: desk.incidents.show(row.id), opened)


def _task(app: Shell, row: DueRow) -> None:
    """What a task waits for stands in the plan; a report waits for the phase."""
    app.show_engagement(_record(row), tab="phase" if row.id.endswith("/report") else "plan")


def _test(app: Shell, row: DueRow) -> None:
    """The question, the list, the run or the second look it lacks."""
    from grcdesk.schemas.readiness import Lack  # noqa: PLC0415
    from grcdesk.terms.readiness import LackKind  # noqa: PLC0415
    from grcdesk.tui.lacks.sheet_doors import open_test  # noqa: PLC0415

    open_test(app, Lack(LackKind.TEST, row.id.rpartition(".")[0], "", row.id))


FIXES: Mapping[DueKind, DueFix] = {
    DueKind.ACTION: _action,
    DueKind.RISK_ACCEPTANCE: _risk,
    DueKind.NA_APPROVAL: lambda app, _row: editing_on(app).action_edit("approver"),
    DueKind.EVIDENCE_SLOT: _hole,
    DueKind.EVIDENCE_LOSS: _hole,
    DueKind.CONTROL_REVIEW: lambda app, row: app.show_control(_record(row)),
    DueKind.GAP: _gap,
    DueKind.CONTROL_OWNER: lambda app, _row: editing_on(app).action_owner(),
    DueKind.FEATURE_REVIEW: _feature,
    DueKind.VENDOR_REVIEW: _vendor_review,
    DueKind.VENDOR_CHECK: _vendor_review,
    DueKind.AGREEMENT: _agreement,
    DueKind.CERTIFICATE: _paper,
    DueKind.REPORT: _paper,
    DueKind.BRIDGE_LETTER: _paper,
    DueKind.SUBPROCESSOR_OBJECTION: _subprocessor,
    DueKind.ACCESS_REVIEW: lambda app, row: app.show_review(row.id),
    DueKind.FAILED_RUN: lambda app, row: app.show_filtered("evidence", f"id:{row.id}"),
    DueKind.BROKEN_LIMIT: _limit,
    DueKind.STALE_LIST: _limit,
    DueKind.WAITING_FILES: _waiting,
    DueKind.UNKNOWN_PROVIDER: _provider,
    DueKind.UNROUTED_FEATURE: lambda app, row: app.show_feature(row.id),
    DueKind.UNLISTED_SYSTEM: _unlisted,
    DueKind.FINDING_RESPONSE: _finding("response"),
    DueKind.FINDING_ACTION: _planned,
    DueKind.FINDING_CHECK: _finding("verifier"),
    DueKind.FINDING_ACCEPTANCE: _finding("status"),
    DueKind.INCIDENT: _incident,
    DueKind.INCIDENT_ACTION: _planned,
    DueKind.AUDIT_TASK: _task,
    DueKind.REQUEST: lambda app, row: app.show_request(row.id),
    DueKind.WALKTHROUGH: lambda app, row: app.show_walkthrough(row.id),
    DueKind.TEST: _test,
    DueKind.TEST_JUDGEMENT: lambda app, row: app.show_deviations(f"test:{row.id} state:open"),
}
"""By kind; a test holds it against all kinds there are."""
