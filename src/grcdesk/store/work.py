"""The unit of work: every write passes here, in one transaction with its lines in the log."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from grcdesk import clock
from grcdesk.errors import Damaged, DeskError, Newer, NoDesk, Refused, Unwritable
from grcdesk.models.unreadable import UnreadableValueError, looking_over
from grcdesk.paths import DeskPaths
from grcdesk.schemas.log.log import Broken, LoggedAct
from grcdesk.schemas.log.moment import LogMoment
from grcdesk.store import database, folder_lock, journal, place
from grcdesk.store.bounds import refuse_beyond
from grcdesk.store.collector import Collector
from grcdesk.store.journal import Change, Note
from grcdesk.store.running.command import Work
from grcdesk.store.shape import check_header, check_within
from grcdesk.store.sharing.overtaken import refuse_overtaken
from grcdesk.store.signer import Signer
from grcdesk.store.suspicions import suspicions
from grcdesk.store.verifying import anchors, damage
from grcdesk.terms import LogOutcome, Verb
from grcdesk.verbs import FINAL, HANDED_OUT


@dataclass(frozen=True, slots=True)
class Past:
    """That a database holds the desk as it stood, and the store of the desk of today."""

    moment: LogMoment
    live: Store


class Store:
    """The database of one desk."""

    def __init__(
        self, paths: DeskPaths, signer: Signer, *, newer: Newer | None = None, past: Past | None = None
    ) -> None:
        self.paths = paths
        self.signer = signer
        self.newer = newer
        """Why a desk of a later shape is opened for reading alone."""
        self.past = past
        self.unlogged = self.unverified = False
        """Whether files may leave a read-only desk without a line, or one that does not verify; each says so."""
        self.notices: list[str] = []
        """What must be told beside what a command did; whoever tells it takes it out."""
        self.unread = False
        """Whether a look has met stored values that cannot be read."""
        self.in_place = True
        """Whether the desk lies where it is to be; of one that is made ready elsewhere nothing is remembered."""
        self.engagement = ""
        """Id of the engagement that is asked about; empty: the current one of the desk."""
        self.changes = 0
        """Rises with each change of data that is known of, one's own and those a watch has seen."""
        self._lock = folder_lock.share(paths.root)
        """Nobody replaces the desk as long as it is open."""
        if newer is None:
            check_header(paths)
        database.suit_place(paths.database)
        self.opened = place.OpenedFile(paths.database)
        """To know whether the desk is still the one that was opened."""
        self.closing: list[Callable[[], object]] = []
        """What else lets go of the database when the store does."""
        self._reader = database.make_engine(paths.database, readonly=True)
        self._writer = database.make_engine(paths.database, readonly=False)

    def close(self) -> None:
        """Let go of every connection."""
        for close in self.closing:
            close()
        self._reader.dispose()
        self._writer.dispose()
        self._lock.release()

    @property
    def read_only(self) -> str:
        """Why nothing can be written now; empty when it can."""
        if self.newer is not None:
            return str(self.newer)
        if self.past is not None:
            return self.past.moment.words
        if place.writable(self.paths.database):
            return ""
        return str(self._unwritable())

    def _unwritable(self) -> DeskError:
        if not self.paths.database.exists():
            return NoDesk.gone(self.paths.database)
        return Unwritable(f"{self.paths.database} is read-only", hint="reading works; to write, change its permissions")

    @property
    def live(self) -> Store:
        """The store whose log takes the lines: of a desk as it stood, that of today."""
        return self.past.live if self.past is not None else self

    def refuse_past(self, what: str = "nothing is changed there") -> None:
        """Refuse what concerns the desk of today alone.

        Raises:
            Refused: when this is a desk as it stood.
        """
        if self.past is not None:
            raise Refused(
                f"the desk is shown {self.past.moment.words}: {what}",
                hint="leave --at out to work on the desk of today",
            )

    @property
    def _asked(self) -> dict[str, str]:
        """What a session is told: readers look there for the engagement that is meant."""
        return {"engagement": self.engagement}

    def refuse_newer(self) -> None:
        """Refuse what needs a desk of a shape this program knows.

        Raises:
            Newer: when it is of a later one.
        """
        if self.newer is not None:
            raise Newer(str(self.newer), hint=self.newer.hint)

    def _refuse_reading_only(self) -> None:
        self.refuse_past()
        self.opened.check()
        self.refuse_newer()
        if self.read_only:
            raise self._unwritable()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the desk and cannot change it.

        Raises:
            Locked, Damaged, Replaced: see errors.
        """
        self.opened.check()
        with (
            database.translated(self.paths.database),
            looking_over() as seen,
            Session(self._reader, autoflush=False, info=self._asked) as session,
        ):
            yield session
        self.unread = self.unread or bool(seen)

    def damage(self) -> Damaged | None:
        """What was shown with careful values in place of what is stored, record by record; None: nothing was."""
        return self._named(damage.unreadable) if self.unread else None

    def explained(self) -> Damaged | None:
        """The records no sense could be made of, when they are not what was written; None: it is not their fault."""
        return self._named(damage.altered)

    def _named(self, look: Callable[[Connection], list[Broken]]) -> Damaged | None:
        try:
            with database.translated(self.paths.database), self._reader.connect() as connection:
                found = look(connection)
        except Damaged as error:
            return error
        except DeskError:
            return None
        return damage.told(found) if found else None

    @contextmanager
    def work(self, action: Verb, reason: str = "", *, dry_run: bool = False) -> Iterator[Work]:
        """One command: all of it with its log lines, or nothing at all.

        A refusal is written to the log by itself, after everything else is rolled back.

        Raises:
            Refused: when a rule says no, or when another process changed the same meanwhile.
            BadInput: for a value beyond its bounds.
            Locked, Unwritable, Damaged, Replaced: see errors.
        """
        self._refuse_reading_only()
        batch = secrets.token_hex(4)
        try:
            with (
                database.translated(self.paths.database),
                Session(self._writer, expire_on_commit=False, info=self._asked) as session,
            ):
                collector = Collector(session)
                work = Work(session, batch, dry_run, action not in FINAL)
                yield work
                session.flush()
                changes = collector.real()
                # by what is to be stored, whatever door it came through
                refuse_beyond(changes)
                work.suspicions = suspicions(action, changes)
                work.kinds = frozenset(change.kind for change in changes)
                work.ids = tuple(dict.fromkeys(change.id for change in changes))
                if dry_run:
                    work.compare(changes)
                    session.expunge_all()  # so that what would have been done can still be told
                    session.rollback()
                    return
                check_within(session.connection())
                refuse_overtaken(session.connection(), changes)
                if changes:
                    self._look_at_clock(session.connection())
                    journal.append(session.connection(), self.signer, Note(action, batch, reason=reason), changes)
                self._tell(session.connection(), work.acts, (batch, LogOutcome.SUCCESS, reason))
                # last of all: a desk put in its place meanwhile must not be told of what was done in the other
                self.opened.check()
                session.commit()
                self.changes += 1
        except Refused as refusal:
            self._note_failure(action, batch, LogOutcome.DENIED, refusal)
            raise
        except DeskError:
            raise  # a file nobody could read, a lock: nothing was decided, so there is nothing to log
        except UnreadableValueError as error:
            raise self.explained() or Damaged(f"{self.paths.database}: {error}", hint=damage.HINT) from error
        except Exception as error:
            self._note_failure(action, batch, LogOutcome.FAILURE, error)
            raise
        self._remember(work.acts)

    def note(self, action: Verb, kind: str, name: str, facts: Mapping[str, journal.Value], reason: str = "") -> None:
        """Log an act that changes no data; one of the desk as it stood in the log of today. Errors as `tell`."""
        self.tell([LoggedAct(action, kind, name, facts)], reason=reason)

    def tell(
        self, acts: Sequence[LoggedAct], *, batch: str = "", outcome: LogOutcome = LogOutcome.SUCCESS, reason: str = ""
    ) -> None:
        """Log acts that change no data, a line each, all of one command and one outcome, in one transaction.

        Raises:
            Locked, Unwritable, Newer, Damaged: when the log takes no line.
        """
        if self.past is not None and all(act.action in HANDED_OUT for act in acts):
            then = [act.then(self.past.moment) for act in acts]
            self.past.live.tell(then, batch=batch, outcome=outcome, reason=reason)
            return
        self._refuse_reading_only()
        with database.translated(self.paths.database), self._writer.begin() as connection:
            self._tell(connection, acts, (batch or secrets.token_hex(4), outcome, reason))
        self._remember(acts)

    def _tell(self, connection: Connection, acts: Sequence[LoggedAct], of: tuple[str, LogOutcome, str]) -> None:
        if acts:
            self._look_at_clock(connection)
        for act in acts:
            about = Change(act.kind, act.name, "", {}, dict(act.facts))
            journal.append_note(connection, self.signer, Note(act.action, *of), about)

    def _remember(self, acts: Sequence[LoggedAct]) -> None:
        """Note outside of the log where it stands now, so that a later look tells when it was put back."""
        if self.in_place:
            with suppress(DeskError), self.read() as session:  # what was done is done
                anchors.note_place(self.paths, session.connection(), [(act.action, act.name) for act in acts])

    def _look_at_clock(self, connection: Connection) -> None:
        """Say it when the clock went backwards; the log takes its own line of it."""
        last, now = journal.head(connection).ts, clock.stamp(clock.now())
        if last and now < last:
            self.notices.append(
                f"the clock of this computer went backwards: it says {now}, and the last entry of the change log is of "
                f"{last}. Entries count by their number; set the clock right"
            )

    def checkpoint(self) -> None:
        """Empty what the database keeps beside its file, so that nothing erased lingers there."""
        with database.translated(self.paths.database):
            database.checkpoint(self._writer)

    def _note_failure(self, action: Verb, batch: str, outcome: LogOutcome, error: Exception) -> None:
        words = "; ".join([str(error), *getattr(error, "reasons", ())])[:2000]
        try:
            with self._writer.begin() as connection:
                journal.append(connection, self.signer, Note(action, batch, outcome, words), [])
        except DatabaseError:
            return  # the error itself is what the person must see
