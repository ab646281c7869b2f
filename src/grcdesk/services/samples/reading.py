"""Reading samples of the engagement in force."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk.errors import NotFound
from grcdesk.models.base import col
from grcdesk.models.populations import Population
from grcdesk.models.samples import DrawnSample
from grcdesk.schemas.samples import SampleRow
from grcdesk.services.common.in_force import in_force
from grcdesk.services.populations.standing import described


def find(session: Session, name: str) -> DrawnSample:
    """A sample of the engagement in force.

    Raises:
        NotFound: when there is none of that id.
    """
    mine = select(DrawnSample).where(col(DrawnSample.engagement) == in_force(session))
    row = session.scalar(mine.where(func.lower(col(DrawnSample.id)) == name.strip().casefold()))
    if row is None:
        raise NotFound.of("sample", name, tuple(one.id for one in session.scalars(mine)))
    return row


def shelf(session: Session) -> list[SampleRow]:
    """All samples of the engagement in force, in the order they were drawn."""
    query = (
        select(DrawnSample).where(col(DrawnSample.engagement) == in_force(session)).order_by(col(DrawnSample.position))
    )
    return rows(session, list(session.scalars(query)))


def rows(session: Session, found: list[DrawnSample]) -> list[SampleRow]:
    """Those samples, with where their populations stand. The number of queries does not grow with them."""
    wanted = {one.population for one in found}
    held = list(session.scalars(select(Population).where(col(Population.id).in_(wanted))))
    states = {row.id: row for row in described(session, held)}
    return [
        _row(one, states[one.population].name, states[one.population].rows, states[one.population].state)
        for one in found
    ]


def _row(one: DrawnSample, name: str, rows_: int, state: str) -> SampleRow:
    return SampleRow(
        one.id,
        one.control,
        one.population,
        name,
        one.population_sha256,
        one.rows_sha256,
        one.lane,
        one.size,
        rows_,
        one.seed,
        one.seed_given,
        one.seed_name,
        one.strata,
        one.size_reason,
        one.chosen_by,
        one.reason,
        tuple(one.interim),
        state,
        one.items_sha256,
        one.drawn_by,
        one.drawn_at,
        one.dropped,
    )
