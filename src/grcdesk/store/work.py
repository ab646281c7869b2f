"""The unit of work: every write passes here, in one transaction with its lines in the log."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import event
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError
from sqlmodel import Session

from grcdesk.errors import Damaged, DeskError, Locked, Newer, NoDesk, Refused, Unwritable
from grcdesk.paths import DeskPaths
from grcdesk.schemas.outcomes import Outcome
from grcdesk.store import copies, dialect, journal
from grcdesk.store.journal import Change, Collector, Note
from grcdesk.store.notes import suspicions
from grcdesk.store.signer import Signer
from grcdesk.terms import LogOutcome, Verb


@dataclass(slots=True)
class Work:
    """One command in progress. Rows changed through `session` are logged when the block ends."""

    session: Session
    batch: str
    dry_run: bool = False
    kinds: frozenset[str] = frozenset()
    ids: tuple[str, ...] = ()
    suspicions: tuple[str, ...] = ()
    """What typed texts seem to hold that does not belong here."""

    def outcome(self, sentence: str, *, unchanged: tuple[str, ...] = (), warnings: tuple[str, ...] = ()) -> Outcome:
        """What to tell, once the block has ended."""
        batch = self.batch if self.kinds and not self.dry_run else ""
        return Outcome(sentence, batch, self.ids, unchanged, self.kinds, (*warnings, *self.suspicions), self.dry_run)


class Store:
    """The database of one desk."""

    def __init__(self, paths: DeskPaths, signer: Signer, *, newer: Newer | None = None) -> None:
        self.paths = paths
        self.signer = signer
        self._newer = newer
        """Why a desk of a later shape is opened for reading alone."""
        if newer is None:
            check_header(paths)
        copies.leave_wal(paths.database)
        self._reader = dialect.make_engine(paths.database, readonly=True)
        self._writer = dialect.make_engine(paths.database, readonly=False)

    def close(self) -> None:
        """Let go of every connection."""
        self._reader.dispose()
        self._writer.dispose()

    @property
    def read_only(self) -> str:
        """Why nothing can be written now; empty when it can."""
        if self._newer is not None:
            return str(self._newer)
        return "" if dialect.writable(self.paths.database) else f"{self.paths.database} is read-only"

    def _refuse_reading_only(self) -> None:
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
        with translated(self.paths), Session(self._reader, autoflush=False) as session:
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
            with translated(self.paths), Session(self._writer, expire_on_commit=False) as session:
                collector = Collector(session)
                work = Work(session, batch, dry_run)
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
        """Log an act that changes no data, such as an export."""
        self._refuse_reading_only()
        with translated(self.paths), self._writer.begin() as connection:
            change = Change(kind, name, "", {}, facts)
            line = Note(action, secrets.token_hex(4), LogOutcome.SUCCESS, reason)
            return journal.append_note(connection, self.signer, line, change)

    def checkpoint(self) -> None:
        """Write what stands in the WAL into the database and empty it, so that nothing erased lingers there."""
        with translated(self.paths):
            raw = self._writer.raw_connection()
            try:
                raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                raw.close()

    def _note_failure(self, action: Verb, batch: str, outcome: LogOutcome, error: Exception) -> None:
        words = "; ".join([str(error), *getattr(error, "reasons", ())])[:2000]
        try:
            with self._writer.begin() as connection:
                journal.append(connection, self.signer, Note(action, batch, outcome, words), [])
        except DatabaseError:
            return  # the error itself is what the person must see

    @property
    def raw(self) -> sqlite3.Connection:
        """A plain read-only connection, for verifying what stands in the file. The caller closes it."""
        connection = sqlite3.connect(dialect.read_uri(self.paths.database), uri=True)
        connection.execute("PRAGMA query_only=ON")
        return connection


@contextmanager
def translated(paths: DeskPaths) -> Iterator[None]:
    """Database errors as errors a person can act on."""
    try:
        yield
    except IntegrityError as error:
        raise Refused(f"the database refused it: {error.orig}", hint="nothing was changed") from error
    except OperationalError as error:
        raise _operational(paths, str(error.orig)) from error
    except DatabaseError as error:
        raise Damaged(f"{paths.database} is damaged: {error.orig}", hint="grcdesk restore FILE, or doctor") from error


def _operational(paths: DeskPaths, said: str) -> DeskError:
    if "locked" in said or "busy" in said:
        return Locked("another grcdesk is writing to this desk and did not finish in 5 s", hint="try again")
    if "full" in said:
        return Unwritable(f"no space left for {paths.database}", hint="free some space; nothing was changed")
    if "readonly" in said or "read-only" in said or not os.access(paths.database, os.W_OK):
        return Unwritable(f"{paths.database} is read-only", hint="reading works; to write, change its permissions")
    if "unable to open" in said:
        return NoDesk(f"{paths.database} cannot be opened", hint="check the folder and its permissions")
    if "I/O" in said:
        return Unwritable(f"the disk under {paths.database} failed: {said}", hint="nothing was changed")
    return Damaged(f"{paths.database}: {said}", hint="grcdesk log verify names what is broken")


def check_header(paths: DeskPaths) -> int:
    """The shape number of the database, read from its header without opening it.

    Raises:
        NoDesk: when there is no such file.
        Damaged: when it is no grcdesk database.
        Newer: when a later program wrote it.
    """
    try:
        with paths.database.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        raise NoDesk(f"{paths.database} is missing", hint="grcdesk restore FILE brings a backup back") from None
    except OSError as error:
        raise NoDesk(f"{paths.database} cannot be read: {os.strerror(error.errno or 0)}") from error
    application = int.from_bytes(header[68:72], "big")
    if not header.startswith(b"SQLite format 3\x00") or application != dialect.APPLICATION_ID:
        raise Damaged(f"{paths.database} is not a grcdesk database", hint="grcdesk restore FILE brings a backup back")
    schema = int.from_bytes(header[60:64], "big")
    if schema > dialect.SCHEMA:
        raise Newer(
            f"this desk has shape {schema}; this program knows up to {dialect.SCHEMA}",
            hint="install a newer grcdesk; nothing was touched",
        )
    return schema


def watch_queries(store: Store) -> list[str]:
    """A list that fills with every statement the store's readers send; tests count them."""
    seen: list[str] = []

    @event.listens_for(store._reader, "before_cursor_execute")  # noqa: SLF001  same module
    def _seen(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    return seen
