"""One access review as a whole: systems with their lists, what stands out, pace, signatures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.reviews import AccountList, Campaign, CampaignSystem, SignOff
from grcdesk.models.rosters import RosterList
from grcdesk.rules.reviews import remarks as remark_rules
from grcdesk.rules.reviews import reviews as rules
from grcdesk.schemas.coverage.coverage import Span
from grcdesk.schemas.reviews.lists import KeptFileRow, ListRow, RosterRow
from grcdesk.schemas.reviews.reviews import CampaignDetail, SignOffRow, SystemRow
from grcdesk.services.reviews import bulk, kept, reading
from grcdesk.services.reviews import roster as people
from grcdesk.services.reviews.reading import ACCOUNT


def detail(session: Session, row: Campaign) -> CampaignDetail:
    """A campaign as a whole."""
    systems = reading.systems_of(session, row.id)
    listed = people.in_force(session)
    files = kept.of_campaign(session, row.id, also=listed.id if listed else "")
    tally = reading.tallies(session, [row.id])[row.id]
    lists = {
        one.id: list_row(one, systems, files)
        for one in session.scalars(select(AccountList).where(col(AccountList.campaign) == row.id))
    }
    numbers = _numbers(session, row.id)
    previous = reading.previous_systems(session, row)
    return CampaignDetail(
        id=row.id,
        slot=row.slot,
        span=Span(row.slot_start, row.slot_end),
        state=rules.state_of(row.phase, tally, len(systems), remarked=reading.remarked(session, row.id)),
        started=row.started,
        due=row.due,
        removal_days=row.removal_days,
        dormant_days=row.dormant_days,
        holidays=reading.holidays_of(row),
        split=row.split,
        control=row.control,
        systems=tuple(
            SystemRow(
                one.name,
                one.owner,
                one.delegate,
                *numbers.get(one.id, (0, 0)),
                lists.get(one.population),
                lists.get(one.proof),
                _gone(session, one, previous.get(one.name, "")) if one.population else (),
            )
            for one in systems
        ),
        tally=tally,
        flags=_flags(session, row.id),
        pace=tuple(bulk.pace(session, row.id)),
        sign_offs=tuple(
            sign_off_row(one)
            for one in session.scalars(
                select(SignOff).where(col(SignOff.campaign) == row.id).order_by(col(SignOff.position))
            )
        ),
        opened_by=row.opened_by,
        opened_at=row.opened_at,
        roster=roster_row(listed, files) if listed else None,
        files=tuple(files),
    )


def sign_off_row(one: SignOff) -> SignOffRow:
    """A sign-off as it is shown."""
    return SignOffRow(
        one.id, one.name, one.role, one.signed_on, one.statement, one.keep, one.revoke, one.modify, one.rows,
        one.sha256, one.evidence, tuple(one.exceptions), one.reopened_on, one.reopened_by, one.reopen_reason,
        one.recorded_by, one.recorded_at, remark_rules.verdict(one.exceptions),
    )  # fmt: skip


def roster_row(one: RosterList, files: Sequence[KeptFileRow]) -> RosterRow:
    """A list of people as it is shown."""
    mine = tuple(file for file in files if file.about == one.id)
    return RosterRow(
        one.id, one.source, one.file_name, one.sha256, one.pulled_on, one.pulled_by, one.loaded_at, one.loaded_by,
        one.rows, one.people, one.gone, one.confirmed, mine,
    )  # fmt: skip


def list_row(one: AccountList, systems: Sequence[CampaignSystem], files: Sequence[KeptFileRow] = ()) -> ListRow:
    """A list of accounts as it is shown."""
    name = next((system.name for system in systems if system.id == one.system), "")
    return ListRow(
        one.id, name, one.purpose, one.source, one.file_name, one.sha256, one.query, one.pulled_at, one.rows,
        one.accounts, one.completeness, tuple(one.columns), tuple(one.dropped), tuple(one.unknown), tuple(one.skipped),
        tuple(one.assumed), one.pulled_by, reading.drawn_on(one), one.loaded_at, one.stated, tuple(one.marks),
        one.lost, one.doubt, one.believed, one.believed_by, tuple(file for file in files if file.about == one.id),
    )  # fmt: skip


def _numbers(session: Session, campaign: str) -> dict[str, tuple[int, int]]:
    open_ = func.sum(case((ACCOUNT.decision.is_(None), 1), else_=0))
    query = select(ACCOUNT.system, func.count(), open_).where(ACCOUNT.campaign == campaign).group_by(ACCOUNT.system)
    return {system: (total, undecided) for system, total, undecided in session.execute(query)}


def _flags(session: Session, campaign: str) -> dict[str, int]:
    query = select(ACCOUNT.flags, func.count()).where(ACCOUNT.campaign == campaign).group_by(ACCOUNT.flags)
    found: Counter[str] = Counter()
    for flags, number in session.execute(query):
        for flag in flags:
            found[flag] += number
    return dict(sorted(found.items()))


def _gone(session: Session, system: CampaignSystem, before: str) -> tuple[str, ...]:
    if not before:
        return ()
    now = select(ACCOUNT.account).where(ACCOUNT.system == system.id)
    query = select(ACCOUNT.account).where(ACCOUNT.system == before, ACCOUNT.account.not_in(now))
    return tuple(session.scalars(query.order_by(ACCOUNT.account)))
