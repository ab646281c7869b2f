"""What the desk holds in the cells that come home, and how they are set: through the rules of their own records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from grcdesk.errors import Refused
from grcdesk.models.catalogs import Control
from grcdesk.models.controls import Assessment
from grcdesk.models.gap import Action
from grcdesk.models.returned import AuditorEntry
from grcdesk.rules.registers.cells import text_of, value_of
from grcdesk.rules.returned.actions import told
from grcdesk.rules.returned.forms import ACTION_CELLS, AUDITORS, CONTROL_CELLS
from grcdesk.schemas.registers import RegisterPlan
from grcdesk.services.controls import plan_writing, writing
from grcdesk.services.registers.door import BringingRegister
from grcdesk.services.registers.of_plans import ActionsDoor
from grcdesk.terms import ActionStatus

CellTexts = Mapping[str, str]
"""By field, canonical texts."""
_ASSESSED = tuple(one.name for one in CONTROL_CELLS.columns if one.name not in (*AUDITORS, "action"))


@dataclass(frozen=True, slots=True)
class Told:
    """Who says what comes home, and where it belongs."""

    by: str
    engagement: str
    today: date


class ControlCells:
    """The cells of controls: the assessment, its open action, what the auditor wrote."""

    def __init__(self, session: Session, said: Told) -> None:
        self._session, self._said = session, said
        self._rows = {row.control: row for row in session.scalars(select(Assessment))}
        self._titles = dict(session.execute(select(col(Control.id), col(Control.title))).all())
        self._standing = writing.standing(list(self._rows.values()))
        self._open: dict[str, list[Action]] = defaultdict(list)
        query = select(Action).where(col(Action.status) == ActionStatus.OPEN)
        for action in session.scalars(query.order_by(col(Action.due), col(Action.position))):
            self._open[action.control].append(action)
        entries = select(AuditorEntry).where(col(AuditorEntry.engagement) == said.engagement)
        self._entries = {row.control: row for row in session.scalars(entries)}

    def name(self, key: str) -> str:
        """What the control is called."""
        return str(self._titles.get(key, ""))

    def now(self, key: str) -> CellTexts | None:
        """What stands in its cells; None: there is no such control."""
        row = self._rows.get(key)
        if row is None:
            return None
        entry = self._entries.get(key)
        return {
            **{name: text_of(getattr(row, name)) for name in _ASSESSED},
            "action": told([one.title for one in self._open[key]]),
            **{name: text_of(getattr(entry, name)) if entry is not None else "" for name in AUDITORS},
        }

    def set(self, key: str, wanted: CellTexts) -> None:
        """Set some of them, as `controls set` and `gap actions` would.

        Raises:
            Refused, BadInput: when a rule says no.
        """
        row = self._rows[key]
        values = {
            name: writing.checked(name, value_of(CONTROL_CELLS.column(name), text))
            for name, text in wanted.items()
            if name in _ASSESSED
        }
        if refused := writing.refusals(row, values):
            raise Refused("; ".join(refused), hint="fill in why it does not apply, and who approved that")
        writing.apply(row, values, self._said.by, self._said.today)
        if "action" in wanted:
            self._act(row, wanted["action"])
        if auditors := {name: text for name, text in wanted.items() if name in AUDITORS}:
            self._enter(key, auditors)

    def _act(self, row: Assessment, text: str) -> None:
        """The cell words the one open action of the control, or plans the first."""
        standing = self._open[row.control]
        if len(standing) > 1:
            raise Refused(
                f"{row.control} has {len(standing)} open actions, and the cell tells no longer which is which",
                hint="change them one by one: the tab of actions, or grcdesk gap actions",
            )
        if not text:
            raise Refused(f"{standing[0].id} is not closed by emptying its cell", hint="grcdesk gap actions close")
        title = " ".join(text.split())
        if standing:
            plan_writing.change_action(standing[0], title=title)
            return
        if not row.owner or row.due is None:
            raise Refused(f"an action of {row.control} needs an owner and a due date", hint="fill in both beside it")
        made = plan_writing.add_action(
            self._session, row.control, title, owner=row.owner, due=row.due, today=self._said.today
        )
        standing.append(made)

    def _enter(self, key: str, texts: CellTexts) -> None:
        entry = self._entries.get(key)
        if entry is None:
            entry = AuditorEntry(
                id=f"{self._said.engagement}/{key}", engagement=self._said.engagement, control=key,
                told_by=self._said.by, told_on=self._said.today,
            )  # fmt: skip
            self._session.add(entry)
            self._entries[key] = entry
        for name, text in texts.items():
            value = value_of(CONTROL_CELLS.column(name), text)
            setattr(entry, name, writing.checked(name, value))
        entry.told_by, entry.told_on = self._said.by, self._said.today

    def warnings(self) -> tuple[str, ...]:
        """What became of declarations behind controls that are no longer in place."""
        return writing.left(self._session, self._standing, list(self._rows.values()), self._said.today)


class ActionCells:
    """The cells of actions, as their register has them."""

    def __init__(self, session: Session, said: Told) -> None:
        self._door = ActionsDoor(session, BringingRegister("", RegisterPlan(), said.by, said.today))
        self._held = {one.id: one for one in self._door.held()}

    def name(self, key: str) -> str:
        """What is to be done."""
        return self._held[key].name if key in self._held else ""

    def now(self, key: str) -> CellTexts | None:
        """What stands in its cells; None: there is no such action."""
        return self._door.now(key) if key in self._held else None

    def set(self, key: str, wanted: CellTexts) -> None:
        """Set some of them. Errors as `ActionsDoor.change`."""
        self._door.change(key, {name: value_of(ACTION_CELLS.column(name), text) for name, text in wanted.items()})

    def warnings(self) -> tuple[str, ...]:
        """Nothing follows from them elsewhere."""
        return ()


HeldCells = ControlCells | ActionCells


def every(session: Session, said: Told) -> dict[str, HeldCells]:
    """By table, what the desk holds."""
    return {"tblControls": ControlCells(session, said), "tblActions": ActionCells(session, said)}
