"""Entries of the change log and what verifying found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from grcdesk.schemas.log.moment import LogMoment
from grcdesk.terms import LogOutcome, Verb


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line of the change log."""

    seq: int
    ts: str
    """UTC, milliseconds, `Z`."""
    actor: str
    action: Verb
    kind: str
    """Kind of record (control, action, catalog …)."""
    id: str
    label: str
    before: dict[str, object]
    after: dict[str, object]
    outcome: LogOutcome
    reason: str
    batch: str
    via: str
    hash: str
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The free texts the line only names: name → text, or that it was erased. `before` and `after` hold them as texts,
    working notes as their names."""

    def shown(self, value: object) -> object:
        """A value of the line as a person on this desk reads it: the text, where it is the name of one."""
        return self.texts.get(value, value) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One command in the log: all entries written together."""

    batch: str
    ts: str
    actor: str
    action: Verb
    entries: int
    first_seq: int
    last_seq: int
    labels: tuple[str, ...]
    """The first few records touched."""
    outcome: LogOutcome
    reason: str
    undone: bool


@dataclass(frozen=True, slots=True)
class Broken:
    """One thing verify found: where, what, and what it touches."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """The result of verifying the log, the tables and the vault."""

    entries: int
    head: str
    """Hash of the last entry, hex."""
    records: int
    """Records compared with the replayed log."""
    blobs: int
    broken: tuple[Broken, ...]
    remarks: tuple[Broken, ...] = ()
    """What is to be known and is no damage: a restore that explains a step back, a file nobody took in."""
    anchors: int = 0
    """Places remembered outside the log, or named by the person, that were looked at."""

    @property
    def clean(self) -> bool:
        """Whether nothing is broken."""
        return not self.broken


@dataclass(frozen=True, slots=True)
class QuickLook:
    """The log and the records since they were verified last, and the schema; no file is hashed."""

    entries: int
    head: str
    broken: tuple[Broken, ...]
    remarks: tuple[Broken, ...]
    verified_at: str
    """UTC time of the last full look; empty: there was none."""
    verified_clean: bool

    @property
    def clean(self) -> bool:
        """Whether nothing is broken."""
        return not self.broken


@dataclass(frozen=True, slots=True)
class LoggedAct:
    """An act that changes no data, such as handing out a file, as the log is told of it."""

    action: Verb
    kind: str
    name: str
    facts: Mapping[str, str | int | None]

    def then(self, moment: LogMoment) -> LoggedAct:
        """The same of the desk as it stood: with where it stood."""
        return replace(self, facts={**self.facts, "at_entry": moment.entry, "at_day": moment.day.isoformat()})
