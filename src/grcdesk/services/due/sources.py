"""Where due dates come from: one small function for each kind of record, each with a fixed number of queries.

A new kind is a word in `terms.due`, a function here and an entry in SOURCES; `tui.due.forms` says which screen it
opens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.catalogs import Control
from grcdesk.models.controls import Assessment, ControlScope
from grcdesk.models.features import Feature
from grcdesk.models.gap import Action, ActionSlip, RiskAcceptance
from grcdesk.rules.due.due import REVIEW_MONTHS
from grcdesk.rules.time.months import add_months
from grcdesk.schemas.coverage.checks import CheckRow
from grcdesk.schemas.due.due import DueDate
from grcdesk.services.common import in_force
from grcdesk.services.common.in_force import engagement
from grcdesk.services.controls.reading import open_on
from grcdesk.services.due import audits as due_audits
from grcdesk.services.due import faults as due_faults
from grcdesk.services.due import findings as due_findings
from grcdesk.services.due import requests as due_requests
from grcdesk.services.due import reviews as due_reviews
from grcdesk.services.due import testing as due_testing
from grcdesk.services.due import vendors as due_vendors
from grcdesk.services.due.evidence import slots
from grcdesk.terms import Answer, DueKind, FeatureStatus, Scope, Status
from grcdesk.wording import count


@dataclass(frozen=True, slots=True)
class JudgedOn:
    """The day the dates are judged on, and what only the desk as a whole can say of that day."""

    on: date
    checks: Callable[[], Sequence[CheckRow]] = tuple
    """Runs the checks as of the day."""


DueSource = Callable[[Session, JudgedOn], Iterator[DueDate]]


def actions(session: Session, asked: JudgedOn) -> Iterator[DueDate]:
    """Remediation actions that were open on the day."""
    slips = (
        select(func.count())
        .select_from(ActionSlip)
        .where(col(ActionSlip.action) == col(Action.id))
        .correlate(Action)
        .scalar_subquery()
    )
    query = select(col(Action.id), col(Action.title), col(Action.owner), col(Action.due), col(Action.control), slips)
    query = query.where(open_on(asked.on))
    for name, title, owner, due, control, moved in session.execute(query):
        why = f"action for {control}" + (f", moved {count(moved, 'time')}" if moved else "")
        yield DueDate(DueKind.ACTION, name, title, owner, due, why)


def risk_acceptances(session: Session, asked: JudgedOn) -> Iterator[DueDate]:
    """Accepted risks in force on the day, or run out before it without being ended."""
    query = select(RiskAcceptance).where(
        col(RiskAcceptance.accepted_on) <= asked.on,
        or_(col(RiskAcceptance.ended_on).is_(None), col(RiskAcceptance.ended_on) > asked.on),
    )
    for row in session.scalars(query):
        title = f"Accepted risk of {row.control}"
        why = f"accepted until then: {row.reason}"
        yield DueDate(DueKind.RISK_ACCEPTANCE, row.id, title, row.approver, row.expires_on, why)


def controls(session: Session, asked: JudgedOn) -> Iterator[DueDate]:
    """Controls in scope: the end of a gap, the next review, the next approval of a "not applicable"."""
    period = engagement(session).period_start
    query = (
        select(
            *(col(Control.id), col(Control.title), col(Assessment.status), col(Assessment.owner)),
            *(col(Assessment.approver), col(Assessment.due), col(Assessment.assessed_on)),
        )
        .join(Assessment, col(Assessment.control) == col(Control.id))
        .join(ControlScope, in_force.placed(session))
        .where(col(ControlScope.effective) == Scope.IN)
    )
    for name, title, status, owner, approver, due, assessed in session.execute(query):
        again = add_months(assessed, REVIEW_MONTHS) if assessed else None
        if status is Status.NOT_APPLICABLE:
            why = f"not applicable since {assessed}; to be approved again every {REVIEW_MONTHS} months"
            yield DueDate(DueKind.NA_APPROVAL, name, title, approver, again or asked.on, why, never=again is None)
            continue
        if status in (Status.PARTIAL, Status.MISSING) and due is not None:
            yield DueDate(DueKind.GAP, name, title, owner, due, "the gap is to be closed by then")
        if again is None:
            first = period or asked.on
            yield DueDate(DueKind.CONTROL_REVIEW, name, title, owner, first, _never(owner), never=True)
        else:
            why = f"last assessed on {assessed}; reviewed every {REVIEW_MONTHS} months"
            yield DueDate(DueKind.CONTROL_REVIEW, name, title, owner, again, why)


def _never(owner: str) -> str:
    return "never assessed" if owner else "never assessed; nobody owns it"


def features(session: Session, _asked: JudgedOn) -> Iterator[DueDate]:
    """AI features in use: the next look at their answers."""
    query = select(
        *(col(Feature.id), col(Feature.name), col(Feature.owner), col(Feature.added_on), col(Feature.last_reviewed))
    ).where(
        col(Feature.status).in_([FeatureStatus.PILOT, FeatureStatus.PRODUCTION]), col(Feature.in_scope) == Answer.YES
    )
    for name, title, owner, added, reviewed in session.execute(query):
        if reviewed is None:
            why = f"never reviewed; written down on {added}"
            yield DueDate(DueKind.FEATURE_REVIEW, name, title, owner, added, why, never=True)
        else:
            why = f"last reviewed on {reviewed}; reviewed every {REVIEW_MONTHS} months"
            yield DueDate(DueKind.FEATURE_REVIEW, name, title, owner, add_months(reviewed, REVIEW_MONTHS), why)


def evidence(session: Session, asked: JudgedOn) -> Iterator[DueDate]:
    """Slots of the audit period that still want evidence."""
    yield from slots(session, asked.on)


def vendors(session: Session, asked: JudgedOn) -> Iterator[DueDate]:
    """Reviews of vendors, and their papers that run out."""
    yield from due_vendors.vendors(session, asked.on)


def access_reviews(session: Session, asked: JudgedOn) -> Iterator[DueDate]:
    """Access reviews that were opened and are not signed."""
    yield from due_reviews.unsigned(session, asked.on)


def faults(session: Session, asked: JudgedOn) -> Iterator[DueDate]:
    """Failed runs, broken limits, lists that are too old, and files that could not be taken."""
    yield from due_faults.failed_runs(session, asked.on)
    yield from due_faults.waiting_files(session, asked.on)
    yield from due_faults.limits(session, asked.on, asked.checks())


def unknowns(session: Session, asked: JudgedOn) -> Iterator[DueDate]:
    """Providers, features, systems and controls of which something is not known."""
    yield from due_faults.providers(session, asked.on)
    yield from due_reviews.systems(session, asked.on)
    yield from due_faults.owners(session, asked.on)


def findings(session: Session, asked: JudgedOn) -> Iterator[DueDate]:
    """Findings, incidents, and the actions against them."""
    yield from due_findings.findings(session, asked.on)
    yield from due_findings.actions(session, asked.on)
    yield from due_findings.incidents(session, asked.on)


def audits(session: Session, asked: JudgedOn) -> Iterator[DueDate]:
    """Tasks of the plan of the engagement in force, and its report."""
    yield from due_audits.tasks(session, asked.on)


def audit_requests(session: Session, asked: JudgedOn) -> Iterator[DueDate]:
    """What the auditor of the engagement in force waits for."""
    yield from due_requests.requests(session, asked.on)
    yield from due_requests.walkthroughs(session, asked.on)


def tests(session: Session, asked: JudgedOn) -> Iterator[DueDate]:
    """Tests of the engagement in force, and what they found."""
    yield from due_testing.tests(session, asked.on)


SOURCES: tuple[DueSource, ...] = (
    *(actions, risk_acceptances, controls, features, evidence, vendors, access_reviews),
    *(faults, unknowns, findings, audits, audit_requests, tests),
)
"""Every place a due date can stand."""
