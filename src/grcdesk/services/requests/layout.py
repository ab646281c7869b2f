"""The requests in the layout they are written in: that of the firm's list, or ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk import __version__
from grcdesk.errors import Refused
from grcdesk.models.base import col
from grcdesk.models.programme import PROGRAMME, Programme
from grcdesk.models.requests import AuditRequest, RequestList, RequestWord
from grcdesk.schemas.exports.two_dates import TwoDates
from grcdesk.schemas.requests.lists import ListLayout
from grcdesk.schemas.requests.requests import RequestRow
from grcdesk.services.common.context import Context
from grcdesk.services.common.dates import two_dates
from grcdesk.services.common.in_force import engagement
from grcdesk.services.requests import reading
from grcdesk.terms.requests import AuditorStatus
from grcdesk.wording import join, word

HandedValue = str | date | None
_OURS = {
    "owner": "Client owner",
    "status": "Client status",
    "submitted": "Submitted on",
    "evidence": "Evidence",
    "response": "Client response",
}
"""What we fill in, and how the column is called where his list has none for it: to him we are the client."""
_DAYS = frozenset({"asked", "due", "submitted"})
_JOINED = " + "
_HEADINGS = (
    *("Our ref", "Ref", "Area", "Request", "Controls", "Criteria", "Kind", "Priority", "Owner", "Asked", "Due"),
    *("Status", "Auditor", "Submitted on", "Round", "Evidence", "Response", "Return reason"),
)


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A layout, and what is to be told of it."""

    layout: ListLayout
    requests: int
    told: str
    notes: tuple[str, ...]
    version: str
    dates: TwoDates
    """The last change of what it holds, and what its reader must know."""


def build(session: Session, context: Context, *, every: bool, own: bool, day: date | None = None) -> LaidOut:
    """The requests of the engagement in force, laid out.

    Args:
        session: sees the desk.
        context: of it.
        every: also requests that are not on the firm's list.
        own: in our layout, whatever list came.
        day: the day they are judged on; None: today.

    Raises:
        Refused: when there are none.
    """
    today = day or context.today()
    held = reading.shelf(session, reading.every(session))
    if not held.requests:
        raise Refused("there is no request to write", hint="grcdesk requests import FILE, or grcdesk requests draft")
    rows = {one.id: held.row(one, today) for one in held.requests}
    source = None if own else reading.last_list(session)
    dates = two_dates(context, session, today)
    if source is None:
        lines = tuple(_default(row) for row in rows.values())
        made = ListLayout("Requests", (), _HEADINGS, lines, *_names(session))
        return LaidOut(made, len(rows), "in our layout", (), __version__, dates)
    made, number, notes = _in_his_layout(session, source, held.requests, rows, every=every)
    return LaidOut(made, number, f"in the layout of {source.file_name}", notes, __version__, dates)


def _names(session: Session) -> tuple[str, str]:
    """Whose the requests are, and the engagement they belong to."""
    about = session.get(Programme, PROGRAMME)
    return about.organisation if about else "", engagement(session).name


def _in_his_layout(
    session: Session,
    source: RequestList,
    requests: Sequence[AuditRequest],
    rows: Mapping[str, RequestRow],
    *,
    every: bool,
) -> tuple[ListLayout, int, tuple[str, ...]]:
    """The requests as the list of the firm has them, how many, and what a person should know of the file."""
    on_list, beside = _parted(requests, source)
    writer = _HisLayout(session, source)
    lines = _in_his_order(writer, source, on_list, rows)
    notes = list(writer.notes)
    if every:
        lines += [writer.row(rows[one.id], {}, []) for one in beside]
    elif beside:
        notes.append(_left_out(beside))
    above = tuple(tuple(one) for one in source.above)
    made = ListLayout(source.sheet or "Requests", above, writer.columns, tuple(lines), *_names(session))
    return made, len(requests) if every else len(on_list), tuple(notes)


def _parted(requests: Sequence[AuditRequest], source: RequestList) -> tuple[list[AuditRequest], list[AuditRequest]]:
    """Those that stand on his list, and those beside it: written here, or gone from it since."""
    on_list: list[AuditRequest] = []
    beside: list[AuditRequest] = []
    for one in requests:
        (on_list if one.listed and one.source_list == source.id else beside).append(one)
    return on_list, beside


def _in_his_order(
    writer: _HisLayout, source: RequestList, requests: Sequence[AuditRequest], rows: Mapping[str, RequestRow]
) -> list[tuple[HandedValue, ...]]:
    """The requests of his list where they stood on it, and between them the rows that ask for nothing."""
    placed = [(one.list_row, writer.row(rows[one.id], reading.pairs(one.base), one.cells)) for one in requests]
    placed += [(int(number), writer.between(cells)) for number, *cells in source.between]
    return [line for _, line in sorted(placed, key=lambda one: one[0])]


def _left_out(requests: Sequence[AuditRequest]) -> str:
    named = join([one.ref or one.id for one in requests], 10)
    them = "it" if len(requests) == 1 else "them"
    return f"not on the list of the firm, left out: {named}; --all writes {them} below"


class _HisLayout:
    """Writes rows as his list has them."""

    def __init__(self, session: Session, source: RequestList) -> None:
        self._his = list(source.columns)
        self._meaning = reading.pairs(source.meaning)
        self._place = {what: self._his.index(column) for what, column in self._meaning.items() if column in self._his}
        added = [what for what in _OURS if what not in self._place]
        self._place |= {what: len(self._his) + number for number, what in enumerate(added)}
        self.columns = (*self._his, *(_free(_OURS[what], self._his) for what in added))
        self._days = {place for what, place in self._place.items() if what in _DAYS}
        self._words = _back(session, source.firm)
        self.notes = _added(added)

    def between(self, cells: Sequence[str]) -> tuple[HandedValue, ...]:
        """A row that asks for nothing, as it was."""
        return tuple([*cells, *[""] * len(self.columns)][: len(self.columns)])

    def row(self, row: RequestRow, base: Mapping[str, str], cells: Sequence[str]) -> tuple[HandedValue, ...]:
        """One request: his cells as they are, and ours filled in. Of one that is not on his list, what stands here."""
        made: list[HandedValue] = [*cells, *[""] * (len(self.columns) - len(cells))]
        said = {
            "owner": row.owner,
            "status": self._words.get(("status", row.status.value), word(row.status)),
            "submitted": row.submitted_on,
            "evidence": " ".join(row.evidence),
            "response": row.response,
        }
        for what, value in said.items():
            unchanged = what == "owner" and base.get("owner", "") == row.owner
            if not (cells and unchanged and made[self._place[what]]):
                made[self._place[what]] = value
        if not cells:
            self._fill(row, made)
        for place in self._days:
            made[place] = _as_day(made[place])
        return tuple(made)

    def _fill(self, row: RequestRow, made: list[HandedValue]) -> None:
        auditor = "" if row.auditor_status is AuditorStatus.NOT_SENT else word(row.auditor_status)
        said: dict[str, HandedValue] = {
            "ref": row.ref or row.id,
            "title": row.title,
            "text": row.text,
            "area": row.area,
            "control": " ".join(row.controls),
            "criterion": " ".join(row.criteria),
            "kind": word(row.kind) if row.kind else "",
            "priority": word(row.priority) if row.priority else "",
            "asked": row.asked,
            "due": row.due,
            "auditor_status": self._words.get(("auditor_status", row.auditor_status.value), auditor),
            "comment": row.return_reason,
        }
        for what, value in said.items():
            if what in self._place:
                made[self._place[what]] = value
        joined = self._meaning.get("ref", "")
        if _JOINED in joined:  # the number stands in the last of the columns that make it
            last = joined.rpartition(_JOINED)[2].strip()
            made[self._his.index(last)] = row.ref or row.id


def _added(columns: Sequence[str]) -> list[str]:
    named = ", ".join(_OURS[what].casefold() for what in columns)
    return [f"to the right of the columns of the firm: {named}"] if columns else []


def _free(name: str, taken: Sequence[str]) -> str:
    return name if name not in taken else f"{name} (ours)"


def _back(session: Session, firm: str) -> dict[tuple[str, str], str]:
    """His word for each of ours, where he has one."""
    found: dict[tuple[str, str], str] = {}
    query = select(RequestWord).where(col(RequestWord.firm) == firm.casefold()).order_by(col(RequestWord.id))
    for row in session.scalars(query):
        found.setdefault((row.what, row.meaning), row.word)
    return found


def _as_day(value: HandedValue) -> HandedValue:
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value) if len(value) == len("2026-01-31") else value
    except ValueError:
        return value


def _default(row: RequestRow) -> tuple[HandedValue, ...]:
    """One request in our layout."""
    return (
        *(row.id, row.ref, row.area, row.text, " ".join(row.controls), " ".join(row.criteria)),
        *(word(row.kind) if row.kind else "", word(row.priority) if row.priority else "", row.owner),
        *(row.asked, row.due, word(row.status), word(row.auditor_status), row.submitted_on, str(row.rounds)),
        *(" ".join(row.evidence), row.response, row.return_reason),
    )
