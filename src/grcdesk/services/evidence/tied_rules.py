"""Which rules of scanners a person tied to which controls: told with a file, else in the desk's own map."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from grcdesk.errors import DeskError, NotFound
from grcdesk.models.base import col
from grcdesk.models.catalogs import Control
from grcdesk.paths import FINDINGS_MAP
from grcdesk.store.work import Store

if TYPE_CHECKING:
    from grcdesk.importers.reading.maps import ColumnMap

FINDINGS = "findings"
"""The importer whose rows have rules."""


@dataclass(frozen=True, slots=True)
class TiedRules:
    """What a map says, or why it cannot be read: that matters to findings alone."""

    rules: dict[str, tuple[str, ...]] = field(default_factory=dict)
    broken: DeskError | None = None

    def check(self, store: Store) -> None:
        """Refuse a map that cannot be read, or names a control that is none.

        Raises:
            DeskError: as the map was read.
            NotFound: when one of the controls does not exist.
        """
        if self.broken is not None:
            raise self.broken
        if not self.rules:
            return
        with store.read() as session:
            known = tuple(session.scalars(select(col(Control.id))))
        for control in sorted({one for controls in self.rules.values() for one in controls} - {*known}):
            raise NotFound.of("control", control, known)


def tied_rules(catalogs: Path, told: ColumnMap) -> TiedRules:
    """The map in force: as told now, else as the desk has it among its catalogs."""
    own = catalogs / FINDINGS_MAP
    if told.rules or not own.is_file():
        return TiedRules(told.rules)
    from grcdesk.importers.reading.apart.maps import read_map  # noqa: PLC0415  loads yaml: 30 ms

    try:
        return TiedRules(read_map(own).rules)
    except DeskError as error:
        return TiedRules(broken=error)
