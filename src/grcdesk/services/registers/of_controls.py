"""Controls as a register: nothing is added, what the rules of the gap assessment refuse is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from grcdesk.errors import Refused
from grcdesk.models.controls import Assessment
from grcdesk.rules.registers.cells import text_of
from grcdesk.rules.registers.controls import CONTROLS
from grcdesk.schemas.controls.controls import ControlRow
from grcdesk.services.controls import reading, writing
from grcdesk.services.registers.door import FieldValues, HeldRow, RegisterDoor
from grcdesk.wording import backed, word

_KEPT = tuple(one.name for one in CONTROLS if one.taken)
"""Fields that stand on the assessment."""


class ControlsDoor(RegisterDoor):
    """The controls of the desk."""

    form = CONTROLS

    def held(self, where: str = "") -> Sequence[HeldRow]:
        """As the catalogs list them."""
        keys = reading.keys(self.session, where, "", self.bringing.today)
        rows = reading.rows(self.session, keys, self.bringing.today)
        self._rows = {row.control: row for row in self.session.scalars(select(Assessment))}
        self._standing = writing.standing(list(self._rows.values()))
        return [HeldRow(row.id, "", {**_shown(row), **self.now(row.id)}) for row in rows]

    def now(self, ident: str) -> Mapping[str, str]:
        """The assessment."""
        return {name: text_of(getattr(self._rows[ident], name)) for name in _KEPT}

    def change(self, ident: str, wanted: FieldValues) -> None:
        """As `controls set`."""
        row = self._rows[ident]
        values = {name: writing.checked(name, value) for name, value in wanted.items()}
        if refused := writing.refusals(row, values):
            raise Refused("; ".join(refused), reasons=tuple(refused))
        writing.apply(row, values, self.bringing.by, self.bringing.today)

    def finish(self) -> None:
        """What became of declarations behind controls that are no longer in place."""
        self.warnings += writing.left(self.session, self._standing, list(self._rows.values()), self.bringing.today)


def _shown(row: ControlRow) -> dict[str, str]:
    return {
        "id": row.id,
        "title": row.title,
        "scope": word(row.scope),
        "support": backed(row.support, row.have, row.need),
    }
