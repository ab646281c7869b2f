"""What the numbers of the desk come to on Today: how the controls stand, by family, by owner, by month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from grcdesk.rules.controls.families import by_family
from grcdesk.terms import LogOutcome, MonthState, Status, Support
from grcdesk.tui.coverage.parts import MONTH_FILL
from grcdesk.tui.widgets.charts import BarPart
from grcdesk.wording import STATUS, SUPPORT, Look

if TYPE_CHECKING:  # Today says how the controls stand before it knows any vendor
    from grcdesk.schemas.controls.controls import ControlRow
    from grcdesk.schemas.controls.gap import GapSummary, SnapshotRow
    from grcdesk.schemas.coverage.coverage import Heat, MonthRow
    from grcdesk.schemas.log.log import BatchRow, LogEntry
    from grcdesk.schemas.vendors.vendors import ReviewDue, VendorRow

PROVEN = SUPPORT[Support.SUPPORTED]
IN_PART = SUPPORT[Support.SUPPORTED_IN_PART]
CLAIM = SUPPORT[Support.CLAIM_ONLY]
LOOKS: tuple[tuple[str, Look], ...] = (
    ("full", PROVEN),
    ("part", IN_PART),
    ("claim", CLAIM),
    ("part", STATUS[Status.PARTIAL]),
    ("hole", STATUS[Status.MISSING]),
    ("open", STATUS[Status.NOT_ASSESSED]),
)
"""In place by how far it is borne out, then what is not: fill and look of each. Said to be in place is not proven."""
AHEAD = 90
"""Days of vendor reviews that are looked at."""
HANDED_OUT = "export."
"""What the verbs of written files begin with."""
PAST = 14
"""Days before today on their line of time: what is later than that stands at its beginning."""


def of_summary(summary: GapSummary) -> list[BarPart]:
    """How the applicable controls stand."""
    counts = summary.counts
    numbers = (
        summary.supported_in_place,
        len(summary.supported_in_part),
        len(summary.claim_only),
        *(counts.get(status, 0) for status in (Status.PARTIAL, Status.MISSING, Status.NOT_ASSESSED)),
    )
    return [BarPart(fill, look, number) for (fill, look), number in zip(LOOKS, numbers, strict=True)]


def of_rows(rows: Iterable[ControlRow]) -> list[BarPart]:
    """The same of some controls; what does not apply is left out."""
    standing = [_place(row) for row in rows]
    return [BarPart(fill, look, standing.count(place)) for place, (fill, look) in enumerate(LOOKS)]


def _place(row: ControlRow) -> int:
    """Which of the looks above a control has; -1: none, it does not apply."""
    if row.status is Status.IN_PLACE:
        return 0 if row.support is Support.SUPPORTED else 1 if row.support is Support.SUPPORTED_IN_PART else 2
    others = (Status.PARTIAL, Status.MISSING, Status.NOT_ASSESSED)
    return 3 + others.index(row.status) if row.status in others else -1


def of_snapshot(row: SnapshotRow) -> list[BarPart]:
    """How a finalised assessment stood, by status alone: what was proven then is not kept with it."""
    shown = (
        ("claim", Status.IN_PLACE),
        ("part", Status.PARTIAL),
        ("hole", Status.MISSING),
        ("open", Status.NOT_ASSESSED),
    )
    return [BarPart(fill, STATUS[status], row.counts.get(status, 0)) for fill, status in shown]


@dataclass(frozen=True, slots=True)
class OwnerLoad:
    """What one person holds."""

    owner: str
    """Empty: nobody."""
    parts: list[BarPart]
    held: int
    todo: int
    """Partial, missing or not assessed."""
    first: ControlRow | None
    """Of these the one that is due first; without a date, the first there is."""


def loads(rows: Sequence[ControlRow]) -> list[OwnerLoad]:
    """Who carries what, whoever has most to do first; what nobody holds stands at the end."""
    mine: dict[str, list[ControlRow]] = {}
    for row in rows:
        if row.status is not Status.NOT_APPLICABLE:
            mine.setdefault(row.owner, []).append(row)
    found = []
    for owner, some in mine.items():
        todo = sorted((row for row in some if row.status is not Status.IN_PLACE), key=_soonest)
        found.append(OwnerLoad(owner, of_rows(some), len(some), len(todo), todo[0] if todo else None))
    return sorted(found, key=lambda one: (not one.owner, -one.todo, -one.held, one.owner))


def _soonest(row: ControlRow) -> date:
    return row.due or date.max


def worst_months(heat: Heat) -> dict[str, list[MonthState]]:
    """By family the worst that each month shows; what is not asked for hides nothing."""
    order = [*(one for one in MonthState if MONTH_FILL[one] != "none"), *MonthState]
    return {
        name: [min((row.cells[at].state for row in rows), key=order.index) for at in range(len(heat.months))]
        for name, rows in sorted(by_family(heat.rows, lambda row: row.id).items())
    }


def holes_of(row: MonthRow) -> int:
    """Months that are a gap."""
    return sum(cell.state is MonthState.GAP for cell in row.cells)


@dataclass(frozen=True, slots=True)
class VendorDate:
    """A review of a vendor, or the check between two."""

    name: str
    what: str
    due: ReviewDue

    @property
    def days(self) -> int:
        """Days left; below zero: days late."""
        return self.due.days or 0


def vendor_dates(rows: Iterable[VendorRow]) -> list[VendorDate]:
    """What is next of each vendor that is not offboarded, the most pressing first."""
    found = []
    for row in rows:
        both = [VendorDate(row.name, "review", row.review)]
        both += [VendorDate(row.name, "check", row.check)] if row.check is not None else []
        dated = [one for one in both if one.due.due is not None]
        found += [min(dated, key=lambda one: one.days)] if dated else []
    return sorted(found, key=lambda one: (one.days, one.name))


@dataclass(frozen=True, slots=True)
class LatestChange:
    """A command of the log, with what it did to one control's status, if so."""

    batch: BatchRow
    moved: tuple[Status, Status] | None = None


def latest(batches: Iterable[BatchRow], entries: Iterable[LogEntry]) -> list[LatestChange]:
    """Commands that changed something, newest first; files that were written are none, nor is what was refused."""
    moves: dict[str, tuple[Status, Status]] = {}
    for entry in entries:
        old, new = entry.before.get("status"), entry.after.get("status")
        if old != new and isinstance(old, str) and isinstance(new, str) and {old, new} <= set(Status):
            moves.setdefault(entry.batch, (Status(old), Status(new)))
    done = [one for one in batches if one.outcome is LogOutcome.SUCCESS and not one.action.startswith(HANDED_OUT)]
    return [LatestChange(one, moves.get(one.batch)) for one in done]
