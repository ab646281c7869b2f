"""The change log: one canonical JSON line per changed record, chained, in the transaction of the change.

A line is stored as bytes and exported verbatim, so nobody has to rebuild a canonical form to check it. Field values
are exactly what the table stores: text, whole numbers or null.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, insert, select

from grcdesk import clock
from grcdesk.models.base import table_of
from grcdesk.models.log import LogLine, PrivateText
from grcdesk.store.signer import Signer, run_name
from grcdesk.store.texts.names import KeptTexts, hide
from grcdesk.terms import LogOutcome, Verb
from grcdesk.verbs import changes_data

FORMAT = 2
"""Version of the line format, in each line as `v`: since the second, every free text is named by a hash."""
START = "0" * 64
"""What the first line names as its predecessor."""
LABELS = ("title", "label", "what", "name")
"""Columns a record is named by for people, the best first."""

Value = str | int | None


@dataclass(slots=True)
class Change:
    """One record as it was and as it is: only the fields that differ."""

    kind: str
    id: str
    label: str
    before: dict[str, Value]
    after: dict[str, Value]
    private: KeptTexts = field(default_factory=dict)
    """Hash → salt and text of what the line only names."""

    def names(self) -> set[str]:
        """The texts its line will name."""
        return {name for name in (self.label, *self.before.values(), *self.after.values()) if name in self.private}


def canonical(entry: dict[str, Any]) -> bytes:
    """The bytes of an entry: UTF-8, keys sorted, no spaces."""
    return json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def digest(line: bytes) -> str:
    """SHA-256 of a line, hex."""
    return hashlib.sha256(line).hexdigest()


def read_line(line: bytes) -> dict[str, Any] | None:
    """What a line says; nothing when it can no longer be read."""
    try:
        entry = json.loads(line.decode())
        whole = {"action", "outcome", "reason", "batch"} <= entry.keys() and entry["source"]["via"] is not None
        whole = whole and entry["resource"]["label"] is not None and entry["before"].keys() is not None
        return dict(entry) if whole and entry["after"].keys() is not None else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


class Gathered:
    """Changes of records, one a record however often it is changed."""

    def __init__(self) -> None:
        self.changes: dict[tuple[str, str], Change] = {}
        self._named: dict[str, str] = {}
        """Text → its name in this command."""
        self._kept: KeptTexts = {}

    def hide(self, value: Any, private: KeptTexts) -> Any:
        """A text as its line names it: once a command, however many records have it."""
        # one salt a command: forty records with the same reason need not keep forty copies of it
        if value in self._named:
            name = self._named[value]
            private[name] = self._kept[name]
            return name
        name = hide(value, self._kept)
        if name in self._kept:
            self._named[value] = name
            private[name] = self._kept[name]
        return name

    def add(self, change: Change) -> None:
        """Several changes of one record are one: the first before, the last after."""
        known = self.changes.get((change.kind, change.id))
        if known is None:
            self.changes[change.kind, change.id] = change
            return
        known.before = {**change.before, **known.before} if known.before else known.before
        known.after = {**known.after, **change.after} if change.after else {}
        known.private |= change.private

    def real(self) -> list[Change]:
        """The changes that remain: what was set back to its old value is none."""
        kept = []
        for change in self.changes.values():
            if change.before and change.after:
                same = [name for name, value in change.after.items() if change.before.get(name) == value]
                for name in same:
                    del change.before[name], change.after[name]
            if change.before or change.after:
                kept.append(change)
        return kept


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain."""

    seq: int
    hash: str
    ts: str


def head(connection: Connection, *, changes_only: bool = False) -> Head:
    """The last entry, or the last that changed data."""
    log = table_of(LogLine)
    query = select(log.c.seq, log.c.hash, log.c.ts).order_by(log.c.seq.desc()).limit(1)
    if changes_only:
        query = query.where(log.c.changes == True)  # noqa: E712  SQL
    found = connection.execute(query).first()
    return Head(*found) if found else Head(0, START, "")


@dataclass(frozen=True, slots=True)
class Note:
    """What one command says of itself in each of its lines."""

    action: Verb
    batch: str
    outcome: LogOutcome = LogOutcome.SUCCESS
    reason: str = ""


def append_note(connection: Connection, signer: Signer, note: Note, about: Change) -> Head:
    """Write one line about an act that changed no data; its facts stand in `after`."""
    return append(connection, signer, note, [about], data=False)


def append(connection: Connection, signer: Signer, note: Note, changes: list[Change], *, data: bool = True) -> Head:
    """Write one line per change, chained to the last; at least one line even when nothing changed.

    Raises:
        ValueError: when the act is not what NOTES says of it; verifying would take the line for an altered one.
    """
    _refuse_misfit(note.action, changes, data=data)
    last = head(connection)
    moment = clock.stamp(clock.now())
    rows: list[dict[str, Any]] = []
    aside: KeptTexts = {}
    # the reason of an undo names the batch it took back, and is what undo itself must read again
    if (note.action, note.outcome) != (Verb.LOG_UNDO, LogOutcome.SUCCESS):
        note = replace(note, reason=hide(note.reason, aside))
    if last.ts and moment < last.ts:
        warning = Change("clock", last.ts, "the clock went backwards", {"ts": last.ts}, {"ts": moment})
        last = _line(rows, last, (moment, signer, Note(Verb.CLOCK_BACKWARDS, note.batch)), warning, changes=False)
    for change in changes or [Change("", "", "", {}, {})]:
        last = _line(rows, last, (moment, signer, note), change, changes=data and bool(changes))
        aside |= {name: change.private[name] for name in change.names()}
    connection.execute(insert(table_of(LogLine)), rows)
    if aside:
        kept = [{"sha256": name, "salt": salt, "content": text} for name, (salt, text) in aside.items()]
        connection.execute(insert(table_of(PrivateText)), kept)
    return last


def _refuse_misfit(action: Verb, changes: list[Change], *, data: bool) -> None:
    if any(change.kind and data != changes_data(action, change.kind) for change in changes):
        msg = f"{action} {'changes no data' if data else 'is not among the notes'}"
        raise ValueError(msg)


def _line(
    rows: list[dict[str, Any]], last: Head, by: tuple[str, Signer, Note], change: Change, *, changes: bool
) -> Head:
    moment, signer, note = by
    seq = last.seq + 1
    line = canonical(
        {
            "v": FORMAT,
            "seq": seq,
            "ts": moment,
            "actor": signer.actor(),
            "action": note.action.value,
            "resource": {"type": change.kind, "id": change.id, "label": change.label},
            "before": change.before,
            "after": change.after,
            "source": signer.source(),
            "outcome": note.outcome.value,
            "reason": note.reason,
            "batch": note.batch,
            "run": run_name(),
            "prev": last.hash,
        }
    )
    name = digest(line)
    rows.append(
        {
            "seq": seq,
            "line": line,
            "hash": name,
            "ts": moment,
            "actor": signer.name,
            "action": note.action.value,
            "kind": change.kind,
            "resource": change.id,
            "batch": note.batch,
            "outcome": note.outcome,
            "changes": changes and note.outcome is LogOutcome.SUCCESS,
        }
    )
    return Head(seq, name, moment)
