"""The one door by which a file leaves the desk: told to the change log first, and marked inside where it must be.

A file is written under a name of its own, then the log takes its line, then it gets its name. Killed in between, a line
may stand for a file that nobody got; no file is out without a line.
"""

from __future__ import annotations

import csv
import hashlib
import io
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import BinaryIO

from grcdesk.errors import Damaged, DeskError, Refused, Unwritable
from grcdesk.reports.files import FileDraft, drafted, save
from grcdesk.reports.folders import drafted_folder
from grcdesk.schemas.log.log import LoggedAct
from grcdesk.services.common import verified
from grcdesk.store.journal import Value
from grcdesk.store.running.command import Work
from grcdesk.store.work import Store
from grcdesk.terms import LogOutcome, Verb

Fill = Callable[[BinaryIO], None]
UNLOGGED = "UNLOGGED: handed out of a read-only desk; its change log holds no line of this file"
_BOM = b"\xef\xbb\xbf"


class MarkedIn(Enum):
    """Where a file says what its reader must know before all else."""

    CONTENT = auto()
    """Whoever makes it prints `TwoDates.notices` on its first page."""
    CSV = auto()
    """In lines above its heading."""
    TEXT = auto()
    """In paragraphs above its title."""
    BESIDE = auto()
    """It must stay as it is to the byte: in a note that is laid beside it."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A file on its way out."""

    verb: Verb
    path: Path
    marked: MarkedIn = MarkedIn.CONTENT
    facts: Mapping[str, Value] = field(default_factory=dict)
    """What the log is told beside its hash and size."""
    also: tuple[LoggedAct, ...] = ()
    """What else is told with it; each line gets the hash."""

    def acts(self, sha256: str, size: int) -> list[LoggedAct]:
        """The lines of it."""
        own = LoggedAct(self.verb, "file", self.path.name, {"sha256": sha256, "size": size, **self.facts})
        return [own, *(LoggedAct(one.action, one.kind, one.name, {"sha256": sha256, **one.facts}) for one in self.also)]


@dataclass(frozen=True, slots=True)
class Handed:
    """What went out."""

    sha256: str
    size: int


def marks(store: Store, *, as_it_is: bool = False) -> tuple[str, ...]:
    """What each file that is handed out now must say before all else. Asked before a file is made.

    Args:
        store: of the desk.
        as_it_is: whether it is a copy of what is stored, byte for byte: that leaves any desk, and is marked.

    Raises:
        Newer, Unwritable: when the log takes no line, and nobody said that it may be done without.
        Refused: when somebody said so of a desk whose log takes lines.
        Damaged: when the desk is not what its log says, and nobody said that it may be handed out all the same.
    """
    unlogged = (UNLOGGED,) if _unlogged(store) else ()
    doubt = verified.mark(store.live, allowed=store.unverified or as_it_is)
    return (*unlogged, doubt) if doubt else unlogged


def _unlogged(store: Store) -> bool:
    """Whether the log takes no line of a file, and somebody said that it may be done without."""
    live = store.live
    if not live.read_only:
        if store.unlogged:
            raise Refused("the log of this desk takes the line of a file", hint="leave --unlogged out")
        return False
    live.refuse_newer()
    if not store.unlogged:
        raise Unwritable(
            f"no file is handed out without a line in the change log, and {live.read_only}",
            hint="copy the desk to where it can be written; --unlogged hands it out, and the file says so",
        )
    return True


def hand_out(
    store: Store,
    going: Outgoing,
    content: bytes | Fill,
    *,
    force: bool,
    check: Callable[[Path], None] | None = None,
    mode: int | None = None,
) -> Handed:
    """Write a file for somebody else. Arguments as `drafted`.

    Raises:
        Refused: when the file exists and `force` is not set.
        Unwritable, Locked, Newer: when it cannot be written, or the log takes no line of it; nothing is left then, and
            an older file stays as it was.
        Damaged: when the desk is not what its log says, see `marks`, or when it would show records that cannot be read
            as they are stored.
    """
    unlogged = _unlogged(store)
    said = marks(store, as_it_is=going.marked is MarkedIn.BESIDE)
    _refuse_damaged(store, going)
    with drafted(going.path, _filling(going, content, said), force=force, check=check, mode=mode) as draft:
        # its hash is known now, and it has no name yet: a log that takes no line lets no file out
        if not unlogged:
            batch = secrets.token_hex(4)
            store.tell(going.acts(draft.sha256, draft.size), batch=batch)
            _place(store, going, draft, batch)
        else:
            draft.place()
        if said:
            _beside(going, draft, said)
    return Handed(draft.sha256, draft.size)


def hand_out_folder(store: Store, going: Outgoing, whole: Handed, fill: Callable[[Path], None]) -> Handed:
    """The same for a folder, which is there whole or not at all and never replaces another.

    Args:
        store: of the desk.
        going: the folder.
        whole: what stands for its bytes in the log: the sum of the list of its sums, and the bytes of all its files.
        fill: writes its files.

    Raises:
        Refused: when there is something of that name.
        Unwritable, Locked, Newer, Damaged: as `hand_out`.
    """
    unlogged = _unlogged(store)
    marks(store)
    _refuse_damaged(store, going)
    with drafted_folder(going.path, fill) as draft:
        if not unlogged:
            batch = secrets.token_hex(4)
            acts = going.acts(whole.sha256, whole.size)
            store.tell(acts, batch=batch)
            try:
                draft.place()
            except DeskError as error:
                with suppress(DeskError):  # the first error is what the person must see
                    store.tell(acts, batch=batch, outcome=LogOutcome.FAILURE, reason=str(error))
                raise
        else:
            draft.place()
    return whole


@contextmanager
def handing_out_with(
    store: Store, going: Outgoing, content: bytes, *, force: bool, work: Work
) -> Iterator[Callable[[], Handed]]:
    """The same for a file whose making changes the desk: its line is of the transaction of `work`.

    Gives what is to be called once that transaction has ended. Errors as `hand_out`.
    """
    said = marks(store)
    with drafted(going.path, _filling(going, content, said), force=force) as draft:
        for act in going.acts(draft.sha256, draft.size):
            work.note(act)

        def finish() -> Handed:
            _place(store, going, draft, work.batch)
            if said:
                _beside(going, draft, said)
            return Handed(draft.sha256, draft.size)

        yield finish


def hand_bytes(store: Store, going: Outgoing, content: bytes) -> bytes:
    """The same for a content that goes to standard output: told before it goes. Errors as `hand_out`."""
    said = marks(store)
    _refuse_damaged(store, going)
    if UNLOGGED not in said:
        store.tell(going.acts(hashlib.sha256(content).hexdigest(), len(content)))
    return content


def look_at(target: Path, fill: Fill, *, mode: int) -> None:
    """A copy in a folder of this user alone, to be looked at on this screen: nothing is handed out, nothing is told."""
    with drafted(target, fill, force=False, mode=mode) as draft:
        draft.place()


def _refuse_damaged(store: Store, going: Outgoing) -> None:
    """Careful values in place of what is stored are for looks; only what is copied as it is may leave."""
    damage = store.damage() if going.marked is not MarkedIn.BESIDE else None
    if damage is not None:
        raise Damaged(f"{going.path.name} is not written: {damage}", reasons=damage.reasons, hint=damage.hint)


def _place(store: Store, going: Outgoing, draft: FileDraft, batch: str) -> None:
    """Give a file that was told to the log its name; where it gets none, the log is told that as well."""
    try:
        draft.place()
    except DeskError as error:
        with suppress(DeskError):  # the first error is what the person must see
            acts = going.acts(draft.sha256, draft.size)
            store.tell(acts, batch=batch, outcome=LogOutcome.FAILURE, reason=str(error))
        raise


def _filling(going: Outgoing, content: bytes | Fill, said: tuple[str, ...]) -> Fill:
    """What writes the file, with its marks above where they belong there."""
    above = _above(going.marked, said)

    def fill(file: BinaryIO) -> None:
        if not isinstance(content, bytes):
            file.write(above)
            content(file)
            return
        # the mark of UTF-8 stays the first three bytes: spreadsheets take it for text anywhere else
        begin = _BOM if content.startswith(_BOM) else b""
        file.write(begin + above + content.removeprefix(begin))

    return fill


def _above(marked: MarkedIn, said: tuple[str, ...]) -> bytes:
    if marked is MarkedIn.TEXT:
        return "".join(f"{one}\n\n" for one in said).encode()
    if marked is MarkedIn.CSV:
        rows = io.StringIO(newline="")
        csv.writer(rows).writerows([one] for one in said)
        return rows.getvalue().encode()
    return b""


def _beside(going: Outgoing, draft: FileDraft, said: tuple[str, ...]) -> None:
    if going.marked is MarkedIn.BESIDE:
        note = going.path.with_name(f"{going.path.name}.README.txt")
        lines = (f"{going.path.name}, SHA-256 {draft.sha256}", *said)
        save(note, "".join(f"{line}\n" for line in lines).encode(), force=True)
