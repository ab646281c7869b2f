"""A list read as a population of a role: every row by the kinds of its columns, on its way to be put in order."""

from __future__ import annotations

from grcdesk.importers.evidence.frozen import blocks
from grcdesk.importers.evidence.frozen.kinds import KindSeen
from grcdesk.importers.evidence.frozen.survey import Survey
from grcdesk.importers.evidence.frozen.writer import Writer
from grcdesk.importers.evidence.lists import many_rows
from grcdesk.importers.reading.fields import settle
from grcdesk.importers.reading.job import ReadingJob


def freeze(job: ReadingJob) -> None:
    """Read the list and hand its rows on.

    Raises:
        BadInput: when no column is the key, or the map names one that is not there.
    """
    survey = Survey(job)
    survey.read()
    if not job.account.rows:
        job.header = job.header or ((survey.told,) if survey.told else ())
        job.note("the list is empty: a population of nothing needs its query and the time it was pulled")
    settle(job, survey.guard, job, unread=job.account.skipped)
    mapped = survey.mapped(survey.guard, survey.kinds or {name: KindSeen() for name in job.header})
    for note in mapped.notes:
        job.note(note)
    writer = survey.ahead
    if writer is None or writer.mapped != mapped:
        job.lines.restart()
        writer = Writer(job, mapped, survey.spelt, survey.guard)
        _hand_on(job, writer, survey.persons)
    writer.tell(job)


def _hand_on(job: ReadingJob, writer: Writer, persons: frozenset[str]) -> None:
    """Read the list once more, for its rows."""
    again = job.again()
    try:
        for lines, columns in blocks.blocks(many_rows(again), persons):
            writer.write(lines, columns, {})
    finally:
        again.close()
