"""What the engine asks of a register: its records as texts, and how one is changed or added through its own rules."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Session

from grcdesk.rules.registers.columns import RegisterForm
from grcdesk.schemas.registers.registers import RegisterPlan
from grcdesk.terms import Verb

FieldValues = Mapping[str, object]
"""By field, what it is to be."""


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A record as the register shows it."""

    id: str
    name: str
    """What stands beside its id in messages; empty: the id says it."""
    cells: Mapping[str, str]
    """By field, canonical text."""
    gone: bool = False
    """Whether it is history: an id finds it, its name does not."""


@dataclass(frozen=True, slots=True)
class BringingRegister:
    """A file that is taken in, and by whom."""

    file: str
    """Its name."""
    plan: RegisterPlan
    by: str
    today: date


class RegisterDoor(ABC):
    """One register inside one unit of work."""

    form: ClassVar[RegisterForm]
    verb: ClassVar[Verb] = Verb.REGISTER_IMPORT
    tells_absent: ClassVar[bool] = False
    """Whether a list of others is expected to be whole, so that what is not on it is told."""

    def __init__(self, session: Session, bringing: BringingRegister) -> None:
        self.session = session
        self.bringing = bringing
        self.warnings: list[str] = []

    @abstractmethod
    def held(self, where: str = "") -> Sequence[HeldRow]:
        """The records, in their usual order; those that match a filter where the register has one."""

    @abstractmethod
    def now(self, ident: str) -> Mapping[str, str]:
        """The cells of one record as it is now."""

    @abstractmethod
    def change(self, ident: str, wanted: FieldValues) -> None:
        """Set fields of a record.

        Raises:
            Refused, BadInput, NotFound: when a rule says no.
        """

    def add(self, values: FieldValues) -> tuple[str, str]:
        """A new record: its id, and what is to be told of it.

        Raises:
            Refused, BadInput, NotFound: when a rule says no.
        """
        raise NotImplementedError

    def key(self, cells: Mapping[str, str | None]) -> tuple[str, ...]:
        """What names a row without an id, folded; empty when it is not named."""
        parts = tuple(" ".join((cells.get(name) or "").split()).casefold() for name in self.form.key)
        return parts if all(parts) else ()

    def resolve(self, name: str, text: str) -> str:
        """A cell that names another record, as that record is called.

        Raises:
            NotFound, BadInput: when there is none.
        """
        del name
        return text

    def drop(self, ident: str) -> str:
        """Note that a record is not on a list that is whole; what was done."""
        raise NotImplementedError

    def finish(self) -> None:
        """What is to be looked at once all rows are written."""
        return

    def default(self, name: str) -> str:
        """What holds of rows that say nothing of a field, as a person said."""
        return self.bringing.plan.defaults.get(name, "")
