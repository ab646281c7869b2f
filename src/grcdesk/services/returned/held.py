"""What the desk holds in the cells that come home, and how they are set: through the rules of their own records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import BadInput, Refused
from grcdesk.models.base import col
from grcdesk.models.catalogs import Control
from grcdesk.models.controls import Assessment
from grcdesk.models.gap import Action
from grcdesk.rules.registers.cells import text_of, value_of
from grcdesk.rules.returned import actions as lines
from grcdesk.rules.returned.forms import ACTION_CELLS, CONTROL_CELLS
from grcdesk.schemas.registers.registers import RegisterPlan
from grcdesk.services.controls import plan_writing, writing
from grcdesk.services.registers.door import BringingRegister
from grcdesk.services.registers.of_plans import ActionsDoor
from grcdesk.terms import ActionStatus

CellTexts = Mapping[str, str]
"""By field, canonical texts."""
_ASSESSED = tuple(one.name for one in CONTROL_CELLS.columns if one.name != "action")


@dataclass(frozen=True, slots=True)
class ToldBy:
    """Who says what comes home, and where it belongs."""

    by: str
    engagement: str
    today: date


class OwnerCells(Protocol):
    """Cells of owners: fields of records."""

    def name(self, key: str) -> str:
        """What the record is called."""

    def now(self, key: str) -> CellTexts | None:
        """What stands in its cells; None: there is no such record."""

    def meant(self, key: str, name: str, text: str) -> str:
        """What a text of the file comes to, given what the desk holds by now."""

    def set(self, key: str, wanted: CellTexts) -> None:
        """Set some of them.

        Raises:
            Refused, BadInput, NotFound: when a rule says no.
        """

    def warnings(self) -> tuple[str, ...]:
        """What follows from them elsewhere."""


class ControlCells:
    """The assessment of each control, and what is still to be done about it."""

    def __init__(self, session: Session, said: ToldBy) -> None:
        self._session, self._said = session, said
        self._rows = {row.control: row for row in session.scalars(select(Assessment))}
        titles = session.execute(select(col(Control.id), col(Control.title)))
        self._titles = {str(key): str(title) for key, title in titles}
        self._standing = writing.standing(list(self._rows.values()))
        self._open: dict[str, list[Action]] = defaultdict(list)
        query = select(Action).where(col(Action.status) == ActionStatus.OPEN)
        for action in session.scalars(query.order_by(col(Action.due), col(Action.position))):
            self._open[action.control].append(action)

    def name(self, key: str) -> str:
        """What the control is called."""
        return self._titles.get(key, "")

    def now(self, key: str) -> CellTexts | None:
        """As `OwnerCells.now`."""
        row = self._rows.get(key)
        if row is None:
            return None
        found = {name: text_of(getattr(row, name)) for name in _ASSESSED}
        return found | {"action": lines.told((one.id, one.title) for one in self._open[key])}

    def meant(self, key: str, name: str, text: str) -> str:
        """As `OwnerCells.meant`: a new action that is planned by now is no other one."""
        return (
            lines.settled(text, lines.told((one.id, one.title) for one in self._open[key]))
            if name == "action"
            else text
        )

    def set(self, key: str, wanted: CellTexts) -> None:
        """As `controls set` and `gap actions` would."""
        row = self._rows[key]
        values = {
            name: writing.checked(name, value_of(CONTROL_CELLS.column(name), text))
            for name, text in wanted.items()
            if name in _ASSESSED
        }
        if refused := writing.refusals(row, values):
            told = "; ".join(one.removeprefix(f"{key}: ") for one in refused)
            raise Refused(told, hint="a work plan has columns for the reason and who approved it")
        writing.apply(row, values, self._said.by, self._said.today)
        if "action" in wanted:
            self._act(row, lines.read(self.meant(key, "action", wanted["action"])))

    def _act(self, row: Assessment, lines: list[tuple[str, str]]) -> None:
        """Each line behind an id words that action; one without plans another."""
        open_ = {one.id: one for one in self._open[row.control]}
        if gone := open_.keys() - {name for name, _ in lines}:
            # a line can be lost in a spreadsheet by a slip of the hand; closing an action needs a word on what was done
            raise Refused(
                f"action {min(gone)} is not closed by taking it out of the cell",
                hint="grcdesk gap actions close says what became of it",
            )
        for name, title in lines:
            if not name:
                self._plan(row, title)
            elif name not in open_:
                raise BadInput(f"action {name} is no open action of {row.control}", hint="leave the id out: it is new")
            elif title != open_[name].title:
                plan_writing.change_action(open_[name], title=title)

    def _plan(self, row: Assessment, title: str) -> None:
        if not row.owner or row.due is None:
            raise Refused(f"action {title!r} needs an owner and a due date", hint="fill in both beside it")
        made = plan_writing.add_action(
            self._session, row.control, title, owner=row.owner, due=row.due, today=self._said.today
        )
        self._open[row.control].append(made)

    def warnings(self) -> tuple[str, ...]:
        """What became of declarations behind controls that are no longer in place."""
        return writing.left(self._session, self._standing, list(self._rows.values()), self._said.today)


class ActionCells:
    """Actions, as their register has them."""

    def __init__(self, session: Session, said: ToldBy) -> None:
        self._door = ActionsDoor(session, BringingRegister("", RegisterPlan(), said.by, said.today))
        self._held = {one.id: one for one in self._door.held()}

    def name(self, key: str) -> str:
        """What is to be done."""
        return self._held[key].name if key in self._held else ""

    def now(self, key: str) -> CellTexts | None:
        """As `OwnerCells.now`."""
        return self._door.now(key) if key in self._held else None

    def meant(self, key: str, name: str, text: str) -> str:
        """As it stands."""
        del key, name
        return text

    def set(self, key: str, wanted: CellTexts) -> None:
        """Set some of them. Errors as `ActionsDoor.change`."""
        self._door.change(key, {name: value_of(ACTION_CELLS.column(name), text) for name, text in wanted.items()})

    def warnings(self) -> tuple[str, ...]:
        """Nothing follows from them elsewhere."""
        return ()
