"""What auditors wrote into our workbooks: kept cell by cell, and shown again in the next one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.returned import AuditorCell
from grcdesk.schemas.returned.returned import ReturnedCell
from grcdesk.services.returned.held import ToldBy
from grcdesk.terms.returned import AuditorValue
from grcdesk.text import clean

AuditorTexts = dict[tuple[str, str], Mapping[str, str | int | date | datetime]]
"""By tab and id of its row, by heading."""


class AuditorCells:
    """The cells of auditors in one engagement."""

    def __init__(self, session: Session, engagement: str) -> None:
        query = select(AuditorCell).where(col(AuditorCell.engagement) == engagement)
        self._session, self._engagement = session, engagement
        self._rows = {(row.tab, row.record, row.header): row for row in session.scalars(query)}

    def now(self, tab: str, record: str, header: str) -> str:
        """What stands in a cell, canonical."""
        row = self._rows.get((tab, record, header))
        return row.told if row is not None else ""

    def set(self, cell: ReturnedCell, said: ToldBy) -> None:
        """Keep what a cell says; an emptied one is no longer kept."""
        place = (cell.tab, cell.key, cell.name)
        row = self._rows.get(place)
        if not cell.text:
            if row is not None:
                self._session.delete(self._rows.pop(place))
            return
        if row is None:
            row = AuditorCell(
                id="/".join((self._engagement, *place)), engagement=self._engagement, tab=cell.tab, record=cell.key,
                header=cell.name, kind=cell.auditor or AuditorValue.TEXT, told="", told_by="", told_on=said.today,
            )  # fmt: skip
            self._rows[place] = row
            self._session.add(row)
        row.told, row.told_by, row.told_on = clean(cell.text, cell.name), said.by, said.today

    def shown(self) -> AuditorTexts:
        """All of them, as cells of workbooks hold them."""
        found: dict[tuple[str, str], dict[str, str | int | date | datetime]] = defaultdict(dict)
        for (tab, record, header), row in sorted(self._rows.items()):
            found[tab, record][header] = _value(row)
        return dict(found)


def _value(row: AuditorCell) -> str | int | date:
    if row.kind is AuditorValue.DAY:
        return date.fromisoformat(row.told)
    return int(row.told) if row.kind is AuditorValue.NUMBER else row.told
