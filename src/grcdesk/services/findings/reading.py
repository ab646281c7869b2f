"""Reading findings by a fixed number of queries, whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import NotFound
from grcdesk.models.audits import Engagement
from grcdesk.models.base import col
from grcdesk.models.findings import Finding, FindingItem, FindingMove, Remediation, RemediationSlip
from grcdesk.paths import DeskPaths
from grcdesk.rules.findings import closing as rules
from grcdesk.rules.findings.moves import CHECK_DAYS
from grcdesk.rules.findings.pattern import pattern
from grcdesk.rules.findings.repeats import Comparable, repeats
from grcdesk.schemas.findings.findings import Earlier, FindingDetail, FindingItemRow, FindingRow, MoveRow
from grcdesk.schemas.findings.remediation import RemediationRow, SlipRow
from grcdesk.services.common.in_force import in_force
from grcdesk.services.findings import proofs
from grcdesk.terms.findings import FindingStatus, RemediationState


def find(session: Session, name: str) -> Finding:
    """A finding by id; case does not matter.

    Raises:
        NotFound: when there is none.
    """
    row = session.get(Finding, name.strip().upper())
    if row is None:
        raise NotFound.of("finding", name, tuple(session.scalars(select(col(Finding.id)))))
    return row


def rows(session: Session, today: date) -> list[FindingRow]:
    """The findings of the engagement in force, in the order they were raised."""
    query = select(Finding).where(col(Finding.engagement) == in_force(session)).order_by(col(Finding.position))
    found = list(session.scalars(query))
    actions = by_parent(session, [row.id for row in found])
    earlier = _earlier(session)
    return [_row(row, actions.get(row.id, ()), earlier.get(row.id, ()), today) for row in found]


def detail(session: Session, paths: DeskPaths, row: Finding, today: date) -> FindingDetail:
    """Everything about one finding."""
    actions = by_parent(session, [row.id]).get(row.id, ())
    earlier = _earlier(session).get(row.id, ())
    items = _items(session, row.id)
    moves = _moves(session, row.id)
    looked = closing(session, paths, row, actions=actions, items=items, moves=moves)
    return FindingDetail(
        row=_row(row, actions, earlier, today),
        condition=row.condition,
        criteria=row.criteria,
        cause=row.cause,
        effect=row.effect,
        recommendation=row.recommendation,
        period_from=row.period_from,
        period_to=row.period_to,
        response=row.response,
        responded_by=row.responded_by,
        responded_on=row.responded_on,
        proofs=tuple(row.proofs),
        verified_by=row.verified_by,
        verified_on=row.verified_on,
        closed_on=row.closed_on,
        accepted_by=row.accepted_by,
        accept_reason=row.accept_reason,
        accepted_on=row.accepted_on,
        accept_until=row.accept_until,
        items=items,
        actions=tuple(actions),
        moves=moves,
        earlier=earlier,
        lacks=tuple(rules.lacks(looked)),
        suggestion=pattern(items, row.extent_n),
    )


def closing(
    session: Session,
    paths: DeskPaths,
    row: Finding,
    *,
    actions: Sequence[RemediationRow] | None = None,
    items: Sequence[FindingItemRow] | None = None,
    moves: Sequence[MoveRow] | None = None,
    look: bool = False,
) -> rules.Closing:
    """A finding as the rule of closing looks at it; what was read already need not be read again."""
    actions = by_parent(session, [row.id]).get(row.id, ()) if actions is None else actions
    items = _items(session, row.id) if items is None else items
    moves = _moves(session, row.id) if moves is None else moves
    behind = proofs.named(session, row.proofs)
    return rules.Closing(
        status=row.status,
        owner=row.owner,
        agreed=row.agreed,
        actions=actions,
        back_on=max((one.moved_on for one in moves if went_back(one)), default=None),
        fixed_by=[one.fixed_by for one in items],
        proofs=row.proofs,
        broken=proofs.broken(paths, behind, look=look),
        verifier=row.verified_by,
    )


def by_parent(session: Session, parents: Sequence[str] | None = None) -> Mapping[str, list[RemediationRow]]:
    """Actions against findings and incidents, earliest due first; of those, or all. Two queries."""
    query = select(Remediation).order_by(col(Remediation.due), col(Remediation.position))
    if parents is not None:
        query = query.where(col(Remediation.parent).in_(parents))
    rows_ = list(session.scalars(query))
    slips: dict[str, list[SlipRow]] = defaultdict(list)
    moved = select(RemediationSlip).order_by(col(RemediationSlip.position))
    for one in session.scalars(moved.where(col(RemediationSlip.remediation).in_([row.id for row in rows_]))):
        slips[one.remediation].append(SlipRow(one.from_due, one.to_due, one.reason, one.moved_on))
    found: dict[str, list[RemediationRow]] = defaultdict(list)
    for row in rows_:
        found[row.parent].append(
            RemediationRow(
                *(row.id, row.parent, row.action, row.owner, row.due, row.effort, row.interim, row.state),
                *(row.opened_on, row.done_on, row.done_by, row.proof, row.reason, tuple(slips[row.id])),
            )
        )
    return found


def _row(row: Finding, actions: Sequence[RemediationRow], earlier: Sequence[Earlier], today: date) -> FindingRow:
    live = [one for one in actions if one.state is not RemediationState.DROPPED]
    done = [one for one in live if one.state is RemediationState.DONE]
    return FindingRow(
        id=row.id,
        engagement=row.engagement,
        title=row.title,
        source=row.source,
        links=tuple(row.links),
        control=row.control,
        criterion=row.criterion,
        test=row.test,
        severity=row.severity,
        scheme_class=row.scheme_class,
        status=row.status,
        status_since=row.status_since,
        lapsed=lapsed(row, today),
        owner=row.owner,
        raised_by=row.raised_by,
        raised_on=row.raised_on,
        age=((row.closed_on or today) - row.raised_on).days,
        extent_k=row.extent_k,
        extent_n=row.extent_n,
        response_due=row.response_due,
        agreed=row.agreed,
        next_due=_next_due(row, live),
        actions=len(live),
        actions_done=len(done),
        slips=sum(len(one.slips) for one in actions),
        repeat=tuple(one.id for one in earlier),
        version=row.version,
    )


def lapsed(row: Finding, today: date) -> bool:
    """Whether its risk was accepted until a day that is over."""
    return row.status is FindingStatus.RISK_ACCEPTED and row.accept_until is not None and row.accept_until < today


def _next_due(row: Finding, actions: Iterable[RemediationRow]) -> date | None:
    if row.status is FindingStatus.CLOSED:
        return None
    if row.status is FindingStatus.RISK_ACCEPTED:
        return row.accept_until
    if row.status is FindingStatus.READY_TO_VERIFY:
        return row.status_since + timedelta(days=CHECK_DAYS)
    # a response may be due before the first action, and an action may be planned before the response is given
    dates = [one.due for one in actions if one.state is RemediationState.OPEN]
    if row.status is FindingStatus.OPEN and row.response_due is not None:
        dates.append(row.response_due)
    return min(dates, default=None)


def unanswered(session: Session, engagement: str) -> tuple[str, ...]:
    """Findings of an engagement without a response, an owner or a date by which something is done."""
    query = select(Finding).where(col(Finding.engagement) == engagement).order_by(col(Finding.position))
    found = list(session.scalars(query))
    planned = set(by_parent(session, [row.id for row in found]))
    return tuple(
        row.id
        for row in found
        if row.status is FindingStatus.OPEN
        or not row.owner
        or (row.status in (FindingStatus.RESPONDED, FindingStatus.IN_REMEDIATION) and row.id not in planned)
    )


def _items(session: Session, finding: str) -> tuple[FindingItemRow, ...]:
    query = select(FindingItem).where(col(FindingItem.finding) == finding).order_by(col(FindingItem.position))
    return tuple(
        FindingItemRow(
            *(row.id, row.item, row.link, row.what, row.cause, row.person, row.system),
            *(row.occurred_on, row.fix, row.fixed_on, row.fixed_by),
        )
        for row in session.scalars(query)
    )


def _moves(session: Session, finding: str) -> tuple[MoveRow, ...]:
    query = select(FindingMove).where(col(FindingMove.finding) == finding).order_by(col(FindingMove.position))
    return tuple(
        MoveRow(row.from_status, row.to_status, row.moved_on, row.by, row.reason, tuple(row.proofs), row.recorded_by)
        for row in session.scalars(query)
    )


def went_back(move: MoveRow) -> bool:
    """Whether a move opened the finding again, or sent it back from being verified."""
    back = (FindingStatus.READY_TO_VERIFY, FindingStatus.IN_REMEDIATION)
    return move.to_status is FindingStatus.OPEN or (move.from_status, move.to_status) == back


def _earlier(session: Session) -> Mapping[str, tuple[Earlier, ...]]:
    """Of every finding of the desk those it repeats."""
    columns = (
        *(col(Finding.id), col(Finding.engagement), col(Engagement.position), col(Finding.title)),
        *(col(Finding.control), col(Finding.test), col(Finding.cause), col(Finding.status)),
    )
    query = select(*columns).join(Engagement, col(Engagement.id) == col(Finding.engagement))
    return repeats(Comparable(*one) for one in session.execute(query))
