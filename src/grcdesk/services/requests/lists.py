"""Lists of requests as firms keep them: looked at, taken in, and written again in their own layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import BadInput, Refused
from grcdesk.importers.reading.apart.process import JobControl
from grcdesk.models.base import col
from grcdesk.models.requests import RequestList, RequestWord
from grcdesk.schemas.outcomes import FileOutcome, Outcome
from grcdesk.schemas.progress import Stop
from grcdesk.schemas.registers.tables import TableWay
from grcdesk.schemas.requests.lists import ListLook, ListPlan, RequestsFile
from grcdesk.services.common import column_maps
from grcdesk.services.common.context import Service
from grcdesk.services.common.handing_out import MarkedIn, Outgoing, hand_out
from grcdesk.services.common.ids import next_id
from grcdesk.services.common.in_force import engagement, in_force
from grcdesk.services.requests import layout, taken, taking
from grcdesk.services.requests.reading import unpaired
from grcdesk.terms import Verb
from grcdesk.terms.interchange import DayOrder
from grcdesk.text import clean
from grcdesk.wording import count, join

_DATES = "dates"
"""Under it the order of days with slashes is remembered among the words."""


@dataclass(frozen=True, slots=True)
class _ReadList:
    """A list, and how it was read."""

    firm: str
    plan: ListPlan
    file: RequestsFile


class RequestLists(Service):
    """Verbs on lists of requests."""

    def look(self, file: Path, plan: ListPlan | None = None, *, stop: Stop | None = None) -> ListLook:
        """How a list would be understood, and which words have to be asked. Nothing is stored.

        Raises:
            BadInput: when it cannot be read.
        """
        read = self._read(file, plan or ListPlan(), stop)
        return ListLook(read.firm, len(read.file.rows), _told(read), read.file.unknown)

    def import_(
        self, file: Path, plan: ListPlan | None = None, *, dry_run: bool = False, stop: Stop | None = None
    ) -> Outcome:
        """Take a list in: new requests are added, his changes taken, ours kept, conflicts named. All or nothing.

        How it was read is remembered for the firm. Requests that are no longer on it are told, and kept.

        Args:
            file: CSV or XLSX.
            plan: how to read it.
            dry_run: say for each row what would happen, change nothing.
            stop: asked often while the file is read; true ends it, and nothing is changed.

        Raises:
            BadInput: when it cannot be read, for words nobody told the meaning of, or naming each row that cannot be.
        """
        today = self._today()
        read = self._read(file, plan or ListPlan(), stop)
        with self._store.work(Verb.REQUEST_IMPORT, dry_run=dry_run) as work:
            _refuse_unknown(read.file, file.name)
            if read.plan.on is not None and read.plan.on > today:
                raise Refused(
                    f"the list is of {read.plan.on}, which is still to come", hint=f"--on, a day up to {today}"
                )
            on = read.plan.on or today
            source = _source(work.session, read, file.name, on)
            by = read.firm or file.name
            bringing = taken.Bringing(read.file, source, file.name, by, on, read.plan.settle)
            done = taking.take(work.session, bringing)
            _remember(work.session, read)
        rows = done.lines if dry_run else ()
        return work.outcome(done.sentence, warnings=(*_told(read), *done.warnings, *rows))

    def export(
        self,
        path: Path | None = None,
        *,
        every: bool = False,
        own_layout: bool = False,
        raw: bool = False,
        force: bool = False,
    ) -> FileOutcome:
        """Write the requests in the layout of the firm's last list, or in ours when none came.

        His cells stand as he wrote them; owner, our status, evidence, the day handed over and our response are filled
        in, in his columns for them or to the right of his.

        Args:
            path: .xlsx or .csv; None: in the exports folder.
            every: also requests that are not on his list, below the others.
            own_layout: in our layout, whatever list came.
            raw: CSV without the guard against formulas.
            force: replace an existing file.

        Raises:
            BadInput: for a file that is neither.
            Refused: when there is no request, or the file exists and `force` is not set.
            Unwritable: when it cannot be written.
        """
        target = path or self._store.paths.exports / "requests.xlsx"
        if target.suffix.casefold() not in (".xlsx", ".csv"):
            raise BadInput(f"{target.name} is neither .xlsx nor .csv", hint="name it so")
        with self._store.read() as session:
            made = layout.build(session, self._context, every=every, own=own_layout)
        if target.suffix.casefold() == ".csv":
            from grcdesk.reports.requests import request_csv  # noqa: PLC0415

            marked = MarkedIn.CSV
            data, notes = request_csv(made.layout, raw=raw), tuple[str, ...]()
        else:
            from grcdesk.reports.workbook.requests import request_workbook  # noqa: PLC0415  openpyxl: 226 ms

            marked = MarkedIn.CONTENT
            data, notes = request_workbook(made.layout, made.version, made.dates, paper=self._context.settings.paper)
        done = hand_out(self._store, Outgoing(Verb.EXPORT_REQUESTS, target, marked), data, force=force)
        told = f"{target} written, {count(made.requests, 'request')} {made.told}"
        return FileOutcome(target, done.size, done.sha256, told, (*made.notes, *notes))

    def _read(self, file: Path, plan: ListPlan, stop: Stop | None = None) -> _ReadList:
        """Read a list as it is told, as it was the last time, or by its headings."""
        from grcdesk.importers.requests.apart import read_requests  # noqa: PLC0415

        whole = _with_map(plan)
        with self._store.read() as session:
            firm = clean(" ".join((plan.firm or engagement(session).firm).split()), "firm")
            words = _words(session, firm)
            before = column_maps.remembered(session, column_maps.requests_of(firm)).columns
        order = next(iter(words.pop(_DATES, {}).values()), "")
        if whole.dates is None and order:
            whole = replace(whole, dates=DayOrder(order))
        for what, told in whole.words.items():
            words[what] = {**words.get(what, {}), **told}
        return _ReadList(firm, whole, read_requests(file, whole, before, words, job=JobControl(stop=stop)))


def _with_map(plan: ListPlan) -> ListPlan:
    """The plan with what its file says; what was said otherwise goes before it."""
    if plan.map is None:
        return plan
    from grcdesk.importers.reading.apart.maps import read_map  # noqa: PLC0415

    found = read_map(plan.map)
    dates = plan.dates or (DayOrder(found.dates) if found.dates else None)
    words = column_maps.joined(found.words, plan.words)
    return replace(plan, columns={**found.columns, **plan.columns}, words=words, dates=dates)


def _words(session: Session, firm: str) -> dict[str, dict[str, str]]:
    """What was told of the words of that firm's lists."""
    found: dict[str, dict[str, str]] = {}
    for row in session.scalars(select(RequestWord).where(col(RequestWord.firm) == firm.casefold())):
        found.setdefault(row.what, {})[row.word] = row.meaning
    return found


def _remember(session: Session, read: _ReadList) -> None:
    """Columns, words and order of days, for the next list of that firm."""
    meaning = dict(read.file.meaning) | {what: "" for what, column in read.plan.columns.items() if not column}
    column_maps.remember(session, column_maps.requests_of(read.firm), TableWay(columns=meaning))
    told: dict[str, Mapping[str, str]] = dict(read.plan.words)
    if read.plan.dates is not None:
        told[_DATES] = {"order": read.plan.dates.value}
    from grcdesk.importers.requests.words import meaning as our_word  # noqa: PLC0415

    for what, words in told.items():
        for theirs, ours in words.items():
            stored = ours if what == _DATES else our_word(what, ours)
            name = f"{read.firm}/{what}/{theirs}".casefold()
            row = session.get(RequestWord, name)
            if row is None:
                session.add(
                    RequestWord(
                        id=name, firm=read.firm.casefold(), what=what, word=clean(theirs, "word"), meaning=stored
                    )
                )
            elif row.meaning != stored:
                row.meaning = stored


def _source(session: Session, read: _ReadList, name: str, on: date) -> RequestList:
    """The record of that firm's list in the engagement in force, as it is now."""
    query = select(RequestList).where(
        col(RequestList.engagement) == in_force(session), col(RequestList.firm) == read.firm
    )
    row = session.scalars(query).first()
    said: dict[str, Any] = {
        "file_name": clean(name, "file name"),
        "sha256": read.file.sha256,
        "sheet": read.file.sheet,
        "heading": read.file.heading,
        "above": [list(one) for one in read.file.above],
        "between": [[str(number), *cells] for number, cells in read.file.between],
        "columns": list(read.file.columns),
        "meaning": unpaired(dict(read.file.meaning)),
        "rows": len(read.file.rows),
        "dated": on,
    }
    if row is None:
        ident, number = next_id(session, RequestList, "RL")
        row = RequestList(id=ident, engagement=engagement(session).id, firm=read.firm, position=number, **said)
        session.add(row)
        session.flush()
        return row
    # only what differs: a list that comes again unchanged leaves no line of its layout in the log
    for key, value in said.items():
        if getattr(row, key) != value:
            setattr(row, key, value)
    return row


def _told(read: _ReadList) -> tuple[str, ...]:
    """How it was understood."""
    columns = ", ".join(f"{what} = {column}" for what, column in read.file.meaning.items())
    told = [f"list of {read.firm}" if read.firm else "list of a firm that is not named", f"columns read: {columns}"]
    if read.file.unused:
        told.append(f"kept as they are: {', '.join(read.file.unused)}")
    return (*told, *read.file.notes)


def _refuse_unknown(file: RequestsFile, name: str) -> None:
    if not file.unknown:
        return
    reasons = tuple(
        f"{one.what.replace('_', ' ')} {one.word!r} (row {join([str(row) for row in one.rows], 3)}): "
        f"one of {', '.join(one.known)}"
        for one in file.unknown
    )
    first = file.unknown[0]
    raise BadInput(
        f"{count(len(file.unknown), 'word')} of the list nobody has told the meaning of; nothing was imported",
        hint=f"say once, it is remembered: --word '{first.what}:{first.word}=WORD'",
        reasons=reasons,
        file=name,
    )
