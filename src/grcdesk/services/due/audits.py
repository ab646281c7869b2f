"""Tasks of the plan an engagement follows, and the day its report is expected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from grcdesk.schemas.due.due import DueDate
from grcdesk.services.common.in_force import engagement
from grcdesk.terms import DueKind
from grcdesk.terms.audits import Met, Phase
from grcdesk.wording import word

_DONE = (Phase.REPORT, Phase.BETWEEN_REPORTS)


def tasks(session: Session, on: date) -> Iterator[DueDate]:
    """What is not done of the plan of the engagement in force, and its report; of a closed one nothing."""
    row = engagement(session)
    if row.closed:
        return
    if row.plan:
        from grcdesk.services.audits.standing import planned  # noqa: PLC0415  most desks follow no plan

        for task in planned(session, on).tasks:
            if task.state is not Met.DONE:
                name = f"{row.id}/{task.id}"
                why = f"{row.name}: {word(task.state)}; {task.why}"
                yield DueDate(DueKind.AUDIT_TASK, name, task.title, row.lead, task.due, why)
    if row.report_due is not None and row.phase not in _DONE:
        why = f"the report is expected then; it is in {word(row.phase)}"
        yield DueDate(DueKind.AUDIT_TASK, f"{row.id}/report", f"Report of {row.name}", row.lead, row.report_due, why)
