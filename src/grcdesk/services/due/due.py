"""Everything that is due, in one place; what people say of it; and the calendar it is written into."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk import settings
from grcdesk.errors import BadSettings, NotFound, Refused, did_you_mean
from grcdesk.models.due import DueNote
from grcdesk.paths import SETTINGS_NAME
from grcdesk.rules.due import due as rules
from grcdesk.rules.due.calendar import ALARMS
from grcdesk.schemas.due.due import DueNoteRow, DueRow
from grcdesk.schemas.due.reminders import Reminder
from grcdesk.schemas.outcomes import FileOutcome, Outcome
from grcdesk.services.common.context import Service
from grcdesk.services.common.handing_out import MarkedIn, Outgoing, handing_out_with
from grcdesk.services.coverage.checks import Checks
from grcdesk.services.due import calendar as due_calendar
from grcdesk.services.due import notify as due_notify
from grcdesk.services.due import vendors as due_vendors
from grcdesk.services.due.sources import SOURCES, JudgedOn
from grcdesk.store.verifying.sides import events_digest
from grcdesk.terms import DueKind, DueMark, Verb
from grcdesk.text import clean
from grcdesk.wording import count, word


class Due(Service):
    """Verbs on what is due."""

    def notes(self) -> Sequence[DueNoteRow]:
        """What was acknowledged or put off, and is still about a date that stands."""
        with self._store.read() as session:
            held = _notes(session)
            rows = {(row.kind, row.id): row for row in collect(session, self._asked(self._today()))}
        today = self._today()
        return [note for key, note in held.items() if key in rows and rules.holds(note, rows[key], today)]

    def list(
        self,
        *,
        as_of: date | None = None,
        within: int | None = None,
        kinds: Collection[DueKind] = (),
        owner: str = "",
        snoozed: bool = False,
    ) -> list[DueRow]:
        """What is due, the most pressing first.

        Args:
            as_of: the day it is judged on; today when not given. The records are those of now.
            within: at most so many days ahead; what is late is always within.
            kinds: of these only.
            owner: of people whose name holds this.
            snoozed: also what was put off.
        """
        day = as_of or self._today()
        with self._store.read() as session:
            return listed(session, self._asked(day), within=within, kinds=kinds, owner=owner, snoozed=snoozed)

    def late_vendors(self) -> frozenset[str]:
        """Ids of the vendors of which something is late: a review, the check between two, a paper, an objection."""
        with self._store.read() as session:
            return due_vendors.late(session, self._today())

    def calendar(
        self,
        path: Path | None = None,
        *,
        within: int | None = None,
        kinds: Collection[DueKind] = (),
        owner: str = "",
        alarms: Sequence[int] = ALARMS,
        force: bool = False,
    ) -> FileOutcome:
        """Write what is due as an iCalendar file. A later file updates the events of an earlier one.

        Args:
            path: the file; None: due.ics in the desk's exports folder. A calendar written here before is replaced.
            within: at most so many days ahead.
            kinds: of these only.
            owner: of people whose name holds this.
            alarms: days before, at nine in the morning.
            force: replace any existing file.

        Raises:
            Refused: when another file stands there and `force` is not set.
            Unwritable: when it cannot be written; then calendars count as told nothing.
        """
        from grcdesk.reports.calendar import calendar_file  # noqa: PLC0415  icalendar: 250 ms

        today = self._today()
        target = path or self._store.paths.exports / "due.ics"
        with ExitStack() as draft:
            with self._store.work(Verb.EXPORT_CALENDAR) as work:
                every = collect(work.session, self._asked(today))
                shown = listed(work.session, self._asked(today), within=within, kinds=kinds, owner=owner, every=every)
                names = {f"{row.kind.value}/{row.id}" for row in every}
                found = due_calendar.gather(work.session, shown, names, today, alarms, kinds=kinds, owner=owner)
                work.session.flush()
                # what `log verify` holds the table against
                facts = {"events": events_digest(work.session.connection())}
                going = Outgoing(Verb.EXPORT_CALENDAR, target, MarkedIn.BESIDE, facts)
                ours = due_calendar.is_ours(target)
                finish = draft.enter_context(
                    handing_out_with(self._store, going, calendar_file(found), force=force or ours, work=work)
                )
            done = finish()
        fell = sum(one.cancelled for one in found.events)
        told = f"{target} written, {count(len(found.events) - fell, 'date')}"
        return FileOutcome(target, done.size, done.sha256, told + (f", {fell} cancelled" if fell else ""))

    def notify(self, *, dry_run: bool = False) -> Sequence[Reminder]:
        """Send what is late or near to the channels of grcdesk.toml; what was seen or put off is left out.

        The same message goes out once, however often this runs.

        Raises:
            BadSettings: when the settings of it cannot be understood.
            Refused: when no channel is set up, or one has no address.
            Unsent: when a channel did not take its message.
        """
        self._store.refuse_past("reminders go out of the desk of today")
        wanted = settings.notify(self._store.paths)
        kinds = [_kind(name) for name in wanted.kinds]
        today = self._today()
        with self._store.read() as session:
            held = _notes(session)
            rows = [
                row
                for row in listed(session, self._asked(today), within=wanted.within, kinds=kinds, owner=wanted.owner)
                if not rules.holds(held.get((row.kind, row.id)), row, today)
            ]
            organisation = due_notify.heading(session)
        return due_notify.remind(self._store, wanted, rows, organisation, today, dry_run=dry_run)

    def acknowledge(self, kind: DueKind, record: str, *, reason: str) -> Outcome:
        """Say that something due was seen. It stays in the list; reminders leave it out until its date moves.

        Raises:
            NotFound: when nothing of that kind and id is due.
            Refused: without a reason.
        """
        return self._mark(Verb.DUE_ACKNOWLEDGE, kind, record, reason, None)

    def snooze(self, kind: DueKind, record: str, until: date, *, reason: str) -> Outcome:
        """Put something due off until a day; until then it is left out of the list. The date itself stays.

        Raises:
            NotFound: when nothing of that kind and id is due.
            Refused: without a reason, or when the day is not to come.
        """
        if until <= self._today():
            raise Refused(f"{until} is not to come", hint="choose a later day")
        return self._mark(Verb.DUE_SNOOZE, kind, record, reason, until)

    def resume(self, kind: DueKind, record: str) -> Outcome:
        """Take an acknowledgement or a snooze back.

        Raises:
            NotFound: when there is none.
        """
        with self._store.work(Verb.DUE_RESUME) as work:
            row = work.session.get(DueNote, f"{kind.value}/{record}")
            if row is None:
                known = tuple(work.session.scalars(select(DueNote.record)))  # type: ignore[call-overload]  # a column
                raise NotFound.of("note on something due", record, known)
            work.session.delete(row)
        return work.outcome(f"{word(kind)} {record} is due as before")

    def _asked(self, day: date) -> JudgedOn:
        return JudgedOn(day, lambda: Checks(self._context).run(as_of=day))

    def _mark(self, verb: Verb, kind: DueKind, record: str, reason: str, until: date | None) -> Outcome:
        today = self._today()
        said = clean(reason.strip(), "reason")
        with self._store.work(verb, said) as work:
            found = _named(work.session, kind, record, self._asked(today))
            if not said:
                raise Refused(f"{word(kind)} {found.id} needs a reason", hint="--reason TEXT")
            name = f"{kind.value}/{found.id}"
            row = work.session.get(DueNote, name) or DueNote(id=name, kind=kind.value, record=found.id)
            row.mark = DueMark.ACKNOWLEDGED if until is None else DueMark.SNOOZED
            row.due, row.until, row.reason = found.due, until, said
            row.said_by, row.said_on = self._store.signer.name, today
            work.session.add(row)
        told = f"snoozed until {until}" if until else "acknowledged"
        return work.outcome(f"{word(kind)} {found.id}, due {found.due}, {told}")


def _kind(name: str) -> DueKind:
    plain = name.strip().replace("-", "_").replace(" ", "_")
    known = tuple(kind.value for kind in DueKind)
    if plain not in known:
        hint = did_you_mean(plain, known) or f"one of {', '.join(known)}"
        raise BadSettings(f"no kind {name!r} in [notify]", hint=hint, file=SETTINGS_NAME)
    return DueKind(plain)


def collect(session: Session, asked: JudgedOn) -> Sequence[DueRow]:
    """Every date of every source, judged on a day, the most pressing first."""
    return rules.arrange(rules.row(found, asked.on) for source in SOURCES for found in source(session, asked))


def listed(
    session: Session,
    asked: JudgedOn,
    *,
    within: int | None = None,
    kinds: Collection[DueKind] = (),
    owner: str = "",
    snoozed: bool = False,
    every: Sequence[DueRow] | None = None,
) -> list[DueRow]:
    """What is due on a day, with what was said of it; `every` when all dates were collected before."""
    held, on = _notes(session), asked.on
    found = []
    for row in rules.wanted(
        collect(session, asked) if every is None else every, within=within, kinds=frozenset(kinds), owner=owner
    ):
        note = held.get((row.kind, row.id))
        if not rules.holds(note, row, on):
            found.append(row)
        elif snoozed or not rules.is_snoozed(note, row, on):
            found.append(_with(row, note))
    return found


def _with(row: DueRow, note: DueNoteRow | None) -> DueRow:
    why = "; ".join(part for part in (row.why, rules.said(note)) if part)
    return DueRow(row.kind, row.id, row.title, row.owner, row.due, row.days, row.state, why)


def _notes(session: Session) -> dict[tuple[DueKind, str], DueNoteRow]:
    return {
        (DueKind(row.kind), row.record): DueNoteRow(
            DueKind(row.kind), row.record, row.mark, row.due, row.until, row.reason, row.said_by, row.said_on
        )
        for row in session.scalars(select(DueNote))
    }


def _named(session: Session, kind: DueKind, record: str, asked: JudgedOn) -> DueRow:
    rows = [row for row in collect(session, asked) if row.kind is kind]
    folded = record.casefold()
    for row in rows:
        if row.id.casefold() == folded:
            return row
    raise NotFound.of(f"{word(kind)} due", record, tuple(row.id for row in rows))
