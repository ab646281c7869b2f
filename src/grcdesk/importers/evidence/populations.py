"""Populations: any list with a column of keys, each of which should stand there once."""

from __future__ import annotations

from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.evidence.lists import rows
from grcdesk.importers.reading import content, sheets
from grcdesk.importers.reading.fields import Fields
from grcdesk.importers.reading.job import Importer, ReadingJob
from grcdesk.terms import EvidenceKind


def read_population(job: ReadingJob) -> None:
    """Any list with a column of keys, each of which should stand there once."""
    keys: set[str] = set()
    column = ""
    fields: Fields | None = None
    for line, record in rows(job):
        if "workflow_run" in record:
            _artifact(job, record)
        if fields is None:
            column = job.columns.get("key", "") or sheets.key_column(list(record))
            if not column:
                hint = "--map with `columns: {key: ticket_id}` names it"
                raise BadInput("no column looks like a key", hint=hint, file=job.name)
            job.facts["key column"] = content.shown(column)
            fields = Fields(job, {}, quiet=True)
        fields(record)
        key = str(record.get(column) if record.get(column) is not None else "").strip()
        if not key:
            job.account.skip(line, "no key")
        elif key in keys:
            job.account.duplicates += 1
        else:
            keys.add(key)
            job.account.used += 1
    if not job.account.rows:
        job.note("the list is empty: a population of nothing needs its query and the time it was pulled")


def _artifact(job: ReadingJob, record: dict[str, Any]) -> None:
    """What a list of artifacts of a build tells: which are gone already, and which came of a fork."""
    job.tally("artifacts", "expired" if record.get("expired") is True else "can be fetched")
    if record.get("expired") is True:
        job.note("expired artifacts can no longer be fetched: what they held is gone, unless it was kept elsewhere")
    run = record["workflow_run"]
    if isinstance(run, dict) and run.get("head_repository_id") != run.get("repository_id"):
        job.tally("artifacts", "of a fork")


IMPORTER = Importer("population", "population", EvidenceKind.POPULATION, "item", read_population)
