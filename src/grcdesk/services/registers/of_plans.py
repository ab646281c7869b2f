"""Actions and accepted risks as registers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from grcdesk.errors import NotFound, Refused
from grcdesk.models.base import col
from grcdesk.models.catalogs import Control
from grcdesk.models.gap import Action, RiskAcceptance
from grcdesk.rules.registers.cells import text_of
from grcdesk.rules.registers.controls import ACTIONS, RISKS
from grcdesk.services.controls import plan_writing as writes
from grcdesk.services.registers.door import BringingRegister, FieldValues, HeldRow, RegisterDoor
from grcdesk.terms import ActionStatus


class _OfControls(RegisterDoor):
    """Records that each belong to a control."""

    def __init__(self, session: Any, bringing: BringingRegister) -> None:
        super().__init__(session, bringing)
        names: list[str] = list(session.scalars(select(col(Control.id))))
        self._controls = {name.casefold(): name for name in names}

    def resolve(self, name: str, text: str) -> str:
        """A control, however its id is cased."""
        if name != "control":
            return text
        if text.casefold() not in self._controls:
            raise NotFound.of("control", text, tuple(self._controls.values()))
        return self._controls[text.casefold()]


class ActionsDoor(_OfControls):
    """Remediation actions."""

    form = ACTIONS

    def held(self, where: str = "") -> Sequence[HeldRow]:
        """By their number; an id finds a closed one, its words do not."""
        del where
        self._rows = {row.id: row for row in self.session.scalars(select(Action).order_by(col(Action.position)))}
        return [HeldRow(row.id, row.title, self.now(row.id)) for row in self._rows.values()]

    def now(self, ident: str) -> Mapping[str, str]:
        """The action; why it moves is told of a move alone."""
        row = self._rows[ident]
        cells = {name: text_of(getattr(row, name)) for name in ACTIONS.names if name != "moved_because"}
        return cells | {"moved_because": ""}

    def change(self, ident: str, wanted: FieldValues) -> None:
        """Wording, owner, due date with its reason, and closing."""
        row = self._rows[ident]
        if "control" in wanted:
            raise Refused(f"{ident} belongs to {row.control}", hint="plan an action of the other control instead")
        if wanted.keys() & {"title", "owner"}:
            writes.change_action(row, title=_told(wanted, "title"), owner=_told(wanted, "owner"))
        due, why = _day(wanted, "due"), str(wanted.get("moved_because") or self.default("moved_because"))
        if due is not None:
            writes.move_action(self.session, row, due, why)
        elif wanted.get("moved_because"):
            raise Refused(f"{ident} says why it moves, and keeps its due date")
        if wanted.keys() & {"status", "closed_on", "proof"}:
            self._close(row, wanted)

    def add(self, values: FieldValues) -> tuple[str, str]:
        """As `gap actions add`; one that is closed already is closed at once."""
        row = writes.add_action(
            self.session, str(values["control"]), str(values["title"]), owner=str(values.get("owner", "")),
            due=_day(values, "due"), today=self.bringing.today,
        )  # fmt: skip
        self._rows[row.id] = row
        if values.get("status", ActionStatus.OPEN) is not ActionStatus.OPEN:
            self._close(row, values)
        return row.id, f"{row.id} {row.title} new, of {row.control}, {row.owner} until {row.due}"

    def _close(self, row: Action, wanted: FieldValues) -> None:
        status = wanted.get("status", row.status)
        if status is ActionStatus.OPEN:
            writes.refuse_closed(row)
            raise Refused(f"{row.id} is open, and has a proof or a day on which it was closed", hint="close it: done")
        today = self.bringing.today
        proof = str(wanted.get("proof") or "")
        writes.close_action(row, ActionStatus(str(status)), _day(wanted, "closed_on") or today, proof, today)


class RisksDoor(_OfControls):
    """Accepted risks: they are added and ended, never rewritten."""

    form = RISKS

    def held(self, where: str = "") -> Sequence[HeldRow]:
        """By their number."""
        del where
        query = select(RiskAcceptance).order_by(col(RiskAcceptance.position))
        self._rows = {row.id: row for row in self.session.scalars(query)}
        return [HeldRow(row.id, row.control, self.now(row.id)) for row in self._rows.values()]

    def now(self, ident: str) -> Mapping[str, str]:
        """The acceptance."""
        return {name: text_of(getattr(self._rows[ident], name)) for name in RISKS.names}

    def change(self, ident: str, wanted: FieldValues) -> None:
        """As `gap risks end`."""
        if rest := sorted(wanted.keys() - {"ended_on"}):
            told = ", ".join(name.replace("_", " ") for name in rest)
            raise Refused(f"{ident} was accepted as it stands: {told}", hint="end it, and accept the risk anew")
        if (day := _day(wanted, "ended_on")) is not None:
            writes.end_risk(self._rows[ident], day, self.bringing.today)

    def add(self, values: FieldValues) -> tuple[str, str]:
        """As `gap risks accept`."""
        expires, accepted, ended = (_day(values, name) for name in ("expires_on", "accepted_on", "ended_on"))
        row = writes.accept_risk(
            self.session, str(values["control"]), str(values["reason"]), approver=str(values.get("approver", "")),
            expires=expires, today=self.bringing.today, accepted=accepted,
        )  # fmt: skip
        if ended is not None:
            writes.end_risk(row, ended, self.bringing.today)
        self._rows[row.id] = row
        return row.id, f"{row.id} new: risk of {row.control} accepted by {row.approver} until {row.expires_on}"


def _told(wanted: FieldValues, name: str) -> str | None:
    return str(wanted[name]) if name in wanted else None


def _day(wanted: FieldValues, name: str) -> date | None:
    day = wanted.get(name)
    return day if isinstance(day, date) else None
