"""What a run of tests comes to. Cancelled, empty, partial, or without a number, it never counts as passed."""

from __future__ import annotations

import math
from typing import Any

from grcdesk.importers.reading import content
from grcdesk.importers.reading.job import ReadingJob

PASSED, FAILED, NOT_COUNTED, COMPLETE = "passed", "failed", "not counted", "complete"
"""`complete`: ran to its end without trouble, but holds no limit it could have missed."""


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


def count_cases(job: ReadingJob, passed: int, failed: int, errors: int = 0, uncounted: int = 0) -> None:
    """Each case is a row: used when it passed or failed, else skipped with the reason."""
    account = job.account
    account.rows = passed + failed + errors + uncounted
    account.used = passed + failed
    account.leave_out(errors, "ended in an error")
    account.leave_out(uncounted, "flaky: does not count")
    job.totals["cases"] = {"passed": passed, "failed": failed}
    for name, amount in (("error", errors), ("flaky", uncounted)):
        if amount:
            job.totals["cases"][name] = amount


def judge(job: ReadingJob, passed: int, failed: int, errors: int, troubles: list[str]) -> None:
    """The result by counts: errors are no failures, and no passes either."""
    if troubles:
        job.result = NOT_COUNTED
    elif failed:
        job.result = FAILED
    elif errors:
        job.result = NOT_COUNTED
        troubles = [f"{errors:,} cases ended in an error, which is neither a pass nor a failure"]
    elif not passed:
        job.result = NOT_COUNTED
        troubles = ["no case was run"]
    else:
        job.result = PASSED
    for trouble in troubles:
        job.note(f"not counted: {trouble}")


def drop_text(job: ReadingJob, document: Any, allowed: tuple[str, ...] = ()) -> None:
    """Name every field of a document that holds text."""
    for name in sorted(content.found_in(document, allowed, free=True)):
        job.dropped[name] = None


def times(job: ReadingJob, *values: tuple[str, Any]) -> None:
    """Moments of a run; the latest is the day it shows."""
    moments = [moment for what, value in values if (moment := job.try_time(value, what)) is not None]
    for moment in moments:
        job.seen(moment)
    if moments:
        latest = max(moments, key=lambda moment: moment.at)
        job.days[latest.at.astimezone(job.home).date()] = 1


def unknown_version(job: ReadingJob, what: str, version: object, known: str) -> None:
    """Recognised, but written by another version than is known: kept, and not judged."""
    shown = version if isinstance(version, int) or (isinstance(version, str) and content.is_word(version)) else "?"
    job.note(f"{what} version {shown} is not known here (known: {known}): kept unread")
    job.understood = False
