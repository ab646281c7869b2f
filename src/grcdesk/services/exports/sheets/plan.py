"""The plan of remediation as one list: steps against weaknesses, accepted risks, and what has neither."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.evidence import Evidence
from grcdesk.models.incidents import Incident
from grcdesk.rules.controls.gap import risk_in_force
from grcdesk.rules.findings import plan as rules
from grcdesk.schemas.audits.sheets import DateMove, PlanRow
from grcdesk.schemas.controls.controls import ActionRow, ControlDetail, RiskRow
from grcdesk.schemas.findings.findings import FindingRow
from grcdesk.schemas.findings.remediation import RemediationRow
from grcdesk.services.findings.reading import by_parent
from grcdesk.services.requests.reading import faults
from grcdesk.terms import Scope
from grcdesk.terms.remediation import PlanSource, PlanState


def rows(
    session: Session, details: Sequence[ControlDetail], findings: Sequence[FindingRow], day: date
) -> Iterator[PlanRow]:
    """Gap by gap, then finding by finding, then incident by incident.

    Args:
        session: sees the state.
        details: the controls; gaps of those in scope without a step are rows too, and so are accepted risks.
        findings: of the engagement.
        day: the one that dates are judged on.
    """
    parents = by_parent(session)
    shown = _shown(session, [*_proofs(details), *(one.proof for steps in parents.values() for one in steps)])
    for detail in details:
        yield from _of_gap(detail, shown, day)
    for finding in findings:
        about = (PlanSource.FINDING, finding.id, finding.title, finding.control)
        yield from (_step(about, one, shown, day) for one in parents.get(finding.id, ()))
        if rules.needs_step(finding) and not finding.actions:
            yield _bare(about, finding.owner, finding.next_due)
    for name, title in session.execute(select(col(Incident.id), col(Incident.title)).order_by(col(Incident.position))):
        about = (PlanSource.INCIDENT, name, title, "")
        yield from (_step(about, one, shown, day) for one in parents.get(name, ()))


def _proofs(details: Iterable[ControlDetail]) -> Iterator[str]:
    return (one.proof for detail in details for one in detail.actions)


def _shown(session: Session, proofs: Iterable[str]) -> frozenset[str]:
    """Of those proofs the artefacts that are kept here, intact and in force."""
    wanted = sorted({one for one in proofs if one.startswith("EV-")})
    query = select(col(Evidence.id)).where(col(Evidence.id).in_(wanted), col(Evidence.sha256) != "")
    return frozenset(session.scalars(query)) - faults(session, wanted).keys()


def _of_gap(detail: ControlDetail, shown: frozenset[str], day: date) -> Iterator[PlanRow]:
    row = detail.row
    about = (PlanSource.GAP, row.id, detail.gap or row.title, row.id)
    for action in detail.actions:
        yield _action(about, action, shown, day)
    for risk in detail.risks:
        yield _risk(about, risk, day)
    if row.scope is Scope.IN and rules.bare(row.status, detail.actions, detail.risks, day):
        yield _bare(about, row.owner, row.due)


def _action(about: tuple[PlanSource, str, str, str], one: ActionRow, shown: frozenset[str], day: date) -> PlanRow:
    source, name, weakness, control = about
    return PlanRow(
        id=one.id,
        weakness=weakness,
        source=source,
        about=name,
        control=control,
        owner=one.owner,
        resources="",
        planned=one.slips[0][0] if one.slips else one.due,
        due=one.due,
        milestone=one.title,
        moves=tuple(DateMove(*slip) for slip in one.slips),
        state=rules.state(one.status.value, one.due, day, shown=one.proof in shown),
        comments="",
        opened_on=one.opened_on,
        ended_on=one.closed_on,
        proof=one.proof,
    )


def _step(about: tuple[PlanSource, str, str, str], one: RemediationRow, shown: frozenset[str], day: date) -> PlanRow:
    source, name, weakness, control = about
    interim = f"until then: {one.interim}" if one.interim else ""
    return PlanRow(
        id=one.id,
        weakness=weakness,
        source=source,
        about=name,
        control=control,
        owner=one.owner,
        resources=one.effort,
        planned=one.slips[0].from_due if one.slips else one.due,
        due=one.due,
        milestone=one.action,
        moves=tuple(DateMove(slip.from_due, slip.to_due, slip.reason) for slip in one.slips),
        state=rules.state(one.state.value, one.due, day, shown=one.proof in shown),
        comments="; ".join(text for text in (interim, one.reason) if text),
        opened_on=one.opened_on,
        ended_on=one.done_on,
        proof=one.proof,
    )


def _risk(about: tuple[PlanSource, str, str, str], one: RiskRow, day: date) -> PlanRow:
    source, name, weakness, control = about
    over = not risk_in_force(one, day)
    return PlanRow(
        *(one.id, weakness, source, name, control, one.approver, "", one.expires_on, one.expires_on),
        *("Risk accepted until then", (), PlanState.ACCEPTANCE_OVER if over else PlanState.RISK_ACCEPTED, one.reason),
        *(one.accepted_on, one.ended_on),
    )


def _bare(about: tuple[PlanSource, str, str, str], owner: str, due: date | None) -> PlanRow:
    source, name, weakness, control = about
    return PlanRow(
        *("", weakness, source, name, control, owner, "", None, due, "", (), PlanState.NOTHING_PLANNED, ""),
    )
