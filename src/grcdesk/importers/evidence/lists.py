"""Lists with a key in every row: registers of keys, tickets and escalations, changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.evidence import approvals
from grcdesk.importers.evidence.seen_keys import SeenKeys
from grcdesk.importers.keeping.holds import HOLDS, Holds
from grcdesk.importers.reading import records, sheets
from grcdesk.importers.reading.fields import Fields, survey
from grcdesk.importers.reading.job import Importer, ReadingJob
from grcdesk.importers.reading.many import stretches
from grcdesk.importers.reading.many.plain_rows import Stretch
from grcdesk.importers.reading.times import BadTime, Moment
from grcdesk.terms import EvidenceKind
from grcdesk.wording import count, join

KEYS = {
    "key": ("key_id", "id", "name", "key_name", "access_key_id", "api_key_id"),
    "created": ("created_at", "issued", "creation_date", "access_key_1_created", "create_date"),
    "rotated": ("last_rotated", "rotated_at", "last_rotation", "access_key_1_last_rotated"),
    "status": ("state", "active", "access_key_1_active"),
    "owner": ("user", "service", "holder"),
    "provider": ("vendor", "system"),
    "expires": ("expires_at", "expiry"),
    "last_used": ("last_used_at", "access_key_1_last_used_date"),
    "ended_at": ("revoked_at", "revoked_on", "deleted_at", "disabled_at"),
}
TICKETS = {
    "id": ("key", "issue_key", "ticket", "number", "ticket_id"),
    "opened": ("created", "created_at", "opened_at", "open", "reported"),
    "resolved": ("resolved_at", "closed", "closed_at", "done", "resolution_date", "resolutiondate"),
    "severity": ("priority", "sev", "urgency"),
    "status": ("state", "resolution"),
    "type": ("issue_type", "category", "kind"),
    "owner": ("assignee", "assigned_to"),
    "about": ("metric", "check"),
    "title": ("summary", "subject", "description"),
}
CHANGES = {
    "id": ("number", "pr", "pull_request", "change", "change_id", "key", "iid", "sha"),
    "merged": ("merged_at", "mergedAt", "deployed", "deployed_at", "closed_at", "completed"),
    "opened": ("created_at", "createdAt", "created"),
    "author": ("user", "user.login", "author.login", "created_by", "submitter"),
    "approver": ("approved_by", "approvers", "approvals", "reviews", "reviewer", "reviewers"),
    "decision": ("review_decision",),
    "state": ("status",),
    "repository": ("repo", "project", "base.repo.full_name"),
    "commit": ("merge_commit_sha", "sha", "merge_commit"),
    "title": ("summary", "description", "body"),
    "url": ("html_url", "link"),
}


_OUT_OF_USE = frozenset({"inactive", "false", "no", "revoked", "disabled", "deleted", "expired"})
_IN_USE = frozenset({"", "active", "true", "yes", "enabled", "valid", "live", "in use", "current"})
_AWS_KEYS = ("access_key_1", "access_key_2")
_AWS_FIELDS = {"status": "active", "rotated": "last_rotated", "last_used": "last_used_date"}
_NO_KEY = (None, "", "N/A", "n/a")


def read_keys(job: ReadingJob) -> None:
    """A register of keys: how many, whose, and the oldest that is in use."""
    oldest: list[Moment] = []

    def take(line: int, found: Mapping[str, Any]) -> bool:
        if "created" not in found and "rotated" not in found:
            job.account.skip(line, "no field for the created")
            return False
        made = job.time(found.get("rotated")) or job.time(found.get("created"))
        in_use = _tell_key(job, found)
        if made is None:
            job.tally("keys", "without a date")
        elif in_use:
            oldest.append(made)
            oldest[:] = [min(oldest, key=lambda moment: moment.at)]
        job.account.used += 1
        return True

    keyed(job, KEYS, "key", (), take, source=_each_key)
    if unknown := job.totals.get("statuses not known"):
        job.note(f"keys of a status that is not known count as in use: {join(list(unknown), 8)}")
    if oldest:
        job.facts["oldest key in use since"] = oldest[0].at.astimezone(job.home).date().isoformat()


def _tell_key(job: ReadingJob, found: Mapping[str, Any]) -> bool:
    """Count a key by its status and whose it is; whether it is in use, as one of a status nobody knows counts."""
    status = str(found.get("status", "")).strip().casefold()
    job.tally("keys", "inactive" if status in _OUT_OF_USE else "active")
    if status not in _OUT_OF_USE | _IN_USE:
        job.tally("statuses not known", status)
    if found.get("provider"):
        job.tally("providers", found["provider"])
    return status not in _OUT_OF_USE


def _each_key(job: ReadingJob) -> Iterator[records.NumberedRecord]:
    """Rows of a register; of a credential report of AWS, which names users, a row for each of their access keys."""
    alone = 0
    for line, record in rows(job):
        if "access_key_1_active" not in record or job.columns.get("key"):
            yield line, record
            continue
        # the report has a row for each user and writes N/A where a key never was
        held = [name for name in _AWS_KEYS if record.get(f"{name}_last_rotated") not in _NO_KEY]
        # one row of the file became so many rows, or none
        job.account.rows += len(held) - 1
        alone += not held
        for name in held:
            known = {our: record.get(f"{name}_{theirs}") for our, theirs in _AWS_FIELDS.items()}
            yield line, {"key": f"{record.get('user')}/{name}", "owner": record.get("user")} | known
    if alone:
        job.note(f"{count(alone, 'user')} without an access key")


def read_tickets(job: ReadingJob) -> None:
    """Tickets and escalations: opened, resolved, by severity. Titles are not kept in the report."""

    def take(line: int, found: Mapping[str, Any]) -> bool:
        opened, resolved = job.time(found.get("opened")), job.time(found.get("resolved"))
        if opened is None:
            job.account.skip(line, "no time it was opened")
            return False
        if resolved is not None and resolved.at < opened.at:
            job.account.skip(line, "resolved before it was opened")
            return False
        job.tally("tickets", "open" if resolved is None else "resolved")
        for group, field in (("severities", "severity"), ("types", "type")):
            if found.get(field):
                job.tally(group, found[field])
        return counted(job, opened)

    keyed(job, TICKETS, "id", ("opened",), take)


def read_changes(job: ReadingJob) -> None:
    """Changes and pull requests: how many, merged or not, with or without another person's approval."""

    def take(line: int, found: Mapping[str, Any]) -> bool:
        merged, opened = job.time(found.get("merged")), job.time(found.get("opened"))
        moment = merged or opened
        if moment is None:
            job.account.skip(line, "no time it was opened or merged")
            return False
        job.tally("changes", "merged" if merged else "not merged")
        if merged and "approver" in found:
            seen = approvals.approved(approvals.people(found["approver"]), approvals.people(found.get("author")))
            job.tally("approval of merged changes", seen)
        if merged and found.get("decision"):
            job.tally("review decisions of merged changes", found["decision"])
        if found.get("repository"):
            job.tally("repositories", found["repository"])
        return counted(job, moment)

    keyed(job, CHANGES, "id", (), take)


def rows(job: ReadingJob) -> Iterator[records.NumberedRecord]:
    """Records of a file in any form, a workbook among them."""
    return sheets.records(job) if _is_packed(job) else records.records(job)


def many_rows(job: ReadingJob) -> Iterator[Stretch]:
    """The same, many at a time."""
    return stretches.grouped(sheets.records(job)) if _is_packed(job) else stretches.stretches(job)


def _is_packed(job: ReadingJob) -> bool:
    with job.path.open("rb") as handle:
        return handle.read(4) == b"PK\x03\x04"


def keyed(
    job: ReadingJob,
    names: Mapping[str, Sequence[str]],
    key: str,
    needed: tuple[str, ...],
    take: Callable[[int, Mapping[str, Any]], bool],
    *,
    source: Callable[[ReadingJob], Iterator[records.NumberedRecord]] | None = None,
) -> None:
    """Every row with a key, the first of those with the same.

    Args:
        job: the file.
        names: our fields and what they are called elsewhere.
        key: the field that tells rows apart.
        needed: fields without which a row says nothing.
        take: counts a row, or skips it and returns false; a time it cannot read (`BadTime`) skips the row as well.
        source: makes several rows of one, or none.

    Raises:
        BadInput: when the list is empty and has no place for a field it needs.
    """
    survey(job, names, rows)
    fields, seen = Fields(job, names, quiet=True), SeenKeys()
    for line, record in (source or rows)(job):
        if lacking := fields.has(record, key, *needed):
            job.account.skip(line, f"no field for the {lacking}")
            continue
        found = fields(record)
        name = str(found[key] if found[key] is not None else "").strip()
        if not name:
            job.account.skip(line, f"no {key}")
        elif name in seen:
            job.account.duplicates += 1
        # a row that cannot be used does not make a later one of the same key a double
        elif _taken(job, line, found, take):
            seen.add(name)
            job.put(line, _row(job, found), record)
    _refuse_placeless(job, fields, (key, *needed))


def _refuse_placeless(job: ReadingJob, fields: Fields, needed: tuple[str, ...]) -> None:
    """A list without rows shows that there was nothing only where it has a place for what there could have been."""
    if not job.account.rows and job.header and (lacking := fields.has(dict.fromkeys(job.header), *needed)):
        hint = "a column map names the fields: --map columns.yaml, see `grcdesk help import`"
        raise BadInput(f"the list is empty, and has no field for the {lacking}", hint=hint, file=job.name)


def _taken(
    job: ReadingJob, line: int, found: Mapping[str, Any], take: Callable[[int, Mapping[str, Any]], bool]
) -> bool:
    try:
        return take(line, found)
    except BadTime as error:
        job.account.skip(line, str(error))
        return False


def moment_of(job: ReadingJob, line: int, value: object, what: str) -> Moment | None:
    """The time of a row; one that has none, or none that can be read, is skipped.

    Args:
        job: the file.
        line: of the row.
        value: what stands where the time should.
        what: it is called in the reason: `time`, `date`.
    """
    try:
        moment = job.time(value)
    except BadTime as error:
        job.account.skip(line, str(error))
        return None
    if moment is None:
        job.account.skip(line, f"no {what}")
    return moment


def _row(job: ReadingJob, found: Mapping[str, Any]) -> dict[str, Any]:
    """A row as it is kept: times as such, people by their names."""
    kept: dict[str, Any] = {}
    for name, value in found.items():
        match HOLDS.get(name):
            case Holds.TIME:
                kept[name] = job.try_time(value, name)
            case Holds.NAME if isinstance(value, list | dict):
                kept[name] = sorted(approvals.people(value))
            case _:
                kept[name] = value
    return kept


def counted(job: ReadingJob, moment: Moment) -> bool:
    """Count a row on the day of its moment."""
    job.at(moment)
    job.account.used += 1
    return True


_SPECS = (
    ("keys", "key register", EvidenceKind.INVENTORY, "key", read_keys),
    ("tickets", "tickets and escalations", EvidenceKind.TICKET, "ticket", read_tickets),
    ("changes", "change list", EvidenceKind.TICKET_OR_PR, "change", read_changes),
)
IMPORTERS = {name: Importer(name, title, kind, unit, read) for name, title, kind, unit, read in _SPECS}
