"""How populations agree with second sources: what they were held against, and what nobody explained."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.populations import PopulationDifference, Reconciliation
from grcdesk.schemas.populations import DifferenceRow, ReconciliationRow


def open_differences(session: Session, populations: Sequence[str]) -> dict[str, int]:
    """By population how many differences with a second source nobody explained."""
    found: dict[str, int] = defaultdict(int)
    beyond = select(col(Reconciliation.population), func.sum(col(Reconciliation.unlisted)))
    unexplained = (
        select(col(Reconciliation.population), func.count())
        .join(PopulationDifference, col(PopulationDifference.reconciliation) == col(Reconciliation.id))
        .where(col(PopulationDifference.reason) == "")
    )
    for query in (beyond, unexplained):
        mine = query.where(col(Reconciliation.population).in_(populations)).group_by(col(Reconciliation.population))
        for name, number in session.execute(mine):
            found[name] += int(number)
    return found


def reconciliations(session: Session, population: str) -> tuple[ReconciliationRow, ...]:
    """What it was held against, in that order."""
    query = select(Reconciliation).where(col(Reconciliation.population) == population)
    found = list(session.scalars(query.order_by(col(Reconciliation.position))))
    below: dict[str, list[DifferenceRow]] = defaultdict(list)
    listed = select(PopulationDifference).where(col(PopulationDifference.reconciliation).in_([one.id for one in found]))
    for one in session.scalars(listed.order_by(col(PopulationDifference.side), col(PopulationDifference.item))):
        below[one.reconciliation].append(
            DifferenceRow(one.id, one.item, one.side, one.reason, one.explained_by, one.explained_on)
        )
    return tuple(
        ReconciliationRow(
            one.id,
            one.against,
            one.sha256,
            one.keys_sha256,
            one.rows_here,
            one.rows_there,
            one.only_here,
            one.only_there,
            one.unlisted,
            one.unlisted + sum(not row.reason for row in below[one.id]),
            one.done_by,
            one.done_on,
            tuple(below[one.id]),
        )
        for one in found
    )
