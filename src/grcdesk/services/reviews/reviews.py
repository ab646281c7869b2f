"""Access reviews as campaigns: opening, who may decide, checking, signing, reopening."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk import clock
from grcdesk.errors import Refused
from grcdesk.models.base import col
from grcdesk.models.reviews import Account, AccountList, Campaign, CampaignSystem, KeptFile, SignOff
from grcdesk.models.tables import table_of
from grcdesk.rules.reviews import reviews as rules
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.reviews.checks import SignCheck
from grcdesk.schemas.reviews.reviews import CampaignDetail, CampaignPlan, CampaignRow
from grcdesk.services.common import in_force
from grcdesk.services.common.context import Service
from grcdesk.services.common.ids import next_id
from grcdesk.services.controls.plan_writing import require_control
from grcdesk.services.reviews import check as review_check
from grcdesk.services.reviews import detail as review_detail
from grcdesk.services.reviews import reading, signing, sync
from grcdesk.services.reviews.signed_facts import SignerWords
from grcdesk.terms import Verb
from grcdesk.terms.reviews import CampaignPhase
from grcdesk.text import clean
from grcdesk.wording import count, join


class Reviews(Service):
    """Verbs on campaigns."""

    def list(self) -> list[CampaignRow]:
        """All campaigns, newest slot first."""
        with self._store.read() as session:
            return reading.campaign_rows(session)

    def show(self, campaign: str) -> CampaignDetail:
        """A campaign by its id or slot: systems, lists, decisions in numbers, sign-offs.

        Raises:
            NotFound: when there is none.
        """
        with self._store.read() as session:
            return review_detail.detail(session, reading.require(session, campaign))

    def open(self, plan: CampaignPlan) -> Outcome:
        """Open a campaign for a slot.

        Raises:
            BadInput: when the slot is no slot, or the file of holidays cannot be read.
            Refused: without a system, or when the slot has a campaign already.
            NotFound: when there is no such control.
        """
        with self._store.work(Verb.REVIEW_OPEN) as work:
            span = rules.slot_span(plan.slot)
            slot = plan.slot.strip().upper()
            started, due = plan.started or self._today(), plan.due or span.end
            if started > self._today():
                raise Refused(f"the review cannot have begun on {started}, which is still to come")
            if plan.control:
                require_control(work.session, plan.control)
            systems = _chosen(work.session, plan)
            other = work.session.scalar(select(Campaign).where(col(Campaign.slot) == slot))
            if other is not None:
                raise Refused(f"{slot} has {other.id} already", hint="open another slot, or reopen that review")
            name, number = next_id(work.session, Campaign, "AR")
            row = Campaign(
                id=name, slot=slot, slot_start=span.start, slot_end=span.end, started=started, due=due,
                removal_days=plan.removal_days, dormant_days=plan.dormant_days,
                holidays=_holidays(plan), split=plan.split,
                control=plan.control, position=number, opened_by=clean(self._store.signer.name),
                opened_at=clock.stamp(clock.now()),
            )  # fmt: skip
            work.session.add(row)
            parts = _systems(work.session, name, plan, systems)
            work.session.add_all(parts)
            ownerless = [one.name for one in parts if not one.owner]
        warnings = (f"no owner yet for {join(ownerless)}: grcdesk reviews assign",) if ownerless else ()
        return work.outcome(f"{name} opened for {slot}: {count(len(systems), 'system')}, due {due}", warnings=warnings)

    def assign(self, campaign: str, system: str, *, owner: str | None = None, delegate: str | None = None) -> Outcome:
        """Say who owns a system of a campaign and who may stand in; None leaves it as it is.

        Raises:
            NotFound: when there is no such campaign or system.
            Refused: when the campaign is signed.
        """
        with self._store.work(Verb.REVIEW_ASSIGN) as work:
            row = signing.require_open(work.session, campaign)
            one = reading.require_system(work.session, row.id, system)
            if owner is not None:
                one.owner = clean(owner.strip(), "owner")
            if delegate is not None:
                one.delegate = clean(delegate.strip(), "delegate")
            work.session.flush()
            sync.refresh_flags(work.session, row, [one])
            sync.refresh_reviewers(work.session, row)
            stands_in = f", {one.delegate} stands in" if one.delegate else ""
            said = f"{one.name}: {one.owner or 'nobody'} decides{stands_in}"
        return work.outcome(said)

    def drop(self, campaign: str) -> Outcome:
        """Take back a campaign that was never signed, with its lists and rows.

        Raises:
            NotFound: when there is none.
            Refused: when it was signed once.
        """
        with self._store.work(Verb.REVIEW_DROP) as work:
            row = signing.require_open(work.session, campaign)
            if work.session.scalar(select(SignOff).where(col(SignOff.campaign) == row.id)) is not None:
                raise Refused(f"{row.id} was signed once and stays on record")
            # what hangs on others goes before them, each row by itself: each leaves its line in the log
            for model in (Account, AccountList, CampaignSystem, KeptFile):
                for part in work.session.scalars(select(model).where(table_of(model).c.campaign == row.id)):
                    work.session.delete(part)
            work.session.delete(row)
            said = f"{row.id} of {row.slot} dropped"
        return replace(work.outcome(said), changed=(row.id,))

    def check(self, campaign: str) -> SignCheck:
        """Whether a campaign can be signed, and everything that speaks against it by name.

        Raises:
            NotFound: when there is none.
        """
        with self._store.read() as session:
            return review_check.check(session, reading.require(session, campaign))

    def sign(self, campaign: str, *, name: str = "", role: str, statement: str = "", on: date | None = None) -> Outcome:
        """Sign a campaign: its rows are frozen, hashed, kept in the vault, and become evidence for its slot.

        Args:
            campaign: id or slot.
            name: who signs; the person at the desk when empty.
            role: in which role.
            statement: in whose words; the usual sentence when empty.
            on: the day; today when not given.

        Raises:
            NotFound: when there is none.
            Refused: with every reason, while something speaks against it.
        """
        with self._store.work(Verb.REVIEW_SIGN) as work:
            row = signing.require_open(work.session, campaign)
            words = SignerWords(
                name.strip() or self._store.signer.name, role, statement, on or self._today(), self._store.signer.name
            )
            said, exceptions = signing.sign(work.session, self._store.paths, row, words, self._today())
        return work.outcome(said, warnings=exceptions)

    def reopen(self, campaign: str, *, reason: str) -> Outcome:
        """Open a signed campaign again. The sign-off stays on record; its evidence is rejected.

        Raises:
            NotFound: when there is none.
            Refused: when it is not signed, or without a reason.
        """
        with self._store.work(Verb.REVIEW_REOPEN, reason) as work:
            row = reading.require(work.session, campaign)
            if row.phase is not CampaignPhase.SIGNED:
                raise Refused(f"{row.id} is not signed")
            if not reason.strip():
                raise Refused(f"reopening {row.id} needs a reason", hint="--reason TEXT")
            signing.reopen(work.session, row, self._store.signer.name, reason.strip(), self._today())
        return work.outcome(f"{row.id} is open again; its sign-off stays on record and proves nothing any more")


def _holidays(plan: CampaignPlan) -> list[str]:
    found = set(plan.holidays)
    if plan.holiday_file is not None:
        from grcdesk.importers.reviews.apart import read_holidays  # noqa: PLC0415

        found.update(read_holidays(plan.holiday_file))
    return [day.isoformat() for day in sorted(found)]


def _chosen(session: Session, plan: CampaignPlan) -> list[str]:
    given = [clean(" ".join(name.split()), "system name") for name in plan.systems]
    known = list(in_force.systems(session))
    spelt = {rules.fold(name): name for name in known}
    found = list(dict.fromkeys(spelt.get(rules.fold(name), name) for name in given if name)) or known
    if not found:
        hint = "name one in --system NAME, or add it to the scope: grcdesk scope system add NAME"
        raise Refused("an access review needs a system", hint=hint)
    strangers = [name for name in (*plan.owners, *plan.delegates) if name not in found]
    if strangers:
        raise Refused(f"{join(strangers)}: no system of this review", hint=f"its systems are {join(found)}")
    return found


def _systems(session: Session, campaign: str, plan: CampaignPlan, names: list[str]) -> list[CampaignSystem]:
    """Its systems; who is not told decides as in the review before."""
    before = _people_before(session)
    found = []
    for position, system in enumerate(names, 1):
        owner, delegate = before.get(system, ("", ""))
        found.append(
            CampaignSystem(
                id=f"{campaign}/{position}",
                campaign=campaign,
                name=system,
                position=position,
                owner=clean(plan.owners.get(system, owner).strip(), "owner"),
                delegate=clean(plan.delegates.get(system, delegate).strip(), "delegate"),
            )
        )
    return found


def _people_before(session: Session) -> dict[str, tuple[str, str]]:
    """System → owner and delegate, as of the newest campaign that named them."""
    rows = session.scalars(
        select(CampaignSystem)
        .join(Campaign, col(Campaign.id) == col(CampaignSystem.campaign))
        .order_by(col(Campaign.slot_start), col(Campaign.position))
    )
    return {row.name: (row.owner, row.delegate) for row in rows if row.owner or row.delegate}
