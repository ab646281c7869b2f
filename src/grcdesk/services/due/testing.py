"""Tests of the engagement in force: deviations nobody has judged, and tests that are to be whole by a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Session

from grcdesk.models.audits import Engagement
from grcdesk.models.base import col
from grcdesk.models.controls import Assessment, ControlScope
from grcdesk.rules.due import testing as rules
from grcdesk.schemas.due.due import DueDate
from grcdesk.services.common.in_force import engagement
from grcdesk.terms import DueKind, Scope
from grcdesk.wording import count, word

if TYPE_CHECKING:
    from grcdesk.models.catalogs import TestAttribute
    from grcdesk.services.testing.reading import Board

# named and not imported: their models would cost every list of what is due some milliseconds
_DEVIATION = sa.table("deviation", *(sa.column(name) for name in ("engagement", "control", "state")))
_ANSWER = sa.table("test_answer", *(sa.column(name) for name in ("engagement", "control", "reviewed_by", "returned")))


def tests(session: Session, on: date) -> Iterator[DueDate]:
    """Tests of controls in scope; of a closed engagement nothing."""
    held = engagement(session)
    if held.closed:
        return
    controls = _controls(session, held)
    if not controls:
        return
    from grcdesk.services.testing.reading import board  # noqa: PLC0415  most desks test nothing yet

    here = board(session, controls)
    owners = _owners(session, controls)
    for control in here.controls:
        standing = {one.test: one for one in here.standing(control).tests}
        who = held.lead or owners.get(control, "")
        for test in here.tests[control]:
            if test.id in standing:
                yield from _judgement(here, test, who, standing[test.id].open, on)
                lacks = (*standing[test.id].lacks, *filter(None, [standing[test.id].not_final]))
                yield from _whole(here, test, who, lacks, on)


def _everything(held: Engagement) -> date | None:
    """The day by which every test is to be whole, if there is one."""
    return rules.all_due(held.phase, held.phase_since, held.report_due)


def _controls(session: Session, held: Engagement) -> Sequence[str]:
    """Controls in scope a test of which may be late: all once all have a day, else those that wait for somebody."""
    query = sa.select(col(ControlScope.control)).where(
        col(ControlScope.engagement) == held.id, col(ControlScope.effective) == Scope.IN
    )
    # most of the year only a few wait: the tests of all others need not be read for that
    if _everything(held) is None:
        found = sa.select(_DEVIATION.c.control).where(_DEVIATION.c.engagement == held.id, _DEVIATION.c.state == "open")
        alone = sa.or_(_ANSWER.c.reviewed_by == "", _ANSWER.c.returned != "")
        given = sa.select(_ANSWER.c.control).where(_ANSWER.c.engagement == held.id, alone)
        query = query.where(col(ControlScope.control).in_(found.union(given)))
    return list(session.scalars(query))


def _owners(session: Session, controls: Sequence[str]) -> dict[str, str]:
    query = sa.select(col(Assessment.control), col(Assessment.owner)).where(col(Assessment.control).in_(controls))
    return dict(session.execute(query).all())


def _judgement(here: Board, test: TestAttribute, who: str, open_: Sequence[str], on: date) -> Iterator[DueDate]:
    found = [one for one in here.deviations[test.id] if one.id in open_ and one.found_on <= on]
    if found:
        number = count(sum(one.count for one in found), "deviation")
        why = f"{number} nobody has judged, the first of {min(one.found_on for one in found)}"
        yield DueDate(DueKind.TEST_JUDGEMENT, test.id, test.question, who, rules.judged_by(found), why)


def _whole(here: Board, test: TestAttribute, who: str, lacks: Sequence[str], on: date) -> Iterator[DueDate]:
    from grcdesk.rules.testing.results import waiting  # noqa: PLC0415  likewise

    held = here.held
    everything = _everything(held)
    day = rules.whole_by(waiting(here.facts(test)), everything, on) if lacks else None
    if day is not None:
        why = "; ".join(lacks)
        if day == everything:
            why = f"{word(held.phase)}: {why}"
        yield DueDate(DueKind.TEST, test.id, test.question, who, day, why)
