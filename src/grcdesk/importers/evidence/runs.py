"""What importers of runs share: cases counted, moments, text left out. The word is that of `rules.evidence.results`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from grcdesk.errors import BadInput
from grcdesk.importers.keeping import content
from grcdesk.importers.reading import records
from grcdesk.importers.reading.fields import survey_document
from grcdesk.importers.reading.job import ReadingJob
from grcdesk.rules.evidence import results


def report(job: ReadingJob) -> dict[str, Any]:
    """A report that is one record. NaN may stand in it: evaluations divide by nothing.

    Raises:
        BadInput: when it is a list.
    """
    found = records.whole(job, nan=True)
    if not isinstance(found, dict):
        raise BadInput("is a list, not a report", hint="--as names another importer", file=job.name)
    return found


def at(document: Any, *path: str) -> Any:
    """A value inside a document, or None where a step is missing."""
    here = document
    for step in path:
        if not isinstance(here, dict):
            return None
        here = here.get(step)
    return here


def listed(document: Any, *path: str) -> list[dict[str, Any]]:
    """The records of a list inside a document; empty where there is none."""
    found = at(document, *path)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def number(value: Any) -> float | None:
    """A finite number, also when it is written as text; None otherwise."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def whole(value: Any) -> int:
    """A count; 0 for what is none."""
    found = number(value)
    return int(found) if found is not None and 0 <= found < 1 << 53 else 0


def count_cases(job: ReadingJob, cases: results.Cases, uncounted: int = 0) -> None:
    """Each case is a row: used when it passed or failed, else skipped with the reason.

    Args:
        job: the file.
        cases: how they ended.
        uncounted: flaky ones that are not among those that passed.
    """
    account = job.account
    account.rows = cases.executed + cases.errors + cases.not_run + uncounted
    account.used = cases.executed
    account.leave_out(cases.errors, "ended in an error")
    account.leave_out(cases.not_run, "not run: skipped, disabled or ignored")
    account.leave_out(uncounted, "flaky: does not count")
    job.totals["cases"] = {"passed": cases.passed, "failed": cases.failed}
    for name, amount in (("error", cases.errors), ("flaky", cases.flaky), ("skipped", cases.not_run)):
        if amount:
            job.totals["cases"][name] = amount


def judge(job: ReadingJob, cases: results.Cases, troubles: Sequence[str]) -> None:
    """The result, against the limit that a person stated, if any; and why it is no better.

    Raises:
        BadInput: when the limit is no share.
    """
    if job.limit is not None and not 0 < job.limit <= 1:
        raise BadInput(f"{job.limit:g} is no share of cases", hint="--limit 0.9", file=job.name)
    found = results.judge(cases, troubles, job.limit)
    job.result = found.word
    if job.limit is not None:
        job.facts["limit"] = f"{job.limit:g}, stated at the import"
    for reason in found.why:
        job.note(f"{found.word}: {reason}")


NAMES = (
    *("dataset", "datasetAlias", "dataset_version", "version", "id", "run", "run_id", "commit", "model"),
    *("prompt_version", "runner", "status", "name", "provider", "scorer", "task", "evalId", "testFile", "score"),
    *("threshold", "evaluationModel", "task_id", "task_version", "createdAt", "timestamp", "started", "finished"),
    *("started_at", "completed_at", "created", "promptfooVersion", "label", "evaluationCreatedAt", "inspect_ai"),
)
"""Fields of reports of runs that hold names or times, wherever they stand."""


def drop_text(job: ReadingJob, document: Any, allowed: tuple[str, ...] = ()) -> None:
    """Measure every field of a document; those that hold text are named."""
    survey_document(job, document, (*NAMES, *allowed))


def times(job: ReadingJob, *values: tuple[str, Any]) -> None:
    """Moments of a run; the latest is the day it shows."""
    moments = [moment for what, value in values if (moment := job.try_time(value, what)) is not None]
    for moment in moments:
        job.seen(moment)
    if moments:
        # a run that goes past midnight shows the day on which it came to its end
        latest = max(moments, key=lambda moment: moment.at)
        job.days[latest.at.astimezone(job.home).date()] = 1


def unknown_version(job: ReadingJob, what: str, version: object, known: str) -> None:
    """Recognised, but written by another version than is known: kept, and not judged."""
    # a misplaced field could hold text: what is no word is not told
    shown = version if isinstance(version, int) or (isinstance(version, str) and content.is_word(version)) else "?"
    job.note(f"{what} version {shown} is not known here (known: {known}): kept unread")
    job.understood = False
