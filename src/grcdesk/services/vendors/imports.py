"""Bringing vendors from a list kept elsewhere, inside one unit of work."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from grcdesk.errors import BadInput, Refused
from grcdesk.models.vendors import Vendor
from grcdesk.rules.vendors import review_dates as rules
from grcdesk.schemas.vendors import VendorIn, VendorsFile
from grcdesk.services.vendors import reading
from grcdesk.services.vendors.writing import apply, checked, leave, named, put_new, warnings
from grcdesk.terms.vendors import Tier
from grcdesk.text import clean
from grcdesk.wording import count, word


@dataclass
class VendorsImported:
    """What became of the rows, in words."""

    added: int = 0
    changed: int = 0
    same: int = 0
    lines: list[str] = field(default_factory=list)
    """What each row did or would do, by its line in the file."""
    warnings: list[str] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        """`4 vendors added, 2 changed, 1 as before`."""
        return f"{count(self.added, 'vendor')} added, {self.changed} changed, {self.same} as before"


def take(session: Session, read: VendorsFile, today: date, tier: Tier | None) -> VendorsImported:
    """Add the vendors that are new, and set of the others what the file says; a blank cell says nothing.

    Args:
        session: of the unit of work.
        read: the list.
        today: the day an unsaid onboarding counts from.
        tier: for new vendors of which neither tier nor answers are told.

    Raises:
        BadInput: naming every row a rule refuses; nothing is taken then.
    """
    taking = _Taking(session, today, tier)
    wrong: list[str] = []
    for one in read.vendors:
        try:
            taking.take(one)
        except (BadInput, Refused) as error:
            wrong.append(f"line {one.line}: {error.message}")
    if wrong:
        told = f"{count(len(wrong), 'row')} cannot be taken; nothing was imported"
        raise BadInput(told, hint="mend them in the file; --dry-run shows what would be read", reasons=tuple(wrong))
    return taking.done


class _Taking:
    """Row after row."""

    def __init__(self, session: Session, today: date, tier: Tier | None) -> None:
        self.done = VendorsImported()
        self._session = session
        self._today = today
        self._tier = tier
        self._law = reading.policy(session)
        self._known = {row.name.casefold(): row for row in session.scalars(select(Vendor))}

    def take(self, one: VendorIn) -> None:
        """A new vendor, or what is said of a known one."""
        name = named(one.name)
        row = self._known.get(name.casefold())
        said = self._change(row, one) if row is not None else self._new(name, one)
        self.done.lines.append(f"line {one.line}: {said}")

    def _new(self, name: str, one: VendorIn) -> str:
        wanted: dict[str, Any] = checked(one.facts) | {"name": name}
        wanted = {key: value for key, value in wanted.items() if value is not None}
        answers = [wanted.get(key) for key in ("data", "criticality", "access", "substitute")]
        suggested = rules.suggest_tier(*answers)
        found = wanted.get("tier") or suggested or self._tier
        if found is None:
            raise BadInput(f"{name} needs a tier: {', '.join(Tier)}, or --tier for all rows without one")
        row, told = put_new(self._session, wanted | {"tier": found}, self._today, one.offboarded)
        row.offboard_reason = clean(one.offboard_reason, "reason")
        self.done.added += 1
        self.done.warnings += told
        source = "" if "tier" in wanted else ", as its answers suggest" if suggested else ", as told for all"
        due = reading.row_of(row, self._law, self._today).review
        return f"{row.id} {name} new, {word(row.tier)}{source}; {f'next review {due.due}' if due.due else due.why}"

    def _change(self, row: Vendor, one: VendorIn) -> str:
        wanted = checked(one.facts)
        before = {key: getattr(row, key) for key in (*wanted, "offboarded")}
        moved = apply(self._session, row, wanted, self._law, self._today)
        if one.offboarded is not None and row.offboarded != one.offboarded:
            leave(row, one.offboarded, clean(one.offboard_reason, "reason"))
            row.version += 0 if moved else 1
            moved = True
        if not moved:
            self.done.same += 1
            return f"{row.id} {row.name} as before"
        self.done.changed += 1
        self.done.warnings += warnings(row)
        now = {key: getattr(row, key) for key in before}
        told = (f"{key.replace('_', ' ')} {_shown(before[key])} → {_shown(now[key])}" for key in before)
        changed = (text for text, key in zip(told, before, strict=True) if before[key] != now[key])
        return f"{row.id} {row.name}: {'; '.join(changed)}"


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value) if value not in (None, "") else "-"
    return text if len(text) <= 40 else f"{text[:39]}…"  # noqa: PLR2004  what fits beside another


def told(read: VendorsFile) -> tuple[str, ...]:
    """How the columns were understood."""
    said = [f"columns read: {', '.join(read.columns)}"]
    if read.unused:
        said.append(f"not used: {', '.join(read.unused)}")
    return (*said, *read.notes)
