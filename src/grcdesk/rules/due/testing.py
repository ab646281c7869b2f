"""When tests of an engagement are late: what was answered, found or planned says from which day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from grcdesk.rules.findings.moves import CHECK_DAYS
from grcdesk.schemas.testing.testing import DeviationRow, SheetCell
from grcdesk.terms.audits import Phase

JUDGE_DAYS = CHECK_DAYS
"""House default, no standard's: a deviation waits no longer for its judgement than a fix for its second look."""
_AFTER = (Phase.RESPONSES, Phase.DRAFT)
"""Phases into which every test is to have come whole."""


def all_due(phase: Phase, since: date | None, report: date | None) -> date | None:
    """The day by which every test is to be whole; None: before fieldwork, and once there is a report.

    Args:
        phase: of the engagement.
        since: when that phase began.
        report: when the report is expected.
    """
    if phase is Phase.FIELDWORK:
        return report or since
    return since if phase in _AFTER else None


def judged_by(deviations: Iterable[DeviationRow]) -> date:
    """Until when the oldest of some deviations is to be judged."""
    return min(one.found_on for one in deviations) + timedelta(days=JUDGE_DAYS)


def whole_by(waiting: Iterable[SheetCell], everything: date | None, on: date) -> date | None:
    """Until when a test is to be whole that lacks something: what its oldest answer waits for, or the day of all tests.

    Answers given after the day it is judged `on` are left out.
    """
    began = [one.reviewed_on if one.returned else one.tested_on for one in waiting]
    days = [day + timedelta(days=CHECK_DAYS) for day in began if day is not None and day <= on]
    return min([*days, *([everything] if everything is not None else [])], default=None)
