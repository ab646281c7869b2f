"""Which commands stand: an undo takes one back, and the undo of an undo, a redo, brings it again."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.log import LogLine
from grcdesk.store import journal
from grcdesk.store.undo import UNDO_OF
from grcdesk.terms import LogOutcome, Verb

_PASSED_OVER = frozenset({Verb.DESK_MIGRATE, Verb.EVIDENCE_INTEGRITY, Verb.LOG_ERASE, Verb.EVIDENCE_ERASE})
"""What a person did not decide, or can never take back: undo without a name goes on to what they did before it."""
_CHUNK = 500


def undone(session: Session) -> dict[str, str]:
    """Batch that does not stand → the undo that took it back. A redo is the undo of an undo: its batch stands again."""
    return _fallen(targets_of(session))


def targets_of(session: Session) -> dict[str, str]:
    """Undo → the batch it undid, oldest first."""
    undos = (col(LogLine.action) == Verb.LOG_UNDO, col(LogLine.changes))
    firsts = select(func.min(col(LogLine.seq))).where(*undos).group_by(col(LogLine.batch))
    rows = session.scalars(
        select(col(LogLine.line)).where(col(LogLine.seq).in_(firsts)).order_by(col(LogLine.seq))
    ).all()
    lines = [line for line in map(journal.read_line, rows) if line is not None]
    return {
        line["batch"]: line["reason"].removeprefix(UNDO_OF).split()[0]
        for line in lines
        if line["outcome"] == LogOutcome.SUCCESS and line["reason"].startswith(UNDO_OF)
    }


def _fallen(targets: dict[str, str]) -> dict[str, str]:
    gone: dict[str, str] = {}

    def fall(batch: str, by: str) -> None:
        gone[batch] = by
        if batch in targets:
            rise(targets[batch])

    def rise(batch: str) -> None:
        gone.pop(batch, None)
        if batch in targets:
            fall(targets[batch], batch)

    for name, target in targets.items():
        fall(target, name)
    return gone


def last_open(session: Session, actor: str, *, undo: bool) -> str | None:
    """The actor's newest command or redo that stands; with `undo` the newest undo, if nothing newer was done."""
    targets = targets_of(session)
    gone = _fallen(targets)
    # line by line from the end: the answer nearly always stands in the last few commands of a long log
    query = (
        select(col(LogLine.batch), col(LogLine.action))
        .where(col(LogLine.actor) == actor, col(LogLine.changes), col(LogLine.action).not_in(_PASSED_OVER))
        .order_by(col(LogLine.seq).desc())
        .execution_options(yield_per=_CHUNK)
    )
    seen = ""
    for batch, action in session.execute(query):
        about = story(batch, targets)
        # a redo whose command was taken back by another way does not stand either
        fallen = gone.keys() & ({batch, about.of} if about.redo else {batch})
        if batch == seen or fallen or (undo and about.redo):
            seen = batch
            continue
        if about.undo == undo:
            return None if action == Verb.DESK_INIT else str(batch)
        if undo:
            return None  # something newer was done: there is nothing left to redo
    return None


@dataclass(frozen=True, slots=True)
class Story:
    """What an undo or a redo is about in the end."""

    of: str
    """The command it takes back or does again; of any other command, itself."""
    steps: int
    """How many undos lead to it: 1 is an undo, 2 a redo."""

    @property
    def undo(self) -> bool:
        """Whether it takes the command back."""
        return self.steps % 2 == 1

    @property
    def redo(self) -> bool:
        """Whether it does the command again."""
        return self.steps > 0 and not self.undo


def story(batch: str, targets: dict[str, str]) -> Story:
    """The command at the end of a row of undos; `targets` as `targets_of` has them."""
    steps = 0
    while batch in targets:
        batch, steps = targets[batch], steps + 1
    return Story(batch, steps)
