"""Evidence that is still to come over the period: the oldest open slot of each control, and the next.

And how long the oldest days without evidence can still be drawn from their source.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.models.base import col
from grcdesk.models.catalogs import Control
from grcdesk.models.controls import Assessment
from grcdesk.rules.evidence import retention
from grcdesk.rules.time.months import month_end
from grcdesk.schemas.coverage.coverage import CoverageRow, SlotRow, Span
from grcdesk.schemas.due.due import DueDate
from grcdesk.services.coverage import coverage
from grcdesk.services.evidence import sources
from grcdesk.terms import DueKind, Frequency
from grcdesk.wording import count, join


def slots(session: Session, on: date) -> Iterator[DueDate]:
    """What the controls of the engagement still have to show; nothing when it has no period, or judges one day."""
    asked = coverage.question(session, on)
    if asked is None or asked.of_a_day:
        return
    said = {
        name: (title, owner)
        for name, title, owner in session.execute(
            select(col(Control.id), col(Control.title), col(Assessment.owner)).join(
                Assessment, col(Assessment.control) == col(Control.id)
            )
        )
    }
    bare: dict[str, tuple[Span, ...]] = {}
    for judged in coverage.judged(session, asked, ()):
        title, owner = said[judged.id]
        bare[judged.id] = retention.open_days(judged, on)
        for name, due, why in _open(judged, on):
            yield DueDate(DueKind.EVIDENCE_SLOT, f"{judged.id}/{name}", title, owner, due, why)
    keeps = sources.of_controls(session, [control for control, days in bare.items() if days])
    for control, known in keeps.items():
        loss = next(retention.losses(bare[control], known, on), None)
        if loss is not None:
            title, owner = said[control]
            due = loss.hole.start + timedelta(days=loss.keeps)  # from the next day on something is lost
            name = f"{control}/{loss.hole.start:%Y-%m}"
            yield DueDate(DueKind.EVIDENCE_LOSS, name, title, owner, due, str(loss))


def _open(row: CoverageRow, on: date) -> Iterator[tuple[str, date, str]]:
    """Slot, day and why."""
    if row.window is None:
        return
    if row.frequency is Frequency.CONTINUOUS:
        if row.due and row.gaps:
            first, days = row.gaps[0], sum(gap.days for gap in row.gaps)
            why = f"no evidence from {first.start} on; {count(days, 'day')} without any"
            yield f"{first.start:%Y-%m}", month_end(first.start), why
    elif row.slots:
        yield from _periodic(row.slots)
    elif on <= row.window.end:
        yield "population", row.window.end, f"the population of {row.window} is pulled when it is over"
    elif row.due:
        yield "population", row.window.end, f"the final population of {row.window} is not there"


def _periodic(found: tuple[SlotRow, ...]) -> Iterator[tuple[str, date, str]]:
    required = [slot for slot in found if slot.required]
    missed = [slot for slot in required if slot.without_run and slot.ended]
    if missed:
        # one date for all that are over: what closes the first is done for the others too, and forty dates of a daily
        # control would hide everything else
        first, more = missed[0], len(missed) - 1
        claimed = f" that shows it ({join([str(one) for one in first.claims], 2)})" if first.claims else ""
        why = f"{first.start} to {first.end} ended without evidence{claimed}"
        yield first.slot, first.end, why + (f"; so did {count(more, 'later slot')}" if more else "")
    coming = next((slot for slot in required if slot.without_run and not slot.ended), None)
    if coming is not None:
        yield coming.slot, coming.end, f"a run between {coming.start} and {coming.end} is to be shown"
