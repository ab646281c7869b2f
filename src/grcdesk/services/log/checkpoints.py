"""Checkpoints: written, signed, time-stamped, read again."""

from __future__ import annotations

from pathlib import Path

from grcdesk import clock
from grcdesk.errors import Refused
from grcdesk.schemas.outcomes import FileOutcome
from grcdesk.services.common import verified
from grcdesk.services.common.handing_out import MarkedIn, Outgoing, hand_out
from grcdesk.services.log import signing
from grcdesk.store import journal
from grcdesk.store.verifying import checkpoint
from grcdesk.store.verifying.files import small_file
from grcdesk.store.work import Store
from grcdesk.terms import Verb
from grcdesk.wording import count

_LARGEST = 1 << 20
"""Bytes; a checkpoint has some ten thousand."""


def write(store: Store, path: Path | None, *, key: str, force: bool) -> FileOutcome:
    """Write one of a desk that verifies; arguments and errors as `Log.checkpoint`."""
    verified.require(store)
    with store.read() as session:
        at = journal.head(session.connection())
        content = checkpoint.make(session.connection(), clock.stamp(clock.now()))
    path = path or store.paths.exports / f"checkpoint-{at.seq}.txt"
    going = Outgoing(Verb.LOG_CHECKPOINT, path, MarkedIn.BESIDE, {"entries": at.seq, "head": at.hash})
    done = hand_out(store, going, content, force=force)
    if key:
        signing.sign(path, key)
    told = f"{path} names {count(at.seq, 'entry', 'entries')}, head {at.hash[:16]}"
    return FileOutcome(path, done.size, done.sha256, told + (", signed" if key else ""))


def attach(store: Store, path: Path | None, stamp: Path) -> FileOutcome:
    """Put the reply of a time stamp service beside the checkpoint it speaks of.

    Raises:
        Refused: when no checkpoint is named.
        BadInput: when the file is none, or the reply is of something else.
    """
    if path is None or not path.is_file():
        raise Refused("a time stamp is of a checkpoint that is there already", hint="name it with -o FILE")
    read(path)
    content = signing.attach(path, stamp)
    target = signing.stamp_of(path)
    going = Outgoing(Verb.LOG_CHECKPOINT, target, MarkedIn.BESIDE, {"stamp_of": path.name})
    done = hand_out(store, going, content, force=True)
    return FileOutcome(target, done.size, done.sha256, f"{target} goes with {path}")


def read(file: Path) -> checkpoint.Checkpoint:
    """A checkpoint that was kept.

    Raises:
        BadInput: when it cannot be read, or is none.
    """
    return checkpoint.parse(small_file(file, _LARGEST) or b"", str(file))
