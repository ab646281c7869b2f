"""Anchors: places of the log that are remembered outside of it, so that a log told anew is told to be so.

Each is a position and the hash of the entry there. They are written where a file leaves the house, twice: beside the
desk as `anchors.jsonl`, which goes where its folder goes, and into the state folder of the user, which a desk that is
put back or replaced does not take along.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from grcdesk.errors import BadInput
from grcdesk.paths import DeskPaths, user_state
from grcdesk.schemas.log.log import Broken
from grcdesk.store import journal
from grcdesk.store.journal import digest
from grcdesk.store.verifying.files import small_file
from grcdesk.store.verifying.line import read_line
from grcdesk.terms import Verb
from grcdesk.verbs import ANCHORED

FILE = "anchors.jsonl"
# a link is not followed, and a pipe nobody reads is not waited for
_APPENDING = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_MOST = 4 << 20
"""Bytes of such a file that are read, from its end."""
_SHORTEST = 12
_TYPED = re.compile(r"(?<![\w:.])([1-9][0-9]{0,17}):([0-9a-fA-F]{12,64})(?![\w])")
_CHECKPOINT = re.compile(r"grcdesk checkpoint 1 [0-9a-f]{64}\n([1-9][0-9]{0,17})\n([0-9a-f]{64})\n")


@dataclass(frozen=True, slots=True)
class LogAnchor:
    """A place of a log, as it was when it was remembered."""

    position: int
    head: str
    at: str = ""
    """UTC time it was remembered; empty: not told."""
    by: str = ""
    """The act with which it left the house."""
    file: str = ""
    desk: str = ""
    """The folder of the desk."""
    mark: str = ""
    """Hash of the first entry, which tells one desk from another."""

    @property
    def where(self) -> str:
        """How it is called where it fails."""
        told = (
            f" ({' '.join(one for one in (self.by, self.file, self.at[:10]) if one)})" if self.by or self.file else ""
        )
        return f"anchor {self.position}:{self.head[:12]}{told}"


def of_user() -> Path:
    """The anchors of all desks this user has worked on."""
    return user_state() / FILE


def remember(paths: DeskPaths, connection: Connection, act: tuple[Verb, str], head: tuple[int, str, str]) -> None:
    """Write down where the log stands. A place that takes no writing now is passed over.

    Args:
        paths: the desk.
        connection: to its database.
        act: the act, and the file it is about.
        head: position, hash and time of the entry.
    """
    first = connection.scalar(text("SELECT hash FROM log WHERE seq = 1"))
    verb, file = act
    found = LogAnchor(*head, verb.value, file, str(paths.root.resolve()), str(first or ""))
    for path in (paths.root / FILE, of_user()):
        _append(path, found)


def note_place(paths: DeskPaths, connection: Connection, acts: Iterable[tuple[Verb, str]]) -> None:
    """After a command: where the log stands, and each of its acts with which a file left the house."""
    head = journal.head(connection)
    at = (head.seq, head.hash, head.ts)
    keep_head(paths, connection, at)
    for act in acts:
        if act[0] in ANCHORED:
            remember(paths, connection, act, at)


def keep_head(paths: DeskPaths, connection: Connection, head: tuple[int, str, str]) -> None:
    """Note in the user's state folder where the log stands after a command.

    What was noted before and no longer holds is put among the anchors: the next command must not cover it up.
    """
    path = _head_file(paths)
    before = _read(path)
    for one in before:
        line = connection.scalar(text("SELECT line FROM log WHERE seq = :seq"), {"seq": one.position})
        if not isinstance(line, bytes) or digest(line) != one.head:
            _append(of_user(), one)
    first = connection.scalar(text("SELECT hash FROM log WHERE seq = 1"))
    found = LogAnchor(*head, "", "", str(paths.root.resolve()), str(first or ""))
    draft = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft.unlink(missing_ok=True)
        _append(draft, found)
        draft.replace(path)


def _head_file(paths: DeskPaths) -> Path:
    name = hashlib.sha256(str(paths.root.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return user_state() / "heads" / f"{name}.jsonl"


def _append(path: Path, one: LogAnchor) -> None:
    line = json.dumps(asdict(one), ensure_ascii=True, sort_keys=True) + "\n"
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # one write behind the last line, whoever else is writing
        handle = os.open(path, _APPENDING, 0o600)
        try:
            os.write(handle, line.encode())
        finally:
            os.close(handle)


def remembered(paths: DeskPaths) -> tuple[list[LogAnchor], list[LogAnchor]]:
    """Those beside the desk, and those of the user: of all desks, in the order they were written."""
    return _read(paths.root / FILE), [*_read(of_user()), *_read(_head_file(paths))]


def given(word: str) -> list[LogAnchor]:
    """Anchors as a person names them: POSITION:HEAD, or a file that holds such.

    A file is a workbook or report that was handed over, a checkpoint, `anchors.jsonl`, or any text with such words.

    Raises:
        BadInput: when it is neither.
    """
    typed = _TYPED.fullmatch(word.strip())
    if typed:
        return [LogAnchor(int(typed[1]), typed[2].lower())]
    path = Path(word)
    hint = "write POSITION:HEAD, such as 812:9f86d081884c, or the name of a file that holds one"
    try:
        if not path.is_file():
            raise BadInput("is neither an anchor nor a file", file=word, hint=hint)
        with path.open("rb") as file:
            content = file.read(_MOST).decode("utf-8", "replace")
    except (OSError, ValueError) as error:
        raise BadInput(f"cannot be read: {getattr(error, 'strerror', '') or error}", file=word, hint=hint) from error
    found = [one for line in content.splitlines() if (one := _parsed(line)) is not None]
    found = found or _within(content, path)
    if not found:
        raise BadInput("holds no anchor", file=word, hint=hint)
    return found


def _within(content: str, path: Path) -> list[LogAnchor]:
    from grcdesk.store.verifying import printed  # noqa: PLC0415  zipfile: 10 ms, and every write loads this file

    kept = _CHECKPOINT.match(content)
    if kept:
        return [LogAnchor(int(kept[1]), kept[2], file=path.name)]
    said = printed.head(path) if content.startswith("PK") else None
    if said:
        return [LogAnchor(*said, file=path.name)]
    return [LogAnchor(int(match[1]), match[2].lower(), file=path.name) for match in _TYPED.finditer(content)]


def _read(path: Path) -> list[LogAnchor]:
    content = (small_file(path, _MOST, end=True) or b"").decode("utf-8", "replace")
    return [one for line in content.splitlines() if (one := _parsed(line)) is not None]


def _parsed(line: str) -> LogAnchor | None:
    try:
        said: dict[str, Any] = json.loads(line)
        found = LogAnchor(**said)
    except (ValueError, TypeError, RecursionError):
        return None
    texts = (found.head, found.at, found.by, found.file, found.desk, found.mark)
    fits = type(found.position) is int and found.position > 0 and all(isinstance(one, str) for one in texts)
    return found if fits and re.fullmatch(f"[0-9a-f]{{{_SHORTEST},64}}", found.head) else None


def concerning(paths: DeskPaths, connection: Connection) -> list[tuple[LogAnchor, bool]]:
    """The anchors of this desk: those that lie beside it, and those the user's folder has of the folder of the desk.

    A copy that lies elsewhere goes its own way: what left it later says nothing about this one.

    Returns:
        Each once, with whether it is known that another desk lay in the folder then.
    """
    mark = str(connection.scalar(text("SELECT hash FROM log WHERE seq = 1")) or "")
    here = str(paths.root.resolve())
    beside, users = remembered(paths)
    users = [one for one in users if one.desk == here]
    beside = [one for one in beside if one.desk == here or one.mark == mark]
    found: dict[LogAnchor, bool] = {}
    # what lies beside the desk says nothing about what the user's own folder remembers: each is judged by itself
    for one, elsewhere in (*_of_whom(users, mark, here), *_of_whom(beside, mark, here)):
        found.setdefault(one, elsewhere)
    return list(found.items())


def _of_whom(kept: Sequence[LogAnchor], mark: str, here: str) -> Iterator[tuple[LogAnchor, bool]]:
    """Each with whether another desk lay here then: it is of another log, and came before this one began here."""
    begun = max((number for number, one in enumerate(kept) if _begins(one, mark, here)), default=-1)
    for number, one in enumerate(kept):
        yield one, one.mark != mark and number < begun


def _begins(one: LogAnchor, mark: str, here: str) -> bool:
    """Whether this log came to the folder by an act of the program: made there, or restored."""
    return one.mark == mark and one.desk == here and one.by in (Verb.DESK_INIT, Verb.DESK_RESTORE)


def check(
    connection: Connection, anchors: Iterable[tuple[LogAnchor, bool]], *, outside: bool = False
) -> Iterator[tuple[Broken, bool]]:
    """Every anchor that does not hold, and whether an act that stands in the log explains it.

    Args:
        connection: to the desk.
        anchors: each with whether it is known to be of another log.
        outside: they were named by a person: nothing explains that one of them fails.
    """
    restores = list(_restores(connection))
    last = connection.scalar(text("SELECT max(seq) FROM log")) or 0
    query = text("SELECT line FROM log WHERE seq = :seq")
    for one, elsewhere in anchors:
        line = connection.scalar(query, {"seq": one.position})
        if isinstance(line, bytes) and digest(line).startswith(one.head):
            continue
        what = "is another one" if line is not None else f"is not there: the log ends at entry {last}"
        told = f"entry {one.position} {what}"
        why = "it is of the desk that lay here before" if elsewhere else _explained(one, restores)
        if why:
            yield Broken(one.where, f"{told}; {why}"), not outside
        else:
            yield Broken(one.where, f"{told}: the log was put back or told anew since"), False


def _explained(one: LogAnchor, restores: Iterable[tuple[int, str, str]]) -> str:
    """The restore that took away what an anchor names; empty: none did."""
    for entries, at, said in restores:
        if entries < one.position and (not one.at or one.at <= at):
            return said
    return ""


def _restores(connection: Connection) -> Iterator[tuple[int, str, str]]:
    """To which entry backups brought the log back, when, and how that is told.

    Such an entry explains only what came after the place it brought the log back to: it stands right behind that.
    """
    query = text("SELECT seq, line FROM log WHERE action = :verb AND outcome = 'success' ORDER BY seq DESC")
    for seq, line in connection.execute(query, {"verb": Verb.DESK_RESTORE.value}):
        try:
            entry = read_line(line)
        except ValueError:
            continue
        entries = entry["after"].get("entries")
        if type(entries) is int and 0 < seq - entries <= 2:  # noqa: PLR2004  a clock that went back has its own entry
            by = entry["actor"]["name"]
            yield entries, entry["ts"], f"a backup was restored on {entry['ts'][:10]} by {by}, entry {seq}"
