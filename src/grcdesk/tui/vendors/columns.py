"""What lists of vendors and their reviews draw."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from grcdesk.schemas.vendors.file import Level
from grcdesk.schemas.vendors.glance import Mark, VendorGlance
from grcdesk.schemas.vendors.reviews import ReviewRow
from grcdesk.schemas.vendors.vendors import ReviewDue, VendorRow
from grcdesk.terms import DueKind, DueState, Status
from grcdesk.terms.vendors import Conclusion, ReviewStatus, Tier
from grcdesk.tui.kit.looks import Cell, Glyphs
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.wording import STATUS, WARNING, day, word

_TONES = {
    DueState.OVERDUE: "error",
    DueState.NEVER_REVIEWED: "error",
    DueState.DUE_7: "warning",
    DueState.DUE_30: "warning",
    DueState.OFFBOARDED: "muted",
}
_LATE = {
    DueKind.VENDOR_REVIEW: "review",
    DueKind.VENDOR_CHECK: "check",
    DueKind.SUBPROCESSOR_OBJECTION: "objection",
}
"""What is late of a vendor, short: the list is of vendors."""
_TIER_TONES = {Tier.CRITICAL: "strong", Tier.LOW: "muted"}


def due_state(due: ReviewDue, glyphs: Glyphs) -> Cell:
    """`✗ 12 d overdue`, `! in 7 d`, `✓ in 132 d`."""
    tone = _TONES.get(due.state, "success")
    if due.state is DueState.OFFBOARDED:
        return Cell(f"{glyphs.of(STATUS[Status.NOT_APPLICABLE])} offboarded", tone)
    if due.state is DueState.NEVER_REVIEWED:
        return Cell(f"{glyphs.of(STATUS[Status.MISSING])} never reviewed", tone)
    days = due.days or 0
    said = f"{-days} d overdue" if days < 0 else "today" if days == 0 else f"in {days} d"
    look = STATUS[Status.MISSING] if days < 0 else WARNING if tone == "warning" else STATUS[Status.IN_PLACE]
    return Cell(f"{glyphs.of(look)} {said}", tone)


def standing(one: VendorGlance, glyphs: Glyphs) -> Cell:
    """How the dates of a vendor stand: what is longest late, else what comes next; good only while nothing fails."""
    row = one.row
    never = row.review.state is DueState.NEVER_REVIEWED
    if one.late and not (never and one.late[0].kind is DueKind.VENDOR_REVIEW):
        first = one.late[0]
        said = f"{_LATE.get(first.kind, word(first.kind))} {first.days} d late"
        return Cell(f"{glyphs.of(STATUS[Status.MISSING])} {said}", "error")
    near = _next_date(row)
    cell = due_state(near, glyphs)
    if row.offboarded or never:
        return cell
    said = f"check {cell.text[2:]}" if near is row.check else cell.text[2:]
    if one.failing and cell.tone == "success":
        return Cell(f"{glyphs.of(WARNING)} {one.failing} failing", "warning")
    return Cell(f"{cell.text[:2]}{said}", cell.tone)


def _next_date(row: VendorRow) -> ReviewDue:
    """The review or the check between two, whichever comes first."""
    known = [due for due in (row.review, row.check) if due is not None and due.days is not None]
    return min(known, key=lambda due: due.days or 0, default=row.review)


def vendor_columns(glyphs: Glyphs) -> tuple[ListColumn, ...]:
    """The list of vendors: what they showed beside the day of the next review."""

    def mark(of: Callable[[VendorGlance], Mark]) -> Callable[[VendorGlance], Cell]:
        return lambda one: marked(of(one), glyphs)

    return (
        ListColumn("name", "Vendor", 14, lambda one: Cell(one.row.name), 0, flex=True),
        ListColumn("service", "Use", 12, lambda one: Cell(one.row.service or "-", "muted"), 6),
        ListColumn("tier", "Tier", 8, lambda one: Cell(word(one.row.tier), _TIER_TONES.get(one.row.tier, "")), 7),
        ListColumn("soc2", "SOC 2", 12, mark(lambda one: one.soc2), 2),
        ListColumn("iso", "ISO cert", 12, mark(lambda one: one.iso), 5),
        ListColumn("dpa", "DPA", 9, mark(lambda one: one.dpa), 1),
        ListColumn("training", "No train", 8, mark(lambda one: one.training), 3),
        ListColumn("retention", "Retention", 9, mark(lambda one: one.retention), 4),
        ListColumn("region", "Region", 6, mark(lambda one: one.region), 4),
        ListColumn("due", "Review due", 10, lambda one: Cell(day(one.row.review.due)), 0),
        ListColumn("state", "State", 22, lambda one: standing(one, glyphs), 0, badge=True),
    )


def marked(mark: Mark, glyphs: Glyphs) -> Cell:
    """A word on one paper."""
    if not mark.text:
        return Cell("-", "muted")
    if mark.level is None:
        muted = mark.text == "waived"
        look = STATUS[Status.NOT_APPLICABLE if muted else Status.IN_PLACE]
        return Cell(f"{glyphs.of(look)} {mark.text}", "muted" if muted else "success")
    bad = mark.level is Level.FAILS
    return Cell(f"{glyphs.of(STATUS[Status.MISSING] if bad else WARNING)} {mark.text}", "error" if bad else "warning")


def review_columns() -> tuple[ListColumn, ...]:
    """The Reviews tab."""

    def said(row: ReviewRow) -> Cell:
        if row.status is ReviewStatus.OPEN:
            return Cell(f"open, {row.answered} of {len(row.checks)}", "warning")
        if row.conclusion is None:
            return Cell(word(row.status), "muted")
        tone = {Conclusion.APPROVE: "success", Conclusion.STOP: "error"}.get(row.conclusion, "warning")
        return Cell(word(row.conclusion), tone)

    return (
        ListColumn("id", "ID", 6, lambda row: Cell(row.id)),
        ListColumn("kind", "Kind", 6, lambda row: Cell(word(row.kind)), 3),
        ListColumn("started", "Begun", 10, lambda row: Cell(str(row.started_on)), 2),
        ListColumn("concluded", "Concluded", 10, lambda row: Cell(day(row.concluded_on)), 1),
        ListColumn("said", "Conclusion", 14, said),
        ListColumn("reviewer", "Reviewer", 12, lambda row: Cell(row.reviewer), 4),
        ListColumn("why", "Conditions or note", 16, lambda row: Cell(row.conditions or row.note), 1, flex=True),
    )


def markdown_table(rows: Sequence[VendorRow]) -> str:
    """Vendors as a Markdown table, for a ticket."""

    def cells(row: VendorRow) -> str:
        due = row.review
        return " | ".join([row.name, word(row.tier), day(row.last_review), day(due.due), word(due.state)])

    head = ["| Vendor | Tier | Last review | Review due | State |", "|---|---|---|---|---|"]
    return "\n".join([*head, *(f"| {cells(row)} |" for row in rows)])
