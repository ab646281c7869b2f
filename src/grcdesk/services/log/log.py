"""The change log: reading, verifying, undoing, handing out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any, cast

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlmodel import Session, col

from grcdesk.errors import NotFound, Refused
from grcdesk.models.base import table_of
from grcdesk.models.controls import ControlScope
from grcdesk.models.log import LogLine, PrivateText
from grcdesk.models.tables import LOGGED
from grcdesk.models.unreadable import stand_in
from grcdesk.paths import PACKAGE
from grcdesk.reports.files import save
from grcdesk.schemas.log import BatchRow, LogEntry, VerifyReport
from grcdesk.schemas.outcomes import FileOutcome, Outcome
from grcdesk.schemas.progress import Progress
from grcdesk.services.common.context import Service
from grcdesk.services.common.handing_out import MarkedIn, Outgoing, hand_out
from grcdesk.services.log import checkpoints, verifying
from grcdesk.services.log.verifying import NOTHING, Outside
from grcdesk.store import journal, undo
from grcdesk.store.journal import Change, Note, append_note
from grcdesk.store.replay import PRIVATE
from grcdesk.terms import LogOutcome, Verb
from grcdesk.wording import count, join

_LABELS = 3
_UNREADABLE: dict[str, Any] = {
    "resource": {"label": ""},
    "before": {},
    "after": {},
    "reason": "DAMAGED: this line can no longer be read",
    "source": {"via": ""},
}
"""What stands in for a line that cannot be read."""


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
            limit: at most so many; 0 for all.
            newest_first: order.
        """
        query = select(LogLine)
        if since:
            query = query.where(col(LogLine.ts) >= since)
        if until:
            query = query.where(col(LogLine.ts) <= until + "~")
        if actor:
            query = query.where(col(LogLine.actor).icontains(actor, autoescape=True))
        if action:
            query = query.where(
                (col(LogLine.action) == action) | col(LogLine.action).startswith(f"{action}.", autoescape=True)
            )
        if resource:
            query = query.where(_about([resource] if isinstance(resource, str) else resource))
        query = query.order_by(col(LogLine.seq).desc() if newest_first else col(LogLine.seq))
        if limit:
            query = query.limit(limit)
        with self._store.read() as session:
            return [entry(row) for row in session.scalars(query)]

    def batches(self, limit: int = 200) -> Sequence[BatchRow]:
        """Commands, newest first: all entries written together as one row."""
        query = (
            select(col(LogLine.batch), func.min(col(LogLine.seq)), func.max(col(LogLine.seq)), func.count())
            .group_by(col(LogLine.batch))
            .order_by(func.max(col(LogLine.seq)).desc())
            .limit(limit)
        )
        with self._store.read() as session:
            gone = undo.undone(session)
            return [
                _batch(session, batch, (first, last, number), gone)
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
        """Put everything a batch changed back. Without an id: my last batch that still stands.

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
        with self._store.read() as session:
            name = given or undo.last_open(session, self._store.signer.name, undo=redo)
            if not name:
                raise NotFound(
                    f"nothing of yours to {'redo' if redo else 'undo'}", hint="grcdesk log list shows changes"
                )
            batch = undo.find_batch(session, name)
            by = undo.undone(session).get(batch.id) if given else None
        if by:
            raise Refused(f"{batch.id} was undone already, by {by}", hint=f"grcdesk log undo {by} brings it back")
        with self._store.work(Verb.LOG_UNDO, f"{undo.UNDO_OF}{batch.id} ({batch.action})") as work:
            done = undo.apply(work.session, batch)
        told = join(list(dict.fromkeys(reversed(done))), 4)
        what = batch.reason.rpartition("(")[2].rstrip(")") if batch.action is Verb.LOG_UNDO else batch.action
        again = batch.action is Verb.LOG_UNDO
        return work.outcome(f"{'redone' if again else 'undone'}: {what} of {told}")

    def export(self, path: Path | None, *, force: bool = False) -> FileOutcome:
        """The whole log as JSON Lines, verbatim as it was hashed. None: into the desk's exports folder.

        A checker that needs only Python is laid beside it, unless there is one.

        Raises:
            Refused: when the file exists and `force` is not set.
            Unwritable: when it cannot be written.
        """
        content = self.lines()
        seq = content.count(b"\n")
        path = path or self._store.paths.exports / f"change-log-{seq}.jsonl"
        going = Outgoing(Verb.LOG_EXPORT, path, MarkedIn.BESIDE, {"entries": seq})
        done = hand_out(self._store, going, content, force=force)
        checker = path.with_name("verify_log.py")
        if not checker.exists():
            save(checker, (PACKAGE / checker.name).read_bytes(), force=False)
        return FileOutcome(path, done.size, done.sha256, f"{count(seq, 'entry', 'entries')} in {path}")

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
        log = table_of(LogLine)
        with self._store.read() as session:
            return b"".join(line + b"\n" for line in session.scalars(select(log.c.line).order_by(log.c.seq)))

    def erase(self, hash: str, *, reason: str) -> Outcome:  # noqa: A002  it is the hash the log shows
        """Erase a private text the log names by its hash. The chain stays whole; the text cannot come back.

        Raises:
            NotFound: when no text is kept under that hash.
            Refused: without a reason, or while the text still stands on a record.
        """
        name = hash if hash.startswith("sha256:") else f"sha256:{hash}"
        with self._store.work(Verb.LOG_ERASE, reason) as work:
            row = work.session.get(PrivateText, name)
            if row is None:
                raise NotFound(f"no private text is kept under {hash}", hint="grcdesk log list --json shows the hashes")
            if not reason.strip():
                raise Refused("erasing needs a reason", hint="--reason TEXT")
            _refuse_standing(work.session, row.content)
            # the same text is kept once for every line that names it, each time under another salt
            same = work.session.scalars(select(PrivateText).where(col(PrivateText.content) == row.content)).all()
            for one in same:
                work.session.delete(one)
            work.session.flush()
            note = Note(Verb.LOG_ERASE, work.batch, reason=reason)
            told = Change("private_text", name, "", {}, {"erased": " ".join(sorted(one.sha256 for one in same))})
            append_note(work.session.connection(), self._store.signer, note, told)
        self._store.checkpoint()
        return Outcome(f"the text of {name[:23]}… is erased", kinds=frozenset({"private_text"}))


def _refuse_standing(session: Session, content: str) -> None:
    for kind, hidden in PRIVATE.items():
        table = table_of(LOGGED[kind])
        for name in hidden:
            found = session.scalar(select(*table.primary_key.columns).where(table.c[name] == content).limit(1))
            if found is not None:
                raise Refused(f"that text still stands as the {name} of {kind} {found}", hint=f"clear the {name} first")


def entry(row: LogLine) -> LogEntry:
    """A stored line as others see it."""
    line = journal.read_line(row.line) or stand_in(row.line, _UNREADABLE)
    action = Verb(row.action) if row.action in set(Verb) else cast("Verb", stand_in(row.action, row.action))
    return LogEntry(
        row.seq,
        row.ts,
        row.actor,
        action,
        row.kind,
        row.resource,
        line["resource"]["label"],
        line["before"],
        line["after"],
        row.outcome,
        line["reason"],
        row.batch,
        line["source"]["via"],
        row.hash,
    )


def _about(names: Collection[str]) -> ColumnElement[bool]:
    """Lines about those records. A place in the scope goes by engagement and control, and is of the control's story."""
    placed = [col(LogLine.resource).endswith(f"/{name}", autoescape=True) for name in names]
    scopes = and_(col(LogLine.kind) == str(ControlScope.__tablename__), or_(*placed))
    return or_(col(LogLine.resource).in_(names), scopes)


def _batch(session: Session, batch: str, span: tuple[int, int, int], gone: dict[str, str]) -> BatchRow:
    first, last, number = span
    rows = session.scalars(
        select(LogLine).where(col(LogLine.seq).between(first, min(first + _LABELS, last))).order_by(col(LogLine.seq))
    ).all()
    entries = [entry(row) for row in rows if row.batch == batch]
    head = next((one for one in entries if one.action is not Verb.CLOCK_BACKWARDS), entries[0])
    labels = tuple(dict.fromkeys(one.id for one in entries if one.id))[:_LABELS]
    return BatchRow(
        batch,
        head.ts,
        head.actor,
        head.action,
        number,
        first,
        last,
        labels,
        LogOutcome(head.outcome),
        head.reason,
        batch in gone,
    )
