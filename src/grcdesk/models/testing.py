"""Tests of controls in an engagement: runs of checks, answers on work sheets, deviations, conclusions."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index

from grcdesk.models.base import Row, day, key, number, term, text, words
from grcdesk.terms.audits import ControlResult, ItemResult
from grcdesk.terms.testing import DeviationSource, DeviationState


class CheckRun(Row):
    """One run of the checks of a control over frozen populations. What it found stands in deviations, one row each."""

    __tablename__ = "test_run"
    id: str = key()
    engagement: str = text(index=True)
    control: str = text(index=True)
    catalog: str = text()
    """Its catalog and version, as `ai-soc2 2026.3`."""
    judged_on: date = day("judged_on", null=False)
    """The day on which ages were counted."""
    populations: list[str] = words()
    """Ids of the lists that were read."""
    parameters: list[str] = words()
    """What it was measured by, as `name=value`."""
    facts: str = text()
    """JSON: the lists with their hashes; of each test its items, deviations, what was undecided, digests."""
    digest: str = text()
    """SHA-256 of all of it but who ran it and when: two runs over the same lists have the same."""
    run_by: str = text()
    run_at: str = text()
    """UTC."""
    position: int = number(name="position")


class TestAnswer(Row):
    """One answer on a work sheet: a test of a control, put to an item or to the control as a whole."""

    __test__ = False
    __tablename__ = "test_answer"
    __table_args__ = (
        CheckConstraint("tested_by <> ''"),
        CheckConstraint("result <> 'fail' OR note <> ''"),
        CheckConstraint("result <> 'n/a' OR note <> ''"),
        # whoever tested does not review himself: the database itself refuses it
        CheckConstraint("reviewed_by = '' OR reviewed_by <> tested_by AND reviewed_on IS NOT NULL"),
        CheckConstraint("returned = '' OR reviewed_by <> ''"),
    )
    id: str = key()
    """`engagement/test/item`."""
    engagement: str = text(index=True)
    control: str = text(index=True)
    test: str = text()
    item: str = text()
    """Empty: the control as a whole."""
    result: ItemResult = term(ItemResult, "result")
    note: str = text()
    evidence: list[str] = words()
    tested_by: str = text()
    tested_on: date = day("tested_on", null=False)
    reviewed_by: str = text()
    reviewed_on: date | None = day("reviewed_on")
    returned: str = text()
    """Why the second person sent it back."""
    position: int = number(name="position")


class Deviation(Row):
    """One item that failed one test. It is never removed, whatever later evidence shows."""

    __tablename__ = "deviation"
    __table_args__ = (
        CheckConstraint("state = 'open' OR decided_by <> '' AND decided_on IS NOT NULL"),
        # to say that a deviation is none takes two people
        CheckConstraint("state <> 'false_positive' OR reason <> '' AND second <> '' AND second <> decided_by"),
        Index("ix_deviation_engagement", "engagement", "test"),
    )
    id: str = key()
    engagement: str = text()
    control: str = text(index=True)
    test: str = text()
    item: str = text()
    """Key of the item; empty: the control as a whole, or more items than are listed one by one."""
    why: str = text()
    facts: str = text()
    """JSON: the columns that show it."""
    count: int = number(1, name="count", low=1)
    """Items it stands for."""
    source: DeviationSource = term(DeviationSource, "source")
    population: str = text()
    found_in: str = text()
    """The run that found it; of a work sheet who did."""
    found_on: date = day("found_on", null=False)
    gone_since: str = text()
    """The run in which it no longer showed; empty: it shows."""
    state: DeviationState = term(DeviationState, "state", default=DeviationState.OPEN)
    decided_by: str = text()
    decided_on: date | None = day("decided_on")
    reason: str = text()
    second: str = text()
    """Who else says that it is none."""
    evidence: list[str] = words()
    position: int = number(name="position")


class ControlConclusion(Row):
    """What a person concluded of a control in an engagement, beside what its tests added up to then."""

    __tablename__ = "control_conclusion"
    __table_args__ = (CheckConstraint("\"by\" <> ''"), CheckConstraint("result = computed OR reason <> ''"))
    id: str = key()
    """`engagement/control`."""
    engagement: str = text(index=True)
    control: str = text(index=True)
    result: ControlResult = term(ControlResult, "result")
    computed: ControlResult = term(ControlResult, "computed")
    exceptions: int = number(name="exceptions")
    n: int = number(name="n")
    by: str = text()
    concluded_on: date = day("concluded_on", null=False)
    reason: str = text()
    facts: str = text()
    """JSON: each test as it stood then, with the runs it rests on."""
