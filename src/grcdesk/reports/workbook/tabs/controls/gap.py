"""The gap assessment: one row per control, in the order of the matrix; here owners write what comes home."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from grcdesk.reports.labels import ids, say
from grcdesk.reports.workbook.tab import CellLink, Kind, Shaded, Tab, TabColumn, place
from grcdesk.reports.workbook.tabs.fields import TabField, cells, columns
from grcdesk.reports.workbook.tabs.titles import CONTROLS, GAPS
from grcdesk.rules.controls import gap
from grcdesk.rules.controls.families import family, family_name
from grcdesk.schemas.controls.controls import ActionRow, ControlDetail, ControlRow
from grcdesk.schemas.exports.matrix import Matrix
from grcdesk.terms import Status, Support


@dataclass(frozen=True, slots=True)
class _One:
    """A control, and the day it is judged on."""

    detail: ControlDetail
    day: date

    @property
    def row(self) -> ControlRow:
        return self.detail.row


def gap_tab(matrix: Matrix) -> Tab:
    """One row per control, as assessed."""
    return Tab(
        name=GAPS,
        table="tblGaps",
        about="What is lacking, and what is done about it. Owners write into Status, Design, Implemented, Gap, Owner, "
        "Due and Action; what they wrote comes home by its control.",
        columns=columns(_FIELDS),
        rows=(cells(_FIELDS, _One(detail, matrix.as_of)) for detail in matrix.controls),
        count=len(matrix.controls),
        links=tuple(CellLink(0, row, place(CONTROLS, row)) for row in range(2, len(matrix.controls) + 2)),
        empty="No controls in the desk.",
        group="Family",
    )


def status_word(row: ControlRow) -> str:
    """The gap status; in place looks as it is borne out, and by nothing as a claim."""
    if row.status is not Status.IN_PLACE:
        return say(row.status)
    return Shaded(say(row.status), say(row.support or Support.CLAIM_ONLY))


def open_actions(detail: ControlDetail, day: date) -> tuple[ActionRow, ...]:
    """Actions open on that day."""
    return tuple(action for action in detail.actions if gap.open_on(action, day))


def remedies(detail: ControlDetail, day: date) -> tuple[str, ...]:
    """Ids of actions open and of accepted risks in force on that day."""
    risks = tuple(risk.id for risk in detail.risks if gap.risk_in_force(risk, day))
    return tuple(action.id for action in open_actions(detail, day)) + risks


def _actions(one: _One) -> str:
    return "\n".join(f"{action.id} {action.title}" for action in open_actions(one.detail, one.day))


def _instead(one: _One) -> str:
    """Why no action is planned: the control does not apply, or its risk was accepted and that still holds."""
    detail = one.detail
    if detail.row.status is Status.NOT_APPLICABLE:
        by = f" ({detail.approver})" if detail.approver else ""
        return f"n.a.: {detail.reason or 'no reason on record'}{by}"
    risks = [risk for risk in detail.risks if gap.risk_in_force(risk, one.day)]
    return "\n".join(f"{risk.id} until {risk.expires_on}: {risk.reason} ({risk.approver})" for risk in risks)


def _lacking(one: _One) -> str:
    return ids(
        [
            say(wanted.kind) + (f" ({wanted.why})" if wanted.why else "")
            for wanted in one.detail.wanted
            if wanted.missing
        ]
    )


_FIELDS = (
    TabField(TabColumn("ID", 10, "Control; leads to its row in the matrix", Kind.LINK), lambda one: one.row.id),
    TabField(TabColumn("Title", 11, "Short name of the control"), lambda one: one.row.title),
    TabField(
        TabColumn(
            "Status",
            8.8,
            "Gap status; in place has the colour of Supported beside it",
            Kind.STATUS,
            choices="lstStatus",
            owner=True,
        ),
        lambda one: status_word(one.row),
    ),
    TabField(
        TabColumn(
            "Supported",
            9,
            "Of controls in place: design adequate, implemented, and every kind of evidence that must be there?",
            Kind.SUPPORT,
            choices="lstSupport",
        ),
        lambda one: say(one.row.support),
    ),
    TabField(
        TabColumn("Design", 8.6, "Would it meet the criterion if it ran as written?", choices="lstDesign", owner=True),
        lambda one: say(one.row.design),
    ),
    TabField(
        TabColumn("Implemented", 9.2, "Is it there today?", choices="lstImplemented", owner=True),
        lambda one: say(one.row.implemented),
    ),
    TabField(TabColumn("Gap", 17.6, "What is lacking", owner=True), lambda one: one.detail.gap),
    TabField(TabColumn("Owner", 8, "The person who answers for it", owner=True), lambda one: one.row.owner),
    TabField(TabColumn("Due", 8.6, "When the gap is to be closed", Kind.DATE, owner=True), lambda one: one.row.due),
    TabField(
        TabColumn(
            "Action",
            17,
            "What is done about it: open actions, one a line, each behind its id; a line without an id is a new one",
            owner=True,
        ),
        _actions,
    ),
    TabField(
        TabColumn(
            "Why no action",
            11,
            "Why it does not apply and who approved that; else each accepted risk in force on the as-of day, until "
            "when, why, and who accepted it",
        ),
        _instead,
    ),
    TabField(TabColumn("Assessed on", 8.6, "When it was assessed last", Kind.DATE), lambda one: one.detail.assessed_on),
    TabField(
        TabColumn("Family", 18, "Controls whose ids begin alike; rows are banded by it", printed=False),
        lambda one: family_name(family(one.row.id)),
    ),
    TabField(
        TabColumn("Scope", 12, "Whether the control belongs to this engagement", choices="lstScope", printed=False),
        lambda one: say(one.row.scope),
    ),
    TabField(
        TabColumn(
            "Kinds there",
            11,
            "Of controls in place: kinds of evidence that count, of those that must be",
            Kind.ID,
            printed=False,
        ),
        lambda one: "" if one.row.support is None else f"{one.row.have} of {one.row.need}",
    ),
    TabField(
        TabColumn(
            "Evidence lacking",
            30,
            "Kinds of evidence that must be there and are not; behind each why the newest artefact does not count",
            printed=False,
        ),
        _lacking,
    ),
    TabField(
        TabColumn(
            "Remediation ID", 16, "Open actions, and accepted risks in force on the as-of day", Kind.ID, printed=False
        ),
        lambda one: ids(remedies(one.detail, one.day)),
    ),
    TabField(TabColumn("Assessor", 18, "Who assessed it last", printed=False), lambda one: one.detail.assessed_by),
    TabField(
        TabColumn("Previous status", 15, "Status before the last change", choices="lstStatus", printed=False),
        lambda one: say(one.detail.previous_status),
    ),
)
