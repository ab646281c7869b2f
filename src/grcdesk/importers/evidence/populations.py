"""Populations: any list with a key that stands in every row, once. What the key is, is measured and never guessed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.evidence.frozen.freeze import freeze
from grcdesk.importers.evidence.frozen.mapping import WHICH_KEY
from grcdesk.importers.evidence.lists import rows
from grcdesk.importers.keeping import content
from grcdesk.importers.keeping.guard import Guard, known_fields
from grcdesk.importers.keeping.holds import Holds
from grcdesk.importers.reading import sheets
from grcdesk.importers.reading.fields import row_hash, settle
from grcdesk.importers.reading.inside import get
from grcdesk.importers.reading.job import Importer, ReadingJob
from grcdesk.terms import EvidenceKind
from grcdesk.wording import join


@dataclass(slots=True)
class _Key:
    """A column, or several, that may be the key: what stands there, and in which rows."""

    columns: tuple[str, ...]
    alone: bool
    """Whether no other may be it: then rows without it are skipped, and it is still the key."""
    seen: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    """Key → the line it stands in, and a hash of the row."""
    blank: list[int] = field(default_factory=list)
    again: int = 0
    clash: tuple[int, int] | None = None
    """Two lines of the same key that differ: it is no key."""

    @property
    def name(self) -> str:
        return " + ".join(map(content.shown, self.columns))

    @property
    def wrong(self) -> str:
        """Why it is no key; empty: it is one."""
        if self.clash:
            return f"`{self.name}` is the same in lines {self.clash[0]} and {self.clash[1]}, which differ"
        return f"`{self.name}` is empty in line {self.blank[0]}" if self.blank else ""

    def take(self, line: int, record: dict[str, Any], row: bytes) -> None:
        """Look at a row, as long as it may be the key."""
        if self.clash or (self.blank and not self.alone):
            return
        parts = [_said(get(record, name)) for name in self.columns]
        if not all(parts):
            self.blank.append(line)
            return
        first = self.seen.setdefault("\x1f".join(parts), (line, row))
        if first[0] != line:
            self.again += 1
            self.clash = self.clash or (None if first[1] == row else (first[0], line))


NAMES = {
    "owner": ("assignee", "assigned_to", "requester", "requested_by", "who", "performed_by"),
    "author": ("created_by", "submitter", "user.login", "author.login", "merged_by", "deployed_by"),
    "approver": ("approved_by", "approvers", "reviewer", "reviewers", "reviewed_by"),
    "system": ("service", "application", "app", "component", "product"),
    "repository": ("repo", "project"),
    "provider": ("vendor", "supplier"),
    "environment": ("env", "stage"),
    "status": ("state", "resolution"),
    "severity": ("priority", "risk", "impact"),
    "type": ("category", "kind", "issue_type", "change_type"),
    "title": ("summary", "description", "subject", "change", "comment", "notes"),
}
"""Fields most populations have, by our names; others are kept when their values are ids, dates or closed words."""


def read_population(job: ReadingJob) -> None:
    """Any list with a key in every row. Rows that are the same in everything are counted once, and told.

    Raises:
        BadInput: when no column is a key by measurement, or the one that was named is none.
    """
    if job.role:
        freeze(job)
        return
    told = job.columns.get("key", "")
    measured = Guard(known_fields(NAMES, job.columns), job.keep)
    tried = _tried(job, told, measured)
    if not tried and not job.account.rows:
        tried = _candidates(job, told, job.header) if job.header or told else []
        job.note("the list is empty: a population of nothing needs its query and the time it was pulled")
    settle(job, measured, job, unread=job.account.skipped)
    if tried:
        key = _chosen(job, tried, told=bool(told))
        _settle(job, key)
        _keep(job, key)


def _tried(job: ReadingJob, told: str, measured: Guard) -> list[_Key]:
    """Every column that may be the key, with what stands there; of an empty list none."""
    tried: list[_Key] = []
    for line, record in rows(job):
        if not tried:
            tried = _candidates(job, told, record)
            measured.known |= {content.plain(name): Holds.ID for key in tried for name in key.columns}
        if "workflow_run" in record:
            _artifact(job, record)
        measured.see(record)
        row = row_hash(record)
        for key in tried:
            key.take(line, record, row)
    return tried


def _keep(job: ReadingJob, key: _Key) -> None:
    """The rows that are counted, with what may be kept of them; the file is read once more."""
    counted = {line for line, _ in key.seen.values()}
    again = job.again()
    try:
        for line, record in rows(again):
            if line in counted:
                name = ",".join(_said(get(record, column)) for column in key.columns)
                rest = job.guard.rest(record, key.columns)
                job.put(line, {"key": name} | {one: job.in_time(value) for one, value in rest.items()}, record)
    finally:
        again.close()


def _candidates(job: ReadingJob, told: str, names: Iterable[str]) -> list[_Key]:
    """What may be the key of a list with these columns: what was named, else what is called as keys are."""
    listed = list(names)
    if told:
        return [_named(job, told, listed)]
    found = sheets.key_columns(listed)
    if not found:
        hint = f"{WHICH_KEY}; its columns are {_columns(listed)}" if listed else WHICH_KEY
        raise BadInput("no column looks like a key", hint=hint, file=job.name)
    return [_Key((name,), alone=len(found) == 1) for name in found]


def _named(job: ReadingJob, told: str, listed: Sequence[str]) -> _Key:
    """The key that was named: a column, also with a comma in its name, or several; each may lie inside a record."""
    parts = (told,) if told in listed else tuple(part.strip() for part in told.split(",") if part.strip())
    lacking = [part for part in parts if part not in listed and part.partition(".")[0] not in listed]
    if lacking and listed:
        raise BadInput(f"it has no column {join(lacking)}", hint=f"its columns are {_columns(listed)}", file=job.name)
    return _Key(parts, alone=True)


def _columns(names: Sequence[str]) -> str:
    return join([content.shown(name) for name in names], 12)


def _chosen(job: ReadingJob, tried: Sequence[_Key], *, told: bool) -> _Key:
    """The first that is a key by measurement; one that was named may be empty in some rows."""
    if told:
        (key,) = tried
        if key.clash:
            raise BadInput(f"it is no key: {key.wrong}", hint=WHICH_KEY, file=job.name)
        return key
    found = next((key for key in tried if not key.wrong), None)
    if found is None and len(tried) == 1 and not tried[0].seen:
        found = tried[0]  # no row has one: they are refused as a whole
    if found is None:
        raise BadInput(f"no column is a key: {join([key.wrong for key in tried], 3)}", hint=WHICH_KEY, file=job.name)
    return found


def _settle(job: ReadingJob, key: _Key) -> None:
    job.facts["key column"] = key.name
    job.account.used += len(key.seen)
    job.account.duplicates += key.again
    for line in key.blank:
        job.account.skip(line, f"no {key.name}")
    if key.again:
        job.note(f"{key.again:,} of the rows are the same as another in everything: counted once")


def _said(value: Any) -> str:
    """A value of a key as text; nothing for a list or a record."""
    return "" if value is None or isinstance(value, dict | list) else str(value).strip()


def _artifact(job: ReadingJob, record: dict[str, Any]) -> None:
    """What a list of artifacts of a build tells: which are gone already, and which came of a fork."""
    job.tally("artifacts", "expired" if record.get("expired") is True else "can be fetched")
    if record.get("expired") is True:
        job.note("expired artifacts can no longer be fetched: what they held is gone, unless it was kept elsewhere")
    run = record["workflow_run"]
    if isinstance(run, dict) and run.get("head_repository_id") != run.get("repository_id"):
        job.tally("artifacts", "of a fork")


IMPORTER = Importer("population", "population", EvidenceKind.POPULATION, "item", read_population)
