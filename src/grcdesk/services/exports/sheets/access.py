"""The lists of accounts behind access reviews: where each came from, how whole it is, and the roster beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.reviews import AccountList, Campaign, SignOff
from grcdesk.models.rosters import RosterList
from grcdesk.schemas.audits.sheets import ReviewList
from grcdesk.schemas.coverage.coverage import Span
from grcdesk.schemas.reviews.lists import RosterRow
from grcdesk.services.reviews import kept, reading
from grcdesk.services.reviews.detail import list_row, roster_row
from grcdesk.services.reviews.lines import touching


def lists(session: Session, period: Span | None) -> Iterator[ReviewList]:
    """System by system every list of accounts of the reviews that touch the period, later ones too.

    A system that has no list yet is a row without one: silence is no list.
    """
    campaigns = session.scalars(touching(period)).all()
    states = {row.id: row.state for row in reading.campaign_rows(session)} if campaigns else {}
    rosters = list(session.scalars(select(RosterList).order_by(col(RosterList.position))))
    for row in campaigns:
        systems = reading.systems_of(session, row.id)
        files = kept.of_campaign(session, row.id)
        query = select(AccountList).where(col(AccountList.campaign) == row.id).order_by(col(AccountList.position))
        found = session.scalars(query).all()
        roster = _roster(session, row, rosters)
        for system in systems:
            mine = [list_row(one, systems, files) for one in found if one.system == system.id]
            about = (row.id, row.slot, states[row.id], system.name)
            yield from (ReviewList(*about, one, roster) for one in mine)
            if not mine:
                yield ReviewList(*about, None, roster)


def _roster(session: Session, row: Campaign, rosters: Sequence[RosterList]) -> RosterRow | None:
    """The newest list of people; of a signed review the newest that was there when it was signed."""
    query = select(SignOff).where(col(SignOff.campaign) == row.id, col(SignOff.reopened_on).is_(None))
    sign = session.scalars(query).first()
    # the signature rests on the list of people of its day; a newer one says nothing of what was looked at then
    there = [one for one in rosters if sign is None or not sign.recorded_at or one.loaded_at <= sign.recorded_at]
    return roster_row(there[-1], ()) if there else None
