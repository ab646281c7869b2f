"""The unit of work: every write passes here, in one transaction with its lines in the log."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import event
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from grcdesk.errors import Damaged, DeskError, Locked, Newer, Refused, Unwritable
from grcdesk.paths import DeskPaths
from grcdesk.schemas.moment import LogMoment
from grcdesk.schemas.outcomes import Outcome
from grcdesk.store import database, journal, place
from grcdesk.store.journal import Change, Collector, Note
from grcdesk.store.shape import check_header
from grcdesk.store.signer import Signer
from grcdesk.store.suspicions import suspicions
from grcdesk.terms import LogOutcome, Verb
from grcdesk.verbs import FINAL, HANDED_OUT


@dataclass(slots=True)
class Work:
    """One command in progress. Rows changed through `session` are logged when the block ends."""

    session: Session
    batch: str
    dry_run: bool = False
    undoable: bool = True
    """Whether it can be taken back."""
    kinds: frozenset[str] = frozenset()
    ids: tuple[str, ...] = ()
    suspicions: tuple[str, ...] = ()
    """What typed texts seem to hold that does not belong here."""

    def outcome(self, sentence: str, *, unchanged: tuple[str, ...] = (), warnings: tuple[str, ...] = ()) -> Outcome:
        """What to tell, once the block has ended."""
        batch = self.batch if self.kinds and self.undoable and not self.dry_run else ""
        return Outcome(sentence, batch, self.ids, unchanged, self.kinds, (*warnings, *self.suspicions), self.dry_run)


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
        self._newer = newer
        """Why a desk of a later shape is opened for reading alone."""
        self.past = past
        """When it is a desk as it stood."""
        self.engagement = ""
        """Id of the engagement that is asked about; empty: the current one of the desk."""
        if newer is None:
            check_header(paths)
        database.suit_place(paths.database)
        self._reader = database.make_engine(paths.database, readonly=True)
        self._writer = database.make_engine(paths.database, readonly=False)

    def close(self) -> None:
        """Let go of every connection."""
        self._reader.dispose()
        self._writer.dispose()

    @property
    def read_only(self) -> str:
        """Why nothing can be written now; empty when it can."""
        if self._newer is not None:
            return str(self._newer)
        if self.past is not None:
            return self.past.moment.words
        return "" if place.writable(self.paths.database) else f"{self.paths.database} is read-only"

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

    def _refuse_reading_only(self) -> None:
        self.refuse_past()
        if self._newer is not None:
            raise Newer(str(self._newer), hint=self._newer.hint)
        if self.read_only:
            raise Unwritable(self.read_only, hint="reading works; to write, change its permissions")

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the desk and cannot change it.

        Raises:
            Locked, Damaged: see errors.
        """
        with (
            database.translated(self.paths.database),
            Session(self._reader, autoflush=False, info=self._asked) as session,
        ):
            yield session

    @contextmanager
    def work(self, action: Verb, reason: str = "", *, dry_run: bool = False) -> Iterator[Work]:
        """One command: all of it with its log lines, or nothing at all.

        A refusal is written to the log by itself, after everything else is rolled back.

        Raises:
            Refused: when a rule says no.
            Locked, Unwritable, Damaged: see errors.
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
                work.suspicions = suspicions(action, changes)
                work.kinds = frozenset(change.kind for change in changes)
                work.ids = tuple(dict.fromkeys(change.id for change in changes))
                if dry_run:
                    session.expunge_all()  # so that what would have been done can still be told
                    session.rollback()
                    return
                if changes:
                    journal.append(session.connection(), self.signer, Note(action, batch, reason=reason), changes)
                session.commit()
        except Refused as refusal:
            self._note_failure(action, batch, LogOutcome.DENIED, refusal)
            raise
        except (Locked, Unwritable, Damaged):
            raise
        except DeskError:
            raise
        except Exception as error:
            self._note_failure(action, batch, LogOutcome.FAILURE, error)
            raise

    def note(
        self, action: Verb, kind: str, name: str, facts: dict[str, journal.Value], reason: str = ""
    ) -> journal.Head:
        """Log an act that changes no data, such as an export; one of the desk as it stood in the log of today."""
        if self.past is not None and action in HANDED_OUT:
            moment = self.past.moment
            told = {**facts, "at_entry": moment.entry, "at_day": moment.day.isoformat()}
            return self.past.live.note(action, kind, name, told, reason)
        self._refuse_reading_only()
        with database.translated(self.paths.database), self._writer.begin() as connection:
            change = Change(kind, name, "", {}, facts)
            line = Note(action, secrets.token_hex(4), LogOutcome.SUCCESS, reason)
            return journal.append_note(connection, self.signer, line, change)

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


def watch_queries(store: Store) -> list[str]:
    """A list that fills with every statement the store's readers send; tests count them."""
    seen: list[str] = []

    @event.listens_for(store._reader, "before_cursor_execute")  # noqa: SLF001  same module
    def _seen(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    return seen
