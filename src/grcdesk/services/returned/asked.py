"""What came home of the list of requests: who of us answers one and how far he is, and the auditor's own word."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import Refused
from grcdesk.models.base import col
from grcdesk.models.requests import AuditRequest
from grcdesk.rules.registers.cells import text_of, value_of
from grcdesk.rules.requests import moves
from grcdesk.rules.returned.forms import REQUEST_CELLS
from grcdesk.schemas.requests.requests import AuditorWord
from grcdesk.services.requests import reading
from grcdesk.services.requests import writing as writes
from grcdesk.services.returned.held import CellTexts, ToldBy
from grcdesk.terms.requests import AuditorStatus

_OURS = ("owner", "status")


class RequestCells:
    """The requests of the engagement the workbook is about."""

    def __init__(self, session: Session, said: ToldBy) -> None:
        self._session, self._said = session, said
        query = select(AuditRequest).where(col(AuditRequest.engagement) == said.engagement)
        self._rows = {row.id: row for row in session.scalars(query)}

    def name(self, key: str) -> str:
        """What it asks for, in a line."""
        row = self._rows.get(key)
        return (row.title or row.text) if row is not None else ""

    def now(self, key: str) -> CellTexts | None:
        """As `OwnerCells.now`."""
        row = self._rows.get(key)
        return {one.name: text_of(getattr(row, one.name)) for one in REQUEST_CELLS.columns} if row is not None else None

    def meant(self, key: str, name: str, text: str) -> str:
        """As it stands."""
        del key, name
        return text

    def set(self, key: str, wanted: CellTexts) -> None:
        """As `requests set` and `requests told` would; what the auditor says counts as said today."""
        row, session = self._rows[key], self._session
        values = {name: value_of(REQUEST_CELLS.column(name), text) for name, text in wanted.items()}
        word, reason = values.get("auditor_status"), str(values.get("return_reason") or "")
        if word is not None:
            held, on = reading.shelf(session, [row]), self._said.today
            to = AuditorStatus(str(word))
            moves.refuse_word(
                held.standing(row), to, told_by=self._said.by, on=on, reason=reason, today=self._said.today
            )
            writes.tell(row, writes.round_of(session, row), AuditorWord(to, self._said.by, on, reason))
        elif "return_reason" in values:
            raise Refused(
                f"Reason of {row.ref or row.id} goes with a word of the auditor's",
                hint="write returned or closed into Auditor status beside it",
            )
        known = writes.KnownIds.of(session)
        if ours := {name: writes.checked(name, values[name], known) for name in _OURS if name in values}:
            writes.change(row, ours, reading.shelf(session, [row]))

    def warnings(self) -> tuple[str, ...]:
        """Nothing follows from them elsewhere."""
        return ()
