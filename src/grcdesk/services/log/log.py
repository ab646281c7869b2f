"""The change log: reading, verifying, undoing, handing out."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk.errors import NotFound, Refused
from grcdesk.models.base import col, table_of
from grcdesk.models.log import LogLine
from grcdesk.paths import PACKAGE
from grcdesk.reports import ocsf
from grcdesk.reports.files import save
from grcdesk.schemas.log.erasing import ErasurePlan, KeptText
from grcdesk.schemas.log.log import BatchRow, LogEntry, VerifyReport
from grcdesk.schemas.outcomes import FileOutcome, Outcome
from grcdesk.schemas.progress import Progress
from grcdesk.services.common.context import Service
from grcdesk.services.common.handing_out import MarkedIn, Outgoing, hand_out
from grcdesk.services.log import checkpoints, erasing, kept_texts, standing, texts_file, verifying
from grcdesk.services.log.reading import about, batch_row, entries
from grcdesk.services.log.verifying import NOTHING, Outside
from grcdesk.store import undo
from grcdesk.terms import Verb
from grcdesk.wording import count, join


class Log(Service):
    """Verbs on the change log."""

    def list(
        self,
        *,
        since: str = "",
        until: str = "",
        actor: str = "",
        action: str = "",
        resource: str | Collection[str] = "",
        batch: str = "",
        limit: int = 200,
        newest_first: bool = True,
    ) -> list[LogEntry]:
        """Entries of the log.

        Args:
            since: first UTC day or time, `2026-11-01`.
            until: last UTC day or time, inclusive.
            actor: part of a name.
            action: a verb, or its noun (`control` finds `control.set`).
            resource: id of a record, or of several.
            batch: id of a command: what was written together.
            limit: at most so many; 0 for all.
            newest_first: order.
        """
        query = select(LogLine)
        if since:
            query = query.where(col(LogLine.ts) >= since)
        if until:
            query = query.where(col(LogLine.ts) <= until + "~")  # sorts behind whatever may follow a day or a minute
        if actor:
            query = query.where(col(LogLine.actor).icontains(actor, autoescape=True))
        if action:
            query = query.where(
                (col(LogLine.action) == action) | col(LogLine.action).startswith(f"{action}.", autoescape=True)
            )
        if resource:
            query = query.where(about([resource] if isinstance(resource, str) else resource))
        if batch:
            query = query.where(col(LogLine.batch) == batch)
        query = query.order_by(col(LogLine.seq).desc() if newest_first else col(LogLine.seq))
        if limit:
            query = query.limit(limit)
        with self._store.read() as session:
            return entries(session, session.scalars(query).all())

    def batches(self, limit: int = 200) -> Sequence[BatchRow]:
        """Commands, newest first: all entries written together as one row."""
        query = (
            select(col(LogLine.batch), func.min(col(LogLine.seq)), func.max(col(LogLine.seq)), func.count())
            .group_by(col(LogLine.batch))
            .order_by(func.max(col(LogLine.seq)).desc())
            .limit(limit)
        )
        with self._store.read() as session:
            gone = standing.undone(session)
            return [
                batch_row(session, batch, (first, last, number), gone)
                for batch, first, last, number in session.execute(query)
            ]

    def verify(
        self,
        *,
        outside: Outside = NOTHING,
        progress: Progress | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> VerifyReport:
        """Check the chain, replay the log against every table, hash the vault. The result is itself logged.

        Repairs nothing. A desk that takes no writing now is verified all the same, without an entry.

        Args:
            outside: anchors and checkpoints that were kept elsewhere.
            progress: called with entries read and to be read.
            stop: asked between files.

        Raises:
            BadInput: when an anchor or a checkpoint cannot be understood.
            Damaged: when the log cannot be read at all.
            Unwritable: when a program that is needed to check a signature is missing.
        """
        self._store.refuse_past("only the log of today is verified")
        return verifying.verify(self._context, outside, progress, stop)

    def undo(self, batch: str = "") -> Outcome:
        """Put everything a batch changed back. Without an id: my last batch that still stands, or my last redo.

        Raises:
            NotFound: when there is no such batch, or nothing to undo.
            Refused: naming each field that has moved on since.
        """
        return self._apply(batch, redo=False)

    def redo(self) -> Outcome:
        """Undo my last undo, if nothing was changed since.

        Raises:
            NotFound: when there is nothing to redo.
        """
        return self._apply("", redo=True)

    def _apply(self, given: str, *, redo: bool) -> Outcome:
        self._store.refuse_past()
        mine = self._store.signer.name
        with self._store.read() as session:
            name = given or standing.last_open(session, mine, undo=redo)
            if not name:
                raise NotFound(
                    f"nothing of yours to {'redo' if redo else 'undo'}", hint="grcdesk log list shows changes"
                )
            batch = undo.find_batch(session, name)
            about = standing.story(batch.id, standing.targets_of(session))
            action = undo.find_batch(session, about.of).action
            by = standing.undone(session).get(batch.id) if given else None
            last = standing.last_open(session, mine, undo=True) if by else None
        if by:
            again = "grcdesk log redo" if by == last else f"undo that one as well (grcdesk log undo {by}), which"
            raise Refused(f"{batch.id} was undone already, by {by}", hint=f"{again} brings it back")
        with self._store.work(Verb.LOG_UNDO, f"{undo.UNDO_OF}{batch.id} ({batch.action})") as work:
            done = undo.apply(work.session, batch)
        told = join(list(dict.fromkeys(reversed(done))), 4)
        return work.outcome(f"{'redone' if about.undo else 'undone'}: {action} of {told}")

    def export(self, path: Path | None, *, force: bool = False) -> FileOutcome:
        """The whole log as JSON Lines, verbatim as it was hashed. None: into the desk's exports folder.

        The texts its lines name that still exist are laid beside it as `texts.jsonl`, and checkers that need only
        Python, unless there are some.

        Raises:
            Refused: when the file exists and `force` is not set.
            Unwritable: when it cannot be written.
        """
        with self._store.read() as session:
            content, texts = _lines(session), texts_file.content(session)
        seq = content.count(b"\n")
        path = path or self._store.paths.exports / f"change-log-{seq}.jsonl"
        beside = path.with_name(texts_file.NAME)
        if not force:
            texts_file.refuse_strange(beside, content)
        going = Outgoing(Verb.LOG_EXPORT, path, MarkedIn.BESIDE, {"entries": seq})
        done = hand_out(self._store, going, content, force=force)
        save(beside, texts, force=True)
        for checker in (path.with_name("verify_log.py"), path.with_name("verify_texts.py")):
            if not checker.exists():
                save(checker, (PACKAGE / checker.name).read_bytes(), force=False)
        notes = (texts_file.told(content, texts, beside),)
        return FileOutcome(path, done.size, done.sha256, f"{count(seq, 'entry', 'entries')} in {path}", notes)

    def export_ocsf(self, path: Path | None, *, force: bool = False) -> FileOutcome:
        """The whole log as OCSF events, one a line, for whoever gathers logs. It proves nothing: the log itself does.

        Raises:
            Refused: when the file exists and `force` is not set.
            Unwritable: when it cannot be written.
        """
        log = table_of(LogLine)
        with self._store.read() as session:
            lines = session.execute(select(log.c.line, log.c.hash).order_by(log.c.seq)).all()
        content = b"".join(ocsf.event(json.loads(line), sha256) + b"\n" for line, sha256 in lines)
        path = path or self._store.paths.exports / f"change-log-{len(lines)}.ocsf.jsonl"
        going = Outgoing(Verb.LOG_EXPORT, path, MarkedIn.BESIDE, {"entries": len(lines), "form": "ocsf"})
        done = hand_out(self._store, going, content, force=force)
        return FileOutcome(path, done.size, done.sha256, f"{count(len(lines), 'event')} in {path}")

    def checkpoint(
        self, path: Path | None, *, key: str = "", stamp: Path | None = None, force: bool = False
    ) -> FileOutcome:
        """Write down what the desk holds now, in a few lines that somebody outside keeps; or attach a time stamp.

        Args:
            path: the file; None: into the desk's exports folder.
            key: signed with it by ssh-keygen; its file, or its public half when an agent or hardware holds it.
            stamp: the reply of a time stamp service about a checkpoint that is already there.
            force: replace an existing file.

        Raises:
            Refused: when the file exists and `force` is not set.
            Damaged: when the desk is not what its log says: there is nothing to witness.
            BadInput: when the reply is not about that checkpoint.
            Unwritable: when it cannot be written, or not be signed.
        """
        self._store.refuse_past("a checkpoint is made of the desk of today")
        if stamp is not None:
            return checkpoints.attach(self._store, path, stamp)
        return checkpoints.write(self._store, path, key=key, force=force)

    def lines(self) -> bytes:
        """The whole log as JSON Lines."""
        with self._store.read() as session:
            return _lines(session)

    def texts(self, *, record: str = "", containing: str = "", limit: int = 200) -> Sequence[KeptText]:
        """Free texts the log names by their hashes, newest first, with the entry that wrote each.

        Args:
            record: id of a record.
            containing: words of the text, whatever their case.
            limit: at most so many; 0 for all.
        """
        with self._store.read() as session:
            return kept_texts.find(session, record=record, containing=containing, limit=limit)

    def erasure(self, text: str, *, field: str = "", kind: str = "", parts: bool = False) -> ErasurePlan:
        """What erasing a text would do, before it is done; see `erase`."""
        return erasing.plan(self._store, erasing.ToErase(text, field, kind, parts=parts))

    def erase(
        self, text: str, *, reason: str, field: str = "", kind: str = "", clear: bool = False, parts: bool = False
    ) -> Outcome:
        """Erase a text for good, in the desk and in its own backups. The chain stays whole.

        Args:
            text: the hash the log has for it, or the id of the record it stands in.
            reason: why; it is written into the log.
            field: of that record; empty: `text` is a hash.
            kind: of that record, where several have the id.
            clear: put `[erased]` wherever it still stands.
            parts: erase longer texts of which it is a part as well.

        Raises:
            NotFound: when there is no such text.
            Refused: without a reason, or while it stands elsewhere and `clear` is not set.
            Locked: when it is erased, and another program still holds the old pages of the file.
        """
        return erasing.erase(self._store, erasing.ToErase(text, field, kind, clear=clear, parts=parts), reason)

    def finish_erasing(self) -> Outcome:
        """Take what was erased out of the file once more, after another program held on to it.

        Raises:
            Locked: while it still does.
        """
        self._store.refuse_past("texts are erased on the desk of today")
        erasing.finish(self._store)
        return Outcome("nothing that was erased is left in the database or beside it")


def _lines(session: Session) -> bytes:
    log = table_of(LogLine)
    return b"".join(line + b"\n" for line in session.scalars(select(log.c.line).order_by(log.c.seq)))
