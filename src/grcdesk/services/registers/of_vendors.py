"""Vendors as a register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import select

from grcdesk.errors import BadInput
from grcdesk.models.base import col
from grcdesk.models.vendors import Vendor
from grcdesk.rules.registers.cells import text_of
from grcdesk.rules.registers.vendors import VENDORS
from grcdesk.rules.time.months import add_months
from grcdesk.rules.vendors import review_dates as rules
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.services.registers.door import BringingRegister, FieldValues, HeldRow, RegisterDoor
from grcdesk.services.vendors import reading
from grcdesk.services.vendors.writing import apply, checked, leave, named, planning, put_new, warnings
from grcdesk.terms import Verb
from grcdesk.terms.vendors import Tier
from grcdesk.text import clean
from grcdesk.wording import word

_PLAN = frozenset({"planned_review", "planned_reason"})
_FACTS = tuple(one.name for one in fields(VendorFacts) if one.name not in _PLAN)
_ANSWERS = ("data", "criticality", "access", "substitute")


class VendorsDoor(RegisterDoor):
    """The vendors of the desk."""

    form = VENDORS
    verb = Verb.VENDOR_IMPORT

    def __init__(self, session: Any, bringing: BringingRegister) -> None:
        super().__init__(session, bringing)
        self._policy = reading.policy(session)

    def held(self, where: str = "") -> Sequence[HeldRow]:
        """In the order they came."""
        wanted = set(reading.keys(self.session, where, "", self.bringing.today)) if where else None
        query = select(Vendor).order_by(col(Vendor.position))
        self._rows = {row.id: row for row in self.session.scalars(query) if wanted is None or row.id in wanted}
        return [HeldRow(row.id, row.name, self.now(row.id)) for row in self._rows.values()]

    def now(self, ident: str) -> Mapping[str, str]:
        """The vendor; its next review as it is due."""
        row = self._rows[ident]
        cells = {name: text_of(getattr(row, name)) for name in (*_FACTS, "planned_reason", "offboard_reason")}
        due = reading.row_of(row, self._policy, self.bringing.today).review.due
        return cells | {
            "id": row.id,
            "cadence": f"{rules.cadence(reading.watched(row), self._policy)} months",
            "planned_review": text_of(due),
            "offboarded": text_of(row.offboarded),
        }

    def change(self, ident: str, wanted: FieldValues) -> None:
        """As `vendors set` and `vendors offboard`."""
        row = self._rows[ident]
        apply(self.session, row, self._facts(wanted), self._policy, self.bringing.today)
        self._plan(row, wanted)
        self._leave(row, wanted)
        self.warnings += warnings(row)

    def add(self, values: FieldValues) -> tuple[str, str]:
        """As `vendors add`; its tier as told, as its answers suggest, or as told for all."""
        facts = {name: value for name, value in self._facts(values).items() if value is not None}
        facts["name"] = named(str(values["name"]))
        tier, source = self._tier(facts)
        left = values.get("offboarded")
        row, warnings_of_new = put_new(
            self.session, facts | {"tier": tier}, self.bringing.today, left if isinstance(left, date) else None
        )
        row.offboard_reason = clean(str(values.get("offboard_reason") or ""), "reason")
        self._rows[row.id] = row
        self._plan(row, values)
        self.warnings += warnings_of_new
        due = reading.row_of(row, self._policy, self.bringing.today).review
        next_ = f"next review {due.due}" if due.due else due.why
        return row.id, f"{row.id} {row.name} new, {word(row.tier)}{source}; {next_}"

    def _tier(self, facts: Mapping[str, Any]) -> tuple[Tier, str]:
        """How closely a new vendor is watched, and where that comes from: its row goes before its answers."""
        if (own := facts.get("tier")) is not None:
            return own, ""
        if (suggested := rules.suggest_tier(*(facts.get(key) for key in _ANSWERS))) is not None:
            return suggested, ", as its answers suggest"
        if for_all := self.default("tier"):
            return Tier(for_all), ", as told for all"
        raise BadInput(f"a new vendor needs a tier: {', '.join(Tier)}, or --tier for all rows without one")

    def _facts(self, values: FieldValues) -> dict[str, Any]:
        said: dict[str, Any] = {name: value for name, value in values.items() if name in _FACTS}
        return checked(VendorFacts(**said))

    def _plan(self, row: Vendor, wanted: FieldValues) -> None:
        """The next review, where it is not as the cadence has it by now."""
        day, why = self._said(row, wanted)
        if day is ... and why:
            self.warnings.append(f"{row.name}: its next review is no other than its cadence asks for: reason not kept")
        if day is ... or (day is not None and _due_already(row, day)):
            return
        reason = why or row.planned_reason or f"as {self.bringing.file} says"
        said = {"planned_review": day, "planned_reason": reason if day else ""}
        planned = planning(checked(VendorFacts(**said)), self.bringing.by, self.bringing.today)  # type: ignore[arg-type]
        apply(self.session, row, planned, self._policy, self.bringing.today)

    def _said(self, row: Vendor, wanted: FieldValues) -> tuple[object, str]:
        """The day that is said, and why. `...`: none, and what is planned stays; None: the cell was emptied."""
        why = str(wanted.get("planned_reason") or "")
        if "planned_review" in wanted:
            return wanted["planned_review"], why
        if why and row.planned_review is not None:
            return row.planned_review, why
        if "cadence" in wanted:
            day, by_cadence = self._by_cadence(row, wanted["cadence"])
            return day, why or by_cadence
        return ..., why

    def _by_cadence(self, row: Vendor, months: object) -> tuple[object, str]:
        """When a cadence of its own brings the next review; nothing to do where its tier has the same."""
        if not isinstance(months, int) or months == rules.cadence(reading.watched(row), self._policy):
            return ..., ""
        if row.last_review is None:
            self.warnings.append(f"{row.name}: every {months} months, and never reviewed: the first review is due")
            return ..., ""
        return add_months(row.last_review, months), f"every {months} months, as {self.bringing.file} says"

    def _leave(self, row: Vendor, wanted: FieldValues) -> None:
        """Leaving, or a better word on why it left."""
        day, why = wanted.get("offboarded"), clean(str(wanted.get("offboard_reason") or ""), "reason")
        if isinstance(day, date):
            leave(row, day, why or row.offboard_reason)
            row.version += 1
        elif "offboard_reason" in wanted and row.offboarded is not None:
            row.offboard_reason = why
            row.version += 1


def _due_already(row: Vendor, day: object) -> bool:
    """Whether a plan would say what is so without it: nobody reviews who has left, or the cadence asks for that day."""
    return row.offboarded is not None or (day == row.next_review and not row.planned_review)
