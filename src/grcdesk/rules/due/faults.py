"""Since when something is not as it should be: the day from which it is due. It does not move while nobody mends it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from grcdesk.rules.coverage.check_rows import STALE_SINCE
from grcdesk.rules.evidence.results import is_good
from grcdesk.rules.time.months import month_end
from grcdesk.schemas.coverage.checks import CheckItem, CheckRow
from grcdesk.terms import CheckState

KEYS = "key-age"
"""The check whose items are so many days old."""
SCANS = "scans"
"""The check whose items name the report they stand in."""
_DAY_LENGTH, _MONTH_LENGTH = 10, 7


@dataclass(frozen=True, slots=True)
class TestRun:
    """A run of tests or of an evaluation, as an import read it."""

    __test__ = False  # not a test class
    evidence: str
    suite: tuple[str, ...]
    """What it is a run of: the importer, and the controls it stands behind or the file it came in."""
    on: date
    position: int
    result: str
    title: str
    owner: str = ""


def failed_runs(runs: Iterable[TestRun]) -> list[TestRun]:
    """The newest run of each suite, where it failed or counts for nothing: a later one that passed settles it."""
    newest: dict[tuple[str, ...], TestRun] = {}
    # two runs of one day: what came in later is the newer
    for run in sorted(runs, key=lambda run: (run.on, run.position)):
        newest[run.suite] = run
    return [run for run in newest.values() if not is_good(run.result)]


def since(row: CheckRow, state: CheckState, fallback: date) -> date:
    """The first day a check was broken, or one of its lists too old, as far as its items tell; else a day given."""
    days = [day for item in row.items if item.state is state and (day := _day(row, item)) is not None]
    return min(days, default=fallback)


def _day(row: CheckRow, item: CheckItem) -> date | None:
    if item.state is CheckState.STALE:
        return date.fromisoformat(item.id.rpartition(STALE_SINCE)[2])
    if row.id == SCANS:
        return next((one.last for one in row.lists if item.what.endswith(f" {one.evidence}")), None)
    if row.id == KEYS and item.value is not None and row.limit is not None:
        return row.as_of - timedelta(days=int(item.value - row.limit))
    try:
        if len(item.id) == _MONTH_LENGTH:
            return month_end(date.fromisoformat(f"{item.id}-01"))
        return date.fromisoformat(item.id[:_DAY_LENGTH])
    except ValueError:
        return None
