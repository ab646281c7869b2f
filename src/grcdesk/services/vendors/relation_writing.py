"""Contacts and subprocessors of vendors: checked on the way in, inside one unit of work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk.errors import BadInput, Refused
from grcdesk.models.base import Row, col
from grcdesk.models.vendors import Subprocessor, Vendor, VendorContact
from grcdesk.rules.controls import gap
from grcdesk.rules.vendors import agreements
from grcdesk.schemas.vendors.file import AgreementRow
from grcdesk.schemas.vendors.papers import SubprocessorDecision, SubprocessorFacts
from grcdesk.services.common.days import refuse_ahead
from grcdesk.services.vendors import files as vendor_files
from grcdesk.terms.vendors import Clause, ContactKind, Objection
from grcdesk.text import clean

_LONG = 32_000
"""Characters a text may have: what fits a workbook's cell."""


def next_number(session: Session, model: type[Row], vendor: Vendor) -> int:
    """The number of the next record of that kind of that vendor."""
    columns = model.__table__.c
    last = session.scalar(select(func.max(columns.position)).where(columns.vendor == vendor.id))
    return (last or 0) + 1


def line(given: str, what: str) -> str:
    """A text of one line as it may be stored.

    Raises:
        BadInput: when it is too long.
    """
    text = clean(" ".join(given.split()), what)
    if len(text) > _LONG:
        raise BadInput(f"{what} has {len(text):,} characters", hint=f"at most {_LONG:,}: a cell holds no more")
    return text


def add_contact(session: Session, vendor: Vendor, kind: ContactKind, said: Mapping[str, str]) -> VendorContact:
    """Somebody to call: name, mail and phone.

    Raises:
        Refused: with neither name nor mail.
    """
    number = next_number(session, VendorContact, vendor)
    entry = VendorContact(id=f"{vendor.id}/c{number}", vendor=vendor.id, kind=kind, position=number)
    change_contact(entry, said)
    session.add(entry)
    session.flush()
    return entry


def change_contact(entry: VendorContact, said: Mapping[str, str]) -> None:
    """Set what is said of a contact; what is not said stays.

    Raises:
        Refused: when neither name nor mail would be left.
    """
    texts = {name: line(said.get(name, getattr(entry, name) or ""), name) for name in ("name", "mail", "phone")}
    if not texts["name"] and not texts["mail"]:
        raise Refused("a contact needs a name or a mail address")
    for name, text in texts.items():
        setattr(entry, name, text)


class SubprocessorList:
    """The subprocessors of one vendor, looked up once for however many are brought."""

    def __init__(self, session: Session, vendor: Vendor, today: date) -> None:
        self._session = session
        self._vendor = vendor
        self._today = today
        query = select(Subprocessor).where(col(Subprocessor.vendor) == vendor.id).order_by(col(Subprocessor.position))
        self.rows = list(session.scalars(query))
        self._number = next_number(session, Subprocessor, vendor)
        # None: not looked up yet; in a tuple None: looked up, and no agreement says
        self._notice: tuple[int | None] | None = None

    def named(self, name: str) -> Subprocessor | None:
        """The one of that name that is not gone."""
        folded = " ".join(name.split()).casefold()
        return next((one for one in self.rows if one.removed is None and one.name.casefold() == folded), None)

    def add(self, facts: SubprocessorFacts) -> Subprocessor:
        """A new one. When it was announced the time to object begins.

        Raises:
            Refused: without a name, twice, or announced without any days to object.
        """
        name = line(facts.name, "name")
        if not name:
            raise Refused("a subprocessor needs a name")
        if self.named(name) is not None:
            raise Refused(f"{name} is a subprocessor of {self._vendor.name} already")
        entry = Subprocessor(
            id=f"{self._vendor.id}/s{self._number}", vendor=self._vendor.id, name=name, position=self._number,
            service=line(facts.service, "service"), region=line(facts.region, "region"),
            website=line(facts.website, "website"), since=facts.since,
        )  # fmt: skip
        self.announce(entry, facts.announced, facts.notice_days)
        self._number += 1
        self._session.add(entry)
        self.rows.append(entry)
        return entry

    def announce(self, entry: Subprocessor, announced: date | None, days: int | None) -> None:
        """Note when it was announced, and how long we may object: as told, else as the agreement says.

        Raises:
            Refused: for a day still to come, or when nobody says how many days.
        """
        refuse_ahead(f"{entry.name} was announced on", announced, self._today)
        if announced is not None and days is None:
            days = self._notice_days()
        entry.announced, entry.notice_days = announced, days or 0

    def _notice_days(self) -> int:
        if self._notice is None:
            file = vendor_files.files(self._session, [self._vendor], self._today)[0]
            self._notice = (_agreed(agreements.in_force(file, self._today)),)
        if self._notice[0] is None:
            raise Refused(
                "no agreement says how many days we may object", hint="--notice-days N, or read the clause first"
            )
        return self._notice[0]


def change_subprocessor(entry: Subprocessor, said: Mapping[str, str]) -> None:
    """Set name, service, region or website; what is not said stays.

    Raises:
        Refused: without a name.
    """
    for name, given in said.items():
        setattr(entry, name, line(given, name))
    if not entry.name:
        raise Refused("a subprocessor needs a name")


def decide(entry: Subprocessor, decision: SubprocessorDecision, today: date) -> None:
    """Accept a subprocessor, object to it, or note that it is gone.

    Raises:
        Refused: without a person, objecting without a reason, or on a day still to come.
    """
    who = clean(gap.person(decision.by, "decided by"))
    if not who and decision.decision is not Objection.OPEN:
        raise Refused(f"deciding on {entry.name} needs a person", hint="--by NAME")
    if decision.decision is Objection.OBJECTED and not decision.reason.strip():
        raise Refused(f"objecting to {entry.name} needs a reason", hint="--reason TEXT")
    refuse_ahead(f"the decision on {entry.name} was made on", decision.on, today)
    refuse_ahead(f"{entry.name} is gone since", decision.removed, today)
    entry.decision, entry.reason = decision.decision, clean(decision.reason.strip(), "reason")
    entry.removed = decision.removed
    # taken back to open, nobody has decided: who did stands in the log
    undecided = decision.decision is Objection.OPEN
    entry.decided_by, entry.decided_on = ("", None) if undecided else (who, decision.on or today)


def _agreed(binding: Iterable[AgreementRow]) -> int | None:
    """The days that the agreements in force give us to object; of several the fewest, for those are safe under all."""
    clauses = [one for row in binding for one in row.clauses if one.clause is Clause.SUBPROCESSOR_NOTICE]
    return min((one.amount for one in clauses if one.amount is not None), default=None)
