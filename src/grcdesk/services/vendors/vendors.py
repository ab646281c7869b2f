"""Vendors: lists, details, and setting what is known of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import date
from itertools import chain

from sqlalchemy import select

from grcdesk.errors import BadInput, Refused
from grcdesk.models.base import col
from grcdesk.models.vendors import Vendor
from grcdesk.models.vendors import VendorPolicyRow as PolicyRow
from grcdesk.schemas.keys import Keys
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.vendors.glance import VendorGlance
from grcdesk.schemas.vendors.vendors import VendorDetail, VendorFacts, VendorPolicy, VendorRow
from grcdesk.services.common.context import Service
from grcdesk.services.vendors import reading
from grcdesk.services.vendors.reading import POLICY, find
from grcdesk.services.vendors.writing import apply, checked, detail, leave, named, planning, put_new, reckon, warnings
from grcdesk.terms import Verb
from grcdesk.terms.vendors import Tier
from grcdesk.text import clean
from grcdesk.wording import count, day, join


class Vendors(Service):
    """Verbs on vendors."""

    def keys(self, where: str = "", *, sort: str = "") -> Keys:
        """Ids that match a filter, the next to be reviewed first.

        Raises:
            FilterError: when the filter cannot be understood.
        """
        with self._store.read() as session:
            return reading.keys(session, where, sort, self._today())

    def rows(self, keys: Sequence[str]) -> list[VendorGlance]:
        """The lines of those vendors, in that order, with a word on each paper. Constant queries for any window."""
        from grcdesk.rules.vendors.glance import glance  # noqa: PLC0415
        from grcdesk.services.vendors import files  # noqa: PLC0415  it reads papers, evidence and features

        with self._store.read() as session:
            found = {row.id: row for row in session.scalars(select(Vendor).where(col(Vendor.id).in_(keys)))}
            wanted = [found[key] for key in keys if key in found]
            return [glance(one) for one in files.judged(session, wanted, self._today())]

    def list(self, where: str = "", *, sort: str = "", as_of: date | None = None) -> list[VendorRow]:
        """All rows that match a filter, with dates counted from `as_of` (today when not given).

        Raises:
            FilterError: when the filter cannot be understood.
        """
        day_ = as_of or self._today()
        with self._store.read() as session:
            if not where and not sort:
                return sorted(reading.everyone(session, day_), key=lambda row: row.review.due is None)
            return reading.rows(session, reading.keys(session, where, sort, day_), day_)

    def show(self, vendor: str) -> VendorDetail:
        """Everything said of one vendor.

        Raises:
            NotFound: when there is no such vendor.
        """
        with self._store.read() as session:
            row = find(session, vendor)
            return detail(row, reading.policy(session), self._today(), reading.treatment(session))

    def add(self, name: str, facts: VendorFacts, *, offboarded: date | None = None) -> Outcome:
        """Add a vendor. Without a day it counts as onboarded today.

        Raises:
            Refused: when the name is taken, a tier is lower than the answers suggest without a reason, or dates clash.
            BadInput: without name or tier, or when a text is too long.
        """
        wanted = planning(checked(facts), self._store.signer.name, self._today()) | {"name": named(name)}
        if "tier" not in wanted:
            raise BadInput(f"{name} needs a tier", hint=f"one of {', '.join(Tier)}")
        with self._store.work(Verb.VENDOR_ADD) as work:
            row, told = put_new(work.session, wanted, self._today(), offboarded)
            law = reading.policy(work.session)
            due = reading.row_of(row, law, self._today()).review
            said = f"first review due {day(due.due)}" if row.last_review is None else f"next review {day(due.due)}"
            sentence = f"{row.id} {row.name} added, {row.tier}, {said if due.due else due.why}"
        return work.outcome(sentence, warnings=told)

    def set(
        self,
        vendors: Sequence[str],
        facts: VendorFacts,
        *,
        dry_run: bool = False,
    ) -> Outcome:
        """Set fields of one or several vendors, in one transaction and one batch.

        Args:
            vendors: ids or names.
            facts: what to set; UNSET fields stay.
            dry_run: say what would happen, change nothing.

        Raises:
            NotFound: naming an unknown vendor.
            Refused: like `add`, and when a record has moved on.
        """
        wanted = planning(checked(facts), self._store.signer.name, self._today())
        if not wanted:
            raise BadInput("nothing to set", hint="name at least one of tier, owner, region, last review …")
        if "name" in wanted and len(vendors) != 1:
            raise BadInput("a name is given to one vendor at a time")
        with self._store.work(Verb.VENDOR_SET, dry_run=dry_run) as work:
            rules, today = reading.policy(work.session), self._today()
            found = [find(work.session, name) for name in vendors]
            rows = list({row.id: row for row in found}.values())
            work.about({row.id: row.name for row in rows})
            changed: list[str] = []
            same: list[str] = []
            for row in rows:
                (changed if apply(work.session, row, wanted, rules, today) else same).append(row.name)
            told = tuple(chain.from_iterable(map(warnings, rows)))
        return work.outcome(_told(changed, same), unchanged=tuple(same), warnings=told)

    def offboard(self, vendor: str, *, on: date | None = None, reason: str) -> Outcome:
        """End the relation: from that day its reminders are silent. Its record stays.

        Raises:
            NotFound: when there is no such vendor.
            Refused: without a reason, twice, or before it was onboarded.
        """
        with self._store.work(Verb.VENDOR_OFFBOARD, reason) as work:
            row = find(work.session, vendor)
            if row.offboarded is not None:
                raise Refused(f"{row.name} was offboarded on {row.offboarded}")
            if not reason.strip():
                raise Refused(f"offboarding {row.name} needs a reason", hint="--reason TEXT")
            leave(row, on or self._today(), clean(reason.strip(), "reason"))
            row.version += 1
        return work.outcome(f"{row.name} offboarded on {row.offboarded}")

    def policy(self) -> VendorPolicy:
        """The rules in force: cadences, retention, home region."""
        with self._store.read() as session:
            return reading.policy(session)

    def set_policy(self, **changes: int | str) -> Outcome:
        """Change rules: every vendor's next review is reckoned anew.

        Raises:
            BadInput: for an unknown rule or an impossible number.
        """
        for name, value in changes.items():
            _refuse_rule(name, value)
        with self._store.work(Verb.VENDOR_POLICY) as work:
            row = work.session.get(PolicyRow, POLICY) or PolicyRow(id=POLICY, **asdict(VendorPolicy()))
            for name, value in changes.items():
                setattr(row, name, clean(value.strip(), name) if isinstance(value, str) else value)
            work.session.add(row)
            work.session.flush()
            law = reading.policy(work.session)
            moved = sum(reckon(vendor, law) for vendor in work.session.scalars(select(Vendor)))
        return work.outcome(f"vendor rules set, {count(moved, 'date')} of a next review moved")


def _refuse_rule(name: str, value: int | str) -> None:
    known = [field.name for field in fields(VendorPolicy)]
    if name not in known:
        raise BadInput(f"no rule {name!r}", hint=f"known are {', '.join(known)}")
    low, high = (0, 36_500) if name.endswith("_days") else (1, 120)
    if name != "home_region" and not (isinstance(value, int) and low <= value <= high):
        raise BadInput(f"{name} is {value!r}", hint=f"a whole number from {low} to {high}")


def _told(changed: Sequence[str], same: Sequence[str]) -> str:
    """`Example Models changed, 2 vendors already so`."""
    if not changed:
        return f"{join(list(same))} already so"
    also = f", {count(len(same), 'vendor')} already so" if same else ""
    return f"{join(list(changed))} changed{also}"
