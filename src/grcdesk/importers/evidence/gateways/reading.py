"""Decisions of a gateway before a model: what was allowed, redacted, blocked or escalated, under which policy.

Read once, event by event; nothing of an event stays but counts. When ids repeat, the file is read a second time, so
that each event counts once, without holding a million ids.
"""

from __future__ import annotations

from itertools import islice

from grcdesk.errors import BadInput
from grcdesk.importers.evidence.gateways.events import Events
from grcdesk.importers.evidence.gateways.fields import (
    HINT,
    KNOWN,
    Places,
)
from grcdesk.importers.keeping.guard import Guard, known_fields
from grcdesk.importers.keeping.holds import Holds
from grcdesk.importers.reading.fields import settle
from grcdesk.importers.reading.job import Importer, ReadingJob
from grcdesk.importers.reading.records import records
from grcdesk.terms import EvidenceKind

_BLOCK = 1000
"""Events that are counted together."""


def read(job: ReadingJob) -> None:
    """Read a file of decisions.

    Raises:
        BadInput: when no row could be understood, naming what is missing.
    """
    events = _once(job, frozenset())
    events.hand_on()
    if repeats := events.ids.repeats():
        job.forget()
        events = _once(job, repeats)
        events.hand_on()
    settle(job, job.guard, job, unread=job.account.skipped - events.skipped)
    events.finish()
    if job.account.used and not events.told:
        raise BadInput(
            f"none of {job.account.rows:,} rows is a decision: no field for the action", hint=HINT, file=job.name
        )
    if job.account.rows and not job.account.used:
        reason = job.account.skips()[0][0]
        raise BadInput(f"none of {job.account.rows:,} rows is a decision: {reason}", hint=HINT, file=job.name)


def _once(job: ReadingJob, suspects: frozenset[int]) -> Events:
    known = known_fields(Places(job.columns, job.maker).names, job.columns) | dict.fromkeys(KNOWN, Holds.NAME)
    job.guard = Guard(known, job.keep, free=True)
    events = Events(job, suspects)
    source = records(job)
    while block := list(islice(source, _BLOCK)):
        events.take_all(block)
    events.watched.finish()
    return events


IMPORTER = Importer(
    "gateway",
    "gateway decision events",
    EvidenceKind.LOG_EXPORT,
    "event",
    read,
    tests=("AI-CONF-01.T2", "AI-SEC-03.T2", "AI-PI-05.T2"),
    gaps=True,
)
