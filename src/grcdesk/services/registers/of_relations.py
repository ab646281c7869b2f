"""Subprocessors and contacts of vendors as registers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from grcdesk.errors import BadInput, Refused
from grcdesk.models.base import col
from grcdesk.models.vendors import Subprocessor, Vendor, VendorContact
from grcdesk.rules.registers.cells import text_of
from grcdesk.rules.registers.vendors import CONTACTS, SUBPROCESSORS
from grcdesk.rules.vendors import providers
from grcdesk.schemas.vendors.papers import SubprocessorDecision, SubprocessorFacts
from grcdesk.services.registers.door import BringingRegister, FieldValues, HeldRow, RegisterDoor
from grcdesk.services.vendors import reading
from grcdesk.services.vendors import relation_writing as writes
from grcdesk.terms.vendors import ContactKind, Objection

_TEXTS = ("name", "service", "region", "website")
_DECIDED = frozenset({"decision", "decided_by", "decided_on", "reason", "removed"})


class SubprocessorsDoor(RegisterDoor):
    """Whom one vendor hands data on to, as he publishes it."""

    form = SUBPROCESSORS
    tells_absent = True

    def __init__(self, session: Any, bringing: BringingRegister) -> None:
        super().__init__(session, bringing)
        if not bringing.plan.vendor:
            raise BadInput("whose subprocessors?", hint="say whose with --vendor NAME")
        self._vendor = reading.find(session, bringing.plan.vendor)
        self._list = writes.SubprocessorList(session, self._vendor, bringing.today)
        keys = reading.vendor_keys(session)
        self._names = {one.id: one.name for one in keys}
        self._known = providers.known(one for one in keys if one.id != self._vendor.id)

    def held(self, where: str = "") -> Sequence[HeldRow]:
        """In the order they came; an id finds one that is gone, its name does not."""
        del where
        self._rows = {row.id: row for row in self._list.rows}
        return [
            HeldRow(row.id, row.name, self.now(row.id), gone=row.removed is not None) for row in self._rows.values()
        ]

    def now(self, ident: str) -> Mapping[str, str]:
        """The subprocessor, the days to object where it was announced, and the vendor of ours it is."""
        row = self._rows[ident]
        cells = {name: text_of(getattr(row, name)) for name in SUBPROCESSORS.names if hasattr(row, name)}
        by = row.announced + timedelta(days=row.notice_days) if row.announced else None
        days = text_of(row.notice_days) if row.announced else ""
        return cells | {"notice_days": days, "object_by": text_of(by), "known": self._known_as(row.name)}

    def change(self, ident: str, wanted: FieldValues) -> None:
        """What the vendor says of it, when it was announced, and what was decided."""
        row = self._rows[ident]
        texts = {name: str(value or "") for name, value in wanted.items() if name in _TEXTS}
        writes.change_subprocessor(row, texts)
        if "since" in wanted:
            row.since = _day(wanted, "since")
        if wanted.keys() & {"announced", "notice_days"}:
            announced = _day(wanted, "announced") if "announced" in wanted else row.announced
            days = wanted.get("notice_days", row.notice_days if row.announced else None)
            self._list.announce(row, announced, days if isinstance(days, int) else None)
        self._decide(row, wanted)

    def add(self, values: FieldValues) -> tuple[str, str]:
        """As `vendors subprocessor add`; announced on the day that was told for all new ones."""
        told = self.default("announced")
        days = values.get("notice_days") or (int(given) if (given := self.default("notice_days")) else None)
        facts = SubprocessorFacts(
            **{name: str(values.get(name) or "") for name in _TEXTS},
            announced=_day(values, "announced") or (date.fromisoformat(told) if told else None),
            notice_days=days if isinstance(days, int) else None,
            since=_day(values, "since"),
        )
        row = self._list.add(facts)
        self._rows[row.id] = row
        self._decide(row, values)
        clock = f", {row.notice_days} days from {row.announced} to object" if row.announced else ""
        known = f"; known here as {name}" if (name := self._known_as(row.name)) else ""
        return row.id, f"{row.id} {row.name} new{clock}{known}"

    def drop(self, ident: str) -> str:
        """It is gone since the day of the list."""
        row = self._rows[ident]
        day = self.bringing.plan.on or self.bringing.today
        self._decide(row, {"removed": day})
        return f"{row.id} {row.name} gone since {day}"

    def _decide(self, row: Subprocessor, wanted: FieldValues) -> None:
        if not wanted.keys() & _DECIDED:
            return
        decision = Objection(str(wanted.get("decision") or row.decision))
        said = SubprocessorDecision(
            decision,
            str(wanted.get("decided_by", row.decided_by) or ""),
            str(wanted.get("reason", row.reason) or ""),
            _day(wanted, "decided_on") if "decided_on" in wanted else row.decided_on,
            _day(wanted, "removed") if "removed" in wanted else row.removed,
        )
        writes.decide(row, said, self.bringing.today)

    def _known_as(self, name: str) -> str:
        key = self._known.get(providers.plain(name))
        return f"{key} {self._names[key]}" if key is not None else ""


class ContactsDoor(RegisterDoor):
    """Whom to call, of all vendors or of one."""

    form = CONTACTS

    def __init__(self, session: Any, bringing: BringingRegister) -> None:
        super().__init__(session, bringing)
        query = select(Vendor).order_by(col(Vendor.position))
        self._vendors = {row.id: row for row in session.scalars(query)}
        self._found: dict[str, Vendor] = {}

    def held(self, where: str = "") -> Sequence[HeldRow]:
        """Vendor by vendor."""
        del where
        only = self.bringing.plan.vendor
        wanted = [self._vendor(only)] if only else list(self._vendors.values())
        query = select(VendorContact).order_by(col(VendorContact.position))
        rows = list(self.session.scalars(query))
        self._rows = {row.id: row for vendor in wanted for row in rows if row.vendor == vendor.id}
        return [HeldRow(row.id, row.name or row.mail, self.now(row.id)) for row in self._rows.values()]

    def now(self, ident: str) -> Mapping[str, str]:
        """The contact."""
        row = self._rows[ident]
        cells = {name: text_of(getattr(row, name)) for name in CONTACTS.names}
        return cells | {"vendor": self._vendors[row.vendor].name}

    def key(self, cells: Mapping[str, str | None]) -> tuple[str, ...]:
        """Vendor and kind, and the mail address or else the name."""
        own = super().key(cells)
        who = (cells.get("mail") or cells.get("name") or "").casefold()
        return (*own, who) if own and who else ()

    def resolve(self, name: str, text: str) -> str:
        """A vendor by id or name."""
        return self._vendor(text).name if name == "vendor" else text

    def change(self, ident: str, wanted: FieldValues) -> None:
        """Kind, name, mail, phone."""
        row = self._rows[ident]
        if "vendor" in wanted:
            raise Refused(f"{ident} is a contact of {self._vendors[row.vendor].name}", hint="add one for the other")
        if "kind" in wanted:
            row.kind = ContactKind(str(wanted["kind"]))
        writes.change_contact(row, {name: str(value or "") for name, value in wanted.items() if name != "kind"})

    def add(self, values: FieldValues) -> tuple[str, str]:
        """As `vendors contact add`."""
        vendor = self._vendor(str(values["vendor"]))
        said = {name: str(values.get(name) or "") for name in ("name", "mail", "phone")}
        row = writes.add_contact(self.session, vendor, ContactKind(str(values["kind"])), said)
        self._rows[row.id] = row
        return row.id, f"{row.id} {row.name or row.mail} new, {row.kind} contact of {vendor.name}"

    def _vendor(self, given: str) -> Vendor:
        if given not in self._found:
            self._found[given] = reading.find(self.session, given)
        return self._found[given]


def _day(wanted: FieldValues, name: str) -> date | None:
    day = wanted.get(name)
    return day if isinstance(day, date) else None
